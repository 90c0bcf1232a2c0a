"""Word files made part by part, and read."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Callable, Mapping

import pytest

from checker.ingest import Document
from checker.ingest.docx import read_docx

_NAMESPACES = " ".join(
    f'xmlns:{prefix}="{address}"'
    for prefix, address in {
        "w": "http://schemas.openxmlformats.org/wordprocessingml/2006/main",
        "r": "http://schemas.openxmlformats.org/officeDocument/2006/relationships",
        "mc": "http://schemas.openxmlformats.org/markup-compatibility/2006",
        "wp": "http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing",
        "a": "http://schemas.openxmlformats.org/drawingml/2006/main",
        "m": "http://schemas.openxmlformats.org/officeDocument/2006/math",
        "v": "urn:schemas-microsoft-com:vml",
        "o": "urn:schemas-microsoft-com:office:office",
        "w14": "http://schemas.microsoft.com/office/word/2010/wordml",
        "w15": "http://schemas.microsoft.com/office/word/2012/wordml",
        "w16se": "http://schemas.microsoft.com/office/word/2015/wordml/symex",
        "wps": "http://schemas.microsoft.com/office/word/2010/wordprocessingShape",
    }.items()
)
_ROOTS = {"word/styles.xml": "styles", "word/numbering.xml": "numbering", "word/comments.xml": "comments", "word/footnotes.xml": "footnotes"}
_ROOTS |= {"word/endnotes.xml": "endnotes", "word/settings.xml": "settings", "word/header1.xml": "hdr", "word/header2.xml": "hdr", "word/footer1.xml": "ftr"}
_PACKAGE = "http://schemas.openxmlformats.org/package/2006"
_OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_MIME = "application/vnd.openxmlformats-officedocument.wordprocessingml"


def word_file(body: str, parts: Mapping[str, str | bytes] | None = None, *, relations: str = "", root: str = "") -> bytes:
    """A Word file whose body is the XML `body`. `parts` by name; those of `_ROOTS` get their root element, others are taken as they are."""
    parts = dict(parts or {})
    written: dict[str, str | bytes] = {"word/document.xml": f"<w:document {_NAMESPACES}>{root}<w:body>{body}</w:body></w:document>"}
    types = [f'<Override PartName="/word/document.xml" ContentType="{_MIME}.document.main+xml"/>']
    pointers = []
    for number, (name, content) in enumerate(parts.items(), start=1):
        element = _ROOTS.get(name)
        if element is not None and isinstance(content, str):
            kind = {"hdr": "header", "ftr": "footer"}.get(element, element)
            types.append(f'<Override PartName="/{name}" ContentType="{_MIME}.{kind}+xml"/>')
            pointers.append(f'<Relationship Id="part{number}" Type="{_OFFICE}/{kind}" Target="{name.removeprefix("word/")}"/>')
            content = f"<w:{element} {_NAMESPACES}>{content}</w:{element}>"
        written[name] = content
    defaults = (
        '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
        '<Default Extension="xml" ContentType="application/xml"/><Default Extension="png" ContentType="image/png"/>'
    )
    written.setdefault("[Content_Types].xml", f'<Types xmlns="{_PACKAGE}/content-types">{defaults}{"".join(types)}</Types>')
    main = f'<Relationship Id="main" Type="{_OFFICE}/officeDocument" Target="word/document.xml"/>'
    written.setdefault("_rels/.rels", f'<Relationships xmlns="{_PACKAGE}/relationships">{main}</Relationships>')
    written.setdefault("word/_rels/document.xml.rels", f'<Relationships xmlns="{_PACKAGE}/relationships">{"".join(pointers)}{relations}</Relationships>')
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in written.items():
            archive.writestr(name, content)
    return buffer.getvalue()


@pytest.fixture(scope="session")
def make() -> Callable[..., bytes]:
    return word_file


@pytest.fixture(scope="session")
def read(make: Callable[..., bytes], invariants: Callable[[Document], None]) -> Callable[..., Document]:
    """The document of a Word file made as `make` does, held to what every document must be."""

    def made(body: str, parts: Mapping[str, str | bytes] | None = None, **more: str) -> Document:
        document = read_docx(make(body, parts, **more), source="a.docx", sha256="")
        invariants(document)
        return document

    return made


@pytest.fixture(scope="session")
def repacked() -> Callable[[bytes, Callable[[str, bytes], object]], bytes]:
    """A package with each member changed by a function of its name and content: None leaves it out, a pair renames it."""

    def anew(data: bytes, change: Callable[[str, bytes], object]) -> bytes:
        buffer = io.BytesIO()
        with zipfile.ZipFile(io.BytesIO(data)) as old, zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as new:
            for name in old.namelist():
                changed = change(name, old.read(name))
                if isinstance(changed, tuple):
                    new.writestr(*changed)
                elif isinstance(changed, bytes):
                    new.writestr(name, changed)
        return buffer.getvalue()

    return anew
