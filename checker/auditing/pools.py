"""Where the work is done: processes of this machine, or a Dask cluster behind the same executor interface."""

from __future__ import annotations

import os
import signal
import sys
import threading
from concurrent.futures import Executor, ProcessPoolExecutor
from dataclasses import dataclass, field
from multiprocessing import connection, get_context, parent_process
from typing import Any, Protocol

MEMORY = 2_000_000_000  # bytes of data for one worker process; it takes some 150 MB


class PoolError(Exception):
    """Workers that cannot be had; the words are Chinese and name the way out."""


class Pool(Protocol):
    """Makes executors, one at a time: another where the one before is broken or was shut down."""

    @property
    def workers(self) -> int:
        """How many batches are worked on at a time."""
        ...

    def open(self) -> Executor:
        """A new executor."""
        ...

    def close(self) -> None:
        """Lets go of what executors share."""
        ...


def cores() -> int:
    """How many processors this process may use."""
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1


@dataclass(frozen=True, slots=True)
class LocalPool:
    """Processes that share nothing with this one, each held to so many bytes of memory where the system can."""

    workers: int
    memory: int = MEMORY

    def open(self) -> Executor:
        """A new pool of processes."""
        return ProcessPoolExecutor(self.workers, mp_context=get_context("spawn"), initializer=begin, initargs=(self.memory,))

    def close(self) -> None:
        """There is nothing to let go of."""


@dataclass(slots=True)
class ClusterPool:
    """The Dask cluster whose scheduler is at `address` (tcp://host:port). Files and rulebook have the same paths on all its machines.

    Making one raises `PoolError` where Dask is not installed, the scheduler does not answer, or it has no workers.
    """

    address: str
    patience: float = 10.0  # seconds for the scheduler to answer
    workers: int = field(init=False)
    _client: Any = field(init=False, repr=False)

    def __post_init__(self) -> None:
        try:
            from distributed import Client
        except ImportError:
            raise PoolError('--cluster 需要 Dask，请安装：pip install "fazhi-checker[cluster]"') from None
        try:
            self._client = Client(self.address, timeout=self.patience, set_as_default=False)  # type: ignore[no-untyped-call]
        except (OSError, ValueError, TimeoutError) as error:
            raise PoolError(f"--cluster {self.address}：没有应答，请核对调度器（dask scheduler）的地址（{type(error).__name__}）") from None
        self.workers = len(self._client.nthreads())
        if not self.workers:
            self._client.close()
            raise PoolError(f"--cluster {self.address}：没有工作进程，请先启动 dask worker {self.address} --nthreads 1")

    def open(self) -> Executor:
        """An executor on the cluster."""
        executor: Executor = self._client.get_executor(pure=False)
        return executor

    def close(self) -> None:
        """Leaves the cluster to itself."""
        self._client.close(timeout=5)


def begin(memory: int) -> None:
    """The beginning of a process that was started with `spawn`, held to so many bytes of memory: it goes when its parent goes."""
    import gc

    signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl-C is the parent's to answer
    threading.Thread(target=_go_with_parent, daemon=True).start()
    if sys.platform == "linux":
        import resource

        _, hard = resource.getrlimit(resource.RLIMIT_DATA)
        resource.setrlimit(resource.RLIMIT_DATA, (memory, hard))
    gc.set_threshold(50_000, 20, 20)  # a report makes many small values and hardly a cycle


def _go_with_parent() -> None:
    """Ends this process with its parent: one that was killed cannot see to that, and a pool's process would wait for ever."""
    parent = parent_process()
    if parent is not None:
        connection.wait([parent.sentinel])
        os._exit(1)
