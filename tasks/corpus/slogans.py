"""Slogans and new words in articles: the lexicon held against every text, on characters."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import groupby
from operator import attrgetter, itemgetter
from typing import Any, NamedTuple

import daachorse
import pyarrow as pa

from schemas.derived import Slogan
from tasks.corpus.lexicon import FIELDS
from tasks.corpus.quotations import QUOTED
from tasks.corpus.slogans_words import NUMERALS

PATTERNS = {"quoted": "lexicon", "numbered": "numbered", "discovered": "discovered"}
"""The pattern of a term outside quotation marks, by its pattern in the lexicon."""


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
        matched = sorted(term for term, entry in entries.items() if entry.is_matched)
        self._automaton: Any = (
            daachorse.CharwiseDoubleArrayAhoCorasick(matched, match_kind=daachorse.MATCH_KIND_LEFTMOST_LONGEST)
            if matched
            else None
        )

    def spans(self, text: str) -> Iterator[tuple[int, int]]:
        """Where terms stand, the leftmost and longest first, without overlaps."""
        for start, end, _ in self._automaton.find(text) if self._automaton else ():
            if not (text[start] in NUMERALS and text[start - 1 : start] in {*NUMERALS, "第"}):
                yield start, end


def find_slogans(fields: Mapping[str, str], matcher: Matcher) -> list[Found]:
    """The slogans of an article, in the order of fields and offsets, none inside another.

    Args:
        fields: texts by field.
    """
    return [found for name, text in fields.items() for found in _in_field(name, text, matcher)]


def _in_field(name: str, text: str, matcher: Matcher) -> list[Found]:
    found = []
    for match in QUOTED.finditer(text):
        entry = matcher.entries.get(match[1])
        if entry is not None:
            found.append(Found(name, match[1], entry.canonical, "quoted", match.start(1), match.end(1)))
    taken = {at for each in found for at in range(each.start, each.end)}
    for start, end in matcher.spans(text):
        if taken.isdisjoint(range(start, end)):
            entry = matcher.entries[text[start:end]]
            found.append(Found(name, text[start:end], entry.canonical, PATTERNS[entry.pattern], start, end))
    return sorted(found, key=attrgetter("start"))


def slogan_rows(batches: Iterable[pa.RecordBatch]) -> Iterator[list[Slogan]]:
    """The rows of `slogans`, a part for each month.

    Args:
        batches: rows of warehouse/inputs/slogans.sql: the lexicon's, then the articles'.
    """
    rows = (row for batch in batches for row in zip(*(c.to_pylist() for c in batch.columns), strict=True))
    matcher = Matcher({})
    for part, of_part in groupby(rows, itemgetter(0)):
        if part is None:
            matcher = Matcher(
                {term: Entry(canonical, pattern, is_matched) for _, term, canonical, pattern, is_matched, *_ in of_part}
            )
        else:
            yield [slogan for row in of_part for slogan in _article_rows(row[5:], matcher)]


def _article_rows(row: Sequence[Any], matcher: Matcher) -> Iterator[Slogan]:
    article_id, source_id, *texts = row
    fields = {name: text for name, text in zip(FIELDS, texts, strict=True) if text}
    for found in find_slogans(fields, matcher):
        yield Slogan(article_id, source_id, *found)
