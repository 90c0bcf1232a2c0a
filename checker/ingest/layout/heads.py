"""Running heads, footers and page numbers: what stands around the text of every page."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence

from checker.ingest.document import Aside, AsideKind
from checker.ingest.layout.pieces import Line, Page
from checker.ingest.layout.visual import lines_of
from checker.ingest.lines import columns, is_page_number

_HEAD, _FOOT = 0.13, 0.85  # of the height: above and below stands what may belong to the page
_NEAR = 0.012  # of the height: what stands at one height
_SHARE = 0.3  # of the pages: a head may be missing on the first and differ on odd and even ones
_SHORT = 0.6  # of the page's width
_MOST_LINES = 3  # of a head or a foot
_PAGE_NUMBER = re.compile(
    r"\d{1,3}(?:\s*[/／]\s*\d{1,3})?|[·•.…_—–一-]+\s*\d{1,3}\s*[·•.…_—–一-]+|共\s*\d{1,3}\s*页\s*[,，]?\s*第\s*\d{1,3}\s*页|[ivxIVX]{1,5}"
    r"|[Pp]age\s*\d{1,3}(?:\s*(?:of|/)\s*\d{1,3})?"
)
# What browsers print around a page, also where there is but one.
_BROWSER = re.compile(r"\d{4}[/.-]\d{1,2}[/.-]\d{1,2},?\s+(?:[上下]午)?\d{1,2}:\d\d.*|(?:https?|file)://\S+.*?\d{1,3}\s*/\s*\d{1,3}")
_BLANKS = re.compile(r"\s+")

_Key = tuple[str, int]  # words, and a height in steps of `_NEAR`


def without_heads(pages: Sequence[Page]) -> tuple[list[Page], list[Aside]]:
    """The pages without running heads, footers and page numbers, and those (numbers apart) as asides, each once."""
    edges = [(page, *_edges(page)) for page in pages]
    repeated = _repeated(edges)
    kept: list[Page] = []
    said: dict[tuple[AsideKind, str], str] = {}
    for page, top, bottom in edges:
        gone: list[Line] = []
        for kind, lines in ((AsideKind.HEADER, top), (AsideKind.FOOTER, bottom)):
            for line in _outermost(lines, page, repeated):
                gone.append(line)
                if not _is_number(line.text):
                    said.setdefault((kind, _unnumbered(line.text)), _BLANKS.sub(" ", line.text.strip()))
        kept.append(_without(page, gone))
    return kept, [Aside(kind, text) for (kind, _), text in said.items()]


def _edges(page: Page) -> tuple[list[Line], list[Line]]:
    """The lines at the top and at the bottom of the page, the outermost first."""
    high = lines_of([p for p in page.pieces if p.y1 < _HEAD * page.height], page.number)
    low = lines_of([p for p in page.pieces if p.y0 > _FOOT * page.height], page.number)
    return high[:_MOST_LINES], low[::-1][:_MOST_LINES]


def _keys(line: Line, page: Page) -> Iterator[_Key]:
    """Names of a line that it shares with one of the same words, but for numbers, at the same height."""
    words = _unnumbered(line.text)
    height = round(line.y1 / (page.height * _NEAR or 1))
    yield words, height
    yield words, height + 1


def _unnumbered(text: str) -> str:
    return re.sub(r"\d+", "#", _BLANKS.sub("", text))


def _repeated(edges: Sequence[tuple[Page, list[Line], list[Line]]]) -> set[_Key]:
    counts = Counter(key for page, top, bottom in edges for key in {k for line in (*top, *bottom) for k in _keys(line, page)})
    least = max(2, _SHARE * len(edges))
    return {key for key, count in counts.items() if count >= least}


def _outermost(lines: Sequence[Line], page: Page, repeated: set[_Key]) -> Iterator[Line]:
    """The lines that are no text, from the edge of the page inwards until the first that is."""
    for line in lines:
        again = _is_short(line, page) and any(key in repeated for key in _keys(line, page))
        if not (again or _is_number(line.text) or _BROWSER.fullmatch(line.text.strip())):
            return
        yield line


def _is_short(line: Line, page: Page) -> bool:
    """Whether the letters take less than a line of the text would: the same page twice has no heads."""
    return columns(_BLANKS.sub("", line.text)) * line.size / 2 < _SHORT * page.width


def _is_number(text: str) -> bool:
    words = text.strip()
    return is_page_number(words) or bool(_PAGE_NUMBER.fullmatch(words))


def _without(page: Page, lines: Sequence[Line]) -> Page:
    if not lines:
        return page
    spans = [(line.y0, line.y1, line.x0, line.x1) for line in lines]
    kept = [p for p in page.pieces if not any(y0 <= p.middle <= y1 and x0 <= p.x0 and p.x1 <= x1 for y0, y1, x0, x1 in spans)]
    return Page(page.number, page.width, page.height, kept, page.strokes)
