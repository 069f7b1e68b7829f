"""The whole pipeline under Prefect's test harness: what a user has after `jianbao ingest`."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from prefect.client.orchestration import get_client
from prefect.testing.utilities import prefect_test_harness

from flows.corpus import corpus
from flows.ingest import ingest
from flows.summary import Summary
from schemas import SOURCE_TABLES, STORED_TABLES
from schemas.column import fields_of
from warehouse.connect import connect

SAMPLES = Path(__file__).parents[1] / "samples" / "pages"
BAD = {"empty.txt": b"", "binary.txt": bytes(range(256)) * 8, "paper.pdf": b"%PDF-1.7\n%\xe2\xe3\xcf\xd3\n1 0 obj\n"}


@pytest.fixture(scope="module")
def inbox(tmp_path_factory) -> Path:
    folder = tmp_path_factory.mktemp("dumps") / "inbox"
    shutil.copytree(SAMPLES, folder)
    for name, content in BAD.items():
        (folder / name).write_bytes(content)
    return folder


@pytest.fixture(scope="module")
def prefect() -> Iterator[None]:
    with prefect_test_harness():
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
    ("key", "told"), [("ingest-summary", "| loaded |"), ("ingest-quarantine", "unsupported_format")]
)
def test_a_run_leaves_its_summary_and_its_quarantine_as_artifacts(loaded, key, told):
    with get_client(sync_client=True) as client:
        artifacts = [str(artifact.data) for artifact in client.read_artifacts() if artifact.key == key]
    assert any(told in artifact for artifact in artifacts)
