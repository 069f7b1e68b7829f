"""`jianbao export`: rows of chosen tables as files."""

from __future__ import annotations

import csv
import json
from collections.abc import Iterable, Sequence
from contextlib import closing
from pathlib import Path
from typing import Any

import duckdb
import pyarrow as pa
import pyarrow.parquet as pq
from rich.console import Console

from flows.commands.tables import Entry, entries
from flows.config import load_settings
from flows.output import csv_rows, inert, json_line, print_table
from schemas import STORED_TABLES
from schemas.errors import SettingsError, StoreError
from schemas.sql import identifier
from warehouse.connect import connect
from warehouse.query import run_select, stream_select

FORMATS = ("parquet", "csv", "jsonl")

MANIFEST = "export.json"
"""Name of the file that says what the others are."""

ROWS_AT_A_TIME = 20_000

LINKS = ("article_id", "page_id", "source_id")
"""Columns by which rows belong to articles, the closest first."""


def run_export(dest: Path, tables: Sequence[str], where: str | None, format: str, warehouse: Path | None) -> None:
    """Write a file a table, and one that says what they are.

    Args:
        dest: a folder; made if it is not there.
        tables: names of tables and views; none means all tables.
        where: a condition on `articles`: of other tables those rows are written that belong to such articles.

    Raises:
        SettingsError: there is no such table or format, or rows of it belong to no article.
        StoreError: there is no warehouse, the condition is refused, or a file is there already or can't be written.
    """
    if format not in FORMATS:
        raise SettingsError(f"--format takes {', '.join(FORMATS)}, not {format!r}.")
    chosen = _chosen(tables)
    with connect(load_settings(warehouse).warehouse) as connection:
        queries = {entry.name: query(entry, _columns(connection, entry.name), where) for entry in chosen}
        rows = {name: _export(connection, sql, _new_file(dest, f"{name}.{format}")) for name, sql in queries.items()}
        snapshot = run_select(connection, "SELECT commit_id, committed_at, version FROM published").to_pylist()[0]
    told = {"snapshot": snapshot, "where": where, "tables": [_described(entry, rows[entry.name]) for entry in chosen]}
    _new_file(dest, MANIFEST).write_text(json.dumps(told, ensure_ascii=False, indent=1, default=str), encoding="utf-8")
    print_table(Console(highlight=False), ("file", "rows"), [(f"{name}.{format}", n) for name, n in rows.items()])


def _chosen(names: Sequence[str]) -> list[Entry]:
    """The tables and views of these names."""
    known = {entry.name: entry for entry in entries() if entry.kind != "macro"}
    unknown = [name for name in names if name not in known]
    if unknown:
        raise SettingsError(f"There is no table or view {unknown[0]!r}; take some of: {', '.join(known)}.")
    return [known[name] for name in names or [table.name for table in STORED_TABLES]]


def _columns(connection: duckdb.DuckDBPyConnection, table: str) -> list[str]:
    return list(run_select(connection, f"FROM {identifier(table)} LIMIT 0").column_names)


def query(entry: Entry, columns: Sequence[str], where: str | None) -> str:
    """What is written of a table: all of it, or what belongs to the articles for which the condition holds.

    The condition stands on lines of its own, so that a comment in it ends with it.
    """
    everything = f"FROM {identifier(entry.name)}"
    if where is None:
        return everything
    link = next((column for column in LINKS if column in columns), None)
    if link is None:
        raise SettingsError(f"Rows of {entry.name} belong to no article, so --where can't choose them; leave it out.")
    return f"{everything} WHERE {link} IN (SELECT {link} FROM articles WHERE (\n{where}\n))"


def _new_file(folder: Path, name: str) -> Path:
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise StoreError(f"{folder} can't be made ({error.strerror}); choose another place.") from error
    if (folder / name).exists():
        raise StoreError(f"{folder / name} is there already; move it away, or choose another folder.")
    return folder / name


def _export(connection: duckdb.DuckDBPyConnection, sql: str, path: Path) -> int:
    """Write what a query gives; returns the number of rows. A file that can't be finished is removed."""
    write = {".parquet": _write_parquet, ".csv": _write_csv, ".jsonl": _write_lines}[path.suffix]
    try:
        with closing(stream_select(connection, sql, ROWS_AT_A_TIME)) as batches:
            return write(batches, path)
    except BaseException as error:
        path.unlink(missing_ok=True)
        if isinstance(error, OSError):
            raise StoreError(f"{path} can't be written ({error.strerror}); choose another place.") from error
        raise


def _write_parquet(batches: Iterable[pa.RecordBatch], path: Path) -> int:
    count, found = 0, iter(batches)
    head = next(found)
    with pq.ParquetWriter(path, head.schema, compression="zstd") as writer:
        for batch in found:
            count += batch.num_rows
            writer.write_batch(batch)
    return count


def _write_csv(batches: Iterable[pa.RecordBatch], path: Path) -> int:
    count = 0
    with path.open("w", encoding="utf-8", newline="") as stream:
        writer = csv.writer(stream, lineterminator="\n")
        for number, batch in enumerate(batches):
            if number == 0:
                writer.writerow(map(inert, batch.schema.names))
            count += batch.num_rows
            writer.writerows(csv_rows(batch))
    return count


def _write_lines(batches: Iterable[pa.RecordBatch], path: Path) -> int:
    count = 0
    with path.open("w", encoding="utf-8") as stream:
        for batch in batches:
            count += batch.num_rows
            stream.writelines(map(json_line, batch.to_pylist()))
    return count


def _described(entry: Entry, rows: int) -> dict[str, Any]:
    """A table for the manifest: what a row is, and its columns."""
    columns = {name: told for name, _, told in entry.columns}
    return {"name": entry.name, "grain": entry.grain, "rows": rows, "columns": columns}
