"""How findings and publication notes are mended: the rulebook's advice, put beside each of them."""

from __future__ import annotations

from dataclasses import replace

from checker.judging.checklist import Checklist, Finding, PublicationNote
from checker.judging.explain import basis_lines
from checker.rulebook.schema import Rulebook


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
    title = book.advice[note.code].title if note.code in book.advice else ""
    return replace(note, title=title or note.title or note.code, basis=basis, remedy=remedy)


def _words(code: str, checklist: Checklist, book: Rulebook) -> tuple[tuple[str, ...], str]:
    advice = book.advice.get(code)
    if advice is None:
        return (), ""
    year = checklist.reporting_year
    remedy = advice.remedy.format(year=year or "____", next_year=year + 1 if year else "____", unit=checklist.unit or "本单位")
    return basis_lines(advice.basis, {i.id: i for i in book.instruments}, checklist.level, year), remedy
