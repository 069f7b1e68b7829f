"""Rows made up for tests: every column filled according to its type, unless told otherwise."""

from __future__ import annotations

import dataclasses
import datetime
import types
import typing
from functools import cache
from pathlib import Path
from typing import Any

import pyarrow as pa

from schemas import SOURCE_TABLES, TABLES
from schemas.column import Table, is_record
from schemas.source import Source
from tasks.load import write_batch
from tasks.load.arrow import to_arrow
from warehouse.records import Commit, WrittenBatch
from warehouse.store import Store

NOON = datetime.datetime(2031, 5, 6, 12)
BY_NAME = {table.name: table for table in TABLES}
EXAMPLES: dict[type, Any] = {
    str: "云岭",
    int: 7,
    float: 0.25,
    bool: True,
    datetime.date: NOON.date(),
    datetime.datetime: NOON,
}


def example(hint: Any) -> Any:
    """A value of a column's type; no column is left null or empty."""
    hint = typing.get_args(hint)[0] if typing.get_origin(hint) is typing.Annotated else hint
    if typing.get_origin(hint) is types.UnionType:
        hint = next(a for a in typing.get_args(hint) if a is not type(None))
    if typing.get_origin(hint) is tuple:
        return (example(typing.get_args(hint)[0]),)
    return fill(hint) if is_record(hint) else EXAMPLES[hint]


def fill(record: Any, **given: Any) -> Any:
    """A record with these values, the rest filled; values that the record does not know are an error."""
    return record(**filled(record) | given)


@cache
def filled(record: type) -> dict[str, Any]:
    """A value for every column."""
    return {name: example(hint) for name, hint in typing.get_type_hints(record, include_extras=True).items()}


def changed(record: Any, **values: Any) -> Any:
    """The record with other values in some columns."""
    return record._replace(**values) if isinstance(record, tuple) else dataclasses.replace(record, **values)


def row(table: str | Table, **given: Any) -> Any:
    """A row of a table."""
    return fill(BY_NAME[table].row if isinstance(table, str) else table.row, **given)


def source(uri: str, source_id: str | None, status: str = "loaded", **given: Any) -> Source:
    """A row of `sources`; error columns are null and the SHA-256 follows from the source_id."""
    sha256 = source_id * 4 if source_id else None
    plain: dict[str, Any] = {"member": None, "error_code": None, "error": None, "sha256": sha256}
    if status == "duplicate":
        plain |= {"encoding": None, "encoding_confidence": None}
    return row("sources", **plain | {"uri": uri, "source_id": source_id, "status": status} | given)


def rows_for(sources: list[Source], mark: str = "") -> dict[str, list[Any]]:
    """One row in every table for each loaded source; `mark` stands in the text columns that a test looks at."""
    rows: dict[str, list[Any]] = {table.name: [] for table in SOURCE_TABLES}
    rows["sources"] = list(sources)
    for loaded in (s for s in sources if s.status == "loaded"):
        for table in SOURCE_TABLES[1:]:
            given = {"source_id": loaded.source_id}
            names = set(filled(table.row))
            given |= {"article_id": f"{loaded.source_id}-0-5"} if "article_id" in names else {}
            given |= {"page_id": f"{loaded.source_id}-0"} if "page_id" in names else {}
            given |= {"body": mark} if "body" in names else {}
            rows[table.name].append(row(table, **given))
    return rows


def batch(root: Path, name: str, *sources: Source, mark: str = "") -> WrittenBatch:
    """A written batch of these sources."""
    return WrittenBatch(name, write_batch(root, name, rows_for(list(sources), mark)), sources)


def commit(store: Store, name: str, *sources: Source, mark: str = "", **more: Any) -> None:
    """Write one batch, if there are sources, and commit it."""
    with store.writing(name):
        batches = (batch(store.root, name, *sources, mark=mark),) if sources else ()
        store.commit(Commit(name, f"commit {name}", batches, **more))


def pages_of_an_older_schema(rows: dict[str, list[Any]]) -> pa.Table:
    """The pages as a jianbao wrote them that had no column `editors`, a narrower `ordinal`, and one column more."""
    table = to_arrow(BY_NAME["pages"], rows["pages"]).drop_columns(["editors"])
    at = table.schema.get_field_index("ordinal")
    table = table.set_column(at, "ordinal", table["ordinal"].cast(pa.int16()))
    return table.append_column("weather", pa.array(["晴"] * table.num_rows))
