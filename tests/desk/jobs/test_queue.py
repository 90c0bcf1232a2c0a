"""Jobs in and out of the queue, and what becomes of those whose worker is gone."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from django.utils import timezone

from checker.desk.jobs import queue, registry
from checker.desk.jobs.models import Job
from checker.desk.jobs.registry import GoesOn, JobFailed, Kind, Progress
from checker.desk.jobs.running import run_next, work_off

TOLD: list[tuple[int, str]] = []
DOING: list[Callable[[Job, Progress], Any]] = []


def do(job: Job, progress: Progress) -> Any:
    return DOING[-1](job, progress)


def given_up(job: Job, message: str) -> None:
    TOLD.append((job.pk, message))


@pytest.fixture(autouse=True)
def _kinds(monkeypatch: pytest.MonkeyPatch, db: None) -> None:
    TOLD.clear()
    monkeypatch.setattr(registry, "KINDS", {"quick": Kind("快", "here:do", "here:given_up"), "long": Kind("慢", "here:do", long=True)})
    monkeypatch.setattr(registry, "_function", lambda place: globals()[place.partition(":")[2]])


def enqueue(kind: str = "quick", **payload: Any) -> Job:
    return queue.enqueue(kind, payload, by=None)


def silent_since(job: Job, seconds: float) -> None:
    Job.objects.filter(pk=job.pk).update(seen_at=timezone.now() - timedelta(seconds=seconds))


def test_unknown_kinds_are_refused() -> None:
    with pytest.raises(KeyError):
        enqueue("nothing")


def test_the_oldest_comes_first_and_long_ones_last() -> None:
    slow, first, second = enqueue("long"), enqueue(), enqueue()
    assert [job.pk for job in (queue.take("a"), queue.take("b"), queue.take("c")) if job] == [first.pk, second.pk, slow.pk]
    assert queue.take("d") is None


def test_a_worker_may_leave_long_ones_to_others() -> None:
    enqueue("long")
    assert queue.take("a", long=False) is None
    assert queue.take("a") is not None


def test_what_one_has_no_other_takes_until_nothing_is_heard() -> None:
    job = enqueue()
    mine = queue.take("a")
    assert mine and queue.take("b") is None
    silent_since(job, queue.SILENCE.total_seconds() + 1)
    theirs = queue.take("b")
    assert theirs and (theirs.pk, theirs.attempts) == (job.pk, 2)
    for change in (lambda: queue.seen(mine), lambda: queue.report(mine, 1, 2, ""), lambda: queue.finish(mine, {}), lambda: queue.fail(mine, "x")):
        with pytest.raises(queue.Lost):
            change()
    queue.finish(theirs, {"a": 1})
    job.refresh_from_db()
    assert (job.state, job.result, job.owner) == (Job.State.DONE, {"a": 1}, "")


def test_it_is_given_up_after_three_attempts() -> None:
    job = enqueue()
    for attempt in range(queue.ATTEMPTS):
        taken = queue.take(f"worker {attempt}")
        assert taken and queue.release(taken.owner, at_fault=True) == 1
    assert queue.take("another") is None
    job.refresh_from_db()
    assert (job.state, job.message) == (Job.State.FAILED, queue.BROKEN_OFF)
    assert [(job.pk, queue.BROKEN_OFF)] == TOLD


def test_stopping_the_desk_is_no_attempt() -> None:
    job = enqueue()
    for _ in range(2 * queue.ATTEMPTS):
        taken = queue.take("a")
        assert taken
        queue.release("a", at_fault=False)
    job.refresh_from_db()
    assert (job.state, job.attempts) == (Job.State.WAITING, 0)


def test_a_job_is_done_with_its_progress() -> None:
    job = enqueue()
    seen: list[tuple[int, int, str]] = []

    def work(mine: Job, progress: Progress) -> dict[str, Any]:
        progress(1, 3, "一")
        mine.refresh_from_db()
        seen.append((mine.done, mine.total, mine.message))
        progress(2, 3, "二")  # too soon after the first to be written
        progress(3, 3, "三")
        return {"sum": 6}

    DOING.append(work)
    assert work_off() == 1
    job.refresh_from_db()
    assert seen == [(1, 3, "一")]
    assert (job.state, job.done, job.total, job.message, job.result) == (Job.State.DONE, 3, 3, "三", {"sum": 6})
    assert job.finished_at is not None


def test_what_cannot_be_done_is_not_tried_again() -> None:
    def refuse(job: Job, progress: Progress) -> None:
        raise JobFailed("文件不在了")

    job = enqueue()
    DOING.append(refuse)
    assert work_off() == 1
    job.refresh_from_db()
    assert (job.state, job.message, job.attempts) == (Job.State.FAILED, "文件不在了", 1)
    assert [(job.pk, "文件不在了")] == TOLD


def test_an_error_inside_is_tried_again_and_then_told_without_its_words() -> None:
    def break_off(job: Job, progress: Progress) -> None:
        raise ValueError("张三 110101199001011237")

    job = enqueue()
    DOING.append(break_off)
    assert work_off() == queue.ATTEMPTS
    job.refresh_from_db()
    assert (job.state, job.message, job.attempts) == (Job.State.FAILED, queue.FAILED_INSIDE, 3)


def test_a_worker_that_lost_its_job_leaves_it_alone() -> None:
    def lose(job: Job, progress: Progress) -> dict[str, Any]:
        Job.objects.filter(pk=job.pk).update(owner="another")
        return {"mine": True}

    job = enqueue()
    DOING.append(lose)
    assert run_next("a", beating=False)
    job.refresh_from_db()
    assert (job.state, job.owner, job.result) == (Job.State.RUNNING, "another", {})


def test_a_job_goes_on_as_one_of_another_kind() -> None:
    def change(job: Job, progress: Progress) -> None:
        progress(1, 1, "一")
        raise GoesOn("long")

    job = enqueue(version=3)
    Job.objects.update(attempts=1)
    DOING.append(change)
    assert run_next("a", beating=False)
    job.refresh_from_db()
    assert (job.kind, job.state, job.owner, job.payload) == ("long", Job.State.WAITING, "", {"version": 3})
    assert (job.attempts, job.done, job.total, job.message) == (0, 0, 0, "")
    assert queue.take("a", long=False) is None and queue.take("b") is not None
    assert Job.objects.count() == 1


def test_but_not_one_that_another_has_by_now() -> None:
    job = enqueue()
    mine = queue.take("a")
    assert mine is not None
    Job.objects.update(owner="b")
    with pytest.raises(queue.Lost):
        queue.go_on(mine, "long")
    job.refresh_from_db()
    assert (job.kind, job.owner, job.state) == ("quick", "b", Job.State.RUNNING)
    with pytest.raises(KeyError):
        queue.go_on(job, "nothing")


def test_what_is_under_way_is_found_by_what_it_is_about() -> None:
    enqueue(version=3)
    job = enqueue(version=4, more="x")
    assert queue.under_way("quick", {"version": 4}) == job
    assert queue.under_way("quick", {"version": 5}) is None and queue.under_way("long", {"version": 4}) is None
    Job.objects.update(state=Job.State.DONE)
    assert queue.under_way("quick", {"version": 4}) is None
