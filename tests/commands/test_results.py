"""todo, compare, verify and waivers as whole commands: what is said, and with which exit status."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from click.testing import CliRunner, Result
from openpyxl import load_workbook

from checker import cli

REPORTS = Path(__file__).parents[2] / "reports"
GOOD, POOR, COUNTY = REPORTS / "qingyan.txt", REPORTS / "shinian.txt", REPORTS / "chengan.txt"
WAIVER = "- {item: adviser.coverage, unit: 澄安县, reason: 由市里统一聘请, author: 市司法局, expires: 2026-12-31}\n"


def run(command: str, *arguments: object) -> Result:
    return CliRunner().invoke(cli.main, [command, "--model", "none", *map(str, arguments)])


@pytest.fixture
def waivers(tmp_path: Path) -> Path:
    path = tmp_path / "w.yaml"
    path.write_text(WAIVER, "utf-8")
    return path


# -- todo -----------------------------------------------------------------------------------------


def test_todo_lists_what_to_mend(tmp_path: Path) -> None:
    result = run("todo", POOR)
    assert result.exit_code == 1
    assert result.stdout.index("先改：缺失即不能通过") < result.stdout.index("补充完善：影响得分") < result.stdout.index("一致性问题")
    assert run("todo", "-o", tmp_path / "t.xlsx", POOR, GOOD).exit_code == 1
    assert load_workbook(tmp_path / "t.xlsx").sheetnames == ["汇总", "整改台账"]


@pytest.mark.parametrize(
    "arguments", [("nofile.txt",), ("--format", "xlsx", GOOD), ("-o", "a.html", GOOD), ("-o", GOOD, GOOD), ("--today", "2026-13-01", GOOD)], ids=str
)
def test_todo_2_cannot_be_read_or_a_wrong_call(arguments: tuple[object, ...]) -> None:
    result = run("todo", *arguments)
    assert result.exit_code == 2
    assert result.stderr.startswith("fazhi: ") and "Traceback" not in result.output


# -- waivers --------------------------------------------------------------------------------------


def test_a_waiver_opens_the_gate_until_it_runs_out(waivers: Path) -> None:
    assert run("check", "--brief", COUNTY).exit_code == 1
    before = run("check", "--brief", "--waivers", waivers, "--today", "2026-12-31", COUNTY)
    assert before.exit_code == 0
    assert "豁免 1 项" in before.stdout and "由市里统一聘请（市司法局同意，有效期至 2026-12-31）" in before.stdout
    after = run("check", "--brief", "--waivers", waivers, "--today", "2027-01-01", COUNTY)
    assert after.exit_code == 1
    assert "豁免已到期，重新计入：法律顾问" in after.stdout


@pytest.mark.parametrize(("command", "files"), [("check", [GOOD]), ("todo", [GOOD]), ("compare", [GOOD, GOOD])])
def test_a_broken_list_stops_everything(tmp_path: Path, command: str, files: list[Path]) -> None:
    bad = tmp_path / "bad.yaml"
    bad.write_text(WAIVER.replace("adviser.coverage", "adviser.covrage"), "utf-8")
    result = run(command, "--waivers", bad, *files)
    assert (result.exit_code, result.stdout) == (2, "")
    assert result.stderr == f"{bad}:1: item: 规则库里没有“adviser.covrage”，是否想写“adviser.coverage”？\n"


# -- compare --------------------------------------------------------------------------------------


def without_adviser() -> str:
    """The good report without what it says of its legal adviser."""
    return "\n".join(line for line in GOOD.read_text("utf-8").splitlines() if "律师事务所" not in line)


@pytest.fixture
def worse(tmp_path: Path) -> Path:
    path = tmp_path / "worse.txt"
    path.write_text(without_adviser(), "utf-8")
    return path


def test_compare_0_nothing_worse_1_something_worse(worse: Path) -> None:
    assert run("compare", worse, GOOD).exit_code == 0
    assert run("compare", GOOD, GOOD).exit_code == 0
    result = run("compare", GOOD, worse)
    assert result.exit_code == 1
    assert "法律顾问  ✔ 具备 → ✘ 缺失 -6  adviser.coverage" in result.stdout


def test_compare_with_an_earlier_result_by_unit(tmp_path: Path, worse: Path) -> None:
    stored = tmp_path / "old.json"
    run("check", "-o", stored, POOR, GOOD)
    result = run("compare", "--format", "json", stored, worse)
    [comparison] = json.loads(result.stdout)["comparisons"]
    assert comparison["old"]["source"] == str(GOOD)
    assert "adviser.coverage" in [r["id"] for r in comparison["requirements"]["broken"]]
    assert "石碾乡" in result.stderr


def test_compare_with_last_year(tmp_path: Path) -> None:
    last = tmp_path / "last.txt"
    last.write_text(GOOD.read_text("utf-8").replace("2026", "2027").replace("2025", "2024").replace("2027", "2025"), "utf-8")
    assert "与上一年逐字相同" in run("compare", last, GOOD).stdout
    assert "与上一年逐字相同" not in run("compare", "--no-last-year", last, GOOD).stdout
    (tmp_path / "c.md").unlink(missing_ok=True)
    run("compare", "-o", tmp_path / "c.md", last, GOOD)
    assert "与上一年逐字相同" in (tmp_path / "c.md").read_text("utf-8")


@pytest.mark.parametrize("old", ["none.txt", "none.json"])
def test_compare_2_cannot_be_read(old: str) -> None:
    result = run("compare", old, GOOD)
    assert (result.exit_code, result.stdout) == (2, "")
    assert old in result.stderr and "Traceback" not in result.output


def test_compare_2_no_unit_in_common(tmp_path: Path) -> None:
    stored = tmp_path / "old.json"
    run("check", "-o", stored, POOR, COUNTY)
    assert run("compare", stored, GOOD).exit_code == 2


# -- verify ---------------------------------------------------------------------------------------


@pytest.fixture
def stored(tmp_path: Path) -> Path:
    path = tmp_path / "r.json"
    run("check", "-o", path, GOOD, POOR)
    return path


def test_verify_0_confirmed(stored: Path, tmp_path: Path) -> None:
    result = run("verify", stored)
    assert (result.exit_code, result.stdout.count("属实")) == (0, 2)
    moved = tmp_path / "改名.txt"
    moved.write_bytes(GOOD.read_bytes())
    assert run("verify", stored, moved).exit_code == 0
    assert "confirmed" in run("verify", "--lang", "en", stored, GOOD).stdout


def test_verify_1_the_file_has_changed(stored: Path, tmp_path: Path) -> None:
    changed = tmp_path / GOOD.name
    changed.write_text(without_adviser(), "utf-8")
    result = run("verify", stored, changed)
    assert result.exit_code == 1
    assert "文件已改动：sha256 原为" in result.stdout
    assert "法律顾问：原为 ✔ 具备，现为 ✘ 缺失" in result.stdout


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        ('"score": 98.2', '"score": 99.2', ("结果文件被改动过", "得分：原为 99.2，现为 98.2")),
        ('"version": "2026', '"version": "2025', ("结果文件被改动过", "规则库不同：原为 outline-2021-2025 2025")),
        ('"explanation": "已写明', '"explanation": "写明', ("结果文件被改动过", "要求有变化")),
    ],
)
def test_verify_1_the_result_has_been_edited(stored: Path, old: str, new: str, said: tuple[str, ...]) -> None:
    text = stored.read_text("utf-8")
    assert old in text
    stored.write_text(text.replace(old, new), "utf-8")
    result = run("verify", stored, GOOD)
    assert result.exit_code == 1
    assert all(words in result.stdout for words in said)


def test_verify_1_another_rulebook(stored: Path, tmp_path: Path) -> None:
    own = tmp_path / "own"
    own.mkdir()
    (own / "rulebook.yaml").write_text("extends: outline-2021-2025\nid: own\nversion: '1'\ntitle: 本县\nscoring: {pass_at: 99}\n", "utf-8")
    result = run("verify", "--rulebook", own, stored, GOOD)
    assert result.exit_code == 1
    assert "规则库不同：原为 outline-2021-2025" in result.stdout and "现为 own 1" in result.stdout
    assert "结论：原为 ✔ 通过，现为 ▲ 修改后报" in result.stdout


def test_verify_2_what_cannot_be_read(stored: Path, tmp_path: Path) -> None:
    assert run("verify", tmp_path / "none.json", GOOD).exit_code == 2
    assert run("verify", GOOD, GOOD).exit_code == 2
    strange = run("verify", stored, COUNTY)
    assert (strange.exit_code, strange.stderr) == (2, f"fazhi: {COUNTY}: 结果里没有这份报告\n")
    assert run("verify", stored, GOOD, tmp_path / POOR.name).exit_code == 2


def test_a_result_with_waivers_needs_them_and_their_day(tmp_path: Path, waivers: Path) -> None:
    path = tmp_path / "r.json"
    run("check", "--waivers", waivers, "--today", "2026-03-01", "-o", path, COUNTY)
    without = run("verify", path)
    assert without.exit_code == 2 and "--waivers" in without.stderr
    assert run("verify", "--waivers", waivers, path).exit_code == 0
    assert run("verify", "--waivers", waivers, "--today", "2027-01-01", path).exit_code == 1


@pytest.mark.parametrize("name", ["a.csv", "a.md", "a.xlsx", "a.json"])
def test_check_writes_the_same_bytes_twice(tmp_path: Path, name: str) -> None:
    first, second = tmp_path / name, tmp_path / f"b{Path(name).suffix}"
    run("check", "-o", first, GOOD, POOR)
    run("check", "-o", second, GOOD, POOR)
    assert first.read_bytes() == second.read_bytes()
