"""Derived tables: read what they rest on, write what came out, touch nothing that is the same.

A derived table is a function of the live rows of some tables. The log keeps a fingerprint of those
tables' files, of the query and of the code, so that nothing is computed while nothing has changed.
What is computed arrives in parts, one file a part, named by a hash of its rows: a part that is the
same as a live file stays that file, and a table whose parts all are causes no commit. A damaged file
is as good as none.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Iterator, Sequence, Set
from contextlib import contextmanager
from pathlib import Path

import duckdb
import pyarrow as pa

from schemas.column import Table
from schemas.sql import identifier
from warehouse import catalog, files
from warehouse.records import DerivedTable, WrittenFile
from warehouse.store import Store

READ_ROWS = 10_000
"""Rows handed over at a time."""

VIEWS_OF_STORIES = ("story_parts", "stories")
"""Views over articles and jumps that a query over both may use."""

HASH_DIGITS = 16
"""Hex digits of a hash of rows in a batch's name."""


def input_query(table: Table) -> str:
    """The query over the tables that a derived table rests on: inputs/<table>.sql."""
    return catalog.read_script(catalog.FOLDER / "inputs" / f"{table.name}.sql").sql


def stale_inputs(store: Store, table: Table, reads: Sequence[Table], code: str) -> str | None:
    """The fingerprint of what a derived table rests on; None if it was computed from just that and is still whole.

    Args:
        reads: the tables that its query reads.
        code: fingerprint of the code that computes it.
    """
    names = {each.name for each in reads}
    with store.log.reading() as log:
        last, known = log.last_commit(), log.derived_from(table.name)
        live = log.files_at(last.commit_id if last else 0)
    parts = sorted(f"{file.table} {file.checksum}" for file in live if file.table in names)
    views = (view.sql for view in _views_over(names))
    inputs = hashlib.sha256("\n".join([code, input_query(table), *views, *parts]).encode()).hexdigest()
    of_table = [file for file in live if file.table == table.name]
    if known != (inputs, frozenset(file.batch for file in of_table)):
        return inputs
    return inputs if any(files.problem_of(store.root, file) for file in of_table) else None


def _views_over(names: Set[str]) -> list[catalog.Script]:
    """The views that a query over these tables may use."""
    return [view for view in catalog.views() if view.name in VIEWS_OF_STORIES] if {"articles", "jumps"} <= names else []


@contextmanager
def reading_inputs(store: Store, table: Table, reads: Sequence[Table]) -> Iterator[pa.RecordBatchReader]:
    """The rows that a derived table rests on, as its query gives them, a few thousand at a time."""
    with duckdb.connect(":memory:", config={"python_enable_replacements": False}) as connection:
        for _, create in catalog.table_views(store.root, store.live_files(), reads):
            connection.execute(create)
        for view in _views_over({each.name for each in reads}):
            connection.execute(f"CREATE VIEW {identifier(view.name)} AS {view.sql}")
        yield connection.sql(input_query(table)).to_arrow_reader(READ_ROWS)


def write_derived(store: Store, table: Table, parts: Iterable[pa.Table], inputs: str) -> DerivedTable:
    """Write the parts of a derived table that no live file has; nobody sees them before `Store.replace_derived`.

    Args:
        parts: with the table's schema; one without rows is left out.
        inputs: as from `stale_inputs`.
    """
    with store.log.reading() as log:
        kept = log.live_files_in(table.name)
    live = {file.batch: file for file in kept if files.problem_of(store.root, file) is None}
    written = tuple(_file_of(store.root, table, part, live) for part in parts if part.num_rows)
    return DerivedTable(table.name, written, inputs)


def _file_of(root: Path, table: Table, part: pa.Table, live: dict[str, WrittenFile]) -> WrittenFile:
    batch = f"{table.name}-{content_hash(part)[:HASH_DIGITS]}"
    return live.get(batch) or files.write_table(root, batch, table.name, part)


def content_hash(rows: pa.Table) -> str:
    """SHA-256 of rows with their schema, hex; the same however they are chunked."""
    sink = pa.BufferOutputStream()
    with pa.ipc.new_stream(sink, rows.schema) as stream:
        stream.write_table(rows.combine_chunks())
    return hashlib.sha256(sink.getvalue()).hexdigest()
