"""How likely a piece of Chinese is: words, their frequencies and their order of kinds, as jieba ships them.

A text scores the logarithm of the probability of its best division into words. A word is as likely as
its frequency in jieba's dictionary says, more after words of the kinds that its own kind follows (a
measure word after a number), and a personal name as likely as its characters. Traditional characters are
taken as the simplified ones that OpenCC's table gives. Nothing is shipped with this code: the tables are
read from the installed packages, once, when the first damaged place is looked at (0.7 s of CPU time).
"""

from __future__ import annotations

import math
import pickle
import re
from collections import defaultdict
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import cache, lru_cache
from importlib import resources
from typing import NamedTuple

from tasks.lang.people import GivenNames, given_names, surname_weights
from tasks.lang.words import dictionary

MAX_WORD = 6
"""Characters of the longest word that is looked up; longer ones are 0.1 % of jieba's counts."""

UNKNOWN_HAN = -22.0
"""A Han character that the dictionary does not know, in natural logarithms like all scores here."""

BEGINNING = -12.0
"""Two characters with which a longer word begins; half of those words are likelier than this."""

NAME = -6.0
"""Natural logarithm of the share of words that are names of persons; their characters score beside it."""

ONE_GIVEN, TWO_GIVEN = math.log(0.25), math.log(0.75)
"""How many names have a given name of one character, of two."""

ORDER_WEIGHT = 0.6
"""How far the kinds of neighbouring words are trusted; jieba's counts of them come from finer units."""

MOST_ORDER = 2.4
"""Natural logarithm of the most that two neighbours' kinds say for or against them."""

RARE_ORDER = 1e-4
"""Share of a kind that may follow any other."""

SINGLE = -1.0
"""Natural logarithm of the share of words that have one character."""

STEPS = 1 << 17
"""Answers of the model that are kept; a damaged page asks some ten thousand."""

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

_SINGLE = re.compile(rb"^([\xe4-\xe9][\x80-\xbf]{2}) (\d+)", re.MULTILINE)

JIEBA_TOTAL = math.log(6e7)
"""Natural logarithm of all counts of jieba's dictionary, near enough where only single characters are compared."""

_ASCII_LETTER, _ASCII_DIGIT, _ASCII_MARK, _FULL_WIDTH_DIGIT, _FULL_WIDTH, _OTHER = -7.5, -5.0, -5.0, -7.5, -11.0, -16.0

_NUMBER, _MARK, _NAME_KIND, _OTHER_KIND = "m", "w", "nr", "x"


class Reading(NamedTuple):
    """A text as far as it has been read.

    Attributes:
        scores: best score of the text up to its end, up to one character earlier, and so on through `tail`.
        kinds: kind of the last word of each of those.
        tail: its last characters, simplified, as far back as a word may go on.
    """

    scores: tuple[float, ...]
    kinds: tuple[str, ...]
    tail: str

    @property
    def score(self) -> float:
        """Score of the text read so far."""
        return self.scores[0]


START = Reading((0.0,), (_OTHER_KIND,), "")
"""Nothing read yet."""


class Word(NamedTuple):
    """A word that may end with the character read: how many characters it has before it, its score and kind."""

    before: int
    score: float
    kind: str


@dataclass(frozen=True, slots=True)
class LanguageModel:
    """Scores of words and characters.

    Attributes:
        words: word -> natural logarithm of its probability.
        prefixes: what longer words begin with.
        order: kind -> kind -> how much likelier the second is after the first than elsewhere.
        simplified: traditional character -> simplified character, where they differ.
        only_simplified: characters that traditional text does not use.
        ending: (tail, character) -> the words that may end with it, and the tail after it.
    """

    words: Mapping[str, float]
    prefixes: frozenset[str]
    order: Mapping[str, Mapping[str, float]]
    simplified: Mapping[str, str]
    only_simplified: frozenset[str]
    ending: Callable[[str, str], tuple[tuple[Word, ...], str]]

    def read(self, before: Reading, char: str) -> Reading:
        """The reading after one more character: each word that may end with it is tried."""
        words, tail = self.ending(before.tail, char)
        scores, kinds, order = before.scores, before.kinds, self.order
        best, best_kind = -math.inf, _OTHER_KIND
        for back, score, kind in words:
            score += scores[back] + order[kinds[back]].get(kind, 0.0)
            if score > best:
                best, best_kind = score, kind
        length = len(tail)
        return Reading((best, *scores[:length]), (best_kind, *kinds[:length]), tail)

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
        return max(apart, self.words.get(pair, apart), BEGINNING if pair in self.prefixes else apart)

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
    words = _word_scores()
    prefixes = frozenset(word[:end] for word in words for end in range(1, len(word)))
    traditional, simplified = _characters("TSCharacters.txt"), _characters("STCharacters.txt")
    to_simplified = {old: new[0] for old, new in traditional.items() if old not in new}
    return LanguageModel(
        words,
        prefixes,
        _order_of_kinds(),
        to_simplified,
        frozenset(old for old, new in simplified.items() if old not in new),
        lru_cache(STEPS)(_Endings(words, prefixes, to_simplified, given_names())),
    )


@dataclass(frozen=True, slots=True)
class _Endings:
    """Which words may end with a character; asked for the same neighbours again and again."""

    words: Mapping[str, float]
    prefixes: frozenset[str]
    simplified: Mapping[str, str]
    names: GivenNames

    def __call__(self, tail: str, char: str) -> tuple[tuple[Word, ...], str]:
        read = tail + self.simplified.get(char, char)
        found = [self._single(read[-1])]
        for length in range(2, len(read) + 1):
            word = read[-length:]
            if word in self.words:
                found.append(Word(length - 1, self.words[word], dictionary().tags.get(word, _OTHER_KIND)))
        return (*found, *self._named(read)), self._kept(read)

    def _single(self, char: str) -> Word:
        if char in self.words:
            return Word(0, self.words[char], dictionary().tags.get(char, _OTHER_KIND))
        is_mark = char in _MARKS or (char < "\x80" and not char.isalnum())
        return Word(0, _alone(char), _MARK if is_mark else _NUMBER if char.isdigit() else _OTHER_KIND)

    def _named(self, read: str) -> list[Word]:
        """The names of persons that end here."""
        found, surnames, names = [], surname_weights(), self.names
        given = read[-2:] if all("\u4e00" <= c <= "\u9fff" for c in read[-2:]) else ""
        if given and read[-2:-1] in surnames:
            weight = names.only.get(given[1], names.unseen)
            found.append(Word(1, NAME + surnames[given[0]] + ONE_GIVEN + weight, _NAME_KIND))
        if given and read[-3:-2] in surnames:
            weight = names.first.get(given[0], names.unseen) + names.second.get(given[1], names.unseen)
            found.append(Word(2, NAME + surnames[read[-3]] + TWO_GIVEN + weight, _NAME_KIND))
        return found

    def _kept(self, read: str) -> str:
        """The end of what was read with which a word or a name may go on."""
        for start in range(max(0, len(read) - MAX_WORD + 1), len(read)):
            rest = read[start:]
            if rest in self.prefixes or (len(rest) < 3 and rest[0] in surname_weights()):
                return rest
        return ""


def _word_scores() -> dict[str, float]:
    """Score of each word; those of one character from the tables of jieba's word divider, which have their true share."""
    from jieba.finalseg import emit_P

    singles, known = emit_P["S"], dictionary()
    total = math.log(known.total)
    scores = {word: math.log(max(n, 1)) - total for word, n in known.frequency.items() if len(word) <= MAX_WORD}
    return scores | {char: SINGLE + score for char, score in singles.items() if char in scores}


def _order_of_kinds() -> dict[str, dict[str, float]]:
    """Kind -> kind -> natural logarithm of how much likelier the second is after the first, from jieba.posseg's tables."""
    transitions = pickle.loads(resources.files("jieba").joinpath("posseg", "prob_trans.p").read_bytes())
    after: defaultdict[str, defaultdict[str, float]] = defaultdict(lambda: defaultdict(float))
    for (place, kind), row in transitions.items():
        for (next_place, next_kind), logarithm in row.items():
            if place in "ES" and next_place in "BS":
                after[kind][next_kind] += math.exp(logarithm)
    shares = {kind: {k: n / sum(row.values()) for k, n in row.items()} for kind, row in after.items()}
    known = dictionary()
    counts: defaultdict[str, float] = defaultdict(float)
    for word, count in known.frequency.items():
        counts[known.tags[word]] += count / known.total
    usual: defaultdict[str, float] = defaultdict(float)
    for kind, row in shares.items():
        for following, share in row.items():
            usual[following] += counts[kind] * share
    order = {a: {b: _likelier(row.get(b, 0.0), usual[b]) for b in usual if usual[b]} for a, row in shares.items()}
    return defaultdict(dict, order)


def _likelier(share: float, usual: float) -> float:
    weighed = ORDER_WEIGHT * math.log((share + RARE_ORDER * usual) / (usual + 1e-6))
    return max(-MOST_ORDER, min(MOST_ORDER, weighed))


def _characters(name: str) -> dict[str, list[str]]:
    """One of OpenCC's tables of characters: character -> what it may become."""
    text = resources.files("opencc").joinpath("dictionary", name).read_text(encoding="utf-8")
    rows = (line.split("\t") for line in text.splitlines())
    return {key: values.split(" ") for key, values in rows}
