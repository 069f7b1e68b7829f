"""From bytes to text: which encoding, how sure, and which bytes stand behind which character."""

from __future__ import annotations

import codecs
from collections import Counter
from dataclasses import dataclass, replace

import charset_normalizer

from schemas.document import Segment
from schemas.errors import SourceError
from tasks.lang.repertoire import common_share
from tasks.read.pieces import Piece, pieces_of
from tasks.read.segments import REPLACED
from tasks.read.wide import decode_wide, wide_by_han, wide_by_zeros

BOMS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
"""Byte order marks, longer ones before their prefixes."""

SAMPLE_BYTES = 1 << 16
"""Bytes from the start that are looked at to recognise an encoding."""

CONTROL_SHARE = 0.05
"""Share of control characters (white space apart) above which bytes are no text."""

LOST_SHARE = 0.2
"""Share of damaged bytes, ASCII apart, above which another encoding is looked for."""

READABLE_SHARE = 0.5
"""Share of common characters, ASCII apart, below which another encoding is looked for; wrong ones give 0.3 and less."""

MOST_CHAOS = 0.1
"""charset-normalizer's measure of mess above which its answer is not taken."""

FOREIGN_DOUBT = 0.2
"""Taken from the confidence of an encoding that is not one of Chinese."""

UNMARKED_WIDE = 0.95
"""Confidence of UTF-16 and UTF-32 without a BOM."""

EMPTY = "The file holds no text; remove it or look where its content went."
UNDECODABLE = "The bytes fit no encoding of Chinese; convert the file to UTF-8 with the program that made it."

_ASCII = bytes(range(0x80))
_CONTROLS = bytes(c for c in range(32) if c not in b"\t\n\v\f\r\x1a\x1b")


@dataclass(frozen=True, slots=True)
class Decoded:
    """Bytes as text.

    Attributes:
        text: the exact decode; a BOM is dropped, newlines stay as they are.
        segments: which bytes with which codec gave which characters; they cover `text`.
        encoding: the encoding of most of the bytes, as Python names it.
        confidence: 0 to 1; 1 where a BOM or strict UTF-8 decides.
        replaced: how many U+FFFD stand for bytes that could not be decoded.
    """

    text: str
    segments: tuple[Segment, ...]
    encoding: str
    confidence: float
    replaced: int


def decode(data: bytes) -> Decoded:
    """The text of a file of Chinese (or any) text.

    1. A BOM decides. 2. UTF-16 and UTF-32 without one show in the columns of their zero and Han bytes.
    3. What is strictly UTF-8 is UTF-8. 4. Otherwise the bytes are cut into pieces of UTF-8, GB 18030 or
    Big5, and damaged characters, each of which becomes one U+FFFD. 5. If too little of that reads as
    Chinese, charset-normalizer's answer counts.

    Raises:
        SourceError: `empty` (no bytes, or white space only), `binary`, `undecodable`.
    """
    if not data or data.isspace():
        raise SourceError(EMPTY, code="empty")
    for bom, codec in BOMS:
        if data.startswith(bom):
            return (
                _decoded(decode_wide(data, codec, len(bom)), codec, 1.0)
                if codec != "utf-8"
                else _decode_bytes(data, len(bom))
            )
    wide = wide_by_zeros(data)
    if wide is not None:
        return _decoded(decode_wide(data, wide, 0), wide, UNMARKED_WIDE)
    sample = data[:SAMPLE_BYTES]
    if len(sample) - len(sample.translate(None, _CONTROLS)) > CONTROL_SHARE * len(sample) and not wide_by_han(data):
        raise SourceError("The file is binary, not text; name it by what it is or leave it out.", code="binary")
    return _decode_bytes(data, 0)


def _decode_bytes(data: bytes, start: int) -> Decoded:
    """Decode what is marked as no UTF-16 or UTF-32."""
    try:
        text = data[start:].decode("utf-8") if start else data.decode("utf-8")
    except UnicodeDecodeError:
        wide = None if start else wide_by_han(data)
        return (
            _decode_pieces(data, start) if wide is None else _decoded(decode_wide(data, wide, 0), wide, UNMARKED_WIDE)
        )
    return _decoded([(text, Segment(0, start, len(data), "utf-8"))], "utf-8", 1.0)


def _decode_pieces(data: bytes, start: int) -> Decoded:
    """Decode piece by piece; the encoding of most of the bytes names the whole."""
    pieces = pieces_of(data, start)
    parts = [_part(data, piece) for piece in pieces]
    sizes = Counter[str]()
    for piece in pieces:
        sizes[piece.encoding] += len(data[piece.start : piece.end].translate(None, _ASCII))
    lost = sizes.pop(REPLACED, 0)
    main = max(sizes, key=sizes.__getitem__, default="utf-8")
    share = common_share("".join(text for text, _ in parts)[:SAMPLE_BYTES])
    if lost > LOST_SHARE * (lost + sum(sizes.values())) or share < READABLE_SHARE:
        return _decode_foreign(data, start)
    return _decoded(parts, main, round(min(0.99, share), 2))


def _part(data: bytes, piece: Piece) -> tuple[str, Segment]:
    """The text of a piece, and its segment but for where it starts in the text."""
    text = "\ufffd" if piece.encoding == REPLACED else data[piece.start : piece.end].decode(piece.encoding)
    return text, Segment(0, piece.start, piece.end, piece.encoding)


def _decoded(parts: list[tuple[str, Segment]], encoding: str, confidence: float) -> Decoded:
    """Put the parts together.

    Raises:
        SourceError: `empty`.
    """
    text = "".join(part for part, _ in parts)
    if not text.strip("\ufeff\0 \t\r\n\u3000"):
        raise SourceError(EMPTY, code="empty")
    segments: list[Segment] = []
    length = 0
    for part, segment in parts:
        if part:
            segments.append(replace(segment, raw_start=length))
            length += len(part)
    return Decoded(text, tuple(segments), encoding, confidence, sum(s.encoding == REPLACED for s in segments))


def _decode_foreign(data: bytes, start: int) -> Decoded:
    """Decode what does not read as Chinese by what charset-normalizer finds.

    Raises:
        SourceError: `undecodable`.
    """
    best = charset_normalizer.from_bytes(data[start : start + SAMPLE_BYTES]).best()
    codec = best.encoding if best is not None else ""
    try:
        text = data[start:].decode(codec)
    except (LookupError, UnicodeDecodeError) as error:
        raise SourceError(UNDECODABLE, code="undecodable") from error
    if best is None or best.chaos > MOST_CHAOS:
        raise SourceError(UNDECODABLE, code="undecodable")
    return _decoded([(text, Segment(0, start, len(data), codec))], codec, round(1 - best.chaos - FOREIGN_DOUBT, 2))
