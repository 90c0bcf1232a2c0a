"""How a desk without an administrator gets one: by a link that only who starts the server sees."""

from __future__ import annotations

from datetime import timedelta

from django.contrib.auth import login
from django.contrib.auth.decorators import login_not_required
from django.core.signing import BadSignature, TimestampSigner
from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.debug import sensitive_post_parameters

from checker.desk.accounts.forms import FirstAdministrator
from checker.desk.accounts.models import Role, User
from checker.desk.trail.log import Action, record

VALID = timedelta(days=3)
_SIGNER = TimestampSigner(salt="fazhi.desk.first-run")
_WHAT = "administrator"
_BACKEND = "django.contrib.auth.backends.ModelBackend"


def link() -> str | None:
    """The path of the page that makes the administrator, good for `VALID`; `None` where there is one who can come in."""
    return None if _there_is_one() else reverse("accounts:first_run", args=[sign()])


def sign() -> str:
    """A link's token, as of now."""
    return _SIGNER.sign(_WHAT)


@login_not_required
@sensitive_post_parameters()
def first_run(request: HttpRequest, token: str) -> HttpResponse:
    """Makes the administrator and signs him in; whatever is wrong with a link, it is no longer good."""
    if not _good(token) or _there_is_one():
        return render(request, "accounts/first_run_over.html", status=410)
    form = FirstAdministrator(request.POST or None)
    if request.method == "POST" and form.is_valid():
        with transaction.atomic():
            user = form.save()
            record(Action.USER_CREATED, request=request, user=user, username=user.username, role=user.role)
        login(request, user, backend=_BACKEND)
        return redirect("home")
    return render(request, "accounts/first_run.html", {"form": form})


def _there_is_one() -> bool:
    return User.objects.filter(role=Role.ADMINISTRATOR, is_active=True).exists()


def _good(token: str) -> bool:
    try:
        return _SIGNER.unsign(token, max_age=VALID) == _WHAT
    except BadSignature:
        return False
