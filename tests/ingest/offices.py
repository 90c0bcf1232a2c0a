"""Files as word processors write them: LibreOffice's own, made from text in one start, and hostile ones by hand."""

from __future__ import annotations

import io
import subprocess
import zipfile
from collections.abc import Mapping
from pathlib import Path

from checker.ingest.soffice import find_soffice

SOFFICE = find_soffice()
REASON = "LibreOffice is not on this machine"
FILTERS = {"docx": "docx:MS Word 2007 XML", "doc": "doc:MS Word 97", "rtf": "rtf:Rich Text Format", "odt": "odt:writer8", "pdf": "pdf:writer_pdf_Export"}

_SPACES = " ".join(
    f'xmlns:{prefix}="urn:oasis:names:tc:opendocument:xmlns:{name}:1.0"'
    for prefix, name in {"office": "office", "text": "text", "draw": "drawing", "svg": "svg-compatible", "table": "table"}.items()
)
_MANIFEST = """<?xml version="1.0"?>
<manifest:manifest xmlns:manifest="urn:oasis:names:tc:opendocument:xmlns:manifest:1.0">
<manifest:file-entry manifest:full-path="/" manifest:media-type="application/vnd.oasis.opendocument.text"/>
<manifest:file-entry manifest:full-path="content.xml" manifest:media-type="text/xml"/>
</manifest:manifest>"""


def written(sources: Mapping[str, str] | Mapping[str, bytes], format: str, folder: Path, suffix: str = "txt") -> dict[str, bytes]:
    """Each of the sources (text, or files of `suffix`), by its name, as LibreOffice writes it in `format`."""
    assert SOFFICE is not None
    given, made = folder / f"given-{format}", folder / f"made-{format}"
    given.mkdir(parents=True)
    for name, source in sources.items():
        # The signature tells LibreOffice that the text is UTF-8.
        (given / f"{name}.{suffix}").write_bytes(("\ufeff" + source).encode() if isinstance(source, str) else source)
    command = [str(SOFFICE), f"-env:UserInstallation={(folder / 'profile').as_uri()}", "--headless", "--convert-to", FILTERS[format], "--outdir", str(made)]
    subprocess.run([*command, *map(str, sorted(given.iterdir()))], check=True, capture_output=True, timeout=300)
    return {name: (made / f"{name}.{format}").read_bytes() for name in sources}


def opendocument(body: str) -> bytes:
    """An .odt with this body, in the namespaces that LibreOffice knows."""
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as file:
        file.writestr("mimetype", "application/vnd.oasis.opendocument.text", zipfile.ZIP_STORED)
        file.writestr("content.xml", opendocument_content(body))
        file.writestr("META-INF/manifest.xml", _MANIFEST)
    return made.getvalue()


def opendocument_content(body: str, doctype: str = "") -> str:
    """The part of an .odt that has its text."""
    content = f'<office:document-content {_SPACES} xmlns:xlink="http://www.w3.org/1999/xlink" office:version="1.2">'
    return f'<?xml version="1.0" encoding="UTF-8"?>{doctype}{content}<office:body><office:text>{body}</office:text></office:body></office:document-content>'
