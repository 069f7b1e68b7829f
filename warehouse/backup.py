"""Copies of a warehouse: of its log, beside it; of all that is live, anywhere else.

Files are copied byte by byte, never linked: a link would be damaged together with what it stands for.
"""

from __future__ import annotations

import shutil
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from pathlib import Path

from schemas.errors import StoreError
from warehouse import files, lock
from warehouse.failure import told_plainly
from warehouse.log import Log
from warehouse.records import CommitEntry, WrittenFile
from warehouse.store import LOCK_NAME, LOG_NAME, Store

LOG_BACKUPS = "backup"
"""Folder within the warehouse for copies of the commit log."""

MARK_NAME = "backup-of.txt"
"""File in a backup that says of which warehouse; what it says is for people, that it is there tells a backup."""

SQLITE_BESIDE = ("-wal", "-shm", "-journal")
"""Endings of the files that SQLite keeps beside a database."""


@dataclass(frozen=True, slots=True)
class Copied:
    """What a backup holds.

    Attributes:
        entry: the commit that it shows; None for a warehouse without any.
        files: live files, all of them read again and held against the log.
        copied, removed: files that were copied now, and that are no longer needed.
        size_bytes: bytes of all files.
    """

    entry: CommitEntry | None
    files: int
    copied: int
    removed: int
    size_bytes: int


def back_up_log(store: Store, keep: int) -> Path:
    """Copy the commit log into the warehouse's folder `backup`; of such copies the `keep` newest stay.

    Raises:
        WriteError: the system refuses.
    """
    folder = store.root / LOG_BACKUPS
    with told_plainly(str(folder)):
        files.make_folder(folder)
        with store.log.reading() as log:
            revision = log.revision()
        target = folder / f"commits-{revision:012}.sqlite"
        with files.replacing(target) as temporary:
            store.log.copy_to(temporary)
        for old in log_backups(store.root)[keep:]:
            old.unlink()
    return target


def log_backups(root: Path) -> list[Path]:
    """The copies of the log in the warehouse's folder, the newest first."""
    return sorted((root / LOG_BACKUPS).glob("commits-*.sqlite"), reverse=True)


def back_up(store: Store, target: Path, on_file: Callable[[int, int], None] = lambda done, total: None) -> Copied:
    """Copy the last commit to a folder, which is a warehouse then: live files and log, each held against its checksum.

    A folder that has an earlier copy is brought up to date; only files that it lacks, or that are
    damaged there, are copied. Until the new log takes its name the folder shows the earlier copy.
    Nobody is kept from reading or writing meanwhile.

    Args:
        on_file: told how many files are done, of how many.

    Raises:
        StoreError: the folder is something else, or has the copy of another warehouse; or a file of the warehouse is damaged or was removed meanwhile.
        WriteError: the system refuses.
    """
    target = target.resolve()
    _check_target(store.root, target)
    with told_plainly(str(target)):
        files.make_folder(target / files.DATA)
        (target / MARK_NAME).write_text(f"{store.root}\n", encoding="utf-8")
        with lock.exclusive(target / LOCK_NAME, "backup"), files.replacing(target / LOG_NAME) as temporary:
            entry, live = copy_log(store, temporary)
            copied = _copy_files(store.root, target, live, on_file)
            _remove(target / f"{LOG_NAME}{ending}" for ending in SQLITE_BESIDE)
        removed = _remove(_surplus(target, live))
    return Copied(entry, len(live), copied, removed, sum(file.size_bytes for file in live))


def restore(source: Path, target: Path, on_file: Callable[[int, int], None] = lambda done, total: None) -> Copied:
    """Make a warehouse from a backup.

    Args:
        source: the backup.
        target: a folder that is missing or empty.

    Raises:
        StoreError: there is no backup, a file of it is damaged, or the folder is not empty.
        WriteError: the system refuses.
    """
    require_empty(target)
    copied = back_up(Store.existing(source), target, on_file)
    (target / MARK_NAME).unlink()
    return copied


def require_empty(target: Path) -> None:
    """Refuse to restore into a folder that has something in it."""
    if target.is_dir() and any(target.iterdir()):
        raise StoreError(
            f"{target} is not empty; restore to a new folder. A warehouse that has lost its log gets it back "
            "with `jianbao rebuild`, and goes back to a commit of its own with `jianbao rollback`."
        )


def _check_target(root: Path, target: Path) -> None:
    """Refuse a folder in which a copy would do harm."""
    if target == root or root in target.parents or target in root.parents:
        raise StoreError(f"{target} and the warehouse are one inside the other; name a folder elsewhere.")
    if not target.is_dir() or {path.name for path in target.iterdir()} <= {files.DATA}:
        return
    mark = target / MARK_NAME
    if not mark.is_file():
        raise StoreError(f"{target} is not empty and no backup; name an empty folder.")
    other = Path(mark.read_text(encoding="utf-8").strip())
    if other != root and (other / LOG_NAME).is_file():
        raise StoreError(f"{target} is the backup of {other}; name another folder.")


def copy_log(store: Store, target: Path) -> tuple[CommitEntry | None, list[WrittenFile]]:
    """Copy the log without its past; the last commit and its files."""
    store.log.copy_to(target)
    copy = Log(target)
    with copy.writing() as log:
        entry = log.last_commit()
        log.forget_before(entry.commit_id if entry else 0)
        live = log.live_files()
    return entry, live


def _copy_files(root: Path, target: Path, live: Iterable[WrittenFile], on_file: Callable[[int, int], None]) -> int:
    """Copy the files that the target lacks or has damaged; how many they were."""
    live = list(live)
    copied = 0
    for done, file in enumerate(live):
        on_file(done, len(live))
        if files.problem_of(target, file) is not None:
            _copy_file(root, target, file)
            copied += 1
    return copied


def _copy_file(root: Path, target: Path, file: WrittenFile) -> None:
    require_whole(root, file)
    files.make_folder((target / file.path).parent)
    with files.replacing(target / file.path) as temporary:
        shutil.copyfile(root / file.path, temporary)
    written = files.problem_of(target, file)
    if written is not None:
        raise StoreError(f"The copy {target / file.path} {written}; look at the disk and run this again.")


def require_whole(root: Path, file: WrittenFile) -> None:
    """Refuse to copy a file that is not as it was written."""
    problem = files.problem_of(root, file)
    if problem is not None:
        raise StoreError(f"{file.path} {problem}; run `jianbao verify --warehouse {root}`, then this again.")


def _surplus(target: Path, live: Iterable[WrittenFile]) -> list[Path]:
    """Files in a backup that its log no longer shows."""
    known = {file.path for file in live}
    return [path for path in files.on_disk(target) if path.relative_to(target).as_posix() not in known]


def _remove(paths: Iterable[Path]) -> int:
    """Remove files; how many there were."""
    found = [path for path in paths if path.exists()]
    for path in found:
        path.unlink()
    return len(found)
