"""Where the batches of a run are worked on: processes of this machine, or a Dask cluster."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager
from typing import Literal

from flows.config import worker_count
from schemas.errors import SettingsError
from schemas.settings import Settings
from tasks.pool import Pool, WorkerPool

Runner = Literal["local", "dask"]
Opened = Callable[[Settings], AbstractContextManager[Pool]]
"""What opens a pool for the length of a run."""


def with_runner(settings: Settings, runner: Runner | None, address: str | None) -> Settings:
    """The settings with what flags say of the runner.

    Raises:
        SettingsError: the runner dask without an address, or an address without it.
    """
    flags = {"runner": runner, "dask_address": address}
    given = {name: value for name, value in flags.items() if value is not None}
    run = settings.run.model_copy(update=given)
    if run.runner == "dask" and not run.dask_address:
        raise SettingsError("The runner dask needs --dask-address, such as tcp://10.0.0.2:8786, or run.dask_address.")
    if address and run.runner != "dask":
        raise SettingsError("--dask-address is for --runner dask; name both.")
    return settings.model_copy(update={"run": run})


@contextmanager
def local_pool(settings: Settings) -> Iterator[Pool]:
    """Worker processes of this machine."""
    with WorkerPool(worker_count(settings), settings.run.worker_memory_bytes) as pool:
        yield pool


@contextmanager
def chosen_pool(settings: Settings) -> Iterator[Pool]:
    """What `run.runner` says.

    Raises:
        SettingsError: Dask is not installed, no scheduler answers, or its workers have other code.
    """
    if settings.run.runner == "local":
        with local_pool(settings) as pool:
            yield pool
        return
    from tasks.away import away_pool
    from tasks.dask_pool import DaskPool

    cluster = DaskPool(settings.run.dask_address, settings.run.worker_memory_bytes)
    with cluster, away_pool(cluster, settings) as pool:
        yield pool
