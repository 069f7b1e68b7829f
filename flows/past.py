"""The flows `forget` and `rollback`: sources that shall not be held, commits that shall not have been."""

from __future__ import annotations

from pathlib import Path

from prefect import flow

from flows.config import load_settings
from flows.corpus import derive_tables
from flows.interrupted import HOOKS
from flows.record import recorded_run
from flows.summary import Summary
from tasks.stages import as_is, copy_log, remove_at_once
from warehouse.forget import forget as forget_sources
from warehouse.forget import held_under
from warehouse.history import rollback as roll_back
from warehouse.store import Store


@flow(name="forget", flow_run_name="forget", **HOOKS)
def forget(names: list[str], warehouse: Path | None = None, now: bool = False) -> Summary:
    """Take all rows of sources out of the warehouse, in one commit; derived tables follow.

    Args:
        names: Files, archives, members (PATH!/MEMBER) or folders.
        warehouse: Folder of the warehouse; empty: from the settings.
        now: Remove the superseded files at once, and with them every earlier snapshot.
    """
    settings = load_settings(warehouse)
    store = Store.existing(settings.warehouse)
    with recorded_run(store, "forget") as summary:
        found = {held.key: held for name in names for held in held_under(store, name)}
        forget_sources(store, found.values(), summary.run_id)
        summary.upkeep["sources_forgotten"] = len(found)
        derive_tables(store, summary)
        if now:
            summary.upkeep.update(remove_at_once(as_is(store)))
        copy_log(as_is(store), 1 if now else settings.maintain.log_backups)
    return summary


@flow(name="rollback", flow_run_name="rollback", **HOOKS)
def rollback(commit_id: int, warehouse: Path | None = None) -> Summary:
    """Make the rows of an earlier commit those of the warehouse again, in a new commit; derived tables follow.

    Args:
        commit_id: The commit, as `jianbao history` numbers it.
        warehouse: Folder of the warehouse; empty: from the settings.
    """
    settings = load_settings(warehouse)
    store = Store.existing(settings.warehouse)
    with recorded_run(store, "rollback") as summary:
        entry = roll_back(store, commit_id, summary.run_id)
        summary.upkeep["commits_undone"] = entry.commit_id - 1 - commit_id if entry else 0
        derive_tables(store, summary)
        copy_log(as_is(store), settings.maintain.log_backups)
    return summary
