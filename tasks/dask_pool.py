"""Calls on a Dask cluster, with the manners of `tasks.pool`: what hangs or dies is told with its item.

A Dask worker does not run a call itself. It hands it to a `WorkerPool` of its own, so that a source
that hangs, crashes or wants too much memory costs a process on that machine and is named exactly, as
it is with local processes. What is left for Dask is what only it can do: find a worker, and find
another one when a machine is gone.

Needs the package `distributed` (jianbao's extra `dask`), which is imported when a pool is opened.
"""

from __future__ import annotations

import secrets
import threading
from collections.abc import Callable
from concurrent.futures import CancelledError
from types import TracebackType
from typing import Any, NamedTuple, cast

from schemas.errors import ServiceError, SettingsError
from tasks.pool import WorkerFailed, WorkerLost, WorkerPool

CONNECT_SECONDS = 15.0
"""Longest wait for a scheduler's answer, and then for its first worker."""

AHEAD = 2
"""Calls handed out for each thread of the cluster: the one that runs, and the next, so that no worker waits for us."""


class Answer(NamedTuple):
    """What a Dask worker says of a call; exceptions of ours do not travel, their parts do.

    Attributes:
        kind: "done", "lost" or "failed".
        value: the result; the code of the loss; the traceback.
        item: where the process was lost.
    """

    kind: str
    value: Any
    item: int = -1


_LOCK = threading.Lock()
_POOLS: dict[int, WorkerPool] = {}
"""By memory limit, the pool of this Dask worker; it lives as long as the worker does."""


def _pool_here(memory_bytes: int) -> WorkerPool:
    """The pool of the Dask worker that this runs in, one process for each of its threads."""
    from distributed import get_worker

    with _LOCK:
        if memory_bytes not in _POOLS:
            _POOLS[memory_bytes] = WorkerPool(get_worker().state.nthreads, memory_bytes)
        return _POOLS[memory_bytes]


def answer_here(
    function: Callable[..., Any], arguments: tuple[Any, ...], item_timeout: float, memory_bytes: int
) -> Answer:
    """What a Dask worker executes: the call, in a process beside it."""
    try:
        return Answer("done", _pool_here(memory_bytes).call(function, *arguments, item_timeout=item_timeout))
    except WorkerLost as loss:
        return Answer("lost", loss.code, loss.item)
    except WorkerFailed as failure:
        return Answer("failed", failure.__notes__[0])


class DaskPool:
    """The workers of a running Dask cluster; safe to call from many threads.

    Args:
        address: of the scheduler, tcp://host:8786 or tls://host:8786. Certificates come from Dask's own
            settings (`distributed.comm.tls`).
        memory_bytes: address space of a process that works on a batch.

    Raises:
        SettingsError: `distributed` is not installed, nothing answers at the address, or there is no worker.
    """

    def __init__(self, address: str, memory_bytes: int) -> None:
        self._address, self._memory_bytes = address, memory_bytes
        self._client = _connected(address)

    @property
    def width(self) -> int:
        """How many calls keep all workers busy; at least 1.

        Raises:
            ServiceError: the scheduler is gone.
        """
        try:
            threads: dict[str, int] = self._client.nthreads()
        except OSError as error:
            raise self._gone(error) from error
        return max(1, AHEAD * sum(threads.values()))

    def call(self, function: Callable[..., Any], *arguments: Any, item_timeout: float) -> Any:
        """Run ``function(*arguments, report)`` on some worker and return its result.

        A call whose machine is lost runs on another, as often as the scheduler allows
        (`distributed.scheduler.allowed-failures`, 3).

        Args:
            item_timeout: seconds that may pass between two reports.

        Raises:
            WorkerFailed: the function raised.
            WorkerLost: its process hung or died, with the item; or all Dask workers that tried it died, item -1.
            ServiceError: the scheduler is gone.
        """
        from distributed import KilledWorker

        key = f"{function.__name__}-{secrets.token_hex(8)}"
        given = (function, arguments, item_timeout, self._memory_bytes)
        try:
            answer: Answer = self._client.submit(answer_here, *given, key=key, pure=False).result()
        except KilledWorker as error:
            raise WorkerLost(-1, "worker_died") from error
        except (CancelledError, OSError) as error:
            raise self._gone(error) from error
        if answer.kind == "lost":
            raise WorkerLost(answer.item, answer.value)
        if answer.kind == "failed":
            raise WorkerFailed(answer.value)
        return answer.value

    def _gone(self, error: BaseException) -> ServiceError:
        return ServiceError(
            f"The Dask scheduler at {self._address} is gone ({type(error).__name__}); start it and run the same "
            "again: what was committed stays."
        )

    def ask_all(self, function: Callable[..., Any], *arguments: Any) -> dict[str, Any]:
        """What a function answers on the scheduler, who opens each call as well, and on each worker that is there now.

        Returns:
            The answers by address.

        Raises:
            SettingsError: one of them can't import it, so that jianbao is not installed there.
        """
        try:
            scheduler = self._client.run_on_scheduler(function, *arguments)
            answers: dict[str, Any] = self._client.run(function, *arguments)
        except Exception as error:
            raise SettingsError(
                f"The Dask scheduler or a worker can't run jianbao ({' '.join(str(error).split())[:200]}); "
                "install it on each, the same version and packages."
            ) from error
        return {self._address: scheduler} | answers

    def close(self) -> None:
        """Leave the cluster; its workers stay."""
        self._client.close()

    def __enter__(self) -> DaskPool:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, value: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()


def _connected(address: str) -> Any:
    """A client of the scheduler (`distributed.Client`, which is not typed), when it has a worker."""
    try:
        from distributed import Client as Connected
    except ImportError as error:
        raise SettingsError(
            "The runner dask needs Dask: pip install --editable '.[dask]' in jianbao's folder, or pip install distributed."
        ) from error
    try:
        client: Any = cast(Any, Connected)(address, timeout=CONNECT_SECONDS, set_as_default=False)
    except (OSError, ValueError) as error:
        raise SettingsError(
            f"No Dask scheduler answers at {address} ({error}); start one (`dask scheduler`) or correct --dask-address."
        ) from error
    try:
        client.wait_for_workers(1, timeout=CONNECT_SECONDS)
    except OSError as error:
        client.close()
        raise SettingsError(
            f"The Dask scheduler at {address} has no worker; start some (`dask worker {address}`)."
        ) from error
    return client
