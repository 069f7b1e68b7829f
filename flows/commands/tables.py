"""`jianbao tables`."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from rich.console import Console
from rich.markup import escape

from flows.output import print_table
from schemas import TABLES
from schemas.column import description_of, schema_of
from schemas.errors import SettingsError
from schemas.sql import sql_type
from warehouse import catalog
from warehouse.examples import example_of


@dataclass(frozen=True, slots=True)
class Entry:
    """A table, view or macro.

    Attributes:
        kind: table, view or macro.
        grain: what a row stands for, or what the macro gives.
        columns: name, SQL type ('' where it follows from the query) and description.
    """

    name: str
    kind: str
    grain: str
    columns: tuple[tuple[str, str, str], ...]


def entries() -> Iterator[Entry]:
    """Everything that a published snapshot shows, tables first."""
    for table in TABLES:
        columns = tuple((f.name, sql_type(f.type), description_of(f)) for f in schema_of(table))
        yield Entry(table.name, "table", f"One row: {table.grain}.", columns)
    for kind, scripts in (("view", catalog.views()), ("macro", catalog.macros())):
        for script in scripts:
            yield Entry(script.name, kind, script.comment, tuple((n, "", d) for n, d in script.columns.items()))


def show_tables(name: str | None, console: Console) -> None:
    """All tables, views and macros, or one with its columns.

    Raises:
        SettingsError: there is none of that name.
    """
    if name is None:
        for entry in entries():
            _show_entry(console, entry)
        console.print("[dim]jianbao tables NAME tells what each column means.[/dim]")
        return
    found = next((entry for entry in entries() if entry.name == name), None)
    if found is None:
        known = ", ".join(entry.name for entry in entries())
        raise SettingsError(f"There is no table, view or macro {name!r}; take one of: {known}.")
    console.print(f"[bold]{found.name}[/bold] ({found.kind})\n{escape(found.grain)}")
    if found.columns:
        print_table(console, ("column", "type", "meaning"), found.columns)
    _show_example(console, found)


def _show_entry(console: Console, entry: Entry) -> None:
    """One entry: its question or grain, its columns, an example."""
    console.print(f"[bold]{entry.name}[/bold] ({entry.kind})  {escape(_first_sentence(entry.grain))}")
    if entry.columns:
        console.print("  " + escape(", ".join(name for name, _, _ in entry.columns)), style="dim")
    _show_example(console, entry)


def _show_example(console: Console, entry: Entry) -> None:
    console.print(f"  {escape(example_of(entry.name))}\n", style="green", soft_wrap=True)


def _first_sentence(text: str) -> str:
    """The question of a view, the first sentence of anything else."""
    ends = [at for at in (text.find("? "), text.find(". ")) if at >= 0]
    return text[: min(ends) + 1] if ends else text
