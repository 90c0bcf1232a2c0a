"""Files with pages to be recognised: their job goes on as a long one, and nobody's text waits for it."""

from __future__ import annotations

import zipfile
from collections.abc import Callable, Iterator
from io import BytesIO
from pathlib import Path
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse
from docx import Document
from PIL import Image
from reportlab.lib.utils import ImageReader
from reportlab.pdfgen.canvas import Canvas

from checker.auditing.worker import _Kept
from checker.desk.jobs import queue
from checker.desk.jobs.models import Job
from checker.desk.jobs.running import run_next, work_off
from checker.desk.reports import checking, intake, storage
from checker.desk.reports.models import Checked, State, Submission, Version
from checker.desk.trail.models import Entry

INGEST = Path(__file__).parents[2] / "ingest"  # has a worker that recognises at once
QINGYAN = (Path(__file__).parents[3] / "reports" / "qingyan.txt").read_text("utf-8")
FIRST, SECOND = "1.first", "2.second"  # workers; the first takes no long jobs
A4 = (595.0, 842.0)


@pytest.fixture(autouse=True)
def _recognised_at_once(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    monkeypatch.syspath_prepend(str(INGEST))
    made = _Kept(worker="reading_scans"), _Kept(worker="reading_scans")
    monkeypatch.setattr("checker.auditing.worker._kept_sandboxes", lambda: made)
    yield
    for sandbox in made:
        sandbox.close()


def scanned(pages: int = 2, text: int = 0) -> bytes:
    """A PDF of scanned pages, after so many with text."""
    data = BytesIO()
    canvas = Canvas(data, pagesize=A4)
    for _ in range(text):
        canvas.drawString(80, 700, "The annual report of the town on building a government under the rule of law")
        canvas.showPage()
    for _ in range(pages):
        canvas.drawImage(ImageReader(Image.new("L", (413, 585), 230)), 0, 0, *A4)
        canvas.showPage()
    canvas.save()
    return data.getvalue()


def photo() -> bytes:
    """A page as an image."""
    data = BytesIO()
    Image.new("L", (413, 585), 230).save(data, "JPEG")
    return data.getvalue()


def word() -> bytes:
    """A sample report as a Word file."""
    document, data = Document(), BytesIO()
    for line in QINGYAN.splitlines():
        document.add_paragraph(line)
    document.save(data)
    return data.getvalue()


Give = Callable[..., Version]


@pytest.fixture
def give(county: Any) -> Give:
    """Uploads a file for a unit (a: 青砚镇)."""

    def upload(data: bytes, name: str = "扫描件.pdf", *, unit: str = "a", hand_in: bool = False) -> Version:
        submission = Submission.objects.get(unit=getattr(county, unit))
        return intake.take_in(submission, SimpleUploadedFile(name, data), getattr(county, f"drafter_{unit}"), None, hand_in)

    return upload


def first() -> bool:
    return run_next(FIRST, long=False, beating=False)


def second() -> bool:
    return run_next(SECOND, beating=False)


def checked(version: Version) -> str:
    version.refresh_from_db()
    return version.checked


def the_job() -> Job:
    return Job.objects.get()


@pytest.mark.parametrize(("name", "data"), [("扫描件.pdf", scanned()), ("混合.pdf", scanned(text=1)), ("照片.jpg", photo())])
def test_the_job_goes_on_as_a_long_one(name: str, data: bytes, give: Give, county: Any) -> None:
    version = give(data, name)
    before = the_job()
    assert first()
    job = the_job()
    assert (job.pk, job.kind, job.state, job.attempts, job.owner) == (before.pk, "recognise_version", Job.State.WAITING, 0, "")
    assert (job.payload, job.by) == ({"version": version.pk}, county.drafter_a)
    assert checked(version) == Checked.RUNNING and not Entry.objects.filter(action__in=("checked", "check_failed")).exists()
    assert not first(), "the first worker leaves it to others"
    assert second() and not second()
    assert checked(version) == Checked.DONE and version.record["sha256"] == version.sha256
    assert "文字由识别得到" in str(version.record)
    assert Entry.objects.filter(action="checked").count() == 1
    assert (the_job().state, the_job().attempts) == (Job.State.DONE, 1)


def test_a_word_file_is_done_while_recognitions_wait_and_run(give: Give) -> None:
    scans = [give(scanned()), give(scanned(3), unit="b")]
    text = give(word(), "报告.docx", unit="b")
    assert first() and first() and first()
    assert [checked(version) for version in (*scans, text)] == [Checked.RUNNING, Checked.RUNNING, Checked.DONE]
    running = queue.take(SECOND)
    assert running is not None and running.payload == {"version": scans[0].pk}
    again = give(word() + b"\0", "报告.docx")
    assert first() and not first()
    assert checked(again) == Checked.DONE
    assert list(Job.objects.filter(kind="recognise_version").values_list("state", flat=True)) == [Job.State.RUNNING, Job.State.WAITING]


def test_one_worker_does_it_all_and_text_first(give: Give) -> None:
    versions = [give(scanned()), give(scanned(3), unit="b"), give(word(), "报告.docx")]
    work_off()
    assert [checked(version) for version in versions] == [Checked.DONE] * 3
    done = [job.payload["version"] for job in Job.objects.order_by("finished_at")]
    assert done == [versions[2].pk, versions[0].pk, versions[1].pk]
    assert Entry.objects.filter(action="checked").count() == 3


def test_an_archive_in_place_of_a_report_is_refused_without_recognising(give: Give) -> None:
    packed = BytesIO()
    with zipfile.ZipFile(packed, "w") as archive:
        archive.writestr("青砚镇.pdf", scanned())
    version = give(packed.getvalue(), "报告.zip")
    assert first()
    assert (checked(version), version.error_code, the_job().kind) == (Checked.FAILED, "is_archive", "check_version")


class Killed(BaseException):
    """The worker's process is gone."""


def killed(*_: object) -> None:
    raise Killed


@pytest.mark.parametrize("place", ["before", "after"])
def test_a_worker_that_dies_between_leaves_one_job(place: str, give: Give, monkeypatch: pytest.MonkeyPatch) -> None:
    version, go_on = give(scanned()), queue.go_on

    def change(job: Job, kind: str) -> None:
        if place == "after":
            go_on(job, kind)
        killed()

    with monkeypatch.context() as patch, pytest.raises(Killed):
        patch.setattr(queue, "go_on", change)
        first()
    assert queue.release(FIRST, at_fault=True) == (1 if place == "before" else 0)  # what the supervisor does
    assert the_job().state == Job.State.WAITING
    assert the_job().kind == ("check_version" if place == "before" else "recognise_version")
    assert work_off() == (2 if place == "before" else 1)
    assert checked(version) == Checked.DONE and Entry.objects.filter(action="checked").count() == 1


def test_one_that_dies_while_recognising_is_tried_again_and_then_given_up(give: Give, monkeypatch: pytest.MonkeyPatch) -> None:
    version = give(scanned())
    assert first()
    with monkeypatch.context() as patch:
        patch.setattr(checking, "enter", killed)
        for _ in range(queue.ATTEMPTS):
            with pytest.raises(Killed):
                second()
            assert queue.release(SECOND, at_fault=True) == 1
    assert not second()
    assert (checked(version), version.error_code) == (Checked.FAILED, "given_up")
    assert (the_job().state, the_job().kind, Job.objects.count()) == (Job.State.FAILED, "recognise_version", 1)
    assert Entry.objects.filter(action="check_failed").count() == 1


def test_where_recognition_is_not_installed_it_is_told_at_once(give: Give, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("RECOGNITION_IS_MISSING", "1")
    version = give(scanned())
    assert first()
    assert (checked(version), version.error_code) == (Checked.FAILED, "needs_ocr") and "fazhi-checker[ocr]" in version.error
    assert (the_job().kind, the_job().state) == ("check_version", Job.State.DONE)


def test_what_is_to_be_handed_in_is_handed_in_after_it(give: Give) -> None:
    version = give(scanned(), hand_in=True)
    assert first()
    version.refresh_from_db()
    assert version.handed_in_at is None and version.hand_in_when_checked
    assert second()
    version.refresh_from_db()
    assert version.handed_in_at is not None and version.submission.state == State.PENDING
    assert Job.objects.get(kind="recognise_version").result == {"handed_in": True}


def test_the_drafter_is_told_how_far_it_is(give: Give, signed_in: Callable[[str], Client], monkeypatch: pytest.MonkeyPatch) -> None:
    version, client = give(scanned(3, text=1)), signed_in("drafter_a")
    status, page = (reverse(f"reports:{name}", args=(version.pk,)) for name in ("status", "version"))

    def said(address: str = status) -> str:
        return client.get(address).content.decode()

    assert "正在排队等待检查" in said()
    assert first()
    for address in (status, page):
        assert "文件里有扫描页，要先识别文字" in said(address) and "可以离开本页" in said(address) and "<progress" not in said(address)
    monkeypatch.setattr("checker.desk.jobs.running._SHOW", 0.0)
    seen: list[str] = []
    report = queue.report

    def look(*told: Any) -> None:
        report(*told)
        seen.append(said())

    monkeypatch.setattr(queue, "report", look)
    assert second()
    assert [f"已识别 {done} 页，共 3 页" in text and f'<progress value="{done}" max="3"' in text for done, text in enumerate(seen)] == [True] * 3
    assert all("正在识别文字" in text and "hx-get" in text for text in seen)
    assert client.get(status)["HX-Refresh"] == "true"
    assert 'class="item' in said(page)


def test_another_units_recognition_is_not_shown(give: Give, signed_in: Callable[[str], Client]) -> None:
    give(scanned())
    other = give(word(), "报告.docx", unit="b")
    Job.objects.filter(payload__version=other.pk).delete()  # of which nothing is known yet
    assert first()
    assert "扫描页" not in signed_in("drafter_b").get(reverse("reports:status", args=(other.pk,))).content.decode()


def test_a_worker_thought_lost_stops_recognising(give: Give, monkeypatch: pytest.MonkeyPatch) -> None:
    version = give(scanned())
    assert first()
    report = queue.report

    def taken_away(*told: Any) -> None:
        Job.objects.update(owner="3.third")
        report(*told)

    with monkeypatch.context() as patch:
        patch.setattr(queue, "report", taken_away)
        assert second()
    assert (the_job().owner, the_job().state) == ("3.third", Job.State.RUNNING)
    assert checked(version) == Checked.RUNNING
    queue.release("3.third", at_fault=True)
    assert second() and checked(version) == Checked.DONE


def test_archives_recognise_at_once(county: Any) -> None:
    packed = BytesIO()
    with zipfile.ZipFile(packed, "w") as archive:
        archive.writestr("青砚镇.pdf", scanned())
    stored = storage.store_chunks([packed.getvalue()], "报送.zip")
    queue.enqueue("take_archive", {"stored": stored.path, "name": "报送.zip", "season": county.season.pk}, by=county.reviewer)
    assert not first() and second() and not second()
    [taken] = the_job().result["taken"]
    assert taken["unit"] == county.a.name and Version.objects.get().checked == Checked.DONE
