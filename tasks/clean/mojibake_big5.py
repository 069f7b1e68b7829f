"""Passages of Big5 that were decoded as GBK: which part of a line they are, and what they say.

Both encodings take two bytes a character, so every character stands for exactly one of the other
encoding; only where a passage begins and ends has to be found.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from functools import cache
from typing import NamedTuple

from schemas.document import Edit
from tasks.lang.language_model import language_model
from tasks.lang.repertoire import common_characters, plane

REACH = 2000
"""Characters around an odd place that are looked at together, so that a line of any length costs linear time."""

SWITCH = 6.0
"""What a passage has to gain, in natural logarithms, for each of its ends that is not an end of the line."""

NEEDED_GAIN = 12.0
"""By how much (natural logarithm) a passage must be likelier as Big5: two common characters for odd ones."""

MIN_HAN = 4
"""Characters beyond ASCII in a passage; two or three may read well in both encodings by chance."""

WORST_BIG5 = -9.4
"""Score of a character below which a passage does not read as Chinese; real ones have -8.8 and more, chance -10."""

SIGN = -9.0
"""Score of a sign that opens an item or a line of a newspaper; the language model knows only marks of sentences."""

AT_LINE_END, BEHIND_MARK = 12.0, 4.0
"""By how much (natural logarithm) ends of passages are likelier there than between any two characters."""

END_SHIFT, END_CONTEXT = 3, 8
"""How far an end is moved at most, and how many characters on either side of it are read for that."""

_STOPS = tuple("。！？；：，")
_ITEM_SIGNS = frozenset("▲△▼◆◇○◎□①②③④⑤⑥⑦⑧⑨⑩")


class _Line(NamedTuple):
    """A stretch of one line, as shown and as Big5, and which of its ends are ends of what can be Big5 at all."""

    shown: str
    meant: str
    is_free: tuple[bool, bool]


def undo_big5_as_gbk(text: str) -> Iterator[Edit]:
    """Passages of Han that are bytes of Big5.

    Two odd characters near each other that would be common in Big5 make a line worth reading both ways. The
    part that gains most as Big5 is its passage if it then reads as Chinese; a Greek or Japanese one does not.

    >>> [edit] = undo_big5_as_gbk("今日" + "農民踴躍售糧".encode("big5").decode("gb18030"))
    >>> edit.start, edit.after
    (2, '農民踴躍售糧')
    >>> list(undo_big5_as_gbk("これは日本語のテキストです"))
    []
    """
    done = 0
    for match in _odd_pair().finditer(text):
        if match.start() < done:
            continue
        start, end = _stretch(text, max(done, match.start() - REACH), match.start())
        line = _line(text, start, end)
        for left, right in _passages(line):
            left, right = _moved_ends(line, left, right)
            if _reads_as_chinese(line, left, right):
                yield Edit(start + left, start + right, line.meant[left:right])
        done = end


def whole_big5(text: str) -> str | None:
    """A whole text as Big5; None if it is none, or does not read as Chinese then."""
    table = _big5_reading()
    if any(c > "\x7f" and c not in table for c in text):
        return None
    line = _line(text, 0, len(text))
    return line.meant if _reads_as_chinese(line, 0, len(text)) else None


@cache
def _big5_reading() -> dict[str, str]:
    """What a character of GBK is if its two bytes are Big5 with Hong Kong's supplement."""
    trails = (*range(0x40, 0x7F), *range(0xA1, 0xFF))
    shown, meant = (plane(codec, range(0x87, 0xFF), trails) for codec in ("gb18030", "big5hkscs"))
    return {char: meant[pair] for pair, char in shown.items() if pair in meant}


@cache
def _odd_pair() -> re.Pattern[str]:
    """Two characters, at most two others apart, that only another reading of their bytes makes common."""
    common = common_characters()
    odd = "".join(sorted(c for c, meant in _big5_reading().items() if c not in common and meant in common))
    return re.compile(f"[{re.escape(odd)}].{{0,2}}[{re.escape(odd)}]")


def _stretch(text: str, low: int, at: int) -> tuple[int, int]:
    """The run of characters around `at` that Big5 could have given, ASCII included, from `low` on, within its line."""
    table, high = _big5_reading(), min(len(text), at + REACH)
    start = end = at
    while start > low and (text[start - 1] in table or " " <= text[start - 1] <= "~"):
        start -= 1
    while end < high and (text[end] in table or " " <= text[end] <= "~"):
        end += 1
    return start, end


def _line(text: str, start: int, end: int) -> _Line:
    """The stretch, read both ways; it is cut where `REACH` ends, and a passage may go on there."""
    shown, table = text[start:end], _big5_reading()
    is_free = (text[start - 1 : start] in ("", "\n"), text[end : end + 1] in ("", "\n") or end - start >= REACH)
    return _Line(shown, "".join(table.get(c, c) for c in shown), is_free)


def _passages(line: _Line) -> list[tuple[int, int]]:
    """The parts that are likelier as Big5, by the best path through two states; each end costs `SWITCH`."""
    enter = [0.0, 0.0 if line.is_free[0] else -SWITCH]
    came: list[tuple[int, int]] = []
    for shown, meant in zip(line.shown, line.meant, strict=True):
        stay, turn = max((enter[0], 0), (enter[1] - SWITCH, 1)), max((enter[1], 1), (enter[0] - SWITCH, 0))
        came.append((stay[1], turn[1]))
        enter = [stay[0], turn[0] + _gain(shown, meant)]
    state = int(enter[1] - (0.0 if line.is_free[1] else SWITCH) > enter[0])
    return _runs(_walked_back(came, state))


def _walked_back(came: list[tuple[int, int]], state: int) -> list[int]:
    """The state of each character on the path that ends in `state`."""
    states = []
    for before in reversed(came):
        states.append(state)
        state = before[state]
    return states[::-1]


def _runs(states: Iterable[int]) -> list[tuple[int, int]]:
    """Where the states are 1 without a gap."""
    return [match.span() for match in re.finditer("1+", "".join(map(str, states)))]


def _gain(shown: str, meant: str) -> float:
    """By how much a character is likelier as Big5 than as shown; 0 for ASCII, which is the same in both."""
    return 0.0 if shown == meant else _score(meant) - _score(shown)


def _score(char: str) -> float:
    """Score of one character, signs of newspapers included."""
    score = language_model().alone(char)
    return max(score, SIGN) if char in _ITEM_SIGNS or char in common_characters() else score


def _moved_ends(line: _Line, left: int, right: int) -> tuple[int, int]:
    """The ends of a passage moved to where the words on both sides read best."""
    left = _best_end(line.shown, line.meant, left, 0 if line.is_free[0] else None)
    right = _best_end(line.meant, line.shown, right, len(line.shown) if line.is_free[1] else None)
    return left, max(left, right)


def _best_end(before: str, after: str, end: int, free: int | None) -> int:
    """Where near `end` a change from one reading to the other reads best; `free` is an end of the line."""
    low, high = max(0, end - END_CONTEXT), end + END_CONTEXT
    places = range(max(0, end - END_SHIFT), min(len(before), end + END_SHIFT) + 1)
    score = language_model().score
    fits = [(score(before[low:at] + after[at:high]) + _prior(before, at, free), at) for at in places]
    return max(fits)[1]


def _prior(before: str, at: int, free: int | None) -> float:
    """How much likelier than elsewhere a passage begins or ends here: at an end of the line, or behind a mark."""
    return AT_LINE_END if at == free else BEHIND_MARK if before[at - 1 : at] in _STOPS else 0.0


def _reads_as_chinese(line: _Line, left: int, right: int) -> bool:
    """Whether a passage gains enough as Big5, and is Chinese then."""
    gain = sum(_gain(shown, meant) for shown, meant in zip(line.shown[left:right], line.meant[left:right], strict=True))
    beyond = "".join(c for c in line.meant[left:right] if c > "\x7f")
    if gain < NEEDED_GAIN or len(beyond) < MIN_HAN:
        return False
    return language_model().score(beyond) >= WORST_BIG5 * len(beyond)
