"""Personal data out of everything that is written, once, before any format sees it.

A mask keeps the length, so that `start` and `end` still hold.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from checker.failure import Failure
from checker.judging.checklist import Checklist, Evidence, Finding, PublicationNote, Verdict
from checker.privacy import mask
from checker.privacy.masks import hide_address

PERSONAL_DATA = "personal_data"  # the finding that names what is personal, e.g. a home address

Private = Sequence[tuple[int, int, str]]  # half-open range of the source text, and how it is written


def masked(checklist: Checklist) -> Checklist:
    """The checklist with personal data masked in every text that may hold some."""
    private = [(f.start, f.end, _hide(f.quote)) for f in checklist.findings if f.code == PERSONAL_DATA]
    return replace(
        checklist,
        source=mask(checklist.source),
        title=mask(checklist.title),
        unit=mask(checklist.unit),
        verdicts=tuple(_verdict(v, private) for v in checklist.verdicts),
        findings=tuple(_finding(f, private) for f in checklist.findings),
        notices=tuple(map(mask, checklist.notices)),
        publication=tuple(_note(n) for n in checklist.publication),
        text=_quote(checklist.text, 0, private),
    )


def masked_failure(failure: Failure) -> Failure:
    """The failure with personal data masked in the file's name and in the reason, which may name files too."""
    return replace(failure, source=mask(failure.source), message=mask(failure.message))


def _hide(quote: str) -> str:
    """What a personal-data finding quotes, masked; where nothing of it is known by its form, it is an address."""
    hidden = mask(quote)
    return hidden if hidden != quote else hide_address(quote)


def _quote(quote: str, start: int, private: Private) -> str:
    """A quote that begins at `start` in the source, with what is personal in it and every private stretch masked."""
    characters = list(mask(quote))
    for first, last, hidden in private:
        for place in range(max(first, start), min(last, start + len(quote), first + len(hidden))):
            if hidden[place - first] == "*":
                characters[place - start] = "*"
    return "".join(characters)


def _verdict(verdict: Verdict, private: Private) -> Verdict:
    return replace(
        verdict,
        explanation=mask(verdict.explanation),
        remedy=mask(verdict.remedy),
        evidence=tuple(_evidence(e, private) for e in verdict.evidence),
        near_misses=tuple(_evidence(e, private) for e in verdict.near_misses),
    )


def _evidence(evidence: Evidence, private: Private) -> Evidence:
    return replace(evidence, quote=_quote(evidence.quote, evidence.start, private), chapter=mask(evidence.chapter))


def _finding(finding: Finding, private: Private) -> Finding:
    quote = _quote(finding.quote, finding.start, private)
    message = mask(finding.message.replace(finding.quote, quote) if finding.quote else finding.message)
    return replace(finding, quote=quote, message=message, chapter=mask(finding.chapter))


def _note(note: PublicationNote) -> PublicationNote:
    return replace(note, place=mask(note.place), excerpt=mask(note.excerpt))
