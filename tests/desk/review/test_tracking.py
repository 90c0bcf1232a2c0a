"""The rectification list from return to return."""

from __future__ import annotations

from typing import Any

import pytest

pytest.importorskip("django", reason="needs the extra [desk]")

from checker.desk.review.effective import effective
from checker.desk.review.models import Item, Override
from checker.desk.review.tracking import follow, open_count, open_items
from checker.desk.trail.models import Entry
from checker.output.todo import todo_items
from checker.rulebook.schema import Status


@pytest.fixture
def returned(county: Any, handed_in: Any, sample: Any) -> Any:
    """The first version of a report with much to mend, with its list open."""
    checklist = sample()
    version = handed_in(checklist)
    open_items(version, checklist, by=county.reviewer)
    return version


def test_a_return_puts_all_that_is_to_be_mended_on_the_list(returned: Any, sample: Any) -> None:
    todo = todo_items(sample())
    items = list(returned.submission.items.all())
    assert [i.title for i in items] == [t.title for t in todo]
    assert {i.kind for i in items} == {Item.Kind.REQUIREMENT, Item.Kind.FINDING}
    assert all(i.problem and i.opened_in == returned for i in items)
    assert open_count(returned.submission) == len(todo)


def test_the_next_version_closes_what_it_mends(returned: Any, handed_in: Any, sample: Any) -> None:
    better = sample("qingyan.txt")
    second = handed_in(better)
    followed = follow(second, better)
    left = {t.code for t in todo_items(better)}
    items = {i.key: i for i in returned.submission.items.filter(kind=Item.Kind.REQUIREMENT)}
    assert followed.closed and all((items[key].closed_at is None) == (key in left) for key in items)
    assert {i.closing_reason for i in items.values() if i.closed_at and i.key} == {"第2稿中为“具备”"}
    assert all(i.closed_in == second and i.closed_by is None for i in followed.closed)
    entry = Entry.objects.get(action="item_closed")
    assert entry.detail["items"] == [i.pk for i in followed.closed] and entry.version == second


def test_what_the_check_closed_opens_again_and_what_a_person_closed_does_not(county: Any, returned: Any, handed_in: Any, sample: Any) -> None:
    by_hand = returned.submission.items.filter(kind=Item.Kind.REQUIREMENT).first()
    better, worse = sample("qingyan.txt"), sample()
    second = handed_in(better)
    by_hand.closed_at, by_hand.closed_by, by_hand.closing_reason = second.handed_in_at, county.reviewer, "乡里来函说明了"
    by_hand.save()
    closed = follow(second, better).closed
    third = handed_in(worse)
    reopened = follow(third, worse).reopened
    assert {i.pk for i in reopened} == {i.pk for i in closed} and by_hand.pk not in {i.pk for i in reopened}
    open_items(third, worse, by=county.reviewer)
    by_hand.refresh_from_db()
    assert by_hand.closed_at is not None and returned.submission.items.filter(key=by_hand.key).count() == 1
    assert Entry.objects.filter(action="item_reopened").count() == 1


def test_an_override_closes_and_its_withdrawal_opens_again(returned: Any, sample: Any, book: Any) -> None:
    checklist = sample()
    item = returned.submission.items.filter(kind=Item.Kind.REQUIREMENT).first()
    said = Override(requirement=item.key, status=Status.PRESENT.value, reason="附件里写明了")
    assert [i.pk for i in follow(returned, effective(checklist, [said], book)).closed] == [item.pk]
    assert [i.pk for i in follow(returned, checklist).reopened] == [item.pk]


def test_what_was_added_by_hand_waits_for_a_person(county: Any, returned: Any, handed_in: Any, sample: Any) -> None:
    added = Item.objects.create(submission=returned.submission, kind=Item.Kind.ADDED, title="附件缺少表二", opened_in=returned, opened_by=county.reviewer)
    second = handed_in(sample("qingyan.txt"))
    follow(second, sample("qingyan.txt"))
    added.refresh_from_db()
    assert added.closed_at is None
