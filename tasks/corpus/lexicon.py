"""The lexicon of a corpus: its slogans (提法) from quotations, its new words from what stands together.

1. Every quotation is weighed by form and context (quotations); a phrase is a slogan by its form, the mean of its
   contexts, and the number of articles that quote it.
2. Phrases of words that stand together more than chance has it are new words (new_words).
3. Formulas of the register (tasks/lang/policy_terms.csv) are slogans wherever they stand.
4. Ways of writing that differ in marks only are one; a phrase that only adds a verb before a term, or a noun behind a
   numbered formula, counts as that term.
"""

from __future__ import annotations

import math
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence, Set
from dataclasses import dataclass, field
from functools import cache, partial
from itertools import groupby
from operator import itemgetter
from typing import NamedTuple

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from schemas.derived import LexiconTerm
from tasks.corpus.finding import Finder
from tasks.corpus.formulas import Formula, find_formulas, policy_odds
from tasks.corpus.inputs import Inputs, Keyed, Worked, as_lists, carried_over, tuples
from tasks.corpus.new_words import Ints, NewWord, Occurrences, least_articles, new_words, occurrences_in
from tasks.corpus.quotations import QUOTED, Quotation, context_odds, find_quotations, form_odds, is_numbered
from tasks.corpus.slogans_words import HEADS, POLICY_VERBS
from tasks.corpus.word_counts import word_counts
from tasks.lang.policy_terms import PolicyTerm, policy_terms
from tasks.lang.tagging import tagged
from tasks.lang.words import dictionary

MIN_ODDS = 0.9
"""Log-odds from which on a quoted phrase is a slogan: a plain one that nothing speaks for, quoted once, is none."""

MIN_FORMULA_ODDS = 2.1
"""Log-odds from which on a formula without quotation marks is a term."""

ARTICLES_MOST = 2.0
"""Most that the number of articles which quote a phrase adds, its binary logarithm."""

AGAIN, AGAIN_MOST = 0.4, 1.2
"""What a quoted phrase gains for each doubling of its occurrences in the article, and the most: a term goes on without marks."""

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


EVIDENCE = pa.struct(
    [
        ("text", pa.string()),
        ("kind", pa.string()),
        ("tenths", pa.int16()),
        ("left", pa.uint8()),
        ("right", pa.uint8()),
    ]
)
"""What is kept of an article: a quotation (kind quoted) or a formula with its log-odds, in tenths; what the register
knows (known); or a phrase, its words
with a space between, with its neighbours, and tenths above 0 if it is headed."""


@dataclass(slots=True)
class Quoted:
    """What is known of a phrase in quotation marks, or of a formula; odds are kept in tenths, as integers add up the same in any order."""

    tenths: int = 0
    articles: int = 0
    forms: Counter[str] = field(default_factory=Counter)

    @property
    def form(self) -> str:
        """The commonest way of writing it."""
        return min(self.forms, key=lambda form: (-self.forms[form], form))

    def odds(self) -> float:
        """Log-odds by context and articles."""
        return self.tenths / 10 / self.forms.total() + min(ARTICLES_MOST, math.log2(self.articles))

    def score(self) -> float:
        """Log-odds of a quotation being a slogan."""
        shape = form_odds(self.form)
        return -math.inf if shape is None else shape + self.odds()


def lexicon_rows(inputs: Inputs) -> Iterator[list[LexiconTerm]]:
    """The rows of `lexicon`, in one part.

    What an article says of its quotations and phrases is kept; only new articles are read.
    """
    articles = [Keyed(*row) for row in tuples(inputs.rows("articles"))]
    lots = list(carried_over(inputs, "evidence", articles, EVIDENCE, partial(_work_out, inputs)))
    counts = _word_counts(inputs, articles)
    yield lexicon_of([lot["rows"].combine_chunks() for lot in lots], counts)


def _word_counts(inputs: Inputs, articles: Sequence[Keyed]) -> dict[str, int]:
    """The occurrences of each word in all bodies."""
    of_month = {month: [each.article_id for each in of_part] for month, of_part in groupby(articles, itemgetter(0))}
    lots = [counted for _, counted in word_counts(inputs, of_month)]
    if not lots:
        return {}
    total = pa.concat_tables(lots).group_by("word").aggregate([("occurrences", "sum")])
    return dict(zip(total["word"].to_pylist(), total["occurrences_sum"].to_pylist(), strict=True))


def _work_out(inputs: Inputs, article_ids: Sequence[str]) -> Iterator[Worked]:
    """The evidence of articles."""
    for part, article_id, *fields, words, tags, names in tuples(inputs.rows("lexicon", article_ids)):
        texts = {name: text for name, text in zip(FIELDS, fields, strict=True) if text}
        text = Text(article_id, texts, words or (), tags or (), frozenset(names or ()))
        yield Worked(part, article_id, evidence_of(text))


def build_lexicon(texts: Iterable[Text]) -> list[LexiconTerm]:
    """The lexicon of these articles, ordered by term; the same in any order of articles."""
    counts: Counter[str] = Counter()
    evidence = []
    for text in texts:
        counts.update(text.words)
        evidence.append(evidence_of(text))
    return lexicon_of([as_lists(evidence, EVIDENCE)], counts)


def evidence_of(text: Text) -> list[tuple[str, str, int, int, int]]:
    """What an article says of its quotations, formulas and phrases, as EVIDENCE."""
    policy = policy_odds(text.words)
    quotations = [
        quotation
        for of_field in text.fields.values()
        for quotation in find_quotations(of_field)
        if form_odds(quotation.text) is not None
    ]
    times = _times({quotation.text for quotation in quotations}, text)
    quoted = [(each.text, "quoted", _odds(each, times[each.text], text.names) + policy) for each in quotations]
    formulas = [(each.text, "formula", each.odds + policy) for each in _formulas(text)]
    known = [(term, "known", 0.0) for term in known_in(text)]
    found = occurrences_in(text.words, text.tags, text.names)
    return [(term, kind, round(10 * odds), 0, 0) for term, kind, odds in (*quoted, *formulas, *known)] + [
        (each.phrase, "phrase", 10 * each.is_headed, each.left, each.right) for each in found
    ]


def _times(terms: Set[str], text: Text) -> Counter[str]:
    """How often each of some terms stands in an article."""
    whole = "\n".join(text.fields.values())
    return Counter(whole[start:end] for start, end in Finder(terms).spans(whole, frozenset()))


def _odds(quotation: Quotation, times: int, names: Set[str]) -> float:
    """What an article says of a quotation: by what stands around it, and by how often the phrase stands in the article."""
    if quotation.text in names:
        return NAME_ODDS
    return context_odds(quotation) + min(AGAIN_MOST, AGAIN * math.log2(max(1, times)))


def _formulas(text: Text) -> Iterator[Formula]:
    """The formulas of all fields."""
    for name, of_field in text.fields.items():
        words, tags = (text.words, text.tags) if name == "body" else tagged(of_field)
        yield from find_formulas(of_field, words, tags, text.names)


@cache
def _register_finder() -> Finder:
    return Finder(policy_terms().plain)


def known_in(text: Text) -> Iterator[str]:
    """What stands in an article of the register of policy formulas, as written; not what is part of a name.

    A form that counts in quotation marks only is told there, the others wherever they stand.
    """
    register = policy_terms()
    for of_field in text.fields.values():
        yield from (of_field[start:end] for start, end in _register_finder().spans(of_field, text.names))
        for match in QUOTED.finditer(of_field):
            if match[1] in register.of_form and match[1] not in register.plain:
                yield match[1]


def lexicon_of(lots: Sequence[pa.ListArray], counts: Mapping[str, int]) -> list[LexiconTerm]:
    """The lexicon of a corpus, ordered by term.

    Args:
        lots: lists of EVIDENCE, one an article.
        counts: occurrences in all bodies by word.
    """
    evidence = pa.concat_arrays(lots) if lots else pa.array([], pa.list_(EVIDENCE))
    rows, articles = evidence.flatten(), pc.list_parent_indices(evidence)
    kinds = pc.struct_field(rows, "kind")
    quoted, formulas, known, phrases = (
        (rows.filter(of_kind), articles.filter(of_kind))
        for of_kind in (pc.equal(kinds, kind) for kind in ("quoted", "formula", "known", "phrase"))
    )
    found = new_words(_occurrences(*phrases), len(evidence), counts)
    least = max(1, least_articles(len(evidence)) - 1)
    return _terms(said_of(*quoted), said_of(*formulas), said_of(*known), found, least)


def _occurrences(rows: pa.StructArray, articles: pa.Array) -> Occurrences:
    text, _, tenths, left, right = rows.flatten()
    return Occurrences(text, _integers(left), _integers(right), _integers(tenths) > 0, _integers(articles))


def _integers(column: pa.Array) -> Ints:
    return np.asarray(column.to_numpy(zero_copy_only=False), dtype=np.int64)


def said_of(rows: pa.StructArray, articles: pa.Array) -> dict[str, Quoted]:
    """What is known of each quoted phrase or formula, by what its ways of writing share."""
    quoted: defaultdict[str, Quoted] = defaultdict(Quoted)
    seen = set()
    text, _, tenths, *_ = (column.to_pylist() for column in rows.flatten())
    for form, odds, article in zip(text, tenths, articles.to_pylist(), strict=True):
        key = key_of(form)
        quoted[key].tenths += odds
        quoted[key].forms[form] += 1
        quoted[key].articles += (key, article) not in seen
        seen.add((key, article))
    return quoted


def _terms(
    quoted: Mapping[str, Quoted],
    formulas: Mapping[str, Quoted],
    known: Mapping[str, Quoted],
    found: Mapping[str, NewWord],
    least: int,
) -> list[LexiconTerm]:
    """The lexicon from quotations, formulas, what the register knows, and new words.

    Args:
        least: articles that a formula has to stand in.
    """
    slogans = {key: each for key, each in sorted(quoted.items()) if each.score() >= MIN_ODDS}
    forms = {
        each.form: NewWord(round(each.odds(), 4), each.forms.total(), each.articles)
        for key, each in sorted(formulas.items())
        if key not in slogans and key not in known and each.articles >= least and each.odds() >= MIN_FORMULA_ODDS
    }
    kept = without_pieces(found, {key_of(form) for each in slogans.values() for form in each.forms}) | forms
    of_form = policy_terms().of_form
    registered = [form for each in known.values() for form in each.forms]
    canonical = canonical_forms([each.form for each in slogans.values()], {*kept, *registered}, of_form)
    rows = {row.term: row for term, new in kept.items() for row in [_found_row(term, new, canonical[term])]}
    rows |= {row.term: row for each in known.values() for row in _known_rows(each, of_form)}
    rows |= {row.term: row for each in slogans.values() for row in _quoted_rows(each, canonical[each.form], of_form)}
    return [rows[term] for term in sorted(rows)]


def _found_row(term: str, new: NewWord, canonical: str) -> LexiconTerm:
    return LexiconTerm(term, canonical, "discovered", True, new.occurrences, new.articles, new.score, None)


def _known_rows(known: Quoted, of_form: Mapping[str, PolicyTerm]) -> Iterator[LexiconTerm]:
    for form, count in known.forms.items():
        term, pattern = of_form[form], "numbered" if is_numbered(form) else "register"
        is_plain = form in policy_terms().plain
        yield LexiconTerm(form, term.canonical, pattern, is_plain, count, known.articles, 0.0, term.from_year)


def key_of(term: str) -> str:
    """What ways of writing a term share: its letters, digits and plus signs.

    >>> key_of("察民情、解民忧") == key_of("察民情 解民忧")
    True
    """
    return "".join(char for char in term if char.isalnum() or char in "+＋") or term


def _quoted_rows(quoted: Quoted, canonical: str, of_form: Mapping[str, PolicyTerm]) -> Iterator[LexiconTerm]:
    score = round(quoted.score(), 4)
    for form, count in quoted.forms.items():
        pattern = "numbered" if is_numbered(form) else "quoted"
        known = of_form.get(form)
        is_plain = is_matched(form) or form in policy_terms().plain
        year = known.from_year if known else None
        yield LexiconTerm(form, canonical, pattern, is_plain, count, quoted.articles, score, year)


def is_matched(term: str) -> bool:
    """Whether a slogan may be told without its quotation marks: not one that is short, a number, or a common word.

    >>> is_matched("三清两改"), is_matched("两山"), is_matched("431"), is_matched("军令状")
    (True, False, False, False)
    """
    return sum(map(str.isalpha, term)) > 2 and term not in dictionary().tags


def without_pieces(found: Mapping[str, NewWord], slogans: Set[str]) -> dict[str, NewWord]:
    """New words without those that only add a common noun or verb to another one, and without slogans."""
    kept = {}
    for term, new in found.items():
        shorter = [term[:cut] for cut in range(3, len(term) - 1)] + [term[cut:] for cut in range(2, len(term) - 2)]
        if term not in slogans and not any(
            (part in found and found[part].occurrences > 2 * new.occurrences) or part in slogans for part in shorter
        ):
            kept[term] = new
    return kept


def canonical_forms(slogans: Sequence[str], found: Iterable[str], of_form: Mapping[str, PolicyTerm]) -> dict[str, str]:
    """For each term the one under which it counts: the register's, a numbered formula that it extends, a term behind its verbs.

    Args:
        of_form: what the register says of ways of writing.
    """
    terms = {*slogans, *found}
    cores = {term: term if term in of_form else _core(term, terms) for term in sorted(terms)}
    return {term: of_form[core].canonical if core in of_form else core for term, core in cores.items()}


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
