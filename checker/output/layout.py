"""Text on a grid of columns, where a Chinese character takes two."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable

from wcwidth import wcwidth

_OPEN = "（《〈「『【〔“‘"
_CLOSE = "，。、；：？！）》〉」』】〕”’…％"
# What a line break must not cut: a Latin word or a figure, with the brackets and marks that cling to it.
_UNIT = re.compile(rf"[{_OPEN}]*(?:第 \d+ 行|line \d+|[!-~]+|[^{_OPEN}])[{_CLOSE}]*|[{_OPEN}]+", re.DOTALL)
_ALL_WIDE = re.compile(r"[\u3001-\u3029\u3030-\u303e\u4e00-\u9fff\uff01-\uff60]+")  # nearly all of a Chinese text; asked for at once
_COLOUR = re.compile(r"\x1b\[[0-9;]*m")
_SPACE = re.compile(r"\s+")
_WIDE_SIDE = re.compile(r"(?<=[^\x00-\x7f]) | (?=[^\x00-\x7f])")


def columns(text: str) -> int:
    """How many columns `text` takes; colours take none."""
    plain = _COLOUR.sub("", text)
    rest = _ALL_WIDE.sub("", plain)
    return 2 * (len(plain) - len(rest)) + (len(rest) if rest.isascii() and rest.isprintable() else sum(max(wcwidth(c), 0) for c in rest))


def one_line(text: str) -> str:
    """`text` on one line, safe to print: no white space beside Chinese, no control or format characters.

    A report may hold escape sequences, which a terminal must not obey.
    """
    return printable(_WIDE_SIDE.sub("", _SPACE.sub(" ", text))).strip()


def flat(text: str) -> str:
    """`text` on one line, safe to print, with its spaces: for names of files and words of our own."""
    return printable(" ".join(text.split()))


def printable(text: str) -> str:
    """`text` without control and format characters."""
    if text.isprintable():  # as nearly all is
        return text
    return "".join(c for c in text if unicodedata.category(c) not in ("Cc", "Cf", "Cs"))


def cut(text: str, width: int) -> str:
    """`text` on one line of at most `width` columns, with `…` where the rest was left out."""
    if columns(text) <= width:
        return text
    kept, used = [], 0
    for c in text:
        used += max(wcwidth(c), 0)
        if used > width - 1:
            break
        kept.append(c)
    return "".join(kept).rstrip() + "…"


def wrap(text: str, width: int) -> list[str]:
    """`text` in lines of at most `width` columns, broken as Chinese is: no line begins with 。 or ends with （."""
    width = max(width, 2)
    lines, line, used = [], "", 0
    for unit in _UNIT.findall(printable(text)):
        size = columns(unit)
        if used and used + size > width:
            lines.append(line.rstrip())
            line, used = "", 0
            unit = unit.lstrip()
            size = columns(unit)
        while size > width:
            head = _head(unit, width)
            lines.append(head)
            unit = unit[len(head) :]
            size = columns(unit)
        line, used = line + unit, used + size
    if line.strip() or not lines:
        lines.append(line.rstrip())
    return lines


def _head(text: str, width: int) -> str:
    used = 0
    for index, c in enumerate(text):
        used += max(wcwidth(c), 0)
        if used > width:
            return text[: max(index, 1)]
    return text


def flow(items: Iterable[str], width: int) -> list[str]:
    """`items` in lines of at most `width` columns, two spaces apart, none of them broken."""
    lines: list[str] = []
    for item in items:
        if lines and columns(lines[-1]) + 2 + columns(item) <= width:
            lines[-1] += "  " + item
        else:
            lines.append(item)
    return lines


def labelled(label: str, lines: Iterable[str], *, indent: int) -> list[str]:
    """`lines` beside `label`, the further ones hanging under the first."""
    head = " " * indent + (label + "  " if label else "")
    under = " " * columns(head)
    return [(head if i == 0 else under) + line for i, line in enumerate(lines)]
