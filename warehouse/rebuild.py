"""A commit log that is lost or damaged, made again from its latest copy and from the data files.

The copy (`maintain` leaves one in the folder backup) says what was live then. What was written later,
or everything if there is no copy, is read from the files themselves: each says in its metadata which
table and batch it belongs to, when it was written, and whether it stands in for another one; its rows
say which sources they come from. Of a source that stands in several batches the one written last counts.

So all that was committed is there again, and a batch that was written but not committed, which the
next run would have done the same, may be there as well. What is lost is the history and, without a
copy, the rows of `runs`, and that sources were forgotten or rolled back since the last maintain.
"""

from __future__ import annotations

import datetime
import os
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq

from schemas import SOURCE_TABLES, SOURCES
from schemas.errors import StoreError
from warehouse import files, lock
from warehouse.backup import SQLITE_BESIDE, log_backups
from warehouse.change import key_in, source_in
from warehouse.failure import told_plainly
from warehouse.log import Log, Transaction
from warehouse.records import Content, Holding, Key, WrittenFile
from warehouse.store import LOCK_NAME, LOG_NAME

_SOURCE_NAMES = frozenset(table.name for table in SOURCE_TABLES)
_HOLDING_COLUMNS = ("uri", "member", "source_id", "sha256", "size_bytes", "fingerprint", "status", "error_code")

_NEVER = datetime.datetime.min
"""When a batch without rows of `sources` counts as written: whatever is complete comes after it."""


@dataclass(frozen=True, slots=True)
class Rebuilt:
    """What has become of a log.

    Attributes:
        copy: the copy of the log that it starts from; None if there was none.
        batches: batches found beside it.
        sources: sources that the warehouse holds now.
        damaged: files that can't be read, relative to the warehouse.
    """

    copy: Path | None
    batches: int
    sources: int
    damaged: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Found:
    """A data file that the log does not know.

    Attributes:
        origin: the same for a file and for those that have what stayed of its rows.
    """

    file: WrittenFile
    written_at: datetime.datetime
    origin: str


@dataclass(slots=True)
class State:
    """Where the rows of each source are."""

    holdings: dict[Key, Holding] = field(default_factory=dict)
    contents: dict[str, str] = field(default_factory=dict)


def rebuild(root: Path, run_id: str) -> Rebuilt:
    """Make a warehouse's log anew.

    The old log, if there is one, stays beside it under the name lost-commits.sqlite.

    Raises:
        StoreError: there is nothing to rebuild.
        WriteError: the system refuses.
    """
    if is_usable(Log(root / LOG_NAME)):
        raise StoreError(f"{root / LOG_NAME} is whole; to go back to an earlier commit, use `jianbao rollback`.")
    if not any(files.on_disk(root)):
        raise StoreError(f"There are no data files at {root}; name the folder of a warehouse.")
    with (
        told_plainly(str(root)),
        lock.exclusive(root / LOCK_NAME, "rebuild"),
        files.replacing(root / LOG_NAME) as temporary,
    ):
        copy = _start(root, temporary)
        new = Log(temporary)
        found, damaged = _unknown_files(root, new)
        state, batches = _final_state(root, new, found)
        _record(root, new, found, state, run_id)
        _set_aside(root)
    return Rebuilt(copy, batches, len(state.holdings), tuple(damaged))


def is_usable(log: Log) -> bool:
    """Whether a log is there and whole."""
    try:
        return not log.is_empty() and not log.problems()
    except StoreError:
        return False


def _start(root: Path, target: Path) -> Path | None:
    """Begin with the newest copy of the log that is whole, otherwise with an empty log; which copy it is."""
    for copy in log_backups(root):
        if is_usable(Log(copy)):
            Log(copy).copy_to(target)
            Log(target).create()
            return copy
    Log(target).create()
    return None


def _set_aside(root: Path) -> None:
    for ending in ("", *SQLITE_BESIDE):
        path = root / f"{LOG_NAME}{ending}"
        if path.exists():
            os.replace(path, root / f"lost-{LOG_NAME}{ending}")


def _unknown_files(root: Path, new: Log) -> tuple[list[Found], list[str]]:
    """Files of source rows that the log does not know, of each origin the earliest; and the damaged ones.

    A copy of the log is made while nobody else writes, so what is older and unknown was never committed.
    """
    with new.reading() as log:
        known, last = log.known_paths(), log.last_commit()
    since = last.at if last else _NEVER
    origins = {_origin(root / name) for name in known if (root / name).is_file()}
    earliest: dict[str, Found] = {}
    damaged: list[str] = []
    for path in sorted(files.on_disk(root)):
        name = path.relative_to(root).as_posix()
        if path.suffix != ".parquet" or name in known or path.parent.name not in _SOURCE_NAMES:
            continue
        try:
            found = _read_file(root, path)
        except (OSError, pa.ArrowException):
            damaged.append(name)
            continue
        if found.written_at > since and found.origin not in origins:
            earliest[found.origin] = min(found, earliest.get(found.origin, found), key=lambda f: f.written_at)
    return list(earliest.values()), damaged


def _origin(path: Path) -> str:
    """The origin of a file; its own name if it can't be read."""
    try:
        metadata = pq.read_schema(path).metadata or {}
    except (OSError, pa.ArrowException):
        return path.name
    return str(metadata.get(files.ORIGIN_KEY, path.name.encode()).decode())


def _read_file(root: Path, path: Path) -> Found:
    """What a file says of itself; every page of it is held against its checksum.

    A file of an older jianbao says it in its name and its time.

    Raises:
        OSError: it is damaged.
    """
    with pq.ParquetFile(path, page_checksum_verification=True) as source:
        for group in range(source.num_row_groups):
            source.read_row_group(group)
        metadata, rows, columns = (
            source.schema_arrow.metadata or {},
            source.metadata.num_rows,
            source.schema_arrow.names,
        )
    stat = path.stat()
    batch = metadata.get(files.BATCH_KEY, path.name.rsplit(".", 2)[0].encode()).decode()
    written = metadata.get(files.WRITTEN_KEY)
    at = (
        datetime.datetime.fromisoformat(written.decode())
        if written
        else datetime.datetime.fromtimestamp(stat.st_mtime, datetime.UTC).replace(tzinfo=None)
    )
    origin = metadata.get(files.ORIGIN_KEY, path.name.encode()).decode()
    name = path.relative_to(root).as_posix()
    file = WrittenFile(name, path.parent.name, batch, rows, stat.st_size, files.checksum(path), tuple(columns))
    return Found(file, at, origin)


def _final_state(root: Path, new: Log, found: Sequence[Found]) -> tuple[State, int]:
    """Where the rows of each source are, after the log's commits and then batch after batch; and how many batches."""
    state = State()
    with new.reading() as log:
        state.holdings = {holding.key: holding for holding in log.holdings()}
        state.contents = {content.source_id: content.batch for content in log.contents()}
    of_batch: dict[str, list[Found]] = defaultdict(list)
    for each in found:
        of_batch[each.file.batch].append(each)
    for batch, members in sorted(of_batch.items(), key=lambda item: (_finished_at(item[1]), item[0])):
        _add_batch(root, batch, members, state)
    present = {held.source_id for held in state.holdings.values()}
    state.contents = {source_id: batch for source_id, batch in state.contents.items() if source_id in present}
    return state, len(of_batch)


def _finished_at(members: Iterable[Found]) -> datetime.datetime:
    """When a batch was complete: its rows of `sources` are written last."""
    return max((each.written_at for each in members if each.file.table == SOURCES.name), default=_NEVER)


def _add_batch(root: Path, batch: str, members: Iterable[Found], state: State) -> None:
    is_complete = any(each.file.table == SOURCES.name for each in members)
    for each in members:
        if each.file.table == SOURCES.name:
            rows = pq.read_table(root / each.file.path, columns=list(_HOLDING_COLUMNS)).to_pylist()
            state.holdings |= {(row["uri"], row["member"]): Holding(**row, batch=batch) for row in rows}
        else:
            ids = pq.read_table(root / each.file.path, columns=["source_id"])["source_id"].unique().to_pylist()
            new = dict.fromkeys(ids, batch)
            state.contents = state.contents | new if is_complete else new | state.contents


def _record(root: Path, new: Log, found: Sequence[Found], state: State, run_id: str) -> None:
    """Make the log say so, in one commit."""
    with new.writing() as log:
        before = {holding.key: holding for holding in log.holdings()}
        contents = {content.source_id: content.batch for content in log.contents()}
        lost = _batches_that_lost(before, contents, state)
        live = [file for file in log.live_files() if file.batch in lost and file.table in _SOURCE_NAMES]
        commit_id = log.add_commit(
            datetime.datetime.now(datetime.UTC).replace(tzinfo=None), run_id, "log rebuilt from the data files"
        )
        for file, kept in _kept_files(root, [*live, *(each.file for each in found)], state):
            if file in live and kept is not file:
                log.remove_files(commit_id, [file.path])
            if kept is not None and not (file in live and kept is file):
                log.add_files(commit_id, [kept])
        _move(log, commit_id, before, contents, state)


def _batches_that_lost(before: dict[Key, Holding], contents: dict[str, str], state: State) -> set[str]:
    """Batches of the log from which rows go."""
    held = {h.batch for key, h in before.items() if state.holdings.get(key) != h}
    return held | {batch for source_id, batch in contents.items() if state.contents.get(source_id) != batch}


def _kept_files(
    root: Path, candidates: Iterable[WrittenFile], state: State
) -> Iterator[tuple[WrittenFile, WrittenFile | None]]:
    """Each file with what is left of it: itself, a new file, or None."""
    keys: dict[str, set[Key]] = defaultdict(set)
    ids: dict[str, set[str]] = defaultdict(set)
    for key, held in state.holdings.items():
        keys[held.batch].add(key)
    for source_id, batch in state.contents.items():
        ids[batch].add(source_id)
    for file in candidates:
        if file.table == SOURCES.name:
            yield file, files.rewrite(root, file, ("uri", "member"), key_in(keys[file.batch]))
        else:
            yield file, files.rewrite(root, file, ("source_id",), source_in(ids[file.batch]))


def _move(log: Transaction, commit_id: int, before: dict[Key, Holding], contents: dict[str, str], state: State) -> None:
    log.put_holdings(commit_id, [held for key, held in state.holdings.items() if before.get(key) != held])
    gone = [Content(s, batch) for s, batch in contents.items() if state.contents.get(s) != batch]
    new = [Content(s, batch) for s, batch in state.contents.items() if contents.get(s) != batch]
    log.put_contents(commit_id, gone, new)
