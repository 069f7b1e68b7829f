"""Finding objects: a store's prefixes as if they were folders."""

from __future__ import annotations

from collections import deque
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import contextmanager
from pathlib import PurePosixPath
from typing import TypeVar

from schemas.errors import SettingsError, SourceError
from tasks.discover.walk import WAREHOUSE_MARK
from tasks.files.remote import Address, objects_below, stat_of
from tasks.files.walk import is_ignored

T = TypeVar("T")
R = TypeVar("R")

READERS = 16
"""Objects read at a time: each waits for its store some 20 ms and more, and costs little else."""


def check_addresses(addresses: Iterable[Address]) -> None:
    """Raise SettingsError if one of the addresses that the user named leads nowhere, or may not be looked at.

    Raises:
        UnreachableError: the store does not answer.
    """
    for address in addresses:
        with _told(address):
            stat_of(address)


def objects_at(addresses: Iterable[Address]) -> Iterator[Address]:
    """Every object that the addresses lead to, once.

    What `is_ignored` names and warehouses of jianbao (copies of them, in a store) are passed over,
    unless the user named them.
    """
    seen: set[str] = set()
    for address in sorted(addresses, key=lambda each: each.path):
        for found in _below(address):
            if found.uri not in seen:
                seen.add(found.uri)
                yield found


def _below(address: Address) -> list[Address]:
    with _told(address):
        if stat_of(address) is not None:
            return [address]
        found = objects_below(address)
    warehouses = {str(PurePosixPath(each.path).parent) for each in found if each.path.endswith(f"/{WAREHOUSE_MARK}")}
    return [each for each in found if _is_wanted(each.path, address.path, warehouses)]


_NOWHERE = {
    "vanished": "there is no such bucket, prefix or object; check the address, and the endpoint if it has one.",
    "permission_denied": "the store forbids looking there; check the AWS variables and the bucket's policy.",
}
"""What is said of an address that a user named, by the code of what is wrong with it."""


@contextmanager
def _told(address: Address) -> Iterator[None]:
    try:
        yield
    except SourceError as error:
        raise SettingsError(f"{address.uri}: {_NOWHERE.get(error.code, str(error))}") from error


def _is_wanted(path: str, named: str, warehouses: set[str]) -> bool:
    inside = path[len(named) + 1 :].split("/")
    folders = {str(parent) for parent in PurePosixPath(path).parents}
    return not any(map(is_ignored, inside)) and not any(place in folders for place in warehouses if place != named)


def ahead(things: Iterable[T], work: Callable[[T], R], width: int = READERS) -> Iterator[R]:
    """What `work` makes of each thing, in their order, `width` at a time and no more than that ahead of who asks.

    >>> list(ahead([3, 1, 2], lambda number: number * 2))
    [6, 2, 4]
    """
    running: deque[Future[R]] = deque()
    with ThreadPoolExecutor(width) as pool:
        try:
            for thing in things:
                running.append(pool.submit(work, thing))
                if len(running) > width:
                    yield running.popleft().result()
            while running:
                yield running.popleft().result()
        finally:
            for future in running:
                future.cancel()
