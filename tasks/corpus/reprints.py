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
from collections.abc import Callable, Iterable, Iterator, Sequence
from functools import partial
from itertools import groupby
from typing import NamedTuple

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from schemas.derived import Reprint
from tasks.corpus.inputs import Inputs, Keyed, Worked, carried_over, tuples
from tasks.corpus.reprints_alignment import align
from tasks.corpus.reprints_candidates import Prints, candidate_pairs, joined, prints_of
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


PRINTS = pa.struct([("letters", pa.int32()), ("hashes", pa.list_(pa.uint64()))])
"""What is kept of a story: how many letters it has, and its fingerprints."""

COMPARISONS = pa.schema(
    [
        ("one", pa.string()),
        ("other", pa.string()),
        ("shared", pa.int64()),
        ("slots", pa.float64()),
        ("letters", pa.int64()),
        ("other_letters", pa.int64()),
    ]
)
"""What is kept of a comparison: the keys of both stories, and how they agree."""

PAIRS = "pairs"
"""Name under which comparisons of stories are kept."""


class Story(NamedTuple):
    """A story as warehouse/inputs/reprints_stories.sql gives it; `key` is the same while its body is."""

    part: str
    article_id: str
    source_id: str
    key: str
    newspaper: str | None
    published_on: datetime.date | None


class Compared(NamedTuple):
    """How two stories agree.

    Attributes:
        shared, slots: as in Alignment.
        letters, other_letters: letters of the earlier and of the later one.
    """

    shared: int
    slots: float
    letters: int
    other_letters: int


class Comparisons:
    """Comparisons of stories: those that were kept, and those made from bodies as they are asked for.

    Args:
        stories: by number.
        read: from article_ids to article_ids with bodies.
    """

    def __init__(self, stories: Sequence[Story], read: Callable[[Sequence[str]], Iterable[tuple[str, str]]]) -> None:
        self._stories = stories
        self._read = read
        self._known: dict[tuple[str, str], Compared] = {}
        self._asked: dict[tuple[str, str], Compared] = {}
        self._letters: dict[str, Letters] = {}

    def recall(self, kept: pa.Table | None) -> None:
        """Take up what `kept` gave the last time."""
        for one, other, *numbers in tuples(kept.to_batches()) if kept is not None else ():
            self._known[one, other] = Compared(*numbers)

    def kept(self) -> pa.Table:
        """All comparisons that were asked for, in order."""
        rows = [(*keys, *compared) for keys, compared in sorted(self._asked.items())]
        columns = zip(*rows, strict=True) if rows else [()] * len(COMPARISONS)
        return pa.table([pa.array(column, f.type) for column, f in zip(columns, COMPARISONS, strict=True)], COMPARISONS)

    def prepare(self, pairs: Iterable[tuple[int, int]]) -> None:
        """Read the bodies that comparing these pairs takes."""
        unknown = {number for pair in pairs if not self.knows(*pair) for number in pair}
        wanted = sorted(self._stories[number].article_id for number in unknown)
        missing = [article_id for article_id in wanted if article_id not in self._letters]
        self._letters |= {article_id: letters_of(body) for article_id, body in self._read(missing)} if missing else {}

    def knows(self, one: int, other: int) -> bool:
        """Whether two stories have been compared."""
        return self._keys(one, other) in self._known

    def between(self, one: int, other: int) -> Compared:
        """How an earlier and a later story agree; `prepare` has to have been told of the pair."""
        keys = self._keys(one, other)
        if keys not in self._known:
            letters = [self._letters[self._stories[number].article_id] for number in (one, other)]
            alignment = align(*letters)
            self._known[keys] = Compared(alignment.shared, alignment.slots, *(len(each.codes) for each in letters))
        self._asked[keys] = self._known[keys]
        return self._known[keys]

    def _keys(self, one: int, other: int) -> tuple[str, str]:
        return self._stories[one].key, self._stories[other].key


def reprint_rows(inputs: Inputs) -> Iterator[list[Reprint]]:
    """The rows of `reprints`: a part for each year of the earliest copies, cluster after cluster, the earliest copy first.

    Fingerprints and comparisons are kept; only new stories are read, and those that are held against them.
    """
    stories = [Story(*row) for row in tuples(inputs.rows("reprints_stories"))]

    def read(article_ids: Sequence[str]) -> Iterator[tuple[str, str]]:
        return ((article_id, body) for _, article_id, body in tuples(inputs.rows("reprints", article_ids)))

    comparisons = Comparisons(stories, read)
    comparisons.recall(inputs.recall(PAIRS))
    keyed = (Keyed(*story[:4]) for story in stories)
    prints = _all_prints(carried_over(inputs, "prints", keyed, PRINTS, partial(_work_out, inputs)))
    ranks = ranks_of(stories)
    clusters = clusters_of(stories, prints, ranks, comparisons)
    comparisons.prepare((cluster[0], number) for cluster in clusters for number in cluster[1:])
    rows = [row for cluster in clusters for row in _rows_of(cluster, stories, comparisons)]
    inputs.keep(PAIRS, comparisons.kept())
    for _, part in groupby(sorted(rows, key=lambda row: row[0]), key=lambda row: row[0][0]):
        yield [row for _, row in part]


def _work_out(inputs: Inputs, article_ids: Sequence[str]) -> Iterator[Worked]:
    """The fingerprints of stories, one batch of rows at a time."""
    for batch in inputs.rows("reprints", article_ids):
        parts, ids, bodies = (column.to_pylist() for column in batch.columns)
        prints = prints_of(bodies)
        starts = np.searchsorted(prints.texts, np.arange(len(bodies) + 1))
        for number, (part, article_id) in enumerate(zip(parts, ids, strict=True)):
            hashes = prints.hashes[starts[number] : starts[number + 1]]
            yield Worked(part, article_id, [(int(prints.letter_counts[number]), hashes)])


def _all_prints(parts: Iterable[pa.Table]) -> Prints:
    """The fingerprints of all stories, numbered in their order."""
    lots = []
    for part in parts:
        letters, hashes = part["rows"].combine_chunks().flatten().flatten()
        numbers = pc.list_parent_indices(hashes).to_numpy(zero_copy_only=False).astype(np.int64)
        lots.append(
            Prints(
                hashes.flatten().to_numpy(zero_copy_only=False),
                numbers,
                letters.to_numpy(zero_copy_only=False).astype(np.int64),
            )
        )
    return joined(lots)


def ranks_of(stories: Sequence[Story]) -> Ints:
    """For each story its place in the order of time, equal dates in the order of ids."""
    keys = [(story.published_on or UNDATED, story.article_id) for story in stories]
    ranks = np.empty(len(keys), dtype=np.int64)
    ranks[sorted(range(len(keys)), key=keys.__getitem__)] = np.arange(len(keys))
    return ranks


def clusters_of(stories: Sequence[Story], prints: Prints, ranks: Ints, comparisons: Comparisons) -> list[list[int]]:
    """Copies of one text, by their numbers in the order of time; texts without a copy are left out.

    What copies connect does not depend on the order of pairs: the known ones come first, and of the others those whose
    texts are not together by then.
    """
    is_short = prints.letter_counts < LEAST_LETTERS
    newspapers = len({story.newspaper for story in stories})
    pairs = [(a, b) for a, b in candidate_pairs(prints, ranks, newspapers) if not (is_short[a] or is_short[b])]
    together = Together(len(stories))
    for known in (True, False):
        left = [pair for pair in pairs if comparisons.knows(*pair) is known and together.are_apart(*pair)]
        comparisons.prepare(left)
        for pair in left:
            if together.are_apart(*pair) and is_copy(comparisons.between(*pair)):
                together.join(*pair)
    members: defaultdict[int, list[int]] = defaultdict(list)
    for number in np.argsort(ranks).tolist():
        members[together.root_of(number)].append(number)
    return [cluster for cluster in members.values() if len(cluster) > 1]


class Together:
    """Numbers from 0 that come together by and by (union-find)."""

    def __init__(self, count: int) -> None:
        self._parents = list(range(count))

    def root_of(self, number: int) -> int:
        """The number that stands for all that are together with this one."""
        parents = self._parents
        while parents[number] != number:
            parents[number] = parents[parents[number]]
            number = parents[number]
        return number

    def are_apart(self, one: int, other: int) -> bool:
        """Whether two numbers are not together yet."""
        return self.root_of(one) != self.root_of(other)

    def join(self, one: int, other: int) -> None:
        """Bring two numbers together, and all that are together with either."""
        roots = self.root_of(one), self.root_of(other)
        self._parents[max(roots)] = min(roots)


def is_copy(compared: Compared) -> bool:
    """Whether two texts are copies of one.

    Enough of either stands in the other, and what they share does not differ in slots, as the same formulas do when they
    are filled with other names.
    """
    shared, slots, *letters = compared
    shorter, longer = sorted(letters)
    if shared < max(LEAST_LETTERS, LEAST_OF_SHORTER * shorter, LEAST_OF_LONGER * longer):
        return False
    most = MOST_SLOTS + MORE_SLOTS * max(0.0, shared / shorter - WHOLE)
    return 100 * slots <= most * shared


def _rows_of(
    cluster: Sequence[int], stories: Sequence[Story], comparisons: Comparisons
) -> Iterator[tuple[tuple[int, str, int], Reprint]]:
    """The rows of a cluster, each with what it is sorted by: year and id of the earliest copy, place in time."""
    earliest = stories[cluster[0]]
    year = (earliest.published_on or UNDATED).year
    for place, number in enumerate(cluster[1:], start=1):
        compared = comparisons.between(cluster[0], number)
        if place == 1:
            whole = Compared(compared.letters, 0.0, compared.letters, compared.letters)
            yield (year, earliest.article_id, 0), _row(earliest, earliest, whole)
        yield (year, earliest.article_id, place), _row(earliest, stories[number], compared)


def _row(earliest: Story, story: Story, compared: Compared) -> Reprint:
    shared, _, letters, own = compared
    return Reprint(
        cluster_id=earliest.article_id,
        article_id=story.article_id,
        similarity=round(2 * shared / (letters + own), 4),
        coverage=round(shared / own, 4),
        kept=round(shared / letters, 4),
        is_earliest=story is earliest,
    )
