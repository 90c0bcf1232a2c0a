"""A load test: a county made, a desk started, players let loose, and what it came to."""

from __future__ import annotations

import argparse
import asyncio
import json
import os
import random
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import psutil
from figures import Figures
from players import Browser, Drafter, Reviewer, plays
from postgresql_cluster import cluster, database
from running_desk import Desk
from season_maker import make_season

HERE = Path(__file__).parent
UNITS = 60
REVIEWERS = 0.1  # share of the users
SEED = 1
_WARM_UP = 10.0  # seconds that do not count: the checkers have just been started, too
_SEED = """
sys.path.insert(0, {here!r})
from seeding import seed
answer = seed({units}, {drafters}, {reviewers})
"""


def main(arguments: list[str]) -> int:
    """Runs a load test; the exit status is 1 where there was an error."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--users", type=int, default=50)
    parser.add_argument("--seconds", type=float, default=60)
    parser.add_argument("--units", type=int, default=UNITS)
    parser.add_argument("--database", choices=("sqlite", "postgresql"), default="sqlite")
    parser.add_argument("--json", action="store_true", help="figures for programs")
    said = parser.parse_args(arguments)
    with tempfile.TemporaryDirectory(prefix="fazhi-load-") as folder, _desk(Path(folder), said.database) as desk:
        reviewers = max(1, round(said.users * REVIEWERS))
        people = desk.inside(_SEED.format(here=str(HERE), units=said.units, drafters=said.users - reviewers, reviewers=reviewers))
        reports = [(made.path.name, made.path.read_bytes()) for made in make_season(Path(folder) / "reports", 120, SEED, ("docx", "txt"))]
        desk.start()
        try:
            asyncio.run(_play(desk.url, people, reports, _WARM_UP, Figures()))
            figures, about = Figures(), {"load average before": os.getloadavg()[0]}
            before = _spent(desk)
            asyncio.run(_play(desk.url, people, reports, said.seconds, figures))
            about |= {"load average after": os.getloadavg()[0], **{name: seconds - before.get(name, 0.0) for name, seconds in _spent(desk).items()}}
        finally:
            desk.stop()
    if said.json:
        print(json.dumps({**figures.facts(), "about": about}))
    else:
        print(figures.table(), *(f"{name}: {value:.1f}" for name, value in about.items()), sep="\n")
    return 1 if figures.errors else 0


async def _play(url: str, people: dict[str, Any], reports: list[tuple[str, bytes]], seconds: float, figures: Figures) -> None:
    rnd, until = random.Random(SEED), time.monotonic() + seconds
    players: list[Drafter | Reviewer] = [
        Drafter(Browser(url, person["session"], figures), person["submission"], reports, random.Random(rnd.random())) for person in people["drafters"]
    ]
    players += [Reviewer(Browser(url, session, figures), 2025, random.Random(rnd.random())) for session in people["reviewers"]]
    await asyncio.gather(*(plays(player, until) for player in players))


def _spent(desk: Desk) -> dict[str, float]:
    """Seconds of processor time: of the server, its workers, and these players."""
    assert desk.process is not None

    def of(process: psutil.Process) -> float:
        times = process.cpu_times()
        return float(times.user + times.system)

    return {
        "CPU seconds of the server": of(psutil.Process(desk.process.pid)),
        "CPU seconds of the workers": sum(map(of, desk.workers())),
        "CPU seconds of the players": of(psutil.Process()),
    }


@contextmanager
def _desk(folder: Path, kind: str) -> Iterator[Desk]:
    if kind == "sqlite":
        yield Desk(folder / "desk")
        return
    with cluster() as server, database(server) as url:
        yield Desk(folder / "desk", url)
