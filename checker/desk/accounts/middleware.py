"""Rules of a session: how long it lasts, that a one-time password is replaced first, and that a page's fragment never becomes the sign-in page."""

from __future__ import annotations

import time
from collections.abc import Callable
from typing import Any

from django.conf import settings
from django.contrib import messages
from django.contrib.auth import logout
from django.contrib.auth.views import redirect_to_login
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import redirect, resolve_url
from django.urls import reverse
from django_htmx.http import HttpResponseClientRedirect
from django_htmx.middleware import HtmxDetails

from checker.desk.accounts.access import user_of

BEGAN, SEEN = "began", "seen"  # of a session, in seconds since 1970
_SEEN_EVERY = 5 * 60  # seconds; so that not every page writes the session
_WITHOUT_PASSWORD = {"accounts:password", "accounts:logout"}

GetResponse = Callable[[HttpRequest], HttpResponse]


class SessionRules:
    """Ends a session that was long unused (`SESSION_IDLE_AGE`) or is old (`SESSION_COOKIE_AGE`), whatever its cookie says."""

    def __init__(self, get_response: GetResponse) -> None:
        self._next = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        if user_of(request).is_authenticated:
            now, session = int(time.time()), request.session
            began, seen = session.get(BEGAN, now), session.get(SEEN, now)
            if now - seen > settings.SESSION_IDLE_AGE or now - began > settings.SESSION_COOKIE_AGE:
                logout(request)
                messages.info(request, "您长时间没有操作，为安全起见已自动退出，请重新登录。")
            elif now - seen > _SEEN_EVERY or BEGAN not in session:
                session.update({BEGAN: began, SEEN: now})
        return self._next(request)


class PasswordFirst:
    """Leads who came in with a one-time password to choosing one of their own, and nowhere else."""

    def __init__(self, get_response: GetResponse) -> None:
        self._next = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        return self._next(request)

    def process_view(self, request: HttpRequest, view: Any, args: Any, kwargs: Any) -> HttpResponse | None:
        """The way to the password page, where it has to be gone first."""
        user = user_of(request)
        if not user.is_authenticated or not user.must_change_password:
            return None
        match = request.resolver_match
        return None if match is not None and match.view_name in _WITHOUT_PASSWORD else redirect("accounts:password")


class WholePages:
    """Answers a fragment's request that is sent to sign in, or to the password, by sending the whole page there."""

    def __init__(self, get_response: GetResponse) -> None:
        self._next = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        response = self._next(request)
        if not request.headers.get("HX-Request") or not isinstance(response, HttpResponseRedirect):
            return response
        to = response.url.partition("?")[0]
        if to == resolve_url(settings.LOGIN_URL):
            page = HtmxDetails(request).current_url_abs_path  # not the fragment's own address
            return HttpResponseClientRedirect(redirect_to_login(page or reverse("home")).url)
        return HttpResponseClientRedirect(response.url) if to == reverse("accounts:password") else response
