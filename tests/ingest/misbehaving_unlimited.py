"""The misbehaving worker on a system that cannot limit memory."""

from __future__ import annotations

import sys

from checker.ingest import formats, worker

if __name__ == "__main__":
    formats._READERS["image"] = "misbehaving:read_oddly"
    worker._limit = lambda memory: None
    worker.main(int(sys.argv[1]), float(sys.argv[2]))
