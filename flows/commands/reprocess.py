"""`jianbao reprocess`."""

from __future__ import annotations

from pathlib import Path

from rich.console import Console

from flows.commands.running import run_flow
from flows.output import print_table


def run_reprocess(stage: str | None, warehouse: Path | None, workers: int | None, verbose: bool) -> int:
    """Run the flow `reprocess` in this process; returns the exit code: 0 completed, 1 failed."""
    summary = run_flow("flows.reprocess:reprocess", verbose, warehouse=warehouse, stage=stage, workers=workers)
    if summary is None:
        return 1
    print_table(Console(), ("sources", "how many"), summary.lines())
    return 0
