"""Compaction merges small batches, changes no row, and leaves each source replaceable at the cost of its group."""

from __future__ import annotations

import random
from pathlib import Path

import fabricate
import pyarrow.parquet as pq
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from schemas import SOURCE_TABLES
from schemas.column import schema_of
from warehouse import compact as compaction
from warehouse import files
from warehouse.compact import Weight, choose, compact
from warehouse.connect import connect, run_select
from warehouse.records import Commit, Restated, WrittenBatch
from warehouse.store import Store

TARGET = 2**26


@pytest.fixture
def store(tmp_path: Path) -> Store:
    return Store(tmp_path / "warehouse")


def run(store: Store, target_bytes: int = TARGET, name: str = "m1") -> list[compaction.Compacted]:
    with store.writing(name):
        return list(compact(store, name, target_bytes))


def contents(store: Store) -> dict[str, list[str]]:
    """Every table's rows, in any order."""
    found: dict[str, list[str]] = {table.name: [] for table in SOURCE_TABLES}
    for file in store.live_files():
        found[file.table] += [repr(row) for row in pq.read_table(store.root / file.path).to_pylist()]
    return {table: sorted(rows) for table, rows in found.items()}


def load(store: Store, count: int) -> None:
    for n in range(count):
        fabricate.commit(store, f"r{n}", fabricate.source(f"/{n}", f"s{n}"), mark=f"text {n}")


def column(store: Store, table: str, name: str) -> list[object]:
    """A column of the one file that a table has."""
    (file,) = [file for file in store.live_files() if file.table == table]
    return list(pq.read_table(store.root / file.path)[name].to_pylist())


def test_many_small_files_become_one_a_table(store):
    load(store, 5)
    before = contents(store)
    (done,) = run(store)
    assert (done.batches, done.before, done.after) == (5, 5 * len(SOURCE_TABLES), len(SOURCE_TABLES))
    assert contents(store) == before


def test_a_second_compaction_finds_nothing_to_do(store):
    load(store, 5)
    run(store)
    before = store.live_files()
    assert run(store, name="m2") == []
    assert store.live_files() == before


def test_sources_are_kept_in_the_order_of_newspaper_and_date(store):
    for n, paper in enumerate(["晨报", "晚报", "晨报", None, "晚报"]):
        source = fabricate.source(f"/{n}", f"s{n}")
        rows = fabricate.rows_for([source])
        rows["pages"] = [fabricate.changed(page, newspaper=paper) for page in rows["pages"]]
        with store.writing("r"):
            written = fabricate.write_batch(store.root, f"r{n}", rows)
            store.commit(Commit("r", "", (WrittenBatch(f"r{n}", written, (source,)),)))
    run(store)
    assert column(store, "pages", "newspaper") == ["晚报", "晚报", "晨报", "晨报", None]
    for table in ("articles", "words", "mentions", "repairs"):
        assert column(store, table, "source_id") == ["s1", "s4", "s0", "s2", "s3"]


def test_a_source_can_be_replaced_afterwards(store, tmp_path):
    load(store, 5)
    run(store)
    fabricate.commit(store, "r9", fabricate.source("/2", "s9"), mark="text 9")
    twin = Store(tmp_path / "twin")
    for n in (0, 1, 3, 4, 9):
        fabricate.commit(twin, f"r{n}", fabricate.source(f"/{2 if n == 9 else n}", f"s{n}"), mark=f"text {n}")
    assert contents(store) == contents(twin)


def test_a_copy_can_take_over_afterwards(store):
    fabricate.commit(store, "r1", fabricate.source("/a", "s1"), fabricate.source("/b", "s1", "duplicate"))
    fabricate.commit(store, "r2", fabricate.source("/c", "s2"))
    run(store)
    fabricate.commit(store, "r3", fabricate.source("/a", "s3"), restated=(Restated("/b", None, "loaded", "f"),))
    assert {h.uri: (h.status, h.source_id) for h in store.holdings().values()} == {
        "/a": ("loaded", "s3"),
        "/b": ("loaded", "s1"),
        "/c": ("loaded", "s2"),
    }
    assert {eval(row)["source_id"] for row in contents(store)["words"]} == {"s1", "s2", "s3"}


def test_a_row_of_sources_whose_bytes_are_in_another_batch_stays_apart_from_them(store):
    fabricate.commit(store, "r1", fabricate.source("/b", "s1"))
    fabricate.commit(store, "r2", fabricate.source("/a", "s1"), restated=(Restated("/b", None, "duplicate", "f"),))
    fabricate.commit(store, "r3", fabricate.source("/c", None, "quarantined"))
    before = contents(store)
    run(store)
    assert contents(store) == before
    fabricate.commit(store, "r4", fabricate.source("/a", "s4"), restated=(Restated("/b", None, "loaded", "f"),))
    assert {eval(row)["source_id"] for row in contents(store)["words"]} == {"s1", "s4"}


def test_a_change_rewrites_the_files_of_one_group_alone(store):
    load(store, 12)
    size = sum(file.size_bytes for file in store.live_files())
    (done,) = run(store, target_bytes=size // 4)
    groups = {file.batch for file in store.live_files()}
    assert len(groups) == 4
    before = set(store.live_files())
    fabricate.commit(store, "r99", fabricate.source("/5", "s99"))
    assert len({file.batch for file in before - set(store.live_files())}) == 1
    assert done.batches == 12


def test_each_part_is_a_commit_of_its_own(store, monkeypatch):
    monkeypatch.setattr(compaction, "PART_GROUPS", 1)
    load(store, 6)
    before = contents(store)
    size = sum(file.size_bytes for file in store.live_files())
    done = run(store, target_bytes=size * 2 // 5)
    assert len(done) == 3
    assert [entry.run_id for entry in store.commits()][-3:] == ["m1"] * 3
    assert contents(store) == before


def test_a_reader_of_the_state_before_goes_on_reading_it(store):
    load(store, 3)
    with connect(store.root) as reader:
        run(store)
        assert run_select(reader, "SELECT source_id FROM pages ORDER BY 1")["source_id"].to_pylist() == [
            "s0",
            "s1",
            "s2",
        ]


def test_a_batch_with_a_damaged_file_is_left_as_it_is(store):
    load(store, 3)
    damaged = next(file for file in store.live_files() if (file.batch, file.table) == ("r1", "words"))
    path = store.root / damaged.path
    path.write_bytes(path.read_bytes()[:-1])
    run(store)
    assert {file.batch for file in store.live_files()} == {"r1", "m1-m001-00"}
    assert damaged in store.live_files()


def test_files_of_an_older_schema_are_written_anew(store):
    source = fabricate.source("/a", "s1")
    rows = fabricate.rows_for([source])
    written = list(fabricate.write_batch(store.root, "r1", {k: v for k, v in rows.items() if k != "pages"}))
    old = fabricate.pages_of_an_older_schema(rows)
    written.append(files.write_table(store.root, "r1", "pages", old))
    with store.writing("r"):
        store.commit(Commit("r", "", (WrittenBatch("r1", tuple(written), (source,)),)))
    run(store)
    (file,) = [file for file in store.live_files() if file.table == "pages"]
    table = pq.read_table(store.root / file.path)
    assert table.schema.names == schema_of(fabricate.BY_NAME["pages"]).names
    assert table.select(["page_id", "editors", "ordinal"]).to_pylist() == [
        {"page_id": "s1-0", "editors": None, "ordinal": 7}
    ]


WEIGHTS = st.lists(st.integers(1, 200), max_size=40)


@given(WEIGHTS)
@settings(max_examples=200, deadline=None)
def test_a_merged_batch_at_least_doubles(sizes):
    weights = [Weight(f"b{n:02}", size) for n, size in enumerate(sizes)]
    chosen = set(choose(weights, 100))
    merged = [w.size_bytes for w in weights if w.batch in chosen]
    assert all(size < 50 and 2 * size <= sum(merged) for size in merged)


@given(WEIGHTS)
@settings(max_examples=200, deadline=None)
def test_small_batches_that_stay_at_least_double_from_one_to_the_next(sizes):
    weights = [Weight(f"b{n:02}", size) for n, size in enumerate(sizes)]
    chosen = set(choose(weights, 100))
    left = sorted([w.size_bytes for w in weights if w.batch not in chosen and w.size_bytes < 50], reverse=True)
    merged = sum(w.size_bytes for w in weights if w.batch in chosen)
    assert all(size > sum(left[n + 1 :]) + merged for n, size in enumerate(left[:-1]))


def test_a_row_is_rewritten_a_handful_of_times_in_a_thousand_nights():
    nights, target, rng = 1000, 2**26, random.Random(7)
    batches: dict[str, int] = {}
    written = loaded = 0
    for night in range(nights):
        batches[f"n{night:04}"] = size = rng.randint(2**18, 2**20)
        loaded += size
        chosen = choose([Weight(*item) for item in batches.items()], target)
        merged = sum(batches.pop(batch) for batch in chosen)
        if merged:
            written += merged
            batches[f"m{night:04}"] = merged
    assert written / loaded < 8
    assert len(batches) < 30


def test_the_search_index_is_kept_in_the_order_of_its_terms(store):
    for n, term in enumerate(["山", "水", "石"]):
        source = fabricate.source(f"/{n}", f"s{n}")
        rows = fabricate.rows_for([source])
        rows["terms"] = [fabricate.changed(rows["terms"][0], term=each) for each in ("云", term)]
        with store.writing("r"):
            written = fabricate.write_batch(store.root, f"r{n}", rows)
            store.commit(Commit("r", "", (WrittenBatch(f"r{n}", written, (source,)),)))
    run(store)
    assert column(store, "terms", "term") == ["云", "云", "云", "山", "水", "石"]
