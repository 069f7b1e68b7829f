"""The warehouse on disk: Parquet files, and the commit log that says which of them count.

    data/<table>/<batch>.<token>.parquet    immutable; live from one commit until another
    commits.sqlite                          the log
    jianbao.duckdb                          what readers open, published after a commit
    writer.lock                             who is writing

A commit first makes every file that it needs, then changes the log in one transaction. Killed
before the transaction it has left files that nobody sees; killed after it, it has happened.
"""

from __future__ import annotations

import datetime
import os
from collections import defaultdict
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from itertools import chain
from pathlib import Path

from schemas.audit import Run
from schemas.errors import StoreError
from warehouse import files, lock
from warehouse.change import Change, plan_change
from warehouse.log import Log, Transaction
from warehouse.records import Commit, CommitEntry, DerivedTable, Holding, Key, WrittenFile
from warehouse.restate import restated_file

LOG_NAME = "commits.sqlite"
LOCK_NAME = "writer.lock"
PUBLISHED_NAME = "jianbao.duckdb"

SWEEP_GRACE = datetime.timedelta(days=1)
"""Age of an unknown file beyond which no writer can still be about to commit it."""


@dataclass(slots=True)
class Outdated:
    """What a commit's file work comes to."""

    removed: list[str] = field(default_factory=list)
    added: list[WrittenFile] = field(default_factory=list)


class Store:
    """The warehouse at `root`, made if it is not there.

    May be shared between threads; `commit` and `sweep` need the writer's lock.

    Raises:
        StoreError: this version can't read it, or the folder can't be made.
    """

    def __init__(self, root: Path) -> None:
        self.root = root.resolve()
        self.log = Log(self.root / LOG_NAME)
        self._is_writing = False
        if "?" in str(self.root):
            raise StoreError(
                f"{root}: DuckDB takes a question mark in a path for a parameter; choose another --warehouse."
            )
        if any(files.on_disk(self.root)) and self.log.is_empty():
            raise StoreError(
                f"{self.root / LOG_NAME} is missing or empty, though there are data files; "
                f"get it back with `jianbao rebuild --warehouse {root}`."
            )
        try:
            files.make_folder(self.root / files.DATA)
        except OSError as error:
            raise StoreError(
                f"{root} can't become a warehouse ({error.strerror}); choose another --warehouse."
            ) from error
        self.log.create()

    @staticmethod
    def existing(root: Path) -> Store:
        """The warehouse at `root`.

        Raises:
            StoreError: there is none.
        """
        if not (root / LOG_NAME).is_file() and not any(files.on_disk(root)):
            raise StoreError(
                f"There is no warehouse at {root}; make one with `jianbao ingest PATH --warehouse {root}`."
            )
        return Store(root)

    @property
    def published_path(self) -> Path:
        """The DuckDB file that readers open."""
        return self.root / PUBLISHED_NAME

    @contextmanager
    def writing(self, run_id: str, on_wait: Callable[[str], None] | None = None) -> Iterator[None]:
        """Be the one writer; a second one waits.

        Args:
            on_wait: told once, in a sentence, who is waited for.
        """
        with lock.exclusive(self.root / LOCK_NAME, f"run {run_id}", on_wait):
            self._is_writing = True
            try:
                yield
            finally:
                self._is_writing = False

    def must_be_writing(self) -> None:
        """Refuse to go on without the writer's lock.

        Raises:
            StoreError: this store doesn't hold it.
        """
        if not self._is_writing:
            raise StoreError("Only the writer changes a warehouse; use `with store.writing(run_id):`.")

    def commit(self, commit: Commit) -> CommitEntry | None:
        """Make a commit's rows visible in all tables at once, in place of those that they supersede.

        The old rows of a source are taken out by writing the files that hold them anew; other files
        are not touched.

        Returns:
            The entry; None if there was nothing to commit.

        Raises:
            StoreError: without the writer's lock; or the commit contradicts itself or the log.
        """
        self.must_be_writing()
        if not commit.batches and not commit.restated and not commit.forgotten:
            return None
        with self.log.reading() as log:
            change = plan_change(log, commit)
            outdated = self._take_out(change, log)
            if change.restated:
                outdated.added.append(restated_file(self.root, log, commit, change))
        outdated.added.extend(file for batch in commit.batches for file in batch.files)
        return self._record(commit, change, outdated)

    def replace_derived(self, derived: DerivedTable, run_id: str) -> CommitEntry | None:
        """Make a derived table's files the only ones of it, in one commit.

        Returns:
            The entry; None if the table is that already.

        Raises:
            StoreError: without the writer's lock.
        """
        self.must_be_writing()
        at = datetime.datetime.now(datetime.UTC).replace(tzinfo=None)
        note = f"derived {derived.table}"
        with self.log.writing() as log:
            live = {file.path for file in log.live_files_in(derived.table)}
            added = [file for file in derived.files if file.path not in live]
            removed = live - {file.path for file in derived.files}
            log.put_derived(derived.table, derived.inputs, (file.batch for file in derived.files))
            if not added and not removed:
                return None
            commit_id = log.add_commit(at, run_id, note)
            log.remove_files(commit_id, sorted(removed))
            log.add_files(commit_id, added)
        return CommitEntry(commit_id, at, run_id, note)

    def _take_out(self, change: Change, log: Transaction) -> Outdated:
        """Write files anew without the rows that go."""
        outdated = Outdated()
        for file in chain.from_iterable(map(log.live_files_of, change.batches_to_rewrite)):
            kept = self._kept(change, log, file) if change.touches(file) else file
            if kept is not file:
                outdated.removed.append(file.path)
                outdated.added.extend([kept] if kept else [])
        return outdated

    def _kept(self, change: Change, log: Transaction, file: WrittenFile) -> WrittenFile | None:
        """A file without the rows that go; a damaged one goes unread if all its rows do, and is never copied.

        Raises:
            StoreError: it is damaged, and rows of it stay.
        """
        problem = files.problem_of(self.root, file)
        if problem is None:
            return change.without_gone_rows(self.root, file)
        if change.supersedes(file, log):
            return None
        raise StoreError(
            f"{file.path} {problem}, and not all sources of its batch were loaded again in one commit; "
            "run `jianbao verify --repair`, with a larger run.batch_bytes if it says this too."
        )

    def _record(self, commit: Commit, change: Change, outdated: Outdated) -> CommitEntry:
        at = datetime.datetime.now(datetime.UTC).replace(tzinfo=None)
        with self.log.writing() as log:
            commit_id = log.add_commit(at, commit.run_id, commit.note)
            log.remove_files(commit_id, outdated.removed)
            log.add_files(commit_id, outdated.added)
            log.end_holdings(commit_id, change.forgotten)
            log.put_holdings(commit_id, change.holdings)
            log.put_contents(commit_id, change.contents_gone, change.contents_new)
        return CommitEntry(commit_id, at, commit.run_id, commit.note)

    def holdings(self) -> dict[Key, Holding]:
        """What the warehouse holds, by (uri, member); about 0.5 KB of memory a source."""
        with self.log.reading() as log:
            return {holding.key: holding for holding in log.holdings()}

    def holdings_by_source(self) -> dict[str, list[Holding]]:
        """What the warehouse holds, by source_id; sources whose bytes are unknown are left out."""
        by_source: dict[str, list[Holding]] = defaultdict(list)
        for holding in self.holdings().values():
            if holding.source_id is not None:
                by_source[holding.source_id].append(holding)
        return dict(by_source)

    def last_commit(self) -> CommitEntry | None:
        """The latest commit; None if there is none yet."""
        with self.log.reading() as log:
            return log.last_commit()

    def commits(self) -> list[CommitEntry]:
        """All commits, in order."""
        with self.log.reading() as log:
            return log.commits()

    def live_files(self, commit_id: int | None = None) -> list[WrittenFile]:
        """The files that hold the rows of a commit (by default the last), by table and path."""
        with self.log.reading() as log:
            return log.live_files() if commit_id is None else log.files_at(commit_id)

    def record_run(self, run: Run) -> None:
        """Add a row of `runs`, or replace the one of the same run_id; published with the next snapshot."""
        with self.log.writing() as log:
            log.put_run(run)

    def runs(self) -> list[Run]:
        """The rows of `runs`, in the order in which the runs started."""
        with self.log.reading() as log:
            return log.runs()

    def sweep(self, grace: datetime.timedelta = SWEEP_GRACE) -> list[Path]:
        """Remove files that no commit knows and that are older than `grace`: what killed writers have left.

        Raises:
            StoreError: without the writer's lock.
        """
        self.must_be_writing()
        with self.log.reading() as log:
            known = log.known_paths()
        unfinished = self.root.glob(f".{PUBLISHED_NAME}{files.TEMPORARY_MARK}*")
        strays = [p for p in files.on_disk(self.root) if p.relative_to(self.root).as_posix() not in known]
        cutoff = datetime.datetime.now().timestamp() - grace.total_seconds()
        swept = [path for path in (*strays, *unfinished) if _is_older(path, cutoff)]
        for path in swept:
            path.unlink(missing_ok=True)
        return swept


def _is_older(path: Path, cutoff: float) -> bool:
    """Whether a file was last changed before a moment; one that a publishing reader has just renamed was not."""
    try:
        return os.stat(path).st_mtime <= cutoff
    except FileNotFoundError:
        return False
