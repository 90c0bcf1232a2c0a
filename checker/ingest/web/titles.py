"""The title above an article, where the article itself does not begin with it."""

from __future__ import annotations

import re
from collections.abc import Sequence

from checker.ingest.document import BlockKind
from checker.ingest.lines import kind_of
from checker.ingest.web.walk import Line

_ABOUT = re.compile(r"法治|依法行政|依法治")
_KIND = re.compile(r"(?:报告|总结|汇报|情况|小结|述职)(?:[（(].{0,12}[)）])?$")
_BLANKS = re.compile(r"\s")
_LONGEST = 70
_MOST_LINES = 3
_HEAD = 5


def title_above(above: Sequence[tuple[int, Line]], article: Sequence[Line], declared: Sequence[str]) -> list[int]:
    """The numbers of the lines among `above` that are the article's title, nearest to it; none where it has its own.

    `declared` are what the page says its title is, the surest first.
    """
    head = "".join(_plain(line.text) for line in article[:_HEAD])
    wanted = [_plain(title) for title in declared if len(_plain(title)) >= 4]
    if any(title in head and _KIND.search(title) for title in wanted):
        return []
    for title in wanted:
        for end in range(len(above), 0, -1):
            for count in range(1, min(_MOST_LINES, end) + 1):
                if "".join(_plain(line.text) for _, line in above[end - count : end]) == title and _may_be(above[end - 1][1]):
                    return [index for index, _ in above[end - count : end]]
    for index, line in reversed(above):
        text = _plain(line.text)
        if _may_be(line) and _KIND.search(text) and (_ABOUT.search(text) or line.level is not None):
            return [] if text in head else [at for at, other in above if other.element is line.element and at <= index]
    return []


def _may_be(line: Line) -> bool:
    return line.linked * 2 < len(line.text) <= _LONGEST and line.cell is None and kind_of(line.text) is BlockKind.PARAGRAPH


def _plain(text: str) -> str:
    return _BLANKS.sub("", text)
