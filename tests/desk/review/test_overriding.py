"""Overrides by form: with a reason, beside the program's verdict, taken back, and carried over to the next version."""

from __future__ import annotations

from typing import Any

import pytest

pytest.importorskip("django", reason="needs the extra [desk]")

from django.urls import reverse

from checker.desk.reports.models import State
from checker.desk.review.keys import finding_keys
from checker.desk.review.models import Override
from checker.desk.review.overriding import locate, to_carry_over
from checker.desk.review.seen import effective_of
from checker.desk.review.turns import stamp_of
from checker.desk.trail.models import Entry
from checker.rulebook.schema import Reason, Status


def missing(version: Any) -> Any:
    return next(v for v in effective_of(version).verdicts if v.status is Status.MISSING)


def post(client: Any, version: Any, about: str, **said: Any) -> Any:
    facts = {"requirement": about, "status": "present", "reason": "第三段已经写明", "stamp": stamp_of(version.submission), **said}
    return client.post(reverse("review:override", args=[version.pk]), facts)


def test_a_verdict_is_overridden_with_a_reason(signed_in: Any, handed_in: Any, sample: Any) -> None:
    version, client = handed_in(sample()), signed_in("reviewer")
    machine = missing(version)
    answer = post(client, version, machine.requirement, ground="nil_return")
    assert answer.status_code == 302 and "#ruling-r1-v" in answer["Location"]
    made = Override.objects.get()
    assert (made.machine_status, made.status, made.reason, made.by.username) == ("missing", "present", "第三段已经写明", "reviewer")
    verdict = effective_of(version).verdict(machine.requirement)
    assert (verdict.status, verdict.reason) == (Status.PRESENT, Reason.NIL_RETURN)
    entry = Entry.objects.get(action="overridden")
    assert entry.name == "reviewer" and entry.address == "127.0.0.1" and entry.version_id == version.pk
    assert entry.detail["requirement"] == machine.requirement and entry.detail["machine"] == "missing"
    page = client.get(answer["Location"]).content.decode()
    assert "审核人改判" in page and "机器：缺失" in page and f"机器得分 {version.score:.1f}" in page


@pytest.mark.parametrize(
    ("said", "told"),
    [
        ({"reason": ""}, "这个字段是必填项"),
        ({"reason": "x"}, "至少"),
        ({"status": "missing"}, "与现在的判定相同"),
        ({"status": "not_judged"}, "不在可用的选项中"),
        ({"status": "present", "ground": "plan_only"}, "不是“具备”的情形"),
        ({"stamp": ""}, "必填"),
    ],
)
def test_what_is_wrong_in_a_form_is_told_and_what_was_written_stays(signed_in: Any, handed_in: Any, sample: Any, said: dict[str, str], told: str) -> None:
    version, client = handed_in(sample()), signed_in("reviewer")
    answer = post(client, version, missing(version).requirement, quote="原文在此", **said)
    assert answer.status_code == 422 and told in answer.content.decode() and "原文在此" in answer.content.decode()
    assert not Override.objects.exists()


def test_only_reviewers_may(signed_in: Any, handed_in: Any, sample: Any) -> None:
    version = handed_in(sample())
    about = missing(version).requirement
    assert post(signed_in("drafter_b"), version, about).status_code == 403
    assert signed_in("drafter_b").get(reverse("review:version", args=[version.pk])).status_code == 403
    assert signed_in("drafter_b").get(reverse("review:version", args=[999])).status_code == 403
    assert post(signed_in("administrator"), version, about).status_code == 302


def test_what_there_is_not_cannot_be_overridden(signed_in: Any, handed_in: Any, sample: Any) -> None:
    version, client = handed_in(sample()), signed_in("reviewer")
    for about in ("no.such", "", "finding:year_mismatch:000000000000"):
        assert post(client, version, about).status_code == 404
    assert client.get(reverse("review:override", args=[version.pk])).status_code == 404


def test_not_after_the_report_has_passed_nor_on_an_old_version(signed_in: Any, handed_in: Any, sample: Any) -> None:
    old, client = handed_in(sample()), signed_in("reviewer")
    about = missing(old).requirement
    new = handed_in(sample("qingyan.txt"))
    assert "已有新稿" in post(client, old, about).content.decode()
    new.submission.state = State.PASSED
    new.submission.save()
    answer = post(client, new, effective_of(new).verdicts[0].requirement, status="missing")
    assert answer.status_code == 409 and "撤销通过" in answer.content.decode()
    assert not Override.objects.exists()


def test_the_quote_is_found_in_the_text_whatever_its_line_breaks(signed_in: Any, handed_in: Any, sample: Any) -> None:
    version, client = handed_in(sample()), signed_in("reviewer")
    text = effective_of(version).text
    start = text.index("。") + 1
    words = text[start : start + 40].strip()
    post(client, version, missing(version).requirement, quote=" \n".join(words))
    made = Override.objects.get()
    assert text[made.start : made.end] == made.quote == words
    assert locate("一二 三\n四", "二三四") == (1, 6) and locate("一二", "三") is None and locate("一二", " ") is None


def test_an_override_is_taken_back(signed_in: Any, handed_in: Any, sample: Any) -> None:
    version, client = handed_in(sample()), signed_in("reviewer")
    about = missing(version).requirement
    post(client, version, about)
    made = Override.objects.get()
    address = reverse("review:withdraw_override", args=[made.pk])
    assert client.get(address).status_code == 405
    client.post(address, {"stamp": stamp_of(version.submission)})
    made.refresh_from_db()
    assert made.withdrawn_by.username == "reviewer" and effective_of(version).verdict(about).status is Status.MISSING
    assert Entry.objects.filter(action="override_withdrawn", detail__requirement=about).exists()
    again = client.post(address, {"stamp": stamp_of(version.submission)}, follow=True)
    assert "已经撤销" in again.content.decode()


def test_a_finding_is_dismissed_and_brought_back(signed_in: Any, handed_in: Any, sample: Any) -> None:
    version, client = handed_in(sample()), signed_in("reviewer")
    findings = effective_of(version).findings
    key = finding_keys(effective_of(version))[0]
    form = client.get(reverse("review:override", args=[version.pk]), {"requirement": key})
    assert "为什么不成立" in form.content.decode()
    client.post(reverse("review:override", args=[version.pk]), {"requirement": key, "reason": "引用的是上级文件", "stamp": stamp_of(version.submission)})
    assert effective_of(version).findings == findings[1:]
    assert "认定不成立的问题" in client.get(reverse("review:version", args=[version.pk])).content.decode()
    client.post(reverse("review:withdraw_override", args=[Override.objects.get().pk]), {"stamp": stamp_of(version.submission)})
    assert effective_of(version).findings == findings


def test_the_second_of_two_reviewers_is_told_and_overwrites_nothing(signed_in: Any, handed_in: Any, sample: Any) -> None:
    version = handed_in(sample())
    about, other = [v.requirement for v in effective_of(version).verdicts if v.status is Status.MISSING][:2]
    stamp = stamp_of(version.submission)
    assert post(signed_in("reviewer"), version, about, stamp=stamp).status_code == 302
    second = signed_in("administrator")
    refused = post(second, version, about, stamp=stamp, status="not_applicable", reason="本乡没有此类事项")
    page = refused.content.decode()
    assert refused.status_code == 409 and "别人已经作了改动" in page and "reviewer 改判" in page and "本乡没有此类事项" in page
    assert effective_of(version).verdict(about).status is Status.PRESENT
    assert post(second, version, other, stamp=stamp).status_code == 302  # of another matter
    fresh = stamp_of(version.submission)
    assert f'value="{fresh}"' in post(second, version, about, stamp=stamp, status="vague").content.decode()
    assert post(second, version, about, stamp=fresh, status="vague").status_code == 302  # having seen it


def test_a_form_that_is_fetched_late_tells_what_the_page_does_not_show(signed_in: Any, handed_in: Any, sample: Any) -> None:
    version = handed_in(sample())
    about, other = [v.requirement for v in effective_of(version).verdicts if v.status is Status.MISSING][:2]
    stamp = stamp_of(version.submission)
    post(signed_in("reviewer"), version, about)

    def fetched(**query: Any) -> str:
        page = signed_in("administrator").get(reverse("review:override", args=[version.pk]), query, headers={"HX-Request": "true"})
        return str(page.content.decode())

    assert "别人已经作了改动" in fetched(requirement=about, stamp=stamp)
    for query in (
        {"requirement": other, "stamp": stamp},
        {"requirement": about, "stamp": stamp_of(version.submission)},
        {"requirement": about, "stamp": "9" * 30},
    ):
        assert "别人" not in fetched(**query)


def test_htmx_gets_the_form_alone_and_is_sent_to_the_item(signed_in: Any, handed_in: Any, sample: Any) -> None:
    version, client = handed_in(sample()), signed_in("reviewer")
    about, address = missing(version).requirement, reverse("review:override", args=[version.pk])
    form = client.get(address, {"requirement": about}, headers={"HX-Request": "true"}).content.decode()
    assert "<form" in form and "<html" not in form
    facts = {"requirement": about, "status": "present", "reason": "", "stamp": stamp_of(version.submission)}
    wrong = client.post(address, facts, headers={"HX-Request": "true"})
    assert wrong.status_code == 200 and "必填" in wrong.content.decode() and "<html" not in wrong.content.decode()
    done = client.post(address, {**facts, "reason": "附件已写明"}, headers={"HX-Request": "true"})
    assert done["HX-Redirect"].startswith(reverse("review:version", args=[version.pk]))


def test_overrides_are_carried_over_in_one_click(signed_in: Any, handed_in: Any, sample: Any) -> None:
    first, client = handed_in(sample()), signed_in("reviewer")
    about, other = [v.requirement for v in effective_of(first).verdicts if v.status is Status.MISSING][:2]
    post(client, first, about, quote="石碾乡")
    post(client, first, other)
    key = finding_keys(effective_of(first))[0]
    client.post(reverse("review:override", args=[first.pk]), {"requirement": key, "reason": "引用的是上级文件", "stamp": stamp_of(first.submission)})
    second = handed_in(sample())
    post(client, second, other, status="not_applicable", reason="另有说法")
    assert {o.requirement for o in to_carry_over(second)} == {about, key}
    assert "全部沿用" in client.get(reverse("review:version", args=[second.pk])).content.decode()
    client.post(reverse("review:carry_over", args=[second.pk]), {"stamp": stamp_of(second.submission)})
    counts = effective_of(second)
    assert counts.verdict(about).status is Status.PRESENT and counts.verdict(other).status is Status.NOT_APPLICABLE
    assert "（沿用第1稿的改判）" in Override.objects.get(version=second, requirement=about).reason
    assert Override.objects.get(version=second, requirement=about).start is not None
    assert to_carry_over(second) == []


def test_nothing_of_a_report_or_a_reason_is_markup(signed_in: Any, handed_in: Any, sample: Any) -> None:
    evil = "<script>alert(1)</script>"
    version, client = handed_in(sample(**{"石碾乡人民政府": f"石碾乡人民政府{evil}"})), signed_in("reviewer")
    post(client, version, missing(version).requirement, reason=evil, quote=evil)
    page = client.get(reverse("review:version", args=[version.pk])).content.decode()
    assert "<script>alert" not in page and "&lt;script&gt;" in page
    assert " style=" not in page and " onclick" not in page
