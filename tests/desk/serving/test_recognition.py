"""Two scans, read by the real recognition, keep no town's Word file waiting."""

from __future__ import annotations

import io

import pytest
from PIL import Image, ImageDraw, ImageFont
from running_desk import SEED, Browser, Desk, until

from checker.ingest import ocr

pytestmark = [pytest.mark.slow, pytest.mark.skipif(not ocr.available(), reason="rapidocr is not installed")]
PAGES = 2
# What has become of the uploads, by the order in which they were done.
DONE = """
from checker.desk.jobs.models import Job
from checker.desk.reports.models import Version
answer = {
    "versions": [job.payload["version"] for job in Job.objects.filter(state="done").order_by("finished_at")],
    "kinds": list(Job.objects.order_by("finished_at").values_list("kind", flat=True)),
    "checked": list(Version.objects.values_list("checked", flat=True)),
}
"""


def scan(words: str) -> bytes:
    """A scanned file: each page is full of lines, which take the time."""
    image = Image.new("L", (1240, 1754), 245)
    draw = ImageDraw.Draw(image)
    for line in range(12):
        draw.text((120, 120 + 50 * line), f"{line + 1}. {words}", fill=20, font=ImageFont.load_default(28))
    data = io.BytesIO()
    image.save(data, "PDF", resolution=150, save_all=True, append_images=[image] * (PAGES - 1))
    return data.getvalue()


def test_a_word_file_does_not_wait_for_scans(desk: Desk, report: bytes) -> None:
    submission = desk.inside(SEED)
    desk.start()
    browser = Browser(desk.url)
    browser.sign_in("drafter")
    scans = [browser.upload(submission, scan(words)) for words in ("A report on the rule of law", "Another report on the rule of law")]
    text = browser.upload(submission, report)
    until(lambda: not any('id="progress"' in browser.get(address) for address in (*scans, text)))
    facts = desk.inside(DONE)
    assert [f"/{version}/" in address for version, address in zip(facts["versions"], (text, *scans), strict=True)] == [True] * 3
    assert facts["kinds"] == ["check_version", "recognise_version", "recognise_version"] and facts["checked"] == ["done"] * 3
    assert desk.stop() == 0
