"""A Dask cluster of real processes: a scheduler and two workers, one of them killed in mid-run."""

from __future__ import annotations

import json
import os
import re
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from pathlib import Path

import pytest
from audit_faults import dies_once, slow

from checker.auditing.journal import Entry, Journal
from checker.auditing.plan import submissions
from checker.auditing.pools import ClusterPool, PoolError
from checker.auditing.runner import run
from checker.auditing.worker import Settings, examine

pytest.importorskip("distributed")
ROOT = Path(__file__).parents[2]
Make = Callable[..., Path]


def started(files: ExitStack, *arguments: str) -> subprocess.Popen[str]:
    """A Dask command in a process of its own, which is ended with the test."""
    environment = {**os.environ, "PYTHONPATH": os.pathsep.join((str(ROOT), str(Path(__file__).parent)))}
    process = subprocess.Popen(
        [sys.executable, "-m", "distributed.cli." + arguments[0], *arguments[1:]], stderr=subprocess.PIPE, text=True, env=environment, start_new_session=True
    )

    def end() -> None:
        if process.poll() is None:
            os.killpg(process.pid, signal.SIGKILL)
        process.wait()
        assert process.stderr is not None
        process.stderr.close()

    files.callback(end)
    return process


@pytest.fixture
def cluster(tmp_path: Path) -> Iterator[tuple[str, list[subprocess.Popen[str]]]]:
    """The scheduler's address and the two workers."""
    with ExitStack() as files:
        scheduler = started(files, "dask_scheduler", "--host", "127.0.0.1", "--port", "0", "--no-dashboard")
        assert scheduler.stderr is not None
        address = next(found[0] for line in scheduler.stderr if (found := re.search(r"tcp://127\.0\.0\.1:\d+", line)))
        options = ("--nthreads", "1", "--no-dashboard", "--no-nanny", "--local-directory", str(tmp_path / "dask"))
        workers = [started(files, "dask_worker", address, *options) for _ in range(2)]
        from distributed import Client

        with Client(address, set_as_default=False) as client:
            client.wait_for_workers(2, timeout=30)
        yield address, workers


def entries(journal: Journal) -> dict[str, Entry]:
    return {Path(entry.name).name: entry for entry in journal.entries(list(journal._places))}


@pytest.mark.skipif(os.name == "nt", reason="kills by signal")
def test_a_worker_killed_in_mid_run_loses_nothing_and_doubles_nothing(
    cluster: tuple[str, list[subprocess.Popen[str]]], handed_in: Make, tmp_path: Path, settings: Settings
) -> None:
    address, workers = cluster
    source = handed_in(*(f"town-{n:02d}.txt" for n in range(60)), "town-30-raises.txt")
    pool = ClusterPool(address)
    told: list[str] = []

    def done(entry: Entry) -> None:
        told.append(entry.name)
        if len(told) == 10:
            workers[0].kill()

    assert pool.workers == 2
    try:
        with Journal(tmp_path / "out") as journal:
            run(submissions([source]), settings, journal, pool, examine=slow, batch=2, done=done)
            found = entries(journal)
    finally:
        pool.close()
    assert workers[0].poll() is not None and workers[1].poll() is None
    assert len(told) == len(set(told)) == len(found) == 61
    assert [name for name, entry in found.items() if entry.errors] == ["town-30-raises.txt"]
    assert all(json.loads(entry.records[0])["text"] == name for name, entry in found.items() if entry.records)


@pytest.mark.skipif(os.name == "nt", reason="kills by signal")
def test_what_ends_one_worker_is_done_by_the_other(
    cluster: tuple[str, list[subprocess.Popen[str]]], handed_in: Make, tmp_path: Path, settings: Settings
) -> None:
    address, workers = cluster
    source = handed_in(*(f"town-{n:02d}.txt" for n in range(12)), "town-05-dies.txt")
    pool = ClusterPool(address)
    try:
        with Journal(tmp_path / "out") as journal:
            run(submissions([source]), settings, journal, pool, examine=dies_once, batch=2)
            found = entries(journal)
    finally:
        pool.close()
    assert len(found) == 13 and not any(entry.errors for entry in found.values())
    assert sum(worker.poll() is None for worker in workers) == 1


def test_the_real_work_on_a_cluster(cluster: tuple[str, list[subprocess.Popen[str]]], tmp_path: Path) -> None:
    from checker.output.sealing import rulebook_facts
    from checker.rulebook import load_rulebook

    settings = Settings("outline-2021-2025", rulebook_facts(load_rulebook())["sha256"], "1.0")
    files = submissions([ROOT / "reports" / name for name in ("qingyan.txt", "shinian.txt", "liujin.md")])
    pool = ClusterPool(cluster[0])
    try:
        with Journal(tmp_path / "out") as journal:
            run(files, settings, journal, pool, batch=1)
            found = entries(journal)
    finally:
        pool.close()
    assert [found[Path(f.name).name] for f in files] == examine(settings, files)


def test_a_scheduler_that_does_not_answer() -> None:
    begun = time.monotonic()
    with pytest.raises(PoolError, match=r"tcp://127\.0\.0\.1:9：没有应答"):
        ClusterPool("tcp://127.0.0.1:9", patience=2.0)
    assert time.monotonic() - begun < 9
