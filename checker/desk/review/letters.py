"""The checklist as it goes into a notice to a unit: as the reviewers have it, with what they added and without what they let go."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import date

from checker.desk.reports.models import Version
from checker.desk.reports.results import checklist_of
from checker.desk.review.effective import standing
from checker.desk.review.keys import finding_keys, note_keys
from checker.desk.review.models import Item, Outcome
from checker.desk.review.overriding import locate
from checker.desk.review.seen import effective_of
from checker.judging.checklist import Checklist, Finding, Grade, Verdict
from checker.rulebook.waivers import Waiver

ADDED = "added"  # the code of a finding that a reviewer added


def for_letter(version: Version) -> Checklist:
    """The effective checklist of a version for a notice.

    An overridden verdict speaks in the reviewer's words alone. What was added by hand and is open stands among the findings.
    Of what was closed by hand, requirements are told as accepted for now, with the reason, and findings are left out.
    Where it was decided on the version, the conclusion is that of the decision.
    """
    counts, said = effective_of(version), standing(version.overrides.all())
    by_hand = {i.key: i for i in version.submission.items.filter(closed_by__isnull=False).exclude(kind=Item.Kind.ADDED).select_related("closed_by")}
    machine = checklist_of(version)
    finding_key = [key for key in finding_keys(machine) if key not in said]
    note_key = [key for key in note_keys(machine) if key not in said]
    verdicts = (replace(v, explanation=said[v.requirement].reason) if v.requirement in said else v for v in counts.verdicts)
    grade, gate = _concluded(version, counts)
    return replace(
        counts,
        grade=grade,
        gate=gate,
        unit=counts.unit or version.submission.unit.name,
        verdicts=tuple(_accepted(v, by_hand.get(v.requirement), counts) for v in verdicts),
        findings=(*(f for key, f in zip(finding_key, counts.findings, strict=True) if key not in by_hand), *_added(version, counts)),
        publication=tuple(n for key, n in zip(note_key, counts.publication, strict=True) if key not in by_hand),
    )


def _concluded(version: Version, counts: Checklist) -> tuple[Grade, tuple[str, ...]]:
    """The grade that goes with the last decision, and what kept the report from passing."""
    decision = version.decisions.order_by("-id").first()
    if decision is None:
        return counts.grade, counts.gate
    if decision.outcome == Outcome.PASSED:
        return Grade.PASS, ()
    return (Grade.REVISE if counts.grade is Grade.PASS else counts.grade), counts.gate


def _accepted(verdict: Verdict, item: Item | None, checklist: Checklist) -> Verdict:
    if item is None or item.closed_by is None:
        return verdict
    year = checklist.reporting_year or date.today().year
    unit, author = checklist.unit or "*", item.closed_by.shown_name
    return replace(verdict, waiver=Waiver.model_construct(item=item.key, unit=unit, reason=item.closing_reason, author=author, expires=date(year + 1, 12, 31)))


def _added(version: Version, checklist: Checklist) -> Iterator[Finding]:
    for item in version.submission.items.filter(kind=Item.Kind.ADDED, closed_at=None):
        start, end = locate(checklist.text, item.quote) or (len(checklist.text), len(checklist.text))
        basis = tuple(filter(None, (line.strip() for line in item.basis.splitlines())))
        yield Finding(ADDED, item.title, item.problem, item.quote, start, end, basis=basis, remedy=item.remedy)
