"""Commands that keep the warehouse in order."""

from __future__ import annotations

from typing import Annotated

import typer

from flows.cli.options import Warehouse, examples

app = typer.Typer()
PANEL = "Keep"


@app.command(rich_help_panel=PANEL)
def status(warehouse: Warehouse = None) -> None:
    """What the warehouse holds, what was quarantined, and the last runs."""
    from flows.commands.operate import show_status

    show_status(warehouse)


@app.command(
    rich_help_panel=PANEL, epilog=examples("jianbao verify", "jianbao verify --warehouse data/demo && echo whole")
)
def verify(
    warehouse: Warehouse = None,
    repair: Annotated[
        bool, typer.Option("--repair", help="First load the sources of damaged files again, and derive anew.")
    ] = False,
) -> None:
    """Check that nothing is lost or damaged: files against the log, rows against each other.

    First each file is read whole: is it there, with the bytes and rows that
    were written? Then rows: does everything that is spoken of exist, do
    offsets lead from a name to its text, from there to the page, and from
    the page to the source's bytes? Nothing is changed, but for damaged
    files with --repair.

    ✓ passed, ✗ failed, ! worth a look, – not run. Below the table stands what
    a hit means and what to do. Exit 1 if something failed.
    """
    from flows.commands.verify import show_verification

    if repair:
        from flows.commands.repair import repair_damaged

        repair_damaged(warehouse)
    raise typer.Exit(show_verification(warehouse))


@app.command(rich_help_panel=PANEL)
def publish(warehouse: Warehouse = None) -> None:
    """Build jianbao.duckdb anew, for example after the folder was moved."""
    from flows.commands.operate import publish_warehouse

    publish_warehouse(warehouse)


@app.command(rich_help_panel=PANEL)
def config(warehouse: Warehouse = None) -> None:
    """The settings that hold and where each comes from."""
    from flows.commands.operate import show_config

    show_config(warehouse)
