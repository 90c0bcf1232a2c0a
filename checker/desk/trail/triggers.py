"""What the database itself holds against changing the log: triggers on the table of entries, for SQLite and PostgreSQL.

An `Entry` refuses to be changed by the program; these refuse it to whoever speaks SQL. Who owns the database (or its
file) can still take the triggers away; backups and the office's own rights on the server are for that.

SQLite makes a table anew when a column is altered, and its triggers go: a migration that alters `Entry` calls `install`
again at its end (a test looks for them in the migrated database).
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from django.db import NotSupportedError
from django.db.backends.base.base import BaseDatabaseWrapper

_TABLE = "trail_entry"
_REFUSED = "entries of the log are never changed or deleted"

_INSTALL = {
    "sqlite": (
        f"CREATE TRIGGER IF NOT EXISTS {_TABLE}_no_update BEFORE UPDATE ON {_TABLE} BEGIN SELECT RAISE(ABORT, '{_REFUSED}'); END",
        f"CREATE TRIGGER IF NOT EXISTS {_TABLE}_no_delete BEFORE DELETE ON {_TABLE} BEGIN SELECT RAISE(ABORT, '{_REFUSED}'); END",
        # REPLACE deletes without the trigger above (https://www.sqlite.org/lang_conflict.html).
        f"CREATE TRIGGER IF NOT EXISTS {_TABLE}_no_replace BEFORE INSERT ON {_TABLE} WHEN EXISTS (SELECT 1 FROM {_TABLE} WHERE id = NEW.id) "
        f"BEGIN SELECT RAISE(ABORT, '{_REFUSED}'); END",
    ),
    "postgresql": (
        f"CREATE OR REPLACE FUNCTION {_TABLE}_refuse() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN RAISE EXCEPTION '{_REFUSED}' "
        "USING ERRCODE = 'integrity_constraint_violation'; END $$",
        f"CREATE OR REPLACE TRIGGER {_TABLE}_no_change BEFORE UPDATE OR DELETE ON {_TABLE} FOR EACH ROW EXECUTE FUNCTION {_TABLE}_refuse()",
        f"CREATE OR REPLACE TRIGGER {_TABLE}_no_truncate BEFORE TRUNCATE ON {_TABLE} FOR EACH STATEMENT EXECUTE FUNCTION {_TABLE}_refuse()",
    ),
}
_REMOVE = {
    "sqlite": tuple(f"DROP TRIGGER IF EXISTS {_TABLE}_{name}" for name in ("no_update", "no_delete", "no_replace")),
    "postgresql": (
        *(f"DROP TRIGGER IF EXISTS {_TABLE}_{name} ON {_TABLE}" for name in ("no_change", "no_truncate")),
        f"DROP FUNCTION IF EXISTS {_TABLE}_refuse",
    ),
}


def install(connection: BaseDatabaseWrapper) -> None:
    """Makes the triggers where they are not there. Raises `NotSupportedError` for another database than the two."""
    _run(connection, _INSTALL)


def remove(connection: BaseDatabaseWrapper) -> None:
    """Takes the triggers away: for going back to before them, and for tests that empty their database."""
    _run(connection, _REMOVE)


def _run(connection: BaseDatabaseWrapper, statements: Mapping[str, Sequence[str]]) -> None:
    if connection.vendor not in statements:
        raise NotSupportedError(f"the log cannot be kept in {connection.display_name}: use SQLite or PostgreSQL")
    with connection.cursor() as cursor:
        for statement in statements[connection.vendor]:
            cursor.execute(statement)
