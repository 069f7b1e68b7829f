"""The past of a warehouse: how long it is kept, and how to go back to it."""

from __future__ import annotations

import datetime
import os
import secrets
import shutil
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from schemas.errors import StoreError
from warehouse import files
from warehouse.failure import told_plainly
from warehouse.log import Transaction
from warehouse.records import CommitEntry, WrittenFile
from warehouse.store import Store


@dataclass(frozen=True, slots=True)
class PastCommit:
    """A commit and what it did.

    Attributes:
        added, removed: numbers of files.
        sources: sources whose rows it changed.
        is_kept: whether `--as-of` and `rollback` can go there.
    """

    entry: CommitEntry
    added: int
    removed: int
    sources: int
    is_kept: bool


@dataclass(frozen=True, slots=True)
class Return:
    """What going back to a commit means.

    Attributes:
        undone: the commits after it.
        sources: sources of which the warehouse would hold something else than now.
    """

    entry: CommitEntry
    undone: int
    sources: int


def past_commits(store: Store) -> list[PastCommit]:
    """All commits, in order."""
    with store.log.reading() as log:
        entries, oldest = log.commits(), log.oldest_commit()
        added, removed = log.count_files()
        sources = log.count_holdings()
    return [
        PastCommit(e, added[e.commit_id], removed[e.commit_id], sources[e.commit_id], e.commit_id >= oldest)
        for e in entries
    ]


def remove_superseded(store: Store, grace: datetime.timedelta) -> list[WrittenFile]:
    """Remove the files that were superseded longer ago than `grace`; snapshots of that time can't be opened any more.

    The log forgets the files first, in one transaction; a file that a kill leaves is swept as unknown.
    A commit counts as old only if all before it are old as well, so that a clock that was wrong for a
    while removes nothing early.

    Raises:
        StoreError: without the writer's lock.
        WriteError: the system refuses.
    """
    store.must_be_writing()
    cutoff = datetime.datetime.now(datetime.UTC).replace(tzinfo=None) - grace
    with store.log.writing() as log:
        horizon = _last_old(log.commits(), cutoff)
        gone = log.superseded_files(horizon)
        if gone:
            log.forget_before(horizon)
    with told_plainly(str(store.root / files.DATA)):
        for file in gone:
            (store.root / file.path).unlink(missing_ok=True)
    return gone


def _last_old(commits: Sequence[CommitEntry], cutoff: datetime.datetime) -> int:
    """The last commit before the first young one; 0 if there is none."""
    old = 0
    for entry in commits:
        if entry.at > cutoff:
            break
        old = entry.commit_id
    return old


def plan_return(store: Store, commit_id: int) -> Return:
    """What `rollback` would do.

    Raises:
        StoreError: there is no such commit, or its files are no longer kept.
    """
    with store.log.reading() as log:
        entry = _kept_commit(log, commit_id)
        undone = sum(each.commit_id > commit_id for each in log.commits())
        return Return(entry, undone, log.count_changed_since(commit_id))


def _kept_commit(log: Transaction, commit_id: int) -> CommitEntry:
    found = [entry for entry in log.commits() if entry.commit_id == commit_id]
    if not found:
        raise StoreError(f"There is no commit {commit_id}; `jianbao history` lists them.")
    if commit_id < log.oldest_commit():
        raise StoreError(f"The files of commit {commit_id} were removed; `jianbao history` lists what is kept.")
    return found[0]


def rollback(store: Store, commit_id: int, run_id: str) -> CommitEntry | None:
    """Make an earlier commit's rows, in all tables, those of the warehouse again, in a new commit.

    Files that are live no longer get a second name (a hard link, a copy where the file system has
    none), since a file has but one life in the log.

    Returns:
        The new commit; None if nothing differs.

    Raises:
        StoreError: without the writer's lock; no such commit; or a file of it is damaged.
        WriteError: the system refuses.
    """
    store.must_be_writing()
    with store.log.reading() as log:
        entry = _kept_commit(log, commit_id)
        then, now = set(log.files_at(commit_id)), set(log.live_files())
        is_changed = log.count_changed_since(commit_id) > 0
    if then == now and not is_changed:
        return None
    back = [_renamed(store.root, file) for file in sorted(then - now, key=lambda f: f.path)]
    at = datetime.datetime.now(datetime.UTC).replace(tzinfo=None)
    note = f"rollback to commit {entry.commit_id}"
    with store.log.writing() as log:
        new = log.add_commit(at, run_id, note)
        log.remove_files(new, sorted(file.path for file in now - then))
        log.add_files(new, back)
        log.return_to(new, commit_id)
    return CommitEntry(new, at, run_id, note)


def _renamed(root: Path, file: WrittenFile) -> WrittenFile:
    """The same file under a new name."""
    problem = files.problem_of(root, file)
    if problem is not None:
        raise StoreError(f"{file.path} {problem}, so that its commit can't be brought back; choose another one.")
    target = (root / file.path).with_name(f"{file.batch}.{secrets.token_hex(4)}.parquet")
    with told_plainly(str(target)):
        duplicate(root / file.path, target)
    return WrittenFile(target.relative_to(root).as_posix(), *_rest(file))


def _rest(file: WrittenFile) -> tuple[str, str, int, int, str, tuple[str, ...]]:
    return file.table, file.batch, file.rows, file.size_bytes, file.checksum, file.columns


def duplicate(source: Path, target: Path) -> None:
    """Give a file a second name, durably: a link where the file system has them, otherwise a copy."""
    with files.replacing(target) as temporary:
        try:
            os.link(source, temporary)
        except OSError:
            shutil.copyfile(source, temporary)
