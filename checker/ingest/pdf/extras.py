"""What a PDF carries beside its pages: properties, attachments, comments, form fields, scripts."""

from __future__ import annotations

import ctypes
import re
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any

import pypdfium2 as pdfium
import pypdfium2.raw as raw

from checker.ingest.document import Aside, AsideKind
from checker.ingest.layout import Piece
from checker.ingest.pdf.runs import ABOVE, BELOW, Frame

PROPERTIES = {
    "Title": "标题",
    "Author": "作者",
    "Subject": "主题",
    "Keywords": "关键词",
    "Creator": "编辑程序",
    "Producer": "生成程序",
    "CreationDate": "创建时间",
    "ModDate": "修改时间",
}
SCRIPT, LAUNCH = "脚本（不运行）", "打开程序的动作（不执行）"

_MOST = 200  # of a kind
_LONGEST = 2_000  # characters of one
_DATE = re.compile(r"D:(\d{4})(\d{2})?(\d{2})?(\d{2})?(\d{2})?")
# ISO 32000-1, 12.6.4: actions are dictionaries with /S naming what they do.
_SCRIPTED = re.compile(rb"/S\s*/JavaScript\b|/JS\s*[(<\d]")
_LAUNCHED = re.compile(rb"/S\s*/Launch\b")
_FIELDS_WITH_TEXT = (raw.FPDF_FORMFIELD_TEXTFIELD, raw.FPDF_FORMFIELD_COMBOBOX, raw.FPDF_FORMFIELD_LISTBOX)


def of_document(document: pdfium.PdfDocument, data: bytes) -> list[Aside]:
    """The properties, the names of attached files, and whether there are scripts or programs to start."""
    asides = []
    for key, name in PROPERTIES.items():
        value = document.get_metadata_value(key).strip("\x00 ")
        if value:
            asides.append(Aside(AsideKind.PROPERTY, _date(value)[:_LONGEST], name=name))
    for index in range(min(document.count_attachments(), _MOST)):
        try:
            asides.append(Aside(AsideKind.EMBEDDED, document.get_attachment(index).get_name()[:_LONGEST]))
        except pdfium.PdfiumError:  # listed, but not there
            continue
    scripts = raw.FPDFDoc_GetJavaScriptActionCount(document)
    if scripts > 0 or _SCRIPTED.search(data):
        asides.append(Aside(AsideKind.EMBEDDED, "JavaScript", name=SCRIPT))
    if _LAUNCHED.search(data):
        asides.append(Aside(AsideKind.EMBEDDED, "Launch", name=LAUNCH))
    return asides


def of_page(page: pdfium.PdfPage, number: int) -> list[Aside]:
    """The comments on a page and the files that hang on it; links that would start a program are named."""
    asides = []
    for annotation in _annotations(page):
        kind = raw.FPDFAnnot_GetSubtype(annotation)
        if kind in (raw.FPDF_ANNOT_LINK, raw.FPDF_ANNOT_WIDGET, raw.FPDF_ANNOT_POPUP):
            action = raw.FPDFLink_GetAction(raw.FPDFAnnot_GetLink(annotation)) if kind == raw.FPDF_ANNOT_LINK else None
            if action and raw.FPDFAction_GetType(action) == raw.PDFACTION_LAUNCH:
                asides.append(Aside(AsideKind.EMBEDDED, _path(action), name=LAUNCH))
            continue
        if kind == raw.FPDF_ANNOT_FILEATTACHMENT and (attached := raw.FPDFAnnot_GetFileAttachment(annotation)):
            asides.append(Aside(AsideKind.EMBEDDED, _wide(lambda *to: raw.FPDFAttachment_GetName(attached, *to)), author=_string(annotation, b"T")))
        if words := _string(annotation, b"Contents"):
            asides.append(Aside(AsideKind.COMMENT, words, name=f"第{number}页批注", author=_string(annotation, b"T")))
    return asides


def fields(page: pdfium.PdfPage, frame: Frame) -> Iterator[Piece]:
    """The text filled into the form fields of a page, where it stands."""
    form = page.formenv
    if form is None:
        return
    for annotation in _annotations(page):
        if raw.FPDFAnnot_GetSubtype(annotation) != raw.FPDF_ANNOT_WIDGET or raw.FPDFAnnot_GetFormFieldType(form, annotation) not in _FIELDS_WITH_TEXT:
            continue
        value = _wide(lambda *to, a=annotation: raw.FPDFAnnot_GetFormFieldValue(form, a, *to))
        rect, size = raw.FS_RECTF(), ctypes.c_float()
        if not value.strip() or not raw.FPDFAnnot_GetRect(annotation, rect):
            continue
        raw.FPDFAnnot_GetFontSize(form, annotation, size)
        x0, y0 = frame.at(rect.left, rect.top)
        x1, y1 = frame.at(rect.right, rect.bottom)
        lines = value.splitlines()
        step = abs(y1 - y0) / len(lines)
        own = size.value or min(step, 12.0)  # 0: as large as the field
        for index, line in enumerate(lines):
            middle = min(y0, y1) + step * (index + 0.5)
            width = min(abs(x1 - x0), own * len(line))
            yield Piece(line, min(x0, x1), middle - ABOVE * own + own * 0.3, min(x0, x1) + width, middle + BELOW * own + own * 0.3, own)


def _annotations(page: pdfium.PdfPage) -> Iterator[Any]:
    for index in range(min(raw.FPDFPage_GetAnnotCount(page), _MOST)):
        with _annotation(page, index) as annotation:
            if annotation:
                yield annotation


@contextmanager
def _annotation(page: pdfium.PdfPage, index: int) -> Iterator[Any]:
    annotation = raw.FPDFPage_GetAnnot(page, index)
    try:
        yield annotation
    finally:
        if annotation:
            raw.FPDFPage_CloseAnnot(annotation)


def _string(annotation: Any, key: bytes) -> str:
    return _wide(lambda *to: raw.FPDFAnnot_GetStringValue(annotation, key, *to))


def _wide(ask: Callable[..., int]) -> str:
    """A string that the library writes to a buffer, in UTF-16, after it was asked for the length in bytes."""
    length = min(ask(None, 0), 4 * _LONGEST)
    if length <= 2:
        return ""
    units = (length + 1) // 2
    buffer = (raw.FPDF_WCHAR * units)()
    if ask(buffer, units * 2) > units * 2:  # more than is wanted of one
        return ""
    return bytes(buffer).decode("utf-16-le", errors="replace").split("\x00")[0].strip()


def _path(action: Any) -> str:
    length = min(raw.FPDFAction_GetFilePath(action, None, 0), _LONGEST)
    if not length:
        return "Launch"
    buffer = ctypes.create_string_buffer(length)
    raw.FPDFAction_GetFilePath(action, buffer, length)
    return buffer.value.decode("utf-8", errors="replace") or "Launch"


def _date(value: str) -> str:
    """A date as the format writes it (D:20260120…), as people do."""
    found = _DATE.match(value)
    if found is None:
        return value
    parts = [part for part in found.groups() if part]
    return "-".join(parts[:3]) + (f" {':'.join(parts[3:])}" if len(parts) > 3 else "")
