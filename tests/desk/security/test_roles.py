"""Each role reaches its own pages and no others, over every address that the desk has (`roles.txt`)."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from django.db import transaction
from django.http import HttpResponse
from django.test import Client
from django.urls import reverse

NAMES = {"own": "drafter_a", "other": "drafter_b", "reviewer": "reviewer", "administrator": "administrator"}
_NOT_SEEN = {401, 403, 404, 410}


def got(response: Any) -> str:
    """What a response is, in the words of the table."""
    if response.status_code == 302 and response.url.startswith(reverse("accounts:login") + "?next="):
        return "login"
    if response.status_code in _NOT_SEEN or response.status_code >= 500:
        return str(response.status_code)
    return "in"


def test_every_page_is_in_the_table(rows: Any, pages: Any) -> None:
    there = {page.name for page in pages if not page.name.startswith("admin:")}
    told = {row.page for row in rows}
    assert there - told == set(), "say in roles.txt who may see these"
    assert told - there == set(), "roles.txt speaks of pages that are not there"


@pytest.mark.parametrize("role", ["nobody", "own", "other", "reviewer", "administrator"])
def test_a_role_reaches_what_the_table_says(role: str, rows: Any, ask: Callable[[Client, Any], Any], signed_in: Callable[[str], Client]) -> None:
    wrong = []
    client = Client() if role == "nobody" else signed_in(NAMES[role])
    cookies = client.cookies.output()
    for row in rows:
        client.cookies.load(cookies.replace("Set-Cookie: ", ""))  # one of the rows is signing out
        with transaction.atomic():  # what one row changes is not there for the next
            response = ask(client, row)
            transaction.set_rollback(True)
        if got(response) != row.gets[role]:
            wrong.append(f"{row.method} {row.page} of {row.of}: {got(response)} instead of {row.gets[role]}")
    assert "\n".join(wrong) == ""


def test_another_units_report_cannot_be_told_from_none(rows: Any, world: Any, address: Callable[[Any], str], signed_in: Callable[[str], Client]) -> None:
    client = signed_in("drafter_b")

    def answer(at: str, method: str) -> tuple[int, bytes, list[str]]:
        response: HttpResponse = client.generic(method, at)
        return response.status_code, response.content.replace(at.encode(), b""), sorted(response.headers)

    hidden = [row for row in rows if row.gets["other"] == "404"]
    assert hidden
    client.get(reverse("home"))
    for row in hidden:
        nothing = reverse(row.page, args=(987_654_321, *world.args[row.of][1:]))
        there, absent = answer(address(row), row.method), answer(nothing, row.method)
        assert _without_token(there[1]) == _without_token(absent[1]) and (there[0], there[2]) == (absent[0], absent[2]), row.page


def test_the_admin_is_for_administrators_and_changes_nothing(pages: Any, world: Any, signed_in: Callable[[str], Client]) -> None:
    names = [page.name for page in pages if page.name.startswith("admin:")]
    assert len(names) > 20
    rows = [(name, _admin_address(name, world)) for name in names]
    for role in ("drafter_a", "reviewer"):
        client = signed_in(role)
        assert {name: status for name, at in rows if (status := client.get(at).status_code) not in (302, 403, 404)} == {}
    assert {name: status for name, at in rows if (status := Client().get(at).status_code) not in (302, 404)} == {}
    client = signed_in("administrator")
    assert client.get(reverse("admin:index")).status_code == 200
    changing = [(name, at) for name, at in rows if name.endswith(("_add", "_change", "_delete")) and name != "admin:password_change"]
    assert changing
    assert {name: status for name, at in changing if (status := client.post(at, {"post": "yes"}).status_code) != 403} == {}
    assert "password" not in _fields_shown(client, world)


def test_roles_change_at_once(world: Any, signed_in: Callable[[str], Client]) -> None:
    client = signed_in("reviewer")
    assert client.get(reverse("trail:index")).status_code == 200
    type(world.reviewer).objects.filter(pk=world.reviewer.pk).update(role="drafter", unit=world.b)
    assert client.get(reverse("trail:index")).status_code == 403
    assert client.get(reverse("reports:version", args=[world.version.pk])).status_code == 404


def test_a_drafter_without_a_unit_sees_nothing(world: Any, signed_in: Callable[[str], Client]) -> None:
    client = signed_in("drafter_a")
    type(world.drafter_a).objects.filter(pk=world.drafter_a.pk).update(unit=None)
    assert client.get(reverse("reports:version", args=[world.version.pk])).status_code == 404


def _without_token(page: bytes) -> bytes:
    import re

    return re.sub(rb'(name="csrfmiddlewaretoken" value="|X-CSRFToken": ")[^"]+', b"", page)


def _admin_address(name: str, world: Any) -> str:
    from django.urls import NoReverseMatch

    for args in ((), (world.drafter_a.pk,), ("accounts",), (1, 1), ("nothing",)):
        try:
            return reverse(name, args=args)
        except NoReverseMatch:
            continue
    if name == "admin:None":
        return reverse("admin:index") + "nothing/here"
    raise AssertionError(name)


def _fields_shown(client: Client, world: Any) -> str:
    page = client.get(reverse("admin:accounts_user_change", args=[world.drafter_a.pk])).content.decode()
    assert "drafter_a" in page
    return "password" if world.drafter_a.password in page else ""
