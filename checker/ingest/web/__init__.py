"""Web pages: as saved by a browser (`read_html`), with all that belongs to them in one file (`read_mht`)."""

from __future__ import annotations

from checker.ingest.document import Document
from checker.ingest.web.metadata import declared_properties
from checker.ingest.web.mht import read_mht
from checker.ingest.web.page import page_document
from checker.ingest.web.parse import page_text, page_tree

__all__ = ["read_html", "read_mht"]


def read_html(data: bytes, *, source: str, sha256: str) -> Document:
    """The report in a page, without what stands around it.

    Raises `ReadError` (`binary`, `encoding`, `unsafe_xml`, `too_complex`, `no_article`, `empty`, `too_long`, `line_too_long`).
    """
    text = page_text(data, source)
    root = page_tree(text, source)
    return page_document(root, source=source, sha256=sha256, format="html", asides=declared_properties(root, text))
