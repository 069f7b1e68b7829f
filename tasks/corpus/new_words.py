"""New words of a corpus: phrases of jieba's words that stand together more than chance has it, in many contexts.

Measures: pointwise mutual information of the words, normalised (NPMI; G. Bouma 2009), and the entropy of the words on
either side (branching entropy; Z. Jin and K. Tanaka-Ishii 2006). The phrases are runs of nouns, verbs, adjectives.
"""

from __future__ import annotations

import math
import zlib
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence, Set
from itertools import accumulate
from typing import NamedTuple

import numpy as np
import numpy.typing as npt
import pyarrow as pa
import pyarrow.compute as pc

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
from tasks.lang.words import UNKNOWN_TAG, idf, is_glued

Ints = npt.NDArray[np.int64]
Flags = npt.NDArray[np.bool_]

WORDS_MOST = 4
"""Words of the longest phrase."""

LENGTHS = range(4, 13)
"""Characters of a phrase."""

OFTEN = 3
"""Occurrences that a phrase needs; in a small corpus they may be in one article: what stands twice is hardly ever a term."""

MIN_NPMI, MIN_ENTROPY, MIN_OTHER = 0.25, 0.4, 0.6
"""Least association of the words; least entropy of the neighbours on the poorer and on the richer side, in nats."""

MIN_NPMI_OF_FEW = 0.5
"""Least association of words that stand together no more often than OFTEN."""

COMMON_IDF = 6.0
"""Inverse document frequency, jieba's, below which a word is common."""

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


class Occurrence(NamedTuple):
    """A phrase where it stands in an article.

    Attributes:
        phrase: its words, with a space between.
        left, right: the words beside it as `_mark` knows them; 0 at an end of the text.
        is_headed: it ends as formulas do and is the object of a verb of policy.
    """

    phrase: str
    left: int
    right: int
    is_headed: bool


class Occurrences(NamedTuple):
    """The occurrences of many articles, column by column; `articles` has the number of each one's article."""

    phrases: pa.Array
    left: Ints
    right: Ints
    is_headed: Flags
    articles: Ints


class NewWord(NamedTuple):
    """A phrase that is a term, with how often it stands in how many articles."""

    score: float
    occurrences: int
    articles: int


def _mark(word: str) -> int:
    """A number of 1 to 255 for a word: enough to tell most neighbours of a phrase apart."""
    return 1 + zlib.crc32(word.encode()) % 255


def occurrences_in(words: Sequence[str], tags: Sequence[str], names: Set[str]) -> Iterator[Occurrence]:
    """The phrases of an article that may be terms.

    Args:
        names: names of persons and organisations; a phrase that one of them holds is none.
    """
    for gram in phrases(words, tags):
        if not _is_name(gram, words, tags, names):
            left = _mark(words[gram.first - 1]) if gram.first else 0
            right = _mark(words[gram.last]) if gram.last < len(words) else 0
            yield Occurrence(" ".join(words[gram.first : gram.last]), left, right, _is_headed(gram, words))


def new_words(found: Occurrences, articles: int, counts: Mapping[str, int]) -> dict[str, NewWord]:
    """The new words among the phrases of a corpus, by text.

    Args:
        articles: articles of the corpus.
        counts: occurrences in all bodies by word.
    """
    least, total = least_articles(articles), max(1, sum(counts.values()))
    cut = found.phrases.dictionary_encode()
    text = pc.replace_substring(cut.dictionary, " ", "").dictionary_encode()
    numbers = _integers(text.indices)[_integers(cut.indices)]
    company = _Company(numbers, found, len(text.dictionary), least)
    ways = _commonest_ways(cut, _integers(text.indices), company.candidates)
    scored = {}
    for number in company.candidates.tolist():
        words = ways[number].split(" ")
        count, held_by = int(company.counts[number]), int(company.articles[number])
        association = 0.0 if is_common(words) else company.association(number, _npmi(words, count, counts, total))
        score = max(association, HEADED_SCORE if company.is_formula(number) else 0.0)
        if score > 0:
            scored["".join(words)] = NewWord(round(score, 4), count, held_by)
    return dict(sorted(scored.items()))


def least_articles(articles: int) -> int:
    """Articles in which a phrase has to stand: the more there are, the more chances there are to meet by accident."""
    return max(2, round(math.log2(max(1, articles)) / ARTICLES_STEP))


def _integers(array: pa.Array) -> Ints:
    return np.asarray(array.to_numpy(zero_copy_only=False), dtype=np.int64)


def _commonest_ways(cut: pa.DictionaryArray, texts: Ints, wanted: Ints) -> dict[int, str]:
    """For each wanted text the commonest way of cutting it into words; of equals the first in the order of characters.

    Args:
        cut: phrases as they occur.
        texts: the number of the text of each different phrase.
    """
    counts = np.bincount(_integers(cut.indices), minlength=len(cut.dictionary))
    kept = np.flatnonzero(np.isin(texts, wanted))
    phrases = cut.dictionary.take(pa.array(kept)).to_pylist()
    ways: dict[int, tuple[int, str]] = {}
    for phrase, count, text in zip(phrases, counts[kept].tolist(), texts[kept].tolist(), strict=True):
        ways[text] = min(ways.get(text, (0, "")), (-count, phrase))
    return {text: phrase for text, (_, phrase) in ways.items()}


def is_common(words: Sequence[str]) -> bool:
    """Whether words are all common, so that what they make says nothing of its own.

    >>> is_common(["项目", "建设"]), is_common(["林下", "经济"])
    (True, False)
    """
    return all(idf().of_word.get(word, idf().median) < COMMON_IDF for word in words)


def _npmi(words: Sequence[str], count: int, counts: Mapping[str, int], total: int) -> float:
    """Normalised mutual information of words that stand together `count` times, at most 1; of a single word, 1."""
    if len(words) == 1:
        return 1.0
    joint = math.log(count / total)
    apart = math.fsum(math.log(counts[word] / total) for word in words)
    return (joint - apart) / (-(len(words) - 1) * joint)


class _Company:
    """How often phrases occur, in how many articles, and beside what.

    Args:
        numbers: for each occurrence the number of its text.
        least: articles in which a phrase has to stand.
    """

    def __init__(self, numbers: Ints, found: Occurrences, texts: int, least: int) -> None:
        self._least = least
        self.counts = np.bincount(numbers, minlength=texts)
        stride = int(found.articles.max(initial=0)) + 1
        places, _ = _distinct(numbers * stride + found.articles)
        self.articles = np.bincount(places // stride, minlength=texts)
        self._headed = np.bincount(numbers[found.is_headed], minlength=texts) > 0
        often = (self.counts >= OFTEN) & ((self.articles >= least) | (least <= 2))
        self._is_often = often
        is_candidate = often | (self._headed & (self.articles >= least - 1))
        self.candidates = np.flatnonzero(is_candidate)
        kept = is_candidate[numbers]
        self._left = _neighbours(numbers[kept], found.left[kept])
        self._right = _neighbours(numbers[kept], found.right[kept])

    def is_formula(self, number: int) -> bool:
        """Whether a phrase is a term by its form."""
        return bool(self._headed[number] and self.articles[number] >= self._least - 1)

    def association(self, number: int, npmi: float) -> float:
        """Association of the words and entropy of the neighbours, added up; 0 if either is too small."""
        if not self._is_often[number]:
            return 0.0
        least, most = sorted((_entropy(self._left[number]), _entropy(self._right[number])))
        enough = MIN_NPMI if self.counts[number] > OFTEN else MIN_NPMI_OF_FEW
        return npmi + least if npmi >= enough and least >= MIN_ENTROPY and most >= MIN_OTHER else 0.0


def _neighbours(numbers: Ints, marks: Ints) -> dict[int, list[int]]:
    """For each text, how often each of its neighbours stands there."""
    pairs, counts = _distinct(numbers << 8 | marks)
    of_text: defaultdict[int, list[int]] = defaultdict(list)
    for number, count in zip((pairs >> 8).tolist(), counts.tolist(), strict=True):
        of_text[number].append(count)
    return of_text


def _distinct(values: Ints) -> tuple[Ints, Ints]:
    """The different values in order, and how often each stands there; faster than numpy's own, which hashes."""
    ordered = np.sort(values)
    starts = np.flatnonzero(np.diff(ordered, prepend=-1))
    return ordered[starts], np.diff(starts, append=len(ordered))


def _entropy(counts: Sequence[int]) -> float:
    total = sum(counts)
    return -math.fsum(n / total * math.log(n / total) for n in sorted(counts))


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
