"""The bytes of GBK behind characters, and the characters that share a byte."""

from __future__ import annotations

import re
from functools import cache

from tasks.lang.language_model import language_model
from tasks.lang.pinyin import readings_of, spell
from tasks.lang.repertoire import common_characters, plane

FIRST_LEAD = 0x81
"""The lowest byte that begins a two-byte character."""

FULL_WIDTH_LEAD = 0xA3
"""The first byte of full-width forms of ASCII; the second is 80 (hex) more than the ASCII byte."""

RARELY_MEANT = -19.0
"""Score below which a character is no candidate for a lost byte: it is unknown to the dictionary."""

_SPOKEN = re.compile(r"([a-zāáǎàēéěèīíǐìōóǒòūúǔùüǖǘǚǜńňǹḿ]{1,6})\)")


@cache
def _characters() -> dict[bytes, str]:
    """Every two-byte character of GB 18030, private use included."""
    return plane("gb18030", range(FIRST_LEAD, 0xFF), (*range(0x40, 0x7F), *range(0x80, 0xFF)))


@cache
def _pairs() -> dict[str, tuple[int, int]]:
    return {char: (pair[0], pair[1]) for pair, char in _characters().items()}


def bytes_of(char: str) -> tuple[int, int] | None:
    """The two bytes of a character; None if it has one or four.

    >>> bytes_of("字")
    (215, 214)
    """
    return _pairs().get(char)


def character(lead: int, trail: int) -> str | None:
    """The character of two bytes; None where GBK defines none.

    >>> character(0xD7, 0xD6)
    '字'
    """
    char = _characters().get(bytes((lead, trail)))
    return None if char is None or "\ue000" <= char <= "\uf8ff" else char


@cache
def with_lead(lead: int) -> tuple[str, ...]:
    """The characters in use that begin with this byte."""
    return tuple(c for c, pair in _pairs().items() if pair[0] == lead and _is_in_use(c))


@cache
def with_trail(trail: int) -> tuple[str, ...]:
    """The characters in use that end with this byte."""
    return tuple(c for c, pair in _pairs().items() if pair[1] == trail and _is_in_use(c))


def _is_in_use(char: str) -> bool:
    return char in common_characters() or language_model().alone(char) > RARELY_MEANT


@cache
def undefined_leads() -> tuple[int, ...]:
    """First bytes of pairs that GBK leaves to private use; programs drop such pairs."""
    return (*range(0xAA, 0xB0), *range(0xF8, 0xFF))


def spoken_tail(text: str, at: int) -> tuple[str, int] | None:
    """A reading that lacks its opening bracket at `at`: (spelled, where it ends); None if there is none.

    >>> spoken_tail("數?shù)慕", 2)
    ('shu4', 6)
    """
    match = _SPOKEN.match(text, at)
    return None if match is None else (spell(match[1]), match.end())


def spoken(text: str, at: int) -> tuple[str, int] | None:
    """A reading in half-width brackets at `at`: (spelled, where it ends); None if there is none."""
    return spoken_tail(text, at + 1) if text[at : at + 1] == "(" else None


def can_be_read(char: str | None, spelled: str) -> bool:
    """Whether the character exists and has the reading."""
    return char is not None and spelled in readings_of(char)
