"""The tree of a page to lines: what a reader would see as paragraphs, headings, items and rows, in order."""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from lxml.html import HtmlElement

from checker.ingest.document import AsideKind, BlockKind
from checker.ingest.web.tables import is_table_of_data, rows
from checker.ingest.web.visibility import Hiding

_SILENT = frozenset(
    (
        "script", "style", "noscript", "template", "head", "title", "textarea", "select", "option", "button", "input", "object",
        "embed", "applet", "iframe", "frame", "frameset", "noframes", "svg", "math", "canvas", "audio", "video", "map",
        "xml", "datalist", "rp", "rt",
    )
)  # fmt: skip
_BLOCKS = frozenset(
    (
        "address", "article", "aside", "blockquote", "body", "caption", "center", "dd", "details", "dialog", "dir", "div",
        "dl", "dt", "fieldset", "figcaption", "figure", "footer", "form", "h1", "h2", "h3", "h4", "h5",
        "h6", "header", "hgroup", "hr", "html", "legend", "li", "main", "menu", "nav", "ol", "p",
        "pre", "section", "summary", "table", "tbody", "td", "tfoot", "th", "thead", "tr", "ul",
    )
)  # fmt: skip
_HEADINGS = {f"h{level}": level for level in range(1, 7)}
_BLANK = re.compile(r"[ \t\r\n\f]+")
# A line end in the source between two Chinese characters is no blank of the author's.
_BROKEN = re.compile(r"(?<=[\u2e80-\u9fff\uff00-\uffef])[ \t\f]*[\r\n][ \t\r\n\f]*(?=[\u2e80-\u9fff\uff00-\uffef])")
_FILE = re.compile(r"\.(?:docx?|wps|et|xlsx?|pdf|ofd|zip|rar|7z|pptx?|txt|rtf|jpe?g|png|ceb)(?:[?#].*)?$", re.I)
# Word's own parts of a page, by `mso-element`, and its table of contents.
_WORD_ELEMENT = re.compile(r"mso-element\s*:\s*(comment|footnote|endnote|header|footer)\b(?!-)", re.I)
_WORD_ASIDES = {
    "comment": AsideKind.COMMENT,
    "footnote": AsideKind.FOOTNOTE,
    "endnote": AsideKind.FOOTNOTE,
    "header": AsideKind.HEADER,
    "footer": AsideKind.FOOTER,
}
_REFERENCES = ("MsoCommentReference", "MsoFootnoteReference", "MsoEndnoteReference")
_CONTENTS = re.compile(r"Mso(?:Toc|TableofFigures)", re.I)
_NO_NUMBER = re.compile(r"list-style(?:-type)?\s*:\s*none", re.I)
_FEW = re.compile(r"[0-9]{1,3}")
_NUMERALS = "一二三四五六七八九十"
_LONGEST_PLACE = 2_000  # characters of an aside


@dataclass(frozen=True, slots=True)
class Line:
    """A line of the page.

    `element` is the block that it begins in; `linked` counts the characters of links to other pages,
    `attached` those of links to files; `cell` is (table, row) and `cells` what they say, where it is a row.
    """

    text: str
    element: HtmlElement
    kind: BlockKind | None = None
    level: int | None = None
    cell: tuple[int, int] | None = None
    cells: tuple[str, ...] = ()
    linked: int = 0
    attached: int = 0


@dataclass(frozen=True, slots=True)
class Note:
    """Words of the page that are no text: hidden, deleted, a comment. `before` is the number of lines that come before."""

    kind: AsideKind
    text: str
    element: HtmlElement
    before: int
    author: str = ""


@dataclass(slots=True)
class Walk:
    """The lines and notes of a page; `walk` fills them."""

    hiding: Hiding
    lines: list[Line] = field(default_factory=list)
    notes: list[Note] = field(default_factory=list)
    _run: list[str] = field(default_factory=list)
    _element: HtmlElement | None = None
    _linked: int = 0
    _attached: int = 0
    _tables: int = 0
    _inserted: bool = False
    _level: int | None = None  # of the heading that is walked
    _counts: dict[HtmlElement, int] = field(default_factory=dict)  # the last number of each ordered list

    def walk(self, element: HtmlElement) -> Walk:
        """Walks `element`, which is a block, and all in it. The tree is at most 256 deep."""
        self._visit(element, element, 0)
        self._flush()
        return self

    def _visit(self, element: HtmlElement, block: HtmlElement, link: int) -> None:
        tag = element.tag
        if not isinstance(tag, str) or tag in _SILENT or self._is_note(element):
            return
        if tag == "br":
            self._flush()
            self._element = block
            return
        if tag == "table" and is_table_of_data(element):
            self._flush()
            self._rows(element)
            return
        is_block = tag in _BLOCKS
        if is_block:
            self._flush()
            block = element
            if tag == "li":
                self._say(self._number(element), block, 0)
        if tag == "a" and element.get("href", "").strip() and not element.get("href", "").startswith("#"):
            link = 2 if _FILE.search(element.get("href", "")[-200:]) else 1
        inserted = tag == "ins" and not self._inserted
        if inserted:
            self._inserted = True
            self._note(AsideKind.INSERTED, _words(element), element, element.get("cite", ""))
        level = self._level
        if tag in _HEADINGS:
            self._level = _HEADINGS[tag]
        said = self._broken if tag == "pre" or block.tag == "pre" else self._say
        said(element.text or "", block, link)
        for child in element:
            self._visit(child, block, link)
            said(child.tail or "", block, link)
        if inserted:
            self._inserted = False
        if is_block:
            self._flush()
        self._level = level

    def _is_note(self, element: HtmlElement) -> bool:
        """Whether the element is no text; what it says is then noted, where it says something."""
        style = element.get("style", "")
        found = _WORD_ELEMENT.search(style) if "mso-element" in style else None
        if found is not None:
            self._note(_WORD_ASIDES[found[1].lower()], _words(element), element)
        elif element.tag == "del":
            self._note(AsideKind.DELETED, _words(element), element, element.get("cite", ""))
        elif self.hiding.hides(element):
            self._note(AsideKind.HIDDEN, _words(element), element)
        else:
            return element.get("class", "") in _REFERENCES
        return True

    def _note(self, kind: AsideKind, text: str, element: HtmlElement, author: str = "") -> None:
        if text:
            self.notes.append(Note(kind, text[:_LONGEST_PLACE], element, len(self.lines) + bool("".join(self._run).strip()), author.removeprefix("mailto:")))

    def _broken(self, text: str, block: HtmlElement, link: int) -> None:
        """Says text whose line ends are meant."""
        for number, line in enumerate(text.split("\n")):
            if number:
                self._flush()
            self._say(line, block, link)

    def _say(self, text: str, block: HtmlElement, link: int) -> None:
        if not text:
            return
        if not self._run:
            self._element = block
        self._run.append(text)
        if link:
            length = len(text.strip())
            self._linked += length if link == 1 else 0
            self._attached += length if link == 2 else 0

    def _flush(self) -> None:
        text = spaced("".join(self._run))
        element = self._element
        if text and element is not None:
            kind = BlockKind.NAVIGATION if _CONTENTS.match(element.get("class", "")) else None
            self.lines.append(Line(text, element, kind, self._level, linked=self._linked, attached=self._attached))
        self._run, self._element, self._linked, self._attached = [], None, 0, 0

    def _number(self, item: HtmlElement) -> str:
        """The number that a browser puts before an item of an ordered list."""
        parent = item.getparent()
        if parent is None or parent.tag != "ol" or _NO_NUMBER.search(f"{parent.get('style', '')};{item.get('style', '')}"):
            return ""
        given, start = item.get("value", ""), parent.get("start", "")
        before = self._counts.get(parent, int(start) - 1 if _FEW.fullmatch(start) else 0)
        number = self._counts[parent] = int(given) if _FEW.fullmatch(given) else before + 1
        return f"{_chinese(number)}、" if "cjk-ideographic" in parent.get("style", "") else f"{number}. "

    def _rows(self, table: HtmlElement) -> None:
        self._tables += 1
        for caption in table.iterchildren("caption"):
            self._visit(caption, caption, 0)
        for number, (row, cells) in enumerate(rows(table), start=1):
            if self._is_note(row):
                continue
            words = [self._cell(cell) for cell in cells]
            if any(words):
                text = "| " + " | ".join(word.replace("|", "｜") for word in words) + " |"
                self.lines.append(Line(text, table, BlockKind.TABLE_ROW, None, (self._tables, number), tuple(words)))

    def _cell(self, cell: HtmlElement) -> str:
        """The words of a cell in one line."""
        if self._is_note(cell):
            return ""
        inner = Walk(self.hiding)
        inner._visit(cell, cell, 0)
        inner._flush()
        self.notes.extend(Note(note.kind, note.text, note.element, len(self.lines), note.author) for note in inner.notes)
        return " ".join(line.text for line in inner.lines)


def spaced(text: str) -> str:
    """The text with its white space as a browser shows it, without any at the ends."""
    return _BLANK.sub(" ", _BROKEN.sub("", text)).strip(" \xa0\u3000\u200b\ufeff\u2002\u2003")


def _words(element: HtmlElement) -> str:
    """All words of an element in one line, as far as they are words."""
    parts: list[str] = []
    for node in element.iter():
        if isinstance(node.tag, str) and node.tag not in _SILENT and node.get("class", "") not in _REFERENCES:
            parts.append(node.text or "")
        if node is not element:
            parts.append(node.tail or "")
    return spaced(" ".join(parts))


def _chinese(number: int) -> str:
    if number <= 10:
        return _NUMERALS[number - 1] if number else "〇"
    tens, ones = divmod(number, 10)
    return f"{_NUMERALS[tens - 1] if tens > 1 else ''}十{_NUMERALS[ones - 1] if ones else ''}" if number < 100 else str(number)
