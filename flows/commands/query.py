"""`jianbao sql`."""

from __future__ import annotations

import datetime
import sys
from pathlib import Path

import pyarrow as pa
from rich.console import Console

from flows.config import load_settings
from flows.output import write_result
from schemas.errors import SettingsError, StoreError
from warehouse.connect import connect, run_select

MOST_DIGITS = 8
"""A longer number is a date without hyphens, not a commit."""


def ask(query: str, warehouse: Path | None, as_of: str | None = None) -> pa.Table:
    """The answer to one read-only statement on the published snapshot.

    Args:
        as_of: an earlier state, as `moment` reads it.

    Raises:
        StoreError: there is no warehouse, no such state any more, or DuckDB refuses the statement.
    """
    with connect(load_settings(warehouse).warehouse, moment(as_of)) as connection:
        return run_select(connection, query)


def run_sql(
    query: str | None,
    file: Path | None,
    as_of: str | None,
    format: str | None,
    output: Path | None,
    warehouse: Path | None,
) -> None:
    """Run the query from the command line, a file, or standard input, and write its result; on a terminal, ask for one."""
    if query is None and file is None and sys.stdin.isatty():
        _converse(warehouse, as_of)
        return
    write_result(ask(_query_text(query, file), warehouse, as_of), format, output)


def moment(as_of: str | None) -> int | datetime.datetime | None:
    """What --as-of says: a commit's number, a day (its end), or a time, UTC unless it names its zone.

    >>> moment("41"), moment("2026-11-01"), moment("2026-11-01T08:30")
    (41, datetime.datetime(2026, 11, 1, 23, 59, 59, 999999), datetime.datetime(2026, 11, 1, 8, 30))

    Raises:
        SettingsError: it is neither.
    """
    if as_of is None:
        return None
    if as_of.isascii() and as_of.isdigit() and len(as_of) < MOST_DIGITS:
        return int(as_of)
    try:
        time = datetime.datetime.fromisoformat(as_of)
    except ValueError as error:
        raise SettingsError(
            f"--as-of {as_of!r} is neither a commit's number nor a time; write 41, 2026-11-01 or 2026-11-01T08:30."
        ) from error
    is_day = len(as_of) == len("2026-11-01")
    return datetime.datetime.combine(time.date(), datetime.time.max) if is_day else time


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


def _converse(warehouse: Path | None, as_of: str | None) -> None:
    """Statement after statement, until Ctrl-D."""
    from flows.prompt import converse, history_file, session

    with connect(load_settings(warehouse).warehouse, moment(as_of)) as connection:
        converse(connection, session(history_file()), Console(highlight=False))
