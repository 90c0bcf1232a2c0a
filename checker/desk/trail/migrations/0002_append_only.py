"""The log takes new entries only; the database itself sees to it."""

from django.db import migrations

from checker.desk.trail import triggers


def install(_apps, editor):
    triggers.install(editor.connection)


def remove(_apps, editor):
    triggers.remove(editor.connection)


class Migration(migrations.Migration):
    dependencies = [("trail", "0001_initial")]
    operations = [migrations.RunPython(install, remove)]
