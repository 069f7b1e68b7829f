"""Printed lines, and the width of the column that each stands in."""

from __future__ import annotations

import math
from bisect import bisect, bisect_left
from collections import Counter
from collections.abc import Sequence
from functools import lru_cache
from itertools import pairwise
from typing import Final, NamedTuple

from tasks.lang.characters import CLAUSE_PUNCTUATION, CLOSING_PUNCTUATION, SENTENCE_PUNCTUATION, columns

TAB_COLUMNS: Final = 4
MIN_COLUMN: Final = 16
"""Narrowest column, in display columns, that wraps prose: eight characters; verse is narrower."""

FIRST_LINE: Final = 4
"""Columns of a paragraph's indent, two characters."""

_STEP: Final = 8
_REACH: Final = 12
"""A column's width is taken anew every _STEP lines, from the lines up to _REACH before and after."""

_MIN_MEASURED: Final = 4
"""Lines from which a stretch's own width can be told."""

_FILLED_SHARE: Final = 0.5
"""Share of lines that must fill the column, in a stretch of text that was wrapped."""

_PAGE_SHARE: Final = 0.08
"""Share of a page's lines that make a width one of the page's columns, with _PAGE_LINES at least."""
_PAGE_LINES: Final = 4

_MAIN_SHARE: Final = 0.3
"""Share of a page's lines that reach the width in which the page is set, first lines without their indent included."""
_RIVAL_COLUMN: Final = 0.3
"""Lines of a second column's width to each of the main one from which a page is set in both."""
_OWN_LINES: Final = 6
"""Lines that agree on another width from which they are a column of their own."""

_RIVAL: Final = 0.8
"""A width reached by this share of the lines that reach the best one is as good; the more exact one wins."""

_MARKED_SHARE: Final = 0.7
"""Share of full lines that end with a mark from which they are verse or items: a wrap falls anywhere."""

OVERFLOW: Final = 1.25
"""A line this many times wider than its column stands in another one: a headline, a caption."""

_WIDER_SHARE: Final = 0.25
"""Share of a column's lines that may be such lines."""

_RAGGED: Final = 2
"""Columns by which full lines differ: a mark kept from a line's start or end moves one character."""

_RARELY: Final = 4
"""Full first lines to each short one from which a page is taken to have no indents at all."""

_MARKS: Final = frozenset(CLAUSE_PUNCTUATION + SENTENCE_PUNCTUATION + CLOSING_PUNCTUATION + ",.;:!?")


class Line(NamedTuple):
    """A printed line that is not blank.

    Attributes:
        start, end: its characters without the white space around them, in the text with line feeds.
        indent: display columns of white space before it.
        width: display columns of its characters.
        blank_before: blank lines between it and the line before.
        is_marked: whether it ends with a punctuation mark.
        reach: where its right end stands: indent and width together.
    """

    start: int
    end: int
    indent: int
    width: int
    blank_before: int
    is_marked: bool
    reach: int


@lru_cache(maxsize=1)
def measure_lines(text: str) -> tuple[Line, ...]:
    """The lines of a text that hold more than white space.

    The last answer is kept: unwrapping and the frame around it ask for the same text.

    >>> [(line.indent, line.width, line.blank_before) for line in measure_lines("标题\\n\\n  正文3月")]
    [(0, 4, 0), (2, 7, 1)]
    """
    lines: list[Line] = []
    at = blank = 0
    for row in text.split("\n"):
        core = row.strip()
        if core:
            lead = len(row) - len(row.lstrip()) if len(core) < len(row) else 0
            start = at + lead
            indent = columns(row[:lead].replace("\t", " " * TAB_COLUMNS)) if lead else 0
            width = columns(core)
            lines.append(Line(start, start + len(core), indent, width, blank, core[-1] in _MARKS, indent + width))
            blank = 0
        else:
            blank += 1
        at += len(row) + 1
    if lines:
        lines[0] = lines[0]._replace(blank_before=0)
    return tuple(lines)


def usual_gap(lines: Sequence[Line]) -> int:
    """Blank lines between neighbours where nothing separates them: the most frequent number, 0 or 1.

    Some tools write an empty line after every printed one; there, one blank line says nothing.
    """
    counts = Counter(min(line.blank_before, 2) for line in lines[1:])
    return 1 if counts[1] > 3 * counts[0] else 0


def usual_indent(lines: Sequence[Line]) -> int:
    """The smallest indent that a good part of the lines has: where the column begins."""
    counts = Counter([line.indent for line in lines])
    common = [indent for indent, count in counts.items() if count >= _BASE_SHARE * len(lines)]
    return min(common or counts)


_BASE_SHARE: Final = 0.15
"""Share of a page's lines that makes an indent the place where a column begins, not a paragraph."""


def column_widths(lines: Sequence[Line], gap: int) -> list[int | None]:
    """The width of the column around each line, in display columns; None where lines are not wrapped.

    A stretch of lines between wider gaps than `gap` is measured by itself, piece by piece. Where its
    lines agree on no width, one of the page's widths is taken if some of them reach it; a stretch
    that is too short takes the width of its neighbours.
    """
    widths: list[int | None] = [None] * len(lines)
    reaches = [line.reach for line in lines]
    page = _page_columns(lines, reaches)
    main = _main_column(lines, reaches, page)
    unmeasured: list[tuple[int, int]] = []
    for start, end in _stretches(lines, gap):
        if end - start < _MIN_MEASURED:
            unmeasured.append((start, end))
        for at in range(start, end, _STEP):
            low, high = max(start, at - _REACH), min(end, at + _STEP + _REACH)
            width = _column_of(lines[low : high - 1], reaches[low : high - 1])
            if main is None or not _is_of_column(reaches[low:high], width, main):
                width = width or _reached(reaches[low:high], page)
            else:
                width = main
            widths[at : min(end, at + _STEP)] = [width] * (min(end, at + _STEP) - at)
    measured = [at for at, width in enumerate(widths) if width is not None]
    for start, end in unmeasured if measured else ():
        widths[start:end] = [_borrowed(lines[start:end], start, measured, widths)] * (end - start)
    return widths


def drops_indents(lines: Sequence[Line], widths: Sequence[int | None], gap: int) -> bool:
    """Whether paragraphs' first lines are shorter than the column, as where a text layer dropped their indents.

    Looked at are lines that open a paragraph for certain, after a line that ends with a mark and is
    short or has a gap behind it, and go on on the next line. Without any such line the answer is yes,
    the looser reading.
    """
    short = full = 0
    for before, line, after, width in zip(lines, lines[1:], lines[2:], widths[1:], strict=False):
        if width is None or line.is_marked or not before.is_marked or after.blank_before > gap:
            continue
        if line.blank_before > gap or before.reach < width - 2 * FIRST_LINE:
            short += FIRST_LINE - 1 <= width - line.reach <= FIRST_LINE + _RAGGED
            full += abs(width - line.reach) <= _RAGGED
    return _RARELY * short >= full


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


def _column_of(lines: Sequence[Line], reaches: Sequence[int]) -> int | None:
    """The width that most lines of a window, its last one apart, reach; None if they reach no common one."""
    if len(lines) < 2:
        return None
    ordered = sorted(reaches)
    enough = math.ceil(_FILLED_SHARE * len(lines))
    if not any(high - low < len(_AROUND) for low, high in zip(ordered, ordered[enough - 1 :], strict=False)):
        return None
    near = {width: _near(ordered, width) for width in set(ordered)}
    most = max(near.values())
    width = max((w for w in near if near[w] >= _RIVAL * most), key=lambda w: (ordered.count(w), w))
    filled = near[width]
    if filled < 2 or filled < _FILLED_SHARE * len(lines):
        return None
    return width if _wraps(lines, reaches, width) and _contains(reaches, width) else None


def _wraps(lines: Sequence[Line], reaches: Sequence[int], width: int) -> bool:
    """Whether a width is a column's: wide enough for prose, and lines that reach it break off anywhere."""
    if width < MIN_COLUMN:
        return False
    marked = [
        line.is_marked for line, reach in zip(lines, reaches, strict=True) if -_RAGGED <= reach - width <= _RAGGED
    ]
    return sum(marked) <= _MARKED_SHARE * len(marked)


def _contains(reaches: Sequence[int], width: int) -> bool:
    """Whether few lines are too wide for a column: paragraphs on one line each are."""
    limit = width * OVERFLOW
    return len([reach for reach in reaches if reach > limit]) <= _WIDER_SHARE * len(reaches)


def _page_columns(lines: Sequence[Line], reaches: Sequence[int]) -> list[int]:
    """The widths that many of a page's lines reach, those of first lines with a dropped indent apart."""
    ordered = sorted(reaches)
    counts = Counter(ordered)
    needed = max(_PAGE_LINES, _PAGE_SHARE * len(lines))
    many = [width for width in dict.fromkeys(reaches) if _near(ordered, width) >= needed]
    peaks = [width for width in many if counts[width] == max(counts[width + d] for d in _AROUND)]
    first_lines = {width - FIRST_LINE - d for width in peaks for d in (-1, 0, 1, 2)}
    columns_found = [width for width in peaks if width not in first_lines and _wraps(lines, reaches, width)]
    return columns_found if columns_found and _contains(reaches, max(columns_found)) else []


def _main_column(lines: Sequence[Line], reaches: Sequence[int], widths: Sequence[int]) -> int | None:
    """The one of some widths that a page is set in, reached by many lines; None where it has a rival.

    A rival's lines follow one another: headlines, credits and last lines are of one width by chance, each alone.
    """
    if not widths:
        return None
    ordered = sorted(reaches)
    most, main = max((_near(ordered, width), width) for width in widths)
    runs = _followed(lines, reaches, main)
    rivals = [_followed(lines, reaches, width) for width in widths if abs(width - main) > FIRST_LINE + _RAGGED]
    alone = not rivals or max(rivals) <= _RIVAL_COLUMN * runs
    filled = most + _near(ordered, main - FIRST_LINE)
    return main if alone and filled >= _MAIN_SHARE * len(reaches) else None


def _followed(lines: Sequence[Line], reaches: Sequence[int], width: int) -> int:
    """Lines that reach a width and are followed, without a blank line, by another one that does."""
    full = [abs(reach - width) <= _RAGGED for reach in reaches]
    return sum(
        one and other and not line.blank_before for one, other, line in zip(full, full[1:], lines[1:], strict=False)
    )


def _is_of_column(reaches: Sequence[int], own: int | None, main: int) -> bool:
    """Whether some lines stand in a page's main column, although they seem to fill a width of their `own`.

    Headlines, credits and a caption can be of one width by chance; a column of another width is filled by more lines.
    """
    ordered = sorted(reaches)
    if own is not None and abs(own - main) > FIRST_LINE and _near(ordered, own) >= _OWN_LINES:
        return False
    return bool(_near(ordered, main) or _near(ordered, main - FIRST_LINE))


_AROUND: Final = range(-_RAGGED, _RAGGED + 1)


def _reached(reaches: Sequence[int], widths: Sequence[int]) -> int | None:
    """The one of some widths that most lines of a window reach; None if none is reached."""
    if not widths:
        return None
    ordered = sorted(reaches)
    best = max(widths, key=lambda width: _near(ordered, width))
    return best if _near(ordered, best) else None


def _near(ordered: Sequence[int], width: int) -> int:
    """Lines that reach a width, give or take the ragged columns; `ordered` is where they reach, sorted."""
    return bisect(ordered, width + _RAGGED) - bisect_left(ordered, width - _RAGGED)
