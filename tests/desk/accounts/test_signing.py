"""Coming in, going out, and the password."""

from __future__ import annotations

from collections.abc import Callable

from django.test import Client
from django.urls import reverse


def test_sign_in_page_has_a_form(client: Client, db: None) -> None:
    page = client.get(reverse("accounts:login")).content.decode()
    assert 'name="username"' in page and 'name="password"' in page and 'name="csrfmiddlewaretoken"' in page


def test_pages_of_a_signed_in_user_lead_around(signed_in: Callable[[str], Client]) -> None:
    page = signed_in("administrator").get(reverse("accounts:users")).content.decode()
    assert reverse("accounts:password") in page and "administrator" in page


def test_users_are_the_administrators_business(signed_in: Callable[[str], Client]) -> None:
    assert signed_in("drafter_a").get(reverse("accounts:users")).status_code == 403
    assert signed_in("reviewer").get(reverse("accounts:users")).status_code == 403
