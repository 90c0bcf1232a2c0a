"""Decisions: back with a list and a day, or through; and items closed by hand with a reason."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest

pytest.importorskip("django", reason="needs the extra [desk]")

from django.urls import reverse
from django.utils import timezone

from checker.desk.reports.models import State
from checker.desk.review.models import Decision, Item, Override
from checker.desk.review.seen import effective_of
from checker.desk.review.turns import stamp_of
from checker.desk.trail.models import Entry
from checker.output.todo import todo_items
from checker.rulebook.schema import Status

TOMORROW = timezone.localdate() + timedelta(days=1)


def decide(client: Any, version: Any, outcome: str, **said: Any) -> Any:
    facts = {"outcome": outcome, "note": "", "due": TOMORROW.isoformat(), "stamp": stamp_of(version.submission), **said}
    return client.post(reverse("review:decide", args=[version.pk]), facts)


def test_a_return_opens_the_list_and_sets_the_day(signed_in: Any, handed_in: Any, sample: Any) -> None:
    version, client = handed_in(sample()), signed_in("reviewer")
    assert decide(client, version, "returned", note="请逐项整改").status_code == 302
    version.submission.refresh_from_db()
    made = Decision.objects.get()
    assert version.submission.state == State.RETURNED and (made.outcome, made.due, made.note) == ("returned", TOMORROW, "请逐项整改")
    assert version.submission.items.count() == len(todo_items(sample()))
    entry = Entry.objects.get(action="returned")
    assert entry.detail["due"] == TOMORROW.isoformat() and entry.detail["opened"] == version.submission.items.count() and entry.name == "reviewer"
    page = client.get(reverse("review:version", args=[version.pk])).content.decode()
    assert "请逐项整改" in page and "不在待审" in page


def test_what_was_overridden_is_not_on_the_list_and_the_score_is_kept_for_lists(signed_in: Any, handed_in: Any, sample: Any, county: Any) -> None:
    version, client = handed_in(sample()), signed_in("reviewer")
    machine = version.score
    about = next(v.requirement for v in effective_of(version).verdicts if v.status is Status.MISSING)
    said = {"requirement": about, "status": "present", "reason": "附件已写明", "stamp": stamp_of(version.submission)}
    client.post(reverse("review:override", args=[version.pk]), said)
    version.refresh_from_db()
    assert version.score == machine  # nothing was decided yet
    decide(client, version, "returned")
    version.refresh_from_db()
    assert version.score == effective_of(version).score > machine
    assert not version.submission.items.filter(key=about).exists()


@pytest.mark.parametrize(
    ("outcome", "said", "told"),
    [
        ("returned", {"due": ""}, "请填写整改期限"),
        ("returned", {"due": (TOMORROW - timedelta(days=2)).isoformat()}, "不能早于今天"),
        ("passed", {}, "同意通过的须写明理由"),
        ("burned", {}, "不在可用的选项中"),
    ],
)
def test_a_decision_that_is_not_whole_is_refused(signed_in: Any, handed_in: Any, sample: Any, outcome: str, said: dict[str, str], told: str) -> None:
    version, client = handed_in(sample()), signed_in("reviewer")
    answer = decide(client, version, outcome, **said)
    assert answer.status_code == 422 and told in answer.content.decode()
    version.submission.refresh_from_db()
    assert version.submission.state == State.PENDING and not Decision.objects.exists()


def test_a_good_report_passes_without_words_and_may_be_taken_back_with_some(signed_in: Any, handed_in: Any, sample: Any, county: Any) -> None:
    version, client = handed_in(sample("qingyan.txt"), unit=county.a), signed_in("reviewer")
    assert decide(client, version, "passed", due="").status_code == 302
    version.submission.refresh_from_db()
    assert version.submission.state == State.PASSED
    address = reverse("review:reopen", args=[version.submission_id])
    client.post(address, {"stamp": stamp_of(version.submission), "reason": ""})
    version.submission.refresh_from_db()
    assert version.submission.state == State.PASSED
    client.post(address, {"stamp": stamp_of(version.submission), "reason": "收到群众反映"})
    version.submission.refresh_from_db()
    assert version.submission.state == State.PENDING
    assert Entry.objects.get(action="reopened").detail["reason"] == "收到群众反映"


def test_the_story_of_a_mended_report(signed_in: Any, handed_in: Any, sample: Any) -> None:
    client = signed_in("reviewer")
    first = handed_in(sample())
    decide(client, first, "returned")
    first.submission.refresh_from_db()
    from checker.desk.review.tracking import after_hand_in

    second = handed_in(sample("qingyan.txt"))
    after_hand_in(second)
    left = second.submission.items.filter(closed_at=None)
    closed = second.submission.items.filter(closed_at__isnull=False)
    assert closed.count() > left.count() and {i.closed_by for i in closed} == {None}
    if left.exists():
        assert "没有销号" in decide(client, second, "passed").content.decode()
    assert decide(client, second, "passed", note="其余已电话核实").status_code == 302
    assert not second.submission.items.filter(closed_at=None).exists()
    assert {i.closing_reason for i in second.submission.items.filter(closed_by__isnull=False)} <= {"审核通过：其余已电话核实"}


def test_the_second_decision_of_two_is_not_made(signed_in: Any, handed_in: Any, sample: Any) -> None:
    version = handed_in(sample())
    stamp = stamp_of(version.submission)
    decide(signed_in("reviewer"), version, "returned", stamp=stamp)
    second = decide(signed_in("administrator"), version, "passed", stamp=stamp, note="可以通过")
    page = second.content.decode()
    assert second.status_code == 409 and "reviewer 退回" in page and "可以通过" in page
    assert Decision.objects.count() == 1
    same = decide(signed_in("reviewer"), version, "passed", note="可以通过")
    assert same.status_code == 409 and "不在待审" in same.content.decode()


def test_a_judgement_of_another_keeps_a_decision_waiting(signed_in: Any, handed_in: Any, sample: Any) -> None:
    version = handed_in(sample())
    stamp = stamp_of(version.submission)
    about = next(v.requirement for v in effective_of(version).verdicts if v.status is Status.MISSING)
    facts = {"requirement": about, "status": "present", "reason": "附件已写明", "stamp": stamp}
    signed_in("administrator").post(reverse("review:override", args=[version.pk]), facts)
    answer = decide(signed_in("reviewer"), version, "returned", stamp=stamp)
    assert answer.status_code == 409 and "administrator 改判" in answer.content.decode()
    assert decide(signed_in("reviewer"), version, "returned").status_code == 302


def test_an_item_is_added_closed_and_opened_by_hand(signed_in: Any, handed_in: Any, sample: Any) -> None:
    version, client = handed_in(sample()), signed_in("reviewer")
    facts = {"title": "附件缺少表二", "severity": "general", "problem": "正文提到的表二没有附上", "remedy": "请补上表二", "quote": "", "basis": ""}
    address = reverse("review:add_item", args=[version.pk])
    wrong = client.post(address, {**facts, "problem": "", "stamp": stamp_of(version.submission)})
    assert wrong.status_code == 422 and "请补上表二" in wrong.content.decode()
    assert client.post(address, {**facts, "stamp": stamp_of(version.submission)}).status_code == 302
    item = Item.objects.get(kind=Item.Kind.ADDED)
    assert (item.opened_in, item.opened_by.username) == (version, "reviewer")
    close = reverse("review:close_item", args=[item.pk])
    client.post(close, {"stamp": stamp_of(version.submission), "reason": ""})
    item.refresh_from_db()
    assert item.closed_at is None
    client.post(close, {"stamp": stamp_of(version.submission), "reason": "已补交"})
    item.refresh_from_db()
    assert item.closed_by.username == "reviewer" and item.closing_reason == "已补交" and item.closed_in == version
    said = {"stamp": stamp_of(version.submission), "reason": "表二数据不全", "back": "//evil.example/"}
    back = client.post(reverse("review:open_item", args=[item.pk]), said)
    item.refresh_from_db()
    assert item.closed_at is None and back["Location"].startswith("/review/")
    assert [e.action for e in Entry.objects.filter(submission=version.submission).order_by("id")] == ["item_added", "item_closed", "item_reopened"]


def test_drafters_decide_nothing(signed_in: Any, handed_in: Any, sample: Any, county: Any) -> None:
    version = handed_in(sample())
    item = Item.objects.create(submission=version.submission, kind=Item.Kind.ADDED, title="附件", opened_in=version)
    made = Override.objects.create(version=version, requirement="x", status="present", reason="……", by=county.reviewer)
    client = signed_in("drafter_b")
    for name, pk in (
        ("decide", version.pk),
        ("add_item", version.pk),
        ("close_item", item.pk),
        ("open_item", item.pk),
        ("withdraw_override", made.pk),
        ("carry_over", version.pk),
        ("reopen", version.submission_id),
    ):
        assert client.post(reverse(f"review:{name}", args=[pk]), {"stamp": 0, "reason": "我自己来"}).status_code == 403
    for name in ("notice", "compare", "override"):
        assert client.get(reverse(f"review:{name}", args=[version.pk])).status_code == 403
    for name in ("queue", "items"):
        assert client.get(reverse(f"review:{name}")).status_code == 403
