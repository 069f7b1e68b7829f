"""Printed lines, and the width of the column that each stands in."""

from __future__ import annotations

from bisect import bisect
from collections import Counter
from collections.abc import Sequence
from itertools import pairwise
from typing import Final, NamedTuple

from tasks.lang.characters import columns

TAB_COLUMNS: Final = 4
MIN_COLUMN: Final = 16
"""Narrowest column, in display columns, that wraps prose: eight characters; verse is narrower."""

_STEP: Final = 8
_REACH: Final = 12
"""A column's width is taken anew every _STEP lines, from the lines up to _REACH before and after."""

_MIN_MEASURED: Final = 4
"""Lines from which a stretch's own width can be told."""

_FILLED_SHARE: Final = 0.5
"""Share of lines that must fill the column, in a stretch of text that was wrapped."""

_RAGGED: Final = 2
"""Columns by which full lines differ: a mark kept from a line's start or end moves one character."""


class Line(NamedTuple):
    """A printed line that is not blank.

    Attributes:
        start, end: its characters without the white space around them, in the text with line feeds.
        indent: display columns of white space before it.
        width: display columns of its characters.
        blank_before: blank lines between it and the line before.
    """

    start: int
    end: int
    indent: int
    width: int
    blank_before: int

    @property
    def reach(self) -> int:
        """Where its right end stands: indent and width together."""
        return self.indent + self.width


def measure_lines(text: str) -> list[Line]:
    """The lines of a text that hold more than white space.

    >>> [(line.indent, line.width, line.blank_before) for line in measure_lines("标题\\n\\n  正文3月")]
    [(0, 4, 0), (2, 7, 1)]
    """
    lines: list[Line] = []
    at = blank = 0
    for row in text.split("\n"):
        core = row.strip()
        if core:
            lead = len(row) - len(row.lstrip())
            start = at + lead
            indent = columns(row[:lead].replace("\t", " " * TAB_COLUMNS)) if lead else 0
            lines.append(Line(start, start + len(core), indent, columns(core), blank))
            blank = 0
        else:
            blank += 1
        at += len(row) + 1
    if lines:
        lines[0] = lines[0]._replace(blank_before=0)
    return lines


def usual_gap(lines: Sequence[Line]) -> int:
    """Blank lines between neighbours where nothing separates them: the most frequent number, 0 or 1.

    Some tools write an empty line after every printed one; there, one blank line says nothing.
    """
    counts = Counter(min(line.blank_before, 2) for line in lines[1:])
    return 1 if counts[1] > 3 * counts[0] else 0


def column_widths(lines: Sequence[Line], gap: int) -> list[int | None]:
    """The width of the column around each line, in display columns; None where lines are not wrapped.

    A stretch of at least three lines between wider gaps than `gap` is measured by itself; one that
    is too short takes the width of the measured stretch before or after it that it fits better.
    """
    widths: list[int | None] = [None] * len(lines)
    unmeasured: list[tuple[int, int]] = []
    for start, end in _stretches(lines, gap):
        if end - start < _MIN_MEASURED:
            unmeasured.append((start, end))
        for at in range(start, end, _STEP):
            window = lines[max(start, at - _REACH) : min(end, at + _STEP + _REACH)]
            widths[at : min(end, at + _STEP)] = [_column_of(window)] * (min(end, at + _STEP) - at)
    measured = [at for at, width in enumerate(widths) if width is not None]
    for start, end in unmeasured if measured else ():
        widths[start:end] = [_borrowed(lines[start:end], start, measured, widths)] * (end - start)
    return widths


def _borrowed(stretch: Sequence[Line], start: int, measured: Sequence[int], widths: Sequence[int | None]) -> int | None:
    """The width of the measured line before or after a stretch that its widest line comes closer to."""
    after = bisect(measured, start)
    near = [widths[at] for at in measured[max(after - 1, 0) : after + 1]]
    widest = max(line.reach for line in stretch)
    return min((w for w in near if w is not None), key=lambda w: abs(w - widest))


def _stretches(lines: Sequence[Line], gap: int) -> list[tuple[int, int]]:
    """Runs of lines, as index ranges, with no wider gap than `gap` within."""
    cuts = [0, *(at for at, line in enumerate(lines) if at and line.blank_before > gap), len(lines)]
    return list(pairwise(cuts))


def _column_of(window: Sequence[Line]) -> int | None:
    """The width that most lines of a window reach; None if they reach no common one."""
    inner = window[:-1]
    if len(inner) < 2:
        return None
    counts = Counter(line.reach for line in inner)
    width, filled = max(((w, _near(counts, w)) for w in counts), key=lambda pair: (pair[1], counts[pair[0]], pair[0]))
    if width < MIN_COLUMN or filled < 2 or filled < _FILLED_SHARE * len(inner):
        return None
    return width


def _near(counts: Counter[int], width: int) -> int:
    """Lines that reach a width, give or take the ragged columns."""
    return sum(counts[w] for w in range(width - _RAGGED, width + _RAGGED + 1))
