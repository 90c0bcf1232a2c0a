"""By when a submission has to be handed in."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime

from django.utils import timezone

from checker.desk.reports.models import State, Submission


@dataclass(frozen=True, slots=True)
class Deadline:
    """The last `day` for handing in; `mending` where it is the one a reviewer set when sending the report back."""

    day: date
    mending: bool = False

    def days_left(self, today: date) -> int:
        """Days from `today` to the deadline: 0 on its day, below 0 once it has passed."""
        return (self.day - today).days

    def passed_at(self, moment: datetime) -> bool:
        """Whether `moment` lies after the deadline's day, by the office's calendar."""
        return timezone.localtime(moment).date() > self.day


def deadline_of(submission: Submission) -> Deadline:
    """What holds for the submission now: the term for mending while it is returned, else its own deadline, else the season's."""
    if submission.state in (State.RETURNED, State.MENDING) and submission.current is not None:
        decision = submission.current.decisions.filter(due__isnull=False).order_by("-id").first()
        if decision is not None and decision.due is not None:
            return Deadline(decision.due, mending=True)
    return Deadline(submission.deadline or submission.season.deadline)
