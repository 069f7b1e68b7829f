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

SEEN_BITS = 1 << 26
"""Bits that remember which phrases have been seen once; as many phrases cost 8 MB whatever the corpus."""

OFTEN = 3
"""Occurrences in one article from which on a phrase is counted at its first article."""

SIDES_MOST = 32
"""Different neighbours that are told apart on a side; the others count as one."""

MIN_NPMI, MIN_ENTROPY, MIN_OTHER = 0.25, 0.4, 0.6
"""Least association of the words; least entropy of the neighbours on the poorer and on the richer side, in nats."""

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
    """How often a phrase occurs, in how many articles, and beside what."""

    count: int = 0
    articles: int = 0
    left: Counter[str] = field(default_factory=Counter)
    right: Counter[str] = field(default_factory=Counter)
    words: tuple[str, ...] = ()
    is_headed: bool = False

    def add(self, left: str, right: str) -> None:
        """Take note of an occurrence."""
        self.count += 1
        for side, neighbour in ((self.left, left), (self.right, right)):
            side[neighbour if neighbour in side or len(side) < SIDES_MOST else ""] += 1


class NewWords:
    """Counts phrases article by article; what it finds depends on the articles' order only in how it counts singles."""

    def __init__(self) -> None:
        self._seen = bytearray(SEEN_BITS // 8)
        self._phrases: dict[str, Company] = {}
        self._of_word: Counter[str] = Counter()

    def add(self, words: Sequence[str], tags: Sequence[str], names: Set[str]) -> None:
        """Count an article's phrases.

        Args:
            names: names of persons and organisations; a phrase that one of them holds is none.
        """
        self._of_word.update(words)
        grams = [gram for gram in phrases(words, tags) if not any(n in gram.text or gram.text in n for n in names)]
        counts = Counter(gram.text for gram in grams)
        headed = {gram.text for gram in grams if _is_headed(gram, words)}
        kept = {text for text, n in counts.items() if self._is_kept(text, n) or text in headed}
        for text in kept:
            self._phrases.setdefault(text, Company()).articles += 1
        for gram in grams:
            if gram.text in kept:
                company = self._phrases[gram.text]
                company.words = company.words or tuple(words[gram.first : gram.last])
                company.is_headed |= gram.text in headed
                before = words[gram.first - 1] if gram.first else "^"
                company.add(before, words[gram.last] if gram.last < len(words) else "$")

    def _is_kept(self, text: str, times: int) -> bool:
        """Whether a phrase has been seen before, is frequent here, or ends as formulas do."""
        place = zlib.crc32(text.encode()) % SEEN_BITS
        byte, bit = place >> 3, 1 << (place & 7)
        was_seen = bool(self._seen[byte] & bit)
        self._seen[byte] |= bit
        return was_seen or times >= OFTEN

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
        return max(self._association(company, total), HEADED_SCORE if company.is_headed else 0.0)

    def _association(self, company: Company, total: int) -> float:
        """Association of the words and entropy of the neighbours, added up; 0 if either is too small."""
        if company.count < OFTEN and company.articles < 2:
            return 0.0
        least, most = sorted((_entropy(company.left), _entropy(company.right)))
        npmi = self._npmi(company, total)
        return npmi + least if npmi >= MIN_NPMI and least >= MIN_ENTROPY and most >= MIN_OTHER else 0.0

    def _npmi(self, company: Company, total: int) -> float:
        """Normalised mutual information of the words, at most 1; of a single word, 1."""
        if len(company.words) == 1:
            return 1.0
        joint = math.log(company.count / total)
        apart = math.fsum(math.log(self._of_word[word] / total) for word in company.words)
        return (joint - apart) / (-(len(company.words) - 1) * joint)


def _entropy(side: Counter[str]) -> float:
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


def _fits(word: str, tag: str) -> bool:
    is_content = tag[0] in CONTENT_TAGS and tag not in FUNCTION_TAGS and not tag.startswith(("ns", "nt"))
    return (is_content or tag == UNKNOWN_TAG or tag == "nr") and len(word) > 1 and "\u4e00" <= word[0] <= "\u9fff"


def _starts_only(words: Sequence[str], tags: Sequence[str], at: int) -> bool:
    """Whether a word may begin a term, but not go on one: a region, an era, a numeral, a leader's name."""
    return words[at] in REGION_NAMES or words[at] in ERAS or tags[at] == "nrfg" or _counts(words, tags, at)


def _counts(words: Sequence[str], tags: Sequence[str], at: int) -> bool:
    """Whether a word is a numeral right before what may be counted in a formula."""
    return len(words[at]) == 1 and words[at] in NUMERALS and tags[at] == "m"


def _may_begin(word: str, tag: str) -> bool:
    return (word not in NO_TERM_WORDS or word == "全面") and tag not in ("nr", "v", "l", "i") and not is_glued(word, tag)


def _may_end(word: str, tag: str) -> bool:
    return word.endswith(FIRM_ENDS) or (
        word not in NO_TERM_WORDS and (tag[0] in "nbjx" or tag == "vn") and tag != "nrfg"
    )
