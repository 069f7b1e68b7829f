"""`jianbao maintain`: the flow with a progress bar in front and a table behind."""

from __future__ import annotations

from pathlib import Path

from rich.console import Console

from flows.commands.running import run_flow
from flows.output import print_table

TOLD = {
    "batches_merged": "small batches merged",
    "files_merged": "files merged",
    "files_made": "into",
    "files_removed": "superseded files removed",
    "bytes_removed": "bytes freed",
    "files_swept": "files of killed runs swept",
    "log_problems": "problems of the commit log",
    "files_damaged": "damaged files",
    "checks_failed": "checks failed",
}
"""What a person reads for what `runs` counts, in this order."""

WRONG = ("log_problems", "files_damaged", "checks_failed")


def run_maintain(warehouse: Path | None, verbose: bool) -> int:
    """Run the flow `maintain` in this process; returns the exit code: 0 all is whole, 1 failed or something is not."""
    summary = run_flow("flows.maintain:maintain", verbose, warehouse=warehouse)
    if summary is None:
        return 1
    rows = [(told, f"{summary.upkeep[name]:,}") for name, told in TOLD.items() if name in summary.upkeep]
    print_table(Console(), ("maintain", "how many"), rows)
    if not any(summary.upkeep[name] for name in WRONG):
        return 0
    Console(stderr=True).print(
        "[red]Something is not as it was written:[/] `jianbao verify` says what, and what to do."
    )
    return 1
