"""A text as the comparison of copies sees it: its letters alone, where they stand, and the numbers between them.

Punctuation and white space go: they are what typesetting, web pages and misreading change most.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import cache
from typing import NamedTuple

import numpy as np
import numpy.typing as npt

from tasks.lang.characters import HAN

Ints = npt.NDArray[np.int64]
Hashes = npt.NDArray[np.uint64]
Codes = npt.NDArray[np.uint32]

_BASE = np.uint64(0x9E3779B97F4A7C15)
_MIX_1, _MIX_2 = np.uint64(0xBF58476D1CE4E5B9), np.uint64(0x94D049BB133111EB)
"""The odd constants of the generator splitmix64, whose last step spreads every bit over all others."""


class Letters(NamedTuple):
    """The letters of a text.

    Attributes:
        codes: their code points, Latin ones in lower case.
        places: the offset of each in the text.
        numbers: for each, a hash of the digits between it and the letter before; 0 if there are none.
    """

    codes: Codes
    places: Ints
    numbers: Hashes


class LettersOfMany(NamedTuple):
    """The letters of several texts, one after the other.

    Attributes:
        codes: as in Letters.
        texts: for each letter, the number of its text.
    """

    codes: Codes
    texts: Ints


@cache
def _fold() -> Codes:
    """For each code point the letter that it counts as, 0 for those that are none."""
    table = np.zeros(0x110000, dtype=np.uint32)
    every = "".join(map(chr, (*range(0xD800), *range(0xE000, 0x110000))))
    codes = _codes_of("".join(re.findall(f"[{HAN}A-Za-z]+", every)))
    table[codes] = codes
    table[ord("A") : ord("Z") + 1] += ord("a") - ord("A")
    return table


def _codes_of(text: str) -> Codes:
    return np.frombuffer(text.encode("utf-32-le", "surrogatepass"), dtype="<u4").astype(np.uint32, copy=False)


def letters_of(text: str) -> Letters:
    """A text's letters.

    >>> letters = letters_of("3月，开Gong。")
    >>> "".join(map(chr, letters.codes)), letters.places.tolist()
    ('月开gong', [1, 3, 4, 5, 6, 7])
    """
    codes = _codes_of(text)
    folded = _fold()[codes]
    places = np.flatnonzero(folded)
    return Letters(folded[places], places, _numbers(codes, places))


def _numbers(codes: Codes, places: Ints) -> Hashes:
    """The numbers before letters; those after the last letter are left out."""
    numbers = np.zeros(len(places), dtype=np.uint64)
    digits = np.flatnonzero((codes >= ord("0")) & (codes <= ord("9")))
    letters = np.searchsorted(places, digits)
    digits, letters = digits[letters < len(places)], letters[letters < len(places)]
    distances = (places[letters] - digits).astype(np.uint64)
    np.add.at(numbers, letters, codes[digits] * _BASE**distances)
    return numbers


def letters_of_many(texts: Sequence[str]) -> LettersOfMany:
    """The letters of several texts.

    >>> letters = letters_of_many(["桥，", "", "渡船"])
    >>> "".join(map(chr, letters.codes)), letters.texts.tolist()
    ('桥渡船', [0, 2, 2])
    """
    folded = _fold()[_codes_of("".join(texts))]
    numbers = np.repeat(np.arange(len(texts)), [len(text) for text in texts])
    kept = folded != 0
    return LettersOfMany(folded[kept], numbers[kept])


def hashes_of_runs(codes: Codes, length: int) -> Hashes:
    """A hash of every run of `length` letters, in order; none for a text that is shorter."""
    count = max(0, len(codes) - length + 1)
    hashes = np.zeros(count, dtype=np.uint64)
    for at in range(length):
        hashes *= _BASE
        hashes += codes[at : at + count]
    hashes ^= hashes >> np.uint64(30)
    hashes *= _MIX_1
    hashes ^= hashes >> np.uint64(27)
    hashes *= _MIX_2
    hashes ^= hashes >> np.uint64(31)
    return hashes
