"""The first page after signing in: each role's own work."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect

from checker.desk.accounts.access import user_of
from checker.desk.accounts.models import Role


def home(request: HttpRequest) -> HttpResponse:
    """A drafter's own reports; the queue for those who review."""
    return redirect("reports:mine" if user_of(request).role == Role.DRAFTER else "review:queue")
