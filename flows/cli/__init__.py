"""The `jianbao` command. Each command imports what it needs when it runs, so that `--help` answers at once."""

from __future__ import annotations

import sys

import typer

from flows.cli import ask, keep, load, look, quarantine, run
from schemas.errors import PipelineError

app = typer.Typer(
    name="jianbao",
    no_args_is_help=True,
    rich_markup_mode="rich",
    pretty_exceptions_enable=False,
    context_settings={"help_option_names": ["-h", "--help"]},
    help="剪报: from piles of dumped Chinese newspaper text to tables that answer questions in SQL.",
    epilog='Start with: jianbao ingest FOLDER, then: jianbao sql "SELECT newspaper, published_on, headline FROM articles"',
)
for group in (load, ask, look, keep, run):
    app.add_typer(group.app)
app.add_typer(quarantine.app, name="quarantine", rich_help_panel=keep.PANEL)


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
