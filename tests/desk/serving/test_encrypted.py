"""`--https` never sends a browser round in circles, with a proxy that is believed and without one."""

from __future__ import annotations

import re
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from http.client import HTTPConnection, HTTPResponse
from pathlib import Path
from socket import create_server

import pytest
from running_desk import ROOT, Desk

pytestmark = pytest.mark.slow


@contextmanager
def served(folder: Path, *options: str) -> Iterator[int]:
    """A desk of its own, with such options; gives its port."""
    with create_server(("127.0.0.1", 0)) as free:
        port = int(free.getsockname()[1])
    whole = [sys.executable, "-m", "checker", "serve", "--data", str(folder), "--port", str(port), "--workers", "1", *options]
    with subprocess.Popen(whole, cwd=ROOT, env=Desk(folder).environment, stdout=subprocess.PIPE, encoding="utf-8") as process:
        assert process.stdout is not None
        try:
            assert any("Ctrl+C" in line for line in iter(process.stdout.readline, ""))
            yield port
        finally:
            process.terminate()


def asked(port: int, **headers: str) -> HTTPResponse:
    connection = HTTPConnection("127.0.0.1", port, timeout=60)
    connection.request("GET", "/accounts/login/", headers={"Host": "desk.example", **{name.replace("_", "-"): value for name, value in headers.items()}})
    return connection.getresponse()


def test_without_a_proxy_to_believe(tmp_path: Path) -> None:
    with served(tmp_path / "desk", "--https") as port:
        page = asked(port)
        assert page.status == 200 and re.search("csrftoken=.*Secure", page.headers["Set-Cookie"])
        assert asked(port, X_Forwarded_Proto="http").status == 200, "nobody is believed"


def test_with_a_proxy_to_believe(tmp_path: Path) -> None:
    with served(tmp_path / "desk", "--https", "--behind-proxy") as port:
        assert asked(port, X_Forwarded_Proto="https").status == 200
        sent = asked(port, X_Forwarded_Proto="http")
        assert (sent.status, sent.headers["Location"]) == (301, "https://desk.example/accounts/login/")
        assert asked(port).status == 502, "a proxy that does not tell is told so, instead of being asked for the same again"
