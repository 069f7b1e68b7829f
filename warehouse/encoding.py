"""How columns are laid out in Parquet: what each kind of column takes least room with, in encodings that every reader knows."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pyarrow as pa

LONG_TEXTS = frozenset({"raw_text", "clean_text", "body", "headline", "content"})
"""Columns of texts that hardly ever come twice: a dictionary of them is of no use, and neither are the least and the greatest."""

SORTED_TEXTS = frozenset({"term"})
"""Texts that stand in their order, each several times: plain, zstd finds what neighbours share; codes of odd width hide it."""

MEASURES = frozenset({"weight"})
"""Columns of numbers that hardly ever come twice."""

COUNTS = frozenset({"tf"})
"""Columns of whole numbers of which a few come again and again."""


def write_options(schema: pa.Schema, level: int) -> dict[str, Any]:
    """Options of pyarrow's Parquet writer for a table.

    Whole numbers, days and times are written as differences (offsets rise, so that a third of their room goes), what
    hardly ever comes twice and sorted texts plainly, everything else through dictionaries. Arrow's own copy of the schema is left out: it is
    half of a small file's footer, and types come back without it.

    Args:
        level: of zstd.
    """
    leaves = [leaf for field in schema for leaf in _leaves(field.name, field.type)]
    encodings = {path: found for path, type_ in leaves if (found := _encoding(path, type_))}
    return {
        "compression": "zstd",
        "compression_level": level,
        "use_dictionary": [path for path, _ in leaves if path not in encodings],
        "column_encoding": encodings or None,
        "write_statistics": [path for path, _ in leaves if path not in LONG_TEXTS],
        "write_page_checksum": True,
        "store_schema": False,
    }


def _encoding(path: str, type_: pa.DataType) -> str | None:
    """The encoding of a leaf; None for a dictionary.

    >>> _encoding("spans.list.element.clean_end", pa.int64()), _encoding("newspaper", pa.string())
    ('DELTA_BINARY_PACKED', None)
    """
    if path in LONG_TEXTS | SORTED_TEXTS | MEASURES:
        return "PLAIN"
    is_whole = pa.types.is_integer(type_) or pa.types.is_temporal(type_)
    return "DELTA_BINARY_PACKED" if is_whole and path not in COUNTS else None


def _leaves(path: str, type_: pa.DataType) -> Iterator[tuple[str, pa.DataType]]:
    """The columns of plain values within a column, with their paths as Parquet has them."""
    if pa.types.is_list(type_):
        yield from _leaves(f"{path}.list.element", type_.value_type)
    elif pa.types.is_struct(type_):
        for field in type_:
            yield from _leaves(f"{path}.{field.name}", field.type)
    else:
        yield path, type_
