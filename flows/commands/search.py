"""`jianbao search` and `jianbao kwic`."""

from __future__ import annotations

import datetime
import re
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import duckdb
import pyarrow as pa
from rich.cells import cell_len
from rich.console import Console
from rich.text import Text

from flows.config import load_settings
from flows.output import printable, write_result
from schemas.errors import SettingsError
from tasks.lang.script import to_simplified
from warehouse.connect import connect

SNIPPET_CHARS = 30
"""Characters of a result's text on each side of the first word found."""

LEAST_CONTEXT, MOST_CONTEXT = 5, 40
"""Characters of context on each side that fit themselves to the screen."""

SORTS = {
    "date": "published_on, newspaper, page_no, article_id, field, char_start",
    "left": "reverse(left_context), published_on, article_id, field, char_start",
    "right": "right_context, published_on, article_id, field, char_start",
}
"""Orders of keyword in context."""

_SEARCH = """
    FROM search($words, paper := $newspaper, since := $since, until := $until, most := $limit)
"""

_BODIES = "SELECT article_id, body FROM articles WHERE article_id IN (SELECT unnest($ids))"

_KWIC = """
    SELECT *
    FROM kwic($phrase, $width)
    WHERE
        ($newspaper IS NULL OR newspaper = $newspaper)
        AND ($since IS NULL OR published_on >= $since)
        AND ($until IS NULL OR published_on <= $until)
    ORDER BY {order}
"""


@dataclass(frozen=True, slots=True)
class Choice:
    """Which articles are looked at: of one newspaper, from a day, up to a day; None does not limit."""

    newspaper: str | None
    since: datetime.date | None
    until: datetime.date | None

    def parameters(self) -> dict[str, Any]:
        """As parameters of a query."""
        return {"newspaper": self.newspaper, "since": self.since, "until": self.until}


def choice(newspaper: str | None, since: str | None, until: str | None) -> Choice:
    """What the options say.

    Raises:
        SettingsError: a day is none.
    """
    return Choice(newspaper, _day("--since", since), _day("--until", until))


def _day(option: str, text: str | None) -> datetime.date | None:
    try:
        return datetime.date.fromisoformat(text) if text else None
    except ValueError as error:
        raise SettingsError(f"{option} must be a day like 2024-04-01, not {text!r}.") from error


def run_search(
    words: str, chosen: Choice, limit: int, format: str | None, output: Path | None, warehouse: Path | None
) -> None:
    """Print the best articles that have all words, or write them to a file.

    Raises:
        SettingsError: there is nothing to look for.
        StoreError: there is no warehouse.
    """
    asked = to_simplified(_something(words))
    with connect(load_settings(warehouse).warehouse) as connection:
        found = _table(connection, _SEARCH, chosen.parameters() | {"words": asked, "limit": limit})
        if format is not None or output is not None:
            write_result(found, format, output)
            return
        bodies = _table(connection, _BODIES, {"ids": found["article_id"].to_pylist()}).to_pylist()
    body_of = {row["article_id"]: row["body"] for row in bodies}
    console = Console(highlight=False)
    pattern = _pattern(asked.split())
    for row in found.to_pylist():
        _print_result(console, row, body_of[row["article_id"]], pattern)
    console.print(_told(found.num_rows, limit, asked), style="dim", markup=False)


def _told(count: int, limit: int, asked: str) -> str:
    """One sentence on how much was found."""
    if count == 0:
        return f"No article has {' and '.join(asked.split())}; look for fewer words, or parts of them."
    if count == limit:
        return f"The best {count}; --limit N shows more, kwic every use of a phrase."
    return f"{count} article{'s' * (count != 1)}."


def _something(text: str) -> str:
    if not text.strip():
        raise SettingsError("Give something to look for: jianbao search 新质生产力")
    return text.strip()


def _table(connection: duckdb.DuckDBPyConnection, sql: str, parameters: dict[str, Any]) -> pa.Table:
    return connection.sql(sql, params=parameters).to_arrow_table()


def _pattern(words: Sequence[str]) -> re.Pattern[str]:
    """Finds any of the words, the longest first."""
    return re.compile("|".join(map(re.escape, sorted(words, key=len, reverse=True))), re.IGNORECASE)


def _print_result(console: Console, row: dict[str, Any], body: str, pattern: re.Pattern[str]) -> None:
    """Headline; where it stands; the text around the first word found."""
    title = Text(printable(row["headline"] or "(no headline)"), style="bold")
    title.highlight_regex(pattern, "bold red")
    console.print(title, soft_wrap=True)
    console.print(f"  {_place(row)}  {row['article_id']}", style="dim", markup=False, soft_wrap=True)
    snippet = Text(f"  {printable(_snippet(body, pattern))}\n")
    snippet.highlight_regex(pattern, "bold red")
    console.print(snippet, soft_wrap=True)


def _place(row: dict[str, Any]) -> str:
    """Newspaper, day and page, as far as they are known."""
    page = f"p.{row['page_no']}" if row["page_no"] is not None else None
    return " ".join(printable(str(part)) for part in (row["newspaper"], row["published_on"], page) if part is not None)


def _snippet(body: str, pattern: re.Pattern[str]) -> str:
    """The text around the first word found, or the beginning where none stands in the body."""
    found = pattern.search(body)
    start = max(0, found.start() - SNIPPET_CHARS) if found else 0
    end = (found.end() if found else 0) + SNIPPET_CHARS
    return f"{'…' * (start > 0)}{body[start:end]}{'…' * (end < len(body))}"


def run_kwic(
    phrase: str,
    chosen: Choice,
    width: int | None,
    sort: str,
    limit: int,
    format: str | None,
    output: Path | None,
    warehouse: Path | None,
) -> None:
    """Print each use of a phrase in its context, the phrase in the middle, or write all of them to a file.

    Args:
        width: characters of context on each side; None fits the screen.
        sort: one of SORTS.
        limit: uses shown on the screen; a file has all.

    Raises:
        SettingsError: there is nothing to look for, or no such order.
        StoreError: there is no warehouse.
    """
    if sort not in SORTS:
        raise SettingsError(f"--sort takes {', '.join(SORTS)}, not {sort!r}.")
    asked = to_simplified(_something(phrase))
    console = Console(highlight=False)
    parameters = chosen.parameters() | {"phrase": asked, "width": width or MOST_CONTEXT}
    with connect(load_settings(warehouse).warehouse) as connection:
        found = _table(connection, _KWIC.format(order=SORTS[sort]), parameters)
    if format is not None or output is not None:
        write_result(found, format, output)
        return
    shown = found.slice(0, limit).to_pylist()
    _print_lines(console, shown, width or _fitting(console.width, shown))
    console.print(_counted(found, asked, limit), style="dim", markup=False)


def _counted(found: pa.Table, asked: str, limit: int) -> str:
    """One sentence on how many uses there are, and how many of them are shown."""
    if found.num_rows == 0:
        return f"{asked} stands nowhere; look for a part of it."
    articles, papers = (len(set(found[name].to_pylist())) for name in ("article_id", "newspaper"))
    rest = f", the first {limit} shown; -o FILE.csv writes them all" if found.num_rows > limit else ""
    return f"{found.num_rows:,} uses, {articles:,} articles, {papers:,} newspapers{rest}"


def _fitting(screen: int, rows: Sequence[dict[str, Any]]) -> int:
    """Characters of context on each side so that a line fits the screen."""
    taken = max((cell_len(_place(row)) + cell_len(row["keyword"]) for row in rows), default=0) + 5
    return max(LEAST_CONTEXT, min(MOST_CONTEXT, (screen - taken) // 4))


def _print_lines(console: Console, rows: Sequence[dict[str, Any]], width: int) -> None:
    """A line a use; the phrase stands in one column, whatever the width of characters."""
    label = max((cell_len(_place(row)) for row in rows), default=0)
    left_cells = max((cell_len(printable(row["left_context"])[-width:]) for row in rows), default=0)
    for row in rows:
        left, place = printable(row["left_context"])[-width:], _place(row)
        line = Text(place + " " * (label - cell_len(place) + 2), style="dim")
        line.append(" " * (left_cells - cell_len(left)) + left, style="not dim")
        line.append(f" {printable(row['keyword'])} ", style="not dim bold red")
        line.append(printable(row["right_context"])[:width], style="not dim")
        console.print(line, no_wrap=True, overflow="ignore", crop=False)
