"""One-time passwords, which the administrator hands over and the user replaces when coming in."""

from __future__ import annotations

import secrets
from datetime import timedelta

from axes.utils import reset
from django.utils import timezone

from checker.desk.accounts.models import User

VALID = timedelta(days=7)
_LETTERS = "abcdefghjkmnpqrstuvwxyz23456789"  # none that is taken for another when read out
_GROUPS, _GROUP = 4, 4  # 79 bits


def give_one_time_password(user: User) -> str:
    """Sets a new one-time password, unlocks the name and ends the user's sessions; the caller saves the user, and shows the password once."""
    password = "-".join("".join(secrets.choice(_LETTERS) for _ in range(_GROUP)) for _ in range(_GROUPS))
    user.set_password(password)
    user.must_change_password = True
    user.one_time_until = timezone.now() + VALID
    reset(username=user.username)
    return password


def is_over(user: User) -> bool:
    """Whether the user's password is a one-time one whose time is over."""
    return user.must_change_password and user.one_time_until is not None and user.one_time_until < timezone.now()
