"""Query results for people and for machines."""

from __future__ import annotations

import csv
import io
import json
import re
import sys
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from typing import Any, TextIO

import pyarrow as pa
import pyarrow.parquet as pq
from rich.box import SIMPLE
from rich.console import Console
from rich.markup import escape
from rich.table import Table

from schemas.errors import SettingsError

FORMATS = ("table", "csv", "jsonl", "json", "parquet")

MAX_TABLE_ROWS = 200
"""Rows that a terminal table shows; -o or another format gives all of them."""

MAX_CELL_CHARS = 160
"""Characters of a text cell in a terminal table."""

MIN_COLUMN = 10
"""Cells of the screen for each column, frame included, below which rows are shown as records."""

FORMULA_STARTS = ("=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠")
"""What a cell begins with that spreadsheets take for a formula, in some settings full-width marks too."""

_UNPRINTABLE = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069]")


def printable(text: str) -> str:
    """Text that a terminal shows and does not obey: control and bidirectional characters become U+FFFD, newlines ⏎.

    >>> printable("a\\x1b[31mb\\nc")
    'a\ufffd[31mb⏎c'
    """
    return _UNPRINTABLE.sub("\N{REPLACEMENT CHARACTER}", text.replace("\n", "⏎").replace("\t", " "))


def cell(value: Any) -> str:
    """A value as a terminal table shows it, markup escaped; null is empty."""
    if value is None:
        return ""
    if isinstance(value, float):
        return f"{value:g}"
    text = json.dumps(value, ensure_ascii=False, default=str) if isinstance(value, (list, dict)) else str(value)
    text = printable(text)
    return escape(text if len(text) <= MAX_CELL_CHARS else f"{text[: MAX_CELL_CHARS - 1]}…")


def print_table(
    console: Console, columns: Sequence[str], rows: Iterable[Sequence[Any]], title: str | None = None
) -> None:
    """Print rows as a terminal table; numbers to the right."""
    shown = [tuple(row) for row in rows]
    table = Table(title=title, title_justify="left", header_style="bold", row_styles=["", "dim"])
    for index, name in enumerate(columns):
        values = [row[index] for row in shown if row[index] is not None]
        numeric = bool(values) and all(isinstance(value, (int, float)) for value in values)
        table.add_column(escape(printable(name)), justify="right" if numeric else "left", overflow="fold")
    for row in shown:
        table.add_row(*(cell(value) for value in row))
    console.print(table)


def print_records(console: Console, columns: Sequence[str], rows: Iterable[Sequence[Any]]) -> None:
    """Print each row as a block of its own, a line a column, nulls left out; for rows too wide for a table."""
    for number, row in enumerate(rows, start=1):
        table = Table(title=f"row {number}", title_justify="left", show_header=False, box=SIMPLE)
        table.add_column(style="bold", no_wrap=True)
        table.add_column(overflow="fold")
        for name, value in zip(columns, row, strict=True):
            if value is not None:
                table.add_row(escape(printable(name)), cell(value))
        console.print(table)


def write_result(result: pa.Table, format: str | None, output: Path | None) -> None:
    """Write a query result to a file or to standard output.

    Args:
        format: one of FORMATS; None takes it from the file's ending, and "table" without a file.

    Raises:
        SettingsError: an unknown format, or Parquet to a terminal.
    """
    chosen = format or (output.suffix.lstrip(".") if output else "table")
    if chosen not in FORMATS:
        raise SettingsError(f"Format {chosen!r} is unknown; take one of {', '.join(FORMATS)}.")
    if chosen == "parquet":
        if output is None:
            raise SettingsError("Parquet is binary: name a file with -o FILE.parquet.")
        pq.write_table(result, output)
    elif output is not None:
        with output.open("w", encoding="utf-8", newline="") as stream:
            _write_text(result, chosen, stream)
    else:
        _write_text(result, chosen, sys.stdout)


def _write_text(result: pa.Table, format: str, stream: TextIO) -> None:
    if format == "table":
        print_result(result, Console(file=stream, width=None if stream.isatty() else 200, highlight=False))
    elif format == "csv":
        stream.write(to_csv(result))
    elif format == "jsonl":
        stream.writelines(map(json_line, result.to_pylist()))
    else:
        stream.write("[" + ",\n ".join(_json(row) for row in result.to_pylist()) + "]\n")


def print_result(result: pa.Table, console: Console) -> None:
    """Print a query's first rows as a table, or as records where the screen is too narrow, and how many there are."""
    head = result.slice(0, MAX_TABLE_ROWS)
    rows = zip(*(column.to_pylist() for column in head.columns), strict=True)
    is_wide = result.num_columns * MIN_COLUMN > console.width
    (print_records if is_wide else print_table)(console, result.column_names, rows)
    more = result.num_rows - head.num_rows
    count = f"{result.num_rows:,} row{'s' * (result.num_rows != 1)}"
    console.print(
        f"{count}, the first {MAX_TABLE_ROWS} shown; -o FILE.csv writes them all" if more > 0 else count, style="dim"
    )


def to_csv(result: pa.Table) -> str:
    """The result as CSV with a header; lists and structs as JSON, nulls empty.

    A text that a spreadsheet would take for a formula gets an apostrophe before it: a dump may hold anything.
    """
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\n")
    writer.writerow(map(inert, result.column_names))
    writer.writerows(csv_rows(result))
    return out.getvalue()


def csv_rows(rows: pa.Table | pa.RecordBatch) -> Iterator[Iterator[Any]]:
    """The cells of each row as CSV has them."""
    for row in zip(*(column.to_pylist() for column in rows.columns), strict=True):
        yield (_json(v) if isinstance(v, (list, dict)) else inert(v) if isinstance(v, str) else v for v in row)


def inert(text: str) -> str:
    """Text that no spreadsheet takes for a formula.

    >>> inert("=HYPERLINK(1)"), inert("白城"), inert("-12%")
    ("'=HYPERLINK(1)", '白城', "'-12%")
    """
    return f"'{text}" if text.startswith(FORMULA_STARTS) else text


def json_line(row: dict[str, Any]) -> str:
    """A row as a line of JSON."""
    return _json(row) + "\n"


def _json(value: Any) -> str:
    return json.dumps(value, ensure_ascii=False, default=str)
