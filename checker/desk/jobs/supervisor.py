"""Keeps so many workers running: one that died, whatever it died of, gives its job back and is replaced."""

from __future__ import annotations

import logging
import threading
import time
import uuid
from dataclasses import dataclass, field
from multiprocessing import connection, get_context
from multiprocessing.context import SpawnProcess

from django.db import Error as DatabaseError
from django.db import connection as database

from checker.auditing.pools import MEMORY
from checker.desk.jobs import queue
from checker.desk.jobs.worker import work

log = logging.getLogger("checker.desk.jobs")

_LOOK = 1.0  # seconds between two looks at the workers, where none of them ends
_SHORT = 5.0  # seconds; a worker that lived no longer is replaced with some delay
_PATIENCE = 5.0  # seconds for workers to end


@dataclass(slots=True)
class _Worker:
    owner: str
    process: SpawnProcess
    began: float


@dataclass(slots=True)
class Supervisor:
    """`count` workers, each of so many bytes of memory, from `start` to `stop`. The first takes no long jobs, where there are several."""

    count: int
    memory: int = MEMORY
    _workers: dict[int, _Worker] = field(default_factory=dict, init=False)
    _ended: threading.Event = field(default_factory=threading.Event, init=False)
    _thread: threading.Thread | None = field(default=None, init=False)

    def start(self) -> None:
        """Gives back what an earlier run left under way, and starts the workers."""
        queue.release_all()
        for place in range(self.count):
            self._workers[place] = self._new(place)
        self._thread = threading.Thread(target=self._watch, daemon=True)
        self._thread.start()

    def stop(self) -> None:
        """Ends the workers; what they had goes back into the queue, to be done when the desk runs again."""
        self._ended.set()
        if self._thread is not None:
            self._thread.join()
        for worker in self._workers.values():
            worker.process.terminate()
        until = time.monotonic() + _PATIENCE
        for worker in self._workers.values():
            worker.process.join(max(0.0, until - time.monotonic()))
            if worker.process.is_alive():
                worker.process.kill()
                worker.process.join()
            _give_back(worker, at_fault=False)

    def pids(self) -> list[int]:
        """The processes of the workers."""
        return [worker.process.pid for worker in self._workers.values() if worker.process.pid is not None]

    def _new(self, place: int) -> _Worker:
        owner = f"{place + 1}.{uuid.uuid4().hex}"
        process = get_context("spawn").Process(target=work, args=(owner, place > 0 or self.count == 1, self.memory), daemon=True)
        process.start()
        return _Worker(owner, process, time.monotonic())

    def _watch(self) -> None:
        try:
            while not self._ended.is_set():
                connection.wait([worker.process.sentinel for worker in self._workers.values()], timeout=_LOOK)
                for place, worker in list(self._workers.items()):
                    if not worker.process.is_alive() and not self._ended.is_set():
                        self._replace(place, worker)
        finally:
            database.close()  # that of this thread

    def _replace(self, place: int, worker: _Worker) -> None:
        if worker.process.exitcode:
            log.error("worker %s ended with %s", worker.owner, worker.process.exitcode)
        _give_back(worker, at_fault=True)
        if time.monotonic() - worker.began < _SHORT:
            self._ended.wait(_SHORT)
        if not self._ended.is_set():
            self._workers[place] = self._new(place)


def _give_back(worker: _Worker, *, at_fault: bool) -> None:
    try:
        queue.release(worker.owner, at_fault=at_fault)
    except DatabaseError:  # the job is taken again all the same, when nothing was heard of its owner for long enough
        log.exception("the job of worker %s is not given back", worker.owner)
        database.close()
