"""What people see when something cannot be done."""

from __future__ import annotations

from collections.abc import Callable
from types import ModuleType
from typing import Any

import pytest
from django.core.exceptions import RequestDataTooBig, SuspiciousOperation
from django.http import HttpRequest, HttpResponse
from django.test import Client, override_settings
from django.urls import path, reverse

from checker.desk import urls


def broken(request: HttpRequest) -> HttpResponse:
    raise RuntimeError("the inside of the program: secret")


def too_much(request: HttpRequest) -> HttpResponse:
    raise RequestDataTooBig


def suspicious(request: HttpRequest) -> HttpResponse:
    raise SuspiciousOperation("../../etc/passwd")


URLS = ModuleType("urls")  # the desk's addresses, and some that fail
URLS.__dict__.update(
    vars(urls),
    urlpatterns=[path("broken/", broken), path("too-much/", too_much), path("suspicious/", suspicious), *urls.urlpatterns],
)


@pytest.mark.parametrize(
    "at, status, title",
    [
        ("/broken/", 500, "系统出错"),
        ("/too-much/", 413, "提交的内容太大"),
        ("/suspicious/", 400, "请求有误"),
        ("/no/such/page/", 404, "没有这个页面"),
        ("/accounts/users/", 403, "没有权限"),
    ],
)
def test_errors_are_pages_in_chinese(signed_in: Callable[[str], Client], at: str, status: int, title: str) -> None:
    client = signed_in("drafter_a")
    client.raise_request_exception = False
    with override_settings(ROOT_URLCONF=URLS):
        response = client.get(at)
    page = response.content.decode()
    assert response.status_code == status and f"<h1>{title}</h1>" in page
    assert "secret" not in page and "passwd" not in page and "Traceback" not in page
    assert "script-src 'self'" in response.headers["Content-Security-Policy"]


def test_the_page_of_a_failure_wants_no_database() -> None:
    from django.test import RequestFactory

    from checker.desk.errors import failed

    assert failed(RequestFactory().get("/")).status_code == 500  # pytest refuses the database to this test


def test_a_form_too_large_is_told(signed_in: Callable[[str], Client], settings: Any) -> None:
    settings.DATA_UPLOAD_MAX_MEMORY_SIZE = 1000
    response = signed_in("administrator").post(reverse("accounts:new_user"), {"first_name": "x" * 2000})
    assert response.status_code == 413 and "提交的内容太大" in response.content.decode()


def test_an_unknown_host_is_refused(settings: Any) -> None:
    settings.ALLOWED_HOSTS = ["desk.example"]
    assert Client().get("/accounts/login/", headers={"host": "evil.example"}).status_code == 400
