"""The queue: jobs into the database, and out of it to one worker each.

A job that a worker has is its own until it is finished or the worker has not been heard of for `SILENCE`; every change
asks for the owner, so that a worker that was thought lost cannot change what another one does now.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import timedelta
from typing import TYPE_CHECKING, Any

from django.db import transaction
from django.db.models import Case, F, Q, QuerySet, Value, When
from django.utils import timezone

from checker.desk.jobs import registry
from checker.desk.jobs.models import Job

if TYPE_CHECKING:
    from checker.desk.accounts.models import User

SILENCE = timedelta(seconds=45)
ATTEMPTS = 3
BROKEN_OFF = "处理时程序中断了三次，不再重试；文件可能已损坏或过于复杂，请用原来的软件打开、另存为 .docx 后重新上传"
FAILED_INSIDE = "处理时程序内部出错，请告诉管理员"


class Lost(Exception):
    """A job that is not this worker's any more."""


def enqueue(kind: str, payload: Mapping[str, Any], *, by: User | None, address: str | None = None) -> Job:
    """A new job of a kind in `registry.KINDS`, to be done as soon as the caller's transaction is there and a worker free.

    `payload` is plain data, `by` who asked for it, `address` from where. Raises `KeyError` for an unknown kind.
    """
    if kind not in registry.KINDS:
        raise KeyError(kind)
    return Job.objects.create(kind=kind, payload=dict(payload), by=by, address=address)


def take(owner: str, *, long: bool = True) -> Job | None:
    """The next job, which is `owner`'s from now on; None where there is none. `long`: whether it may be a long one.

    One that was begun `ATTEMPTS` times is given up instead.
    """
    while _takeable(long).exists():  # who only looks takes no lock
        with transaction.atomic():
            long_last = Case(When(kind__in=_long_kinds(), then=Value(1)), default=Value(0))
            job = _takeable(long).select_for_update(skip_locked=True).order_by(long_last, "id").first()
            if job is None:
                return None  # another one has it
            if job.attempts < ATTEMPTS:
                now = timezone.now()
                job.state, job.owner, job.seen_at, job.attempts = Job.State.RUNNING, owner, now, job.attempts + 1
                job.started_at = job.started_at or now
                job.save(update_fields=["state", "owner", "seen_at", "attempts", "started_at"])
                return job
            _end(job, Job.State.FAILED, job.message or BROKEN_OFF)
            registry.give_up(job, job.message)
    return None


def seen(job: Job) -> None:
    """Says that the job's owner is at it. Raises `Lost`."""
    _change(job)


def report(job: Job, done: int, total: int, message: str) -> None:
    """Says how far the job is. Raises `Lost`."""
    _change(job, done=done, total=total, message=message)


def finish(job: Job, result: Mapping[str, Any]) -> None:
    """Ends a job that is done. Raises `Lost`."""
    with transaction.atomic():
        _own(job)
        _end(job, Job.State.DONE, job.message, dict(result))


def fail(job: Job, message: str) -> None:
    """Ends a job that cannot be done. Raises `Lost`."""
    with transaction.atomic():
        _own(job)
        _end(job, Job.State.FAILED, message)
        registry.give_up(job, message)


def put_back(job: Job, message: str) -> None:
    """Gives a job back that went wrong, to be tried again; `message` is told where that was the last time. Raises `Lost`."""
    _change(job, state=Job.State.WAITING, owner="", message=message)


def go_on(job: Job, kind: str) -> None:
    """Gives a job back as one of another kind, with its attempts counted anew. Raises `KeyError` for an unknown kind, and `Lost`.

    It stays the same row, changed at one stroke: whoever dies or asks meanwhile finds one job, of the one kind or the other.
    """
    if kind not in registry.KINDS:
        raise KeyError(kind)
    _change(job, kind=kind, state=Job.State.WAITING, owner="", attempts=0, done=0, total=0, message="")


def under_way(kind: str, payload: Mapping[str, Any]) -> Job | None:
    """The job of a kind and with these parts of a payload that waits or is being done; None where there is none."""
    of_payload = {f"payload__{name}": value for name, value in payload.items()}
    return Job.objects.filter(state__in=(Job.State.WAITING, Job.State.RUNNING), kind=kind, **of_payload).first()


def release(owner: str, *, at_fault: bool) -> int:
    """Gives back what a worker had that is gone; returns how many jobs. It counts as an attempt where the job may be `at_fault`."""
    attempts = F("attempts") - (0 if at_fault else 1)
    return Job.objects.filter(state=Job.State.RUNNING, owner=owner).update(state=Job.State.WAITING, owner="", attempts=attempts)


def release_all() -> int:
    """Gives back what was under way when the desk was ended; returns how many jobs. Only while no worker runs."""
    return Job.objects.filter(state=Job.State.RUNNING).update(state=Job.State.WAITING, owner="")


def _long_kinds() -> list[str]:
    return [name for name, kind in registry.KINDS.items() if kind.long]


def _takeable(long: bool) -> QuerySet[Job]:
    silent = Q(state=Job.State.RUNNING, seen_at__lt=timezone.now() - SILENCE)
    jobs = Job.objects.filter(Q(state=Job.State.WAITING) | silent)
    return jobs if long else jobs.exclude(kind__in=_long_kinds())


def _change(job: Job, **fields: Any) -> None:
    if not Job.objects.filter(pk=job.pk, owner=job.owner, state=Job.State.RUNNING).update(seen_at=timezone.now(), **fields):
        raise Lost


def _own(job: Job) -> None:
    """Holds the job's row until the end of the transaction. Raises `Lost`."""
    held = Job.objects.select_for_update().filter(pk=job.pk, owner=job.owner, state=Job.State.RUNNING).first()
    if held is None:
        raise Lost
    job.done, job.total, job.message = held.done, held.total, held.message


def _end(job: Job, state: str, message: str, result: dict[str, Any] | None = None) -> None:
    job.state, job.message, job.result, job.finished_at, job.owner = state, message, result or {}, timezone.now(), ""
    job.save(update_fields=["state", "message", "result", "finished_at", "owner"])
