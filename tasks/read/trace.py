"""From a piece of raw text back to the bytes of its source."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from schemas.document import Segment
from schemas.settings import ReadSettings
from tasks.files.load import load_bytes
from tasks.read.segments import JSON_PREFIX, REPLACED, ByteIndex

JSON_CHARACTER = re.compile(
    r"\\u[dD][89abAB][0-9a-fA-F]{2}\\u[dD][c-fC-F][0-9a-fA-F]{2}|\\u[0-9a-fA-F]{4}|\\.|.", re.DOTALL
)
"""What stands in a JSON string literal for one character; two escapes for one beyond U+FFFF."""


@dataclass(frozen=True, slots=True)
class ByteRange:
    """Bytes of a source: `byte_start` to `byte_end`, half-open, to be read as `encoding`."""

    byte_start: int
    byte_end: int
    encoding: str


def bytes_of(uri: str, member: str | None, settings: ReadSettings) -> bytes:
    """All bytes of a source, to be cut by `byte_range`.

    Raises:
        SourceError: it is not there any more or cannot be read.
    """
    return load_bytes(uri, member, settings)


def byte_range(
    segments: Sequence[Segment], raw_text: str, raw_start: int, raw_end: int, data: bytes
) -> tuple[ByteRange, ...]:
    """The bytes of `data` that raw_text[raw_start:raw_end] was decoded from, a range for each segment.

    An empty piece of text gives no range. Undecodable bytes and a page's segments as in `pages.segments`.
    """
    return tuple(_ranges(ByteIndex(segments, len(raw_text), data), segments, max(0, raw_start), raw_end, data))


def _ranges(index: ByteIndex, segments: Sequence[Segment], start: int, end: int, data: bytes) -> Iterator[ByteRange]:
    for number, left, right in index.parts(start, end):
        segment = segments[number]
        if segment.encoding == REPLACED:
            yield ByteRange(segment.byte_start, segment.byte_end, REPLACED)
        elif segment.encoding.startswith(JSON_PREFIX):
            yield _in_literal(segment, data, left, right)
        else:
            yield ByteRange(index.byte_at(number, left), index.byte_at(number, right), segment.encoding)


def _in_literal(segment: Segment, data: bytes, start: int, end: int) -> ByteRange:
    """The bytes of a string literal, quotes included in the segment, behind characters start to end of its value."""
    codec = segment.encoding.partition(":")[2] or "utf-8"
    literal = data[segment.byte_start : segment.byte_end].decode(codec, "replace")
    places = [1, *(m.end() for m in JSON_CHARACTER.finditer(literal, 1, len(literal) - 1))]
    plain = ByteIndex((Segment(0, segment.byte_start, segment.byte_end, codec),), len(literal), data)
    low, high = (plain.byte_at(0, places[min(place, len(places) - 1)]) for place in (start, end))
    return ByteRange(low, high, segment.encoding)
