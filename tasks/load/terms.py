"""The search index: how often each word, and each word within a longer one, stands in an article."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence

from schemas.article import Article
from schemas.enrichment import Term
from tasks.lang.words import cut, dictionary

WORDS_KEPT = 500_000
"""Words whose terms a process keeps."""

PART_LENGTHS = (2, 3)
"""Characters of the words that are looked for within a longer one."""


def terms_of(article: Article, words: Sequence[str]) -> Iterator[Term]:
    """The rows of `terms` of an article, in no order.

    Args:
        words: the body's, as in `words`; those of kicker, headline and deck are cut here.
    """
    counted = Counter(words)
    for text in filter(None, (article.kicker, article.headline, article.deck)):
        counted.update(cut(text))
    times: Counter[str] = Counter()
    for word, tf in counted.items():
        for term in _TERMS[word]:
            times[term] += tf
    article_id, source_id = article.article_id, article.source_id
    return (Term(term, article_id, tf, source_id) for term, tf in times.items())


def terms_in(word: str) -> tuple[str, ...]:
    """A word in lower case, and the words of jieba's dictionary that stand in it, as `jieba.cut_for_search` has them.

    Words of one character stand nearly everywhere, would make up a fifth of the index and tell little: they are left
    out, and so is what has no letter or digit.

    >>> terms_in("白城市"), terms_in("的"), terms_in("——")
    (('白城市', '白城', '城市'), (), ())
    """
    if len(word) < 2 or not any(map(str.isalnum, word)):
        return ()
    frequency = dictionary().frequency
    parts = (word[at : at + size] for size in PART_LENGTHS if size < len(word) for at in range(len(word) - size + 1))
    return tuple(dict.fromkeys((word.lower(), *(part for part in parts if frequency.get(part)))))


class _Terms(dict[str, tuple[str, ...]]):
    """The terms in each word, found at its first use."""

    def __missing__(self, word: str) -> tuple[str, ...]:
        terms = terms_in(word)
        if len(self) < WORDS_KEPT:
            self[word] = terms
        return terms


_TERMS = _Terms()
