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
from tasks import again
from tasks.again import AgainPlan, Held, process_again
from tasks.batch import commit_of
from tasks.fingerprint import PARTS, STAGE_CODE, first_stale, redone, stage_parts
from tasks.imports import ROOT, _closure
from tasks.stages import plan_stages_again
from warehouse.connect import connect
from warehouse.records import Holding
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


def failing_on(word: str, stage):
    def failing(page, *rest):
        if any(word in article.body for article in page.articles):
            raise ValueError("no good")
        return stage(page, *rest)

    return failing


def test_a_source_on_which_enrichment_fails_keeps_its_rows(warehouse, monkeypatch):
    before = rows(warehouse)
    monkeypatch.setattr(again, "enrich", failing_on("石臼渔港", again.enrich))
    redo(warehouse, "enrich")
    assert rows(warehouse) == before
    with connect(warehouse) as connection:
        sources = connection.execute(
            """SELECT run_id, bool_or(body LIKE '%石臼渔港%') FROM sources JOIN articles USING (source_id)
            WHERE status = 'loaded' GROUP BY source_id, run_id"""
        ).fetchall()
    assert {("run", True), ("next", False)} == set(sources)


@pytest.mark.parametrize("stage", ["clean", "enrich"])
def test_a_source_that_is_left_out_keeps_its_rows(warehouse, stage):
    before = rows(warehouse)
    store = Store(warehouse)
    with store.writing("next"):
        for batch in plan(warehouse, stage).batches:
            store.commit(commit_of(process_again(batch.without(0), SETTINGS, lambda _: None), "next"))
    assert rows(warehouse) == before


def test_a_source_with_pages_set_aside_has_to_be_read():
    whole, partly = (
        fabricate.fill(Holding, source_id=name, status="loaded", fingerprint=CURRENT, error_code=code)
        for name, code in (("a", None), ("b", "internal_error"))
    )
    held = Held((whole, partly), {"a": "batch", "b": "batch"}, {})
    planned = again.plan_again(held, NEXT_RUN, Path("w"), SETTINGS, "clean")
    assert [batch.source_ids for batch in planned.batches] == [("a",)]
    assert planned.unread == 1


def test_every_module_and_every_table_of_data_belongs_to_a_stage():
    reached = set().union(*(_closure(packages)[0] for packages in (*STAGE_CODE.values(), ("tasks.corpus",))))
    whole = {path for path in (ROOT / "tasks").rglob("*") if path.suffix in (".py", ".csv", ".txt", ".toml")}
    left = {path.relative_to(ROOT / "tasks").as_posix() for path in whole - reached}
    assert left - {path for path in left if path.startswith("discover/")} == {
        "again.py",
        "away.py",
        "batch.py",
        "dask_pool.py",
        "derive.py",
        "fingerprint.py",
        "imports.py",
        "plan.py",
        "pool.py",
        "stages.py",
        "worker.py",
    }
