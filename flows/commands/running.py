"""Running a flow in this process: a progress bar in front, and a sentence if it fails."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from importlib import import_module
from typing import TYPE_CHECKING, Any

from rich.console import Console
from rich.markup import escape
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeElapsedColumn, TimeRemainingColumn

from flows import progress as flow_progress
from flows.output import printable
from schemas.errors import PipelineError

if TYPE_CHECKING:
    from flows.summary import Summary

ALWAYS = {
    "PREFECT_SERVER_ANALYTICS_ENABLED": "false",
    "PREFECT_SERVER_EPHEMERAL_STARTUP_TIMEOUT_SECONDS": "180",
}
"""Prefect's settings for every run. Its own server makes its database at the first start, which takes a busy machine
longer than the 20 s that it waits by default."""

QUIET = {
    "PREFECT_LOGGING_HANDLERS_CONSOLE_LEVEL": "CRITICAL",
    "PREFECT_SERVER_LOGGING_LEVEL": "ERROR",
}
"""Prefect's settings while a progress bar has the terminal; its server gets the whole log all the same."""


def run_flow(name: str, verbose: bool, **parameters: Any) -> Summary | None:
    """Run a flow in this process.

    Args:
        name: module and function, `flows.corpus:corpus`; imported here, since Prefect takes its time.
        verbose: show the flow's log.

    Returns:
        The run's summary; None if it failed, which has been said.

    Raises:
        PipelineError: from the flow, for the command to say.
    """
    console = Console(stderr=True)
    _prepare_prefect(verbose)
    module, _, function = name.partition(":")
    with console.status("starting Prefect"):
        flow: Callable[..., Summary] = getattr(import_module(module), function)
    try:
        with _shown(console):
            return flow(**parameters)
    except (PipelineError, KeyboardInterrupt):
        raise
    except Exception as error:
        console.print(
            f"[red]The run failed:[/] {escape(printable(str(error)))}\n"
            "What was committed stays; run the same command to go on."
        )
        return None


def _prepare_prefect(verbose: bool) -> None:
    """Settings that have to stand in the environment before Prefect is imported; the user's own win."""
    for name, value in (ALWAYS if verbose else ALWAYS | QUIET).items():
        os.environ.setdefault(name, value)


@contextmanager
def _shown(console: Console) -> Iterator[None]:
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
