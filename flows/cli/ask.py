"""Commands that answer questions."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from flows.cli.options import Format, Newspaper, Output, Since, Until, Warehouse, examples

app = typer.Typer()
PANEL = "Ask"


@app.command(
    rich_help_panel=PANEL,
    epilog=examples(
        'jianbao sql "SELECT newspaper, count(*) FROM articles GROUP BY ALL"',
        "jianbao sql -f question.sql -o answer.csv",
        'jianbao sql --as-of 2026-11-01 "SELECT count(*) FROM articles"',
        "jianbao sql",
    ),
)
def sql(
    query: Annotated[str | None, typer.Argument(help="One SELECT, DESCRIBE, SHOW, SUMMARIZE or EXPLAIN.")] = None,
    file: Annotated[Path | None, typer.Option("--file", "-f", help="Read the query from a file.")] = None,
    as_of: Annotated[
        str | None,
        typer.Option("--as-of", help="An earlier state: a commit's number (`jianbao history`), or a time in UTC."),
    ] = None,
    format: Format = None,
    output: Output = None,
    warehouse: Warehouse = None,
) -> None:
    """Ask the warehouse a question in SQL; read-only. Without a query, a prompt."""
    from flows.commands.query import run_sql

    run_sql(query, file, as_of, format, output, warehouse)


@app.command(
    rich_help_panel=PANEL,
    epilog=examples(
        "jianbao search '新质生产力 白城' --since 2024-01-01", "jianbao search 生產力 --limit 100 -o found.csv"
    ),
)
def search(
    words: Annotated[
        str, typer.Argument(help="Words that an article has to have, parted by blanks.", show_default=False)
    ],
    newspaper: Newspaper = None,
    since: Since = None,
    until: Until = None,
    limit: Annotated[int, typer.Option("--limit", "-n", help="Articles shown.", min=1)] = 20,
    format: Format = None,
    output: Output = None,
    warehouse: Warehouse = None,
) -> None:
    """Find the articles that have all of these words, the best first; simplified or traditional."""
    from flows.commands.search import choice, run_search

    run_search(words, choice(newspaper, since, until), limit, format, output, warehouse)


@app.command(
    rich_help_panel=PANEL,
    epilog=examples("jianbao kwic 高质量发展 --sort right", "jianbao kwic 生產力 --width 30 -o uses.csv"),
)
def kwic(
    phrase: Annotated[str, typer.Argument(help="A phrase, simplified or traditional.", show_default=False)],
    width: Annotated[
        int | None, typer.Option("--width", help="Characters of context on each side; default: what fits.", min=1)
    ] = None,
    sort: Annotated[str, typer.Option("--sort", help="date, left (by what stands before), or right.")] = "date",
    newspaper: Newspaper = None,
    since: Since = None,
    until: Until = None,
    limit: Annotated[int, typer.Option("--limit", "-n", help="Uses shown; a file has all.", min=1)] = 100,
    format: Format = None,
    output: Output = None,
    warehouse: Warehouse = None,
) -> None:
    """Show every use of a phrase in its context, the phrase in the middle."""
    from flows.commands.search import choice, run_kwic

    run_kwic(phrase, choice(newspaper, since, until), width, sort, limit, format, output, warehouse)


@app.command(
    rich_help_panel=PANEL,
    epilog=examples(
        "jianbao report",
        "jianbao report first_use phrase=低空经济 --html first_use.html",
        "jianbao report targets about=高标准农田 most=100 -o targets.csv",
    ),
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


@app.command(rich_help_panel=PANEL, epilog=examples("jianbao tables", "jianbao tables quantities"))
def tables(
    name: Annotated[str | None, typer.Argument(help="A table, view or macro; without it, all of them.")] = None,
) -> None:
    """What there is to ask: tables, views and macros with their columns and an example query each."""
    from rich.console import Console

    from flows.commands.tables import show_tables

    show_tables(name, Console(highlight=False))


@app.command(
    rich_help_panel=PANEL,
    epilog=examples(
        "jianbao export out/",
        "jianbao export out/ --tables articles,mentions --where \"newspaper = '沧澜日报'\" --format csv",
    ),
)
def export(
    dest: Annotated[Path, typer.Argument(help="Folder that gets one file a table.", show_default=False)],
    tables: Annotated[
        str, typer.Option("--tables", help="Tables and views, parted by commas; default: all tables.")
    ] = "",
    where: Annotated[
        str | None, typer.Option("--where", help="A condition on articles; other tables' rows follow their articles.")
    ] = None,
    format: Annotated[str, typer.Option("--format", help="parquet, csv or jsonl.")] = "parquet",
    warehouse: Warehouse = None,
) -> None:
    """Write tables as files: Parquet, CSV that no spreadsheet takes for formulas, or JSON lines."""
    from flows.commands.export import run_export

    run_export(dest, [name.strip() for name in tables.split(",") if name.strip()], where, format, warehouse)
