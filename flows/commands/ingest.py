"""`jianbao ingest`: the flow with a progress bar in front and a table behind."""

from __future__ import annotations

import datetime
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

from rich.console import Console

from flows.commands.running import run_flow
from flows.output import print_table, printable
from schemas.errors import SettingsError
from tasks.discover import check_places

if TYPE_CHECKING:
    from flows.summary import Problem

SHOWN_PROBLEMS = 20
"""Quarantined sources listed in the terminal; `jianbao quarantine list` has all of them."""


def run_ingest(
    paths: Sequence[str | Path],
    warehouse: Path | None,
    workers: int | None,
    options: dict[str, Any],
    strict: bool,
    verbose: bool,
) -> int:
    """Run the flow `ingest` in this process; a path that is not there is told before Prefect is started.

    Returns:
        The exit code: 0 completed, 1 failed, 2 completed with `strict` and something quarantined.
    """
    options = options | {"date": _date(options.get("date"))}
    check_places(paths)
    summary = run_flow(
        "flows.ingest:ingest", verbose, paths=list(paths), warehouse=warehouse, workers=workers, **options
    )
    if summary is None:
        return 1
    print_table(Console(), ("sources", "how many"), summary.lines())
    _show_problems(Console(stderr=True), summary.problems)
    return 2 if strict and summary.problems else 0


def _date(text: str | None) -> datetime.date | None:
    try:
        return datetime.date.fromisoformat(text) if text else None
    except ValueError as error:
        raise SettingsError(f"--date {text!r} is no date; write it as 2024-04-01.") from error


def _show_problems(console: Console, problems: Sequence[Problem]) -> None:
    for problem in problems[:SHOWN_PROBLEMS]:
        for line in (f"quarantined as {problem.error_code}: {problem.name}", f"    {problem.error}"):
            console.print(printable(line), style="yellow", markup=False, highlight=False, soft_wrap=True)
    if len(problems) > SHOWN_PROBLEMS:
        console.print(f"… and {len(problems) - SHOWN_PROBLEMS} more: jianbao quarantine list")
