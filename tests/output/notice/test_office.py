"""A real word processor opens the notice."""

from __future__ import annotations

import re
import shutil
import subprocess
from dataclasses import replace
from pathlib import Path

import pypdfium2
import pytest

from checker.judging.checklist import Checklist
from checker.output.notice import Letter
from checker.rulebook import Rulebook

from .conftest import notice

OFFICE = shutil.which("soffice") or shutil.which("libreoffice")


@pytest.mark.slow
@pytest.mark.skipif(OFFICE is None, reason="LibreOffice is not installed")
def test_libreoffice_lays_it_out(tmp_path: Path, with_note: Checklist, book: Rulebook, letter: Letter) -> None:
    verdicts = (replace(with_note.verdicts[0], remedy="国" * 100), *with_note.verdicts[1:])
    (tmp_path / "notice.docx").write_bytes(notice(replace(with_note, verdicts=verdicts), book, letter))
    profile = f"-env:UserInstallation={(tmp_path / 'profile').as_uri()}"
    subprocess.run(
        [str(OFFICE), profile, "--headless", "--convert-to", "pdf", "--outdir", str(tmp_path), str(tmp_path / "notice.docx")], check=True, timeout=120
    )
    pdf = pypdfium2.PdfDocument(tmp_path / "notice.pdf")
    pages = [page.get_textpage().get_text_range() for page in pdf]
    assert pdf[0].get_size() == pytest.approx((595.3, 841.9), abs=0.5)
    assert len(pages) == 4
    assert "— 1 —" not in pages[0]
    assert "— 2 —" in pages[1]
    assert "整改情况反馈表" in pages[3]
    assert re.findall("^国+", "\n".join(pages[1].splitlines()), re.MULTILINE)[:2] == ["国" * 28] * 2
