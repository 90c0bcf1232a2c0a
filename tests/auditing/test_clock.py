"""The clock ends a process that hangs where the interpreter has no turn, and no other."""

from __future__ import annotations

import subprocess
import sys

HANGS = "import re; re.match(r'(a+)+b', 'a' * 60)"


def ended(work: str) -> int:
    return subprocess.run([sys.executable, "-c", f"from checker.auditing import clock\n{work}"], timeout=30, check=False).returncode


def test_work_that_hangs_is_ended() -> None:
    assert ended(f"clock.end_after(0.3); {HANGS}") != 0


def test_work_that_comes_back_goes_on() -> None:
    assert ended("import time; clock.end_after(0.2); clock.end_after(0.5); time.sleep(0.3); clock.stop(); time.sleep(0.5)") == 0
