"""How findings and publication notes are mended: the rulebook's advice, put beside each of them."""

from __future__ import annotations

from dataclasses import replace

from checker.judging.checklist import Checklist, Finding, PublicationNote
from checker.judging.explain import basis_lines, known_facts
from checker.rulebook.schema import Rulebook
from checker.wording import Wording


def advised(checklist: Checklist, book: Rulebook) -> Checklist:
    """The checklist with title (of publication notes), basis and remedy of all that the rulebook has advice on.

    Facts that were not read from the report stay blank (____).
    """
    return replace(
        checklist,
        findings=tuple(_finding(f, checklist, book) for f in checklist.findings),
        publication=tuple(_note(n, checklist, book) for n in checklist.publication),
    )


def _finding(finding: Finding, checklist: Checklist, book: Rulebook) -> Finding:
    basis, remedy = _words(finding.code, checklist, book)
    return replace(finding, basis=basis, remedy=remedy)


def _note(note: PublicationNote, checklist: Checklist, book: Rulebook) -> PublicationNote:
    basis, remedy = _words(note.code, checklist, book)
    title = book.heading(book.advice[note.code].title) if note.code in book.advice else ""
    return replace(note, title=title or note.title or note.code, basis=basis, remedy=remedy)


def _words(code: str, checklist: Checklist, book: Rulebook) -> tuple[tuple[str, ...], str]:
    advice = book.advice.get(code)
    if advice is None:
        return (), ""
    year, unit = checklist.reporting_year, checklist.unit
    basis = basis_lines(advice.basis, {i.id: i for i in book.instruments}, checklist.level, year, book.english)
    chinese, english = advice.remedy.format(**known_facts(year, unit)), book.english.get(advice.remedy)
    return basis, Wording(chinese, english.format(**known_facts(year, unit, english=True))) if english else chinese
