"""Spaces within a line."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

from schemas.document import Edit
from tasks.lang.characters import CLAUSE_PUNCTUATION, CLOSING_PUNCTUATION, HAN, OPENING_PUNCTUATION

_OTHER_SPACES: Final = "\t\u00a0\u1680\u2000-\u200a\u202f\u205f\u3000"
_LETTERSPACED_MIN: Final = 4
"""Single characters with a space between each that prove letterspacing; 王 勇 is a name set wide."""

_RUN = re.compile(rf"[ {_OTHER_SPACES}](?:[ {_OTHER_SPACES}]+|(?<! ))")
_LETTERS = re.compile(
    rf" [{HAN}](?: [{HAN}]){{{_LETTERSPACED_MIN - 2},}}(?![^\s{CLAUSE_PUNCTUATION}{CLOSING_PUNCTUATION}。])"
)
_FIRST_LETTER = re.compile(rf"(?<![^\s{CLAUSE_PUNCTUATION}{OPENING_PUNCTUATION}])[{HAN}]")
_AT_MARKS = re.compile(
    rf" (?:(?<=[{CLAUSE_PUNCTUATION}{OPENING_PUNCTUATION}] )(?=\S)|(?<=[{HAN}] )(?=[{CLAUSE_PUNCTUATION}。！？）》]))"
)


def normalize_spaces(text: str) -> Iterator[Edit]:
    r"""Write any run of spaces and tabs within a line as one space.

    Layout uses full-width spaces, no-break spaces and tabs to push words apart. One space is kept:
    it parts the names of a byline and the phrases of a headline.

    >>> list(normalize_spaces("记者\u3000\u3000李晓 王海"))
    [Edit(start=2, end=4, after=' ', confidence=1.0)]
    >>> list(normalize_spaces("记者 李晓"))
    []
    """
    for match in _RUN.finditer(text):
        yield Edit(match.start(), match.end(), " ")


def join_letterspaced(text: str) -> Iterator[Edit]:
    r"""Take the spaces out of words set wide, where the page proves that they are words.

    Mastheads and headings are letterspaced, and some tools write each glyph with a space after it.
    Proof is the same word elsewhere on the page, a newspaper's name, or a run too long for a table's
    heading. The names of a byline, the phrases of a headline and the columns of a table stay apart.

    >>> [(e.start, e.end) for e in join_letterspaced("清 河 日 报")]
    [(1, 2), (3, 4), (5, 6)]
    >>> list(join_letterspaced("李 晓 王海\n金 银 铜 金 银 铜"))
    []
    """
    proven: dict[str, bool] = {}
    for match in _LETTERS.finditer(text):
        if not (match.start() and _FIRST_LETTER.match(text, match.start() - 1)):
            continue
        word = text[match.start() - 1 : match.end() : 2]
        if word not in proven and len(proven) < _MAX_PROOFS:
            proven[word] = len(word) >= _RUN_MIN or word.endswith(_NEWSPAPERS) or word in text
        if proven.get(word):
            for at in range(match.start(), match.end(), 2):
                yield Edit(at, at + 1, "")


_RUN_MIN: Final = 10
"""Single characters in a row that are running text: no table has so many columns of one character."""

_MAX_PROOFS: Final = 100
"""Words of a page that are looked up in it; each costs a pass over the text."""

_NEWSPAPERS: Final = ("报", "報")


def tighten_punctuation(text: str) -> Iterator[Edit]:
    """Remove the space beside a mark within a sentence.

    ASCII punctuation brought a space along that Chinese marks don't have. The space after a full
    stop, a question or an exclamation stays: two pieces of layout may meet there.

    >>> list(tighten_punctuation("稳增长， 促改革"))
    [Edit(start=4, end=5, after='', confidence=1.0)]
    >>> list(tighten_punctuation("新征程！ 牵住牛鼻子"))
    []
    """
    for match in _AT_MARKS.finditer(text):
        yield Edit(match.start(), match.end(), "")
