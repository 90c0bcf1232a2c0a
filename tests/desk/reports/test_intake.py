"""Uploads in, and what the job makes of them."""

from __future__ import annotations

import hashlib
import zipfile
from io import BytesIO
from pathlib import Path
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import RequestFactory

from checker.auditing.stored import checklist_of
from checker.desk import rulebooks
from checker.desk.jobs.models import Job
from checker.desk.jobs.running import work_off
from checker.desk.reports import intake, storage
from checker.desk.reports.models import Checked, Submission, Version
from checker.desk.reports.storage import UploadRefused
from checker.desk.trail.models import Entry
from checker.output.record import report_record

QINGYAN = (Path(__file__).parents[3] / "reports" / "qingyan.txt").read_bytes()


def take_in(county: Any, data: bytes, name: str, *, hand_in: bool = False) -> Version:
    submission = Submission.objects.get(unit=county.a)
    request = RequestFactory().post("/", REMOTE_ADDR="10.1.2.3")
    request.user = county.drafter_a
    return intake.take_in(submission, SimpleUploadedFile(name, data), county.drafter_a, request, hand_in)


def test_an_upload_is_stored_and_waits(county: Any) -> None:
    version = take_in(county, QINGYAN, "报告.txt")
    assert version.checked == Checked.WAITING and version.name == "报告.txt"
    assert storage.open_stored(version).read() == QINGYAN
    assert (version.sha256, version.size) == (hashlib.sha256(QINGYAN).hexdigest(), len(QINGYAN))
    assert "报告" not in version.stored and version.stored.endswith(".txt")
    [job] = Job.objects.all()
    assert (job.kind, job.payload, job.by, job.address) == ("check_version", {"version": version.pk}, county.drafter_a, "10.1.2.3")
    [entry] = Entry.objects.all()
    assert (entry.action, entry.address, entry.detail["sha256"]) == ("uploaded", "10.1.2.3", version.sha256)


def test_a_check_fills_the_version(county: Any) -> None:
    version = take_in(county, QINGYAN, "报告.txt")
    assert work_off() == 1
    version.refresh_from_db()
    assert version.checked == Checked.DONE and version.score == version.record["score"] and version.grade == version.record["grade"]
    assert version.record["sha256"] == version.sha256 and version.record["unit"] == "青砚镇人民政府" and version.record["source"] == "报告.txt"
    book = rulebooks.book_of(version)
    assert (version.rulebook, version.rulebook_version) == (book.id, book.version)
    assert report_record(checklist_of(version.record, version.text, book, pipeline=version.pipeline)) == version.record
    assert list(version.record["requirements"]) == [r.id for r in book.requirements]
    assert Job.objects.get().state == Job.State.DONE
    checked = Entry.objects.get(action="checked")
    assert checked.user == county.drafter_a and checked.detail["rulebook_sha256"] == version.rulebook_sha256


def test_an_archive_is_no_report(county: Any) -> None:
    packed = BytesIO()
    with zipfile.ZipFile(packed, "w") as archive:
        archive.writestr("a.txt", QINGYAN)
    version = take_in(county, packed.getvalue(), "报告.zip")
    work_off()
    version.refresh_from_db()
    assert (version.checked, version.error_code, version.record) == (Checked.FAILED, "is_archive", None)
    assert "解压" in version.error
    assert Entry.objects.get(action="check_failed").detail["code"] == "is_archive"


@pytest.mark.parametrize(("data", "words"), [(b"", "空"), (b"x" * 20_000_001, "20 MB")])
def test_what_is_refused_leaves_nothing(county: Any, data: bytes, words: str) -> None:
    with pytest.raises(UploadRefused, match=words):
        take_in(county, data, "报告.docx")
    assert not Version.objects.exists() and not Job.objects.exists()
    assert not [path for path in storage.path_of("").rglob("*") if path.is_file()]
