"""The county's season: rows follow verdicts and reviewers, pages and files are those of an audit, audits can be taken in."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from io import BytesIO, StringIO
from pathlib import Path
from typing import Any
from zipfile import ZipFile

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.core.management import CommandError, call_command
from django.test import Client, RequestFactory
from openpyxl import load_workbook

from checker.api import audit
from checker.desk.jobs.models import Job
from checker.desk.jobs.running import work_off
from checker.desk.overview.lines import effective_record
from checker.desk.overview.models import Line
from checker.desk.overview.season_summary import season_summary
from checker.desk.reports import intake
from checker.desk.reports.models import Submission, Version
from checker.desk.reports.results import checklist_of
from checker.desk.review.models import Override
from checker.desk.units.models import Season, Unit
from checker.output.record import report_record

SAMPLES = Path(__file__).parents[3] / "reports"
SignedIn = Callable[[str], Client]


@pytest.fixture
def both(county: Any) -> Any:
    """The county after both towns have handed in."""
    for unit, user, name in ((county.a, county.drafter_a, "qingyan.txt"), (county.b, county.drafter_b, "shinian.txt")):
        request = RequestFactory().post("/", REMOTE_ADDR="10.1.2.3")
        request.user = user
        upload = SimpleUploadedFile(name, (SAMPLES / name).read_bytes())
        intake.take_in(Submission.objects.get(unit=unit), upload, user, request, True)
    work_off()
    return county


def test_the_rows_are_the_versions_that_count(both: Any) -> None:
    came = season_summary(both.season)
    assert [(row.rank, row.unit) for row in came.summary.rows] == [(1, "青砚镇人民政府"), (2, "石碾乡人民政府")]
    best = came.summary.rows[0]
    version = Version.objects.get(pk=came.version(best))
    assert (best.score, best.grade) == (version.score, version.grade)
    assert came.summary.expected == 2 and came.summary.not_submitted == ()
    assert len(best.statuses) == len(came.book.requirements) == len(came.summary.requirements)


def test_a_unit_that_has_not_handed_in_is_told(both: Any) -> None:
    late = Unit.objects.create(name="梅岭乡人民政府")
    Submission.objects.create(season=both.season, unit=late)
    summary = season_summary(both.season).summary
    assert summary.expected == 3 and [missing.unit for missing in summary.not_submitted] == ["梅岭乡人民政府"]


def test_rows_follow_a_reviewer(both: Any) -> None:
    came = season_summary(both.season)
    row = came.summary.rows[1]
    place = row.statuses.index("m")
    requirement = came.book.requirements[place]
    override = Override.objects.create(
        version_id=came.version(row), requirement=requirement.id, status="present", machine_status="missing", reason="见附件", by=both.reviewer
    )
    changed = next(r for r in season_summary(both.season).summary.rows if r.unit == row.unit)
    assert changed.statuses[place] == "p" and changed.score > row.score
    override.withdrawn_by, override.withdrawn_at = both.reviewer, override.at
    override.save()
    assert next(r for r in season_summary(both.season).summary.rows if r.unit == row.unit).statuses == row.statuses


def test_a_row_is_made_once(both: Any, django_assert_max_num_queries: Any) -> None:
    assert Line.objects.count() == 2, "when they were handed in"
    with django_assert_max_num_queries(6):
        season_summary(both.season)


def test_the_page_is_drawn_from_the_rows(both: Any, signed_in: SignedIn) -> None:
    response = signed_in("reviewer").get("/overview/2025/")
    text = response.content.decode()
    assert response.status_code == 200
    assert "青砚镇人民政府" in text and 'id="heat"' in text and "<script>" not in text and "style=" not in text
    came = season_summary(both.season)
    assert f'href="/review/{came.version(came.summary.rows[0])}/' in text or f"/{came.version(came.summary.rows[0])}/" in text
    assert "summary.xlsx" not in text.split('id="files"')[0]
    assert signed_in("reviewer").get("/overview/", follow=True).redirect_chain[-1][0] == "/overview/2025/"
    assert signed_in("drafter_a").get("/overview/2025/").status_code == 403


def test_the_year_before_is_compared(both: Any, signed_in: SignedIn) -> None:
    last = Season.objects.create(year=2024, deadline=date(2025, 1, 31))
    submission = Submission.objects.create(season=last, unit=both.a)
    now = Submission.objects.get(season=both.season, unit=both.a).current
    assert now is not None
    old = Version.objects.get(pk=now.pk)
    old.pk, old.submission, old.stored = None, submission, "aa/last"
    old.record["reporting_year"] = 2024
    old.save()
    submission.current = old
    submission.save()
    summary = season_summary(both.season).summary
    assert summary.previous is not None and [change.unit for change in summary.previous.changes] == ["青砚镇人民政府"]
    assert "changes" in signed_in("reviewer").get("/overview/2025/").content.decode()


def test_the_files_are_those_of_an_audit(both: Any, signed_in: SignedIn) -> None:
    client = signed_in("reviewer")
    assert client.get("/overview/2025/files/summary.xlsx").status_code == 404
    client.post("/overview/2025/files/make/")
    client.post("/overview/2025/files/make/")  # one is enough
    assert Job.objects.filter(kind="season_files").count() == 1
    work_off()
    assert Job.objects.get(kind="season_files").state == Job.State.DONE
    book = load_workbook(BytesIO(b"".join(client.get("/overview/2025/files/summary.xlsx").streaming_content)))
    assert {"排名", "矩阵", "未报送"} <= set(book.sheetnames)
    assert any("青砚镇人民政府" in str(cell.value) for row in book["排名"].iter_rows() for cell in row)
    packed = ZipFile(BytesIO(b"".join(client.get("/overview/2025/files/everything.zip").streaming_content)))
    names = packed.namelist()
    assert {"index.html", "copies.html", "briefing.docx", "results.jsonl"} <= set(names)
    assert sum(name.startswith("units/") and name.endswith(".html") for name in names) == 2
    assert client.get("/overview/2025/files/secret-key").status_code == 404
    assert client.get("/overview/2025/files/..%2f..%2fsecret-key").status_code == 404
    page = client.get("/overview/2025/").content.decode()
    assert "2025年度法治政府建设年度报告审核汇总.xlsx" in page and "重新生成" in page


def test_an_audit_is_taken_in(county: Any, tmp_path: Path, signed_in: SignedIn) -> None:
    came = audit([SAMPLES / "qingyan.txt", SAMPLES / "shinian.txt"], tmp_path / "out", workers=1)
    said = StringIO()
    call_command("load_audit", tmp_path / "out", stdout=said)
    assert "导入 2 份报告，新增 0 家单位" in said.getvalue()
    summary = season_summary(county.season).summary
    assert [(row.unit, row.score, row.grade, row.statuses) for row in summary.rows] == [(row.unit, row.score, row.grade, row.statuses) for row in came.rows]
    call_command("load_audit", tmp_path / "out", stdout=said)
    assert "导入 0 份报告" in said.getvalue() and "已有报送" in said.getvalue()
    assert Version.objects.count() == 2


def test_a_folder_without_results_is_told(county: Any, tmp_path: Path) -> None:
    with pytest.raises(CommandError, match=r"summary\.json"):
        call_command("load_audit", tmp_path)


def test_a_row_without_overrides_is_that_of_the_record(both: Any) -> None:
    """The short way to a row comes to the same as the long one, by checklist and rulebook."""
    for version in Version.objects.select_related("submission__unit", "submission__season"):
        whole = {**report_record(checklist_of(version)), "unit": version.submission.unit.name, "source": version.name}
        assert effective_record(version) == whole
