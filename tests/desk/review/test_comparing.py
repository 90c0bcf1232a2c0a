"""A version beside the last one, and beside last year's."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

pytest.importorskip("django", reason="needs the extra [desk]")

from django.urls import reverse

from checker.desk.reports.models import Submission
from checker.desk.reports.results import checklist_of
from checker.desk.review.reread import document_of
from checker.desk.units.models import Season
from checker.ingest import document_from_text


def page(client: Any, version: Any, **query: Any) -> Any:
    return client.get(reverse("review:compare", args=[version.pk]), query)


def test_with_the_last_version(signed_in: Any, handed_in: Any, sample: Any) -> None:
    first = handed_in(sample())
    assert "没有可以对比的" in page(signed_in("reviewer"), first).content.decode()
    second = handed_in(sample("qingyan.txt"))
    shown = page(signed_in("reviewer"), second).content.decode()
    assert "第 1 稿" in shown and "已整改（" in shown and f"得分 {first.score:.1f} → {second.score:.1f}" in shown
    assert "逐字相同" not in shown


def test_with_last_years_report(signed_in: Any, handed_in: Any, sample: Any, county: Any) -> None:
    this_year, season = county.season, Season.objects.create(year=2024, deadline=date(2025, 1, 31))
    Submission.objects.create(season=season, unit=county.b)
    county.season = season
    last = handed_in(sample(**{"2025": "2024", "2026": "2025"}))
    county.season = this_year
    version = handed_in(sample())
    shown = page(signed_in("reviewer"), version).content.decode()
    assert "2024 年度第 1 稿" in shown and "与上一年逐字相同：9" in shown and "年度变了而数字没有变" in shown
    other = handed_in(sample("qingyan.txt"), unit=county.a)
    assert page(signed_in("reviewer"), version, **{"with": other.pk}).status_code == 404  # another unit's
    assert page(signed_in("reviewer"), version, **{"with": "x"}).status_code == 404
    assert page(signed_in("reviewer"), version, **{"with": last.pk}).status_code == 200


def test_a_stored_text_is_the_document_it_came_from(handed_in: Any, sample: Any) -> None:
    checklist = checklist_of(handed_in(sample()))
    again, read = document_of(checklist), document_from_text(checklist.text)
    assert [(b.kind, b.text, b.place.line, b.source_span(0, len(b.text))) for b in again.blocks] == [
        (b.kind, b.text, b.place.line, b.source_span(0, len(b.text))) for b in read.blocks
    ]
