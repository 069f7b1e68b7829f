"""What a commit does to the rows that are already there."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Hashable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TypeVar

import pyarrow as pa
import pyarrow.compute as pc

from schemas import SOURCES
from schemas.errors import StoreError
from schemas.source import Source
from warehouse import files
from warehouse.log import Transaction
from warehouse.records import Commit, Content, Holding, Key, Restated, WrittenFile

K = TypeVar("K", bound=Hashable)
V = TypeVar("V", bound=Hashable)

SERVING = frozenset({"loaded", "empty"})
"""The states of a source whose bytes have been turned into rows; the rows stay while one source is in it."""


@dataclass(frozen=True, slots=True)
class Restatement:
    """A source's holding before and after its row changes without being read again.

    Attributes:
        read_as: the source with the same bytes whose reading its new row reports; None for a duplicate.
    """

    before: Holding
    after: Holding
    read_as: Holding | None


@dataclass(frozen=True, slots=True)
class Change:
    """The difference that a commit makes to the log.

    Attributes:
        holdings: as they are afterwards, for the sources that the commit is about.
        restated: those whose row changes without being read again.
        forgotten: those that are no longer held.
        keys_gone: by batch, the sources whose row of `sources` is superseded.
        ids_gone: by batch, the source_ids whose rows of the other tables are superseded.
        contents_gone, contents_new: the same, as the log has it.
    """

    holdings: tuple[Holding, ...]
    restated: tuple[Restatement, ...]
    forgotten: tuple[Key, ...]
    keys_gone: dict[str, set[Key]]
    ids_gone: dict[str, set[str]]
    contents_gone: tuple[Content, ...]
    contents_new: tuple[Content, ...]

    @property
    def batches_to_rewrite(self) -> list[str]:
        """The batches whose files may hold rows that go."""
        return sorted({*self.keys_gone, *self.ids_gone})

    def touches(self, file: WrittenFile) -> bool:
        """Whether rows of the file may go."""
        return file.batch in (self.keys_gone if file.table == SOURCES.name else self.ids_gone)

    def supersedes(self, file: WrittenFile, log: Transaction) -> bool:
        """Whether, by the log, every row of the file goes; the file itself isn't read."""
        if file.table == SOURCES.name:
            keys = {held.key for held in log.holdings() if held.batch == file.batch}
            return keys <= self.keys_gone.get(file.batch, set())
        ids = {content.source_id for content in log.contents() if content.batch == file.batch}
        return ids <= self.ids_gone.get(file.batch, set())

    def without_gone_rows(self, root: Path, file: WrittenFile) -> WrittenFile | None:
        """The file itself if nothing in it goes, None if everything does, otherwise a new file."""
        if file.table == SOURCES.name:
            keys = self.keys_gone.get(file.batch)
            return files.rewrite(root, file, ("uri", "member"), key_not_in(keys)) if keys else file
        ids = self.ids_gone.get(file.batch)
        return files.rewrite(root, file, ("source_id",), source_not_in(ids)) if ids else file


def key_in(keys: Collection[Key]) -> files.Choice:
    """Rows of these sources."""

    def choose(table: pa.Table) -> pa.ChunkedArray:
        pairs = zip(table["uri"].to_pylist(), table["member"].to_pylist(), strict=True)
        return pa.chunked_array([pa.array([pair in keys for pair in pairs], pa.bool_())])

    return choose


def key_not_in(keys: Collection[Key]) -> files.Choice:
    """Rows of other sources."""
    chosen = key_in(keys)
    return lambda table: pc.invert(chosen(table))


def source_in(source_ids: Collection[str]) -> files.Choice:
    """Rows of these source_ids."""
    value_set = pa.array(sorted(source_ids), pa.string())
    return lambda table: pc.is_in(table["source_id"], value_set=value_set)


def source_not_in(source_ids: Collection[str]) -> files.Choice:
    """Rows of other source_ids."""
    chosen = source_in(source_ids)
    return lambda table: pc.invert(chosen(table))


def plan_change(log: Transaction, commit: Commit) -> Change:
    """Hold a commit against the log.

    Raises:
        StoreError: two rows for one source, two loads of the same bytes, or a restated or forgotten source
            that is not held.
    """
    restated = tuple(_restated(log, entry, label_of(commit)) for entry in commit.restated)
    new = [_holding(source, batch.batch_id) for batch in commit.batches for source in batch.sources]
    holdings = _by_key((*new, *(each.after for each in restated)))
    before = [held for held in map(log.holding, holdings) if held is not None]
    before += [_forgotten(log, key, holdings) for key in commit.forgotten]
    gone, arrived = _move_contents(log, new, holdings, before)
    keys_gone = _group((held.batch, held.key) for held in before)
    ids_gone = _group((content.batch, content.source_id) for content in gone)
    return Change(
        tuple(holdings.values()), restated, commit.forgotten, keys_gone, ids_gone, tuple(gone), tuple(arrived)
    )


def _forgotten(log: Transaction, key: Key, holdings: Mapping[Key, Holding]) -> Holding:
    held = log.holding(key)
    if held is None or key in holdings:
        raise StoreError(
            f"{key[0]} is to be forgotten but is not held, or changes too; this is a bug, please report it."
        )
    return held


def _move_contents(
    log: Transaction, new: Sequence[Holding], holdings: Mapping[Key, Holding], before: Iterable[Holding]
) -> tuple[list[Content], list[Content]]:
    """Where rows of the other tables go from, and where new ones are.

    A source_id's old rows go when it was loaded again, and when no source serves it any more. If
    none does, what a quarantined source has left (rejections) is all that there is.
    """
    gone: list[Content] = []
    arrived: list[Content] = []
    by_source = _group((h.source_id, h) for h in new if h.source_id is not None)
    serving = {h.source_id for h in holdings.values() if h.status in SERVING}
    spoken_of = {h.key for h in (*before, *holdings.values())}
    for source_id in sorted({h.source_id for h in (*before, *holdings.values()) if h.source_id is not None}):
        of_source = by_source.get(source_id, set())
        fresh = _fresh_batches(of_source)
        is_served = source_id in serving or _is_served_elsewhere(source_id, log, spoken_of)
        if fresh or not is_served:
            gone.extend(log.contents_of(source_id))
        batches = fresh if is_served else {h.batch for h in of_source}
        arrived.extend(Content(source_id, batch) for batch in sorted(batches))
    return gone, arrived


def _group(pairs: Iterable[tuple[K, V]]) -> dict[K, set[V]]:
    grouped: dict[K, set[V]] = defaultdict(set)
    for group, value in pairs:
        grouped[group].add(value)
    return dict(grouped)


def label_of(commit: Commit) -> str:
    """The batch name of a commit's restated rows."""
    return f"{commit.run_id}-restated"


def _holding(source: Source, batch: str) -> Holding:
    return Holding(
        source.uri,
        source.member,
        source.source_id,
        source.sha256,
        source.size_bytes,
        source.fingerprint,
        source.status,
        source.error_code,
        batch,
    )


def _restated(log: Transaction, entry: Restated, batch: str) -> Restatement:
    before = log.holding((entry.uri, entry.member))
    if before is None:
        raise StoreError(f"{entry.uri} is to be restated but is not held; run `jianbao ingest` on it.")
    read_as = None if entry.status == "duplicate" else _read_copy(log, before)
    error_code = read_as.error_code if read_as else None
    after = replace(before, status=entry.status, fingerprint=entry.fingerprint, error_code=error_code, batch=batch)
    return Restatement(before, after, read_as)


def _read_copy(log: Transaction, held: Holding) -> Holding:
    """The source itself unless it is a duplicate, then the one with the same bytes that was read, or quarantined."""
    if held.status != "duplicate":
        return held
    same = log.holdings_of(held.source_id) if held.source_id else []
    read = [h for h in same if h.status != "duplicate"]
    if not read:
        raise StoreError(f"{held.uri} is to take the place of another copy, but there is none; please report this bug.")
    return min(read, key=lambda h: (h.uri, h.member or ""))


def _by_key(holdings: Iterable[Holding]) -> dict[Key, Holding]:
    by_key: dict[Key, Holding] = {}
    for holding in holdings:
        if by_key.setdefault(holding.key, holding) is not holding:
            raise StoreError(
                f"One commit has two rows for {holding.uri} ({holding.member}); this is a bug, please report it."
            )
    return by_key


def _fresh_batches(of_source: Iterable[Holding]) -> set[str]:
    """The batch that has loaded a source_id, if one has."""
    loads = [h for h in of_source if h.status in SERVING]
    if len(loads) > 1:
        names = " and ".join(sorted(h.uri for h in loads))
        raise StoreError(f"One commit loads the same bytes twice, from {names}; this is a bug, please report it.")
    return {h.batch for h in loads}


def _is_served_elsewhere(source_id: str, log: Transaction, spoken_of: Collection[Key]) -> bool:
    """Whether a source that the commit does not speak of keeps the rows of a source_id."""
    return any(h.status in SERVING for h in log.holdings_of(source_id) if h.key not in spoken_of)
