"""Which texts may be copies of each other: runs of letters sampled by their hash, held against each other by sorting.

A run of letters is taken for a fingerprint if its hash falls into a fixed eighth of all hashes. So a run is taken in each
text that has it or in none, whatever stands around it, and a part that two texts share shows however much else they hold:
signatures over whole texts (MinHash) lose a copy that was cut to a third. Texts that share a fingerprint stand together
after sorting by hash. Of a few, each pair is compared; of many, each with the earliest and with the one before it, so that
the cost grows with the texts and not with their square. Copies share so many fingerprints that they stay connected.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

import numpy as np

from tasks.corpus.reprints_letters import Hashes, Ints, hashes_of_runs, letters_of_many

RUN = 8
"""Letters of a run: seldom the same by chance, often whole between two misread characters."""

SAMPLED = 8
"""One in so many runs is a fingerprint."""

MAX_EACH_PAIR = 6
"""Texts with a common fingerprint up to which each pair of them is compared."""

LEAST_SHARED = 0.1
"""Share of the smaller text's fingerprints, formulas among them, from which on a pair is worth aligning."""

LEAST_COMMON, COMMON_EACH = 50, 2
"""What stands in more than 50 texts, and in more than two for each newspaper, is a formula or boilerplate: no copy."""


class Prints(NamedTuple):
    """The fingerprints of some texts.

    Attributes:
        hashes: each once for each text that has it.
        texts: for each, the number of its text.
        letter_counts: for each text, its letters.
    """

    hashes: Hashes
    texts: Ints
    letter_counts: Ints


def prints_of(texts: Sequence[str]) -> Prints:
    """The fingerprints of texts, which are numbered from 0."""
    letters = letters_of_many(texts)
    hashes = hashes_of_runs(letters.codes, RUN)
    starts, ends = letters.texts[: len(hashes)], letters.texts[RUN - 1 :]
    taken = (hashes % np.uint64(SAMPLED) == 0) & (starts == ends)
    hashes, numbers = hashes[taken], starts[taken]
    order = np.lexsort((hashes, numbers))
    hashes, numbers = hashes[order], numbers[order]
    first = np.ones(len(hashes), dtype=bool)
    first[1:] = (hashes[1:] != hashes[:-1]) | (numbers[1:] != numbers[:-1])
    return Prints(hashes[first], numbers[first], np.bincount(letters.texts, minlength=len(texts)))


def joined(prints: Sequence[Prints]) -> Prints:
    """Fingerprints of several lots of texts, numbered through."""
    starts = np.cumsum([0, *(len(lot.letter_counts) for lot in prints)])
    numbers = [lot.texts + start for lot, start in zip(prints, starts, strict=False)]
    none = np.empty(0, dtype=np.int64)
    return Prints(
        np.concatenate([np.empty(0, dtype=np.uint64), *(lot.hashes for lot in prints)]),
        np.concatenate([none, *numbers]),
        np.concatenate([none, *(lot.letter_counts for lot in prints)]),
    )


def candidate_pairs(prints: Prints, ranks: Ints, newspapers: int) -> list[tuple[int, int]]:
    """Pairs of texts that may be copies, the earlier first; those that share most come first.

    Args:
        ranks: for each text, its place in the order of time.
        newspapers: how many there are.
    """
    texts = ranks[prints.texts]
    order = np.lexsort((texts, prints.hashes))
    hashes, texts = prints.hashes[order], texts[order]
    sizes = np.bincount(texts, minlength=len(ranks))
    rare = _sizes(hashes) <= max(LEAST_COMMON, COMMON_EACH * newspapers)
    hashes, texts = hashes[rare], texts[rare]
    pairs, shared = _shared(hashes, texts, len(ranks))
    earlier, later = np.divmod(pairs, max(1, len(ranks)))
    share = shared / np.minimum(sizes[earlier], sizes[later])
    best = np.lexsort((pairs, -shared, -share))
    best = best[share[best] >= LEAST_SHARED]
    numbers = np.argsort(ranks)
    return list(zip(numbers[earlier[best]].tolist(), numbers[later[best]].tolist(), strict=True))


def _shared(hashes: Hashes, ranks: Ints, total: int) -> tuple[Ints, Ints]:
    """Pairs of ranks that share a fingerprint as earlier * total + later, and how many they share.

    Args:
        hashes, ranks: sorted by hash, then by rank.
    """
    places = np.arange(len(hashes))
    first = np.ones(len(hashes), dtype=bool)
    first[1:] = hashes[1:] != hashes[:-1]
    starts = np.maximum.accumulate(np.where(first, places, 0))
    is_large = _sizes(hashes) > MAX_EACH_PAIR
    with_first = is_large & (places > starts + 1)
    pairs = [ranks[starts[with_first]] * total + ranks[places[with_first]]]
    for distance in range(1, MAX_EACH_PAIR):
        there = places[distance:]
        near = (starts[there] <= there - distance) & (~is_large[there] if distance > 1 else True)
        pairs.append(ranks[there[near] - distance] * total + ranks[there[near]])
    found, counts = np.unique(np.concatenate(pairs), return_counts=True)
    return found, counts


def _sizes(hashes: Hashes) -> Ints:
    """For each of sorted hashes, how many are equal to it."""
    _, inverse, counts = np.unique(hashes, return_inverse=True, return_counts=True)
    return counts[inverse]
