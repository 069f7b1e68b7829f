"""Commands that keep jianbao running by itself."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from flows.cli.options import Warehouse, examples

app = typer.Typer()
PANEL = "Run by itself"


@app.command(
    rich_help_panel=PANEL,
    epilog=examples("jianbao up", "jianbao up --warehouse /data/papers --deployments my-prefect.yaml"),
)
def up(
    warehouse: Warehouse = None,
    port: Annotated[int, typer.Option(help="Port of the Prefect server on this machine.", min=1, max=65535)] = 4200,
    deployments: Annotated[
        Path | None,
        typer.Option(help="Your own prefect.yaml; default: the one that ships. Its schedules are set anew each time."),
    ] = None,
) -> None:
    """Run on a schedule, watched in a browser: a Prefect server, the deployments, and a worker.

    Dumps that are put into data/inbox are loaded every night; prefect.yaml
    says when and what else. The current folder is that of the runs. One
    Ctrl-C stops all of it; a second `jianbao up` finds the first.
    """
    from flows.commands.up import run_up

    raise typer.Exit(run_up(warehouse, port, deployments))


@app.command(
    rich_help_panel=PANEL,
    epilog=examples(
        "jianbao automations",
        "jianbao automations --quarantine-percent 25 --silent-days 3",
        "jianbao automations --block slack-webhook/desk",
    ),
)
def automations(
    url: Annotated[
        str, typer.Option(envvar="PREFECT_API_URL", help="The Prefect server's API.")
    ] = "http://127.0.0.1:4200/api",
    block: Annotated[
        str | None,
        typer.Option(help="Tell a notification block, TYPE/NAME as `prefect block ls` shows it, instead of the UI."),
    ] = None,
    quarantine_percent: Annotated[
        int, typer.Option(help="Share of a run's sources from which on it counts as much.", min=1, max=100)
    ] = 10,
    silent_days: Annotated[
        int, typer.Option(help="Days without an issue from which on a newspaper counts as silent.", min=1, max=31)
    ] = 2,
    listed: Annotated[bool, typer.Option("--list", help="Only show those that are there.")] = False,
    remove: Annotated[bool, typer.Option("--remove", help="Remove them.")] = False,
) -> None:
    """Be told when a run fails, much is quarantined, or a newspaper has gone silent.

    Makes three automations on the Prefect server of `jianbao up`. Each starts
    a run of the flow `notice`, whose name and artifact say what happened, or
    sends a notification through a block that you have made. Called again it
    brings them up to date, and leaves off what was switched off.
    """
    from flows.commands.automations import list_automations, make_automations, remove_automations

    if remove:
        remove_automations(url)
    elif listed:
        list_automations(url)
    else:
        make_automations(url, block, quarantine_percent, silent_days)
