"""How a submission moves.

    未报送 ── hand_in ──▶ 待审 ── mark_passed ──▶ 通过
                          ▲ │ ◀──── reopen ──────┘
                  hand_in │ │ mark_returned
                          │ ▼
                  整改中 ◀── 退回
                     begin_mending

`withdraw` goes back from 待审 to where the submission was before. Each move locks the submission's row, checks that it
is allowed, writes the log, and is undone as a whole where anything fails.
"""

from __future__ import annotations

from typing import Any

from django.db import transaction
from django.db.models import Max
from django.http import HttpRequest
from django.utils import timezone

from checker.desk.accounts.models import User
from checker.desk.reports.deadlines import deadline_of
from checker.desk.reports.models import Checked, State, Submission, Version
from checker.desk.review.tracking import after_hand_in
from checker.desk.trail.log import Action, record

HANDING_IN = frozenset({State.NOT_SUBMITTED, State.RETURNED, State.MENDING})
_NO_HAND_IN = {
    State.PENDING: "已有一稿报送待审；要换一稿，请先撤回。",
    State.PASSED: "报告已审核通过，不能再报送。",
}
_CLOSED = "{year} 年度已停止接收报送；确需报送的，请与审核人联系。"
_NOT_CHECKED = "这一稿还没有检查完，检查完后才能报送。"
_UNREADABLE = "这一稿无法读取，不能报送；请换一个文件。"


class NotAllowed(Exception):
    """A move that cannot be made now. `message` says why, in Chinese, to the person who tried."""

    def __init__(self, message: str) -> None:
        self.message = message
        super().__init__(message)


def why_no_hand_in(submission: Submission, version: Version | None = None) -> str:
    """Why nothing (or not this version) can be handed in now; empty where it can."""
    state = State(submission.state)
    if not submission.season.open:
        return _CLOSED.format(year=submission.season.year)
    if state not in HANDING_IN:
        return _NO_HAND_IN[state]
    if version is not None and version.checked != Checked.DONE:
        return _UNREADABLE if version.checked == Checked.FAILED else _NOT_CHECKED
    if version is not None and version.pk == submission.current_id:
        return "这一稿已被退回；请修改后上传新的一稿再报送。"
    return ""


def why_no_upload(submission: Submission) -> str:
    """Why no file can be checked for the submission now; empty where one can."""
    if not submission.season.open:
        return _CLOSED.format(year=submission.season.year)
    return "报告已审核通过，不用再上传。" if submission.state == State.PASSED else ""


def why_no_withdrawal(submission: Submission, version: Version) -> str:
    """Why the version cannot be taken back now; empty where it can."""
    if submission.state != State.PENDING or submission.current_id != version.pk:
        return "这一稿不在待审状态，不能撤回。"
    if not submission.season.open:
        return _CLOSED.format(year=submission.season.year)
    if version.decisions.exists() or version.overrides.exists():
        return "审核人已经开始审核这一稿，不能撤回；请与审核人联系，由其退回。"
    return ""


def hand_in(version: Version, *, by: User, request: HttpRequest | None = None) -> Version:
    """Hands the version in: it gets the next number and waits for review. After the deadline it is marked late.

    Raises `NotAllowed` for one that is not checked or could not be read, while another waits, and where the season is closed.
    """
    with transaction.atomic():
        submission = _locked(version.submission_id)
        version.refresh_from_db(fields=["checked", "number", "handed_in_at"])
        _refuse(why_no_hand_in(submission, version))
        now = timezone.now()
        highest = submission.versions.aggregate(highest=Max("number"))["highest"] or 0
        # A number once given stays with its version, so that it never means two files; only the last one is given again.
        version.number = highest if version.number == highest and highest else highest + 1
        version.handed_in_at, version.late, version.hand_in_when_checked = now, deadline_of(submission).passed_at(now), False
        version.save(update_fields=["number", "handed_in_at", "late", "hand_in_when_checked"])
        submission.current = version
        _move(submission, State.PENDING)
        version.submission = submission
        record(Action.HANDED_IN, request=request, user=by, version=version, number=version.number, late=version.late)
        after_hand_in(version, user=by, request=request)
    return version


def withdraw(version: Version, *, by: User, request: HttpRequest | None = None) -> Version:
    """Takes back what was handed in and nobody has reviewed: it is a self-check again, and keeps its number.

    Raises `NotAllowed` where it is not waiting, or a reviewer has begun.
    """
    with transaction.atomic():
        submission = _locked(version.submission_id)
        _refuse(why_no_withdrawal(submission, version))
        version.handed_in_at, version.late = None, False
        version.save(update_fields=["handed_in_at", "late"])
        before = submission.versions.filter(handed_in_at__isnull=False).order_by("-number").first()
        submission.current = before
        _move(submission, State.NOT_SUBMITTED if before is None else State.MENDING)
        version.submission = submission
        record(Action.WITHDRAWN, request=request, user=by, version=version, number=version.number)
        if before is not None:
            after_hand_in(before, user=by, request=request)  # what the withdrawn version closed is open again
    return version


def begin_mending(submission: Submission) -> Submission:
    """A new file came for a returned report: it is being mended. Of any other, nothing changes."""
    with transaction.atomic():
        locked = _locked(submission.pk)
        if locked.state == State.RETURNED:
            _move(locked, State.MENDING)
    return _told(submission, locked)


def mark_returned(submission: Submission, *, by: User, request: HttpRequest | None = None, **detail: Any) -> Submission:
    """The version that waits is sent back. Raises `NotAllowed` where none waits. `detail` goes into the log."""
    return _decided(submission, {State.PENDING}, State.RETURNED, Action.RETURNED, by, request, detail)


def mark_passed(submission: Submission, *, by: User, request: HttpRequest | None = None, **detail: Any) -> Submission:
    """The version that waits has passed. Raises `NotAllowed` where none waits. `detail` goes into the log."""
    return _decided(submission, {State.PENDING}, State.PASSED, Action.PASSED, by, request, detail)


def reopen(submission: Submission, *, by: User, request: HttpRequest | None = None, **detail: Any) -> Submission:
    """What had passed waits for review again. Raises `NotAllowed` for what had not. `detail` goes into the log."""
    return _decided(submission, {State.PASSED}, State.PENDING, Action.REOPENED, by, request, detail)


def _decided(submission: Submission, from_: set[State], to: State, action: Action, by: User, request: HttpRequest | None, detail: dict[str, Any]) -> Submission:
    with transaction.atomic():
        locked = _locked(submission.pk)
        if locked.state not in from_:
            _refuse(f"报告现在的状态是“{State(locked.state).label}”，不能{action.label}；请刷新页面。")
        _move(locked, to)
        record(action, request=request, user=by, submission=locked, version=locked.current, **detail)
    return _told(submission, locked)


def _locked(key: int) -> Submission:
    """The submission, which nobody else can move until the transaction ends."""
    return Submission.objects.select_for_update(of=("self",)).select_related("season", "unit", "current").defer("current__record", "current__text").get(pk=key)


def _move(submission: Submission, state: State) -> None:
    submission.state = state
    submission.save(update_fields=["state", "current", "changed_at"])


def _told(submission: Submission, locked: Submission) -> Submission:
    """The caller's own object with what has become of it."""
    submission.state, submission.current, submission.changed_at = locked.state, locked.current, locked.changed_at
    return submission


def _refuse(why: str) -> None:
    if why:
        raise NotAllowed(why)
