"""Keywords of an article that an analyst would have chosen: slogans, new words and words, weighed with the corpus.

Weight = (occurrences + a bonus in headlines) x inverse document frequency x what the kind of term is worth. The document
frequency is that of the twelve months before, on top of jieba's as a prior, so that a small corpus does not make common
words rare. It does not change with each day that is added, and so neither do older articles' keywords.
"""

from __future__ import annotations

import heapq
import math
from bisect import bisect_right
from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Sequence, Set
from functools import partial
from itertools import accumulate, groupby
from operator import itemgetter
from typing import NamedTuple

import pyarrow as pa
import pyarrow.compute as pc

from schemas import KEYWORDS
from schemas.column import schema_of
from tasks.corpus.inputs import Inputs, Keyed, Worked, carried_over, spread, tuples
from tasks.corpus.slogans import Found
from tasks.corpus.slogans_words import NO_TERM_WORDS
from tasks.corpus.word_counts import word_counts
from tasks.lang.words import idf

MOST = 100
"""Keywords of an article at most."""

LEAST_WORDS = 20
"""Keywords up to which plain words are added to slogans and new words."""

PRIOR = 200
"""Articles that jieba's document frequencies count for."""

WORTH = {"quoted": 3.0, "numbered": 3.0, "lexicon": 2.5, "discovered": 1.7, "word": 0.5}
"""Factor of a term by its pattern; a plain word's is the least."""

WEIGHT_DIGITS = 3
"""Decimal digits of a weight; with six, the table took 0.11 of the input's size, with three it takes 0.08."""

TITLE_BONUS = 2
"""Occurrences that one in kicker, headline or deck counts for besides itself."""

LEFT_OUT = frozenset(
    {"c", "d", "e", "f", "k", "m", "mq", "o", "p", "q", "r", "rr", "rz", "t", "u", "uj", "y", "x", "v", "a", "ad"}
)
"""Parts of speech that are no keywords: function words, numbers, calendar words, names unknown to jieba, verbs."""


SCHEMA = schema_of(KEYWORDS)

HELD = pa.schema([("part", pa.string()), ("canonical", pa.string()), ("articles", pa.int64())])
"""In how many articles of a month slogans stand."""

CHOSEN = pa.struct([field for field in SCHEMA if field.name not in ("article_id", "source_id")])
"""What is kept of an article: its rows."""


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


class Counts(NamedTuple):
    """In how many articles of a period terms stand; one that is missing counts as standing in one.

    Attributes:
        words, slogans: articles by word, and by canonical form.
        articles: articles of the period.
    """

    words: Mapping[str, int]
    slogans: Mapping[str, int]
    articles: int

    def of_slogan(self, term: str) -> int:
        """Articles with a slogan; one that is also a word of the dictionary stands where the word does."""
        return max(self.slogans.get(term, 1), self.words.get(term, 1))

    def of_word(self, term: str) -> int:
        """Articles with a word."""
        return self.words.get(term, 1)


class ScoredTerm(NamedTuple):
    """A keyword with its weight."""

    term: str
    weight: float


def rank_keywords(article: Described, counts: Counts) -> list[ScoredTerm]:
    """The keywords of an article, best first; of equal weight in the order of characters."""
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
        term: (1 + math.log(n))
        * worth[term]
        * _rarity(
            term, counts.of_word(term) if worth[term] == WORTH["word"] else counts.of_slogan(term), counts.articles
        )
        for term, n in times.items()
    }
    kept = heapq.nsmallest(MOST, weights, key=lambda term: (-weights[term], term))
    plain = WORTH["word"]
    chosen = [term for at, term in enumerate(kept) if at < LEAST_WORDS or worth[term] > plain]
    return [ScoredTerm(term, round(weights[term], WEIGHT_DIGITS)) for term in chosen]


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


def keyword_rows(inputs: Inputs) -> Iterator[pa.Table]:
    """The rows of `keywords`, a part for each month.

    An article's keywords are kept; they change when its slogans do, or how rare these are, or a day is loaded late that
    belongs to the year before it. In how many articles of a month words stand is kept too.
    """
    articles = [Keyed(*row) for row in tuples(inputs.rows("keywords_articles"))]
    for part in carried_over(inputs, "keywords", articles, CHOSEN, partial(_work_out, inputs, articles)):
        yield spread(part, SCHEMA)


def _work_out(inputs: Inputs, articles: Sequence[Keyed], article_ids: Sequence[str]) -> Iterator[Worked]:
    """The keywords of some of all articles."""
    if not article_ids:
        return
    of_month = {month: [each.article_id for each in of_part] for month, of_part in groupby(articles, itemgetter(0))}
    words = {month: counted.select(["word", "articles"]) for month, counted in word_counts(inputs, of_month)}
    slogans = pa.Table.from_batches(list(inputs.rows("keywords_slogans")), HELD)
    periods = defaultdict(list)
    for month, held_in, count in tuples(inputs.rows("keywords_periods")):
        periods[month].append((held_in, count))
    for part, rows in groupby(tuples(inputs.rows("keywords", article_ids)), itemgetter(0)):
        described = {article_id: _described(*row) for _, article_id, *row in rows}
        counts = _counts_of(periods[part], words, slogans, list(described.values()))
        for article_id, article in described.items():
            ranked = rank_keywords(article, counts)
            yield Worked(part, article_id, [(rank, *term) for rank, term in enumerate(ranked, start=1)])


def _counts_of(
    period: Sequence[tuple[str, int]], words: Mapping[str, pa.Table], slogans: pa.Table, articles: Sequence[Described]
) -> Counts:
    """In how many articles of a period the terms of some articles stand.

    Args:
        period: months with the articles of each.
        words: word and articles, by month.
        slogans: as HELD.
    """
    months = [month for month, _ in period]
    terms = {word for each in articles for word in each.words} | {
        s.canonical for each in articles for s in each.slogans
    }
    asked = pa.array(sorted(term for term in terms if len(term) > 1), pa.string())
    of_words = [words[month].rename_columns(["term", "articles"]) for month in months]
    of_slogans = slogans.filter(pc.is_in(slogans["part"], value_set=pa.array(months, pa.string())))
    return Counts(
        _summed(pa.concat_tables(of_words), asked),
        _summed(of_slogans.select(["canonical", "articles"]).rename_columns(["term", "articles"]), asked),
        sum(count for _, count in period),
    )


def _summed(held: pa.Table, terms: pa.Array) -> dict[str, int]:
    """The articles of each of these terms, added up."""
    found = held.filter(pc.is_in(held["term"], value_set=terms))
    total = found.group_by("term").aggregate([("articles", "sum")])
    return dict(zip(total["term"].to_pylist(), total["articles_sum"].to_pylist(), strict=True))


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
