"""Slogans and new words in articles: the lexicon held against every text, on characters."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence, Set
from functools import partial
from operator import attrgetter
from typing import NamedTuple

import daachorse
import pyarrow as pa

from schemas import SLOGANS
from schemas.column import schema_of
from tasks.corpus.finding import Finder
from tasks.corpus.inputs import Inputs, Keyed, Worked, carried_over, spread, tuples
from tasks.corpus.lexicon import FIELDS
from tasks.corpus.quotations import QUOTED

PATTERNS = {"quoted": "lexicon", "register": "lexicon", "numbered": "numbered", "discovered": "discovered"}
"""The pattern of a term outside quotation marks, by its pattern in the lexicon."""


HELD_AGAINST = "lexicon"
"""Name under which the lexicon is kept against which the articles were held."""

TERMS = pa.schema(
    [("term", pa.string()), ("canonical", pa.string()), ("pattern", pa.string()), ("is_matched", pa.bool_())]
)
"""What is kept of it."""

SCHEMA = schema_of(SLOGANS)

FOUND = pa.struct([field for field in SCHEMA if field.name not in ("article_id", "source_id")])
"""What is kept of an article: its rows."""


class Entry(NamedTuple):
    """What the lexicon says of a term."""

    canonical: str
    pattern: str
    is_matched: bool


class Found(NamedTuple):
    """A slogan in a field; text == field[start:end]."""

    field: str
    text: str
    canonical: str
    pattern: str
    start: int
    end: int


class Matcher:
    """A lexicon, ready to be held against texts."""

    def __init__(self, entries: Mapping[str, Entry]) -> None:
        self.entries = entries
        self.finder = Finder(term for term, entry in entries.items() if entry.is_matched)


def find_slogans(fields: Mapping[str, str], matcher: Matcher, names: Set[str]) -> list[Found]:
    """The slogans of an article, in the order of fields and offsets, none inside another.

    Args:
        fields: texts by field.
        names: names of organisations in it; a slogan without quotation marks that is part of one is none.
    """
    return [found for name, text in fields.items() for found in _in_field(name, text, matcher, names)]


def _in_field(name: str, text: str, matcher: Matcher, names: Set[str]) -> list[Found]:
    found = []
    for match in QUOTED.finditer(text):
        entry = matcher.entries.get(match[1])
        if entry is not None:
            found.append(Found(name, match[1], entry.canonical, "quoted", match.start(1), match.end(1)))
    taken = {at for each in found for at in range(each.start, each.end)}
    for start, end in matcher.finder.spans(text, names):
        if taken.isdisjoint(range(start, end)):
            entry = matcher.entries[text[start:end]]
            found.append(Found(name, text[start:end], entry.canonical, PATTERNS[entry.pattern], start, end))
    return sorted(found, key=attrgetter("start"))


def slogan_rows(inputs: Inputs) -> Iterator[pa.Table]:
    """The rows of `slogans`, a part for each month.

    What was found in an article is kept; new articles are read, and those that have a term which the lexicon has gained,
    lost or changed since.
    """
    lexicon = pa.Table.from_batches(list(inputs.rows("slogans_lexicon")), TERMS)
    entries = _entries(lexicon)
    stale = _stale_articles(inputs, entries)
    articles = [Keyed(*row) for row in tuples(inputs.rows("articles"))]
    matcher = Matcher(entries)
    inputs.forget(HELD_AGAINST)
    for part in carried_over(inputs, "slogans", articles, FOUND, partial(_work_out, inputs, matcher), stale):
        yield spread(part, SCHEMA)
    inputs.keep(HELD_AGAINST, lexicon)


def _entries(lexicon: pa.Table) -> dict[str, Entry]:
    return {term: Entry(*entry) for term, *entry in tuples(lexicon.to_batches())}


def _stale_articles(inputs: Inputs, entries: Mapping[str, Entry]) -> Set[str] | None:
    """Articles with a term of which the lexicon says something else than the last time; None for all."""
    last = inputs.recall(HELD_AGAINST)
    if last is None:
        return None
    changed = {term for term, _ in entries.items() ^ _entries(last).items()}
    if not changed:
        return frozenset()
    matcher = daachorse.CharwiseDoubleArrayAhoCorasick(sorted(changed))
    texts = tuples(inputs.rows("slogans_texts"))
    return {article_id for article_id, text in texts if text and matcher.find(text)}


def _work_out(inputs: Inputs, matcher: Matcher, article_ids: Sequence[str]) -> Iterator[Worked]:
    """The slogans in articles."""
    for part, article_id, *texts, names in tuples(inputs.rows("slogans", article_ids)):
        fields = {name: text for name, text in zip(FIELDS, texts, strict=True) if text}
        yield Worked(part, article_id, find_slogans(fields, matcher, frozenset(names or ())))
