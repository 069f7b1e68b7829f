"""The flow `corpus`: bring the derived tables up to date with all live rows → publish → summary."""

from __future__ import annotations

from pathlib import Path

from prefect import flow

from flows.config import load_settings
from flows.interrupted import HOOKS
from flows.progress import tell
from flows.record import recorded_run
from flows.summary import Summary
from tasks.derive import DERIVATIONS
from tasks.stages import as_is, derive_table
from warehouse.store import Store


@flow(name="corpus", flow_run_name="corpus", **HOOKS)
def corpus(warehouse: Path | None = None) -> Summary:
    """Compute the derived tables anew where what they rest on has changed; `ingest` ends with the same.

    Args:
        warehouse: Folder of the warehouse; empty: from the settings.
    """
    store = Store.existing(load_settings(warehouse).warehouse)
    with recorded_run(store, "corpus") as summary:
        derive_tables(store, summary)
    return summary


def derive_tables(store: Store, summary: Summary) -> None:
    """Bring every derived table up to date, each in a commit of its own."""
    for number, derivation in enumerate(DERIVATIONS):
        tell(f"computing {derivation.table.name}", number, len(DERIVATIONS))
        task = derive_table.with_options(task_run_name=f"derive {derivation.table.name}")
        summary.add_derived(task(as_is(store), as_is(derivation), summary.run_id))
