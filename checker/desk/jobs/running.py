"""One job done, from taking it to its end."""

from __future__ import annotations

import logging
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager, nullcontext

from django.db import Error as DatabaseError
from django.db import close_old_connections, connection

from checker.desk.jobs import queue, registry
from checker.desk.jobs.models import Job
from checker.desk.jobs.registry import GoesOn, JobFailed

log = logging.getLogger("checker.desk.jobs")

_BEAT = 10.0  # seconds between two signs of life
_SHOW = 0.5  # seconds between two writings of the progress


def run_next(owner: str, *, long: bool = True, beating: bool = True) -> bool:
    """Takes a job and does it; returns whether there was one. Nothing that goes wrong with a job is raised, but for the database's going away.

    With `beating`, a thread says all the while that the worker is alive.
    """
    job = queue.take(owner, long=long)
    if job is None:
        return False
    try:
        _do(job, beating)
    except queue.Lost:
        log.warning("job %s (%s) was taken by another worker", job.pk, job.kind)
    return True


def work_off(owner: str = "here") -> int:
    """Does all that waits, in this process; returns how many jobs. For tests and commands."""
    count = 0
    while run_next(owner, beating=False):
        count += 1
    return count


def _do(job: Job, beating: bool) -> None:
    try:
        with _beating(job) if beating else nullcontext():
            result = registry.run(job, _Progress(job))
        queue.finish(job, result or {})
    except queue.Lost:
        raise
    except GoesOn as change:
        queue.go_on(job, change.kind)
    except JobFailed as error:
        queue.fail(job, str(error))
    except Exception:
        log.exception("job %s (%s), attempt %s", job.pk, job.kind, job.attempts)
        if job.attempts < queue.ATTEMPTS:
            queue.put_back(job, queue.FAILED_INSIDE)
        else:
            queue.fail(job, queue.FAILED_INSIDE)


class _Progress:
    """Writes how far a job is, not more often than somebody could see."""

    def __init__(self, job: Job) -> None:
        self._job = job
        self._next = 0.0

    def __call__(self, done: int, total: int, message: str = "") -> None:
        now = time.monotonic()
        if now >= self._next or done >= total:
            self._next = now + _SHOW
            queue.report(self._job, done, total, message)


@contextmanager
def _beating(job: Job) -> Iterator[None]:
    ended = threading.Event()

    def beat() -> None:
        try:
            while not ended.wait(_BEAT):
                try:
                    close_old_connections()
                    queue.seen(job)
                except queue.Lost:
                    return
                except DatabaseError:  # away for a moment; the next beat may get through
                    log.warning("no sign of life for job %s", job.pk, exc_info=True)
        finally:
            connection.close()  # that of this thread

    thread = threading.Thread(target=beat, daemon=True)
    thread.start()
    try:
        yield
    finally:
        ended.set()
        thread.join()
