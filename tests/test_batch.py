"""What goes wrong with one source or page costs that one alone, and leaves a row that says so."""

from __future__ import annotations

import datetime
from dataclasses import replace
from pathlib import Path

import pytest

from schemas.settings import Settings
from schemas.source import Source
from tasks import batch as batches
from tasks.batch import Batch, BatchResult, commit_of, process_batch
from tasks.discover import discover
from tasks.plan import StatusChange, make_plan
from warehouse.connect import connect, publish
from warehouse.store import Store

STORIES = {
    "bridge.txt": "山口镇石桥通车\n\n本报讯（记者 林远）3月2日，山口镇石桥建成通车，两岸居民往来不再绕行。\n",
    "school.txt": "河湾镇新校启用\n\n本报讯（记者 何苗）3月3日，河湾镇中心小学新校舍启用，三百名学生迁入。\n",
    "pages.txt": "渔港开渔\n\n本报讯（记者 林远）渔港昨日开渔，二百艘渔船出海。\n\f茶园采茶\n\n本报讯（记者 何苗）茶园进入采茶季，茶农上山采茶。\n",
}


@pytest.fixture
def folder(tmp_path) -> Path:
    inbox = tmp_path / "inbox"
    inbox.mkdir()
    for name, text in STORIES.items():
        (inbox / name).write_text(text, encoding="utf-8")
    return inbox


def run(folder: Path, lost: tuple[tuple[int, str], ...] = ()) -> tuple[BatchResult, dict[str, Source]]:
    plan = make_plan(list(discover([folder], Settings().read)), {}, lambda _: "v1")
    store = Store(folder.parent / "warehouse")
    batch = Batch("run-00001", "run", store.root, datetime.datetime(2024, 4, 1), plan.items, lost)
    result = process_batch(batch, Settings(), lambda _: None)
    return result, {Path(source.uri).name: source for source in result.sources}


def rows(folder: Path, result: BatchResult, sql: str) -> list[tuple]:
    store = Store(folder.parent / "warehouse")
    with store.writing("run"):
        store.commit(commit_of(result, "run"))
    publish(store)
    with connect(store.root) as connection:
        return connection.execute(sql).fetchall()


def fail_on(word: str, stage, error: Exception):
    def failing(page, *rest):
        if word in page.page.raw_text:
            raise error
        return stage(page, *rest)

    return failing


def test_a_stage_that_fails_on_a_page_costs_that_page(folder, monkeypatch):
    monkeypatch.setattr(batches, "split", fail_on("渔港", batches.split, ValueError("odd")))
    result, sources = run(folder)
    assert sources["pages.txt"].status == "loaded"
    assert "1 of its pages" in (sources["pages.txt"].error or "")
    found = rows(folder, result, "SELECT stage, reason, contains(text, '渔港') FROM rejections WHERE stage = 'split'")
    assert found == [("split", "internal_error", True)]


def test_a_source_of_which_no_page_comes_through_is_quarantined(folder, monkeypatch):
    monkeypatch.setattr(batches, "split", fail_on("山口镇", batches.split, ValueError("odd")))
    _, sources = run(folder)
    assert (sources["bridge.txt"].status, sources["bridge.txt"].error_code) == ("quarantined", "internal_error")
    assert sources["school.txt"].status == "loaded"


def test_a_row_that_fits_no_table_costs_its_page(folder, monkeypatch):
    real = batches.split

    def misfit(page):
        parts = real(page)
        return replace(parts, page=replace(parts.page, page_no="one")) if "河湾镇" in page.text else parts

    monkeypatch.setattr(batches, "split", misfit)
    result, sources = run(folder)
    assert sources["school.txt"].status == "quarantined"
    assert rows(folder, result, "SELECT count(*) FROM pages") == [(3,)]


@pytest.mark.parametrize(("lost", "restated"), [((), 1), (((0, "worker_died"),), 0)], ids=["loaded", "lost"])
def test_a_copy_steps_back_only_for_a_source_that_was_loaded(folder, lost, restated):
    plan = make_plan(list(discover([folder], Settings().read)), {}, lambda _: "v1")
    change = StatusChange(("/copy", None), "duplicate", "v1")
    items = (replace(plan.items[0], status_changes=(change,)), *plan.items[1:])
    batch = Batch("run-00001", "run", folder.parent / "warehouse", datetime.datetime(2024, 4, 1), items, lost)
    assert len(process_batch(batch, Settings(), lambda _: None).restated) == restated


def test_pages_written_in_parts_are_all_there(folder, monkeypatch):
    whole, _ = run(folder)
    monkeypatch.setattr(batches, "PART_CHARS", 10)
    parts, _ = run(folder)
    assert parts.rows == whole.rows
    assert len(parts.files) > len(whole.files)


@pytest.mark.parametrize("code", batches.WORKER_LOSSES)
def test_a_source_that_cost_a_worker_is_quarantined_unread(folder, code):
    _, sources = run(folder, lost=((0, code),))
    assert (sources["bridge.txt"].status, sources["bridge.txt"].error_code) == ("quarantined", code)
    assert {name for name, source in sources.items() if source.status == "loaded"} == {"pages.txt", "school.txt"}


def test_running_out_of_memory_is_the_workers_end(folder, monkeypatch):
    monkeypatch.setattr(batches, "clean", lambda page: (_ for _ in ()).throw(MemoryError()))
    with pytest.raises(MemoryError):
        run(folder)
