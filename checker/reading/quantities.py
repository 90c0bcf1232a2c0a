"""Figures, dates, named documents in a clean text: what makes a statement specific."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass

Span = tuple[int, int]

_ARABIC = r"\d{1,3}(?:,\d{3})+(?:\.\d+)?|\d+(?:\.\d+)?"
_CHINESE = r"[零〇一二两三四五六七八九十百千]+"
_DATE = re.compile(
    r"(?P<year>\d{4}|[二〇零一三四五六七八九○]{4})年(?:度)?(?:(?P<month>\d{1,2}|十[一二]?|[一二三四五六七八九])月(?:份)?(?:(?P<day>\d{1,2}|[一二三]?十[一二三四五六七八九]?|[一二三四五六七八九])日)?)?"
    r"|(?<![\d.])\d{1,2}月(?:\d{1,2}日|份|[上中下]旬|底|初)?|(?P<iso>\d{4}[-/.]\d{1,2}[-/.]\d{1,2})"
)
_TITLE = re.compile(r"《[^《》\n]{1,80}》")
_DIGITS = {c: i for i, c in enumerate("零一二三四五六七八九")} | {"〇": 0, "两": 2, "○": 0}
_SCALES = {"十": 10, "百": 100, "千": 1000}


@dataclass(frozen=True, slots=True)
class Quantity:
    """A figure with its unit: half-open offsets in the clean text, its value, the unit's word."""

    start: int
    end: int
    value: float
    unit: str
    approximate: bool = False


@dataclass(frozen=True, slots=True)
class Date:
    """A date: half-open offsets; month and day are None where it does not give them."""

    start: int
    end: int
    year: int | None
    month: int | None
    day: int | None


class QuantityFinder:
    """Finds figures with the units of a rulebook's vocabulary.

    A Chinese numeral is a figure only with one of the commoner units (三次, 两名), since 一路, 三面 and
    their like are words; a set phrase with a numeral in it (一站式, 三项制度) is none.
    """

    def __init__(self, units: Iterable[str], chinese_units: Iterable[str], set_phrases: Iterable[str] = ()) -> None:
        after_digits, after_numeral = _alternatives(units), _alternatives(chinese_units)
        self._set_phrases = re.compile(_alternatives(set_phrases) or r"(?!)")
        self._pattern = re.compile(
            rf"(?P<percent>(?:{_ARABIC})%|百分之(?:{_CHINESE})|百分百)"
            rf"|(?<![\d.第])(?P<digits>{_ARABIC})(?P<about>[余多来几])?(?P<scale>[万亿千])?(?P<more>[余多])?(?P<unit>{after_digits})"
            rf"|(?<![第零〇一二两三四五六七八九十百千每某首进])(?P<numeral>{_CHINESE})(?P<about2>[余多来几])?(?P<unit2>{after_numeral})(?![、月])"
        )

    def find(self, text: str) -> list[Quantity]:
        """All figures of `text`, in order."""
        phrases = [found.span() for found in self._set_phrases.finditer(text)]
        quantities = []
        for found in self._pattern.finditer(text):
            if any(start <= found.start() < end for start, end in phrases):
                continue
            if found["percent"]:
                digits = re.search(_ARABIC, found["percent"])
                value = float(digits[0].replace(",", "")) if digits else 100.0
                quantities.append(Quantity(found.start(), found.end(), value, "%"))
            elif found["digits"]:
                value = float(found["digits"].replace(",", "")) * {"万": 1e4, "亿": 1e8, "千": 1e3}.get(found["scale"] or "", 1)
                quantities.append(Quantity(found.start(), found.end(), value, found["unit"], bool(found["about"] or found["more"])))
            else:
                quantities.append(Quantity(found.start(), found.end(), float(chinese_number(found["numeral"])), found["unit2"], bool(found["about2"])))
        return quantities


def _alternatives(words: Iterable[str]) -> str:
    return "|".join(re.escape(word) for word in sorted(set(words), key=len, reverse=True))


def chinese_number(numeral: str) -> int:
    """The value of a Chinese numeral up to 9999 (十二 12, 一百零五 105, 二〇二五 2025)."""
    if not any(c in _SCALES for c in numeral):
        value = 0
        for c in numeral:
            value = value * 10 + _DIGITS[c]
        return value
    total, digit = 0, 0
    for c in numeral:
        if c in _SCALES:
            total += (digit or 1) * _SCALES[c]
            digit = 0
        else:
            digit = _DIGITS[c]
    return total + digit


def find_dates(text: str) -> list[Date]:
    """All dates of `text`, in order; years as 2025年, 二〇二五年, 2026-02-10."""
    dates = []
    for found in _DATE.finditer(text):
        if found["iso"]:
            year, month, day = (int(n) for n in re.split(r"[-/.]", found["iso"]))
            dates.append(Date(found.start(), found.end(), year, month, day))
            continue
        values = [_number(found[name]) for name in ("year", "month", "day")]
        dates.append(Date(found.start(), found.end(), *values))
    return dates


def _number(text: str | None) -> int | None:
    if text is None:
        return None
    return int(text) if text.isdigit() else chinese_number(text)


def find_titles(text: str) -> list[Span]:
    """The spans of 《…》 in `text`, brackets included."""
    return [found.span() for found in _TITLE.finditer(text)]
