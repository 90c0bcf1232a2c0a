"""What to mend in a report, most serious first: one order for every output.

1. what keeps the report from passing whatever its score (the gate);
2. the other requirements: by severity, then by the points that are lost;
3. the consistency findings, by place;
4. what must not leave with the file.

Within the rest, the rulebook's own order holds. What an accepted exception lifts is no longer to
be done; `waived_items` lists it apart.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum
from itertools import groupby

from checker.ingest import NOWHERE, Place
from checker.judging.checklist import Checklist, Evidence, Finding, PublicationNote, Verdict
from checker.output.quotes import best_quotes
from checker.rulebook.schema import Reason, Severity, Status
from checker.rulebook.waivers import Waiver

_OPEN = (Status.VAGUE, Status.MISSING, Status.NOT_JUDGED)
_QUOTES = 2


class Urgency(StrEnum):
    """Why something is to be done, most serious first. The values are keys of the labels."""

    GATE = "urgency_gate"
    POINTS = "urgency_points"
    FINDING = "urgency_finding"
    PUBLICATION = "urgency_publication"


@dataclass(frozen=True, slots=True)
class Spot:
    """Words of the report and where they stand. `where` is the place in words where no `place` is known.

    `start:end` are half-open offsets of the source text; None for what lies outside it.
    """

    quote: str
    chapter: str = ""
    place: Place = NOWHERE
    where: str = ""
    start: int | None = None
    end: int | None = None

    def describe(self, lang: str = "zh") -> str:
        """Chapter and place in words; empty where neither is known."""
        comma = ", " if lang == "en" else "，"
        chapter = "" if "".join(self.chapter.split()) == "".join(self.quote.split()) else self.chapter
        return comma.join(filter(None, (chapter, self.place.describe(lang) or self.where)))


@dataclass(frozen=True, slots=True)
class TodoItem:
    """One thing to mend.

    `code` is the id of a requirement or the code of a finding or publication note; `problem` says in
    Chinese what is wrong (for a requirement also `status` and `reason` do), `spots` where it shows or
    comes nearest, `lacking` which parts are not there, `remedy` what to write or do, `lost` how many
    points it costs, `count` how often a publication note was seen.
    """

    urgency: Urgency
    code: str
    title: str
    problem: str
    spots: tuple[Spot, ...] = ()
    lacking: tuple[str, ...] = ()
    basis: tuple[str, ...] = ()
    remedy: str = ""
    severity: Severity | None = None
    status: Status | None = None
    reason: Reason | None = None
    lost: float = 0.0
    review: bool = False
    count: int = 1
    waiver: Waiver | None = None


def todo_items(checklist: Checklist) -> tuple[TodoItem, ...]:
    """All that is to be mended in a report, most serious first; nothing that an accepted exception lifts."""
    return tuple(item for item in _all(checklist) if item.waiver is None)


def waived_items(checklist: Checklist) -> tuple[TodoItem, ...]:
    """What would be to mend, but for an accepted exception; in the same order."""
    return tuple(item for item in _all(checklist) if item.waiver is not None)


def by_unit(checklists: Iterable[Checklist]) -> tuple[tuple[str, tuple[Checklist, ...]], ...]:
    """The checklists by unit, units in the order of their names, reports of a unit in the order given."""
    named = sorted(checklists, key=lambda c: c.unit)
    return tuple((unit, tuple(group)) for unit, group in groupby(named, key=lambda c: c.unit))


def _all(checklist: Checklist) -> Iterator[TodoItem]:
    gate = set(checklist.gate)
    waiting = [v for v in checklist.verdicts if v.status in _OPEN]
    rank = list(Severity)
    waiting.sort(key=lambda v: (v.requirement not in gate, rank.index(v.severity), v.score - v.weight))
    yield from (_of_verdict(v, Urgency.GATE if v.requirement in gate else Urgency.POINTS) for v in waiting)
    yield from (_of_finding(f) for f in sorted(checklist.findings, key=lambda f: f.start))
    yield from (_of_note(n) for n in checklist.publication)


def _of_verdict(verdict: Verdict, urgency: Urgency) -> TodoItem:
    return TodoItem(
        urgency=urgency,
        code=verdict.requirement,
        title=verdict.title,
        problem=verdict.explanation,
        spots=_spots(verdict.evidence or verdict.near_misses),
        lacking=verdict.lacking,
        basis=verdict.basis,
        remedy=verdict.remedy,
        severity=verdict.severity,
        status=verdict.status,
        reason=verdict.reason,
        lost=round(verdict.weight - verdict.score, 2) if verdict.status is not Status.NOT_JUDGED else 0.0,
        review=verdict.review,
        waiver=verdict.waiver,
    )


def _spots(quotes: Sequence[Evidence]) -> tuple[Spot, ...]:
    return tuple(Spot(q.quote, q.chapter, q.place, "", q.start, q.end) for q in best_quotes(quotes, _QUOTES))


def _of_finding(finding: Finding) -> TodoItem:
    spot = Spot(finding.quote, finding.chapter, finding.place, "", finding.start, finding.end)
    return TodoItem(
        urgency=Urgency.FINDING,
        code=finding.code,
        title=finding.title,
        problem=finding.message,
        spots=(spot,),
        basis=finding.basis,
        remedy=finding.remedy,
        waiver=finding.waiver,
    )


def _of_note(note: PublicationNote) -> TodoItem:
    return TodoItem(
        urgency=Urgency.PUBLICATION,
        code=note.code,
        title=note.title or note.code,
        problem=note.title or note.code,
        spots=(Spot(note.excerpt, where=note.place),),
        basis=note.basis,
        remedy=note.remedy,
        count=note.count,
    )
