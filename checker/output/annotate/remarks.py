"""What is remarked on a report, and at which words of it each remark stands."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from checker.judging.checklist import Checklist, Grade
from checker.output.phrases import kind, plain, problem, sentence
from checker.output.todo import TodoItem, Urgency, todo_items
from checker.reading.model import Chapter as ReportChapter
from checker.reading.model import Reading
from checker.rulebook.schema import Acts, Chapter, ChapterKind, Identification, Requirement, Rulebook, Status

Span = tuple[int, int]
_GRADE = {Grade.PASS: "通过", Grade.REVISE: "修改后重新报送", Grade.RETURN: "退回重写"}


@dataclass(frozen=True, slots=True)
class Remark:
    """A comment: its paragraphs, and the half-open range of the source text that it is about."""

    paragraphs: tuple[str, ...]
    span: Span


def remarks(checklist: Checklist, reading: Reading, book: Rulebook) -> tuple[Remark, ...]:
    """A remark on the whole at the title, then one on each thing to mend, by place.

    What is vague or contradictory is remarked on where it stands; what is missing, at the heading of
    the chapter it belongs in, and at the title where there is none.
    """
    items = todo_items(checklist)
    places = Places(checklist, reading, book)
    found = [_on(item, places) for item in items if item.urgency is not Urgency.PUBLICATION]
    found.sort(key=lambda remark: remark.span)
    return (Remark(_on_the_whole(checklist, items), places.title), *found)


def _on_the_whole(checklist: Checklist, items: Sequence[TodoItem]) -> tuple[str, ...]:
    gate = "、".join(plain(item.title) for item in items if item.urgency is Urgency.GATE)
    count = sum(item.urgency is not Urgency.PUBLICATION for item in items)
    lines = [f"【审核结论】{_GRADE[checklist.grade]}，综合得分{checklist.score:g}分。"]
    lines += [f"影响审核通过的内容：{gate}。"] if gate else []
    lines += [f"具体意见{count}条，见以下批注。"] if count else ["未发现需要修改的内容。"]
    lines += [f"公开前请处理：{problem(item)}{plain(item.remedy)}" for item in items if item.urgency is Urgency.PUBLICATION]
    lines += [f"结果校验码：{checklist.result_hash}"] if checklist.result_hash else []
    return tuple(lines)


def _on(item: TodoItem, places: Places) -> Remark:
    span = places.of(item)
    # What the remark stands on need not be quoted in it.
    item = replace(item, spots=tuple(spot for spot in item.spots if (spot.start, spot.end) != span))
    lines = [f"【{kind(item)}】{plain(item.title)}", f"问题：{problem(item)}"]
    lines += [f"依据：{sentence('；'.join(map(plain, item.basis)))}"] if item.basis else []
    lines += [f"修改建议：{plain(item.remedy)}"] if item.remedy else []
    return Remark(tuple(lines), span)


class Places:
    """Where in a report a thing to mend stands, or would stand."""

    def __init__(self, checklist: Checklist, reading: Reading, book: Rulebook) -> None:
        self._checklist = checklist
        self._requirements: dict[str, Requirement] = {r.id: r for r in book.requirements}
        self._headings: list[tuple[Span, ReportChapter]] = sorted(
            ((reading.source_span(c.heading.start, c.heading.end), c) for c in reading.chapters if c.heading is not None), key=lambda pair: pair[0]
        )
        passages = [(p.start, p.end) for p in checklist.passages] or [(0, 0)]
        self.title = reading.source_span(*reading.identity.title) if reading.identity.title else passages[0]
        self._end = passages[-1]

    def of(self, item: TodoItem) -> Span:
        """The words that are not as they should be; for what is missing, those it belongs at."""
        seen = next(((s.start, s.end) for s in item.spots if s.start is not None and s.end is not None and s.end > s.start), None)
        if seen is not None and item.status is not Status.MISSING:
            return seen
        requirement = self._requirements.get(item.code)
        return self._belongs(requirement) if requirement is not None else self.title

    def _belongs(self, requirement: Requirement) -> Span:
        if isinstance(requirement, Identification):
            return self.title if requirement.where == "title" else self._end
        if isinstance(requirement, Chapter):
            return self._chapter(requirement.chapter) or self.title
        if isinstance(requirement, Acts):
            return self._chapter(ChapterKind.DUTY) or self._chapter(ChapterKind.ACHIEVEMENTS) or self.title
        return self._among_its_like(requirement.id) or self._chapter(ChapterKind.ACHIEVEMENTS) or self.title

    def _chapter(self, kind: ChapterKind) -> Span | None:
        """The first heading that opens a chapter of the kind."""
        return next((span for span, chapter in self._headings if chapter.kind is kind), None)

    def _among_its_like(self, requirement: str) -> Span | None:
        """The heading under which most of the rulebook's same chapter is reported as done."""
        group = self._checklist.verdict(requirement).chapter
        under = Counter(
            span
            for verdict in self._checklist.verdicts
            if verdict.chapter == group and verdict.status in (Status.PRESENT, Status.VAGUE)
            for evidence in verdict.evidence
            for span in self._above(evidence.start)
        )
        return max(under, key=lambda span: (under[span], -span[0])) if under else None

    def _above(self, offset: int) -> Iterator[Span]:
        """The heading next above an offset, if it is one of achievements."""
        above = [(span, chapter) for span, chapter in self._headings if span[0] <= offset]
        if above and above[-1][1].kind is ChapterKind.ACHIEVEMENTS:
            yield above[-1][0]
