"""The commit log: the one truth about which files are live, and which batch holds which source.

A SQLite database beside the data. Each change is one transaction; readers see the state before or
after it, never between.
"""

from __future__ import annotations

import datetime
import json
import sqlite3
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from contextlib import closing, contextmanager
from pathlib import Path

from schemas.audit import Count, Run
from schemas.errors import StoreError
from warehouse.failure import told_plainly
from warehouse.records import CommitEntry, Content, Holding, Key, WrittenFile

SCHEMA_VERSION = 3
"""Version of the log and of the tables; raised by a migration.

Version 2 added what derived tables rest on, version 3 the oldest commit that can still be opened.
"""

BUSY_SECONDS = 60.0
"""How long one transaction waits for another; each takes milliseconds."""

_FILE_COLUMNS = "path, table_name, batch, rows, size_bytes, checksum, columns"
_HOLDING_COLUMNS = "uri, member, source_id, sha256, size_bytes, fingerprint, status, error_code, batch"
_IN_BATCHES = "batch IN (SELECT value FROM json_each(?))"
_ORPHANS = " UNION ALL ".join(
    f"SELECT '{table}' FROM {table} WHERE {column} NOT IN (SELECT id FROM commits) GROUP BY 1"
    for table in ("files", "holdings", "contents")
    for column in ("added_in", "removed_in")
)
_RUN_COLUMNS = "run_id, flow, started_at, ended_at, status, counts, versions"


class Transaction:
    """Reads and writes within one transaction."""

    def __init__(self, connection: sqlite3.Connection) -> None:
        self._connection = connection

    def revision(self) -> int:
        """A number that grows with every change."""
        return int(self._connection.execute("SELECT value FROM meta WHERE name = 'revision'").fetchone()[0])

    def last_commit(self) -> CommitEntry | None:
        """The latest commit; None if there is none yet."""
        row = self._connection.execute("SELECT id, at, run_id, note FROM commits ORDER BY id DESC LIMIT 1").fetchone()
        return _commit_entry(row) if row else None

    def commits(self) -> list[CommitEntry]:
        """All commits, in order."""
        return [
            _commit_entry(r) for r in self._connection.execute("SELECT id, at, run_id, note FROM commits ORDER BY id")
        ]

    def files_at(self, commit_id: int) -> list[WrittenFile]:
        """The files that are live after a commit, by table and path."""
        sql = f"SELECT {_FILE_COLUMNS} FROM files WHERE added_in <= ? AND coalesce(removed_in > ?, TRUE) ORDER BY table_name, path"
        return [_written_file(row) for row in self._connection.execute(sql, (commit_id, commit_id))]

    def live_files_of(self, batch: str) -> list[WrittenFile]:
        """The live files of one batch, by path."""
        sql = f"SELECT {_FILE_COLUMNS} FROM files WHERE batch = ? AND removed_in IS NULL ORDER BY path"
        return [_written_file(row) for row in self._connection.execute(sql, (batch,))]

    def live_files_in(self, table: str) -> list[WrittenFile]:
        """The live files of one table, by path."""
        sql = f"SELECT {_FILE_COLUMNS} FROM files WHERE table_name = ? AND removed_in IS NULL ORDER BY path"
        return [_written_file(row) for row in self._connection.execute(sql, (table,))]

    def derived_from(self, table: str) -> tuple[str, frozenset[str]] | None:
        """What a derived table was computed from, and the batches that came out; None before the first time."""
        sql = "SELECT inputs, batches FROM derived WHERE table_name = ?"
        row = self._connection.execute(sql, (table,)).fetchone()
        return (row[0], frozenset(json.loads(row[1]))) if row else None

    def live_files(self) -> list[WrittenFile]:
        """The files that are live now, by table and path."""
        sql = f"SELECT {_FILE_COLUMNS} FROM files WHERE removed_in IS NULL ORDER BY table_name, path"
        return [_written_file(row) for row in self._connection.execute(sql)]

    def superseded_files(self, before: int) -> list[WrittenFile]:
        """The files that no commit from this number on shows, by path."""
        sql = f"SELECT {_FILE_COLUMNS} FROM files WHERE removed_in <= ? ORDER BY path"
        return [_written_file(row) for row in self._connection.execute(sql, (before,))]

    def oldest_commit(self) -> int:
        """The earliest commit whose files are all kept; 0 if nothing was removed yet."""
        row = self._connection.execute("SELECT value FROM meta WHERE name = 'oldest_commit'").fetchone()
        return int(row[0]) if row else 0

    def forget_before(self, commit_id: int) -> None:
        """Drop what only commits before this one show; they can't be opened any more."""
        for table in ("files", "holdings", "contents"):
            self._connection.execute(f"DELETE FROM {table} WHERE removed_in <= ?", (commit_id,))
        self._connection.execute("INSERT OR REPLACE INTO meta VALUES ('oldest_commit', ?)", (commit_id,))

    def count_files(self) -> tuple[Counter[int], Counter[int]]:
        """By commit, how many files it added and how many it removed."""
        rows = self._connection.execute("SELECT added_in, removed_in FROM files").fetchall()
        return Counter(added for added, _ in rows), Counter(removed for _, removed in rows if removed is not None)

    def count_holdings(self) -> Counter[int]:
        """By commit, how many sources it changed."""
        return Counter(dict(self._connection.execute("SELECT added_in, count(*) FROM holdings GROUP BY 1")))

    def count_changed_since(self, commit_id: int) -> int:
        """How many sources have come, gone or changed after a commit."""
        sql = """SELECT count(*) FROM (SELECT DISTINCT uri, coalesce(member, '') FROM holdings
            WHERE added_in > ? OR removed_in > ?)"""
        return int(self._connection.execute(sql, (commit_id, commit_id)).fetchone()[0])

    def return_to(self, commit_id: int, past: int) -> None:
        """Make holdings and contents what they were after an earlier commit."""
        for table, columns in (("holdings", _HOLDING_COLUMNS), ("contents", "source_id, batch")):
            self._connection.execute(
                f"UPDATE {table} SET removed_in = ? WHERE removed_in IS NULL AND added_in > ?", (commit_id, past)
            )
            self._connection.execute(
                f"""INSERT INTO {table} ({columns}, added_in) SELECT {columns}, ? FROM {table}
                WHERE added_in <= ? AND removed_in > ?""",
                (commit_id, past, past),
            )

    def known_paths(self) -> set[str]:
        """The path of every file that a commit shows which can still be opened."""
        return {path for (path,) in self._connection.execute("SELECT path FROM files")}

    def holdings_in(self, batches: Iterable[str]) -> list[Holding]:
        """The live holdings whose rows of `sources` are in these batches."""
        sql = f"SELECT {_HOLDING_COLUMNS} FROM holdings WHERE removed_in IS NULL AND {_IN_BATCHES}"
        return [Holding(*row) for row in self._connection.execute(sql, (json.dumps(list(batches)),))]

    def contents_in(self, batches: Iterable[str]) -> list[Content]:
        """Which source_ids have rows in these batches."""
        sql = f"SELECT source_id, batch FROM contents WHERE removed_in IS NULL AND {_IN_BATCHES}"
        return [Content(*row) for row in self._connection.execute(sql, (json.dumps(list(batches)),))]

    def holdings(self) -> Iterator[Holding]:
        """Every live holding."""
        for row in self._connection.execute(f"SELECT {_HOLDING_COLUMNS} FROM holdings WHERE removed_in IS NULL"):
            yield Holding(*row)

    def holding(self, key: Key) -> Holding | None:
        """The live holding of a source."""
        sql = (
            f"SELECT {_HOLDING_COLUMNS} FROM holdings WHERE uri = ? AND coalesce(member, '') = ? AND removed_in IS NULL"
        )
        row = self._connection.execute(sql, (key[0], key[1] or "")).fetchone()
        return Holding(*row) if row else None

    def holdings_of(self, source_id: str) -> list[Holding]:
        """The live holdings with the same bytes."""
        sql = f"SELECT {_HOLDING_COLUMNS} FROM holdings WHERE source_id = ? AND removed_in IS NULL"
        return [Holding(*row) for row in self._connection.execute(sql, (source_id,))]

    def contents_of(self, source_id: str) -> list[Content]:
        """Where the rows of a source_id are."""
        sql = "SELECT source_id, batch FROM contents WHERE source_id = ? AND removed_in IS NULL"
        return [Content(*row) for row in self._connection.execute(sql, (source_id,))]

    def contents(self) -> Iterator[Content]:
        """Where the rows of every source_id are."""
        for row in self._connection.execute("SELECT source_id, batch FROM contents WHERE removed_in IS NULL"):
            yield Content(*row)

    def runs(self) -> list[Run]:
        """All runs, in the order in which they started."""
        return [
            _run(row)
            for row in self._connection.execute(f"SELECT {_RUN_COLUMNS} FROM runs ORDER BY started_at, run_id")
        ]

    def add_commit(self, at: datetime.datetime, run_id: str, note: str) -> int:
        """Begin a commit; the number by which everything in it is marked."""
        cursor = self._connection.execute(
            "INSERT INTO commits (at, run_id, note) VALUES (?, ?, ?)", (at.isoformat(), run_id, note)
        )
        self._touch()
        return int(cursor.lastrowid or 0)

    def add_files(self, commit_id: int, files: Iterable[WrittenFile]) -> None:
        """Make files live."""
        rows = (
            (f.path, f.table, f.batch, f.rows, f.size_bytes, f.checksum, json.dumps(f.columns), commit_id)
            for f in files
        )
        self._connection.executemany(
            f"INSERT INTO files ({_FILE_COLUMNS}, added_in) VALUES (?, ?, ?, ?, ?, ?, ?, ?)", rows
        )

    def remove_files(self, commit_id: int, paths: Iterable[str]) -> None:
        """End the life of files."""
        self._connection.executemany("UPDATE files SET removed_in = ? WHERE path = ?", ((commit_id, p) for p in paths))

    def end_holdings(self, commit_id: int, keys: Iterable[Key]) -> None:
        """Say that these sources are no longer held as they were."""
        end = "UPDATE holdings SET removed_in = ? WHERE uri = ? AND coalesce(member, '') = ? AND removed_in IS NULL"
        self._connection.executemany(end, ((commit_id, uri, member or "") for uri, member in keys))

    def put_holdings(self, commit_id: int, holdings: Sequence[Holding]) -> None:
        """Replace the holdings of the same sources."""
        self.end_holdings(commit_id, (holding.key for holding in holdings))
        self._connection.executemany(
            f"INSERT INTO holdings ({_HOLDING_COLUMNS}, added_in) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
            (
                (
                    h.uri,
                    h.member,
                    h.source_id,
                    h.sha256,
                    h.size_bytes,
                    h.fingerprint,
                    h.status,
                    h.error_code,
                    h.batch,
                    commit_id,
                )
                for h in holdings
            ),
        )

    def put_contents(self, commit_id: int, gone: Iterable[Content], new: Iterable[Content]) -> None:
        """Say where rows no longer are, and where they are now."""
        end = "UPDATE contents SET removed_in = ? WHERE source_id = ? AND batch = ? AND removed_in IS NULL"
        self._connection.executemany(end, ((commit_id, c.source_id, c.batch) for c in gone))
        add = "INSERT INTO contents (source_id, batch, added_in) VALUES (?, ?, ?)"
        self._connection.executemany(add, ((c.source_id, c.batch, commit_id) for c in new))

    def put_derived(self, table: str, inputs: str, batches: Iterable[str]) -> None:
        """Say what a derived table was computed from, and what came out."""
        row = (table, inputs, json.dumps(sorted(batches)))
        self._connection.execute("INSERT OR REPLACE INTO derived (table_name, inputs, batches) VALUES (?, ?, ?)", row)

    def put_run(self, run: Run) -> None:
        """Add a run, or replace what was said of it."""
        ended = run.ended_at.isoformat() if run.ended_at else None
        counts = json.dumps([[c.name, c.value] for c in run.counts])
        row = (run.run_id, run.flow, run.started_at.isoformat(), ended, run.status, counts, run.versions)
        self._connection.execute(f"INSERT OR REPLACE INTO runs ({_RUN_COLUMNS}) VALUES (?, ?, ?, ?, ?, ?, ?)", row)
        self._touch()

    def _touch(self) -> None:
        self._connection.execute("UPDATE meta SET value = value + 1 WHERE name = 'revision'")


class Log:
    """The log at a path; every transaction has a connection of its own, so that threads may share the object."""

    def __init__(self, path: Path) -> None:
        self._path = path

    def create(self) -> None:
        """Make the log if it is not there, bring one of an older format up to date; to do so twice is harmless.

        Raises:
            StoreError: it can't be opened, is something else, or a newer jianbao has written it.
        """
        with self._told_plainly(), closing(self._connect()) as connection:
            version = _version(connection)
            if version is None or version < SCHEMA_VERSION:
                _bring_up_to_date(connection)
        if version is not None and version > SCHEMA_VERSION:
            raise StoreError(
                f"{self._path} has format {version}, this jianbao knows {SCHEMA_VERSION}; install a newer jianbao."
            )

    def is_empty(self) -> bool:
        """Whether there is no log yet, or a file in which nothing was ever recorded."""
        if not self._path.is_file():
            return True
        with self._told_plainly(), closing(self._connect()) as connection:
            return _version(connection) is None

    @contextmanager
    def reading(self) -> Iterator[Transaction]:
        """A consistent view of the log."""
        with self._told_plainly(), closing(self._connect()) as connection, _transaction(connection, "DEFERRED"):
            yield Transaction(connection)

    @contextmanager
    def writing(self) -> Iterator[Transaction]:
        """A change that happens as a whole or, if the block raises, not at all."""
        with self._told_plainly(), closing(self._connect()) as connection, _transaction(connection, "IMMEDIATE"):
            yield Transaction(connection)

    def copy_to(self, target: Path) -> None:
        """Write a consistent copy of the log to a new file, while others may read and write."""
        with self._told_plainly(), closing(self._connect()) as ours, closing(sqlite3.connect(target)) as theirs:
            ours.backup(theirs)

    def problems(self) -> list[str]:
        """What SQLite finds wrong in its own file and between the log's tables, phrases."""
        with self._told_plainly(), closing(self._connect()) as connection:
            found = [row[0] for row in connection.execute("PRAGMA integrity_check") if row[0] != "ok"]
            return found + [f"{row[0]} names a commit that is not there" for row in connection.execute(_ORPHANS)]

    @contextmanager
    def _told_plainly(self) -> Iterator[None]:
        """Turn SQLite's errors into sentences: of a system that refuses, and of a log that is damaged."""
        try:
            with told_plainly(str(self._path)):
                yield
        except sqlite3.DatabaseError as error:
            raise StoreError(
                f"{self._path} can't be used as a commit log ({error}); "
                "get it back from a copy, or from the data files, with `jianbao rebuild`."
            ) from error

    def _connect(self) -> sqlite3.Connection:
        connection = sqlite3.connect(self._path, timeout=BUSY_SECONDS, isolation_level=None)
        connection.execute("PRAGMA synchronous = FULL")
        connection.execute("PRAGMA foreign_keys = ON")
        return connection


@contextmanager
def _transaction(connection: sqlite3.Connection, kind: str) -> Iterator[None]:
    connection.execute(f"BEGIN {kind}")
    try:
        yield
    except BaseException:
        connection.execute("ROLLBACK")
        raise
    connection.execute("COMMIT")


def _bring_up_to_date(connection: sqlite3.Connection) -> None:
    """Make what is missing; every format so far is the one before with tables added."""
    connection.execute("PRAGMA journal_mode = WAL")
    statements = Path(__file__).with_name("log.sql").read_text(encoding="utf-8")
    connection.executescript(
        f"""BEGIN IMMEDIATE;
        {statements}
        INSERT OR IGNORE INTO meta VALUES ('schema_version', {SCHEMA_VERSION}), ('revision', 0);
        UPDATE meta SET value = max(value, {SCHEMA_VERSION}) WHERE name = 'schema_version';
        COMMIT;"""
    )


def _version(connection: sqlite3.Connection) -> int | None:
    """The format of a log; None if the database is still empty."""
    if connection.execute("SELECT 1 FROM sqlite_master WHERE name = 'meta'").fetchone() is None:
        return None
    row = connection.execute("SELECT value FROM meta WHERE name = 'schema_version'").fetchone()
    return int(row[0]) if row else 0


def _commit_entry(row: tuple[int, str, str, str]) -> CommitEntry:
    return CommitEntry(row[0], datetime.datetime.fromisoformat(row[1]), row[2], row[3])


def _written_file(row: tuple[str, str, str, int, int, str, str]) -> WrittenFile:
    return WrittenFile(*row[:6], tuple(json.loads(row[6])))


def _run(row: tuple[str, str, str, str | None, str, str, str]) -> Run:
    started, ended = (
        datetime.datetime.fromisoformat(row[2]),
        datetime.datetime.fromisoformat(row[3]) if row[3] else None,
    )
    counts = tuple(Count(name, value) for name, value in json.loads(row[5]))
    return Run(row[0], row[1], started, ended, row[4], counts, row[6])
