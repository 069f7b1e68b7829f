"""What a run has to do: found sources held against what the warehouse already holds.

A pure function of both, so that the order of files, folders and runs never shows in the tables.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Protocol, TypeVar

from schemas.source import SourceFile

T = TypeVar("T")

Key = tuple[str, str | None]
"""(uri, member): what `sources` is keyed by."""

TRANSIENT = frozenset({"vanished", "changed_while_reading", "unreadable", "permission_denied"})
"""Error codes that another run may not meet again, so that an unchanged file is tried once more."""


class Held(Protocol):
    """What the warehouse knows of a source that it holds."""

    @property
    def sha256(self) -> str | None: ...
    @property
    def fingerprint(self) -> str: ...
    @property
    def status(self) -> str: ...
    @property
    def error_code(self) -> str | None: ...


@dataclass(frozen=True, slots=True)
class StatusChange:
    """A held source that was not found in this run, whose row changes because of one that was."""

    key: Key
    status: str
    fingerprint: str


@dataclass(frozen=True, slots=True)
class Item:
    """One source of a batch.

    Attributes:
        action: "load", or the status that is already certain: "duplicate" or "quarantined".
        status_changes: what else changes when it is loaded.
    """

    source: SourceFile
    action: str
    fingerprint: str
    status_changes: tuple[StatusChange, ...] = ()


@dataclass(frozen=True, slots=True)
class Plan:
    """What is to be done, and how many sources need nothing."""

    items: tuple[Item, ...]
    unchanged: int


def key_of(source: SourceFile) -> Key:
    """The source's key in `sources`."""
    return source.uri, source.member


def _sortable(key: Key) -> tuple[str, str]:
    return key[0], key[1] or ""


def make_plan(
    found: Sequence[SourceFile], held: Mapping[Key, Held], fingerprint_of: Callable[[SourceFile], str]
) -> Plan:
    """Decide for every found source whether it is loaded, a copy, quarantined or unchanged.

    Of several sources with the same bytes the one with the smallest (uri, member) is loaded, whether
    it was found now or is held from an earlier run; a held source that is gone from disk counts, a
    quarantined one does not.
    """
    contents = {key_of(source): source.sha256 for source in found}
    holders = _holders(contents, held)
    changes = _status_changes(contents, held, holders)
    items: list[Item] = []
    for source in sorted(found, key=lambda s: _sortable(key_of(s))):
        key, fingerprint = key_of(source), fingerprint_of(source)
        action = _action(source, holders)
        old = held.get(key)
        if old is None or not _is_unchanged(source, action, fingerprint, old):
            items.append(Item(source, action, fingerprint, tuple(changes.get(key, ()))))
    return Plan(tuple(items), len(found) - len(items))


def _holders(contents: Mapping[Key, str | None], held: Mapping[Key, Held]) -> dict[str, Key]:
    """For each content (SHA-256) the smallest key that has it after this run."""
    keys: dict[str, list[Key]] = defaultdict(list)
    for key, sha256 in contents.items():
        if sha256:
            keys[sha256].append(key)
    for key, old in held.items():
        if key not in contents and old.sha256 and old.status != "quarantined":
            keys[old.sha256].append(key)
    return {sha256: min(candidates, key=_sortable) for sha256, candidates in keys.items()}


def _action(source: SourceFile, holders: Mapping[str, Key]) -> str:
    if source.error_code is not None or source.sha256 is None:
        return "quarantined"
    return "load" if holders[source.sha256] == key_of(source) else "duplicate"


def _is_unchanged(source: SourceFile, action: str, fingerprint: str, old: Held) -> bool:
    if old.fingerprint != fingerprint or old.sha256 != source.sha256 or old.error_code in TRANSIENT:
        return False
    if action == "quarantined":
        return old.error_code == source.error_code
    return (old.status == "duplicate") == (action == "duplicate")


def _status_changes(
    contents: Mapping[Key, str | None], held: Mapping[Key, Held], holders: Mapping[str, Key]
) -> dict[Key, list[StatusChange]]:
    """Copies held from earlier runs that become the loaded one or stop being it, by the found source that is the cause."""
    former = {old.sha256: key for key, old in held.items() if old.sha256 and old.status != "duplicate"}
    changes: dict[Key, list[StatusChange]] = defaultdict(list)
    for key, old in held.items():
        if key in contents or not old.sha256 or old.status == "quarantined":
            continue
        holder = holders[old.sha256]
        if holder != key and old.status != "duplicate":
            changes[holder].append(StatusChange(key, "duplicate", old.fingerprint))
        elif holder == key and old.status == "duplicate" and old.sha256 in former:
            loaded = held[former[old.sha256]]
            changes[former[old.sha256]].append(StatusChange(key, loaded.status, loaded.fingerprint))
    return changes


def batches_of(items: Iterable[Item], max_bytes: int, max_items: int) -> Iterator[tuple[Item, ...]]:
    """Cut items into batches of at most `max_bytes` of source bytes (or one source) and `max_items` sources."""
    return lots(items, lambda item: (item.source.size_bytes or 0) if item.action == "load" else 0, max_bytes, max_items)


def lots(things: Iterable[T], weight: Callable[[T], int], max_weight: int, most: int) -> Iterator[tuple[T, ...]]:
    """Cut things, in their order, into lots of at most `max_weight` (or one thing) and at most `most` things.

    >>> list(lots([3, 4, 9, 1], lambda weight: weight, 7, 100))
    [(3, 4), (9,), (1,)]
    """
    lot: list[T] = []
    size = 0
    for thing in things:
        if lot and (size + weight(thing) > max_weight or len(lot) == most):
            yield tuple(lot)
            lot, size = [], 0
        lot.append(thing)
        size += weight(thing)
    if lot:
        yield tuple(lot)
