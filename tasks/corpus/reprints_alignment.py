"""Two texts held against each other: the passages that both have, wherever they stand in them."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import pairwise
from typing import NamedTuple

import numpy as np
import numpy.typing as npt

from tasks.corpus.reprints_letters import Codes, Hashes, Ints, Letters, hashes_of_runs

Flags = npt.NDArray[np.bool_]

SEED = 5
"""Letters that have to be the same in a row for a passage to be looked for there."""

MAX_REPEATS = 8
"""Places of the other text at which a run of letters is tried, around the one of its own number: more are a refrain."""

MISREAD = 3
"""Letters between two equal runs that may differ within one passage: misread characters, a name of equal length."""

LEAST_PASSAGE = 8
"""Equal letters of a passage: fewer are the same by chance."""

LEAST_SLOT = 2
"""Letters of a slot at least; single ones are misread."""

SLOTS_OF_MISREADING = 0.4
"""Slots for each single letter that differs: two misread letters close to each other, a misread number."""


class Passage(NamedTuple):
    """A passage of both texts, in letters.

    Attributes:
        one, other: where it starts.
        length: how long it is.
    """

    one: int
    other: int
    length: int


@dataclass(frozen=True)
class Alignment:
    """What two texts share.

    Attributes:
        one, other: their letters.
        passages: in the order of the first text; they overlap in neither.
    """

    one: Letters
    other: Letters
    passages: tuple[Passage, ...]

    @cached_property
    def _same(self) -> list[Flags]:
        """For each passage, which of its letters are the same."""
        return [
            self.one.codes[p.one : p.one + p.length] == self.other.codes[p.other : p.other + p.length]
            for p in self.passages
        ]

    @property
    def shared(self) -> int:
        """Letters that are the same."""
        return sum(int(np.count_nonzero(same)) for same in self._same)

    @property
    def slots(self) -> float:
        """How often letters of one text, or a number, stand where the other has others; less what misreading makes of it.

        Reports of different events in the same formulas differ in this way at every name, place and subject; an edited
        copy has passages cut or added, and misread characters, which differ one by one.
        """
        gaps = list(_gaps(self.passages))
        slots = (
            sum(map(_wrong_runs, self._same)) + sum(map(self._other_numbers, self.passages)) + sum(map(_is_slot, gaps))
        )
        singles = sum(int(np.count_nonzero(~same)) for same in self._same) + sum(map(_is_single, gaps))
        return slots - SLOTS_OF_MISREADING * singles

    def _other_numbers(self, passage: Passage) -> int:
        """Places within a passage where both texts have a number, but not the same."""
        one = self.one.numbers[passage.one + 1 : passage.one + passage.length]
        other = self.other.numbers[passage.other + 1 : passage.other + passage.length]
        return int(np.count_nonzero((one != other) & (one != 0) & (other != 0)))


def align(one: Letters, other: Letters) -> Alignment:
    """The passages that two texts share: the longest first, each letter once.

    Passages may stand in another order. Cost grows with the letters of both.
    """
    free_one, free_other = np.ones(len(one.codes), dtype=bool), np.ones(len(other.codes), dtype=bool)
    passages = []
    for passage in _longest_first(*_equal_runs(one.codes, other.codes)):
        left = _free_part(passage, free_one, free_other)
        if left.length >= LEAST_PASSAGE:
            free_one[left.one : left.one + left.length] = False
            free_other[left.other : left.other + left.length] = False
            passages.append(left)
    return Alignment(one, other, tuple(sorted(passages)))


def _equal_runs(one: Codes, other: Codes) -> tuple[Ints, Ints, Ints]:
    """Longest equal runs: where they start in both texts, and their lengths; sorted by diagonal, then by place."""
    here, there = hashes_of_runs(one, SEED), hashes_of_runs(other, SEED)
    order = np.argsort(there, kind="stable")
    low, high = (np.searchsorted(there, here, side, sorter=order) for side in ("left", "right"))
    counts = np.minimum(high - low, MAX_REPEATS)
    places = np.repeat(np.arange(len(here)), counts)
    nth = np.arange(len(places)) - np.repeat(np.cumsum(counts) - counts, counts)
    begin = np.clip(low + _ranks(here) - MAX_REPEATS // 2, low, high - counts)
    matched = order[begin[places] + nth]
    by_diagonal = np.lexsort((places, matched - places))
    places, matched = places[by_diagonal], matched[by_diagonal]
    starts = np.ones(len(places), dtype=bool)
    starts[1:] = (np.diff(places) != 1) | (np.diff(matched) != 1)
    at = np.flatnonzero(starts)
    lengths = np.diff(np.append(at, len(places))) + SEED - 1
    return places[at], matched[at], lengths


def _ranks(hashes: Hashes) -> Ints:
    """For each hash, how many equal ones stand before it: the nth time that a refrain is sung is tried with the nth."""
    order = np.argsort(hashes, kind="stable")
    ranks = np.empty(len(hashes), dtype=np.int64)
    ranks[order] = np.arange(len(hashes)) - np.searchsorted(hashes, hashes[order], sorter=order)
    return ranks


def _longest_first(ones: Ints, others: Ints, lengths: Ints) -> Iterator[Passage]:
    """Passages: equal runs of one diagonal joined over misread letters; the one with most equal letters first."""
    if not len(ones):
        return
    ends = ones + lengths
    begins = np.ones(len(ones), dtype=bool)
    begins[1:] = (np.diff(others - ones) != 0) | (ones[1:] - ends[:-1] > MISREAD)
    at = np.flatnonzero(begins)
    last = np.append(at[1:], len(ones)) - 1
    equal = np.add.reduceat(lengths, at)
    for number in np.lexsort((others[at], ones[at], -equal)).tolist():
        if equal[number] < LEAST_PASSAGE:
            break
        start = int(ones[at[number]])
        yield Passage(start, int(others[at[number]]), int(ends[last[number]]) - start)


def _free_part(passage: Passage, free_one: Flags, free_other: Flags) -> Passage:
    """The longest part of a passage that no passage before it has taken."""
    one, other, length = passage
    free = free_one[one : one + length] & free_other[other : other + length]
    if free.all():
        return passage
    edges = np.flatnonzero(np.diff(np.concatenate(([False], free, [False]))))
    if not len(edges):
        return Passage(one, other, 0)
    starts, ends = edges[::2], edges[1::2]
    best = int(np.argmax(ends - starts))
    start = int(starts[best])
    return Passage(one + start, other + start, int(ends[best]) - start)


def _wrong_runs(same: Flags) -> int:
    """How often LEAST_SLOT or more letters in a row differ within a passage."""
    if same.all():
        return 0
    edges = np.flatnonzero(np.diff(np.concatenate(([True], same, [True]))))
    return int(np.count_nonzero(edges[1::2] - edges[::2] >= LEAST_SLOT))


def _gaps(passages: Sequence[Passage]) -> Iterator[tuple[int, int]]:
    """Letters of one text and of the other between passages that follow each other in both."""
    for before, after in pairwise(passages):
        yield after.one - before.one - before.length, after.other - before.other - before.length


def _is_slot(gap: tuple[int, int]) -> bool:
    return min(gap) >= LEAST_SLOT


def _is_single(gap: tuple[int, int]) -> bool:
    return min(gap) >= 0 and max(gap) == 1
