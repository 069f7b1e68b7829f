"""A derived table is a function of the live rows: computed when they have changed, untouched when they have not."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable, Iterator, Sequence
from contextlib import closing
from pathlib import Path
from typing import Any

import fabricate
import pyarrow as pa
import pytest

from schemas import ARTICLES, JUMPS, SOURCES
from schemas.derived import Jump
from schemas.errors import StoreError
from tasks.corpus.inputs import whole
from tasks.derive import Derivation, Derived, derive
from warehouse.connect import connect, run_select
from warehouse.derived import content_hash
from warehouse.log import SCHEMA_VERSION
from warehouse.store import LOG_NAME, Store

YEARS = {"s1": 2031, "s2": 2031, "s3": 2032}


def one_row_an_article(batches: Iterable[pa.RecordBatch]) -> Iterator[Sequence[Any]]:
    """A jump from every article to itself, a part for each year of YEARS."""
    ids = [article_id for batch in batches for article_id in batch["article_id"].to_pylist()]
    for year in sorted(set(YEARS.values())):
        yield [fabricate.fill(Jump, from_article_id=i) for i in sorted(ids) if YEARS[i.split("-")[0]] == year]


DERIVATION = Derivation(JUMPS, (ARTICLES, SOURCES), whole(one_row_an_article, "jumps"))


@pytest.fixture
def store(tmp_path: Path) -> Store:
    return Store(tmp_path / "warehouse")


def load(store: Store, run: str, *source_ids: str, mark: str = "") -> None:
    fabricate.commit(store, run, *(fabricate.source(f"/{source_id}", source_id) for source_id in source_ids), mark=mark)


def update(store: Store, run: str = "derive") -> Derived:
    with store.writing(run):
        return derive(store, DERIVATION, run)


def derived_rows(store: Store, as_of: int | None = None) -> list[str]:
    with connect(store.root, as_of) as connection:
        rows = run_select(connection, "SELECT from_article_id FROM jumps ORDER BY ALL").to_pylist()
    return [row["from_article_id"].split("-")[0] for row in rows]


def live_paths(store: Store) -> set[str]:
    return {file.path for file in store.live_files() if file.table == JUMPS.name}


def test_rows_of_all_live_sources_come_in_one_commit(store):
    load(store, "r1", "s1", "s2")
    load(store, "r2", "s3")
    assert update(store) == Derived("jumps", 3, True)
    assert derived_rows(store) == ["s1", "s2", "s3"]
    assert [commit.note for commit in store.commits()][2:] == ["derived jumps"]


def test_nothing_is_computed_while_nothing_has_changed(store):
    load(store, "r1", "s1")
    update(store)
    assert update(store) == Derived("jumps", None, False)


def test_what_comes_out_the_same_makes_no_commit(store):
    load(store, "r1", "s1")
    update(store)
    load(store, "r2", "s1", mark="another body")
    commits = len(store.commits())
    assert update(store) == Derived("jumps", 1, False)
    assert len(store.commits()) == commits
    assert update(store).rows is None


def test_a_part_that_comes_out_the_same_keeps_its_file(store):
    load(store, "r1", "s1", "s3")
    update(store)
    before = live_paths(store)
    load(store, "r2", "s2")
    update(store)
    assert len(live_paths(store) & before) == 1
    assert len(live_paths(store)) == 2


def test_rows_of_a_source_that_is_gone_go_with_the_next_computation(store):
    load(store, "r1", "s1", "s2")
    update(store)
    fabricate.commit(store, "r2", fabricate.source("/s2", None, "quarantined", error_code="unreadable"))
    update(store)
    assert derived_rows(store) == ["s1"]


def test_a_table_that_loses_all_rows_is_empty(store):
    load(store, "r1", "s1")
    update(store)
    fabricate.commit(store, "r2", fabricate.source("/s1", None, "quarantined", error_code="unreadable"))
    assert update(store) == Derived("jumps", 0, True)
    assert derived_rows(store) == []


@pytest.mark.parametrize(
    "damage", [Path.unlink, lambda path: path.write_bytes(path.read_bytes()[::-1])], ids=["missing", "other-bytes"]
)
def test_a_damaged_file_is_made_anew(store, damage):
    load(store, "r1", "s1", "s3")
    update(store)
    paths = sorted(live_paths(store))
    damage(store.root / paths[0])
    assert update(store) == Derived("jumps", 2, True)
    assert derived_rows(store) == ["s1", "s3"]
    assert set(paths) & live_paths(store) == {paths[1]}


def test_an_earlier_commit_shows_the_rows_of_its_time(store):
    load(store, "r1", "s1")
    update(store)
    load(store, "r2", "s2")
    update(store)
    assert [derived_rows(store, commit) for commit in (1, 2, 3, 4)] == [[], ["s1"], ["s1"], ["s1", "s2"]]


@pytest.mark.parametrize("order", [("s1", "s2", "s3"), ("s3", "s1", "s2")], ids=["forward", "shuffled"])
def test_the_files_hold_the_same_in_any_order_of_loading(store, tmp_path, order):
    at_once = Store(tmp_path / "at-once")
    load(at_once, "r1", "s1", "s2", "s3")
    update(at_once)
    for source_id in order:
        load(store, f"load-{source_id}", source_id)
        update(store)
    contents = [{f.batch for f in each.live_files() if f.table == JUMPS.name} for each in (store, at_once)]
    assert len(contents[0]) == 2
    assert contents[0] == contents[1]


def test_rows_that_differ_have_another_hash():
    tables = [pa.table({"a": values}) for values in ([1, 2], [2, 1], [1, 2, 3])]
    assert len({content_hash(table) for table in tables}) == 3


def test_rows_in_chunks_have_the_same_hash():
    whole = pa.table({"a": ["甲", "乙", None]})
    assert content_hash(pa.concat_tables([whole[:1], whole[1:]])) == content_hash(whole)


def test_without_the_lock_nothing_is_replaced(store):
    load(store, "r1", "s1")
    with pytest.raises(StoreError, match=r"store\.writing"):
        derive(store, DERIVATION, "r2")


def test_a_log_of_the_first_format_is_brought_up_to_date(store):
    load(store, "r1", "s1")
    with closing(sqlite3.connect(store.root / LOG_NAME)) as connection, connection:
        connection.execute("DROP TABLE derived")
        connection.execute("UPDATE meta SET value = 1 WHERE name = 'schema_version'")
    opened = Store(store.root)
    assert update(opened) == Derived("jumps", 1, True)
    with closing(sqlite3.connect(store.root / LOG_NAME)) as connection:
        versions = connection.execute("SELECT value FROM meta WHERE name = 'schema_version'").fetchall()
    assert versions == [(SCHEMA_VERSION,)]
