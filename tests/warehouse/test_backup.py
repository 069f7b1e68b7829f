"""Copies of a warehouse hold the last commit whole, whatever state the copy was in before."""

from __future__ import annotations

from pathlib import Path

import fabricate
import pyarrow.parquet as pq
import pytest

from schemas.errors import StoreError
from warehouse import backup, files
from warehouse.backup import back_up, back_up_log, log_backups, restore
from warehouse.connect import connect, run_select
from warehouse.history import past_commits
from warehouse.store import LOG_NAME, Store
from warehouse.verify import damaged_files


@pytest.fixture
def store(tmp_path: Path) -> Store:
    store = Store(tmp_path / "warehouse")
    fabricate.commit(store, "r1", fabricate.source("/a", "s1"), fabricate.source("/b", "s2"))
    fabricate.commit(store, "r2", fabricate.source("/a", "s3"))
    return store


def sources(root: Path) -> list[tuple[str, str]]:
    with connect(root) as connection:
        rows = run_select(connection, "SELECT uri, source_id FROM sources ORDER BY 1").to_pylist()
    return [(row["uri"], row["source_id"]) for row in rows]


def test_a_backup_is_a_warehouse_of_its_own(store, tmp_path):
    copied = back_up(store, tmp_path / "copy")
    assert sources(tmp_path / "copy") == [("/a", "s3"), ("/b", "s2")]
    assert (copied.files, copied.copied) == (len(store.live_files()), len(store.live_files()))
    copy = Store(tmp_path / "copy")
    assert list(damaged_files(copy)) == []
    fabricate.commit(copy, "r3", fabricate.source("/b", "s4"))
    assert sources(copy.root) == [("/a", "s3"), ("/b", "s4")]


def test_no_byte_of_a_backup_is_shared_with_the_warehouse(store, tmp_path):
    back_up(store, tmp_path / "copy")
    for file in store.live_files():
        assert (store.root / file.path).stat().st_ino != (tmp_path / "copy" / file.path).stat().st_ino


def test_a_backup_has_the_last_commit_alone(store, tmp_path):
    back_up(store, tmp_path / "copy")
    copy = Store(tmp_path / "copy")
    assert [past.is_kept for past in past_commits(copy)] == [False, True]
    assert len(list(files.on_disk(copy.root))) == len(store.live_files())


def test_an_earlier_backup_is_brought_up_to_date(store, tmp_path):
    back_up(store, tmp_path / "copy")
    before = len(store.live_files())
    fabricate.commit(store, "r3", fabricate.source("/c", "s5"))
    copied = back_up(store, tmp_path / "copy")
    assert copied.copied == len(store.live_files()) - before
    assert sources(tmp_path / "copy") == [("/a", "s3"), ("/b", "s2"), ("/c", "s5")]


def test_what_is_no_longer_live_leaves_the_backup(store, tmp_path):
    back_up(store, tmp_path / "copy")
    fabricate.commit(store, "r3", fabricate.source("/a", "s5"), fabricate.source("/b", "s6"))
    assert back_up(store, tmp_path / "copy").removed > 0
    names = {path.relative_to(tmp_path / "copy").as_posix() for path in files.on_disk(tmp_path / "copy")}
    assert names == {file.path for file in store.live_files()}


def test_a_damaged_file_of_the_backup_is_copied_again(store, tmp_path):
    back_up(store, tmp_path / "copy")
    (tmp_path / "copy" / store.live_files()[0].path).write_bytes(b"x")
    assert back_up(store, tmp_path / "copy").copied == 1
    assert list(damaged_files(Store(tmp_path / "copy"))) == []


def test_a_damaged_file_of_the_warehouse_is_not_copied(store, tmp_path):
    back_up(store, tmp_path / "copy")
    fabricate.commit(store, "r3", fabricate.source("/c", "s5"))
    new = next(file for file in store.live_files() if file.batch == "r3")
    (store.root / new.path).write_bytes(b"x")
    with pytest.raises(StoreError, match="jianbao verify"):
        back_up(store, tmp_path / "copy")
    assert sources(tmp_path / "copy") == [("/a", "s3"), ("/b", "s2")]


@pytest.mark.parametrize("step", ["_copy_file", "_remove"])
def test_a_backup_that_is_cut_off_leaves_the_earlier_one(store, tmp_path, monkeypatch, step):
    back_up(store, tmp_path / "copy")
    fabricate.commit(store, "r3", fabricate.source("/c", "s5"))

    def interrupt(*_: object) -> None:
        raise KeyboardInterrupt

    with monkeypatch.context() as patched:
        patched.setattr(backup, step, interrupt)
        with pytest.raises(KeyboardInterrupt):
            back_up(store, tmp_path / "copy")
    assert sources(tmp_path / "copy") == [("/a", "s3"), ("/b", "s2")]


@pytest.mark.parametrize("place", ["warehouse", "warehouse/data", "."])
def test_a_backup_inside_the_warehouse_is_refused(store, tmp_path, place):
    with pytest.raises(StoreError, match="elsewhere"):
        back_up(store, tmp_path / place)


def test_a_folder_with_other_things_is_refused(store, tmp_path):
    (tmp_path / "home").mkdir()
    (tmp_path / "home" / "letter.txt").touch()
    with pytest.raises(StoreError, match="no backup"):
        back_up(store, tmp_path / "home")


def test_another_warehouse_is_not_taken_for_a_backup(store, tmp_path):
    other = Store(tmp_path / "other")
    fabricate.commit(other, "r1", fabricate.source("/z", "s9"))
    with pytest.raises(StoreError, match="no backup"):
        back_up(store, other.root)
    back_up(store, tmp_path / "copy")
    with pytest.raises(StoreError, match="is the backup of"):
        back_up(other, tmp_path / "copy")


def test_what_was_restored_is_a_warehouse_and_no_backup(store, tmp_path):
    back_up(store, tmp_path / "copy")
    restore(tmp_path / "copy", tmp_path / "again")
    with pytest.raises(StoreError, match="no backup"):
        back_up(store, tmp_path / "again")


def test_a_first_backup_that_was_cut_off_is_gone_on_with(store, tmp_path, monkeypatch):
    def interrupt(*_: object) -> None:
        raise KeyboardInterrupt

    with monkeypatch.context() as patched:
        patched.setattr(backup, "_copy_file", interrupt)
        with pytest.raises(KeyboardInterrupt):
            back_up(store, tmp_path / "copy")
    back_up(store, tmp_path / "copy")
    assert sources(tmp_path / "copy") == sources(store.root)


def test_a_backup_is_restored_to_an_empty_folder(store, tmp_path):
    back_up(store, tmp_path / "copy")
    restore(tmp_path / "copy", tmp_path / "again")
    assert sources(tmp_path / "again") == sources(store.root)


def test_nothing_is_restored_over_a_folder_in_use(store, tmp_path):
    back_up(store, tmp_path / "copy")
    with pytest.raises(StoreError, match="jianbao rebuild"):
        restore(tmp_path / "copy", store.root)


def test_a_damaged_backup_is_not_restored(store, tmp_path):
    back_up(store, tmp_path / "copy")
    (tmp_path / "copy" / store.live_files()[0].path).write_bytes(b"x")
    with pytest.raises(StoreError, match="jianbao verify"):
        restore(tmp_path / "copy", tmp_path / "again")


def test_copies_of_the_log_are_kept_in_number(store):
    for n in range(4):
        fabricate.commit(store, f"more{n}", fabricate.source("/a", f"t{n}"))
        newest = back_up_log(store, keep=2)
    assert len(log_backups(store.root)) == 2
    assert log_backups(store.root)[0] == newest


def test_a_data_file_says_what_a_lost_log_is_rebuilt_from(store):
    file = next(file for file in store.live_files() if (file.batch, file.table) == ("r1", "pages"))
    metadata = pq.read_schema(store.root / file.path).metadata
    assert metadata[b"table"] == b"pages"
    assert metadata[files.BATCH_KEY] == b"r1"
    assert metadata[files.ORIGIN_KEY] != Path(file.path).name.encode()
    assert LOG_NAME not in metadata
