"""What a published snapshot contains, as SQL statements.

A file of views/ opens with a comment: the question that the view answers and its grain, then, after
a line `Columns:`, one line `name: description` a column; a query follows. A file of macros/ opens
with its comment in the same form, a CREATE MACRO statement follows.
"""

from __future__ import annotations

import hashlib
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from functools import cache
from importlib.metadata import version
from pathlib import Path

import pyarrow as pa

from schemas import STORED_TABLES
from schemas.column import Table, description_of, schema_of
from schemas.sql import identifier, literal, sql_type
from warehouse.records import WrittenFile
from warehouse.register import divisions, register_bytes
from warehouse.script import characters

MACROS = (
    "cut",
    "story_facts",
    "field_text",
    "sentence_at",
    "fold_subject",
    "simplified",
    "has_words",
    "quantity_series",
    "sentence_of",
    "diffusion",
    "keyword_trend",
    "near_words",
    "collocates",
    "scripted_share",
    "search",
    "kwic",
)
"""Files of macros/, in the order in which they are made."""

VIEWS = (
    "tokens",
    "publication_days",
    "issues",
    "coverage",
    "story_parts",
    "stories",
    "placed_quantities",
    "targets",
    "officials",
    "appearances",
    "co_appearances",
    "covered_days",
    "divisions",
    "attention",
    "silences",
    "adaptations",
)
"""Files of views/, in the order in which they are made: a view may use those before it."""

FOLDER = Path(__file__).parent


@dataclass(frozen=True, slots=True)
class Script:
    """An SQL file.

    Attributes:
        comment: its question and grain.
        columns: descriptions by column.
        sql: the statement.
    """

    name: str
    comment: str
    columns: dict[str, str]
    sql: str

    @property
    def is_table(self) -> bool:
        """Whether it is a macro that gives a table."""
        return " AS TABLE" in self.sql


def read_script(path: Path) -> Script:
    """Read an SQL file whose leading comment lines describe it."""
    lines = path.read_text(encoding="utf-8").splitlines()
    body = next((i for i, line in enumerate(lines) if not line.startswith("--")), len(lines))
    header = [line.removeprefix("--").strip() for line in lines[:body]]
    split = header.index("Columns:") if "Columns:" in header else len(header)
    columns = dict(line.split(": ", 1) for line in header[split + 1 :])
    return Script(path.stem, " ".join(header[:split]), columns, "\n".join(lines[body:]).strip().rstrip(";"))


def views() -> list[Script]:
    """The analytical views."""
    return [_filled(read_script(FOLDER / "views" / f"{name}.sql")) for name in VIEWS]


def macros() -> list[Script]:
    """The macros."""
    return [_filled(read_script(FOLDER / "macros" / f"{name}.sql")) for name in MACROS]


def _filled(script: Script) -> Script:
    """A script with the tables of characters and of places in their places: {traditional}, {simplified}, {codes}, {names}."""
    sql = script.sql
    if "{" not in sql:
        return script
    for name, table in (characters()._asdict() | divisions()._asdict()).items():
        sql = sql.replace(f"{{{name}}}", literal(table))
    return replace(script, sql=sql)


@cache
def edition() -> str:
    """The version of jianbao, and a hash of what its snapshots are made of: a snapshot of another one is made anew."""
    digest = hashlib.sha256()
    for path in sorted((*FOLDER.rglob("*.sql"), *FOLDER.glob("*.py"))):
        digest.update(path.read_bytes())
    digest.update(register_bytes())
    return f"{version('jianbao')} {digest.hexdigest()[:8]}"


def statements(root: Path, files: Iterable[WrittenFile]) -> Iterator[str]:
    """The statements that make tables, macros and views over exactly these files, with their comments.

    Args:
        root: the warehouse's folder, absolute; the views name files by absolute path.
    """
    for table, create in table_views(root, files, STORED_TABLES):
        yield create
        yield from comments("VIEW", table.name, table.grain, {f.name: description_of(f) for f in schema_of(table)})
    yield from _macro_statements(macro for macro in macros() if not macro.is_table)
    for view in views():
        yield f"CREATE VIEW {identifier(view.name)} AS {view.sql}"
        yield from comments("VIEW", view.name, view.comment, view.columns)
    yield from _macro_statements(macro for macro in macros() if macro.is_table)


def _macro_statements(scripts: Iterable[Script]) -> Iterator[str]:
    """Macros with their comments. Those that give tables come after the views that they read, the others before."""
    for script in scripts:
        yield script.sql
        kind = "MACRO TABLE" if script.is_table else "MACRO"
        yield f"COMMENT ON {kind} {identifier(script.name)} IS {literal(script.comment)}"


def table_views(root: Path, files: Iterable[WrittenFile], tables: Iterable[Table]) -> Iterator[tuple[Table, str]]:
    """For each of these tables, the statement that makes it a view over its files.

    Args:
        files: may hold files of other tables.
    """
    of_table: dict[str, list[WrittenFile]] = defaultdict(list)
    for file in files:
        of_table[file.table].append(file)
    for table in tables:
        yield table, f"CREATE VIEW {identifier(table.name)} AS {_table_query(root, table, of_table[table.name])}"


def comments(kind: str, name: str, grain: str, columns: dict[str, str]) -> Iterator[str]:
    """COMMENT statements for a table or view and its columns."""
    yield f"COMMENT ON {kind} {identifier(name)} IS {literal(grain)}"
    for column, description in columns.items():
        yield f"COMMENT ON COLUMN {identifier(name)}.{identifier(column)} IS {literal(description)}"


def _table_query(root: Path, table: Table, files: Sequence[WrittenFile]) -> str:
    """A query for a table's columns; a column that no file has yet is null, a table without files is empty.

    Uniting files by name makes DuckDB open all of them before it plans a query, so it is asked for only where files differ.
    """
    present = {column for file in files for column in file.columns}
    differ = any(present != set(file.columns) for file in files)
    columns = ", ".join(_column(field, field.name in present) for field in schema_of(table))
    if not files:
        return f"SELECT {columns} WHERE false"
    paths = ", ".join(literal(str(root / file.path)) for file in files)
    return f"SELECT {columns} FROM read_parquet([{paths}], union_by_name = {differ}, hive_partitioning = false)"


def _column(field: pa.Field, is_present: bool) -> str:
    name = identifier(field.name)
    return name if is_present else f"NULL::{sql_type(field.type)} AS {name}"
