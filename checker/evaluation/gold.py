"""Labelled reports: one YAML beside each document, as section 4 of the annotation guide lays down."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import yaml

from checker.rulebook.schema import Reason, Status


class GoldError(Exception):
    """A label file that cannot be used; the message names file and key."""


@dataclass(frozen=True, slots=True)
class Label:
    """What a reader decided on one requirement. `parts` is None where the row has no parts."""

    status: Status
    reason: Reason | None
    parts: frozenset[str] | None
    evidence: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class GoldReport:
    """A labelled report: the document's path, what it says of itself, and its labels."""

    path: Path
    unit: str
    level: str
    reporting_year: int | None
    labels: dict[str, Label]
    findings: tuple[tuple[str, str], ...]  # (code, quote)


def load_gold(places: Iterable[Path], docs: Path | None = None) -> Iterator[GoldReport]:
    """The labelled reports of files and folders, in order of name.

    The documents stand beside the labels, or in `docs`. Raises `GoldError`.
    """
    for place in places:
        files = sorted(place.glob("*.yaml")) if place.is_dir() else [place]
        if not files:
            raise GoldError(f"{place}: 没有标注文件（*.yaml）")
        for file in files:
            yield _report(file, docs or file.parent)


def _report(file: Path, docs: Path) -> GoldReport:
    try:
        data = yaml.safe_load(file.read_text("utf-8"))
    except (OSError, UnicodeDecodeError, yaml.YAMLError) as error:
        raise GoldError(f"{file}: 读不出来（{error}）") from None
    if not isinstance(data, dict) or "document" not in data or not isinstance(data.get("requirements"), dict):
        raise GoldError(f"{file}: 须有 document 和 requirements 两个键")
    path = docs / str(data["document"])
    if not path.is_file():
        raise GoldError(f"{file}: 找不到所标注的文件 {path}")
    return GoldReport(
        path=path,
        unit=str(data.get("unit", "")),
        level=str(data.get("level", "")),
        reporting_year=data.get("reporting_year"),
        labels={key: _label(value, f"{file}: {key}") for key, value in data["requirements"].items()},
        findings=tuple((str(f["code"]), str(f.get("quote", ""))) for f in data.get("findings") or ()),
    )


def _label(value: Any, place: str) -> Label:
    try:
        parts = value.get("parts")
        return Label(
            status=Status(value["status"]),
            reason=Reason(value["reason"]) if value.get("reason") else None,
            parts=frozenset(parts) if parts is not None else None,
            evidence=tuple(value.get("evidence") or ()),
        )
    except (AttributeError, KeyError, TypeError, ValueError) as error:
        raise GoldError(f"{place}: 标注有误（{error}）") from None
