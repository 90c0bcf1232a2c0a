"""Personal data out of everything that is written, once, before any format sees it.

A mask keeps the length, so that `start` and `end` still hold.
"""

from __future__ import annotations

from dataclasses import replace

from checker.failure import Failure
from checker.judging.checklist import Checklist, Evidence, Finding, PublicationNote, Verdict
from checker.privacy import mask
from checker.privacy.masks import hide_address

PERSONAL_DATA = "personal_data"  # the finding that names what is personal, e.g. a home address


def masked(checklist: Checklist) -> Checklist:
    """The checklist with personal data masked in every text that may hold some."""
    page = _Page(checklist)
    return replace(
        checklist,
        source=mask(checklist.source),
        title=mask(checklist.title),
        unit=mask(checklist.unit),
        verdicts=tuple(_verdict(v, page) for v in checklist.verdicts),
        findings=tuple(_finding(f, page) for f in checklist.findings),
        notices=tuple(map(mask, checklist.notices)),
        publication=tuple(_note(n) for n in checklist.publication),
        text=page.hidden,
    )


def masked_failure(failure: Failure) -> Failure:
    """The failure with personal data masked in the file's name and in the reason, which may name files too."""
    return replace(failure, source=mask(failure.source), message=mask(failure.message))


class _Page:
    """The report's text and its masked form, from which quotes are taken.

    A quote may end inside a number, which it alone would not show to be one.
    """

    def __init__(self, checklist: Checklist) -> None:
        self._text = checklist.text
        self._private = [(f.start, _hide(f.quote)) for f in checklist.findings if f.code == PERSONAL_DATA]
        self._headings: dict[str, str] = {}
        self.hidden = self._overlaid(mask(checklist.text), 0)

    def quote(self, quote: str, start: int) -> str:
        """A quote that begins at `start` in the source text, masked."""
        end = start + len(quote)
        return self.hidden[start:end] if self._text[start:end] == quote else self._overlaid(mask(quote), start)

    def heading(self, heading: str) -> str:
        """A heading of the report, masked. Most are those of several quotes."""
        hidden = self._headings.get(heading)
        if hidden is None:
            hidden = self._headings[heading] = mask(heading)
        return hidden

    def _overlaid(self, text: str, start: int) -> str:
        """`text`, which begins at `start` in the source, with what the findings call personal masked too."""
        if not self._private:
            return text
        characters = list(text)
        for first, hidden in self._private:
            for place in range(max(first, start), min(first + len(hidden), start + len(text))):
                if hidden[place - first] == "*":
                    characters[place - start] = "*"
        return "".join(characters)


def _hide(quote: str) -> str:
    """What a personal-data finding quotes, masked; where nothing of it is known by its form, it is an address."""
    hidden = mask(quote)
    return hidden if hidden != quote else hide_address(quote)


# Most reports name nobody: what needs no mask goes on as it is.


def _verdict(verdict: Verdict, page: _Page) -> Verdict:
    explanation, remedy = mask(verdict.explanation), mask(verdict.remedy)
    evidence, near_misses = _all(verdict.evidence, page), _all(verdict.near_misses, page)
    if evidence is verdict.evidence and near_misses is verdict.near_misses and explanation == verdict.explanation and remedy == verdict.remedy:
        return verdict
    return replace(verdict, explanation=explanation, remedy=remedy, evidence=evidence, near_misses=near_misses)


def _all(evidence: tuple[Evidence, ...], page: _Page) -> tuple[Evidence, ...]:
    hidden = tuple(_evidence(e, page) for e in evidence)
    return evidence if all(one is other for one, other in zip(hidden, evidence, strict=True)) else hidden


def _evidence(evidence: Evidence, page: _Page) -> Evidence:
    quote, chapter = page.quote(evidence.quote, evidence.start), page.heading(evidence.chapter)
    return evidence if quote == evidence.quote and chapter == evidence.chapter else replace(evidence, quote=quote, chapter=chapter)


def _finding(finding: Finding, page: _Page) -> Finding:
    quote = page.quote(finding.quote, finding.start)
    message = mask(finding.message.replace(finding.quote, quote) if finding.quote else finding.message)
    return replace(finding, quote=quote, message=message, chapter=page.heading(finding.chapter), remedy=mask(finding.remedy))


def _note(note: PublicationNote) -> PublicationNote:
    return replace(note, place=mask(note.place), excerpt=mask(note.excerpt), remedy=mask(note.remedy))
