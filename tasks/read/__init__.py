"""Reading: from a source's bytes to pages of raw text, each character traceable to its bytes."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from dataclasses import dataclass, replace
from itertools import pairwise

from schemas.audit import Rejection
from schemas.document import DecodedPage, Segment
from schemas.settings import ReadSettings
from schemas.source import SourceFile
from tasks.files.evidence import facts_of_url, first_of
from tasks.files.load import load_bytes
from tasks.files.problems import problem
from tasks.files.sniff import looks_like_html
from tasks.lang.page_heads import next_pages
from tasks.read.decode import Decoded, decode
from tasks.read.html import reduce_html
from tasks.read.jsonl import documents_in_array, documents_in_lines
from tasks.read.records import BadRecord, Document
from tasks.read.segments import JSON_PREFIX, ByteIndex
from tasks.read.tables import documents_in_table

__all__ = ["ReadResult", "read"]

RECORDS = {
    "application/jsonl": documents_in_lines,
    "application/json": documents_in_array,
    "text/csv": documents_in_table,
}
"""Files that hold one document after the other, by media type."""

FORM_FEED = "\f"
BLANKS = "\ufeff \t\r\n\f\v\x00\x1a\u00a0\u3000"
"""A part that holds nothing else is no page; \x1a ends files of old systems."""


@dataclass(frozen=True, slots=True)
class ReadResult:
    """What reading one source gave.

    Attributes:
        pages: in the order of the source; none if it holds no text.
        rejections: what belongs to no page.
        encoding: the encoding of most of its bytes, as Python names it.
        encoding_confidence: 0 to 1.
    """

    pages: tuple[DecodedPage, ...]
    rejections: tuple[Rejection, ...]
    encoding: str
    encoding_confidence: float


def read(source: SourceFile, settings: ReadSettings) -> ReadResult:
    """Read one source that discovery found readable.

    Text and markdown: one page, or one for each part between form feeds, and for each further masthead or
    folio line in it. HTML: one page. JSON and tables: one page for each document, its ordinal the number
    from 0 of its line (JSONL), element or row.

    Raises:
        SourceError: the bytes cannot be had (see docs/sources.md), are not those that were hashed
            (changed_while_reading), or are no text (empty, binary, undecodable, no_text, bad_jsonl, bad_table).
    """
    data = load_bytes(source.uri, source.member, settings)
    sha256 = hashlib.sha256(data).hexdigest()
    if source.sha256 is not None and sha256 != source.sha256:
        raise problem("changed_while_reading")
    known = replace(source, sha256=sha256)
    if not data:
        raise problem("empty")
    decoded = decode(data)
    if source.media_type in RECORDS:
        pages, rejections = _record_pages(known, decoded, data, settings)
    elif source.media_type == "text/html":
        pages, rejections = (_html_page(known, decoded),), ()
    else:
        pages, rejections = tuple(_text_pages(known, decoded, data)), ()
    if not pages:
        raise problem("empty")
    return ReadResult(pages, rejections, decoded.encoding, decoded.confidence)


def _text_pages(source: SourceFile, decoded: Decoded, data: bytes) -> Iterator[DecodedPage]:
    index = ByteIndex(decoded.segments, len(decoded.text), data)
    for ordinal, (start, end) in enumerate(_page_ranges(decoded.text)):
        part = decoded.text[start:end]
        if part.strip(BLANKS):
            segments = decoded.segments if len(part) == len(decoded.text) else index.slice(start, end)
            yield _page(source, ordinal, part, segments)


def _page_ranges(text: str) -> Iterator[tuple[int, int]]:
    """The parts between form feeds, each cut where the head of a further page stands in it."""
    start = 0
    for part in text.split(FORM_FEED):
        bounds = [0, *next_pages(part), len(part)]
        yield from ((start + left, start + right) for left, right in pairwise(bounds))
        start += len(part) + len(FORM_FEED)


def _page(
    source: SourceFile, ordinal: int, text: str, segments: tuple[Segment, ...], media_type: str | None = None
) -> DecodedPage:
    return DecodedPage(
        page_id=f"{source.source_id}-{ordinal}",
        source_id=source.source_id or "",
        ordinal=ordinal,
        media_type=media_type or source.media_type or "text/plain",
        raw_text=text,
        segments=segments,
        stated=source.stated,
        from_path=source.from_path,
    )


def _html_page(source: SourceFile, decoded: Decoded) -> DecodedPage:
    page = _reduced(_page(source, 0, decoded.text, decoded.segments))
    if page is None:
        raise problem("no_text")
    return page


def _reduced(page: DecodedPage) -> DecodedPage | None:
    """The page with its markup reduced; None if it shows no text."""
    reduction = reduce_html(page.raw_text)
    if reduction is None:
        return None
    rejections = tuple(
        Rejection(page.source_id, page.page_id, "read", "html_boilerplate", cut.text, cut.start, cut.end)
        for cut in reduction.dropped
    )
    by_url = replace(facts_of_url(reduction.facts.url or ""), title=None)
    return replace(
        page,
        extraction=reduction.edits,
        from_path=first_of(page.from_path, by_url),
        html_facts=reduction.facts,
        rejections=rejections,
    )


def _record_pages(
    source: SourceFile, decoded: Decoded, data: bytes, settings: ReadSettings
) -> tuple[tuple[DecodedPage, ...], tuple[Rejection, ...]]:
    pages: list[DecodedPage] = []
    rejections: list[Rejection] = []
    index = ByteIndex(decoded.segments, len(decoded.text), data)
    for found in RECORDS[source.media_type or ""](decoded.text, settings):
        if isinstance(found, BadRecord):
            text = decoded.text[found.start : found.end]
            reason = "bad_table_row" if source.media_type == "text/csv" else "bad_json_line"
            rejections.append(_rejection(source, reason, text, found.start, found.end))
        else:
            page = _document_page(source, found, decoded.encoding, index)
            pages.append(page)
            rejections.extend(
                _rejection(source, "unread_value", text, None, None, page.page_id) for text in found.unread
            )
    if rejections and not pages:
        raise problem("bad_jsonl", lines=len(rejections), keys=", ".join(settings.text_keys))
    return tuple(pages), tuple(rejections)


def _document_page(source: SourceFile, document: Document, codec: str, index: ByteIndex) -> DecodedPage:
    segments = _segments(source, document, codec, index)
    page = _page(source, document.number, document.text, segments)
    by_url = facts_of_url(document.stated.url or "")
    page = replace(
        page,
        stated=first_of(source.stated, document.stated),
        from_path=first_of(source.from_path, replace(by_url, url=None)),
    )
    if not looks_like_html(document.text):
        return page
    return _reduced(replace(page, media_type="text/html")) or page


def _segments(source: SourceFile, document: Document, codec: str, index: ByteIndex) -> tuple[Segment, ...]:
    """The bytes behind a document's text: a JSON literal as a whole, or the pieces of a table's cell."""
    if source.media_type == "text/csv":
        out: list[Segment] = []
        at = 0
        for start, end in document.ranges:
            out += (replace(segment, raw_start=at + segment.raw_start) for segment in index.slice(start, end))
            at += end - start
        return tuple(out)
    literal = index.slice(*document.ranges[0])
    encoding = JSON_PREFIX if codec == "utf-8" else f"{JSON_PREFIX}:{codec}"
    return (Segment(0, literal[0].byte_start, literal[-1].byte_end, encoding),)


def _rejection(
    source: SourceFile, reason: str, text: str, start: int | None, end: int | None, page_id: str | None = None
) -> Rejection:
    return Rejection(source.source_id or "", page_id, "read", reason, text, start, end)
