"""Classes of characters, each in one place: text for regular expressions and sets for look-ups."""

from __future__ import annotations

from typing import Final

HAN: Final = (
    "\N{IDEOGRAPHIC ITERATION MARK}\N{IDEOGRAPHIC NUMBER ZERO}"
    "\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\U00020000-\U0003ffff"
)
"""Body of a regular expression class: Chinese characters, with 々 and 〇."""

OPENING_PUNCTUATION: Final = "（“‘《〈「『【〔［｛〖"
"""Marks that open a pair; typesetting keeps them from the end of a line."""

CLOSING_PUNCTUATION: Final = "）”’》〉」』】〕］｝〗"
"""Marks that close a pair; typesetting keeps them from the start of a line."""

CLAUSE_PUNCTUATION: Final = "，、；："
"""Marks within a sentence."""

SENTENCE_PUNCTUATION: Final = "。！？…"
"""Marks that end a sentence."""

CJK_PUNCTUATION: Final = OPENING_PUNCTUATION + CLOSING_PUNCTUATION + CLAUSE_PUNCTUATION + SENTENCE_PUNCTUATION + "—～·"
"""Marks of Chinese typesetting."""


def is_han(char: str) -> bool:
    """Whether one character is a Chinese character.

    >>> [is_han(c) for c in "汉〇a，"]
    [True, True, False, False]
    """
    return "\u4e00" <= char <= "\u9fff" or char in "々〇" or _is_rare_han(char)


def _is_rare_han(char: str) -> bool:
    return "\u3400" <= char <= "\u4dbf" or "\uf900" <= char <= "\ufaff" or "\U00020000" <= char <= "\U0003ffff"


def columns(text: str) -> int:
    """Display columns of a text without line breaks: 1 for an ASCII character, 2 for any other.

    In the fonts that Chinese pages are set in, quotation marks, dashes and dots are full-width.

    >>> columns("3月“新”年")
    11
    """
    return 2 * len(text) - len(text.encode("ascii", "ignore"))
