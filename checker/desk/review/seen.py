"""A version as its reviewers see it: what the program made of it, and what counts."""

from __future__ import annotations

from checker.desk.reports.models import Version
from checker.desk.reports.results import book_of, checklist_of
from checker.desk.review.effective import effective
from checker.judging.checklist import Checklist


def effective_of(version: Version) -> Checklist:
    """The checklist of a version with its overrides. Raises `ValueError` for a version without a result."""
    return effective(checklist_of(version), version.overrides.all(), book_of(version))
