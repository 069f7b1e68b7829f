"""A warehouse that an older jianbao has written opens, answers, takes new sources, and is brought up to date.

What differed then: the log knew neither derived tables nor a grace, `keywords` came from each source,
`terms` was not there, `pages` had other columns and types, and files said neither batch nor time.
"""

from __future__ import annotations

import sqlite3
from contextlib import closing
from pathlib import Path

import fabricate
import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from schemas import PAGES, SOURCE_TABLES, STORED_TABLES
from schemas.column import schema_of
from warehouse import files
from warehouse.compact import compact
from warehouse.connect import connect, run_select
from warehouse.log import SCHEMA_VERSION
from warehouse.records import Commit, DerivedTable, WrittenBatch
from warehouse.store import LOG_NAME, Store
from warehouse.verify import checks, damaged_files, run_checks

LATER = ("terms",)
"""Tables that came later."""


def load_as_then(store: Store, name: str, uri: str, source_id: str) -> None:
    """A batch as an older jianbao wrote it."""
    source = fabricate.source(uri, source_id)
    rows = fabricate.rows_for([source])
    tables = {k: v for k, v in rows.items() if k not in ("pages", *LATER)}
    written = [
        *fabricate.write_batch(store.root, name, tables),
        files.write_table(store.root, name, "pages", fabricate.pages_of_an_older_schema(rows)),
        files.write_table(
            store.root,
            name,
            "keywords",
            pa.table({"source_id": [source_id], "article_id": [f"{source_id}-0-5"], "rank": [1], "term": ["旧"]}),
        ),
    ]
    with store.writing(name):
        store.commit(Commit(name, f"batch {name}", (WrittenBatch(name, tuple(written), (source,)),)))


@pytest.fixture
def old(tmp_path: Path) -> Path:
    """Two batches and a log of the first format."""
    store = Store(tmp_path / "warehouse")
    load_as_then(store, "r1", "/a", "s1")
    load_as_then(store, "r2", "/b", "s2")
    with closing(sqlite3.connect(store.root / LOG_NAME)) as connection, connection:
        connection.execute("DROP TABLE derived")
        connection.execute("UPDATE meta SET value = 1 WHERE name = 'schema_version'")
    for path in files.on_disk(store.root):
        strip_metadata(store, path)
    return store.root


def strip_metadata(store: Store, path: Path) -> None:
    """Take away what files say of themselves since then."""
    table = pq.read_table(path)
    kept = {k: v for k, v in (table.schema.metadata or {}).items() if k in (b"table", b"grain")}
    pq.write_table(table.replace_schema_metadata(kept), path)
    name = path.relative_to(store.root).as_posix()
    with closing(sqlite3.connect(store.root / LOG_NAME)) as connection, connection:
        row = (path.stat().st_size, files.checksum(path), name)
        connection.execute("UPDATE files SET size_bytes = ?, checksum = ? WHERE path = ?", row)


def ask(root: Path, sql: str) -> list[tuple]:
    with connect(root) as connection:
        return [tuple(row.values()) for row in run_select(connection, sql).to_pylist()]


def test_it_answers_in_the_columns_of_today(old):
    rows = ask(old, "SELECT page_id, ordinal, editors FROM pages ORDER BY 1")
    assert rows == [("s1-0", 7, None), ("s2-0", 7, None)]


@pytest.mark.parametrize("table", STORED_TABLES, ids=[table.name for table in STORED_TABLES])
def test_every_table_of_today_can_be_asked(table, old):
    names = [name for (name,) in ask(old, f"SELECT column_name FROM (DESCRIBE {table.name})")]
    assert names == schema_of(table).names


def test_its_log_is_brought_up_to_date(old):
    Store(old)
    with closing(sqlite3.connect(old / LOG_NAME)) as connection:
        versions = connection.execute("SELECT value FROM meta WHERE name = 'schema_version'").fetchall()
    assert versions == [(SCHEMA_VERSION,)]


def test_it_is_whole(old):
    store = Store(old)
    assert list(damaged_files(store)) == []
    found = {check.name: hits for check, hits in run_checks(store, checks()) if check.name == "source_is_missing"}
    assert found == {"source_is_missing": []}


def test_a_source_of_it_is_replaced_in_all_tables(old):
    store = Store(old)
    fabricate.commit(store, "r3", fabricate.source("/a", "s3"))
    for table in SOURCE_TABLES:
        expected = [("s3",)] if table.name in LATER else [("s2",), ("s3",)]
        assert ask(old, f"SELECT DISTINCT source_id FROM {table.name} ORDER BY 1") == expected, table.name


def test_a_table_that_is_derived_now_replaces_the_rows_of_then(old):
    store = Store(old)
    rows = fabricate.to_arrow(
        fabricate.BY_NAME["keywords"], [fabricate.row("keywords", article_id="s1-0-5", term="新")]
    )
    file = files.write_table(store.root, "keywords-1", "keywords", rows)
    with store.writing("r3"):
        store.replace_derived(DerivedTable("keywords", (file,), "inputs"), "r3")
    assert ask(old, "SELECT article_id, term FROM keywords") == [("s1-0-5", "新")]


def test_maintain_writes_its_files_anew_in_the_schema_of_today(old):
    store = Store(old)
    before = ask(old, "SELECT source_id, newspaper, ordinal FROM pages ORDER BY 1")
    with store.writing("m"):
        list(compact(store, "m", 2**26))
    of_pages = [pq.read_schema(old / file.path) for file in store.live_files() if file.table == "pages"]
    assert [schema.names for schema in of_pages] == [schema_of(PAGES).names]
    assert of_pages[0].field("ordinal").type == schema_of(PAGES).field("ordinal").type
    assert ask(old, "SELECT source_id, newspaper, ordinal FROM pages ORDER BY 1") == before


def test_a_jianbao_of_then_is_told_to_step_aside(old, monkeypatch):
    Store(old)
    monkeypatch.setattr("warehouse.log.SCHEMA_VERSION", 1)
    with pytest.raises(Exception, match="newer jianbao"):
        Store(old)
