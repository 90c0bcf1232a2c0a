"""A worker whose reader of images does what the bytes after the signature say: what a hostile file might bring a real one to."""

from __future__ import annotations

import ctypes
import os
import socket
import subprocess
import sys
import time
from pathlib import Path

from checker.ingest import document_from_text, formats, patience, worker
from checker.ingest.document import Document

PNG = b"\x89PNG\r\n\x1a\n"


def read_oddly(data: bytes, *, source: str, sha256: str) -> Document:
    what, _, rest = data.removeprefix(PNG).decode().partition(" ")
    ACTS[what](rest)
    return document_from_text(f"{what}之后照常", source=source, sha256=sha256, format="png")


def _allocate(_: str) -> None:
    held = []
    while True:
        held.append(bytearray(20_000_000))


def _connect(address: str) -> None:
    host, _, port = address.partition(":")
    socket.create_connection((host, int(port)), timeout=2)


def _patiently(seconds: str) -> None:
    for _ in range(3):
        patience.more_time(float(seconds))
        time.sleep(float(seconds) / 2)


ACTS = {
    "nothing": lambda _: None,
    "sleep": lambda _: time.sleep(60),
    "spin": lambda _: sum(1 for _ in iter(int, 1)),
    "allocate": _allocate,
    "die": lambda _: os._exit(3),
    "segfault": lambda _: ctypes.string_at(0),
    "raise": lambda _: {}["身份证11010519491231002X"],
    "recurse": lambda _: exec("def f(): f()\nf()"),
    "print": lambda _: sys.stdout.write("x" * 100_000) and os.write(1, b"y" * 100_000),
    "read": lambda _: sys.stdin.read(),
    "connect": _connect,
    "resolve": lambda name: socket.getaddrinfo(name, 80),
    "run": lambda command: subprocess.run([command], check=True),
    "shell": lambda command: os.system(command),
    "write": lambda path: Path(path).write_bytes(b"x"),
    "patiently": _patiently,
}

if __name__ == "__main__":
    formats._READERS["image"] = "misbehaving:read_oddly"
    worker.main(int(sys.argv[1]), float(sys.argv[2]))
