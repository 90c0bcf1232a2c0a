"""How a submission moves, what stops it, and what is written down of it."""

from __future__ import annotations

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from datetime import date, timedelta
from threading import Barrier
from time import sleep
from typing import Any

import pytest
from django.db import connection
from django.utils import timezone

from checker.desk.reports import lifecycle
from checker.desk.reports.deadlines import deadline_of
from checker.desk.reports.lifecycle import NotAllowed
from checker.desk.reports.models import State, Submission, Version
from checker.desk.review.models import Decision, Outcome, Override
from checker.desk.trail.models import Entry

Uploaded = Callable[..., Version]


def state_of(version: Version) -> str:
    return Submission.objects.get(pk=version.submission_id).state


def returned(version: Version, county: Any, *, days: int = 10) -> date:
    """Has the reviewer send a version back that waits; the day by which to mend it."""
    due = timezone.localdate() + timedelta(days=days)
    Decision.objects.create(version=version, outcome=Outcome.RETURNED, note="请按清单修改", due=due, by=county.reviewer)
    lifecycle.mark_returned(version.submission, by=county.reviewer, due=due.isoformat())
    return due


def in_time(county: Any, days: int = 5) -> None:
    county.season.deadline = timezone.localdate() + timedelta(days=days)
    county.season.save()


def test_the_whole_way(county: Any, uploaded: Uploaded) -> None:
    in_time(county)
    first = uploaded()
    assert state_of(first) == State.NOT_SUBMITTED and first.number is None
    lifecycle.hand_in(first, by=county.drafter_b)
    assert (state_of(first), first.number, first.late, first.submission.current) == (State.PENDING, 1, False, first)
    returned(first, county)
    assert state_of(first) == State.RETURNED
    second = uploaded("qingyan.txt", unit=county.b)
    assert state_of(second) == State.MENDING
    lifecycle.hand_in(second, by=county.drafter_b)
    assert (state_of(second), second.number) == (State.PENDING, 2)
    lifecycle.mark_passed(second.submission, by=county.reviewer)
    assert state_of(second) == State.PASSED
    lifecycle.reopen(second.submission, by=county.reviewer, reason="误操作")
    assert state_of(second) == State.PENDING
    moves = Entry.objects.filter(action__in=("handed_in", "returned", "passed", "reopened")).order_by("id")
    assert [(e.action, e.name, e.version_id) for e in moves] == [
        ("handed_in", "drafter_b", first.pk),
        ("returned", "reviewer", first.pk),
        ("handed_in", "drafter_b", second.pk),
        ("passed", "reviewer", second.pk),
        ("reopened", "reviewer", second.pk),
    ]
    assert moves.last().detail == {"reason": "误操作"}


def test_one_that_waits_is_not_replaced_but_taken_back(county: Any, uploaded: Uploaded) -> None:
    first, second = uploaded(), uploaded("qingyan.txt", unit=county.b)
    lifecycle.hand_in(first, by=county.drafter_b)
    with pytest.raises(NotAllowed, match="请先撤回"):
        lifecycle.hand_in(second, by=county.drafter_b)
    lifecycle.withdraw(first, by=county.drafter_b)
    assert (state_of(first), first.handed_in_at, first.number) == (State.NOT_SUBMITTED, None, 1)
    lifecycle.hand_in(second, by=county.drafter_b)
    assert second.number == 2, "a number that was given never means another file"
    second.refresh_from_db()
    assert second.submission.current == second


def test_what_was_taken_back_keeps_its_number(county: Any, uploaded: Uploaded) -> None:
    version = uploaded()
    for _ in range(2):
        lifecycle.hand_in(version, by=county.drafter_b)
        assert version.number == 1
        lifecycle.withdraw(version, by=county.drafter_b)


def test_taking_back_a_second_draft_leads_back_to_mending(county: Any, uploaded: Uploaded) -> None:
    first = uploaded()
    lifecycle.hand_in(first, by=county.drafter_b)
    due = returned(first, county)
    second = uploaded("qingyan.txt", unit=county.b)
    lifecycle.hand_in(second, by=county.drafter_b)
    lifecycle.withdraw(second, by=county.drafter_b)
    submission = Submission.objects.get(pk=first.submission_id)
    assert (submission.state, submission.current) == (State.MENDING, first)
    assert (deadline_of(submission).day, deadline_of(submission).mending) == (due, True)


def test_the_returned_draft_itself_is_not_handed_in_again(county: Any, uploaded: Uploaded) -> None:
    version = uploaded()
    lifecycle.hand_in(version, by=county.drafter_b)
    returned(version, county)
    with pytest.raises(NotAllowed, match="已被退回"):
        lifecycle.hand_in(version, by=county.drafter_b)


@pytest.mark.parametrize("begun", ["decision", "override"])
def test_nothing_is_taken_back_once_review_has_begun(county: Any, uploaded: Uploaded, begun: str) -> None:
    version = uploaded()
    lifecycle.hand_in(version, by=county.drafter_b)
    if begun == "decision":
        Decision.objects.create(version=version, outcome=Outcome.PASSED, by=county.reviewer)
    else:
        requirement, facts = next(iter(version.record["requirements"].items()))
        Override.objects.create(
            version=version, requirement=requirement, status="present", machine_status=facts["status"], reason="附件中已写", by=county.reviewer
        )
    with pytest.raises(NotAllowed, match="已经开始审核"):
        lifecycle.withdraw(version, by=county.drafter_b)
    assert state_of(version) == State.PENDING


def test_a_file_that_cannot_be_read_is_not_handed_in(county: Any, uploaded: Uploaded) -> None:
    version = uploaded(content=b"PK\x03\x04 no archive at all")
    with pytest.raises(NotAllowed, match="无法读取"):
        lifecycle.hand_in(version, by=county.drafter_b)
    assert not Entry.objects.filter(action="handed_in").exists()


def test_after_the_deadline_it_is_late_and_after_closing_it_is_refused(county: Any, uploaded: Uploaded) -> None:
    in_time(county, days=-1)
    version = uploaded()
    lifecycle.hand_in(version, by=county.drafter_b)
    assert version.late
    lifecycle.withdraw(version, by=county.drafter_b)
    assert not version.late
    county.season.open = False
    county.season.save()
    with pytest.raises(NotAllowed, match="停止接收"):
        lifecycle.hand_in(version, by=county.drafter_b)


def test_the_last_day_still_counts(county: Any, uploaded: Uploaded) -> None:
    in_time(county, days=0)
    version = uploaded()
    assert not lifecycle.hand_in(version, by=county.drafter_b).late


def test_a_submission_s_own_deadline_goes_before_the_season_s(county: Any, uploaded: Uploaded) -> None:
    in_time(county, days=-3)
    Submission.objects.filter(unit=county.b).update(deadline=timezone.localdate() + timedelta(days=2))
    assert not lifecycle.hand_in(uploaded(), by=county.drafter_b).late


@pytest.mark.parametrize("move", [lifecycle.mark_passed, lifecycle.mark_returned, lifecycle.reopen])
def test_decisions_ask_for_something_that_waits(county: Any, move: Any) -> None:
    submission = Submission.objects.get(unit=county.a)
    with pytest.raises(NotAllowed, match="未报送"):
        move(submission, by=county.reviewer)
    assert not Entry.objects.exists()


def test_handed_in_as_soon_as_it_is_checked(county: Any, uploaded: Uploaded) -> None:
    good = uploaded(hand_in=True)
    assert (good.number, state_of(good)) == (1, State.PENDING)
    bad = uploaded(unit=county.a, content=b"PK\x03\x04 no archive at all", hand_in=True)
    assert (bad.number, state_of(bad)) == (None, State.NOT_SUBMITTED)


def test_a_hand_in_that_fails_leaves_nothing(county: Any, uploaded: Uploaded, monkeypatch: pytest.MonkeyPatch) -> None:
    version = uploaded()

    def fail(*_: object, **__: object) -> None:
        raise RuntimeError

    monkeypatch.setattr(lifecycle, "after_hand_in", fail)
    with pytest.raises(RuntimeError):
        lifecycle.hand_in(version, by=county.drafter_b)
    assert state_of(version) == State.NOT_SUBMITTED
    assert Version.objects.get(pk=version.pk).number is None and not Entry.objects.filter(action="handed_in").exists()


@pytest.mark.django_db(transaction=True)
@pytest.mark.skipif(connection.vendor == "sqlite", reason="the tests' SQLite lies in memory, where one writes at a time anyhow")
def test_of_two_hand_ins_at_the_same_moment_one_counts(county: Any, uploaded: Uploaded, monkeypatch: pytest.MonkeyPatch) -> None:
    versions = [uploaded(), uploaded("qingyan.txt", unit=county.b)]
    together = Barrier(2)

    def slowly(*_: object, **__: object) -> None:
        sleep(0.3)  # the other one comes in between, if anything lets it

    monkeypatch.setattr(lifecycle, "after_hand_in", slowly)

    def hand_in(version: Version) -> int | None:
        try:
            together.wait(5)
            return lifecycle.hand_in(version, by=county.drafter_b).number
        except NotAllowed:
            return None
        finally:
            connection.close()

    with ThreadPoolExecutor(2) as pool:
        assert sorted(pool.map(hand_in, versions), key=str) == [1, None]
    assert Version.objects.filter(number__isnull=False).count() == Entry.objects.filter(action="handed_in").count() == 1
