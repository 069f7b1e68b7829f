"""jianbao.duckdb: published after a commit, opened by readers.

The file is built beside and takes its name by rename. Whoever has the old one open keeps a
consistent snapshot, since the files that it names stay on disk.
"""

from __future__ import annotations

import datetime
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import Any

import duckdb
import pyarrow as pa

from schemas import RUNS
from schemas.audit import Run
from schemas.column import description_of, schema_of
from schemas.errors import StoreError
from schemas.sql import identifier, literal, sql_type
from warehouse import catalog, files, lock
from warehouse.catalog import edition
from warehouse.failure import told_plainly
from warehouse.query import run_select
from warehouse.records import CommitEntry, WrittenFile
from warehouse.store import PUBLISHED_NAME, Store

__all__ = ["connect", "publish", "run_select"]

STORAGE_VERSION = "v1.0.0"
"""DuckDB's file format of the published file: clients from 1.0 on can open it."""

PUBLISH_LOCK_NAME = "publish.lock"

ALIAS = "jianbao"
"""The snapshot's name as a database within a connection."""

_PUBLISHED = "SELECT commit_id, revision, version, root FROM jianbao.published"


def publish(store: Store) -> int:
    """Build jianbao.duckdb over the last commit and swap it in; returns the commit's number, 0 before the first.

    A writer and readers that find a stale file may publish at the same time; a lock keeps an older
    state from replacing a newer one.

    Raises:
        WriteError: the system refuses; the old file stays.
    """
    with lock.exclusive(store.root / PUBLISH_LOCK_NAME, "publish"):
        with store.log.reading() as log:
            commit, revision, runs = log.last_commit(), log.revision(), log.runs()
            live = log.files_at(commit.commit_id if commit else 0)
        with told_plainly(str(store.published_path)), files.replacing(store.published_path) as temporary:
            try:
                _build(temporary, store.root, commit, revision, live, runs)
            finally:
                temporary.with_name(f"{temporary.name}.wal").unlink(missing_ok=True)
            store.published_path.with_name(f"{PUBLISHED_NAME}.wal").unlink(missing_ok=True)
    return commit.commit_id if commit else 0


def connect(root: Path, as_of: int | datetime.datetime | None = None) -> duckdb.DuckDBPyConnection:
    """Open a snapshot for reading: the published file, published anew first if it is out of date.

    The connection reads the snapshot's files and nothing else of the machine, and its configuration
    is locked; statements from outside go through `run_select`.

    Args:
        root: the warehouse's folder.
        as_of: a commit's number, or a time (UTC), for an older snapshot whose files are still there.

    Raises:
        StoreError: there is no warehouse, no such commit, or the old snapshot's files are gone.
    """
    store = Store.existing(root)
    if as_of is not None:
        return _open_past(store, as_of)
    connection = _open_published(store, is_last_chance=False)
    if connection is None:
        publish(store)
        connection = _open_published(store, is_last_chance=True)
    if connection is None:
        raise StoreError(
            f"{store.published_path} can't be opened; check who else has replaced it and run `jianbao publish`."
        )
    return connection


def _open_published(store: Store, is_last_chance: bool) -> duckdb.DuckDBPyConnection | None:
    """The published snapshot; None if it is missing, out of date, moved, or locked by a writing client.

    Args:
        is_last_chance: whether it has just been published, so that a commit since then is no reason to refuse.
    """
    if not store.published_path.is_file():
        return None
    with store.log.reading() as log:
        last, revision = log.last_commit(), log.revision()
    connection = _empty_connection()
    try:
        connection.execute(f"ATTACH {literal(str(store.published_path))} AS {ALIAS} (READ_ONLY)")
        commit_id, *state = connection.execute(_PUBLISHED).fetchall()[0]
    except (duckdb.Error, IndexError):
        connection.close()
        return None
    current = (commit_id, *state) == (last.commit_id if last else 0, revision, edition(), str(store.root))
    if not current and not is_last_chance:
        connection.close()
        return None
    return _locked_down(connection, store, store.live_files(commit_id))


def _open_past(store: Store, as_of: int | datetime.datetime) -> duckdb.DuckDBPyConnection:
    """A snapshot of an earlier commit, made in memory."""
    with store.log.reading() as log:
        commit, oldest = _commit_at(log.commits(), as_of), log.oldest_commit()
        live = log.files_at(commit.commit_id)
    gone = [file.path for file in live if not (store.root / file.path).is_file()]
    if gone or commit.commit_id < oldest:
        raise StoreError(
            f"The snapshot of commit {commit.commit_id} is gone: its files were removed; `jianbao history` lists what is kept."
        )
    runs = [run for run in store.runs() if run.started_at <= commit.at]
    return _open_in_memory(store, commit, live, runs)


def snapshot(store: Store, of_run: str | None = None) -> duckdb.DuckDBPyConnection:
    """The last commit, as `connect` shows it, made in memory: nothing is published, nothing written.

    Args:
        of_run: a run_id; then only the rows are there that this run has loaded.
    """
    live = store.live_files()
    if of_run is not None:
        live = [file for file in live if file.batch.startswith(f"{of_run}-")]
    return _open_in_memory(store, store.last_commit(), live, store.runs())


def _open_in_memory(
    store: Store, commit: CommitEntry | None, live: Sequence[WrittenFile], runs: list[Run]
) -> duckdb.DuckDBPyConnection:
    connection = _empty_connection()
    connection.execute(f"ATTACH ':memory:' AS {ALIAS}")
    _fill(connection, store.root, commit, 0, live, runs)
    return _locked_down(connection, store, live)


def _commit_at(commits: Sequence[CommitEntry], as_of: int | datetime.datetime) -> CommitEntry:
    if isinstance(as_of, int):
        found = [c for c in commits if c.commit_id == as_of]
    else:
        moment = as_of.astimezone(datetime.UTC).replace(tzinfo=None) if as_of.tzinfo else as_of
        found = [c for c in commits if c.at <= moment]
    if not found:
        known = f"commits {commits[0].commit_id} to {commits[-1].commit_id}" if commits else "no commit yet"
        raise StoreError(f"There is no commit at {as_of}; the warehouse has {known}.")
    return found[-1]


def _empty_connection() -> duckdb.DuckDBPyConnection:
    """A connection that looks for nothing (no extensions, no variables of the calling program) and prints nothing.

    What stands at the end of a file is read once: a question that names a table five times would read it as often.
    """
    connection = duckdb.connect(
        ":memory:",
        config={
            "autoinstall_known_extensions": False,
            "autoload_known_extensions": False,
            "python_enable_replacements": False,
        },
    )
    connection.execute("SET enable_progress_bar = false")
    connection.execute("SET parquet_metadata_cache = true")
    return connection


def _locked_down(
    connection: duckdb.DuckDBPyConnection, store: Store, live: Iterable[WrittenFile]
) -> duckdb.DuckDBPyConnection:
    """Allow the snapshot's files and nothing else."""
    connection.execute(f"USE {ALIAS}")
    connection.execute("SET allowed_paths = ?", [[str(store.root / file.path) for file in live]])
    connection.execute("SET enable_external_access = false")
    connection.execute("SET lock_configuration = true")
    return connection


def _build(
    target: Path, root: Path, commit: CommitEntry | None, revision: int, live: Iterable[WrittenFile], runs: list[Run]
) -> None:
    """Make a published file at `target`."""
    with duckdb.connect(":memory:") as connection:
        connection.execute(f"ATTACH {literal(str(target))} AS {ALIAS} (STORAGE_VERSION {literal(STORAGE_VERSION)})")
        _fill(connection, root, commit, revision, live, runs)
        connection.execute("USE memory")
        connection.execute(f"DETACH {ALIAS}")


def _fill(
    connection: duckdb.DuckDBPyConnection,
    root: Path,
    commit: CommitEntry | None,
    revision: int,
    live: Iterable[WrittenFile],
    runs: list[Run],
) -> None:
    """Make everything that a snapshot has, in the database `ALIAS` of the connection."""
    connection.execute(f"USE {ALIAS}")
    connection.execute("BEGIN")
    _make_runs(connection, runs)
    for statement in catalog.statements(root, live):
        connection.execute(statement)
    connection.execute(
        "CREATE TABLE published (commit_id BIGINT, revision BIGINT, committed_at TIMESTAMP, version VARCHAR, root VARCHAR)"
    )
    values: list[Any] = [commit.commit_id if commit else 0, revision, commit.at if commit else None]
    connection.execute("INSERT INTO published VALUES (?, ?, ?, ?, ?)", [*values, edition(), str(root)])
    connection.execute("COMMENT ON TABLE published IS 'the commit that this snapshot shows'")
    connection.execute("COMMIT")


def _make_runs(connection: duckdb.DuckDBPyConnection, runs: list[Run]) -> None:
    """The table `runs`, a copy of the log's."""
    schema = schema_of(RUNS)
    columns = ", ".join(f"{identifier(f.name)} {sql_type(f.type)}{'' if f.nullable else ' NOT NULL'}" for f in schema)
    connection.execute(f"CREATE TABLE runs ({columns})")
    rows = [
        {name: getattr(run, name) for name in schema.names}
        | {"counts": [{"name": count.name, "value": count.value} for count in run.counts]}
        for run in runs
    ]
    connection.register("runs_of_the_log", pa.Table.from_pylist(rows, schema))
    connection.execute("INSERT INTO runs SELECT * FROM runs_of_the_log")
    connection.unregister("runs_of_the_log")
    for statement in catalog.comments("TABLE", RUNS.name, RUNS.grain, {f.name: description_of(f) for f in schema}):
        connection.execute(statement)
