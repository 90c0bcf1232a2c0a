"""A season from files to results: taken up again, killed again and again, changed, unreadable; the bytes are the same in the end."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from functools import partial
from pathlib import Path
from random import Random

import pytest
from audit_faults import faulty

from checker.auditing.plan import submissions
from checker.auditing.pools import LocalPool
from checker.auditing.runner import run
from checker.auditing.season import FILES, audit
from checker.auditing.summary import Facts, Summary, load
from checker.auditing.worker import Settings

ROOT = Path(__file__).parents[2]
Make = Callable[..., Path]
GOOD = [f"town-{n:02d}.txt" for n in range(40)]
RESULTS = [name for name in FILES if name != "journal.jsonl"]

_SEASON = """
import sys
from functools import partial
from pathlib import Path
sys.path[:0] = [{here!r}, {root!r}]
from audit_faults import slow
import checker.auditing.season as season
from checker.auditing.plan import submissions
from checker.auditing.pools import LocalPool
from checker.auditing.summary import Facts
from checker.auditing.worker import Settings

if __name__ == "__main__":
    season.run = partial(season.run, examine=slow, batch=2)
    settings, facts = Settings("outline-2021-2025", "0" * 64, "1.0"), Facts("1.0", "outline-2021-2025", "1", "0" * 64, "blank-zh")
    season.audit(submissions([Path({source!r})]), settings, facts, Path({out!r}), LocalPool(2))
"""


def start(tmp_path: Path, source: Path, out: Path) -> subprocess.Popen[bytes]:
    script = tmp_path / f"{out.name}.py"
    script.write_text(_SEASON.format(here=str(Path(__file__).parent), root=str(ROOT), source=str(source), out=str(out)), "utf-8")
    return subprocess.Popen([sys.executable, str(script)], cwd=ROOT)


def sources(folder: Path, file: str) -> list[str]:
    return [Path(json.loads(line)["source"]).name for line in (folder / file).read_text("utf-8").splitlines()]


@pytest.mark.slow
@pytest.mark.skipif(os.name == "nt", reason="kills by signal")
def test_a_run_killed_at_ten_moments_gives_the_same_bytes_in_the_end(handed_in: Make, tmp_path: Path) -> None:
    source = handed_in(*GOOD, *(f"village-{n:02d}.txt" for n in range(60)), "town-99-raises.txt", "town-98-dies.txt")
    whole, broken = tmp_path / "whole", tmp_path / "broken"
    assert start(tmp_path, source, whole).wait(60) == 0
    rnd, killed, kept = Random(7), 0, []
    for _ in range(10):
        process = start(tmp_path, source, broken)
        begun = time.monotonic()
        journal = broken / "journal.jsonl"
        size = journal.stat().st_size if journal.exists() else 0
        while process.poll() is None and time.monotonic() < begun + 20 and not (journal.exists() and journal.stat().st_size > size):
            time.sleep(0.01)
        time.sleep(rnd.uniform(0, 0.12))  # a little further, wherever that is
        killed += process.poll() is None
        process.send_signal(signal.SIGKILL)
        process.wait()
        kept.append(journal.stat().st_size)
    assert killed >= 5 and kept == sorted(kept)
    assert start(tmp_path, source, broken).wait(60) == 0
    assert len(sources(broken, "results.jsonl")) == 100 and sources(broken, "errors.jsonl") == ["town-98-dies.txt", "town-99-raises.txt"]
    for name in RESULTS:
        assert (broken / name).read_bytes() == (whole / name).read_bytes(), name
    names = [json.loads(line)["name"] for line in (broken / "journal.jsonl").read_text("utf-8").splitlines() if line.startswith('{"key"')]
    assert len(names) == len(set(names)) == 102, "nothing was done twice"


@pytest.fixture
def again(monkeypatch: pytest.MonkeyPatch, facts: Facts, tmp_path: Path) -> Callable[..., tuple[Summary, list[int]]]:
    """Runs a season with a stand-in for the work; the summary, and how many files there were and were kept."""

    def go(source: Path, settings: Settings, out: Path = tmp_path / "out") -> tuple[Summary, list[int]]:
        monkeypatch.setattr("checker.auditing.season.run", partial(run, examine=faulty))
        counts: list[int] = []
        summary = audit(submissions([source]), settings, facts, out, LocalPool(1), started=lambda *given: counts.extend(given))
        return summary, counts

    return go


def test_only_what_changed_is_done_again(handed_in: Make, tmp_path: Path, settings: Settings, again: Callable[..., tuple[Summary, list[int]]]) -> None:
    source, out = handed_in(*GOOD[:5]), tmp_path / "out"
    assert again(source, settings)[1] == [5, 0]
    first = {name: (out / name).read_bytes() for name in RESULTS}
    assert again(source, settings)[1] == [5, 5]
    assert {name: (out / name).read_bytes() for name in RESULTS} == first
    (source / GOOD[2]).write_text("mended", "utf-8")
    (source / GOOD[4]).unlink()
    assert again(source, settings)[1] == [4, 3]
    texts = [json.loads(line)["text"] for line in (out / "results.jsonl").read_text("utf-8").splitlines()]
    assert texts == [GOOD[0], GOOD[1], "mended", GOOD[3]]
    other = Settings(settings.rulebook, "1" * 64, settings.version)
    assert again(source, other)[1] == [4, 0]
    elsewhere = Settings(str(tmp_path / "rules"), "1" * 64, settings.version)
    assert again(source, elsewhere)[1] == [4, 4], "where the rulebook lies does not matter"


def test_the_folder_may_be_moved(handed_in: Make, tmp_path: Path, settings: Settings, again: Callable[..., tuple[Summary, list[int]]]) -> None:
    source = handed_in(*GOOD[:3])
    again(source, settings)
    moved = tmp_path / "elsewhere" / "in"
    moved.parent.mkdir()
    source.rename(moved)
    assert again(moved, settings)[1] == [3, 3]


def test_what_could_not_be_read_is_tried_again(handed_in: Make, tmp_path: Path, settings: Settings, again: Callable[..., tuple[Summary, list[int]]]) -> None:
    source = handed_in("a.txt")
    (source / "raises.txt").symlink_to(tmp_path / "not-there-yet")
    summary, _ = again(source, settings)
    assert [problem.code for problem in summary.errors] == ["lost"]
    (tmp_path / "not-there-yet").write_text("b", "utf-8")
    (source / "raises.txt").rename(source / "fine.txt")
    summary, counts = again(source, settings)
    assert counts == [2, 1] and not summary.errors and len(summary.rows) == 2


def test_the_summary_is_read_back(handed_in: Make, tmp_path: Path, settings: Settings, again: Callable[..., tuple[Summary, list[int]]]) -> None:
    summary, _ = again(handed_in(*GOOD[:3]), settings)
    assert load(tmp_path / "out") == summary
