"""The administrator's pages about users."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.core.paginator import Paginator
from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.debug import sensitive_variables
from django.views.decorators.http import require_POST

from checker.desk.accounts.access import administrators_only, user_of
from checker.desk.accounts.forms import UserFilter, UserForm
from checker.desk.accounts.models import User
from checker.desk.accounts.passwords import VALID, give_one_time_password
from checker.desk.trail.log import Action, record

_PER_PAGE = 50


@administrators_only
def users(request: HttpRequest) -> HttpResponse:
    """The users, those who may come in first."""
    found = User.objects.select_related("unit").order_by("-is_active", "role", "username")
    wanted = UserFilter(request.GET or None)
    page = Paginator(wanted.of(found), _PER_PAGE).get_page(request.GET.get("page"))
    return render(request, "accounts/users.html", {"page": page, "filter": wanted})


@administrators_only
@sensitive_variables("password")
def new_user(request: HttpRequest) -> HttpResponse:
    """A new user. The one-time password is on the answer itself and kept nowhere."""
    form = UserForm(request.POST or None, by=user_of(request))
    if request.method == "POST" and form.is_valid():
        with transaction.atomic():
            user: User = form.save(commit=False)
            password = give_one_time_password(user)
            user.save()
            record(Action.USER_CREATED, request=request, **_facts(user))
        return _handed_over(request, user, password)
    return render(request, "accounts/user.html", {"form": form, "person": None})


@administrators_only
def user(request: HttpRequest, pk: int) -> HttpResponse:
    """A user's name, role and unit, and whether he may come in; changes are logged with what was before."""
    person = get_object_or_404(User, pk=pk)
    before = _shown(person)
    form = UserForm(request.POST or None, instance=person, by=user_of(request))
    if request.method == "POST" and form.is_valid():
        with transaction.atomic():
            form.save()
            after = _shown(person)
            changes = [[label, before[label], after[label]] for label in after if before[label] != after[label]]
            if changes:
                record(Action.USER_CHANGED, request=request, username=person.username, changes=changes)
        messages.success(request, "已保存。" if changes else "没有改动。")
        return redirect("accounts:users")
    return render(request, "accounts/user.html", {"form": form, "person": get_object_or_404(User, pk=pk)})


@administrators_only
@require_POST
@sensitive_variables("password")
def reset_password(request: HttpRequest, pk: int) -> HttpResponse:
    """A new one-time password in place of the user's own, which ends his sessions and unlocks his name."""
    person = get_object_or_404(User, pk=pk)
    if person == user_of(request):
        return redirect("accounts:password")
    with transaction.atomic():
        password = give_one_time_password(person)
        person.save()
        record(Action.PASSWORD_RESET, request=request, username=person.username)
    return _handed_over(request, person, password)


def _handed_over(request: HttpRequest, person: User, password: str) -> HttpResponse:
    return render(request, "accounts/one_time.html", {"person": person, "password": password, "days": VALID.days})


def _facts(person: User) -> dict[str, Any]:
    return {"username": person.username, "role": person.role, "unit": person.unit.name if person.unit else ""}


def _shown(person: User) -> dict[str, str]:
    """What the log tells of a user, by the words of the form."""
    return {
        "用户名": person.username,
        "姓名": person.first_name,
        "角色": person.get_role_display(),
        "单位": person.unit.name if person.unit else "",
        "可以登录": "是" if person.is_active else "否",
    }
