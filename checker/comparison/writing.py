"""Comparisons for a terminal, as Markdown and as JSON."""

from __future__ import annotations

import json
from collections.abc import Sequence
from typing import Any

from checker.comparison.changes import Change, Requirement
from checker.comparison.comparison import Comparison, LastYear
from checker.comparison.records import FindingRecord, Record
from checker.comparison.telling import Telling, tell_all
from checker.output.layout import columns, labelled, wrap
from checker.output.markdown import escaped
from checker.output.tables import Words
from checker.version import program_version

SCHEMA = "1"
_NARROWEST, _INDENT = 60, 4


def write_table(comparisons: Sequence[Comparison], words: Words, *, width: int = 80) -> str:
    """The comparisons for a terminal."""
    width = max(width, _NARROWEST)
    pages = ["\n".join(line.rstrip() for line in _page(telling, width)) for telling in tell_all(comparisons, words)]
    return "\n\n".join(pages) + "\n" if pages else ""


def _page(telling: Telling, width: int) -> list[str]:
    lines = ["━" * width, *wrap(telling.title, width)]
    for fact in telling.facts:
        lines += wrap(fact, width)
    for section in telling.sections:
        titles = wrap(section.title, width)
        lines += ["", *titles[:-1], f"{titles[-1]} " + "─" * max(width - columns(titles[-1]) - 1, 0)]
        for entry in section.entries:
            lines += wrap(f"{entry.head}  {entry.code}", width)
            for label, text in entry.details:
                lines += labelled(label, wrap(text, width - _INDENT - columns(label) - 2), indent=_INDENT) if text else []
    return lines


def write_markdown(comparisons: Sequence[Comparison], words: Words) -> str:
    """The comparisons as Markdown; nothing from a report means anything in it."""
    lines: list[str] = []
    for telling in tell_all(comparisons, words):
        lines += [f"# {escaped(telling.title)}", ""]
        for fact in telling.facts:
            lines += [escaped(fact), ""]
        for section in telling.sections:
            lines += [f"## {escaped(section.title)}", ""]
            for entry in section.entries:
                lines.append(f"- {escaped(entry.head)}" + (f" `{entry.code}`" if entry.code else ""))
                lines += [f"  - {label}{'：' if words.lang == 'zh' else ': '}{escaped(text)}" for label, text in entry.details if text]
            lines.append("")
    return "\n".join(lines).strip("\n") + "\n" if lines else ""


def write_json(comparisons: Sequence[Comparison], words: Words) -> str:
    """The comparisons as one JSON object; keys are a public contract as those of `check` are."""
    answer = {"schema": SCHEMA, "version": program_version(), "comparisons": [_comparison(c) for c in comparisons]}
    return json.dumps(answer, ensure_ascii=False, indent=2) + "\n"


def _comparison(comparison: Comparison) -> dict[str, Any]:
    changes = comparison.changes
    return {
        "old": _side(changes.old) | {"rulebook": comparison.old_rulebook.model_dump()},
        "new": _side(changes.new) | {"rulebook": comparison.new_rulebook.model_dump()},
        "score_change": changes.gained,
        "requirements": {change.value: [_requirement(r) for r in changes.of(change)] for change in Change},
        "findings": {
            "closed": [_finding(f) for f in changes.findings_closed],
            "open": [_finding(f) for f in changes.findings_open],
            "new": [_finding(f) for f in changes.findings_new],
        },
        "last_year": _last_year(comparison.last_year) if comparison.last_year else None,
    }


def _side(record: Record) -> dict[str, Any]:
    return record.model_dump(mode="json", include={"source", "sha256", "result_hash", "unit", "reporting_year", "title", "score", "grade", "gate"})


def _requirement(requirement: Requirement) -> dict[str, Any]:
    kept = {"status", "reason", "score", "weight"}
    old, new = (side.model_dump(mode="json", include=kept) if side else None for side in (requirement.old, requirement.new))
    return {"id": requirement.id, "title": requirement.title, "gained": requirement.gained, "old": old, "new": new}


def _finding(finding: FindingRecord) -> dict[str, Any]:
    return finding.model_dump(mode="json", include={"code", "title", "quote", "message"})


def _last_year(last_year: LastYear) -> dict[str, Any]:
    carried, figures = last_year.carried, last_year.figures
    return {
        "characters": carried.characters,
        "carried": carried.carried,
        "share": round(carried.share, 4),
        "passages": [
            {
                "quote": last_year.text[p.start : p.end],
                "characters": p.characters,
                "start": p.start,
                "end": p.end,
                "place": p.place.describe(),
                "old_start": p.old_start,
                "old_end": p.old_end,
                "old_place": p.old_place.describe(),
            }
            for p in carried.passages
        ],
        "figures_compared": len(figures.pairs),
        "figures_unchanged": [
            {
                "value": new.value,
                "unit": new.unit,
                "quote": last_year.text[new.start : new.end],
                "place": new.place.describe(),
                "old_quote": last_year.old_text[old.start : old.end],
                "old_place": old.place.describe(),
            }
            for old, new in figures.unchanged
        ],
    }
