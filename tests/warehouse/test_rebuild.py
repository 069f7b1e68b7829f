"""A lost log comes back from its copy and the data files, with every source once."""

from __future__ import annotations

import datetime
import random
from pathlib import Path

import fabricate
import pyarrow.parquet as pq
import pytest

from schemas import SOURCE_TABLES
from schemas.errors import StoreError
from warehouse import files
from warehouse.backup import back_up_log
from warehouse.compact import compact
from warehouse.forget import forget, held_under
from warehouse.history import remove_superseded, rollback
from warehouse.rebuild import rebuild
from warehouse.records import Restated
from warehouse.store import LOG_NAME, Store
from warehouse.verify import damaged_files

TARGET = 2**26


@pytest.fixture
def store(tmp_path: Path) -> Store:
    return Store(tmp_path / "warehouse")


def contents(store: Store) -> dict[str, list[str]]:
    """Every table's rows, in any order."""
    found: dict[str, list[str]] = {table.name: [] for table in SOURCE_TABLES}
    for file in store.live_files():
        found[file.table] += [repr(row) for row in pq.read_table(store.root / file.path).to_pylist()]
    return {table: sorted(rows) for table, rows in found.items()}


def lose(store: Store, how: str = "gone") -> Store:
    """Lose the log and rebuild it."""
    path = store.root / LOG_NAME
    if how == "gone":
        path.unlink()
    elif how == "empty":
        path.write_bytes(b"")
    else:
        content = bytearray(path.read_bytes())
        content[100:2000] = b"\xff" * 1900
        path.write_bytes(content)
    rebuild(store.root, "rebuild")
    return Store(store.root)


def maintain(store: Store, grace: datetime.timedelta = datetime.timedelta(7)) -> None:
    with store.writing("m"):
        list(compact(store, "m", TARGET))
        remove_superseded(store, grace)
        back_up_log(store, 3)


def five(store: Store) -> None:
    """Three sources of which one is replaced and one has a copy."""
    fabricate.commit(store, "r1", fabricate.source("/a", "s1"), fabricate.source("/b", "s2"))
    fabricate.commit(store, "r2", fabricate.source("/c", "s3"), fabricate.source("/d", "s3", "duplicate"))
    fabricate.commit(store, "r3", fabricate.source("/a", "s4"), mark="new")


@pytest.mark.parametrize("how", ["gone", "empty", "overwritten"])
def test_everything_is_there_again(store, how):
    five(store)
    before = contents(store), {k: (h.source_id, h.status) for k, h in store.holdings().items()}
    again = lose(store, how)
    assert (contents(again), {k: (h.source_id, h.status) for k, h in again.holdings().items()}) == before
    assert list(damaged_files(again)) == []


def test_sources_can_be_replaced_afterwards(store):
    five(store)
    again = lose(store)
    fabricate.commit(again, "r9", fabricate.source("/b", "s9"))
    found = {source_id for row in contents(again)["words"] if (source_id := eval(row)["source_id"])}
    assert found == {"s3", "s4", "s9"}


def test_after_a_compaction_nothing_is_there_twice(store):
    five(store)
    maintain(store)
    before = contents(store)
    (copy,) = (store.root / "backup").iterdir()
    copy.unlink()
    assert contents(lose(store)) == before


def test_a_copy_of_the_log_keeps_what_was_forgotten_away(store):
    five(store)
    with store.writing("f"):
        forget(store, held_under(store, "/b"), "f")
        back_up_log(store, 3)
    fabricate.commit(store, "r8", fabricate.source("/e", "s8"))
    before = contents(store)
    assert contents(lose(store)) == before


def test_what_came_after_the_copy_is_found_in_the_files(store):
    five(store)
    maintain(store)
    fabricate.commit(store, "r5", fabricate.source("/b", "s5"))
    fabricate.commit(store, "r6", fabricate.source("/e", "s6"))
    before = contents(store)
    done = lose(store)
    assert contents(done) == before


def test_what_was_never_committed_before_the_copy_stays_away(store):
    fabricate.batch(store.root, "killed", fabricate.source("/a", "s0"))
    five(store)
    maintain(store)
    before = contents(store)
    assert contents(lose(store)) == before


def test_a_rollback_before_the_copy_holds(store):
    five(store)
    with store.writing("rb"):
        rollback(store, 1, "rb")
        back_up_log(store, 3)
    before = contents(store)
    assert contents(lose(store)) == before


def test_a_rollback_without_a_copy_leaves_nothing_twice(store):
    five(store)
    with store.writing("rb"):
        rollback(store, 1, "rb")
    held = [eval(row)["source_id"] for row in contents(lose(store))["words"]]
    assert sorted(held) == sorted(set(held))


def test_a_state_that_changed_without_reading_keeps_its_rows(store):
    fabricate.commit(store, "r1", fabricate.source("/b", "s1"))
    fabricate.commit(store, "r2", fabricate.source("/a", "s1", "duplicate"))
    fabricate.commit(
        store, "r3", restated=(Restated("/a", None, "loaded", "f"), Restated("/b", None, "duplicate", "f"))
    )
    before = contents(store)
    assert contents(lose(store)) == before


def test_a_damaged_file_is_named_and_left_out(store):
    five(store)
    file = next(file for file in store.live_files() if (file.batch, file.table) == ("r2", "mentions"))
    content = bytearray((store.root / file.path).read_bytes())
    content[60] ^= 1
    (store.root / file.path).write_bytes(content)
    (store.root / LOG_NAME).unlink()
    assert rebuild(store.root, "rebuild").damaged == (file.path,)


def test_files_of_an_older_jianbao_say_it_in_their_names(store):
    five(store)
    before = contents(store)
    for path in files.on_disk(store.root):
        table = pq.read_table(path)
        old = {
            k: v
            for k, v in table.schema.metadata.items()
            if k not in (files.BATCH_KEY, files.WRITTEN_KEY, files.ORIGIN_KEY)
        }
        at = path.stat().st_mtime_ns
        pq.write_table(table.replace_schema_metadata(old), path)
        files.os.utime(path, ns=(at, at))
    remove_all_but_live(store)
    assert contents(lose(store)) == before


def remove_all_but_live(store: Store) -> None:
    live = {file.path for file in store.live_files()}
    for path in files.on_disk(store.root):
        if path.relative_to(store.root).as_posix() not in live:
            path.unlink()


def test_a_log_that_is_whole_is_left_alone(store):
    five(store)
    with pytest.raises(StoreError, match="whole"):
        rebuild(store.root, "rebuild")


def test_a_folder_without_data_is_refused(tmp_path):
    with pytest.raises(StoreError, match="no data files"):
        rebuild(tmp_path, "rebuild")


def test_an_ingest_does_not_begin_anew_over_data_without_a_log(store):
    five(store)
    (store.root / LOG_NAME).unlink()
    with pytest.raises(StoreError, match="jianbao rebuild"):
        Store(store.root)


@pytest.mark.parametrize("seed", range(3))
def test_after_any_history_the_last_state_is_there_again(store, seed):
    rng = random.Random(seed)
    for number in range(12):
        if rng.random() < 0.25:
            maintain(store, datetime.timedelta(0) if rng.random() < 0.5 else datetime.timedelta(7))
        chosen = rng.sample(range(6), rng.randint(1, 3))
        fabricate.commit(store, f"r{number:02}", *(fabricate.source(f"/{n}", f"s{n}-{number}") for n in chosen))
    before = contents(store)
    assert contents(lose(store)) == before


def test_a_batch_that_a_kill_left_unfinished_takes_nothing_away(store, monkeypatch):
    five(store)
    before = contents(store)
    monkeypatch.setattr(fabricate, "rows_for", rows_without_sources)
    fabricate.batch(store.root, "killed", fabricate.source("/b", "s2"))
    assert contents(lose(store)) == before


def rows_without_sources(sources: list, mark: str) -> dict[str, list]:
    """What is on disk of a batch whose writer was killed before the end."""
    rows = {table.name: [] for table in SOURCE_TABLES}
    return rows | {"words": [fabricate.row("words", source_id=source.source_id) for source in sources]}


def test_the_rows_of_sources_are_written_last(store):
    written = fabricate.batch(store.root, "r1", fabricate.source("/a", "s1"))
    assert written.files[-1].table == "sources"


@pytest.mark.parametrize("written", [1, 7, 13, 24, 25])
def test_a_compaction_that_was_cut_off_takes_nothing_away(store, monkeypatch, written):
    for n in range(4):
        fabricate.commit(store, f"r{n}", fabricate.source(f"/{n}", f"s{n}"))
    before, write, calls = contents(store), files.write_groups, []

    def interrupt(*arguments: object) -> object:
        calls.append(1)
        if len(calls) > written:
            raise KeyboardInterrupt
        return write(*arguments)

    with monkeypatch.context() as patched, store.writing("m"):
        patched.setattr(files, "write_groups", interrupt)
        size = sum(file.size_bytes for file in store.live_files())
        with pytest.raises(KeyboardInterrupt):
            list(compact(store, "m", size * 52 // 100))
    assert contents(lose(store)) == before
