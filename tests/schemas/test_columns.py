"""One annotated dataclass gives a table; what can't become one says so."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import Annotated

import fabricate
import pyarrow as pa
import pytest

from schemas import SOURCE_TABLES, TABLES, docs
from schemas.article import SplitPage
from schemas.audit import Run
from schemas.column import arrow_type, description_of, fields_of, schema_of
from schemas.document import CleanPage, DecodedPage
from schemas.enrichment import EnrichedArticle
from schemas.errors import SchemaError
from schemas.sql import sql_type
from tasks.load import FinishedPage, rows_of
from warehouse.connect import connect, publish
from warehouse.store import Store

ids = [table.name for table in TABLES]


@pytest.mark.parametrize("annotation", [dict, set[str], tuple[str, int], complex, list[str]], ids=str)
def test_a_type_without_a_column_raises(annotation):
    with pytest.raises(SchemaError, match="no Arrow type"):
        arrow_type(annotation)


def test_a_union_of_two_types_raises():
    @dataclass(frozen=True)
    class Row:
        value: Annotated[int | str, "either"]

    with pytest.raises(SchemaError, match="one type"):
        fields_of(Row)


def test_a_column_without_a_description_raises():
    @dataclass(frozen=True)
    class Row:
        value: int

    with pytest.raises(SchemaError, match="describe the column"):
        fields_of(Row)


def test_an_arrow_type_without_sql_raises():
    with pytest.raises(SchemaError, match="no SQL type"):
        sql_type(pa.decimal128(4))


def walk(fields) -> list[pa.Field]:
    """Fields and, for structs in lists, the fields within."""
    found = []
    for field in fields:
        inner = field.type.value_type if pa.types.is_list(field.type) else field.type
        found += [field, *(walk(list(inner)) if pa.types.is_struct(inner) else ())]
    return found


@pytest.mark.parametrize("table", TABLES, ids=ids)
def test_every_column_is_described(table):
    undescribed = [
        field.name for field in walk(fields_of(table.row)) if field.metadata is not None and not description_of(field)
    ]
    assert undescribed == []


@pytest.mark.parametrize("table", TABLES, ids=ids)
def test_key_and_order_are_columns(table):
    assert set(table.key) | set(table.order) <= set(schema_of(table).names)


@pytest.mark.parametrize("table", SOURCE_TABLES, ids=[table.name for table in SOURCE_TABLES])
def test_a_table_fed_by_sources_carries_source_id(table):
    assert "source_id" in schema_of(table).names


def test_table_docs_are_current():
    assert docs.PATH.read_text(encoding="utf-8") == docs.render(), "run `python -m schemas.docs`"


def test_settings_docs_are_current():
    assert docs.SETTINGS_PATH.read_text(encoding="utf-8") == docs.render_settings(), "run `python -m schemas.docs`"


def finished_page() -> FinishedPage:
    """A page with something for every table."""
    page = fabricate.row("pages", source_id="s", page_id="s-0")
    decoded = DecodedPage("s-0", "s", 0, "text/plain", "文", ())
    clean = CleanPage(decoded, "文", (), (), "simplified", (fabricate.row("repairs"),))
    parts = {name: (fabricate.row(name),) for name in ("mentions", "dates", "quantities", "statements", "activities")}
    article = EnrichedArticle(fabricate.row("articles"), fabricate.row("words"), **parts)
    split = SplitPage(page, (article.article,), (fabricate.row("captions"),), (fabricate.row("rejections"),))
    return FinishedPage(clean, split, (article,))


def test_every_table_fed_by_sources_is_filled():
    empty = {name for name, rows in rows_of([fabricate.source("/a", "s")], [finished_page()], ()).items() if not rows}
    assert empty == set()


def test_runs_are_published(tmp_path: Path):
    store = Store(tmp_path)
    run: Run = fabricate.row("runs")
    store.record_run(run)
    publish(store)
    with connect(tmp_path) as connection:
        assert connection.execute("SELECT run_id, counts[1].value FROM runs").fetchall() == [(run.run_id, 7)]
