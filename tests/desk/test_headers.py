"""What the desk says to proxies and browsers beside its pages."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest
from django.test import Client, override_settings
from django.urls import reverse

from checker.desk.assets import static

BEHIND = {"SECURE_SSL_REDIRECT": True, "SECURE_PROXY_SSL_HEADER": ("HTTP_X_FORWARDED_PROTO", "https")}


@pytest.fixture
def behind_proxy(settings: Any) -> Any:
    settings.DESK = replace(settings.DESK, https=True, behind_proxy=True)
    with override_settings(**BEHIND):
        yield


@pytest.mark.django_db
def test_a_proxy_that_does_not_tell_the_protocol_is_told_so(behind_proxy: None) -> None:
    said = Client().get(reverse("accounts:login"))
    assert said.status_code == 502 and "X-Forwarded-Proto" in said.content.decode()  # no way to the same address again


@pytest.mark.django_db
def test_plain_http_is_sent_to_https_once(behind_proxy: None) -> None:
    address = reverse("accounts:login")
    sent = Client().get(address, headers={"X-Forwarded-Proto": "http"})
    assert sent.status_code == 301 and sent["Location"] == f"https://testserver{address}"
    assert Client().get(address, headers={"X-Forwarded-Proto": "https"}).status_code == 200


@pytest.mark.django_db
def test_browsers_keep_styles_but_not_pages() -> None:
    page = Client().get(reverse("accounts:login"))
    address = static("desk/desk.css")
    assert address in page.content.decode() and "no-store" in page["Cache-Control"]
    style = Client().get(address)
    assert style.status_code == 200 and style["Cache-Control"] == "max-age=604800, public"


def test_another_content_has_another_address(settings: Any, tmp_path: Any) -> None:
    from django.contrib.staticfiles import finders

    settings.STATICFILES_DIRS = [tmp_path]
    addresses = []
    for content in ("a{}", "b{}"):
        (tmp_path / "some.css").write_text(content)
        static.cache_clear()
        finders.get_finder.cache_clear()
        addresses.append(static("some.css"))
    static.cache_clear()
    finders.get_finder.cache_clear()
    assert addresses[0] != addresses[1] and addresses[0].startswith("/static/some.css?")
