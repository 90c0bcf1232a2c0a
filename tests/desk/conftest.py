"""A county with two towns, a season, and a person of each role; files lie in a folder of the test's own."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

import pytest

pytest.importorskip("django", reason="needs the extra [desk]")

from django.test import Client

PASSWORD = "竹溪-mending-2025"
SAMPLES = Path(__file__).parents[2] / "reports"


@pytest.fixture(autouse=True)
def _desk(settings: Any, tmp_path: Path) -> None:
    settings.DESK = replace(settings.DESK, data=tmp_path / "desk")
    settings.DESK.make_ready()
    settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]  # quick; nobody's password


@pytest.fixture(scope="session")
def django_db_modify_db_settings(django_db_modify_db_settings_parallel_suffix: None, tmp_path_factory: pytest.TempPathFactory) -> None:
    """SQLite in a file, as offices have it: in memory, threads do not wait for each other but fail."""
    from django.db import connection

    if connection.vendor == "sqlite":
        connection.settings_dict["TEST"]["NAME"] = str(tmp_path_factory.mktemp("database") / "desk.sqlite3")


@pytest.fixture(autouse=True, scope="session")
def _log_can_be_emptied_between_tests() -> Iterator[None]:
    """Tests that commit empty the database when they are over, which the log's triggers rightly refuse."""
    from django.db import connection
    from django.test import TransactionTestCase

    from checker.desk.trail import triggers

    empty = TransactionTestCase._fixture_teardown

    def without_triggers(case: TransactionTestCase) -> None:
        triggers.remove(connection)
        try:
            empty(case)
        finally:
            triggers.install(connection)

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(TransactionTestCase, "_fixture_teardown", without_triggers)
        yield


@pytest.fixture
def county(db: None) -> Any:
    """The units 青砚镇人民政府 and 石碾乡人民政府, the season of 2025, and users drafter_a, drafter_b, reviewer, administrator."""
    from types import SimpleNamespace

    from checker.desk.accounts.models import Role, User
    from checker.desk.reports.models import Submission
    from checker.desk.units.models import Season, Unit

    a = Unit.objects.create(name="青砚镇人民政府", level="township")
    b = Unit.objects.create(name="石碾乡人民政府", level="township")
    season = Season.objects.create(year=2025, deadline=date(2026, 1, 31))
    for unit in (a, b):
        Submission.objects.create(season=season, unit=unit)

    def user(name: str, role: Role, unit: Unit | None = None) -> User:
        return User.objects.create_user(name, password=PASSWORD, role=role, unit=unit, must_change_password=False)

    return SimpleNamespace(
        a=a,
        b=b,
        season=season,
        drafter_a=user("drafter_a", Role.DRAFTER, a),
        drafter_b=user("drafter_b", Role.DRAFTER, b),
        reviewer=user("reviewer", Role.REVIEWER),
        administrator=user("administrator", Role.ADMINISTRATOR),
    )


@pytest.fixture
def signed_in(county: Any) -> Callable[[str], Client]:
    """A client in which the user of that name is signed in."""
    from checker.desk.accounts.models import User

    def client_of(name: str) -> Client:
        client = Client()
        client.force_login(User.objects.get(username=name), backend="django.contrib.auth.backends.ModelBackend")
        return client

    return client_of
