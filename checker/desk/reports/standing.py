"""Where a submission stands, as its page says it: state, deadline, what to do next."""

from __future__ import annotations

from dataclasses import dataclass

from django.utils import timezone

from checker.desk.reports.deadlines import Deadline, deadline_of
from checker.desk.reports.models import State, Submission

_NEXT = {
    State.NOT_SUBMITTED: "上传报告先自查，改好后再报送；自查不会报送。",
    State.PENDING: "已报送，等待审核人审核。审核开始前可以撤回。",
    State.RETURNED: "请按下面的清单修改，上传新的一稿，再重新报送。",
    State.MENDING: "正在整改；改好后请重新报送。",
    State.PASSED: "已审核通过，可以按程序公开。",
}
_CLOSED = "本年度已停止接收报送。"
_NEAR = 7  # days


@dataclass(frozen=True, slots=True)
class Standing:
    """A submission with its deadline. `days_left` is None where nothing has to be handed in any more, below 0 where it is late."""

    submission: Submission
    deadline: Deadline
    days_left: int | None
    next: str

    @property
    def left(self) -> str:
        """The days that are left, in words; empty where they do not matter."""
        days = self.days_left
        if days is None:
            return ""
        return f"还有 {days} 天" if days > 0 else "今天截止" if days == 0 else f"已逾期 {-days} 天"

    @property
    def tone(self) -> str:
        """The class that says how pressing it is."""
        days = self.days_left
        return "is-waiting" if days is None else "is-missing" if days < 0 else "is-vague" if days <= _NEAR else "is-present"


def standing_of(submission: Submission) -> Standing:
    """Where the submission stands today, by the office's calendar."""
    state, deadline = State(submission.state), deadline_of(submission)
    waiting_for_unit = state not in (State.PENDING, State.PASSED)
    closed = waiting_for_unit and not submission.season.open
    days = deadline.days_left(timezone.localdate()) if waiting_for_unit and not closed else None
    return Standing(submission, deadline, days, _CLOSED if closed else _NEXT[state])
