"""Arrow types and values as SQL text, in DuckDB's dialect."""

from __future__ import annotations

import pyarrow as pa

from schemas.errors import SchemaError

_NAMES: dict[pa.DataType, str] = {
    pa.string(): "VARCHAR",
    pa.int64(): "BIGINT",
    pa.float64(): "DOUBLE",
    pa.bool_(): "BOOLEAN",
    pa.date32(): "DATE",
    pa.timestamp("us"): "TIMESTAMP",
}


def sql_type(arrow: pa.DataType) -> str:
    """The SQL type of an Arrow type that schemas.column yields.

    >>> sql_type(pa.list_(pa.struct([("role", pa.string()), ("name", pa.string())])))
    'STRUCT("role" VARCHAR, "name" VARCHAR)[]'

    Raises:
        SchemaError: a type that no column has.
    """
    if pa.types.is_list(arrow):
        return f"{sql_type(arrow.value_type)}[]"
    if pa.types.is_struct(arrow):
        return f"STRUCT({', '.join(f'{identifier(f.name)} {sql_type(f.type)}' for f in arrow)})"
    if arrow not in _NAMES:
        raise SchemaError(f"{arrow}: no SQL type; add it to schemas/sql.py.")
    return _NAMES[arrow]


def identifier(name: str) -> str:
    """A name in double quotes.

    >>> identifier("field")
    '"field"'
    """
    return '"' + name.replace('"', '""') + '"'


def literal(text: str) -> str:
    """A string in single quotes.

    >>> literal("it's")
    "'it''s'"
    """
    return "'" + text.replace("'", "''") + "'"
