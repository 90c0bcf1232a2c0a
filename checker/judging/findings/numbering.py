"""`numbering`: headings at one level skip or repeat a number.

Annotation guide, section 3; official documents (GB/T 9704) number 一、 （一） 1. （1）, each from one under its parent. Which level lies
under which is read from the report itself, since many go from 一、 to 1. or put 1. above （1）.
Items inside a paragraph (一是…；二是…) are no headings.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from checker.ingest import Block, BlockKind
from checker.judging.checklist import Finding
from checker.judging.context import Context
from checker.judging.findings.places import body_blocks, make
from checker.reading.quantities import chinese_number
from checker.wording import Wording

_NUMERAL = "[一二三四五六七八九十]{1,3}"
# style, pattern, and how the number before or after it would be written.
_STYLES: tuple[tuple[str, re.Pattern[str]], ...] = (
    ("第…部分", re.compile(rf"第({_NUMERAL}|\d{{1,2}})(?:部分|章|篇|编)")),
    ("…、", re.compile(rf"({_NUMERAL})[、.](?![一二三四五六七八九十]{{1,3}}[、是])")),
    ("（…）", re.compile(rf"（({_NUMERAL})）")),
    ("1.", re.compile(r"(\d{1,2})(?:[、.](?!\d))")),
    ("（1）", re.compile(r"（(\d{1,2})）")),
    ("1）", re.compile(r"(\d{1,2})）")),
    ("①", re.compile(r"([①-⑳])")),
)
_NUMBER_BEGINS = re.compile(r"[第（①-⑳\d一二三四五六七八九十]")
_DIGITS = "零一二三四五六七八九"
_ITEMS = ("1.", "（1）", "1）", "①")
_UNNUMBERED = "无序号"
_LONGEST_QUOTE = 60
_MOST = 40


@dataclass(slots=True)
class _Level:
    """One open level: its style and the number last seen, with where that stood."""

    style: str
    number: int
    end: int
    block: int


@dataclass(frozen=True, slots=True)
class _Mark:
    style: str
    number: int
    start: int
    text_end: int
    block: int


def find(context: Context) -> Iterator[Finding]:
    """A finding on each heading whose number does not follow from the one before at its level."""
    text = context.reading.text
    anew = False  # a heading without number stood in between
    levels: list[_Level] = []
    for mark in _marks(context):
        if mark.style == _UNNUMBERED:
            anew = True
            continue
        depth = next((i for i, level in enumerate(levels) if level.style == mark.style), None)
        if depth is None:
            # Only a two without a one: a list that begins at seven goes on from somewhere else.
            if mark.number == 2 and mark.style not in _ITEMS and not _inline(text, mark, 1, levels[-1].end if levels else 0):
                second, first = _shown(mark.style, 2), _shown(mark.style, 1)
                message = Wording(f"同级序号从“{second}”开始，前面缺“{first}”", f"the numbers begin at “{second}”; “{first}” is missing")
                yield make(context, "numbering", message, mark.start, mark.text_end)
            levels.append(_Level(mark.style, mark.number, mark.text_end, mark.block))
        else:
            del levels[depth + 1 :]
            level = levels[depth]
            if defect := _defect(context, level, mark, anew):
                yield make(context, "numbering", defect, mark.start, mark.text_end)
            level.number, level.end, level.block = mark.number, mark.text_end, mark.block
        anew = False


def _defect(context: Context, level: _Level, mark: _Mark, anew: bool) -> Wording | None:
    """What is wrong with a number after the one before at its level; None where nothing is."""
    before, number = level.number, mark.number
    here, earlier = _shown(mark.style, number), _shown(mark.style, before)
    if number == before + 1:
        return None
    if number == 1:
        # A list that begins anew is right; 一、 right after 一、 is not.
        adjoining = mark.block == level.block + 1 and context.reading.document.format != "md"
        if anew or before != 1 or (mark.style in _ITEMS and not adjoining):
            return None
    if number == before:
        return Wording(f"同级序号“{here}”重复", f"the number “{here}” is used twice")
    if number > before + 1:
        lacking = range(before + 1, number)
        if number > _MOST or all(_inline(context.reading.text, mark, n, level.end) for n in lacking):
            return None
        return Wording(f"同级序号由“{earlier}”跳到“{here}”", f"the numbers jump from “{earlier}” to “{here}”")
    return Wording(f"同级序号“{here}”排在“{earlier}”之后", f"the number “{here}” comes after “{earlier}”")


def _marks(context: Context) -> Iterator[_Mark]:
    """All numbers that begin a paragraph, and headings without number, which begin lists anew."""
    reading = context.reading
    unnumbered = {c.heading.block: c.heading.end for c in reading.chapters if c.heading is not None and c.heading.number is None and c.heading.marker != "part"}
    run_in = {c.heading.block: c.heading.end for c in reading.chapters if c.heading is not None}
    blocks = {start: number for number, start in enumerate(reading.block_starts)}
    for start, block in body_blocks(reading):
        if block.kind is BlockKind.TABLE_ROW:
            continue
        number = blocks[start]
        found = _numbered(block)
        if found is not None:
            stop = min(run_in.get(number, start + _first_stop(block.text)), start + _LONGEST_QUOTE)
            yield _Mark(found[0], found[1], start, max(stop, start + 2), number)
        elif number in unnumbered:
            yield _Mark(_UNNUMBERED, 0, start, unnumbered[number], number)


def _numbered(block: Block) -> tuple[str, int] | None:
    if not _NUMBER_BEGINS.match(block.text):
        return None
    for style, pattern in _STYLES:
        found = pattern.match(block.text)
        if found:
            digits = found[1]
            if "①" <= digits <= "⑳":
                return style, ord(digits) - ord("①") + 1
            return style, int(digits) if digits.isdigit() else chinese_number(digits)
    return None


def _first_stop(text: str) -> int:
    found = re.search(r"[。；\n]", text)
    return found.start() if found else len(text)


def _inline(text: str, mark: _Mark, number: int, since: int) -> bool:
    """Whether the number that lacks stands inside a paragraph in between."""
    shown = _shown(mark.style, number)
    spellings = {shown, shown.replace(".", "、"), shown.replace("、", ".")}
    return any(text.find(s, since, mark.start) >= 0 for s in spellings)


def _shown(style: str, number: int) -> str:
    hanzi = _hanzi(number)
    return {"第…部分": f"第{hanzi}部分", "…、": f"{hanzi}、", "（…）": f"（{hanzi}）", "1.": f"{number}.", "（1）": f"（{number}）", "1）": f"{number}）"}.get(
        style, chr(ord("①") + number - 1)
    )


def _hanzi(number: int) -> str:
    tens, ones = divmod(number, 10)
    return ("" if tens == 0 else "十" if tens == 1 else _DIGITS[tens] + "十") + (_DIGITS[ones] if ones or not tens else "")
