"""The ways by which bytes of GBK get lost, as moves of the search: into a shift, within it, out of it."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from tasks.clean.frame_shift_bytes import (
    FIRST_LEAD,
    FULL_WIDTH_LEAD,
    NO_LEADS,
    across_a_gap,
    across_two_gaps,
    after_a_gap,
    bytes_of,
    can_be_read,
    character,
    last_byte,
    spoken,
    spoken_tail,
    undecodable_before,
    with_lead,
    with_trail,
    words_with_a_gap,
)
from tasks.clean.frame_shift_paths import (
    IN_STEP,
    LOST_SIGNS,
    MARKS,
    QUIET,
    READ_RIGHT,
    Document,
    Move,
    Path,
    ends_line,
    is_lone_letter,
)

LEADERS = 40
"""Paths from which the dearest move, a lost pair, is tried."""

HOPEFULS = 20
"""Paths from which every character that shares a byte is tried."""

# What a move costs, in natural logarithms, by how often the damage takes that form. A lost pair adds a
# character, which words drawn one by one make dearer than it is; the price makes up for that.
_MARK_WITH_SIGN, _MARK_ALONE, _MARK_IN_SHIFT = -2.0, -10.0, -3.0
_READING, _READING_SKIPPED = -1.0, -0.5
_LEAD_WITH_SIGN, _LEAD_ALONE = -6.0, -9.0
_TRAIL_WITH_SIGN, _TRAIL_ALONE = -1.5, -6.0
_PAIR_WITH_SIGN, _PAIR_ALONE = -1.5, 0.5
_SWALLOWED_DIGIT, _SWALLOWED_BRACKET = 5.0, 4.0

_FIRST_BRACKET = re.compile(r"[()\n]")


@dataclass(frozen=True, slots=True)
class Moves:
    """The moves that a text allows.

    Attributes:
        text: the damaged text.
        document: what the document tells.
        begins: where a byte may have vanished without a trace.
        last: the last character that looks damaged.
    """

    text: str
    document: Document
    begins: range
    last: int

    def after(self, at: int, path: Path, rank: int) -> Iterator[Move]:
        """The moves from a path that stands at `at` and is the `rank`-th best there."""
        if path.pending == IN_STEP:
            if rank < HOPEFULS or path.moved < 0:
                yield from self._into_shift(at, path)
            return
        yield from self._in_shift(at, path)
        if rank < HOPEFULS:
            yield from self._out_of_shift(at, path)
        if rank < LEADERS and not self.document.keeps_undefined:
            yield from self._lost_pair(at, at, path, _PAIR_ALONE)
            if self.text[at] in LOST_SIGNS:
                yield from self._lost_pair(at, at + 1, path, _PAIR_WITH_SIGN)

    def unfinished(self, at: int, path: Path) -> Iterator[Move]:
        """The moves from a path that waits for a second byte where the text ends."""
        return self._lost_trails(at, at, path, _TRAIL_ALONE)

    def _into_shift(self, at: int, path: Path) -> Iterator[Move]:
        """The ways from in step into a shift."""
        if self.text[at] in LOST_SIGNS:
            yield from self._marked(at, at + 1, _MARK_WITH_SIGN)
            yield from self._misplaced_reading(at, at + 1)
            if at + 1 < len(self.text):
                yield from self._lost_lead(at, at + 1, _LEAD_WITH_SIGN)
        if at in self.begins and at - path.moved >= QUIET:
            yield from self._marked(at, at, _MARK_ALONE)
            yield from self._lost_lead(at, at, _LEAD_ALONE)
        if path.moved != at:
            yield from self._misplaced_reading(at, at)

    def _in_shift(self, at: int, path: Path) -> Iterator[Move]:
        """The ways on within a shift."""
        if bytes_of(self.text[at]) is not None or "\x40" <= self.text[at] <= "\x7e":
            yield from self._paired(at, at, path.pending, 0.0)
        yield from self._skipped_reading(at, path)

    def _out_of_shift(self, at: int, path: Path) -> Iterator[Move]:
        """The ways out of a shift, apart from a second byte in the ASCII range."""
        if self.text[at] in LOST_SIGNS:
            yield from self._lost_trails(at, at + 1, path, _TRAIL_WITH_SIGN)
            yield from self._swallowed(at, path)
        elif bytes_of(self.text[at]) is None:
            yield from self._closing_trails(at, path)

    # --- into a shift -------------------------------------------------------------------------

    def _marked(self, at: int, mark: int, cost: float) -> Iterator[Move]:
        """A full-width mark across two characters was made ASCII: lost lead, A3, 80 + mark."""
        char = self.text[mark : mark + 1]
        if char and char in MARKS:
            for candidate in with_trail(FULL_WIDTH_LEAD):
                yield Move(at, mark + 1, candidate, 0x80 + ord(char), cost)

    def _misplaced_reading(self, at: int, tail: int) -> Iterator[Move]:
        """A reading was put between the bytes of a character, for the pair that they form with their neighbours.

        The pair's second byte and the opening bracket are lost.
        """
        found = spoken_tail(self.text, tail)
        trail = self._trail_before(at) if found else None
        if found is None or trail is None or trail < FIRST_LEAD:
            return
        for lost in range(FIRST_LEAD, 0xFF):
            if can_be_read(character(trail, lost), found[0]):
                yield Move(at, found[1], "", lost, _READING)

    def _trail_before(self, at: int) -> int | None:
        """The second byte of the character before `at`, readings between them skipped."""
        if self.text[at - 1 : at] == ")":
            at = self.text.rfind("(", max(0, at - 9), at)
        pair = bytes_of(self.text[at - 1]) if at > 0 else None
        return None if pair is None else pair[1]

    def _lost_lead(self, at: int, shown: int, cost: float) -> Iterator[Move]:
        """The first byte of a character is gone; its second is the first byte of the character shown at `shown`."""
        char = self.text[shown]
        pair = bytes_of(char)
        if pair is not None:
            trail, pending, behind = pair[0], *_after(pair[1])
        elif "\x40" <= char <= "\x7e" and (
            at != shown or is_lone_letter(self.text, shown, self.document.is_traditional)
        ):
            trail, pending, behind = ord(char), IN_STEP, ""
        else:
            return
        for candidate in with_trail(trail):
            yield Move(at, shown + 1, candidate + behind, pending, cost)

    # --- within a shift -----------------------------------------------------------------------

    def _paired(self, at: int, shown: int, lead: int, cost: float) -> Iterator[Move]:
        """The byte that waits and the first byte shown form a character; the second byte shown waits."""
        pair = bytes_of(self.text[shown]) or (ord(self.text[shown]), 0)
        char = character(lead, pair[0])
        if char is not None:
            pending, behind = _after(pair[1]) if pair[1] else (IN_STEP, "")
            yield Move(at, shown + 1, char + behind, pending, cost)

    def _skipped_reading(self, at: int, path: Path) -> Iterator[Move]:
        """A reading that belongs to the pair as shown, which is no character of the text."""
        found = spoken(self.text, at)
        if found and can_be_read(self.text[at - 1], found[0]):
            yield Move(at, found[1], "", path.pending, _READING_SKIPPED)

    def _lost_pair(self, at: int, shown: int, path: Path, cost: float) -> Iterator[Move]:
        """A pair of bytes that GBK leaves undefined was dropped: end of one character, begin of the next.

        Two such pairs in a row are believed where their characters form a word.
        """
        char = self.text[shown : shown + 1]
        found = spoken_tail(self.text, shown + 1) if char in LOST_SIGNS else None
        if found and char:
            for chars in after_a_gap(path.pending, found[0]):
                yield Move(at, found[1], chars, IN_STEP, cost + READ_RIGHT)
        if char in LOST_SIGNS and char:
            for chars in words_with_a_gap(path.pending):
                yield Move(at, shown + 1, chars, IN_STEP, cost + _TRAIL_WITH_SIGN)
        pair = bytes_of(char) or ((ord(char), 0) if "\x40" <= char <= "\x7e" else None)
        if pair is None:
            return
        pending, behind = _after(pair[1]) if pair[1] else (IN_STEP, "")
        for chars in across_a_gap(path.pending, pair[0]):
            yield Move(at, shown + 1, chars + behind, pending, cost)
        for chars in across_two_gaps(path.pending, pair[0]):
            yield Move(at, shown + 1, chars + behind, pending, 2 * cost)

    # --- out of a shift -----------------------------------------------------------------------

    def _lost_trails(self, at: int, end: int, path: Path, cost: float) -> Iterator[Move]:
        """The second byte of the character that waits is gone; a sign stands for it only if it had no meaning there."""
        lost = undecodable_before(self.text[end : end + 1]) if end > at else None
        for candidate in with_lead(path.pending):
            if lost is None or last_byte(candidate) in lost:
                yield Move(at, end, candidate, IN_STEP, cost)
            if lost and last_byte(candidate) in NO_LEADS and ends_line(self.text, end):
                yield Move(at, end, candidate + "。", IN_STEP, cost)

    def _closing_trails(self, at: int, path: Path) -> Iterator[Move]:
        """ASCII that cannot be a second byte: that byte was dropped, or a full-width mark made ASCII again."""
        char = self.text[at]
        yield from self._lost_trails(at, at, path, _TRAIL_ALONE)
        first = character(path.pending, FULL_WIDTH_LEAD)
        if char in MARKS and first:
            yield Move(at, at + 1, first, 0x80 + ord(char), _MARK_IN_SHIFT)

    def _lacks_bracket(self, at: int) -> bool:
        """Whether the line goes on to a closing bracket without an opening one."""
        follows = _FIRST_BRACKET.search(self.text, at)
        return follows is not None and follows[0] == ")"

    def _swallowed(self, at: int, path: Path) -> Iterator[Move]:
        """The sign for the lost byte stands for the ASCII character after it too: an opening bracket or a digit."""
        found = spoken_tail(self.text, at + 1)
        if found:
            for candidate in with_lead(path.pending):
                if can_be_read(candidate, found[0]):
                    yield Move(at, found[1], candidate, IN_STEP, READ_RIGHT)
        if self.text[at + 1 : at + 2].isalpha() and self._lacks_bracket(at + 1):
            for candidate in with_lead(path.pending):
                yield Move(at, at + 1, candidate + "(", IN_STEP, _SWALLOWED_BRACKET)
        if self.text[at + 1 : at + 2] in tuple("0年月日时時分点點％%."):
            for candidate in with_lead(path.pending):
                yield Move(at, at + 1, candidate + "\ufffd", IN_STEP, _SWALLOWED_DIGIT)


def _after(second: int) -> tuple[int, str]:
    """What the second byte shown is to the text: the next character's first byte, or an ASCII character."""
    return (second, "") if second >= FIRST_LEAD else (IN_STEP, chr(second) if second < 0x80 else "")
