"""The checklists as Markdown (GitHub's kind) for a forge or a message.

Words of a report are only ever text: every sign that means something to Markdown, to the templates
of page builders or to a forge (mentions, references, links) is taken that meaning.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from checker.failure import Failure
from checker.judging.checklist import Checklist
from checker.output.layout import flat
from checker.output.tables import Words, about
from checker.output.todo import TodoItem, Urgency, by_unit, todo_items, waived_items
from checker.rulebook import Rulebook
from checker.rulebook.schema import Status

_SIGNS = re.compile(r"[\\`*_{}\[\]<>()|~&$!%]")
_MENTION = re.compile(r"([@#])(?=\w)")
_LINK = re.compile(r"(?<=:)//|(?<=www)\.", re.IGNORECASE)
_JOINER = "\u200b"  # of no width: parts a sign from the word that it would act on


def escaped(text: str) -> str:
    """`text` on one line, with nothing in it that Markdown or a forge would act on."""
    text = _SIGNS.sub(r"\\\g<0>", flat(text))
    text = _MENTION.sub(rf"\\\1{_JOINER}", text)
    return _LINK.sub(lambda found: "".join(f"\\{c}" for c in found[0]), text)


def write_markdown(checklists: Sequence[Checklist], failures: Sequence[Failure], book: Rulebook, *, lang: str = "zh", brief: bool = False) -> str:
    """Each report with its table, what to mend and what is waived; the files that could not be checked at the end."""
    words = Words(lang, book)
    lines: list[str] = []
    for checklist in checklists:
        lines += [*_report(checklist, words, brief=brief), ""]
    lines += _failures(failures, words)
    return _joined(lines)


def write_todo_markdown(checklists: Sequence[Checklist], failures: Sequence[Failure], book: Rulebook, *, lang: str = "zh") -> str:
    """Only what to mend, by unit."""
    words = Words(lang, book)
    lines = [f"# {words['todo_title']}", ""]
    for unit, reports in by_unit(checklists):
        count = sum(len(todo_items(c)) for c in reports)
        lines += [f"## {escaped(words['unit_heading'].format(unit=unit or words['no_unit'], count=count))}", ""]
        for checklist in reports:
            lines += [*_facts(checklist, words), "", *_to_mend(checklist, words, level=3), *_waived(checklist, words, level=3), *_source(checklist, words), ""]
    lines += _failures(failures, words)
    return _joined(lines)


def _joined(lines: Sequence[str]) -> str:
    return re.sub(r"\n{3,}", "\n\n", "\n".join(lines)).strip("\n") + "\n" if lines else ""


def _report(checklist: Checklist, words: Words, *, brief: bool) -> Iterator[str]:
    yield f"# {escaped(checklist.title) or words['untitled']}"
    yield ""
    yield from _facts(checklist, words)
    yield ""
    yield f"| {words['status_column']} | {words['title_column']} | {words['points_column']} | {words['seen_column']} |"
    yield "|---|---|---:|---|"
    for verdict in checklist.verdicts:
        points = f"{verdict.score:g}/{verdict.weight:g}" if verdict.weight else ""
        marks = (words["waived"] if verdict.waiver else "") + (words["review"] if verdict.review else "")
        why = "" if verdict.status is Status.PRESENT and not verdict.review else verdict.explanation
        yield f"| {words.marked(verdict.status)} | {escaped(verdict.title)} | {points} | {escaped(marks + why)} |"
    yield ""
    if not brief:
        yield from _to_mend(checklist, words, level=2)
        yield from _waived(checklist, words, level=2)
    yield from _source(checklist, words)


def _facts(checklist: Checklist, words: Words) -> Iterator[str]:
    facts = about(checklist, words)
    year = words["year"].format(year=checklist.reporting_year) if checklist.reporting_year else words["no_year"]
    unit, file = escaped(str(facts["unit"])), escaped(str(facts["file_column"]))
    yield f"**{facts['grade_column']}** · {words['score_column']} {checklist.score:.1f} · {unit} · {facts['level']} · {year} · {file}"
    if checklist.gate:
        yield ""
        yield f"> {escaped(words['gate'].format(items=facts['gate_items']))}"
    for notice in (*checklist.notices, *words.expired(checklist)):
        yield ""
        yield f"> {escaped(words['notice'].format(text=notice))}"


def _to_mend(checklist: Checklist, words: Words, *, level: int) -> Iterator[str]:
    items = todo_items(checklist)
    if not items:
        yield from (words["nothing_to_do"], "")
    for urgency in Urgency:
        group = [item for item in items if item.urgency is urgency]
        if group:
            yield f"{'#' * level} {words[urgency]}"
            yield ""
            for number, item in enumerate(group, 1):
                yield from _item(number, item, words)
            yield ""


def _waived(checklist: Checklist, words: Words, *, level: int) -> Iterator[str]:
    items = waived_items(checklist)
    if items:
        yield f"{'#' * level} {words['waived_items'].format(count=len(items))}"
        yield ""
        for number, item in enumerate(items, 1):
            yield from _item(number, item, words)
        yield ""


def _item(number: int, item: TodoItem, words: Words) -> Iterator[str]:
    status = f" {words.marked(item.status)}" if item.status else ""
    times = words["in_places"].format(count=item.count) if item.count > 1 else ""
    lost = f" · {words['lost'].format(points=f'{item.lost:g}')}" if item.lost else ""
    yield f"{number}. **{escaped(words.name(item.code, item.title))}**{status}{times}{lost} · `{item.code}`"
    review = words["review"] if item.review else ""
    for label, text in (
        ("why", review + words.problem(item)),
        ("said" if item.status is not Status.MISSING else "near", words.quotes(item.spots).replace("\n", " ")),
        ("basis", words["basis_separator"].join(item.basis)),
        ("write", item.remedy),
        ("waiver", words.waiver(item.waiver)),
    ):
        if text:
            yield f"   - {words[label]}{'：' if words.lang == 'zh' else ': '}{escaped(text)}"


def _source(checklist: Checklist, words: Words) -> Iterator[str]:
    rulebook = words["rulebook_text"].format(id=checklist.rulebook, version=checklist.rulebook_version)
    waived_on = [words["waived_on"].format(day=checklist.waived_on)] if checklist.waived_on else []
    yield " · ".join([f"{words['rulebook']} {escaped(rulebook)}", *waived_on, f"{words['result_hash']} `{checklist.result_hash}`"])


def _failures(failures: Sequence[Failure], words: Words) -> Iterator[str]:
    if failures:
        yield f"**{words['failures'].format(count=len(failures))}**"
        yield ""
        yield from (f"- {escaped(f.source)} — {escaped(f.message)}" for f in failures)
