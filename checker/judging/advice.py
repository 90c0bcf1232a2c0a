"""How findings and publication notes are mended: the rulebook's advice, put beside each of them."""

from __future__ import annotations

from dataclasses import replace

from checker.judging.cases import cases
from checker.judging.checklist import Checklist, Finding, PublicationNote
from checker.judging.explain import Facts
from checker.rulebook.schema import Rulebook
from checker.wording import Wording


def advised(checklist: Checklist, book: Rulebook) -> Checklist:
    """The checklist with title (of publication notes), basis and remedy of all that the rulebook has advice on.

    Facts that were not read from the report stay blank (____).
    """
    if not checklist.findings and not checklist.publication:
        return checklist
    facts = Facts.of(checklist.reporting_year, checklist.unit)
    return replace(
        checklist,
        findings=tuple(_finding(f, checklist, facts, book) for f in checklist.findings),
        publication=tuple(_note(n, checklist, facts, book) for n in checklist.publication),
    )


def _finding(finding: Finding, checklist: Checklist, facts: Facts, book: Rulebook) -> Finding:
    basis, remedy = _words(finding.code, checklist, facts, book)
    return replace(finding, basis=basis, remedy=remedy)


def _note(note: PublicationNote, checklist: Checklist, facts: Facts, book: Rulebook) -> PublicationNote:
    basis, remedy = _words(note.code, checklist, facts, book)
    title = book.heading(book.advice[note.code].title) if note.code in book.advice else ""
    return replace(note, title=title or note.title or note.code, basis=basis, remedy=remedy)


def _words(code: str, checklist: Checklist, facts: Facts, book: Rulebook) -> tuple[tuple[str, ...], str]:
    advice = book.advice.get(code)
    if advice is None:
        return (), ""
    basis = cases(book).basis(code, checklist.level, checklist.reporting_year)
    chinese, english = advice.remedy.format(**facts.chinese), book.english.get(advice.remedy)
    return basis, Wording(chinese, english.format(**facts.english)) if english else chinese
