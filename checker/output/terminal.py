"""The checklists for a person at a terminal: score and grade, a table of all requirements, then what to mend."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import chain

from tabulate import tabulate

from checker.failure import Failure
from checker.judging.checklist import Checklist, Evidence, Finding, Grade, PublicationNote, Verdict
from checker.output.labels import BESIDE, LABELS, MARKS
from checker.output.layout import columns, cut, flow, labelled, one_line, printable, wrap
from checker.output.quotes import best_quotes, is_heading
from checker.output.tables import Words
from checker.output.todo import TodoItem, waived_items
from checker.rulebook import Rulebook
from checker.rulebook.schema import Status

_NARROWEST = 60
_TITLE_NARROWEST = 30  # a Chinese title takes this much at most
_INDENT = 4
_QUOTES = 2  # how many quotes are shown of a verdict
_QUOTE_LINES = 2  # how many lines each may take
_TO_MEND = (Status.VAGUE, Status.MISSING, Status.NOT_JUDGED)
_GAP = 2  # what tabulate puts between columns, and beside a header
_CODES: Mapping[str, str] = {
    Status.PRESENT: "32",
    Status.VAGUE: "33",
    Status.MISSING: "31",
    Status.NOT_APPLICABLE: "2",
    Status.NOT_JUDGED: "35",
    Grade.PASS: "1;32",
    Grade.REVISE: "1;33",
    Grade.RETURN: "1;31",
    "bold": "1",
    "faint": "2",
}


def write_table(checklists: Sequence[Checklist], failures: Sequence[Failure], book: Rulebook, *, lang: str, colour: bool, width: int, brief: bool) -> str:
    """The checklists one after another, and a summary where there are several."""
    page = _Page(lang, LABELS[lang], book, {c.id: c.title for c in book.chapters}, colour, max(width, _NARROWEST))
    lines: list[str] = []
    for checklist in checklists:
        lines += [*page.report(checklist, brief=brief), ""]
    if len(checklists) + len(failures) > 1:
        lines += page.summary(checklists, failures)
    return "\n".join(line.rstrip() for line in lines).strip("\n") + "\n" if lines else ""


@dataclass(frozen=True, slots=True)
class _Page:
    """How to draw: the words, the titles of the rulebook's chapters, colour or not, the columns there are."""

    lang: str
    words: Mapping[str, str]
    book: Rulebook
    groups: Mapping[str, str]
    colour: bool
    width: int

    def report(self, checklist: Checklist, *, brief: bool) -> Iterator[str]:
        """One report, without an empty line at either end."""
        yield from self._head(checklist)
        yield ""
        yield from self._table(checklist.verdicts)
        if any(v.review for v in checklist.verdicts):
            yield from ("", *wrap(self.words["review_note"], self.width))
        to_mend = [v for v in checklist.verdicts if v.status in _TO_MEND and v.waiver is None]
        findings = [f for f in checklist.findings if f.waiver is None]
        waived = waived_items(checklist)
        in_place = [v for v in checklist.verdicts if v.status is Status.PRESENT]
        if to_mend and not brief:
            yield from self._section("to_mend", len(to_mend))
            for index, verdict in enumerate(to_mend):
                yield from [""] if index else []
                yield from self._to_mend(verdict)
        if findings:
            yield from self._section("findings", len(findings))
            for finding in findings:
                yield from self._finding(finding)
        if checklist.publication:
            yield from self._section("publication", len(checklist.publication))
            for note in checklist.publication:
                yield from self._note(note)
            yield from wrap(self.words["publication_note"], self.width)
        if waived:
            yield from self._section("waived_items", len(waived))
            for item in waived:
                yield from self._waived(item)
        if in_place and not brief:
            yield from self._section("in_place", len(in_place))
            for verdict in in_place:
                yield from self._in_place(verdict)
        yield ""
        yield from (self._paint(line, "faint") for line in wrap(self._source(checklist), self.width))

    def summary(self, checklists: Sequence[Checklist], failures: Sequence[Failure]) -> Iterator[str]:
        """A line for each report, and how many have which grade."""
        if checklists:
            yield self._paint("━" * self.width, "faint")
            yield from self._overview(checklists)
            yield ""
        grades = Counter(c.grade for c in checklists)
        named = self.words["separator"].join(f"{self.words[g]} {grades[g]}" for g in Grade if grades[g])
        parts = [self.words["summary"].format(count=len(checklists), grades=named)] if checklists else []
        if failures:
            parts.append(self.words["failures"].format(count=len(failures)))
        yield self.words["basis_separator"].join(parts)

    def _overview(self, checklists: Sequence[Checklist]) -> list[str]:
        """A row for each report, with names cut to what the other columns leave."""
        headers = [self.words[f"{name}_column"] for name in ("file", "unit", "year", "score", "grade", "counts", "findings")]
        facts = []
        for c in checklists:
            count = Counter(v.status for v in c.verdicts)
            counts = "/".join(str(count[s]) for s in (Status.PRESENT, Status.VAGUE, Status.MISSING))
            facts.append([str(c.reporting_year or ""), f"{c.score:.1f}", self._marked(c.grade), counts, str(len(c.findings) or "")])
        grades = [f"{MARKS[c.grade]} {self.words[c.grade]}" for c in checklists]
        taken = sum(_column(header, cells) for header, cells in zip(headers[2:], ([], [], grades, [], []), strict=True))
        files = [printable(c.source.replace("\\", "/").rsplit("/", 1)[-1]) for c in checklists]
        units = [one_line(c.unit) for c in checklists]
        room = self.width - taken - 2 * _GAP
        wanted = max(map(columns, files)), max(map(columns, units))
        size = min(wanted[0], max(room // 2, room - wanted[1], columns(headers[0]) + _GAP))
        files = [cut(file, size) for file in files]
        units = [cut(unit, max(room - size, columns(headers[1]) + _GAP)) for unit in units]
        rows = [[file, unit, *row] for file, unit, row in zip(files, units, facts, strict=True)]
        align = ("left", "left", "right", "right", "left", "right", "right")
        return tabulate(rows, headers, tablefmt="simple", disable_numparse=True, colalign=align).splitlines()

    # -- one report -----------------------------------------------------------------------------

    def _head(self, checklist: Checklist) -> Iterator[str]:
        words = self.words
        judged = [v for v in checklist.verdicts if v.status not in (Status.NOT_APPLICABLE, Status.NOT_JUDGED)]
        count = Counter(v.status for v in checklist.verdicts)
        yield self._paint("━" * self.width, "faint")
        for line in wrap(one_line(checklist.title) or words["untitled"], self.width):
            yield self._paint(line, "bold")
        year = words["year"].format(year=checklist.reporting_year) if checklist.reporting_year else words["no_year"]
        facts = (one_line(checklist.unit) or words["no_unit"], words[checklist.level], year, printable(checklist.source))
        yield from wrap(" · ".join(facts), self.width)
        yield ""
        score = words["score"].format(
            score=f"{checklist.score:.1f}", got=_points(sum(v.score for v in judged)), possible=_points(sum(v.weight for v in judged))
        )
        waived = len(waived_items(checklist))
        counts = [f"{self._marked(s)} {count[s]}" for s in Status if count[s]]
        counts += [words["waived_count"].format(count=waived)] if waived else []
        yield from flow((f"{self._marked(checklist.grade)} ", score), self.width)
        yield from flow(counts, self.width)
        if checklist.gate:
            titles = {v.requirement: v.title for v in checklist.verdicts}
            items = words["separator"].join(titles.get(id, id) for id in checklist.gate)
            yield from (self._paint(line, Status.MISSING) for line in wrap(words["gate"].format(items=items), self.width))
        for notice in (*checklist.notices, *Words(self.lang, self.book).expired(checklist)):
            yield from wrap(words["notice"].format(text=notice), self.width)

    def _table(self, verdicts: Sequence[Verdict]) -> Iterator[str]:
        """All requirements, under the titles of the rulebook's chapters."""
        if not verdicts:
            return
        words = self.words
        points = [f"{_points(v.score)}/{_points(v.weight)}" if v.weight else "" for v in verdicts]
        states = [f"{MARKS[v.status]} {words[v.status]}" for v in verdicts]
        titles = [wrap(one_line(v.title), max(self.width * 2 // 5, _TITLE_NARROWEST)) for v in verdicts]
        headers = [words[f"{name}_column"] for name in ("status", "title", "points", "seen")]
        room = self.width - sum(_column(header, cells) for header, cells in zip(headers, (states, chain(*titles), points), strict=False))
        seen = [self._seen(v, room) for v in verdicts]
        painted = [self._paint(state, v.status) for state, v in zip(states, verdicts, strict=True)]
        rows = list(zip(painted, map("\n".join, titles), points, map("\n".join, seen), strict=True))
        drawn = tabulate(rows, headers, tablefmt="simple", disable_numparse=True, colalign=("left", "left", "right", "left")).splitlines()
        yield from drawn[:2]
        position, group = 2, None
        for verdict, *cells in zip(verdicts, titles, seen, strict=True):
            height = max(map(len, cells))
            if verdict.chapter != group:
                group = verdict.chapter
                yield self._paint(self.groups.get(group, group), "bold")
            yield from drawn[position : position + height]
            position += height

    def _seen(self, verdict: Verdict, room: int) -> list[str]:
        """The last cell of a row: where what is there was seen, or why it is not enough."""
        review = (self.words["waived"] if verdict.waiver else "") + (self.words["review"] if verdict.review else "")
        if verdict.status is Status.PRESENT and verdict.evidence:
            best = best_quotes(verdict.evidence, 1)[0]
            place = best.place.describe(self.lang)
            return [cut(f"{review}{place}{' ' if place else ''}「{one_line(best.quote)}」", room)]
        return wrap(review + verdict.explanation, room)

    def _section(self, name: str, count: int) -> Iterator[str]:
        title = self.words[name].format(count=count)
        yield ""
        yield self._paint(title, "bold") + " " + self._paint("─" * max(self.width - columns(title) - 1, 0), "faint")

    def _to_mend(self, verdict: Verdict) -> Iterator[str]:
        words = self.words
        review = words["review"] if verdict.review else ""
        yield f"{self._marked(verdict.status)}  {one_line(verdict.title)}  {self._paint(verdict.requirement, 'faint')}"
        yield from self._labelled("why", review + verdict.explanation)
        if verdict.parts or verdict.lacking:
            marks = [f"{MARKS[Status.PRESENT]} {p}" for p in verdict.parts] + [f"{MARKS[Status.MISSING]} {p}" for p in verdict.lacking]
            yield from labelled(self._label("parts"), flow(marks, self._room("parts")), indent=_INDENT)
        for label, quotes in (("said", verdict.evidence), ("near", verdict.near_misses)):
            for evidence in best_quotes(quotes, _QUOTES):
                yield from self._quote(label, evidence)
        if verdict.basis:
            yield from self._labelled("basis", words["basis_separator"].join(verdict.basis))
        if verdict.remedy:
            yield from self._labelled("write", verdict.remedy)

    def _in_place(self, verdict: Verdict) -> Iterator[str]:
        review = self.words["review"] if verdict.review else ""
        yield f"{self._paint(MARKS[verdict.status], verdict.status)} {one_line(verdict.title)}{'  ' if review else ''}{review}"
        for evidence in best_quotes(verdict.evidence, _QUOTES):
            yield from self._quote("", evidence)

    def _finding(self, finding: Finding) -> Iterator[str]:
        yield f"{self._paint(MARKS[Status.VAGUE], Status.VAGUE)} {one_line(finding.title)}  {self._paint(finding.code, 'faint')}"
        yield from self._labelled("why", one_line(finding.message))
        if finding.quote:
            yield from self._quote("said", Evidence(finding.quote, finding.chapter, finding.start, finding.end, "", place=finding.place))
        if finding.remedy:
            yield from self._labelled("write", finding.remedy)

    def _waived(self, item: TodoItem) -> Iterator[str]:
        mark = Status.VAGUE if item.status is None else item.status
        yield f"{self._paint(MARKS[mark], mark)} {one_line(item.title)}  {self._paint(item.code, 'faint')}"
        yield from self._labelled("waiver", Words(self.lang, self.book).waiver(item.waiver))

    def _source(self, checklist: Checklist) -> str:
        """By what a result can be told and made again."""
        rulebook = self.words["rulebook_text"].format(id=checklist.rulebook, version=checklist.rulebook_version)
        waived_on = [self.words["waived_on"].format(day=checklist.waived_on)] if checklist.waived_on else []
        return " · ".join([f"{self.words['rulebook']} {rulebook}", *waived_on, f"{self.words['result_hash']} {checklist.result_hash}"])

    def _note(self, note: PublicationNote) -> Iterator[str]:
        times = f"  {self.words['times'].format(count=note.count)}" if note.count > 1 else ""
        yield f"{self._paint(MARKS[Status.VAGUE], Status.VAGUE)} {self.words[note.code]}{times}  {self._paint(note.code, 'faint')}"
        yield from self._labelled("where", printable(note.place))
        if note.excerpt:
            yield from self._labelled("seen", printable(note.excerpt))
        if note.remedy:
            yield from self._labelled("write", note.remedy)

    def _quote(self, label: str, evidence: Evidence) -> Iterator[str]:
        """A quote, cut to a few lines, and behind it its chapter and place."""
        room = self._room(label)
        chapter = cut(one_line(evidence.chapter), self.width // 3) if not is_heading(evidence) else ""
        place = self.words["comma"].join(filter(None, (chapter, evidence.place.describe(self.lang))))
        place = self.words["place"].format(place=place) if place else ""
        quote = cut(one_line(evidence.quote), max(_QUOTE_LINES * room - columns(place) - 8, room // 2))
        yield from labelled(self._label(label), wrap(f"「{quote}」{place}", room), indent=_INDENT)

    def _labelled(self, name: str, text: str) -> list[str]:
        return labelled(self._label(name), wrap(text, self._room(name)), indent=_INDENT)

    def _room(self, label: str) -> int:
        """The columns beside a label."""
        return self.width - _INDENT - (columns(self._label(label)) + 2 if label else 0)

    def _label(self, name: str) -> str:
        """A label as wide as the widest."""
        if not name:
            return ""
        word = self.words[name]
        return word + " " * (max(columns(self.words[n]) for n in BESIDE) - columns(word))

    def _marked(self, value: Status | Grade) -> str:
        return self._paint(f"{MARKS[value]} {self.words[value]}", value)

    def _paint(self, text: str, name: str) -> str:
        return f"\x1b[{_CODES[name]}m{text}\x1b[0m" if self.colour and text else text


def _column(header: str, cells: Iterable[str]) -> int:
    """The columns that tabulate gives a column, with the gap after it."""
    return max([columns(header) + _GAP, *map(columns, cells)]) + _GAP


def _points(value: float) -> str:
    """Points without needless zeros: 5, 2.5, 3.33."""
    return f"{value:.2f}".rstrip("0").rstrip(".")
