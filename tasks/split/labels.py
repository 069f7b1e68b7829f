"""What a paragraph can be in its story, and how newspapers set one thing behind another.

All numbers are log-odds: +1 makes a reading 2.7 times as likely.
"""

from __future__ import annotations

from enum import IntEnum


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
    (H, C): -3.0,
    (O, E): 0.0,
    (B, E): 0.0,
    (E, E): -0.2,
    (E, B): -2.0,
    (E, H): -2.0,
    (O, C): -0.8,
    (B, C): -0.8,
    (E, C): -1.0,
    (C, C): -0.3,
    (C, B): 0.0,
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
    (C, O): -4.0,
    (P, O): -3.0,
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

OTHERWISE = -12.0
"""A transition that stands in neither table: damage can put anything behind anything."""
