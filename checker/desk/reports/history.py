"""A version beside the one before it: what it closed, left open, and broke."""

from __future__ import annotations

from dataclasses import dataclass

from django.db.models import QuerySet

from checker.comparison.changes import Change, Changes, Requirement, changes
from checker.comparison.records import FindingRecord, record_of
from checker.desk.reports.models import Checked, Version
from checker.desk.reports.results import checklist_of


@dataclass(frozen=True, slots=True)
class Part:
    """Requirements and findings of which the same became."""

    requirements: tuple[Requirement, ...]
    findings: tuple[FindingRecord, ...]

    def __len__(self) -> int:
        return len(self.requirements) + len(self.findings)


@dataclass(frozen=True, slots=True)
class Since:
    """What changed since `before`, an earlier version of the same submission: what is mended, as it was, and worse or new."""

    before: Version
    changes: Changes
    closed: Part
    still_open: Part
    broken: Part


def previous_of(version: Version) -> Version | None:
    """What a version is measured by: the one handed in before it, else the one checked before it."""
    others = versions_checked(version).exclude(pk=version.pk)
    handed_in = others.filter(handed_in_at__isnull=False)
    earlier = handed_in.filter(number__lt=version.number) if version.handed_in_at is not None else handed_in.filter(pk__lt=version.pk)
    return earlier.order_by("-number").first() or others.filter(pk__lt=version.pk).order_by("-pk").first()


def since_previous(version: Version) -> Since | None:
    """What changed from the version before, both as the program judged them; None for a first version."""
    before = previous_of(version)
    if before is None:
        return None
    found = changes(record_of(checklist_of(before)), record_of(checklist_of(version)))
    return Since(
        before,
        found,
        closed=Part(found.of(Change.CLOSED), found.findings_closed),
        still_open=Part(found.of(Change.OPEN), found.findings_open),
        broken=Part(found.of(Change.BROKEN), found.findings_new),
    )


def versions_checked(version: Version) -> QuerySet[Version]:
    """The versions of the same submission that have a result, without record and text."""
    return Version.objects.filter(submission_id=version.submission_id, checked=Checked.DONE).select_related("submission").defer("record", "text")
