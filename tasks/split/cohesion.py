"""What two stretches of text have in common.

Words are compared as pairs of neighbouring characters; segmenting would cost ten times as much.
"""

from __future__ import annotations

import math
import re
from functools import cache
from operator import add

from tasks.lang.words import dictionary

SAMPLE = 160
"""Characters of a paragraph that are compared."""

COMMON_FREQUENCY = 500
"""Occurrences in the corpus behind jieba's dictionary from which a word says nothing about what a text is about."""

FIRST_HAN, LAST_HAN = "\u3400", "\u9fff"
"""The Chinese characters of which words are made: extension A and the main block."""

Pairs = frozenset[str]
_HAN = f"[{FIRST_HAN}-{LAST_HAN}]"
_HAN_PAIRS = re.compile(f"^{_HAN}{{2}}$", re.MULTILINE).findall


def pairs_of(text: str, sample: int = SAMPLE) -> Pairs:
    """The pairs of neighbouring characters in the beginning of a text.

    >>> sorted(pairs_of("大雪大雪"))
    ['大雪', '雪大']
    """
    head = text[:sample]
    return frozenset(map(add, head, head[1:]))


@cache
def common_words() -> Pairs:
    """Words of two characters that any story may use, by their frequency in the dictionary that jieba ships."""
    frequency = dictionary().frequency
    return frozenset(word for word, count in frequency.items() if len(word) == 2 and count >= COMMON_FREQUENCY)


def telling(pairs: Pairs) -> Pairs:
    """The pairs that say what a text is about: two Chinese characters that are no common word.

    >>> telling(pairs_of("工作，")), "鹭洲" in telling(pairs_of("鹭洲的工作"))
    (frozenset(), True)
    """
    return frozenset(_HAN_PAIRS("\n".join(pairs - common_words())))


def similarity(one: Pairs, other: Pairs) -> float:
    """Shared pairs over the geometric mean of both counts, 0 to 1.

    >>> similarity(pairs_of("大雪停了"), pairs_of("大雪没停"))
    0.3333333333333333
    """
    return len(one & other) / math.sqrt(len(one) * len(other)) if one and other else 0.0


def share(part: Pairs, whole: Pairs) -> float:
    """The share of one text's pairs that stand in another, 0 to 1."""
    return len(part & whole) / len(part) if part else 0.0
