"""Versions of the sample reports, uploaded and checked as the desk does it."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

SAMPLES = Path(__file__).parents[3] / "reports"


@pytest.fixture
def uploaded(county: Any) -> Callable[..., Any]:
    """Makes a version of a unit out of a sample report, words replaced where that is asked for, and checks it."""
    from checker.desk.jobs.running import work_off
    from checker.desk.reports.intake import take_in
    from checker.desk.reports.models import Submission

    def make(sample: str = "shinian.txt", *, unit: Any = None, hand_in: bool = False, content: bytes | None = None, **replaced: str) -> Any:
        unit = unit or county.b
        text = (SAMPLES / sample).read_text("utf-8")
        for old, new in replaced.items():
            assert old in text
            text = text.replace(old, new)
        submission = Submission.objects.get(unit=unit, season=county.season)
        user = county.drafter_a if unit == county.a else county.drafter_b
        version = take_in(submission, SimpleUploadedFile(sample, text.encode() if content is None else content), user, None, hand_in)
        work_off()
        version.refresh_from_db()
        return version

    return make
