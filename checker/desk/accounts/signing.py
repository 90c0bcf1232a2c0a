"""Coming in, going out, and the password."""

from __future__ import annotations

from typing import Any

from axes.helpers import get_cool_off
from django.contrib import messages
from django.contrib.auth import update_session_auth_hash
from django.contrib.auth.views import LoginView, LogoutView
from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters

from checker.desk.accounts.access import user_of
from checker.desk.accounts.forms import NewPassword, SignIn
from checker.desk.trail.log import Action, record

sign_in = LoginView.as_view(template_name="accounts/login.html", authentication_form=SignIn, redirect_authenticated_user=True)
sign_out = LogoutView.as_view()


def locked_out(request: HttpRequest, _response: HttpResponse | None, _credentials: Any = None, *_: Any, **__: Any) -> HttpResponse:
    """What somebody sees who gave too many wrong passwords: for how long to wait (axes calls this)."""
    wait = get_cool_off(request)
    return render(request, "accounts/locked.html", {"minutes": round(wait.total_seconds() / 60)}, status=429)


@sensitive_post_parameters()
@never_cache
def password(request: HttpRequest) -> HttpResponse:
    """A new password of one's own; who came in with a one-time password gets no further before."""
    user = user_of(request)
    form = NewPassword(user, request.POST or None)
    if request.method == "POST" and form.is_valid():
        with transaction.atomic():
            user.must_change_password = False
            form.save()
            record(Action.PASSWORD_CHANGED, request=request)
        update_session_auth_hash(request, user)  # a new key for this session; all others of the user end
        messages.success(request, "密码已修改。")
        return redirect("home")
    return render(request, "accounts/password.html", {"form": form, "forced": user.must_change_password})
