"""Units, seasons and rosters: who may change them, and what becomes of a list."""

from __future__ import annotations

from collections.abc import Callable
from io import BytesIO
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from openpyxl import Workbook

from checker.desk.reports.models import Submission
from checker.desk.trail.models import Entry
from checker.desk.units.models import Season, Unit

SignedIn = Callable[[str], Client]


def listed(*rows: tuple[str, ...]) -> SimpleUploadedFile:
    book = Workbook()
    for row in (("单位名称", "层级", "联系电话"), *rows):
        book.active.append(row)
    content = BytesIO()
    book.save(content)
    return SimpleUploadedFile("名单.xlsx", content.getvalue())


def test_a_list_makes_the_roster(county: Any, signed_in: SignedIn) -> None:
    client = signed_in("administrator")
    response = client.post("/units/seasons/2025/roster/", {"file": listed(("青砚镇", "乡镇", "0571-1"), ("松泉县司法局", "部门", "0571-2"))}, follow=True)
    assert "新增 1 家，原有 1 家；列入 2025 年度名单 1 家" in response.content.decode()
    assert Submission.objects.filter(season=county.season).count() == 3
    county.a.refresh_from_db()
    assert county.a.contact == "0571-1" and Unit.objects.get(name="松泉县司法局").level == "department"
    entry = Entry.objects.filter(action="roster_imported").get()
    assert entry.user == county.administrator and entry.detail["new"] == 1


def test_the_same_list_again_changes_nothing(county: Any, signed_in: SignedIn) -> None:
    client = signed_in("administrator")
    for _ in range(2):
        client.post("/units/seasons/2025/roster/", {"file": listed(("梅岭乡", "乡镇", ""))})
    assert Unit.objects.count() == 3 and Submission.objects.count() == 3


@pytest.mark.parametrize(
    ("file", "words"),
    [
        (SimpleUploadedFile("名单.csv", "编号,电话\n1,2\n".encode()), "名单.csv: 没有单位一列"),
        (SimpleUploadedFile("坏.xlsx", b"PK\x03\x04 nothing"), "坏.xlsx: 表格损坏"),
        (SimpleUploadedFile("名单.csv", "单位,层级\n青砚镇,村\n".encode("gb18030")), "层级“村”不可用"),
    ],
)
def test_a_list_that_cannot_be_used_says_why(county: Any, signed_in: SignedIn, file: SimpleUploadedFile, words: str) -> None:
    response = signed_in("administrator").post("/units/seasons/2025/roster/", {"file": file})
    assert words in response.content.decode()
    assert Submission.objects.count() == 2


def test_one_unit_is_not_made_twice(county: Any, signed_in: SignedIn) -> None:
    response = signed_in("administrator").post("/units/new/", {"name": "青砚镇", "level": "township", "active": "on"})
    assert "与已有的“青砚镇人民政府”是同一单位" in response.content.decode()


def test_reviewers_look_and_do_not_change(county: Any, signed_in: SignedIn) -> None:
    client = signed_in("reviewer")
    assert client.get("/units/").status_code == client.get("/units/seasons/2025/").status_code == 200
    assert client.get(f"/units/{county.a.pk}/").status_code == 200
    for address in ("/units/new/", "/units/seasons/new/", f"/units/{county.a.pk}/", "/units/seasons/2025/", "/units/seasons/2025/add/"):
        assert client.post(address, {"name": "x"}).status_code == 403
    assert signed_in("drafter_a").get("/units/").status_code == 403


def test_a_season_is_made_and_its_rulebook_must_load(county: Any, signed_in: SignedIn) -> None:
    client = signed_in("administrator")
    response = client.post("/units/seasons/new/", {"year": 2026, "deadline": "2027-01-31", "open": "on", "rulebook": "outline-1999"})
    assert "规则库不可用" in response.content.decode() and not Season.objects.filter(year=2026).exists()
    client.post("/units/seasons/new/", {"year": 2026, "deadline": "2027-01-31", "open": "on", "rulebook": ""})
    assert Season.objects.get(year=2026).open
    client.post("/units/seasons/2026/", {"year": 2030, "deadline": "2027-02-28", "rulebook": ""})
    season = Season.objects.get(year=2026)
    assert str(season.deadline) == "2027-02-28" and not season.open


def test_a_unit_has_a_deadline_of_its_own_and_leaves_the_roster(county: Any, signed_in: SignedIn) -> None:
    client = signed_in("administrator")
    submission = Submission.objects.get(unit=county.a)
    client.post(f"/units/seasons/2025/deadlines/{submission.pk}/", {"deadline": "2026-02-10"})
    submission.refresh_from_db()
    assert str(submission.deadline) == "2026-02-10"
    other = Submission.objects.get(unit=county.b)
    client.post(f"/units/seasons/2025/drop/{other.pk}/")
    assert not Submission.objects.filter(pk=other.pk).exists()
    # Something was logged of this one, so that it stays.
    response = client.post(f"/units/seasons/2025/drop/{submission.pk}/", follow=True)
    assert "不能移出名单" in response.content.decode() and Submission.objects.filter(pk=submission.pk).exists()


def test_names_are_shown_as_they_are(county: Any, signed_in: SignedIn) -> None:
    Unit.objects.create(name="<script>alert(1)</script>镇")
    text = signed_in("administrator").get("/units/").content.decode()
    assert "&lt;script&gt;alert(1)" in text and "<script>alert(1)" not in text
