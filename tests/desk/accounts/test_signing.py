"""Coming in, going out, and one's own password."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from lxml import html

from checker.desk.accounts.models import User
from checker.desk.trail.models import Entry

PASSWORD = "竹溪-mending-2025"  # of the people of the county
NEW = "清风-passing-2026"


def actions() -> list[tuple[str, str]]:
    return list(Entry.objects.order_by("id").values_list("action", "name"))


def test_in_and_out(county: Any, client: Client) -> None:
    page = client.get(reverse("accounts:login"), {"next": "/accounts/password/"}).content.decode()
    assert 'name="username"' in page and 'name="next" value="/accounts/password/"' in page
    response = client.post(reverse("accounts:login"), {"username": "drafter_a", "password": PASSWORD}, REMOTE_ADDR="10.1.2.3")
    assert response.url == reverse("home")
    assert client.get(reverse("accounts:login")).url == reverse("home")  # who is in need not come in
    assert client.post(reverse("accounts:logout")).url == reverse("accounts:login")
    assert actions() == [("signed_in", "drafter_a"), ("signed_out", "drafter_a")]
    assert Entry.objects.first().address is not None and Entry.objects.last().address == "10.1.2.3"  # type: ignore[union-attr]


@pytest.mark.parametrize(
    "old, new, again, told",
    [
        ("wrong", NEW, NEW, "旧密码"),
        (PASSWORD, "short-1", "short-1", "密码太短，至少 10 个字符。"),
        (PASSWORD, "83650274915", "83650274915", "数字"),
        (PASSWORD, "drafter_a_1", "drafter_a_1", "用户名"),
        (PASSWORD, "password1234", "password1234", "常见"),
        (PASSWORD, NEW, NEW + "x", "不一致"),
        (PASSWORD, PASSWORD, PASSWORD, "新密码不能与当前密码相同"),
    ],
)
def test_what_is_no_new_password(signed_in: Callable[[str], Client], old: str, new: str, again: str, told: str) -> None:
    client = signed_in("drafter_a")
    response = client.post(reverse("accounts:password"), {"old_password": old, "new_password1": new, "new_password2": again})
    errors = "".join(html.document_fromstring(response.content.decode()).xpath("//ul[contains(@class, 'errorlist')]//text()"))
    assert response.status_code == 200 and told in errors
    assert User.objects.get(username="drafter_a").check_password(PASSWORD)
    assert not re.search("[A-Za-z]{3}", errors)  # told in Chinese


def test_a_one_time_password_leads_to_choosing_ones_own(county: Any, client: Client) -> None:
    User.objects.filter(username="drafter_a").update(must_change_password=True, one_time_until=timezone.now() + timedelta(days=1))
    client.post(reverse("accounts:login"), {"username": "drafter_a", "password": PASSWORD})
    for at in (reverse("home"), reverse("reports:mine"), reverse("admin:index")):
        assert client.get(at).url == reverse("accounts:password")
    fragment = client.get(reverse("reports:mine"), headers={"HX-Request": "true"})
    assert fragment.headers["HX-Redirect"] == reverse("accounts:password")
    page = client.get(reverse("accounts:password")).content.decode()
    assert "一次性密码" in page and reverse("reports:mine") not in page
    client.post(reverse("accounts:password"), {"old_password": PASSWORD, "new_password1": NEW, "new_password2": NEW})
    assert client.get(reverse("reports:mine")).status_code == 200
    assert actions()[-1] == ("password_changed", "drafter_a")


def test_a_one_time_password_does_not_lie_about_for_ever(county: Any, client: Client) -> None:
    User.objects.filter(username="drafter_a").update(must_change_password=True, one_time_until=timezone.now() - timedelta(seconds=1))
    response = client.post(reverse("accounts:login"), {"username": "drafter_a", "password": PASSWORD})
    assert response.status_code == 200 and "一次性密码已过期" in response.content.decode()


def test_a_signed_in_user_finds_the_way_around(signed_in: Callable[[str], Client]) -> None:
    def links(name: str) -> list[str]:
        page = signed_in(name).get(reverse("accounts:password"))
        return [str(link.text) for link in html.document_fromstring(page.content.decode()).xpath("//nav[@aria-label='主导航']/a")]

    assert links("drafter_a") == ["我的报告", "修改密码"]
    assert links("reviewer") == ["审核", "全县", "单位与年度", "操作记录", "修改密码"]
    assert links("administrator") == ["审核", "全县", "单位与年度", "操作记录", "用户", "修改密码"]
