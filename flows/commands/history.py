"""`jianbao history`, `rollback` and `forget`: the warehouse's past, and what shall not be part of it."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import typer
from rich.console import Console

from flows.commands.running import run_flow
from flows.config import load_settings
from flows.output import print_table, printable
from warehouse.forget import held_under
from warehouse.history import past_commits, plan_return
from warehouse.store import Store

if TYPE_CHECKING:
    from flows.summary import Summary

SHOWN_NAMES = 10
"""Sources named one by one before they are forgotten."""


def show_history(most: int, warehouse: Path | None) -> None:
    """Print the last commits, the newest first."""
    past = past_commits(Store.existing(load_settings(warehouse).warehouse))
    columns = ("commit", "UTC", "what", "sources", "files", "kept")
    rows = [
        (
            each.entry.commit_id,
            f"{each.entry.at:%Y-%m-%d %H:%M}",
            each.entry.note,
            each.sources,
            f"+{each.added} −{each.removed}",
            "yes" if each.is_kept else "no",
        )
        for each in past[::-1][:most]
    ]
    print_table(Console(), columns, rows)
    if len(past) > most:
        Console().print(f"the newest {most} of {len(past):,} commits; -n shows more", style="dim", highlight=False)


def roll_back(commit_id: int, warehouse: Path | None, yes: bool, verbose: bool) -> int:
    """Say what a rollback means, ask, and do it; returns the exit code."""
    store = Store.existing(load_settings(warehouse).warehouse)
    planned = plan_return(store, commit_id)
    typer.echo(
        f"Commit {commit_id} of {planned.entry.at:%Y-%m-%d %H:%M:%S} UTC ({printable(planned.entry.note)}): "
        f"going back undoes {planned.undone:,} commits; {planned.sources:,} sources would be held as they were then, "
        "or not at all. `jianbao ingest` loads them again from their files. This can itself be rolled back "
        "while the files stay."
    )
    if not yes:
        typer.confirm("Go back?", abort=True)

    return _told(run_flow("flows.past:rollback", verbose, commit_id=commit_id, warehouse=warehouse))


def forget_sources(names: list[str], warehouse: Path | None, now: bool, yes: bool, verbose: bool) -> int:
    """Name what will be forgotten, ask, and do it; returns the exit code."""
    store = Store.existing(load_settings(warehouse).warehouse)
    found = sorted({held.key for name in names for held in held_under(store, name)}, key=str)
    for uri, member in found[:SHOWN_NAMES]:
        typer.echo(printable(uri if member is None else f"{uri}!/{member}"))
    if len(found) > SHOWN_NAMES:
        typer.echo(f"… and {len(found) - SHOWN_NAMES:,} more")
    typer.echo(
        f"{len(found):,} sources: all their rows go from all tables. "
        + ("Earlier snapshots go as well, at once. " if now else "Their files stay for the grace, for --as-of. ")
        + "Copies made with `jianbao backup` are not touched."
    )
    if not yes:
        typer.confirm("Forget them?", abort=True)

    return _told(run_flow("flows.past:forget", verbose, names=names, warehouse=warehouse, now=now))


def _told(summary: Summary | None) -> int:
    """Print what a run counted; returns the exit code."""
    if summary is None:
        return 1
    print_table(Console(), ("done", "how many"), [(k.replace("_", " "), v) for k, v in summary.upkeep.items()])
    return 0
