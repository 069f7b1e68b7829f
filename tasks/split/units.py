"""The units that splitting works on: the paragraphs of a clean page with their printed evidence."""

from __future__ import annotations

from dataclasses import dataclass

from schemas.document import CleanPage, PrintedLine

SENTENCE_END = frozenset("。！？；…”」』.!?;")
"""Characters that close a sentence (or a quotation) at the end of a paragraph."""


@dataclass(frozen=True, slots=True)
class Unit:
    """A paragraph, or what is left of it after a label has been cut off.

    Attributes:
        index: position on the page, from 0.
        start, end: offsets in clean_text, white space at both ends left out.
        text: clean_text[start:end].
        lines: its printed lines.
    """

    index: int
    start: int
    end: int
    text: str
    lines: tuple[PrintedLine, ...] = ()

    @property
    def blank_before(self) -> int:
        """Blank lines above its first printed line."""
        return self.lines[0].blank_before if self.lines else 0

    @property
    def is_closed(self) -> bool:
        """Whether it ends as a sentence does."""
        return self.text[-1:] in SENTENCE_END


def units_of(page: CleanPage) -> tuple[Unit, ...]:
    """The page's paragraphs in order; one without a visible character is left out."""
    out: list[Unit] = []
    for paragraph in page.paragraphs:
        start, end = trimmed(page.text, paragraph.clean_start, paragraph.clean_end)
        if start < end:
            out.append(Unit(len(out), start, end, page.text[start:end], paragraph.lines))
    return tuple(out)


def trimmed(text: str, start: int, end: int) -> tuple[int, int]:
    """The range without white space at its two ends; empty at `start` if nothing is left.

    >>> trimmed(" ab ", 0, 4)
    (1, 3)
    >>> trimmed("ab", 0, 2)
    (0, 2)
    """
    piece = text[start:end]
    left = len(piece) - len(piece.lstrip())
    if left == len(piece):
        return start, start
    return start + left, start + len(piece.rstrip())
