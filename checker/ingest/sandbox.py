"""Reading files in another process, which is killed when one of them hangs, crashes or grows.

The process is plain `python -m checker.ingest.worker` with pipes, not one of `multiprocessing`: that
one imports the caller's main module again (on Windows and macOS always), which breaks a script
without a `__main__` guard; and a fork would copy threads and spaCy. It imports no spaCy and stays
for many files.
"""

from __future__ import annotations

import os
import pickle
import subprocess
import sys
import threading
import time
from collections.abc import Generator, Iterator
from contextlib import suppress
from dataclasses import dataclass
from types import TracebackType
from typing import BinaryIO, Self, cast

from checker.ingest.converter import Unconverted
from checker.ingest.document import Document
from checker.ingest.errors import ReadError
from checker.ingest.frames import At, End, MoreTime, Request, receive, send, send_bytes
from checker.ingest.recognition import AT_ONCE, Heard, Recognition

Result = Document | ReadError | Unconverted

_LOOK = 0.05  # seconds between two looks at the clock


@dataclass(frozen=True, slots=True)
class Limits:
    """What reading one file may take."""

    seconds: float = 8.0  # for what asks for no more
    longest: float = 600.0  # seconds, whatever it asks for: OCR of many pages
    memory: int = 900_000_000  # bytes of data; the program and its libraries come on top
    kills: int = 5  # in one archive; the members after that are not tried


class Sandbox:
    """One process to read files in, started when there is something to read and replaced when need be.

    Not for several threads at once. `worker` is the module that the process runs.
    """

    def __init__(self, limits: Limits | None = None, *, worker: str = "checker.ingest.worker") -> None:
        self.limits = limits or Limits()
        self._worker = worker
        self._process: subprocess.Popen[bytes] | None = None

    def __enter__(self) -> Self:
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None) -> None:
        self.close()

    def start(self) -> None:
        """Starts the process, so that the first `read` does not wait for it."""
        self._running()

    def close(self) -> None:
        """Ends the process. The next `read` starts another."""
        if self._process is None:
            return
        process, self._process = self._process, None
        process.kill()
        process.wait()
        for stream in (process.stdin, process.stdout):
            with suppress(OSError):  # what was still to be written has nobody to read it
                cast(BinaryIO, stream).close()

    def read(self, data: bytes, source: str, recognition: Recognition = AT_ONCE) -> Iterator[Result]:
        """What `data` holds: one result, or one for each member of an archive, as they come.

        A result is a `Document`, a file for the converter, or a `ReadError`, among them `too_slow`,
        `too_much_memory` and `crashed`. One file is read at a time: the iterator is to be used up or closed
        before the next. What `recognition.heard` raises is raised.
        """
        results = kills = 0
        while True:
            at: str | None = None  # what is being read: announced, and without a result yet
            last = ""
            try:
                for answer in self._ask(data, Request(source, results, recognition.now), recognition.heard):
                    if isinstance(answer, At):
                        at = last = answer.source
                    else:
                        at = None
                        results += 1
                        yield answer
                return
            except _Stopped as stopped:
                if results and at is None and last == source:
                    return  # stopped after its one result
                yield ReadError(at or source, stopped.code, place=stopped.place, limit=stopped.limit)
                if at in (None, source):
                    return
            results += 1
            kills += 1
            if kills == self.limits.kills:
                yield ReadError(source, "given_up", limit=str(kills))
                return

    def _ask(self, data: bytes, request: Request, heard: Heard) -> Generator[At | Result, None, None]:
        process = self._running()
        asked, answers = cast(BinaryIO, process.stdin), cast(BinaryIO, process.stdout)
        guard = _Guard(process, self.limits)
        finished = False
        try:
            guard.start()
            send(asked, request)
            send_bytes(asked, data)
            while True:
                answer = receive(answers)
                if isinstance(answer, End):
                    finished = not answer.tired
                    return
                if isinstance(answer, MoreTime):
                    guard.grant(answer.seconds)
                    if answer.total:
                        heard(answer.done, answer.total)
                    continue
                guard.pause()  # what is done with a result is not the reader's time
                yield answer
                guard.restart()
        except (EOFError, OSError, pickle.UnpicklingError) as error:
            guard.stop()
            self.close()
            raise guard.verdict(process, error) from None
        finally:
            guard.stop()
            if not finished:
                self.close()

    def _running(self) -> subprocess.Popen[bytes]:
        if self._process is None or self._process.poll() is not None:
            self.close()
            self._process = _start(self._worker, self.limits)
        return self._process


class _Stopped(Exception):
    """Reading ended without a result."""

    def __init__(self, code: str, *, place: str = "", limit: str = "") -> None:
        super().__init__(code)
        self.code, self.place, self.limit = code, place, limit


class _Guard(threading.Thread):
    """Kills a process that takes too long over a file, or too much memory where the system does not see to that."""

    def __init__(self, process: subprocess.Popen[bytes], limits: Limits) -> None:
        super().__init__(daemon=True)
        self._process, self._limits = process, limits
        self._ended = threading.Event()
        self._stopped: _Stopped | None = None
        self.restart()

    def run(self) -> None:
        while not self._ended.wait(_LOOK):
            if time.monotonic() > self._deadline:
                self._stopped = _Stopped("too_slow", limit=f"{self._granted:.0f}")
            elif sys.platform != "linux" and _memory(self._process.pid) > self._limits.memory:
                self._stopped = _Stopped("too_much_memory", limit=f"{self._limits.memory / 1e6:.0f} MB")
            if self._stopped:
                self._process.kill()
                return

    def restart(self) -> None:
        """The clock of another file."""
        self._began = time.monotonic()
        self._granted = self._limits.seconds
        self._deadline = self._began + self._granted

    def grant(self, seconds: float) -> None:
        """So many seconds from now, up to the limit for one file."""
        now = time.monotonic()
        self._deadline = max(self._deadline, min(now + seconds, self._began + self._limits.longest))
        self._granted = self._deadline - self._began

    def pause(self) -> None:
        self._deadline = float("inf")

    def stop(self) -> None:
        self._ended.set()
        if self.is_alive():
            self.join()

    def verdict(self, process: subprocess.Popen[bytes], error: Exception) -> _Stopped:
        """Why there is no answer."""
        if self._stopped:
            return self._stopped
        return _Stopped("crashed", place=type(error).__name__ if isinstance(error, pickle.UnpicklingError) else f"{process.returncode}")


def _start(worker: str, limits: Limits) -> subprocess.Popen[bytes]:
    # The same modules as here and no others: -P keeps what lies in the folder at hand from being imported.
    path = os.pathsep.join(os.path.abspath(entry) for entry in sys.path)
    flags = 0
    if sys.platform == "win32":
        flags = subprocess.CREATE_NO_WINDOW
    return subprocess.Popen(
        [sys.executable, "-P", "-m", worker, str(limits.memory), str(limits.longest + limits.seconds)],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=None if os.environ.get("FAZHI_DEBUG") == "1" else subprocess.DEVNULL,
        env={**os.environ, "PYTHONPATH": path},
        creationflags=flags,
    )


def _memory(pid: int) -> int:
    """Bytes in use by a process: Windows and macOS have no limit that it could be given."""
    import psutil

    try:
        return int(psutil.Process(pid).memory_info().rss)
    except psutil.Error:
        return 0
