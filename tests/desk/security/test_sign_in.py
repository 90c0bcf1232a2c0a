"""Guessing passwords is stopped, tells nothing, and is written down."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from axes.models import AccessAttempt
from django.test import Client
from django.urls import reverse

from checker.desk.trail.models import Entry

PASSWORD = "竹溪-mending-2025"  # of the people of the county


def sign_in(client: Client, name: str, password: str, **extra: Any) -> Any:
    return client.post(reverse("accounts:login"), {"username": name, "password": password}, **extra)


def actions() -> list[tuple[str, str]]:
    return list(Entry.objects.order_by("id").values_list("action", "name"))


def test_five_wrong_passwords_lock_the_name(county: Any, client: Client) -> None:
    answers = [sign_in(client, "reviewer", f"wrong-{n}") for n in range(5)]
    assert [answer.status_code for answer in answers] == [200, 200, 200, 200, 429]
    assert "暂停登录 15 分钟" in answers[-1].content.decode()
    right = sign_in(client, "reviewer", PASSWORD)
    assert right.status_code == 429 and "_auth_user_id" not in client.session
    assert actions() == [("sign_in_failed", "reviewer")] * 5 + [("locked_out", "reviewer")]  # what follows the lock is not told again and again


def test_others_come_in_meanwhile(county: Any, client: Client) -> None:
    for n in range(5):
        sign_in(client, "reviewer", f"wrong-{n}")
    assert sign_in(client, "drafter_a", PASSWORD).status_code == 302
    assert sign_in(Client(), "reviewer", PASSWORD, REMOTE_ADDR="10.9.9.9").status_code == 302  # the real one, at another computer


def test_the_lock_goes_with_time_and_is_not_prolonged(county: Any, client: Client) -> None:
    for n in range(7):
        sign_in(client, "reviewer", f"wrong-{n}")
    attempt = AccessAttempt.objects.get()
    assert attempt.failures_since_start == 5
    AccessAttempt.objects.update(attempt_time=attempt.attempt_time - timedelta(minutes=15, seconds=1))
    assert sign_in(client, "reviewer", PASSWORD).status_code == 302


@pytest.mark.parametrize("name", ["ｒｅｖｉｅｗｅｒ", " reviewer ", "reviewer"])
def test_spellings_of_one_name_are_counted_together(county: Any, client: Client, name: str) -> None:
    for n in range(4):
        sign_in(client, "reviewer", f"wrong-{n}")
    assert sign_in(client, name, "wrong").status_code == 429


def test_another_browser_is_no_new_guesser(county: Any) -> None:
    answers = [sign_in(Client(), "reviewer", "wrong", HTTP_USER_AGENT=f"browser {n}") for n in range(5)]
    assert answers[-1].status_code == 429


def test_a_made_up_forwarding_header_is_no_new_guesser(county: Any, settings: Any) -> None:
    from dataclasses import replace

    answers = [sign_in(Client(), "reviewer", "wrong", HTTP_X_FORWARDED_FOR=f"10.0.0.{n}") for n in range(5)]
    assert answers[-1].status_code == 429
    settings.DESK = replace(settings.DESK, behind_proxy=True)
    answers = [sign_in(Client(), "drafter_a", "wrong", HTTP_X_FORWARDED_FOR=f"10.0.0.{n}, 192.168.7.7") for n in range(5)]
    assert answers[-1].status_code == 429
    assert Entry.objects.filter(name="drafter_a").values_list("address", flat=True).distinct().get() == "192.168.7.7"


def test_nothing_tells_whether_a_name_is_there(county: Any) -> None:
    type(county.drafter_b).objects.filter(pk=county.drafter_b.pk).update(is_active=False)

    def told(name: str, password: str) -> str:
        page: str = sign_in(Client(), name, password).content.decode()
        return page.replace(name, "").split("<main", 1)[1].split("csrfmiddlewaretoken")[0] + page.split('name="next"')[1]

    assert told("reviewer", "wrong") == told("nobody-here", "wrong") == told("drafter_b", PASSWORD)
    answers = [sign_in(Client(), "nobody-here", f"wrong-{n}") for n in range(4)]
    assert answers[-1].status_code == 429  # made-up names are locked as real ones are


def test_what_is_typed_for_a_name_is_not_kept(county: Any, client: Client) -> None:
    sign_in(client, "my-password-by-mistake", "x")
    assert actions() == [("sign_in_failed", "（未知用户名）")]
    kept = AccessAttempt.objects.values_list("post_data", "get_data").get()
    assert "my-password-by-mistake" not in "".join(kept)


@pytest.mark.parametrize("name", ["a\x00b", "x" * 5000, "'; DROP TABLE accounts_user; --", "\u202ereviewer"])
def test_odd_names_are_wrong_names(county: Any, client: Client, name: str) -> None:
    assert sign_in(client, name, "wrong").status_code == 200
    assert "_auth_user_id" not in client.session


def test_after_signing_in_nobody_is_led_away(county: Any) -> None:
    for to in ("https://evil.example/", "//evil.example/", "https:evil.example", "/\\evil.example", "javascript:alert(1)"):
        response = Client().post(reverse("accounts:login"), {"username": "drafter_a", "password": PASSWORD, "next": to})
        assert response.url == reverse("home"), to
    response = Client().post(reverse("accounts:login"), {"username": "drafter_a", "password": PASSWORD, "next": "/accounts/password/"})
    assert response.url == "/accounts/password/"


def test_the_admin_has_no_second_door(county: Any, client: Client) -> None:
    response = client.post("/admin/login/", {"username": "administrator", "password": PASSWORD})
    assert "_auth_user_id" not in client.session and response.status_code == 302 and response.url.startswith(reverse("accounts:login"))


def test_passwords_are_kept_with_a_costly_hash() -> None:
    from django.conf import settings as real

    from checker.desk import settings as ours

    assert ours.PASSWORD_HASHERS[0].endswith("ScryptPasswordHasher") and real.AUTH_PASSWORD_VALIDATORS == ours.AUTH_PASSWORD_VALIDATORS
