"""Options that several commands share."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer


def examples(*commands: str) -> str:
    """Command lines as the last lines of a help text."""
    return "\n\n".join(("Examples:", *(f"  {command}" for command in commands)))


Warehouse = Annotated[
    Path | None,
    typer.Option(
        "--warehouse", "-w", help="Folder of the warehouse; default: $JIANBAO_WAREHOUSE, then data/warehouse."
    ),
]
Format = Annotated[str | None, typer.Option("--format", help="table, csv, jsonl, json or parquet.")]
Output = Annotated[Path | None, typer.Option("--output", "-o", help="Write to this file; its ending gives the format.")]
Newspaper = Annotated[str | None, typer.Option("--newspaper", help="Only this newspaper.")]
Since = Annotated[str | None, typer.Option("--since", help="Only issues from this day on, 2024-04-01.")]
Until = Annotated[str | None, typer.Option("--until", help="Only issues up to this day.")]
