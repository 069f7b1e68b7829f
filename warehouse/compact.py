"""Compaction: the sources of many small batches put together, in the order of newspaper and date.

A group of sources becomes a batch like any other, with one file a table. So a source that changes
later costs the rewriting of its group and no more. The parts of the work are commits of their own:
whoever is cut off loses one part, which the next run does again.

Only small batches are merged, and one only with at least its own weight of others: each rewriting at
least doubles the batch that a row is in, so that a row is rewritten a handful of times in its life,
and what stays unmerged at least doubles from one to the next.
"""

from __future__ import annotations

import datetime
from collections.abc import Iterable, Iterator, Sequence, Set
from dataclasses import dataclass, replace
from itertools import groupby, pairwise
from operator import itemgetter
from pathlib import Path

import duckdb
import pyarrow as pa

from schemas import PAGES, SOURCE_TABLES, SOURCES
from schemas.column import Table, schema_of
from schemas.errors import StoreError
from schemas.sql import identifier, literal, sql_type
from warehouse import files
from warehouse.failure import told_plainly
from warehouse.log import Transaction
from warehouse.records import CommitEntry, Content, Holding, Key, WrittenFile
from warehouse.store import Store

PART_GROUPS = 8
"""Groups that one commit makes at most: what a kill can cost."""

READ_ROWS = 8192
"""Rows that DuckDB hands over at a time."""

MEMORY = "1GB"
"""What DuckDB may use to sort; beyond it goes to disk."""

SPILL = ".spill"
"""Folder within the data folder for what a sort writes to disk; what a kill leaves there is swept."""

PLACES = frozenset({"newspaper", "page_id", "article_id", "source_id"})
"""Tables whose order begins with one of these are kept page by page; others (`terms`) by that order."""

SOURCES_LAST = (*(table for table in SOURCE_TABLES if table is not SOURCES), SOURCES)
"""The tables in the order in which they are written: a batch that has rows of `sources` is complete."""

_SOURCE_NAMES = frozenset(table.name for table in SOURCE_TABLES)
_CURRENT = {table.name: frozenset(schema_of(table).names) for table in SOURCE_TABLES}


@dataclass(frozen=True, slots=True)
class Weight:
    """What a batch of source rows has on disk.

    Attributes:
        is_outdated: whether a file has other columns than its table has now.
    """

    batch: str
    size_bytes: int
    is_outdated: bool = False


@dataclass(frozen=True, slots=True)
class Compacted:
    """A part of the work that is done.

    Attributes:
        batches: the batches that were merged.
        before, after: numbers of files.
        size_bytes: bytes written.
    """

    entry: CommitEntry
    batches: int
    before: int
    after: int
    size_bytes: int


@dataclass(frozen=True, slots=True)
class Part:
    """Batches that one commit merges, and which group each of their sources goes to.

    Attributes:
        groups: names of the new batches.
        group_of_source: by source_id, the position of the group to which its rows go.
        group_of_key: by key, that of the group to which the source's row of `sources` goes.
    """

    old: tuple[WrittenFile, ...]
    holdings: tuple[Holding, ...]
    contents: tuple[Content, ...]
    groups: tuple[str, ...]
    group_of_source: dict[str, int]
    group_of_key: dict[Key, int]


def choose(weights: Iterable[Weight], target_bytes: int) -> list[str]:
    """The batches to merge, by name: small ones beside which there are as heavy others, and outdated ones.

    >>> choose([Weight("a", 9), Weight("b", 1), Weight("c", 1), Weight("d", 60)], 100)
    ['b', 'c']
    """
    weights = list(weights)
    small = sorted((w for w in weights if w.size_bytes < target_bytes / 2), key=lambda w: (-w.size_bytes, w.batch))
    lighter = sum(weight.size_bytes for weight in small)
    chosen = {weight.batch for weight in weights if weight.is_outdated}
    for position, weight in enumerate(small):
        lighter -= weight.size_bytes
        if 0 < weight.size_bytes <= lighter:
            chosen |= {each.batch for each in small[position:]}
            break
    return sorted(chosen)


def weights_of(live: Iterable[WrittenFile]) -> dict[str, Weight]:
    """The batches of source rows with their weights, by name."""
    weights: dict[str, Weight] = {}
    for file in live:
        if file.table in _SOURCE_NAMES:
            known = weights.get(file.batch, Weight(file.batch, 0))
            is_outdated = known.is_outdated or frozenset(file.columns) != _CURRENT[file.table]
            weights[file.batch] = Weight(file.batch, known.size_bytes + file.size_bytes, is_outdated)
    return weights


def parts_of(batches: Iterable[Weight], target_bytes: int) -> Iterator[list[Weight]]:
    """Cut batches, in the order of their names, into parts of at most PART_GROUPS groups."""
    part: list[Weight] = []
    for weight in sorted(batches, key=lambda w: w.batch):
        if part and sum(w.size_bytes for w in part) + weight.size_bytes > PART_GROUPS * target_bytes:
            yield part
            part = []
        part.append(weight)
    if part:
        yield part


def compact(store: Store, run_id: str, target_bytes: int) -> Iterator[Compacted]:
    """Merge small batches of source rows, and write those of an older schema anew; yields each part once it is committed.

    A batch with a damaged file is left as it is.

    Args:
        run_id: begins the names of the new batches.
        target_bytes: about the Parquet bytes, over all tables, of a group.

    Raises:
        StoreError: without the writer's lock, or rows would be lost; the part is not committed.
        WriteError: the system refuses to write.
    """
    store.must_be_writing()
    live = store.live_files()
    weights = weights_of(live)
    chosen = set(choose(weights.values(), target_bytes))
    chosen -= {f.batch for f in live if f.batch in chosen and files.problem_of(store.root, f)}
    for number, part in enumerate(parts_of((weights[batch] for batch in chosen), target_bytes), 1):
        if len(part) > 1 or part[0].is_outdated:
            yield _compact_part(store, run_id, f"{run_id}-m{number:03}", part, target_bytes)


def _compact_part(store: Store, run_id: str, name: str, weights: Sequence[Weight], target_bytes: int) -> Compacted:
    batches = {weight.batch for weight in weights}
    with store.log.reading() as log:
        old = tuple(f for f in log.live_files() if f.batch in batches and f.table in _SOURCE_NAMES)
        holdings, contents = log.holdings_in(batches), log.contents_in(batches)
    with told_plainly(f"{store.root / files.DATA}"), _sorter(store.root) as connection:
        order = _place_pages(connection, store.root, old)
        size = {w.batch: w.size_bytes for w in weights}
        part = _assign(name, old, holdings, contents, order, size, target_bytes)
        _register(connection, part)
        new = [file for table in SOURCES_LAST for file in _write_table(connection, store.root, table, part)]
    _check_counts(old, new)
    at = datetime.datetime.now(datetime.UTC).replace(tzinfo=None)
    note = f"compaction of {len(batches)} batches"
    with store.log.writing() as log:
        commit_id = _commit(log, at, run_id, note, part, new)
    entry = CommitEntry(commit_id, at, run_id, note)
    return Compacted(entry, len(batches), len(old), len(new), sum(file.size_bytes for file in new))


def _commit(
    log: Transaction, at: datetime.datetime, run_id: str, note: str, part: Part, new: Sequence[WrittenFile]
) -> int:
    """Put the new files in the place of the old ones."""
    commit_id = log.add_commit(at, run_id, note)
    log.remove_files(commit_id, [file.path for file in part.old])
    log.add_files(commit_id, new)
    log.put_holdings(
        commit_id, [replace(held, batch=part.groups[part.group_of_key[held.key]]) for held in part.holdings]
    )
    moved = [Content(c.source_id, part.groups[part.group_of_source[c.source_id]]) for c in part.contents]
    log.put_contents(commit_id, part.contents, sorted(set(moved), key=lambda c: c.source_id))
    return commit_id


def _check_counts(old: Iterable[WrittenFile], new: Iterable[WrittenFile]) -> None:
    """Refuse to commit if a table would have more or fewer rows than before."""
    difference = dict.fromkeys(_SOURCE_NAMES, 0)
    for file in old:
        difference[file.table] -= file.rows
    for file in new:
        difference[file.table] += file.rows
    if wrong := {table: rows for table, rows in difference.items() if rows}:
        raise StoreError(f"Compaction would change the number of rows ({wrong}); this is a bug, please report it.")


def _sorter(root: Path) -> duckdb.DuckDBPyConnection:
    """A connection that sorts within bounded memory."""
    spill = root / files.DATA / SPILL
    files.make_folder(spill)
    config: dict[str, str | bool | int | float | list[str]] = {
        "memory_limit": MEMORY,
        "temp_directory": str(spill),
        "autoinstall_known_extensions": False,
        "autoload_known_extensions": False,
        "python_enable_replacements": False,
    }
    connection = duckdb.connect(":memory:", config=config)
    connection.execute("SET enable_progress_bar = false")
    return connection


def _scan(root: Path, table: str, of: Iterable[WrittenFile]) -> str | None:
    """A FROM item over a table's files, with the place of each row; None if there are none."""
    paths = ", ".join(literal(str(root / file.path)) for file in of if file.table == table)
    options = "union_by_name = true, hive_partitioning = false, filename = '_file', file_row_number = true"
    return f"read_parquet([{paths}], {options})" if paths else None


def _place_pages(connection: duckdb.DuckDBPyConnection, root: Path, old: Sequence[WrittenFile]) -> list[str]:
    """Make the table `places` of pages in the order of newspaper and date; the source_ids in the order of their first page."""
    scan = _scan(root, PAGES.name, old)
    present = {column for file in old if file.table == PAGES.name for column in file.columns}
    order = [name for name in ("newspaper", "published_on", "source_id", "ordinal") if name in present]
    pages = (
        f"SELECT page_id, source_id, row_number() OVER (ORDER BY {', '.join(f'{name} NULLS LAST' for name in order)}) AS place FROM {scan}"
        if scan
        else "SELECT NULL::VARCHAR AS page_id, NULL::VARCHAR AS source_id, 0 AS place WHERE false"
    )
    connection.execute(f"CREATE TABLE places AS {pages}")
    found = connection.execute("SELECT source_id FROM places GROUP BY source_id ORDER BY min(place)").fetchall()
    return [source_id for (source_id,) in found]


def _assign(
    name: str,
    old: tuple[WrittenFile, ...],
    holdings: Sequence[Holding],
    contents: Sequence[Content],
    order: Sequence[str],
    size: dict[str, int],
    target_bytes: int,
) -> Part:
    """Cut the sources, in this order, into groups of about the same weight: a batch's, shared out among its sources."""
    places = {source_id: place for place, source_id in enumerate(order)}
    count = dict.fromkeys(size, 0)
    for content in contents:
        count[content.batch] += 1
    of_source: dict[str, float] = {}
    for content in contents:
        of_source[content.source_id] = of_source.get(content.source_id, 0) + size[content.batch] / count[content.batch]
    total = sum(size.values())
    groups = max(1, round(total / target_bytes))
    group_of, passed = {}, 0.0
    for source_id in sorted(of_source, key=lambda s: (places.get(s, len(places)), s)):
        group_of[source_id] = min(groups - 1, int(passed * groups / total))
        passed += of_source[source_id]
    names = tuple(f"{name}-{number:02}" for number in range(groups))
    group_of_key = _group_keys(holdings, group_of, groups)
    return Part(old, tuple(holdings), tuple(contents), names, group_of, group_of_key)


def _group_keys(holdings: Iterable[Holding], group_of_source: dict[str, int], groups: int) -> dict[Key, int]:
    """Each source's row goes to the rows of its bytes; those whose bytes are elsewhere, or nowhere, are spread."""
    by_key = sorted(holdings, key=lambda held: (held.uri, held.member or ""))
    spread = {h.key: n * groups // len(by_key) for n, h in enumerate(by_key)}
    return {h.key: group_of_source.get(h.source_id or "", spread[h.key]) for h in by_key}


def _register(connection: duckdb.DuckDBPyConnection, part: Part) -> None:
    """Make the tables `group_of_source` and `group_of_key`."""
    ids = {"source_id": list(part.group_of_source), "part_group": list(part.group_of_source.values())}
    keys = {
        "uri": [uri for uri, _ in part.group_of_key],
        "member": [member for _, member in part.group_of_key],
        "part_group": list(part.group_of_key.values()),
    }
    strings = {"source_id": pa.string(), "uri": pa.string(), "member": pa.string(), "part_group": pa.int64()}
    for name, columns in (("group_of_source", ids), ("group_of_key", keys)):
        table = pa.table({column: pa.array(values, strings[column]) for column, values in columns.items()})
        connection.register(f"{name}_rows", table)
        connection.execute(f"CREATE TABLE {name} AS SELECT * FROM {name}_rows")


def _write_table(connection: duckdb.DuckDBPyConnection, root: Path, table: Table, part: Part) -> Iterator[WrittenFile]:
    """Write a table's rows, one file a group."""
    scan = _scan(root, table.name, part.old)
    if scan is None:
        return
    present = [frozenset(file.columns) for file in part.old if file.table == table.name]
    schema = _schema(table, frozenset.intersection(*present))
    reader = connection.sql(_query(table, scan, frozenset.union(*present))).to_arrow_reader(READ_ROWS)
    for group, slices in groupby(_slices(reader), key=itemgetter(0)):
        groups = _row_groups((rows for _, rows in slices), schema)
        yield files.write_groups(root, part.groups[group], table.name, schema, groups, files.DENSE_LEVEL)


def _schema(table: Table, everywhere: Set[str]) -> pa.Schema:
    """The table's schema; a column that not every old file has may be null."""
    schema = schema_of(table)
    return pa.schema(
        [field if field.name in everywhere else field.with_nullable(True) for field in schema], schema.metadata
    )


def _query(table: Table, scan: str, present: Set[str]) -> str:
    """The rows of a table with the group of each (`part_group`), in the order in which they shall stand."""
    columns = ", ".join(
        f"CAST({f'old.{identifier(f.name)}' if f.name in present else 'NULL'} AS {sql_type(f.type)}) AS {identifier(f.name)}"
        for f in schema_of(table)
    )
    key = "uri" if table is SOURCES else "source_id"
    joins = (
        "LEFT JOIN group_of_key ON group_of_key.uri = old.uri AND group_of_key.member IS NOT DISTINCT FROM old.member"
        if table is SOURCES
        else "LEFT JOIN group_of_source ON group_of_source.source_id = old.source_id"
    )
    order = [f"old.{identifier(name)}" for name in table.order if name in present]
    if table.order[0] in PLACES:
        page = "old.page_id" if "page_id" in present else "regexp_replace(old.article_id, '-[^-]*$', '')"
        joins += f" LEFT JOIN places ON places.page_id = {page}"
        order = ["places.place NULLS LAST", f"old.{key}"]
    return (
        f"SELECT coalesce(part_group, 0) AS part_group, {columns} FROM {scan} AS old {joins} "
        f"ORDER BY part_group, {', '.join(order)}, old._file, old.file_row_number"
    )


def _slices(reader: Iterable[pa.RecordBatch]) -> Iterator[tuple[int, pa.RecordBatch]]:
    """Record batches cut where the group changes, with the group in front."""
    for batch in reader:
        numbers = batch.column("part_group").to_numpy()
        starts = [0, *(i for i in range(1, len(numbers)) if numbers[i] != numbers[i - 1]), len(numbers)]
        rows = batch.drop_columns(["part_group"])
        for start, end in pairwise(starts):
            if end > start:
                yield int(numbers[start]), rows.slice(start, end - start)


def _row_groups(batches: Iterable[pa.RecordBatch], schema: pa.Schema) -> Iterator[pa.Table]:
    """Tables as large as row groups."""
    held: list[pa.RecordBatch] = []
    for batch in batches:
        held.append(batch)
        if (
            sum(b.num_rows for b in held) >= files.ROW_GROUP_ROWS
            or sum(b.nbytes for b in held) >= files.ROW_GROUP_BYTES
        ):
            yield pa.Table.from_batches(held).cast(schema)
            held = []
    if held:
        yield pa.Table.from_batches(held).cast(schema)
