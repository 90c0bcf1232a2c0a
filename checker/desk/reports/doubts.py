"""What makes it doubtful that a file is the one that was meant: another unit's, another year's, one that was sent before."""

from __future__ import annotations

from collections.abc import Iterator

from checker.auditing.units import UnitName
from checker.desk.reports.models import Version
from checker.judging.checklist import Checklist


def doubts(version: Version, checklist: Checklist) -> Iterator[str]:
    """Each doubt as a sentence for the person who sent the file. None of them keeps anyone from handing it in."""
    submission = version.submission
    if checklist.unit and not UnitName.of(checklist.unit).may_be(UnitName.of(submission.unit.name)):
        yield f"报告里读到的单位是“{checklist.unit}”，不是“{submission.unit.name}”。"
    if checklist.reporting_year is not None and checklist.reporting_year != submission.season.year:
        yield f"报告写的是 {checklist.reporting_year} 年度，这里收的是 {submission.season.year} 年度。"
    same = Version.objects.filter(submission=submission, sha256=version.sha256, pk__lt=version.pk, number__isnull=False)
    number = same.order_by("-number").values_list("number", flat=True).first()
    if number is not None and number != version.number:
        yield f"与第 {number} 稿是同一个文件，没有修改。"
