"""How long the past is kept, and the ways back to it."""

from __future__ import annotations

import datetime
import sqlite3
from contextlib import closing
from pathlib import Path

import fabricate
import pyarrow.parquet as pq
import pytest

from schemas import SOURCE_TABLES
from schemas.errors import StoreError
from warehouse import history
from warehouse.compact import compact
from warehouse.connect import connect, run_select
from warehouse.forget import forget, held_under
from warehouse.history import past_commits, plan_return, remove_superseded, rollback
from warehouse.log import Transaction
from warehouse.store import LOG_NAME, Store
from warehouse.verify import damaged_files, log_problems

WEEK = datetime.timedelta(days=7)
NOTHING = datetime.timedelta(0)


@pytest.fixture
def store(tmp_path: Path) -> Store:
    return Store(tmp_path / "warehouse")


def sources(root: Path, as_of: int | datetime.datetime | None = None) -> list[tuple[str, str, str | None]]:
    with connect(root, as_of) as connection:
        rows = run_select(connection, "SELECT uri, status, source_id FROM sources ORDER BY uri").to_pylist()
    return [(row["uri"], row["status"], row["source_id"]) for row in rows]


def texts(root: Path, as_of: int | None = None) -> dict[str, list[str]]:
    """By table, the sources that have rows."""
    with connect(root, as_of) as connection:
        return {
            table.name: run_select(connection, f"SELECT source_id FROM {table.name} ORDER BY 1")[0].to_pylist()
            for table in SOURCE_TABLES
            if table.name != "sources"
        }


def everywhere(*source_ids: str) -> dict[str, list[str]]:
    return {table.name: list(source_ids) for table in SOURCE_TABLES if table.name != "sources"}


def removed(store: Store, grace: datetime.timedelta = NOTHING) -> int:
    with store.writing("m"):
        return len(remove_superseded(store, grace))


def go_back(store: Store, commit_id: int):
    with store.writing("rb"):
        return rollback(store, commit_id, "rb")


def drop(store: Store, name: str):
    with store.writing("f"):
        return forget(store, held_under(store, name), "f")


@pytest.fixture
def changed(store) -> Store:
    """Commit 1 holds /a and /b; commit 2 gives /a new bytes; commit 3 adds /c."""
    fabricate.commit(store, "r1", fabricate.source("/a", "s1"), fabricate.source("/b", "s2"))
    fabricate.commit(store, "r2", fabricate.source("/a", "s3"))
    fabricate.commit(store, "r3", fabricate.source("/c", "s4"))
    return store


def test_superseded_files_stay_for_the_grace(changed):
    assert removed(changed, WEEK) == 0
    assert texts(changed.root, 1) == everywhere("s1", "s2")


def test_superseded_files_go_after_the_grace(changed):
    gone = {file.path for file in changed.live_files(1)} - {file.path for file in changed.live_files()}
    assert removed(changed) == len(gone)
    assert not any((changed.root / path).exists() for path in gone)
    assert texts(changed.root) == everywhere("s2", "s3", "s4")
    assert list(damaged_files(changed)) == []


def test_a_snapshot_whose_files_went_is_refused(changed):
    removed(changed)
    with pytest.raises(StoreError, match="jianbao history"):
        connect(changed.root, 1)
    assert [past.is_kept for past in past_commits(changed)] == [False, False, True]


def test_a_file_that_a_killed_removal_left_is_swept(changed, monkeypatch):
    gone = {file.path for file in changed.live_files(1)} - {file.path for file in changed.live_files()}
    with monkeypatch.context() as patched:
        patched.setattr(Path, "unlink", interrupt)
        with pytest.raises(KeyboardInterrupt):
            removed(changed)
    assert all((changed.root / path).exists() for path in gone)
    with changed.writing("m"):
        swept = changed.sweep(NOTHING)
    assert {path.relative_to(changed.root).as_posix() for path in swept} == gone


def interrupt(*_: object, **__: object) -> None:
    raise KeyboardInterrupt


def test_a_clock_that_was_ahead_for_a_while_removes_nothing_early(store, monkeypatch):
    fabricate.commit(store, "r1", fabricate.source("/a", "s1"))
    add = Transaction.add_commit
    ahead = datetime.datetime(2999, 1, 1)
    with monkeypatch.context() as patched:
        patched.setattr(Transaction, "add_commit", lambda self, at, *rest: add(self, ahead, *rest))
        fabricate.commit(store, "r2", fabricate.source("/a", "s2"))
    fabricate.commit(store, "r3", fabricate.source("/a", "s3"))
    assert removed(store) == 0
    assert texts(store.root, 2) == everywhere("s2")


def test_a_clock_that_goes_backwards_keeps_commits_in_their_order(store, monkeypatch):
    fabricate.commit(store, "r1", fabricate.source("/a", "s1"))
    add = Transaction.add_commit
    with monkeypatch.context() as patched:
        patched.setattr(
            Transaction, "add_commit", lambda self, at, *rest: add(self, datetime.datetime(1999, 1, 1), *rest)
        )
        fabricate.commit(store, "r2", fabricate.source("/a", "s2"))
    assert texts(store.root) == everywhere("s2")
    fabricate.commit(store, "r3", fabricate.source("/a", "s3"))
    assert texts(store.root) == everywhere("s3")
    assert removed(store, WEEK) == 0


def test_the_log_forgets_what_can_no_longer_be_seen(changed):
    removed(changed)
    with changed.log.reading() as log:
        assert log.known_paths() == {file.path for file in changed.live_files()}


def test_a_rollback_brings_back_an_earlier_commit_in_all_tables(changed):
    entry = go_back(changed, 1)
    assert entry.commit_id == 4
    assert sources(changed.root) == sources(changed.root, 1) == [("/a", "loaded", "s1"), ("/b", "loaded", "s2")]
    assert texts(changed.root) == everywhere("s1", "s2")
    assert list(damaged_files(changed)) == []


def test_a_rollback_can_be_rolled_back(changed):
    go_back(changed, 1)
    go_back(changed, 3)
    assert texts(changed.root) == everywhere("s2", "s3", "s4")
    assert sources(changed.root) == sources(changed.root, 3)


def test_after_a_rollback_sources_can_be_replaced(changed):
    go_back(changed, 1)
    fabricate.commit(changed, "r5", fabricate.source("/b", "s5"))
    assert texts(changed.root) == everywhere("s1", "s5")


def test_a_rollback_over_a_compaction(changed):
    with changed.writing("m"):
        list(compact(changed, "m", 2**26))
    go_back(changed, 2)
    fabricate.commit(changed, "r5", fabricate.source("/b", "s5"))
    assert texts(changed.root) == everywhere("s3", "s5")


def test_what_a_rollback_brings_back_outlives_the_files_that_it_was_linked_to(changed):
    go_back(changed, 1)
    removed(changed)
    assert texts(changed.root) == everywhere("s1", "s2")
    assert list(damaged_files(changed)) == []


def test_a_rollback_copies_where_there_are_no_links(changed, monkeypatch):
    def refuse(*_: object) -> None:
        raise OSError(95, "not supported")

    monkeypatch.setattr(history.os, "link", refuse)
    go_back(changed, 1)
    assert texts(changed.root) == everywhere("s1", "s2")


def test_a_rollback_says_first_what_it_means(changed):
    planned = plan_return(changed, 1)
    assert (planned.entry.run_id, planned.undone, planned.sources) == ("r1", 2, 2)


def test_a_rollback_to_now_does_nothing(changed):
    assert go_back(changed, 3) is None


@pytest.mark.parametrize("commit_id", [0, 9])
def test_there_is_no_way_back_to_a_commit_that_never_was(changed, commit_id):
    with pytest.raises(StoreError, match="jianbao history"):
        go_back(changed, commit_id)


def test_there_is_no_way_back_to_a_commit_whose_files_went(changed):
    removed(changed)
    with pytest.raises(StoreError, match="removed"):
        go_back(changed, 1)


def test_a_rollback_to_a_damaged_file_changes_nothing(changed):
    file = next(file for file in changed.live_files(1) if file not in changed.live_files())
    (changed.root / file.path).write_bytes(b"x")
    with pytest.raises(StoreError, match="can't be brought back"):
        go_back(changed, 1)
    assert len(changed.commits()) == 3


def test_history_counts_what_each_commit_did(changed):
    tables = len(SOURCE_TABLES)
    counted = [(past.entry.run_id, past.added, past.removed, past.sources) for past in past_commits(changed)]
    assert counted == [("r1", tables, 0, 2), ("r2", 2 * tables, tables, 1), ("r3", tables, 0, 1)]


def test_a_forgotten_source_leaves_no_row_in_any_table(changed):
    drop(changed, "/a")
    assert sources(changed.root) == [("/b", "loaded", "s2"), ("/c", "loaded", "s4")]
    assert texts(changed.root) == everywhere("s2", "s4")
    assert ("/a", None) not in changed.holdings()


def test_a_forgotten_source_leaves_no_byte_once_superseded_files_are_removed(store):
    fabricate.commit(store, "r1", fabricate.source("/a", "s1"), mark="密语")
    fabricate.commit(store, "r2", fabricate.source("/b", "s2"), mark="寻常")
    drop(store, "/a")
    removed(store)
    bodies = [pq.read_table(path)["body"].to_pylist() for path in (store.root / "data" / "articles").iterdir()]
    assert bodies == [["寻常"]]


@pytest.mark.parametrize(
    ("name", "left"),
    [
        ("/d", {"/de.txt"}),
        ("/d/a.zip", {"/d/b.txt", "/de.txt"}),
        ("/d/a.zip!/1.txt", {"/d/a.zip", "/d/b.txt", "/de.txt"}),
    ],
    ids=["folder", "archive", "member"],
)
def test_a_folder_an_archive_or_a_member_is_forgotten(store, name, left):
    members = [fabricate.source("/d/a.zip", f"s{n}", member=f"{n}.txt") for n in (1, 2)]
    fabricate.commit(store, "r1", *members, fabricate.source("/d/b.txt", "s3"), fabricate.source("/de.txt", "s4"))
    drop(store, name)
    assert {uri for uri, _ in store.holdings()} == left


def test_a_copy_takes_the_place_of_a_forgotten_source(store):
    copies = fabricate.source("/b", "s1", "duplicate"), fabricate.source("/c", "s1", "duplicate")
    fabricate.commit(store, "r1", fabricate.source("/a", "s1"), *copies)
    drop(store, "/a")
    assert sources(store.root) == [("/b", "loaded", "s1"), ("/c", "duplicate", "s1")]
    assert texts(store.root) == everywhere("s1")


def test_a_forgotten_copy_leaves_the_rows_alone(store):
    fabricate.commit(store, "r1", fabricate.source("/a", "s1"), fabricate.source("/b", "s1", "duplicate"))
    drop(store, "/b")
    assert texts(store.root) == everywhere("s1")


def test_a_source_and_its_copy_are_forgotten_together(store):
    fabricate.commit(store, "r1", fabricate.source("/d/a", "s1"), fabricate.source("/d/b", "s1", "duplicate"))
    drop(store, "/d")
    assert store.live_files() == []


def test_what_is_not_held_cannot_be_forgotten(changed):
    with pytest.raises(StoreError, match="not held"):
        held_under(changed, "/nowhere")


def test_a_log_that_contradicts_itself_is_found(changed):
    assert log_problems(changed) == []
    with closing(sqlite3.connect(changed.root / LOG_NAME)) as connection, connection:
        connection.execute("DELETE FROM holdings WHERE uri = '/c'")
    (problem,) = log_problems(changed)
    assert "batch r3 should have 0 rows of sources and has 1" in problem


def test_no_way_to_the_past_makes_the_log_contradict_itself(changed):
    drop(changed, "/c")
    go_back(changed, 2)
    with changed.writing("m"):
        list(compact(changed, "m", 2**26))
    removed(changed)
    assert log_problems(changed) == []
