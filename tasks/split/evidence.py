"""Evidence that a story starts at a paragraph: what speaks for it or against it, in words, with its weight."""

from __future__ import annotations

from collections.abc import Iterable
from typing import NamedTuple


class Evidence(NamedTuple):
    """One reason.

    Attributes:
        at: place of the paragraph among those that are read.
        reason: what was seen, in words.
        odds: log-odds that a story starts there because of it; +1 makes a start 2.7 times as likely.
    """

    at: int
    reason: str
    odds: float


def total(count: int, evidence: Iterable[Evidence]) -> list[float]:
    """The sum for each of `count` paragraphs.

    >>> total(2, [Evidence(1, "a blank line", 1.0), Evidence(1, "a rule", 3.0)])
    [0.0, 4.0]
    """
    out = [0.0] * count
    for item in evidence:
        out[item.at] += item.odds
    return out
