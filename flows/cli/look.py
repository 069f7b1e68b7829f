"""Commands that show how an answer came about."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from flows.cli.options import Warehouse, examples

app = typer.Typer()
PANEL = "Look closer"


@app.command(rich_help_panel=PANEL, epilog=examples("jianbao trace 0123456789abcdef-0-152 --start 0 --end 20"))
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


@app.command(rich_help_panel=PANEL, epilog=examples("jianbao explain page.txt | less -R"))
def explain(
    file: Annotated[Path, typer.Argument(help="A dump; it need not be loaded.", exists=True, dir_okay=False)],
    edits: Annotated[int, typer.Option(help="Edits shown of each rule; 0 shows all.", min=0)] = 8,
) -> None:
    """Show what is done to a file: its edits rule by rule, then its articles and what was set aside."""
    from flows.commands.explain import show_explanation

    show_explanation(file, edits)


@app.command(rich_help_panel=PANEL, epilog=examples("jianbao cite 0123456789abcdef-0-152 --format bibtex"))
def cite(
    article_id: Annotated[str, typer.Argument(help="article_id as in the tables.")],
    format: Annotated[str | None, typer.Option("--format", help="text or bibtex; default: both.")] = None,
    warehouse: Warehouse = None,
) -> None:
    """Cite an article: newspaper, date, page, id, and the hash of the source's bytes."""
    from flows.commands.cite import show_citation

    show_citation(article_id, format, warehouse)
