"""Only what to mend, for a person at a terminal: by unit, most serious first."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from checker.failure import Failure
from checker.judging.checklist import Checklist
from checker.output.labels import BESIDE
from checker.output.layout import columns, cut, flat, labelled, one_line, wrap
from checker.output.tables import Words
from checker.output.todo import TodoItem, Urgency, by_unit, todo_items, waived_items
from checker.rulebook import Rulebook
from checker.rulebook.schema import Status

_NARROWEST, _INDENT, _QUOTE_LINES = 60, 4, 2
_CODES = {"bold": "1", "faint": "2", Status.MISSING: "31", Status.VAGUE: "33", Status.NOT_JUDGED: "35"}


def write_todo_table(
    checklists: Sequence[Checklist], failures: Sequence[Failure], book: Rulebook, *, lang: str = "zh", colour: bool = False, width: int = 80
) -> str:
    """What to mend, unit by unit, and how many files could not be checked."""
    page = _Page(Words(lang, book), colour, max(width, _NARROWEST))
    lines: list[str] = []
    for unit, reports in by_unit(checklists):
        lines += [*page.unit(unit, reports), ""]
    if failures:
        lines.append(page.words["failures"].format(count=len(failures)))
    return "\n".join(line.rstrip() for line in lines).strip("\n") + "\n" if lines else ""


@dataclass(frozen=True, slots=True)
class _Page:
    words: Words
    colour: bool
    width: int

    def unit(self, unit: str, reports: Sequence[Checklist]) -> Iterator[str]:
        """All reports of a unit."""
        count = sum(len(todo_items(c)) for c in reports)
        yield self._paint("━" * self.width, "faint")
        heading = self.words["unit_heading"].format(unit=one_line(unit) or self.words["no_unit"], count=count)
        yield from (self._paint(line, "bold") for line in wrap(heading, self.width))
        for checklist in reports:
            yield from self._report(checklist)

    def _report(self, checklist: Checklist) -> Iterator[str]:
        words = self.words
        yield from wrap(f"{flat(checklist.source)} · {words.marked(checklist.grade)} · {words['score_column']} {checklist.score:.1f}", self.width)
        for notice in (*checklist.notices, *words.expired(checklist)):
            yield from wrap(words["notice"].format(text=notice), self.width)
        items = todo_items(checklist)
        if not items:
            yield words["nothing_to_do"]
        number = 0
        for urgency in Urgency:
            group = [item for item in items if item.urgency is urgency]
            if group:
                yield from self._section(f"{words[urgency]} ({len(group)})" if words.lang == "en" else f"{words[urgency]}（{len(group)} 项）")
            for item in group:
                number += 1
                yield from self._item(f"{number}.", item)
        waived = waived_items(checklist)
        if waived:
            yield from self._section(words["waived_items"].format(count=len(waived)))
            for item in waived:
                yield from self._item("－", item)
        yield ""
        yield from (self._paint(line, "faint") for line in wrap(f"{words['result_hash']} {checklist.result_hash}", self.width))

    def _section(self, title: str) -> Iterator[str]:
        yield ""
        yield self._paint(title, "bold") + " " + self._paint("─" * max(self.width - columns(title) - 1, 0), "faint")

    def _item(self, number: str, item: TodoItem) -> Iterator[str]:
        words = self.words
        status = f"  {self._paint(words.marked(item.status), item.status)}" if item.status else ""
        times = words["in_places"].format(count=item.count) if item.count > 1 else ""
        lost = f"  {words['lost'].format(points=f'{item.lost:g}')}" if item.lost else ""
        yield f"{number} {self._paint(words.name(item.code, item.title), 'bold')}{times}{status}{lost}  {self._paint(item.code, 'faint')}"
        if item.waiver:
            yield from self._labelled("waiver", words.waiver(item.waiver))
            return
        yield from self._labelled("why", (words["review"] if item.review else "") + words.problem(item))
        near = item.status is Status.MISSING
        for spot in item.spots:
            place = flat(spot.describe(words.lang))
            tail = words["place"].format(place=cut(place, self.width // 2)) if place and spot.quote else place
            room = max(_QUOTE_LINES * self._room() - columns(tail) - 8, self._room() // 2)
            quote = f"「{cut(one_line(spot.quote), room)}」" if spot.quote else ""
            yield from self._labelled("near" if near else "said", quote + tail)
        yield from self._labelled("basis", words["basis_separator"].join(item.basis))
        yield from self._labelled("write", item.remedy)

    def _labelled(self, name: str, text: str) -> list[str]:
        label = self.words[name]
        label += " " * (self._label_width() - columns(label))
        return labelled(label, wrap(text, self._room()), indent=_INDENT) if text else []

    def _room(self) -> int:
        """The columns beside a label."""
        return self.width - _INDENT - self._label_width() - 2

    def _label_width(self) -> int:
        return max(columns(self.words[name]) for name in (*BESIDE, "waiver"))

    def _paint(self, text: str, name: str) -> str:
        return f"\x1b[{_CODES[name]}m{text}\x1b[0m" if self.colour and text else text
