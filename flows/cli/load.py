"""Commands that fill the warehouse."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated, Any, Literal

import typer

from flows.cli.options import Warehouse, examples

app = typer.Typer()
PANEL = "Load"


@app.command(
    rich_help_panel=PANEL,
    epilog=examples(
        "jianbao ingest dumps/ scans.zip --workers 2",
        "jianbao ingest page.txt --newspaper 晨光日报 --date 2024-04-01",
        "jianbao ingest dumps/ --manifest pages.csv --strict",
        "jianbao ingest s3://bucket/newspapers/2024",
        "jianbao ingest dumps/ --runner dask --dask-address tcp://10.0.0.2:8786",
    ),
)
def ingest(
    paths: Annotated[
        list[str], typer.Argument(help="Files, folders and archives, or s3://bucket/prefix.", show_default=False)
    ],
    warehouse: Warehouse = None,
    workers: Annotated[int | None, typer.Option(help="Worker processes; default: one per core.", min=1)] = None,
    newspaper: Annotated[
        str | None, typer.Option(help="The newspaper, where neither page nor manifest says it.")
    ] = None,
    date: Annotated[str | None, typer.Option(help="The issue's date, 2024-04-01, where nothing else says it.")] = None,
    manifest: Annotated[
        Path | None,
        typer.Option(help="CSV with columns path, newspaper, date, page_no, url: what a dump does not say."),
    ] = None,
    runner: Annotated[
        Literal["local", "dask"] | None, typer.Option(help="Work on this machine, the default, or on a Dask cluster.")
    ] = None,
    dask_address: Annotated[str | None, typer.Option(help="The Dask scheduler, such as tcp://10.0.0.2:8786.")] = None,
    strict: Annotated[bool, typer.Option("--strict", help="Exit 2 if anything was quarantined.")] = False,
    verbose: Annotated[bool, typer.Option("--verbose", "-v", help="Show the flow's log.")] = False,
) -> None:
    """Load dumps of newspaper text: find, read, clean, split, enrich, store.

    What is already loaded and unchanged is skipped; what cannot be loaded is quarantined with its
    reason and the rest goes on.
    """
    from flows.commands.ingest import run_ingest

    options: dict[str, Any] = {"newspaper": newspaper, "date": date, "manifest": manifest}
    options |= {"runner": runner, "dask_address": dask_address}
    raise typer.Exit(run_ingest(paths, warehouse, workers, options, strict, verbose))


@app.command(rich_help_panel=PANEL, epilog=examples("jianbao corpus"))
def corpus(
    warehouse: Warehouse = None,
    verbose: Annotated[bool, typer.Option("--verbose", "-v", help="Show the flow's log.")] = False,
) -> None:
    """Compute what rests on all sources together: jumps, slogans, keywords, reprints.

    `ingest` ends with the same, so this is needed only after jianbao itself
    has changed, or after a run that was cut off. What is up to date is left
    as it is.
    """
    from flows.commands.corpus import run_corpus

    raise typer.Exit(run_corpus(warehouse, verbose))


@app.command(rich_help_panel=PANEL, epilog=examples("jianbao reprocess", "jianbao reprocess --stage enrich"))
def reprocess(
    stage: Annotated[
        Literal["clean", "split", "enrich"] | None,
        typer.Option(help="Do this and what follows again on every source; default: only what is stale."),
    ] = None,
    workers: Annotated[int | None, typer.Option(help="Worker processes; default: one per core.", min=1)] = None,
    warehouse: Warehouse = None,
    verbose: Annotated[bool, typer.Option("--verbose", "-v", help="Show the flow's log.")] = False,
) -> None:
    """Bring rows up to date after jianbao or its settings changed, without the old files.

    Each source knows with which code each stage was done. What is out of
    date is done again from the first such stage on: cleaning starts from
    the raw text in the warehouse, enrichment from its articles. Where
    reading itself has changed the files are needed: `jianbao ingest`.
    """
    from flows.commands.reprocess import run_reprocess

    raise typer.Exit(run_reprocess(stage, warehouse, workers, verbose))
