"""The units that splitting works on: the paragraphs of a clean page with their printed evidence."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple

from schemas.document import CleanPage, PrintedLine

_CREDIT_IN_BRACKETS = re.compile(r"[（(][\u3400-\u9fff ·、]{2,24}[）)]")
_INNER_MARK = re.compile(r"[，；]|[。](?!$)")
MOST_DISPLAY_LINES = 5
"""Most lines of a headline stack that unwrapping is taken to have joined."""
LONGEST_DISPLAY_LINE = 36
"""Longest of them, in characters."""
SENTENCE_END = frozenset("。！？；…”」』.!?;")
"""Characters that close a sentence (or a quotation) at the end of a paragraph."""


class Unit(NamedTuple):
    """A paragraph, or what is left of it after a label has been cut off.

    Attributes:
        order: position on the page, from 0.
        start, end: offsets in clean_text, white space at both ends left out.
        text: clean_text[start:end].
        lines: its printed lines.
    """

    order: int
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
        for first, last in _stretches(page.text, paragraph.lines):
            begin = paragraph.clean_start if first == 0 else paragraph.lines[first].clean_start
            stop = paragraph.clean_end if last == len(paragraph.lines) else paragraph.lines[last].clean_start
            start, end = trimmed(page.text, begin, stop)
            if start < end:
                out.append(Unit(len(out), start, end, page.text[start:end], paragraph.lines[first:last]))
    return tuple(out)


def _stretches(text: str, lines: tuple[PrintedLine, ...]) -> Iterator[tuple[int, int]]:
    """Runs of printed lines that are one unit each.

    Unwrapping joins lines that end without a mark and are as wide as a column. Two kinds of such
    lines are units by themselves: a credit in brackets, （徐甲 王乙）, and lines of a headline stack.
    """
    if len(lines) < 2:
        yield 0, len(lines)
        return
    printed = [text[line.clean_start : line.clean_end] for line in lines]
    display = _are_display(printed)
    first = 0
    for at in range(len(lines) - 1):
        if display or _CREDIT_IN_BRACKETS.fullmatch(printed[at]):
            yield first, at + 1
            first = at + 1
    yield first, len(lines)


def _are_display(printed: list[str]) -> bool:
    """Whether the lines of a paragraph are lines of display: short, without a comma, the last one not closed."""
    if not 2 <= len(printed) <= MOST_DISPLAY_LINES or printed[-1][-1:] in SENTENCE_END:
        return False
    return all(0 < len(line) <= LONGEST_DISPLAY_LINE and not _INNER_MARK.search(line) for line in printed)


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
