"""Statements from outside: only those that read.

DuckDB's statement type alone does not tell. `WITH x AS (COPY … TO …) SELECT …` is a SELECT,
`EXPLAIN ANALYZE COPY …` an EXPLAIN, and both write (DuckDB 2.0), also over a file that the
connection may read. So the plan is asked for and looked at before the statement is run.
"""

from __future__ import annotations

import json
import re
from collections.abc import Generator, Iterator
from contextlib import contextmanager
from typing import Any

import duckdb
import pyarrow as pa

from schemas.errors import StoreError

READING = (duckdb.StatementType.SELECT, duckdb.StatementType.EXPLAIN, duckdb.StatementType.MULTI)
"""SELECT includes DESCRIBE, SHOW, SUMMARIZE, VALUES and FROM; MULTI is PIVOT with its list of columns."""

_EXPLAIN = re.compile(r"\A EXPLAIN \b \s* (?: ANALYZE \b \s* | \( [^()]* \) \s* )*", re.VERBOSE | re.IGNORECASE)

_PREFIX = "EXPLAIN (FORMAT json)"
"""Stands on a line of its own, so that DuckDB's marks in its messages stay in their columns."""

_LINE = re.compile(r"^LINE (\d+):", re.MULTILINE)

_ADVICE = "only statements that read can be run: SELECT, FROM, DESCRIBE, SHOW, SUMMARIZE, PIVOT, EXPLAIN"


def run_select(connection: duckdb.DuckDBPyConnection, sql: str) -> pa.Table:
    """The result of one statement that only reads.

    Args:
        connection: as `connect` gives it.

    Raises:
        StoreError: it is not one statement, it does more than read, or DuckDB refuses it.
    """
    with _refusals_told():
        return _relation(connection, sql).to_arrow_table()


def stream_select(connection: duckdb.DuckDBPyConnection, sql: str, rows: int) -> Generator[pa.RecordBatch]:
    """The result of one statement that only reads, about so many rows at a time; at least one batch, which may be empty.

    Raises:
        StoreError: as `run_select`.
    """
    with _refusals_told():
        reader = _relation(connection, sql).to_arrow_reader(rows)
        yield pa.RecordBatch.from_pylist([], reader.schema)
        yield from reader


@contextmanager
def _refusals_told() -> Iterator[None]:
    """What DuckDB refuses, as an error that a user can read."""
    try:
        yield
    except duckdb.Error as error:
        raise StoreError(f"DuckDB refuses the query: {_LINE.sub(_line_above, str(error))}") from error


def _relation(connection: duckdb.DuckDBPyConnection, sql: str) -> duckdb.DuckDBPyRelation:
    statement = _one_statement(connection, sql)
    _check_plan(connection, statement)
    return connection.sql(statement)


def _one_statement(connection: duckdb.DuckDBPyConnection, sql: str) -> duckdb.Statement:
    statements = connection.extract_statements(sql)
    if len(statements) != 1:
        raise StoreError(f"There are {len(statements)} statements; give exactly one.")
    if statements[0].type not in READING:
        raise StoreError(f"This is a {statements[0].type.name} statement; {_ADVICE}.")
    return statements[0]


def _check_plan(connection: duckdb.DuckDBPyConnection, statement: duckdb.Statement) -> None:
    """Refuse a statement whose plan writes files; everything else that writes fails on a read-only snapshot."""
    query = _EXPLAIN.sub("", statement.query, count=1)
    plans = connection.execute(f"{_PREFIX}\n{query}").fetchall()
    operators = {name for _, plan in plans for name in _operators(json.loads(plan))}
    if not operators or any("COPY" in name for name in operators):
        raise StoreError(f"The statement writes a file; {_ADVICE}. To keep a result, use `jianbao sql … -o FILE`.")


def _line_above(line: re.Match[str]) -> str:
    """The line number without the line of the prefix."""
    return f"LINE {max(1, int(line[1]) - 1)}:"


def _operators(plan: Any) -> Iterator[str]:
    """The names of all operators of a plan."""
    pending = [plan]
    while pending:
        node = pending.pop()
        if isinstance(node, list):
            pending.extend(node)
        elif isinstance(node, dict):
            yield node.get("name", "")
            pending.extend(node.get("children", ()))
