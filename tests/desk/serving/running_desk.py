"""A desk that really runs: the process of `fazhi serve`, and a browser of a few lines."""

from __future__ import annotations

import json
import os
import re
import signal
import subprocess
import sys
import threading
import time
import urllib.request
import uuid
from dataclasses import dataclass, field
from http.cookiejar import CookieJar
from pathlib import Path
from typing import Any
from urllib.parse import urlencode, urljoin

import psutil

ROOT = Path(__file__).parents[3]
PASSWORD = "竹溪-mending-2025"
_PATIENCE = 90.0  # seconds; a machine under load takes some for a start

# A unit, its season and its drafter; run in a process that is set up for the desk.
SEED = f"""
from datetime import date
from checker.desk.starting import bring_up_to_date
bring_up_to_date()
from checker.desk.accounts.models import Role, User
from checker.desk.reports.models import Submission
from checker.desk.units.models import Season, Unit
unit = Unit.objects.create(name="青砚镇人民政府", level="township")
season = Season.objects.create(year=2025, deadline=date(2099, 1, 31))
submission = Submission.objects.create(season=season, unit=unit)
User.objects.create_user("drafter", password={PASSWORD!r}, role=Role.DRAFTER, unit=unit, must_change_password=False)
answer = submission.pk
"""
# What has become of every upload.
FACTS = """
from checker.desk.jobs.models import Job
from checker.desk.reports import storage
from checker.desk.reports.models import Version
from checker.desk.trail.models import Entry
import hashlib
versions = list(Version.objects.order_by("id"))
answer = {
    "checked": [v.checked for v in versions],
    "whole": [hashlib.sha256(storage.open_stored(v).read()).hexdigest() == v.sha256 for v in versions],
    "logged": sorted(Entry.objects.filter(action="checked").values_list("version_id", flat=True)) == [v.pk for v in versions],
    "jobs": sorted(set(Job.objects.values_list("state", flat=True))),
    "attempts": max(Job.objects.values_list("attempts", flat=True), default=0),
}
"""


def until(true: Any, patience: float = _PATIENCE) -> None:
    """Waits for something to be true."""
    end = time.monotonic() + patience
    while not true():
        assert time.monotonic() < end, "waited too long"
        time.sleep(0.1)


@dataclass
class Desk:
    """A desk in a folder, on a database (empty: its own SQLite)."""

    data: Path
    database_url: str = ""
    process: subprocess.Popen[str] | None = None
    url: str = ""
    said: list[str] = field(default_factory=list)

    @property
    def environment(self) -> dict[str, str]:
        """The environment of its processes."""
        plain = {name: value for name, value in os.environ.items() if not name.startswith(("FAZHI_", "DJANGO_"))}
        return {**plain, "FAZHI_DESK_DATABASE_URL": self.database_url, "PYTHONIOENCODING": "utf-8"}

    def command(self, *arguments: str) -> subprocess.CompletedProcess[str]:
        """What `fazhi …` says."""
        whole = [sys.executable, "-m", "checker", *arguments]
        return subprocess.run(whole, cwd=ROOT, env=self.environment, capture_output=True, encoding="utf-8", timeout=_PATIENCE)

    def inside(self, code: str) -> Any:
        """Runs code in a process that is set up for the desk; returns its `answer`."""
        before = f"""
import json, sys
from pathlib import Path
from checker.desk.configuration import Configuration
from checker.desk.starting import get_ready
get_ready(Configuration(data=Path({str(self.data)!r}), database_url={self.database_url!r}))
"""
        whole = [sys.executable, "-c", f"{before}{code}\nprint(json.dumps(answer))"]
        done = subprocess.run(whole, cwd=ROOT, env=self.environment, capture_output=True, encoding="utf-8", timeout=_PATIENCE)
        assert done.returncode == 0, done.stderr
        return json.loads(done.stdout)

    def start(self) -> None:
        """Starts the server, and waits until it says where it is found."""
        whole = [sys.executable, "-m", "checker", "serve", "--data", str(self.data), "--port", "0", "--workers", "2"]
        errors = (self.data.parent / "stderr.txt").open("a", encoding="utf-8")
        self.process = subprocess.Popen(whole, cwd=ROOT, env=self.environment, stdout=subprocess.PIPE, stderr=errors, encoding="utf-8")
        watch = threading.Timer(_PATIENCE, self.process.kill)
        watch.start()
        self.said = []
        assert self.process.stdout is not None
        while line := self.process.stdout.readline():
            self.said.append(line)
            if "Ctrl+C" in line:
                break
        watch.cancel()
        assert self.said, (self.data.parent / "stderr.txt").read_text("utf-8")
        [self.url] = re.findall(r"http://127\.0\.0\.1:\d+/", self.said[0])

    def children(self) -> list[psutil.Process]:
        """The processes that the server has started."""
        assert self.process is not None
        return psutil.Process(self.process.pid).children(recursive=True)

    def workers(self) -> list[psutil.Process]:
        """Those among them that take jobs."""
        assert self.process is not None
        return [child for child in psutil.Process(self.process.pid).children() if "spawn_main" in " ".join(child.cmdline())]

    def kill(self) -> None:
        """Ends the server as a power cut does; what it has started sees to its own end."""
        assert self.process is not None
        children = self.children()
        self.process.kill()
        self.process.wait()
        self.process = None
        _, alive = psutil.wait_procs(children, timeout=20)
        assert not alive

    def stop(self) -> int:
        """Asks the server to end, as a system that shuts down; returns its exit status."""
        assert self.process is not None
        children = self.children()
        self.process.send_signal(signal.SIGTERM)
        status = self.process.wait(_PATIENCE)
        self.process = None
        _, alive = psutil.wait_procs(children, timeout=10)
        assert not alive
        return status

    def files(self) -> list[str]:
        """All that lies where uploads are kept or under way, unnamed files of running processes aside."""
        return sorted(path.relative_to(self.data).as_posix() for place in ("files", "temporary") for path in (self.data / place).rglob("*") if path.is_file())


class Browser:
    """A user of a running desk."""

    def __init__(self, url: str) -> None:
        self.url = url
        self._opener = urllib.request.build_opener(urllib.request.HTTPCookieProcessor(CookieJar()), urllib.request.ProxyHandler({}))

    def get(self, address: str) -> str:
        """A page."""
        with self._opener.open(urljoin(self.url, address), timeout=60) as response:
            self.at = response.geturl()
            return str(response.read().decode("utf-8"))

    def post(self, address: str, data: bytes, type: str) -> str:
        """The page that an action leads to."""
        request = urllib.request.Request(urljoin(self.url, address), data, {"Content-Type": type, "Referer": self.url})
        with self._opener.open(request, timeout=60) as response:
            self.at = response.geturl()
            return str(response.read().decode("utf-8"))

    def token(self, page: str) -> str:
        """The token of a page's forms."""
        return re.findall(r'name="csrfmiddlewaretoken" value="(\w+)"', page)[0]

    def sign_in(self, name: str, password: str = PASSWORD) -> None:
        """Signs in."""
        fields = {"csrfmiddlewaretoken": self.token(self.get("accounts/login/")), "username": name, "password": password}
        self.post("accounts/login/", urlencode(fields).encode(), "application/x-www-form-urlencoded")
        assert "login" not in self.at

    def form(self, submission: int) -> tuple[bytes, bytes, str]:
        """What stands before and after the file in an upload, and the type of it all."""
        boundary = uuid.uuid4().hex
        token = self.token(self.get(f"reports/{submission}/"))
        before = f'--{boundary}\r\nContent-Disposition: form-data; name="csrfmiddlewaretoken"\r\n\r\n{token}\r\n'
        before += f'--{boundary}\r\nContent-Disposition: form-data; name="file"; filename="报告.docx"\r\nContent-Type: application/octet-stream\r\n\r\n'
        return before.encode(), f"\r\n--{boundary}--\r\n".encode(), f"multipart/form-data; boundary={boundary}"

    def upload(self, submission: int, data: bytes) -> str:
        """Uploads a report; returns the address of its page."""
        before, after, type = self.form(submission)
        self.post(f"reports/{submission}/upload", before + data + after, type)
        assert "/versions/" in self.at, self.at
        return self.at

    def cookies(self) -> str:
        """The header that says who this is."""
        jar = next(handler.cookiejar for handler in self._opener.handlers if isinstance(handler, urllib.request.HTTPCookieProcessor))
        return "; ".join(f"{cookie.name}={cookie.value}" for cookie in jar)
