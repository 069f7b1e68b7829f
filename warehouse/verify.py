"""Is the warehouse whole? The log in itself, every file against the log, then every row against its neighbours.

A file of checks/ is a query for offending rows: none passes. Its comment says in the first line `fail:`
or `warn:` and the question, then what a hit means and what to do. With a line `Tables: a, b` the query is
run for every table that has these columns (`*`: for all), with its name for {table} and its key for {key};
`Except:` leaves tables out. So a new table is checked without anybody naming it.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

import duckdb

from schemas import DERIVED_TABLES, SOURCES, STORED_TABLES
from schemas.column import Table, schema_of
from schemas.errors import StoreError
from schemas.source import source_name
from schemas.sql import identifier
from warehouse import catalog, files
from warehouse.connect import snapshot
from warehouse.records import Key, WrittenFile
from warehouse.store import Store

SHOWN_HITS = 3
"""Offending rows that a check keeps as examples."""

CHECKS = (
    "source_is_missing",
    "page_is_missing",
    "article_is_missing",
    "jump_leads_nowhere",
    "key_is_not_unique",
    "segments_outside_their_source",
    "offset_map_has_holes",
    "spans_do_not_make_their_field",
    "words_do_not_make_their_body",
    "offsets_outside_their_field",
    "text_is_elsewhere",
    "source_without_pages",
)
"""Files of checks/, in the order in which they are run: from bytes to what is found in the text."""


@dataclass(frozen=True, slots=True)
class Check:
    """A check on rows.

    Attributes:
        level: fail or warn.
        question: what is asked.
        meaning: what a hit means, and what to do.
        queries: the table concerned (None for a check of its own tables), and the query for offending rows.
    """

    name: str
    level: str
    question: str
    meaning: str
    queries: tuple[tuple[str | None, str], ...]


@dataclass(frozen=True, slots=True)
class Hits:
    """What a check has found in one table.

    Attributes:
        count: offending rows.
        examples: a few of them, by column.
    """

    table: str | None
    count: int
    examples: tuple[dict[str, object], ...]


@dataclass(frozen=True, slots=True)
class Damage:
    """A live file that is not as it was written.

    Attributes:
        problem: what is wrong, a phrase.
        sources: names of the sources whose rows it holds; () for a derived table.
        uris: their paths: what has to be loaded again.
    """

    file: WrittenFile
    problem: str
    sources: tuple[str, ...]
    uris: tuple[str, ...]


def checks() -> list[Check]:
    """All checks on rows."""
    return [_read_check(catalog.FOLDER / "checks" / f"{name}.sql") for name in CHECKS]


def _read_check(path: Path) -> Check:
    lines = path.read_text(encoding="utf-8").splitlines()
    header = [line.removeprefix("--").strip() for line in lines if line.startswith("--")]
    sql = "\n".join(line for line in lines if not line.startswith("--")).strip().rstrip(";")
    level, _, question = header[0].partition(": ")
    options = dict(line.split(": ", 1) for line in header[1:] if line.startswith(("Tables: ", "Except: ")))
    meaning = " ".join(line for line in header[1:] if line.partition(": ")[0] not in options)
    return Check(path.stem, level, question, meaning, tuple(_queries(sql, options)))


def _queries(sql: str, options: dict[str, str]) -> Iterator[tuple[str | None, str]]:
    """The check's query, for each table that it concerns."""
    if "Tables" not in options:
        yield None, sql
        return
    needed = {name for name in options["Tables"].split(", ") if name != "*"}
    left_out = options.get("Except", "").split(", ")
    for table in STORED_TABLES:
        if table.name not in left_out and needed <= set(schema_of(table).names):
            yield table.name, sql.replace("{table}", identifier(table.name)).replace("{key}", _key(table))


def _key(table: Table) -> str:
    return ", ".join(map(identifier, table.key))


def log_problems(store: Store) -> list[str]:
    """What contradicts itself in the commit log, phrases; no data file is read."""
    with store.log.reading() as log:
        live, held, contents = log.live_files(), list(log.holdings()), list(log.contents())
    of_sources = {file.batch: file.rows for file in live if file.table == SOURCES.name}
    rows = Counter(holding.batch for holding in held)
    wrong = [
        f"batch {batch} should have {rows[batch]:,} rows of sources and has {of_sources.get(batch, 0):,}"
        for batch in sorted(rows.keys() | of_sources.keys())
        if rows[batch] != of_sources.get(batch, 0)
    ]
    twice = [source_id for source_id, count in Counter(c.source_id for c in contents).items() if count > 1]
    wrong += [f"the rows of source_id {source_id} are said to be in two batches" for source_id in sorted(twice)]
    return [*store.log.problems(), *wrong]


def damaged_files(store: Store) -> Iterator[Damage]:
    """Every live file that is missing, or not as it was written; reads all of them."""
    live = store.live_files()
    keys = _keys_by_batch(store, live)
    for file in live:
        problem = files.problem_of(store.root, file)
        if problem is not None:
            of_batch = keys.get(file.batch, set())
            names = tuple(sorted(source_name(*key) for key in of_batch))
            yield Damage(file, problem, names, tuple(sorted({uri for uri, _ in of_batch})))


def _keys_by_batch(store: Store, live: Iterable[WrittenFile]) -> dict[str, set[Key]]:
    """For each batch of source rows, the sources that its files hold rows of."""
    derived = {table.name for table in DERIVED_TABLES}
    batches: dict[str, set[str]] = defaultdict(set)
    with store.log.reading() as log:
        for content in log.contents():
            batches[content.batch].add(content.source_id)
    held: dict[str, set[Key]] = defaultdict(set)
    by_source: dict[str | None, set[Key]] = defaultdict(set)
    for holding in store.holdings().values():
        by_source[holding.source_id].add(holding.key)
        held[holding.batch].add(holding.key)
    for batch, source_ids in batches.items():
        held[batch] |= {key for source_id in source_ids for key in by_source[source_id]}
    return {file.batch: held[file.batch] for file in live if file.table not in derived}


def run_checks(store: Store, chosen: Sequence[Check], of_run: str | None = None) -> Iterator[tuple[Check, list[Hits]]]:
    """Run checks on the rows of the last commit; yields each with what it has found.

    Args:
        of_run: a run_id; then only on the rows that this run has loaded.

    Raises:
        StoreError: a query fails, as it does on damaged files.
    """
    with snapshot(store, of_run) as connection:
        for check in chosen:
            yield check, [hits for table, sql in check.queries if (hits := _hits(connection, table, sql)) is not None]


def _hits(connection: duckdb.DuckDBPyConnection, table: str | None, sql: str) -> Hits | None:
    counted = f"SELECT *, count(*) OVER () AS hits_in_all FROM (\n{sql}\n) LIMIT {SHOWN_HITS}"
    try:
        rows = connection.sql(counted).to_arrow_table().to_pylist()
    except duckdb.Error as error:
        raise StoreError(f"A check cannot be run ({error}); run `jianbao verify` again.") from error
    if not rows:
        return None
    count = int(rows[0]["hits_in_all"])
    return Hits(table, count, tuple({k: v for k, v in row.items() if k != "hits_in_all"} for row in rows))
