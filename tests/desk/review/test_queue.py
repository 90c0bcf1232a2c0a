"""The queue and the ledger: what waits comes first, filters hold, and lists load no texts."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

import pytest

pytest.importorskip("django", reason="needs the extra [desk]")

from django.urls import reverse
from django.utils import timezone

from checker.desk.reports.models import State, Submission, Version
from checker.desk.review.models import Decision, Item
from checker.desk.review.tracking import follow, open_items
from checker.desk.units.models import Season, Unit


def shown(client: Any, name: str = "review:queue", **query: Any) -> str:
    answer = client.get(reverse(name), query)
    assert answer.status_code == 200
    return str(answer.content.decode())


def test_what_waits_comes_first_and_states_are_counted(signed_in: Any, handed_in: Any, sample: Any, county: Any) -> None:
    handed_in(sample())
    page = shown(signed_in("reviewer"))
    assert page.index("石碾乡人民政府") < page.index("青砚镇人民政府")
    assert "未报送 1" in page and "待审 1" in page and "第 1 稿" in page
    only = shown(signed_in("reviewer"), state="not_submitted")
    assert "青砚镇人民政府" in only and "石碾乡人民政府" not in only
    assert "没有符合条件" in shown(signed_in("reviewer"), q="<b>不存在\x00")
    assert "没有符合条件" in shown(signed_in("reviewer"), "review:items", q="\x00不存在", year="9" * 30, page="-1")
    assert "青砚镇人民政府" in shown(signed_in("reviewer"), q="青砚", year="2025", page="7")
    assert "石碾乡人民政府" in shown(signed_in("reviewer"), year="none", state="burned")


def test_without_a_season_there_is_a_way_to_one(signed_in: Any, county: Any) -> None:
    Submission.objects.all().delete()
    Season.objects.all().delete()
    assert "新建年度" in shown(signed_in("administrator")) and "管理员" in shown(signed_in("reviewer"))
    assert "没有符合条件" in shown(signed_in("reviewer"), "review:items")


def test_overdue_ones_are_found(signed_in: Any, handed_in: Any, sample: Any, county: Any) -> None:
    yesterday = timezone.localdate() - timedelta(days=1)
    county.season.deadline = timezone.localdate() + timedelta(days=9)
    county.season.save()
    assert "没有符合条件" in shown(signed_in("reviewer"), late="1")
    version = handed_in(sample())
    version.submission.state = State.RETURNED
    version.submission.save()
    Decision.objects.create(version=version, outcome="returned", due=yesterday, by=county.reviewer)
    page = shown(signed_in("reviewer"), late="1")
    assert "石碾乡人民政府" in page and "青砚镇人民政府" not in page and "已过期" in page
    Submission.objects.filter(unit=county.a).update(deadline=date(2026, 1, 1))
    assert ("青砚镇人民政府" in shown(signed_in("reviewer"), late="1")) == (yesterday >= date(2026, 1, 1))


def test_the_ledger_follows_items_until_they_are_closed(signed_in: Any, handed_in: Any, sample: Any, county: Any) -> None:
    version = handed_in(sample())
    Decision.objects.create(version=version, outcome="returned", due=timezone.localdate() - timedelta(days=1), by=county.reviewer)
    one = Item.objects.create(submission=version.submission, kind="added", title="附件<i>缺表", severity="core", opened_in=version)
    Item.objects.create(submission=version.submission, kind="added", title="日期不符", opened_in=version, closed_at=timezone.now(), closing_reason="已改")
    client = signed_in("reviewer")
    page = shown(client, "review:items")
    assert "附件&lt;i&gt;缺表" in page and "日期不符" not in page and "未销号 1" in page and "已逾期 1" in page
    assert "日期不符" in shown(client, "review:items", show="closed") and "附件" in shown(client, "review:items", show="all", severity="core")
    assert "没有符合条件" in shown(client, "review:items", q="青砚")
    back = reverse("review:items") + "?show=all"
    from checker.desk.review.turns import stamp_of

    answer = client.post(reverse("review:close_item", args=[one.pk]), {"reason": "已补", "stamp": stamp_of(version.submission), "back": back})
    assert answer["Location"] == back


def test_a_version_s_page_loads_one_result(signed_in: Any, handed_in: Any, sample: Any, county: Any, django_assert_max_num_queries: Any) -> None:
    first, second = handed_in(sample()), handed_in(sample("qingyan.txt"))
    open_items(first, sample(), by=county.reviewer)
    follow(second, sample("qingyan.txt"))
    Decision.objects.create(version=first, outcome="returned", due=timezone.localdate(), by=county.reviewer)
    client = signed_in("reviewer")
    for name in ("review:version", "review:compare"):
        client.get(reverse(name, args=[second.pk]))
        with django_assert_max_num_queries(30) as asked:
            assert client.get(reverse(name, args=[second.pk])).status_code == 200
        heavy = [q["sql"] for q in asked.captured_queries if '"text"' in q["sql"].split(" FROM ")[0]]
        assert len(heavy) == 1, heavy  # the version itself


def test_lists_ask_the_database_little(signed_in: Any, handed_in: Any, sample: Any, county: Any, django_assert_max_num_queries: Any) -> None:
    for number in range(60):
        unit = Unit.objects.create(name=f"第{number}镇人民政府", level="township")
        Submission.objects.create(season=county.season, unit=unit)
        handed_in(sample("qingyan.txt"), unit=unit)
    client = signed_in("reviewer")
    shown(client)
    for version in Version.objects.all():
        Item.objects.create(submission=version.submission, kind="added", title="附件", opened_in=version)
    for name in ("review:queue", "review:items"):
        with django_assert_max_num_queries(9) as asked:
            assert "下一页" in shown(client, name)
        assert asked.captured_queries
        assert not any('."text"' in q["sql"] or '."record"' in q["sql"] for q in asked.captured_queries)
