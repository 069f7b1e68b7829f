"""UTF-16 and UTF-32: recognised by the columns of their bytes, read anew one byte on where a byte is gone."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from functools import cache

from schemas.document import Segment
from tasks.lang.language_model import language_model
from tasks.lang.repertoire import common_characters, common_share
from tasks.read.segments import REPLACED

Part = tuple[str, Segment]
"""The text of a piece, and its segment but for where it starts in the text."""

SAMPLE_BYTES = 1 << 16
"""Bytes from the start that are looked at to recognise an encoding."""

BLOCK_BYTES = 1 << 16
"""Bytes decoded at once, so that damage costs no copy of the rest."""

LONGEST_UNIT = 4
"""Bytes of the longest character."""

COLUMN_SHARE, COLUMN_LEAD = 0.9, 0.2
"""Share of zero or Han bytes that makes a column, and by how much it exceeds the other column's."""

ZERO_SHARE = 0.7
"""Share of zero bytes that makes a column of UTF-16 with ASCII text."""

CHUNK_BYTES, CHUNK_SHARE = 32, 0.6
"""Bytes whose columns are looked at alone, and share of such chunks that makes UTF-16 of bytes with a shift."""

MOST_CHUNKED = 1 << 11
"""Bytes from the start that are looked at in chunks."""

READABLE_SHARE = 0.5
"""Share of common characters, ASCII apart, from which a text is Chinese; wrong encodings give 0.3 and less."""

AFTER_SHIFT, BEFORE_SHIFT = 48, 16
"""Bytes behind and before a place that reads badly which tell whether, and where, one byte was lost."""

RIGHT_SHARE, WRONG_SHARE = 0.8, 0.5
"""Shares of common characters one byte on, and as they stand, that prove a shift."""

MOST_FRUITLESS = 50
"""Places in a row looked at in vain after which the text is in another language and not shifted."""

_HIGH_BYTES = bytes((0x00, 0x20, 0x30, 0xFF, *range(0x4E, 0xA0)))


def decode_wide(data: bytes, codec: str, start: int) -> list[Part]:
    """The parts of UTF-16 or UTF-32 from byte `start`; a unit that is none becomes one U+FFFD.

    A lost or a stray byte puts all that follows one byte off. Where the text is Chinese again one byte on,
    that byte becomes one U+FFFD and reading goes on behind it.
    """
    parts: list[Part] = []
    at = start
    for lost in (*(_lost_bytes(data, codec, start) if codec.startswith("utf-16") else ()), None):
        end = len(data) if lost is None else lost
        parts += _decode_aligned(data, codec, at, end)
        if lost is not None:
            parts.append(("\ufffd", Segment(0, lost, lost + 1, REPLACED)))
            at = lost + 1
    return list(_joined(parts))


def _decode_aligned(data: bytes, codec: str, at: int, end: int) -> Iterator[Part]:
    """The parts of data[at:end], units of which begin at `at`."""
    while at < end:
        block = data[at : min(end, at + BLOCK_BYTES)]
        text, used, lost = _decode_some(block, codec, at + len(block) == end)
        if text:
            yield text, Segment(0, at, at + used, codec)
        if lost:
            yield "\ufffd", Segment(0, at + used, at + used + lost, REPLACED)
        at += used + lost


def _decode_some(block: bytes, codec: str, is_last: bool) -> tuple[str, int, int]:
    """The text up to the first damage, the bytes it takes, and the bytes of the damage; a cut at the end is none."""
    try:
        return block.decode(codec), len(block), 0
    except UnicodeDecodeError as error:
        is_cut = not is_last and error.start > 0 and len(block) - error.start <= LONGEST_UNIT
        return block[: error.start].decode(codec), error.start, 0 if is_cut else max(1, error.end - error.start)


def _joined(parts: list[Part]) -> Iterator[Part]:
    """Neighbours in the same encoding as one part; damaged characters stay apart."""
    texts: list[str] = []
    joint: Segment | None = None
    for text, segment in parts:
        if joint is not None and joint.encoding == segment.encoding != REPLACED:
            texts.append(text)
            joint = replace(joint, byte_end=segment.byte_end)
            continue
        if joint is not None:
            yield "".join(texts), joint
        texts, joint = [text], segment
    if joint is not None:
        yield "".join(texts), joint


def _lost_bytes(data: bytes, codec: str, at: int) -> Iterator[int]:
    """The bytes of UTF-16 behind which units begin one byte on."""
    fruitless = 0
    while at < len(data) and fruitless < MOST_FRUITLESS:
        block = data[at : at + BLOCK_BYTES]
        text = block.decode(codec, "replace")
        lost = None
        for match in _odd_run().finditer(text):
            lost = _lost_near(data, at, at + len(text[: match.start()].encode(codec)), codec)
            fruitless += lost is None
            if lost is not None or fruitless >= MOST_FRUITLESS:
                break
        if lost is not None:
            fruitless = 0
            yield lost
        at = at + len(block) if lost is None else lost + 1


@cache
def _odd_run() -> re.Pattern[str]:
    """Three characters beyond ASCII in a row that are not common."""
    return re.compile(f"[^\x00-\x7f{re.escape(''.join(sorted(common_characters())))}]{{3}}")


def _lost_near(data: bytes, begin: int, at: int, codec: str) -> int | None:
    """The byte near `at` without which the text reads well, None if it does not; units begin at `begin` and `at`."""
    moved = data[at + 1 : at + 1 + AFTER_SHIFT].decode(codec, "replace")
    shown = data[at : at + AFTER_SHIFT].decode(codec, "replace")
    if common_share(shown) > WRONG_SHARE or common_share(moved[1:-1]) < RIGHT_SHARE:
        return None
    low, high = max(begin, at - BEFORE_SHIFT), at + AFTER_SHIFT
    places = range(low, min(at + 4, len(data)), 2)

    def fit(place: int) -> float:
        read = data[low:place].decode(codec, "replace") + data[place + 1 : high + 1].decode(codec, "replace")
        return language_model().score(read)

    return max(places, key=fit)


def wide_by_zeros(data: bytes) -> str | None:
    """UTF-32, or UTF-16 of mostly ASCII text: zero bytes fill columns."""
    sample = data[: SAMPLE_BYTES // 4 * 4]
    quarter, half = len(sample) // 4, len(sample) // 2
    if not quarter:
        return None
    columns = [sample[i : quarter * 4 : 4].count(0) / quarter for i in range(4)]
    if min(columns[2:]) > COLUMN_SHARE and columns[0] < 0.5:
        return "utf-32-le"
    if min(columns[:2]) > COLUMN_SHARE and columns[3] < 0.5:
        return "utf-32-be"
    zeros = sample[: half * 2 : 2].count(0) / half, sample[1 : half * 2 : 2].count(0) / half
    if min(zeros) > 0.1 or max(zeros) < ZERO_SHARE:
        return None
    return "utf-16-be" if zeros[0] > zeros[1] else "utf-16-le"


def wide_by_han(data: bytes) -> str | None:
    """UTF-16 of mostly Chinese text: one byte of each two is the first of a Han character or mark.

    Where a lost byte makes the columns change places, they are looked at chunk by chunk.
    """
    sample = data[: SAMPLE_BYTES // 2 * 2]
    codec = _column_codec(sample) or _chunks_codec(sample)
    if codec is None:
        return None
    text = "".join(text for text, _ in decode_wide(sample, codec, 0))
    return codec if common_share(text) >= READABLE_SHARE else None


def _column_codec(sample: bytes) -> str | None:
    """UTF-16 by the share of bytes in each of two columns that Chinese text has first in a unit."""
    columns = sample[: len(sample) // 2 * 2 : 2], sample[1::2]
    if not columns[1]:
        return None
    shares = [1 - len(column.translate(None, _HIGH_BYTES)) / len(column) for column in columns]
    if max(shares) < COLUMN_SHARE or max(shares) - min(shares) < COLUMN_LEAD:
        return None
    return "utf-16-be" if shares[0] > shares[1] else "utf-16-le"


def _chunks_codec(sample: bytes) -> str | None:
    """UTF-16 by chunks: nearly all of them have a column, whichever it is; the first tells the order of bytes."""
    starts = range(0, min(len(sample), MOST_CHUNKED) - CHUNK_BYTES + 1, CHUNK_BYTES)
    found = [_column_codec(sample[at : at + CHUNK_BYTES]) for at in starts]
    known = [codec for codec in found if codec is not None]
    return known[0] if known and len(known) >= CHUNK_SHARE * len(found) else None
