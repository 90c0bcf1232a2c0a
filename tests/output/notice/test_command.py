"""`fazhi check -o` for notices: one file, a folder, and what is refused."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest
from click.testing import CliRunner, Result
from docx import Document

from checker.cli import main

SAMPLES = Path(__file__).parents[3] / "reports"
POOR, FAIR = SAMPLES / "shinian.txt", SAMPLES / "liujin.md"


def run(*arguments: object) -> Result:
    return CliRunner().invoke(main, ["check", "--model", "none", *map(str, arguments)])


def text(path: Path) -> str:
    return "\n".join(p.text for p in Document(str(path)).paragraphs)


def test_a_notice(tmp_path: Path) -> None:
    target = tmp_path / "notice.docx"
    result = run(POOR, "-o", target, "--issuer", "云上县司法局", "--date", "2026-04-05", "--deadline", "2026-05-01")
    assert result.exit_code == 1
    said = text(target)
    for words in ("石碾乡人民政府：", "2026年5月1日前", "报送我局", "云上县司法局", "〔2026〕", "一、影响审核通过的问题", "（一）行政执法“三项制度”（缺失）"):
        assert words in said
    assert "13800001357" not in said


def test_what_to_look_at_before_signing_is_told(tmp_path: Path) -> None:
    assert "发函前请先看：第一责任人履职内容" in run(FAIR, "-o", tmp_path / "a.docx").stderr
    assert "look before signing" in run(FAIR, "-o", tmp_path / "a.docx", "--lang", "en").stderr


@pytest.mark.parametrize("name", ["notices/", "deep/notices/"])
def test_a_folder_takes_one_for_each_unit(tmp_path: Path, name: str) -> None:
    result = run(POOR, FAIR, "--format", "docx", "-o", f"{tmp_path}/{name}")
    assert result.exit_code == 1
    assert sorted(p.name for p in (tmp_path / name).iterdir()) == ["柳津街道办事处整改反馈函.docx", "石碾乡人民政府整改反馈函.docx"]


def test_a_folder_that_exists_needs_no_sign(tmp_path: Path) -> None:
    run(POOR, "--format", "docx", "-o", tmp_path)
    assert (tmp_path / "石碾乡人民政府整改反馈函.docx").exists()


@pytest.mark.parametrize(("lang", "words"), [("zh", "请用 -o 指定文件夹"), ("en", "name a folder")])
def test_several_reports_do_not_go_into_one_file(tmp_path: Path, lang: str, words: str) -> None:
    result = run(POOR, FAIR, "-o", tmp_path / "a.docx", "--lang", lang)
    assert (result.exit_code, list(tmp_path.iterdir())) == (2, [])
    assert words in result.stderr


@pytest.mark.parametrize("format", [(), ("--format", "json")])
def test_only_notices_go_into_a_folder(tmp_path: Path, format: tuple[str, ...]) -> None:
    result = run(POOR, "-o", tmp_path, *format)
    assert (result.exit_code, list(tmp_path.iterdir())) == (2, [])
    assert "请加 --format docx" in result.stderr


def test_a_report_is_never_written_over(tmp_path: Path) -> None:
    report = tmp_path / "石碾乡人民政府整改反馈函.docx"  # a text under the name that its letter would have
    shutil.copy(POOR, report)
    result = run(report, "--format", "docx", "-o", tmp_path)
    assert result.exit_code == 2
    assert report.read_bytes() == POOR.read_bytes()


def test_a_file_that_cannot_be_read_gives_no_notice(tmp_path: Path) -> None:
    result = run(tmp_path / "no.txt", "-o", tmp_path / "a.docx")
    assert (result.exit_code, list(tmp_path.iterdir())) == (2, [])


def test_a_broken_template_is_an_error_of_the_call(tmp_path: Path) -> None:
    result = run(POOR, "-o", tmp_path / "a.docx", "--template", POOR)
    assert result.exit_code == 2
    assert "不是 Word 文档" in result.stderr
