"""Accepted exceptions applied to a checklist.

A waiver lifts an obstacle and gives no mark: the verdict keeps its status, its points and its place
in every output, marked with reason, author and expiry; a waived requirement no longer closes the
gate, so that the grade may become `pass` where the score alone reaches it. The score is left as
it is: what is accepted for one unit must not make its figure higher than that of a unit which did the work.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import date

from checker.judging import scoring
from checker.judging.checklist import Checklist
from checker.rulebook.schema import Rulebook, Status
from checker.rulebook.waivers import EVERY_UNIT, Waiver

_OPEN = (Status.VAGUE, Status.MISSING, Status.NOT_JUDGED)


def waive(checklist: Checklist, waivers: Sequence[Waiver], book: Rulebook, today: date) -> Checklist:
    """The checklist with the waivers that are meant for its unit and in force on `today`.

    One that names the unit goes before one for every unit. Those that have run out lift nothing and are
    named in `expired`, where they would have lifted something; `waived_on` is set where any waiver mattered.
    """
    ours = sorted((w for w in waivers if w.covers(checklist.unit)), key=lambda w: w.unit == EVERY_UNIT)
    in_force: dict[str, Waiver] = {}
    run_out: dict[str, Waiver] = {}
    for waiver in ours:
        (run_out if waiver.expired(today) else in_force).setdefault(waiver.item, waiver)
    verdicts = tuple(replace(v, waiver=in_force.get(v.requirement)) if v.status in _OPEN else v for v in checklist.verdicts)
    findings = tuple(replace(f, waiver=in_force.get(f.code)) for f in checklist.findings)
    items = [v.requirement for v in verdicts if v.status in _OPEN] + [f.code for f in findings]
    expired = tuple(run_out[item] for item in dict.fromkeys(items) if item in run_out and item not in in_force)
    closed = tuple(id for id in checklist.gate if id not in in_force)
    mattered = bool(expired) or any(item in in_force for item in items)
    return replace(
        checklist,
        verdicts=verdicts,
        findings=findings,
        gate=closed,
        grade=scoring.grade(checklist.score, closed, book),
        expired=expired,
        waived_on=today.isoformat() if mattered else "",
    )
