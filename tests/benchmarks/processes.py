"""Whole processes, as a user starts them: `fazhi` and the peers, for one report and for a thousand."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from statistics import median
from typing import Any

from benchmarks.corpus import reports
from benchmarks.setup_peers import Absent, medspacy_python, textlint_folder
from benchmarks.table import Table

HERE = Path(__file__).parent
MANY = 1_000
ROUNDS = 5
LONG = 15  # seconds: what takes so long is run once


@dataclass
class Command:
    """A command, which exit statuses are no failure, and what came of it. `without` is a folder that is removed before each run."""

    name: str
    arguments: Sequence[str]
    good: tuple[int, ...] = (0, 1)
    environment: dict[str, str] = field(default_factory=dict)
    without: Path | None = None
    took: list[dict[str, Any]] = field(default_factory=list)


def processes(folder: Path, terms: Path, *, many: int = MANY, rounds: int = ROUNDS, tell: Callable[[str], None]) -> Table:
    """The table of whole processes."""
    files = _files(folder / "reports", many)
    commands, absent = _commands(folder, terms, files)
    for number in range(rounds):
        tell(f"round {number + 1} of {rounds}")
        for command in commands:
            long = bool(command.took) and command.took[0]["wall"] > LONG
            if not long and command.name not in absent:
                took = _run(command)
                if took["code"] not in command.good:
                    absent[command.name] = f"ended with {took['code']}: {took['said'].strip().splitlines()[-1:] or ''}"
                command.took.append(took)
    rows = [
        {
            "what": command.name,
            "runs": len(command.took),
            "wall, s": min(took["wall"] for took in command.took),
            "median": median(took["wall"] for took in command.took),
            "processor, s": median(took["cpu"] for took in command.took) if command.took[0]["cpu"] is not None else None,
            "peak MB": max(took["mb"] for took in command.took) if command.took[0]["mb"] is not None else None,
        }
        for command in commands
        if command.name not in absent
    ]
    return Table(
        "Whole processes",
        f"From start to end, output thrown away or written to a file; least and median of the clock, median of the processor's seconds; peak memory."
        " A first run compiles the rulebook and keeps it; those after it find it in the cache."
        f" One report has {len(Path(files[0]).read_text('utf-8')):,} characters. Peers are as in the first table.",
        rows,
        absent,
    )


def _commands(folder: Path, terms: Path, files: Sequence[str]) -> tuple[list[Command], dict[str, str]]:
    script = Path(sys.executable).with_name("fazhi")
    fazhi = [str(script)] if script.exists() else [sys.executable, "-m", "checker"]
    docx = _docx(folder, Path(files[0]))
    cache = folder / "cache"
    kept = {"FAZHI_CACHE": str(cache)}
    commands = [
        Command("python, nothing", [sys.executable, "-c", "pass"]),
        Command("python, import spacy", [sys.executable, "-c", "import spacy"]),
        Command("fazhi --help", [*fazhi, "--help"]),
        Command("fazhi check, one .txt, first run", [*fazhi, "check", files[0]], environment=kept, without=cache),
        Command("fazhi check, one .txt, later runs", [*fazhi, "check", files[0]], environment=kept),
        Command("fazhi check, one .docx, later runs", [*fazhi, "check", docx], environment=kept),
        Command(f"fazhi check, {len(files):,} .txt to JSON", [*fazhi, "check", *files, "-o", str(folder / "all.json")], environment=kept),
    ]
    absent: dict[str, str] = {}
    python = medspacy_python(folder)
    if isinstance(python, Absent):
        absent["medspaCy"] = python.reason
    else:
        once = "import sys; from benchmarks import once; once.main(*sys.argv[1:])"
        one = [*python, "-c", once, "medspacy_rules", str(terms), files[0]]
        commands.append(Command("medspaCy, one .txt", one, (0,), {"PYTHONPATH": str(HERE.parent)}))
    home = textlint_folder(folder)
    if isinstance(home, Absent):
        absent["textlint"] = home.reason
    else:
        rules = home / "rules"
        rules.mkdir(exist_ok=True)
        # Its command loads rules that are CommonJS: the rule as it is, with the one line changed that says so.
        rule = (HERE / "peers" / "textlint" / "rules.mjs").read_text("utf-8")
        common = rule.replace('import { readFileSync } from "node:fs";', 'const { readFileSync } = require("node:fs");').replace(
            "export default function", "module.exports = function"
        )
        (rules / "rulebook-terms.js").write_text(common, "utf-8")
        textlint = ["node", str(home / "node_modules" / "textlint" / "bin" / "textlint.js"), "--rulesdir", str(rules), "--no-textlintrc", "--format", "unix"]
        environment = {"BENCHMARK_TERMS": str(terms)}
        commands.append(Command("textlint, one .txt", [*textlint, files[0]], environment=environment))
        commands.append(Command(f"textlint, {len(files):,} .txt", [*textlint, *files], environment=environment))
    return commands, absent


def _run(command: Command) -> dict[str, Any]:
    if command.without is not None:
        shutil.rmtree(command.without, ignore_errors=True)
    environment = {**os.environ, "PYTHONPATH": str(HERE.parents[1]), "PYTHONUTF8": "1", **command.environment}
    done = subprocess.run([sys.executable, "-S", str(HERE / "timed.py"), *command.arguments], capture_output=True, text=True, env=environment, check=True)
    took: dict[str, Any] = json.loads(done.stdout)
    return took


def _files(folder: Path, many: int) -> list[str]:
    """The first reports of the corpus as files; the first one is of about the length that times are reckoned to."""
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir(parents=True)
    made = sorted(reports(many), key=lambda report: (abs(len(report.text) - 3_500) > 100, report.name))
    for report in made:
        (folder / f"{report.name}.txt").write_text(report.text, "utf-8")
    return [str(folder / f"{report.name}.txt") for report in made]


def _docx(folder: Path, text: Path) -> str:
    from auditing.season_maker import as_file

    path = folder / "one.docx"
    path.write_bytes(as_file("docx", text.read_text("utf-8")))
    return str(path)
