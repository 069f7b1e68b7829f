"""What readers open: exactly one commit, whatever happens beside it."""

from __future__ import annotations

import datetime
import shutil
import subprocess
import sys
from pathlib import Path

import duckdb
import fabricate
import pyarrow as pa
import pytest

from schemas import PAGES, SOURCE_TABLES, TABLES
from schemas.column import description_of, schema_of
from schemas.errors import StoreError
from schemas.sql import sql_type
from warehouse import catalog, files
from warehouse.connect import connect, publish, run_select
from warehouse.records import Commit, WrittenBatch
from warehouse.store import PUBLISHED_NAME, Store


@pytest.fixture
def store(tmp_path: Path) -> Store:
    return Store(tmp_path / "warehouse")


@pytest.fixture(scope="module")
def empty(tmp_path_factory) -> Store:
    """A published warehouse before its first commit."""
    store = Store(tmp_path_factory.mktemp("empty"))
    publish(store)
    return store


def ask(root: Path, sql: str, as_of: int | datetime.datetime | None = None) -> list[tuple]:
    with connect(root, as_of) as connection:
        return [tuple(row.values()) for row in run_select(connection, sql).to_pylist()]


SOURCES = "SELECT source_id FROM articles ORDER BY source_id"


@pytest.mark.parametrize("table", TABLES, ids=[table.name for table in TABLES])
def test_a_table_without_files_is_empty_and_has_its_types(table, empty):
    with connect(empty.root) as connection:
        assert run_select(connection, f"FROM {table.name}").num_rows == 0
        described = run_select(connection, f"DESCRIBE {table.name}").to_pylist()
    types = [(column["column_name"], column["column_type"].replace('"', "")) for column in described]
    assert types == [(field.name, sql_type(field.type).replace('"', "")) for field in schema_of(table)]


def test_every_table_is_read_from_its_files(store):
    fabricate.commit(store, "r1", fabricate.source("/a", "s1"))
    for table in SOURCE_TABLES:
        assert ask(store.root, f"SELECT source_id FROM {table.name}") == [("s1",)], table.name


def test_a_column_that_older_files_lack_is_null_there(store):
    fabricate.commit(store, "r1", fabricate.source("/a", "s1"))
    rows = pa.table({"page_id": ["old"], "source_id": ["s2"]})
    older = files.write_table(store.root, "r0", PAGES.name, rows)
    with store.writing("r2"):
        store.commit(Commit("r2", "", (WrittenBatch("r0", (older,), (fabricate.source("/b", "s2"),)),)))
    assert ask(store.root, "SELECT page_id, newspaper FROM pages ORDER BY 1") == [("old", None), ("s1-0", "云岭")]


def test_a_column_that_no_file_has_is_null(store):
    older = files.write_table(store.root, "r0", PAGES.name, pa.table({"page_id": ["old"], "source_id": ["s"]}))
    with store.writing("r0"):
        store.commit(Commit("r0", "", (WrittenBatch("r0", (older,), (fabricate.source("/b", "s"),)),)))
    assert ask(store.root, "SELECT page_id, editors, typeof(editors) FROM pages")[0][:2] == ("old", None)


def test_tables_and_columns_carry_their_descriptions(empty):
    stored = dict(ask(empty.root, "SELECT table_name || '.' || column_name, comment FROM duckdb_columns()"))
    expected = {f"{t.name}.{f.name}": description_of(f) for t in TABLES for f in schema_of(t)}
    expected |= {f"{v.name}.{name}": text for v in catalog.views() for name, text in v.columns.items()}
    assert {name: stored.get(name) for name in expected} == expected


def test_views_and_macros_describe_themselves_and_every_column(empty):
    for view in catalog.views():
        with connect(empty.root) as connection:
            assert run_select(connection, f"FROM {view.name}").schema.names == list(view.columns), view.name
    described = "SELECT count(*) FROM (SELECT comment FROM duckdb_views() WHERE NOT internal) WHERE comment IS NULL"
    assert ask(empty.root, described) == [(0,)]
    macros = dict(ask(empty.root, "SELECT function_name, comment FROM duckdb_functions() WHERE NOT internal"))
    assert macros == {macro.name: macro.comment for macro in catalog.macros()}


@pytest.mark.parametrize(
    ("folder", "listed"), [("views", catalog.VIEWS), ("macros", catalog.MACROS)], ids=["views", "macros"]
)
def test_every_sql_file_is_published(folder, listed):
    assert sorted(path.stem for path in (catalog.FOLDER / folder).glob("*.sql")) == sorted(listed)


def test_a_reader_keeps_its_snapshot(store):
    fabricate.commit(store, "r1", fabricate.source("/a", "s1"))
    with connect(store.root) as reader:
        fabricate.commit(store, "r2", fabricate.source("/a", "s2"))
        publish(store)
        assert run_select(reader, SOURCES).to_pylist() == [{"source_id": "s1"}]
        assert ask(store.root, SOURCES) == [("s2",)]


def test_a_stale_file_is_published_anew_on_opening(store):
    fabricate.commit(store, "r1", fabricate.source("/a", "s1"))
    publish(store)
    fabricate.commit(store, "r2", fabricate.source("/b", "s2"))
    assert ask(store.root, SOURCES) == [("s1",), ("s2",)]


def test_a_current_file_is_left_alone_on_opening(store):
    fabricate.commit(store, "r1", fabricate.source("/a", "s1"))
    publish(store)
    before = store.published_path.stat().st_ino
    ask(store.root, SOURCES)
    assert store.published_path.stat().st_ino == before


def test_a_run_recorded_after_the_last_commit_shows(store):
    publish(store)
    store.record_run(fabricate.row("runs", run_id="late"))
    assert ask(store.root, "SELECT run_id FROM runs") == [("late",)]


def test_a_moved_warehouse_is_published_anew(store, tmp_path):
    fabricate.commit(store, "r1", fabricate.source("/a", "s1"))
    publish(store)
    moved = tmp_path / "elsewhere"
    shutil.move(store.root, moved)
    assert ask(moved, SOURCES) == [("s1",)]


def test_a_published_file_opens_without_jianbao(store):
    fabricate.commit(store, "r1", fabricate.source("/a", "s1"))
    publish(store)
    with duckdb.connect(str(store.published_path), read_only=True) as connection:
        assert connection.execute(SOURCES).fetchall() == [("s1",)]


def test_the_published_file_has_the_format_of_duckdb_1_0(empty):
    header = empty.published_path.read_bytes()[:20]
    assert (header[8:12], int.from_bytes(header[12:20], "little")) == (b"DUCK", 64)


def test_a_damaged_published_file_is_replaced(store):
    fabricate.commit(store, "r1", fabricate.source("/a", "s1"))
    store.published_path.write_bytes(b"\0" * 5000)
    assert ask(store.root, SOURCES) == [("s1",)]


WRITING_CLIENT = """
import duckdb, sys
connection = duckdb.connect(sys.argv[1])
connection.execute("CREATE TABLE scratch AS SELECT 1")
print("open", flush=True)
sys.stdin.read()
"""


def test_a_client_that_has_the_file_open_for_writing_blocks_nobody(store):
    fabricate.commit(store, "r1", fabricate.source("/a", "s1"))
    publish(store)
    command = [sys.executable, "-c", WRITING_CLIENT, str(store.published_path)]
    with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE) as client:
        assert client.stdout is not None
        client.stdout.readline()
        wal = store.root / f"{PUBLISHED_NAME}.wal"
        assert wal.exists()
        assert ask(store.root, SOURCES) == [("s1",)]
        assert not wal.exists()
        client.communicate()
    assert ask(store.root, SOURCES) == [("s1",)]


def test_an_earlier_commit_can_be_asked(store):
    fabricate.commit(store, "r1", fabricate.source("/a", "s1"))
    fabricate.commit(store, "r2", fabricate.source("/a", "s2"))
    first, second = store.commits()
    assert ask(store.root, SOURCES, as_of=1) == [("s1",)]
    assert ask(store.root, SOURCES, as_of=first.at) == [("s1",)]
    assert ask(store.root, SOURCES, as_of=second.at.replace(tzinfo=datetime.UTC)) == [("s2",)]


@pytest.mark.parametrize("as_of", [7, datetime.datetime(2001, 1, 1)], ids=["number", "time"])
def test_a_commit_that_is_not_there_is_named(store, as_of):
    fabricate.commit(store, "r1", fabricate.source("/a", "s1"))
    with pytest.raises(StoreError, match="commits 1 to 1"):
        connect(store.root, as_of)


def test_an_earlier_commit_whose_files_are_gone_says_so(store):
    fabricate.commit(store, "r1", fabricate.source("/a", "s1"))
    (store.root / store.live_files()[0].path).unlink()
    with pytest.raises(StoreError, match="jianbao history"):
        connect(store.root, 1)


@pytest.mark.parametrize("name", ["o'brien", "云 岭", "a[1]*"], ids=["quote", "blank", "glob"])
def test_any_folder_name_will_do(tmp_path, name):
    store = Store(tmp_path / name)
    fabricate.commit(store, "r1", fabricate.source("/a", "s1"))
    assert ask(store.root, SOURCES) == [("s1",)]
