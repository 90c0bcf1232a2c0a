"""A drafter reaches their own unit's reports and no other's, by no address and no method."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Any

import pytest
from django.http import HttpResponse
from django.test import Client
from django.urls import reverse

from checker.desk.accounts.models import Role, User
from checker.desk.reports.access import submissions_for, versions_for
from checker.desk.reports.models import Submission, Version
from checker.desk.reports.urls import urlpatterns

Uploaded = Callable[..., Version]
NOBODY_S = 999_999
POSTED = {"upload", "hand_in", "withdraw"}


def addresses(version: int, submission: int) -> dict[str, str]:
    """Every address of the app that names something, by its name."""
    found = {}
    for pattern in urlpatterns:
        route = str(pattern.pattern)
        if "<int:pk>" in route and not route.startswith("archives"):  # those are for reviewers alone
            more = ("html",) if "<str:format>" in route else ()
            found[pattern.name] = reverse(f"reports:{pattern.name}", args=(version if "versions/" in route else submission, *more))
    return found


def said(answer: HttpResponse, address: str) -> bytes:
    """A page without its address and the tokens against forgery, which are new on every page."""
    return re.sub(rb"\b[A-Za-z0-9]{64}\b", b"", answer.content.replace(address.encode(), b""))


def test_querysets(county: Any, uploaded: Uploaded) -> None:
    uploaded(unit=county.a), uploaded(unit=county.b)
    assert {s.unit for s in submissions_for(county.drafter_a)} == {county.a}
    assert {v.submission.unit for v in versions_for(county.drafter_a)} == {county.a}
    for everybody_s in (county.reviewer, county.administrator):
        assert {v.submission.unit for v in versions_for(everybody_s)} == {county.a, county.b}
        assert submissions_for(everybody_s).count() == 2


def test_a_drafter_without_a_unit_has_nothing(county: Any, uploaded: Uploaded) -> None:
    uploaded(unit=county.a)
    nobody = User.objects.create_user("nobody", role=Role.DRAFTER)
    assert not submissions_for(nobody) and not versions_for(nobody)


def test_another_unit_s_report_cannot_be_told_from_none(county: Any, uploaded: Uploaded, signed_in: Callable[[str], Client]) -> None:
    version = uploaded(unit=county.b)
    client = signed_in("drafter_a")
    others, nobody_s = addresses(version.pk, version.submission_id), addresses(NOBODY_S, NOBODY_S)
    assert len(others) >= 8
    for name, address in others.items():
        send = client.post if name in POSTED else client.get
        theirs, none = send(address), send(nobody_s[name])
        assert (theirs.status_code, none.status_code) == (404, 404), name
        assert said(theirs, address) == said(none, nobody_s[name]), name
    assert Submission.objects.get(unit=county.b).state == "not_submitted"
    assert Version.objects.count() == 1


def test_strangers_are_sent_to_sign_in(county: Any, uploaded: Uploaded) -> None:
    version = uploaded(unit=county.b)
    for name, address in addresses(version.pk, version.submission_id).items():
        answer = Client().post(address) if name in POSTED else Client().get(address)
        assert answer.status_code == 302 and answer["Location"].startswith(reverse("accounts:login")), name


def test_changes_are_made_by_post_with_a_token(county: Any, uploaded: Uploaded, signed_in: Callable[[str], Client]) -> None:
    version = uploaded(unit=county.b)
    client = signed_in("drafter_b")
    strict = Client(enforce_csrf_checks=True)
    strict.force_login(county.drafter_b, backend="django.contrib.auth.backends.ModelBackend")
    for name, address in addresses(version.pk, version.submission_id).items():
        if name in POSTED:
            assert client.get(address).status_code == 405, name
            assert strict.post(address).status_code == 403, name
        else:
            assert client.post(address).status_code == 405, name


@pytest.mark.parametrize("format", ["json", "exe", "..", "docx%00"])
def test_no_other_format(county: Any, uploaded: Uploaded, signed_in: Callable[[str], Client], format: str) -> None:
    version = uploaded()
    assert signed_in("drafter_b").get(f"/reports/versions/{version.pk}/export/{format}").status_code == 404
