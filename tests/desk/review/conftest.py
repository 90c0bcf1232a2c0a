"""Versions of the sample reports: checked once, stored as the desk stores them, handed in."""

from __future__ import annotations

from collections.abc import Callable
from functools import cache
from pathlib import Path
from typing import Any

import pytest

from checker.api import load_rulebook
from checker.checking import read_and_check
from checker.judging.checklist import Checklist
from checker.output import safe
from checker.reading import Reader

SAMPLES = Path(__file__).parents[3] / "reports"
Handed = Callable[..., Any]


@cache
def _reader() -> Reader:
    return Reader(load_rulebook())


@cache
def _checked(path: Path, text: str) -> Checklist:
    return next(safe([read_and_check(path, _reader())[1]], _reader().book))


@pytest.fixture(scope="session")
def book() -> Any:
    return _reader().book


@pytest.fixture
def sample(tmp_path: Path) -> Callable[..., Checklist]:
    """The checklist of a sample report, with some of its words replaced where that is asked for."""

    def checklist(name: str = "shinian.txt", **replaced: str) -> Checklist:
        path = SAMPLES / name
        if replaced:
            text = path.read_text("utf-8")
            for old, new in replaced.items():
                assert old in text
                text = text.replace(old, new)
            path = tmp_path / name
            path.write_text(text, "utf-8")
        return _checked(path, path.read_text("utf-8"))

    return checklist


@pytest.fixture
def handed_in(county: Any, book: Any) -> Handed:
    """Makes a version of a unit's submission out of a checklist and hands it in."""
    from django.utils import timezone

    from checker.auditing.stored import text_facts
    from checker.desk.reports.models import Checked, State, Version
    from checker.output.record import report_record
    from checker.output.sealing import rulebook_facts
    from checker.version import program_version

    def make(checklist: Checklist, *, unit: Any = None, hand_in: bool = True) -> Version:
        submission = (unit or county.b).submissions.get(season=county.season)
        facts = rulebook_facts(book)
        count = submission.versions.count() + 1
        content = checklist.text.encode()
        version = Version.objects.create(
            submission=submission,
            number=count if hand_in else None,
            uploaded_by=county.drafter_b,
            handed_in_at=timezone.now() if hand_in else None,
            name=Path(checklist.source).name,
            stored=f"{submission.pk}/{count}.txt",
            sha256=checklist.sha256,
            size=len(content),
            checked=Checked.DONE,
            checked_at=timezone.now(),
            record=report_record(checklist),
            text=text_facts(checklist),
            score=checklist.score,
            grade=checklist.grade.value,
            result_hash=checklist.result_hash,
            rulebook=facts["id"],
            rulebook_version=facts["version"],
            rulebook_sha256=facts["sha256"],
            pipeline=checklist.pipeline,
            program_version=program_version(),
        )
        if hand_in:
            submission.current, submission.state = version, State.PENDING
            submission.save()
        return version

    return make
