"""A session is nobody else's: new keys, an end, and none of its cookies for scripts."""

from __future__ import annotations

import time
from collections.abc import Callable
from typing import Any

from django.conf import settings
from django.contrib.sessions.models import Session
from django.test import Client
from django.urls import reverse

from checker.desk.trail.models import Entry

PASSWORD = "竹溪-mending-2025"
NEW = "清风-passing-2026"


def come_in(client: Client, name: str = "drafter_a") -> Any:
    return client.post(reverse("accounts:login"), {"username": name, "password": PASSWORD})


def test_a_key_from_before_signing_in_is_worth_nothing(county: Any) -> None:
    client = Client()
    session = client.session
    session["planted"] = True
    session.save()
    planted = session.session_key
    client.cookies[settings.SESSION_COOKIE_NAME] = planted
    assert come_in(client).status_code == 302
    assert client.session.session_key != planted and not Session.objects.filter(pk=planted).exists()
    thief = Client()
    thief.cookies[settings.SESSION_COOKIE_NAME] = planted
    assert thief.get(reverse("reports:mine")).status_code == 302


def test_another_persons_session_is_not_taken_over(county: Any) -> None:
    client = Client()
    come_in(client, "drafter_a")
    client.session["mine"] = 1
    first = client.session.session_key
    client.post(reverse("accounts:logout"))
    come_in(client, "drafter_b")
    assert client.session.session_key != first and "mine" not in client.session


def test_the_form_token_changes_with_the_person(county: Any) -> None:
    client = Client()
    before = client.get(reverse("accounts:login")).cookies["csrftoken"].value
    come_in(client)
    assert client.cookies["csrftoken"].value != before


def test_signing_out_ends_the_session_on_the_server(county: Any) -> None:
    client = Client()
    come_in(client)
    key = client.session.session_key
    assert client.get(reverse("accounts:logout")).status_code == 405  # a picture in a report signs nobody out
    client.post(reverse("accounts:logout"))
    thief = Client()
    thief.cookies[settings.SESSION_COOKIE_NAME] = key
    assert thief.get(reverse("reports:mine")).status_code == 302


def test_a_new_password_gives_a_new_key_and_ends_other_sessions(county: Any) -> None:
    here, elsewhere = Client(), Client()
    come_in(here)
    come_in(elsewhere)
    key = here.session.session_key
    response = here.post(reverse("accounts:password"), {"old_password": PASSWORD, "new_password1": NEW, "new_password2": NEW})
    assert response.url == reverse("home") and here.session.session_key != key
    assert here.get(reverse("reports:mine")).status_code == 200
    assert elsewhere.get(reverse("reports:mine")).status_code == 302


def test_who_is_shut_out_or_gets_a_new_password_is_out_at_once(county: Any, signed_in: Callable[[str], Client]) -> None:
    administrator, drafter = signed_in("administrator"), signed_in("drafter_a")
    administrator.post(reverse("accounts:reset_password", args=[county.drafter_a.pk]))
    assert drafter.get(reverse("reports:mine")).status_code == 302
    drafter = signed_in("drafter_b")
    form = {"username": "drafter_b", "first_name": "", "role": "drafter", "unit": county.b.pk}  # without is_active
    assert administrator.post(reverse("accounts:user", args=[county.drafter_b.pk]), form).status_code == 302
    assert drafter.get(reverse("reports:mine")).status_code == 302


def test_a_session_long_unused_is_over(county: Any) -> None:
    client = Client()
    come_in(client)
    moved(client, seen=-settings.SESSION_IDLE_AGE + 60)
    assert client.get(reverse("reports:mine")).status_code == 200
    assert client.session["seen"] >= time.time() - 5  # and it was noted that it is used
    moved(client, seen=-settings.SESSION_IDLE_AGE - 1)
    response = client.get(reverse("reports:mine"))
    assert response.status_code == 302 and response.url.startswith(reverse("accounts:login"))
    assert "已自动退出" in client.get(response.url).content.decode()
    assert Entry.objects.first().action == "signed_out"  # type: ignore[union-attr]


def test_a_session_ends_after_a_day_however_much_it_is_used(county: Any) -> None:
    client = Client()
    come_in(client)
    moved(client, began=-settings.SESSION_COOKIE_AGE - 1)
    assert client.get(reverse("reports:mine")).status_code == 302


def test_cookies_are_not_for_scripts_nor_for_other_sites(county: Any) -> None:
    client = Client()
    client.get(reverse("accounts:login"))
    come_in(client)
    for name in (settings.SESSION_COOKIE_NAME, settings.CSRF_COOKIE_NAME):
        cookie = client.cookies[name]
        assert cookie["httponly"] and cookie["samesite"] == "Lax", name
    assert client.cookies[settings.SESSION_COOKIE_NAME]["max-age"] == ""  # gone with the browser


def test_a_fragments_request_leads_the_whole_page_to_signing_in(county: Any) -> None:
    page = "http://testserver/reports/7/"
    response = Client().get(reverse("reports:mine"), headers={"HX-Request": "true", "HX-Current-URL": page})
    assert response.status_code == 200 and response.headers["HX-Redirect"] == reverse("accounts:login") + "?next=/reports/7/"
    stranger = Client().get(reverse("reports:mine"), headers={"HX-Request": "true", "HX-Current-URL": "https://evil.example/"})
    assert stranger.headers["HX-Redirect"] == reverse("accounts:login") + "?next=/"


def moved(client: Client, **seconds: int) -> None:
    """Moves moments of the client's session."""
    session = client.session
    for name, by in seconds.items():
        session[name] = int(time.time()) + by
    session.save()
