"""What a Word file carries apart from its text: notes, comments, headers, properties, files inside it."""

from __future__ import annotations

import posixpath
import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace

from checker.ingest.document import Aside, AsideKind
from checker.ingest.docx.ooxml import Element, W
from checker.ingest.docx.parts import Parts
from checker.ingest.docx.story import Story
from checker.wording import Wording

# What a property is called in the window that shows it. Keys are the local names of the elements.
PROPERTIES = {
    "creator": "作者",
    "lastModifiedBy": "最后保存者",
    "title": "标题",
    "subject": "主题",
    "keywords": "关键词",
    "description": "备注",
    "category": "类别",
    "contentStatus": "状态",
    "revision": "修订次数",
    "version": "版本",
    "created": "创建时间",
    "modified": "修改时间",
    "lastPrinted": "打印时间",
    "Company": "单位",
    "Manager": "经理",
    "Template": "模板",
    "Application": "应用程序",
    "TotalTime": "编辑时间（分钟）",
    "HyperlinkBase": "超链接基础",
}
REVISER = "修订人"
_FORMAT_CHANGES = tuple(f"{W}{name}Change" for name in ("rPr", "pPr", "tblPr", "tcPr", "trPr", "sectPr", "numbering"))
_EMBEDDED = {"oleObject", "package", "aFChunk", "control", "vbaProject", "attachedTemplate", "subDocument", "mailMergeSource"}
_OUTSIDE = _EMBEDDED | {"image", "frame", "mailMergeHeaderSource", "linkedToFile"}
_UNREAD = {"diagramData": Wording("SmartArt 图形", "SmartArt graphics"), "chart": Wording("图表", "charts")}
_PAGE_REST = re.compile(r"[\s第页共码/／\-—–－·|]*")  # what a line of page numbers is without its figures
_MOST_PARTS = 60  # headers and footers
_MOST_VALUES = 200
_LONGEST_VALUE = 2_000

Reading = Callable[[Element], Story]


def with_notes(asides: Sequence[Aside], parts: Parts, read: Reading) -> Iterator[Aside]:
    """The asides of the body, with the texts of notes and comments put in where they are anchored; those anchored nowhere at the end."""
    comments = dict(_comments(parts, read))
    notes = {kind: dict(_notes(parts, kind, read)) for kind in ("footnotes", "endnotes")}
    for aside in asides:
        if aside.text:
            yield aside
        elif aside.kind is AsideKind.COMMENT:
            yield from (replace(c, line=aside.line) for c in comments.pop(aside.name, ()))
        elif aside.kind is AsideKind.FOOTNOTE:
            kind, _, id = aside.name.partition(" ")
            yield from (replace(n, line=aside.line) for n in notes[kind].pop(id, ()))
    for left in (*comments.values(), *(n for kind in notes.values() for n in kind.values())):
        yield from left


def _comments(parts: Parts, read: Reading) -> Iterator[tuple[str, list[Aside]]]:
    root = parts.related("comments")
    for comment in root.iterchildren(f"{W}comment") if root is not None else ():
        text = _text(read(comment))
        if text:
            yield comment.get(f"{W}id", ""), [Aside(AsideKind.COMMENT, text, author=comment.get(f"{W}author", ""))]


def _notes(parts: Parts, kind: str, read: Reading) -> Iterator[tuple[str, list[Aside]]]:
    root = parts.related(kind)
    for note in root.iterchildren(f"{W}{kind[:-1]}") if root is not None else ():
        if note.get(f"{W}type", "normal") != "normal":
            continue  # the line between text and notes
        story = read(note)
        text = _text(story)
        inside = [replace(aside, line=None) for aside in story.asides if aside.text]
        if text or inside:
            yield note.get(f"{W}id", ""), [*([Aside(AsideKind.FOOTNOTE, text)] if text else []), *inside]


def headers(parts: Parts, read: Reading) -> Iterator[Aside]:
    """Headers and footers of all sections, each text once, without page numbers."""
    seen: set[tuple[AsideKind, str]] = set()
    pointed = [r for r in parts.relations(parts.main) if r.kind in ("header", "footer") and not r.outside and r.target in parts.package]
    for relation in pointed[:_MOST_PARTS]:
        kind = AsideKind.HEADER if relation.kind == "header" else AsideKind.FOOTER
        story = read(parts.xml(relation.target))
        text = _text(story)
        if text and (kind, text) not in seen:
            seen.add((kind, text))
            yield Aside(kind, text)
        yield from (replace(aside, line=None) for aside in story.asides if aside.text)
    if len(pointed) > _MOST_PARTS:
        words = Wording(
            f"页眉页脚共 {len(pointed)} 个，只读取前 {_MOST_PARTS} 个", f"{len(pointed)} headers and footers: only the first {_MOST_PARTS} were read"
        )
        yield Aside(AsideKind.LIMIT, words)


def properties(parts: Parts) -> Iterator[Aside]:
    """The document's properties by their Chinese names, its own ones by the names they have."""
    for relation in parts.relations(""):
        if relation.outside or relation.target not in parts.package:
            continue
        if relation.kind in ("core-properties", "extended-properties", "extendedProperties"):
            for element in parts.xml(relation.target):
                name = PROPERTIES.get(element.tag.rpartition("}")[2])
                if name and (text := (element.text or "").strip()):
                    yield Aside(AsideKind.PROPERTY, text[:_LONGEST_VALUE], name=name)
        elif relation.kind in ("custom-properties", "customProperties"):
            for element in list(parts.xml(relation.target))[:_MOST_VALUES]:
                if text := "".join(str(t) for t in element.itertext()).strip():
                    yield Aside(AsideKind.PROPERTY, text[:_LONGEST_VALUE], name=element.get("name", "")[:_LONGEST_VALUE])


def revisers(parts: Parts, root: Element, asides: Sequence[Aside]) -> Iterator[Aside]:
    """The people whose names stand at changes, of formatting too, and comments, and in the list of those who worked on the file."""
    names = dict.fromkeys(aside.author for aside in asides if aside.author)
    names.update(dict.fromkeys(element.get(f"{W}author", "") for element in root.iter(*_FORMAT_CHANGES)))
    people = parts.related("people")
    for person in people if people is not None else ():
        names.update(dict.fromkeys(str(said) for attribute, said in person.items() if str(attribute).endswith("}author")))
    for name in list(filter(None, names))[:_MOST_VALUES]:
        yield Aside(AsideKind.PROPERTY, name, name=REVISER)


def embedded(parts: Parts) -> Iterator[Aside]:
    """Files inside the file, or that it points at outside, by name, and what of it is not read."""
    settings = next((r.target for r in parts.relations(parts.main) if r.kind == "settings" and not r.outside), "")
    names: dict[str, None] = {}
    unread: dict[Wording, None] = {}
    for relation in (*parts.relations(""), *parts.relations(parts.main), *(parts.relations(settings) if settings else ())):
        if relation.kind in (_OUTSIDE if relation.outside else _EMBEDDED):
            names[relation.target if relation.outside else posixpath.basename(relation.target)] = None
        if relation.kind == "aFChunk":
            name = posixpath.basename(relation.target)
            unread[Wording(f"嵌入的文件（{name}）", f"the embedded file “{name}”")] = None
        elif relation.kind in _UNREAD:
            unread[_UNREAD[relation.kind]] = None
    names.update(dict.fromkeys(posixpath.basename(name) for name in parts.package.names() if "/embeddings/" in name or name.endswith("vbaProject.bin")))
    yield from (Aside(AsideKind.EMBEDDED, name[:_LONGEST_VALUE]) for name in list(names)[:_MOST_VALUES])
    yield from (Aside(AsideKind.LIMIT, Wording(f"{what}中的文字未读取", f"the words in {what.english} were not read")) for what in unread)


def _text(story: Story) -> str:
    """A story's text on one line, without lines that are only a page number."""
    return " ".join(" ".join(line.text for line in story.lines if not _PAGE_REST.fullmatch(line.text)).split())
