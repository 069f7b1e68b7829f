"""What could not be loaded: `jianbao quarantine …`."""

from __future__ import annotations

from typing import Annotated

import typer

from flows.cli.options import Format, Output, Warehouse

app = typer.Typer(help="What could not be loaded, and why.", no_args_is_help=True)


@app.command("list")
def quarantine_list(format: Format = None, output: Output = None, warehouse: Warehouse = None) -> None:
    """Every source that could not be loaded, with its code and sentence."""
    from flows.commands.quarantine import list_quarantine

    list_quarantine(format, output, warehouse)


@app.command("show")
def quarantine_show(
    uri: Annotated[str, typer.Argument(help="Path of the source, or the end of it.")], warehouse: Warehouse = None
) -> None:
    """One quarantined source: what is known of it, and how its bytes begin."""
    from flows.commands.quarantine import show_quarantined

    show_quarantined(uri, warehouse)


@app.command("retry")
def quarantine_retry(
    code: Annotated[str | None, typer.Option(help="Only sources with this error code.")] = None,
    warehouse: Warehouse = None,
) -> None:
    """Load every quarantined source again, for example after settings or files were changed."""
    from flows.commands.quarantine import retry_quarantined

    raise typer.Exit(retry_quarantined(code, warehouse))
