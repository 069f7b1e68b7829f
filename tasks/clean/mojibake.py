"""Text that was decoded with the wrong encoding and saved again, once or several times over."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Callable, Iterable, Iterator
from functools import cache
from itertools import accumulate

from schemas.document import Edit
from tasks.clean.mojibake_big5 import undo_big5_as_gbk, whole_big5
from tasks.lang.repertoire import common_han, common_share, plane
from tasks.rule import apply_edits

REACH = 2000
"""Characters around a place that are looked at together, so that a line of any length costs linear time."""

MAX_DEPTH = 3
"""How often over a passage may have been decoded wrongly."""

PLAUSIBLE_SHARE = 0.85
"""Share of common characters from which a text reads as Chinese; real pages have 0.97 and more."""

UTF8_SHARE = 0.6
"""The same where valid UTF-8 already speaks for the text: names, dialect and classical Chinese keep above it."""

UTF8_LEAD = 0xC2
"""The lowest byte that begins a character of several bytes in UTF-8."""

MIN_UTF8_HAN = 4
"""Characters of valid UTF-8 in a row that chance does not give: a clean character begins one in about 15."""

# Windows shows 27 of the bytes 80–9F as these; browsers show the other five as control characters.
_CP1252 = {bytes([b]).decode("cp1252"): b for b in range(0x80, 0xA0) if b not in (0x81, 0x8D, 0x8F, 0x90, 0x9D)}
_TO_BYTE = {chr(b): b for b in range(0x100)} | _CP1252
_HIGH = "\x80-\xff" + "".join(_CP1252)
_HIGH_RUN = re.compile(f"[{_HIGH}]+")
_LATIN_LETTER = re.compile("[\x80-\x9f\xc0-\xd6\xd8-\xf6\xf8-\xff]")
_SHARED_SIGNS = "“”‘’…—·"
_PRINTABLE = re.compile(r"[\x20-\x7e]*")

_UTF8_RUN = re.compile(
    rb"""(?:
        [\xe2-\xef][\x80-\xbf]{2}                      # Han and Chinese punctuation
      | [\xc2-\xd1][\x80-\xbf]                        # Latin, Greek and Cyrillic letters
      | [\xe2-\xef][\x80-\xbf][?\xff]  # the last byte of a passage, lost: shown as ? or U+FFFD
      | [\x20-\x7e]
    )+""",
    re.VERBOSE,
)
_LOST_BYTE = re.compile(rb"([\xe2-\xef][\x80-\xbf])[?\xff]")


def undo_double_decoding(text: str) -> list[Edit]:
    """Undo a wrong decoding: UTF-8, GBK or Big5 shown as GBK, Latin-1 or Windows-1252.

    A program that takes UTF-8 bytes for GBK shows three characters for two, one that takes them for
    Latin-1 three letters for one, and saves what it shows. The bytes are all there, so re-encoding with
    the wrong codec and decoding with the right one restores the text, up to three times over. Passages are
    found line by line; `锟斤拷` and U+FFFD stand for bytes that are gone and stay.

    >>> from tasks.rule import apply_edits
    >>> broken = "长江两岸".encode().decode("gbk")
    >>> apply_edits(broken, undo_double_decoding(broken))
    '长江两岸'
    >>> undo_double_decoding("café à la carte，长江两岸")
    []
    """
    edits = [*_undo_latin(text), *_undo_utf8_as_gbk(text), *undo_big5_as_gbk(text)]
    return _without_overlaps(sorted(edits))


def _without_overlaps(edits: list[Edit]) -> list[Edit]:
    """Of edits that overlap, the one that begins first."""
    kept: list[Edit] = []
    for edit in edits:
        if not kept or edit.start >= kept[-1].end:
            kept.append(edit)
    return kept


def _unwind(text: str, depth: int, share: float) -> str | None:
    """`text` if it reads as Chinese, else what undoing further wrong decodings makes of it; None if nothing does.

    `depth` is how often a decoding was undone, `share` which share of common characters is enough.
    """
    if any(c in common_han() for c in text) and common_share(text.replace("\ufffd", "")) >= share:
        return apply_edits(text, undo_big5_as_gbk(text))
    if depth >= MAX_DEPTH:
        return None
    return _first(_unwind(inner, depth + 1, share) for inner, share in _inverses(text))


def _inverses(text: str) -> Iterator[tuple[str, float]]:
    """What `text` was if it was shown with a wrong encoding, with the share of common characters to ask for."""
    inverses = (
        (_latin_as_utf8, UTF8_SHARE),
        (_latin_as_gbk, PLAUSIBLE_SHARE),
        (_latin_as_big5, PLAUSIBLE_SHARE),
        (_gbk_as_utf8, UTF8_SHARE),
        (whole_big5, PLAUSIBLE_SHARE),
    )
    for inverse, share in inverses:
        inner = inverse(text)
        if inner is not None and inner != text:
            yield inner, share


def _first(texts: Iterable[str | None]) -> str | None:
    return next((t for t in texts if t is not None), None)


def _latin_bytes(text: str) -> bytes | None:
    try:
        return bytes(_TO_BYTE[c] for c in text)
    except KeyError:
        return None


def _strictly(codec: str) -> Callable[[str], str | None]:
    """The inverse of showing `codec` as Latin-1 or Windows-1252."""

    def inverse(text: str) -> str | None:
        data = _latin_bytes(text)
        try:
            return None if data is None else data.decode(codec)
        except UnicodeDecodeError:
            return None

    return inverse


_latin_as_utf8 = _strictly("utf-8")
_latin_as_gbk = _strictly("gb18030")
_latin_as_big5 = _strictly("big5hkscs")


def _gbk_as_utf8(text: str) -> str | None:
    try:
        return text.encode("gb18030").decode("utf-8")
    except UnicodeError:
        return None


def _undo_latin(text: str) -> Iterator[Edit]:
    """Passages of Latin letters that are bytes of UTF-8, GBK or Big5."""
    for start, end in _latin_chunks(text):
        for left, right in _spans(text, start, end):
            restored = _first(_unwind(inner, 1, share) for inner, share in _inverses(text[left:right]))
            if restored is not None:
                yield Edit(left, right, restored)
                break


def _latin_chunks(text: str) -> Iterator[tuple[int, int]]:
    """Stretches of one line that begin and end with characters beyond ASCII and hold no Chinese ones."""
    if not _LATIN_LETTER.search(text):
        return
    start = end = 0
    for match in _HIGH_RUN.finditer(text):
        if start < end and _PRINTABLE.fullmatch(text, end, match.start()):
            end = match.end()
            continue
        if start < end and _is_worth_trying(text, start, end):
            yield start, end
        start, end = match.span()
    if start < end and _is_worth_trying(text, start, end):
        yield start, end


def _is_worth_trying(text: str, start: int, end: int) -> bool:
    """Whether two neighbours beyond ASCII, and a Latin letter or control character, stand in the chunk."""
    has_letter = _LATIN_LETTER.search(text, start, end) is not None
    return has_letter and any(len(run[0]) > 1 for run in _HIGH_RUN.finditer(text, start, end))


def _spans(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    """The chunk with a trail byte in the ASCII range, as it is, and without the quotation marks around it.

    Windows-1252 has the quotation marks of Chinese too, so they may or may not belong to a passage.
    """
    if "\x40" <= text[end : end + 1] <= "\x7e":
        yield start, end + 1
    yield start, end
    left = start + len(text[start:end]) - len(text[start:end].lstrip(_SHARED_SIGNS))
    right = start + len(text[start:end].rstrip(_SHARED_SIGNS))
    if left < right:
        yield from ((left, end), (start, right), (left, right))


@cache
def _utf8_as_gbk() -> re.Pattern[str]:
    """Three neighbours as two characters of UTF-8 show in GBK, in a row; or letters C2, C3 + 80–BF in a row.

    A character of UTF-8 is a lead E2–EF and two trails 80–BF, so pairs of bytes come as lead-trail,
    trail-lead, trail-trail in turn.
    """
    leads, trails = range(0xE2, 0xF0), range(0x80, 0xC0)
    pairs = ((leads, trails), (trails, leads), (trails, trails), (range(0xC2, 0xC4), trails))
    chars = [f"[{''.join(sorted(plane('gb18030', a, b).values()))}]" for a, b in pairs]
    return re.compile(f"{chars[0]}(?:{chars[1]}{chars[2]}|{chars[2]}?[\x20-\x7e\ufffd])|{chars[3]}{{4}}")


def _undo_utf8_as_gbk(text: str) -> Iterator[Edit]:
    """Passages of Han that are bytes of UTF-8."""
    done = 0
    for match in _utf8_as_gbk().finditer(text):
        if match.start() < done or not _is_utf8_run(text, match.start()):
            continue
        start = max(done, match.start() - REACH, text.rfind("\n", max(0, match.start() - REACH), match.start()) + 1)
        found, done = _undo_utf8_from(text, start, match.end())
        for edit in found:
            yield Edit(edit.start + start, edit.end + start, edit.after, edit.confidence)


def _undo_utf8_from(text: str, start: int, at: int) -> tuple[list[Edit], int]:
    """The edits from `start` to the end of the line, or as far as a passage around `at` goes, and where that is."""
    line_end = text.find("\n", at)
    line_end = len(text) if line_end < 0 else line_end
    reach = REACH
    while True:
        end = min(line_end, at + reach)
        edits = list(_undo_utf8_in_line(text[start:end]))
        if end == line_end or not edits or edits[-1].end + REACH // 2 < end - start:
            return edits, end
        reach *= 4


def _is_utf8_run(text: str, start: int) -> bool:
    """Whether the bytes of the characters from `start` are UTF-8 for long enough; chance gives three of them, not six.

    >>> _is_utf8_run("锛屼粖鏃ュ紑闂", 0), _is_utf8_run("於2010年，目前", 0)
    (True, False)
    """
    data = text[start : start + 2 * MIN_UTF8_HAN].encode("gb18030", "replace")
    run = _UTF8_RUN.match(data)
    return run is not None and (run.end() >= len(data) - 2 or _beyond_ascii(run[0]) >= MIN_UTF8_HAN)


def _beyond_ascii(data: bytes) -> int:
    """Characters beyond ASCII in bytes of UTF-8."""
    return sum(c > "\x7f" for c in data.decode("utf-8", "replace"))


def _undo_utf8_in_line(line: str) -> Iterator[Edit]:
    """Edits on one line: runs of UTF-8 among its bytes in GBK that begin and end between two characters."""
    encoded = [b"\xff" if c == "\ufffd" else c.encode("gb18030", "replace") for c in line]
    ends = list(accumulate(map(len, encoded), initial=0))
    data = b"".join(encoded)
    done = 0
    for match in _UTF8_RUN.finditer(data):
        first = max(done, bisect_left(ends, match.start()))
        while first < len(line) and ends[first] < match.end():
            edit = _undo_run(line, data, ends, first) if encoded[first][0] >= UTF8_LEAD else None
            if edit is not None:
                yield edit
                first = done = edit.end
            else:
                first += 1


def _undo_run(line: str, data: bytes, ends: list[int], first: int) -> Edit | None:
    """The edit on the characters from `first` whose bytes are UTF-8, if that reads as Chinese in the end."""
    run = _UTF8_RUN.match(data, ends[first])
    last = 0 if run is None else bisect_left(ends, run.end() + 1) - 1
    trimmed = last
    while first < trimmed and line[trimmed - 1] <= "\x7f" and line[trimmed - 1] != "?":
        trimmed -= 1
    for end in dict.fromkeys((trimmed, last)):
        inner = _LOST_BYTE.sub("\ufffd".encode(), data[ends[first] : ends[max(first, end)]]).decode("utf-8", "replace")
        final = _unwind(inner, 1, UTF8_SHARE) if sum(c > "\x7f" for c in inner) >= MIN_UTF8_HAN else None
        if final is not None:
            return Edit(first, end, final)
    return None
