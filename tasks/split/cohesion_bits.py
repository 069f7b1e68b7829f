"""What many stretches of one page have in common: the pairs of cohesion.py, as bits of one number a stretch.

A page's pairs are numbered once; a set of them is a number whose bit n says whether pair n is in
it. Sets of one page are joined by `|`, met by `&` and counted by `bit_count`, at a fiftieth of the
cost of sets of words.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cache

import numpy as np
import numpy.typing as npt

from tasks.split.cohesion import FIRST_HAN, LAST_HAN, SAMPLE, common_words

PairBits = int
"""A set of pairs of one page."""

_Codes = npt.NDArray[np.int64]
_SHIFT = 21
"""Bits of a code point; a pair's code is its first code point above its second."""
_SECOND = (1 << _SHIFT) - 1
_SPREAD = 0x1E3779B97F4A7C15
"""An odd factor that spreads codes over slots."""
_SLOTS, _SLOT_SHIFT = 1 << 15, 40
"""How many slots there are, five times the pairs of a page; which bits of the product tell the slot, from the right."""
_LAST_POINT = 0xFFFF
"""The last code point with a row of its own in the table of common words; no character."""


@dataclass(frozen=True, slots=True)
class PageBits:
    """The pairs of some stretches of a page.

    Attributes:
        numbers: for each character of all stretches, the number of the pair that begins with it.
        ranges: of each stretch, the range of its pairs.
        count: one more than the greatest number.
        telling: those that say what a text is about.
    """

    numbers: npt.NDArray[np.intp]
    ranges: tuple[tuple[int, int], ...]
    count: int
    telling: PairBits

    def union(self, places: Iterable[int]) -> PairBits:
        """The pairs of some stretches, by their places among all."""
        present = np.zeros(self.count, bool)
        for place in places:
            start, end = self.ranges[place]
            present[self.numbers[start:end]] = True
        return _bits(present)


def page_bits(texts: Sequence[str], sample: int = SAMPLE) -> PageBits:
    """The pairs in the beginnings of some texts.

    >>> page = page_bits(("鹭洲大雪，", "大雪停在鹭洲"))
    >>> one, other = page.union([0]), page.union([1])
    >>> one.bit_count(), other.bit_count(), (one & other).bit_count(), (one & page.telling).bit_count()
    (4, 5, 2, 3)
    """
    heads = [text[:sample] for text in texts]
    ranges, at = [], 0
    for head in heads:
        ranges.append((at, at + max(0, len(head) - 1)))
        at += len(head)
    codes = _codes("".join(heads))
    numbers, count = _numbered(codes)
    telling = np.zeros(count, np.bool)
    telling[numbers] = _are_telling(codes)
    return PageBits(numbers, tuple(ranges), count, _bits(telling))


def likeness(one: PairBits, other: PairBits) -> float:
    """Shared pairs over the geometric mean of both counts, 0 to 1: `cohesion.similarity`.

    >>> likeness(0b0110, 0b1100)
    0.5
    """
    return (one & other).bit_count() / math.sqrt(one.bit_count() * other.bit_count()) if one and other else 0.0


def part_in(part: PairBits, whole: PairBits) -> float:
    """The share of one set's pairs that are in another, 0 to 1: `cohesion.share`.

    >>> part_in(0b0110, 0b1100), part_in(0, 0b1100)
    (0.5, 0.0)
    """
    return (part & whole).bit_count() / part.bit_count() if part else 0.0


def _codes(text: str) -> _Codes:
    """The codes of all pairs of neighbouring characters."""
    points = np.frombuffer(text.encode("utf-32-le", "surrogatepass"), np.uint32).astype(np.int64)
    return (points[:-1] << _SHIFT) | points[1:]


def _numbered(codes: _Codes) -> tuple[npt.NDArray[np.intp], int]:
    """A number for each code, alike for like codes, and one more than the greatest.

    Every code has a slot, and a slot's number is the place of the last code that has it; codes that
    share a slot with another one are numbered apart. Sorting would take four times as long.
    """
    slots = (codes * _SPREAD >> _SLOT_SHIFT) & (_SLOTS - 1)
    last = np.empty(_SLOTS, np.intp)
    last[slots] = np.arange(len(codes))
    numbers = last[slots]
    apart = np.flatnonzero(codes[numbers] != codes)
    if not len(apart):
        return numbers, len(codes)
    others, numbers_apart = np.unique(codes[apart], return_inverse=True)
    numbers[apart] = len(codes) + numbers_apart
    return numbers, len(codes) + len(others)


def _bits(present: npt.NDArray[np.bool]) -> PairBits:
    return int.from_bytes(np.packbits(present, bitorder="little").tobytes(), "little")


def _are_telling(codes: _Codes) -> npt.NDArray[np.bool]:
    """Which of some codes are pairs of two Chinese characters and no common words."""
    rows, table = _common_table()
    first, second = rows[np.minimum(codes >> _SHIFT, _LAST_POINT)], rows[np.minimum(codes & _SECOND, _LAST_POINT)]
    out: npt.NDArray[np.bool] = ~table[first * rows[_LAST_POINT] + first + second]
    return out


@cache
def _common_table() -> tuple[npt.NDArray[np.intp], npt.NDArray[np.bool]]:
    """Which pairs say nothing: a row for each code point, and the table of all pairs of rows, row by row.

    Row 0 is that of Chinese characters that stand in no common word, the last row that of all other
    characters, which also stands for code points behind _LAST_POINT.
    """
    words = [word for word in common_words() if all(FIRST_HAN <= letter <= LAST_HAN for letter in word)]
    letters = {letter: row for row, letter in enumerate(sorted(set("".join(words))), start=1)}
    last = len(letters) + 1
    rows = np.full(_LAST_POINT + 1, last, np.intp)
    rows[ord(FIRST_HAN) : ord(LAST_HAN) + 1] = 0
    for letter, row in letters.items():
        rows[ord(letter)] = row
    table = np.zeros((last + 1, last + 1), np.bool)
    table[last, :] = table[:, last] = True
    for word in words:
        table[letters[word[0]], letters[word[1]]] = True
    return rows, table.ravel()
