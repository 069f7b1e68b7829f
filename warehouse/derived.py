"""Derived tables: read what they rest on, write what came out, touch nothing that is the same.

A derived table is a function of the live rows of some tables. The log keeps a fingerprint of those
tables' files, of the queries and of the code, so that nothing is computed while nothing has changed.
What is computed arrives in parts, one file a part, named by a hash of its rows: a part that is the
same as a live file stays that file, and a table whose parts all are causes no commit. A damaged file
is as good as none. What was worked out on the way is kept apart (derived_memory).
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Iterator, Sequence, Set
from contextlib import contextmanager
from pathlib import Path

import duckdb
import pyarrow as pa

from schemas import ARTICLES, SOURCE_TABLES, SOURCES
from schemas.column import Table, schema_of
from schemas.sql import identifier
from warehouse import catalog, files
from warehouse.derived_memory import Memory
from warehouse.records import DerivedTable, WrittenFile
from warehouse.store import Store

READ_ROWS = 10_000
"""Rows handed over at a time."""

PARTS_OF_STORIES = "story_parts"
"""The view over articles and jumps that a query over both may use; it is worked out once, as a table."""

FINGERPRINTS = "fingerprints"
"""The query of inputs/ that any query over sources may use as a view."""

VIEWS_OF_INPUTS = {
    "keywords": ("periods",),
    "reprints": ("story_texts", "story_keys"),
    "reprint_passages": ("story_texts", "story_keys"),
}
"""Queries of inputs/ that the other queries of a derived table use as views."""

HASH_DIGITS = 16
"""Hex digits of a hash of rows in a batch's name."""


def script(name: str) -> str:
    """The query of inputs/<name>.sql."""
    return catalog.read_script(catalog.FOLDER / "inputs" / f"{name}.sql").sql


def input_query(table: Table) -> str:
    """The query over the tables that a derived table rests on: inputs/<table>.sql."""
    return script(table.name)


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
    inputs = hashlib.sha256("\n".join([_with_queries(code), *views, *parts]).encode()).hexdigest()
    of_table = [file for file in live if file.table == table.name]
    if known != (inputs, frozenset(file.batch for file in of_table)):
        return inputs
    return inputs if any(files.problem_of(store.root, file) for file in of_table) else None


def _views_over(names: Set[str]) -> list[catalog.Script]:
    """The views that a query over these tables may use."""
    return [view for view in catalog.views() if view.name == PARTS_OF_STORIES] if {"articles", "jumps"} <= names else []


@contextmanager
def reading_inputs(store: Store, table: Table, reads: Sequence[Table], code: str) -> Iterator[StoredInputs]:
    """The live rows that a derived table rests on, and what was kept for it.

    Args:
        code: fingerprint of the code that computes it.
    """
    with duckdb.connect(":memory:", config={"python_enable_replacements": False}) as connection:
        inputs = StoredInputs(connection, store, table, reads, Memory(store.root, table.name, _with_queries(code)))
        inputs.make_views()
        yield inputs


def _with_queries(code: str) -> str:
    """A fingerprint of code and of all queries of derived tables."""
    scripts = sorted((catalog.FOLDER / "inputs").glob("*.sql"))
    return hashlib.sha256(
        "\n".join([code, *(path.read_text(encoding="utf-8") for path in scripts)]).encode()
    ).hexdigest()


class StoredInputs:
    """Rows of a snapshot's tables by the queries of inputs/, and what was kept of the last time.

    Queries find each table under its name, and, if articles are asked for, their rows of the table `x` as
    `wanted_x` and their ids in the table `wanted`.
    """

    def __init__(
        self, connection: duckdb.DuckDBPyConnection, store: Store, table: Table, reads: Sequence[Table], memory: Memory
    ) -> None:
        self._connection = connection
        self._root = store.root
        self._files = store.live_files()
        self._reads = reads
        self._table = table
        self.recall, self.keep, self.forget = memory.recall, memory.keep, memory.forget

    def make_views(self) -> None:
        """Make the tables, and the views over them that queries may use; what files hold is looked up once."""
        self._connection.execute("SET parquet_metadata_cache = true")
        for _, create in catalog.table_views(self._root, self._files, self._reads):
            self._connection.execute(create)
        for view in _views_over({each.name for each in self._reads}):
            self._connection.execute(f"CREATE TABLE {identifier(view.name)} AS {view.sql}")
        of_sources = [FINGERPRINTS] if SOURCES in self._reads else []
        for name in (*of_sources, *VIEWS_OF_INPUTS.get(self._table.name, ())):
            self._connection.execute(f"CREATE VIEW {identifier(name)} AS {script(name)}")

    def rows(self, query: str, wanted: Iterable[str] | None = None) -> pa.RecordBatchReader:
        """The rows of inputs/<query>.sql, a few thousand at a time.

        Args:
            wanted: article_ids that the query asks for.
        """
        if wanted is not None:
            self._want(wanted)
        return self._connection.sql(script(query)).to_arrow_reader(READ_ROWS)

    def _want(self, article_ids: Iterable[str]) -> None:
        """Make the table `wanted`, and of each table with articles the rows of these; other files stay unread.

        All rows of a source are in one batch, so that the batches of its articles tell the files of other tables.
        """
        ids = pa.table({"article_id": pa.array(list(article_ids), pa.string())})
        self._connection.register("wanted_ids", ids)
        self._connection.execute("CREATE OR REPLACE TEMP TABLE wanted AS SELECT DISTINCT article_id FROM wanted_ids")
        self._connection.unregister("wanted_ids")
        of_articles = [table for table in self._reads if "article_id" in schema_of(table).names]
        batches = {file.batch for file in self._holding_wanted(ARTICLES)}
        holding = [
            file
            for table in of_articles
            for file in (
                [file for file in self._files if file.table == table.name and file.batch in batches]
                if table in SOURCE_TABLES
                else self._holding_wanted(table)
            )
        ]
        for statement in ("DROP SCHEMA IF EXISTS held CASCADE", "CREATE SCHEMA held", "USE held"):
            self._connection.execute(statement)
        for _, create in catalog.table_views(self._root, holding, of_articles):
            self._connection.execute(create)
        self._connection.execute("USE main")
        for table in of_articles:
            name, of_wanted = identifier(table.name), identifier(f"wanted_{table.name}")
            query = f"FROM held.{name} SEMI JOIN wanted USING (article_id)"
            self._connection.execute(f"CREATE OR REPLACE TEMP VIEW {of_wanted} AS {query}")

    def _holding_wanted(self, table: Table) -> list[WrittenFile]:
        """The files of a table that hold rows of wanted articles."""
        by_path = {str(self._root / file.path): file for file in self._files if file.table == table.name}
        if not by_path:
            return []
        found = self._connection.execute(
            "SELECT DISTINCT filename FROM read_parquet($paths, filename = true) SEMI JOIN wanted USING (article_id)",
            {"paths": list(by_path)},
        )
        return [by_path[path] for (path,) in found.fetchall()]


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
