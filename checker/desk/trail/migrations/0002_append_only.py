"""The log takes new entries only; the database itself sees to it."""

from typing import Any

from django.db import migrations

from checker.desk.trail import triggers


def install(_apps: Any, editor: Any) -> None:
    triggers.install(editor.connection)


def remove(_apps: Any, editor: Any) -> None:
    triggers.remove(editor.connection)


class Migration(migrations.Migration):
    dependencies = [("trail", "0001_initial")]
    operations = [migrations.RunPython(install, remove)]
