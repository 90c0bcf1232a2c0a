"""Whole commands: what is said on which stream, and with which exit status."""

from __future__ import annotations

import io
import json
import os
import shutil
import subprocess
import sys
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner, Result

from checker import cli
from checker.commands import common
from checker.commands.check import check
from checker.ingest import Document, ReadError
from checker.ingest.lined import MAX_LINE
from checker.output import FORMATS
from checker.output.labels import LANGUAGES
from checker.rulebook.schema import Level

REPORTS = Path(__file__).parents[1] / "reports"
GOOD, POOR = REPORTS / "qingyan.txt", REPORTS / "shinian.txt"


def run(*arguments: object) -> Result:
    return CliRunner().invoke(cli.main, ["check", "--model", "none", *map(str, arguments)])


def process(*arguments: object, **environment: str) -> subprocess.CompletedProcess[bytes]:
    command = [sys.executable, "-m", "checker", *map(str, arguments)]
    return subprocess.run(command, capture_output=True, timeout=120, env={**os.environ, **environment}, cwd=REPORTS.parent)


def as_json(result: Result) -> Any:
    return json.loads(result.stdout)


# -- exit status ----------------------------------------------------------------------------------


def test_0_every_report_passes() -> None:
    assert process("check", GOOD).returncode == 0


def test_1_one_does_not_pass() -> None:
    assert process("check", "--brief", GOOD, POOR).returncode == 1


def test_2_a_file_cannot_be_read_and_the_others_are_reported() -> None:
    done = process("check", "--brief", GOOD, "no-such-file.txt", POOR)
    assert done.returncode == 2
    assert "青砚镇" in done.stdout.decode()
    assert "石碾乡" in done.stdout.decode()
    assert done.stderr.decode().splitlines() == ["fazhi: no-such-file.txt: 找不到文件，请核对路径"]


@pytest.mark.parametrize(
    "arguments",
    [["check"], ["chek"], ["check", "--format", "pdf", "x.txt"], ["check", "--level", "city", "x.txt"], ["check", "--colour", "x.txt"]],
    ids=" ".join,
)
def test_2_a_wrong_call_is_one_line(arguments: list[str]) -> None:
    result = CliRunner().invoke(cli.main, arguments)
    assert result.exit_code == 2
    [line] = result.stderr.splitlines()
    assert line.startswith("fazhi: ")


def test_2_no_command_shows_help() -> None:
    result = CliRunner().invoke(cli.main, [])
    assert result.exit_code == 2
    assert "check" in result.output


def test_130_interrupted_quietly(monkeypatch: pytest.MonkeyPatch) -> None:
    def interrupt(*_: object, **__: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr("checker.checking.check_document", interrupt)
    result = run(GOOD)
    assert result.exit_code == 130
    assert not result.output.strip()


# -- files that are no reports --------------------------------------------------------------------


def odd_files(folder: Path) -> dict[str, Path]:
    contents: dict[str, bytes] = {
        "empty.txt": b"",
        "blank.txt": b" \n\t\n",
        "binary.txt": bytes(range(256)) * 40,
        "zip.md": b"PK\x03\x04" + bytes(200),
        "scan.pdf": b"%PDF-1.7",
        "noname": bytes(500),
        "huge.txt": "法治政府建设\n".encode() * 2_600_000,
        "endless.txt": ("法" * (MAX_LINE + 1)).encode(),
    }
    for name, data in contents.items():
        (folder / name).write_bytes(data)
    (folder / "folder.txt").mkdir()
    return {name: folder / name for name in (*contents, "folder.txt", "missing.txt")}


CODES = {
    "empty.txt": "empty",
    "blank.txt": "empty",
    "binary.txt": "binary",
    "zip.md": "broken",
    "scan.pdf": "broken",
    "noname": "unknown_format",
    "huge.txt": "too_large",
    "endless.txt": "line_too_long",
    "folder.txt": "is_folder",
    "missing.txt": "not_found",
}


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_each_odd_file_is_one_line_and_the_good_one_is_reported(tmp_path: Path, lang: str) -> None:
    files = odd_files(tmp_path)
    result = run("--brief", "--lang", lang, *files.values(), GOOD)
    assert result.exit_code == 2
    lines = result.stderr.splitlines()
    assert len(lines) == len(files)
    for line, path in zip(lines, files.values(), strict=True):
        prefix = f"fazhi: {path}: "
        assert line.startswith(prefix)
        assert line[len(prefix) :]
    assert "青砚镇" in result.stdout
    assert "Traceback" not in result.output


def test_in_json_they_are_errors_with_codes(tmp_path: Path) -> None:
    files = odd_files(tmp_path)
    result = run("--format", "json", *files.values(), GOOD)
    assert result.exit_code == 2
    assert not result.stderr
    answer = as_json(result)
    assert {Path(e["source"]).name: e["code"] for e in answer["errors"]} == CODES
    assert [Path(r["source"]).name for r in answer["reports"]] == ["qingyan.txt"]


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gb18030", "utf-16", "utf-16-le"])
def test_encodings_come_to_the_same(tmp_path: Path, encoding: str) -> None:
    path = tmp_path / "a.txt"
    path.write_bytes(POOR.read_text("utf-8").encode(encoding))
    [expected], [found] = (as_json(run("--format", "json", p))["reports"] for p in (POOR, path))
    for key in ("unit", "title", "score", "grade", "requirements"):
        assert found[key] == expected[key]


def test_a_failure_inside_is_an_error_of_that_file_only(monkeypatch: pytest.MonkeyPatch) -> None:
    from checker import checking

    real = checking.check_document

    def fail(document: Document, *rest: Any, **options: Any) -> Any:
        if document.source == str(POOR):
            raise ValueError("手机13812345678")
        return real(document, *rest, **options)

    monkeypatch.setattr(checking, "check_document", fail)
    monkeypatch.delenv("FAZHI_DEBUG", raising=False)
    result = run("--format", "json", POOR, GOOD)
    assert result.exit_code == 2
    answer = as_json(result)
    assert [e["code"] for e in answer["errors"]] == ["internal"]
    assert "ValueError" in answer["errors"][0]["message"]
    assert "138" not in result.output
    assert len(answer["reports"]) == 1

    monkeypatch.setenv("FAZHI_DEBUG", "1")
    assert "Traceback" in run(POOR).stderr


# -- arguments ------------------------------------------------------------------------------------


def test_patterns_that_no_shell_expanded_are_expanded(tmp_path: Path) -> None:
    for name in ("b.txt", "a.txt", "c.md"):
        shutil.copy(GOOD, tmp_path / name)
    answer = as_json(run("--format", "json", tmp_path / "*.txt"))
    assert [Path(r["source"]).name for r in answer["reports"]] == ["a.txt", "b.txt"]


def test_a_pattern_without_a_file_is_not_found(tmp_path: Path) -> None:
    result = run(tmp_path / "*.txt")
    assert result.exit_code == 2
    assert "*.txt" in result.stderr


def test_a_name_with_brackets_is_a_name(tmp_path: Path) -> None:
    path = tmp_path / "报告[1].txt"
    shutil.copy(GOOD, path)
    assert as_json(run("--format", "json", path))["reports"][0]["source"] == str(path)


def test_output_into_a_file(tmp_path: Path) -> None:
    target = tmp_path / "结果.json"
    result = run("--format", "json", "-o", target, POOR)
    assert (result.exit_code, result.output) == (1, "")
    assert json.loads(target.read_text("utf-8"))["reports"]


@pytest.mark.parametrize(("name", "begins"), [("a.json", "{"), ("A.JSON", "{"), ("a.txt", "━"), ("a", "━")])
def test_the_suffix_chooses_the_format(tmp_path: Path, name: str, begins: str) -> None:
    run("-o", tmp_path / name, GOOD)
    assert (tmp_path / name).read_text("utf-8").startswith(begins)


def test_a_format_that_is_given_goes_before_the_suffix(tmp_path: Path) -> None:
    run("--format", "table", "-o", tmp_path / "a.json", GOOD)
    assert (tmp_path / "a.json").read_text("utf-8").startswith("━")


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_a_suffix_of_no_format_is_an_error_that_names_those_there_are(tmp_path: Path, lang: str) -> None:
    result = run("--lang", lang, "-o", tmp_path / "a.pdf", GOOD)
    assert result.exit_code == 2
    assert ".json" in result.stderr
    assert not (tmp_path / "a.pdf").exists()


def test_a_binary_format_needs_a_file(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(FORMATS, "json", replace(FORMATS["json"], binary=True))
    result = run("--format", "json", GOOD)
    assert (result.exit_code, result.stdout) == (2, "")
    assert "-o FILE.json" in result.stderr


def test_bytes_are_written_as_they_are(tmp_path: Path) -> None:
    common.emit(b"PK\r\n\x00", str(tmp_path / "a.xlsx"), "zh")
    assert (tmp_path / "a.xlsx").read_bytes() == b"PK\r\n\x00"


def test_a_file_that_failed_is_told_when_the_result_goes_into_a_file(tmp_path: Path) -> None:
    assert "no.txt" in run("-o", tmp_path / "a.json", "no.txt", GOOD).stderr


@pytest.mark.parametrize("target", ["no/such/folder/a.txt", "."])
def test_output_that_cannot_be_written(tmp_path: Path, target: str) -> None:
    result = run("-o", tmp_path / target, GOOD)
    assert result.exit_code == 2
    assert len(result.stderr.splitlines()) == 1


def test_output_never_overwrites_a_report(tmp_path: Path) -> None:
    path = tmp_path / "a.txt"
    shutil.copy(GOOD, path)
    assert run("-o", path, path).exit_code == 2
    assert path.read_bytes() == GOOD.read_bytes()


def test_a_forced_level() -> None:
    assert as_json(run("--format", "json", "--level", "county", GOOD))["reports"][0]["level"] == "county"
    assert as_json(run("--format", "json", GOOD))["reports"][0]["level"] == "township"


def test_a_broken_rulebook_is_its_defects(tmp_path: Path) -> None:
    (tmp_path / "rulebook.yaml").write_text("id: x\nchapters: []\ncolour: red\n", "utf-8")
    result = run("--rulebook", tmp_path, GOOD)
    assert result.exit_code == 2
    assert not result.stdout
    lines = result.stderr.splitlines()
    assert lines
    assert all(line.startswith(str(tmp_path)) for line in lines)


def test_an_unknown_rulebook_is_named() -> None:
    result = run("--rulebook", "outline-2021-2026", GOOD)
    assert result.exit_code == 2
    assert "outline-2021-2025" in result.stderr


def test_an_unknown_model_is_one_line(tmp_path: Path) -> None:
    result = CliRunner().invoke(cli.main, ["check", "--model", str(tmp_path / "no-model"), str(GOOD)])
    assert result.exit_code == 2
    [line] = result.stderr.splitlines()
    assert line.startswith("fazhi: ")


def test_an_unknown_model_is_told_in_the_language(tmp_path: Path) -> None:
    result = CliRunner().invoke(cli.main, ["check", "--lang", "en", "--model", str(tmp_path / "no-model"), str(GOOD)])
    assert "no trained spaCy pipeline" in result.stderr


def test_the_choices_are_those_of_the_modules() -> None:
    options = {o.name: list(o.type.choices) for o in check.params if hasattr(o.type, "choices")}
    assert options == {"format": list(FORMATS), "level": ["auto", *Level], "lang": list(LANGUAGES)}


def test_version_and_help() -> None:
    assert CliRunner().invoke(cli.main, ["--version"]).output.startswith("fazhi ")
    help_text = CliRunner().invoke(cli.main, ["check", "--help"])
    assert help_text.exit_code == 0
    assert "--rulebook" in help_text.output


def test_help_imports_nothing_heavy() -> None:
    code = "import sys, checker.cli; sys.exit(bool({'spacy', 'pydantic', 'yaml', 'tabulate'} & set(sys.modules)))"
    assert subprocess.run([sys.executable, "-c", code], cwd=REPORTS.parent, timeout=60).returncode == 0


# -- streams --------------------------------------------------------------------------------------


class Console(io.TextIOWrapper):
    def isatty(self) -> bool:
        return True


@pytest.mark.parametrize(("encoding", "marks"), [("gbk", "√ ▲ ×"), ("cp1252", "? ? ×"), ("utf-8", "✔ ▲ ✘")])
def test_a_console_without_utf8_does_not_fail(monkeypatch: pytest.MonkeyPatch, encoding: str, marks: str) -> None:
    buffer = io.BytesIO()
    monkeypatch.setattr(sys, "stdout", Console(buffer, encoding=encoding))
    common.emit("✔ ▲ ✘", None, "zh")
    sys.stdout.flush()
    assert buffer.getvalue().decode(encoding) == marks


@pytest.mark.parametrize("encoding", ["gbk", "ascii", "cp1252"])
def test_pipes_are_utf8_whatever_the_code_page(encoding: str) -> None:
    done = process("check", "--brief", GOOD, "缺.txt", PYTHONIOENCODING=encoding)
    assert "✔ 通过" in done.stdout.decode("utf-8")
    assert "缺.txt" in done.stderr.decode("utf-8")


def test_pipes_have_no_colour() -> None:
    assert b"\x1b" not in process("check", "--brief", GOOD).stdout


@pytest.mark.skipif(sys.platform == "win32", reason="no pseudo-terminals")
@pytest.mark.parametrize(("variables", "coloured"), [({}, True), ({"NO_COLOR": "1"}, False), ({"TERM": "dumb"}, False)])
def test_a_terminal_has_colour_unless_told_otherwise(variables: dict[str, str], coloured: bool) -> None:
    import pty

    environment = {k: v for k, v in os.environ.items() if k != "NO_COLOR"} | {"TERM": "xterm"} | variables
    ours, theirs = pty.openpty()
    child = subprocess.Popen([sys.executable, "-m", "checker", "check", "--brief", str(GOOD)], stdout=theirs, stdin=theirs, env=environment, cwd=REPORTS.parent)
    os.close(theirs)
    output = b""
    try:
        while chunk := os.read(ours, 65536):
            output += chunk
    except OSError:  # Linux says so when the child has gone
        pass
    os.close(ours)
    assert child.wait(60) == 0
    assert (b"\x1b[" in output) is coloured


def test_read_errors_survive_pickling() -> None:
    import pickle

    error = ReadError("a.txt", "unknown_format", place=".doc", limit=".txt")
    assert str(pickle.loads(pickle.dumps(error))) == str(error)


def test_errors_never_show_what_a_files_name_holds(tmp_path: Path) -> None:
    path = tmp_path / "李秀英身份证号11010519491231002X.txt"
    path.write_bytes(b"")
    (tmp_path / "13900001234").mkdir()
    for arguments in ([], ["--format", "json"]):
        done = run(path, tmp_path / "13900001234", *arguments)
        everything = done.stdout + done.stderr
        assert done.exit_code == 2
        assert "110105**********2X" in everything
        assert "1390000****" in everything
        for secret in ("19491231", "13900001234", "李秀英"):
            assert secret not in everything
