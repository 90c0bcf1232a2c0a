"""The sample reports as OFD give the checklist of their text.

`files/easyofd-*.ofd` were written by easyofd from PDFs by ReportLab (only the name and address of that program's author are taken out);
the others are put down by `ofd_writer` the ways three kinds of writers do.
"""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from government_pages import report_at
from ofd_writer import WAYS, ofd

from checker.ingest import BlockKind, Document, read
from checker.ingest.ofd import read_ofd

ROOT = Path(__file__).parents[3]
FILES = Path(__file__).parent / "files"
REPORTS = sorted(path for path in (*ROOT.glob("reports/*.txt"), *ROOT.glob("reports/*.md")) if path.name != "README.md")
TABLES = sorted(path for name in ("we4", "wb5", "wx5", "wy3") for path in ROOT.glob(f"tests/gold/*/{name}.txt"))

Answer = tuple[dict[str, tuple[str, str]], list[str]]


def from_ofd(data: bytes) -> Document:
    return read_ofd(data, source="报告.ofd", sha256="0")


@pytest.mark.parametrize("path", REPORTS, ids=lambda path: path.stem)
@pytest.mark.parametrize("way", WAYS)
def test_a_report_written_in_each_way_is_read_like_its_text(
    way: str, path: Path, answer: Callable[[Document], Answer], invariants: Callable[[Document], None]
) -> None:
    report = report_at(path)
    document = from_ofd(ofd(way, report))
    invariants(document)
    assert answer(document) == answer(read(path))
    lines = {"".join(line.split()) for line in document.text.splitlines()}
    assert [part.text for part in report.body if "".join(part.text.split()) not in lines] == []
    pages = [block.place.page or 0 for block in document.blocks]
    assert pages[0] == 1 and pages == sorted(pages) and pages[-1] >= 3
    assert "—" not in "".join(line for line in lines if len(line) < 6)  # page numbers
    assert document.format == "ofd" and document.asides == ()


@pytest.mark.parametrize("path", REPORTS, ids=lambda path: path.stem)
def test_what_easyofd_writes(path: Path, answer: Callable[[Document], Answer], invariants: Callable[[Document], None]) -> None:
    document = from_ofd((FILES / f"easyofd-{path.stem}.ofd").read_bytes())
    invariants(document)
    assert answer(document) == answer(read(path))
    assert [aside.text for aside in document.asides if aside.name == "生成程序"] == ["easyofd"]


@pytest.mark.parametrize("path", TABLES, ids=lambda path: path.stem)
@pytest.mark.parametrize("way", WAYS)
def test_ruled_tables_are_rows(way: str, path: Path, answer: Callable[[Document], Answer]) -> None:
    report = report_at(path)
    document = from_ofd(ofd(way, report))
    assert sum(block.kind is BlockKind.TABLE_ROW for block in document.blocks) == sum(len(part.rows) for part in report.body) > 0
    assert answer(document) == answer(read(path))
