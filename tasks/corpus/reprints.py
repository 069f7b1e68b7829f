"""Which stories are copies of one text: over all newspapers and days, the same in any order of input.

1. Texts that share sampled runs of letters are candidates (reprints_candidates).
2. A pair of candidates is aligned (reprints_alignment) and is a copy, or not, by how much of either the other has, and
   by how the two differ (`is_copy`).
3. Copies of copies are copies of one text: clusters are what copies connect. Two cut versions that have little in
   common come together by the full one.
4. Each copy is held against the earliest of its cluster: by date, then by article_id.
"""

from __future__ import annotations

import datetime
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from itertools import chain, groupby
from typing import NamedTuple

import numpy as np
import pyarrow as pa

from schemas.derived import Reprint
from tasks.corpus.reprints_alignment import Alignment, align
from tasks.corpus.reprints_candidates import candidate_pairs, joined, prints_of
from tasks.corpus.reprints_letters import Ints, Letters, letters_of

LEAST_LETTERS = 40
"""Equal letters of two copies at least: a shorter text is a formula, a result, a picture's line."""

LEAST_OF_SHORTER = 0.5
"""Share of the shorter text that the longer has: reports of one event quote less of the same words."""

LEAST_OF_LONGER = 0.1
"""Share of the longer text that the shorter has: a round-up that holds a brief is no copy of it."""

MOST_SLOTS = 0.4
"""Slots in 100 equal letters at most: two events in the same formulas differ at every name, place and subject."""

WHOLE, MORE_SLOTS = 0.85, 10.0
"""Share of the shorter text from which on more slots are allowed, and how many more for each further share of 1: a copy
that lacks nothing may be reworded; formulas leave room for what is new, and so never fill a report."""

UNDATED = datetime.date.max
"""Stands for an unknown date in the order of time: what has a date comes before."""


class Story(NamedTuple):
    """A story as warehouse/inputs/reprints.sql gives it."""

    article_id: str
    newspaper: str | None
    published_on: datetime.date | None
    body: str


class Stories:
    """All stories: their bodies stay in Arrow's columns, in UTF-8, until they are aligned."""

    def __init__(self, batches: Iterable[pa.RecordBatch]) -> None:
        self._columns = [tuple(map(b.column, Story._fields)) for b in batches]
        self._starts = np.cumsum([0, *(len(columns[0]) for columns in self._columns)])

    def bodies(self) -> Iterator[list[str]]:
        """All bodies, batch by batch."""
        return (columns[-1].to_pylist() for columns in self._columns)

    def count_newspapers(self) -> int:
        """How many newspapers the stories are of."""
        return len(set(chain.from_iterable(columns[1].to_pylist() for columns in self._columns)))

    def ranks(self) -> Ints:
        """For each story its place in the order of time, equal dates in the order of ids."""
        keys = [
            (day or UNDATED, article_id)
            for ids, _, days, _ in self._columns
            for article_id, day in zip(ids.to_pylist(), days.to_pylist(), strict=True)
        ]
        ranks = np.empty(len(keys), dtype=np.int64)
        ranks[sorted(range(len(keys)), key=keys.__getitem__)] = np.arange(len(keys))
        return ranks

    def __getitem__(self, number: int) -> Story:
        """A story by its number in the order of input."""
        lot = int(np.searchsorted(self._starts, number, side="right")) - 1
        return Story(*(column[number - int(self._starts[lot])].as_py() for column in self._columns[lot]))

    def letters(self, number: int) -> Letters:
        """The letters of a story's body."""
        return letters_of(self[number].body)


def reprint_rows(batches: Iterable[pa.RecordBatch]) -> Iterator[list[Reprint]]:
    """The rows of `reprints`: a part for each year of the earliest copies, cluster after cluster, the earliest copy first.

    Args:
        batches: rows of warehouse/inputs/reprints.sql in any order.
    """
    stories = Stories(batches)
    ranks = stories.ranks()
    rows = [row for cluster in clusters_of(stories, ranks) for row in _rows_of(cluster, stories)]
    for _, part in groupby(sorted(rows, key=lambda row: row[0]), key=lambda row: row[0][0]):
        yield [row for _, row in part]


def clusters_of(stories: Stories, ranks: Ints) -> list[list[int]]:
    """Copies of one text, by their numbers in the order of time; texts without a copy are left out."""
    parents = list(range(len(ranks)))

    def root_of(number: int) -> int:
        while parents[number] != number:
            parents[number] = parents[parents[number]]
            number = parents[number]
        return number

    prints = joined([prints_of(bodies) for bodies in stories.bodies()])
    is_short = prints.letter_counts < LEAST_LETTERS
    for one, other in candidate_pairs(prints, ranks, stories.count_newspapers()):
        roots = root_of(one), root_of(other)
        if is_short[one] or is_short[other] or roots[0] == roots[1]:
            continue
        if is_copy(align(stories.letters(one), stories.letters(other))):
            parents[max(roots)] = min(roots)
    members: defaultdict[int, list[int]] = defaultdict(list)
    for number in np.argsort(ranks).tolist():
        members[root_of(number)].append(number)
    return [cluster for cluster in members.values() if len(cluster) > 1]


def is_copy(alignment: Alignment) -> bool:
    """Whether two texts are copies of one.

    Enough of either stands in the other, and what they share does not differ in slots, as the same formulas do when they
    are filled with other names.
    """
    shared = alignment.shared
    shorter, longer = sorted((len(alignment.one.codes), len(alignment.other.codes)))
    if shared < max(LEAST_LETTERS, LEAST_OF_SHORTER * shorter, LEAST_OF_LONGER * longer):
        return False
    most = MOST_SLOTS + MORE_SLOTS * max(0.0, shared / shorter - WHOLE)
    return 100 * alignment.slots <= most * shared


def _rows_of(cluster: Sequence[int], stories: Stories) -> Iterator[tuple[tuple[int, str, int], Reprint]]:
    """The rows of a cluster, each with what it is sorted by: year and id of the earliest copy, place in time."""
    earliest = stories[cluster[0]]
    first = stories.letters(cluster[0])
    total = len(first.codes)
    year = (earliest.published_on or UNDATED).year
    for place, number in enumerate(cluster):
        letters = stories.letters(number)
        shared = align(first, letters).shared if place else total
        yield (
            (year, earliest.article_id, place),
            Reprint(
                cluster_id=earliest.article_id,
                article_id=stories[number].article_id,
                similarity=round(2 * shared / (total + len(letters.codes)), 4),
                coverage=round(shared / len(letters.codes), 4),
                kept=round(shared / total, 4),
                is_earliest=place == 0,
            ),
        )
