"""Parquet files of the warehouse: written whole or not at all, never changed afterwards."""

from __future__ import annotations

import datetime
import hashlib
import json
import os
import secrets
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from importlib.metadata import version
from pathlib import Path

import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.parquet as pq

from schemas.column import description_of
from schemas.errors import StoreError
from warehouse.encoding import write_options
from warehouse.failure import told_plainly
from warehouse.records import WrittenFile

DATA = "data"
"""Folder of the Parquet files within the warehouse, one sub-folder per table."""

TEMPORARY_MARK = ".tmp-"
"""Part of the name of every file that is not finished."""

ZSTD_LEVEL = 9
"""A tenth smaller than level 3 for 0.03 s of processor time a MB."""

DENSE_LEVEL = 19
"""For rows that stay as they are for long, since it takes 2 to 3 s a MB: another 7 % of all tables, a tenth of long texts."""

ROW_GROUP_ROWS = 128 * 1024
"""Most rows in a row group: DuckDB hands whole row groups to its threads."""

ROW_GROUP_BYTES = 64 * 2**20
"""About the most bytes (in memory) in a row group: what a rewrite holds at a time."""

INDEX_GROUP_ROWS = 64 * 1024
"""Rows in a row group of a new batch's `terms`: who asks for a word unpacks one of them. Merged batches keep to ROW_GROUP_ROWS,
since each row group has a dictionary of its article_ids, and there are many more in them."""

TEXTS_LOOKED_UP = frozenset({"body"})
"""Long texts of which queries need a few by article_id."""

TEXT_GROUP_BYTES = 2 * 2**20
"""About the most bytes in a row group with such texts: a reader unpacks all texts of a row group, or none."""

COLUMNS_KEY, BATCH_KEY, WRITTEN_KEY, ORIGIN_KEY = b"columns", b"batch", b"written_at", b"origin"
"""Keys of a file's metadata: its columns' descriptions as JSON, its batch, UTC time, and the name of the file of which it has
the rows that stayed."""

Choice = Callable[[pa.Table], pa.ChunkedArray]
"""Which rows are meant: a table of some columns -> a boolean column without nulls."""


def sync_folder(folder: Path) -> None:
    """Make renames within a folder durable."""
    descriptor = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)


def make_folder(folder: Path) -> None:
    """Make a folder and those above it, durably."""
    missing = [f for f in (folder, *folder.parents) if not f.exists()]
    for each in reversed(missing):
        each.mkdir(exist_ok=True)
        sync_folder(each.parent)


@contextmanager
def replacing(target: Path) -> Iterator[Path]:
    """A temporary path beside `target`; what was written there is synced and takes the target's name at the end."""
    temporary = target.with_name(f".{target.name}{TEMPORARY_MARK}{os.getpid()}-{secrets.token_hex(4)}")
    try:
        yield temporary
        with open(temporary, "rb") as written:
            os.fsync(written.fileno())
        os.replace(temporary, target)
    except BaseException:
        temporary.unlink(missing_ok=True)
        raise
    sync_folder(target.parent)


def checksum(path: Path) -> str:
    """SHA-256 of a file, hex."""
    with open(path, "rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def row_group_rows(table: pa.Table) -> int:
    """Rows per row group so that neither bound is passed on average, at least 1."""
    if table.nbytes == 0:
        return ROW_GROUP_ROWS
    most_bytes = TEXT_GROUP_BYTES if TEXTS_LOOKED_UP & set(table.column_names) else ROW_GROUP_BYTES
    return max(1, min(ROW_GROUP_ROWS, most_bytes * int(table.num_rows) // int(table.nbytes)))


def write_table(root: Path, batch: str, table: str, rows: pa.Table) -> WrittenFile:
    """Write rows as one new Parquet file of a batch.

    Its metadata have the table's grain, its columns' descriptions and the version of jianbao, and what
    a lost commit log is rebuilt from: table, batch and time.

    The name ends in a random token, so that a batch that is done again never touches a file that
    an earlier try has left, or committed.

    Args:
        root: the warehouse's folder.
        rows: at least one row, in the order in which they shall stand.

    Raises:
        WriteError: the system refuses.
    """
    size = INDEX_GROUP_ROWS if "term" in rows.column_names else max(1, rows.num_rows)
    groups = (rows.slice(start, size) for start in range(0, max(1, rows.num_rows), size))
    return write_groups(root, batch, table, rows.schema, groups)


def _described(schema: pa.Schema, batch: str, table: str, origin: str) -> pa.Schema:
    """The schema with metadata that a reader without Arrow's own can read; that of a file keeps its descriptions."""
    descriptions = {field.name: description_of(field) for field in schema if field.metadata}
    kept_descriptions = (schema.metadata or {}).get(COLUMNS_KEY)
    more = {
        b"table": table.encode(),
        COLUMNS_KEY: kept_descriptions or json.dumps(descriptions, ensure_ascii=False).encode(),
        b"jianbao_version": version("jianbao").encode(),
        BATCH_KEY: batch.encode(),
        WRITTEN_KEY: datetime.datetime.now(datetime.UTC).replace(tzinfo=None).isoformat().encode(),
    }
    kept = {ORIGIN_KEY: origin.encode()} | (schema.metadata or {})
    return schema.with_metadata(kept | more)


def write_groups(
    root: Path, batch: str, table: str, schema: pa.Schema, groups: Iterable[pa.Table], level: int = ZSTD_LEVEL
) -> WrittenFile:
    """Write a new Parquet file from tables that come one after the other; each is at least one row group.

    Args:
        schema: if it comes from a file, the new one says that it has what stayed of that file's rows.
        level: of zstd, ZSTD_LEVEL or DENSE_LEVEL.

    Raises:
        WriteError: the system refuses.
    """
    with told_plainly(f"{root / DATA / table}"):
        return _write_groups(root, batch, table, schema, groups, level)


def _write_groups(
    root: Path, batch: str, table: str, schema: pa.Schema, groups: Iterable[pa.Table], level: int
) -> WrittenFile:
    folder = root / DATA / table
    make_folder(folder)
    target = folder / f"{batch}.{secrets.token_hex(4)}.parquet"
    described = _described(schema, batch, table, target.name)
    count = 0
    with replacing(target) as temporary:
        with pq.ParquetWriter(temporary, described, **write_options(described, level)) as writer:
            writer.add_key_value_metadata(described.metadata)
            for group in groups:
                count += group.num_rows
                writer.write_table(group, row_group_rows(group))
        size, digest = temporary.stat().st_size, checksum(temporary)
    path = target.relative_to(root).as_posix()
    return WrittenFile(path, table, batch, count, size, digest, tuple(schema.names))


def rewrite(root: Path, file: WrittenFile, columns: tuple[str, ...], keep: Choice) -> WrittenFile | None:
    """A file without some of its rows: itself if all stay, None if none does, otherwise a new file.

    Holds one row group at a time.

    Args:
        columns: what `keep` needs to see.
    """
    with pq.ParquetFile(root / file.path) as source:
        masks = [keep(source.read_row_group(i, columns=list(columns))) for i in range(source.num_row_groups)]
        kept = sum(_count(mask) for mask in masks)
        if kept == file.rows:
            return file
        if kept == 0:
            return None
        groups = (source.read_row_group(i).filter(mask) for i, mask in enumerate(masks) if _count(mask))
        return write_groups(root, file.batch, file.table, source.schema_arrow, groups)


def _count(mask: pa.ChunkedArray) -> int:
    total: int | None = pc.sum(mask).as_py()
    return total or 0


def select(root: Path, file: WrittenFile, columns: tuple[str, ...], wanted: Choice) -> pa.Table:
    """The rows of a file for which `wanted` is true."""
    with pq.ParquetFile(root / file.path) as source:
        masks = [wanted(source.read_row_group(i, columns=list(columns))) for i in range(source.num_row_groups)]
        groups = [source.read_row_group(i).filter(mask) for i, mask in enumerate(masks) if _count(mask)]
        return pa.concat_tables(groups) if groups else source.schema_arrow.empty_table()


def on_disk(root: Path) -> Iterator[Path]:
    """Every file under the data folder, finished or not."""
    yield from (path for path in (root / DATA).glob("*/*") if path.is_file())


def receive_file(root: Path, file: WrittenFile, content: bytes) -> None:
    """Write a file that comes from elsewhere, under the path and with the bytes that it had there.

    Raises:
        StoreError: its bytes are not those that were written.
        WriteError: the system refuses.
    """
    if hashlib.sha256(content).hexdigest() != file.checksum:
        raise StoreError(f"{file.path} was damaged where it comes from, or on its way; run the same again.")
    target = root / file.path
    with told_plainly(str(target)):
        make_folder(target.parent)
        with replacing(target) as temporary:
            temporary.write_bytes(content)


def problem_of(root: Path, file: WrittenFile) -> str | None:
    """What is wrong with a file, a phrase; None if it is as it was written. Reads it whole."""
    path = root / file.path
    try:
        if os.stat(path).st_size != file.size_bytes:
            return f"has {os.stat(path).st_size} bytes, not {file.size_bytes}"
        if checksum(path) != file.checksum:
            return "has other bytes than were written"
        rows = int(pq.read_metadata(path).num_rows)
    except FileNotFoundError:
        return "is missing"
    except OSError as error:
        return f"can't be read ({error.strerror or error})"
    return None if rows == file.rows else f"has {rows} rows, not {file.rows}"
