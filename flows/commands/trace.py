"""`jianbao trace ARTICLE_ID`: from a piece of an article down to the bytes of its source."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from rich.console import Console

from flows.config import load_settings
from flows.output import print_table, printable
from schemas.document import MapBlock, Segment
from schemas.errors import SettingsError, SourceError, StoreError
from schemas.settings import Settings
from schemas.source import source_name
from tasks.read.trace import ByteRange, byte_range, bytes_of
from tasks.rule import from_rows
from warehouse.connect import connect

TRACED_FIELDS = ("body", "headline", "kicker", "deck", "dateline", "byline", "column_name")

ARTICLE = """
    SELECT a.*, p.raw_text, p.clean_text, p.offset_map, p.segments, s.uri, s.member
    FROM articles a JOIN pages p USING (page_id) JOIN sources s ON s.source_id = a.source_id AND s.status = 'loaded'
    WHERE a.article_id = $article_id
"""


@dataclass(frozen=True, slots=True)
class Piece:
    """A piece of a field with everything beneath it.

    Attributes:
        clean, raw: half-open ranges in clean_text and raw_text.
        bytes: the runs of bytes that raw_text[raw] was decoded from; () if the source is no longer there.
    """

    text: str
    clean: tuple[int, int]
    raw: tuple[int, int]
    raw_text: str
    bytes: tuple[ByteRange, ...]


def show_trace(article_id: str, field: str, start: int, end: int | None, warehouse: Path | None) -> None:
    """Print where field[start:end] of an article comes from: clean text, raw text, file and bytes.

    Raises:
        StoreError: there is no such article.
        SettingsError: there is no such field, or nothing in that range of it.
    """
    settings = load_settings(warehouse)
    row = _article(article_id, settings)
    name = source_name(row["uri"], row["member"])
    data = _bytes(row, settings)
    pieces = pieces_of(row, data, field, start, end)
    console = Console(highlight=False)
    console.print(printable(name), style="bold", markup=False, soft_wrap=True)
    if data is None:
        console.print("The file is gone or has other bytes now; what the warehouse keeps of it:", style="yellow")
    for piece in pieces:
        _show_piece(console, piece, data or b"")


def _article(article_id: str, settings: Settings) -> dict[str, Any]:
    with connect(settings.warehouse) as connection:
        found = connection.sql(ARTICLE, params={"article_id": article_id}).to_arrow_table()
    rows: list[dict[str, Any]] = found.to_pylist()
    if not rows:
        raise StoreError(
            f'There is no article {article_id!r}; jianbao sql "SELECT article_id, headline FROM articles" lists them.'
        )
    return rows[0]


def pieces_of(row: dict[str, Any], data: bytes | None, field: str, start: int, end: int | None) -> list[Piece]:
    """The pieces of clean_text that field[start:end] consists of, each down to its bytes.

    Args:
        row: an article joined with its page's raw_text, clean_text, offset_map and segments.
        data: the bytes of its source, None if they are gone.
    """
    if field not in TRACED_FIELDS or row[field] is None:
        raise SettingsError(f"This article has no {field}; fields are {', '.join(TRACED_FIELDS)}.")
    stop = len(row[field]) if end is None else min(end, len(row[field]))
    offset_map = from_rows(MapBlock(**block) for block in row["offset_map"])
    segments = tuple(Segment(**segment) for segment in row["segments"])
    pieces = []
    for span in (span for span in row["spans"] if span["field"] == field):
        length = span["clean_end"] - span["clean_start"]
        low, high = max(start - span["field_start"], 0), min(stop - span["field_start"], length)
        if low >= high:
            continue
        clean = (span["clean_start"] + low, span["clean_start"] + high)
        raw = offset_map.to_old(*clean)
        ranges = byte_range(segments, row["raw_text"], *raw, data) if data is not None else ()
        pieces.append(Piece(row["clean_text"][slice(*clean)], clean, raw, row["raw_text"][slice(*raw)], ranges))
    if not pieces:
        raise SettingsError(f"{field}[{start}:{stop}] is empty; {field} has {len(row[field])} characters.")
    return pieces


def _bytes(row: dict[str, Any], settings: Settings) -> bytes | None:
    """The source's bytes; None if it is gone or no longer the one that was loaded."""
    try:
        data = bytes_of(row["uri"], row["member"], settings.read)
    except SourceError:
        return None
    return data if hashlib.sha256(data).hexdigest().startswith(row["source_id"]) else None


def _show_piece(console: Console, piece: Piece, data: bytes) -> None:
    rows: list[tuple[str, str, str]] = [
        ("clean_text", f"{piece.clean[0]}–{piece.clean[1]}", piece.text),
        ("raw_text", f"{piece.raw[0]}–{piece.raw[1]}", piece.raw_text),
    ]
    for run in piece.bytes:
        rows.append((run.encoding, f"{run.byte_start}–{run.byte_end}", data[run.byte_start : run.byte_end].hex(" ")))
    print_table(console, ("what", "range", "text or bytes"), rows)
