"""What counts: the program's verdicts with those of the reviewers in their place, and the points and grade of both together."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace

from checker.desk.review.keys import finding_keys, note_keys
from checker.desk.review.models import Override
from checker.ingest import NOWHERE, BlockKind
from checker.judging import scoring
from checker.judging.checklist import Checklist, Evidence, Verdict
from checker.judging.explain import Facts, remedy
from checker.judging.outcome import STATUS_OF, Outcome
from checker.reading.model import Time
from checker.rulebook import Rulebook
from checker.rulebook.schema import Reason, Status

# The ground of a status where the reviewer gave none.
_GROUND = {Status.PRESENT: Reason.FULL, Status.VAGUE: Reason.GENERIC, Status.MISSING: Reason.ABSENT}
WORDS = {
    Status.PRESENT: "具备",
    Status.VAGUE: "模糊",
    Status.MISSING: "缺失",
    Status.NOT_APPLICABLE: "不适用",
    Status.NOT_JUDGED: "未判定",
}


def effective(checklist: Checklist, overrides: Iterable[Override], book: Rulebook) -> Checklist:
    """The checklist with the overrides that stand applied, and score, gate and grade by the scoring of `book`; itself where none stands.

    The last override of a requirement counts, withdrawn ones never do, and neither do those of requirements that the checklist has
    not. An overridden verdict says so in its explanation. What was overridden as not holding is no longer among findings and notes.
    """
    said = standing(overrides)
    verdicts = tuple(_overridden(v, said[v.requirement], checklist, book) if v.requirement in said else v for v in checklist.verdicts)
    findings = tuple(f for key, f in zip(finding_keys(checklist), checklist.findings, strict=True) if key not in said)
    publication = tuple(n for key, n in zip(note_keys(checklist), checklist.publication, strict=True) if key not in said)
    changed = sum(v is not old for v, old in zip(verdicts, checklist.verdicts, strict=True))
    dropped = len(checklist.findings) - len(findings) + len(checklist.publication) - len(publication)
    if not changed and not dropped:
        return checklist
    score, closed = scoring.total(verdicts), scoring.gate(verdicts, book)
    return replace(
        checklist,
        verdicts=verdicts,
        findings=findings,
        publication=publication,
        score=score,
        grade=scoring.grade(score, closed, book),
        gate=closed,
        notices=(*checklist.notices, _notice(changed, dropped, checklist.score, score)),
    )


def standing(overrides: Iterable[Override]) -> dict[str, Override]:
    """The override that counts for each requirement, finding and note that has one."""
    return {o.requirement: o for o in sorted(overrides, key=lambda o: o.pk or 0) if o.withdrawn_at is None}


def ground_of(override: Override, machine: Verdict) -> Reason | None:
    """The rulebook's reason of an overridden verdict: as the reviewer said, else the program's where the status is the same, else the usual one."""
    status = Status(override.status)
    if override.ground:
        return Reason(override.ground)
    if machine.reason is not None and STATUS_OF[machine.reason] is status:
        return machine.reason
    if status is Status.VAGUE and machine.parts and machine.lacking:
        return Reason.INCOMPLETE
    return _GROUND.get(status)


def _overridden(machine: Verdict, override: Override, checklist: Checklist, book: Rulebook) -> Verdict:
    status, ground = Status(override.status), ground_of(override, machine)
    parts, lacking = _parts(machine, override, status)
    evidence, near = _evidence(machine, override, checklist, status)
    weight = _weight(machine, checklist, book) if status is not Status.NOT_APPLICABLE else 0.0
    outcome = Outcome(ground, evidence, near, parts, lacking) if ground is not None else None
    return replace(
        machine,
        status=status,
        reason=ground,
        explanation=f"{override.reason.rstrip('。')}（审核人改判，机器判定为{WORDS[machine.status]}）",
        parts=parts,
        lacking=lacking,
        evidence=evidence,
        near_misses=near,
        remedy=_remedy(machine, outcome, checklist, book),
        score=scoring.points(outcome, weight, book) if outcome is not None else 0.0,
        weight=weight,
        review=False,
    )


def _parts(machine: Verdict, override: Override, status: Status) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """The parts found and lacking: all or none by the status, or those that the reviewer ticked."""
    known = (*machine.parts, *machine.lacking)
    if status is Status.PRESENT:
        return known, ()
    if status is not Status.VAGUE:
        return (), known if status is Status.MISSING else ()
    found = machine.parts if override.parts is None else tuple(p for p in known if p in override.parts)
    return found, tuple(p for p in known if p not in found)


def _evidence(machine: Verdict, override: Override, checklist: Checklist, status: Status) -> tuple[tuple[Evidence, ...], tuple[Evidence, ...]]:
    """The words the verdict rests on, the reviewer's first, and those that come near."""
    own = (_quoted(override, checklist),) if override.quote and override.start is not None else ()
    if status in (Status.PRESENT, Status.VAGUE):
        return (*own, *(e for e in machine.evidence if (e.start, e.end) != (override.start, override.end))), machine.near_misses
    return (), (*own, *machine.evidence, *machine.near_misses)


def _quoted(override: Override, checklist: Checklist) -> Evidence:
    start, end = override.start or 0, override.end or 0
    heading, place = "", NOWHERE
    for passage in checklist.passages:
        if passage.start > start:
            break
        place = passage.place
        if passage.kind is BlockKind.HEADING:
            heading = checklist.text[passage.start : passage.end]
    return Evidence(override.quote, heading, start, end, Time.REPORTING_YEAR.value, place=place)


def _weight(machine: Verdict, checklist: Checklist, book: Rulebook) -> float:
    """The points there are, which a verdict has not that was not applicable."""
    if machine.weight:
        return machine.weight
    return next((scoring.weight_of(r, book, checklist.level) for r in book.requirements if r.id == machine.requirement), 0.0)


def _remedy(machine: Verdict, outcome: Outcome | None, checklist: Checklist, book: Rulebook) -> str:
    """What to write: the program's own words where the reason stayed, else those of the rulebook."""
    if outcome is None or outcome.status is Status.PRESENT:
        return ""
    requirement = next((r for r in book.requirements if r.id == machine.requirement), None)
    if requirement is None or (outcome.reason is machine.reason and outcome.lacking == machine.lacking):
        return machine.remedy
    return remedy(requirement, outcome, Facts.of(checklist.reporting_year, checklist.unit), book.english)


def _notice(changed: int, dropped: int, old: float, new: float) -> str:
    def told() -> Iterator[str]:
        if changed:
            yield f"审核人改判{changed}项"
        if dropped:
            yield f"认定{dropped}处问题不成立"

    return f"{'，'.join(told())}；得分由{old:.1f}变为{new:.1f}"
