"""Where known terms stand in a text: on characters, since no dictionary cuts new terms right."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Set
from typing import Any

import daachorse

from tasks.corpus.slogans_words import NUMERALS

BEFORE_NUMERAL = frozenset((*NUMERALS, "第"))
"""Behind these a term that begins with a numeral is part of a number: 十三清两改."""


class Finder:
    """Terms, ready to be found in texts."""

    def __init__(self, terms: Iterable[str]) -> None:
        ordered = sorted(terms)
        kind = daachorse.MATCH_KIND_LEFTMOST_LONGEST
        self._automaton: Any = daachorse.CharwiseDoubleArrayAhoCorasick(ordered, match_kind=kind) if ordered else None

    def spans(self, text: str, names: Set[str]) -> Iterator[tuple[int, int]]:
        """Where terms stand, half-open, the leftmost and longest first, without overlaps; none inside one of the names.

        >>> text, names = "低空经济协会谈低空经济", {"低空经济协会"}
        >>> list(Finder(["低空经济", "低空"]).spans(text, names))
        [(7, 11)]
        """
        for start, end, _ in self._automaton.find(text) if self._automaton else ():
            is_number = text[start] in NUMERALS and text[start - 1 : start] in BEFORE_NUMERAL
            if not is_number and not _is_in_name(text, start, text[start:end], names):
                yield start, end


def _is_in_name(text: str, start: int, term: str, names: Set[str]) -> bool:
    """Whether a term that starts here is part of a longer name that stands here."""
    return any(
        text.startswith(name, start - at)
        for name in names
        if len(name) > len(term)
        for at in range(min(start, len(name) - len(term)) + 1)
        if name.startswith(term, at)
    )
