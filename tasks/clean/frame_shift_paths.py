"""What the search for lost bytes hands around: paths, the moves between them, and what a document tells."""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import NamedTuple

from tasks.lang.language_model import START, Reading

LOST_SIGNS = "?\ufffd"
"""What programs show for a byte that they cannot decode."""

MARKS = "!%(),-./:;<=>?"
"""ASCII marks whose full-width forms a naive replacement hits across two characters."""

RECENT = 3
"""Characters read last that a path remembers: the document is asked about three in a row."""

QUIET = 8
"""Characters in step after which a damaged place has ended; longer than a word."""

IN_STEP = -1
"""What waits on a path whose next character is as shown."""

READ_RIGHT, READ_WRONG = 4.0, -6.0
"""Natural logarithm of what a reading in brackets says for the character before it, or against it."""


class Link(NamedTuple):
    """What a path takes text[start:end] to have been, and how it came there."""

    before: Link | None
    start: int
    end: int
    after: str


class Move(NamedTuple):
    """A way on from a path: text[start:end] taken for `after`, with what then waits and what it costs."""

    start: int
    end: int
    after: str
    pending: int
    cost: float


class Path(NamedTuple):
    """One reading of the damaged text up to a place.

    Attributes:
        score: natural logarithm of how likely this is: the language model's score, costs of moves and evidence.
        pending: first byte of the next character, or IN_STEP.
        reading: what the language model has read.
        recent: the last RECENT characters read, simplified.
        link: what was read.
        margin: by how much it beat the best other path that led to the same state.
        moved: where its last move ended; -QUIET before any.
    """

    score: float
    pending: int
    reading: Reading
    recent: str
    link: Link | None
    margin: float
    moved: int


@dataclass(frozen=True, slots=True)
class Document:
    """What the search knows about the document.

    Attributes:
        counts: how often each one, two and three (simplified) characters in a row stand in it.
        is_traditional: None where the document does not tell.
        is_replaced: whether readings stand after its characters, or ASCII commas between them, as on sites that damage bytes.
        keeps_undefined: whether pairs that GBK leaves undefined show as private-use characters.
    """

    counts: dict[str, int]
    is_traditional: bool | None
    is_replaced: bool
    keeps_undefined: bool


ORIGIN = Path(0.0, IN_STEP, START, "", None, math.inf, -QUIET)
"""The path that has read nothing."""


def pieces(link: Link | None) -> list[Link]:
    """The links of a path from its start."""
    out: list[Link] = []
    while link is not None:
        out.append(link)
        link = link.before
    return out[::-1]


def ends_line(text: str, at: int) -> bool:
    """Whether nothing follows `at` on its line."""
    return text[at : at + 1] in ("", "\n")


LETTERED = "世值軸型股波點線類級組區座棟層倍次年代檔歌版字位光星盤恤"
"""What letters are said of: an r值 is no 價值 that lost a byte."""


def is_lone_letter(text: str, at: int, is_traditional: bool | None) -> bool:
    """Whether a letter or sign stands alone between characters of a traditional text, where second bytes can be ASCII."""
    char, follows = text[at], text[at + 1 : at + 2]
    is_said_so = char.isalpha() and follows in tuple(LETTERED)
    return is_traditional is True and "@" <= char <= "~" and text[at - 1 : at] > "\x7f" < follows and not is_said_so


def is_odd_letter(text: str, at: int, is_traditional: bool | None) -> bool:
    """Whether a letter or sign stands as it does not in text without damage.

    A capital letter stands alone in earnest as well (`A股`), unless a sign for a lost byte stands before it.
    """
    char, before = text[at], text[at - 1 : at]
    if not is_traditional or not "@" <= char <= "~" or not text[at + 1 : at + 2] > "\x7f":
        return False
    return before in tuple(LOST_SIGNS) or (before > "\x7f" and not "A" <= char <= "Z")
