"""A desk that is really served, and browsers that are watched."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import pytest

ROOT = Path(__file__).parents[3]
TELL = "document.addEventListener('securitypolicyviolation', (e) => console.error(`policy: ${e.violatedDirective} ${e.blockedURI}`))"


@dataclass(frozen=True)
class Served:
    """Where a desk that runs is found, and the link that makes its administrator."""

    address: str
    first_run: str


@pytest.fixture
def served(tmp_path: Path) -> Iterator[Served]:
    """`fazhi serve` as an office starts it, on a port of its own and in an empty folder; ended as Ctrl+C ends it."""
    command = [sys.executable, "-m", "checker", "serve", "--port", "0", "--workers", "1", "--data", str(tmp_path / "data")]
    environment = {name: value for name, value in os.environ.items() if not name.startswith(("FAZHI_", "DJANGO_"))} | {"PYTHONUTF8": "1"}
    with (tmp_path / "said.txt").open("w+", encoding="utf-8") as errors:
        process = subprocess.Popen(command, cwd=ROOT, env=environment, stdout=subprocess.PIPE, stderr=errors, text=True, encoding="utf-8")
        try:
            assert process.stdout is not None
            said = ""
            while "Ctrl+C" not in said and (line := process.stdout.readline()):
                said += line
            links = re.findall(r"http://[\w.:/=-]+", said)
            assert len(links) == 2, said
            yield Served(links[0].rstrip("/"), links[1])
        finally:
            process.terminate()
            assert process.wait(30) == 0
        errors.seek(0)
        assert "Traceback" not in errors.read()


@pytest.fixture
def sit_down(served: Served, browser: Any) -> Iterator[Callable[..., Any]]:
    """Opens a browser of somebody's own; what any of them complains of, or asks of another host, fails the test."""
    contexts: list[Any] = []
    complaints: list[str] = []
    asked: set[str] = set()

    def opened(width: int = 1366, height: int = 768, **more: Any) -> Any:
        context = browser.new_context(viewport={"width": width, "height": height}, locale="zh-CN", base_url=served.address, accept_downloads=True, **more)
        contexts.append(context)
        context.add_init_script(TELL)
        context.on("request", lambda request: asked.add(urlsplit(request.url).netloc))
        tab = context.new_page()
        tab.on("console", lambda message: complaints.append(f"{tab.url} {message.text}") if message.type in ("error", "warning") else None)
        tab.on("pageerror", lambda error: complaints.append(f"{tab.url} {error}"))
        return tab

    yield opened
    for context in contexts:
        context.close()
    assert complaints == []
    assert asked == {urlsplit(served.address).netloc}
