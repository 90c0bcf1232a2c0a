"""What is here is told as here, what is not with the way to get it; only the program itself can make it fail."""

from __future__ import annotations

import json
import os
import sys
from pathlib import Path

import pytest
from click.testing import CliRunner

from checker import cli
from checker.doctor import Part, State, Text, examine
from checker.doctor import examination as examination_module
from checker.doctor.core import core
from checker.doctor.fonts import FACES, fonts
from checker.doctor.reading_parts import office, recognition, trained_pipeline
from checker.ingest import ReadError, ocr
from checker.rulebook import RulebookError

NEEDS_POSIX = pytest.mark.skipif(os.name == "nt", reason="the stand-in for LibreOffice is a shell script")


def package(folder: Path, name: str, version: str, *files: str) -> None:
    """A package as installed: its metadata with the list of its files."""
    info = folder / f"{name}-{version}.dist-info"
    info.mkdir()
    (info / "METADATA").write_text(f"Metadata-Version: 2.1\nName: {name}\nVersion: {version}\n", "utf-8")
    (info / "RECORD").write_text("".join(f"{file},,\n" for file in files), "utf-8")
    for file in files:  # files that are not there do not count for some readers of metadata
        (folder / file).parent.mkdir(exist_ok=True)
        (folder / file).touch()


# -- the program ----------------------------------------------------------------------------------


def test_the_program_is_proved_by_an_example_of_its_rules() -> None:
    part = core()
    assert part.state is State.OK
    assert "outline-2021-2025" in part.found.zh and "试判正常" in part.found.zh


def test_a_broken_rulebook_is_told_and_is_the_only_failure(monkeypatch: pytest.MonkeyPatch) -> None:
    def broken() -> None:
        raise RulebookError([])

    monkeypatch.setattr("checker.rulebook.load_rulebook", broken)
    part = core()
    assert part.state is State.BROKEN and "RulebookError" in part.found.zh and "重新安装" in part.remedy.zh
    for state, status in ((State.BROKEN, 2), (State.MISSING, 0), (State.WARNING, 0), (State.OK, 0)):
        only = Part("x", state, Text("某部分", "a part"), Text("", ""), Text("", ""))
        monkeypatch.setattr(examination_module, "PARTS", (lambda only=only: only,))
        assert CliRunner().invoke(cli.main, ["doctor"]).exit_code == status


# -- LibreOffice ----------------------------------------------------------------------------------


def soffice(folder: Path, script: str, *, writer: bool) -> Path:
    folder.mkdir()
    program = folder / "soffice"
    program.write_text(f"#!/bin/sh\n{script}\n", "utf-8")
    program.chmod(0o755)
    if writer:
        (folder / "libswlo.so").write_bytes(b"")
    return program


@NEEDS_POSIX
@pytest.mark.parametrize(
    ("script", "writer", "state", "said"),
    [
        ("echo LibreOffice 24.2.7.2 420", True, State.OK, "LibreOffice 24.2.7.2"),
        ("echo LibreOffice 24.2.7.2 420", False, State.WARNING, "没有找到 Writer"),
        ("exit 77", True, State.WARNING, "运行不起来"),
    ],
)
def test_libreoffice_is_started_and_its_writer_looked_for(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, script: str, writer: bool, state: State, said: str
) -> None:
    monkeypatch.setenv("FAZHI_SOFFICE", str(soffice(tmp_path / "program", script, writer=writer)))
    part = office()
    assert part.state is state and said in part.found.zh
    assert bool(part.remedy.zh) is bool(part.offline.zh) is (state is not State.OK)


def test_a_machine_without_libreoffice_is_told_how_to_get_it(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("FAZHI_SOFFICE", str(tmp_path / "none"))
    part = office()
    assert part.state is State.MISSING and "FAZHI_SOFFICE" in part.remedy.zh and ".docx" in part.offline.zh


# -- recognition ----------------------------------------------------------------------------------


def test_recognition_is_missing_where_its_packages_are(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(ocr, "available", lambda: False)
    part = recognition()
    assert part.state is State.MISSING and part.remedy.zh == ocr.INSTALL


def test_recognition_that_does_not_start_is_a_warning_with_the_reason(monkeypatch: pytest.MonkeyPatch) -> None:
    def fails(source: str, pages: list[int]) -> None:
        raise ReadError(source, "ocr_failed", place="libGL.so.1", limit=ocr.INSTALL)

    monkeypatch.setattr(ocr, "available", lambda: True)
    monkeypatch.setattr(ocr, "require", fails)
    part = recognition()
    assert part.state is State.WARNING and "libGL.so.1" in part.found.zh and "libGL.so.1" in part.found.en


def test_recognition_starts_where_it_is_installed() -> None:
    if not ocr.available():
        pytest.skip("the extra [ocr] is not installed")
    part = recognition()
    assert part.state is State.OK and "rapidocr" in part.found.zh


# -- the trained pipeline -------------------------------------------------------------------------


def test_the_strangers_package_is_warned_of_and_never_imported(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    package(tmp_path, "zh_core_web_sm", "999.9.9", "zh_core_web_sm/__init__.py")
    (tmp_path / "zh_core_web_sm" / "__init__.py").write_text("raise SystemExit('imported')", "utf-8")
    monkeypatch.syspath_prepend(tmp_path)
    part = trained_pipeline()
    assert part.state is State.WARNING and "999.9.9" in part.found.zh
    assert "pip uninstall zh_core_web_sm" in part.remedy.zh
    assert "zh_core_web_sm" not in sys.modules


def test_a_pipeline_that_does_not_load_is_a_warning(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    package(tmp_path, "zh_core_web_sm", "3.8.0", "zh_core_web_sm/meta.json")
    monkeypatch.syspath_prepend(tmp_path)
    part = trained_pipeline()
    assert part.state is State.WARNING and "装载失败" in part.found.zh


# -- fonts ----------------------------------------------------------------------------------------


def test_fonts_by_their_own_names_and_by_those_of_their_files() -> None:
    assert fonts([face.title for face in FACES]).state is State.OK
    files = ["FZXBSJW", "仿宋_GB2312", "楷体_GB2312", "simhei"]  # as in C:\Windows\Fonts
    assert fonts(files).state is State.OK


def test_stand_ins_are_named() -> None:
    part = fonts(["simsun", "simfang", "simkai", "SimHei"])
    assert part.state is State.WARNING
    assert part.found.zh == "方正小标宋简体：用 SimSun 代替；仿宋_GB2312：用 SIMFANG 代替；楷体_GB2312：用 SIMKAI 代替；黑体：有"


def test_a_machine_without_chinese_fonts() -> None:
    part = fonts(["DejaVu Sans"])
    assert part.state is State.MISSING and part.found.zh.count("没有") == len(FACES)
    assert part.remedy.zh and part.offline.zh


def test_a_font_in_the_folder_of_the_user_is_found(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    if not sys.platform.startswith("linux"):
        pytest.skip("the folder is that of Linux")
    folder = tmp_path / ".local" / "share" / "fonts" / "office"
    folder.mkdir(parents=True)
    (folder / "FZXBSJW.TTF").write_bytes(b"")
    monkeypatch.setenv("HOME", str(tmp_path))
    assert "方正小标宋简体：有" in fonts().found.zh


# -- the command ----------------------------------------------------------------------------------


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_json_and_table_tell_the_same(lang: str, monkeypatch: pytest.MonkeyPatch) -> None:
    found = examine()
    monkeypatch.setattr(examination_module, "PARTS", tuple((lambda part=part: part) for part in found))
    told = json.loads(CliRunner().invoke(cli.main, ["doctor", "--format", "json", "--lang", lang]).stdout)["parts"]
    assert [part["id"] for part in told] == ["core", "cache", "office", "ocr", "pipeline", "fonts", "django", "psycopg", "dask"]
    table = CliRunner().invoke(cli.main, ["doctor", "--lang", lang], env={"COLUMNS": "120"}).stdout
    flat = "".join(table.split())
    for part in told:
        assert part["title"] in table
        assert all("".join(part[key].split()) in flat for key in ("purpose", "found", "remedy", "offline"))
        assert (part["state"] == "ok") is (part["remedy"] == "")
