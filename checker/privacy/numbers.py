"""Numbers that belong to a person: their shapes, their check digits, and their masks.

Identity numbers by GB 11643-1999: 18 characters with a date in them, the last a check character
(ISO 7064, MOD 11-2), 15 before; mobile numbers: 11 digits from 13 to 19; bank cards: 16 to 19 digits
with a check digit (ISO/IEC 7812-1, Luhn).
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass

# One character to one character, so that offsets stay put. None is written as another that is in the list.
_PLAIN = tuple(zip("０１２３４５６７８９Ｘｘ－　＠．,:;()", "0123456789Xx- @.，：；（）", strict=True))
_GAP = r"[\s\-\u200b]?"
_NOT_MONEY = r"(?!\d|\.\d|\s?[万亿元])"
_DAY = r"(?:0[1-9]|1[0-2])(?:0[1-9]|[12]\d|3[01])"
# No card begins with 20: its first digits name an issuer (ISO/IEC 7812-1). A number that begins with a day was numbered by date.
_NOT_DATED = rf"(?!20[0-4]\d{_DAY})"
_ID_WEIGHTS = (7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2)
_LUHN = (0, 2, 4, 6, 8, 1, 3, 5, 7, 9)  # a digit doubled, its digits added


@dataclass(frozen=True, slots=True)
class _Shape:
    """A kind of number, and how many characters stay readable at its ends."""

    pattern: re.Pattern[str]
    head: int
    tail: int


# What stays readable is what tells no person: the region of an identity number, the network and area
# of a mobile number, the issuer of a card (PCI DSS: first six and last four at most).
_ACCOUNT = _Shape(re.compile(r"(?:账号|帐号|账户|帐户|卡号)[^\d*]{0,6}(?P<number>\d[\d ]{7,28}\d)"), 4, 2)
_SHAPES = (
    _Shape(re.compile(rf"(?<!\d)(?P<number>\d{{6}}{_GAP}(?:18|19|20)\d{{2}}{_GAP}{_DAY}{_GAP}\d{{3}}[\dXx])(?!\d)"), 6, 2),
    _Shape(re.compile(rf"(?<!\d)(?P<number>\d{{8}}{_DAY}\d{{3}})(?!\d)"), 6, 2),
    _Shape(re.compile(rf"(?<!\d)(?:\+?86{_GAP})?(?P<number>1[3-9]\d{_GAP}\d{{4}}{_GAP}\d{{4}}){_NOT_MONEY}"), 7, 0),
    _Shape(re.compile(rf"(?<!\d){_NOT_DATED}(?P<number>\d{{4}}(?:{_GAP}\d{{4}}){{3}}(?:{_GAP}\d{{1,3}})?)(?!\d)"), 6, 4),
    _ACCOUNT,
)
# What a text must have for one of these to match: eleven digits as those of a mobile number, or fourteen of any kind, whatever gaps there are.
MOBILE_SIGN = re.compile(rf"1[3-9]\d{_GAP}\d{{4}}{_GAP}\d{{4}}")
LONG_SIGN = re.compile(rf"\d(?:{_GAP}\d){{13}}")


def plain(text: str) -> str:
    """`text` in one spelling of widths, of the same length."""
    for written, spelling in _PLAIN:  # most are not there: thirty times as fast as `str.translate`
        if written in text:
            text = text.replace(written, spelling)
    return text


def mask_numbers(text: str) -> str:
    """`text` with personal numbers masked by `*`, of the same length."""
    return mask_spelled(text, plain(text))


def mask_spelled(text: str, spelled: str) -> str:
    """The same, where `spelled` is the text in one spelling."""
    if MOBILE_SIGN.search(spelled) or LONG_SIGN.search(spelled) or _ACCOUNT.pattern.search(spelled):
        for shape in _SHAPES:
            places = [at for found in shape.pattern.finditer(spelled) for at in inside(spelled, *found.span("number"), shape.head, shape.tail)]
            if places:
                spelled, text = starred(spelled, places), starred(text, places)
    return text


def inside(text: str, start: int, end: int, head: int, tail: int) -> list[int]:
    """The places of the letters and digits of `start:end`, but for `head` of them at the front and `tail` at the back."""
    signs = [i for i in range(start, end) if text[i].isalnum() or text[i] == "*"]
    return signs[head : len(signs) - tail]


def starred(text: str, places: Iterable[int]) -> str:
    """`text` with `*` at some places."""
    characters = list(text)
    for place in places:
        characters[place] = "*"
    return "".join(characters)


def is_plausible_identity(digits: str) -> bool:
    """Whether 18 characters have a region and a day of birth where an identity number has them."""
    year, month, day = int(digits[6:10]), int(digits[10:12]), int(digits[12:14])
    return digits[0] in "12345678" and 1900 <= year <= 2030 and 1 <= month <= 12 and 1 <= day <= 31


def identity_checks(digits: str) -> bool:
    """Whether the last of 18 characters is the check character of the others (ISO 7064, MOD 11-2)."""
    total = sum(int(d) * w for d, w in zip(digits[:17], _ID_WEIGHTS, strict=True))
    return "10X98765432"[total % 11] == digits[17].upper()


def card_checks(digits: str) -> bool:
    """Whether the last digit is the check digit of the others (Luhn)."""
    return sum(int(d) if place % 2 == 0 else _LUHN[int(d)] for place, d in enumerate(reversed(digits))) % 10 == 0
