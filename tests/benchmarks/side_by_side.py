"""This engine and its peers over the same reports, each in a process of its own, in turn.

In each round every peer gets the first reports of that round's series: as many as it checks in about `BUDGET`
seconds. Texts are new in every round, so that nothing is remembered. Processor time is what counts; ratios are taken
within a round, so that what else the machine does hits all alike.
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections.abc import Callable, Iterator, Sequence
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from statistics import median
from typing import Any

from benchmarks.corpus import reports
from benchmarks.peers import FLOOR, LINE_UP, Peer
from benchmarks.setup_peers import MEDSPACY, TEXTLINT, Absent, medspacy_python, textlint_folder
from benchmarks.table import Table

HERE = Path(__file__).parent
ROUNDS, BUDGET = 5, 4.0
SIZES = (1_000, 500, 250, 100, 50, 25, 10, 5, 2)  # reports to a round
LENGTH = 3_500  # characters of a township's report, to which times are reckoned


@dataclass
class Run:
    """A peer at work: its process, what a round of it is, and what the rounds gave."""

    peer: Peer
    process: subprocess.Popen[str]
    start: float = 0.0  # seconds of the processor until it was ready
    size: int = SIZES[-1]
    cpu: list[float] = field(default_factory=list)  # seconds for a character
    wall: list[float] = field(default_factory=list)
    found: float = 0.0  # things to a report
    memory: float = 0.0

    def ask(self, texts: Sequence[str]) -> dict[str, float]:
        """The worker's answer for the texts."""
        assert self.process.stdin is not None
        self.process.stdin.write(json.dumps({"texts": texts}) + "\n")
        self.process.stdin.flush()
        return self.answer()

    def answer(self) -> dict[str, float]:
        """The worker's next answer. Raises `RuntimeError` where it has ended."""
        assert self.process.stdout is not None
        line = self.process.stdout.readline()
        if not line:
            raise RuntimeError(_last_words(self.process))
        answer: dict[str, float] = json.loads(line)
        return answer

    def round(self, series: int) -> None:
        """One round, kept."""
        texts = [report.text for report in reports(self.size, series)]
        answer = self.ask(texts)
        characters = sum(map(len, texts))
        self.cpu.append(answer["cpu"] / characters)
        self.wall.append(answer["wall"] / characters)
        self.found = answer["found"] / len(texts)
        self.memory = max(self.memory, answer["rss"])


def side_by_side(folder: Path, terms: Path, *, rounds: int = ROUNDS, budget: float = BUDGET, tell: Callable[[str], None]) -> Table:
    """The table of all peers."""
    absent: dict[str, str] = {}
    with ExitStack() as stack:
        runs: list[Run] = []
        for peer in LINE_UP:
            tell(f"{peer.name}: starting")
            command = _command(peer, folder, terms)
            if isinstance(command, Absent):
                absent[peer.name] = command.reason
                continue
            run = stack.enter_context(_started(peer, command, folder))
            try:
                run.start = run.answer()["cpu"]
                run.size = _size(run, budget)
            except RuntimeError as error:
                absent[peer.name] = str(error)
                continue
            runs.append(run)
        for number in range(1, rounds + 1):
            tell(f"round {number} of {rounds}")
            for run in runs:
                run.round(number)
    return _table(runs, absent, rounds)


def _size(run: Run, budget: float) -> int:
    """How many reports make a round of about `budget` seconds of the processor; asking warms up, too."""
    seconds = run.ask([report.text for report in reports(2, series=0)])["cpu"] / 2
    if seconds < budget:
        few = [report.text for report in reports(2 if seconds > budget / 20 else 20, series=0, first=2)]
        seconds = run.ask(few)["cpu"] / len(few)
    return next((size for size in SIZES if size * seconds <= budget), SIZES[-1])


def _command(peer: Peer, folder: Path, terms: Path) -> list[str] | Absent:
    if peer.environment == "node":
        home = textlint_folder(folder)
        return home if isinstance(home, Absent) else ["node", str(HERE / "peers" / peer.module), str(home), str(terms)]
    python = medspacy_python(folder) if peer.environment == "medspacy" else [sys.executable]
    return python if isinstance(python, Absent) else [*python, "-m", "benchmarks.worker", peer.module, str(terms)]


@contextmanager
def _started(peer: Peer, command: Sequence[str], folder: Path) -> Iterator[Run]:
    # Peers in environments of their own must not see this project's packages, but the benchmarks, and `checker` where they run here.
    path = [str(HERE.parent), *([str(HERE.parents[1])] if peer.environment == "here" else [])]
    with (folder / f"{Path(peer.module).parts[0]}.log").open("w", encoding="utf-8") as log:
        process = subprocess.Popen(
            command,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=log,
            text=True,
            encoding="utf-8",
            env={**os.environ, "PYTHONPATH": os.pathsep.join(path), "PYTHONUTF8": "1"},
        )
        process.log = log.name  # type: ignore[attr-defined]
        try:
            yield Run(peer, process)
        finally:
            process.stdin.close()  # type: ignore[union-attr]
            try:
                process.wait(10)
            except subprocess.TimeoutExpired:
                process.kill()


def _last_words(process: Any) -> str:
    said = [line for line in Path(process.log).read_text("utf-8", "replace").splitlines() if line.strip()]
    return said[-1][:200] if said else f"it ended with {process.wait()}"


def _table(runs: Sequence[Run], absent: dict[str, str], rounds: int) -> Table:
    floor = next((run for run in runs if run.peer.name == FLOOR), None)
    rows: list[dict[str, Any]] = []
    for run in runs:
        row: dict[str, Any] = {
            "what": run.peer.name,
            "reports a round": run.size,
            "ms a report": 1e3 * LENGTH * min(run.cpu),
            "median": 1e3 * LENGTH * median(run.cpu),
            "wall": 1e3 * LENGTH * median(run.wall),
            "reports/s": 1 / (LENGTH * median(run.cpu)),
            "characters/s": 1 / median(run.cpu),
            "× floor": median(own / least for own, least in zip(run.cpu, floor.cpu, strict=True)) if floor else None,
            "found": run.found,
            "start, s": run.start,
            "MB": run.memory,
        }
        rows.append(row)
    return Table(
        "Engine and peers",
        f"One core, {rounds} rounds in turn, new texts in each. Milliseconds of the processor for a report of {LENGTH:,} characters (least, median; `wall` by"
        " the clock); rates by the median; `× floor` is the median of the rounds' ratios. `found`: places to a report (words, evidence, matches, tokens,"
        " entities, messages), which are not the same thing. `start`: processor seconds from nothing to ready.",
        rows,
        absent,
        {peer.name: _what(peer) for peer in LINE_UP},
    )


def _what(peer: Peer) -> str:
    with_what = {"medspacy": f" ({', '.join(MEDSPACY)})", "node": f" ({TEXTLINT})"}
    return peer.what + with_what.get(peer.environment, "")
