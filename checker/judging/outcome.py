"""What a kind of requirement decides: status, reason and what it rests on."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from checker.judging.checklist import Evidence
from checker.judging.context import Context, Mention
from checker.reading.model import Time
from checker.rulebook.schema import Reason, Status

STATUS_OF = {
    Reason.FULL: Status.PRESENT,
    Reason.NIL_RETURN: Status.PRESENT,
    Reason.INCOMPLETE: Status.VAGUE,
    Reason.GENERIC: Status.VAGUE,
    Reason.MISPLACED: Status.VAGUE,
    Reason.ABSENT: Status.MISSING,
    Reason.PLAN_ONLY: Status.MISSING,
    Reason.PROBLEM_ONLY: Status.MISSING,
    Reason.NEGATED: Status.MISSING,
}
_MOST_QUOTES = 4
_MANY_UNCLAIMED = 3  # sentences with figures that no requirement claims: an absence is doubtful then


@dataclass(frozen=True, slots=True)
class Outcome:
    """A kind's decision, before score, basis and remedy are added to it."""

    reason: Reason
    evidence: tuple[Evidence, ...] = ()
    near_misses: tuple[Evidence, ...] = ()
    parts: tuple[str, ...] = ()
    lacking: tuple[str, ...] = ()
    because: str = ""
    boundary: bool = field(default=False)  # a person should look here first

    @property
    def status(self) -> Status:
        """The status that the reason stands for."""
        return STATUS_OF[self.reason]


def quotes(context: Context, mentions: Iterable[Mention]) -> tuple[Evidence, ...]:
    """Evidence for mentions, one for each sentence, at most a handful, by place."""
    return context.quotes(mentions, _MOST_QUOTES)


def missing(context: Context, mentions: Sequence[Mention], lacking: tuple[str, ...] = ()) -> Outcome:
    """The outcome where nothing of the year counts: why the nearest text does not.

    Precedence (annotation guide, section 1): negated in the year's own text, then among the
    shortcomings, then in the plans, then absent.
    """
    if not mentions:
        return Outcome(Reason.ABSENT, lacking=lacking, boundary=context.unclaimed >= _MANY_UNCLAIMED)
    negated = [m for m in mentions if m.time is Time.REPORTING_YEAR and m.discount == "negated" and not m.preamble]
    problems = [m for m in mentions if m.time is Time.SHORTCOMING and m.discount in ("", "negated", "no_event")]
    plans = [m for m in mentions if m.time is Time.PLAN and m.discount in ("", "negated", "no_event")]
    for reason, group in ((Reason.NEGATED, negated), (Reason.PROBLEM_ONLY, problems), (Reason.PLAN_ONLY, plans)):
        if group:
            return Outcome(reason, near_misses=quotes(context, group), lacking=lacking)
    doubtful = any(m.discount not in ("", "preamble", "title") for m in mentions)
    return Outcome(Reason.ABSENT, near_misses=quotes(context, mentions), lacking=lacking, boundary=doubtful)
