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
