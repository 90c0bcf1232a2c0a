"""What is inside a zip or an OLE2 file: a report, a packed folder, or something else that offices send."""

from __future__ import annotations

import io
import zipfile
from pathlib import PurePosixPath

from checker.ingest.errors import ReadError

OFFICE_SUFFIXES = (".doc", ".wps", ".rtf", ".odt")
_MIMETYPE = "mimetype"  # the first member of an OpenDocument file (OpenDocument 1.2, part 3, 3.3)
_OPEN_DOCUMENT = "application/vnd.oasis.opendocument."
_MAIN = "word/document.xml"  # where all writers put the main part, though none must
# Parts by which an Office Open XML package is told (ECMA-376, parts 1 and 2), macro-enabled or strict alike.
_PARTS = {"word/": "docx", "xl/": "spreadsheet", "ppt/": "presentation"}
# Streams by which an OLE2 file is told ([MS-DOC] 2.1, [MS-XLS] 2.1, [MS-PPT] 2.1, [MS-OFFCRYPTO] 2.3.4).
_STREAMS = {
    "EncryptedPackage": "encrypted",
    "WordDocument": "doc",
    "Workbook": "spreadsheet",
    "Book": "spreadsheet",
    "PowerPoint Document": "presentation",
}
_WORD_ENCRYPTED = 0x0100  # FibBase.fEncrypted, in the flags at byte 10 ([MS-DOC] 2.5.2)


def inside_zip(data: bytes, source: str) -> str:
    """`docx`, `ofd`, `odt` or `archive`. Raises `ReadError` (`broken`, `spreadsheet`, `presentation`)."""
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as packed:
            names = {name.replace("\\", "/") for name in packed.namelist()}
            mimetype = _mimetype(packed) if _MIMETYPE in names else ""
    except (zipfile.BadZipFile, NotImplementedError, ValueError, OSError) as error:
        raise ReadError(source, "broken", place=_reason(error)) from None
    if "OFD.xml" in names:
        return "ofd"
    if mimetype.startswith(_OPEN_DOCUMENT):
        kind = mimetype.removeprefix(_OPEN_DOCUMENT).removesuffix("-template")
        return _report("odt" if kind == "text" else kind, source)
    if _MAIN in names:
        return "docx"
    if "[Content_Types].xml" in names:
        for folder, kind in _PARTS.items():
            if any(name.startswith(folder) for name in names):
                return _report(kind, source)
    return "archive"


def inside_ole(data: bytes, source: str) -> str:
    """`doc`, or `wps` where the name says so (WPS Writer writes Word's binary format).

    Raises `ReadError` (`broken`, `encrypted`, `spreadsheet`, `presentation`).
    """
    import olefile

    try:
        with olefile.OleFileIO(io.BytesIO(data)) as file:
            kind = next((kind for stream, kind in _STREAMS.items() if file.exists(stream)), "")
            start = file.openstream("WordDocument").read(12) if kind == "doc" else b""
    except Exception as error:  # the library lets whatever its parsing meets through
        raise ReadError(source, "broken", place=_reason(error)) from None
    if kind == "encrypted" or (len(start) == 12 and int.from_bytes(start[10:12], "little") & _WORD_ENCRYPTED):
        raise ReadError(source, "encrypted")
    if kind == "doc" and PurePosixPath(source).suffix.lower() in (".wps", ".wpt"):
        return "wps"
    return _report(kind, source) if kind else "ole"


def _mimetype(packed: zipfile.ZipFile) -> str:
    with packed.open(_MIMETYPE) as stream:
        return stream.read(200).decode("ascii", "replace").strip()


def _report(kind: str, source: str) -> str:
    if kind in ("spreadsheet", "presentation"):
        raise ReadError(source, kind)
    return kind


def _reason(error: Exception) -> str:
    return type(error).__name__
