"""An end to work that hangs, even where the interpreter gets no turn (an expression that never comes back)."""

from __future__ import annotations

import faulthandler
import os
import signal
from functools import lru_cache
from pathlib import Path


def end_after(seconds: float) -> None:
    """Ends this process after so many seconds, unless `stop` or another `end_after` comes before."""
    if hasattr(signal, "setitimer"):
        signal.setitimer(signal.ITIMER_REAL, seconds)  # SIGALRM, which nobody here answers; a thread would take 0.25 ms to start and end
    else:
        faulthandler.dump_traceback_later(seconds, exit=True, file=_nowhere())  # type: ignore[arg-type,unused-ignore]


def stop() -> None:
    """Stops the clock, if one runs."""
    if hasattr(signal, "setitimer"):
        signal.setitimer(signal.ITIMER_REAL, 0)
    else:
        faulthandler.cancel_dump_traceback_later()


@lru_cache(maxsize=1)
def _nowhere() -> object:
    return Path(os.devnull).open("w")
