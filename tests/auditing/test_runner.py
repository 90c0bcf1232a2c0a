"""Runs in real processes that die, hang and raise: nothing is lost, nothing twice, one line for each file that cannot be done."""

from __future__ import annotations

import json
import os
import sys
import time
from collections.abc import Callable
from pathlib import Path

import pytest
from audit_faults import faulty, greedy, never

from checker.auditing.journal import Entry, Journal
from checker.auditing.plan import submissions
from checker.auditing.pools import LocalPool, PoolError
from checker.auditing.runner import Examine, run
from checker.auditing.worker import Settings

Make = Callable[..., Path]
GOOD = [f"town-{n:02d}.txt" for n in range(40)]


def do(
    handed_in: Path, out: Path, settings: Settings, *, examine: Examine = faulty, per_file: float = 30.0, batch: int = 4, memory: int = 0
) -> dict[str, Entry]:
    """Runs over the files; the entries by the names of their files."""
    pool = LocalPool(2, memory) if memory else LocalPool(2)
    told: list[str] = []
    with Journal(out) as journal:
        files = submissions([handed_in])
        run(files, settings, journal, pool, examine=examine, batch=batch, per_file=per_file, done=lambda entry: told.append(entry.name))
        found = {Path(entry.name).name: entry for entry in journal.entries(list(journal._places))}
    assert len(told) == len(set(told)) == len(found) == len(files), "each file once"
    return found


def bad(found: dict[str, Entry]) -> list[str]:
    assert all(bool(entry.errors) != bool(entry.records) for entry in found.values())
    return sorted(name for name, entry in found.items() if entry.errors)


def test_every_file_is_done_once(handed_in: Make, tmp_path: Path, settings: Settings) -> None:
    found = do(handed_in(*GOOD), tmp_path / "out", settings)
    assert sorted(found) == GOOD and not bad(found)
    assert [json.loads(line)["text"] for line in found["town-07.txt"].records] == ["town-07.txt"]


def test_a_worker_that_dies_costs_one_file(handed_in: Make, tmp_path: Path, settings: Settings) -> None:
    found = do(handed_in(*GOOD[:16], "town-07-dies.txt", "town-11-dies.txt"), tmp_path / "out", settings)
    assert bad(found) == ["town-07-dies.txt", "town-11-dies.txt"]
    [error] = map(json.loads, found["town-07-dies.txt"].errors)
    assert error["code"] == "lost" and "fazhi check" in error["message"] and error["source"].endswith("town-07-dies.txt")


def test_a_file_that_hangs_costs_its_time_and_itself(handed_in: Make, tmp_path: Path, settings: Settings) -> None:
    begun = time.monotonic()
    found = do(handed_in(*GOOD[:6], "town-03-hangs.txt"), tmp_path / "out", settings, per_file=1.5, batch=1)
    assert bad(found) == ["town-03-hangs.txt"]
    assert time.monotonic() - begun < 30


def test_an_exception_costs_one_file(handed_in: Make, tmp_path: Path, settings: Settings) -> None:
    assert bad(do(handed_in(*GOOD[:9], "town-05-raises.txt"), tmp_path / "out", settings)) == ["town-05-raises.txt"]


@pytest.mark.skipif(sys.platform != "linux", reason="only Linux holds a process to so much data")
def test_a_file_that_takes_all_memory_costs_itself(handed_in: Make, tmp_path: Path, settings: Settings) -> None:
    found = do(handed_in(*GOOD[:6], "town-03-greedy.txt"), tmp_path / "out", settings, examine=greedy, memory=400_000_000)
    assert bad(found) == ["town-03-greedy.txt"]


def test_workers_that_cannot_start_end_the_run_and_blame_no_file(handed_in: Make, tmp_path: Path, settings: Settings) -> None:
    with pytest.raises(PoolError, match="工作进程起不来"):
        do(handed_in(*GOOD[:3]), tmp_path / "out", settings, examine=never)
    with Journal(tmp_path / "out") as journal:
        assert not journal._places


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="needs /dev/full, a disk without room")
def test_a_full_disk_is_told(handed_in: Make, tmp_path: Path, settings: Settings) -> None:
    journal = Journal(tmp_path / "out")
    kept = journal._file
    journal._file = Path("/dev/full").open("r+b", buffering=0)  # noqa: SIM115
    with journal._file, pytest.raises(OSError, match="No space left"):
        run(submissions([handed_in(*GOOD[:2])]), settings, journal, LocalPool(1), examine=faulty)
    kept.close()


@pytest.mark.skipif(os.name == "nt", reason="looks at processes by POSIX signals")
def test_processes_go_with_a_parent_that_is_killed(tmp_path: Path) -> None:
    import signal
    import subprocess

    script = tmp_path / "parent.py"
    script.write_text(
        "import os, time\nfrom checker.auditing.pools import LocalPool\n"
        "if __name__ == '__main__':\n    print(LocalPool(1).open().submit(os.getpid).result(), flush=True)\n    time.sleep(60)\n"
    )
    parent = subprocess.Popen([sys.executable, str(script)], stdout=subprocess.PIPE, text=True, env={**os.environ, "PYTHONPATH": os.getcwd()})
    assert parent.stdout is not None
    child = int(parent.stdout.readline())
    os.kill(parent.pid, signal.SIGKILL)
    parent.wait()
    parent.stdout.close()
    until = time.monotonic() + 10
    while Path(f"/proc/{child}/stat").exists() and Path(f"/proc/{child}/stat").read_text().split()[2] != "Z":
        assert time.monotonic() < until, "the child is still there"
        time.sleep(0.05)
