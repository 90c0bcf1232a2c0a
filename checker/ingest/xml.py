"""XML of a package's parts, parsed so that a hostile one costs little.

No document type, no entities, no network; bounded in size, number of tags and depth (libxml2 stops
at 256). About 250 bytes of memory go with each tag.
"""

from __future__ import annotations

import codecs
import re

from lxml import etree

from checker.ingest.errors import ReadError

MAX_XML = 32_000_000  # bytes; the body of a long report has some two million
MAX_TAGS = 1_000_000
_MARKS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
    (b"<\0?\0", "utf-16-le"),
    (b"\0<\0?", "utf-16-be"),
)
_DECLARATION = re.compile(r"\s*<\?xml\b[^>]{0,200}?\?>")
_DECLARED = re.compile(rb"""<\?xml[^>]{0,100}\sencoding\s*=\s*["']([A-Za-z0-9._-]{1,40})["']""")
# Encodings in which a `<` is always a sign of XML, so that no document type hides from a search.
_ENCODINGS = {"utf-8": "utf-8", "ascii": "utf-8", "gb2312": "gb18030", "gbk": "gb18030", "gb18030": "gb18030"}


def parse_xml(data: bytes, source: str, part: str) -> etree._Element:
    """The root of the XML in `data`, without comments and processing instructions.

    `source` and `part` name the file and the part of it, for the error. Raises `ReadError`:
    `broken`, `unsafe_xml` (a document type or entities), `too_complex`.
    """
    tags = data.count(b"<")
    if len(data) > MAX_XML or tags > MAX_TAGS:
        size, limit = (f"{tags:,}", f"{MAX_TAGS:,}") if tags > MAX_TAGS else (f"{len(data) / 1e6:.0f} MB", f"{MAX_XML / 1e6:.0f} MB")
        raise ReadError(source, "too_complex", place=f"{part}: {size}", limit=limit)
    text = _decoded(data)
    if text is None:
        raise ReadError(source, "broken", place=part)
    if "<!DOCTYPE" in text or "<!ENTITY" in text:
        raise ReadError(source, "unsafe_xml", place=part)
    parser = etree.XMLParser(
        encoding="utf-8", resolve_entities=False, no_network=True, load_dtd=False, dtd_validation=False, huge_tree=False, remove_comments=True, remove_pis=True
    )
    try:
        return etree.fromstring(_DECLARATION.sub("", text, count=1).encode(), parser)
    except (etree.XMLSyntaxError, ValueError) as error:
        deep = "depth" in str(error) or "limit" in str(error)
        raise ReadError(source, "too_complex" if deep else "broken", place=part, limit="256" if deep else "") from None


def _decoded(data: bytes) -> str | None:
    """The text of the XML; None where its encoding is none of those that parts of packages have."""
    marked = next((encoding for mark, encoding in _MARKS if data.startswith(mark)), None)
    declared = _DECLARED.match(data)
    try:
        named = codecs.lookup(declared[1].decode("ascii")).name if declared and not marked else "utf-8"
        encoding = marked or _ENCODINGS.get(named)
        return data.decode(encoding).removeprefix("\ufeff") if encoding else None
    except (LookupError, UnicodeDecodeError):
        return None
