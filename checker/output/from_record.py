"""A report's record, as in the JSON output, turned back into the checklist that it tells of.

What a record does not hold is not there: the report's text and passages, the heading that a finding
stands under, the basis of publication notes, the chapter of a requirement that the rulebook has no more.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any

from checker.ingest import Place
from checker.judging.checklist import Checklist, Evidence, Finding, Grade, PublicationNote, Verdict
from checker.rulebook import Rulebook
from checker.rulebook.schema import Level, Reason, Severity, Status
from checker.rulebook.waivers import Waiver


def checklist_of(record: Mapping[str, Any], book: Rulebook, *, pipeline: str = "") -> Checklist:
    """The checklist of a record that `report_record` made; its texts are in the language they were written in.

    `report_record` of it gives the record again. Raises `KeyError`, `TypeError` or `ValueError` for anything else.
    """
    unit = record["unit"]
    return Checklist(
        source=record["source"],
        sha256=record["sha256"],
        title=record["title"],
        unit=unit,
        level=Level(record["level"]),
        reporting_year=record["reporting_year"],
        rulebook=book.id,
        rulebook_version=book.version,
        pipeline=pipeline,
        verdicts=tuple(_verdict(id, facts, book.chapter_of.get(id, ""), unit) for id, facts in record["requirements"].items()),
        findings=tuple(_finding(facts, unit) for facts in record["findings"]),
        score=record["score"],
        grade=Grade(record["grade"]),
        gate=tuple(record["gate"]),
        notices=tuple(record["notices"]),
        date=record["date"] or "",
        publication=tuple(PublicationNote(**facts) for facts in record["publication"]),
        expired=tuple(filter(None, (_waiver(facts, facts["item"], facts["unit"]) for facts in record["expired_waivers"]))),
        waived_on=record["waived_on"] or "",
        result_hash=record["result_hash"],
    )


def _verdict(id: str, facts: Mapping[str, Any], chapter: str, unit: str) -> Verdict:
    return Verdict(
        requirement=id,
        title=facts["title"],
        chapter=chapter,
        severity=Severity(facts["severity"]),
        status=Status(facts["status"]),
        reason=Reason(facts["reason"]) if facts["reason"] else None,
        explanation=facts["explanation"],
        parts=tuple(facts["parts"]),
        lacking=tuple(facts["lacking"]),
        evidence=tuple(map(_evidence, facts["evidence"])),
        near_misses=tuple(map(_evidence, facts["near_misses"])),
        basis=tuple(facts["basis"]),
        remedy=facts["remedy"],
        score=facts["score"],
        weight=facts["weight"],
        review=facts["review"],
        waiver=_waiver(facts["waiver"], id, unit),
    )


def _evidence(facts: Mapping[str, Any]) -> Evidence:
    return Evidence(**{**facts, "place": _place(facts["place"])})


def _finding(facts: Mapping[str, Any], unit: str) -> Finding:
    more = {"place": _place(facts["place"]), "basis": tuple(facts["basis"]), "waiver": _waiver(facts["waiver"], facts["code"], unit)}
    return Finding(**{**facts, **more})


def _waiver(facts: Mapping[str, str] | None, item: str, unit: str) -> Waiver | None:
    """A record says of the waiver of a verdict why, by whom and until when; it stands at the item that it lifts."""
    if facts is None:
        return None
    # What the rulebook's loading has validated is not validated again: a unit may be nameless here.
    return Waiver.model_construct(item=item, unit=unit, reason=facts["reason"], author=facts["author"], expires=date.fromisoformat(facts["expires"]))


def _place(facts: Mapping[str, Any]) -> Place:
    cell = facts.get("cell")
    return Place(facts.get("line"), facts.get("page"), facts.get("paragraph"), (cell[0], cell[1], cell[2]) if cell else None)
