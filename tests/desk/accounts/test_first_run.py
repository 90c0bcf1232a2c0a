"""How a desk gets its first administrator."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.test import Client
from django.urls import reverse

from checker.desk.accounts import first_run
from checker.desk.accounts.models import Role, User
from checker.desk.trail.models import Entry

FORM = {"username": "guanli", "first_name": "管理员甲", "password1": "竹溪-mending-2025", "password2": "竹溪-mending-2025"}


@pytest.mark.django_db
def test_the_link_makes_the_administrator_and_lets_him_in(client: Client) -> None:
    link = first_run.link()
    assert link is not None and "建立管理员" in client.get(link).content.decode()
    assert client.post(link, FORM).url == reverse("home")
    made = User.objects.get()
    assert made.role == Role.ADMINISTRATOR and not made.must_change_password and not made.is_superuser
    assert client.get(reverse("accounts:users")).status_code == 200
    assert list(Entry.objects.order_by("id").values_list("action", "name")) == [("user_created", "guanli"), ("signed_in", "guanli")]
    assert first_run.link() is None


@pytest.mark.django_db
def test_the_link_is_good_once(client: Client) -> None:
    link = first_run.link()
    assert link is not None
    client.post(link, FORM)
    other = Client()
    assert other.get(link).status_code == other.post(link, {**FORM, "username": "second"}).status_code == 410
    assert User.objects.count() == 1


@pytest.mark.django_db
def test_made_up_and_old_links_are_not_good(client: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    link = first_run.link()
    assert link is not None
    for wrong in (link.replace("administrator", "somebody"), link[:-2] + "x/", reverse("accounts:first_run", args=["x"])):
        assert client.post(wrong, FORM).status_code == 410
    monkeypatch.setattr(first_run, "VALID", timedelta(seconds=-1))
    assert client.post(link, FORM).status_code == 410
    assert not User.objects.exists()


@pytest.mark.django_db
def test_weak_passwords_are_refused_from_the_beginning(client: Client) -> None:
    link = first_run.link()
    assert link is not None
    page = client.post(link, {**FORM, "password1": "12345678", "password2": "12345678"}).content.decode()
    assert "密码太短" in page and not User.objects.exists()


@pytest.mark.django_db
def test_a_desk_whose_administrators_are_shut_out_gets_a_new_one() -> None:
    User.objects.create_user("old", password="x", role=Role.ADMINISTRATOR, is_active=False)
    assert first_run.link() is not None
