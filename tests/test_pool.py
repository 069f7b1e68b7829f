"""A worker that hangs, dies or runs out of memory costs one call, and says which item it was at."""

from __future__ import annotations

import os
import signal
import sys
import threading
import time
from collections.abc import Callable, Iterator

import pytest

from tasks.pool import PoolClosed, WorkerFailed, WorkerLost, WorkerPool

Report = Callable[[int], None]
PATIENCE = 30.0


def add(left: int, right: int, report: Report) -> int:
    return left + right


def die_at(item: int, report: Report) -> None:
    report(item)
    os.kill(os.getpid(), signal.SIGKILL)


def hang_at(item: int, report: Report) -> None:
    report(item)
    time.sleep(3600)


def fail(report: Report) -> None:
    raise ValueError("no good")


def take_memory(size: int, report: Report) -> int:
    report(4)
    return len(bytearray(size))


@pytest.fixture
def pool() -> Iterator[WorkerPool]:
    with WorkerPool(1, memory_bytes=2**31) as pool:
        yield pool


def test_a_call_returns_its_result(pool):
    assert pool.call(add, 2, 3, item_timeout=PATIENCE) == 5


def test_a_death_is_told_with_its_item_and_the_pool_goes_on(pool):
    with pytest.raises(WorkerLost) as caught:
        pool.call(die_at, 7, item_timeout=PATIENCE)
    assert (caught.value.item, caught.value.code) == (7, "worker_died")
    assert pool.call(add, 1, 1, item_timeout=PATIENCE) == 2


def test_a_hang_ends_at_its_timeout(pool):
    pool.call(add, 1, 1, item_timeout=PATIENCE)
    with pytest.raises(WorkerLost) as caught:
        pool.call(hang_at, 3, item_timeout=0.2)
    assert (caught.value.item, caught.value.code) == (3, "timeout")


def test_an_exception_is_told_and_the_worker_lives(pool):
    with pytest.raises(WorkerFailed, match="ValueError: no good"):
        pool.call(fail, item_timeout=PATIENCE)


@pytest.mark.skipif(sys.platform != "linux", reason="address space is bounded on Linux only")
def test_memory_is_bounded(pool):
    with pytest.raises(WorkerLost) as caught:
        pool.call(take_memory, 2**32, item_timeout=PATIENCE)
    assert (caught.value.item, caught.value.code) == (4, "out_of_memory")
    assert pool.call(add, 1, 1, item_timeout=PATIENCE) == 2


def test_closing_the_pool_is_not_taken_for_a_death():
    pool = WorkerPool(1, memory_bytes=0)
    caught: list[BaseException] = []

    def call() -> None:
        try:
            pool.call(hang_at, 0, item_timeout=PATIENCE)
        except BaseException as error:
            caught.append(error)

    thread = threading.Thread(target=call)
    thread.start()
    time.sleep(0.5)
    pool.close()
    thread.join(PATIENCE)
    assert isinstance(caught[0], PoolClosed)
