"""What an OFD file carries beside its pages: properties, annotations, attachments. Signatures and seals are passed over."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from lxml import etree

from checker.ingest.document import Aside, AsideKind
from checker.ingest.errors import ReadError
from checker.ingest.ofd.container import Container, child, children, tag, text
from checker.ingest.ofd.pages import Body
from checker.ingest.pdf.watermarks import WATERMARK

_PROPERTIES = {
    "Title": "标题",
    "Author": "作者",
    "Subject": "主题",
    "Abstract": "摘要",
    "CreationDate": "创建时间",
    "ModDate": "修改时间",
    "DocUsage": "文档用途",
    "Creator": "生成程序",
    "CreatorVersion": "生成程序版本",
}
_MOST = 200  # of a kind
_LONGEST = 2_000
_SILENT = ("Link", "Stamp")  # links, and seals with their pictures


def properties(body: Body) -> Iterator[Aside]:
    """What the file says of its making (7.3), and the data that a system of documents wrote into it."""
    info = child(body.entry, "DocInfo")
    for name, chinese in _PROPERTIES.items():
        if value := text(child(info, name)):
            yield Aside(AsideKind.PROPERTY, value[:_LONGEST], name=chinese)
    if words := [value for keyword in children(child(info, "Keywords"), "Keyword") if (value := text(keyword))]:
        yield Aside(AsideKind.PROPERTY, "、".join(words)[:_LONGEST], name="关键词")
    for _, data in zip(range(_MOST), children(child(info, "CustomDatas"), "CustomData"), strict=False):
        if value := text(data):
            yield Aside(AsideKind.PROPERTY, value[:_LONGEST], name=data.get("Name", "")[:_LONGEST])


def attachments(container: Container, body: Body) -> Iterator[Aside]:
    """The names of the files in the file (18)."""
    for root, _ in _listed(container, body, "Attachments"):
        for _, attachment in zip(range(_MOST), children(root, "Attachment"), strict=False):
            name, format = attachment.get("Name", "").strip(), attachment.get("Format", "").strip()
            if name:
                yield Aside(AsideKind.EMBEDDED, (f"{name}.{format}" if format and not name.lower().endswith(f".{format.lower()}") else name)[:_LONGEST])


def comments(container: Container, body: Body, pages: Mapping[str, int]) -> Iterator[Aside]:
    """Comments and watermarks (15). `pages` are the numbers of the pages by their ids."""
    for root, listing in _listed(container, body, "Annotations"):
        for page in children(root, "Page"):
            number = pages.get(page.get("PageID", ""))
            for location in children(page, "FileLoc"):
                found = _optional(container, container.located(text(location), listing, body.name))
                for _, annotation in zip(range(_MOST), children(found, "Annot"), strict=False):
                    yield from _annotation(annotation, number)


def _annotation(annotation: etree._Element, page: int | None) -> Iterator[Aside]:
    kind = annotation.get("Type", "")
    if kind in _SILENT:
        return
    drawn = "".join(code.text or "" for code in annotation.iter() if tag(code) == "TextCode").strip()
    words = " ".join(filter(None, (text(child(annotation, "Remark")), drawn)))
    if not words:
        return
    if kind == WATERMARK or kind == "Watermark":
        yield Aside(AsideKind.HEADER, words[:_LONGEST], name=WATERMARK)
    else:
        yield Aside(AsideKind.COMMENT, words[:_LONGEST], name=f"第{page}页批注" if page else "批注", author=annotation.get("Creator", "")[:_LONGEST])


def _listed(container: Container, body: Body, kind: str) -> Iterator[tuple[etree._Element, str]]:
    for location in children(body.root, kind):
        name = container.located(text(location), body.name, body.name)
        root = _optional(container, name)
        if root is not None:
            yield root, name


def _optional(container: Container, name: str) -> etree._Element | None:
    """The XML of that name; None where it is missing or damaged, since the report is read without it."""
    try:
        return container.xml(name) if name in container.package else None
    except ReadError as error:
        if error.code != "broken":
            raise
        return None
