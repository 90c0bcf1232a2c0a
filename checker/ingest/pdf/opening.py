"""Bytes to an open PDF, with limits on what is opened."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

import pypdfium2 as pdfium
import pypdfium2.raw as raw

from checker.ingest.errors import ReadError

MAX_PAGES = 300


@contextmanager
def open_pdf(data: bytes, source: str) -> Iterator[pdfium.PdfDocument]:
    """The PDF in `data`; an owner's password, which only asks not to print or copy, is no hindrance to reading.

    Raises `ReadError` (`encrypted`, `broken`, `empty`, `too_many_pages`).
    """
    try:
        document = pdfium.PdfDocument(data)
    except pdfium.PdfiumError as error:
        locked = error.err_code in (raw.FPDF_ERR_PASSWORD, raw.FPDF_ERR_SECURITY)
        raise ReadError(source, "encrypted" if locked else "broken", place="PDF") from None
    try:
        count = len(document)
        if count == 0:
            raise ReadError(source, "broken", place="PDF")
        if count > MAX_PAGES:
            raise ReadError(source, "too_many_pages", place=str(count), limit=str(MAX_PAGES))
        try:
            document.init_forms()  # the builds in use carry no engine for scripts; nothing is run
        except pdfium.PdfiumError:
            raise ReadError(source, "broken", place="PDF") from None
        yield document
    finally:
        document.close()
