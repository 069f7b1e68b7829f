"""Which paragraph is what: the most plausible reading of the whole page.

Each paragraph gets one label. How well a label fits a paragraph is its score by that paragraph's
cues; how well labels follow one another is a score by how newspapers set stories. The reading with
the highest sum wins (Viterbi). All scores are log-odds: +1 makes a reading 2.7 times as likely.

A story begins where a label of the headline stack, or a first paragraph without one, follows
something that closes the story before. Such a transition carries the evidence of the gap itself:
how much the texts on its two sides have in common.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from enum import IntEnum

from tasks.split.columns import is_column_name
from tasks.split.cues import Cues


class Label(IntEnum):
    """What a paragraph is in its story."""

    STACK = 0
    """A line of the headline stack."""
    TOP_CREDIT = 1
    """A byline between headline and body."""
    STACK_CAPTION = 2
    """A caption, or its credit, between headline and body."""
    OPENING = 3
    """The body's first paragraph."""
    BODY = 4
    """A further paragraph, subheads included."""
    SUBHEAD = 5
    """A short line inside the body: a subhead, a verse, a row of a table."""
    END_CREDIT = 6
    """A byline, a reviewer's line or a jump mark behind the body."""
    CAPTION = 7
    """A caption, or its credit, behind a body."""
    PHOTO = 8
    """A caption that opens a photo's own item."""


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


_BRACKETED = re.compile(r"[（(][\u3400-\u9fff /／、·]{1,24}[）)]")
_PEN_NAME = re.compile(r"[\u3400-\u9fff]{2,4}")
NEVER = -50.0
LOST = -1e6
Steps = list[list[tuple["Label", float, bool]]]
USUAL_STACK = 3
"""Lines that a headline stack has as a rule, its credit included."""
LONGEST_NOTE = 20
"""Longest note or date that stands alone behind a body, in characters."""
LONGEST_NOTED_CAPTION = 140
"""Longest caption behind a note （附图片）, in characters."""
LONGEST_STACK = 6
"""Most lines that a headline stack has; longer runs of short lines are verse, lists and tables."""

S, Y, U, O, B, H, E, C, P = Label  # noqa: E741

START: dict[Label, float] = {S: 0.0, Y: -1.5, O: -0.7, P: -1.0, U: -3.0}
"""How a page may begin."""

WITHIN: dict[tuple[Label, Label], float] = {
    (S, S): -0.4,
    (S, Y): 0.0,
    (S, U): -1.0,
    (S, O): 0.0,
    (S, H): -1.5,
    (Y, H): -0.3,
    (Y, Y): -0.7,
    (Y, S): -3.0,
    (Y, O): 0.0,
    (Y, U): -1.5,
    (U, U): -0.3,
    (U, O): 0.0,
    (U, Y): -1.0,
    (O, B): 0.0,
    (O, H): 0.0,
    (B, B): 0.0,
    (B, H): 0.0,
    (H, B): 0.0,
    (H, H): 0.0,
    (H, E): -3.0,
    (H, C): -2.0,
    (O, E): 0.0,
    (B, E): 0.0,
    (E, E): -0.2,
    (E, B): -2.0,
    (E, H): -2.0,
    (O, C): -0.8,
    (B, C): -0.8,
    (E, C): -1.0,
    (C, C): -0.3,
    (C, B): -2.0,
    (C, E): -1.0,
    (P, P): -0.3,
    (P, E): -0.5,
}
"""Transitions inside a story."""

BETWEEN: dict[tuple[Label, Label], float] = {
    (O, S): -2.0,
    (B, S): -2.0,
    (H, S): -3.5,
    (H, O): -9.0,
    (H, P): -4.0,
    (E, S): 0.0,
    (C, S): 0.0,
    (P, S): 0.0,
    (S, S): -6.0,
    (U, S): -0.5,
    (U, P): -2.5,
    (O, O): -6.0,
    (B, O): -6.0,
    (E, O): -1.0,
    (C, O): -2.5,
    (P, O): -1.0,
    (O, P): -1.7,
    (B, P): -1.7,
    (E, P): 0.0,
    (C, P): -2.0,
    (P, P): -2.5,
    (S, P): -4.0,
    (E, Y): -4.0,
    (B, Y): -5.0,
    (O, Y): -5.0,
}
"""Transitions that begin a new story."""


def read_page(cues: Sequence[Cues], gaps: Sequence[float], single: bool = False) -> Reading:
    """Find the most plausible reading.

    Args:
        cues: one for each paragraph.
        gaps: for each paragraph, the log-odds by cohesion that a story starts at it.
        single: the page is known to hold one story; nothing starts behind its first paragraph.
    """
    if not cues:
        return Reading((), (), ())
    steps = _steps(single)
    fits = [_fit(cues, index) for index in range(len(cues))]
    gaps = [gap + _closing(cues, index) for index, gap in enumerate(gaps)]
    scores = [[START.get(label, NEVER) + fits[0][label] for label in Label]]
    back: list[list[tuple[Label, bool]]] = [[(label, True) for label in Label]]
    for index in range(1, len(cues)):
        row, pointers = _advance(scores[-1], steps, fits[index], gaps[index])
        scores.append(row)
        back.append(pointers)
    labels, starts = _trace(scores[-1], back)
    return Reading(labels, starts, _margins(scores, steps, fits, gaps))


def _advance(
    previous: list[float], steps: Steps, fit: list[float], gap: float
) -> tuple[list[float], list[tuple[Label, bool]]]:
    """One paragraph on: for each label its best score, and where it comes from."""
    row: list[float] = []
    pointers: list[tuple[Label, bool]] = []
    for label in Label:
        best, origin = LOST, (label, False)
        for source, cost, begins in steps[label]:
            score = previous[source] + cost + (gap if begins else 0.0)
            if score > best:
                best, origin = score, (source, begins)
        row.append(best + fit[label])
        pointers.append(origin)
    return row, pointers


def _steps(single: bool) -> Steps:
    """For each label, the labels that may stand before it: with the transition's score, and whether it begins a story."""
    out: Steps = [[] for _ in Label]
    for (source, target), cost in WITHIN.items():
        out[target].append((source, cost, False))
    if not single:
        for (source, target), cost in BETWEEN.items():
            out[target].append((source, cost, True))
    return out


def _trace(last: list[float], back: list[list[tuple[Label, bool]]]) -> tuple[tuple[Label, ...], tuple[bool, ...]]:
    label = max(Label, key=lambda item: last[item])
    labels, starts = [label], []
    for pointers in reversed(back):
        label, begins = pointers[label]
        starts.append(begins)
        labels.append(label)
    return tuple(reversed(labels[:-1])), tuple(reversed(starts))


def _margins(
    scores: list[list[float]], steps: Steps, fits: list[list[float]], gaps: Sequence[float]
) -> tuple[float, ...]:
    """For each paragraph, the best reading in which a story starts at it against the best in which none does."""
    count = len(scores)
    after = [0.0] * len(Label)
    margins = [0.0] * count
    for index in range(count - 1, 0, -1):
        top = [LOST, LOST]
        before = [LOST] * len(Label)
        for label in Label:
            rest = after[label] + fits[index][label]
            for source, cost, begins in steps[label]:
                score = rest + cost + (gaps[index] if begins else 0.0)
                before[source] = max(before[source], score)
                top[begins] = max(top[begins], scores[index - 1][source] + score)
        margins[index] = top[True] - top[False]
        after = before
    margins[0] = -LOST
    return tuple(margins)


def _closing(cues: Sequence[Cues], index: int) -> float:
    """How much the paragraph before closes its story: an author's name behind the text, a table that ends."""
    if index == 0:
        return 0.0
    last = cues[index - 1]
    odds = 0.0
    if last.tail is not None and last.tail[0] > 0:
        odds += 2.5
    if last.is_row and not any(cue.is_row for cue in cues[index : index + 3]):
        odds += 3.0
    if not last.is_line and not last.unit.is_closed:
        odds -= 1.0
    return odds


def _fit(cues: Sequence[Cues], index: int) -> list[float]:
    """How well each label fits a paragraph."""
    cue = cues[index]
    last = cues[index - 1] if index else None
    following = cues[index + 1] if index + 1 < len(cues) else None
    run, place = _run(cues, index) if not _heads_credit(cue, following) else (0, 0)
    fit = [NEVER] * len(Label)
    fit[S] = _stack_fit(cue, last, following) - (3.0 if place >= LONGEST_STACK else 0.0)
    if (
        not cue.is_row
        and (last is None or not last.is_line)
        and any(near.is_row for near in cues[index + 1 : index + 4])
    ):
        fit[S] += 2.5
    fit[Y] = _top_credit_fit(cue)
    fit[O] = _opening_fit(cue, last)
    fit[B] = _body_fit(cue, last)
    fit[H] = _subhead_fit(cue, last)
    if run > LONGEST_STACK:
        fit[H] += 1.5 if place >= USUAL_STACK else 0.5 if place else -0.5
        fit[S] += 0.0 if place or cue.is_enumerated else 1.0
    fit[E] = _end_credit_fit(cue)
    caption = 3.0 if cue.is_photo_credit else cue.caption + _caption_context(cue, last, following)
    fit[C] = fit[U] = fit[P] = caption
    if cue.is_photo_credit:
        fit[P] = 1.0
        fit[E] = min(fit[E], 0.0)
    if last is not None and last.is_picture_note:
        fit[P] -= 3.0
    if cue.is_artwork:
        fit[P], fit[C], fit[U], fit[S] = 3.0, 0.0, 0.0, fit[S] - 2.0
    return fit


def _run(cues: Sequence[Cues], index: int) -> tuple[int, int]:
    """How many lines follow one another around a line, and how many of them stand before it; (0, 0) for a text."""
    if not cues[index].is_line:
        return 0, 0
    first = last = index
    while first > 0 and _runs_on(cues[first - 1]) and index - first < 2 * LONGEST_STACK:
        first -= 1
    while last + 1 < len(cues) and _runs_on(cues[last]) and cues[last + 1].is_line and last - index < 2 * LONGEST_STACK:
        last += 1
    return last - first + 1, index - first


def _heads_credit(cue: Cues, following: Cues | None) -> bool:
    """Whether a line stands above an author's line: a title above its author, even behind verse or a table."""
    if following is None or not cue.is_line or cue.credit is not None:
        return False
    return following.is_line and following.credit is not None and not following.is_photo_credit


def _runs_on(cue: Cues) -> bool:
    """Whether a line is followed by its like: not closed by a mark."""
    return cue.is_line and not cue.unit.is_closed


def _caption_context(cue: Cues, last: Cues | None, following: Cues | None) -> float:
    """What the neighbours say: a photo's credit follows its caption, a note （附图片） stands before it."""
    odds = 0.0
    if last is not None and last.is_picture_note and len(cue.unit.text) <= LONGEST_NOTED_CAPTION:
        odds += 4.0
    if following is not None and following.is_photo_credit and not following.is_artwork:
        odds += 4.0
    elif following is not None and following.unit.text.startswith("图为"):
        odds += 5.0
    return odds


def _is_dash_line(cue: Cues) -> bool:
    return cue.is_line and cue.unit.text.startswith(("—", "─"))


def _stack_fit(cue: Cues, last: Cues | None, following: Cues | None) -> float:
    if not cue.is_line or cue.is_jump_only:
        return -9.0
    text = cue.unit.text
    fit = 0.0
    if len(text) > 40:
        fit -= 1.5
    if len(text) < 4:
        fit -= 1.0
    if text[-1] in "，、；,":
        fit -= 2.5
    if text[-1] in "：:" and not (following is not None and following.is_line):
        fit -= 1.0
    if text.count("，") > 1:
        fit -= 1.0
    if _is_dash_line(cue):
        fit += 1.0 if last is not None and last.is_line and not last.is_enumerated else -1.0
    elif cue.is_bullet:
        fit -= 1.0
    elif cue.is_enumerated or cue.is_day:
        fit -= 3.0
    if text[-1] in "！!" and "，" in text:
        fit -= 1.0
    if cue.credit is not None:
        fit -= 4.0 if cue.has_role else 1.5
    if cue.is_photo_credit:
        fit -= 4.0
    if cue.is_row:
        fit -= 3.0
    if text[0] in "（(" and text[-1] in "）)":
        fit -= 3.0
    if is_column_name(text):
        fit += 2.5
    if following is not None and not cue.is_enumerated and _is_dash_line(following):
        fit += 2.5
    if _heads_credit(cue, following):
        fit += 2.0
    return fit


def _top_credit_fit(cue: Cues) -> float:
    if cue.credit is not None and not cue.is_photo_credit:
        return 2.0 if cue.has_role else 1.5
    if cue.is_line and _PEN_NAME.fullmatch(cue.unit.text) and not cue.is_enumerated:
        return 0.5
    return -8.0


def _end_credit_fit(cue: Cues) -> float:
    if cue.is_jump_only:
        return 5.0
    if cue.tail is not None and cue.tail[0] == 0:
        return 4.0
    if cue.credit is not None:
        return 2.0 if cue.has_role else -0.5
    text = cue.unit.text
    if (cue.is_picture_note or cue.is_day) and len(text) <= LONGEST_NOTE:
        return 1.0
    if _BRACKETED.fullmatch(text):
        return 1.5
    if cue.is_note:
        return 2.5
    return -9.0


def _opening_fit(cue: Cues, last: Cues | None) -> float:
    if cue.is_jump_only:
        return -9.0
    if cue.dateline is not None:
        return 4.0
    if cue.back is not None:
        return 4.0
    if cue.is_line:
        return -3.0
    fit = -3.0 if cue.is_bullet and not (last is not None and last.is_line and last.tail is None) else 0.0
    if cue.is_continuation:
        fit -= 1.0
    if len(cue.unit.text) < 20:
        fit -= 1.0
    return fit


def _body_fit(cue: Cues, last: Cues | None) -> float:
    if cue.is_jump_only:
        return -9.0
    if cue.dateline is not None or cue.back is not None:
        return -1.0
    if cue.is_photo_credit:
        return -2.0
    if cue.credit is not None and cue.has_role:
        return -2.0
    if cue.is_bullet:
        return 0.0 if last is not None and last.is_line and last.tail is None else 1.5
    return -4.0 if cue.is_line else 0.0


def _subhead_fit(cue: Cues, last: Cues | None) -> float:
    if not cue.is_line or cue.is_jump_only:
        return -9.0
    fit = 0.0 if cue.is_bullet else 1.5 if cue.is_enumerated or cue.is_row else -1.0
    if last is not None and last.is_row and not cue.is_row:
        fit -= 1.0
    if _is_dash_line(cue) and last is not None and last.is_line and not last.is_enumerated:
        fit -= 2.0
    if cue.unit.text[-1] in "，、；,":
        fit += 1.0
    if cue.credit is not None:
        fit -= 3.0 if cue.has_role else 0.5
    if cue.is_photo_credit:
        fit -= 3.0
    return fit
