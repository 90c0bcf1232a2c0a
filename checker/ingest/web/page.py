"""A page to a `Document`: its article, the title above it and its table of metadata; the rest is left out."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from itertools import pairwise

from lxml.html import HtmlElement

from checker.ingest.document import NOWHERE, Aside, AsideKind, BlockKind, Document, Place
from checker.ingest.errors import ReadError
from checker.ingest.lined import SourceLine, document_from_lines
from checker.ingest.lines import kind_of, metadata_key, metadata_pairs
from checker.ingest.web.article import article_of, is_sentence
from checker.ingest.web.metadata import declared_metadata, declared_titles
from checker.ingest.web.titles import title_above
from checker.ingest.web.visibility import hiding_of
from checker.ingest.web.walk import Line, Note, Walk
from checker.wording import Wording

_LONGEST_HEADING = 60
_LONGEST_VALUE = 60
_KEYS_APART = 3  # lines between two keys of a table of metadata that has a line for each cell
_BELOW = 8  # lines below the article in which its date, source and attachments stand
_LEFT_OUT = 200  # characters of sentences around the article that are worth a word
_SURELY = 3  # pairs in a line, which no other line has
_DATE = re.compile(r"\d{4}[-年/.]")
_STOP = re.compile(r"[。；！？]")
_WORD_NOTES = (AsideKind.COMMENT, AsideKind.FOOTNOTE, AsideKind.HEADER, AsideKind.FOOTER)


def page_document(root: HtmlElement, *, source: str, sha256: str, format: str, sheets: Iterable[str] = (), asides: Sequence[Aside] = ()) -> Document:
    """The document of a page's tree. `sheets` are style sheets that came with it; `asides` go before those of the page.

    Raises `ReadError` (`no_article`, `empty`, `too_long`, `line_too_long`).
    """
    body = root.find("body")
    if body is None:
        body = root
    walk = Walk(hiding_of((*(style.text or "" for style in root.iter("style")), *sheets))).walk(body)
    article = article_of(body, walk.lines)
    inside = set(article.iter())
    lines = dict(_with_pairs(walk.lines))
    within = [index for index, line in lines.items() if line.element in inside]
    if not within:
        raise ReadError(source, "no_article")
    first, last = within[0], within[-1]
    title = title_above([(i, line) for i, line in lines.items() if i < first], [lines[i] for i in within], declared_titles(root))
    around = {i: line for i, line in lines.items() if i < first or last < i <= last + _BELOW}
    kept = {i: replace(line, kind=BlockKind.METADATA) for i, line in around.items() if i not in title and _is_metadata(line)}
    kept |= {i: replace(line, kind=BlockKind.NAVIGATION) for i, line in around.items() if i > last and line.attached * 2 > len(line.text)}
    kept |= {i: replace(lines[i], level=lines[i].level or 1) for i in title}
    kept |= {i: lines[i] for i in within}
    order = sorted(kept)
    chapters_at_top = any(kept[i].level == 1 and kept[i].text not in declared_titles(root) for i in within[1:])
    shown = list(_source_lines([kept[i] for i in order], 1 if chapters_at_top else 0))
    seen = {key for line in shown if (line.kind or kind_of(line.text)) is BlockKind.METADATA for key in metadata_pairs(line.text)}
    left = [line for i, line in lines.items() if i not in kept and is_sentence(line)]
    return document_from_lines(
        shown,
        source=source,
        sha256=sha256,
        format=format,
        metadata=declared_metadata(root, seen),
        asides=(*asides, *_asides(walk.notes, inside, order), *_left_out(left)),
    )


def _is_metadata(line: Line) -> bool:
    if line.kind is not None or line.linked * 2 > len(line.text):
        return line.kind is BlockKind.METADATA
    pairs = metadata_pairs(line.text)
    return len(pairs) >= _SURELY or (bool(pairs) and kind_of(line.text) is BlockKind.METADATA)


def _with_pairs(lines: Sequence[Line]) -> Iterator[tuple[int, Line]]:
    """The lines by their number, keys and values of a table of metadata made one line of its own kind."""
    keys = [bool(metadata_key(line.text)) for line in lines]
    rows: dict[int, int] = {}
    pairs_in: dict[int, int] = {}
    for line in lines:
        if line.cell is not None:
            rows[line.cell[0]] = rows.get(line.cell[0], 0) + 1
            pairs_in[line.cell[0]] = pairs_in.get(line.cell[0], 0) + len(_pairs(line.cells))
    metadata = {table for table, pairs in pairs_in.items() if pairs > 1 or pairs == rows[table]}
    value_of: int | None = None
    for index, line in enumerate(lines):
        if index == value_of:
            continue
        if line.cell is not None and line.cell[0] in metadata and (pairs := _pairs(line.cells)):
            yield index, replace(line, text="\t".join(f"{key}：{value}" for key, value in pairs), kind=BlockKind.METADATA, cell=None)
        elif keys[index] and index + 1 < len(lines) and _is_value(lines[index + 1], keys[index + 1], any(_near(keys, index))):
            value_of = index + 1
            yield index, replace(line, text=f"{metadata_key(line.text)}：{lines[index + 1].text}", kind=BlockKind.METADATA)
        else:
            yield index, line


def _near(keys: Sequence[bool], index: int) -> Sequence[bool]:
    return (*keys[max(index - _KEYS_APART, 0) : index], *keys[index + 1 : index + _KEYS_APART + 1])


def _is_value(line: Line, is_key: bool, in_table: bool) -> bool:
    return not is_key and line.cell is None and len(line.text) <= _LONGEST_VALUE and (in_table or bool(_DATE.match(line.text)))


def _pairs(cells: Sequence[str]) -> list[tuple[str, str]]:
    """Keys of a table of metadata with the cells beside them."""
    return [(key, value) for cell, value in pairwise(cells) if (key := metadata_key(cell)) and value and not metadata_key(value)]


def _source_lines(lines: Sequence[Line], deeper: int) -> Iterator[SourceLine]:
    """The lines with the kinds that the page gives them, and their places: paragraphs and tables counted."""
    paragraphs = 0
    tables: list[int] = []
    for line in lines:
        if line.cell is not None:
            if line.cell[0] not in tables:
                tables.append(line.cell[0])
            yield SourceLine(line.text, BlockKind.TABLE_ROW, place=Place(cell=(len(tables), line.cell[1], 1)))
            continue
        kind, level = line.kind, None
        if kind is None and line.level is not None and _is_heading(line.text):
            kind, level = BlockKind.HEADING, min(line.level + deeper, 6)
        elif kind is None and (line.attached * 2 > len(line.text) or line.linked * 10 > len(line.text) * 9) and not is_sentence(line):
            kind = BlockKind.NAVIGATION
        counts = (kind or kind_of(line.text)) in (BlockKind.PARAGRAPH, BlockKind.HEADING)
        paragraphs += counts
        yield SourceLine(line.text, kind, level, Place(paragraph=paragraphs) if counts else NOWHERE)


def _is_heading(text: str) -> bool:
    """Whether what is marked as a heading reads like one: editors use the tag for its size, too."""
    return len(text) <= _LONGEST_HEADING and not _STOP.search(text) and kind_of(text) in (BlockKind.PARAGRAPH, BlockKind.HEADING)


def _asides(notes: Sequence[Note], inside: set[HtmlElement], order: Sequence[int]) -> Iterator[Aside]:
    """The notes that stand in the article, and those of Word, with the line that they belong to."""
    for note in notes:
        if note.element in inside or note.kind in _WORD_NOTES:
            line = bisect_left(order, note.before)
            yield Aside(note.kind, note.text, author=note.author, line=line or None)


def _left_out(lines: Sequence[Line]) -> Iterator[Aside]:
    length = sum(len(line.text) for line in lines)
    if length >= _LEFT_OUT:
        opening = lines[0].text[:30]
        words = Wording(
            f"网页正文以外另有 {length:,} 字未读，开头是“{opening}”", f"{length:,} characters beside the article were not read; they begin with “{opening}”"
        )
        yield Aside(AsideKind.LIMIT, words, name="网页其他文字")
