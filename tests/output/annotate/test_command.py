"""`fazhi annotate`, and that a word processor shows what it made."""

from __future__ import annotations

import shutil
import subprocess
import zipfile
from pathlib import Path

import pytest
from click.testing import CliRunner, Result
from docx import Document
from lxml import etree

from checker.cli import main

from .conftest import report, saved

OFFICE = shutil.which("soffice") or shutil.which("libreoffice")


def run(*arguments: object) -> Result:
    return CliRunner().invoke(main, ["annotate", "--model", "none", *map(str, arguments)])


@pytest.fixture
def word(tmp_path: Path) -> Path:
    path = tmp_path / "报告.docx"
    path.write_bytes(saved(report()))
    return path


def test_a_file_in_a_file_out(tmp_path: Path, word: Path) -> None:
    before = word.read_bytes()
    result = run(word, "-o", tmp_path / "批注.docx", "--author", "县司法局", "--initials", "司", "--date", "2026-04-05")
    assert (result.exit_code, result.output) == (1, "")
    assert word.read_bytes() == before
    comments = list(Document(str(tmp_path / "批注.docx")).comments)
    assert {(c.author, c.initials, f"{c.timestamp:%Y-%m-%d}") for c in comments} == {("县司法局", "司", "2026-04-05")}
    assert comments[0].text.startswith("【审核结论】退回重写，综合得分33.6分。")
    assert "结果校验码：" in comments[0].text


@pytest.mark.parametrize("name", ["报告.doc", "报告.wps", "报告.odt", "报告.rtf"])
def test_what_can_be_saved_as_docx_is_told_so(tmp_path: Path, word: Path, name: str) -> None:
    shutil.copy(word, tmp_path / name)
    result = run(tmp_path / name, "-o", tmp_path / "a.docx")
    assert result.exit_code == 2
    assert "另存为 .docx" in result.stderr
    assert "save it as .docx" in run(tmp_path / name, "-o", tmp_path / "a.docx", "--lang", "en").stderr


@pytest.mark.parametrize("name", ["报告.pdf", "报告.txt", "报告.md", "报告.ofd", "报告"])
def test_what_takes_no_comments_is_told_what_to_use(tmp_path: Path, word: Path, name: str) -> None:
    shutil.copy(word, tmp_path / name)
    result = run(tmp_path / name, "-o", tmp_path / "a.docx")
    assert result.exit_code == 2
    assert "-o result.html" in result.stderr


@pytest.mark.parametrize("target", ["报告.docx", "a.pdf", "a"])
def test_a_wrong_target(tmp_path: Path, word: Path, target: str) -> None:
    before = word.read_bytes()
    assert run(word, "-o", tmp_path / target).exit_code == 2
    assert (word.read_bytes(), [p.name for p in tmp_path.iterdir()]) == (before, ["报告.docx"])


def test_a_file_that_cannot_be_read(tmp_path: Path, word: Path) -> None:
    (tmp_path / "broken.docx").write_bytes(word.read_bytes()[:3000])
    for name in ("no.docx", "broken.docx"):
        result = run(tmp_path / name, "-o", tmp_path / "a.docx")
        assert result.exit_code == 2
        assert name in result.stderr
    assert not (tmp_path / "a.docx").exists()


@pytest.mark.slow
@pytest.mark.skipif(OFFICE is None, reason="LibreOffice is not installed")
def test_libreoffice_shows_the_comments(tmp_path: Path, word: Path) -> None:
    run(word, "-o", tmp_path / "批注.docx")
    call = [str(OFFICE), f"-env:UserInstallation={(tmp_path / 'profile').as_uri()}", "--headless", "--convert-to", "odt", "--outdir", str(tmp_path)]
    subprocess.run([*call, str(tmp_path / "批注.docx")], check=True, timeout=120)
    root = etree.fromstring(zipfile.ZipFile(tmp_path / "批注.odt").read("content.xml"))
    office = "{urn:oasis:names:tc:opendocument:xmlns:office:1.0}"
    notes = ["".join(note.itertext()) for note in root.iter(f"{office}annotation")]
    assert len(notes) == len(list(Document(str(tmp_path / "批注.docx")).comments))
    assert len(list(root.iter(f"{office}annotation-end"))) == len(notes)
    assert any("【缺失】法律顾问" in note and "修改建议：" in note for note in notes)
