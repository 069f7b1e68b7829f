"""docs/tables.md and docs/settings.md, written from the record and settings classes: `python -m schemas.docs`."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pyarrow as pa
from pydantic import BaseModel

from schemas import TABLES
from schemas.column import Table, description_of, schema_of
from schemas.settings import Settings
from schemas.sql import sql_type

DOCS = Path(__file__).parent.parent / "docs"
PATH = DOCS / "tables.md"
SETTINGS_PATH = DOCS / "settings.md"

INTRODUCTION = """\
# Tables

Written by `python -m schemas.docs` from the record classes in `schemas/`; a test fails when it is out of date.
Analytical views built on these tables describe themselves: `jianbao sql "FROM duckdb_views() WHERE NOT internal"`.

- **Offsets** count Unicode code points from 0 and are half-open; in SQL `cut(body, char_start, char_end)`.
- **Null** is missing text; text is never empty where it could be null, and a list is never null.
- **Times** are UTC.
- **Ids**: `source_id` is the first 16 hex digits of the SHA-256 of the bytes, `page_id` is `source_id-ordinal`,
  `article_id` is `page_id-R` with R the offset in `raw_text` of the body's first character. The same bytes give the
  same ids anywhere.
- **Names that SQL reserves** stand in double quotes: `SELECT "at" FROM repairs`.
"""

SETTINGS_INTRODUCTION = """\
# Settings

Written by `python -m schemas.docs` from `schemas/settings.py`; a test fails when it is out of date.

A setting comes from its default, then from `jianbao.toml` in the current folder, then from an environment variable, then
from a flag of the command; the last one counts. `jianbao config` shows what holds and where it comes from.

```toml
warehouse = "/data/papers"

[run]
workers = 4
```

The same as variables: `JIANBAO_WAREHOUSE=/data/papers`, `JIANBAO_RUN__WORKERS=4`.

| setting | default | variable | meaning |
|---|---|---|---|
"""


def render_settings() -> str:
    """The text of docs/settings.md: every setting with its default and what it does."""
    rows = (
        f"| `{name}` | `{_plain(default)}` | `JIANBAO_{name.replace('.', '__').upper()}` | {meaning} |\n"
        for name, default, meaning in _settings(Settings)
    )
    return SETTINGS_INTRODUCTION + "".join(rows)


def _settings(group: type[BaseModel], prefix: str = "") -> Iterator[tuple[str, Any, str]]:
    """Every setting as (dotted name, default, description)."""
    for name, info in group.model_fields.items():
        inner = info.annotation
        if isinstance(inner, type) and issubclass(inner, BaseModel):
            yield from _settings(inner, f"{prefix}{name}.")
        else:
            yield f"{prefix}{name}", info.default, info.description or ""


def _plain(default: Any) -> str:
    """A default as TOML has it."""
    if isinstance(default, Path):
        return f'"{default.as_posix()}"'
    return json.dumps(default, ensure_ascii=False)


def render() -> str:
    """The text of docs/tables.md: every table with its grain, its key, and each column."""
    return "\n".join([INTRODUCTION, *_contents(), *(line for table in TABLES for line in _section(table))])


def _contents() -> Iterator[str]:
    yield "| table | a row is | key |"
    yield "|---|---|---|"
    for table in TABLES:
        yield f"| [`{table.name}`](#{table.name}) | {table.grain} | {', '.join(f'`{column}`' for column in table.key)} |"
    yield ""


def _section(table: Table) -> Iterator[str]:
    yield f"## {table.name}"
    yield ""
    yield f"A row is {table.grain}."
    yield ""
    yield "| column | type | null | meaning |"
    yield "|---|---|---|---|"
    for field in schema_of(table):
        yield _row(field.name, field)
        yield from (_row(f"{field.name}[].{part.name}", part) for part in _parts(field.type))
    yield ""


def _row(name: str, field: pa.Field) -> str:
    null = "yes" if field.nullable else ""
    return f"| `{name}` | {_short_type(field.type)} | {null} | {description_of(field).replace('|', chr(92) + '|')} |"


def _parts(arrow: pa.DataType) -> list[pa.Field]:
    """The fields of the structs in a list."""
    return list(arrow.value_type) if pa.types.is_list(arrow) and pa.types.is_struct(arrow.value_type) else []


def _short_type(arrow: pa.DataType) -> str:
    """The SQL type; a list of structs is named as such, its parts have rows of their own."""
    return "STRUCT[]" if _parts(arrow) else sql_type(arrow)


if __name__ == "__main__":
    PATH.write_text(render(), encoding="utf-8")
    SETTINGS_PATH.write_text(render_settings(), encoding="utf-8")
