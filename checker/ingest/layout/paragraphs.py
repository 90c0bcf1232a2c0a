"""Visual lines to paragraphs, by where they begin and end.

A line that is as full as it could be, so that the first word of the next one no longer fitted, goes
on; one that begins with an indent, after a wider gap, in another size or in the middle of the page
begins anew.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

from checker.ingest.document import Place
from checker.ingest.layout.margins import LONG, NONE, AllMargins, Margins, margins_of
from checker.ingest.layout.pieces import Line, Row
from checker.ingest.lined import SourceLine
from checker.ingest.lines import begins_paragraph, ends_sentence

# In widths of a wide character.
_INDENT = 1.2
_DEEPEST_INDENT = 4.5  # of a paragraph; deeper is a signature or a centred line
_SAME = 0.7
_SLACK = 0.5
_OFF_CENTRE = 1.0

_WHOLE = 0.9  # of the width between the margins
_WIDER_GAP = 1.3  # of the usual distance of lines
_WIDEST_GAP = 2.2  # even in the middle of a sentence
_OTHER_SIZE = 1.25
# What an editor never breaks: Latin words and figures, marks and what they stand at, quotation marks and what is on either side.
_UNBROKEN = r"[（《〈【「『(\[]*(?:[A-Za-z0-9.,%+/:·_-]+|.)[，。、；：？！）》〉】」』,.;:?!)\]%％]*"
_FIRST_WORD = re.compile(rf"[“‘]*{_UNBROKEN}(?:[“”‘’]+{_UNBROKEN})*[“”‘’]*", re.DOTALL)
_LONGEST_WORD = 12
_LATIN_WIDTH = 0.65  # of the size, at most
_LATIN_END, _LATIN_START = re.compile(r"[A-Za-z,;]$"), re.compile(r"[A-Za-z]")


@dataclass(frozen=True, slots=True)
class Habit:
    """How the whole text is set: whether paragraphs begin with an indent, and the distance of lines in sizes of their letters."""

    indented: bool
    pitch: float


Band = Sequence[Line | Row]


def paragraphs(bands: Sequence[Band]) -> Iterator[SourceLine]:
    """The paragraphs and rows of the bands in order, each one whole line with the page that it begins on."""
    everywhere = AllMargins([line for band in bands for line in band if isinstance(line, Line)])
    habit = _habit(bands)
    current: list[Line] = []
    before = NONE
    for band in bands:
        here = everywhere.of([line for line in band if isinstance(line, Line)])
        for index, item in enumerate(band):
            if isinstance(item, Row) or _is_row(band, index):
                yield from _finished(current)
                yield SourceLine(item.text.strip(), place=Place(page=item.page), whole=True)
                current = []
            elif current and _goes_on(current, item, before, here, habit, within=index > 0):
                current.append(item)
            else:
                yield from _finished(current)
                current = [item]
            before = here
    yield from _finished(current)


def _finished(lines: Sequence[Line]) -> Iterator[SourceLine]:
    if not lines:
        return
    text = lines[0].text.strip()
    for line in lines[1:]:
        following = line.text.strip()
        text += (" " if _LATIN_END.search(text) and _LATIN_START.match(following) else "") + following
    yield SourceLine(text, place=Place(page=lines[0].page), whole=True)


def _is_row(band: Band, index: int) -> bool:
    """Whether a line and one beside it have gaps as the rows of a table laid out with blanks have."""
    around = [band[i] for i in (index - 1, index, index + 1) if 0 <= i < len(band)]
    return sum(1 for item in around if isinstance(item, Line) and len(item.gaps) >= 2) >= 2 and _has_gaps(band[index])


def _has_gaps(item: Line | Row) -> bool:
    return isinstance(item, Line) and len(item.gaps) >= 2


def _habit(bands: Sequence[Band]) -> Habit:
    """What most lines of the text do."""
    indented = total = 0
    pitches: list[float] = []
    for band in bands:
        own = [line for line in band if isinstance(line, Line)]
        margins = margins_of(own)
        if margins is None:
            continue
        total += len(own)
        indented += sum(1 for line in own if _is_indented(line, margins))
        pairs = [(a, b) for a, b in pairwise(own) if a.width > LONG * margins.width]
        pitches += [(b.y1 - a.y1) / max(a.size, b.size) for a, b in pairs if b.y1 > a.y1]
    pitches.sort()
    # Most steps from a long line are inside a paragraph: a low quartile is surely one of them.
    return Habit(0.1 <= indented / total <= 0.9 if total else False, pitches[len(pitches) // 3] if pitches else 1.5)


def _goes_on(current: Sequence[Line], line: Line, before: Margins, here: Margins, habit: Habit, *, within: bool) -> bool:
    """Whether `line` continues the paragraph of `current`. `within` one column, or after a turn of column or page."""
    first, last = current[0], current[-1]
    size = max(last.size, line.size)
    if size > _OTHER_SIZE * min(last.size, line.size):
        return False
    starts, is_open = begins_paragraph(line.text.strip()), not ends_sentence(last.text.strip())
    centred = _is_centred(last, before), _is_centred(line, here)
    room = before.width - last.width if centred[0] else before.right - last.x1
    full = room < _first_word(line) + _SLACK * size
    if centred[0] or centred[1]:
        # The first line of a title may take the whole width.
        title = centred[1] and (centred[0] or (is_open and last.width >= _WHOLE * before.width))
        return full and title and within and not starts and line.y1 - last.y1 < _WIDEST_GAP * size
    # Where every paragraph has its indent, a line at the margin goes on with a sentence, however much room was left.
    hangs = habit.indented and is_open and last.width >= LONG * before.width
    if not full and not (hangs and _is_indented(first, before) and line.x0 - here.left < _SAME * line.size):
        return False
    if not _begins_alike(current, line, before, here, habit) or (starts and not (is_open and habit.indented)):
        return False
    step = (line.y1 - last.y1) / size / habit.pitch if within else 1.0
    return step <= _WIDER_GAP or (habit.indented and is_open and step <= _WIDEST_GAP)


def _is_indented(line: Line, margins: Margins) -> bool:
    return _INDENT * line.size <= line.x0 - margins.left <= _DEEPEST_INDENT * line.size


def _begins_alike(current: Sequence[Line], line: Line, before: Margins, here: Margins, habit: Habit) -> bool:
    """Whether the line begins where lines inside this paragraph do: at the margin, or below the one before it."""
    if line.x0 - here.left < _SAME * line.size:
        return True
    inset, usual = line.x0 - here.left, current[-1].x0 - before.left
    long = line.size * 8 < current[-1].width and usual <= _DEEPEST_INDENT * line.size
    if abs(inset - usual) < _SAME * line.size:  # a block that is indented as a whole
        # Where every paragraph has its indent, one below the other are two: a heading as wide as the page, and what it heads.
        apart = habit.indented or ends_sentence(current[-1].text.strip()) or begins_paragraph(line.text.strip())
        return long and (len(current) > 1 or not apart)
    hanging = begins_paragraph(current[0].text.strip()) and 0 < inset - usual <= 3 * line.size
    return long and len(current) == 1 and hanging


def _first_word(line: Line) -> float:
    found = _FIRST_WORD.match(line.text.strip())
    if found is None:
        return line.size
    return min(sum(_LATIN_WIDTH if sign.isascii() else 1.0 for sign in found.group()), _LONGEST_WORD) * line.size


def _is_centred(line: Line, margins: Margins) -> bool:
    left, right = line.x0 - margins.left, margins.right - line.x1
    return left > 2.5 * line.size and abs(left - right) <= _OFF_CENTRE * line.size * (1 + left / (20 * line.size))
