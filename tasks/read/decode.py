"""From bytes to text: which encoding, how sure, and which bytes stand behind which character."""

from __future__ import annotations

import codecs
from dataclasses import dataclass

from schemas.document import Segment
from schemas.errors import SourceError
from tasks.lang.repertoire import common_share

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

    Steps: a BOM; UTF-16 and UTF-32 by the columns of their zero and Han bytes; strict UTF-8;
    GB18030 and Big5 by the share of common characters.

    Raises:
        SourceError: `empty` (no bytes, or white space only), `binary`, `undecodable`.
    """
    if not data or data.isspace():
        raise SourceError("The file holds no text; remove it or look where its content went.", code="empty")
    for bom, codec in BOMS:
        if data.startswith(bom):
            return _decode_as(data, codec, len(bom), 1.0)
    wide = _wide_codec(data)
    if wide is not None:
        return _decode_as(data, wide, 0, 0.95)
    sample = data[:SAMPLE_BYTES]
    if len(sample) - len(sample.translate(None, _CONTROLS)) > CONTROL_SHARE * len(sample):
        raise SourceError("The file is binary, not text; name it by what it is or leave it out.", code="binary")
    try:
        text = data.decode("utf-8")
    except UnicodeDecodeError:
        return _decode_legacy(data)
    return _whole(text, "utf-8", 0, len(data), 1.0)


def _whole(text: str, codec: str, start: int, end: int, confidence: float) -> Decoded:
    if not text.strip("\ufeff \t\r\n\u3000"):
        raise SourceError("The file holds no text; remove it or look where its content went.", code="empty")
    return Decoded(text, (Segment(0, start, end, codec),), codec, confidence, 0)


def _decode_as(data: bytes, codec: str, start: int, confidence: float) -> Decoded:
    """Decode from `start` with one codec; what it refuses is replaced, place by place."""
    pieces: list[str] = []
    segments: list[Segment] = []
    length = replaced = 0
    at = start
    view = data
    while at < len(view):
        try:
            piece, bad = view[at:].decode(codec), 0
            used = len(view) - at
        except UnicodeDecodeError as error:
            used = error.start
            piece, bad = view[at : at + used].decode(codec), max(1, error.end - error.start)
        if piece:
            segments.append(Segment(length, at, at + used, codec))
            pieces.append(piece)
            length += len(piece)
        at += used
        if bad:
            segments.append(Segment(length, at, at + bad, "replaced"))
            pieces.append("\ufffd")
            length += 1
            replaced += 1
            at += bad
    if not segments:
        raise SourceError("The file holds no text; remove it or look where its content went.", code="empty")
    return Decoded("".join(pieces), tuple(segments), codec, confidence, replaced)


def _wide_codec(data: bytes) -> str | None:
    """UTF-16 or UTF-32 without a BOM, by where zero bytes and the high bytes of Han stand."""
    sample = data[: SAMPLE_BYTES // 4 * 4]
    if len(sample) < 4:
        return None
    quarter = len(sample) // 4
    columns = [sample[i::4].count(0) / quarter for i in range(4)]
    if columns[3] > 0.9 and columns[2] > 0.9 and columns[0] < 0.5:
        return "utf-32-le"
    if columns[0] > 0.9 and columns[1] > 0.9 and columns[3] < 0.5:
        return "utf-32-be"
    high = bytes((0x00, 0x20, 0x30, 0xFF, *range(0x4E, 0xA0)))
    half = len(sample) // 2
    even, odd = (half - len(sample[i : half * 2 : 2].translate(None, high)) for i in (0, 1))
    best, other = max(even, odd) / half, min(even, odd) / half
    if best < 0.9 or best - other < 0.2 or (b"\0" not in sample and sample.isascii()):
        return None
    return "utf-16-be" if even > odd else "utf-16-le"


def _decode_legacy(data: bytes) -> Decoded:
    sample = data[:SAMPLE_BYTES]
    scores = sorted(
        ((common_share(sample.decode(c, "replace")), c) for c in ("utf-8", "big5hkscs", "gb18030")), reverse=True
    )
    score, codec = scores[0]
    if score < 0.5:
        raise SourceError("The bytes fit no known Chinese encoding; convert the file to UTF-8.", code="undecodable")
    return _decode_as(data, codec, 0, round(min(0.99, score), 2))
