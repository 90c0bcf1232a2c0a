"""The drafter's pages as they are sent: what they say, what they let one do, and how little they ask of the database."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from io import BytesIO
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.http import HttpResponse
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone
from docx import Document
from lxml import html
from openpyxl import load_workbook

from checker.desk.accounts.models import User
from checker.desk.jobs.models import Job
from checker.desk.jobs.running import work_off
from checker.desk.reports import lifecycle
from checker.desk.reports.checking import given_up
from checker.desk.reports.models import Checked, State, Submission, Version
from checker.desk.reports.results import shown_checklist
from checker.desk.review import tracking
from checker.desk.review.models import Decision, Item, Outcome, Override
from checker.desk.trail.models import Entry
from checker.ingest import MAX_BYTES

from .conftest import SAMPLES

Uploaded = Callable[..., Version]
SignedIn = Callable[[str], Client]


def words(answer: HttpResponse) -> str:
    """What a page says, without white space."""
    return "".join(html.fromstring(answer.content).xpath("string(//main)").split())


def send(client: Client, submission: Submission, content: bytes, name: str = "报告.txt", **more: str) -> HttpResponse:
    return client.post(reverse("reports:upload", args=(submission.pk,)), {"file": SimpleUploadedFile(name, content), **more}, follow=True)


@pytest.fixture
def submission(county: Any) -> Submission:
    county.season.deadline = timezone.localdate() + timedelta(days=3)
    county.season.save()
    return Submission.objects.get(unit=county.b)


def page(client: Client, name: str, *args: Any) -> HttpResponse:
    answer = client.get(reverse(f"reports:{name}", args=args))
    assert answer.status_code == 200
    return answer


def test_my_reports_say_state_and_days_left(submission: Submission, signed_in: SignedIn) -> None:
    said = words(page(signed_in("drafter_b"), "mine"))
    assert "石碾乡人民政府" in said and "青砚镇" not in said
    assert "未报送" in said and "还有3天" in said
    assert signed_in("reviewer").get(reverse("reports:mine"))["Location"] == reverse("review:queue")
    User.objects.filter(username="drafter_b").update(unit=None)
    said = words(page(signed_in("drafter_b"), "mine"))
    assert "还没有对应的单位" in said and "石碾乡" not in said


@pytest.mark.parametrize(("days", "said"), [(0, "今天截止"), (-2, "已逾期2天")])
def test_the_days_left_are_told(submission: Submission, signed_in: SignedIn, days: int, said: str) -> None:
    submission.season.deadline = timezone.localdate() + timedelta(days=days)
    submission.season.save()
    assert said in words(page(signed_in("drafter_b"), "submission", submission.pk))


def test_a_self_check_is_seen_and_not_handed_in(submission: Submission, signed_in: SignedIn) -> None:
    client = signed_in("drafter_b")
    answer = send(client, submission, (SAMPLES / "shinian.txt").read_bytes())
    version = Version.objects.get()
    assert answer.redirect_chain[-1][0] == reverse("reports:version", args=(version.pk,))
    assert "正在排队等待检查" in words(answer)
    asked = client.get(reverse("reports:status", args=(version.pk,)))
    assert b"hx-get" in asked.content and "HX-Refresh" not in asked
    work_off()
    assert client.get(reverse("reports:status", args=(version.pk,)))["HX-Refresh"] == "true"
    answer = page(client, "version", version.pk)
    tree = html.fromstring(answer.content)
    version.refresh_from_db()
    assert len(tree.cssselect("details.item")) == len(version.record["requirements"])
    assert tree.cssselect(".text mark[id]") and tree.cssselect(".mend a") and tree.cssselect(".remedy")
    linked = [a.get("href")[1:] for a in tree.cssselect(".mend a, a.quote")]
    ids = set(tree.xpath("//@id"))
    assert len(linked) > 20 and ids.issuperset(linked)
    assert version.rulebook_sha256 in words(answer) and version.rulebook_version in words(answer)
    submission.refresh_from_db()
    assert submission.state == State.NOT_SUBMITTED and "未报送" in words(answer)


def test_waiting_is_asked_for_less_and_less_often(submission: Submission, signed_in: SignedIn) -> None:
    client = signed_in("drafter_b")
    send(client, submission, b"text")
    address = reverse("reports:status", args=(Version.objects.get().pk,))

    def wait(asked: str) -> int:
        trigger = html.fragment_fromstring(client.get(address, {"asked": asked}).content.decode()).get("hx-trigger")
        return int(trigger.removeprefix("load delay:").removesuffix("ms"))

    waits = [wait(asked) for asked in ("0", "1", "3", "9999")]
    assert waits == sorted(waits) and waits[0] < 1000 < waits[-1] <= 5000
    assert [wait(asked) for asked in ("-1", "x", "²", "9" * 5000)] == [waits[0]] * 4


def test_hand_in_take_back_and_hand_in_again(submission: Submission, uploaded: Uploaded, signed_in: SignedIn) -> None:
    client, version = signed_in("drafter_b"), uploaded()
    assert "报送这一稿" in words(page(client, "version", version.pk))
    answer = client.post(reverse("reports:hand_in", args=(version.pk,)), follow=True)
    assert "已报送第1稿" in words(answer) and "待审" in words(answer)
    answer = page(client, "version", version.pk)
    assert "撤回报送" in words(answer) and "报送这一稿" not in words(answer)
    answer = client.post(reverse("reports:hand_in", args=(version.pk,)), follow=True)
    assert "请先撤回" in words(answer)
    answer = client.post(reverse("reports:withdraw", args=(version.pk,)), follow=True)
    assert "已撤回第1稿" in words(answer) and "未报送" in words(answer)
    answer = client.post(reverse("reports:withdraw", args=(version.pk,)), follow=True)
    assert "不能撤回" in words(answer)
    entries = Entry.objects.filter(action__in=("handed_in", "withdrawn")).order_by("id")
    assert [(e.action, e.name, e.address) for e in entries] == [("handed_in", "drafter_b", "127.0.0.1"), ("withdrawn", "drafter_b", "127.0.0.1")]


def test_checked_and_handed_in_at_once(submission: Submission, signed_in: SignedIn) -> None:
    client = signed_in("drafter_b")
    assert "将自动报送" in words(send(client, submission, (SAMPLES / "shinian.txt").read_bytes(), hand_in="1"))
    work_off()
    assert "待审" in words(page(client, "submission", submission.pk))
    answer = send(client, submission, b"other", hand_in="1")
    assert "请先撤回" in words(answer) and Version.objects.count() == 1


def test_nothing_is_shown_as_done_before_it_is_handed_in(submission: Submission, uploaded: Uploaded, signed_in: SignedIn) -> None:
    client, version = signed_in("drafter_b"), uploaded()
    Version.objects.filter(pk=version.pk).update(hand_in_when_checked=True)  # checked, and the worker is about to
    assert "正在报送" in words(page(client, "version", version.pk))
    address = reverse("reports:status", args=(version.pk,))
    assert "HX-Refresh" not in client.get(address)
    lifecycle.hand_in(version, by=version.uploaded_by)
    assert client.get(address)["HX-Refresh"] == "true" and "撤回报送" in words(page(client, "version", version.pk))
    lifecycle.withdraw(version, by=version.uploaded_by)
    assert "报送这一稿" in words(page(client, "version", version.pk))


def test_a_hand_in_that_was_given_up_is_told(submission: Submission, uploaded: Uploaded, signed_in: SignedIn) -> None:
    client, version = signed_in("drafter_b"), uploaded()
    Version.objects.filter(pk=version.pk).update(hand_in_when_checked=True)
    given_up(Job(kind="check_version", payload={"version": version.pk}), "处理中断")
    said = words(page(client, "version", version.pk))
    assert "报送这一稿" in said and "未报送" in said and Version.objects.get().checked == Checked.DONE


def test_a_file_that_cannot_be_read_comes_with_the_way_out(submission: Submission, uploaded: Uploaded, signed_in: SignedIn) -> None:
    version = uploaded(content=b"PK\x03\x04 no archive at all")
    answer = page(signed_in("drafter_b"), "version", version.pk)
    assert version.checked == Checked.FAILED and "".join(version.error.split()) in words(answer)
    assert "另存为" in words(answer) and html.fromstring(answer.content).cssselect("form.upload input[type=file]")
    assert "报送这一稿" not in words(answer)


@pytest.mark.parametrize(
    ("content", "said"),
    [(None, "请先选择"), (b"", "文件是空的"), (b"x" * (MAX_BYTES + 1), "文件过大")],
    ids=["none", "empty", "large"],
)
def test_uploads_that_are_refused_say_why(submission: Submission, signed_in: SignedIn, content: bytes | None, said: str) -> None:
    client = signed_in("drafter_b")
    answer = client.post(reverse("reports:upload", args=(submission.pk,)), follow=True) if content is None else send(client, submission, content)
    assert said in words(answer) and not Version.objects.exists()


def test_nothing_is_taken_after_the_season_is_closed_or_the_report_passed(submission: Submission, uploaded: Uploaded, signed_in: SignedIn) -> None:
    client = signed_in("drafter_b")
    lifecycle.hand_in(uploaded(), by=submission.unit.drafters.get())
    lifecycle.mark_passed(submission, by=submission.unit.drafters.get())
    answer = page(client, "submission", submission.pk)
    assert "可以按程序公开" in words(answer) and "先改这些" not in words(answer)
    assert not html.fromstring(answer.content).cssselect("form.upload")
    assert "不用再上传" in words(send(client, submission, b"text"))
    submission.season.open = False
    submission.season.save()
    assert "停止接收" in words(send(client, submission, b"text"))
    assert Version.objects.count() == 1


def test_a_returned_report_shows_why_and_what_the_new_draft_mends(county: Any, submission: Submission, uploaded: Uploaded, signed_in: SignedIn) -> None:
    client, first = signed_in("drafter_b"), uploaded()
    lifecycle.hand_in(first, by=county.drafter_b)
    due = timezone.localdate() + timedelta(days=6)
    Override.objects.create(
        version=first, requirement="adviser.coverage", status="present", machine_status="missing", reason="附件中已写明顾问", by=county.reviewer
    )
    tracking.open_items(first, shown_checklist(first, county.reviewer), by=county.reviewer)
    Item.objects.create(submission=submission, kind="added", title="补报会议纪要", remedy="随新稿报送", opened_in=first, opened_by=county.reviewer)
    Decision.objects.create(version=first, outcome=Outcome.RETURNED, note="请逐项补写", due=due, by=county.reviewer)
    lifecycle.mark_returned(first.submission, by=county.reviewer)

    answer = page(client, "submission", submission.pk)
    said = words(answer)
    assert "退回" in said and "请逐项补写" in said and "还有6天" in said and "补报会议纪要" in said
    assert len(html.fromstring(answer.content).cssselect("#items .ledger > li")) == Item.objects.filter(submission=submission).count()
    assert "附件中已写明顾问" in words(page(client, "version", first.pk)), "the reviewer's verdict once it is decided"

    uploaded("qingyan.txt", unit=county.b)
    answer = page(client, "submission", submission.pk)
    tree = html.fromstring(answer.content)
    lines = ["".join(line.text_content().split()) for line in tree.cssselect("#items .ledger summary")]
    assert len(lines) == Item.objects.count() and "补报会议纪要" in lines[0]
    assert lines[-1].endswith("新稿已改好") and sum(line.endswith("新稿已改好") for line in lines) > len(lines) / 2
    assert "整改中" in words(answer) and "已改好" in "".join(tree.cssselect("#since")[0].text_content().split())


def test_downloads(submission: Submission, uploaded: Uploaded, signed_in: SignedIn) -> None:
    client, version = signed_in("drafter_b"), uploaded()
    Version.objects.filter(pk=version.pk).update(name='年度"报告;\r\n<b>.txt')
    answer = client.get(reverse("reports:file", args=(version.pk,)))
    assert b"".join(answer.streaming_content) == (SAMPLES / "shinian.txt").read_bytes()
    assert answer["Content-Type"] == "application/octet-stream" and answer["X-Content-Type-Options"] == "nosniff"
    assert answer["Content-Disposition"].startswith("attachment;") and "\n" not in answer["Content-Disposition"]
    got = {format: client.get(reverse("reports:export", args=(version.pk, format))) for format in ("html", "xlsx", "docx")}
    assert all(answer["Content-Disposition"].startswith("attachment;") for answer in got.values())
    assert version.result_hash in got["html"].content.decode()
    sheet = load_workbook(BytesIO(got["xlsx"].content))
    assert any("行政执法“三项制度”" in str(cell.value) for rows in sheet.worksheets for row in rows.iter_rows() for cell in row)
    written = {cell.text for table in Document(BytesIO(got["docx"].content)).tables for row in table.rows for cell in row.cells}
    assert {facts["remedy"] for facts in version.record["requirements"].values() if facts["status"] == "missing"} <= written
    assert list(Entry.objects.filter(action__in=("downloaded", "exported")).order_by("id").values_list("action", flat=True)) == [
        "downloaded",
        *["exported"] * 3,
    ]


def test_what_is_in_a_report_stays_text(submission: Submission, signed_in: SignedIn) -> None:
    client, attack = signed_in("drafter_b"), "<script>alert(1)</script><img src=x onerror=alert(2)>"
    text = (
        (SAMPLES / "shinian.txt")
        .read_text("utf-8")
        .replace("严格执行重大行政决策程序", f"严格执行重大行政决策程序{attack}")
        .replace("石碾乡2025", f"{attack}石碾乡2025")
    )
    send(client, submission, text.encode(), name=f"{attack}.txt")
    work_off()
    version = Version.objects.get()
    assert version.checked == Checked.DONE
    lifecycle.hand_in(version, by=version.uploaded_by)
    Decision.objects.create(version=version, outcome=Outcome.RETURNED, note=attack, by=version.uploaded_by)
    for answer in (page(client, "version", version.pk), page(client, "submission", submission.pk), page(client, "mine")):
        tree = html.fromstring(answer.content)
        assert not tree.xpath("//img | //@onerror | //@style | //style")
        assert all(script.get("src", "").startswith("/static/") and not script.text for script in tree.cssselect("script"))
    assert attack in html.fromstring(page(client, "version", version.pk).content).text_content()


def test_pages_ask_the_database_little_however_much_there_is(submission: Submission, uploaded: Uploaded, signed_in: SignedIn) -> None:
    client, version = signed_in("drafter_b"), uploaded()
    lifecycle.hand_in(version, by=version.uploaded_by)

    def queries(name: str, *args: Any) -> list[str]:
        page(client, name, *args)  # checklists are in memory from then on
        with CaptureQueriesContext(connection) as captured:
            page(client, name, *args)
        return [query["sql"] for query in captured]

    few = {name: len(queries(name, *args)) for name, *args in (("mine",), ("submission", submission.pk), ("version", version.pk))}
    Version.objects.bulk_create(
        Version(submission=submission, uploaded_by=version.uploaded_by, name=f"{n}.txt", stored=f"aa/{n}", sha256="0" * 64, size=1, checked=Checked.FAILED)
        for n in range(40)
    )
    Item.objects.bulk_create(Item(submission=submission, kind="added", title=f"事项{n}", opened_in=version) for n in range(40))
    for name, *args in (("mine",), ("submission", submission.pk), ("version", version.pk)):
        asked = queries(name, *args)
        assert len(asked) <= few[name] <= 22, (name, asked)
        assert not any('"record"' in sql for sql in asked), name
    assert len(html.fromstring(page(client, "submission", submission.pk).content).cssselect("#versions tbody tr")) == 15
    assert html.fromstring(client.get(reverse("reports:submission", args=(submission.pk,)) + "?page=99").content).cssselect("#versions tbody tr")
