"""Keywords of an article: TF-IDF over jieba's document frequencies, on words that are already cut."""

from __future__ import annotations

import heapq
from collections import Counter
from collections.abc import Sequence
from typing import NamedTuple

from tasks.lang.words import dictionary, idf

MIN_LENGTH = 2
"""Characters of the shortest keyword; a single character says too little."""

LEFT_OUT = frozenset({"c", "d", "e", "f", "k", "m", "mq", "o", "p", "q", "r", "rr", "rz", "t", "u", "uj", "y"})
"""Parts of speech that are no keywords by their type: function words, numbers, calendar words."""

BYLINE_WORDS = frozenset({"本报讯", "记者", "通讯员", "实习生", "摄影", "摄", "本报", "日电", "编辑", "责编", "本版"})
"""Words of datelines, bylines and credits: they say who wrote, not what about."""


class ScoredTerm(NamedTuple):
    """A keyword with its weight."""

    term: str
    weight: float


def find_keywords(words: Sequence[str], count: int) -> list[ScoredTerm]:
    """The `count` words of the highest TF-IDF, best first; words of equal weight in order of appearance.

    A word that jieba's dictionary does not hold counts from its second occurrence: one that the HMM
    made up once is as often a piece of a phrase.

    Args:
        words: the words of a body.
        count: how many to give at most.

    >>> [term.term for term in find_keywords(["水稻", "和", "水稻", "三月"], 5)]
    ['水稻']
    """
    counts = Counter(words).items()
    terms = [(word, n, abs(r)) for word, n in counts if (r := _RARITY[word]) and (r > 0 or n > 1)]
    total = sum(n for _, n, _ in terms)
    best = heapq.nlargest(count, terms, key=lambda term: term[1] * term[2])
    return [ScoredTerm(word, n * rarity / total) for word, n, rarity in best]


WORDS_KEPT = 500_000
"""Words whose rarity a process keeps."""


class _Rarity(dict[str, float]):
    """The inverse document frequency of each word, worked out at its first use.

    0 for what is no keyword; negative for a word that jieba's dictionary does not hold.
    """

    def __missing__(self, word: str) -> float:
        is_left_out = len(word) < MIN_LENGTH or dictionary().tags.get(word) in LEFT_OUT or not _is_term(word)
        rarity = 0.0 if is_left_out else idf().of_word.get(word, idf().median)
        rarity = rarity if word in dictionary().tags else -rarity
        if len(self) < WORDS_KEPT:
            self[word] = rarity
        return rarity


_RARITY = _Rarity()


def _is_term(word: str) -> bool:
    """Whether a word is neither a number, a mark, nor part of a credit.

    >>> _is_term("水稻"), _is_term("2024"), _is_term("3.5%"), _is_term("记者")
    (True, False, False, False)
    """
    return word not in BYLINE_WORDS and word[0].isalpha() and not any(char.isdigit() for char in word)
