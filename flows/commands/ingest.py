"""`jianbao ingest`: the flow with a progress bar in front and a table behind."""

from __future__ import annotations

import datetime
import os
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any

from rich.console import Console
from rich.markup import escape
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeElapsedColumn, TimeRemainingColumn

from flows import progress as flow_progress
from flows.output import print_table, printable
from schemas.errors import PipelineError, SettingsError

if TYPE_CHECKING:
    from flows.summary import Problem

SHOWN_PROBLEMS = 20
"""Quarantined sources listed in the terminal; `jianbao quarantine list` has all of them."""


def run_ingest(
    paths: list[Path],
    warehouse: Path | None,
    workers: int | None,
    options: dict[str, Any],
    strict: bool,
    verbose: bool,
) -> int:
    """Run the flow `ingest` in this process.

    Returns:
        The exit code: 0 completed, 1 failed, 2 completed with `strict` and something quarantined.
    """
    options = options | {"date": _date(options.get("date"))}
    console = Console(stderr=True)
    prepare_prefect(verbose)
    with console.status("starting Prefect"):
        from prefect.exceptions import PrefectException

        from flows.ingest import ingest
    try:
        with shown(console):
            summary = ingest(paths=paths, warehouse=warehouse, workers=workers, **options)
    except (PipelineError, KeyboardInterrupt):
        raise
    except (PrefectException, Exception) as error:
        return failed(console, error)
    print_table(Console(), ("sources", "how many"), summary.lines())
    _show_problems(console, summary.problems)
    return 2 if strict and summary.problems else 0


def failed(console: Console, error: Exception) -> int:
    """Say that a run failed, and why; returns the exit code."""
    console.print(
        f"[red]The run failed:[/] {escape(printable(str(error)))}\nWhat was committed stays; run the same command to go on."
    )
    return 1


def _date(text: str | None) -> datetime.date | None:
    try:
        return datetime.date.fromisoformat(text) if text else None
    except ValueError as error:
        raise SettingsError(f"--date {text!r} is no date; write it as 2024-04-01.") from error


QUIET = {
    "PREFECT_LOGGING_HANDLERS_CONSOLE_LEVEL": "CRITICAL",
    "PREFECT_SERVER_LOGGING_LEVEL": "ERROR",
}
"""Prefect's settings while a progress bar has the terminal; its server gets the whole log all the same."""


def prepare_prefect(verbose: bool) -> None:
    """Settings that have to stand in the environment before Prefect is imported; the user's own win."""
    for name, value in ({} if verbose else QUIET).items():
        os.environ.setdefault(name, value)
    os.environ.setdefault("PREFECT_SERVER_ANALYTICS_ENABLED", "false")


@contextmanager
def shown(console: Console) -> Iterator[None]:
    """Show the flow's progress while it runs."""
    columns = (
        TextColumn("{task.description}"),
        BarColumn(),
        MofNCompleteColumn(),
        TimeElapsedColumn(),
        TimeRemainingColumn(),
    )
    with Progress(*columns, console=console, transient=True) as bar:
        shown = bar.add_task("starting the flow", total=None)

        def update(told: flow_progress.Progress) -> None:
            bar.update(shown, description=told.phase, total=told.total or None, completed=told.done)

        with flow_progress.watching(update):
            yield


def _show_problems(console: Console, problems: Sequence[Problem]) -> None:
    for problem in problems[:SHOWN_PROBLEMS]:
        for line in (f"quarantined as {problem.error_code}: {problem.name}", f"    {problem.error}"):
            console.print(printable(line), style="yellow", markup=False, highlight=False, soft_wrap=True)
    if len(problems) > SHOWN_PROBLEMS:
        console.print(f"… and {len(problems) - SHOWN_PROBLEMS} more: jianbao quarantine list")
