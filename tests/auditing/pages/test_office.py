"""A real office opens the workbook and the draft circular."""

from __future__ import annotations

import shutil
import subprocess
from pathlib import Path

import pypdfium2
import pytest

from checker.auditing.summary import Summary

OFFICE = shutil.which("soffice") or shutil.which("libreoffice")
pytestmark = [pytest.mark.slow, pytest.mark.skipif(OFFICE is None, reason="LibreOffice is not installed")]


def pages(path: Path, folder: Path) -> list[str]:
    """The text of each page as LibreOffice prints it."""
    profile = f"-env:UserInstallation={(folder / 'profile').as_uri()}"
    subprocess.run([str(OFFICE), profile, "--headless", "--convert-to", "pdf", "--outdir", str(folder), str(path)], check=True, timeout=120)
    pdf = pypdfium2.PdfDocument(folder / f"{path.stem}.pdf")
    return ["".join(page.get_textpage().get_text_range().split()) for page in pdf]


def test_the_workbook(tmp_path: Path, finished: tuple[Path, Summary]) -> None:
    folder, summary = finished
    printed = pages(folder / "summary.xlsx", tmp_path)
    [matrix] = [text for text in printed if "具：具备" in text]
    assert all(row.unit in matrix for row in summary.rows) and "#" not in matrix
    assert sum("整改台账" in text and "整改时限" in text for text in printed) > 3
    assert any("王主任" in text for text in printed)


def test_the_draft_circular(tmp_path: Path, finished: tuple[Path, Summary]) -> None:
    folder, summary = finished
    printed = pages(folder / "briefing.docx", tmp_path)
    assert "—1—" in printed[0] and "关于2025年度法治政府建设年度报告审核情况的通报" in printed[0] and "澄安县司法局" in printed[0]
    [annex] = [text for text in printed if text.startswith("附件1") or "年度报告审核结果一览表名次" in text]
    assert all(row.unit in annex for row in summary.rows)
    assert "特此" not in printed[-1] and "100.0%" in printed[-1] + printed[-2]
