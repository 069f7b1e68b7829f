"""Floors under quality figures: they rise, and fall only with a reason that stays on record."""

from __future__ import annotations

import json
import math
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import asdict, dataclass, replace
from enum import Enum
from pathlib import Path

FLOORS = Path(__file__).with_name("floors.json")

DIGITS = 3
"""Decimals of a floor; a figure is rounded down to them, so that a floor never asks for more than was reached."""


class LoweredError(Exception):
    """A floor would fall, and nobody said why."""


class Status(Enum):
    """How a figure stands to its floor."""

    OK = "ok"
    RISEN = "above its floor"
    BELOW = "BELOW"
    NEW = "no floor yet"
    VANISHED = "VANISHED"
    SKIPPED = "skipped"


@dataclass(frozen=True, slots=True)
class Lowering:
    """A floor that was lowered, and why."""

    figure: str
    was: float
    now: float | None
    because: str


@dataclass(frozen=True, slots=True)
class Floors:
    """The floors in force, by figure ("scorer.figure"), and every lowering on record."""

    floors: Mapping[str, float]
    lowered: tuple[Lowering, ...] = ()


@dataclass(frozen=True, slots=True)
class Line:
    """A line of the report; None for a figure or a floor that is not there."""

    name: str
    figure: float | None
    floor: float | None
    status: Status

    @property
    def fails(self) -> bool:
        """Whether the gate stays shut for it."""
        return self.status in (Status.BELOW, Status.VANISHED)


def load_floors(path: Path = FLOORS) -> Floors:
    """Read the floors from their file."""
    data = json.loads(path.read_text("utf-8"))
    return Floors(data["floors"], tuple(Lowering(**row) for row in data["lowered"]))


def save_floors(floors: Floors, path: Path = FLOORS) -> None:
    """Write the floors to their file, sorted by name."""
    data = {"floors": dict(sorted(floors.floors.items())), "lowered": [asdict(row) for row in floors.lowered]}
    path.write_text(json.dumps(data, ensure_ascii=False, indent=2) + "\n", "utf-8")


def rounded_down(figure: float) -> float:
    """A figure as a floor.

    >>> rounded_down(0.98765), rounded_down(1.0)
    (0.987, 1.0)
    """
    return math.floor(figure * 10**DIGITS + 1e-9) / 10**DIGITS


def compare(figures: Mapping[str, float], floors: Floors, ran: Iterable[str]) -> Iterator[Line]:
    """Every figure and every floor, side by side, sorted by name.

    Args:
        ran: the scorers that had what they need; the floors of others are skipped.

    >>> [line.status.name for line in compare({"a.x": 0.9}, Floors({"a.x": 0.95, "b.y": 1.0}), ["a"])]
    ['BELOW', 'SKIPPED']
    """
    scorers = frozenset(ran)
    for name in sorted(figures.keys() | floors.floors.keys()):
        figure, floor = figures.get(name), floors.floors.get(name)
        yield Line(name, figure, floor, _status(figure, floor, name.partition(".")[0] in scorers))


def _status(figure: float | None, floor: float | None, ran: bool) -> Status:
    if figure is None:
        return Status.VANISHED if ran else Status.SKIPPED
    if floor is None:
        return Status.NEW
    if rounded_down(figure) < floor:
        return Status.BELOW
    return Status.RISEN if rounded_down(figure) > floor else Status.OK


def raised(floors: Floors, lines: Iterable[Line], because: str | None) -> Floors:
    """The floors moved to the figures: up freely, down only `because` of something.

    Raises:
        LoweredError: a figure is below its floor or gone, and there is no reason.
    """
    moved = dict(floors.floors)
    lowered = list(floors.lowered)
    for line in lines:
        now = None if line.figure is None else rounded_down(line.figure)
        if line.fails:
            if not because:
                raise LoweredError(f"{line.name} fell from {line.floor} to {now}; mend it, or say --because.")
            lowered.append(Lowering(line.name, line.floor or 0.0, now, because))
            moved.pop(line.name)
        if now is not None:
            moved[line.name] = now
    return replace(floors, floors=moved, lowered=tuple(lowered))
