"""Files to a journal, in parallel, through the standard executor interface; no file can stop the run.

Work goes out in small batches. Where a batch does not come back (a worker died, or the batch took
longer than its limit and its worker was killed), nobody can tell which file did it: all files that
were under way are then checked one at a time, and the one that fails again is an error in the journal.
"""

from __future__ import annotations

import time
from collections import deque
from collections.abc import Callable, Iterable, Sequence
from concurrent.futures import FIRST_COMPLETED, CancelledError, Executor, Future, wait
from concurrent.futures.process import BrokenProcessPool
from dataclasses import dataclass, field

from checker.auditing.journal import Entry, Journal, as_line, key_of
from checker.auditing.plan import Submission
from checker.auditing.pools import Pool, PoolError
from checker.auditing.worker import Settings, examine
from checker.privacy import mask

BATCH = 24  # files: as many as the converter takes at a start
PER_FILE = 60.0  # seconds; a scan of many pages takes the longest, and a batch has many that take none
STARTING = 180.0  # seconds for a process to answer at all
_TICK = 0.5
LOST = {
    "zh": "检查时进程退出、卡住或内存不足，已跳过；请单独用 fazhi check 检查这个文件",
    "en": "the process ended, hung or ran out of memory on this file; check it alone with fazhi check",
}
_NO_WORKERS = "工作进程起不来或者都已退出，检查中止；已完成的结果都在，排除原因后再运行即可接着检查"

Files = tuple[Submission, ...]
Examine = Callable[[Settings, Sequence[Submission]], list[Entry]]


def run(
    files: Iterable[Submission],
    settings: Settings,
    journal: Journal,
    pool: Pool,
    *,
    done: Callable[[Entry], None] = lambda entry: None,
    examine: Examine = examine,
    batch: int = BATCH,
    per_file: float = PER_FILE,
) -> None:
    """Checks the files and keeps what comes of each in the journal; `done` is told of each.

    `per_file` is the time limit of a file in seconds. Raises `OSError` where the journal cannot be written
    and `PoolError` where there are no workers, and lets `KeyboardInterrupt` through after what was under
    way has been let go.
    """
    _Run(settings, journal, pool, done, examine, per_file).all(files, batch)


@dataclass(slots=True)
class _Run:
    settings: Settings
    journal: Journal
    pool: Pool
    done: Callable[[Entry], None]
    examine: Examine
    per_file: float
    executor: Executor | None = None
    under_way: dict[Future[list[Entry]], tuple[Files, float]] = field(default_factory=dict)  # with when it was handed out

    def all(self, files: Iterable[Submission], size: int) -> None:
        # Files of a kind together: those that need the converter share a start of it.
        listed = sorted(files, key=lambda file: (file.path.suffix.lower(), file))
        size = max(1, min(size, len(listed) // (2 * self.pool.workers)))  # so that a short run keeps all workers busy
        batches = deque(tuple(listed[i : i + size]) for i in range(0, len(listed), size))
        suspects: deque[Submission] = deque()
        self.executor = self.pool.open()
        try:
            while batches or suspects or self.under_way:
                while batches and not suspects and len(self.under_way) <= self.pool.workers:
                    suspects.extend(self._hand_out(batches.popleft()))
                if suspects and not self.under_way:
                    suspect = suspects.popleft()
                    self._hand_out((suspect,))
                    if self._collect():
                        self._probe()
                        self._keep(self._failed(suspect))
                    continue
                suspects.extend(self._collect())
        finally:
            self._stop()

    def _hand_out(self, files: Files) -> list[Submission]:
        """Gives a batch to the pool; returns the files that were lost with a pool found broken."""
        assert self.executor is not None
        lost: list[Submission] = []
        try:
            future = self.executor.submit(self.examine, self.settings, files)
        except BrokenProcessPool:
            lost = self._replace()
            future = self.executor.submit(self.examine, self.settings, files)
        self.under_way[future] = (files, time.monotonic())
        return lost

    def _collect(self) -> list[Submission]:
        """Waits until something comes back, and keeps it; returns the files that did not come back as they should."""
        finished: set[Future[list[Entry]]] = set()
        while not finished:
            finished, _ = wait(self.under_way, timeout=_TICK, return_when=FIRST_COMPLETED)
            if not finished and any(self._is_late(*batch) for batch in self.under_way.values()):
                return self._replace()
        lost: list[Submission] = []
        for future in finished:
            files, _ = self.under_way.pop(future)
            try:
                entries = future.result()
            except (BrokenProcessPool, CancelledError):
                return lost + list(files) + self._replace()
            except Exception:  # a cluster says so of the one batch that killed its workers
                lost += files
            else:
                for entry in entries:
                    self._keep(entry)
        return lost

    def _is_late(self, files: Files, since: float) -> bool:
        # A batch may wait for the one before it, which has as much time.
        return time.monotonic() - since > 2 * self.per_file * len(files)

    def _probe(self) -> None:
        """Whether it was the file: a worker must be able to do nothing at all. Raises `PoolError`."""
        assert self.executor is not None
        try:
            self.executor.submit(self.examine, self.settings, ()).result(timeout=STARTING)
        except Exception as error:  # broken, cancelled, too late, or whatever a cluster raises
            raise PoolError(f"{_NO_WORKERS}（{type(error).__name__}）") from None

    def _failed(self, file: Submission) -> Entry:
        name = mask(file.name)
        error = {"source": name, "code": "lost", "message": LOST[self.settings.lang]}
        return Entry(key_of(file.name, file.sha256, self.settings.fingerprint()), name, errors=(as_line(error),))

    def _keep(self, entry: Entry) -> None:
        self.journal.add(entry)
        self.done(entry)

    def _replace(self) -> list[Submission]:
        """Ends the pool's processes and starts others; returns the files that were under way."""
        lost = [file for files, _ in self.under_way.values() for file in files]
        self._stop()
        self.executor = self.pool.open()
        return lost

    def _stop(self) -> None:
        for future in self.under_way:
            future.cancel()
        self.under_way.clear()
        if self.executor is not None:
            processes = list((getattr(self.executor, "_processes", None) or {}).values())
            self.executor.shutdown(wait=False)
            for process in processes:  # those of a pool of this machine; a cluster keeps its own
                process.kill()
