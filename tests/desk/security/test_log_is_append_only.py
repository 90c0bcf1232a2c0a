"""Nobody changes the log: not the program, and not who speaks SQL to the database."""

from __future__ import annotations

from typing import Any

import pytest
from django.core.management import call_command
from django.db import DatabaseError, connection, transaction

from checker.desk.trail.log import Action, record
from checker.desk.trail.models import Entry


@pytest.fixture
def entry(county: Any) -> Entry:
    made = record(Action.UNIT_CREATED, user=county.administrator, name="青砚镇人民政府")
    connection.check_constraints()  # now, as at the end of a transaction
    return made


def untouched(entry: Entry) -> bool:
    return Entry.objects.get(pk=entry.pk).name == "administrator"


def test_the_program_refuses(entry: Entry) -> None:
    entry.name = "nobody"
    for attempt in (
        entry.save,
        entry.delete,
        Entry.objects.all().delete,
        lambda: Entry.objects.update(name="nobody"),
        lambda: Entry.objects.bulk_update([entry], ["name"]),
        lambda: Entry.objects.update_or_create(pk=entry.pk, defaults={"name": "nobody"}),
    ):
        with pytest.raises(TypeError, match="never"):
            attempt()
    assert untouched(entry)


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE trail_entry SET name = 'nobody'",
        "UPDATE trail_entry SET id = id + 1000",
        "DELETE FROM trail_entry",
        *(
            ["REPLACE INTO trail_entry (id, at, name, action, detail) SELECT id, at, 'nobody', action, detail FROM trail_entry"]
            if connection.vendor == "sqlite"
            else [
                "TRUNCATE trail_entry CASCADE",
                "INSERT INTO trail_entry (id, at, name, action, detail) SELECT id, at, name, action, detail FROM trail_entry "
                "ON CONFLICT (id) DO UPDATE SET name = 'nobody'",
            ]
        ),
    ],
)
def test_the_database_refuses(entry: Entry, statement: str) -> None:
    with pytest.raises(DatabaseError, match="never changed"), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(statement)
    assert untouched(entry)


def test_the_orm_is_refused_by_the_database_where_the_program_is_got_around(entry: Entry) -> None:
    from django.db.models import QuerySet

    plain = QuerySet(Entry)
    with pytest.raises(DatabaseError, match="never changed"), transaction.atomic():
        plain.update(name="nobody")
    with pytest.raises(DatabaseError, match="never changed"), transaction.atomic():
        plain.delete()
    assert untouched(entry)


def test_who_and_what_the_log_tells_of_cannot_be_deleted(entry: Entry, county: Any) -> None:
    from django.db.models import ProtectedError

    with pytest.raises(ProtectedError):
        county.administrator.delete()


@pytest.mark.django_db(transaction=True)
def test_the_triggers_come_and_go_with_their_migration() -> None:
    call_command("migrate", "trail", "0001", verbosity=0)
    try:
        record(Action.SIGN_IN_FAILED, name="somebody")
        with connection.cursor() as cursor:
            cursor.execute("UPDATE trail_entry SET name = 'nobody'")
    finally:
        call_command("migrate", "trail", verbosity=0)
    with pytest.raises(DatabaseError, match="never changed"), connection.cursor() as cursor:
        cursor.execute("UPDATE trail_entry SET name = 'somebody'")


def test_a_database_without_triggers_is_refused() -> None:
    from types import SimpleNamespace

    from django.db import NotSupportedError

    from checker.desk.trail import triggers

    with pytest.raises(NotSupportedError, match="SQLite or PostgreSQL"):
        triggers.install(SimpleNamespace(vendor="mysql", display_name="MySQL"))  # type: ignore[arg-type]
