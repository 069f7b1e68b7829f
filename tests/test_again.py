"""Stages done again from what the warehouse holds give the rows that the files gave."""

from __future__ import annotations

import shutil
from pathlib import Path

import fabricate
import pytest

from schemas import SOURCE_TABLES
from schemas.audit import Run
from schemas.column import fields_of
from schemas.settings import Settings
from tasks.again import AgainPlan, process_again
from tasks.batch import commit_of
from tasks.fingerprint import PARTS, first_stale, redone, stage_parts
from tasks.stages import plan_stages_again
from warehouse.connect import connect
from warehouse.store import Store

SETTINGS = Settings()
CURRENT = "-".join(("said1234", *stage_parts(SETTINGS)))
NEXT_RUN = fabricate.fill(Run, run_id="next")


@pytest.fixture
def warehouse(sample_warehouse, tmp_path) -> Path:
    return Path(shutil.copytree(sample_warehouse, tmp_path / "w"))


def rows(warehouse: Path) -> dict[str, list[str]]:
    """Every source table's rows, without what tells who wrote them."""
    found = {}
    with connect(warehouse) as connection:
        for table in SOURCE_TABLES:
            names = [f.name for f in fields_of(table.row) if f.name not in ("run_id", "ingested_at")]
            columns = ", ".join(f'"{name}"' for name in names)
            found[table.name] = sorted(map(repr, connection.execute(f"SELECT {columns} FROM {table.name}").fetchall()))
    return found


def plan(warehouse: Path, stage: str | None) -> AgainPlan:
    return plan_stages_again.fn(Store(warehouse), NEXT_RUN, SETTINGS, stage)


def redo(warehouse: Path, stage: str | None) -> AgainPlan:
    planned, store = plan(warehouse, stage), Store(warehouse)
    with store.writing("next"):
        for batch in planned.batches:
            store.commit(commit_of(process_again(batch, SETTINGS, lambda _: None), "next"))
    return planned


@pytest.mark.parametrize("stage", ["clean", "split", "enrich"])
def test_every_stage_done_again_gives_the_same_rows(warehouse, stage):
    before = rows(warehouse)
    planned = redo(warehouse, stage)
    assert sum(len(batch.source_ids) for batch in planned.batches) > 0
    assert rows(warehouse) == before


def test_nothing_is_done_again_where_nothing_is_stale(warehouse):
    planned = plan(warehouse, None)
    assert planned.batches == ()
    assert planned.current > 0


def stale_in(stage: str) -> str:
    parts = CURRENT.split("-")
    parts[PARTS.index(stage)] = "00000000"
    return "-".join(parts)


@pytest.mark.parametrize("stage", PARTS[1:])
def test_a_fingerprint_tells_the_first_stage_that_is_stale(stage):
    assert first_stale(stale_in(stage), SETTINGS) == stage


def test_a_fingerprint_of_another_kind_is_stale_from_the_start():
    assert first_stale("0123456789abcdef", SETTINGS) == "read"


@pytest.mark.parametrize("stage", PARTS[2:])
def test_after_a_stage_was_done_again_nothing_is_stale(stage):
    assert first_stale(redone(stale_in(stage), SETTINGS), SETTINGS) is None


def test_what_was_said_of_a_source_and_how_it_was_read_stay_as_they_were():
    assert first_stale(redone(stale_in("read"), SETTINGS), SETTINGS) == "read"
    assert redone(CURRENT, SETTINGS).startswith("said1234-")


def test_a_setting_of_a_stage_makes_that_stage_stale_and_no_earlier_one():
    changed = SETTINGS.model_copy(update={"enrich": SETTINGS.enrich.model_copy(update={"exact_tags": True})})
    assert first_stale(CURRENT, changed) == "enrich"
