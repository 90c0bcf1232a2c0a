"""Which lines are headings, as the format says it.

A number makes a heading by itself (`checker.reading.headings`), here as in a plain text; what a style
or a look adds is for headings without one. Where in doubt, a line stays a paragraph: a heading too
few costs a place in the outline, one too many turns a chapter into another.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import replace
from itertools import takewhile

from checker.ingest.document import BlockKind
from checker.ingest.docx.runs import Look
from checker.ingest.docx.story import Line
from checker.ingest.docx.styles import Styles
from checker.ingest.lined import SourceLine

_CHAPTER = re.compile(r"\s*(?:第[一二三四五六七八九十百\d]+(?:部分|章|篇|编)|[一二三四五六七八九十]+[、.．])")
_NUMBERED = re.compile(
    r"\s*(?:第[一二三四五六七八九十百\d]+(?:部分|章|篇|编|节)|[一二三四五六七八九十]+[、.．]|[（(][一二三四五六七八九十\d]+[)）]|\d{1,2}[、.．]|[①-⑳])"
)
_STOP = re.compile(r"[。！？!?；;]")
_NO_HEADING = re.compile(r"[。！？!?；;…]|[：:，,、]$|^[（(].*[)）]$")
_NO_HEADING_BY_LOOK = re.compile(r"[。！？!?；;…：:、]|[，,].*[，,]|[，,]$|^[（(].*[)）]$")
_CONTENTS_TITLE = re.compile(r"\s*目\s*[录錄次]\s*")
_CONTENTS_ENTRY = re.compile(r".*\S\s*(?:\t|…{2,}|\.{4,}|·{4,}|-{6,}|_{4,})\s*[（(]?\d{1,3}[)）]?\s*$")
_HEADING_FONTS = re.compile("黑|楷|小标宋|hei|kai", re.IGNORECASE)
_LONGEST = 60
_LONGEST_BARE = 30
_BODY = 40  # characters of a line that is no heading, caption or signature
_TOP = 2  # the level of chapters below a title, as in Markdown
_DEEPEST = 6
_CHAPTERS = 2  # numbered ones that make a report a numbered one


def mark(lines: Sequence[Line], styles: Styles) -> list[SourceLine]:
    """The lines with what the format says of each: entries of a table of contents, headings and their level."""
    lines = _with_typed_contents(lines)
    levels = _levels(lines, styles)
    return [
        SourceLine(
            text=line.text,
            kind=BlockKind.NAVIGATION if line.contents else BlockKind.HEADING if number in levels else None,
            level=levels.get(number),
            place=line.place,
        )
        for number, line in enumerate(lines)
    ]


def _with_typed_contents(lines: Sequence[Line]) -> list[Line]:
    """The lines, with the title of a table of contents and one typed by hand among its entries."""
    marked = list(lines)
    for number, line in enumerate(lines):
        if not _CONTENTS_TITLE.fullmatch(line.text):
            continue
        following = number + 1
        while following < len(lines) and (marked[following].contents or not lines[following].text.strip() or _CONTENTS_ENTRY.fullmatch(lines[following].text)):
            marked[following] = replace(marked[following], contents=bool(lines[following].text.strip()))
            following += 1
        if any(entry.contents for entry in marked[number + 1 : following]):
            marked[number] = replace(line, contents=True)
    return marked


def _levels(lines: Sequence[Line], styles: Styles) -> dict[int, int]:
    """The level of each line that is a heading, by its index. Chapters have level 2."""
    body = [i for i, line in enumerate(lines) if not line.contents and (line.row or len(line.text.strip()) >= _BODY or _STOP.search(line.text))]
    if not body:
        return {}
    told = {i: level for i, line in enumerate(lines) if not line.row and not line.contents and (level := styles.level(line.properties)) is not None}
    numbered = {i: level for i, level in told.items() if _NUMBERED.match(lines[i].text) and len(lines[i].text) <= _LONGEST and not _STOP.search(lines[i].text)}
    # Below the last text stands the signature, whatever its style.
    bare = {i: level for i, level in told.items() if i < body[-1] and _may_be_heading(lines[i], _LONGEST, _NO_HEADING)}
    for index in _title(lines, told, styles):
        bare.pop(index, None)
    chapters = [i for i, line in enumerate(lines) if not line.row and not line.contents and _CHAPTER.match(line.text)]
    if len(chapters) < _CHAPTERS:
        bare = bare or _by_look(lines, body, styles)
        top = min([*bare.values(), *numbered.values()], default=_TOP)
    else:
        # Without a style on its chapters, a report does not say how deep a styled line without number lies.
        top = min((numbered[i] for i in chapters if i in numbered), default=_DEEPEST + 9)
        bare = {i: level for i, level in bare.items() if level >= top}
    return {i: min(max(level - top + _TOP, 1), _DEEPEST) for i, level in sorted({**numbered, **bare}.items())}


def _may_be_heading(line: Line, longest: int, unlike: re.Pattern[str]) -> bool:
    text = line.text.strip()
    return 2 <= len(text) <= longest and not unlike.search(text) and not _NUMBERED.match(text)


def _title(lines: Sequence[Line], told: dict[int, int], styles: Styles) -> set[int]:
    """The lines of the title: those in a style of titles; where there is none, the first lines, as far as they are of one level."""
    title = {i for i, line in enumerate(lines) if styles.is_title(line.properties) and line.text.strip()}
    if title:
        return title
    written = (i for i, line in enumerate(lines) if line.text.strip() and not line.row)
    first = next(written, -1)
    return {first, *takewhile(lambda i: first in told and told.get(i) == told[first], written)}


def _by_look(lines: Sequence[Line], body: Sequence[int], styles: Styles) -> dict[int, int]:
    """Short lines without number set apart from the body, in a report that numbers none: each over a text, and at least two alike."""
    looks: Counter[Look] = Counter()
    for index in body:
        if (look := lines[index].look) is not None:
            looks[look] += len(lines[index].text)
    if not looks:
        return {}
    usual, texts = looks.most_common(1)[0][0], set(body)
    alike: dict[tuple[Look, bool], list[int]] = {}
    for index, line in enumerate(lines[: body[-1]]):
        look = line.look
        if look is None or line.row or line.contents or line.place.cell is not None or not _may_be_heading(line, _LONGEST_BARE, _NO_HEADING_BY_LOOK):
            continue
        below = next((i for i in range(index + 1, len(lines)) if lines[i].text.strip()), index)
        if _stands_out(look, usual) and below in texts and not lines[below].row:
            alike.setdefault((look, styles.is_centred(line.properties)), []).append(index)
    found = {index for same in alike.values() if len(same) > 1 for index in same}
    return dict.fromkeys(sorted(found), 1)


def _stands_out(look: Look, usual: Look) -> bool:
    if look.size < usual.size:
        return False
    return (look.bold and not usual.bold) or look.size > usual.size or (bool(_HEADING_FONTS.search(look.font)) and not _HEADING_FONTS.search(usual.font))
