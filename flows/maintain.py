"""The flow `maintain`: compact → remove what is past its grace → copy the log → verify → publish → summary."""

from __future__ import annotations

import datetime
from pathlib import Path

from prefect import flow

from flows.config import load_settings
from flows.interrupted import HOOKS
from flows.progress import tell
from flows.record import recorded_run
from flows.summary import Summary
from tasks.stages import as_is, clear_files, compact_batches, copy_log, verify_store
from warehouse.store import Store


@flow(name="maintain", flow_run_name="maintain", **HOOKS)
def maintain(warehouse: Path | None = None) -> Summary:
    """Merge small files, remove old ones, copy the commit log, look whether all is whole; no row changes.

    Args:
        warehouse: Folder of the warehouse; empty: from the settings.
    """
    settings = load_settings(warehouse)
    store, wanted = Store.existing(settings.warehouse), settings.maintain
    with recorded_run(store, "maintain") as summary:
        tell("merging small files")
        summary.upkeep.update(compact_batches(as_is(store), summary.run_id, wanted.target_bytes))
        tell("removing old files")
        summary.upkeep.update(clear_files(as_is(store), datetime.timedelta(days=wanted.grace_days)))
        tell("copying the log")
        copy_log(as_is(store), wanted.log_backups)
        tell("verifying")
        summary.upkeep.update(verify_store(as_is(store)))
    return summary
