"""Runs a command and prints what it took: `python -S timed.py COMMAND…` prints wall and processor seconds, peak memory and exit status as JSON.

A small process of its own, since the system counts what a child had in common with its parent as the child's.
"""

import json
import os
import subprocess
import sys
from time import perf_counter


def main(command: list[str]) -> None:
    start = perf_counter()
    process = subprocess.Popen(command, stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE)
    said = process.stderr.read() if process.stderr is not None else b""
    if hasattr(os, "wait4"):
        _, status, usage = os.wait4(process.pid, 0)
        code = os.waitstatus_to_exitcode(status)
        scale = 1e6 if sys.platform == "darwin" else 1e3
        facts = {"cpu": usage.ru_utime + usage.ru_stime, "mb": usage.ru_maxrss / scale}
    else:
        code, facts = process.wait(), {"cpu": None, "mb": None}
    print(json.dumps({"wall": perf_counter() - start, "code": code, "said": said.decode("utf-8", "replace")[-300:], **facts}))


if __name__ == "__main__":
    main(sys.argv[1:])
