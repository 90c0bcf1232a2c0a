"""What reviewers take away: notices with their own words, and results that say what people changed."""

from __future__ import annotations

import io
import json
from pathlib import Path
from typing import Any

import pytest

pytest.importorskip("django", reason="needs the extra [desk]")

import openpyxl
from django.urls import reverse
from docx import Document

from checker.comparison.records import read_result
from checker.desk.review.models import Decision, Item, Override
from checker.desk.review.seen import effective_of
from checker.desk.trail.models import Entry
from checker.rulebook.schema import Status


@pytest.fixture
def reviewed(county: Any, handed_in: Any, sample: Any) -> Any:
    """A version with a missing requirement taken for present, a present one for vague, and an item added by hand."""
    version = handed_in(sample())
    verdicts = effective_of(version).verdicts
    missing = next(v for v in verdicts if v.status is Status.MISSING)
    present = next(v for v in verdicts if v.status is Status.PRESENT)
    for verdict, status, reason in ((missing, "present", "附件已写明"), (present, "vague", "只写了文件名称，没有写怎样做")):
        Override.objects.create(
            version=version, requirement=verdict.requirement, status=status, machine_status=verdict.status.value, reason=reason, by=county.reviewer
        )
    said = {"title": "附件缺少表二", "problem": "正文提到的表二没有附上", "remedy": "请补上表二"}
    Item.objects.create(submission=version.submission, kind="added", opened_in=version, opened_by=county.reviewer, **said)
    version.missing, version.present = missing, present
    return version


def words(content: bytes) -> str:
    document = Document(io.BytesIO(content))
    cells = [c.text for table in document.tables for row in table.rows for c in row.cells]
    return "\n".join([*(p.text for p in document.paragraphs), *cells])


def test_the_notice_says_what_the_reviewers_say(signed_in: Any, reviewed: Any) -> None:
    client = signed_in("reviewer")
    facts = {"issuer": "竹溪县司法局", "issued": "2026-02-03", "deadline": "2026-02-20"}
    answer = client.get(reverse("review:notice", args=[reviewed.pk]), facts)
    assert answer.status_code == 200 and "attachment" in answer["Content-Disposition"]
    letter = words(answer.content)
    assert "竹溪县司法局" in letter and "2026年2月20日" in letter and "石碾乡人民政府" in letter
    assert f"{reviewed.missing.title}（缺失）" not in letter
    assert reviewed.present.title in letter and "只写了文件名称，没有写怎样做。" in letter and "审核人改判" not in letter
    assert "附件缺少表二" in letter and "正文提到的表二没有附上" in letter and "请补上表二" in letter
    assert f"{effective_of(reviewed).score:g}分" in letter
    entry = Entry.objects.get(action="notice_made")
    assert entry.detail == {"issuer": "竹溪县司法局", "deadline": "2026-02-20"}


def test_what_was_accepted_by_hand_is_told_as_that(signed_in: Any, reviewed: Any, county: Any) -> None:
    from django.utils import timezone

    from checker.desk.review.tracking import open_items

    open_items(reviewed, effective_of(reviewed), by=county.reviewer)
    item = reviewed.submission.items.filter(kind="requirement").first()
    item.closed_at, item.closed_by, item.closing_reason = timezone.now(), county.reviewer, "县里统一补写"
    item.save()
    letter = words(signed_in("reviewer").get(reverse("review:notice", args=[reviewed.pk])).content)
    assert f"{item.title}（县里统一补写）" in letter


@pytest.mark.parametrize(("outcome", "said"), [("passed", "审核结论为通过"), ("returned", "审核结论为退回重写")])
def test_the_conclusion_is_that_of_the_decision(signed_in: Any, reviewed: Any, county: Any, outcome: str, said: str) -> None:
    Decision.objects.create(version=reviewed, outcome=outcome, by=county.reviewer)
    letter = words(signed_in("reviewer").get(reverse("review:notice", args=[reviewed.pk])).content)
    assert said in letter and ("影响审核通过的问题" in letter) == (outcome == "returned")


def test_a_wrong_day_is_told(signed_in: Any, reviewed: Any) -> None:
    answer = signed_in("reviewer").get(reverse("review:notice", args=[reviewed.pk]), {"deadline": "明天"})
    assert answer.status_code == 422 and "反馈函" in answer.content.decode()


def test_json_keeps_its_contract_and_tells_the_review(signed_in: Any, reviewed: Any, tmp_path: Path) -> None:
    answer = signed_in("reviewer").get(reverse("review:export", args=[reviewed.pk, "json"]))
    data = json.loads(answer.content)
    assert list(data) == ["schema", "lang", "version", "rulebook", "pipeline", "reports", "errors", "review"]
    saved = tmp_path / "result.json"
    saved.write_bytes(answer.content)
    assert read_result(saved).reports[0].score == effective_of(reviewed).score
    assert data["reports"][0]["requirements"][reviewed.missing.requirement]["status"] == "present"
    review = data["review"]
    assert review["machine"]["requirements"][reviewed.missing.requirement]["status"] == "missing"
    assert {o["by"] for o in review["overrides"]} == {"reviewer"} and review["items"][0]["title"] == "附件缺少表二"


def test_other_formats_show_the_overrides(signed_in: Any, reviewed: Any) -> None:
    client = signed_in("reviewer")

    def content(format: str) -> bytes:
        answer = client.get(reverse("review:export", args=[reviewed.pk, format]))
        assert answer.status_code == 200
        return bytes(answer.content)

    assert "审核人改判2项" in content("html").decode()
    book = openpyxl.load_workbook(io.BytesIO(content("xlsx")))
    cells = [str(c.value) for sheet in book for row in sheet.iter_rows() for c in row if c.value]
    assert any("附件已写明（审核人改判，机器判定为缺失）" in c for c in cells)
    assert reviewed.present.title in words(content("docx"))
    assert client.get(reverse("review:export", args=[reviewed.pk, "exe"])).status_code == 404
    assert Entry.objects.filter(action="exported").count() == 3
