"""Whole stories from real files: the same whatever came first, and each character traceable to its page."""

from __future__ import annotations

import datetime
from pathlib import Path
from typing import Any

import pytest

from schemas.settings import Settings
from tasks.batch import Batch, commit_of, process_batch
from tasks.derive import DERIVATIONS, derive
from tasks.discover import discover
from tasks.fingerprint import fingerprint
from tasks.plan import make_plan
from warehouse.connect import connect, run_select
from warehouse.store import Store

PAGES = Path(__file__).parents[2] / "samples" / "pages"
FRONT, SECOND = PAGES / "canglan-2024-03-04-p01.txt", PAGES / "canglan-2024-03-04-p02.txt"

ORDERS = {
    "together": [[FRONT, SECOND]],
    "front-first": [[FRONT], [SECOND]],
    "second-first": [[SECOND], [FRONT]],
    "again-with-nothing-new": [[SECOND], [FRONT], [SECOND, FRONT]],
}


def ingest(store: Store, run: str, paths: list[Path]) -> None:
    """Load files and derive, as the flow does, without Prefect."""
    settings = Settings()
    found = list(discover(paths, settings.read))
    plan = make_plan(found, store.holdings(), lambda source: fingerprint(source, settings))
    batch = Batch(f"{run}-00001", run, store.root, datetime.datetime(2024, 4, 1), plan.items)
    with store.writing(run):
        if plan.items:
            store.commit(commit_of(process_batch(batch, settings, lambda _: None), run))
        for derivation in DERIVATIONS:
            derive(store, derivation, run)


def stories(root: Path) -> list[dict[str, Any]]:
    with connect(root) as connection:
        return run_select(connection, "FROM stories ORDER BY ALL").to_pylist()


@pytest.fixture(scope="module")
def loaded(tmp_path_factory) -> dict[str, list[dict[str, Any]]]:
    """The stories after each way of loading."""
    result = {}
    for name, runs in ORDERS.items():
        store = Store(tmp_path_factory.mktemp(name))
        for number, paths in enumerate(runs):
            ingest(store, f"run{number}", paths)
        result[name] = stories(store.root)
    return result


def test_a_story_runs_over_two_files(loaded):
    whole = [story for story in loaded["together"] if len(story["article_ids"]) > 1]
    assert [(story["page_no"], story["jump_to_page"], story["authors"]) for story in whole] == [
        (1, None, ["方知夏", "祁一鸣"])
    ]
    assert whole[0]["body"][whole[0]["part_offsets"][1] - 1 :].startswith("\n调研期间")


@pytest.mark.parametrize("order", [name for name in ORDERS if name != "together"])
def test_the_order_of_loading_shows_nowhere(loaded, order):
    assert loaded[order] == loaded["together"]


@pytest.mark.parametrize(
    ("field", "joint"), [("body", "\n"), ("headline", " "), ("dateline", ""), ("byline", "")], ids=lambda v: repr(v)
)
def test_a_storys_field_is_made_of_its_spans(sample_warehouse, field, joint):
    with connect(sample_warehouse) as connection:
        texts = run_select(connection, "SELECT page_id, clean_text FROM pages").to_pylist()
    clean = {row["page_id"]: row["clean_text"] for row in texts}
    told = [s for s in stories(sample_warehouse) if any(span["field"] == field for span in s["spans"])]
    assert len(told) > 1
    for story in told:
        rebuilt = list(joint * len(story[field]))
        for span in (span for span in story["spans"] if span["field"] == field):
            piece = clean[span["page_id"]][span["clean_start"] : span["clean_end"]]
            rebuilt[span["field_start"] : span["field_start"] + len(piece)] = piece
        assert "".join(rebuilt)[: len(story[field])] == story[field]
