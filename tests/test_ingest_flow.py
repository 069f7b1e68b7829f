"""The whole pipeline under Prefect's test harness: what a user has after `jianbao ingest`."""

from __future__ import annotations

import shutil
import time
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest
from prefect.client.orchestration import get_client
from prefect.states import Pending, Running
from prefect.testing.utilities import prefect_test_harness

from flows import automations, interrupted
from flows.assets import asset_of
from flows.corpus import corpus
from flows.ingest import ingest
from flows.interrupted import tag_of
from flows.maintain import maintain
from flows.notice import notice
from flows.past import forget, rollback
from flows.summary import Summary
from schemas import SOURCE_TABLES, STORED_TABLES
from schemas.column import fields_of
from schemas.errors import ServiceError
from tasks.stages import publish_snapshot
from warehouse.backup import log_backups
from warehouse.connect import connect
from warehouse.store import Store

SAMPLES = Path(__file__).parents[1] / "samples" / "pages"
BAD = {"empty.txt": b"", "binary.txt": bytes(range(256)) * 8, "paper.pdf": b"%PDF-1.7\n%\xe2\xe3\xcf\xd3\n1 0 obj\n"}

ASSET_SECONDS = 60.0
"""How long a busy machine may take until an event is stored."""


@pytest.fixture(scope="module")
def inbox(tmp_path_factory) -> Path:
    folder = tmp_path_factory.mktemp("dumps") / "inbox"
    shutil.copytree(SAMPLES, folder)
    for name, content in BAD.items():
        (folder / name).write_bytes(content)
    return folder


@pytest.fixture(scope="module")
def prefect() -> Iterator[None]:
    with prefect_test_harness(server_startup_timeout=180):
        yield


@pytest.fixture(scope="module")
def loaded(prefect, inbox, tmp_path_factory) -> tuple[Path, Summary]:
    warehouse = tmp_path_factory.mktemp("warehouse")
    return warehouse, ingest(paths=[inbox], warehouse=warehouse, workers=2)


def rows(warehouse: Path, sql: str) -> list[tuple[Any, ...]]:
    with connect(warehouse) as connection:
        return connection.execute(sql).fetchall()


def contents(warehouse: Path) -> dict[str, list[str]]:
    """Every table's rows, in order, without what differs from run to run and place to place."""
    found = {}
    for table in STORED_TABLES:
        names = {field.name for field in fields_of(table.row)}
        volatile = [c for c in ("uri", "run_id", "ingested_at") if c in names]
        columns = f"* EXCLUDE ({', '.join(volatile)})" if volatile else "*"
        found[table.name] = sorted(map(repr, rows(warehouse, f"SELECT {columns} FROM {table.name}")))
    return found


def parquet_files(warehouse: Path) -> dict[Path, int]:
    return {path: path.stat().st_mtime_ns for path in warehouse.rglob("*.parquet")}


def test_every_table_has_rows(loaded):
    warehouse, _ = loaded
    empty = [table.name for table in STORED_TABLES if not rows(warehouse, f"SELECT 1 FROM {table.name} LIMIT 1")]
    assert empty == []


def test_bad_files_are_named_and_the_rest_is_loaded(loaded):
    warehouse, summary = loaded
    status = dict(rows(warehouse, "SELECT parse_filename(uri), concat_ws(' ', status, error_code) FROM sources"))
    assert status["empty.txt"] == "empty empty"
    assert status["binary.txt"] == "quarantined binary"
    assert status["paper.pdf"] == "quarantined unsupported_format"
    assert summary.statuses["loaded"] > len(BAD)


def test_a_second_run_changes_nothing(loaded, inbox):
    warehouse, _ = loaded
    before = parquet_files(warehouse)
    summary = ingest(paths=[inbox], warehouse=warehouse)
    assert parquet_files(warehouse) == before
    assert summary.statuses.total() == 0
    assert rows(warehouse, "SELECT flow, status FROM runs") == [("ingest", "completed"), ("ingest", "completed")]


def test_another_folder_another_order_and_one_worker_give_the_same_rows(loaded, inbox, tmp_path):
    warehouse, _ = loaded
    copied = tmp_path / "elsewhere"
    shutil.copytree(inbox, copied)
    paths = sorted(copied.iterdir(), reverse=True)
    ingest(paths=paths, warehouse=tmp_path / "warehouse", workers=1)
    assert contents(tmp_path / "warehouse") == contents(warehouse)


def test_changed_bytes_replace_all_rows_of_their_source(prefect, tmp_path):
    page = tmp_path / "inbox" / "page.txt"
    page.parent.mkdir()
    page.write_text(
        "山口镇建成新桥\n\n本报讯（记者 林远）3月2日，山口镇石桥建成通车，两岸居民往来不再绕行。\n", encoding="utf-8"
    )
    ingest(paths=[page.parent], warehouse=tmp_path / "w")
    page.write_text(
        "河湾镇建成新校\n\n本报讯（记者 林远）3月3日，河湾镇中心小学新校舍启用，三百名学生迁入。\n", encoding="utf-8"
    )
    ingest(paths=[page.parent], warehouse=tmp_path / "w")
    assert rows(tmp_path / "w", "SELECT body LIKE '%河湾镇%' FROM articles") == [(True,)]
    for table in SOURCE_TABLES:
        (sources,) = rows(tmp_path / "w", f"SELECT count(DISTINCT source_id) FROM {table.name}")
        assert sources[0] <= 1


def test_the_flow_corpus_finds_nothing_to_do_after_an_ingest(loaded):
    warehouse, _ = loaded
    before = parquet_files(warehouse)
    summary = corpus(warehouse=warehouse)
    assert set(summary.derived.values()) == {None}
    assert parquet_files(warehouse) == before
    assert rows(warehouse, "SELECT flow, status FROM runs ORDER BY started_at")[-1] == ("corpus", "completed")


@pytest.mark.parametrize(
    ("key", "told"),
    [
        ("ingest-summary", "checks on the rows that were loaded passed"),
        ("ingest-quarantine", "unsupported_format"),
        ("checks", "nothing"),
        ("coverage", "■"),
        ("tables", "keywords"),
        ("progress", "100"),
    ],
)
def test_a_run_leaves_artifacts(loaded, key, told):
    with get_client(sync_client=True) as client:
        artifacts = [str(artifact.data) for artifact in client.read_artifacts() if artifact.key == key]
    assert any(told in artifact for artifact in artifacts)


def materialised(wanted: set[str]) -> dict[str, dict[str, Any]]:
    """The metadata of assets by key, once the server has taken note of those that are wanted."""
    until, found = time.monotonic() + ASSET_SECONDS, dict[str, dict[str, Any]]()
    named = {"event": {"name": ["prefect.asset.materialization.succeeded"]}, "resource": {"id": sorted(wanted)}}
    with get_client(sync_client=True) as client:
        while not wanted <= found.keys() and time.monotonic() < until:
            time.sleep(0.2)
            events = client.request("POST", "/events/filter", json={"filter": named}).json()["events"]
            found = {event["resource"]["prefect.resource.id"]: event["payload"] for event in events}
    return found


def test_the_tables_are_assets_with_their_rows(loaded):
    warehouse, summary = loaded
    keys = {name: asset_of(warehouse, name).key for name in ("articles", "mentions", "keywords")}
    found = materialised(set(keys.values()))
    for name, key in keys.items():
        (counted,) = rows(warehouse, f"SELECT count(*) FROM {name}")
        assert found[key]["rows_now"] == found[key]["rows_added"] == counted[0]
        assert found[key]["run_id"] == summary.run_id


def a_copy(loaded: tuple[Path, Summary], folder: Path) -> Path:
    """A warehouse that a test may change."""
    return Path(shutil.copytree(loaded[0], folder / "copy"))


def test_maintain_merges_batches_and_leaves_derived_tables_up_to_date(loaded, tmp_path):
    warehouse = a_copy(loaded, tmp_path)
    for name in ("桥", "路", "站"):
        page = tmp_path / f"{name}.txt"
        page.write_text(f"山口镇建成新{name}\n\n本报讯（记者 林远）山口镇新{name}建成通车。\n", encoding="utf-8")
        ingest(paths=[page], warehouse=warehouse)
    before = contents(warehouse)
    summary = maintain(warehouse=warehouse)
    assert summary.upkeep["batches_merged"] >= 3
    assert summary.upkeep["files_damaged"] + summary.upkeep["checks_failed"] + summary.upkeep["log_problems"] == 0
    assert contents(warehouse) == before
    assert len(log_backups(warehouse)) == 1
    assert set(corpus(warehouse=warehouse).derived.values()) == {None}


def test_what_is_forgotten_comes_back_by_rollback(loaded, inbox, tmp_path):
    warehouse = a_copy(loaded, tmp_path)
    before, last = contents(warehouse), Store(warehouse).last_commit()
    summary = forget(names=[str(inbox)], warehouse=warehouse)
    assert summary.upkeep["sources_forgotten"] == len(before["sources"])
    assert not any(contents(warehouse).values())
    rollback(commit_id=last.commit_id, warehouse=warehouse)
    assert contents(warehouse) == before


def test_what_is_forgotten_at_once_leaves_no_file(loaded, inbox, tmp_path):
    warehouse = a_copy(loaded, tmp_path)
    forget(names=[str(inbox)], warehouse=warehouse, now=True)
    assert parquet_files(warehouse) == {}


def test_a_schedule_makes_runs(prefect):
    corpus.to_deployment("scheduled", cron="0 5 * * *").apply()
    with get_client(sync_client=True) as client:
        deployment = client.read_deployment_by_name("corpus/scheduled")
        client.request("POST", "/deployments/{id}/schedule", path_params={"id": deployment.id}, json={})
        planned = [run for run in client.read_flow_runs() if run.deployment_id == deployment.id]
    assert planned
    assert {run.state_name for run in planned} == {"Scheduled"}


def test_automations_are_made_once_brought_up_to_date_and_removed(prefect):
    notice.to_deployment("notice").apply()
    with get_client(sync_client=True) as client:
        automations.put(client, automations.much_quarantined(10), None)
        (made,) = automations.ours(client)
        client.pause_automation(made.id)
        automations.put(client, automations.much_quarantined(25), None)
        (changed,) = automations.ours(client)
        assert (changed.id, changed.enabled) == (made.id, False)
        assert "25 %" in changed.description
        assert automations.remove(client) == 1
        assert automations.ours(client) == []


def test_an_automation_for_a_block_that_is_not_there_is_refused(prefect):
    with get_client(sync_client=True) as client, pytest.raises(ServiceError, match="slack-webhook/nobody"):
        automations.put(client, automations.run_failed(), "slack-webhook/nobody")


def test_a_run_that_was_cut_off_is_closed_by_the_next(loaded, tmp_path):
    warehouse = a_copy(loaded, tmp_path)
    cut_off = replace(Store(warehouse).runs()[0], run_id="20240101T000000-000000", status="running", ended_at=None)
    Store(warehouse).record_run(cut_off)
    with get_client(sync_client=True) as client:
        killed = client.create_flow_run(corpus, state=Running(), tags=[tag_of(cut_off.run_id)])
        task_run = client.create_task_run(publish_snapshot, killed.id, "0", state=Running())
        corpus(warehouse=warehouse)
        assert client.read_flow_run(killed.id).state_name == "Crashed"
        assert client.read_task_run(task_run.id).state_name == "Crashed"
    assert ("20240101T000000-000000", "interrupted") in rows(warehouse, "SELECT run_id, status FROM runs")


@pytest.mark.parametrize(
    ("limit", "states"),
    [(1, ["Running", "Crashed", "Crashed", "Scheduled"]), (None, ["Running", "Running", "Pending", "Scheduled"])],
    ids=["a limit of one run", "no limit"],
)
def test_a_run_closes_others_that_can_not_run_beside_it(prefect, monkeypatch, limit, states):
    deployment_id = corpus.to_deployment(f"limited-{limit}", concurrency_limit=limit).apply()
    with get_client(sync_client=True) as client:
        runs = [client.create_flow_run_from_deployment(deployment_id).id for _ in states]
        for run_id, state in zip(runs, (Running(), Running(), Pending()), strict=False):
            client.set_flow_run_state(run_id, state, force=True)
        monkeypatch.setattr(interrupted, "flow_run", SimpleNamespace(id=str(runs[0])))
        monkeypatch.setattr(interrupted, "deployment", SimpleNamespace(id=str(deployment_id)))
        interrupted.close_predecessors(client)
        assert [client.read_flow_run(run_id).state_name for run_id in runs] == states


def test_a_run_is_found_in_prefect_by_its_id(loaded):
    _, summary = loaded
    with get_client(sync_client=True) as client:
        found = [run for run in client.read_flow_runs() if tag_of(summary.run_id) in run.tags]
    assert [run.name for run in found] == ["ingest inbox"]
