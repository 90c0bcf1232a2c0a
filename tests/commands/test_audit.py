"""`fazhi audit` as it is called: what it says, what it writes, how it ends, how it is stopped."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from checker.auditing.summary import load
from checker.cli import main

ROOT = Path(__file__).parents[2]
REPORTS = ROOT / "reports"


def fazhi(*arguments: object) -> Result:
    return CliRunner().invoke(main, ["audit", *map(str, arguments), "--workers", "1", "--no-pages"])


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    folder = tmp_path / "报送"
    (folder / "补报").mkdir(parents=True)
    for name in ("qingyan.txt", "liujin.md", "shinian.txt"):
        (folder / name).write_bytes((REPORTS / name).read_bytes())
    later = (REPORTS / "shinian.txt").read_text("utf-8").replace("2026年1月", "2026年3月")
    (folder / "补报" / "石碾乡（改）.txt").write_text(later, "utf-8")
    return folder


def test_a_season(folder: Path, tmp_path: Path) -> None:
    (tmp_path / "名单.csv").write_text("单位,联系人\n青砚镇,甲\n石碾乡,乙\n白溪乡,丙\n", "utf-8")
    out = tmp_path / "out"
    done = fazhi(folder, "-o", out, "--roster", tmp_path / "名单.csv")
    assert done.exit_code == 1, done.output
    assert "报告 3 份：" in done.stdout and "应报 3 个单位，未报 1 个" in done.stdout and "1 个单位有多份报告" in done.stdout
    summary = load(out)
    assert [missing.unit for missing in summary.not_submitted] == ["白溪乡"]
    assert summary.choices[0].chosen == "报送/补报/石碾乡（改）.txt"
    assert len((out / "results.jsonl").read_text("utf-8").splitlines()) == 4, "those passed over are in the results"
    again = fazhi(folder, "-o", out, "--previous", out)
    assert "4 个文件中 4 个已检查" in again.stderr
    fresh = fazhi(folder, "-o", out, "--fresh")
    assert "已检查" in fresh.stderr and "接着上次" not in fresh.stderr


def test_the_season_before(folder: Path, tmp_path: Path) -> None:
    fazhi(folder, "-o", tmp_path / "a")
    before = (tmp_path / "a" / "summary.json").read_bytes()
    fazhi(folder / "qingyan.txt", "-o", tmp_path / "b", "--previous", tmp_path / "a")
    summary = load(tmp_path / "b")
    assert summary.previous is not None and summary.rows[0].change == 0.0
    assert [(copy.of_previous, copy.share) for copy in summary.copies] == [(True, 1.0)], "this year's report is last year's"
    [line] = (tmp_path / "b" / "copies.jsonl").read_text("utf-8").splitlines()
    assert json.loads(line)["second"]["of_previous"] and json.loads(line)["passages"]
    assert (tmp_path / "a" / "summary.json").read_bytes() == before


def test_pages_and_notices(folder: Path, tmp_path: Path) -> None:
    out = tmp_path / "out"
    arguments = ["audit", str(folder), "-o", str(out), "--workers", "1", "--issuer", "云岫县司法局", "--date", "2026-03-01", "--deadline", "2026-03-20"]
    done = CliRunner().invoke(main, arguments)
    assert done.exit_code == 1 and "已写好 3/3" in done.stderr, done.output
    assert {"index.html", "copies.html", "summary.xlsx", "briefing.docx"} <= {path.name for path in out.iterdir()}
    assert len(list(out.rglob("*.html"))) == 5 and len(list((out / "notices").iterdir())) >= 1


def test_what_cannot_be_read_is_told_and_the_rest_goes_on(folder: Path, tmp_path: Path) -> None:
    (folder / "坏.docx").write_bytes(b"PK\x03\x04 broken")
    done = fazhi(folder, "-o", tmp_path / "out")
    assert done.exit_code == 2 and "1 个文件未能检查" in done.stdout and "报告 3 份" in done.stdout


def test_passing_reports_pass(tmp_path: Path) -> None:
    done = fazhi(REPORTS / "qingyan.txt", "-o", tmp_path / "out", "--lang", "en")
    assert (done.exit_code, "1 reports: 1 pass" in done.stdout) == (0, True)


@pytest.mark.parametrize(
    ("more", "says"),
    [
        (["none/"], "没有这个文件或文件夹"),
        (["{in}", "--roster", "{in}/qingyan.txt"], "没有单位一列"),
        (["{in}", "--previous", "{in}"], "summary.json：打不开"),
        (["{in}", "--cluster", "nonsense"], "--cluster nonsense"),
        (["{empty}"], "没有可检查的文件"),
    ],
)
def test_a_wrong_call_is_said_in_one_line(more: list[str], says: str, folder: Path, tmp_path: Path) -> None:
    (tmp_path / "empty").mkdir()
    arguments = [argument.format(**{"in": folder, "empty": tmp_path / "empty"}) for argument in more]
    done = fazhi(*arguments, "-o", tmp_path / "out")
    assert done.exit_code == 2 and says in done.stderr and len(done.stderr.strip().splitlines()) == 1, done.output
    assert not (tmp_path / "out").exists()


def test_results_do_not_go_into_the_folder_that_is_checked(folder: Path) -> None:
    assert fazhi(folder, "-o", folder).exit_code == 2
    assert fazhi(folder, "-o", folder / "out").exit_code == 1
    assert "4 个文件中 4 个已检查" in fazhi(folder, "-o", folder / "out").stderr, "its own results are no submissions"


@pytest.mark.slow
@pytest.mark.skipif(os.name == "nt", reason="Ctrl-C by signal")
def test_ctrl_c_stops_cleanly_and_the_run_goes_on(tmp_path: Path) -> None:
    folder, out = tmp_path / "in", tmp_path / "out"
    folder.mkdir()
    text = (REPORTS / "qingyan.txt").read_text("utf-8")
    for n in range(400):
        (folder / f"{n:03d}.txt").write_text(text.replace("青砚", chr(0x5000 + n) + "砚"), "utf-8")
    call = [sys.executable, "-m", "checker", "audit", str(folder), "-o", str(out), "--workers", "2"]
    heeded = signal.signal(signal.SIGINT, signal.default_int_handler)  # a shell has it ignored by what it starts in the background
    try:
        process = subprocess.Popen(call, cwd=ROOT, stderr=subprocess.PIPE, text=True, start_new_session=True)
    finally:
        signal.signal(signal.SIGINT, heeded)
    journal = out / "journal.jsonl"
    while not (journal.exists() and journal.stat().st_size > 0):
        assert process.poll() is None
        time.sleep(0.05)
    os.killpg(process.pid, signal.SIGINT)  # a terminal's Ctrl-C reaches the workers too
    _, said = process.communicate(timeout=20)
    assert process.returncode == 130 and "再运行同一条命令就接着检查" in said and "Traceback" not in said
    assert not (out / "results.jsonl").exists()
    kept = sum(line.startswith(b'{"key"') for line in journal.read_bytes().splitlines())
    assert 0 < kept < 400
    done = fazhi(folder, "-o", out)
    assert f"400 个文件中 {kept} 个已检查" in done.stderr and "报告 400 份" in done.stdout
