"""`secrecy_mark`: marks of secrecy, of internal use and of a draft, where they are marks and not words of the prose."""

from __future__ import annotations

import re
from collections.abc import Iterator

from checker.ingest import AsideKind, BlockKind
from checker.judging.checklist import PublicationNote
from checker.judging.once import once
from checker.judging.publication.sight import PERSON_PROPERTIES, Sight, is_watermark, where
from checker.privacy.numbers import plain
from checker.rulebook.schema import Marks
from checker.wording import Wording

_HEAD = 12  # blocks, as far as a title may stand
_TAIL = 8
_LONGEST_LINE = 70
_STAR = "★"
_SIGNS = re.compile(r"[\W_\dA-Za-z一二三四五六七八九十]+")
_NUMBERED = re.compile("[一二三四五六七八九十]+、|（[一二三四五六七八九十]+）")  # a heading
_BRACKETS = re.compile(r"[（【\[〔［(]([^（）【】\[\]〔〕［］()《》]{1,30})[）】\]〕］)]")
_TITLES = re.compile(r"《[^《》]*》")
_REPORT = "(?:报告|总结|汇报|情况|小结|方案|材料)"
_OPENS, _CLOSES = re.compile(r"[\s（）【】〔〕［］()\[\]_\-—－+·.,，、：:|]+"), r"[\dVv.]{0,8}"
_COLUMNS = re.compile(r"[\n|\t]|[ \u3000]{2,}")


class MarkFinder:
    """The rulebook's marks in lines, titles and names. All work is linear in the text."""

    def __init__(self, marks: Marks) -> None:
        self._mark = _any((*marks.secrecy, *marks.drafts))
        self._beside = _any((*marks.beside, *marks.secrecy, *marks.drafts))
        self._starred = re.compile(rf"(?:{_any(marks.secrecy).pattern}){_STAR}")
        drafts = _any(marks.drafts).pattern
        self._ends = re.compile(rf"(?:{drafts}){_CLOSES}$")
        self._ends_report = re.compile(rf"{_REPORT}[-—－·:：]?(?:{drafts}){_CLOSES}$")

    def is_line(self, line: str) -> bool:
        """Whether a line is a mark: it has a starred one, or is made of marks and what may stand beside them."""
        words = _squeezed(line)
        if self.is_starred(words):
            return True
        return bool(self._mark.search(words)) and not _NUMBERED.match(words) and not _SIGNS.sub("", self._beside.sub("", words))

    def is_starred(self, line: str) -> bool:
        """Whether a line has a mark of secrecy with a star behind it, as GB/T 9704 asks (机密★1年)."""
        return _STAR in line and bool(self._starred.search(_squeezed(line)))

    def is_title(self, line: str) -> bool:
        """Whether a title has a mark in brackets of its own (not those of a title in 《》), or a draft's at its end."""
        words = _TITLES.sub("", _squeezed(line))
        return self.is_line(words) or any(self.is_line(found[1]) for found in _BRACKETS.finditer(words)) or bool(self._ends_report.search(words))

    def is_name(self, name: str) -> bool:
        """Whether a file's name (without folder and suffix) or a running head has a mark as a part of its own, or a draft's at the end of a part.

        Blanks, brackets and signs set the parts apart.
        """
        pieces = _OPENS.split(_TITLES.sub("", plain(name)))
        return any(piece and (self.is_line(piece) or self._ends.search(piece)) for piece in pieces)


_finder = once(MarkFinder)


def secrecy(sight: Sight) -> Iterator[PublicationNote]:
    """A note for each place of its kind, with the line that is a mark or has one."""
    # What kind of place: the places it was seen in, and the first words.
    seen: dict[str, tuple[list[str], str]] = {}
    for words, text, place in _found(sight):
        places, _ = seen.setdefault(words, ([], text))
        places.append(place)
    for words, (places, first) in seen.items():
        yield PublicationNote("secrecy_mark", len(places), where(words, places), sight.excerpt(first, _LONGEST_LINE))


def _found(sight: Sight) -> Iterator[tuple[str, str, str]]:
    """Every mark: the kind of place it stands in, its line, the place."""
    marks = _finder(sight.marks)
    name = sight.reading.document.source.replace("\\", "/").rsplit("/", 1)[-1]
    if marks.is_name(name.rsplit(".", 1)[0]):
        yield Wording("文件名", "file name"), name, ""
    yield from _in_text(sight, marks)
    for key, value in sight.reading.document.metadata.items():
        if marks.is_line(value) or marks.is_title(value):
            yield Wording(f"信息表“{key}”", f"information table “{key}”"), value, ""
    for aside in sight.asides:
        for line in filter(None, map(str.strip, _COLUMNS.split(aside.text))):
            if len(line) <= _LONGEST_LINE and _is_mark(aside.kind, is_watermark(aside), aside.name, line, marks):
                yield sight.words(aside), line, sight.place(aside)


def _is_mark(kind: AsideKind, watermark: bool, name: str, line: str, marks: MarkFinder) -> bool:
    if kind is AsideKind.PROPERTY and name in PERSON_PROPERTIES:
        return False
    if watermark or kind in (AsideKind.PROPERTY, AsideKind.HEADER, AsideKind.FOOTER):
        return marks.is_title(line) or marks.is_name(line)
    return kind not in (AsideKind.COMMENT, AsideKind.LIMIT, AsideKind.INSERTED, AsideKind.EMBEDDED) and marks.is_title(line)


def _in_text(sight: Sight, marks: MarkFinder) -> Iterator[tuple[str, str, str]]:
    """Lines of their own near the head and at the end, and the title. Rows of tables are no lines of their own; a starred mark is one anywhere there."""
    reading = sight.reading
    blocks = reading.document.blocks
    content = [i for i, b in enumerate(blocks) if b.kind is not BlockKind.METADATA]
    near = {*content[:_HEAD], *content[-_TAIL:]}
    title = reading.identity.title
    for index in sorted(near):
        block, start = blocks[index], reading.block_starts[index]
        may_be_title = title[0] <= start < title[1] if title is not None else index in content[: _HEAD // 2]
        short = len(block.text) <= _LONGEST_LINE and block.kind is not BlockKind.TABLE_ROW
        if marks.is_starred(block.text) if not short else marks.is_line(block.text) or (may_be_title and marks.is_title(block.text)):
            yield "", block.text, sight.line(block.place.line)


def _squeezed(text: str) -> str:
    return "".join(plain(text).split())


def _any(words: tuple[str, ...]) -> re.Pattern[str]:
    """One pattern for words, the longest first; it matches nothing where there are none."""
    return re.compile("|".join(map(re.escape, sorted(set(map(_squeezed, words)), key=lambda w: (-len(w), w)))) or r"(?!)")
