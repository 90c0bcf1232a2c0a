"""A peer's whole life for one report: start, make ready, look through one file, end."""

from __future__ import annotations

import json
from importlib import import_module
from pathlib import Path


def main(peer: str, terms: str, file: str) -> None:
    """Runs `peer` over `file`, and prints how many things it found."""
    read, run = import_module(f"benchmarks.peers.{peer}").prepare(json.loads(Path(terms).read_text("utf-8")))
    print(run(read(Path(file).read_text("utf-8"))))
