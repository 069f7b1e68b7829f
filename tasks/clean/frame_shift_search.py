"""The search for what stood where bytes of GBK were lost: a beam over the phase of the bytes.

A path has read the damaged text up to a place and holds what it takes the text to have been. It is
either in step (the next character is as shown) or one byte off (it holds the first byte of the next
character, and the bytes of each character shown are the second byte of one and the first of the next).
Every way by which bytes get lost is one move below; a move costs what it is rarer than none, and the
language model weighs what comes out.
"""

from __future__ import annotations

import math
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import NamedTuple

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
from tasks.lang.language_model import START, LanguageModel, Reading

BEAM = 100
"""Paths kept at one place; the characters in use that share a byte are 40 to 90."""

HOPE = 20.0
"""Natural logarithm of how much likelier the best path may be before another is given up."""

SURPRISE = 8.0
"""Natural logarithm of what context may add to a move's expected score."""

LEADERS = 40
"""Paths from which the dearest move, a lost pair, is tried."""

HOPEFULS = 20
"""Paths from which every character that shares a byte is tried."""

SEEN_TWO, SEEN_THREE = 0.05, 0.3
"""How far the document is trusted to go on after one character, or two, as it did elsewhere."""

MOST_SEEN = 8.0
"""Natural logarithm of the most that this may add for one character."""

LINE = 200
"""Steps back on a path within which an opening quotation mark is looked for."""

QUIET = 8
"""Characters in step after which a damaged place has ended; longer than a word."""

LOST_SIGNS = "?\ufffd"
"""What programs show for a byte that they cannot decode."""

MARKS = "!%(),-./:;<=>?"
"""ASCII marks whose full-width forms a naive replacement hits across two characters."""

# What a move costs, in natural logarithms, by how often the damage takes that form.
_MARK_WITH_SIGN, _MARK_ALONE, _MARK_IN_SHIFT = -2.0, -10.0, -3.0
_READING, _READING_SKIPPED = -1.0, -0.5
_LEAD_WITH_SIGN, _LEAD_ALONE = -6.0, -9.0
_TRAIL_WITH_SIGN, _TRAIL_ALONE = -1.5, -6.0
_PAIR_WITH_SIGN, _PAIR_ALONE = -1.0, 1.0
_SWALLOWED_DIGIT = 5.0
_READ_RIGHT, _READ_WRONG = 4.0, -6.0
_ODD_SIGN, _ODD_LETTER = -5.0, -6.0
_QUOTE_OPEN, _QUOTE_LIKELY, _QUOTE_CLOSED = 4.0, 2.0, -2.0
_STOP_AT_END, _STOPPED_TWICE = 3.0, -10.0
_STOPS = "。，、；："
_HALF_A_PAIR = -5.0
_CLOSING = dict(zip("《（‘［》）’］”", "》）’］《（‘［“", strict=True))
_WRONG_SCRIPT = -7.0
_IN_STEP = -1


# Marks that the replacement made ASCII, and what such a text does not have: full-width ones; questions, which end in ?!? too.
_HALF_WIDTH = re.compile("(?<=[^\x00-\x7f])[,;:]")
_NO_STATEMENT = re.compile("[，；：？！吗嗎呢吧么麼啥谁誰哪怎何几幾岂豈]")


class Link(NamedTuple):
    """What a path takes text[start:end] to have been, and how it came there."""

    before: Link | None
    start: int
    end: int
    after: str


class Move(NamedTuple):
    """A way on from a path: text[start:end] taken for `after`, with what then waits and what it costs."""

    start: int
    end: int
    after: str
    pending: int
    cost: float


class Path(NamedTuple):
    """One reading of the damaged text up to a place.

    Attributes:
        extra: costs of moves and evidence, to be added to the language model's score.
        pending: first byte of the next character, or _IN_STEP.
        reading: what the language model has read.
        link: what was read.
        margin: by how much it beat the best other path that led to the same state.
        moved: where its last move ended; -1 before any.
    """

    extra: float
    pending: int
    reading: Reading
    link: Link | None
    margin: float
    moved: int

    @property
    def score(self) -> float:
        """Natural logarithm of how likely this is."""
        return self.extra + self.reading.scores[0]


@dataclass(frozen=True, slots=True)
class Document:
    """What the search knows about the document.

    Attributes:
        counts: how often each one, two and three (simplified) characters in a row stand in it.
        is_traditional: None where the document does not tell.
        keeps_undefined: whether pairs that GBK leaves undefined show as private-use characters.
    """

    counts: dict[str, int]
    is_traditional: bool | None
    keeps_undefined: bool


@dataclass(frozen=True, slots=True)
class Search:
    """A search in one text.

    Attributes:
        text: the damaged text.
        model: scores what comes out.
        document: what else is known.
        first, last: where a byte may have vanished without a trace.
    """

    text: str
    model: LanguageModel
    document: Document
    first: int
    last: int

    def run(self, start: int) -> tuple[list[Path], int]:
        """The paths from `start` to the end of the damage, best first, and where that is."""
        states: dict[int, dict[tuple[int, str], Path]] = {start: {(_IN_STEP, ""): _origin()}}
        at = start
        while True:
            here = _best(states.pop(at, {}).values())
            ahead = (p for paths in states.values() for p in paths.values())
            if at >= len(self.text) or (here and self._is_over(at, here[0]) and not any(p.moved > at for p in ahead)):
                return self._closed(here, at), at
            for rank, path in enumerate(here):
                for following, end in self._followers(at, path, rank, here[0].score - HOPE - SURPRISE):
                    _keep(states.setdefault(end, {}), following)
            at += 1

    def _followers(self, at: int, path: Path, rank: int, least: float) -> Iterator[tuple[Path, int]]:
        """The paths that go on from one, and where they end, without those that can hardly score `least`."""
        if path.pending == _IN_STEP:
            yield self._copied(at, path)
        for move in self._moves(at, path, rank):
            if path.score + move.cost + self._expected(move.after) >= least:
                yield self._moved(path, move), move.end

    def _expected(self, after: str) -> float:
        """Score of what a move brings, its context apart."""
        if len(after) == 2:
            return self.model.together(after[0], after[1])
        return sum(map(self.model.alone, after))

    def untouched(self, start: int, end: int) -> Path:
        """The path that takes text[start:end] as it is shown."""
        at, path = start, _origin()
        while at < end:
            path, at = self._copied(at, path)
        return path

    def _is_over(self, at: int, best: Path) -> bool:
        if best.pending != _IN_STEP or at <= self.last:
            return False
        return self.text[at - 1] == "\n" or at - max(best.moved, self.last) >= QUIET

    def _closed(self, paths: list[Path], at: int) -> list[Path]:
        """Paths that wait for a second byte at the end of the text get it from the language model."""
        done = [p for p in paths if p.pending == _IN_STEP]
        for path in paths:
            if path.pending != _IN_STEP:
                done += [self._moved(path, m) for m in self._lost_trails(at, at, path, _TRAIL_ALONE)]
        return _best(done)

    def _moves(self, at: int, path: Path, rank: int) -> Iterator[Move]:
        if path.pending == _IN_STEP:
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

    def _into_shift(self, at: int, path: Path) -> Iterator[Move]:
        """The ways from in step into a shift."""
        if self.text[at] in LOST_SIGNS:
            yield from self._marked(at, at + 1, path, _MARK_WITH_SIGN)
            yield from self._misplaced_reading(at, at + 1, path)
            if at + 1 < len(self.text):
                yield from self._lost_lead(at, at + 1, path, _LEAD_WITH_SIGN)
        if self.first <= at <= self.last and at - path.moved >= QUIET:
            yield from self._marked(at, at, path, _MARK_ALONE)
            yield from self._lost_lead(at, at, path, _LEAD_ALONE)
        if path.moved != at:
            yield from self._misplaced_reading(at, at, path)

    def _in_shift(self, at: int, path: Path) -> Iterator[Move]:
        """The ways on within a shift."""
        if bytes_of(self.text[at]) is not None or "\x40" <= self.text[at] <= "\x7e":
            yield from self._paired(at, at, path.pending, path, 0.0)
        yield from self._skipped_reading(at, path)

    def _out_of_shift(self, at: int, path: Path) -> Iterator[Move]:
        """The ways out of a shift, apart from a second byte in the ASCII range."""
        if self.text[at] in LOST_SIGNS:
            yield from self._lost_trails(at, at + 1, path, _TRAIL_WITH_SIGN)
            yield from self._swallowed(at, path)
        elif bytes_of(self.text[at]) is None:
            yield from self._closing_trails(at, path)

    # --- into a shift -------------------------------------------------------------------------

    def _marked(self, at: int, mark: int, path: Path, cost: float) -> Iterator[Move]:
        """A full-width mark across two characters was made ASCII: lost lead, A3, 80 + mark."""
        char = self.text[mark : mark + 1]
        if char and char in MARKS:
            for candidate in with_trail(FULL_WIDTH_LEAD):
                yield Move(at, mark + 1, candidate, 0x80 + ord(char), cost)

    def _misplaced_reading(self, at: int, tail: int, path: Path) -> Iterator[Move]:
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

    def _lost_lead(self, at: int, shown: int, path: Path, cost: float) -> Iterator[Move]:
        """The first byte of a character is gone; its second is the first byte of the character shown at `shown`."""
        char = self.text[shown]
        pair = bytes_of(char)
        if pair is not None:
            trail, pending, behind = pair[0], *_after(pair[1])
        elif "\x40" <= char <= "\x7e" and (at != shown or self._is_odd_letter(shown)):
            trail, pending, behind = ord(char), _IN_STEP, ""
        else:
            return
        for candidate in with_trail(trail):
            yield Move(at, shown + 1, candidate + behind, pending, cost)

    # --- within a shift -----------------------------------------------------------------------

    def _paired(self, at: int, shown: int, lead: int, path: Path, cost: float) -> Iterator[Move]:
        """The byte that waits and the first byte shown form a character; the second byte shown waits."""
        pair = bytes_of(self.text[shown]) or (ord(self.text[shown]), 0)
        char = character(lead, pair[0])
        if char is not None:
            pending, behind = _after(pair[1]) if pair[1] else (_IN_STEP, "")
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
                yield Move(at, found[1], chars, _IN_STEP, cost + _READ_RIGHT)
        if char in LOST_SIGNS and char:
            for chars in words_with_a_gap(path.pending):
                yield Move(at, shown + 1, chars, _IN_STEP, cost + _TRAIL_WITH_SIGN)
        pair = bytes_of(char) or ((ord(char), 0) if "\x40" <= char <= "\x7e" else None)
        if pair is None:
            return
        pending, behind = _after(pair[1]) if pair[1] else (_IN_STEP, "")
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
                yield Move(at, end, candidate, _IN_STEP, cost)
            if lost and last_byte(candidate) in NO_LEADS and self._ends_line(end):
                yield Move(at, end, candidate + "。", _IN_STEP, cost)

    def _closing_trails(self, at: int, path: Path) -> Iterator[Move]:
        """ASCII that cannot be a second byte: that byte was dropped, or a full-width mark made ASCII again."""
        char = self.text[at]
        yield from self._lost_trails(at, at, path, _TRAIL_ALONE)
        first = character(path.pending, FULL_WIDTH_LEAD)
        if char in MARKS and first:
            yield Move(at, at + 1, first, 0x80 + ord(char), _MARK_IN_SHIFT)

    def _swallowed(self, at: int, path: Path) -> Iterator[Move]:
        """The sign for the lost byte stands for the ASCII character after it too: an opening bracket or a digit."""
        found = spoken_tail(self.text, at + 1)
        if found:
            for candidate in with_lead(path.pending):
                if can_be_read(candidate, found[0]):
                    yield Move(at, found[1], candidate, _IN_STEP, _READ_RIGHT)
        if self.text[at + 1 : at + 2] in tuple("0年月日时時分点點％%."):
            for candidate in with_lead(path.pending):
                yield Move(at, at + 1, candidate + "\ufffd", _IN_STEP, _SWALLOWED_DIGIT)

    # --- steps --------------------------------------------------------------------------------

    def _copied(self, at: int, path: Path) -> tuple[Path, int]:
        """The path after the character, or the reading in brackets, that stands at `at`."""
        found = spoken(self.text, at)
        if found is not None:
            cost = 0.0 if at and can_be_read(self.text[at - 1], found[0]) else _READ_WRONG
            link = Link(path.link, at, found[1], self.text[at : found[1]])
            return path._replace(extra=path.extra + cost, link=link), found[1]
        char = self.text[at]
        cost = _ODD_SIGN if char in LOST_SIGNS and self._is_odd_sign(at) else 0.0
        cost += _ODD_LETTER if self._is_odd_letter(at) else 0.0
        reading, link = self.model.read(path.reading, char), Link(path.link, at, at + 1, char)
        return path._replace(extra=path.extra + cost, reading=reading, link=link), at + 1

    def _is_odd_letter(self, at: int) -> bool:
        """Whether a small letter or a sign stands alone between Han of a traditional text, where second bytes can be ASCII."""
        char, before = self.text[at], self.text[at - 1 : at]
        if not self.document.is_traditional or not "@" <= char <= "~" or not self.text[at + 1 : at + 2] > "\x7f":
            return False
        return before in tuple(LOST_SIGNS) or (before > "\x7f" and not "A" <= char <= "Z")

    def _is_odd_sign(self, at: int) -> bool:
        """Whether the text goes on behind a question mark, or U+FFFD, as it does not behind a question.

        Question and exclamation marks in a row are emphasis, not odd in themselves.
        """
        if self.text[at] != "?":
            return True
        follows = self.text[at + 1 : at + 2]
        if follows in ("?", "!") or self.text[at - 1 : at] in ("?", "!"):
            return False
        if follows > "\x7f" or follows in tuple(MARKS):
            return True
        return follows >= "@" and self.text[at - 1 : at] > "\x7f" and self.text[at + 2 : at + 3] > "\x7f"

    def _moved(self, path: Path, move: Move) -> Path:
        """The path after a move."""
        cost, reading = move.cost, path.reading
        for char in move.after:
            before, reading = reading.scores[0], self.model.read(reading, char)
            cost += self._evidence(char) + self._seen(reading.tail, reading.scores[0] - before)
            if char in _STOPS and self._stops(reading.tail[:-1], move.end):
                cost += _STOPPED_TWICE
            elif char in _STOPS and self._ends_line(move.end):
                cost += _STOP_AT_END if char == "。" else -_STOP_AT_END
            elif char in _CLOSING and char != "”":
                cost += self._paired_with(char, move)
            elif char == "”":
                cost += self._quoted(path, reading.tail[-2:-1] in tuple("。！？"), self._ends_line(move.end))
        if move.pending == _IN_STEP and move.after:
            cost += self._heard(move.after[-1], move.end)
        link = Link(path.link, move.start, move.end, move.after)
        return Path(path.extra + cost, move.pending, reading, link, path.margin, move.end)

    def _heard(self, char: str, at: int) -> float:
        """What a reading in brackets behind a character says for it or against it."""
        found = spoken(self.text, at)
        if found is None:
            return 0.0
        return _READ_RIGHT if can_be_read(char, found[0]) else _READ_WRONG

    def _paired_with(self, char: str, move: Move) -> float:
        """What the lack of its other half in the line says against a bracket."""
        line = self.text.rfind("\n", 0, move.start) + 1
        end = self.text.find("\n", move.end)
        other = _CLOSING[char]
        beside = self.text[move.end : end if end >= 0 else None] if char in "《（“‘［" else self.text[line : move.start]
        return 0.0 if other in beside else _HALF_A_PAIR

    def _ends_line(self, at: int) -> bool:
        return self.text[at : at + 1] in ("", "\n")

    def _stops(self, before: str, after: int) -> bool:
        """Whether another stop stands next to this one, which print does not do."""
        return before[-1:] in tuple(_STOPS + "“《（‘") or self.text[after : after + 1] in tuple(_STOPS + ",;:")

    def _quoted(self, path: Path, is_stop: bool, is_last: bool) -> float:
        """What the paragraph so far says for a closing quotation mark: one that is open, or none at all."""
        line = self._line_so_far(path)
        if line.count("“") > line.count("”"):
            return _QUOTE_OPEN if is_stop or not is_last else 0.0
        return (
            _QUOTE_LIKELY if is_stop and _HALF_WIDTH.search(line) and not _NO_STATEMENT.search(line) else _QUOTE_CLOSED
        )

    def _line_so_far(self, path: Path) -> str:
        """The line as the path has read it."""
        out: list[str] = []
        link = path.link
        while link is not None and "\n" not in link.after and len(out) < LINE:
            out.append(link.after)
            start, link = link.start, link.before
        if link is None and out:
            out.append(self.text[self.text.rfind("\n", 0, start) + 1 : start])
        return "".join(reversed(out))

    def _evidence(self, char: str) -> float:
        """What the document's script says against a character of the other."""
        traditional = self.document.is_traditional
        other = (traditional is True and char in self.model.only_simplified) or (
            traditional is False and char in self.model.simplified
        )
        return _WRONG_SCRIPT if other else 0.0

    def _seen(self, tail: str, gain: float) -> float:
        """What the document adds where it has the last three characters, or two, and the dictionary expects less."""
        counts = self.document.counts
        expected = (SEEN_THREE * counts.get(tail[-3:], 0) / (counts.get(tail[-3:-1], 0) + 1)) + (
            SEEN_TWO * counts.get(tail[-2:], 0) / (counts.get(tail[-2:-1], 0) + 1)
        )
        return min(max(math.log(expected) - gain, 0.0), MOST_SEEN) if expected else 0.0


def _origin() -> Path:
    return Path(0.0, _IN_STEP, START, None, math.inf, -QUIET)


def _after(second: int) -> tuple[int, str]:
    """What the second byte shown is to the text: the next character's first byte, or an ASCII character."""
    return (second, "") if second >= FIRST_LEAD else (_IN_STEP, chr(second) if second < 0x80 else "")


def _best(paths: Iterable[Path]) -> list[Path]:
    """The best paths, best first."""
    ranked = sorted(paths, key=lambda p: -p.score)[:BEAM]
    return [p for p in ranked if p.score > ranked[0].score - HOPE]


def _keep(paths: dict[tuple[int, str], Path], path: Path) -> None:
    """Keep the better of two paths that nothing ahead can tell apart, and by how much it was better."""
    key = (path.pending, path.reading.tail)
    other = paths.get(key)
    if other is None:
        paths[key] = path
    else:
        better, worse = (path, other) if path.score > other.score else (other, path)
        paths[key] = better._replace(margin=min(better.margin, better.score - worse.score))


def pieces(link: Link | None) -> Iterable[Link]:
    """The links of a path from its start."""
    out: list[Link] = []
    while link is not None:
        out.append(link)
        link = link.before
    return reversed(out)
