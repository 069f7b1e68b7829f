"""Statements from outside read the snapshot and nothing else."""

from __future__ import annotations

from pathlib import Path

import fabricate
import pytest

from schemas.errors import StoreError
from warehouse.connect import connect, run_select
from warehouse.files import checksum
from warehouse.store import Store


@pytest.fixture(scope="module")
def store(tmp_path_factory) -> Store:
    store = Store(tmp_path_factory.mktemp("read_only"))
    fabricate.commit(store, "r1", fabricate.source("/a", "s1"), fabricate.source("/b", "s1", "duplicate"))
    return store


@pytest.fixture(scope="module")
def connection(store):
    with connect(store.root) as connection:
        yield connection


READING = {
    "select": "SELECT uri FROM sources",
    "comment": "-- why\n/* and /* how */ */ SELECT 1",
    "semicolon": "SELECT 1;",
    "with": "WITH a AS (SELECT 1) FROM a",
    "from": "FROM articles",
    "values": "VALUES (1), (2)",
    "describe": "DESCRIBE articles",
    "show": "SHOW TABLES",
    "summarize": "SUMMARIZE sources",
    "pivot": "PIVOT sources ON status USING count(*)",
    "explain": "EXPLAIN SELECT 1",
    "explain-analyze": "EXPLAIN ANALYZE SELECT count(*) FROM words",
    "explain-options": "EXPLAIN (ANALYZE, FORMAT json) SELECT 1",
    "column-named-copy": "SELECT 1 AS copy",
    "text-with-copy": "SELECT 'COPY x TO y'",
}


@pytest.mark.parametrize("sql", READING.values(), ids=READING)
def test_statements_that_read_are_run(connection, sql):
    assert run_select(connection, sql).num_rows >= 1


WRITING = {
    "copy": "COPY (SELECT 1) TO '{file}'",
    "copy-in-with": "WITH a AS (COPY (SELECT 1) TO '{file}') SELECT * FROM a",
    "copy-in-unused-with": "WITH a AS (COPY (SELECT 1) TO '{file}') SELECT 1",
    "explain-analyze": "EXPLAIN ANALYZE COPY (SELECT 1) TO '{file}'",
    "explain-options": "EXPLAIN (ANALYZE) COPY (SELECT 1) TO '{file}'",
    "explain-comment": "EXPLAIN /* x */ ANALYZE COPY (SELECT 1) TO '{file}'",
    "explain-with": "EXPLAIN ANALYZE WITH a AS (COPY (SELECT 1) TO '{file}') SELECT 1",
    "copy-pivot": "COPY (PIVOT sources ON status) TO '{file}'",
    "explain-copy-pivot": "EXPLAIN ANALYZE COPY (PIVOT sources ON status) TO '{file}'",
    "query-function": "FROM query('WITH a AS (COPY (SELECT 1) TO ''{file}'') SELECT 1')",
    "insert": "INSERT INTO published SELECT * FROM published",
    "insert-in-with": "WITH a AS (DELETE FROM published RETURNING *) FROM a",
    "create": "CREATE TABLE t AS SELECT 1",
    "drop": "DROP VIEW articles",
    "attach": "ATTACH '{file}.db'",
    "detach": "DETACH jianbao",
    "set": "SET threads = 1",
    "pragma": "PRAGMA enable_profiling",
    "install": "INSTALL httpfs",
    "call": "CALL enable_logging()",
    "export": "EXPORT DATABASE '{file}'",
}


@pytest.mark.parametrize("sql", WRITING.values(), ids=WRITING)
def test_statements_that_write_are_refused(store, connection, sql):
    before = {file.path: checksum(store.root / file.path) for file in store.live_files()}
    statement = sql.format(file=store.root / store.live_files()[0].path)
    with pytest.raises(StoreError):
        run_select(connection, statement)
    assert {path: checksum(store.root / path) for path in before} == before


FOREIGN = ["SELECT * FROM read_text('{file}')", "FROM read_csv('{file}')", "FROM '{file}'", "FROM glob('{folder}/*')"]


@pytest.mark.parametrize("sql", FOREIGN, ids=["read_text", "read_csv", "from", "glob"])
def test_other_files_are_not_to_be_had(connection, sql, tmp_path):
    file = tmp_path / "private.csv"
    file.write_text("a,b\n1,2\n")
    with pytest.raises(StoreError):
        run_select(connection, sql.format(file=file, folder=tmp_path))


def test_variables_of_the_program_are_not_to_be_had(connection):
    secret = {"a": [1]}
    with pytest.raises(StoreError, match="does not exist"):
        run_select(connection, "FROM secret")
    assert secret


@pytest.mark.parametrize("sql", ["", ";", "-- nothing", "SELECT 1; SELECT 2"], ids=["empty", "blank", "comment", "two"])
def test_it_takes_exactly_one_statement(connection, sql):
    with pytest.raises(StoreError, match="exactly one"):
        run_select(connection, sql)


def test_a_message_points_at_the_line_of_the_query(connection):
    with pytest.raises(StoreError, match=r"LINE 2: FROM artikles"):
        run_select(connection, "SELECT uri\nFROM artikles")


def test_a_result_keeps_columns_of_the_same_name(connection):
    result = run_select(connection, "SELECT 1 AS a, 2 AS a")
    assert [column.to_pylist() for column in result.columns] == [[1], [2]]


def test_a_big_sort_may_use_the_disk(connection):
    result = run_select(connection, "SELECT current_setting('temp_directory')")
    assert Path(result.columns[0][0].as_py()).parent.is_dir()


def test_a_long_query_draws_no_bar_into_the_output(connection):
    assert run_select(connection, "SELECT current_setting('enable_progress_bar') AS bar").to_pylist() == [
        {"bar": False}
    ]
