"""Traditional to simplified Chinese: opencc-python-reimplemented's answers without its cost.

The package's t2s conversion first replaces phrases, the longest of a run of text before shorter
ones and of equal ones the leftmost, then single characters. Here the same dictionaries, read from
the installed package, are applied in another order with the same result: characters by one
``str.translate``, then phrases, which a trie-shaped regular expression finds. Where phrases
overlap, the package's order decides.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Final, Literal, NamedTuple

from schemas.document import Edit

Script = Literal["simplified", "traditional", "mixed"]

_MINORITY: Final = 0.1
"""Share of the characters that tell the scripts apart from which the rarer script makes a page mixed."""


_ASTRAL: Final = "\U00020000-\U0003ffff"
"""Chinese characters beyond the basic plane; a class that names them one by one is slow for all others."""


_SAMPLE: Final = 8_000
"""Characters, evenly spaced, from which a page's script is told."""


_RARE = re.compile(f"[{_ASTRAL}]")


class _Phrase(NamedTuple):
    """An occurrence of a phrase and what it becomes."""

    start: int
    end: int
    after: str


@dataclass(frozen=True, slots=True)
class _Converter:
    """The dictionaries, made ready.

    Attributes:
        characters: code point -> simplified character, those that change.
        phrases: phrase -> simplified phrase.
        changing: runs of characters that change by themselves; beyond the basic plane, of any Chinese characters.
        needed: finds a character without one of which no text changes.
        old: the same among characters that GB 2312 lacks.
        starts: finds the longest phrase that starts at a place.
        longest: length of the longest phrase.
    """

    characters: Mapping[int, str]
    phrases: Mapping[str, str]
    changing: re.Pattern[str]
    needed: re.Pattern[str]
    old: re.Pattern[str]
    starts: re.Pattern[str]
    longest: int


def _dictionary(name: str) -> dict[str, str]:
    """One of the package's dictionaries; of several values the package takes the first."""
    text = (files("opencc") / "dictionary" / name).read_text(encoding="utf-8")
    rows = (line.split("\t") for line in text.splitlines())
    return {key: value.split(" ")[0] for key, value in rows}


@cache
def _converter() -> _Converter:
    """The dictionaries of t2s."""
    characters, phrases = _dictionary("TSCharacters.txt"), _dictionary("TSPhrases.txt")
    changing = {key: value for key, value in characters.items() if key != value}
    needed = set(changing).union(*(set(phrase) & set(characters) or set(phrase) for phrase in phrases))
    old = (char for char in set(changing).union(*phrases) if not is_in_gb2312(char))
    return _Converter(
        str.maketrans(changing),
        phrases,
        re.compile(_class_of(changing) + "+"),
        re.compile(_class_of(needed)),
        re.compile(_class_of(old)),
        re.compile(_trie_pattern(phrases)),
        max(map(len, phrases)),
    )


def _class_of(chars: Iterable[str]) -> str:
    """A class of characters; beyond the basic plane it has all Chinese ones, which is quick for the others."""
    return f"[{''.join(sorted(char for char in chars if char < _ASTRAL[0]))}{_ASTRAL}]"


def _trie_pattern(words: Iterable[str]) -> str:
    """A pattern that matches the longest of the words, with common beginnings written once.

    >>> _trie_pattern(["ab", "abc", "d"])
    '(?:a(?:b(?:c)?)|d)'
    """
    tails: dict[str, list[str]] = {}
    for word in words:
        if word:
            tails.setdefault(word[0], []).append(word[1:])
    branches = [re.escape(char) + (_trie_pattern(rest) if any(rest) else "") for char, rest in sorted(tails.items())]
    return f"(?:{'|'.join(branches)})" + ("?" if "" in words else "")


def _phrases_in(text: str, low: int, high: int, converter: _Converter) -> Iterator[_Phrase]:
    """The phrases within text[low:high] that the package replaces, in order of place."""
    found = converter.starts.search(text, low, high)
    while found:
        cluster = [found]
        end = found.end()
        while following := converter.starts.search(text, cluster[-1].start() + 1, min(high, end + converter.longest)):
            if following.start() >= end:
                break
            cluster.append(following)
            end = max(end, following.end())
        yield from _settle(text, cluster, converter) if len(cluster) > 1 else _only(found, converter)
        found = converter.starts.search(text, end, high)


def _only(match: re.Match[str], converter: _Converter) -> list[_Phrase]:
    """A phrase that overlaps no other."""
    return [_Phrase(match.start(), match.end(), converter.phrases[match.group()])]


def _settle(text: str, cluster: list[re.Match[str]], converter: _Converter) -> list[_Phrase]:
    """Of overlapping phrases those that the package replaces: the longest first, of equal ones the leftmost."""
    candidates = [
        (start, end)
        for match in cluster
        for start, end in ((match.start(), cut) for cut in range(match.end(), match.start() + 1, -1))
        if text[start:end] in converter.phrases
    ]
    chosen: list[tuple[int, int]] = []
    for start, end in sorted(candidates, key=lambda span: (span[0] - span[1], span[0])):
        if all(end <= left or right <= start for left, right in chosen):
            chosen.append((start, end))
    return [_Phrase(start, end, converter.phrases[text[start:end]]) for start, end in sorted(chosen)]


def to_simplified(text: str) -> str:
    """The text in simplified Chinese, exactly as the package converts it with t2s.

    >>> to_simplified("乾隆年間的乾糧，瞭望臺")
    '乾隆年间的干粮，瞭望台'
    >>> to_simplified("已经是简体")
    '已经是简体'
    """
    converter = _converter()
    if not converter.needed.search(text):
        return text
    simple = text.translate(converter.characters)
    pieces: list[str] = []
    done = 0
    for phrase in _phrases_in(text, 0, len(text), converter):
        pieces += (simple[done : phrase.start], phrase.after)
        done = phrase.end
    return "".join((*pieces, simple[done:])) if pieces else simple


def may_change(text: str) -> bool:
    """Whether a text has any of the characters without which conversion changes nothing.

    >>> may_change("在乾隆年間"), may_change("报道全文")
    (True, False)
    """
    return _converter().needed.search(text) is not None


def next_old_character(text: str, start: int = 0) -> int | None:
    """Where, from `start` on, the next character stands that conversion may change and GB 2312 lacks.

    >>> next_old_character("乾隆年間"), next_old_character("乾坤")
    (3, None)
    """
    found = _converter().old.search(text, start)
    return found.start() if found else None


def conversion_edits(text: str, start: int = 0, end: int | None = None) -> Iterator[Edit]:
    """The edits that make `to_simplified(text)` of a text, each over nothing but changed characters.

    Args:
        start, end: the part of the text to convert; the rest has no influence on it.

    >>> list(conversion_edits("在乾隆年間"))
    [Edit(start=4, end=5, after='间', confidence=1.0)]
    >>> list(conversion_edits("反复"))
    []
    """
    converter = _converter()
    stop = len(text) if end is None else end
    done = start
    for phrase in _phrases_in(text, start, stop, converter):
        yield from _character_edits(text, done, phrase.start, converter)
        yield from _phrase_edits(text, phrase)
        done = phrase.end
    yield from _character_edits(text, done, stop, converter)


def _character_edits(text: str, low: int, high: int, converter: _Converter) -> list[Edit]:
    """One edit for each run of characters within text[low:high] that change by themselves."""
    found = converter.changing.finditer(text, low, high)
    edits = [Edit(match.start(), match.end(), match.group().translate(converter.characters)) for match in found]
    if not _RARE.search(text, low, high):
        return edits
    return [part for edit in edits for part in _phrase_edits(text, _Phrase(*edit[:3]))]


def _phrase_edits(text: str, phrase: _Phrase) -> Iterator[Edit]:
    """The edits within a phrase: its changed characters where the lengths agree, else the whole."""
    before = text[phrase.start : phrase.end]
    if len(before) != len(phrase.after):
        yield Edit(phrase.start, phrase.end, phrase.after)
        return
    for at, (old, new) in enumerate(zip(before, phrase.after, strict=True), phrase.start):
        if old != new:
            yield Edit(at, at + 1, new)


class _Kind:
    """Some characters, to be counted in texts."""

    def __init__(self, chars: Iterable[str]) -> None:
        self._chars = frozenset(chars)
        self._class = re.compile(_class_of(self._chars))

    def count_in(self, text: str) -> int:
        """How many of a text's characters are of this kind."""
        return sum(map(self._chars.__contains__, self._class.findall(text)))


class _Tells(NamedTuple):
    """The characters that only one script has."""

    simplified: _Kind
    traditional: _Kind


def is_in_gb2312(char: str) -> bool:
    """Whether a character stands in GB 2312, the 6,763 characters in use in simplified text.

    >>> is_in_gb2312("乾"), is_in_gb2312("國")
    (True, False)
    """
    try:
        return len(char.encode("gb2312")) > 1
    except UnicodeEncodeError:
        return False


@cache
def _tells() -> _Tells:
    """Characters that only simplified, or only traditional text has.

    后 and 里 are characters of both scripts (後/后, 裏/里) and tell nothing, nor do 乾 and 瞭, which
    simplified text keeps in 乾隆 and 瞭望.
    """
    to_traditional = (files("opencc") / "dictionary" / "STCharacters.txt").read_text(encoding="utf-8")
    rows = (line.split("\t") for line in to_traditional.splitlines())
    simplified = (key for key, values in rows if key not in values.split(" "))
    changing = map(chr, _converter().characters)
    return _Tells(_Kind(simplified), _Kind(char for char in changing if not is_in_gb2312(char)))


def script_of(text: str) -> Script:
    """The script of a text: which characters it has that the other script has not.

    A text is mixed when the rarer kind makes up a tenth of them; one without any is simplified.

    >>> [script_of(text) for text in ("新闻报道", "新聞報導", "新聞報導：新闻报道", "天下大同")]
    ['simplified', 'traditional', 'mixed', 'simplified']
    """
    tells = _tells()
    sample = text[:: len(text) // _SAMPLE + 1]
    traditional = tells.traditional.count_in(sample)
    if not traditional:
        return "simplified"
    simplified = tells.simplified.count_in(sample)
    if min(simplified, traditional) >= _MINORITY * max(1, simplified + traditional):
        return "mixed"
    return "traditional" if traditional > simplified else "simplified"
