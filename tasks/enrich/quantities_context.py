"""What stands around a quantity: its modifier, what it counts, whether it is a target, and by when."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Surroundings:
    """What a quantity's surroundings say of it."""

    modifier: str | None
    subject: str | None
    kind: str
    horizon: str | None


def context_of(text: str, start: int, end: int, unit: str | None, dimension: str | None) -> Surroundings:
    """Read the sentence around text[start:end]."""
    return Surroundings(None, None, "other", None)
