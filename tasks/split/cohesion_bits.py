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
_LAST_POINT = 0xFFFF
"""The last code point with a row of its own in the table of common words; no character."""


@dataclass(frozen=True, slots=True)
class PageBits:
    """The pairs of some stretches of a page.

    Attributes:
        numbers: for each character of all stretches, the number of the pair that begins with it.
        ranges: of each stretch, the range of its pairs.
        count: how many pairs are told apart.
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
    codes, numbers = np.unique(_codes("".join(heads)), return_inverse=True)
    return PageBits(numbers, tuple(ranges), len(codes), _bits(_are_telling(codes)))


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
