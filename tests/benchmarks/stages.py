"""The stages of the engine, from what pytest-benchmark has measured (`test_stages.py`)."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

from benchmarks.table import Table

HERE = Path(__file__).parent


def stages(folder: Path, tell: Callable[[str], None]) -> Table:
    """The table of stages."""
    data = folder / "stages.json"
    data.unlink(missing_ok=True)
    tell("by pytest-benchmark")
    chosen = ["--benchmark-only", "--benchmark-max-time=0.5", "--benchmark-timer=time.process_time", f"--benchmark-json={data}", "-p", "no:cacheprovider"]
    command = [sys.executable, "-m", "pytest", "-q", "-o", "addopts=--import-mode=importlib", *chosen, str(HERE / "test_stages.py")]
    done = subprocess.run(command, capture_output=True, text=True, cwd=HERE.parents[1], env={**os.environ, "PYTHONPATH": str(HERE.parent)}, check=False)
    if done.returncode or not data.exists():
        return Table("Stages", "", [], {"stages": (done.stdout or done.stderr).strip().splitlines()[-1][:200]})
    rows = [
        {
            "stage": measured["name"].removeprefix("test_").replace("_", " "),
            "ms": 1e3 * measured["stats"]["min"],
            "median": 1e3 * measured["stats"]["median"],
            "rounds": measured["stats"]["rounds"],
        }
        for measured in json.loads(data.read_text("utf-8"))["benchmarks"]
    ]
    note = "One report of about 3,500 characters, the same text again and again, processor time. Understanding has the scan in it, judging the findings."
    return Table("Stages", note, rows)
