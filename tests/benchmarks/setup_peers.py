"""Environments for the peers that this project does not use itself, made below `build/bench` on first use.

Versions are pinned, so that a run means the same a year from now. What cannot be had is `Absent`, with the reason.
"""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path

MEDSPACY = ("medspacy==1.3.1", "spacy==3.7.5")  # the newest medspaCy, and the newest spaCy that it takes
TEXTLINT = "textlint@15.8.0"
_NODE = (20, 18)  # the least that this textlint runs on


@dataclass(frozen=True, slots=True)
class Absent:
    """Something that is not run, and why."""

    reason: str


def medspacy_python(folder: Path) -> list[str] | Absent:
    """The command of a Python that has medspaCy, in an environment of its own: it needs an older spaCy than this project."""
    home = folder / "medspacy"
    python = home / ("Scripts/python.exe" if os.name == "nt" else "bin/python")
    ready = home / ".installed"
    if not ready.exists() or ready.read_text() != " ".join(MEDSPACY):
        for command in (
            [sys.executable, "-m", "venv", "--clear", str(home)],
            [str(python), "-m", "pip", "install", "--quiet", "--disable-pip-version-check", *MEDSPACY],
        ):
            if (failed := _failed(command)) is not None:
                return failed
        ready.write_text(" ".join(MEDSPACY))
    return [str(python)]


def textlint_folder(folder: Path) -> Path | Absent:
    """The folder that textlint is installed in."""
    node, npm = shutil.which("node"), shutil.which("npm")
    if node is None or npm is None:
        return Absent("node and npm are not on this machine")
    found = subprocess.run([node, "--version"], capture_output=True, text=True, check=False).stdout.strip()
    if tuple(map(int, found.lstrip("v").split(".")[:2])) < _NODE:
        return Absent(f"node {found} is older than {'.'.join(map(str, _NODE))}, which textlint needs")
    home = folder / "textlint"
    ready = home / ".installed"
    if not ready.exists() or ready.read_text() != TEXTLINT:
        home.mkdir(parents=True, exist_ok=True)
        (home / "package.json").write_text('{"private": true}\n')
        if (failed := _failed([npm, "install", "--silent", "--no-fund", "--no-audit", "--prefix", str(home), TEXTLINT])) is not None:
            return failed
        ready.write_text(TEXTLINT)
    return home


def _failed(command: list[str]) -> Absent | None:
    try:
        done = subprocess.run(command, capture_output=True, text=True, timeout=900, check=False)
    except (OSError, subprocess.TimeoutExpired) as error:
        return Absent(f"{Path(command[0]).name}: {type(error).__name__}")
    if done.returncode == 0:
        return None
    said = [line for line in (done.stderr or done.stdout).splitlines() if line.strip() and not line.startswith("WARNING")]
    return Absent(said[-1][:200] if said else f"{Path(command[0]).name} ended with {done.returncode}")
