"""From an annotated record class, a frozen dataclass or a NamedTuple, to a pyarrow schema.

A column is described once, in its type annotation::

    @dataclass(frozen=True, slots=True)
    class Run:
        run_id: Annotated[str, "identifies the run"]

Arrow schema, Parquet metadata, DuckDB comments and docs/tables.md all derive from it.
"""

from __future__ import annotations

import dataclasses
import datetime
import types
import typing
from dataclasses import dataclass
from functools import cache
from typing import Any

import pyarrow as pa

from schemas.errors import SchemaError

_SCALARS: dict[type, pa.DataType] = {
    str: pa.string(),
    int: pa.int64(),
    float: pa.float64(),
    bool: pa.bool_(),
    datetime.date: pa.date32(),
    datetime.datetime: pa.timestamp("us"),
}


@dataclass(frozen=True, slots=True)
class Table:
    """A published table: its rows, what one row stands for, and how it is kept.

    Attributes:
        name: the table's name in the warehouse.
        row: the frozen dataclass or NamedTuple that is one row.
        grain: what one row stands for, a phrase.
        key: the columns that identify a row.
        order: the columns by which a listing reads well.
    """

    name: str
    row: type
    grain: str
    key: tuple[str, ...]
    order: tuple[str, ...]


def _non_null(annotation: Any) -> tuple[Any, bool]:
    """Strip ``| None``: ``(str | None)`` -> ``(str, True)``."""
    if typing.get_origin(annotation) in (typing.Union, types.UnionType):
        inner = [a for a in typing.get_args(annotation) if a is not type(None)]
        if len(inner) != 1:
            raise SchemaError(f"{annotation}: a column has one type, optionally with None.")
        return inner[0], True
    return annotation, False


def is_record(annotation: Any) -> bool:
    """Whether a type is a record class: a dataclass or a NamedTuple."""
    return isinstance(annotation, type) and (dataclasses.is_dataclass(annotation) or hasattr(annotation, "_fields"))


def arrow_type(annotation: Any) -> pa.DataType:
    """The Arrow type of a Python annotation.

    Raises:
        SchemaError: the annotation has no Arrow counterpart here.
    """
    if annotation in _SCALARS:
        return _SCALARS[annotation]
    if typing.get_origin(annotation) is tuple:
        args = typing.get_args(annotation)
        if len(args) == 2 and args[1] is Ellipsis:
            return pa.list_(arrow_type(args[0]))
    if is_record(annotation):
        return pa.struct([pa.field(f.name, f.type, f.nullable) for f in fields_of(annotation)])
    raise SchemaError(
        f"{annotation!r}: no Arrow type; use str, int, float, bool, date, datetime, tuple[T, ...], a dataclass or a NamedTuple."
    )


@cache
def fields_of(row: type) -> tuple[pa.Field, ...]:
    """The Arrow fields of a record class, in the order of its definition, each with its description."""
    fields = []
    for name, annotation in typing.get_type_hints(row, include_extras=True).items():
        if typing.get_origin(annotation) is not typing.Annotated:
            raise SchemaError(f"{row.__name__}.{name}: describe the column with Annotated[type, 'description'].")
        hint, description = typing.get_args(annotation)[:2]
        inner, nullable = _non_null(hint)
        metadata = {"description": description}
        fields.append(pa.field(name, arrow_type(inner), nullable, metadata))
    return tuple(fields)


@cache
def schema_of(table: Table) -> pa.Schema:
    """The Arrow schema of a table; the grain stands in its metadata."""
    return pa.schema(list(fields_of(table.row)), metadata={"table": table.name, "grain": table.grain})


def description_of(field: pa.Field) -> str:
    """The description that a field carries."""
    description: bytes = (field.metadata or {}).get(b"description", b"")
    return description.decode()
