"""An archive of many units' reports: each to the unit that it says it is of."""

from __future__ import annotations

import zipfile
from collections.abc import Callable
from io import BytesIO
from pathlib import Path
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse

from checker.desk.jobs.models import Job
from checker.desk.jobs.running import work_off
from checker.desk.reports.models import Checked, State, Submission, Version
from checker.desk.trail.models import Entry
from checker.desk.units.models import Unit

REPORTS = Path(__file__).parents[3] / "reports"


def packed(**files: bytes) -> bytes:
    made = BytesIO()
    with zipfile.ZipFile(made, "w") as archive:
        for name, data in files.items():
            archive.writestr(name, data)
    return made.getvalue()


def sample(name: str) -> bytes:
    return (REPORTS / name).read_bytes()


@pytest.fixture
def give_in(county: Any, signed_in: Callable[[str], Client]) -> Callable[[bytes], Job]:
    Submission.objects.filter(unit=county.b).delete()
    Unit.objects.filter(pk=county.b.pk).update(name="石碾乡人民政府")
    Submission.objects.create(season=county.season, unit=county.b)

    def give(data: bytes, name: str = "报送.zip") -> Job:
        response = signed_in("reviewer").post(reverse("reports:archives", args=[2025]), {"file": SimpleUploadedFile(name, data)})
        assert response.status_code == 302, response.content.decode()
        job = Job.objects.latest("id")
        assert response.headers["Location"] == reverse("reports:archive", args=[job.pk])
        work_off()
        job.refresh_from_db()
        return job

    return give


def test_each_report_goes_to_its_unit(give_in: Callable[[bytes], Job], county: Any, signed_in: Callable[[str], Client]) -> None:
    files = {
        "甲/报告.txt": sample("qingyan.txt"),
        "乙/报告.txt": sample("chengan.txt"),
        "坏的.docx": b"PK\x03\x04 broken",
        "空的.txt": b"",
        "说明.txt": "请查收。".encode() * 30,
        "旧的.txt": sample("qingyan.txt").replace(b"2025", b"2024"),
    }
    job = give_in(packed(**files))
    assert job.state == Job.State.DONE
    [taken] = job.result["taken"]
    assert (taken["name"], taken["unit"]) == ("甲/报告.txt", "青砚镇人民政府")
    version = Version.objects.get()
    assert (version.pk, version.submission.unit, version.checked, version.number) == (taken["version"], county.a, Checked.DONE, 1)
    assert version.submission.state == State.PENDING and version.uploaded_by == county.reviewer
    why = {left["name"]: left["why"] for left in job.result["left"]}
    assert set(why) == set(files) - {"甲/报告.txt"}
    assert "名单" in why["乙/报告.txt"] and "损坏" in why["坏的.docx"] and "空" in why["空的.txt"] and "2024" in why["旧的.txt"]
    assert why["说明.txt"] == "报告没有写明单位"
    assert Entry.objects.filter(version=version).order_by("id").values_list("action", flat=True)[0] == "uploaded"
    page = signed_in("reviewer").get(reverse("reports:archive", args=[job.pk])).content.decode()
    assert "青砚镇人民政府" in page and "坏的.docx" in page


def test_a_second_time_nothing_is_doubled(give_in: Callable[[bytes], Job]) -> None:
    data = packed(**{"报告.txt": sample("qingyan.txt")})
    first, second = give_in(data), give_in(data)
    assert first.result["taken"] == second.result["taken"] and second.result["left"] == []
    assert Version.objects.count() == 1


def test_another_draft_is_not_put_over_one_that_waits(give_in: Callable[[bytes], Job]) -> None:
    give_in(packed(**{"报告.txt": sample("qingyan.txt")}))
    job = give_in(packed(**{"新.txt": sample("qingyan.txt") + b"\n"}))
    assert job.result["taken"] == [] and "待审" in job.result["left"][0]["why"]
    assert Version.objects.count() == 1


def test_what_is_no_archive_is_told(give_in: Callable[[bytes], Job]) -> None:
    job = give_in(b"no archive at all")
    assert job.result["taken"] == [] and len(job.result["left"]) == 1


def test_drafters_have_no_archives(county: Any, signed_in: Callable[[str], Client]) -> None:
    job = Job.objects.create(kind="take_archive", by=county.drafter_a, payload={"season": county.season.pk, "name": "a.zip"})
    for address in (reverse("reports:archives", args=[2025]), reverse("reports:archive", args=[job.pk])):
        assert signed_in("drafter_a").get(address).status_code == 403
