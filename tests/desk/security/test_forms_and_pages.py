"""Every form is this desk's own, every page carries the headers, and nothing that people typed becomes a page's markup."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from io import BytesIO
from typing import Any

import pytest
from django.http import HttpResponse
from django.test import Client
from django.urls import reverse
from lxml import html

NAMES = {"nobody": "", "own": "drafter_a", "reviewer": "reviewer", "administrator": "administrator"}
HOSTILE = "<script>alert(1)</script>\"'><img src=x onerror=alert(2)>{{7*7}}\u202e"
POLICY = {"default-src 'none'", "script-src 'self'", "style-src 'self'", "form-action 'self'", "base-uri 'none'", "frame-ancestors 'none'"}


def test_a_post_without_the_forms_token_is_refused_everywhere(pages: Any, rows: Any, world: Any, address: Callable[[Any], str]) -> None:
    assert [page.name for page in pages if getattr(page.view, "csrf_exempt", False)] == []
    strict = Client(enforce_csrf_checks=True)
    strict.force_login(world.administrator, backend="django.contrib.auth.backends.ModelBackend")
    stranger = Client(enforce_csrf_checks=True)
    for row in rows:
        for token in ("", "made-up" * 10):
            answer = strict.post(address(row), {"csrfmiddlewaretoken": token})
            assert answer.status_code == 403 and "页面已过期" in answer.content.decode(), row.page
            assert stranger.post(address(row), {"csrfmiddlewaretoken": token}).status_code == (302 if row.gets["nobody"] == "login" else 403), row.page
    admin = [reverse("admin:index"), reverse("admin:accounts_user_change", args=[world.drafter_a.pk]), "/admin/login/"]
    assert {strict.post(at, {}).status_code for at in admin} == {403}


def test_anothers_token_is_refused(county: Any) -> None:
    mine, theirs = Client(enforce_csrf_checks=True), Client(enforce_csrf_checks=True)
    token = re.search(r'csrfmiddlewaretoken" value="(\w+)"', theirs.get(reverse("accounts:login")).content.decode())
    mine.get(reverse("accounts:login"))
    assert token and mine.post(reverse("accounts:login"), {"csrfmiddlewaretoken": token[1]}).status_code == 403


@pytest.mark.parametrize("role", ["nobody", "own", "reviewer", "administrator"])
def test_every_answer_carries_the_headers(role: str, rows: Any, ask: Callable[[Client, Any], Any], signed_in: Callable[[str], Client]) -> None:
    client = signed_in(NAMES[role]) if NAMES[role] else Client()
    for row in rows:
        if row.method == "GET":
            guarded(ask(client, row), row.page)
    for at in ("/no/such/page", reverse("admin:index"), reverse("admin:accounts_user_changelist")):
        guarded(client.get(at), at)


def guarded(response: Any, page: str) -> None:
    told = response.headers
    assert set(told["Content-Security-Policy"].split("; ")) >= POLICY, page
    assert "unsafe" not in told["Content-Security-Policy"], page
    assert told["X-Content-Type-Options"] == "nosniff" and told["X-Frame-Options"] == "DENY", page
    assert told["Referrer-Policy"] == told["Cross-Origin-Opener-Policy"] == told["Cross-Origin-Resource-Policy"] == "same-origin", page
    assert "camera=()" in told["Permissions-Policy"] and "no-store" in told["Cache-Control"], page


@pytest.mark.parametrize("role", ["own", "reviewer", "administrator"])
def test_no_page_has_a_script_or_style_of_its_own_whatever_people_are_called(
    role: str, rows: Any, world: Any, ask: Callable[[Client, Any], Any], signed_in: Callable[[str], Client]
) -> None:
    from checker.desk.accounts.models import User
    from checker.desk.reports.models import Version
    from checker.desk.trail.log import Action, record
    from checker.desk.units.models import Unit

    User.objects.update(first_name=HOSTILE)
    Unit.objects.filter(pk=world.a.pk).update(name=HOSTILE, contact=HOSTILE)
    Version.objects.update(name=HOSTILE + ".docx")
    for action in Action:
        record(
            action,
            user=world.drafter_a,
            submission=world.submission,
            version=world.version,
            title=HOSTILE,
            changes=[[HOSTILE, HOSTILE, HOSTILE]],
            **{HOSTILE: {HOSTILE: [HOSTILE]}},
        )
    client, seen = signed_in(NAMES[role]), 0
    for row in rows:
        response = ask(client, row) if row.method == "GET" else None
        if response is not None and response.status_code == 200 and response.headers["Content-Type"].startswith("text/html") and response.content:
            assert list(own_scripts(response)) == [], row.page
            seen += "alert(1)" in response.content.decode() and "\u202e" not in _outside_of_fields(response)
    assert seen >= 3  # the names were there, as text


def own_scripts(response: HttpResponse) -> Iterator[str]:
    """What a page could run or style by itself, against the policy: there had better be none."""
    page = html.document_fromstring(response.content.decode())
    for element in page.iter():
        if not isinstance(element.tag, str):
            continue
        if element.tag == "style" or (
            element.tag == "script" and not str(element.get("src", "")).startswith("/static/") and element.get("type") != "application/json"
        ):
            yield html.tostring(element, encoding="unicode")[:200]
        for name, value in element.attrib.items():
            if name.startswith(("on", "hx-on", "data-hx-on")) or name == "style" or str(value).strip().lower().startswith(("javascript:", "data:text")):
                yield f"{element.tag} {name}={value[:100]}"
            if name in ("src", "href", "action") and re.match(r"(https?:)?//", str(value)):
                yield f"{element.tag} {name}={value[:100]}"


def test_the_test_itself_sees_scripts() -> None:
    bad = "<p onclick='x()'>a</p><script>b</script><style>p{}</style><a href=' JavaScript:x'>c</a><p style='color:red'>d</p><script src='//evil/x.js'></script>"
    assert len(list(own_scripts(HttpResponse(bad)))) == 7
    assert list(own_scripts(HttpResponse('<script src="/static/desk/desk.js"></script><a href="/log/">a</a>'))) == []


def _outside_of_fields(response: HttpResponse) -> str:
    """The page's text without the values of its fields, which are kept as they were typed."""
    return "".join(html.document_fromstring(response.content.decode()).xpath("//text()[not(parent::option or parent::textarea)]"))


def test_a_strangers_upload_is_not_even_read(world: Any, rows: Any, address: Callable[[Any], str]) -> None:
    class Body(BytesIO):
        """A body that nobody should ask for."""

        asked = 0

        def read(self, *_: int | None) -> bytes:  # type: ignore[override]
            self.asked += 1
            return b""

    [row] = [row for row in rows if row.page == "reports:upload"]
    body, stranger = Body(), Client(enforce_csrf_checks=True)
    stranger.get(reverse("accounts:login"))  # the token that everybody gets
    response = stranger.request(
        REQUEST_METHOD="POST", PATH_INFO=address(row), CONTENT_TYPE="multipart/form-data; boundary=x", CONTENT_LENGTH="50000000", **{"wsgi.input": body}
    )
    assert response.status_code == 302 and body.asked == 0
