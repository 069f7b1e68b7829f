"""The lexicon of a corpus: its slogans (提法) from quotations, its new words from what stands together.

1. Every quotation is weighed by form and context (quotations); a phrase is a slogan by its form, the mean of its
   contexts, and the number of articles that quote it.
2. Phrases of words that stand together more than chance has it are new words (new_words).
3. Ways of writing that differ in marks only are one; a phrase that only adds a verb before a term, or a noun behind a
   numbered formula, counts as that term.
"""

from __future__ import annotations

import math
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence, Set
from dataclasses import dataclass, field
from typing import NamedTuple

import pyarrow as pa

from schemas.derived import LexiconTerm
from tasks.corpus.new_words import NewWords
from tasks.corpus.quotations import context_odds, find_quotations, form_odds, is_numbered
from tasks.corpus.slogans_words import HEADS, POLICY_VERBS
from tasks.lang.words import dictionary

MIN_ODDS = 0.9
"""Log-odds from which on a quoted phrase is a slogan: a plain one that nothing speaks for, quoted once, is none."""

ARTICLES_MOST = 2.0
"""Most that the number of articles which quote a phrase adds, its binary logarithm."""

NAME_ODDS = -3.0
"""Log-odds of a quotation that is the name of a person, body or place."""

FIELDS = ("kicker", "headline", "deck", "body")
"""The fields in which slogans are looked for."""


class Text(NamedTuple):
    """An article as the lexicon reads it; the columns are those of warehouse/inputs/lexicon.sql.

    Attributes:
        fields: the texts of FIELDS that it has.
        names: names of persons, organisations and places in it.
    """

    article_id: str
    fields: Mapping[str, str]
    words: Sequence[str]
    tags: Sequence[str]
    names: Set[str]


@dataclass(slots=True)
class Quoted:
    """What is known of a phrase in quotation marks; odds are kept in tenths, as integers add up the same in any order."""

    tenths: int = 0
    articles: int = 0
    forms: Counter[str] = field(default_factory=Counter)

    @property
    def form(self) -> str:
        """The commonest way of writing it."""
        return min(self.forms, key=lambda form: (-self.forms[form], form))

    def score(self) -> float:
        """Log-odds of being a slogan."""
        context = self.tenths / 10 / self.forms.total()
        shape = form_odds(self.form)
        return -math.inf if shape is None else shape + context + min(ARTICLES_MOST, math.log2(self.articles))


def lexicon_rows(batches: Iterable[pa.RecordBatch]) -> Iterator[list[LexiconTerm]]:
    """The rows of `lexicon`, in one part.

    Args:
        batches: rows of warehouse/inputs/lexicon.sql.
    """
    rows = (row for batch in batches for row in zip(*(c.to_pylist() for c in batch.columns), strict=True))
    texts = (
        Text(
            article_id,
            {name: text for name, text in zip(FIELDS, fields, strict=True) if text},
            words or (),
            tags or (),
            frozenset(names or ()),
        )
        for article_id, *fields, words, tags, names in rows
    )
    yield build_lexicon(texts)


def build_lexicon(texts: Iterable[Text]) -> list[LexiconTerm]:
    """The lexicon of these articles, ordered by term.

    Args:
        texts: ordered by article_id.
    """
    quoted: defaultdict[str, Quoted] = defaultdict(Quoted)
    new_words = NewWords()
    for text in texts:
        collect_quotations(text, quoted)
        new_words.add(text.words, text.tags, text.names)
    slogans = {key: each for key, each in sorted(quoted.items()) if each.score() >= MIN_ODDS}
    found = without_pieces(new_words.found(), {key_of(form) for each in slogans.values() for form in each.forms})
    canonical = canonical_forms([each.form for each in slogans.values()], found)
    rows = [row for each in slogans.values() for row in _quoted_rows(each, canonical[each.form])]
    rows += [
        LexiconTerm(term, canonical[term], "discovered", True, count, articles, score)
        for term, (score, count, articles) in found.items()
    ]
    return sorted(rows, key=lambda row: row.term)


def collect_quotations(text: Text, quoted: defaultdict[str, Quoted]) -> None:
    """Add an article's quotations to what is known of each phrase."""
    keys = set()
    for of_field in text.fields.values():
        for quotation in find_quotations(of_field):
            if form_odds(quotation.text) is None:
                continue
            key = key_of(quotation.text)
            odds = NAME_ODDS if quotation.text in text.names else context_odds(quotation)
            quoted[key].tenths += round(odds * 10)
            quoted[key].forms[quotation.text] += 1
            keys.add(key)
    for key in keys:
        quoted[key].articles += 1


def key_of(term: str) -> str:
    """What ways of writing a term share: its letters, digits and plus signs.

    >>> key_of("察民情、解民忧") == key_of("察民情 解民忧")
    True
    """
    return "".join(char for char in term if char.isalnum() or char in "+＋") or term


def _quoted_rows(quoted: Quoted, canonical: str) -> Iterator[LexiconTerm]:
    score = round(quoted.score(), 4)
    for form, count in quoted.forms.items():
        pattern = "numbered" if is_numbered(form) else "quoted"
        yield LexiconTerm(form, canonical, pattern, is_matched(form), count, quoted.articles, score)


def is_matched(term: str) -> bool:
    """Whether a slogan may be told without its quotation marks: not one that is short, a number, or a common word.

    >>> is_matched("三清两改"), is_matched("两山"), is_matched("431"), is_matched("军令状")
    (True, False, False, False)
    """
    return sum(map(str.isalpha, term)) > 2 and term not in dictionary().tags


def without_pieces(found: Mapping[str, tuple[float, int, int]], slogans: Set[str]) -> dict[str, tuple[float, int, int]]:
    """New words without those that only add a common noun or verb to another one, and without slogans."""
    kept = {}
    for term, numbers in found.items():
        shorter = [term[:cut] for cut in range(3, len(term) - 1)] + [term[cut:] for cut in range(2, len(term) - 2)]
        if term not in slogans and not any(
            (part in found and found[part][1] > 2 * numbers[1]) or part in slogans for part in shorter
        ):
            kept[term] = numbers
    return kept


def canonical_forms(slogans: Sequence[str], found: Iterable[str]) -> dict[str, str]:
    """For each term the one under which it counts: a numbered formula that it extends, a term behind its verbs."""
    terms = {*slogans, *found}
    return {term: _core(term, terms) for term in sorted(terms)}


def _core(term: str, terms: Set[str]) -> str:
    """The term that another one holds, if that only adds to it.

    >>> _core("三清两改专项行动", {"三清两改"}), _core("加快推进乡村振兴", {"乡村振兴"}), _core("新乡村振兴", {"乡村振兴"})
    ('三清两改', '乡村振兴', '新乡村振兴')
    """
    for cut in range(2, len(term) - 1):
        if term[:cut] in terms and is_numbered(term[:cut]) and term.endswith(HEADS):
            return term[:cut]
        if term[cut:] in terms and _is_verbs(term[:cut]):
            return term[cut:]
    return term


def _is_verbs(text: str) -> bool:
    """Whether a text is one or two verbs of policy, as 加快推进."""
    verbs = {*POLICY_VERBS, "加快", "大力", "全面", "着力", "持续"}
    return text in verbs or any(text[:cut] in verbs and text[cut:] in verbs for cut in range(2, len(text) - 1))
