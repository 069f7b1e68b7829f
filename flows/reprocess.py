"""The flow `reprocess`: plan → batches (stages again on what the warehouse holds) → commit → derive → publish."""

from __future__ import annotations

from pathlib import Path
from typing import Literal

from prefect import flow
from prefect.logging import get_run_logger

from flows.artifacts import progress_shown, publish_artifacts
from flows.config import load_settings
from flows.corpus import derive_tables
from flows.ingest import THREADS, finished_batches
from flows.interrupted import HOOKS
from flows.progress import tell
from flows.record import recorded_run
from flows.summary import Summary, run_row
from tasks.stages import as_is, check_loaded, commit_batch, plan_stages_again, redo_batch
from warehouse.store import Store


@flow(name="reprocess", flow_run_name="reprocess", task_runner=THREADS, **HOOKS)
def reprocess(
    warehouse: Path | None = None,
    stage: Literal["clean", "split", "enrich"] | None = None,
    workers: int | None = None,
) -> Summary:
    """Do again what changed code or settings can affect, on what the warehouse holds; no old file is read.

    Args:
        warehouse: Folder of the warehouse; empty: from the settings.
        stage: Do this stage and those after it again on every source; empty: only what is out of date.
        workers: Worker processes; empty: one per core.
    """
    settings = load_settings(warehouse, workers)
    store = Store.existing(settings.warehouse)
    with progress_shown(), recorded_run(store, "reprocess") as summary:
        tell("comparing fingerprints")
        plan = plan_stages_again(as_is(store), run_row(summary), settings, stage)
        summary.unchanged, summary.unread = plan.current, plan.unread
        total = sum(len(batch.source_ids) for batch in plan.batches)
        get_run_logger().info("%d sources to do again, %d unchanged", total, plan.current)
        tell("working", 0, total)
        for result in finished_batches(plan.batches, redo_batch, settings):
            commit_batch(as_is(store), as_is(result), summary.run_id)
            summary.add(result)
            tell("working", sum(summary.statuses.values()), total)
        summary.left = total - summary.statuses.total()
        derive_tables(store, summary)
    checked = check_loaded(as_is(store), summary.run_id) if summary.batches else []
    publish_artifacts(summary, settings.warehouse, checked)
    return summary
