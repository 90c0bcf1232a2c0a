"""The administrator's pages about users."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from checker.desk.accounts.models import Role, User
from checker.desk.trail.models import Entry

SignedIn = Callable[[str], Client]


def one_time(page: str) -> str:
    found = re.search(r'class="secret">([^<]+)<', page)
    assert found
    return found[1]


def test_a_new_user_comes_in_with_the_one_time_password(county: Any, signed_in: SignedIn) -> None:
    response = signed_in("administrator").post(
        reverse("accounts:new_user"), {"username": "新起草人", "first_name": "赵", "role": "drafter", "unit": county.a.pk}
    )
    password = one_time(response.content.decode())
    assert re.fullmatch(r"([a-z2-9]{4}-){3}[a-z2-9]{4}", password)
    made = User.objects.get(username="新起草人")
    assert (made.role, made.unit, made.must_change_password) == (Role.DRAFTER, county.a, True) and made.check_password(password)
    entry = Entry.objects.get(action="user_created")
    assert entry.name == "administrator" and entry.detail == {"username": "新起草人", "role": "drafter", "unit": "青砚镇人民政府"}
    client = Client()
    client.post(reverse("accounts:login"), {"username": "新起草人", "password": password})
    assert client.get(reverse("reports:mine")).url == reverse("accounts:password")


def test_the_one_time_password_is_kept_nowhere(county: Any, signed_in: SignedIn) -> None:
    administrator = signed_in("administrator")
    password = one_time(administrator.post(reverse("accounts:reset_password", args=[county.drafter_a.pk])).content.decode())
    told = "".join(str(entry.detail) + entry.name for entry in Entry.objects.all()) + str(dict(administrator.session))
    assert password not in told and password not in administrator.get(reverse("accounts:users")).content.decode()
    county.drafter_a.refresh_from_db()
    assert county.drafter_a.check_password(password) and Entry.objects.filter(action="password_reset").count() == 1


def test_resetting_a_password_unlocks_the_name(county: Any, signed_in: SignedIn) -> None:
    guesser = Client()
    for n in range(5):
        guesser.post(reverse("accounts:login"), {"username": "drafter_a", "password": f"wrong-{n}"})
    password = one_time(signed_in("administrator").post(reverse("accounts:reset_password", args=[county.drafter_a.pk])).content.decode())
    assert guesser.post(reverse("accounts:login"), {"username": "drafter_a", "password": password}).status_code == 302


@pytest.mark.parametrize(
    "facts, told",
    [
        ({"role": "drafter", "unit": ""}, "起草人须有所属单位。"),
        ({"username": "Drafter_A"}, "已有同名用户"),
        ({"username": "ｄｒａｆｔｅｒ_a"}, "已有同名用户"),
        ({"username": "a<b>"}, "用户名"),
        ({"role": "emperor"}, "emperor"),
    ],
)
def test_what_is_no_user(county: Any, signed_in: SignedIn, facts: dict[str, str], told: str) -> None:
    form = {"username": "somebody", "first_name": "", "role": "drafter", "unit": county.a.pk, **facts}
    page = signed_in("administrator").post(reverse("accounts:new_user"), form).content.decode()
    assert 'aria-invalid="true"' in page and told in page and User.objects.count() == 4


def test_changes_are_logged_with_what_was_before(county: Any, signed_in: SignedIn) -> None:
    form = {"username": "drafter_a", "first_name": "钱", "role": "reviewer", "unit": county.a.pk, "is_active": "on"}
    assert signed_in("administrator").post(reverse("accounts:user", args=[county.drafter_a.pk]), form).url == reverse("accounts:users")
    county.drafter_a.refresh_from_db()
    assert county.drafter_a.role == Role.REVIEWER and county.drafter_a.unit is None
    assert Entry.objects.get(action="user_changed").detail == {
        "username": "drafter_a",
        "changes": [["姓名", "", "钱"], ["角色", "起草人", "审核人"], ["单位", "青砚镇人民政府", ""]],
    }


def test_nothing_is_logged_where_nothing_changed(county: Any, signed_in: SignedIn) -> None:
    form = {"username": "drafter_a", "first_name": "", "role": "drafter", "unit": county.a.pk, "is_active": "on"}
    signed_in("administrator").post(reverse("accounts:user", args=[county.drafter_a.pk]), form)
    assert not Entry.objects.filter(action="user_changed").exists()


def test_administrators_cannot_shut_themselves_out(county: Any, signed_in: SignedIn) -> None:
    client, at = signed_in("administrator"), reverse("accounts:user", args=[county.administrator.pk])
    form = {"username": "administrator", "first_name": "", "unit": ""}
    assert "不能取消自己的管理员角色" in client.post(at, {**form, "role": "reviewer", "is_active": "on"}).content.decode()
    assert "不能停用自己" in client.post(at, {**form, "role": "administrator"}).content.decode()
    assert client.post(reverse("accounts:reset_password", args=[county.administrator.pk])).url == reverse("accounts:password")
    county.administrator.refresh_from_db()
    assert county.administrator.is_active and county.administrator.administers and not county.administrator.must_change_password


def test_a_unit_no_longer_in_use_stays_with_its_drafter(county: Any, signed_in: SignedIn) -> None:
    type(county.a).objects.filter(pk=county.a.pk).update(active=False)
    client = signed_in("administrator")
    assert "青砚镇人民政府" in client.get(reverse("accounts:user", args=[county.drafter_a.pk])).content.decode()
    assert "青砚镇人民政府" not in client.get(reverse("accounts:new_user")).content.decode()


def test_users_are_found_and_paged(county: Any, signed_in: SignedIn, django_assert_max_num_queries: Any) -> None:
    User.objects.bulk_create(User(username=f"town-{n:03}", role=Role.DRAFTER, unit=county.b) for n in range(120))
    client = signed_in("administrator")
    with django_assert_max_num_queries(8):
        page = client.get(reverse("accounts:users")).content.decode()
    assert page.count("town-") < 110 and "第 1 页，共 3 页" in page
    found = client.get(reverse("accounts:users"), {"q": "青砚"}).content.decode()
    assert "drafter_a" in found and "town-001" not in found and "drafter_b" not in found
    assert "drafter_a" not in client.get(reverse("accounts:users"), {"role": "reviewer"}).content.decode()
    assert client.get(reverse("accounts:users"), {"role": "emperor", "page": "x"}).status_code == 200
