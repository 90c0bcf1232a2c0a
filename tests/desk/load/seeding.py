"""A county for a load test, in the database of a desk that is not running: units with versions, and people who are signed in.

Run in a process that is set up for the desk: `seed(units, drafters, reviewers)`.
"""

from __future__ import annotations

import sys
import tempfile
import time
from datetime import date
from pathlib import Path
from typing import Any

HERE = Path(__file__).parent
YEARS = (2024, 2025)
MADE_BY_UNIT = (1, 2)  # versions of each unit in each of the years; the first is handed in


def seed(units: int, drafters: int, reviewers: int) -> dict[str, Any]:
    """Makes the county; returns the session of each user, and what a drafter has: `{"drafters": [{"session", "submission"}], "reviewers": [session]}`."""
    from django.contrib.auth.hashers import make_password
    from django.core.files.uploadedfile import SimpleUploadedFile

    from checker.desk.accounts.models import Role, User
    from checker.desk.jobs.running import work_off
    from checker.desk.reports.intake import take_in
    from checker.desk.reports.models import Submission
    from checker.desk.starting import bring_up_to_date
    from checker.desk.units.models import Season, Unit

    sys.path.insert(0, str(HERE.parents[1] / "auditing"))
    from season_maker import make_season

    bring_up_to_date()
    unusable = make_password(None)  # nobody signs in with a password: the sessions are made below

    def person(name: str, role: Role, unit: Unit | None = None) -> User:
        return User.objects.create(username=name, password=unusable, role=role, unit=unit, must_change_password=False)

    known = [Unit.objects.create(name=f"第{number}镇人民政府", level="township") for number in range(1, units + 1)]
    people = [person(f"drafter{number}", Role.DRAFTER, unit) for number, unit in enumerate(known, start=1)]
    for year, count in zip(YEARS, MADE_BY_UNIT, strict=True):
        season = Season.objects.create(year=year, deadline=date(2099, 1, 31))
        with tempfile.TemporaryDirectory() as folder:
            reports = [made.path for made in make_season(Path(folder), units * count, year, ("docx", "txt"), year=year)]
            for number, (unit, by) in enumerate(zip(known, people, strict=True)):
                submission = Submission.objects.create(season=season, unit=unit)
                for turn in range(count):
                    path = reports[number * count + turn]
                    take_in(submission, SimpleUploadedFile(path.name, path.read_bytes()), by, None, hand_in=turn == 0)
            work_off()
    own = dict(Submission.objects.filter(season__year=YEARS[-1]).values_list("unit_id", "pk"))
    return {
        "drafters": [{"session": session_of(by), "submission": own[by.unit_id]} for by in people[:drafters]],
        "reviewers": [session_of(person(f"reviewer{number}", Role.REVIEWER)) for number in range(reviewers)],
    }


def session_of(user: Any) -> str:
    """The key of a session in which the user has just signed in."""
    from django.contrib.auth import BACKEND_SESSION_KEY, HASH_SESSION_KEY, SESSION_KEY
    from django.contrib.sessions.backends.db import SessionStore

    from checker.desk.accounts.middleware import BEGAN, SEEN

    session, now = SessionStore(), int(time.time())
    session[SESSION_KEY], session[BACKEND_SESSION_KEY] = str(user.pk), "django.contrib.auth.backends.ModelBackend"
    session[HASH_SESSION_KEY] = user.get_session_auth_hash()
    session[BEGAN] = session[SEEN] = now
    session.create()
    return str(session.session_key)
