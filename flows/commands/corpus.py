"""`jianbao corpus`: the flow with a progress bar in front and a table behind."""

from __future__ import annotations

from pathlib import Path

from rich.console import Console

from flows.commands.ingest import failed, prepare_prefect, shown
from flows.output import print_table
from schemas.errors import PipelineError


def run_corpus(warehouse: Path | None, verbose: bool) -> int:
    """Run the flow `corpus` in this process; returns the exit code: 0 completed, 1 failed."""
    console = Console(stderr=True)
    prepare_prefect(verbose)
    with console.status("starting Prefect"):
        from flows.corpus import corpus
    try:
        with shown(console):
            summary = corpus(warehouse=warehouse)
    except (PipelineError, KeyboardInterrupt):
        raise
    except Exception as error:
        return failed(console, error)
    rows = [(table, "up to date" if count is None else f"{count:,}") for table, count in summary.derived.items()]
    print_table(Console(), ("derived table", "rows"), rows)
    return 0
