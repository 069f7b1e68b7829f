"""Lines of display (headlines, decks) that unwrapping joined with the paragraph below, told by the widths of printed lines.

A column's lines are as wide as the column, give or take a mark: a mark that may not begin a line is
hung behind the line before, or takes that line's last character with it. A paragraph's first line is
shorter by its indent, also where a text layer dropped the indent's blanks. So a line that stands above
such a first line, or one wider than its column, is no line of the paragraph.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from typing import NamedTuple

from schemas.document import PrintedLine
from tasks.split.units import SENTENCE_END

DROPPED_INDENT = (3, 6)
"""Fewest and most columns by which a first line without its indent of two characters is shorter than others."""
FULL_WIDTH = 2
"""Columns of a full-width character."""
ENOUGH_LINES = 3
"""Lines of a paragraph, its first and last left out, from which on they tell their column's width."""
NOT_FIRST = frozenset("，。！？；：、”’）》】〉…%")
"""Marks that no line may begin with (避头尾)."""
HEAD_LINES = 4
"""Printed lines of a paragraph among which a headline, a byline or a folio line is looked for."""
LONGEST_DISPLAY_LINE = 36
"""Longest line of display that unwrapping is taken to have joined, in characters."""
SENTENCE_MARK = re.compile(r"[；。]")
_RUNNING = re.compile(r"[，。；、！]|[！？；…]$")
_OPEN_ENDS = frozenset("，、")


class _Lines(NamedTuple):
    """A paragraph's printed lines, their widths, and the width of their column."""

    texts: Sequence[str]
    widths: Sequence[int]
    column: int

    def lost(self, at: int) -> tuple[int, int, int]:
        """By how many columns a line is shorter than its column: as it stands, without a hung mark, with a character taken along."""
        lost = self.column - self.widths[at]
        is_taken = at + 1 < len(self.texts) and self.texts[at + 1][1:2] in NOT_FIRST
        is_hung = self.texts[at][-1:] in NOT_FIRST
        return lost, lost + FULL_WIDTH * is_hung, lost - FULL_WIDTH * is_taken

    def may_be_first(self, at: int) -> bool:
        """Whether a line is shorter than its column by an indent, and no wider than the lines below, the last one left out."""
        below = max(self.widths[at + 1 : min(at + 3, len(self.widths) - 1)], default=self.column)
        fewest, most = DROPPED_INDENT
        return self.widths[at] <= below and any(fewest <= lost <= most for lost in self.lost(at))

    def may_be_full(self, at: int) -> bool:
        """Whether a line may fill its column."""
        return min(map(abs, self.lost(at))) < DROPPED_INDENT[0]

    def is_wider(self, at: int) -> bool:
        """Whether a line is wider than its column allows."""
        return 0 < self.column <= self.widths[at] - FULL_WIDTH and self.texts[at][-1:] not in NOT_FIRST


def headline_breaks(
    lines: Sequence[PrintedLine], texts: Sequence[str], column: int, below_display: bool = False
) -> set[int]:
    """Lines of display in front of a paragraph's first line, and that line, where unwrapping joined both.

    They stand at the paragraph's beginning or behind a sentence. Only a line that is wider than the
    column or stands below another line of display (`below_display`) may hold commas, as decks do.

    Args:
        lines: the paragraph's printed lines; `texts`: what they say.
        column: the page's usual width of lines, for a paragraph of few; 0 if the page has none.
    """
    printed = _Lines(texts, [line.width for line in lines], column)
    printed = printed._replace(column=width_of_column(printed.widths[1:-1]) or column)
    out: set[int] = set()
    for at in range(1, len(texts)):
        top = _top_of_display(printed, at, below_display)
        if top == at or lines[top].indent or not (top == 0 or texts[top - 1][-1:] in SENTENCE_END):
            continue
        is_wide = at == 1 and printed.is_wider(0) and not printed.is_wider(1)
        if is_wide or (at + 1 < len(texts) and _begins_text(printed, at)):
            out |= set(range(top, at + 1))
    return out


def _top_of_display(printed: _Lines, at: int, below_display: bool) -> int:
    """The first of the lines of display above a line; the line itself if there is none."""
    top = at
    while top > 0 and at - top < HEAD_LINES:
        may_hold_comma = printed.is_wider(top - 1) or (below_display and top == 1)
        if not _is_display(printed.texts[top - 1], may_hold_comma):
            break
        top -= 1
    return top


def _begins_text(printed: _Lines, at: int) -> bool:
    """Whether a line is a paragraph's first by its width, and the line above is not."""
    return printed.may_be_first(at) and not (printed.may_be_first(at - 1) and printed.may_be_full(at))


def width_of_column(widths: Sequence[int]) -> int:
    """The commonest width of lines, of several the greatest; 0 for too few lines.

    >>> width_of_column([36, 34, 36, 35]), width_of_column([36])
    (36, 0)
    """
    if len(widths) < ENOUGH_LINES:
        return 0
    counts = Counter(widths)
    return max(counts, key=lambda width: (counts[width], width))


def _is_display(line: str, may_hold_comma: bool) -> bool:
    """Whether a line may be one of a headline, by its length and marks."""
    if len(line) > LONGEST_DISPLAY_LINE or line[-1:] in _OPEN_ENDS:
        return False
    return not (SENTENCE_MARK if may_hold_comma else _RUNNING).search(line)
