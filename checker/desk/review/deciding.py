"""Decisions on a version: it passes, or goes back with a list and a day; and items closed by hand."""

from __future__ import annotations

from datetime import date

from django.db import transaction
from django.http import HttpRequest
from django.utils import timezone

from checker.desk.accounts.models import User
from checker.desk.reports import lifecycle
from checker.desk.reports.lifecycle import NotAllowed
from checker.desk.reports.models import State, Submission, Version
from checker.desk.review.models import Decision, Item, Outcome
from checker.desk.review.overriding import keep_score
from checker.desk.review.seen import effective_of
from checker.desk.review.tracking import open_items
from checker.desk.trail.log import Action, record
from checker.judging.checklist import Grade


def why_no_decision(version: Version) -> str:
    """Why nothing can be decided on the version now; empty where it can."""
    if version.submission.current_id != version.pk or version.handed_in_at is None:
        return "这一稿不是最新报送的一稿，不能对它作决定。"
    if version.submission.state != State.PENDING:
        return f"报告现在的状态是“{version.submission.get_state_display()}”，不在待审。"
    return ""


def needs_words(version: Version) -> str:
    """Why letting the version pass needs a word from the reviewer; empty where it does not."""
    if effective_of(version).grade is not Grade.PASS:
        return "检查结论不是“通过”，同意通过的须写明理由。"
    waiting = version.submission.items.filter(closed_at=None).count()
    return f"还有{waiting}项整改事项没有销号，同意通过的须写明理由。" if waiting else ""


@transaction.atomic
def send_back(version: Version, *, due: date, note: str, by: User, request: HttpRequest | None = None) -> Decision:
    """Returns the version: all that is to be mended goes on the list, with `due` as the day. Raises `NotAllowed`."""
    _refuse(why_no_decision(version))
    counts = effective_of(version)
    made = Decision.objects.create(version=version, outcome=Outcome.RETURNED, note=note, due=due, by=by)
    keep_score(version, counts)
    opened = open_items(version, counts, by=by)
    waiting = version.submission.items.filter(closed_at=None).count()
    lifecycle.mark_returned(version.submission, by=by, request=request, due=due.isoformat(), note=note, opened=len(opened), waiting=waiting)
    return made


@transaction.atomic
def let_pass(version: Version, *, note: str, by: User, request: HttpRequest | None = None) -> Decision:
    """Lets the version pass; what is still open on the list is closed in the reviewer's name. Raises `NotAllowed`."""
    _refuse(why_no_decision(version) or ("" if note else needs_words(version)))
    made = Decision.objects.create(version=version, outcome=Outcome.PASSED, note=note, by=by)
    keep_score(version, effective_of(version))
    for item in version.submission.items.filter(closed_at=None).select_for_update():
        close(item, reason=f"审核通过：{note}", by=by, request=request)
    lifecycle.mark_passed(version.submission, by=by, request=request, note=note, score=version.score)
    return made


@transaction.atomic
def take_back_pass(submission: Submission, *, reason: str, by: User, request: HttpRequest | None = None) -> None:
    """A report that had passed waits for review again. Raises `NotAllowed`."""
    lifecycle.reopen(submission, by=by, request=request, reason=reason)


@transaction.atomic
def close(item: Item, *, reason: str, by: User, request: HttpRequest | None = None) -> None:
    """Closes an item by hand, in the version handed in last. Raises `NotAllowed` for one that is closed."""
    if item.closed_at is not None:
        raise NotAllowed("这一事项已经销号。")
    item.closed_in, item.closed_by, item.closed_at, item.closing_reason = item.submission.current, by, timezone.now(), reason
    item.save(update_fields=("closed_in", "closed_by", "closed_at", "closing_reason"))
    record(Action.ITEM_CLOSED, request=request, user=by, submission=item.submission, item=item.pk, title=item.title, requirement=item.key, reason=reason)


@transaction.atomic
def open_again(item: Item, *, reason: str, by: User, request: HttpRequest | None = None) -> None:
    """Opens a closed item again. Raises `NotAllowed` for one that is open, and once the report has passed."""
    if item.closed_at is None:
        raise NotAllowed("这一事项没有销号。")
    if item.submission.state == State.PASSED:
        raise NotAllowed("报告已经通过；请先撤销通过。")
    item.closed_in = item.closed_by = item.closed_at = None
    item.closing_reason = ""
    item.save(update_fields=("closed_in", "closed_by", "closed_at", "closing_reason"))
    record(Action.ITEM_REOPENED, request=request, user=by, submission=item.submission, item=item.pk, title=item.title, requirement=item.key, reason=reason)


@transaction.atomic
def add(version: Version, item: Item, *, by: User, request: HttpRequest | None = None) -> Item:
    """Puts an item on the list that the program did not see. Raises `NotAllowed` for a version that is not under review."""
    if version.submission.current_id != version.pk or version.submission.state == State.PASSED:
        raise NotAllowed("只能给正在审核的最新一稿增加事项。")
    item.submission, item.kind, item.opened_in, item.opened_by = version.submission, Item.Kind.ADDED, version, by
    item.save()
    record(Action.ITEM_ADDED, request=request, user=by, version=version, item=item.pk, title=item.title)
    return item


def _refuse(why: str) -> None:
    if why:
        raise NotAllowed(why)
