"""Half-width punctuation in Chinese text, brackets and quotation marks decided as pairs."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final, NamedTuple

from schemas.document import Edit
from tasks.lang.characters import CJK_PUNCTUATION, CLOSING_PUNCTUATION, HAN, OPENING_PUNCTUATION

_WIDE: Final = dict(zip(",:;?!()", "，：；？！（）", strict=True))
_WIDE_TABLE: Final = str.maketrans(_WIDE)
_CHINESE: Final = HAN + CJK_PUNCTUATION
_IS_HAN: Final = re.compile(f"[{HAN}]")

_NO_PROSE = re.compile(
    r"""
      (?:https?|ftp|mailto):[!-~]{1,2000}           # addresses
    | www\.[!-~]{1,2000}
    | [\w.+-]{1,64}@[A-Za-z0-9.-]{1,255}
    """,
    re.VERBOSE | re.ASCII,
)
_MARKS = re.compile("[,:;?!][,:;?!]{0,7}")


def widen_marks(text: str) -> Iterator[Edit]:
    """Write , : ; ? ! full-width where a Chinese character or mark stands beside them.

    Web systems and vision models type them half-width. Decimals, thousands, times, ratios, codes,
    addresses and Latin text have no Chinese neighbour and stay; so does a question mark that opens a
    line, which stands for a sign that somebody's encoding lacked.

    >>> [(e.start, e.after) for e in widen_marks("超40.4%,居首位;12:30到")]
    [(6, '，'), (10, '；')]
    >>> list(widen_marks("?ID:12404 E-mail:a_b@c.example 1,234"))
    []
    """
    for match in _outside_addresses(_MARKS, text):
        start, end = match.span()
        if _is_chinese(text, start - 1) or (_is_chinese(text, end) and not _is_lost_sign(text, start)):
            yield Edit(start, end, _WIDE.get(match.group()) or match.group().translate(_WIDE_TABLE))


def _is_lost_sign(text: str, at: int) -> bool:
    """Whether a question mark opens a line or follows a space."""
    return text[at] == "?" and (at == 0 or text[at - 1].isspace())


def _outside_addresses(pattern: re.Pattern[str], text: str) -> Iterator[re.Match[str]]:
    """The matches that stand in no address or e-mail."""
    addresses = [m.span() for m in _NO_PROSE.finditer(text)] if "@" in text or "://" in text or "www." in text else []
    at = 0
    for match in pattern.finditer(text):
        while at < len(addresses) and addresses[at][1] <= match.start():
            at += 1
        if at == len(addresses) or match.start() < addresses[at][0]:
            yield match


_STOP = re.compile(rf"\.(?<=[{HAN}）”’》]\.)(?=[”’」』）\n]|\Z)")
_DOTS = re.compile(r"\.\.\.+")
_DASHES = re.compile("--+")


def widen_stops(text: str) -> Iterator[Edit]:
    """Write a full stop, an ellipsis or a dash typed in ASCII as the Chinese mark.

    A full stop counts where a Chinese sentence ends: before a closing mark or the end of a paragraph.
    Between Chinese characters it may part a foreign name, between digits it is a decimal point, and
    dots that lead to a page number are no ellipsis.

    >>> [(e.start, e.after) for e in widen_stops("大家都来了.")]
    [(5, '。')]
    >>> [(e.start, e.after) for e in widen_stops("茶馆、书场...都在--老地方")]
    [(5, '……'), (10, '——')]
    >>> list(widen_stops("约翰.李 3.5 目录......12 a--b"))
    []
    """
    edits = [Edit(m.start(), m.end(), "。") for m in _outside_addresses(_STOP, text)]
    for match in _DOTS.finditer(text):
        start, end = match.span()
        beside = _is_chinese(text, start - 1) or _is_chinese(text, end)
        if beside and not text[end : end + 1].isdigit():
            edits.append(Edit(start, end, "……"))
    for match in _DASHES.finditer(text):
        if _is_chinese(text, match.start() - 1) and _is_chinese(text, match.end()):
            edits.append(Edit(match.start(), match.end(), "——"))
    yield from sorted(edits)


class _Open(NamedTuple):
    """A bracket that waits for its partner."""

    at: int
    char: str


_MAX_INSIDE: Final = 200
"""Characters looked at inside a bracket, so that nested ones cost no more than flat ones."""

_BRACKET = re.compile(r"[()（）\n]")


def pair_brackets(text: str) -> Iterator[Edit]:
    """Write both brackets of a pair full-width where the pair belongs to Chinese text.

    A pair does if a Chinese character or mark stands inside it or right before it; a mixed pair
    does, too. A bracket without a partner is decided by its neighbours. A code, a formula, a
    telephone's area code or a Latin gloss in Latin text keeps its half-width pair.

    >>> [(e.start, e.after) for e in pair_brackets("本报讯(记者李晓)")]
    [(3, '（'), (8, '）')]
    >>> list(pair_brackets("f(x) (0437)3249118"))
    []
    """
    if "(" not in text and ")" not in text:
        return
    edits: list[Edit] = []
    waiting: list[_Open] = []
    for match in _outside_addresses(_BRACKET, text):
        char, at = match.group(), match.start()
        if char in "(（":
            waiting.append(_Open(at, char))
        elif char == "\n":
            edits += _decide_alone(text, waiting)
            waiting.clear()
        elif waiting:
            edits += _decide_pair(text, waiting.pop(), _Open(at, char))
        else:
            edits += _decide_alone(text, [_Open(at, char)])
    edits += _decide_alone(text, waiting)
    yield from sorted(edits)


_AREA_CODE = re.compile(r"\(0[0-9]{2,3}\)[ -]?[0-9]")


def _decide_pair(text: str, left: _Open, right: _Open) -> list[Edit]:
    """The edits that widen a pair, if it is Chinese."""
    mixed = (left.char == "(") != (right.char == ")")
    chinese = (
        mixed
        or _is_chinese(text, left.at - 1)
        or _IS_HAN.search(text, left.at, min(right.at, left.at + _MAX_INSIDE)) is not None
    )
    if not chinese or _AREA_CODE.match(text, left.at):
        return []
    return [Edit(b.at, b.at + 1, _WIDE[b.char]) for b in (left, right) if b.char in _WIDE]


def _decide_alone(text: str, brackets: list[_Open]) -> list[Edit]:
    """The edits that widen brackets without a partner that have a Chinese neighbour."""
    return [
        Edit(b.at, b.at + 1, _WIDE[b.char])
        for b in brackets
        if b.char in _WIDE and (_is_chinese(text, b.at - 1) or _is_chinese(text, b.at + 1))
    ]


_CHINESE_CHAR = re.compile(f"[{_CHINESE}]")


def _is_chinese(text: str, at: int) -> bool:
    """Whether a Chinese character or mark stands at a place, which may lie outside the text."""
    if not 0 <= at < len(text):
        return False
    return "\u4e00" <= text[at] <= "\u9fff" or _CHINESE_CHAR.match(text, at) is not None


_QUOTE = re.compile('["\N{FULLWIDTH QUOTATION MARK}]')
_CURLED: Final = "“”"


def pair_quotes(text: str) -> Iterator[Edit]:
    """Write straight double quotation marks as “ and ” where they come in pairs in a Chinese paragraph.

    Keyboards and web systems type the same mark twice. The pairs are counted within a paragraph, and
    each must hold or touch Chinese text; in a paragraph with an odd number each mark that can only
    open or only close is decided by its neighbours, the rest stays. Inches and Latin text stay.

    >>> [(e.start, e.after) for e in pair_quotes('提出"一主六双"战略')]
    [(2, '“'), (7, '”')]
    >>> list(pair_quotes('24" 显示器, "open" source'))
    []
    """
    if '"' not in text and "\N{FULLWIDTH QUOTATION MARK}" not in text:
        return
    marks: list[int] = []
    paragraph_end = -1
    for match in _QUOTE.finditer(text):
        if match.start() > paragraph_end:
            yield from _decide_quotes(text, marks)
            marks = []
            paragraph_end = text.find("\n", match.start())
            paragraph_end = len(text) if paragraph_end < 0 else paragraph_end
        marks.append(match.start())
    yield from _decide_quotes(text, marks)


def _decide_quotes(text: str, marks: list[int]) -> Iterator[Edit]:
    """The edits for the straight quotation marks of one paragraph."""
    if len(marks) % 2 == 0 and not any(_is_inch(text, at) for at in marks):
        for left, right in zip(marks[::2], marks[1::2], strict=True):
            if _is_chinese(text, left - 1) or _is_chinese(text, right + 1) or _IS_HAN.search(text, left, right):
                yield Edit(left, left + 1, _CURLED[0])
                yield Edit(right, right + 1, _CURLED[1])
        return
    for at in marks:
        opens, closes = _can_open(text, at), _can_close(text, at)
        if opens != closes and not _is_inch(text, at):
            yield Edit(at, at + 1, _CURLED[0] if opens else _CURLED[1])


def _is_inch(text: str, at: int) -> bool:
    """Whether the mark follows a number that nothing opened: 24"."""
    return at > 0 and text[at - 1].isdecimal() and not _is_chinese(text, at + 1)


_BEFORE_OPENING: Final = OPENING_PUNCTUATION + "，、；：。！？\n ,:;"
_AFTER_CLOSING: Final = CLOSING_PUNCTUATION + "，、；：。！？\n ,:;"


def _can_open(text: str, at: int) -> bool:
    """Whether a mark stands where a quotation opens: after a gap or a mark, before Chinese text."""
    return (at == 0 or text[at - 1] in _BEFORE_OPENING) and at + 1 < len(text) and bool(_IS_HAN.match(text, at + 1))


def _can_close(text: str, at: int) -> bool:
    """Whether a mark stands where a quotation closes: after Chinese text, before a gap or a mark."""
    return (at + 1 == len(text) or text[at + 1] in _AFTER_CLOSING) and _is_chinese(text, at - 1)


_SINGLE = re.compile(r"(?<![A-Za-z0-9'])'([^'\"\n]{1,100})'(?![A-Za-z0-9'])")


def pair_single_quotes(text: str) -> Iterator[Edit]:
    """Write straight single quotation marks around Chinese words as ‘ and ’.

    They mark a quotation within a quotation. Apostrophes, feet and minutes have no Chinese word
    between them, and stay.

    >>> [(e.start, e.after) for e in pair_single_quotes("“做到'四个到位'”")]
    [(3, '‘'), (8, '’')]
    >>> list(pair_single_quotes("don't 5'30 O'Neil 'open'"))
    []
    """
    if "'" not in text:
        return
    for match in _SINGLE.finditer(text):
        if _IS_HAN.search(match[1]):
            yield Edit(match.start(), match.start() + 1, "‘")
            yield Edit(match.end() - 1, match.end(), "’")
