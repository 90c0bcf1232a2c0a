"""Rulebooks that reports were judged by stay at hand."""

from __future__ import annotations

import shutil
from pathlib import Path
from typing import Any

from checker.desk import rulebooks
from checker.desk.reports.models import Submission, Version
from checker.rulebook import rules_folder


def test_a_result_keeps_its_rulebook_when_that_changes(county: Any, tmp_path: Path, settings: Any) -> None:
    own = tmp_path / "own"
    shutil.copytree(rules_folder() / "outline-2021-2025", own)
    county.season.rulebook = str(own)
    before, sha256 = rulebooks.with_hash(str(own))
    rulebooks.keep(before, sha256)
    version = Version(submission=Submission(season=county.season), rulebook_sha256=sha256)

    head = own / "rulebook.yaml"
    head.write_text(head.read_text("utf-8").replace(f"version: {before.version!r}", "version: '2099.1'").replace(before.version, "2099.1"), "utf-8")
    now = rulebooks.current(county.season)
    assert now.version == "2099.1"
    assert rulebooks.book_of(version) == before
    assert rulebooks.book_of(Version(submission=version.submission)) == now
    assert rulebooks.book_of(Version(submission=version.submission, rulebook_sha256="0" * 64)) == now
