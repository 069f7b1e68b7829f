"""A commit replaces a source's rows in all tables at once, and touches nothing else."""

from __future__ import annotations

import datetime
import os
import sqlite3
from contextlib import closing
from pathlib import Path

import fabricate
import pyarrow.parquet as pq
import pytest

from schemas import SOURCE_TABLES
from schemas.errors import StoreError
from warehouse import files
from warehouse.records import Commit, Restated, WrittenBatch
from warehouse.store import LOG_NAME, Store

TEXT_TABLES = sorted(table.name for table in SOURCE_TABLES if table.name != "sources")


@pytest.fixture
def store(tmp_path: Path) -> Store:
    return Store(tmp_path / "warehouse")


def rows(store: Store, table: str, *columns: str) -> list[tuple]:
    """The live rows of a table, sorted."""
    found: list[tuple] = []
    for file in store.live_files():
        if file.table == table:
            found += [tuple(row[c] for c in columns) for row in pq.read_table(store.root / file.path).to_pylist()]
    return sorted(found, key=str)


def holders(store: Store) -> dict[str, list[str]]:
    """By table, the source_ids that have rows."""
    return {table: [row[0] for row in rows(store, table, "source_id")] for table in TEXT_TABLES}


def everywhere(*source_ids: str) -> dict[str, list[str]]:
    return {table: list(source_ids) for table in TEXT_TABLES}


def test_a_commit_shows_its_rows_in_every_table(store):
    fabricate.commit(store, "r1", fabricate.source("/a", "s1"), fabricate.source("/b", "s2"))
    assert holders(store) == everywhere("s1", "s2")


def test_files_that_were_not_committed_are_not_seen(store):
    fabricate.batch(store.root, "r1", fabricate.source("/a", "s1"))
    assert store.live_files() == []


def test_new_bytes_replace_the_old_rows_in_every_table(store):
    fabricate.commit(store, "r1", fabricate.source("/a", "s1"), fabricate.source("/b", "s2"))
    fabricate.commit(store, "r2", fabricate.source("/a", "s3"))
    assert holders(store) == everywhere("s2", "s3")
    assert rows(store, "sources", "uri", "source_id") == [("/a", "s3"), ("/b", "s2")]


def test_the_same_bytes_done_again_are_not_doubled(store):
    fabricate.commit(store, "r1", fabricate.source("/a", "s1"), mark="before")
    fabricate.commit(store, "r2", fabricate.source("/a", "s1"), mark="after")
    assert rows(store, "articles", "source_id", "body") == [("s1", "after")]
    assert holders(store) == everywhere("s1")


def test_only_files_that_hold_replaced_rows_are_written_anew(store):
    fabricate.commit(store, "r1", fabricate.source("/a", "s1"))
    fabricate.commit(store, "r2", fabricate.source("/b", "s2"), fabricate.source("/c", "s3"))
    untouched = {file for file in store.live_files() if file.batch == "r1"}
    fabricate.commit(store, "r3", fabricate.source("/b", "s4"))
    assert {file for file in store.live_files() if file.batch == "r1"} == untouched


def test_a_file_whose_rows_are_all_replaced_goes_away(store):
    fabricate.commit(store, "r1", fabricate.source("/a", "s1"))
    fabricate.commit(store, "r2", fabricate.source("/a", "s2"))
    assert {file.batch for file in store.live_files()} == {"r2"}


def test_rows_in_several_row_groups_are_taken_out_one_by_one(store, monkeypatch):
    monkeypatch.setattr(files, "ROW_GROUP_ROWS", 2)
    fabricate.commit(store, "r1", *(fabricate.source(f"/{n}", f"s{n}") for n in range(7)))
    fabricate.commit(store, "r2", fabricate.source("/3", "s8"))
    assert holders(store) == everywhere("s0", "s1", "s2", "s4", "s5", "s6", "s8")


def test_a_rewritten_file_keeps_its_rows_and_metadata(store):
    fabricate.commit(store, "r1", fabricate.source("/a", "s1"), fabricate.source("/b", "s2"))
    (before,) = [file for file in store.live_files() if file.table == "words"]
    fabricate.commit(store, "r2", fabricate.source("/a", "s3"))
    (after,) = [file for file in store.live_files() if (file.table, file.batch) == ("words", "r1")]
    old, new = (pq.read_table(store.root / file.path) for file in (before, after))
    assert new.to_pylist() == old.to_pylist()[1:]
    assert new.schema.equals(old.schema)
    ours = {key: value for key, value in old.schema.metadata.items() if key != files.WRITTEN_KEY}
    assert ours.items() <= new.schema.metadata.items()


def test_a_copy_adds_a_row_of_sources_and_nothing_else(store):
    fabricate.commit(store, "r1", fabricate.source("/a", "s1"))
    before = set(store.live_files())
    fabricate.commit(store, "r2", fabricate.source("/b", "s1", "duplicate"))
    assert [file.table for file in set(store.live_files()) - before] == ["sources"]
    assert before <= set(store.live_files())


def test_a_copy_takes_over_with_what_was_known_of_the_bytes(store):
    loaded = fabricate.source("/a", "s1", encoding="gb18030")
    fabricate.commit(store, "r1", loaded, fabricate.source("/b", "s1", "duplicate", fingerprint="old"))
    fabricate.commit(store, "r2", fabricate.source("/a", "s2"), restated=(Restated("/b", None, "loaded", "new"),))
    assert holders(store) == everywhere("s1", "s2")
    states = rows(store, "sources", "uri", "status", "encoding", "fingerprint", "run_id")
    assert states[1] == ("/b", "loaded", "gb18030", "new", "r2")


def test_a_copy_of_a_quarantined_source_takes_over_with_its_reason(store):
    broken = fabricate.source("/a", "s1", "quarantined", error_code="undecodable", error="甲")
    fabricate.commit(store, "r1", broken, fabricate.source("/b", "s1", "duplicate"))
    fabricate.commit(store, "r2", fabricate.source("/a", "s2"), restated=(Restated("/b", None, "quarantined", "f"),))
    states = rows(store, "sources", "uri", "status", "error_code", "error")
    assert states[1] == ("/b", "quarantined", "undecodable", "甲")


def test_a_loaded_source_steps_back_behind_a_smaller_uri(store):
    fabricate.commit(store, "r1", fabricate.source("/b", "s1", encoding="big5"))
    fabricate.commit(store, "r2", fabricate.source("/a", "s1"), restated=(Restated("/b", None, "duplicate", "f"),))
    assert rows(store, "sources", "uri", "status", "encoding")[1] == ("/b", "duplicate", None)
    assert holders(store) == everywhere("s1")


def test_a_change_of_state_alone_touches_only_sources(store):
    fabricate.commit(store, "r1", fabricate.source("/a", "s1"), fabricate.source("/b", "s1", "duplicate"))
    before = {file for file in store.live_files() if file.table != "sources"}
    changes = (Restated("/a", None, "duplicate", "f"), Restated("/b", None, "loaded", "f"))
    fabricate.commit(store, "r2", restated=changes)
    assert {file for file in store.live_files() if file.table != "sources"} == before
    assert rows(store, "sources", "uri", "status") == [("/a", "duplicate"), ("/b", "loaded")]


def test_bytes_that_no_source_has_any_more_lose_their_rows(store):
    fabricate.commit(store, "r1", fabricate.source("/a", "s1"), fabricate.source("/b", "s2"))
    fabricate.commit(store, "r2", fabricate.source("/a", "s2", "duplicate"))
    assert holders(store) == everywhere("s2")


def test_a_source_that_can_no_longer_be_read_loses_its_rows(store):
    fabricate.commit(store, "r1", fabricate.source("/a", "s1"))
    fabricate.commit(store, "r2", fabricate.source("/a", None, "quarantined", error_code="unreadable"))
    assert holders(store) == everywhere()
    assert rows(store, "sources", "uri", "status") == [("/a", "quarantined")]


def test_a_load_that_ends_in_quarantine_replaces_the_old_rows(store):
    fabricate.commit(store, "r1", fabricate.source("/a", "s1"))
    fabricate.commit(store, "r2", fabricate.source("/a", "s1", "quarantined", error_code="timeout"))
    assert holders(store) == everywhere()


def test_what_a_quarantined_source_has_left_is_replaced_with_it(store):
    rejected = {"rejections": [fabricate.row("rejections", source_id="s1")]}
    for run in ("r1", "r2"):
        source = fabricate.source("/a", "s1", "quarantined", error_code="internal_error")
        with store.writing(run):
            written = fabricate.write_batch(store.root, run, rejected | {"sources": [source]})
            store.commit(Commit(run, "", (WrittenBatch(run, written, (source,)),)))
    assert rows(store, "rejections", "source_id") == [("s1",)]


def test_a_quarantined_copy_leaves_the_loaded_rows_alone(store):
    fabricate.commit(store, "r1", fabricate.source("/a", "s1"))
    fabricate.commit(store, "r2", fabricate.source("/b", "s1", "quarantined", error_code="unsafe_member_name"))
    assert holders(store) == everywhere("s1")


def test_members_of_an_archive_are_sources_of_their_own(store):
    members = [fabricate.source("/a.zip", f"s{n}", member=f"{n}.txt") for n in (1, 2)]
    fabricate.commit(store, "r1", *members)
    fabricate.commit(store, "r2", fabricate.source("/a.zip", "s3", member="1.txt"))
    assert rows(store, "sources", "member", "source_id") == [("1.txt", "s3"), ("2.txt", "s2")]


def test_holdings_are_those_of_the_last_commit(store):
    fabricate.commit(store, "r1", fabricate.source("/a", "s1"), fabricate.source("/b", None, "quarantined"))
    fabricate.commit(store, "r2", fabricate.source("/a", "s2", fingerprint="new"))
    held = store.holdings()
    assert {key: h.source_id for key, h in held.items()} == {("/a", None): "s2", ("/b", None): None}
    assert (held["/a", None].fingerprint, held["/a", None].batch) == ("new", "r2")
    assert list(store.holdings_by_source()) == ["s2"]


def test_an_earlier_commit_keeps_its_files(store):
    fabricate.commit(store, "r1", fabricate.source("/a", "s1"))
    first = store.live_files()
    fabricate.commit(store, "r2", fabricate.source("/a", "s2"))
    assert store.live_files(1) == first
    assert all((store.root / file.path).is_file() for file in first)


def test_a_commit_of_nothing_changes_nothing(store):
    fabricate.commit(store, "r1", fabricate.source("/a", "s1"))
    with store.writing("r2"):
        assert store.commit(Commit("r2", "nothing")) is None
    assert [entry.run_id for entry in store.commits()] == ["r1"]


def test_without_the_lock_there_is_no_commit(store):
    with pytest.raises(StoreError, match=r"store\.writing"):
        store.commit(Commit("r1", ""))


@pytest.mark.parametrize(
    ("sources", "restated", "message"),
    [
        ([("/a", "s1"), ("/a", "s2")], (), "two rows"),
        ([("/a", "s1"), ("/b", "s1")], (), "loads the same bytes twice"),
        ([("/a", "s1")], (Restated("/z", None, "duplicate", "f"),), "not held"),
    ],
    ids=["one-source-twice", "same-bytes-twice", "restated-unknown"],
)
def test_a_commit_that_contradicts_itself_changes_nothing(store, sources, restated, message):
    with pytest.raises(StoreError, match=message):
        fabricate.commit(store, "r1", *(fabricate.source(*s) for s in sources), restated=restated)
    assert store.last_commit() is None


def test_a_run_is_recorded_once_and_brought_up_to_date(store):
    started = fabricate.row("runs", run_id="r1", ended_at=None, status="running")
    ended = fabricate.row("runs", run_id="r1", status="completed")
    store.record_run(started)
    store.record_run(ended)
    assert store.runs() == [ended]


def test_sweeping_removes_what_killed_writers_left_and_nothing_else(store):
    fabricate.commit(store, "r1", fabricate.source("/a", "s1"))
    fabricate.commit(store, "r2", fabricate.source("/a", "s2"))
    known = [store.root / file.path for number in (1, 2) for file in store.live_files(number)]
    left = fabricate.batch(store.root, "r3", fabricate.source("/b", "s3")).files
    young = fabricate.batch(store.root, "r4", fabricate.source("/c", "s4")).files
    unfinished = store.root / f".jianbao.duckdb{files.TEMPORARY_MARK}1-ab"
    unfinished.touch()
    for old in (*known, *(store.root / file.path for file in left), unfinished):
        os.utime(old, (0, 0))
    with store.writing("maintain"):
        swept = store.sweep(datetime.timedelta(hours=1))
    assert set(swept) == {unfinished, *(store.root / file.path for file in left)}
    assert all(path.exists() for path in (*known, *(store.root / file.path for file in young)))
    assert not any(path.exists() for path in swept)


def test_a_file_that_a_publishing_reader_renames_meanwhile_does_not_stop_the_sweep(store, monkeypatch):
    unfinished = store.root / f".jianbao.duckdb{files.TEMPORARY_MARK}1-ab"
    monkeypatch.setattr(type(store.root), "glob", lambda *_: iter([unfinished]))
    with store.writing("maintain"):
        assert store.sweep(datetime.timedelta(0)) == []


def test_a_log_of_a_newer_jianbao_is_refused(store):
    with closing(sqlite3.connect(store.root / LOG_NAME)) as connection, connection:
        connection.execute("UPDATE meta SET value = 99 WHERE name = 'schema_version'")
    with pytest.raises(StoreError, match="newer jianbao"):
        Store(store.root)


def test_a_file_that_is_no_log_is_refused(tmp_path):
    (tmp_path / LOG_NAME).write_text("这不是日志" * 100)
    with pytest.raises(StoreError, match="jianbao rebuild"):
        Store(tmp_path)


def test_a_folder_without_a_warehouse_is_named(tmp_path):
    with pytest.raises(StoreError, match="jianbao ingest"):
        Store.existing(tmp_path / "nowhere")


def test_a_folder_whose_name_duckdb_misreads_is_refused_at_once(tmp_path):
    with pytest.raises(StoreError, match="question mark"):
        Store(tmp_path / "which?")


def test_a_folder_that_cannot_be_made_is_named(tmp_path):
    (tmp_path / "file").touch()
    with pytest.raises(StoreError, match="choose another"):
        Store(tmp_path / "file" / "warehouse")
