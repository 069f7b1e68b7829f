"""From places in decoded text to the bytes behind them, in time linear in the text."""

from __future__ import annotations

import codecs
from bisect import bisect_right
from collections.abc import Iterator, Sequence

from schemas.document import Segment

JSON_PREFIX = "json"
"""Encoding of a segment that is a JSON string literal; "json:gb18030" if the file is not in UTF-8."""

REPLACED = "replaced"

STEP_BYTES = 512
"""Distance of the places whose character count is remembered."""


class ByteIndex:
    """Knows the byte behind each character of a text that was decoded in segments.

    Long segments are decoded once, remembering how many characters precede every `STEP_BYTES`-th byte.
    """

    def __init__(self, segments: Sequence[Segment], text_length: int, data: bytes) -> None:
        self._segments = segments
        self._length = text_length
        self._data = data
        self._steps: dict[int, tuple[list[int], list[int]]] = {}

    def slice(self, start: int, end: int) -> tuple[Segment, ...]:
        """The segments behind text[start:end], counted from `start`."""
        out: list[Segment] = []
        for index, left, right in self.parts(start, end):
            segment = self._segments[index]
            low, high = self.byte_at(index, left), self.byte_at(index, right)
            out.append(Segment(segment.raw_start + left - start, low, high, segment.encoding))
        return tuple(out)

    def parts(self, start: int, end: int) -> Iterator[tuple[int, int, int]]:
        """For each segment that text[start:end] touches: its index, and the piece counted from its start."""
        index = max(0, bisect_right(self._segments, start, key=lambda s: s.raw_start) - 1)
        while index < len(self._segments) and self._segments[index].raw_start < end:
            raw_start = self._segments[index].raw_start
            left, right = max(start, raw_start), min(end, raw_start + self.length_of(index))
            if left < right:
                yield index, left - raw_start, right - raw_start
            index += 1

    def length_of(self, index: int) -> int:
        """Characters of a segment."""
        after = self._segments[index + 1].raw_start if index + 1 < len(self._segments) else self._length
        return after - self._segments[index].raw_start

    def byte_at(self, index: int, at: int) -> int:
        """The byte at which character `at` of a segment starts; the segment's end behind its last character.

        Bytes that could not be decoded have no places inside: they stand as a whole for what they became.
        """
        segment = self._segments[index]
        if at <= 0:
            return segment.byte_start
        if at >= self.length_of(index):
            return segment.byte_end
        if segment.encoding == REPLACED:
            return segment.byte_start
        counts, places = self._steps_of(index)
        step = bisect_right(counts, at) - 1
        return self._advance(places[step], segment, at - counts[step])

    def _steps_of(self, index: int) -> tuple[list[int], list[int]]:
        if index not in self._steps:
            self._steps[index] = _steps(self._segments[index], self._data)
        return self._steps[index]

    def _advance(self, start: int, segment: Segment, count: int) -> int:
        """The byte that is `count` characters behind byte `start`."""
        decoder = codecs.getincrementaldecoder(segment.encoding)("replace")
        window = self._data[start : min(segment.byte_end, start + STEP_BYTES + 8)]
        prefix = decoder.decode(window)[:count]
        try:
            encoded = prefix.encode(segment.encoding)
        except UnicodeEncodeError:
            encoded = b""
        if encoded and window.startswith(encoded):
            return start + len(encoded)
        return start + _bytes_of_characters(window, segment.encoding, count)


def _bytes_of_characters(window: bytes, encoding: str, count: int) -> int:
    """Bytes that give `count` characters, found byte by byte: for codecs that write a character in two ways."""
    decoder = codecs.getincrementaldecoder(encoding)("replace")
    given = 0
    for at in range(len(window)):
        given += len(decoder.decode(window[at : at + 1]))
        if given >= count:
            return at + 1 - len(decoder.getstate()[0])
    return len(window)


def _steps(segment: Segment, data: bytes) -> tuple[list[int], list[int]]:
    """Character counts and byte positions, in step, at which decoding may start afresh."""
    decoder = codecs.getincrementaldecoder(segment.encoding)("replace")
    counts, places, count = [0], [segment.byte_start], 0
    for at in range(segment.byte_start, segment.byte_end, STEP_BYTES):
        after = min(segment.byte_end, at + STEP_BYTES)
        count += len(decoder.decode(data[at:after]))
        counts.append(count)
        places.append(after - len(decoder.getstate()[0]))
    return counts, places
