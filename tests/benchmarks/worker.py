"""A peer in a process of its own: `python -m benchmarks.worker PEER TERMS` answers lines of JSON on its input.

A peer is a module of `benchmarks.peers` with `prepare(terms) -> (read, run)`: `read(text)` makes what `run` takes and is
not timed, `run(it)` is, and returns how many things it found. Each line in is `{"texts": […]}`, each line out the
seconds of the processor (`cpu`) and of the clock (`wall`), what was `found`, and the memory held (`rss`, MB).
`worker.mjs` is the same for node. Nothing of `checker` is imported here, since peers have environments of their own.
"""

from __future__ import annotations

import gc
import json
import sys
from importlib import import_module
from pathlib import Path
from time import perf_counter, process_time

from benchmarks.machine import resident


def main(peer: str, terms: str) -> None:
    start = process_time(), perf_counter()
    out, sys.stdout = sys.stdout, sys.stderr  # what a library prints is no answer
    read, run = import_module(f"benchmarks.peers.{peer}").prepare(json.loads(Path(terms).read_text("utf-8")))
    gc.collect()
    gc.freeze()  # as the engine's processes do it, and so for all
    gc.set_threshold(50_000, 20, 20)
    _answer(out, cpu=process_time() - start[0], wall=perf_counter() - start[1], found=0)
    for line in sys.stdin:
        items = [read(text) for text in json.loads(line)["texts"]]
        gc.collect()
        start = process_time(), perf_counter()
        found = sum(map(run, items))
        _answer(out, cpu=process_time() - start[0], wall=perf_counter() - start[1], found=found)


def _answer(out: object, **facts: float) -> None:
    print(json.dumps({**facts, "rss": resident()}), file=out, flush=True)  # type: ignore[arg-type]


if __name__ == "__main__":
    main(*sys.argv[1:])
