"""What of a paragraph stands on the page, and what in it does not: changes, hidden words, notes and comments."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field, replace

from checker.ingest.document import NOWHERE, Aside, AsideKind, Place
from checker.ingest.docx.fields import OpenFields
from checker.ingest.docx.ooxml import MC, WP, Element, M, V, W, chosen
from checker.ingest.docx.runs import Look, Runs
from checker.ingest.docx.symbols import symbol

DELETIONS = {f"{W}del", f"{W}moveFrom"}
INSERTIONS = {f"{W}ins", f"{W}moveTo"}
_WITHIN = {f"{W}{name}" for name in ("hyperlink", "smartTag", "customXml", "sdt", "sdtContent", "dir", "bdo", "rubyBase")}
_NOTES = {f"{W}footnoteReference": "footnotes", f"{W}endnoteReference": "endnotes"}
_PICTURES = {f"{W}drawing", f"{W}pict", f"{W}object"}
_BOX = f"{W}txbxContent"
_LONGEST_ASIDE = 10_000
_AS_BLANK = str.maketrans("\n\r\t", "   ")  # line ends inside w:t are the writer's layout


@dataclass(frozen=True, slots=True)
class Change:
    """A tracked change that the reading is inside of."""

    kind: AsideKind | None = None
    author: str = ""

    def inside(self, element: Element) -> Change:
        """The change inside `element`; a deletion stays one whatever is in it."""
        if self.kind is AsideKind.DELETED or element.tag not in DELETIONS | INSERTIONS:
            return self
        return Change(AsideKind.DELETED if element.tag in DELETIONS else AsideKind.INSERTED, element.get(f"{W}author", ""))


UNCHANGED = Change()


@dataclass(slots=True)
class Surroundings:
    """What a paragraph is read with: facts of runs, the signs of whole fields, the fields that are open, and whether a colour stands behind."""

    runs: Runs
    whole: frozenset[Element]
    contents: frozenset[Element] = frozenset()  # paragraphs of a content control that holds a table of contents
    fields: OpenFields = field(default_factory=OpenFields)
    shaded: bool = False


@dataclass(slots=True)
class Inline:
    """A paragraph as it is read, or several that a change has made one. Lines of asides count from 1 at its own first line."""

    around: Surroundings
    place: Place = NOWHERE
    number: str = ""
    lines: list[list[str]] = field(default_factory=lambda: [[]])
    asides: list[Aside] = field(default_factory=list)
    before: list[Element] = field(default_factory=list)  # text boxes anchored where no words stand yet
    after: list[Element] = field(default_factory=list)
    looks: Counter[Look] = field(default_factory=Counter)
    contents: bool = False  # words stand in the result of a table of contents
    linked: bool = False  # and lead to a bookmark of one
    _properties: Element | None = None
    _style: str = ""
    _open: tuple[object, ...] = ()  # the aside that goes on with the next words

    def texts(self) -> list[str]:
        """The visible lines, without the number."""
        return ["".join(line) for line in self.lines]

    def has_text(self) -> bool:
        """Whether anything is visible."""
        return any(part.strip() for line in self.lines for part in line)

    def read(self, paragraph: Element, change: Change = UNCHANGED) -> None:
        """Reads the content of a `w:p` behind what was read before."""
        self._properties = paragraph.find(f"{W}pPr")
        self._style = self.around.runs.styles.of_paragraph(self._properties)
        self._open = ()
        self._walk(paragraph, change)

    def note(self, aside: Aside) -> None:
        """Adds an aside to the line that is being read."""
        self.asides.append(replace(aside, line=len(self.lines)))

    def _walk(self, elements: Iterable[Element], change: Change) -> None:
        for element in elements:
            tag = element.tag
            if tag == f"{W}r":
                self._in_run(element, change, element.find(f"{W}rPr"))
            elif tag in _WITHIN:
                self.linked = self.linked or element.get(f"{W}anchor", "").startswith("_Toc")
                self._walk(element, change)
            elif tag in DELETIONS or tag in INSERTIONS:
                self._walk(element, change.inside(element))
            elif tag == f"{MC}AlternateContent":
                self._walk(chosen(element), change)
            elif tag == f"{W}fldSimple":
                fields = self.around.fields
                fields.begin()
                fields.instruct(element.get(f"{W}instr", ""))
                fields.separate()
                self._walk(element, change)
                fields.end()
            elif tag == f"{M}oMath" or tag == f"{M}oMathPara":
                self._emit("".join(t.text or "" for t in element.iter(f"{M}t")), change, None)
            elif tag == f"{W}commentRangeStart":
                self.note(Aside(AsideKind.COMMENT, "", name=element.get(f"{W}id", "")))

    def _in_run(self, elements: Iterable[Element], change: Change, properties: Element | None) -> None:
        for element in elements:
            tag = element.tag
            if tag == f"{W}t":
                self._emit((element.text or "").translate(_AS_BLANK), change, properties)
            elif tag == f"{W}delText":
                self._emit((element.text or "").translate(_AS_BLANK), change if change.kind is AsideKind.DELETED else Change(AsideKind.DELETED), properties)
            elif tag == f"{W}tab" or tag == f"{W}ptab":
                self._emit("\t", change, properties)
            elif tag == f"{W}br" or tag == f"{W}cr":
                self._break(change, properties)
            elif tag == f"{W}noBreakHyphen":
                self._emit("-", change, properties)
            elif tag == f"{W}sym":
                self._emit(symbol(element), change, properties)
            elif tag == f"{W}fldChar":
                self._field(element, change, properties)
            elif tag == f"{W}instrText":
                self.around.fields.instruct(element.text or "")
            elif tag == f"{W}ruby":
                self._walk(element.iterchildren(f"{W}rubyBase"), change)
            elif tag in _PICTURES:
                self._picture(element, change)
            elif tag == f"{MC}AlternateContent":
                self._in_run(chosen(element), change, properties)
            elif tag == f"{W}commentReference":
                self.note(Aside(AsideKind.COMMENT, "", name=element.get(f"{W}id", "")))
            elif tag in _NOTES:
                self.note(Aside(AsideKind.FOOTNOTE, "", name=f"{_NOTES[tag]} {element.get(f'{W}id', '')}"))

    def _field(self, sign: Element, change: Change, properties: Element | None) -> None:
        if sign not in self.around.whole:
            return
        kind = sign.get(f"{W}fldCharType")
        if kind == "begin":
            self.around.fields.begin()
        elif kind == "separate":
            self.around.fields.separate()
        elif kind == "end":
            self._emit(self.around.fields.end(), change, properties)

    def _emit(self, text: str, change: Change, properties: Element | None) -> None:
        if not text or self.around.fields.is_silent:
            return
        hidden, look = self._facts(properties)
        kind = AsideKind.DELETED if change.kind is AsideKind.DELETED else AsideKind.HIDDEN if hidden else change.kind
        if kind in (None, AsideKind.INSERTED):
            self.lines[-1].append(text)
            self.looks[look] += len(text.strip())
            self.contents = self.contents or self.around.fields.is_contents
        if kind is None:
            self._open = ()
            return
        author = change.author if kind is not AsideKind.HIDDEN else ""
        key = (kind, author, len(self.lines))
        if key == self._open:
            if len(self.asides[-1].text) < _LONGEST_ASIDE:
                self.asides[-1] = replace(self.asides[-1], text=self.asides[-1].text + text)
        elif text.strip():
            self.note(Aside(kind, text, author=author))
            self._open = key

    def _break(self, change: Change, properties: Element | None) -> None:
        if change.kind is not AsideKind.DELETED and not self._facts(properties)[0] and not self.around.fields.is_silent:
            self.lines.append([])

    def _picture(self, picture: Element, change: Change) -> None:
        hidden = any(shape.get("hidden") in ("1", "true") for shape in picture.iter(f"{WP}docPr"))
        for box in _boxes(picture):
            words = box.get("string", "") if box.tag == f"{V}textpath" else "".join(t.text or "" for t in box.iter(f"{W}t"))
            if change.kind is AsideKind.DELETED or hidden:
                kind = AsideKind.DELETED if change.kind is AsideKind.DELETED else AsideKind.HIDDEN
                self.note(Aside(kind, words, author=change.author))
            else:
                (self.after if self.has_text() else self.before).append(box)

    def _facts(self, run: Element | None) -> tuple[bool, Look]:
        """Whether a run's words are hidden, and how they look."""
        facts = self.around.runs.facts(run, self._style)
        hidden = facts.hidden or (facts.white and not self.around.shaded and not self.around.runs.styles.is_shaded(self._properties))
        return hidden, facts.look


def _boxes(picture: Element) -> Iterator[Element]:
    """The contents of text boxes in a picture, and lettering drawn as a picture (`v:textpath`), not those inside of others."""
    waiting: list[Iterator[Element]] = [iter(picture)]
    while waiting:
        child = next(waiting[-1], None)
        if child is None:
            waiting.pop()
        elif child.tag == _BOX or child.tag == f"{V}textpath":
            yield child
        else:
            waiting.append(chosen(child) if child.tag == f"{MC}AlternateContent" else iter(child))
