"""Which bytes of a file are UTF-8, which are GB 18030 or Big5, and which are neither."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from itertools import islice
from typing import NamedTuple

from tasks.lang.repertoire import common_characters, common_han, common_share
from tasks.read.alignment import Step, bad_neighbours, best_reading, read_in_order, skips
from tasks.read.segments import REPLACED

LEGACY = ("gb18030", "big5hkscs")
"""Encodings of Chinese text before UTF-8; the second covers Big5."""

SHIFTS_RESTORED = ("gb18030",)
"""Encodings whose shifts behind ASCII marks cleaning restores, from the text as it is shown in order."""

UTF8_RUN = 3
"""Characters of three bytes of valid UTF-8 in a row that legacy text does not give by chance (1 in 10,000)."""

LEGACY_BYTES = 4
"""Bytes from which a stretch that is no UTF-8 may be a passage in another encoding and not a damaged character."""

READS_WELL = 0.8
"""Share of common characters, ASCII apart, from which bytes are taken to be in an encoding; wrong ones give 0.3 and less."""

SAMPLE, MENDED_SAMPLE = 1 << 16, 1 << 11
"""Bytes that decide how well an encoding reads: as they are, and with damage mended, which takes longer."""

MENDED_BYTES = 32
"""Bytes of a stretch from which it may be a passage with damage in it."""

WINDOW = 1 << 14
"""Legacy bytes that are looked at together."""

OPEN_BYTES = 64
"""Bytes at the end of a window in mid-run whose reading may change with what follows."""

MOST_SEARCHED = 1 << 17
"""Bytes of damaged runs that are read anew; more damage than that is no accident, and is shown as it decodes."""

_LAST_LOW = re.compile(rb"(?s:.*)[\x00-\x2f]")
_UTF8_EVIDENCE = re.compile(rb"(?:[\xe3-\xe9\xef][\x80-\xbf]{2}){3}")
_CHARACTER = re.compile(rb"[\x00-\x7f]|[\xc2-\xdf][\x80-\xbf]|[\xe0-\xef][\x80-\xbf]{2}|[\xf0-\xf4][\x80-\xbf]{3}")
_TOKEN = re.compile(
    rb"""
      (?P<utf8>  (?: [\xc2-\xdf][\x80-\xbf] | \xe0[\xa0-\xbf][\x80-\xbf] | [\xe1-\xec\xee\xef][\x80-\xbf]{2}
                   | \xed[\x80-\x9f][\x80-\xbf] | \xf0[\x90-\xbf][\x80-\xbf]{2} | [\xf1-\xf3][\x80-\xbf]{3}
                   | \xf4[\x80-\x8f][\x80-\xbf]{2} )+ )
    | (?P<ascii> [\x00-\x7f]+ )
    | (?P<other> [\x80-\xff] )
    """,
    re.VERBOSE,
)
_THREE_BYTES = re.compile(rb"[\xe2-\xef][\x80-\xbf]{2}")
_TWO_BYTES_LAST = re.compile(rb"(?:[\xc2-\xdf][\x80-\xbf])+\Z")
_BROKEN = re.compile(rb"[\xe0-\xef][\x80-\xbf]|[\xf0-\xf4][\x80-\xbf]{1,2}|[\x80-\xbf]{1,3}|[\x80-\xff]")
_HIGH_RUN = re.compile(rb"[\x80-\xff](?:[\x40-\x7e\x80-\xff]|[0-9][\x81-\xfe][0-9])*")


class Piece(NamedTuple):
    """data[start:end] is in one encoding."""

    start: int
    end: int
    encoding: str


def pieces_of(data: bytes, start: int) -> list[Piece]:
    """Cut bytes from `start` into pieces of one encoding each; neighbours in the same encoding are joined.

    Bytes that are valid UTF-8 for long enough are UTF-8. Of the rest, a stretch that reads as common
    Chinese in a legacy encoding is in that, and what is left is damaged: one piece a character.
    """
    if not _UTF8_EVIDENCE.search(data, start):
        codec, share = likeliest_legacy(data[start:])
        if share >= READS_WELL:
            return list(legacy_pieces(data, start, len(data), codec))
    stretches = list(_stretches(data, start))
    codec = likeliest_legacy(b"".join(data[s.start : s.end] for s in stretches if s.encoding != "utf-8"))[0]
    out: list[Piece] = []
    for stretch in _handed_over(data, stretches, codec):
        found = [stretch] if stretch.encoding == "utf-8" else _foreign(data, stretch, codec)
        for piece in found:
            if out and out[-1].encoding == piece.encoding != REPLACED:
                out[-1] = Piece(out[-1].start, piece.end, piece.encoding)
            else:
                out.append(piece)
    return out


def likeliest_legacy(data: bytes) -> tuple[str, float]:
    """The legacy encoding that gives the larger share of common characters, and that share.

    Where none reads well at once, damage is mended in a small sample before the shares are compared.
    """
    shares = [(common_share(data[:SAMPLE].decode(codec, "replace")), codec) for codec in LEGACY]
    if max(shares)[0] < READS_WELL:
        shares = [(common_share(_mended(data[:MENDED_SAMPLE], codec)), codec) for codec in LEGACY]
    share, codec = max(shares, key=lambda s: (s[0], s[1] == LEGACY[0]))
    return codec, share


def _mended(data: bytes, codec: str) -> str:
    """The text of legacy bytes with U+FFFD for what stands for no character."""
    pieces = legacy_pieces(data, 0, len(data), codec)
    return "".join(
        "\ufffd" if p.encoding == REPLACED else data[p.start : p.end].decode(codec, "replace") for p in pieces
    )


def _stretches(data: bytes, start: int) -> Iterator[Piece]:
    """UTF-8 and everything else in turn; ASCII goes with what stands before it."""
    begin, kind = start, "utf-8"
    for token in _TOKEN.finditer(data, start):
        if token.lastgroup == "ascii":
            continue
        at, is_utf8 = token.start(), token.lastgroup == "utf8"
        if is_utf8 and kind != "utf-8" and len(_THREE_BYTES.findall(token[0])) < UTF8_RUN:
            continue
        if not is_utf8 and kind == "utf-8":
            at = _without_last_two_bytes(data, begin, at)
        now = "utf-8" if is_utf8 else "legacy"
        if now != kind:
            if at > begin:
                yield Piece(begin, at, kind)
            begin, kind = at, now
    if begin < len(data):
        yield Piece(begin, len(data), kind)


def _without_last_two_bytes(data: bytes, begin: int, end: int) -> int:
    """Where UTF-8 ends if the two-byte characters right before other bytes are counted to those."""
    match = _TWO_BYTES_LAST.search(data, max(begin, end - 12), end)
    return match.start() if match else end


def _handed_over(data: bytes, stretches: list[Piece], codec: str) -> list[Piece]:
    """Move the begin of UTF-8 behind legacy bytes to where both sides read best.

    The last legacy bytes may by chance be valid UTF-8 together.
    """
    out = list(stretches)
    for index in range(1, len(out)):
        before, here = out[index - 1], out[index]
        if here.encoding != "utf-8":
            continue
        ends = [here.start, *(m.end() for m in islice(_CHARACTER.finditer(data, here.start, here.end), 4))]
        at = min(ends, key=lambda end: _oddity(data, before, end, here.end, codec))
        out[index - 1], out[index] = before._replace(end=at), here._replace(start=at)
    return out


def _oddity(data: bytes, before: Piece, at: int, end: int, codec: str) -> int:
    """How many characters read badly around `at` if legacy bytes end and UTF-8 begins there."""
    left = data[max(before.start, at - 48) : at]
    readings = [left[skip:].decode(codec, "replace") for skip in (0, 1)]
    right = data[at : min(end, at + 15)].decode("utf-8", "ignore")
    common = common_characters()
    return min(_odd_count(r[-6:], common) for r in readings) + _odd_count(right, common)


def _odd_count(text: str, common: frozenset[str]) -> int:
    return sum(c > "\x7f" and c not in common for c in text)


def _foreign(data: bytes, stretch: Piece, codec: str) -> Iterable[Piece]:
    """The pieces of a stretch that is not UTF-8."""
    content = data[stretch.start : stretch.end]
    high = content.translate(None, bytes(range(0x80)))
    if len(high) >= LEGACY_BYTES and _reads_well(content, codec):
        return legacy_pieces(data, stretch.start, stretch.end, codec)
    return _damaged_utf8(data, stretch)


def _reads_well(content: bytes, codec: str) -> bool:
    text = content[:SAMPLE].decode(codec, "replace")
    if common_share(text) < READS_WELL and len(content) >= MENDED_BYTES:
        text = _mended(content[:MENDED_SAMPLE], codec)
    return sum(c in common_han() for c in text) >= 2 and common_share(text) >= READS_WELL


def _damaged_utf8(data: bytes, stretch: Piece) -> Iterator[Piece]:
    """Valid UTF-8 as such; of the rest, what is left of one character as one piece."""
    at = stretch.start
    while at < stretch.end:
        token = _TOKEN.match(data, at, stretch.end)
        if token is not None and token.lastgroup != "other":
            yield Piece(at, token.end(), "utf-8")
            at = token.end()
            continue
        broken = _BROKEN.match(data, at, stretch.end)
        end = broken.end() if broken else at + 1
        yield Piece(at, end, REPLACED)
        at = end


def legacy_pieces(data: bytes, start: int, end: int, codec: str) -> Iterator[Piece]:
    """The pieces of bytes in a legacy encoding; a damaged character costs itself alone.

    Bytes are decoded strictly as far as that reads well. Where it does not, the run of two-byte
    characters around is read again with the fewest rare characters and skipped bytes. A shift that
    follows an ASCII mark or bracket behind a lone byte is left: cleaning can tell what stood there.
    """
    done = start
    for left, right in _lost_stretches(data, start, end, codec):
        if left > done:
            yield Piece(done, left, codec)
        yield Piece(left, right, REPLACED)
        done = right
    if done < end:
        yield Piece(done, end, codec)


def _lost_stretches(data: bytes, start: int, end: int, codec: str) -> Iterator[tuple[int, int]]:
    """The bytes that stand for no character, window by window.

    A window ends behind a byte that no character has, so that none is cut; where there is no such byte,
    what is read at its end is read again with the next one.
    """
    at = start
    searched = 0
    while at < end:
        stop, is_closed = _window_end(data, at, end)
        window = data[at:stop]
        sound = _sound_bytes(window, codec, is_closed)
        reached = sound or len(window)
        for run in () if sound else _HIGH_RUN.finditer(window):
            is_open = run.end() == len(window) and not is_closed
            if _sound_bytes(run[0], codec, not is_open) == len(run[0]):
                continue
            steps = _read(data, at + run.start(), run[0], codec, searched < MOST_SEARCHED)
            searched += len(run[0])
            if is_open:
                steps = [step for step in steps if step.end <= len(run[0]) - OPEN_BYTES]
                reached = run.start() + (steps[-1].end if steps else 0)
            yield from ((at + run.start() + left, at + run.start() + right) for left, right in skips(steps))
        at += reached


def _window_end(data: bytes, at: int, end: int) -> tuple[int, bool]:
    """Where the window from `at` ends, and whether no character can go on there."""
    stop = min(end, at + WINDOW)
    low = None if stop == end else _LAST_LOW.match(data, at, stop)
    return (low.end(), True) if low else (stop, stop == end)


def _read(data: bytes, start: int, run: bytes, codec: str, may_search: bool) -> list[Step]:
    """The steps of a run that begins at `start`; a shift that cleaning restores is left as it is shown in order."""
    if not may_search or (codec in SHIFTS_RESTORED and _is_known_shift(data, start)):
        return read_in_order(run, codec)
    return best_reading(run, codec, is_last=start + len(run) == len(data))


def _sound_bytes(window: bytes, codec: str, is_last: bool) -> int:
    """How many bytes of the window, whole characters, read well; 0 if it does not."""
    used = len(window)
    try:
        text = window.decode(codec)
    except UnicodeDecodeError as error:
        if is_last or len(window) - error.start > 3:
            return 0
        used, text = error.start, window[: error.start].decode(codec)
    return 0 if bad_neighbours().search(text) else used


def _is_known_shift(data: bytes, at: int) -> bool:
    """Whether an ASCII mark behind a lone high byte, or a closing bracket, stands before the run."""
    return data[at - 1 : at] == b")" or (at > 1 and data[at - 2] > 0x7F and data[at - 1] in b"!:;?(,")
