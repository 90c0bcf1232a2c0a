"""Who may see and do what. Every view asks here, and what a user may not see does not exist for them (404)."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import Any, cast

from django.core.exceptions import PermissionDenied
from django.http import HttpRequest
from django.http.response import HttpResponseBase

from checker.desk.accounts.models import Role, User

View = Callable[..., HttpResponseBase]


def user_of(request: HttpRequest) -> User:
    """The signed-in user; views are only reached by one (`LoginRequiredMiddleware`)."""
    return cast(User, request.user)


def only(*roles: Role) -> Callable[[View], View]:
    """A view for users of these roles alone; others get 403."""

    def around(view: View) -> View:
        @wraps(view)
        def guarded(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
            if user_of(request).role not in roles:
                raise PermissionDenied
            return view(request, *args, **kwargs)

        return guarded

    return around


reviewers_only = only(Role.REVIEWER, Role.ADMINISTRATOR)
administrators_only = only(Role.ADMINISTRATOR)
drafters_only = only(Role.DRAFTER)
