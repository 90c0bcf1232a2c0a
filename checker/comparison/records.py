"""Results as they are compared: from a checklist, or read back from an earlier `result.json`."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

from pydantic import BaseModel, ConfigDict, Field, ValidationError

from checker.judging.checklist import Checklist, Grade
from checker.output.json_format import SCHEMA
from checker.output.record import report_record
from checker.rulebook.schema import Level, Reason, Severity, Status

MAX_BYTES = 50_000_000


class ResultError(Exception):
    """A file that is no result. The words are in Chinese and English, without the file's name."""

    def __init__(self, source: str, chinese: str, english: str) -> None:
        self.source = source
        self._words = {"zh": chinese, "en": english}
        super().__init__(f"{source}: {chinese}")

    def message(self, lang: str = "zh") -> str:
        """Why it cannot be used, in a language."""
        return self._words[lang]


class _Known(BaseModel):
    """Takes what is needed and lets other keys be: later versions may write more."""

    model_config = ConfigDict(frozen=True, extra="ignore")


class VerdictRecord(_Known):
    """A verdict of a result."""

    status: Status
    reason: Reason | None = None
    title: str
    severity: Severity = Severity.GENERAL
    explanation: str = ""
    score: float
    weight: float
    remedy: str = ""
    waiver: dict[str, str] | None = None


class FindingRecord(_Known):
    """A finding of a result."""

    code: str
    title: str = ""
    quote: str
    message: str
    waiver: dict[str, str] | None = None


class Record(_Known):
    """One report of a result."""

    source: str
    sha256: str
    result_hash: str = ""
    unit: str
    level: Level
    reporting_year: int | None
    title: str
    score: float
    grade: Grade
    gate: tuple[str, ...] = ()
    waived_on: str | None = None
    requirements: dict[str, VerdictRecord]
    findings: tuple[FindingRecord, ...]


class RulebookFacts(_Known):
    """Which rulebook made a result."""

    id: str
    version: str
    sha256: str = ""


class Result(_Known):
    """A whole `result.json`. `raw` holds its reports as they were written, in the same order."""

    schema_: str = Field(alias="schema")
    lang: str = "zh"
    version: str = ""
    rulebook: RulebookFacts
    pipeline: str
    reports: tuple[Record, ...]
    raw: tuple[dict[str, Any], ...] = ()


def record_of(checklist: Checklist) -> Record:
    """The record of a (masked) checklist."""
    return Record.model_validate(report_record(checklist))


def read_result(path: Path) -> Result:
    """The result in a file that `fazhi check --format json` wrote.

    Raises `ResultError` for a file that cannot be opened, is too large, or is anything else.
    """
    source = str(path)
    no_result = ResultError(
        source,
        "不是检查结果；请用 fazhi check --format json -o 生成的文件",
        "this is no result; use a file that fazhi check --format json -o has written",
    )
    try:
        if path.stat().st_size > MAX_BYTES:
            raise ResultError(source, f"文件过大，上限为 {MAX_BYTES // 1_000_000} MB", f"the file is too large; the limit is {MAX_BYTES // 1_000_000} MB")
        data = json.loads(path.read_text("utf-8-sig"))
    except OSError as error:
        raise ResultError(source, f"打不开文件（{error.strerror}）", f"the file cannot be opened ({error.strerror})") from None
    except (ValueError, RecursionError):
        raise no_result from None
    if not isinstance(data, dict) or data.get("schema") != SCHEMA:
        raise no_result
    try:
        return Result.model_validate({**data, "raw": data.get("reports", ())})
    except ValidationError:
        raise no_result from None
