"""`jianbao status`, `publish`, `config`."""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from pydantic import BaseModel
from rich.console import Console

from flows.commands.query import ask
from flows.config import load_settings
from flows.output import print_table
from schemas import STORED_TABLES
from schemas.settings import TOML_FILE, Settings
from warehouse.connect import publish
from warehouse.store import Store

LAST_RUNS = 5


def show_status(warehouse: Path | None) -> None:
    """Print what the warehouse holds, sources by status, and the last runs."""
    console = Console()
    settings = load_settings(warehouse)
    store = Store.existing(settings.warehouse)
    last = store.last_commit()
    commit = f"commit {last.commit_id} of {last.at:%Y-%m-%d %H:%M:%S} UTC" if last else "nothing committed yet"
    console.print(f"{settings.warehouse}: {commit}", markup=False, highlight=False, soft_wrap=True)
    counts = " UNION ALL ".join(f"SELECT '{t.name}' AS name, count(*) AS rows FROM {t.name}" for t in STORED_TABLES)
    _show(console, "tables", f"SELECT * FROM ({counts})", warehouse)
    _show(
        console,
        "sources",
        "SELECT status, error_code, count(*) AS sources FROM sources GROUP BY ALL ORDER BY ALL",
        warehouse,
    )
    runs = f"""SELECT strftime(started_at, '%Y-%m-%d %H:%M:%S') AS started_utc, flow, status,
            round(epoch(ended_at - started_at), 1) AS seconds
        FROM runs ORDER BY started_at DESC LIMIT {LAST_RUNS}"""
    _show(console, "last runs", runs, warehouse)


def _show(console: Console, title: str, query: str, warehouse: Path | None) -> None:
    result = ask(query, warehouse)
    print_table(console, result.column_names, [tuple(row.values()) for row in result.to_pylist()], title)


def publish_warehouse(warehouse: Path | None) -> None:
    """Build jianbao.duckdb anew from the last commit."""
    store = Store.existing(load_settings(warehouse).warehouse)
    Console().print(f"published commit {publish(store)} as {store.root / 'jianbao.duckdb'}")


def show_config(warehouse: Path | None) -> None:
    """Print every setting with its value, where it comes from, and what it does."""
    console = Console(highlight=False)
    for name, value, default, description in walk(load_settings(warehouse)):
        console.print(f"{name} = {value}", style="bold", markup=False, end="  ", soft_wrap=True)
        console.print(f"[{_origin(name, value, default, warehouse)}]", style="cyan", markup=False, soft_wrap=True)
        console.print(f"    {description}", style="dim", markup=False, soft_wrap=True)


def walk(settings: Settings) -> Iterator[tuple[str, Any, Any, str]]:
    """Every setting as (dotted name, value, default, description)."""
    for name, info in type(settings).model_fields.items():
        value = getattr(settings, name)
        if isinstance(value, BaseModel):
            for inner, inner_info in type(value).model_fields.items():
                yield f"{name}.{inner}", getattr(value, inner), inner_info.default, inner_info.description or ""
        else:
            yield name, value, info.default, info.description or ""


def _origin(name: str, value: Any, default: Any, warehouse: Path | None) -> str:
    if name == "warehouse" and warehouse is not None:
        return "--warehouse"
    variable = f"JIANBAO_{name.replace('.', '__').upper()}"
    if variable in {key.upper() for key in os.environ}:
        return f"${variable}"
    is_default = value == default or (name == "warehouse" and value == Path(default).absolute())
    return "default" if is_default else TOML_FILE
