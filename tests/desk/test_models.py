"""The tables as they are declared are those of the migrations."""

from __future__ import annotations

import pytest
from django.core.management import call_command


@pytest.mark.django_db
def test_migrations_are_complete() -> None:
    call_command("makemigrations", check=True, dry_run=True, verbosity=0)


def test_a_county_has_its_units(county: object) -> None:
    from checker.desk.reports.models import State, Submission

    assert Submission.objects.filter(state=State.NOT_SUBMITTED).count() == 2
