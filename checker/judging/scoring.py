"""Points and grade: sums that can be added up by hand, and a gate that no sum can hide."""

from __future__ import annotations

from collections.abc import Sequence

from checker.judging.checklist import Grade, Verdict
from checker.judging.outcome import Outcome
from checker.rulebook.schema import Level, Reason, Requirement, Rulebook, Status


def weight_of(requirement: Requirement, book: Rulebook, level: Level) -> float:
    """The points a requirement can give to a unit of this level."""
    profile = book.profiles.get(level)
    return (profile.weights.get(requirement.id) if profile else None) or requirement.weight


def points(outcome: Outcome, weight: float, book: Rulebook) -> float:
    """The points got: a share of the weight by reason; incomplete ones by the parts found where there are parts."""
    share = book.scoring.share.get(outcome.reason, 0.0)
    if outcome.reason is Reason.INCOMPLETE and book.scoring.by_parts and outcome.parts and outcome.lacking:
        share = len(outcome.parts) / (len(outcome.parts) + len(outcome.lacking))
    return round(weight * share, 2)


def total(verdicts: Sequence[Verdict]) -> float:
    """The score out of 100 over what was judged; 0 where nothing was."""
    judged = [v for v in verdicts if v.status not in (Status.NOT_APPLICABLE, Status.NOT_JUDGED)]
    possible = sum(v.weight for v in judged)
    return round(100 * sum(v.score for v in judged) / possible, 1) if possible else 0.0


def gate(verdicts: Sequence[Verdict], book: Rulebook) -> tuple[str, ...]:
    """The requirements whose absence keeps the report from passing, whatever its score."""
    return tuple(v.requirement for v in verdicts if v.severity in book.scoring.gate and v.status is Status.MISSING)


def grade(score: float, closed: Sequence[str], book: Rulebook) -> Grade:
    """`pass`, `revise` or `return`, by the rulebook's bounds and the gate."""
    if score < book.scoring.revise_at:
        return Grade.RETURN
    return Grade.PASS if score >= book.scoring.pass_at and not closed else Grade.REVISE
