"""The checklists as tables, apart from any way of writing them: which columns there are, and the rows.

A row maps column keys to cells; a table's columns choose among them, so that a format shows as much
as it has room for. Texts are clean (no control or format characters), numbers are numbers.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from checker.failure import Failure
from checker.judging.checklist import Checklist, Evidence, Grade, Verdict
from checker.output.labels import LABELS, MARKS
from checker.output.layout import flat, one_line
from checker.output.quotes import best_quotes
from checker.output.todo import Spot, TodoItem, todo_items, waived_items
from checker.rulebook import Rulebook
from checker.rulebook.schema import Status
from checker.rulebook.waivers import Waiver

Cell = str | float | int | None
Row = Mapping[str, Cell]
_LONGEST_QUOTE = 150
_OPEN = (Status.VAGUE, Status.MISSING)


@dataclass(frozen=True, slots=True)
class Table:
    """A table: `key` is the label of its name, `columns` are labels of its headers, in order."""

    key: str
    columns: tuple[str, ...]
    rows: tuple[Row, ...]


@dataclass(frozen=True, slots=True)
class Words:
    """The words of a language, and what is said with them in every table."""

    lang: str
    book: Rulebook

    def __getitem__(self, key: str) -> str:
        return LABELS[self.lang][key]

    def problem(self, item: TodoItem) -> str:
        """Why something is to be mended, where its name does not say so already."""
        return one_line(item.problem) if item.problem != item.title else ""

    def name(self, code: str, title: str) -> str:
        """The name of a finding or publication note: the rulebook's, or ours where it has none."""
        return one_line(title) or LABELS[self.lang].get(code, code)

    def marked(self, value: str) -> str:
        """A status or grade: its mark and its word."""
        return f"{MARKS[value]} {self[value]}"

    def quotes(self, spots: Iterable[Spot]) -> str:
        """Quotes with their places, one on a line."""
        return "\n".join(self._quote(spot) for spot in spots if spot.quote or spot.describe(self.lang))

    def _quote(self, spot: Spot) -> str:
        quote, place = one_line(spot.quote), flat(spot.describe(self.lang))
        quote = quote if len(quote) <= _LONGEST_QUOTE else quote[:_LONGEST_QUOTE].rstrip() + "…"
        return (f"「{quote}」" if quote else "") + (self["place"].format(place=place) if place and quote else place)

    def waiver(self, waiver: Waiver | None) -> str:
        """An accepted exception in words; empty for none."""
        if waiver is None:
            return ""
        return self["waiver_text"].format(reason=one_line(waiver.reason), author=one_line(waiver.author), expires=waiver.expires.isoformat())

    def expired(self, checklist: Checklist) -> list[str]:
        """The accepted exceptions of a report that have run out, in words."""
        titles = {**{v.requirement: v.title for v in checklist.verdicts}, **{f.code: f.title for f in checklist.findings}}
        return [
            self["waiver_expired"].format(
                item=one_line(titles.get(w.item, w.item)), expires=w.expires.isoformat(), author=one_line(w.author), reason=one_line(w.reason)
            )
            for w in checklist.expired
        ]


def about(checklist: Checklist, words: Words) -> dict[str, Cell]:
    """What is said of a report as a whole."""
    count = Counter(v.status for v in checklist.verdicts)
    titles = {v.requirement: v.title for v in checklist.verdicts}
    return {
        "file_column": file_name(checklist.source),
        "unit_column": one_line(checklist.unit) or words["no_unit"],
        "unit": one_line(checklist.unit) or words["no_unit"],
        "level": words[checklist.level],
        "year_column": checklist.reporting_year,
        "score_column": checklist.score,
        "grade_column": words.marked(checklist.grade),
        "grade_word": words[checklist.grade],
        "gate_items": words["separator"].join(one_line(titles.get(id, id)) for id in checklist.gate),
        "present_count": count[Status.PRESENT],
        "vague_count": count[Status.VAGUE],
        "missing_count": count[Status.MISSING],
        "findings_column": len(checklist.findings),
        "to_mend_count": len(todo_items(checklist)),
        "waived_number": len(waived_items(checklist)),
        "result_hash": checklist.result_hash,
    }


def file_name(source: str) -> str:
    """The name of a file without its folders, on one line, as it is written."""
    return flat(source.replace("\\", "/").rsplit("/", 1)[-1])


def grades(checklists: Sequence[Checklist], words: Words) -> str:
    """How many reports have which grade."""
    count = Counter(c.grade for c in checklists)
    return words["separator"].join(f"{words[grade]} {count[grade]}" for grade in Grade if count[grade])


def summary_table(checklists: Sequence[Checklist], failures: Sequence[Failure], words: Words) -> Table:
    """A row for each report, and one for each file that could not be checked."""
    columns = (
        *("number", "file_column", "unit_column", "level", "year_column", "score_column", "grade_column", "gate_items", "present_count", "vague_count"),
        *("missing_count", "findings_column", "to_mend_count", "waived_number", "result_hash"),
    )
    reports = [about(c, words) for c in checklists]
    missed: list[dict[str, Cell]] = [
        {"file_column": file_name(f.source), "grade_column": words["not_checked"], "gate_items": flat(f.message)} for f in failures
    ]
    return Table("sheet_summary", columns, _numbered([*reports, *missed]))


def checklist_table(checklists: Sequence[Checklist], words: Words) -> Table:
    """A row for each requirement of each report, in the rulebook's order."""
    columns = (
        *("number", "unit_column", "group", "requirement", "code", "severity", "status", "points", "weight", "explanation", "quote", "basis", "remedy"),
        *("review_mark", "waiver"),
    )
    groups = {chapter.id: chapter.title for chapter in words.book.chapters}
    rows = [{**about(c, words), **_of_verdict(v, groups, words)} for c in checklists for v in c.verdicts]
    return Table("sheet_checklist", _shown(columns, checklists), _numbered(rows))


def todo_table(checklists: Sequence[Checklist], words: Words) -> Table:
    """A row for each thing to mend, most serious first, for an office to fill in; what is waived at the end."""
    columns = (
        *("number", "unit", "file_column", "kind", "requirement", "explanation", "quote", "basis", "demand", "lost_points"),
        *("deadline", "progress", "person", "done_on", "remarks"),
    )
    reports = ((c, about(c, words)) for c in checklists)
    rows = [_of_item(item, facts, words) for c, facts in reports for item in (*todo_items(c), *waived_items(c))]
    return Table("sheet_todo", columns if len(checklists) > 1 else tuple(k for k in columns if k != "file_column"), _numbered(rows))


def findings_table(checklists: Sequence[Checklist], words: Words) -> Table:
    """A row for each consistency finding."""
    columns = ("number", "unit_column", "kind", "code", "explanation", "quote", "basis", "how_to_mend", "waiver")
    rows: list[dict[str, Cell]] = [
        {
            **about(c, words),
            "kind": words.name(f.code, f.title),
            "code": f.code,
            "explanation": one_line(f.message),
            "quote": words.quotes([Spot(f.quote, f.chapter, f.place)]),
            "basis": _lines(f.basis),
            "how_to_mend": one_line(f.remedy),
            "waiver": words.waiver(f.waiver),
        }
        for c in checklists
        for f in c.findings
    ]
    return Table("sheet_findings", _shown(columns, checklists), _numbered(rows))


def publication_table(checklists: Sequence[Checklist], words: Words) -> Table:
    """A row for each thing that must not leave with a file."""
    columns = ("number", "unit_column", "kind", "code", "count", "place_column", "excerpt", "basis", "how_to_mend")
    rows: list[dict[str, Cell]] = [
        {
            **about(c, words),
            "kind": words.name(n.code, n.title or n.code),
            "code": n.code,
            "count": n.count,
            "place_column": one_line(n.place),
            "excerpt": one_line(n.excerpt),
            "basis": _lines(n.basis),
            "how_to_mend": one_line(n.remedy),
        }
        for c in checklists
        for n in c.publication
    ]
    return Table("sheet_publication", _shown(columns, checklists), _numbered(rows))


def basis_table(checklists: Sequence[Checklist], words: Words) -> Table:
    """A row for each instrument that is cited, in the rulebook's order, with what rests on it."""
    columns = ("number", "instrument", "cited", "document_number", "issuer", "date", "concerns", "open_concerns")
    instruments = list(getattr(words.book, "instruments", ()))
    by_length = sorted(instruments, key=lambda i: -len(i.title))
    cited: dict[str, dict[str, None]] = {}
    concerns: dict[str, dict[str, bool]] = {}
    for title, lines, is_open in (each for c in checklists for each in _rests_on(c)):
        for line in lines:
            of = next((i for i in by_length if i.title in line), None)  # in English its English name stands before it
            name = of.title if of else line
            cited.setdefault(name, {})[line.partition(name)[2].lstrip(", ")] = None
            resting = concerns.setdefault(name, {})
            resting[title] = resting.get(title, False) or is_open
    order = {i.title: index for index, i in enumerate(instruments)}
    known = {i.title: i for i in instruments}
    rows: list[dict[str, Cell]] = [
        {
            "instrument": one_line(name),
            "cited": "\n".join(one_line(articles) for articles in cited[name] if articles),
            "document_number": known[name].number if name in known else "",
            "issuer": known[name].issuer if name in known else "",
            "date": known[name].date if name in known else "",
            "concerns": words["separator"].join(map(one_line, concerns[name])),
            "open_concerns": words["separator"].join(one_line(title) for title, is_open in concerns[name].items() if is_open),
        }
        for name in sorted(cited, key=lambda name: (order.get(name, len(order)), name))
    ]
    return Table("sheet_basis", columns, _numbered(rows))


def _rests_on(checklist: Checklist) -> Iterator[tuple[str, tuple[str, ...], bool]]:
    """What rests on which basis, and whether it is open."""
    yield from ((v.title, v.basis, v.status in _OPEN) for v in checklist.verdicts)
    yield from ((f.title, f.basis, True) for f in checklist.findings)
    yield from ((n.title, n.basis, True) for n in checklist.publication)


def _of_verdict(verdict: Verdict, groups: Mapping[str, str], words: Words) -> dict[str, Cell]:
    return {
        "group": one_line(groups.get(verdict.chapter, verdict.chapter)),
        "requirement": one_line(verdict.title),
        "code": verdict.requirement,
        "severity": words[verdict.severity],
        "status": words.marked(verdict.status),
        "status_word": words[verdict.status],
        "points": verdict.score if verdict.weight else None,
        "weight": verdict.weight or None,
        "explanation": one_line(verdict.explanation),
        "lacking": words["separator"].join(map(one_line, verdict.lacking)),
        "quote": words.quotes(_spots(verdict.evidence or verdict.near_misses)),
        "basis": _lines(verdict.basis),
        "remedy": one_line(verdict.remedy),
        "review_mark": words["yes"] if verdict.review else "",
        "waiver": words.waiver(verdict.waiver),
    }


def _of_item(item: TodoItem, facts: Mapping[str, Cell], words: Words) -> dict[str, Cell]:
    times = words["in_places"].format(count=item.count) if item.count > 1 else ""
    return {
        **facts,
        "kind": words[item.urgency],
        "requirement": words.name(item.code, item.title) + (f"\n{words.marked(item.status)}" if item.status else "") + times,
        "code": item.code,
        "explanation": words.problem(item),
        "quote": words.quotes(item.spots),
        "basis": _lines(item.basis),
        "demand": one_line(item.remedy),
        "lost_points": item.lost or None,
        "deadline": None,
        "progress": words["progress_waived" if item.waiver else "progress_open"],
        "person": None,
        "done_on": None,
        "remarks": words.waiver(item.waiver),
    }


def _spots(quotes: Sequence[Evidence]) -> list[Spot]:
    return [Spot(q.quote, q.chapter, q.place) for q in best_quotes(quotes, 2)]


def _lines(texts: Iterable[str]) -> str:
    return "\n".join(map(one_line, texts))


def _shown(columns: tuple[str, ...], checklists: Sequence[Checklist]) -> tuple[str, ...]:
    """The columns without the unit where there is only one report."""
    return columns if len(checklists) > 1 else tuple(key for key in columns if key != "unit_column")


def _numbered(rows: Iterable[Mapping[str, Cell]]) -> tuple[Row, ...]:
    return tuple({**row, "number": index} for index, row in enumerate(rows, 1))


Maker = Callable[[Sequence[Checklist], Words], Table]


def all_tables(checklists: Sequence[Checklist], failures: Sequence[Failure], words: Words) -> Iterator[Table]:
    """Every table of a workbook, in order; the summary only where there is more than one file."""
    if len(checklists) + len(failures) != 1 or failures:
        yield summary_table(checklists, failures, words)
    makers: tuple[Maker, ...] = (checklist_table, todo_table, findings_table, publication_table, basis_table)
    for make in makers:
        yield make(checklists, words)
