"""How time and memory grow: with the number of reports, and with the length of one.

    python -m benchmarks.growth reports|characters SECONDS N…

prints a line of JSON for each N, as long as one takes no more than SECONDS. Reports are made, checked, written as JSON
and thrown away one by one, so that memory should stay where it is; the making is not timed. Each N goes on from the one
before it.
"""

from __future__ import annotations

import gc
import json
import os
import subprocess
import sys
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from time import process_time
from typing import Any

from benchmarks.corpus import reports
from benchmarks.machine import resident
from benchmarks.table import Table

HERE = Path(__file__).parent
REPORTS = (10, 100, 1_000, 10_000)
LONG = (100_000,)
CHARACTERS = (3_500, 35_000, 350_000, 3_500_000)  # up to 10 MB of UTF-8
SAMPLES = 20  # of memory, between two Ns
SERIES = 9


def growth(kind: str, sizes: Sequence[int], budget: float, tell: Callable[[str], None]) -> Table:
    """The table of one kind of growth, up to the size that would take longer than `budget` seconds."""
    rows: list[dict[str, Any]] = []
    absent: dict[str, str] = {}
    environment = {**os.environ, "PYTHONPATH": os.pathsep.join((str(HERE.parent), str(HERE.parents[1])))}
    command = [sys.executable, "-m", "benchmarks.growth", kind, str(budget), *map(str, sizes)]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True, env=environment) as process:
        assert process.stdout is not None
        for line in process.stdout:
            row = json.loads(line)
            if "reason" in row:
                absent[f"{row['size']:,} {kind}"] = row["reason"]
            else:
                tell(f"{row[kind]:,} {kind}")
                rows.append(row)
    if process.returncode:
        absent[kind] = f"the process ended with {process.returncode}"
    return Table(
        f"Growth with the number of {kind}" if kind == "reports" else "Growth with the length of a text",
        "Text to JSON, one process, one report after the other. `MB` is the memory held at the end of each stretch; `least`, `most`: of samples within it."
        if kind == "reports"
        else "One text to its checklist, below the limit that `fazhi` has for a file (300,000 characters).",
        rows,
        absent,
    )


def of_reports(sizes: Sequence[int], budget: float) -> Iterator[dict[str, Any]]:
    """A row for each number of reports, in all."""
    from benchmarks.peers import to_json

    read, run = to_json.prepare({})
    gc.freeze()
    done, seconds, characters = 0, 0.0, 0
    for size in sizes:
        if done and (expected := seconds / done * (size - done)) > budget:
            yield _too_long(size, expected)
            return
        held: list[float] = []
        own = 0.0
        every = max((size - done) // SAMPLES, 1)
        for report in reports(size - done, SERIES, done):
            text = read(report.text)
            start = process_time()
            run(text)
            own += process_time() - start
            characters += len(text)
            done += 1
            if done % every == 0:
                held.append(resident())
        seconds += own
        yield {
            "reports": size, "seconds": seconds, "reports/s": size / seconds, "reports/s of 3,500": characters / seconds / 3_500,
            "MB": resident(), "least": min(held), "most": max(held),
        }  # fmt: skip


def of_characters(sizes: Sequence[int], budget: float) -> Iterator[dict[str, Any]]:
    """A row for each length."""
    from benchmarks.peers import analysis

    read, run = analysis.prepare({})
    gc.freeze()
    whole = "\n".join(report.text for report in reports(max(sizes) // 3_000, SERIES))
    done, seconds = 0, 0.0
    for size in sizes:
        if done and (expected := seconds / done * size) > budget:
            yield _too_long(size, expected)
            return
        text = whole[:size]
        gc.collect()
        start = process_time()
        document = read(text)
        reading = process_time()
        run(document)
        seconds, done = process_time() - start, size
        yield {
            "characters": len(text), "MB of text": len(text.encode()) / 1e6,
            "text to Document, s": reading - start, "Document to Checklist, s": seconds - reading + start,
            "characters/s": len(text) / seconds, "MB": resident(),
        }  # fmt: skip


def _too_long(size: int, seconds: float) -> dict[str, Any]:
    return {"size": size, "reason": f"would take about {seconds:.0f} s here; `python -m benchmarks --long` runs it"}


if __name__ == "__main__":
    kind, most, *numbers = sys.argv[1:]
    for made in (of_reports if kind == "reports" else of_characters)([int(number) for number in numbers], float(most)):
        print(json.dumps(made), flush=True)
