"""A checklist in the language of the run. What the report says, and official titles, stay Chinese."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

from checker.judging.checklist import Checklist, Finding, PublicationNote, Verdict
from checker.rulebook import Rulebook
from checker.wording import say


def in_language(checklist: Checklist, lang: str, *, names: bool = True) -> Checklist:
    """The checklist with every text that the program or the rulebook writes in `lang` (`zh`, `en`).

    A text without English stays Chinese. `names` says whether the names of parts, which are a
    public contract, are put into it too.
    """
    if lang == "zh":
        return checklist
    return replace(
        checklist,
        verdicts=tuple(_verdict(v, lang, names) for v in checklist.verdicts),
        findings=tuple(_finding(f, lang) for f in checklist.findings),
        publication=tuple(_note(n, lang) for n in checklist.publication),
        notices=_all(checklist.notices, lang),
    )


def book_in(book: Rulebook, lang: str) -> Rulebook:
    """The rulebook with the titles of chapters and findings in a language."""
    if lang == "zh" or not book.english:
        return book
    chapters = tuple(c.model_copy(update={"title": say(book.heading(c.title), lang)}) for c in book.chapters)
    findings = {code: say(book.heading(title), lang) for code, title in book.findings.items()}
    return book.model_copy(update={"title": say(book.heading(book.title), lang), "chapters": chapters, "findings": findings})


def _all(texts: Iterable[str], lang: str) -> tuple[str, ...]:
    return tuple(say(text, lang) for text in texts)


def _verdict(verdict: Verdict, lang: str, names: bool) -> Verdict:
    return replace(
        verdict,
        title=say(verdict.title, lang),
        explanation=say(verdict.explanation, lang),
        parts=_all(verdict.parts, lang) if names else verdict.parts,
        lacking=_all(verdict.lacking, lang) if names else verdict.lacking,
        basis=_all(verdict.basis, lang),
        remedy=say(verdict.remedy, lang),
    )


def _finding(finding: Finding, lang: str) -> Finding:
    return replace(
        finding,
        title=say(finding.title, lang),
        message=say(finding.message, lang),
        basis=_all(finding.basis, lang),
        remedy=say(finding.remedy, lang),
    )


def _note(note: PublicationNote, lang: str) -> PublicationNote:
    return replace(
        note,
        title=say(note.title, lang),
        place=say(note.place, lang),
        excerpt=say(note.excerpt, lang),
        basis=_all(note.basis, lang),
        remedy=say(note.remedy, lang),
    )
