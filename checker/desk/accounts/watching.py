"""Signing in and out, as the log tells it: Django and axes say when it happens."""

from __future__ import annotations

import time
from typing import Any

import axes.signals  # noqa: F401  (so that axes counts an attempt before it is told here)
from django.contrib.auth.signals import user_logged_in, user_logged_out, user_login_failed
from django.dispatch import receiver
from django.http import HttpRequest

from checker.desk.accounts.middleware import BEGAN, SEEN
from checker.desk.accounts.models import User
from checker.desk.trail.log import Action, record

_UNKNOWN = "（未知用户名）"


@receiver(user_logged_in)
def signed_in(request: HttpRequest, user: User, **_: Any) -> None:
    """Somebody came in: their session begins."""
    request.session[BEGAN] = request.session[SEEN] = int(time.time())
    record(Action.SIGNED_IN, request=request, user=user)


@receiver(user_logged_out)
def signed_out(request: HttpRequest, user: User | None, **_: Any) -> None:
    """Somebody went out, or their session was over."""
    if user is not None:
        record(Action.SIGNED_OUT, request=request, user=user)


@receiver(user_login_failed)
def refused(credentials: dict[str, Any], request: HttpRequest | None = None, **_: Any) -> None:
    """A wrong name or password, and the lock where it was one too many. What is tried while a name is locked is not told again and again."""
    if request is None:
        return
    locked, counted = getattr(request, "axes_locked_out", False), getattr(request, "axes_failures_since_start", None)
    if locked and not counted:
        return
    name = _name(credentials.get("username"))
    record(Action.SIGN_IN_FAILED, request=request, name=name)
    if locked:
        record(Action.LOCKED_OUT, request=request, name=name)


def _name(tried: str | None) -> str:
    """The name that was tried, if somebody has it: people mistype their password into its field."""
    return tried if tried and User.objects.filter(username=tried).exists() else _UNKNOWN
