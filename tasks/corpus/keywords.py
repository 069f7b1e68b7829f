"""Keywords of an article that an analyst would have chosen: slogans, new words and words, weighed with the corpus.

Weight = (occurrences + a bonus in headlines) x inverse document frequency x what the kind of term is worth. The document
frequency is the corpus's, on top of jieba's as a prior, so that a small corpus does not make common words rare.
"""

from __future__ import annotations

import heapq
import math
from bisect import bisect_right
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence, Set
from itertools import accumulate, groupby
from operator import itemgetter
from typing import NamedTuple

import pyarrow as pa

from schemas.derived import Keyword
from tasks.corpus.slogans import Found
from tasks.corpus.slogans_words import NO_TERM_WORDS
from tasks.lang.words import idf

MOST = 100
"""Keywords of an article at most."""

LEAST_WORDS = 20
"""Keywords up to which plain words are added to slogans and new words."""

PRIOR = 200
"""Articles that jieba's document frequencies count for."""

WORTH = {"quoted": 3.0, "numbered": 3.0, "lexicon": 2.5, "discovered": 2.0, "word": 0.5}
"""Factor of a term by its pattern; a plain word's is the least."""

TITLE_BONUS = 2
"""Occurrences that one in kicker, headline or deck counts for besides itself."""

LEFT_OUT = frozenset(
    {"c", "d", "e", "f", "k", "m", "mq", "o", "p", "q", "r", "rr", "rz", "t", "u", "uj", "y", "x", "v", "a", "ad"}
)
"""Parts of speech that are no keywords: function words, numbers, calendar words, names unknown to jieba, verbs."""


class Described(NamedTuple):
    """An article as its keywords are chosen.

    Attributes:
        title: kicker, headline and deck.
        words, tags: those of the body.
        slogans: as in `slogans`.
        dates: where dates stand in the body; a word of theirs is no keyword.
        names: names of the writers; a word of theirs is no keyword.
    """

    title: str
    words: Sequence[str]
    tags: Sequence[str]
    slogans: Sequence[Found]
    dates: Sequence[Sequence[int]]
    names: Set[str]


class ScoredTerm(NamedTuple):
    """A keyword with its weight."""

    term: str
    weight: float


def rank_keywords(article: Described, held_by: Mapping[str | None, int], articles: int) -> list[ScoredTerm]:
    """The keywords of an article, best first; of equal weight in the order of characters.

    Args:
        held_by: articles of the corpus that have a term or word.
        articles: articles of the corpus.
    """
    times: Counter[str] = Counter()
    worth: dict[str, float] = {}
    for slogan in article.slogans:
        times[slogan.canonical] += 1 if slogan.field == "body" else 1 + TITLE_BONUS
        worth[slogan.canonical] = max(worth.get(slogan.canonical, 0.0), WORTH[slogan.pattern])
    for word, count in _plain_words(article).items():
        if word not in worth:
            times[word] = count + (TITLE_BONUS if word in article.title else 0)
            worth[word] = WORTH["word"]
    weights = {
        term: (1 + math.log(n)) * worth[term] * _rarity(term, held_by.get(term, 1), articles)
        for term, n in times.items()
    }
    kept = heapq.nsmallest(MOST, weights, key=lambda term: (-weights[term], term))
    plain = WORTH["word"]
    chosen = [term for at, term in enumerate(kept) if at < LEAST_WORDS or worth[term] > plain]
    return [ScoredTerm(term, round(weights[term], 6)) for term in chosen]


def _rarity(term: str, held_by: int, articles: int) -> float:
    """Inverse document frequency: the corpus's counts and, as a prior of PRIOR articles, jieba's."""
    prior = math.exp(-idf().of_word.get(term, idf().median))
    return math.log((articles + PRIOR + 1) / (held_by + PRIOR * prior + 0.5))


def _plain_words(article: Described) -> Counter[str]:
    """Words of the body that are nouns or names and stand in no slogan and no date."""
    taken = [(s.start, s.end) for s in article.slogans if s.field == "body"]
    spans = sorted((*taken, *((start, end) for start, end in article.dates)))
    starts = [start for start, _ in spans]
    counts: Counter[str] = Counter()
    for at, word, tag in zip(accumulate(map(len, article.words), initial=0), article.words, article.tags, strict=False):
        if len(word) > 1 and tag not in LEFT_OUT and word[0].isalpha() and word not in NO_TERM_WORDS:
            before = bisect_right(starts, at) - 1
            if (before < 0 or at >= spans[before][1]) and not any(word in name for name in article.names):
                counts[word] += 1
    return counts


def keyword_rows(batches: Iterable[pa.RecordBatch]) -> Iterator[list[Keyword]]:
    """The rows of `keywords`, a part for each month.

    Args:
        batches: rows of warehouse/inputs/keywords.sql: how rare terms are, then the articles'.
    """
    rows = (row for batch in batches for row in zip(*(c.to_pylist() for c in batch.columns), strict=True))
    groups = groupby(rows, itemgetter(0))
    held_by: dict[str | None, int] = {}
    for part, of_part in groups:
        if part is None:
            held_by = {term: count for _, term, count, *_ in of_part}
        else:
            yield [
                Keyword(article_id, source_id, rank, term.term, term.weight)
                for _, _, _, article_id, source_id, *row in of_part
                for rank, term in enumerate(rank_keywords(_described(*row), held_by, held_by[None]), start=1)
            ]


def _described(
    title: str,
    words: Sequence[str] | None,
    tags: Sequence[str] | None,
    slogans: Sequence[Sequence[str]] | None,
    dates: Sequence[Sequence[int]] | None,
    authors: Sequence[str],
) -> Described:
    found = (
        Found(field, text, canonical, pattern, int(start), int(end))
        for field, text, canonical, pattern, start, end in slogans or ()
    )
    return Described(title, words or (), tags or (), tuple(found), dates or (), frozenset(authors))
