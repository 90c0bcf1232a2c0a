"""How a reader that does honest slow work, such as OCR of a page, asks for the time that it takes."""

from __future__ import annotations

from collections.abc import Callable

_listeners: list[Callable[[float], None]] = []


def more_time(seconds: float) -> None:
    """Says that what comes now takes up to `seconds`, to be called before each such piece of work.

    The clock of the process that reads files (`checker.ingest.sandbox`) is set to it, up to a limit for
    the file. Where nobody keeps a clock, nothing happens.
    """
    for listener in _listeners:
        listener(seconds)


def listen(listener: Callable[[float], None]) -> None:
    """Has `listener` called with the seconds of each `more_time` from now on."""
    _listeners.append(listener)
