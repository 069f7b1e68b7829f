"""What each copy cut from the earliest copy of its text, and what it added."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from functools import partial
from itertools import chain, groupby, pairwise
from operator import attrgetter
from typing import Literal, NamedTuple

import pyarrow as pa

from schemas import REPRINT_PASSAGES
from schemas.column import schema_of
from schemas.derived import ReprintPassage
from tasks.corpus.inputs import Inputs, Keyed, Worked, carried_over, spread, tuples
from tasks.corpus.reprints_alignment import align
from tasks.corpus.reprints_letters import Letters, letters_of
from tasks.lang.characters import OPENING_PUNCTUATION

LEAST_LETTERS = 8
"""Letters of a passage; of fewer most are misread, or a word for another."""


SCHEMA = schema_of(REPRINT_PASSAGES)

PASSAGE = pa.struct(list(SCHEMA))
"""What is kept of a copy: its rows."""

VALUES = attrgetter(*SCHEMA.names)
"""A row's values, in the order of columns."""


class Copy(NamedTuple):
    """A copy as warehouse/inputs/reprint_passages.sql gives it.

    Attributes:
        part: year of the earliest copy.
        article_ids: the parts of the story.
        part_offsets: where their bodies start in the story's.
    """

    part: str
    cluster_id: str
    article_id: str
    is_earliest: bool
    body: str
    article_ids: Sequence[str]
    part_offsets: Sequence[int]


def passage_rows(inputs: Inputs) -> Iterator[pa.Table]:
    """The rows of `reprint_passages`: a part for each year of the earliest copies, copy after copy.

    What a copy cut and added is kept while neither it nor the earliest copy changes.
    """
    copies = (Keyed(*row) for row in tuples(inputs.rows("reprint_passages_copies")))
    for part in carried_over(inputs, "passages", copies, PASSAGE, partial(_work_out, inputs)):
        yield spread(part, SCHEMA)


def _work_out(inputs: Inputs, article_ids: Sequence[str]) -> Iterator[Worked]:
    """What copies cut and added."""
    copies = (Copy(*row) for row in tuples(inputs.rows("reprint_passages", article_ids)))
    for part, of_part in groupby(copies, attrgetter("part")):
        of_copy: dict[str, list[ReprintPassage]] = {}
        for _, cluster in groupby(of_part, attrgetter("cluster_id")):
            held = list(cluster)
            of_copy |= {copy.article_id: [] for copy in held[1:]}
            for passage in passages_of(held):
                of_copy[passage.copy_id].append(passage)
        yield from (Worked(part, copy_id, list(map(VALUES, rows))) for copy_id, rows in sorted(of_copy.items()))


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
