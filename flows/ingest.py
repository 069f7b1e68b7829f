"""The flow `ingest`: discover → batches (read, clean, split, enrich, write) → commit → derive → publish → summary."""

from __future__ import annotations

import datetime
from collections.abc import Iterator, Sequence
from itertools import islice
from pathlib import Path
from typing import Annotated, Any

from prefect import Task, flow
from prefect.futures import PrefectFuture, as_completed
from prefect.logging import get_run_logger
from prefect.runtime import flow_run
from prefect.task_runners import ThreadPoolTaskRunner
from pydantic import WithJsonSchema

from flows.artifacts import progress_shown, publish_artifacts
from flows.config import load_settings
from flows.corpus import derive_tables
from flows.interrupted import HOOKS
from flows.pools import Opened, Runner, chosen_pool, local_pool, with_runner
from flows.progress import tell
from flows.record import recorded_run
from flows.summary import Summary
from schemas.settings import Settings
from schemas.source import Facts
from tasks.batch import Batch, BatchResult
from tasks.files.remote import without_options
from tasks.plan import batches_of
from tasks.stages import as_is, check_loaded, commit_batch, discover_sources, load_batch
from warehouse.store import Store

THREADS: Any = ThreadPoolTaskRunner(max_workers=1024)
"""Threads that wait for workers, started as they are needed; as many batches are handed out as keep the workers busy."""


Place = Annotated[Path | str, WithJsonSchema({"type": "string"})]
"""A path, or the address of an object store; in Prefect's forms a line of text."""


def _run_name() -> str:
    paths = [Path(without_options(str(path))).name or str(path) for path in flow_run.parameters.get("paths", ())]
    more = f" and {len(paths) - 1} more" if len(paths) > 1 else ""
    return f"ingest {paths[0] if paths else 'nothing'}{more}"


@flow(name="ingest", flow_run_name=_run_name, task_runner=THREADS, **HOOKS)
def ingest(
    paths: list[Place],
    warehouse: Path | None = None,
    newspaper: str | None = None,
    date: datetime.date | None = None,
    manifest: Path | None = None,
    workers: int | None = None,
    retry: list[str] | None = None,
    runner: Runner | None = None,
    dask_address: str | None = None,
) -> Summary:
    """Load dumps of newspaper text into the warehouse; what is there and unchanged is skipped.

    Args:
        paths: Files, folders and archives, on the worker's machine, or s3://bucket/prefix.
        warehouse: Folder of the warehouse; empty: from the settings.
        newspaper: The newspaper, where neither page nor manifest says it.
        date: The issue's date, where nothing else says it.
        manifest: CSV with columns path, newspaper, date, page_no, url: what a dump does not say.
        workers: Worker processes; empty: one per core.
        retry: Paths of sources to load again though nothing about them changed.
        runner: Where the work is done; empty: from the settings.
        dask_address: The Dask scheduler's address, for the runner dask; empty: from the settings.
    """
    settings = with_runner(load_settings(warehouse, workers), runner, dask_address)
    store = Store(settings.warehouse)
    with progress_shown(), recorded_run(store, "ingest") as summary:
        tell("finding sources")
        stated = Facts(newspaper=newspaper, published_on=date)
        plan = discover_sources(paths, settings, as_is(store), manifest, stated, frozenset(retry or ()))
        summary.unchanged = plan.unchanged
        batches = [
            Batch(f"{summary.run_id}-{number:05}", summary.run_id, store.root, summary.started_at, of_batch)
            for number, of_batch in enumerate(
                batches_of(plan.items, settings.run.batch_bytes, settings.run.batch_sources), 1
            )
        ]
        get_run_logger().info("%d sources in %d batches, %d unchanged", len(plan.items), len(batches), plan.unchanged)
        tell("loading", 0, len(plan.items))
        for result in finished_batches(batches, load_batch, settings, chosen_pool):
            commit_batch(as_is(store), as_is(result), summary.run_id)
            summary.add(result)
            tell("loading", sum(summary.statuses.values()), len(plan.items))
        derive_tables(store, summary)
    checked = check_loaded(as_is(store), summary.run_id) if summary.batches else []
    publish_artifacts(summary, settings.warehouse, checked)
    return summary


def finished_batches(
    batches: Sequence[Any], work: Task[Any, BatchResult], settings: Settings, opened: Opened = local_pool
) -> Iterator[BatchResult]:
    """Work on batches in worker processes; yields each as it is done.

    Args:
        work: the task that takes a batch, the settings and the pool.
        opened: gives the pool.
    """
    if not batches:
        return
    with opened(settings) as pool:
        submitted = (
            work.with_options(task_run_name=batch.title).submit(as_is(batch), as_is(settings), as_is(pool))
            for batch in batches
        )
        running: list[PrefectFuture[BatchResult]] = list(islice(submitted, pool.width))
        while running:
            done = next(as_completed(running))
            running.remove(done)
            running.extend(islice(submitted, max(0, pool.width - len(running))))
            yield done.result()
