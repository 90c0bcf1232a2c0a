"""A checklist arranged for the page: what stands where, under which id, beside which words of the text."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import groupby

from checker.judging.checklist import Checklist, Evidence, Finding, Verdict
from checker.judging.explain import DISCOUNTS
from checker.output.html.marked_text import Mark, MarkedText, Span, mark_text
from checker.output.html.safe import shown
from checker.output.layout import one_line
from checker.output.tables import Words
from checker.rulebook import Rulebook
from checker.rulebook.schema import Severity, Status
from checker.wording import say

WORST_FIRST = (Status.MISSING, Status.NOT_JUDGED, Status.VAGUE, Status.PRESENT, Status.NOT_APPLICABLE)
TO_MEND = (Status.MISSING, Status.NOT_JUDGED, Status.VAGUE)
_GRAVEST_FIRST = (Severity.CORE, Severity.STRUCTURE, Severity.GENERAL)


@dataclass(frozen=True, slots=True)
class Quote:
    """Words of the report, where they stand, and the id at which they are seen in the text ("" where they are not).

    `why` says of a near miss why it does not count, `cue` which word decided that.
    """

    words: str
    cue: str
    place: str
    why: str
    target: str


@dataclass(frozen=True, slots=True)
class Item:
    """A verdict with its number in the checklist, which stands for it in the text."""

    id: str
    number: int
    verdict: Verdict
    said: tuple[Quote, ...]
    near: tuple[Quote, ...]


@dataclass(frozen=True, slots=True)
class Group:
    """The items of one chapter of the rulebook: in its own order, and worst first."""

    id: str
    title: str
    items: tuple[Item, ...]
    worst_first: tuple[Item, ...]
    count: Mapping[Status, int]
    got: float
    possible: float


@dataclass(frozen=True, slots=True)
class Issue:
    """A finding with the label that stands for it in the text."""

    id: str
    label: str
    finding: Finding
    quote: Quote


@dataclass(frozen=True, slots=True)
class Report:
    """Everything that the page shows of one report, the `number`-th."""

    id: str
    number: int
    checklist: Checklist
    groups: tuple[Group, ...]
    to_mend: tuple[Item, ...]
    gate: tuple[Item, ...]
    issues: tuple[Issue, ...]
    text: MarkedText
    count: Mapping[Status, int]
    reviews: int
    expired: tuple[str, ...]
    got: float
    possible: float


def arrange(checklist: Checklist, number: int, book: Rulebook, words: Mapping[str, str], lang: str) -> Report:
    """The `number`-th report of the page."""
    id = f"r{number}"
    text = mark_text(checklist, [*_verdict_marks(id, checklist, words), *_finding_marks(id, checklist, words)])
    quotes = _Quotes(id, text.anchors, words, lang)
    items = tuple(
        Item(
            f"{id}-v{n}",
            n,
            verdict,
            tuple(quotes.quote(e) for e in verdict.evidence),
            tuple(quotes.quote(e, near=True) for e in verdict.near_misses),
        )
        for n, verdict in enumerate(checklist.verdicts, start=1)
    )
    judged = _judged(checklist.verdicts)
    return Report(
        id=id,
        number=number,
        checklist=checklist,
        groups=tuple(_groups(id, items, book)),
        to_mend=tuple(sorted((i for i in items if i.verdict.status in TO_MEND and i.verdict.waiver is None), key=_gravity)),
        gate=tuple(i for i in items if i.verdict.requirement in checklist.gate),
        issues=tuple(
            Issue(f"{id}-f{n}", words["finding_mark"].format(number=n), finding, quotes.quote(_as_evidence(finding)))
            for n, finding in enumerate(checklist.findings, start=1)
        ),
        text=text,
        count=Counter(v.status for v in checklist.verdicts),
        expired=tuple(Words(lang, book).expired(checklist)),
        reviews=sum(v.review for v in checklist.verdicts),
        got=sum(v.score for v in judged),
        possible=sum(v.weight for v in judged),
    )


def _groups(id: str, items: Sequence[Item], book: Rulebook) -> Iterator[Group]:
    titles = {chapter.id: chapter.title for chapter in book.chapters}
    for number, (chapter, group) in enumerate(groupby(items, key=lambda i: i.verdict.chapter), start=1):
        members = tuple(group)
        judged = _judged([i.verdict for i in members])
        yield Group(
            id=f"{id}-c{number}",
            title=titles.get(chapter, chapter),
            items=members,
            worst_first=tuple(sorted(members, key=_gravity)),
            count=Counter(i.verdict.status for i in members),
            got=sum(v.score for v in judged),
            possible=sum(v.weight for v in judged),
        )


def _gravity(item: Item) -> tuple[int, int, float, int]:
    """Sorts by status, then by how much hangs on the requirement, then by the points lost."""
    verdict = item.verdict
    return WORST_FIRST.index(verdict.status), _GRAVEST_FIRST.index(verdict.severity), verdict.score - verdict.weight, item.number


def _judged(verdicts: Sequence[Verdict]) -> list[Verdict]:
    return [v for v in verdicts if v.status not in (Status.NOT_APPLICABLE, Status.NOT_JUDGED)]


class _Quotes:
    """Quotes of one report, with where they are seen in its text."""

    def __init__(self, id: str, anchors: Mapping[Span, int], words: Mapping[str, str], lang: str) -> None:
        self._id, self._anchors, self._words, self._lang = id, anchors, words, lang

    def quote(self, evidence: Evidence, *, near: bool = False) -> Quote:
        words, chapter = _joined(evidence.quote), _joined(evidence.chapter).rstrip("。")
        chapter = "" if chapter == words.rstrip("。") else chapter
        place = self._words["comma"].join(filter(None, (chapter, evidence.place.describe(self._lang))))
        anchor = self._anchors.get((evidence.start, evidence.end))
        return Quote(words, evidence.cue, place, self._why(evidence) if near else "", f"{self._id}-t{anchor}" if anchor is not None else "")

    def _why(self, evidence: Evidence) -> str:
        """Why what comes near does not count."""
        if evidence.discount in DISCOUNTS:
            return say(DISCOUNTS[evidence.discount], self._lang)
        return self._words.get(f"time_{evidence.time}", self._words["near_absent"])


def _joined(text: str) -> str:
    """`text` on one line as one reads it: broken lines joined, what cannot be seen shown."""
    return one_line(shown(text))


def _as_evidence(finding: Finding) -> Evidence:
    return Evidence(finding.quote, finding.chapter, finding.start, finding.end, "", place=finding.place)


def _verdict_marks(id: str, checklist: Checklist, words: Mapping[str, str]) -> Iterator[Mark]:
    for number, verdict in enumerate(checklist.verdicts, start=1):
        title = words["back"].format(label=number, title=verdict.title)
        for quotes, kind in ((verdict.evidence, verdict.status.value), (verdict.near_misses, "near")):
            for evidence in quotes:
                yield Mark(evidence.start, evidence.end, kind, f"{id}-v{number}", str(number), title)


def _finding_marks(id: str, checklist: Checklist, words: Mapping[str, str]) -> Iterator[Mark]:
    for number, finding in enumerate(checklist.findings, start=1):
        label = words["finding_mark"].format(number=number)
        yield Mark(finding.start, finding.end, "finding", f"{id}-f{number}", label, words["back_finding"].format(label=label, title=finding.title))
