"""Whether pages that are only images are recognised in this reading, which takes seconds for each, and who hears how far that is."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass

PUT_OFF_CODE = "recognition_put_off"

Heard = Callable[[int, int], None]

_put_off: ContextVar[bool] = ContextVar("recognition_put_off", default=False)


def _nobody(done: int, total: int) -> None:
    """Hears nothing."""


@dataclass(frozen=True, slots=True)
class Recognition:
    """What is to be done about such pages.

    `now`: they are recognised; else their file is an error of the code `PUT_OFF_CODE`, which comes as soon as it is known.
    `heard` is called before each page, with how many of the file's such pages are done and how many there are; what it
    raises, which is no `OSError`, ends the reading.
    """

    now: bool = True
    heard: Heard = _nobody


AT_ONCE, PUT_OFF = Recognition(), Recognition(now=False)


@contextmanager
def allowed(now: bool) -> Iterator[None]:
    """Whether readers that are called within may recognise pages (`checker.ingest.ocr.require` asks)."""
    token = _put_off.set(not now)
    try:
        yield
    finally:
        _put_off.reset(token)


def is_put_off() -> bool:
    """Whether pages are not to be recognised now."""
    return _put_off.get()
