"""Personal data out of everything that is written: ID numbers, mobile numbers, bank accounts.

A mask keeps the length, so that `start` and `end` still hold. Masking is done once, on the
`Checklist`, before any format sees it.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from checker.judging.checklist import Checklist, Evidence, Finding, Verdict

PERSONAL_DATA = "personal_data"  # the finding that names what is personal, e.g. a home address

_HALF_WIDTH = str.maketrans("０１２３４５６７８９Ｘｘ－　", "0123456789Xx- ")
_GAP = r"[\s\-\u200b]?"
_NOT_MONEY = r"(?!\d|\.\d|\s?[万亿元])"
_DAY = r"(?:0[1-9]|1[0-2])(?:0[1-9]|[12]\d|3[01])"
# As far as an address tells no more than the township somebody lives in.
_TOWN = re.compile(r".*(?:镇|乡|街道|县|市|(?<![小社园校厂])区)(?=.)")


@dataclass(frozen=True, slots=True)
class _Shape:
    """A kind of number, and how many characters stay readable at its ends."""

    pattern: re.Pattern[str]
    head: int
    tail: int


# What stays readable is what tells no person: the region of an identity number, the network and area
# of a mobile number, the issuer of a card (PCI DSS: first six and last four at most).
# Resident identity numbers are 18 characters (GB 11643-1999), 15 before; mobile numbers 11; cards 16 to 19 (ISO/IEC 7812).
_SHAPES = (
    _Shape(re.compile(rf"(?<!\d)(?P<number>\d{{6}}{_GAP}(?:18|19|20)\d{{2}}{_GAP}{_DAY}{_GAP}\d{{3}}[\dXx])(?!\d)"), 6, 2),
    _Shape(re.compile(rf"(?<!\d)(?P<number>\d{{8}}{_DAY}\d{{3}})(?!\d)"), 6, 2),
    _Shape(re.compile(rf"(?<!\d)(?:\+?86{_GAP})?(?P<number>1[3-9]\d{_GAP}\d{{4}}{_GAP}\d{{4}}){_NOT_MONEY}"), 7, 0),
    _Shape(re.compile(rf"(?<!\d)(?P<number>\d{{4}}(?:{_GAP}\d{{4}}){{3}}(?:{_GAP}\d{{1,3}})?)(?!\d)"), 6, 4),
    _Shape(re.compile(r"(?:账号|帐号|账户|帐户|卡号)[^\d*]{0,6}(?P<number>\d[\d ]{7,28}\d)"), 4, 2),
)


def mask_numbers(text: str) -> str:
    """`text` with personal numbers masked by `*`, of the same length."""
    if not any(c.isdigit() for c in text):
        return text
    plain = text.translate(_HALF_WIDTH)
    for shape in _SHAPES:
        for match in shape.pattern.finditer(plain):
            start, end = match.span("number")
            digits = [i for i in range(start, end) if plain[i].isalnum()]
            for i in digits[shape.head : len(digits) - shape.tail]:
                plain = plain[:i] + "*" + plain[i + 1 :]
                text = text[:i] + "*" + text[i + 1 :]
    return text


def masked(checklist: Checklist) -> Checklist:
    """The checklist with personal data masked in every text that quotes the report."""
    private = [(f.start, f.end, _hide(f.quote)) for f in checklist.findings if f.code == PERSONAL_DATA]
    return replace(
        checklist,
        title=mask_numbers(checklist.title),
        unit=mask_numbers(checklist.unit),
        verdicts=tuple(_verdict(v, private) for v in checklist.verdicts),
        findings=tuple(_finding(f, private) for f in checklist.findings),
        publication=tuple(replace(n, excerpt=mask_numbers(n.excerpt)) for n in checklist.publication),
        text=_quote(checklist.text, 0, private),
    )


def _hide(quote: str) -> str:
    """What a personal-data finding quotes: its numbers masked; where it holds none, what follows the township of an address."""
    hidden = mask_numbers(quote)
    if hidden != quote:
        return hidden
    town = _TOWN.match(quote)
    shown = town.end() if town else 2
    return quote[:shown] + "*" * (len(quote) - shown)


def _quote(quote: str, start: int, private: Sequence[tuple[int, int, str]]) -> str:
    """A quote that begins at `start` in the source, with its numbers and every private stretch masked."""
    characters = list(mask_numbers(quote))
    for first, last, hidden in private:
        for place in range(max(first, start), min(last, start + len(quote), first + len(hidden))):
            if hidden[place - first] == "*":
                characters[place - start] = "*"
    return "".join(characters)


def _verdict(verdict: Verdict, private: Sequence[tuple[int, int, str]]) -> Verdict:
    return replace(
        verdict,
        explanation=mask_numbers(verdict.explanation),
        remedy=mask_numbers(verdict.remedy),
        evidence=tuple(_evidence(e, private) for e in verdict.evidence),
        near_misses=tuple(_evidence(e, private) for e in verdict.near_misses),
    )


def _evidence(evidence: Evidence, private: Sequence[tuple[int, int, str]]) -> Evidence:
    return replace(evidence, quote=_quote(evidence.quote, evidence.start, private), chapter=mask_numbers(evidence.chapter))


def _finding(finding: Finding, private: Sequence[tuple[int, int, str]]) -> Finding:
    quote = _quote(finding.quote, finding.start, private)
    message = mask_numbers(finding.message.replace(finding.quote, quote) if finding.quote else finding.message)
    return replace(finding, quote=quote, message=message, chapter=mask_numbers(finding.chapter))
