"""Which paragraph is what: the most plausible reading of the whole page.

Each paragraph gets one label. How well a label fits a paragraph is its score by that paragraph's
cues (fits.py); how well labels follow one another is a score by how newspapers set stories
(labels.py). The reading with the highest sum wins (Viterbi).

A story begins where a label of the headline stack, or a first paragraph without one, follows
something that closes the story before. Such a transition carries the evidence of the gap itself
(gaps.py): how much the texts on its two sides have in common.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from operator import add

from tasks.split.cues import Cues
from tasks.split.fits import NEVER, fits_of, text_fits
from tasks.split.labels import BETWEEN, OTHERWISE, START, WITHIN, Label

UNFIT = -8.0
"""A label that fits as badly as this is not considered."""

Scores = list[float]
Costs = tuple[tuple[float, ...], ...]
_Column = tuple[float, ...]
"""Costs of coming to a label from each label of the paragraph before inside a story, then of beginning one behind each."""


@dataclass(frozen=True, slots=True)
class Reading:
    """The labels of a page's paragraphs.

    Attributes:
        labels: one for each paragraph.
        starts: for each paragraph, whether a story starts at it.
        margins: for each paragraph, by how much (log-odds) the best reading with a start at it beats the best without.
    """

    labels: tuple[Label, ...]
    starts: tuple[bool, ...]
    margins: tuple[float, ...]


@dataclass(frozen=True, slots=True)
class _Lattice:
    """The possible labels of each paragraph with their fits, the gap in front of each, and the costs of coming to it."""

    labels: list[tuple[int, ...]]
    fits: list[Scores]
    gaps: list[float]
    moves: list[_Moves]


def read_page(cues: Sequence[Cues], gaps: Sequence[float], single: bool = False) -> Reading:
    """Find the most plausible reading.

    Args:
        cues: one for each paragraph.
        gaps: for each paragraph, the log-odds by all evidence in front of it that a story starts at it.
        single: the page is known to hold one story; nothing starts behind its first paragraph.
    """
    if not cues:
        return Reading((), (), ())
    lattice = _lattice(cues, gaps, single)
    scores, origins = _forward(lattice)
    labels, starts = _trace(lattice, scores[-1], origins)
    return Reading(labels, starts, _margins(lattice, scores))


def _costs(table: dict[tuple[Label, Label], float], otherwise: float) -> Costs:
    return tuple(tuple(table.get((source, target), otherwise) for target in Label) for source in Label)


_WITHIN = _costs(WITHIN, OTHERWISE)
_BETWEEN = _costs(BETWEEN, NEVER)
_NO_START = _costs({}, NEVER)
_LABELS = tuple(Label)
_TEXT = (int(Label.OPENING), int(Label.BODY))
"""The labels of a paragraph that is text and nothing else."""


def _lattice(cues: Sequence[Cues], gaps: Sequence[float], single: bool) -> _Lattice:
    labels: list[tuple[int, ...]] = []
    fits: list[Scores] = []
    for index in range(len(cues)):
        if (text_fit := text_fits(cues, index)) is not None:
            labels.append(_TEXT)
            fits.append(text_fit)
            continue
        fit = fits_of(cues, index)
        possible = tuple(label for label, score in enumerate(fit) if score > UNFIT) or (int(Label.BODY),)
        labels.append(possible)
        fits.append([fit[label] for label in possible])
    moves = [_moves_of(single, labels[max(0, at - 1)], labels[at]) for at in range(len(labels))]
    return _Lattice(labels, fits, list(gaps), moves)


def _forward(lattice: _Lattice) -> tuple[list[Scores], list[list[int]]]:
    """For each paragraph and possible label the best score up to it, and the place in its column that it comes from."""
    first = [
        START.get(Label(label), NEVER) + fit for label, fit in zip(lattice.labels[0], lattice.fits[0], strict=True)
    ]
    scores, origins = [first], [list(range(len(first), 2 * len(first)))]
    for moves, fits, gap in zip(lattice.moves[1:], lattice.fits[1:], lattice.gaps[1:], strict=True):
        sources = [*scores[-1], *map(gap.__add__, scores[-1])]
        row, froms = [], []
        for column, fit in zip(moves.columns, fits, strict=True):
            ways = list(map(add, sources, column))
            best = max(ways)
            row.append(best + fit)
            froms.append(ways.index(best))
        scores.append(row)
        origins.append(froms)
    return scores, origins


@dataclass(frozen=True, slots=True)
class _Moves:
    """The costs between the labels of two paragraphs: by target the columns, by source the rows."""

    columns: tuple[_Column, ...]
    within_rows: Costs
    between_rows: Costs


@lru_cache(maxsize=4096)
def _moves_of(single: bool, sources: tuple[int, ...], targets: tuple[int, ...]) -> _Moves:
    """The costs of coming from each label of one paragraph to each label of the next."""
    between = _NO_START if single else _BETWEEN
    within_rows = tuple(tuple(_WITHIN[source][target] for target in targets) for source in sources)
    between_rows = tuple(tuple(between[source][target] for target in targets) for source in sources)
    columns = zip(*within_rows, *between_rows, strict=True)
    return _Moves(tuple(columns), within_rows, between_rows)


def _trace(lattice: _Lattice, last: Scores, origins: list[list[int]]) -> tuple[tuple[Label, ...], tuple[bool, ...]]:
    place = last.index(max(last))
    labels: list[Label] = []
    starts: list[bool] = []
    for index in range(len(origins) - 1, -1, -1):
        labels.append(_LABELS[lattice.labels[index][place]])
        sources = len(lattice.labels[max(0, index - 1)])
        begins, place = divmod(origins[index][place], sources)
        starts.append(bool(begins))
    return tuple(reversed(labels)), tuple(reversed(starts))


def _margins(lattice: _Lattice, scores: list[Scores]) -> tuple[float, ...]:
    """For each paragraph, the best reading in which a story starts at it against the best in which none does."""
    margins = [1e6] * len(scores)
    after = [0.0] * len(scores[-1])
    for index in range(len(scores) - 1, 0, -1):
        if lattice.labels[index] is _TEXT and lattice.labels[index - 1] is _TEXT:
            margins[index], after = _text_margin(lattice, index, scores[index - 1], after)
            continue
        rests = list(map(add, after, lattice.fits[index]))
        moves, gap = lattice.moves[index], lattice.gaps[index]
        insides = _best_of_rows(moves.within_rows, rests)
        starts = [start + gap for start in _best_of_rows(moves.between_rows, rests)]
        previous = scores[index - 1]
        margins[index] = max(map(add, previous, starts)) - max(map(add, previous, insides))
        after = list(map(max, insides, starts))
    return tuple(margins)


def _text_margin(lattice: _Lattice, index: int, previous: Scores, after: Scores) -> tuple[float, Scores]:
    """A step of `_margins` between two paragraphs of text: the margin, and the scores from the first one's labels on."""
    (opening, body), gap, moves = lattice.fits[index], lattice.gaps[index], lattice.moves[index]
    first, second = after[0] + opening, after[1] + body
    (oo, ob), (bo, bb) = moves.within_rows
    (start_oo, start_ob), (start_bo, start_bb) = moves.between_rows
    inside, other = max(oo + first, ob + second), max(bo + first, bb + second)
    start, other_start = max(start_oo + first, start_ob + second) + gap, max(start_bo + first, start_bb + second) + gap
    here, there = previous
    margin = max(here + start, there + other_start) - max(here + inside, there + other)
    return margin, [max(inside, start), max(other, other_start)]


def _best_of_rows(rows: Costs, rests: Scores) -> Scores:
    """For each label of a paragraph the best way on; `rests` are the scores from the next paragraph's labels on."""
    if len(rests) == len(_TEXT):
        first, second = rests
        return [max(one + first, other + second) for one, other in rows]
    return [max(map(add, row, rests)) for row in rows]
