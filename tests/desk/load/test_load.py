"""Ten users at once: nothing goes wrong, and everybody's report is checked."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import pytest

HERE = Path(__file__).parent
pytestmark = [pytest.mark.slow, pytest.mark.skipif(sys.platform == "win32", reason="the desk is ended as POSIX does")]


def test_ten_users_for_ten_seconds() -> None:
    command = [sys.executable, str(HERE), "--users", "10", "--units", "12", "--seconds", "10", "--json"]
    done = subprocess.run(command, cwd=HERE.parents[2], capture_output=True, encoding="utf-8", timeout=300)
    assert done.stdout, done.stderr
    figures = json.loads(done.stdout)
    assert figures["errors"] == [] and done.returncode == 0
    assert figures["pages"]["count"] > 20 and figures["self-check"]["count"] > 2  # as slow a machine as there may be
