"""What each copy cut from the earliest copy of its text, and what it added."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from itertools import chain, groupby, pairwise
from operator import attrgetter
from typing import Literal, NamedTuple

import pyarrow as pa

from schemas.derived import ReprintPassage
from tasks.corpus.reprints_alignment import align
from tasks.corpus.reprints_letters import Letters, letters_of
from tasks.lang.characters import OPENING_PUNCTUATION

LEAST_LETTERS = 8
"""Letters of a passage; of fewer most are misread, or a word for another."""


class Copy(NamedTuple):
    """A copy as warehouse/inputs/reprint_passages.sql gives it.

    Attributes:
        article_ids: the parts of the story.
        part_offsets: where their bodies start in the story's.
    """

    cluster_id: str
    year: int
    article_id: str
    is_earliest: bool
    body: str
    article_ids: Sequence[str]
    part_offsets: Sequence[int]


def passage_rows(batches: Iterable[pa.RecordBatch]) -> Iterator[list[ReprintPassage]]:
    """The rows of `reprint_passages`: a part for each year of the earliest copies, copy after copy.

    Args:
        batches: rows of warehouse/inputs/reprint_passages.sql: year by year, cluster by cluster, the earliest copy first.
    """
    copies = (Copy(*row) for batch in batches for row in zip(*(c.to_pylist() for c in batch.columns), strict=True))
    for _, of_year in groupby(copies, attrgetter("year")):
        clusters = (list(cluster) for _, cluster in groupby(of_year, attrgetter("cluster_id")))
        yield [row for cluster in clusters for row in passages_of(cluster)]


def passages_of(cluster: Sequence[Copy]) -> list[ReprintPassage]:
    """What the copies of one text cut and added.

    Args:
        cluster: the earliest copy first.
    """
    earliest = cluster[0]
    first = letters_of(earliest.body)
    return list(chain.from_iterable(_changes(earliest, first, copy) for copy in cluster[1:]))


def _changes(earliest: Copy, first: Letters, copy: Copy) -> Iterator[ReprintPassage]:
    """What one copy cut, then what it added."""
    letters = letters_of(copy.body)
    passages = align(first, letters).passages
    cut = _ranges(earliest.body, first, [(p.one, p.one + p.length) for p in passages])
    added = _ranges(copy.body, letters, sorted((p.other, p.other + p.length) for p in passages))
    yield from _rows(copy, "cut", earliest, cut)
    yield from _rows(copy, "added", copy, added)


def _ranges(body: str, letters: Letters, shared: Iterable[tuple[int, int]]) -> Iterator[tuple[int, int]]:
    """Ranges of a body between the shared ones, which are ranges of letters.

    A range ends where the next shared letter stands, so that it keeps its closing punctuation; opening marks and digits
    belong to the letters that follow them.
    """
    total = len(letters.codes)
    for (_, low), (high, _) in pairwise(((0, 0), *shared, (total, total))):
        if high - low >= LEAST_LETTERS:
            end = int(letters.places[high]) if high < total else len(body)
            yield _before_lead(body, int(letters.places[low])), _before_lead(body, end)


def _before_lead(body: str, at: int) -> int:
    """The place before white space, opening marks and digits that stand before a place; the end of a text stays its end."""
    if at == len(body):
        return at
    while at and (body[at - 1].isspace() or body[at - 1].isdecimal() or body[at - 1] in OPENING_PUNCTUATION):
        at -= 1
    return at


def _rows(
    copy: Copy, kind: Literal["cut", "added"], holder: Copy, ranges: Iterable[tuple[int, int]]
) -> Iterator[ReprintPassage]:
    """A row for each range, in the part of the holder's story in which it stands; one that crosses parts gives several."""
    bounds = [*holder.part_offsets, len(holder.body)]
    for start, end in ranges:
        for article_id, (low, high) in zip(holder.article_ids, pairwise(bounds), strict=True):
            text = holder.body[max(start, low) : min(end, high)]
            lead = len(text) - len(text.lstrip())
            if text.strip():
                at = max(start, low) + lead - low
                yield ReprintPassage(
                    cluster_id=copy.cluster_id,
                    copy_id=copy.article_id,
                    kind=kind,
                    article_id=article_id,
                    field="body",
                    text=text.strip(),
                    char_start=at,
                    char_end=at + len(text.strip()),
                )
