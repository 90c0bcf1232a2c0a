"""`python -m benchmarks`: everything measured in one run, to the terminal, `results.json` and `results.md` in build/bench.

It ends with 1 where verdicts are not as pinned: a faster engine that answers otherwise is no faster engine.
"""

from __future__ import annotations

import json
import sys
from collections.abc import Callable, Iterator
from dataclasses import asdict
from datetime import UTC, datetime
from importlib.metadata import version
from pathlib import Path
from time import perf_counter

import click

from benchmarks import machine, verdicts
from benchmarks.corpus import repetition, reports
from benchmarks.formats import formats
from benchmarks.growth import CHARACTERS, LONG, REPORTS, growth
from benchmarks.processes import processes
from benchmarks.side_by_side import BUDGET, ROUNDS, side_by_side
from benchmarks.stages import stages
from benchmarks.table import Table, shown
from benchmarks.terms import as_data
from checker.rulebook import load_rulebook

PATIENCE = 60.0  # seconds that the next step of a growth may take
LIBRARIES = ("spacy", "pyahocorasick", "numpy", "lxml", "pydantic")


@click.command()
@click.option(
    "--only", "chosen", multiple=True, type=click.Choice(["peers", "processes", "growth", "formats", "stages", "verdicts"]), help="These sections alone."
)
@click.option("--rounds", default=ROUNDS, show_default=True, help="Rounds of the peers.")
@click.option("--budget", default=BUDGET, show_default=True, help="Seconds of a peer's round, about.")
@click.option("--long", is_flag=True, help="Growth up to 100,000 reports and 10 MB, however long it takes.")
@click.option("--folder", default="build/bench", show_default=True, type=click.Path(path_type=Path, file_okay=False), help="Where results and peers are put.")
def main(chosen: tuple[str, ...], rounds: int, budget: float, long: bool, folder: Path) -> None:
    """Measure this engine beside its peers over the generated corpus."""
    folder = folder.resolve()
    folder.mkdir(parents=True, exist_ok=True)
    began = perf_counter()
    about = {
        "date": datetime.now(UTC).date().isoformat(),
        "command": " ".join(["python -m benchmarks", *sys.argv[1:]]),
        "core": machine.pin(),
        **machine.described(),
    }
    about |= {name: version(name) for name in LIBRARIES}
    about |= {"load at the start": f"{machine.load():.1f}", "corpus": _corpus()}
    terms = folder / "terms.json"
    data = as_data(load_rulebook())
    terms.write_text(json.dumps(data, ensure_ascii=False), "utf-8")
    about["rulebook"] = f"{len(data['terms']):,} terms of {len(data['words']):,} words"
    patience = float("inf") if long else PATIENCE
    sections: dict[str, Callable[[], Iterator[Table]]] = {
        "peers": lambda: iter([side_by_side(folder, terms, rounds=rounds, budget=budget, tell=_tell)]),
        "processes": lambda: iter([processes(folder, terms, tell=_tell)]),
        "growth": lambda: (
            growth(kind, sizes, patience, _tell) for kind, sizes in (("reports", (*REPORTS, *(LONG if long else ()))), ("characters", CHARACTERS))
        ),
        "formats": lambda: iter([formats(folder, tell=_tell)]),
        "stages": lambda: iter([stages(folder, _tell)]),
    }
    tables: list[Table] = []
    for name, measure in sections.items():
        if not chosen or name in chosen:
            _tell(f"== {name}")
            for table in measure():
                tables.append(table)
                click.echo(f"\n{table.text()}")
    differences: list[str] = []
    if not chosen or "verdicts" in chosen:
        _tell("== verdicts")
        now = verdicts.lines((*verdicts.files(), *verdicts.corpus()))
        differences = verdicts.differences(verdicts.pinned(), now)
        about["verdicts"] = f"{len(now) - 1:,} reports compared with those pinned, {len(differences)} differences"
        click.echo("\n".join((*differences[:50], about["verdicts"])))
    about |= {"load at the end": f"{machine.load():.1f}", "the run took": f"{(perf_counter() - began) / 60:.1f} minutes"}
    _write(folder, about, tables)
    sys.exit(1 if differences else 0)


def _corpus() -> str:
    texts = [report.text for report in reports(1_000)]
    again = repetition(texts)
    return (
        f"{len(texts):,} reports, {sum(map(len, texts)):,} characters ({min(map(len, texts)):,} to {max(map(len, texts)):,} each); of"
        f" {again.sentences:,} sentences {again.repeated:.1%} occur more than once (with figures left out {again.repeated_but_for_figures:.1%}; mostly run-in"
        f" headings: {again.repeated_characters:.1%} of the characters)"
    )


def _write(folder: Path, about: dict[str, str], tables: list[Table]) -> None:
    results = {"about": about, "tables": [asdict(table) for table in tables]}
    (folder / "results.json").write_text(json.dumps(results, ensure_ascii=False, indent=2) + "\n", "utf-8")
    lines = ["<!-- Written by `make bench`. -->", "", *(f"- {name}: {what}" for name, what in about.items()), ""]
    (folder / "results.md").write_text("\n".join(lines) + "\n" + "\n".join(table.markdown() for table in tables), "utf-8")
    click.echo("\n".join(f"{name}: {shown(what)}" for name, what in about.items()))
    click.echo(f"\n{folder / 'results.json'}\n{folder / 'results.md'}")


def _tell(words: str) -> None:
    click.echo(f"  {words}", err=True)


if __name__ == "__main__":
    main()
