"""One report as plain data: what the JSON output shows of it, what its hash is taken of, what is compared.

The keys are a public contract: none is renamed or taken away within a schema; new ones may come.
Offsets are half-open and count characters (not bytes) of the source text, without a byte order
mark. `quote` is the source text between them, except where personal data is masked in it.
"""

from __future__ import annotations

from typing import Any

from checker.ingest import Place
from checker.judging.checklist import Checklist, Evidence, Finding, PublicationNote, Verdict
from checker.rulebook.waivers import Waiver


def report_record(checklist: Checklist) -> dict[str, Any]:
    """One report as in `reports` of the JSON object."""
    return {
        "source": checklist.source,
        "result_hash": checklist.result_hash,
        "sha256": checklist.sha256,
        "unit": checklist.unit,
        "level": checklist.level.value,
        "reporting_year": checklist.reporting_year,
        "date": checklist.date or None,
        "title": checklist.title,
        "score": checklist.score,
        "grade": checklist.grade.value,
        "gate": list(checklist.gate),
        "notices": list(checklist.notices),
        "waived_on": checklist.waived_on or None,
        "expired_waivers": [{"item": w.item, "unit": w.unit, **_waiver_facts(w)} for w in checklist.expired],
        "requirements": {v.requirement: _verdict(v) for v in checklist.verdicts},
        "findings": [_finding(f) for f in checklist.findings],
        "publication": [_note(n) for n in checklist.publication],
    }


def _verdict(verdict: Verdict) -> dict[str, Any]:
    return {
        "status": str(verdict.status),
        "reason": str(verdict.reason) if verdict.reason is not None else None,
        "title": verdict.title,
        "severity": str(verdict.severity),
        "explanation": verdict.explanation,
        "parts": list(verdict.parts),
        "lacking": list(verdict.lacking),
        "score": verdict.score,
        "weight": verdict.weight,
        "evidence": [_evidence(e) for e in verdict.evidence],
        "near_misses": [{**_evidence(e), "discount": e.discount} for e in verdict.near_misses],
        "basis": list(verdict.basis),
        "remedy": verdict.remedy,
        "review": verdict.review,
        "waiver": _waiver(verdict.waiver),
    }


def _evidence(evidence: Evidence) -> dict[str, Any]:
    return {
        "quote": evidence.quote,
        "chapter": evidence.chapter,
        "start": evidence.start,
        "end": evidence.end,
        "time": evidence.time,
        "cue": evidence.cue,
        "term": evidence.term,
        "place": _place(evidence.place),
    }


def _finding(finding: Finding) -> dict[str, Any]:
    return {
        "code": finding.code,
        "title": finding.title,
        "quote": finding.quote,
        "message": finding.message,
        "start": finding.start,
        "end": finding.end,
        "place": _place(finding.place),
        "basis": list(finding.basis),
        "remedy": finding.remedy,
        "waiver": _waiver(finding.waiver),
    }


def _note(note: PublicationNote) -> dict[str, Any]:
    return {"code": note.code, "count": note.count, "place": note.place, "excerpt": note.excerpt, "title": note.title, "remedy": note.remedy}


def _waiver(waiver: Waiver | None) -> dict[str, str] | None:
    return None if waiver is None else _waiver_facts(waiver)


def _waiver_facts(waiver: Waiver) -> dict[str, str]:
    return {"reason": waiver.reason, "author": waiver.author, "expires": waiver.expires.isoformat()}


def _place(place: Place) -> dict[str, Any]:
    """What is known of a place: line (of the text), page, paragraph, cell (table, row, column), each from 1."""
    known: dict[str, Any] = {}
    if place.line is not None:
        known["line"] = place.line
    if place.page is not None:
        known["page"] = place.page
    if place.paragraph is not None:
        known["paragraph"] = place.paragraph
    if place.cell is not None:
        known["cell"] = list(place.cell)
    return known
