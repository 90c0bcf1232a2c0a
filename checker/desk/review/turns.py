"""Reviewers do not overwrite each other: one at a time, and each form knows what its page was made of.

A form carries a stamp, the last entry of the log that changed the submission when the page was made. An action locks
the submission, and where somebody else has changed since then what it is about, it is not done: `Overtaken` tells what happened.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from contextlib import contextmanager

from django.db import transaction
from django.db.models import Max

from checker.desk.accounts.models import User
from checker.desk.pages import when
from checker.desk.reports.models import Submission
from checker.desk.trail.log import Action
from checker.desk.trail.models import Entry

_MOVES = (Action.HANDED_IN, Action.WITHDRAWN, Action.RETURNED, Action.PASSED, Action.REOPENED)
_JUDGEMENTS = (Action.OVERRIDDEN, Action.OVERRIDE_WITHDRAWN, Action.ITEM_ADDED, Action.ITEM_CLOSED, Action.ITEM_REOPENED)
_MOST_TOLD = 5


class Overtaken(Exception):
    """Somebody else was quicker. `message` says in Chinese who did what and when."""

    def __init__(self, entries: Sequence[Entry]) -> None:
        self.message = f"您打开页面之后，别人已经作了改动，您的操作没有保存：{told(entries)}。请看过后再决定是否提交。"
        super().__init__(self.message)


def stamp_of(submission: Submission) -> int:
    """The stamp of a submission as it is now."""
    return stamps_of([submission])[submission.pk]


def stamps_of(submissions: Collection[Submission]) -> dict[int, int]:
    """The stamps of submissions as they are now, by their keys."""
    changes = Entry.objects.filter(submission__in=submissions, action__in=[*_MOVES, *_JUDGEMENTS]).order_by()
    last = dict(changes.values_list("submission").annotate(Max("id")))
    return {submission.pk: last.get(submission.pk, 0) for submission in submissions}


@contextmanager
def turn(submission: Submission, *, by: User, stamp: int, about: str = "") -> Iterator[Submission]:
    """A transaction in which nobody else changes the submission, which it gives as it is now.

    Raises `Overtaken` where others have changed it since `stamp`: have moved it or, where `about` names a requirement, judged
    that requirement; where it names none, done anything to it.
    """
    with transaction.atomic():
        locked = Submission.objects.select_for_update(of=("self",)).select_related("season", "unit").get(pk=submission.pk)
        others = others_since(locked, stamp, by=by, about=about)
        if others:
            raise Overtaken(others)
        yield locked


def others_since(submission: Submission, stamp: int, *, by: User, about: str = "") -> list[Entry]:
    """What others than `by` have done to the submission since `stamp`, as far as it matters to an action on `about` (see `turn`)."""
    since = Entry.objects.filter(submission=submission, id__gt=stamp, action__in=[*_MOVES, *_JUDGEMENTS])
    others = since.exclude(user=by).select_related("user").order_by("id")
    return [e for e in others if not about or e.action in _MOVES or about in _about(e)]


def told(entries: Sequence[Entry]) -> str:
    """Who did what, and when, in words."""
    some = "；".join(f"{when(e.at, '%H:%M')} {e.user.shown_name if e.user else e.name} {_told(e)}" for e in entries[:_MOST_TOLD])
    return f"{some}等{len(entries)}项操作" if len(entries) > _MOST_TOLD else some


def _about(entry: Entry) -> Sequence[str]:
    return [entry.detail.get("requirement", ""), *entry.detail.get("requirements", ())]


def _told(entry: Entry) -> str:
    title = entry.detail.get("title", "")
    return f"{Action(entry.action).label}{f'“{title}”' if title else ''}"
