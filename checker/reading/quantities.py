"""Figures, dates, named documents in a clean text: what makes a statement specific."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass

from checker.reading.spans import Cover, Span

# Possessive, so that a long run of digits is read once.
_ARABIC = r"\d{1,3}(?:,\d{3})++(?:\.\d++)?|\d++(?:\.\d++)?"
_CHINESE = r"[零〇一二两三四五六七八九十百千]+"
# Each pattern looks at its first character before it tries its branches: a quarter of the time.
_DATE = re.compile(
    r"(?=[\d二〇零一三四五六七八九○])(?:(?P<year>(?<!\d)\d{4}|[二〇零一三四五六七八九○]{4})年(?:度)?(?:(?P<month>\d{1,2}|十[一二]?|[元一二三四五六七八九])月(?:份)?(?:(?P<day>\d{1,2}|[一二三]?十[一二三四五六七八九]?|[一二三四五六七八九])日)?)?"
    r"|(?<![\d.])\d{1,2}月(?:\d{1,2}日|份|[上中下]旬|底|初)?|(?P<iso>(?<![\d.-])\d{4}[-/.](?:1[0-2]|0?[1-9])[-/.](?:3[01]|[12]\d|0?[1-9])))"
)
_TITLE = re.compile(r"《(?=[^》])[^《》\n]{0,80}(?:《[^《》\n]{1,80}》[^《》\n]{0,80}){0,2}》")
_DIGITS = {c: i for i, c in enumerate("零一二三四五六七八九")} | {"〇": 0, "两": 2, "○": 0, "元": 1}
_SCALES = {"十": 10, "百": 100, "千": 1000}
_LARGE = {"千": 1e3, "万": 1e4, "亿": 1e8}
_ROUNDED_BEFORE = re.compile(r"(?:(?<![最附])近|(?<![预节签公制契合违])约|逾|超过?|不少于|不低于|至少)(?=.\Z)|[上数](?=[十百千万]\Z)")
_ROUNDED_AFTER = re.compile(r"以上|左右|上下")


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
            r"(?=[\d零〇一二两三四五六七八九十百千万])(?:"
            rf"(?P<percent>(?<![\d.])(?:{_ARABIC})%|百分之(?:{_CHINESE})(?:点[零〇一二三四五六七八九]+)?|百分百)"
            rf"|(?<![\d.第])(?P<digits>{_ARABIC})(?P<about>[余多来几])?(?P<scale>[万亿千])?(?P<more>[余多])?(?P<unit>{after_digits})"
            rf"|(?<![第零〇一二两三四五六七八九十百千每某首进])(?P<numeral>{_CHINESE}|(?<!\d)(?=万[余多]))"
            rf"(?P<about2>[余多来几])?(?P<scale2>[万亿])?(?P<more2>[余多])?(?P<unit2>{after_numeral})(?![、月]))"
        )

    def find(self, text: str) -> list[Quantity]:
        """All figures of `text`, in order."""
        phrases = Cover([found.span() for found in self._set_phrases.finditer(text)])
        quantities = []
        for found in self._pattern.finditer(text):
            if phrases.holds(found.start(), found.start() + 1):
                continue
            rounded = bool(_ROUNDED_BEFORE.search(text[max(found.start() - 3, 0) : found.start() + 1]) or _ROUNDED_AFTER.match(text, found.end()))
            if found["percent"]:
                value, unit = _percent(found["percent"]), "%"
            elif found["digits"]:
                value, unit = float(found["digits"].replace(",", "")) * _LARGE.get(found["scale"], 1.0), found["unit"]
                rounded = rounded or bool(found["about"] or found["more"])
            else:
                numeral = found["numeral"] or "一"
                several = len(numeral) == 2 and numeral[1] in _DIGITS and _DIGITS.get(numeral[0], 9) + 1 == _DIGITS[numeral[1]]  # 七八户
                value, unit = chinese_number(numeral[0] if several else numeral) * _LARGE.get(found["scale2"], 1.0), found["unit2"]
                rounded = rounded or several or bool(found["about2"] or found["more2"])
            if unit[0] in _LARGE and len(unit) > 1:  # 万元, 万人次
                value, unit = value * _LARGE[unit[0]], unit[1:]
            quantities.append(Quantity(found.start(), found.end(), value, unit, rounded))
        return quantities


def _alternatives(words: Iterable[str]) -> str:
    return "|".join(re.escape(word) for word in sorted(set(words), key=len, reverse=True))


def _percent(words: str) -> float:
    if words.endswith("%"):
        return float(words[:-1].replace(",", ""))
    whole, _, decimals = words.removeprefix("百分").removeprefix("之").partition("点")
    return chinese_number(whole) + (chinese_number(decimals) / 10 ** len(decimals) if decimals else 0.0)


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
