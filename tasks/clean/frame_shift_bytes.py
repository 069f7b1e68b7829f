"""The bytes of GBK behind characters, and the characters that share a byte."""

from __future__ import annotations

import re
from functools import cache
from heapq import nlargest

from tasks.lang.language_model import language_model
from tasks.lang.pinyin import readings_of, spell
from tasks.lang.repertoire import common_characters, plane

FIRST_LEAD = 0x81
"""The lowest byte that begins a two-byte character."""

NO_LEADS = (0x80, 0xFF)
"""Bytes that end characters but begin none."""

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
    return tuple(c for c, pair in _pairs().items() if pair[0] == lead and is_in_use(c))


@cache
def with_trail(trail: int) -> tuple[str, ...]:
    """The characters in use that end with this byte."""
    return tuple(c for c, pair in _pairs().items() if pair[1] == trail and is_in_use(c))


@cache
def is_in_use(char: str) -> bool:
    """Whether print uses the character: it is common, or the dictionary has it."""
    return char in common_characters() or language_model().alone(char) > RARELY_MEANT


@cache
def undefined_pairs() -> dict[int, frozenset[int]]:
    """First byte -> second bytes that may lead a character, of the pairs that GBK does not define.

    Programs drop such a pair, or show one sign for it.
    """
    leads = range(FIRST_LEAD, 0xFF)
    defined = plane("gbk", leads, leads)
    pairs = {first: frozenset(s for s in leads if bytes((first, s)) not in defined) for first in range(0x80, 0x100)}
    return {first: seconds for first, seconds in pairs.items() if seconds}


@cache
def undecodable_before(follows: str) -> frozenset[int]:
    """The bytes that a decoder marks as lost, one by one, if this character, or nothing, comes next."""
    if not follows or follows < "@":
        return frozenset(range(0x80, 0x100))
    if follows < "\x80":
        return frozenset(NO_LEADS)
    pair = _pairs().get(follows)
    return frozenset(t for t, seconds in undefined_pairs().items() if pair is None or pair[0] in seconds)


PAIRS, TRIPLES, THIRDS = 40, 20, 20
"""Pairs, triples, and third characters of triples, that are tried where pairs of bytes were dropped."""


@cache
def across_a_gap(lead: int, trail: int) -> tuple[str, ...]:
    """The likeliest two characters of which the first begins with `lead`, the second ends with `trail`.

    What is between, the last byte of the first and the first of the second, is a pair that GBK does not define.
    """
    model = language_model()
    pairs = [a + b for a, seconds in _before_gap(lead) for b in with_trail(trail) if _first_byte(b) in seconds]
    return tuple(nlargest(PAIRS, pairs, key=lambda p: model.together(p[0], p[1])))


@cache
def across_two_gaps(lead: int, trail: int) -> tuple[str, ...]:
    """The same with a character more between two gaps, where two neighbours of the three form a word."""
    model = language_model()
    thirds = nlargest(THIRDS, with_trail(trail), key=model.alone)
    begun = [w + c for a, _ in _before_gap(lead) for w in _gapped_words(a) for c in thirds if _is_gap(w[1], c)]
    ended = [
        a + w for c in with_trail(trail) for w in _gapped_words_to(c) for a, _ in _before_gap(lead) if _is_gap(a, w[0])
    ]
    chars = nlargest(TRIPLES, begun, key=lambda t: model.together(t[0], t[1]) + model.alone(t[2]))
    return (*chars, *nlargest(TRIPLES, ended, key=lambda t: model.alone(t[0]) + model.together(t[1], t[2])))


@cache
def after_a_gap(lead: int, spelled: str) -> tuple[str, ...]:
    """Two characters with a gap between them of which the first begins with `lead`, the second has a reading."""
    firsts = [(a, seconds) for a, seconds in _before_gap(lead)]
    return tuple(a + b for a, seconds in firsts for b in _read_as().get(spelled, ()) if _first_byte(b) in seconds)


@cache
def words_with_a_gap(lead: int) -> tuple[str, ...]:
    """The words of two characters with a gap between them whose first character begins with this byte."""
    return tuple(word for char, _ in _before_gap(lead) for word in _gapped_words(char))


@cache
def _read_as() -> dict[str, list[str]]:
    """Reading -> the common characters that have it."""
    out: dict[str, list[str]] = {}
    for char in _pairs():
        if char in common_characters():
            for reading in readings_of(char):
                out.setdefault(reading, []).append(char)
    return out


def _is_gap(first: str, second: str) -> bool:
    return _first_byte(second) in _after_gap(first)


def last_byte(char: str) -> int:
    """The second byte of a character of GBK."""
    return _pairs()[char][1]


def _first_byte(char: str) -> int:
    return _pairs()[char][0]


def _after_gap(char: str) -> frozenset[int]:
    """The bytes with which the next character may begin if a gap follows this one."""
    return undefined_pairs().get(_pairs()[char][1], frozenset())


@cache
def _before_gap(lead: int) -> tuple[tuple[str, frozenset[int]], ...]:
    """The characters in use that begin with this byte and that a gap may follow, each with the bytes after the gap."""
    return tuple((char, seconds) for char in with_lead(lead) if (seconds := _after_gap(char)))


@cache
def _gapped_words(first: str) -> tuple[str, ...]:
    """The words of two characters with a gap between them that begin with this character."""
    plain = language_model().simplified.get(first, first)
    forms = (form for word in _words_with().get(plain, ()) if word[0] == plain for form in _forms().get(word[1], ()))
    return tuple(first + form for form in forms if _is_gap(first, form))


@cache
def _gapped_words_to(last: str) -> tuple[str, ...]:
    """The words of two characters with a gap between them that end with this character."""
    plain = language_model().simplified.get(last, last)
    forms = (form for word in _words_with().get(plain, ()) if word[1] == plain for form in _forms().get(word[0], ()))
    return tuple(form + last for form in forms if _is_gap(form, last))


@cache
def _words_with() -> dict[str, list[str]]:
    """Character -> the words of two characters that it begins or ends, of those that print uses often enough."""
    out: dict[str, list[str]] = {}
    for word, score in language_model().words.items():
        if len(word) == 2 and score > RARELY_MEANT + 4:
            out.setdefault(word[0], []).append(word)
            out.setdefault(word[1], []).append(word)
    return out


@cache
def _forms() -> dict[str, list[str]]:
    """Simplified character -> itself and its traditional forms, those that GBK has."""
    out: dict[str, list[str]] = {}
    for char in _pairs():
        out.setdefault(language_model().simplified.get(char, char), []).append(char)
    return out


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
