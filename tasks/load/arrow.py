"""Record objects to Arrow, column by column.

A row-wise way (`Table.from_pylist`) takes twenty times as long and drops unknown keys in silence.
"""

from __future__ import annotations

from collections.abc import Sequence
from itertools import accumulate, chain
from operator import attrgetter
from typing import Any

import pyarrow as pa

from schemas.column import Table, schema_of
from schemas.errors import SchemaError


def to_arrow(table: Table, rows: Sequence[Any]) -> pa.Table:
    """Rows as an Arrow table with the table's schema, in the order given.

    Args:
        rows: objects of `table.row`.

    Raises:
        SchemaError: a value that does not fit its column, or None where the column has no nulls.
    """
    schema = schema_of(table)
    return pa.Table.from_arrays([_column(table.name, f, rows) for f in schema], schema=schema)


def _column(where: str, field: pa.Field, rows: Sequence[Any]) -> pa.Array:
    """One column of `rows`, by attribute."""
    place = f"{where}.{field.name}"
    array = _array(place, field.type, list(map(attrgetter(field.name), rows)))
    if array.null_count and not field.nullable:
        raise SchemaError(f"{place}: None in a column without nulls; the stage that makes these rows has a bug.")
    return array


def _array(place: str, arrow: pa.DataType, values: Sequence[Any]) -> pa.Array:
    """Values as an Arrow array; dataclasses become structs and tuples lists."""
    if pa.types.is_list(arrow):
        return _list_array(place, arrow, values)
    if pa.types.is_struct(arrow):
        children = [_column(place, field, values) for field in arrow]
        return pa.StructArray.from_arrays(children, fields=list(arrow))
    try:
        if pa.types.is_floating(arrow):
            values = [value if value is None else float(value) for value in values]
        return pa.array(values, arrow)
    except (pa.ArrowException, TypeError, ValueError, OverflowError) as error:
        raise SchemaError(
            f"{place}: a value is no {arrow} ({error}); the stage that makes these rows has a bug."
        ) from error


def _list_array(place: str, arrow: pa.DataType, values: Sequence[Any]) -> pa.Array:
    if not all(isinstance(value, tuple) for value in values):
        raise SchemaError(f"{place}: a value is no tuple; an empty one says that there is nothing.")
    offsets = pa.array(accumulate(map(len, values), initial=0), pa.int32())
    items = _array(f"{place}[]", arrow.value_type, list(chain.from_iterable(values)))
    if items.null_count:
        raise SchemaError(f"{place}: None in a list; the stage that makes these rows has a bug.")
    return pa.ListArray.from_arrays(offsets, items, type=arrow)
