"""`outline_misquoted`: the name or the period of a planning document is not what its title says.

Two ways of seeing it: the misquotations that the rulebook lists with each instrument, and any
citation that comes so near to an instrument with a period in its title that nothing else can be
meant. A place before the name (《岚川县法治政府建设实施方案（2021—2025年）》) makes it a document of its own.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from checker.judging.checklist import Finding
from checker.judging.context import Context
from checker.judging.findings.places import make
from checker.judging.once import once
from checker.judging.stretches import Span
from checker.reading.lexicon import Use
from checker.reading.quantities import chinese_number
from checker.rulebook.schema import Rulebook
from checker.wording import Wording

_YEAR = "(?:20\\d{2}|二[〇零○][一二三][一二三四五六七八九〇零○])"
# Of clean text: dashes are one, widths are one. The dash may be lost, 年 may stand once, twice or not.
_PERIOD = re.compile(rf"》?（?({_YEAR})年?(?:-+|至|到|—)?({_YEAR})(?:年|）|》)")
_INSTRUMENT = re.compile(r"《([^《》（）]+)（(20\d{2})\D(20\d{2})年?）》")
_PLACE = re.compile(r"[省市县区镇乡州盟旗]|街道|自治|我国|全国")
_NAME_END = re.compile(r"[（\d]|二[〇零○]")
_MOST_DIFFERENT = 3


@dataclass(frozen=True, slots=True)
class _Plan:
    """An instrument with a period in its title."""

    title: str
    name: str
    period: tuple[int, int]


def find(context: Context) -> Iterator[Finding]:
    """A finding on each wrong citation, each place once."""
    reached = 0
    for message, span in sorted((*_listed(context), *_near(context)), key=lambda found: (found[1][0], -found[1][1])):
        if span[0] >= reached:
            reached = span[1]
            yield make(context, "outline_misquoted", message, *span)


@dataclass(frozen=True, slots=True)
class _Misquotations:
    """The misquotations that a rulebook lists with one instrument: where to find them, and what is said of each."""

    use: Use
    title: str
    messages: Mapping[str, str]


@once
def _misquotations(book: Rulebook) -> tuple[_Misquotations, ...]:
    return tuple(
        _Misquotations(Use(f"instrument:{i.id}", "misquotations"), i.title, {wrong.text: wrong.message for wrong in i.misquotations})
        for i in book.instruments
        if i.misquotations
    )


def _listed(context: Context) -> Iterator[tuple[Wording, Span]]:
    """Misquotations that the rulebook lists, where they touch a title or a period."""
    text = context.reading.text
    for listed in _misquotations(context.book):
        for match in context.reading.matches.get(listed.use, ()):
            words = text[match.start : match.end]
            if "《" in words or _PERIOD.search(words):
                message = listed.messages.get(match.term)
                said = Wording(message, context.book.english.get(message, "")) if message else _should_be("应为", "should be", (listed.title,))
                yield said, (match.start, match.end)


def _near(context: Context) -> Iterator[tuple[Wording, Span]]:
    plans = _plans(context.book)
    names = {p.name for p in plans}
    reading = context.reading
    for start, end in reading.titles:
        cited = reading.text[start + 1 : end - 1]
        name = _NAME_END.split(cited, maxsplit=1)[0]
        period = _period(reading.text, start + 1 + len(name), end + 14)
        last = max(end, period[1]) if period else end
        if name in names:
            same = [p for p in plans if p.name == name]
            if period and period[0] not in [p.period for p in same]:
                yield _wrong_period(same), (start, last)
        elif not _PLACE.search(name):
            # Without a period only what keeps its head (法治政府…) is meant for sure.
            plan = next((p for p in plans if _slip(name, p.name) and (period[0] == p.period if period else name[:4] == p.name[:4])), None)
            if plan is not None:
                yield _should_be("名称有误：应为", "wrong title: should be", (plan.title,)), (start, last)
    for name in names:
        yield from _bare(context, name, [p for p in plans if p.name == name])


def _bare(context: Context, name: str, plans: list[_Plan]) -> Iterator[tuple[Wording, Span]]:
    """Citations without 《》: the name and, right after it, a period."""
    text = context.reading.text
    at = text.find(name)
    while at >= 0:
        period = _period(text, at + len(name), at + len(name) + 16)
        if period and text[at - 1 : at] != "《" and not _PLACE.search(text[max(at - 3, 0) : at]) and period[0] not in [p.period for p in plans]:
            yield _wrong_period(plans), (at, period[1])
        at = text.find(name, at + 1)


def _wrong_period(plans: list[_Plan]) -> Wording:
    return _should_be("期间有误：应为", "wrong period: should be", [p.title for p in plans])


def _should_be(chinese: str, english: str, titles: Sequence[str]) -> Wording:
    return Wording(chinese + "或".join(titles), f"{english} {' or '.join(titles)}")


@once
def _plans(book: Rulebook) -> tuple[_Plan, ...]:
    """The instruments of a rulebook that have a period in their titles."""
    plans = []
    for instrument in book.instruments:
        found = _INSTRUMENT.fullmatch(instrument.title)
        if found:
            plans.append(_Plan(instrument.title, found[1], (int(found[2]), int(found[3]))))
    return tuple(plans)


def _period(text: str, start: int, end: int) -> tuple[tuple[int, int], int] | None:
    """The period that begins at `start`, and where it ends, its brackets taken in."""
    found = _PERIOD.match(text, start, min(end, len(text)))
    if found is None:
        return None
    stop = found.end()
    while stop < len(text) and text[stop] in "年）》" and stop < end:
        stop += 1
    first, last = (int(y) if y.isdigit() else chinese_number(y.replace("○", "〇")) for y in found.groups())
    return (first, last), stop


def _slip(cited: str, name: str) -> bool:
    """Whether `cited` is `name` with a few characters left out, put in or (one) changed, its ends kept."""
    if cited == name or cited[:2] != name[:2] or cited[-2:] != name[-2:] or abs(len(cited) - len(name)) > _MOST_DIFFERENT:
        return False
    short, long = sorted((cited, name), key=len)
    if len(short) == len(long):
        return sum(a != b for a, b in zip(short, long, strict=True)) == 1
    rest = iter(long)
    return all(c in rest for c in short)
