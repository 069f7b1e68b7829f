"""Commands that keep the warehouse in order."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from flows.cli.options import Warehouse, examples

app = typer.Typer()
PANEL = "Keep"

Yes = Annotated[bool, typer.Option("--yes", "-y", help="Don't ask.")]
Verbose = Annotated[bool, typer.Option("--verbose", "-v", help="Show the flow's log.")]


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
def maintain(warehouse: Warehouse = None, verbose: Verbose = False) -> None:
    """Merge small files, remove old ones, copy the commit log, verify; best run every night.

    No row changes. Files that were superseded longer ago than
    maintain.grace_days go, and with them the snapshots of that time. Exit 1
    if something is not as it was written.
    """
    from flows.commands.maintain import run_maintain

    raise typer.Exit(run_maintain(warehouse, verbose))


@app.command(rich_help_panel=PANEL)
def history(
    most: Annotated[int, typer.Option("--most", "-n", help="Commits shown, the newest first.", min=1)] = 20,
    warehouse: Warehouse = None,
) -> None:
    """The commits: when, what, how much, and which can still be opened with --as-of."""
    from flows.commands.history import show_history

    show_history(most, warehouse)


@app.command(rich_help_panel=PANEL, epilog=examples("jianbao history", "jianbao rollback 41"))
def rollback(
    commit: Annotated[int, typer.Argument(help="The commit's number, as history shows it.", show_default=False)],
    yes: Yes = False,
    warehouse: Warehouse = None,
    verbose: Verbose = False,
) -> None:
    """Make an earlier commit the warehouse's state again, in a new commit."""
    from flows.commands.history import roll_back

    raise typer.Exit(roll_back(commit, warehouse, yes, verbose))


@app.command(
    rich_help_panel=PANEL,
    epilog=examples("jianbao forget dumps/2019", "jianbao forget 'dumps/a.zip!/p1.txt' --now"),
)
def forget(
    names: Annotated[
        list[str], typer.Argument(help="Files, archives, members (PATH!/MEMBER) or folders.", show_default=False)
    ],
    now: Annotated[
        bool, typer.Option("--now", help="Remove the files at once, and with them every earlier snapshot.")
    ] = False,
    yes: Yes = False,
    warehouse: Warehouse = None,
    verbose: Verbose = False,
) -> None:
    """Take all rows of sources out of the warehouse, in one commit.

    The sources themselves are not touched; a later ingest of them loads them
    again. Of files with the same bytes another one takes the place of the
    forgotten one.
    """
    from flows.commands.history import forget_sources

    raise typer.Exit(forget_sources(names, warehouse, now, yes, verbose))


@app.command(rich_help_panel=PANEL, epilog=examples("jianbao backup /mnt/backup/jianbao"))
def backup(
    target: Annotated[
        str,
        typer.Argument(
            help="An empty folder or prefix (s3://bucket/prefix), or an earlier backup.", show_default=False
        ),
    ],
    warehouse: Warehouse = None,
) -> None:
    """Copy the last commit to a folder that is a warehouse then; an earlier copy is brought up to date.

    Every file of the copy is read again and held against its checksum.
    """
    from flows.commands.backup import back_up_warehouse

    back_up_warehouse(target, warehouse)


@app.command(rich_help_panel=PANEL, epilog=examples("jianbao restore /mnt/backup/jianbao data/warehouse"))
def restore(
    source: Annotated[str, typer.Argument(help="The backup: a folder, or s3://bucket/prefix.", show_default=False)],
    target: Annotated[Path, typer.Argument(help="A folder that is missing or empty.", show_default=False)],
) -> None:
    """Make a warehouse from a backup; every file is held against its checksum."""
    from flows.commands.backup import restore_warehouse

    restore_warehouse(source, target)


@app.command(rich_help_panel=PANEL)
def rebuild(warehouse: Warehouse = None) -> None:
    """Make a commit log that is lost or damaged anew, from its latest copy and the data files."""
    from flows.commands.backup import rebuild_log

    raise typer.Exit(rebuild_log(warehouse))


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
