"""Results back from what is stored, as they went in."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from checker.comparison.changes import Change
from checker.desk import rulebooks
from checker.desk.reports import results
from checker.desk.reports.doubts import doubts
from checker.desk.reports.history import previous_of, since_previous
from checker.desk.reports.lifecycle import hand_in, mark_returned
from checker.desk.reports.models import Version
from checker.desk.reports.results import checklist_of, report_view, shown_checklist
from checker.desk.reports.tasks import tasks_of
from checker.desk.review.models import Decision, Outcome, Override
from checker.output.record import report_record

Uploaded = Callable[..., Version]


def test_the_checklist_is_the_one_that_was_made(county: Any, uploaded: Uploaded) -> None:
    version = uploaded()
    checklist = checklist_of(Version.objects.defer("record", "text").get(pk=version.pk))
    assert report_record(checklist) == version.record
    assert (checklist.rulebook, checklist.rulebook_version) == (version.rulebook, version.rulebook_version)
    verdict = next(v for v in checklist.verdicts if v.evidence)
    assert checklist.text[verdict.evidence[0].start : verdict.evidence[0].end] == verdict.evidence[0].quote


def test_a_result_is_read_once(county: Any, uploaded: Uploaded, django_assert_num_queries: Any) -> None:
    version = uploaded()
    results._checklist.cache_clear()
    with django_assert_num_queries(1):
        first = checklist_of(version)
    with django_assert_num_queries(0):
        assert checklist_of(version) is first


def test_a_result_outlives_its_rulebook(county: Any, uploaded: Uploaded, settings: Any) -> None:
    version = uploaded()
    Version.objects.filter(pk=version.pk).update(rulebook="county-of-old", rulebook_version="1", rulebook_sha256="0" * 64)
    results._checklist.cache_clear()
    version = Version.objects.get(pk=version.pk)
    assert rulebooks.book_of(version).id != "county-of-old"
    report = report_view(version)
    assert report.checklist.rulebook == "county-of-old" and report.checklist.score == version.score
    assert sum(len(g.items) for g in report.groups) == len(version.record["requirements"])


def test_no_result_no_checklist(county: Any, uploaded: Uploaded) -> None:
    with pytest.raises(ValueError, match="no result"):
        checklist_of(uploaded(content=b"PK\x03\x04 no archive at all"))


def test_a_drafter_sees_overrides_once_it_is_decided(county: Any, uploaded: Uploaded) -> None:
    version = uploaded()
    requirement = next(id for id, facts in version.record["requirements"].items() if facts["status"] == "missing")
    Override.objects.create(version=version, requirement=requirement, status="present", machine_status="missing", reason="附件中已写", by=county.reviewer)
    assert shown_checklist(version, county.reviewer).verdict(requirement).status == "present"
    assert shown_checklist(version, county.drafter_b).verdict(requirement).status == "missing"
    Decision.objects.create(version=version, outcome=Outcome.RETURNED, by=county.reviewer)
    shown = shown_checklist(version, county.drafter_b).verdict(requirement)
    assert shown.status == "present" and "附件中已写" in shown.explanation


def test_what_to_mend_leads_to_its_item(county: Any, uploaded: Uploaded) -> None:
    report = report_view(uploaded())
    tasks = tasks_of(report.checklist)
    titles = {item.id: item.verdict.title for group in report.groups for item in group.items} | {issue.id: issue.finding.title for issue in report.issues}
    assert len(tasks) > 10 and {t.item.urgency.value for t in tasks} >= {"urgency_gate", "urgency_points", "urgency_finding"}
    for task in tasks:
        assert titles.get(task.target, task.item.title) == task.item.title
    assert tasks[0].item.code in report.checklist.gate, "what bars the way comes first"


def test_what_closed_since_the_version_before(county: Any, uploaded: Uploaded) -> None:
    first = uploaded()
    assert since_previous(first) is None
    hand_in(first, by=county.drafter_b)
    mark_returned(first.submission, by=county.reviewer)
    selfcheck, mended = uploaded(unit=county.b), uploaded("qingyan.txt", unit=county.b)
    assert previous_of(selfcheck) == previous_of(mended) == first, "measured by what was handed in"
    since = since_previous(mended)
    assert since is not None and since.before == first
    closed = {r.id for r in since.closed.requirements}
    statuses = {id: (first.record["requirements"][id]["status"], mended.record["requirements"][id]["status"]) for id in mended.record["requirements"]}
    assert closed == {id for id, (old, new) in statuses.items() if old in ("missing", "vague") and new == "present"} and closed
    assert {f.code for f in since.closed.findings} == {f["code"] for f in first.record["findings"]}
    assert all(r.change is Change.OPEN for r in since.still_open.requirements)
    worse = since_previous(uploaded(unit=county.b, **{"法治": "工作"}))
    assert worse is not None and len(worse.broken)


def test_doubts_about_the_wrong_file(county: Any, uploaded: Uploaded) -> None:
    right = uploaded("qingyan.txt", unit=county.a)
    assert not list(doubts(right, checklist_of(right)))
    wrong = uploaded("qingyan.txt", unit=county.b)
    [said] = doubts(wrong, checklist_of(wrong))
    assert "青砚镇人民政府" in said and "石碾乡人民政府" in said
    county.season.year = 2024
    county.season.save()
    assert any("2025 年度" in d and "2024 年度" in d for d in doubts(Version.objects.get(pk=right.pk), checklist_of(right)))


def test_the_same_file_again(county: Any, uploaded: Uploaded) -> None:
    first = uploaded()
    hand_in(first, by=county.drafter_b)
    again = uploaded()
    assert any("第 1 稿是同一个文件" in d for d in doubts(again, checklist_of(again)))
