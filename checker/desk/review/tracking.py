"""The rectification list: what a return opens, what the next version closes, what opens again."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from django.db import transaction
from django.http import HttpRequest
from django.utils import timezone

from checker.desk.accounts.models import User
from checker.desk.reports.models import Submission, Version
from checker.desk.review.effective import WORDS
from checker.desk.review.keys import finding_keys, note_keys
from checker.desk.review.models import Item, Severity
from checker.desk.trail.log import Action, record
from checker.judging.checklist import Checklist
from checker.output.phrases import plain, problem
from checker.output.todo import TodoItem, Urgency, todo_items

_TITLE_ROOM = 200  # characters, as the table has them


@dataclass(frozen=True, slots=True)
class Followed:
    """What a look at a version did to the list."""

    closed: tuple[Item, ...]
    reopened: tuple[Item, ...]


def after_hand_in(version: Version, *, user: User | None = None, request: HttpRequest | None = None) -> Followed:
    """Closes the items that the version which counts now shows mended, and opens again those it shows broken.

    Call it in the transaction of a hand-in, and of a withdrawal with the version that counts from then on.
    """
    from checker.desk.review.seen import effective_of

    return follow(version, effective_of(version), user=user, request=request)


@transaction.atomic
def follow(version: Version, checklist: Checklist, *, user: User | None = None, request: HttpRequest | None = None) -> Followed:
    """The list of the version's submission brought up to `checklist`, the effective one of the version.

    An item is closed where its requirement is in place or does not apply, or its finding is no longer there; one that was
    closed so and is to be mended again is opened again. Items added by hand, and what a person closed, stay as they are.
    """
    waiting = {key for key, _ in _to_mend(checklist)}
    known = set(waiting) | {v.requirement for v in checklist.verdicts}
    closed, reopened = [], []
    for item in version.submission.items.exclude(kind=Item.Kind.ADDED).select_for_update():
        if item.kind == Item.Kind.REQUIREMENT and item.key not in known:
            continue  # another rulebook: nothing is known of it
        if item.closed_at is None and item.key not in waiting:
            item.closed_in, item.closed_at, item.closing_reason = version, timezone.now(), _how(item, checklist, version)
            closed.append(item)
        elif item.closed_at is not None and item.closed_by_id is None and item.key in waiting:
            item.closed_in, item.closed_at, item.closing_reason = None, None, ""
            reopened.append(item)
        else:
            continue
        item.save(update_fields=("closed_in", "closed_at", "closing_reason"))
    for action, items in ((Action.ITEM_CLOSED, closed), (Action.ITEM_REOPENED, reopened)):
        if items:
            record(action, request=request, user=user, version=version, items=[i.pk for i in items], titles=[i.title for i in items], by_check=True)
    return Followed(tuple(closed), tuple(reopened))


def open_items(version: Version, checklist: Checklist, *, by: User) -> tuple[Item, ...]:
    """Puts on the list all that is to be mended in `checklist`, the effective one of the version, and is not there; those opened.

    What the check had closed is opened again by `follow`, which this calls; what a person closed is not put there twice.
    """
    follow(version, checklist, user=by)
    there = set(version.submission.items.exclude(kind=Item.Kind.ADDED).values_list("key", flat=True))
    return tuple(
        Item.objects.create(**_facts(key, item), submission=version.submission, opened_in=version, opened_by=by)
        for key, item in _to_mend(checklist)
        if key not in there
    )


def open_count(submission: Submission) -> int:
    """How many items of a submission are open."""
    return submission.items.filter(closed_at=None).count()


def _to_mend(checklist: Checklist) -> Iterator[tuple[str, TodoItem]]:
    """What is to be mended with the key under which it is on the list, most serious first."""
    findings = {(f.code, f.start, f.end): key for key, f in zip(finding_keys(checklist), checklist.findings, strict=True)}
    notes = iter(note_keys(checklist))
    for item in todo_items(checklist):
        if item.urgency is Urgency.FINDING:
            yield findings[item.code, item.spots[0].start or 0, item.spots[0].end or 0], item
        elif item.urgency is Urgency.PUBLICATION:
            yield next(notes), item
        else:
            yield item.code, item


def _facts(key: str, item: TodoItem) -> dict[str, str]:
    return {
        "kind": Item.Kind.FINDING if item.severity is None else Item.Kind.REQUIREMENT,
        "key": key,
        "title": plain(item.title)[:_TITLE_ROOM],
        "severity": item.severity.value if item.severity is not None else Severity.GENERAL,
        "problem": problem(item),
        "basis": "\n".join(map(plain, item.basis)),
        "remedy": plain(item.remedy),
        "quote": "\n".join(filter(None, (plain(spot.quote) for spot in item.spots))),
    }


def _how(item: Item, checklist: Checklist, version: Version) -> str:
    draft = f"第{version.number}稿" if version.number else "新稿"
    if item.kind == Item.Kind.FINDING:
        return f"{draft}中已不存在"
    return f"{draft}中为“{WORDS[checklist.verdict(item.key).status]}”"
