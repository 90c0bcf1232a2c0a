"""What people see when something cannot be done: in Chinese, with the way out, and nothing of the program's insides."""

from __future__ import annotations

from typing import Any

from django.core.exceptions import RequestDataTooBig, TooManyFilesSent
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

_TOLD = {
    400: ("请求有误", "浏览器发来的内容不完整或不正确。请返回上一页，刷新后重试。"),
    403: ("没有权限", "您的角色不能使用这个页面。如确有需要，请联系管理员。"),
    404: ("没有这个页面", "网址不正确，或者您不能查看它。请从导航栏进入。"),
    413: ("提交的内容太大", "提交的内容超过了上限，没有保存。请减小文件或分次提交。"),
}
_EXPIRED = "页面停留过久，或者您在其他窗口退出后重新登录过；为防止冒用，这次操作没有执行。请返回上一页，刷新后重试。"


def bad_request(request: HttpRequest, exception: Exception) -> HttpResponse:
    """400; or 413, where the request was larger than allowed."""
    return _told(request, 413 if isinstance(exception, RequestDataTooBig | TooManyFilesSent) else 400)


def forbidden(request: HttpRequest, exception: Exception) -> HttpResponse:
    """403: the role is not for this page."""
    return _told(request, 403)


def not_found(request: HttpRequest, exception: Exception) -> HttpResponse:
    """404: no such page, or none that the user may see; the two cannot be told apart."""
    return _told(request, 404)


def form_expired(request: HttpRequest, reason: str = "") -> HttpResponse:
    """403: the form was not made for this session (`reason` is for programmers and is not shown)."""
    return render(request, "error.html", {"title": "页面已过期", "text": _EXPIRED}, status=403)


def failed(request: HttpRequest) -> HttpResponse:
    """500: a page that asks nothing of the database, which may be what failed."""
    return render(request, "failed.html", status=500)


def _told(request: HttpRequest, status: int) -> HttpResponse:
    title, text = _TOLD[status]
    facts: dict[str, Any] = {"title": title, "text": text}
    return render(request, "error.html", facts, status=status)
