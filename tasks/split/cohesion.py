"""What two stretches of a page have in common: the evidence for a boundary that lies in the words.

Words are compared as pairs of neighbouring characters; segmenting would cost ten times as much. The
constants were fitted by logistic regression on the gaps in front of short lines on a development
half of newspaper pages, and rounded; on such gaps alone, without any other cue, they decide four out
of five cases.
"""

from __future__ import annotations

import itertools
import math
from collections.abc import Sequence

from tasks.split.cues import Cues

WINDOW = 3
"""Paragraphs compared on each side of a gap."""
SAMPLE = 240
"""Characters of a paragraph that are compared."""
TYPICAL_SIMILARITY = 0.062
"""Similarity at which a gap is as often inside a story as between two."""
SIMILARITY_WEIGHT = -1.8
"""Log-odds for a boundary per unit of log similarity."""
HEADLINE_WEIGHT = 1.5
"""Log-odds per share of the lines' pairs found behind them."""
BEFORE_WEIGHT = -1.4
"""Log-odds per share of the lines' pairs found before them."""
USUAL_HEADLINE = 0.3
"""Share of a line's pairs found behind it at which the line speaks neither way."""
LIMIT = 3.5
"""Most that the words alone may say, in log-odds."""

Pairs = frozenset[str]


def pairs_of(text: str, sample: int = SAMPLE) -> Pairs:
    """The pairs of neighbouring characters in the beginning of a text.

    >>> sorted(pairs_of("大雪大雪"))
    ['大雪', '雪大']
    """
    head = text[:sample]
    return frozenset(map("".join, itertools.pairwise(head)))


def similarity(one: Pairs, other: Pairs) -> float:
    """Shared pairs over the geometric mean of both counts, 0 to 1.

    >>> similarity(pairs_of("大雪停了"), pairs_of("大雪没停"))
    0.3333333333333333
    """
    return len(one & other) / math.sqrt(len(one) * len(other)) if one and other else 0.0


def share(part: Pairs, whole: Pairs) -> float:
    """The share of one text's pairs that stand in another, 0 to 1."""
    return len(part & whole) / len(part) if part else 0.0


def boundary_odds(lines: Pairs, before: Pairs, after: Pairs) -> float:
    """Log-odds by the words alone that short lines open a new story instead of a section of the old one.

    Args:
        lines: pairs of the short lines themselves.
        before, after: pairs of the paragraphs on the two sides.
    """
    closeness = math.log((similarity(before, after) + 0.006) / TYPICAL_SIMILARITY)
    odds = SIMILARITY_WEIGHT * closeness
    odds += HEADLINE_WEIGHT * (share(lines, after) - USUAL_HEADLINE) + BEFORE_WEIGHT * share(lines, before)
    return max(-LIMIT, min(LIMIT, odds))


def gap_evidence(cues: Sequence[Cues]) -> list[float]:
    """For each paragraph the log-odds that a story starts at it; 0 where nothing can be compared.

    Only short lines behind a paragraph of text are candidates: elsewhere other cues decide.
    """
    out = [0.0] * len(cues)
    texts = [index for index, cue in enumerate(cues) if not cue.is_line]
    known: dict[int, Pairs] = {}
    for order in range(len(texts) - 1):
        first, behind = texts[order] + 1, texts[order + 1]
        if first < behind:
            before = _union(cues, texts[max(0, order + 1 - WINDOW) : order + 1], known)
            after = _union(cues, texts[order + 1 : order + 1 + WINDOW], known)
            lines = pairs_of("\n".join(cues[index].unit.text for index in range(first, behind)[:4]))
            odds = boundary_odds(lines, before, after)
            out[first] = odds
    return out


def _union(cues: Sequence[Cues], indexes: Sequence[int], known: dict[int, Pairs]) -> Pairs:
    for index in indexes:
        if index not in known:
            known[index] = pairs_of(cues[index].unit.text)
    return frozenset().union(*(known[index] for index in indexes))
