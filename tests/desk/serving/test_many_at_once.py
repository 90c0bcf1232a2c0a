"""The desk is killed while several people upload: what it said it has taken is there, whole, and is checked after the next start."""

from __future__ import annotations

import threading
import time
from http.client import HTTPException

import pytest
from running_desk import FACTS, SEED, Browser, Desk, until

pytestmark = pytest.mark.slow
PEOPLE, TAKEN = 4, 6


def test_killed_while_many_upload(desk: Desk, report: bytes) -> None:
    submission = desk.inside(SEED)
    desk.start()
    browsers = [Browser(desk.url) for _ in range(PEOPLE)]
    for browser in browsers:
        browser.sign_in("drafter")
    taken: list[str] = []

    def upload(browser: Browser) -> None:
        while True:
            try:
                taken.append(browser.upload(submission, report))
            except AssertionError:  # so many wait that no more are taken
                time.sleep(0.2)
            except (OSError, HTTPException):  # the desk is gone
                return

    people = [threading.Thread(target=upload, args=(browser,), daemon=True) for browser in browsers]
    for person in people:
        person.start()
    until(lambda: len(taken) >= TAKEN)
    desk.kill()
    for person in people:
        person.join(timeout=30)
        assert not person.is_alive()

    desk.start()
    until(lambda: {*desk.inside(FACTS)["jobs"]} == {"done"})
    facts = desk.inside(FACTS)
    assert desk.stop() == 0
    assert len(facts["checked"]) >= len({*taken}), "what was said to be taken is there"
    assert {*facts["checked"]} == {"done"} and all(facts["whole"])
    assert facts["logged"], "each check is logged once"
    assert all(file.startswith("files/") and ".incoming" not in file for file in desk.files()), "nothing half-written is left"
