"""A damaged file is never copied, and goes when all of its sources are loaded again."""

from __future__ import annotations

import datetime
import shutil
from collections.abc import Callable
from pathlib import Path

import fabricate
import pyarrow.parquet as pq
import pytest
from typer.testing import CliRunner

from flows.cli import app
from flows.commands import repair
from schemas import SOURCE_TABLES
from schemas.errors import StoreError
from schemas.settings import Settings
from tasks.batch import Batch, commit_of, process_batch
from tasks.derive import DERIVATIONS, derive
from tasks.discover import discover
from tasks.fingerprint import fingerprint
from tasks.plan import make_plan
from warehouse.records import WrittenFile
from warehouse.store import Store
from warehouse.verify import damaged_files


def flip_a_bit(path: Path) -> None:
    content = bytearray(path.read_bytes())
    content[len(content) // 2] ^= 64
    path.write_bytes(content)


def cut_short(path: Path) -> None:
    path.write_bytes(path.read_bytes()[:-100])


DAMAGES: dict[str, Callable[[Path], None]] = {"bit": flip_a_bit, "short": cut_short, "gone": Path.unlink}


def live(store: Store, table: str) -> WrittenFile:
    (file,) = [file for file in store.live_files() if file.table == table]
    return file


def contents(store: Store) -> dict[str, list[str]]:
    """Every table's rows, without what differs from run to run."""
    found: dict[str, list[str]] = {table.name: [] for table in SOURCE_TABLES}
    for file in store.live_files():
        if file.table in found:
            rows = pq.read_table(store.root / file.path).to_pylist()
            found[file.table] += [repr({**row, "run_id": None, "ingested_at": None}) for row in rows]
    return {table: sorted(rows) for table, rows in found.items()}


@pytest.mark.parametrize("table", ["sources", "pages", "mentions"])
@pytest.mark.parametrize("damage", DAMAGES.values(), ids=DAMAGES.keys())
def test_all_sources_loaded_again_replace_a_damaged_file(damage, table, tmp_path):
    whole, store = Store(tmp_path / "whole"), Store(tmp_path / "damaged")
    sources = fabricate.source("/a", "s1"), fabricate.source("/b", "s2")
    fabricate.commit(whole, "r1", *sources)
    fabricate.commit(store, "r1", *sources)
    damage(store.root / live(store, table).path)
    assert [found.file.table for found in damaged_files(store)] == [table]
    fabricate.commit(store, "r2", *sources)
    assert list(damaged_files(store)) == []
    assert contents(store) == contents(whole)


def test_a_damaged_file_is_not_copied_when_one_of_its_sources_changes(tmp_path):
    store = Store(tmp_path / "warehouse")
    fabricate.commit(store, "r1", fabricate.source("/a", "s1"), fabricate.source("/b", "s2"))
    damaged = live(store, "mentions")
    flip_a_bit(store.root / damaged.path)
    before = store.live_files()
    with pytest.raises(StoreError, match=r"mentions/.*verify --repair"):
        fabricate.commit(store, "r2", fabricate.source("/a", "s3"))
    assert store.live_files() == before


def test_a_damaged_file_names_the_sources_to_load_again(tmp_path):
    store = Store(tmp_path / "warehouse")
    fabricate.commit(store, "r1", fabricate.source("/z.zip", "s1", member="1.txt"))
    fabricate.commit(store, "r2", fabricate.source("/b", "s2"))
    damaged = next(f for f in store.live_files() if (f.table, f.batch) == ("words", "r1"))
    flip_a_bit(store.root / damaged.path)
    (found,) = damaged_files(store)
    assert (found.file, found.sources, found.uris) == (damaged, ("/z.zip!/1.txt",), ("/z.zip",))


def load_again(paths: list[Path], warehouse: Path, workers: None, options: dict, strict: bool, verbose: bool) -> int:
    """What the flow `ingest` does, in this process and without Prefect."""
    settings, store = Settings(), Store(warehouse)
    found = list(discover(paths, settings.read))
    held = {key: holding for key, holding in store.holdings().items() if key[0] not in options["retry"]}
    plan = make_plan(found, held, lambda source: fingerprint(source, settings))
    batch = Batch("again-00001", "again", store.root, datetime.datetime(2024, 4, 2), plan.items)
    with store.writing("again"):
        store.commit(commit_of(process_batch(batch, settings, lambda _: None), "again"))
        for derivation in DERIVATIONS:
            derive(store, derivation, "again")
    return 0


def test_verify_repairs_a_warehouse_of_dumps(sample_warehouse, tmp_path, monkeypatch):
    monkeypatch.setattr(repair, "run_ingest", load_again)
    root = tmp_path / "warehouse"
    shutil.copytree(sample_warehouse, root)
    flip_a_bit(root / live(Store(root), "articles").path)
    told = CliRunner().invoke(app, ["verify", "--warehouse", str(root)])
    assert (told.exit_code, "jianbao verify --repair" in told.output) == (1, True)
    repaired = CliRunner().invoke(app, ["verify", "--repair", "--warehouse", str(root)], catch_exceptions=False)
    assert repaired.exit_code == 0, repaired.output
    assert contents(Store(root)) == contents(Store(sample_warehouse))


def test_a_damaged_file_stays_when_its_sources_are_gone(tmp_path):
    store = Store(tmp_path / "warehouse")
    fabricate.commit(store, "r1", fabricate.source(str(tmp_path / "gone.txt"), "s1"))
    flip_a_bit(store.root / live(store, "pages").path)
    before = store.live_files()
    with pytest.raises(StoreError, match=r"gone\.txt"):
        repair.repair_damaged(store.root)
    assert store.live_files() == before
