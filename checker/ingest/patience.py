"""How a reader that does honest slow work, such as OCR of a page, asks for the time that it takes."""

from __future__ import annotations

from collections.abc import Callable

Listener = Callable[[float, int, int], None]

_listeners: list[Listener] = []


def more_time(seconds: float, *, done: int = 0, total: int = 0) -> None:
    """Says that what comes now takes up to `seconds`, to be called before each such piece of work.

    `done` pieces of `total` are over; 0 of 0 where nobody counts. The clock of the process that reads files
    (`checker.ingest.sandbox`) is set to it, up to a limit for the file. Where nobody keeps a clock, nothing happens.
    """
    for listener in _listeners:
        listener(seconds, done, total)


def listen(listener: Listener) -> None:
    """Has `listener` called with the seconds, `done` and `total` of each `more_time` from now on."""
    _listeners.append(listener)
