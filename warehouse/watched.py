"""What a person who watches runs wants to see of the warehouse: the queries in watched/*.sql."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from warehouse.connect import connect

FOLDER = Path(__file__).parent / "watched"


def watched(root: Path, name: str, *parameters: Any) -> list[tuple[Any, ...]]:
    """The rows of watched/NAME.sql on the last commit.

    Args:
        root: the warehouse's folder.
        parameters: the values of its question marks.
    """
    with connect(root) as connection:
        return connection.execute((FOLDER / f"{name}.sql").read_text(encoding="utf-8"), list(parameters)).fetchall()
