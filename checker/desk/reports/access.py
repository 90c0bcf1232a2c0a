"""Which submissions and versions a user may see. Every view takes its object from here, so that another unit's cannot be told from none (404)."""

from __future__ import annotations

from django.db.models import QuerySet

from checker.desk.accounts.models import User
from checker.desk.reports.models import Submission, Version


def submissions_for(user: User) -> QuerySet[Submission]:
    """A drafter's own unit's submissions; all of them for those who review. With season and unit."""
    found = Submission.objects.select_related("season", "unit")
    if user.reviews:
        return found
    return found.filter(unit_id=user.unit_id) if user.unit_id is not None else found.none()


def versions_for(user: User) -> QuerySet[Version]:
    """The versions of `submissions_for`, with submission, season and unit; lists had better `defer("record", "text")`."""
    found = Version.objects.select_related("submission__season", "submission__unit")
    if user.reviews:
        return found
    return found.filter(submission__unit_id=user.unit_id) if user.unit_id is not None else found.none()
