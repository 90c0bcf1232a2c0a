"""Which kinds of job there are, and who does them. Nothing is imported before a worker needs it."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from importlib import import_module
from typing import Any, Protocol

from checker.desk.jobs.models import Job


class Progress(Protocol):
    """Tells how far a job is: `done` of `total` pieces, and a line in Chinese for who waits. Raises `queue.Lost` where the job is no more the worker's."""

    def __call__(self, done: int, total: int, message: str = "") -> None:
        """Tells it."""


class JobFailed(Exception):
    """Raised by a job that cannot be done however often it is tried; the message is Chinese, for who asked for it."""


class GoesOn(Exception):
    """Raised by a job that has found out that it is rather one of another `kind`, which is to do it from the beginning."""

    def __init__(self, kind: str) -> None:
        super().__init__(kind)
        self.kind = kind


@dataclass(frozen=True, slots=True)
class Kind:
    """A kind of job.

    `run` is "module:function" of `(job, progress)`, which returns the job's result (JSON) or None. A job may be run again
    after a worker was lost in the middle of it, so that a function takes up what it finds done. `given_up` is one of
    `(job, message)`, called when there is no more trying, in the transaction that says so. A `long` one leaves a worker
    to those that somebody waits for.
    """

    title: str
    run: str
    given_up: str = ""
    long: bool = False


KINDS: Mapping[str, Kind] = {
    "check_version": Kind("检查文稿", "checker.desk.reports.checking:check_version", "checker.desk.reports.checking:given_up"),
    "recognise_version": Kind("识别扫描件", "checker.desk.reports.checking:recognise_version", "checker.desk.reports.checking:given_up", long=True),
    "take_archive": Kind("导入压缩包", "checker.desk.reports.batch:take_archive", long=True),
    "season_files": Kind("生成汇总文件", "checker.desk.overview.season_files:make_season_files", long=True),
}


def run(job: Job, progress: Progress) -> dict[str, Any] | None:
    """Does a job; returns its result. Raises whatever the job raises, and `KeyError` for an unknown kind."""
    result: dict[str, Any] | None = _function(KINDS[job.kind].run)(job, progress)
    return result


def give_up(job: Job, message: str) -> None:
    """Tells a job's kind that it will not be done."""
    kind = KINDS.get(job.kind)
    if kind is not None and kind.given_up:
        _function(kind.given_up)(job, message)


def _function(place: str) -> Callable[..., Any]:
    module, _, name = place.partition(":")
    function: Callable[..., Any] = getattr(import_module(module), name)
    return function
