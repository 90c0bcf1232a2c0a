"""A file to what is kept of it: the record and the text of its report, or why there is none. No database here."""

from __future__ import annotations

import json
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Any

from checker.auditing.plan import Submission
from checker.auditing.worker import Settings, examine, warm
from checker.desk import rulebooks
from checker.failure import INTERNAL
from checker.ingest.recognition import AT_ONCE, PUT_OFF_CODE, Recognition
from checker.version import program_version

MODEL = "auto"  # as `fazhi check`: the trained pipeline where it is installed
_SEVERAL = "is_archive"
# What is said otherwise on a web page than on a command line.
_WORDS = {
    _SEVERAL: "这是压缩包，里面可能有多份报告；请解压后上传报告文件本身",
    INTERNAL: "检查时程序出错，请把文件另存为 .docx 后重新上传；仍不行，请告诉管理员",
}


@dataclass(frozen=True, slots=True)
class Judged:
    """By what a report was judged."""

    rulebook: str
    rulebook_version: str
    rulebook_sha256: str
    pipeline: str
    program_version: str


@dataclass(frozen=True, slots=True)
class Examined:
    """What came of a file: `record` and `text` (see `checker.auditing.stored`), or `error_code` and `error` in Chinese."""

    by: Judged
    record: dict[str, Any] | None = None
    text: dict[str, Any] | None = None
    error_code: str = ""
    error: str = ""

    @property
    def needs_recognition(self) -> bool:
        """Whether nothing came of it because pages are yet to be recognised."""
        return self.error_code == PUT_OFF_CODE


def examine_file(path: Path, name: str, rulebook: str, level: str = "", recognition: Recognition = AT_ONCE) -> Examined:
    """What comes of the file at `path`, which came under `name`, judged by a rulebook as a unit of `level` (empty: the level read from it).

    Nothing that is wrong with the file is raised. Raises `RulebookError`, `OSError` where the rulebook's copy cannot be kept, and
    what `recognition.heard` raises.
    """
    by, settings = _judged(rulebook, level)
    [entry] = examine(settings, [Submission(name, path, "")], recognition)
    results = [json.loads(result) for result in (*entry.records, *entry.errors)]
    if len(results) != 1 or "/" in results[0]["source"]:
        return Examined(by, error_code=_SEVERAL, error=_WORDS[_SEVERAL])
    [result] = results
    if entry.errors:
        return Examined(by, error_code=result["code"], error=_WORDS.get(result["code"], result["message"]))
    return Examined(by, record=result, text=json.loads(entry.texts[0]))


def get_ready(rulebook: str) -> None:
    """Makes all that the first file of this process would wait for. Raises `RulebookError`."""
    warm(_judged(rulebook, "")[1])


def _judged(rulebook: str, level: str) -> tuple[Judged, Settings]:
    book, sha256 = rulebooks.with_hash(rulebook)
    rulebooks.keep(book, sha256)
    by = Judged(book.id, book.version, sha256, _pipeline(), program_version())
    return by, _settings(rulebook, by, level)


def _settings(rulebook: str, by: Judged, level: str) -> Settings:
    return Settings(rulebook, by.rulebook_sha256, by.program_version, level=level or "auto", model=MODEL, pipeline=by.pipeline)


@lru_cache(maxsize=1)
def _pipeline() -> str:
    from checker.reading.trained import load_trained, pipeline_name

    return pipeline_name(load_trained(MODEL))
