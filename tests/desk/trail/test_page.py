"""The log's page: who sees which entries, how they are found, told and taken away."""

from __future__ import annotations

import csv
from collections.abc import Callable
from datetime import UTC
from io import StringIO
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from lxml import html

from checker.desk.reports.models import Submission, Version
from checker.desk.trail.log import Action, record
from checker.desk.trail.models import Entry
from checker.desk.trail.telling import detail_of

SignedIn = Callable[[str], Client]


@pytest.fixture
def told(county: Any) -> Any:
    """Two towns' entries, and those of accounts."""
    a, b = (Submission.objects.get(unit=unit) for unit in (county.a, county.b))
    record(Action.UPLOADED, user=county.drafter_a, submission=a, file="青砚.docx", size=20480)
    record(Action.UPLOADED, user=county.drafter_b, submission=b, file="=cmd|' /C calc'!A0")
    record(Action.OVERRIDDEN, user=county.reviewer, submission=a, requirement="x.y", machine="vague", status="present", reason="见附件")
    record(Action.USER_CREATED, user=county.administrator, username="new", role="reviewer")
    record(Action.SIGN_IN_FAILED, name="（未知用户名）")
    return county


def rows(client: Client, **asked: Any) -> list[list[str]]:
    page = html.document_fromstring(client.get(reverse("trail:index"), asked).content.decode())
    return [[cell.text_content().strip() for cell in row.xpath("td")] for row in page.xpath("//tbody/tr")]


def actions(found: list[list[str]]) -> list[str]:
    return [row[3] for row in found]


def test_the_administrator_sees_all_and_the_latest_first(told: Any, signed_in: SignedIn) -> None:
    found = rows(signed_in("administrator"))
    assert actions(found) == ["登录", "登录失败", "新建用户", "改判", "上传文稿", "上传文稿"]
    assert found[3][1] == "reviewer" and found[3][4:] == ["青砚镇人民政府 2025 年度", "要素代码：x.y；机器判定：模糊；改判为：具备；理由：见附件"]
    assert found[2][5] == "用户：new；角色：审核人"


def test_an_entry_leads_to_its_report(told: Any, signed_in: SignedIn) -> None:
    submission = Submission.objects.get(unit=told.a)
    version = Version.objects.create(submission=submission, uploaded_by=told.drafter_a, name="a.txt", stored="a", sha256="0" * 64, size=1)
    record(Action.DOWNLOADED, user=told.reviewer, version=version)
    page = signed_in("reviewer").get(reverse("trail:index"), {"action": "downloaded"}).content.decode()
    assert f'<a href="{reverse("review:version", args=[version.pk])}">青砚镇人民政府 2025 年度</a>' in page


def test_a_reviewer_sees_the_work_and_himself(told: Any, signed_in: SignedIn) -> None:
    assert actions(rows(signed_in("reviewer"))) == ["登录", "改判", "上传文稿", "上传文稿"]


@pytest.mark.parametrize(
    "asked, found",
    [
        ({"who": "DRAFTER_A"}, ["上传文稿"]),
        ({"action": "overridden"}, ["改判"]),
        ({"action": "signed_in", "who": "reviewer"}, []),
        ({"since": "2000-01-01", "until": "2000-12-31"}, []),
        ({"since": "2000-01-01", "action": "uploaded"}, ["上传文稿", "上传文稿"]),
        ({"since": "2001-01-01", "until": "2000-12-31"}, []),
        ({"since": "yesterday"}, []),
        ({"action": "made_up"}, []),
    ],
)
def test_entries_are_found(told: Any, signed_in: SignedIn, asked: dict[str, str], found: list[str]) -> None:
    rest = rows(signed_in("administrator"), **asked)
    assert (actions(rest) if rest[0] != ["没有符合条件的记录。"] else []) == found


def test_entries_are_found_by_unit_and_year(told: Any, signed_in: SignedIn) -> None:
    client = signed_in("reviewer")
    assert len(rows(client, unit=told.b.pk)) == 1 and len(rows(client, season=told.season.pk)) == 3


def test_a_day_is_the_offices_day(told: Any, signed_in: SignedIn) -> None:
    from datetime import datetime

    from django.db import connection

    # 23:30 of 9 March in Shanghai is 15:30 UTC; half an hour after midnight is the day before in UTC.
    for at in (datetime(2026, 3, 9, 15, 30, tzinfo=UTC), datetime(2026, 3, 9, 16, 30, tzinfo=UTC)):
        entry = Entry(name=f"{at:%H}", action=Action.EXPORTED.value)
        Entry._meta.get_field("at").auto_now_add = False  # type: ignore[attr-defined]
        try:
            entry.at = at
            entry.save()
        finally:
            Entry._meta.get_field("at").auto_now_add = True  # type: ignore[attr-defined]
    connection.check_constraints()
    client = signed_in("administrator")
    assert [row[:2] for row in rows(client, until="2026-03-09", since="2026-03-09")] == [["2026-03-09 23:30:00", "15"]]
    assert [row[:2] for row in rows(client, since="2026-03-10", until="2026-03-10")] == [["2026-03-10 00:30:00", "16"]]


def test_a_long_log_costs_few_queries(told: Any, signed_in: SignedIn, django_assert_max_num_queries: Any) -> None:
    submission = Submission.objects.get(unit=told.a)
    Entry.objects.bulk_create(Entry(name="x", action="uploaded", submission=submission, user=told.drafter_a) for _ in range(300))
    client = signed_in("administrator")
    with django_assert_max_num_queries(10):
        page = client.get(reverse("trail:index"), {"action": "uploaded", "page": 2}).content.decode()
    assert "第 2 页，共 7 页" in page and "?action=uploaded&amp;page=3" in page


def test_the_file_holds_what_is_asked_for_and_no_formulas(told: Any, signed_in: SignedIn) -> None:
    response: Any = signed_in("administrator").get(reverse("trail:export"), {"action": "uploaded"})
    content = b"".join(response.streaming_content).decode()
    assert content.startswith("\ufeff") and "attachment" in response.headers["Content-Disposition"]
    header, *lines = csv.reader(StringIO(content[1:]))
    assert header[2:5] == ["操作人", "地址", "操作"] and [line[2] for line in lines] == ["drafter_b", "drafter_a"]
    assert not any(cell.startswith(("=", "+", "-", "@")) for line in lines for cell in line)
    taken = Entry.objects.filter(action="exported").get()
    assert taken.name == "administrator" and detail_of(taken) == "内容：操作记录；格式：csv；条件：操作 上传文稿"


def test_nobody_takes_more_than_he_sees(told: Any, signed_in: SignedIn) -> None:
    response: Any = signed_in("reviewer").get(reverse("trail:export"))
    content = b"".join(response.streaming_content).decode()
    assert "改判" in content and "新建用户" not in content and "登录失败" not in content


def test_odd_details_are_told_as_they_are() -> None:
    entry = Entry(detail={"made_up": [1, None, "x"], "late": True, "changes": [["角色", "", "审核人"]], "empty": "", "after": {"active": False, "name": "甲"}})
    assert detail_of(entry) == "修改后：名称 甲，在用 否；逾期：是；角色：（空） → 审核人；made_up：1、、x"
    assert detail_of(Entry(detail=["x"])) == "['x']"


def test_every_action_has_words() -> None:
    assert all(label and not label.isascii() for _, label in Action.choices)
