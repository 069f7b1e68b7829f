"""What a derived table is computed from, and what is kept of it so that a day added costs a day.

A derived table is a function of the live rows alone. What was worked out of a single article, or of a pair, is kept
beside a key of what it was worked out of; while the key is the same it is taken over. Whatever is kept may be missing
at any time: that costs time and changes nothing.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence, Set
from itertools import accumulate, chain, groupby
from operator import itemgetter
from typing import Any, NamedTuple, Protocol

import pyarrow as pa
import pyarrow.compute as pc

NONE: Set[str] = frozenset()


class Inputs(Protocol):
    """The live rows, as the queries of warehouse/inputs give them, and what was kept the last time."""

    def rows(self, query: str, wanted: Iterable[str] | None = None) -> Iterable[pa.RecordBatch]:
        """The rows of inputs/<query>.sql, a few thousand at a time.

        Args:
            wanted: article_ids that the query finds in the table `wanted`; None if it asks for no such table.
        """

    def recall(self, name: str, columns: Sequence[str] | None = None) -> pa.Table | None:
        """What was kept under a name; None if there is nothing, or the code has changed since."""

    def keep(self, name: str, rows: pa.Table) -> None:
        """Keep rows under a name, in place of what was kept there."""

    def forget(self, name: str) -> None:
        """Keep nothing under a name."""


class Keyed(NamedTuple):
    """An article with what tells whether anything of it has changed.

    Attributes:
        part: the part of the derived table that its rows stand in.
        key: the same as long as what is worked out of the article is.
    """

    part: str
    article_id: str
    source_id: str
    key: str


class Worked(NamedTuple):
    """What was worked out of an article: values of a row type, in order."""

    part: str
    article_id: str
    rows: Sequence[tuple[Any, ...]]


def tuples(batches: Iterable[pa.RecordBatch]) -> Iterator[tuple[Any, ...]]:
    """Rows of a query as tuples of Python values."""
    return (row for batch in batches for row in zip(*(c.to_pylist() for c in batch.columns), strict=True))


def whole(compute: Callable[[Iterable[pa.RecordBatch]], Any], query: str) -> Callable[[Inputs], Any]:
    """A computation that reads all rows of one query each time."""
    return lambda inputs: compute(inputs.rows(query))


def carried_over(
    inputs: Inputs,
    table: str,
    articles: Iterable[Keyed],
    row_type: pa.StructType,
    work_out: Callable[[Sequence[str]], Iterable[Worked]],
    stale: Set[str] | None = NONE,
) -> Iterator[pa.Table]:
    """What is worked out of every article, part by part: article_id, source_id, key and rows, by article_id.

    Args:
        table: under whose name it is kept, a part at a time.
        articles: in the order of parts.
        work_out: from article_ids to what comes of them, in the order of parts.
        stale: articles that are worked out anew though their key is the same; None for all.
    """
    parts = {part: list(of_part) for part, of_part in groupby(articles, itemgetter(0))}
    wanted = {part: _wanted(inputs, f"{table}-{part}", keyed, stale) for part, keyed in parts.items()}
    worked = groupby(work_out([article_id for ids in wanted.values() for article_id in ids]), itemgetter(0))
    for part, keyed in parts.items():
        name = f"{table}-{part}"
        kept = inputs.recall(name) if len(wanted[part]) < len(keyed) else None
        if kept is not None and not wanted[part] and kept.num_rows == len(keyed):
            yield kept
            continue
        rows_of = {each.article_id: each.rows for each in next(worked)[1]} if wanted[part] else {}
        merged = _merged(kept, keyed, rows_of, row_type)
        inputs.keep(name, merged)
        yield merged


def _wanted(inputs: Inputs, name: str, keyed: Sequence[Keyed], stale: Set[str] | None) -> list[str]:
    """The articles of a part of which nothing is kept that still holds."""
    kept = inputs.recall(name, ("article_id", "key"))
    if kept is None or stale is None:
        return [each.article_id for each in keyed]
    known = dict(zip(kept["article_id"].to_pylist(), kept["key"].to_pylist(), strict=True))
    return [each.article_id for each in keyed if known.get(each.article_id) != each.key or each.article_id in stale]


def _merged(
    kept: pa.Table | None,
    keyed: Sequence[Keyed],
    rows_of: Mapping[str, Sequence[tuple[Any, ...]]],
    row_type: pa.StructType,
) -> pa.Table:
    """What was kept of a part's articles and what was worked out anew, in the order of articles."""
    new = [each for each in keyed if each.article_id in rows_of]
    table = pa.table(
        {
            "article_id": pa.array([each.article_id for each in new], pa.string()),
            "source_id": pa.array([each.source_id for each in new], pa.string()),
            "key": pa.array([each.key for each in new], pa.string()),
            "rows": as_lists([rows_of[each.article_id] for each in new], row_type),
        }
    )
    if kept is not None:
        old = pa.array([each.article_id for each in keyed if each.article_id not in rows_of], pa.string())
        table = pa.concat_tables([kept.filter(pc.is_in(kept["article_id"], value_set=old)), table])
    return table.sort_by("article_id").combine_chunks()


def as_lists(lists: Sequence[Sequence[tuple[Any, ...]]], row_type: pa.StructType) -> pa.ListArray:
    """Lists of tuples as lists of structs, column by column: several times faster than from dictionaries."""
    columns = list(zip(*chain.from_iterable(lists), strict=True)) or [()] * row_type.num_fields
    arrays = [pa.array(column, field.type) for column, field in zip(columns, row_type.fields, strict=True)]
    offsets = pa.array(accumulate(map(len, lists), initial=0), pa.int32())
    return pa.ListArray.from_arrays(offsets, pa.StructArray.from_arrays(arrays, fields=row_type.fields))


def spread(worked: pa.Table, schema: pa.Schema) -> pa.Table:
    """A row for each of what was worked out of articles, with the columns of a published table.

    Args:
        worked: as from `carried_over`; article_id and source_id are the article's where the rows have none.
    """
    lists = worked["rows"].combine_chunks()
    values, parents = lists.flatten(), pc.list_parent_indices(lists)
    names = values.type.names
    columns = [pc.struct_field(values, name) if name in names else worked[name].take(parents) for name in schema.names]
    return pa.table(columns, schema=schema)
