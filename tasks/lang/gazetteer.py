"""Names of places that are known by themselves: divisions, countries, regions, cities of the world."""

from __future__ import annotations

from functools import cache
from typing import NamedTuple

from tasks.lang.geography import AMBIGUOUS, CITIES, COUNTRIES, NOT_PLACES, REGIONS
from tasks.lang.places import register
from tasks.lang.words import NAME_TAGS, UNKNOWN_TAG, dictionary

COMMON_WORD = 300
"""Occurrences in jieba's dictionary above which a county's short form is read as the word that it is."""

PROPER_TAGS = NAME_TAGS | {"ns", "nz", "nt", "j", UNKNOWN_TAG}
"""Parts of speech of words that are names, or unknown."""


class Gazetteer(NamedTuple):
    """Names of places that are known by themselves.

    Attributes:
        names: names that stand by themselves.
        unsure: short forms that may be other words or names.
        starts: what they start with, character by character to their full length.
        heads: the first two characters of each.
        longest: characters of the longest.
    """

    names: frozenset[str]
    unsure: frozenset[str]
    starts: frozenset[str]
    heads: frozenset[str]
    longest: int


@cache
def gazetteer() -> Gazetteer:
    """Divisions, countries, regions and cities of the world, put together once a process."""
    known, tags = register(), dictionary().tags
    forms = {name: _trust(name) for name in known.short}
    full = (
        n
        for n in known.named
        if len(n) > 2 or (n[1] == "县" and n not in AMBIGUOUS and tags.get(n, UNKNOWN_TAG) in ("ns", UNKNOWN_TAG))
    )
    names = frozenset((*full, *(n for n, t in forms.items() if t == 2), *COUNTRIES, *REGIONS, *CITIES))
    unsure = (
        frozenset((*(n for n, t in forms.items() if t == 1), *(n for n in known.named if len(n) == 2)))
        - names
        - NOT_PLACES
    )
    both = names | unsure
    starts = frozenset(name[:n] for name in both for n in range(1, len(name) + 1))
    return Gazetteer(names, unsure, starts, frozenset(n[:2] for n in both), max(map(len, both)))


def _trust(name: str) -> int:
    """How far a short form is a place by itself: 2 fully, 1 beside a place of its province, 0 not at all.

    That of a province or prefecture is; a county's if jieba knows it as a place or not at all, and
    with reserve if jieba knows it as some name, unless it is a common word.
    """
    if name in NOT_PLACES:
        return 0
    tag = dictionary().tags.get(name, UNKNOWN_TAG)
    if min(d.level for d in register().short[name]) < 3:
        return 1 if name in AMBIGUOUS else 2
    if tag in ("ns", UNKNOWN_TAG):
        return 1 if name in AMBIGUOUS else 2
    return 1 if tag in PROPER_TAGS and dictionary().frequency[name] < COMMON_WORD else 0
