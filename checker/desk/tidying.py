"""What a desk that runs for months throws away: sessions that are over."""

from __future__ import annotations

import logging
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager

log = logging.getLogger("checker.desk.server")

DAY = 24 * 60 * 60.0  # seconds


def clear_sessions() -> None:
    """Removes sessions that are over: of those who closed their browser, nobody else does. What goes wrong is logged."""
    from django.core.management import call_command
    from django.db import Error, connection

    try:
        call_command("clearsessions")
    except Error:
        log.exception("sessions that are over are not removed")
    finally:
        connection.close()  # that of this thread, which comes back tomorrow


@contextmanager
def now_and_every(seconds: float, do: Callable[[], None]) -> Iterator[None]:
    """Does something in a thread of its own, at once and every so many seconds, until the block is left."""
    left = threading.Event()

    def go_on() -> None:
        do()
        while not left.wait(seconds):
            do()

    thread = threading.Thread(target=go_on, daemon=True)
    thread.start()
    try:
        yield
    finally:
        left.set()
        thread.join()
