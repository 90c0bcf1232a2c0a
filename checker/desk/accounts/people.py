"""The administrator's pages about users."""

from __future__ import annotations

from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from checker.desk.accounts.access import administrators_only
from checker.desk.accounts.models import User

_PER_PAGE = 50


@administrators_only
def users(request: HttpRequest) -> HttpResponse:
    """All users, those who may come in first."""
    found = User.objects.select_related("unit").order_by("-is_active", "role", "username")
    return render(request, "accounts/users.html", {"page": Paginator(found, _PER_PAGE).get_page(request.GET.get("page"))})
