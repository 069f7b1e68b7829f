"""How likely a piece of Chinese is: words and their frequencies as jieba ships them.

A text scores the logarithm of the probability of its best division into words, each drawn by its
frequency in jieba's dictionary. Traditional characters are taken as the simplified ones that OpenCC's
table gives. Nothing is shipped with this code: the tables are read from the installed packages, once,
when the first damaged place is looked at (0.25 s of CPU time, 90 MB).
"""

from __future__ import annotations

import math
import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from importlib import resources
from typing import NamedTuple

MAX_WORD = 6
"""Characters of the longest word that is looked up; longer ones are 0.1 % of jieba's counts."""

UNKNOWN_HAN = -22.0
"""A Han character that the dictionary does not know, in natural logarithms like all scores here."""

BEGINNING = -12.0
"""Two characters with which a longer word begins; half of those words are likelier than this."""

_MARKS = {
    "，": -3.2,
    "。": -3.6,
    "、": -4.0,
    "“": -4.6,
    "”": -4.6,
    "：": -5.2,
    "；": -5.6,
    "《": -6.0,
    "》": -6.0,
    "（": -5.6,
    "）": -5.6,
    "·": -7.0,
    "！": -6.5,
    "？": -6.5,
    "—": -6.0,
    "…": -6.5,
    "　": -6.0,
    "‘": -7.5,
    "’": -7.5,
    "●": -9.0,
    "％": -8.0,
    "\ufffd": -5.0,
}
"""Rough frequencies of marks in newspaper text; the dictionary has none."""

_CAPPED = {"的": -3.0}
"""Words whose counts jieba's dictionary caps; the tables of its word divider have the true share."""

_SINGLE = re.compile(rb"^([\xe4-\xe9][\x80-\xbf]{2}) (\d+)", re.MULTILINE)

JIEBA_TOTAL = math.log(6e7)
"""Natural logarithm of all counts of jieba's dictionary, near enough where only single characters are compared."""

_ASCII_LETTER, _ASCII_DIGIT, _ASCII_MARK, _FULL_WIDTH_DIGIT, _FULL_WIDTH, _OTHER = -7.5, -5.0, -5.0, -7.5, -11.0, -16.0


class Reading(NamedTuple):
    """A text as far as it has been read.

    Attributes:
        scores: best score of the text up to its end, up to one character earlier, and so on, MAX_WORD of them.
        tail: its last MAX_WORD - 1 characters, simplified.
    """

    scores: tuple[float, ...]
    tail: str

    @property
    def score(self) -> float:
        """Score of the text read so far."""
        return self.scores[0]


START = Reading((0.0,), "")
"""Nothing read yet."""


@dataclass(frozen=True, slots=True)
class LanguageModel:
    """Scores of words and characters.

    Attributes:
        words: word -> natural logarithm of its probability.
        beginnings: the first two characters of longer words.
        endings: the last two characters of words.
        simplified: traditional character -> simplified character, where they differ.
        only_simplified: characters that traditional text does not use.
    """

    words: Mapping[str, float]
    beginnings: frozenset[str]
    endings: frozenset[str]
    simplified: Mapping[str, str]
    only_simplified: frozenset[str]

    def read(self, before: Reading, char: str) -> Reading:
        """The reading after one more character: each word that may end with it is tried."""
        char = self.simplified.get(char, char)
        scores, tail, words = before.scores, before.tail, self.words
        best = scores[0] + (words[char] if char in words else _alone(char))
        if tail[-1:] + char in self.endings:
            word = char
            for length in range(1, min(len(scores), len(tail) + 1)):
                word = tail[-length] + word
                if word in words and scores[length] + words[word] > best:
                    best = scores[length] + words[word]
        return Reading((best, *scores[: MAX_WORD - 1]), (tail + char)[1 - MAX_WORD :])

    def score(self, text: str) -> float:
        """Score of a whole text.

        >>> model = language_model()
        >>> model.score("长江两岸") > model.score("长汀西崖") + 5
        True
        """
        reading = START
        for char in text:
            reading = self.read(reading, char)
        return reading.score

    def together(self, first: str, second: str) -> float:
        """Score of two characters as a word, as the beginning of one, or one by one, whichever is best."""
        pair = self.simplified.get(first, first) + self.simplified.get(second, second)
        apart = self.alone(first) + self.alone(second)
        return max(apart, self.words.get(pair, apart), BEGINNING if pair in self.beginnings else apart)

    def alone(self, char: str) -> float:
        """Score of one character as a word of its own."""
        char = self.simplified.get(char, char)
        return self.words[char] if char in self.words else _alone(char)


def _alone(char: str) -> float:
    """Score of a character that is no word of the dictionary."""
    if char in _MARKS:
        return _MARKS[char]
    if char < "\x80":
        return _ASCII_LETTER if char.isalpha() else _ASCII_DIGIT if char.isdigit() else _ASCII_MARK
    if "\u4e00" <= char <= "\u9fff":
        return UNKNOWN_HAN
    if "０" <= char <= "９":
        return _FULL_WIDTH_DIGIT
    return _FULL_WIDTH if "\uff01" <= char <= "\uff5e" else _OTHER


@cache
def character_scores() -> Mapping[str, float]:
    """Score of each character of GBK's range that is a word of its own, simplified and traditional; cheap to build.

    Characters that are missing are UNKNOWN_HAN.
    """
    data = resources.files("jieba").joinpath("dict.txt").read_bytes()
    counts = {char.decode(): max(int(count), 1) for char, count in _SINGLE.findall(data)}
    scores = {char: math.log(count) - JIEBA_TOTAL for char, count in counts.items()}
    traditional = {old: scores[new[0]] for old, new in _characters("TSCharacters.txt").items() if new[0] in scores}
    return scores | traditional


@cache
def language_model() -> LanguageModel:
    """The model from the installed jieba and OpenCC; built at the first call of a process."""
    rows = resources.files("jieba").joinpath("dict.txt").read_text(encoding="utf-8").split()
    counts = [max(int(n), 1) for n in rows[1::3]]
    total = math.log(sum(counts))
    words = {w: math.log(n) - total for w, n in zip(rows[::3], counts, strict=True) if len(w) <= MAX_WORD} | _CAPPED
    traditional, simplified = _characters("TSCharacters.txt"), _characters("STCharacters.txt")
    return LanguageModel(
        words,
        frozenset(word[:2] for word in words if len(word) > 2),
        frozenset(word[-2:] for word in words if len(word) > 1),
        {old: new[0] for old, new in traditional.items() if old not in new},
        frozenset(old for old, new in simplified.items() if old not in new),
    )


def _characters(name: str) -> dict[str, list[str]]:
    """One of OpenCC's tables of characters: character -> what it may become."""
    text = resources.files("opencc").joinpath("dictionary", name).read_text(encoding="utf-8")
    rows = (line.split("\t") for line in text.splitlines())
    return {key: values.split(" ") for key, values in rows}
