"""A pool of worker processes that survives what a source does to one of them.

`concurrent.futures.ProcessPoolExecutor` can neither stop one task nor say which one killed a worker;
here each request has a worker to itself, so both are exact.
"""

from __future__ import annotations

import os
import queue
import socket
import subprocess
import sys
from collections.abc import Callable
from multiprocessing.connection import Connection
from types import TracebackType
from typing import Any, Protocol


class WorkerFailed(Exception):
    """The function raised in the worker; the message is the last line of its traceback, a note the whole."""

    def __init__(self, trace: str) -> None:
        super().__init__(trace.strip().rpartition("\n")[2])
        self.add_note(trace)


class WorkerLost(Exception):
    """The worker is gone while it was at `item`.

    Attributes:
        item: the last item that it reported, -1 before the first.
        code: "timeout" (killed by us), "out_of_memory" (beyond its limit) or "worker_died" (killed or crashed).
    """

    def __init__(self, item: int, code: str) -> None:
        super().__init__(f"{code} at item {item}")
        self.item, self.code = item, code


class PoolClosed(Exception):
    """The pool was closed while a call was under way."""


class Pool(Protocol):
    """Where batches are worked on: processes here (`WorkerPool`) or on a cluster (`tasks.dask_pool`)."""

    @property
    def width(self) -> int:
        """How many calls keep it busy; may change as machines come and go."""

    def call(self, function: Callable[..., Any], *arguments: Any, item_timeout: float) -> Any:
        """As `WorkerPool.call`."""


class _Worker:
    """One process and the socket to it."""

    def __init__(self, memory_bytes: int) -> None:
        ours, theirs = socket.socketpair()
        command = [sys.executable, "-m", "tasks.worker", str(theirs.fileno()), str(memory_bytes)]
        environment = os.environ | {"PYTHONPATH": os.pathsep.join(filter(None, sys.path))}  # what we can import, it can
        self._process = subprocess.Popen(command, pass_fds=[theirs.fileno()], stdin=subprocess.DEVNULL, env=environment)
        theirs.close()
        self._connection = Connection(ours.detach())

    def call(self, function: Callable[..., Any], arguments: tuple[Any, ...], item_timeout: float) -> Any:
        item = -1
        try:
            self._connection.send((function, arguments))
            while True:
                if not self._connection.poll(item_timeout):
                    raise WorkerLost(item, "timeout")
                kind, value = self._connection.recv()
                if kind == "at":
                    item = value
                elif kind == "done":
                    return value
                elif kind == "lost":
                    raise WorkerLost(item, value)
                else:
                    raise WorkerFailed(value)
        except (EOFError, OSError) as error:
            raise WorkerLost(item, "worker_died") from error

    def kill(self) -> None:
        """End the process; whoever waits for its answer sees the end of the connection."""
        self._process.kill()
        self._process.wait()

    def stop(self) -> None:
        """End the process and close the connection; only for the thread that has the worker to itself."""
        self.kill()
        self._connection.close()


class WorkerPool:
    """At most `workers` processes, started when first needed; safe to call from as many threads."""

    def __init__(self, workers: int, memory_bytes: int) -> None:
        self._workers, self._memory_bytes = workers, memory_bytes
        self._idle: queue.LifoQueue[_Worker | None] = queue.LifoQueue()
        self._started: set[_Worker] = set()
        self._closed = False
        for _ in range(workers):
            self._idle.put(None)

    @property
    def width(self) -> int:
        """How many calls run at a time."""
        return self._workers

    def call(self, function: Callable[..., Any], *arguments: Any, item_timeout: float) -> Any:
        """Run ``function(*arguments, report)`` in a worker and return its result.

        Args:
            item_timeout: seconds that may pass between two reports.

        Raises:
            WorkerFailed: the function raised.
            WorkerLost: the worker hung or died; the pool replaces it.
            PoolClosed: the pool was closed meanwhile; nothing is known of the item.
        """
        worker = self._idle.get()
        try:
            worker = worker or self._start()
            return worker.call(function, arguments, item_timeout)
        except WorkerFailed:
            raise
        except BaseException as error:
            if worker is not None:
                self._discard(worker)
                worker = None
            if self._closed:
                raise PoolClosed("the pool was closed") from error
            raise
        finally:
            self._idle.put(worker)

    def close(self) -> None:
        """Kill every worker, busy or not."""
        self._closed = True
        for worker in list(self._started):
            worker.kill()

    def _start(self) -> _Worker:
        if self._closed:
            raise PoolClosed("the pool was closed")
        worker = _Worker(self._memory_bytes)
        self._started.add(worker)
        return worker

    def _discard(self, worker: _Worker) -> None:
        self._started.discard(worker)
        worker.stop()

    def __enter__(self) -> WorkerPool:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, value: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()
