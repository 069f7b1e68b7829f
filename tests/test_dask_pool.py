"""Batches on a Dask cluster: the rows of a local run, whatever happens to a machine or to a source."""

from __future__ import annotations

import datetime
import os
import signal
import sys
import threading
import time
import types
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import pyarrow.parquet as pq
import pytest

from flows.pools import chosen_pool, with_runner
from schemas import SOURCE_TABLES
from schemas.errors import ServiceError, SettingsError, StoreError
from schemas.settings import RunSettings, Settings
from tasks import away
from tasks.away import AwayPool, away_pool, try_away
from tasks.batch import Batch, BatchResult, process_batch
from tasks.dask_pool import DaskPool
from tasks.discover import discover
from tasks.fingerprint import fingerprint
from tasks.plan import make_plan
from tasks.pool import WorkerFailed, WorkerLost
from warehouse.files import receive_file

distributed = pytest.importorskip("distributed", reason="the runner dask needs `pip install distributed`")

PATIENCE = 60.0
NO_LIMIT = 0
DEATHS = 1
"""Workers that a call may cost before the cluster gives it up."""

SAMPLES = Path(__file__).parents[1] / "samples" / "pages"

Report = Callable[[int], None]


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


def write_and_wait(started: Path, go_on: Path, report: Report) -> int:
    """Write down on which Dask worker this runs, and wait for a file."""
    with started.open("a") as file:
        file.write(f"{os.getppid()}\n")
    while not go_on.exists():
        report(0)
        time.sleep(0.02)
    return os.getppid()


def kill_machine(report: Report) -> None:
    os.kill(os.getppid(), signal.SIGKILL)
    time.sleep(3600)


@pytest.fixture(scope="module")
def cluster() -> Iterator[Any]:
    import dask

    with (
        dask.config.set({"distributed.scheduler.allowed-failures": DEATHS}),
        distributed.LocalCluster(n_workers=2, threads_per_worker=1, dashboard_address=None) as cluster,
    ):
        yield cluster


@pytest.fixture(scope="module")
def pool(cluster) -> Iterator[DaskPool]:
    with DaskPool(cluster.scheduler_address, NO_LIMIT) as pool:
        yield pool


def test_a_call_returns_its_result(pool):
    assert pool.call(add, 2, 3, item_timeout=PATIENCE) == 5


@pytest.mark.parametrize(
    ("function", "timeout", "told"),
    [(die_at, PATIENCE, (7, "worker_died")), (hang_at, 0.2, (7, "timeout"))],
    ids=["a crash", "a hang"],
)
def test_what_costs_a_process_is_told_with_its_item_and_the_cluster_goes_on(pool, function, timeout, told):
    pool.call(add, 1, 1, item_timeout=PATIENCE)
    with pytest.raises(WorkerLost) as caught:
        pool.call(function, 7, item_timeout=timeout)
    assert (caught.value.item, caught.value.code) == told
    assert pool.call(add, 1, 1, item_timeout=PATIENCE) == 2


def test_an_exception_is_told(pool):
    with pytest.raises(WorkerFailed, match="ValueError: no good"):
        pool.call(fail, item_timeout=PATIENCE)


def test_a_lost_machine_costs_only_what_it_was_at(pool, tmp_path):
    started, go_on, answers = tmp_path / "started", tmp_path / "go_on", []

    def call() -> None:
        answers.append(pool.call(write_and_wait, started, go_on, item_timeout=PATIENCE))

    thread = threading.Thread(target=call)
    thread.start()
    (first,) = _lines(started, 1)
    os.kill(first, signal.SIGKILL)
    second = _lines(started, 2)[1]
    go_on.touch()
    thread.join(PATIENCE)
    assert answers == [second]
    assert second != first


def _lines(path: Path, count: int) -> list[int]:
    """The numbers in a file once it has so many lines."""
    until = time.monotonic() + PATIENCE
    while not path.exists() or len(path.read_text().split()) < count:
        assert time.monotonic() < until, f"{path} never had {count} lines"
        time.sleep(0.02)
    return [int(line) for line in path.read_text().split()]


def test_a_call_that_kills_machine_after_machine_is_given_up(pool):
    with pytest.raises(WorkerLost) as caught:
        pool.call(kill_machine, item_timeout=PATIENCE)
    assert (caught.value.item, caught.value.code) == (-1, "worker_died")


@pytest.fixture
def batch(tmp_path) -> Batch:
    """A few pages of both scripts, and one that is damaged."""
    settings = Settings()
    plan = make_plan(list(discover([SAMPLES], settings.read)), {}, lambda source: fingerprint(source, settings))
    (tmp_path / "warehouse").mkdir()
    return Batch("run-00001", "run", tmp_path / "warehouse", datetime.datetime(2024, 4, 1), plan.items)


def rows_of(root: Path, result: BatchResult) -> dict[str, list[dict[str, Any]]]:
    return {file.table: pq.read_table(root / file.path).to_pylist() for file in result.files}


@pytest.mark.parametrize("sees_the_warehouse", [True, False])
def test_the_rows_are_those_of_a_local_run(pool, batch, tmp_path, sees_the_warehouse):
    settings = Settings(warehouse=batch.root)
    local = process_batch(replace(batch, root=tmp_path / "local"), settings, lambda _: None)
    mark = batch.root / "mark"
    if sees_the_warehouse:
        mark.touch()
    there = AwayPool(pool, batch.root, mark.name, away.likeness(settings))
    result = there.call(process_batch, batch, settings, item_timeout=PATIENCE)
    assert {file.table for file in result.files} == {table.name for table in SOURCE_TABLES}
    assert rows_of(batch.root, result) == rows_of(tmp_path / "local", local)


def test_the_mark_is_gone_after_the_run(pool, tmp_path):
    with away_pool(pool, Settings(warehouse=tmp_path)):
        assert any(tmp_path.iterdir())
    assert not any(tmp_path.iterdir())


def test_workers_with_other_code_are_refused(pool, tmp_path, monkeypatch):
    monkeypatch.setattr(away, "likeness", lambda settings: ("other code",))
    with (
        pytest.raises(SettingsError, match="another version of jianbao"),
        away_pool(pool, Settings(warehouse=tmp_path)),
    ):
        pass


def test_machines_without_jianbao_are_told(pool, monkeypatch):
    module = types.ModuleType("installed_here_alone")
    exec("def answer(): return 1", module.__dict__)
    monkeypatch.setitem(sys.modules, module.__name__, module)
    with pytest.raises(SettingsError, match="install it on each"):
        pool.ask_all(module.answer)


def test_a_scheduler_that_goes_away_is_told(monkeypatch, tmp_path):
    monkeypatch.setattr("tasks.dask_pool.CONNECT_SECONDS", 5)
    started, go_on, told = tmp_path / "started", tmp_path / "go_on", []

    def call(pool: DaskPool) -> None:
        with pytest.raises(ServiceError, match="what was committed stays") as caught:
            pool.call(write_and_wait, started, go_on, item_timeout=PATIENCE)
        told.append(caught.value)

    cluster = distributed.LocalCluster(n_workers=1, threads_per_worker=1, processes=False, dashboard_address=None)
    with cluster, DaskPool(cluster.scheduler_address, NO_LIMIT) as pool:
        thread = threading.Thread(target=call, args=(pool,))
        thread.start()
        _lines(started, 1)
        cluster.close()
        thread.join(PATIENCE)
        go_on.touch()
    assert len(told) == 1


class Frail:
    """A cluster whose workers die of one source."""

    width = 1

    def __init__(self, deadly: str) -> None:
        self.deadly = deadly

    def call(self, function: Callable[..., Any], batch: Batch, *rest: Any, item_timeout: float) -> None:
        if any(item.source.uri == self.deadly for item in batch.items):
            raise WorkerLost(-1, "worker_died")
        assert function is try_away


@pytest.mark.parametrize(("deadly", "told"), [(4, 4), (None, -1)], ids=["a source", "none alone"])
def test_the_source_that_kills_machines_is_found(batch, deadly, told):
    class All(Frail):
        def call(self, function: Callable[..., Any], batch: Batch, *rest: Any, item_timeout: float) -> None:
            if len(batch.items) > 1:
                raise WorkerLost(-1, "worker_died")
            super().call(function, batch, *rest, item_timeout=item_timeout)

    uri = batch.items[deadly].source.uri if deadly is not None else ""
    there: Any = AwayPool(All(uri), batch.root, "mark", ())  # type: ignore[arg-type]
    with pytest.raises(WorkerLost) as caught:
        there.call(process_batch, batch, Settings(), item_timeout=PATIENCE)
    assert caught.value.item == told


def test_a_file_that_was_damaged_on_its_way_is_refused(batch, tmp_path):
    result = process_batch(replace(batch, items=batch.items[:1]), Settings(), lambda _: None)
    file = result.files[0]
    content = bytearray((batch.root / file.path).read_bytes())
    content[len(content) // 2] ^= 1
    with pytest.raises(StoreError, match="damaged where it comes from"):
        receive_file(tmp_path / "other", file, bytes(content))
    assert not (tmp_path / "other").exists()


def test_an_address_where_nothing_answers_is_told(monkeypatch):
    monkeypatch.setattr("tasks.dask_pool.CONNECT_SECONDS", 0.5)
    with pytest.raises(SettingsError, match=r"tcp://127\.0\.0\.1:1 .*dask scheduler"):
        DaskPool("tcp://127.0.0.1:1", NO_LIMIT)


def test_an_address_that_is_none_is_told():
    with pytest.raises(SettingsError, match="correct --dask-address"):
        DaskPool("ftp://somewhere:1", NO_LIMIT)


def test_how_to_install_dask_is_told(monkeypatch, tmp_path):
    monkeypatch.setitem(sys.modules, "distributed", None)
    run = RunSettings(runner="dask", dask_address="tcp://127.0.0.1:1")
    with (
        pytest.raises(SettingsError, match="pip install distributed"),
        chosen_pool(Settings(warehouse=tmp_path, run=run)),
    ):
        pass


@pytest.mark.parametrize(
    ("runner", "address", "told"),
    [("dask", None, "needs --dask-address"), (None, "tcp://x:1", "--runner dask")],
    ids=["no address", "no runner"],
)
def test_half_a_choice_is_told(runner, address, told):
    with pytest.raises(SettingsError, match=told):
        with_runner(Settings(), runner, address)


def test_flags_come_before_settings():
    configured = Settings(run=RunSettings(runner="dask", dask_address="tcp://a:1"))
    assert with_runner(configured, "local", None).run.runner == "local"
    assert with_runner(configured, None, "tcp://b:1").run.dask_address == "tcp://b:1"
