"""Headings: numbered in the ways of official documents (GB/T 9704), marked by the format, or bare.

一、 （一） 1. （1） 第一部分, Markdown signs, headings that run into their paragraph, and short lines
without a number. 「一是……」 inside a paragraph is never one.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from checker.ingest import Block, BlockKind
from checker.reading.model import Heading
from checker.reading.quantities import chinese_number

_NUMERAL = "[零〇一二三四五六七八九十百]+"
_FORMAL = "壹贰叁肆伍陆柒捌玖拾"
_MARKERS: tuple[tuple[int, str, re.Pattern[str]], ...] = (
    (1, "part", re.compile(rf"第({_NUMERAL}|\d+)(?:部分|章|篇|编)[：、]?")),
    (2, "hanzi", re.compile(rf"({_NUMERAL})[、.：]|([{_FORMAL}])[、.：]?")),
    (3, "hanzi_bracket", re.compile(rf"（({_NUMERAL})）[、.]?")),
    (4, "arabic", re.compile(r"(\d{1,2})(?:[、.](?:(?!\d)|(?=20\d\d年))|(?=[\u4e00-\u9fff]{3,18}$)(?![年月日个次件项名人条场户批起份]))")),
    (5, "arabic_bracket", re.compile(r"（(\d{1,2})）[、.]?|(\d{1,2})）|([①-⑳])")),
)
_RANK_OF_BARE = {1: 2, 2: 2, 3: 3, 4: 4, 5: 5, 6: 5}
_SENTENCE = re.compile(r"[。！？；]")
_FIGURE = re.compile(r"\d+(?:\.\d+)?(?:余|多)?[\u4e00-\u9fff%]")
_LONGEST = 60
_LONGEST_RUN_IN = 42
_LONGEST_BARE = 30
_OVER_TEXT = 40


def find_headings(blocks: Sequence[Block], starts: Sequence[int], bare: frozenset[int]) -> list[Heading]:
    """The headings of the blocks. `bare` are the blocks whose words alone make them chapter headings."""
    headings = []
    for index, block in enumerate(blocks):
        if block.kind in (BlockKind.METADATA, BlockKind.NAVIGATION, BlockKind.TABLE_ROW):
            continue
        heading = _numbered(index, block, starts[index]) or _unnumbered(index, block, starts[index], index in bare)
        if heading is not None:
            headings.append(heading)
    return headings


def _numbered(index: int, block: Block, start: int) -> Heading | None:
    for rank, marker, pattern in _MARKERS:
        found = pattern.match(block.text)
        if found is None:
            continue
        digits = next((g for g in found.groups() if g), "")
        end = _heading_end(block, found.end(), rank)
        if end is None:
            return None
        return Heading(index, start, start + end, rank, marker, _value(digits), start + found.end(), end < len(block.text))
    return None


def _heading_end(block: Block, text_start: int, rank: int) -> int | None:
    """Where the heading ends in the block's text; None where the numbered paragraph is no heading."""
    text = block.text
    stop = _SENTENCE.search(text, text_start)
    if stop is None:
        colon = text.find("：", text_start)
        if 0 < colon - text_start <= 20 and colon < len(text) - 1:
            return colon + 1
        return len(text) if len(text) <= _LONGEST or block.kind is BlockKind.HEADING else None
    first = stop.start()
    colon = text.find("：", text_start, first)
    if 0 < colon - text_start <= 20:
        return colon + 1
    if stop.end() == len(text):
        # One sentence and nothing under it: a heading if it is short enough, an item otherwise.
        return len(text) if first - text_start <= (30 if rank <= 2 else 16) and not _FIGURE.search(text, text_start) else None
    if first - text_start <= _LONGEST_RUN_IN and stop.group() == "。" and not _FIGURE.search(text, text_start, first):
        return stop.end()
    return None


def _unnumbered(index: int, block: Block, start: int, bare: bool) -> Heading | None:
    text = block.text
    if block.kind is BlockKind.HEADING:
        return Heading(index, start, start + len(text), _RANK_OF_BARE[block.level or 2], "format", None, start, False)
    if block.emphasised and block.emphasised[0][0] == 0 and not re.match(rf"{_NUMERAL}是|{_NUMERAL}要", text):
        end = block.emphasised[0][1]
        if end <= _LONGEST_RUN_IN and (end == len(text) or text[end - 1] in "。：" or text[end : end + 1] in "。："):
            return Heading(index, start, start + end, 3, "bold", None, start, end < len(text))
    if bare and len(text) <= _LONGEST_BARE and not _SENTENCE.search(text):
        return Heading(index, start, start + len(text), 2, "bare", None, start, False)
    return None


def is_bare_line(block: Block) -> bool:
    """Whether the block is a short line without a stop: what a heading without a number looks like."""
    text = block.text
    return (
        block.kind is BlockKind.PARAGRAPH and 3 <= len(text) <= _LONGEST_BARE and not re.search(r"[。！？；：…、]|，.*，|^[（(].*[)）]$|^\d(?!\d{3}年\D)", text)
    )


def bare_headings(blocks: Sequence[Block], named: Sequence[bool]) -> frozenset[int]:
    """The blocks that are headings although nothing marks them.

    `named` says of each block whether its words are those of a chapter heading. Where at least two
    such lines structure the report and none is numbered, every short line over a paragraph is one.
    """
    lines = [index for index, block in enumerate(blocks) if is_bare_line(block)]
    chapters = [index for index in lines if named[index]]
    numbered = sum(1 for block in blocks if _MARKERS[0][2].match(block.text) or _MARKERS[1][2].match(block.text))
    if len(chapters) < 2 or numbered >= 2:
        return frozenset(chapters)
    over_text = [i for i in lines if i + 1 < len(blocks) and len(blocks[i + 1].text) >= _OVER_TEXT]
    return frozenset(chapters).union(over_text)


def _value(digits: str) -> int | None:
    if not digits:
        return None
    if "①" <= digits <= "⑳":
        return ord(digits) - ord("①") + 1
    if digits in _FORMAL:
        return _FORMAL.index(digits) + 1
    return int(digits) if digits.isdigit() else chinese_number(digits)
