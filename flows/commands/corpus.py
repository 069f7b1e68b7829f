"""`jianbao corpus`: the flow with a progress bar in front and a table behind."""

from __future__ import annotations

from pathlib import Path

from rich.console import Console

from flows.commands.running import run_flow
from flows.output import print_table


def run_corpus(warehouse: Path | None, verbose: bool) -> int:
    """Run the flow `corpus` in this process; returns the exit code: 0 completed, 1 failed."""
    summary = run_flow("flows.corpus:corpus", verbose, warehouse=warehouse)
    if summary is None:
        return 1
    rows = [(table, "up to date" if count is None else f"{count:,}") for table, count in summary.derived.items()]
    print_table(Console(), ("derived table", "rows"), rows)
    return 0
