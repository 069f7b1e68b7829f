"""A field laid out for who says and does what: its sentences, its names, and the subjects of its clauses."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Sequence
from typing import NamedTuple

from tasks.enrich.statements_layout import Layout, lay_out
from tasks.enrich.text import FieldText, NameFound

LINE_FIELDS = frozenset(("headline", "kicker", "deck"))
"""Fields of lines, in which a space parts sentences and the subject may stand in the line before."""

SEPARATORS = frozenset(("、", "和", "与", "及", "以及", " ", "\u3000", "暨", "偕", "，"))
"""What parts the members of a list."""


class Subject(NamedTuple):
    """Who acts or speaks.

    Attributes:
        start, end: where the words for them stand.
        people: those named; () for others.
        text: the words for one without a personal name, else "".
        name: the body or place that these words name, if they do.
        is_pronoun: whether it is somebody named before.
    """

    start: int
    end: int
    people: tuple[NameFound, ...]
    text: str = ""
    name: NameFound | None = None
    is_pronoun: bool = False


class Reading(NamedTuple):
    """A field with all that is known of it.

    Attributes:
        field: its words.
        layout: its sentences and quotations.
        names: the names found in it, in order, those inside quotations left out.
        starts: where they start.
        people: those of them that are people.
        people_starts: where they start.
    """

    field: FieldText
    layout: Layout
    names: Sequence[NameFound]
    starts: Sequence[int]
    people: Sequence[NameFound]
    people_starts: Sequence[int]

    def names_in(self, start: int, end: int) -> Sequence[NameFound]:
        """The names that begin in a stretch of text."""
        return self.names[bisect_left(self.starts, start) : bisect_left(self.starts, end)]

    def people_in(self, start: int, end: int) -> Sequence[NameFound]:
        """The people named in a stretch of text."""
        return self.people[bisect_left(self.people_starts, start) : bisect_left(self.people_starts, end)]


def read_names(field: FieldText, names: Sequence[NameFound]) -> Reading:
    """A field laid out in sentences, with its names; those inside quotations are left out."""
    layout = lay_out(field.text, field.field in LINE_FIELDS)
    masked = layout.masked
    free = [name for name in names if masked[name.start] == layout.text[name.start]]
    people = [name for name in free if name.kind == "person"]
    return Reading(field, layout, free, [n.start for n in free], people, [n.start for n in people])
