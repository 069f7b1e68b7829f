"""`jianbao sql`."""

from __future__ import annotations

import sys
from pathlib import Path

import pyarrow as pa
from rich.console import Console

from flows.config import load_settings
from flows.output import write_result
from schemas.errors import SettingsError, StoreError
from warehouse.connect import connect, run_select


def ask(query: str, warehouse: Path | None) -> pa.Table:
    """The answer to one read-only statement on the published snapshot.

    Raises:
        StoreError: there is no warehouse, or DuckDB refuses the statement.
    """
    with connect(load_settings(warehouse).warehouse) as connection:
        return run_select(connection, query)


def run_sql(
    query: str | None, file: Path | None, format: str | None, output: Path | None, warehouse: Path | None
) -> None:
    """Run the query from the command line, a file, or standard input, and write its result; on a terminal, ask for one."""
    if query is None and file is None and sys.stdin.isatty():
        _converse(warehouse)
        return
    write_result(ask(_query_text(query, file), warehouse), format, output)


def _query_text(query: str | None, file: Path | None) -> str:
    if query is not None and file is not None:
        raise SettingsError("Give the query either on the command line or with -f, not both.")
    if file is not None:
        try:
            return file.read_text(encoding="utf-8")
        except OSError as error:
            raise StoreError(f"{file} cannot be read ({error.strerror}); check its name.") from error
    if query is not None:
        return query
    return sys.stdin.read()


def _converse(warehouse: Path | None) -> None:
    """Statement after statement, until Ctrl-D."""
    from flows.prompt import converse, history_file, session

    with connect(load_settings(warehouse).warehouse) as connection:
        converse(connection, session(history_file()), Console(highlight=False))
