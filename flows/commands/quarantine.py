"""`jianbao quarantine list | show | retry`."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from rich.console import Console

from flows.commands.ingest import run_ingest
from flows.commands.query import ask
from flows.config import load_settings
from flows.output import print_table, printable, write_result
from schemas.errors import SettingsError, SourceError, StoreError
from schemas.source import source_name

SHOWN_BYTES = 64
"""Bytes shown of the start of a quarantined source."""

QUARANTINED = "SELECT uri, member, error_code, error, size_bytes, ingested_at FROM sources WHERE status = 'quarantined'"


def list_quarantine(format: str | None, output: Path | None, warehouse: Path | None) -> None:
    """Print or write every quarantined source."""
    write_result(ask(f"{QUARANTINED} ORDER BY error_code, uri, member", warehouse), format, output)


def show_quarantined(uri: str, warehouse: Path | None) -> None:
    """Print all that is known of the quarantined sources whose path ends in `uri`.

    Raises:
        StoreError: there is none.
    """
    rows = [row for row in _rows(warehouse) if _name(row).endswith(uri)]
    if not rows:
        raise StoreError(f"No quarantined source ends in {uri!r}; jianbao quarantine list shows them all.")
    console = Console()
    for row in rows:
        print_table(console, ("", _name(row)), list(row.items()))
        console.print(printable(_first_bytes(row)), markup=False, highlight=False)


def retry_quarantined(code: str | None, warehouse: Path | None) -> int:
    """Ingest the quarantined sources (with `code`, if given) again; the exit code of that run.

    Raises:
        SettingsError: nothing with that code is quarantined.
    """
    uris = sorted({row["uri"] for row in _rows(warehouse) if code in (None, row["error_code"])})
    if not uris:
        raise SettingsError("Nothing is quarantined" + (f" as {code}" if code else "") + "; jianbao status tells more.")
    return run_ingest(uris, warehouse, None, {"retry": uris}, strict=False, verbose=False)


def _rows(warehouse: Path | None) -> list[dict[str, Any]]:
    rows: list[dict[str, Any]] = ask(QUARANTINED, warehouse).to_pylist()
    return rows


def _name(row: dict[str, Any]) -> str:
    return source_name(row["uri"], row["member"])


def _first_bytes(row: dict[str, Any]) -> str:
    from tasks.read.trace import bytes_of

    try:
        data = bytes_of(row["uri"], row["member"], load_settings().read)[:SHOWN_BYTES]
    except SourceError as error:
        return f"its bytes cannot be read now: {error}"
    return f"{data.hex(' ')}\n{data.decode('ascii', 'replace')}"
