"""Sessions that are over are removed; what is done every so often ends with the desk."""

from __future__ import annotations

import threading
import time
from datetime import timedelta
from typing import Any

import pytest
from django.contrib.sessions.backends.db import SessionStore
from django.contrib.sessions.models import Session
from django.utils import timezone

from checker.desk import tidying
from checker.desk.tidying import clear_sessions, now_and_every


@pytest.mark.django_db(transaction=True)
def test_only_sessions_that_are_over_go() -> None:
    live, over = SessionStore(), SessionStore()
    live.create()
    over.create()
    Session.objects.filter(pk=over.session_key).update(expire_date=timezone.now() - timedelta(seconds=1))
    clear_sessions()
    assert list(Session.objects.values_list("pk", flat=True)) == [live.session_key]


def test_it_is_done_at_once_and_again_until_the_desk_ends() -> None:
    done = threading.Semaphore(0)
    with now_and_every(0.01, done.release):
        assert all(done.acquire(timeout=5) for _ in range(3))
    while done.acquire(blocking=False):
        pass
    time.sleep(0.05)
    assert not done.acquire(blocking=False)


def test_a_database_that_is_away_does_not_end_it(monkeypatch: Any, caplog: Any) -> None:
    from django.core import management
    from django.db import OperationalError, connection

    def away(*_: str) -> None:
        raise OperationalError("away")

    monkeypatch.setattr(management, "call_command", away)
    monkeypatch.setattr(connection, "close", lambda: None)
    tidying.clear_sessions()
    assert "are not removed" in caplog.text
