"""What a run's assets tell of the tables."""

from __future__ import annotations

import datetime
from dataclasses import replace
from pathlib import Path

import pytest
from prefect.types.names import MAX_ASSET_KEY_LENGTH

from flows.assets import READS, asset_of, changes, last_shown
from schemas import DERIVED_TABLES, STORED_TABLES
from schemas.audit import Run
from tests import fabricate
from warehouse.store import Store

ROOT = Path("/data/papers")


def run(run_id: str, flow: str = "ingest", status: str = "completed") -> Run:
    return replace(
        fabricate.row("runs"), run_id=run_id, flow=flow, status=status, started_at=datetime.datetime(2031, 1, 1)
    )


@pytest.fixture
def store(tmp_path) -> Store:
    """A warehouse in which a run has loaded one source."""
    store = Store(tmp_path / "w")
    fabricate.commit(store, "first", fabricate.source("/a", "a" * 16))
    store.record_run(run("first"))
    return store


def told(store: Store) -> dict[str, tuple[int, int]]:
    """Rows added and rows now, by table."""
    return {change.table: (change.rows_added, change.rows_now) for change in changes(store, last_shown(store), "now")}


def test_a_commit_after_the_last_completed_run_is_told_with_its_rows(store):
    fabricate.commit(store, "second", fabricate.source("/b", "b" * 16), fabricate.source("/c", "c" * 16))
    assert told(store)["articles"] == (2, 3)


def test_what_a_completed_run_has_told_is_not_told_again(store):
    assert told(store) == {}


@pytest.mark.parametrize("status", ["interrupted", "failed", "running"])
def test_what_a_run_that_did_not_complete_has_committed_is_told_by_the_next(store, status):
    fabricate.commit(store, "second", fabricate.source("/b", "b" * 16))
    store.record_run(run("second", status=status))
    assert told(store)["articles"] == (1, 2)


def test_a_source_with_other_bytes_is_told_though_there_are_as_many_rows(store):
    fabricate.commit(store, "second", fabricate.source("/a", "b" * 16))
    assert told(store)["articles"] == (0, 1)


def test_files_merged_by_maintain_are_no_change_of_a_table(store):
    before = last_shown(store)
    fabricate.commit(store, "merged", fabricate.source("/b", "b" * 16))
    store.record_run(run("merged", flow="maintain", status="running"))
    assert changes(store, before, "merged") == []


def test_derived_tables_are_linked_to_what_they_read():
    assert READS["jumps"] == ("articles", "sources")
    assert set(READS) == {table.name for table in DERIVED_TABLES}


@pytest.mark.parametrize(
    "root", [ROOT, Path("/data/my papers [2024] 100%/剪报"), Path("/" + "/".join(["deep"] * 200))], ids=str
)
def test_tables_have_keys_of_their_own_that_prefect_takes(root):
    keys = {asset_of(root, table.name).key for table in STORED_TABLES}
    assert len(keys) == len(STORED_TABLES)
    assert all(len(key) <= MAX_ASSET_KEY_LENGTH for key in keys)


def test_an_asset_says_what_a_row_is():
    properties = asset_of(ROOT, "jumps").properties
    assert properties is not None
    assert properties.name == "jumps"
    assert properties.description == "One row: a link from an article's part to the part in which it goes on."
