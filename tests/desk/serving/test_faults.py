"""The desk is killed, and loses nothing."""

from __future__ import annotations

import json
import os
import signal
import socket
import subprocess
import sys
import time
from urllib.parse import urlsplit

import pytest
from running_desk import FACTS, ROOT, SEED, Browser, Desk, until

pytestmark = pytest.mark.slow
UPLOADS = 8


def all_done(desk: Desk, uploads: int, *, attempts: int) -> None:
    facts = desk.inside(FACTS)
    assert facts["checked"] == ["done"] * uploads and facts["whole"] == [True] * uploads
    assert facts["logged"], "each check is logged once"
    assert facts["jobs"] == ["done"] and facts["attempts"] <= attempts


def waiting(browser: Browser, address: str) -> bool:
    return 'id="progress"' in browser.get(address)


def test_killed_in_mid_upload_and_in_mid_job(desk: Desk, report: bytes) -> None:
    submission = desk.inside(SEED)
    desk.start()
    browser = Browser(desk.url)
    browser.sign_in("drafter")
    before, after, type = browser.form(submission)
    length = len(before) + 12_000_000 + len(after)
    head = (
        f"POST /reports/{submission}/upload HTTP/1.1\r\nHost: {urlsplit(desk.url).netloc}\r\nCookie: {browser.cookies()}\r\n"
        f"Content-Type: {type}\r\nContent-Length: {length}\r\n\r\n"
    )
    with socket.create_connection(("127.0.0.1", urlsplit(desk.url).port or 0)) as half:
        half.sendall(head.encode() + before + b"x" * 7_000_000)
        time.sleep(0.3)
        desk.kill()
    desk.start()
    assert desk.files() == []
    browser = Browser(desk.url)
    browser.sign_in("drafter")
    for number in range(UPLOADS):
        browser.upload(submission, report + bytes(number))  # each another file
    desk.kill()
    desk.start()
    browser = Browser(desk.url)
    browser.sign_in("drafter")
    last = browser.upload(submission, report)
    until(lambda: not waiting(browser, last))
    all_done(desk, UPLOADS + 1, attempts=2)
    assert desk.stop() == 0


def test_a_worker_that_dies_is_replaced_and_its_job_done(desk: Desk, report: bytes) -> None:
    submission = desk.inside(SEED)
    desk.start()
    browser = Browser(desk.url)
    browser.sign_in("drafter")
    workers = desk.workers()
    assert len(workers) == 2
    addresses = [browser.upload(submission, report + bytes(number)) for number in range(UPLOADS)]
    for worker in workers:
        os.kill(worker.pid, signal.SIGKILL)
    until(lambda: not any(waiting(browser, address) for address in addresses))
    until(lambda: len(desk.workers()) == 2)
    assert not {worker.pid for worker in workers} & {worker.pid for worker in desk.workers()}
    all_done(desk, UPLOADS, attempts=2)
    assert "ended with -9" in (desk.data / "logs" / "desk.log").read_text("utf-8")
    assert desk.stop() == 0


TAKE = """
import os, time
from checker.desk.jobs import queue
ready = Path({ready!r})
(ready.parent / f"waiting-{{os.getpid()}}").touch()
while not ready.exists():
    time.sleep(0.01)
answer = []
while (job := queue.take(f"worker {{os.getpid()}}")) is not None:
    answer.append(job.pk)
    queue.finish(job, {{}})
"""


def test_no_two_workers_take_the_same_job(desk: Desk) -> None:
    jobs, processes = 120, 4
    put = f"from checker.desk.jobs import queue\nanswer = [queue.enqueue('check_version', {{'version': n}}, by=None).pk for n in range({jobs})]"
    known = desk.inside(f"from checker.desk.starting import bring_up_to_date\nbring_up_to_date()\n{put}")
    ready = desk.data / "ready"
    code = f"""
import json
from pathlib import Path
from checker.desk.configuration import Configuration
from checker.desk.starting import get_ready
get_ready(Configuration(data=Path({str(desk.data)!r}), database_url={desk.database_url!r}))
{TAKE.format(ready=str(ready))}
print(json.dumps(answer))
"""
    running = [
        subprocess.Popen([sys.executable, "-c", code], cwd=ROOT, env=desk.environment, stdout=subprocess.PIPE, encoding="utf-8") for _ in range(processes)
    ]
    until(lambda: len(list(desk.data.glob("waiting-*"))) == processes)
    ready.touch()
    taken = [json.loads(process.communicate(timeout=60)[0]) for process in running]
    assert sorted(pk for each in taken for pk in each) == known
    assert sum(bool(each) for each in taken) > 1, "several had a turn"
