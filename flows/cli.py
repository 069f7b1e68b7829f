"""The `jianbao` command. Each command imports what it needs when it runs, so that `--help` answers at once."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Annotated, Any

import typer

from schemas.errors import PipelineError


def examples(*commands: str) -> str:
    """Command lines as the last lines of a help text."""
    return "\n\n".join(("Examples:", *(f"  {command}" for command in commands)))


app = typer.Typer(
    name="jianbao",
    no_args_is_help=True,
    rich_markup_mode="rich",
    pretty_exceptions_enable=False,
    context_settings={"help_option_names": ["-h", "--help"]},
    help="剪报: from piles of dumped Chinese newspaper text to tables that answer questions in SQL.",
    epilog='Start with: jianbao ingest FOLDER, then: jianbao sql "SELECT newspaper, published_on, headline FROM articles"',
)
quarantine = typer.Typer(no_args_is_help=True, help="What could not be loaded, and why.")
app.add_typer(quarantine, name="quarantine")

Warehouse = Annotated[
    Path | None,
    typer.Option(
        "--warehouse", "-w", help="Folder of the warehouse; default: $JIANBAO_WAREHOUSE, then data/warehouse."
    ),
]
Format = Annotated[str | None, typer.Option("--format", help="table, csv, jsonl, json or parquet.")]
Output = Annotated[Path | None, typer.Option("--output", "-o", help="Write to this file; its ending gives the format.")]


@app.command(
    epilog=examples(
        "jianbao ingest dumps/ scans.zip --workers 2",
        "jianbao ingest page.txt --newspaper 晨光日报 --date 2024-04-01",
        "jianbao ingest dumps/ --manifest pages.csv --strict",
    )
)
def ingest(
    paths: Annotated[list[Path], typer.Argument(help="Files, folders and archives.", show_default=False)],
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
    strict: Annotated[bool, typer.Option("--strict", help="Exit 2 if anything was quarantined.")] = False,
    verbose: Annotated[bool, typer.Option("--verbose", "-v", help="Show the flow's log.")] = False,
) -> None:
    """Load dumps of newspaper text: find, read, clean, split, enrich, store.

    What is already loaded and unchanged is skipped; what cannot be loaded is quarantined with its
    reason and the rest goes on.
    """
    from flows.commands.ingest import run_ingest

    options: dict[str, Any] = {"newspaper": newspaper, "date": date, "manifest": manifest}
    raise typer.Exit(run_ingest(paths, warehouse, workers, options, strict, verbose))


@app.command(epilog=examples("jianbao corpus"))
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


@app.command(
    epilog=examples(
        'jianbao sql "SELECT newspaper, count(*) FROM articles GROUP BY ALL"',
        "jianbao sql -f question.sql -o answer.csv",
    )
)
def sql(
    query: Annotated[str | None, typer.Argument(help="One SELECT, DESCRIBE, SHOW, SUMMARIZE or EXPLAIN.")] = None,
    file: Annotated[Path | None, typer.Option("--file", "-f", help="Read the query from a file.")] = None,
    format: Format = None,
    output: Output = None,
    warehouse: Warehouse = None,
) -> None:
    """Ask the warehouse a question in SQL; read-only."""
    from flows.commands.query import run_sql

    run_sql(query, file, format, output, warehouse)


@app.command(
    epilog=examples(
        "jianbao report",
        "jianbao report first_use phrase=低空经济 --html first_use.html",
        "jianbao report targets about=高标准农田 most=100 -o targets.csv",
    )
)
def report(
    name: Annotated[str | None, typer.Argument(help="Which question; without it, all are listed.")] = None,
    arguments: Annotated[
        list[str] | None, typer.Argument(help="What the question takes, as name=value.", show_default=False)
    ] = None,
    html: Annotated[
        Path | None, typer.Option("--html", help="Write a page with chart and table, one file, to this path.")
    ] = None,
    format: Format = None,
    output: Output = None,
    warehouse: Warehouse = None,
) -> None:
    """Answer one of the canned questions: a table here, or a page to mail."""
    from flows.commands.report import run_report

    run_report(name, arguments or [], html, format, output, warehouse)


@app.command(epilog=examples("jianbao tables", "jianbao tables quantities"))
def tables(
    name: Annotated[str | None, typer.Argument(help="A table, view or macro; without it, all of them.")] = None,
) -> None:
    """What there is to ask: tables, views and macros with their columns and an example query each."""
    from flows.commands.tables import show_tables

    show_tables(name)


@app.command()
def status(warehouse: Warehouse = None) -> None:
    """What the warehouse holds, what was quarantined, and the last runs."""
    from flows.commands.operate import show_status

    show_status(warehouse)


@app.command(epilog=examples("jianbao verify", "jianbao verify --warehouse data/demo && echo whole"))
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


@app.command()
def publish(warehouse: Warehouse = None) -> None:
    """Build jianbao.duckdb anew, for example after the folder was moved."""
    from flows.commands.operate import publish_warehouse

    publish_warehouse(warehouse)


@app.command()
def config(warehouse: Warehouse = None) -> None:
    """The settings that hold and where each comes from."""
    from flows.commands.operate import show_config

    show_config(warehouse)


@app.command(epilog=examples("jianbao trace 0123456789abcdef-0-152 --start 0 --end 20"))
def trace(
    article_id: Annotated[str, typer.Argument(help="article_id as in the tables.")],
    start: Annotated[int, typer.Option(help="First character of the field, from 0.", min=0)] = 0,
    end: Annotated[int | None, typer.Option(help="One past the last character; default: the field's end.")] = None,
    field: Annotated[str, typer.Option(help="body, headline, kicker, deck, dateline or byline.")] = "body",
    warehouse: Warehouse = None,
) -> None:
    """Show the source file, byte range and bytes that a piece of an article rests on."""
    from flows.commands.trace import show_trace

    show_trace(article_id, field, start, end, warehouse)


@app.command(epilog=examples("jianbao explain page.txt | less -R"))
def explain(
    file: Annotated[Path, typer.Argument(help="A dump; it need not be loaded.", exists=True, dir_okay=False)],
    edits: Annotated[int, typer.Option(help="Edits shown of each rule; 0 shows all.", min=0)] = 8,
) -> None:
    """Show what is done to a file: its edits rule by rule, then its articles and what was set aside."""
    from flows.commands.explain import show_explanation

    show_explanation(file, edits)


@quarantine.command("list")
def quarantine_list(format: Format = None, output: Output = None, warehouse: Warehouse = None) -> None:
    """Every source that could not be loaded, with its code and sentence."""
    from flows.commands.quarantine import list_quarantine

    list_quarantine(format, output, warehouse)


@quarantine.command("show")
def quarantine_show(
    uri: Annotated[str, typer.Argument(help="Path of the source, or the end of it.")], warehouse: Warehouse = None
) -> None:
    """One quarantined source: what is known of it, and how its bytes begin."""
    from flows.commands.quarantine import show_quarantined

    show_quarantined(uri, warehouse)


@quarantine.command("retry")
def quarantine_retry(
    code: Annotated[str | None, typer.Option(help="Only sources with this error code.")] = None,
    warehouse: Warehouse = None,
) -> None:
    """Load every quarantined source again, for example after settings or files were changed."""
    from flows.commands.quarantine import retry_quarantined

    raise typer.Exit(retry_quarantined(code, warehouse))


def main() -> None:
    """Run the command; an error that we know is one sentence on standard error and exit code 1."""
    try:
        app()
    except PipelineError as error:
        typer.secho(f"jianbao: {error}", fg="red", err=True)
        sys.exit(1)
    except KeyboardInterrupt:
        typer.secho("jianbao: stopped; what was committed stays, run the same command to go on.", fg="yellow", err=True)
        sys.exit(130)


if __name__ == "__main__":
    main()
