"""The way around the desk: which pages a user finds in the banner."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from django.http import HttpRequest
from django.urls import reverse

from checker.desk.accounts.access import user_of
from checker.desk.accounts.models import User


@dataclass(frozen=True, slots=True)
class Link:
    """A page in the banner; `here` where the page shown belongs to it."""

    text: str
    address: str
    here: bool


def links(request: HttpRequest) -> list[Link]:
    """The pages for the request's user; none for somebody who has still to choose a password."""
    user = user_of(request)
    if not user.is_authenticated or user.must_change_password:
        return []
    match = request.resolver_match
    view = match.view_name if match is not None else ""
    return [Link(text, reverse(name), here=_belongs(view, name)) for text, name in _pages(user)]


def _pages(user: User) -> Iterator[tuple[str, str]]:
    if user.reviews:
        yield "审核", "review:queue"
        yield "全县", "overview:county"
        yield "单位与年度", "units:index"
        yield "操作记录", "trail:index"
    else:
        yield "我的报告", "reports:mine"
    if user.administers:
        yield "用户", "accounts:users"
    yield "修改密码", "accounts:password"


def _belongs(view: str, name: str) -> bool:
    """Whether a view is part of what the link leads to: of the same app, but for the password, which stands alone."""
    password = "accounts:password"
    if password in (view, name):
        return view == name
    return view.partition(":")[0] == name.partition(":")[0]
