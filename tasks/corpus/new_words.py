"""New words of a corpus: phrases of jieba's words that stand together more than chance has it, in many contexts.

Measures: pointwise mutual information of the words, normalised (NPMI; G. Bouma 2009), and the entropy of the words on
either side (branching entropy; Z. Jin and K. Tanaka-Ishii 2006). The phrases are runs of nouns, verbs, adjectives.
"""

from __future__ import annotations

import math
import zlib
from collections import Counter
from collections.abc import Iterator, Sequence, Set
from dataclasses import dataclass, field
from itertools import accumulate
from typing import NamedTuple

from tasks.corpus.slogans_words import (
    CONTENT_TAGS,
    FIRM_HEADS,
    FORMULA_HEADS,
    FUNCTION_TAGS,
    NO_TERM_WORDS,
    NUMERALS,
    OCCASIONS,
    POLICY_VERBS,
)
from tasks.lang.geography import REGIONS
from tasks.lang.words import UNKNOWN_TAG, is_glued

WORDS_MOST = 4
"""Words of the longest phrase."""

LENGTHS = range(4, 13)
"""Characters of a phrase."""

SEEN_PLACES = 1 << 25
"""Places that remember which phrases have been seen once, and beside what: 64 MB whatever the corpus."""

OFTEN = 3
"""Occurrences in one article from which on a phrase is counted at its first article."""

MIN_NPMI, MIN_ENTROPY, MIN_OTHER = 0.25, 0.4, 0.6
"""Least association of the words; least entropy of the neighbours on the poorer and on the richer side, in nats."""

MIN_NPMI_OF_FEW = 0.5
"""Least association of words that stand together no more often than OFTEN."""

ARTICLES_STEP = 3
"""Doublings of the corpus for each of which a phrase needs one article more."""

HEADED_SCORE = 0.5
"""Score of a phrase that ends as formulas do and is the object of a verb of policy, however rare."""

INNER = ("大", "新")
"""Words of one character that a term may have inside: 现代化大农业."""

ERAS = ("未来", "现代", "当代", "新时代")
"""Words of time with which a term may begin; the others are dates."""

REGION_NAMES = frozenset(REGIONS)
"""Regions, which a phrase may begin with; other places only locate it."""

FIRM_ENDS, FORMULA_ENDS = tuple(FIRM_HEADS), tuple(FORMULA_HEADS)


class Gram(NamedTuple):
    """A phrase in an article: its words' positions, half-open, and its text."""

    first: int
    last: int
    text: str


@dataclass(slots=True)
class Company:
    """How often a phrase occurs, in how many articles, and beside what; a neighbour is known by `_mark`."""

    count: int = 0
    articles: int = 0
    left: Counter[int] = field(default_factory=Counter)
    right: Counter[int] = field(default_factory=Counter)
    words: tuple[str, ...] = ()
    is_headed: bool = False

    def add(self, left: int, right: int) -> None:
        """Take note of an occurrence."""
        self.count += 1
        self.left[left] += 1
        self.right[right] += 1


def _mark(word: str) -> int:
    """A number of 1 to 255 for a word: enough to tell most neighbours of a phrase apart."""
    return 1 + zlib.crc32(word.encode()) % 255


class NewWords:
    """Counts phrases article by article; what it finds depends on the articles' order only in how it counts singles."""

    def __init__(self) -> None:
        self._seen_left, self._seen_right = bytearray(SEEN_PLACES), bytearray(SEEN_PLACES)
        self._phrases: dict[str, Company] = {}
        self._of_word: Counter[str] = Counter()
        self._articles = 0

    def add(self, words: Sequence[str], tags: Sequence[str], names: Set[str]) -> None:
        """Count an article's phrases.

        Args:
            names: names of persons and organisations; a phrase that one of them holds is none.
        """
        self._articles += 1
        self._of_word.update(words)
        grams = [gram for gram in phrases(words, tags) if not _is_name(gram, words, tags, names)]
        counts = Counter(gram.text for gram in grams)
        often = {text for text, n in counts.items() if n >= OFTEN}
        often |= {gram.text for gram in grams if _is_headed(gram, words)}
        for text in often | (counts.keys() & self._phrases.keys()):
            self._phrases.setdefault(text, Company()).articles += 1
        met: set[str] = set()
        for gram in grams:
            self._count(gram, words, met)

    def _count(self, gram: Gram, words: Sequence[str], met: set[str]) -> None:
        """Count an occurrence; that of a phrase of which nothing is known is remembered by its place.

        Args:
            met: phrases of this article that are remembered so; they count once.
        """
        left = _mark(words[gram.first - 1]) if gram.first else 0
        right = _mark(words[gram.last]) if gram.last < len(words) else 0
        if gram.text not in self._phrases and not self._was_seen(gram.text, left, right, met):
            return
        company = self._phrases[gram.text]
        company.words = company.words or tuple(words[gram.first : gram.last])
        company.is_headed |= _is_headed(gram, words)
        company.add(left, right)

    def _was_seen(self, text: str, left: int, right: int, met: set[str]) -> bool:
        """Whether a phrase stood in an article before; if so, it is counted from there on."""
        place = zlib.crc32(text.encode()) % SEEN_PLACES
        if text in met:
            return False
        if not self._seen_left[place]:
            self._seen_left[place], self._seen_right[place] = left or 255, right or 255
            met.add(text)
            return False
        company = self._phrases[text] = Company(articles=2)
        company.add(self._seen_left[place], self._seen_right[place])
        return True

    def found(self) -> dict[str, tuple[float, int, int]]:
        """The new words, with score, occurrences, and articles."""
        total = max(1, self._of_word.total())
        scored = {text: self._score(company, total) for text, company in self._phrases.items()}
        return {
            text: (round(score, 4), self._phrases[text].count, self._phrases[text].articles)
            for text, score in sorted(scored.items())
            if score > 0
        }

    def _score(self, company: Company, total: int) -> float:
        """How surely a phrase is a term; 0 if it is not one."""
        is_headed = company.is_headed and company.articles >= self.least_articles() - 1
        return max(self._association(company, total), HEADED_SCORE if is_headed else 0.0)

    def least_articles(self) -> int:
        """Articles in which a phrase has to stand: the more, the more chances there are to meet by accident."""
        return max(2, round(math.log2(max(1, self._articles)) / ARTICLES_STEP))

    def _association(self, company: Company, total: int) -> float:
        """Association of the words and entropy of the neighbours, added up; 0 if either is too small."""
        least_articles = self.least_articles()
        if company.articles < least_articles and (company.count < OFTEN or least_articles > 2):
            return 0.0
        least, most = sorted((_entropy(company.left), _entropy(company.right)))
        npmi = self._npmi(company, total)
        return (
            npmi + least
            if npmi >= (MIN_NPMI if company.count > OFTEN else MIN_NPMI_OF_FEW)
            and least >= MIN_ENTROPY
            and most >= MIN_OTHER
            else 0.0
        )

    def _npmi(self, company: Company, total: int) -> float:
        """Normalised mutual information of the words, at most 1; of a single word, 1."""
        if len(company.words) == 1:
            return 1.0
        joint = math.log(company.count / total)
        apart = math.fsum(math.log(self._of_word[word] / total) for word in company.words)
        return (joint - apart) / (-(len(company.words) - 1) * joint)


def _entropy(side: Counter[int]) -> float:
    total = side.total()
    return -math.fsum(n / total * math.log(n / total) for n in sorted(side.values()))


def phrases(words: Sequence[str], tags: Sequence[str]) -> Iterator[Gram]:
    """All phrases of an article that may be a term.

    >>> {gram.text for gram in phrases(["发展", "低空", "经济", "，"], ["vn", "n", "n", "x"])}
    {'低空经济'}
    """
    fits = [_fits(word, tag) for word, tag in zip(words, tags, strict=True)]
    ends = list(accumulate(map(len, words), initial=0))
    for first, is_fit in enumerate(fits):
        if not _may_begin(words[first], tags[first]) or not (is_fit or _starts_only(words, tags, first)):
            continue
        for last in range(first, min(first + WORDS_MOST, len(words))):
            if last > first and not fits[last] and words[last] not in INNER:
                break
            length = ends[last + 1] - ends[first]
            is_whole = last > first or words[first].endswith(FIRM_ENDS)
            if length in LENGTHS and is_whole and _may_end(words[last], tags[last]):
                yield Gram(first, last + 1, "".join(words[first : last + 1]))


def _is_headed(gram: Gram, words: Sequence[str]) -> bool:
    """Whether a phrase of several words ends as formulas do and is the object of a verb of policy."""
    before = words[gram.first - 1] if gram.first else ""
    is_formula = gram.text.endswith(FORMULA_ENDS) and not gram.text.endswith(OCCASIONS)
    return is_formula and gram.last - gram.first > 1 and before in POLICY_VERBS


def _is_name(gram: Gram, words: Sequence[str], tags: Sequence[str], names: Set[str]) -> bool:
    """Whether a phrase is a piece of a name, or holds one; a leader's name may begin a term: 某某思想."""
    own = words[gram.first] if tags[gram.first] == "nrfg" else ""
    return any((name in gram.text and name != own) or gram.text in name for name in names)


def _fits(word: str, tag: str) -> bool:
    is_content = tag[0] in CONTENT_TAGS and tag not in FUNCTION_TAGS and not tag.startswith("ns")
    if tag.startswith("nt") and not word.endswith(FIRM_ENDS):
        return False
    return (is_content or tag == UNKNOWN_TAG or tag == "nr") and len(word) > 1 and "\u4e00" <= word[0] <= "\u9fff"


def _starts_only(words: Sequence[str], tags: Sequence[str], at: int) -> bool:
    """Whether a word may begin a term, but not go on one: a region, an era, a numeral, a leader's name."""
    return words[at] in REGION_NAMES or words[at] in ERAS or tags[at] == "nrfg" or _counts(words, tags, at)


def _counts(words: Sequence[str], tags: Sequence[str], at: int) -> bool:
    """Whether a word is a numeral right before what may be counted in a formula."""
    return len(words[at]) == 1 and words[at] in NUMERALS and tags[at] == "m"


def _may_begin(word: str, tag: str) -> bool:
    return (
        (word not in NO_TERM_WORDS or word == "全面") and tag not in ("nr", "v", "l", "i") and not is_glued(word, tag)
    )


def _may_end(word: str, tag: str) -> bool:
    return word.endswith(FIRM_ENDS) or (
        word not in NO_TERM_WORDS and (tag[0] in "nbjx" or tag == "vn") and tag != "nrfg"
    )
