"""`jianbao verify`: is every file as it was written, and does every row fit the others?"""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from rich.console import Console
from rich.table import Table

from flows.config import load_settings
from flows.output import printable
from schemas import DERIVED_TABLES
from warehouse.store import LOG_NAME, Store
from warehouse.verify import Check, Damage, Hits, checks, damaged_files, log_problems, run_checks

SHOWN_DAMAGES = 20
"""Damaged files named one by one."""

SHOWN_SOURCES = 10
"""Sources of a damaged file named one by one."""

SHOWN_CHARS = 60
"""Characters of an offending row's value."""

PASSED, FAILED, WARNED, NOT_RUN = "[green]✓[/]", "[red]✗[/]", "[yellow]![/]", "[dim]–[/]"


def show_verification(warehouse: Path | None) -> int:
    """Print a table of checks with what was found; returns 1 if a check fails, 0 otherwise."""
    console = Console()
    store = Store.existing(load_settings(warehouse).warehouse)
    problems = log_problems(store)
    with console.status("reading every file"):
        damages = list(damaged_files(store))
    table = Table("", "check", "found", "in", header_style="bold")
    table.add_row(FAILED if problems else PASSED, "Does the commit log agree with itself?", _number(len(problems)), "")
    table.add_row(FAILED if damages else PASSED, "Is every file there, as it was written?", _number(len(damages)), "")
    found: list[tuple[Check, list[Hits]]] = []
    if damages:
        for check in checks():
            table.add_row(NOT_RUN, check.question, "", "")
    else:
        with console.status("comparing rows"):
            found = list(run_checks(store, checks()))
    for check, hits in found:
        table.add_row(_mark(check, hits), check.question, _number(sum(h.count for h in hits)), _tables(hits))
    console.print(table)
    for problem in problems[:SHOWN_DAMAGES]:
        _say(console, f"{store.root / LOG_NAME}: {problem}", "red")
    if problems:
        _say(console, "    move the log away and run `jianbao rebuild`, then `jianbao ingest` on all dumps")
    _explain_damages(console, damages)
    for check, hits in found:
        _explain_hits(console, check, hits)
    return int(bool(problems or damages) or any(hits and check.level == "fail" for check, hits in found))


def _mark(check: Check, hits: Sequence[Hits]) -> str:
    if not hits:
        return PASSED
    return FAILED if check.level == "fail" else WARNED


def _number(count: int) -> str:
    return f"{count:,}" if count else ""


def _tables(hits: Sequence[Hits]) -> str:
    return ", ".join(h.table for h in hits if h.table is not None)


def _explain_damages(console: Console, damages: Sequence[Damage]) -> None:
    """Name the damaged files, and what has to be loaded again."""
    derived = {table.name for table in DERIVED_TABLES}
    for damage in damages[:SHOWN_DAMAGES]:
        _say(console, f"{damage.file.path} {damage.problem}; {damage.file.rows:,} rows of {damage.file.table}", "red")
        if damage.file.table in derived:
            _say(console, "    run `jianbao corpus`, which computes the table anew")
        for name in damage.sources[:SHOWN_SOURCES]:
            _say(console, f"    load again: {name}")
        if len(damage.sources) > SHOWN_SOURCES:
            _say(console, f"    … and {len(damage.sources) - SHOWN_SOURCES} more sources of batch {damage.file.batch}")
    if len(damages) > SHOWN_DAMAGES:
        _say(console, f"… and {len(damages) - SHOWN_DAMAGES} more files")
    if damages:
        _say(console, "`jianbao verify --repair` loads these sources again and computes derived tables anew.")
        _say(console, "Rows are compared once the files are whole.")


def _explain_hits(console: Console, check: Check, hits: Sequence[Hits]) -> None:
    """Say what a check's hits mean, and show a few."""
    if not hits:
        return
    _say(console, f"{check.question} {check.meaning}", "red" if check.level == "fail" else "yellow")
    for found in hits:
        for row in found.examples:
            shown = ", ".join(f"{name} = {_short(value)}" for name, value in row.items())
            _say(console, f"    {found.table or 'for example'}: {shown}")


def _short(value: object) -> str:
    text = "null" if value is None else str(value)
    return text if len(text) <= SHOWN_CHARS else f"{text[: SHOWN_CHARS - 1]}…"


def _say(console: Console, text: str, style: str | None = None) -> None:
    console.print(printable(text), style=style, markup=False, highlight=False, soft_wrap=True)
