"""A worker: a process that takes jobs from the queue, with all that it needs to check a report at hand."""

from __future__ import annotations

import logging
import time

from checker.auditing.pools import MEMORY, begin

LOOK = 0.15  # seconds between two looks at an empty queue
AWAY = 2.0  # seconds to wait where the database does not answer
JOBS = 2_000  # then the process is replaced, so that what libraries leak does not pile up


def work(owner: str, long: bool, memory: int = MEMORY) -> None:
    """Does jobs in the name `owner`, among them long ones with `long`, until the process that started this one goes."""
    begin(memory)
    import django

    django.setup()
    from django.db import Error as DatabaseError
    from django.db import close_old_connections, connection

    from checker.desk.jobs.running import run_next
    from checker.desk.logs import log_to

    log_to(f"worker-{owner.partition('.')[0]}")
    log = logging.getLogger("checker.desk.jobs")
    _get_ready(log)
    done = 0
    while done < JOBS:
        try:
            close_old_connections()
            if run_next(owner, long=long):
                done += 1
            else:
                time.sleep(LOOK)
        except DatabaseError:
            log.exception("the database does not answer")
            connection.close()
            time.sleep(AWAY)


def _get_ready(log: logging.Logger) -> None:
    """What the first job would wait for. A rulebook with errors is told with the job that needs it."""
    from django.conf import settings

    from checker.desk.reports.examining import get_ready
    from checker.rulebook import RulebookError

    try:
        get_ready(settings.DESK.rulebook)
    except (RulebookError, OSError):
        log.exception("rulebook %s", settings.DESK.rulebook)
