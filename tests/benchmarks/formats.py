"""What it takes to read a page of each format, in this process and, where a format is read elsewhere, through the way in that users take."""

from __future__ import annotations

import io
import sys
import tempfile
from collections.abc import Callable
from pathlib import Path
from statistics import median
from time import perf_counter, process_time
from typing import Any

from auditing.season_maker import as_file

from benchmarks.corpus import report
from benchmarks.table import Table
from checker.ingest import ocr, read_bytes, read_one

sys.path.append(str(Path(__file__).parents[1] / "ingest"))  # where files are written as offices write them

import offices
from ofd_writer import ofd, plain

ROUNDS = 5
DPI = 200


def formats(folder: Path, *, rounds: int = ROUNDS, tell: Callable[[str], None]) -> Table:
    """The table of formats. One report in all of them; a page is a page of its PDF."""
    text = max((report(number).text for number in range(200)), key=len)
    pdf = as_file("pdf", text)
    pages = _pages(pdf)
    files: dict[str, bytes] = {
        "txt": text.encode(),
        "md": text.encode(),
        "docx": as_file("docx", text),
        "pdf": pdf,
        "html": as_file("html", text),
        "ofd": ofd("lines", plain([line.strip("　") for line in text.splitlines() if line.strip()])),
    }
    absent: dict[str, str] = {}
    rows: list[dict[str, Any]] = []
    for format, data in files.items():
        tell(format)
        rows.append(_row(format, pages, lambda data=data, format=format: read_bytes(data, f"report.{format}"), rounds))
    with tempfile.TemporaryDirectory() as place:
        if offices.SOFFICE is None:
            absent["doc"] = offices.REASON
        else:
            tell("doc")
            path = Path(place, "report.doc")
            path.write_bytes(offices.written({"report": text}, "doc", Path(place))["report"])
            rows.append(_row("doc, by LibreOffice, with its start", pages, lambda: read_one(path), min(rounds, 2)))
    if (lacking := ocr_reason()) is not None:
        absent["scan"] = lacking
    else:
        tell("scan")
        picture = _picture(pdf)
        rows.append(_row(f"a scanned page, recognised ({DPI} dpi)", 1, lambda: read_bytes(picture, "page.png"), min(rounds, 2)))
    return Table(
        "Reading a page",
        f"A report of {len(text):,} characters, {pages} pages as a PDF; milliseconds for a page, file to Document (least and median of the processor, median of"
        " the clock). The first reading of a format is not counted, since it loads what reads it. LibreOffice and the recognition use more processes or threads"
        " than the processor's time here counts: take the clock.",
        rows,
        absent,
    )


def ocr_reason() -> str | None:
    """Why scans cannot be read here; None where they can."""
    return None if ocr.available() else "the extra `ocr` is not installed"


def _row(format: str, pages: int, read: Callable[[], object], rounds: int) -> dict[str, Any]:
    read()
    cpu, wall = [], []
    for _ in range(rounds):
        start = process_time(), perf_counter()
        read()
        cpu.append(process_time() - start[0])
        wall.append(perf_counter() - start[1])
    return {
        "format": format, "pages": pages, "ms a page": 1e3 * min(cpu) / pages, "median": 1e3 * median(cpu) / pages, "wall": 1e3 * median(wall) / pages,
        "pages/s": pages / median(wall),
    }  # fmt: skip


def _pages(pdf: bytes) -> int:
    import pypdfium2

    return len(pypdfium2.PdfDocument(pdf))


def _picture(pdf: bytes) -> bytes:
    import pypdfium2

    out = io.BytesIO()
    pypdfium2.PdfDocument(pdf)[0].render(scale=DPI / 72).to_pil().convert("L").save(out, "PNG")
    return out.getvalue()
