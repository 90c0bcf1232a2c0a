"""The checklists as one JSON object, schema "1".

The keys are a public contract: none is renamed or taken away within a schema; new ones may come.
Offsets are half-open and count characters (not bytes) of the source text, without a byte order
mark. `quote` is the source text between them, except where personal data is masked in it.
"""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import asdict
from typing import Any

from checker.failure import Failure
from checker.ingest import Place
from checker.judging.checklist import Checklist, Evidence, Finding, Verdict
from checker.rulebook import Rulebook

SCHEMA = "1"


def write_json(checklists: Sequence[Checklist], failures: Sequence[Failure], book: Rulebook, *, lang: str = "zh") -> str:
    """The JSON object as text, ending with a line end. The same input gives the same text."""
    answer = {
        "schema": SCHEMA,
        "rulebook": {"id": book.id, "version": book.version},
        "pipeline": checklists[0].pipeline if checklists else "",
        "reports": [_report(c) for c in checklists],
        "errors": [{"source": f.source, "code": f.code, "message": f.message} for f in failures],
    }
    return json.dumps(answer, ensure_ascii=False, indent=2) + "\n"


def _report(checklist: Checklist) -> dict[str, Any]:
    return {
        "source": checklist.source,
        "sha256": checklist.sha256,
        "unit": checklist.unit,
        "level": checklist.level.value,
        "reporting_year": checklist.reporting_year,
        "title": checklist.title,
        "score": checklist.score,
        "grade": checklist.grade.value,
        "gate": list(checklist.gate),
        "notices": list(checklist.notices),
        "requirements": {v.requirement: _verdict(v) for v in checklist.verdicts},
        "findings": [_finding(f) for f in checklist.findings],
        "publication": [{"code": n.code, "count": n.count, "place": n.place, "excerpt": n.excerpt} for n in checklist.publication],
    }


def _verdict(verdict: Verdict) -> dict[str, Any]:
    return {
        "status": verdict.status.value,
        "reason": verdict.reason.value if verdict.reason is not None else None,
        "title": verdict.title,
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
        "quote": finding.quote,
        "message": finding.message,
        "start": finding.start,
        "end": finding.end,
        "place": _place(finding.place),
    }


def _place(place: Place) -> dict[str, Any]:
    """What is known of a place: line (of the text), page, paragraph, cell (table, row, column), each from 1."""
    return {key: list(value) if isinstance(value, tuple) else value for key, value in asdict(place).items() if value is not None}
