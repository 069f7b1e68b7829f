"""The units that splitting works on: the paragraphs of a clean page with their printed evidence."""

from __future__ import annotations

from typing import NamedTuple

from schemas.document import PrintedLine

SENTENCE_END = frozenset("。！？；…”」』.!?;")
"""Characters that close a sentence (or a quotation) at the end of a paragraph."""


BOLD = 7
"""The level of a line that is bold as a whole: below all headings."""


class Unit(NamedTuple):
    """A paragraph, or what is left of it after a label has been cut off.

    Attributes:
        order: position on the page, from 0.
        start, end: offsets in clean_text, white space at both ends left out.
        text: clean_text[start:end].
        lines: its printed lines.
        level: 1 to 6 for a heading by markdown's marks, BOLD for a line that is bold as a whole, 0 without a mark.
        behind_rule: whether a rule of dashes stands above it.
    """

    order: int
    start: int
    end: int
    text: str
    lines: tuple[PrintedLine, ...] = ()
    level: int = 0
    behind_rule: bool = False

    @property
    def blank_before(self) -> int:
        """Blank lines above its first printed line."""
        return self.lines[0].blank_before if self.lines else 0

    @property
    def is_closed(self) -> bool:
        """Whether it ends as a sentence does."""
        return self.text[-1:] in SENTENCE_END


def trimmed(text: str, start: int, end: int) -> tuple[int, int]:
    """The range without white space at its two ends; empty at `start` if nothing is left.

    >>> trimmed(" ab ", 0, 4)
    (1, 3)
    >>> trimmed("ab", 0, 2)
    (0, 2)
    """
    piece = text[start:end]
    if piece and not (piece[0].isspace() or piece[-1].isspace()):
        return start, end
    left = len(piece) - len(piece.lstrip())
    if left == len(piece):
        return start, start
    return start + left, start + len(piece.rstrip())
