"""Clean text for matching, with an exact map back to the source.

A blank Chinese pipeline does not match a term across a newline, an ideographic space (U+3000) or a
zero-width character; authors, converters and page layouts put all of them inside words. They are
taken out here, once, and widths, dashes and brackets get one spelling each.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache

from checker.ingest.document import SourceMap

# One character to one character, so that offsets stay put.
_ASCII_FULL_WIDTH = {0xFF10 + i: 0x30 + i for i in range(10)}
_ASCII_FULL_WIDTH |= {0xFF21 + i: 0x41 + i for i in range(26)}
_ASCII_FULL_WIDTH |= {0xFF41 + i: 0x61 + i for i in range(26)}
_PUNCTUATION: dict[int, str] = str.maketrans(
    {
        **dict(zip(",;:?!()", "，；：？！（）", strict=True)),
        **dict.fromkeys("–—―－−﹣─‐‑~～〜", "-"),
        **dict.fromkeys("〔［【", "【"),
        **dict.fromkeys("〕］】", "】"),
        "％": "%",
        "＋": "+",
        "．": ".",
        "／": "/",
        "＊": "*",
        "｜": "|",
        "〈": "《",
        "〉": "》",
        "•": "·",
        "・": "·",
        "‧": "·",
    }
)
_TABLE: dict[int, str | int | None] = {**_ASCII_FULL_WIDTH, **_PUNCTUATION}

_SPACE = r"\s\u200b-\u200f\u2028-\u202f\u2060-\u2064\u00ad\ufeff\u180e"
_QUOTES = '“”‘’"「」『』＂'
# What is taken out: white space, quotation marks, Markdown emphasis and heading signs.
_DROPPED = re.compile(
    # A page number between the halves of a sentence.
    rf"\s+(?:-\s?\d{{1,3}}\s?-|第\s?\d{{1,3}}\s?页(?:\s?[，/]?\s?共\s?\d{{1,3}}\s?页)?)[^\S\n\f]*(?=[\n\f])"
    rf"|(?P<column>(?<=[A-Za-z0-9%.])(?:[^\S\n]{{2,}}|\t)(?=[A-Za-z0-9]))|[{_SPACE}]+|[{_QUOTES}]|\*\*|__|^#+(?=\s)|\[bookmark：[^\]\n]{{0,40}}\]",
)
_DIGIT_COMMA = re.compile(r"，(?<=\d，)(?=\d{3}(?!\d))")
# Most sentences have nothing of either, which a set of characters tells in a tenth of the time.
_RESPELLED = re.compile(f"[{re.escape(''.join(map(chr, _TABLE)))}]")
_SIGN = re.compile(rf"[{_SPACE}{_QUOTES}*_#\[]")  # with which all that is dropped begins
_OPENING, _CLOSING = "“「『", "”」』"


@dataclass(frozen=True, slots=True)
class Clean:
    """A clean text, its map to the source, and what the dropped signs said about it."""

    text: str
    map: SourceMap
    quoted: tuple[tuple[int, int], ...]
    emphasised: tuple[tuple[int, int], ...]


def clean(source: str, start: int, end: int) -> Clean:
    """The clean form of `source[start:end]`; map offsets are those of the whole `source`."""
    raw = source[start:end]
    if _RESPELLED.search(raw):
        raw = raw.translate(_TABLE)
    pieces: list[str] = []
    clean_at: list[int] = []
    source_at: list[int] = []
    quoted: list[tuple[int, int]] = []
    emphasised: list[tuple[int, int]] = []
    quote_from: int | None = None
    bold_from: int | None = None
    length = position = 0
    first_sign = _SIGN.search(raw)
    for found in _DROPPED.finditer(raw, first_sign.start()) if first_sign else ():
        first, last = found.span()
        if first > position:
            clean_at.append(length)
            source_at.append(start + position)
            pieces.append(raw[position:first])
            length += first - position
        position = last
        dropped = found.group()
        if found.lastgroup == "column":
            # Columns of a table laid out with blanks: keep one, lest 63 and 19 become 6319.
            clean_at.append(length)
            source_at.append(start + first)
            pieces.append(" ")
            length += 1
        elif dropped in _OPENING:
            quote_from = length
        elif dropped in _CLOSING and quote_from is not None:
            quoted.append((quote_from, length))
            quote_from = None
        elif dropped == '"':
            if quote_from is None:
                quote_from = length
            else:
                quoted.append((quote_from, length))
                quote_from = None
        elif dropped == "**":
            if bold_from is None:
                bold_from = length
            else:
                emphasised.append((bold_from, length))
                bold_from = None
    if position < len(raw):
        clean_at.append(length)
        source_at.append(start + position)
        pieces.append(raw[position:])
    text = _DIGIT_COMMA.sub(",", "".join(pieces))
    return Clean(
        text=text,
        map=SourceMap(tuple(clean_at) or (0,), tuple(source_at) or (start,)),
        quoted=tuple(r for r in quoted if r[1] > r[0]),
        emphasised=tuple(r for r in emphasised if r[1] > r[0]),
    )


@cache  # the words of a group stand in many terms
def normalise_term(term: str) -> str:
    """A rulebook's term in the spelling of clean text, so that the two can meet."""
    return _DIGIT_COMMA.sub(",", _DROPPED.sub("", term.translate(_TABLE)))
