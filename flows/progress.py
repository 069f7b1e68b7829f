"""How a flow tells whoever started it in this process how far it is."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Progress:
    """How far a run is.

    Attributes:
        phase: what is being done, as a person reads it.
        done, total: sources; total is 0 while it is unknown.
    """

    phase: str
    done: int = 0
    total: int = 0


_watchers: list[Callable[[Progress], None]] = []


@contextmanager
def watching(watcher: Callable[[Progress], None]) -> Iterator[None]:
    """Call `watcher` with every step of the flows that run in this process meanwhile."""
    _watchers.append(watcher)
    try:
        yield
    finally:
        _watchers.remove(watcher)


def tell(phase: str, done: int = 0, total: int = 0) -> None:
    """Tell the watchers, if any."""
    for watcher in _watchers:
        watcher(Progress(phase, done, total))
