"""The search for what stood where bytes of GBK were lost: a beam over the phase of the bytes.

A path has read the damaged text up to a place and holds what it takes the text to have been. It is
either in step (the next character is as shown) or one byte off (it holds the first byte of the next
character, and the bytes of each character shown are the second byte of one and the first of the next).
Every way by which bytes get lost is a move (frame_shift_moves.py); a move costs what it is rarer than
none, and the language model weighs what comes out.
"""

from __future__ import annotations

import math
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from functools import lru_cache

from tasks.clean.frame_shift_bytes import can_be_read, spoken
from tasks.clean.frame_shift_moves import Moves
from tasks.clean.frame_shift_paths import (
    IN_STEP,
    LOST_SIGNS,
    MARKS,
    ORIGIN,
    QUIET,
    READ_RIGHT,
    READ_WRONG,
    RECENT,
    Document,
    Link,
    Move,
    Path,
    ends_line,
    is_odd_letter,
)
from tasks.lang.language_model import LanguageModel, language_model

BEAM = 70
"""Paths kept at one place; the characters in use that share a byte are 40 to 90."""

HOPE = 18.0
"""Natural logarithm of how much likelier the best path may be before another is given up."""

SURPRISE = 8.0
"""Natural logarithm of what context may add to a move's expected score."""

SEEN_TWO, SEEN_THREE = 0.05, 0.3
"""How far the document is trusted to go on after one character, or two, as it did elsewhere."""

MOST_SEEN = 8.0
"""Natural logarithm of the most that this may add for one character."""

ITEM = 8
"""Characters within which the next comma of an enumeration stands."""

LINE = 200
"""Steps back on a path within which an opening quotation mark is looked for."""

CLOSED = 10
"""Paths that are closed where the text ends within a character; each has a hundred ends and more."""

MOST_STEPS = 80_000
"""Steps, copied characters and moves, after which a search is given up: one that restored took 62,900 at most."""

# What the text says for or against a character that a move brings, in natural logarithms.
_ODD_SIGN, _ODD_LETTER = -5.0, -6.0
_QUOTE_OPEN, _QUOTE_LIKELY, _QUOTE_CLOSED, _QUOTE_AGAIN = 4.0, 2.0, -2.0, -4.0
_STOP_AT_END, _STOPPED_TWICE = 3.0, -10.0
_STOPS = "。，、；："
_STOP_IN_TERM, _NO_STOP_AT_END = -4.0, -3.0
_HALF_A_PAIR = -5.0
_ENUMERATED = 1.5
_ASKED = 3.0
_CLOSING = dict(zip("《（‘［》）’］”", "》）’］《（‘［“", strict=True))
_WRONG_SCRIPT = -7.0
_STOP_BEFORE_PARTICLE = -4.0
_SELDOM_FIRST = "的了和与與及等着著过過们們"
"""Words that are a hundred times rarer as the first of a sentence than elsewhere."""

_ENDING = "”’）》」』…—"
"""Marks that may stand behind a question mark."""

_WEIGHED = frozenset((*_STOPS, *_CLOSING, "“", "？"))
"""Marks of which the place where they stand says something."""

_TERM = re.compile("[\u4e00-\u9fff]“[^“”]{1,7}$")
"""A term in quotation marks within a sentence, which has no full stop."""

_SENTENCE = re.compile("[，,。；;]")
"""Marks of sentences; headlines and captions have none, and end without a stop."""

_QUESTION = re.compile("[吗嗎呢吧么麼啥谁誰哪怎何几幾岂豈]|多少|是否|是不是|有没有|有沒有")
"""Words of questions, which end in ?!? too."""


State = tuple[int, str, str]
"""All of a path that matters to what is ahead: what waits, how far back words may go on, what was read last."""


@dataclass(frozen=True, slots=True)
class Search:
    """A search in one text.

    Attributes:
        text: the damaged text.
        model: scores what comes out.
        document: what else is known.
        moves: how the text may have been damaged.
        shown: what was found out about places as they are shown.
    """

    text: str
    model: LanguageModel
    document: Document
    moves: Moves
    shown: dict[int, tuple[int, float]] = field(default_factory=dict)

    def run(self, start: int) -> tuple[list[Path], int, int]:
        """The paths from `start` to the end of the damage, best first, where that is, and in how many steps.

        There are none where no path reads on, and after MOST_STEPS.
        """
        states: dict[int, dict[State, Path]] = {start: {(IN_STEP, "", ""): ORIGIN}}
        at, steps = start, 0
        while True:
            here = _best(states.pop(at, {}).values())
            if (not here and not states) or steps > MOST_STEPS:
                return [], at, steps
            ahead = (p for paths in states.values() for p in paths.values())
            if at >= len(self.text) or (here and self._is_over(at, here[0]) and not any(p.moved > at for p in ahead)):
                return self._closed(here, at), at, steps
            for rank, path in enumerate(here):
                for following, end in self._followers(at, path, rank, here[0].score - HOPE - SURPRISE):
                    _keep(states.setdefault(end, {}), following)
                    steps += 1
            at += at not in states  # a lost second byte leads on without taking a character

    def _followers(self, at: int, path: Path, rank: int, least: float) -> Iterator[tuple[Path, int]]:
        """The paths that go on from one, and where they end, without those that can hardly score `least`."""
        if path.pending == IN_STEP:
            yield self._copied(at, path)
        least -= path.score
        for move in self.moves.after(at, path, rank):
            if move.cost + _expected(move.after) >= least:
                yield self._moved(path, move), move.end

    def untouched(self, start: int, end: int) -> Path:
        """The path that takes text[start:end] as it is shown."""
        at, path = start, ORIGIN
        while at < end:
            path, at = self._copied(at, path)
        return path

    def _is_over(self, at: int, best: Path) -> bool:
        if best.pending != IN_STEP or at <= self.moves.last:
            return False
        return self.text[at - 1] == "\n" or at - max(best.moved, self.moves.last) >= QUIET

    def _closed(self, paths: list[Path], at: int) -> list[Path]:
        """Paths that wait for a second byte at the end of the text get it from the language model."""
        done = [path for path in paths if path.pending == IN_STEP]
        for path in [path for path in paths if path.pending != IN_STEP][:CLOSED]:
            done += [self._moved(path, move) for move in self.moves.unfinished(at, path)]
        return _best(done)

    def _copied(self, at: int, path: Path) -> tuple[Path, int]:
        """The path after the character, or the reading in brackets, that stands at `at`."""
        if at not in self.shown:
            self.shown[at] = self._as_shown(at)
        end, cost = self.shown[at]
        after = self.text[at:end]
        link = Link(path.link, at, end, after)
        reading, recent = path.reading, path.recent
        if end == at + 1:
            reading, recent = self.model.read(reading, after), self._recent(recent, after)
            cost += reading.scores[0] - path.reading.scores[0]
        return Path(path.score + cost, path.pending, reading, recent, link, path.margin, path.moved), end

    def _as_shown(self, at: int) -> tuple[int, float]:
        """Where what stands at `at` ends, one character or a reading in brackets, and how odd it is as it stands."""
        found = spoken(self.text, at)
        if found is not None:
            return found[1], 0.0 if at and can_be_read(self.text[at - 1], found[0]) else READ_WRONG
        cost = _ODD_SIGN if self.text[at] in LOST_SIGNS and self._is_odd_sign(at) else 0.0
        return at + 1, cost + (_ODD_LETTER if is_odd_letter(self.text, at, self.document.is_traditional) else 0.0)

    def _recent(self, recent: str, char: str) -> str:
        return (recent + self.model.simplified.get(char, char))[-RECENT:]

    def _is_odd_sign(self, at: int) -> bool:
        """Whether the text goes on behind a question mark, or U+FFFD, as it does not behind a question.

        Question and exclamation marks in a row are emphasis, and a quotation ends behind them: not odd in themselves.
        """
        if self.text[at] != "?":
            return True
        follows = self.text[at + 1 : at + 2]
        if follows in ("?", "!", *_ENDING) or self.text[at - 1 : at] in ("?", "!"):
            return False
        if follows > "\x7f" or follows in tuple(MARKS):
            return True
        return follows >= "@" and self.text[at - 1 : at] > "\x7f" and self.text[at + 2 : at + 3] > "\x7f"

    def _moved(self, path: Path, move: Move) -> Path:
        """The path after a move."""
        cost, reading, recent = move.cost, path.reading, path.recent
        for char in move.after:
            before, reading = reading.scores[0], self.model.read(reading, char)
            gain = reading.scores[0] - before
            if char in _WEIGHED:
                cost += self._punctuated(char, path, move, recent)
            if char in _SELDOM_FIRST and recent[-1:] == "。":
                cost += _STOP_BEFORE_PARTICLE
            recent = self._recent(recent, char)
            cost += gain + self._evidence(char) + self._seen(recent, gain)
        if move.pending == IN_STEP and move.after:
            if move.after[-1] >= "\u4e00" and ends_line(self.text, move.end):
                cost += _NO_STOP_AT_END if _SENTENCE.search(self._line_so_far(path)) else 0.0
            cost += self._heard(move.after[-1], move.end)
        link = Link(path.link, move.start, move.end, move.after)
        return Path(path.score + cost, move.pending, reading, recent, link, path.margin, move.end)

    def _punctuated(self, char: str, path: Path, move: Move, recent: str) -> float:
        """What the place says for or against a mark there."""
        if char in _STOPS and self._stops(recent, move.end):
            return _STOPPED_TWICE
        if char == "、" and (sides := self._enumerating_sides(move)):
            return sides * _ENUMERATED
        if char in _STOPS and ends_line(self.text, move.end):
            return _STOP_AT_END if char == "。" else -_STOP_AT_END
        if char == "“":
            line = self._line_so_far(path)
            return _QUOTE_AGAIN if line.count("“") > line.count("”") else 0.0
        if char == "？" and ends_line(self.text, move.end):
            return _ASKED if _QUESTION.search(self._line_so_far(path)) else 0.0
        if char == "”":
            return self._quoted(path, recent[-1:] in tuple("。！？"), ends_line(self.text, move.end))
        return self._paired_with(char, move) if char in _CLOSING else 0.0

    def _enumerating_sides(self, move: Move) -> int:
        """On how many sides an enumeration stands nearby."""
        before, after = self.text[max(0, move.start - ITEM) : move.start], self.text[move.end : move.end + ITEM]
        return ("、" in before) + ("、" in after)

    def _heard(self, char: str, at: int) -> float:
        """What a reading in brackets behind a character says for it or against it."""
        found = spoken(self.text, at)
        if found is None:
            return 0.0
        return READ_RIGHT if can_be_read(char, found[0]) else READ_WRONG

    def _paired_with(self, char: str, move: Move) -> float:
        """What the lack of its other half in the line says against a bracket."""
        line = self.text.rfind("\n", 0, move.start) + 1
        end = self.text.find("\n", move.end)
        other = _CLOSING[char]
        beside = self.text[move.end : end if end >= 0 else None] if char in "《（“‘［" else self.text[line : move.start]
        return 0.0 if other in beside else _HALF_A_PAIR

    def _stops(self, before: str, after: int) -> bool:
        """Whether another stop stands next to this one, which print does not do."""
        return before[-1:] in tuple(_STOPS + "“《（‘") or self.text[after : after + 1] in tuple(_STOPS + ",;:")

    def _quoted(self, path: Path, is_stop: bool, is_last: bool) -> float:
        """What the paragraph so far says for a closing quotation mark: one that is open, or none at all."""
        line = self._line_so_far(path)
        if line.count("“") > line.count("”"):
            if is_stop and _TERM.search(line):
                return _STOP_IN_TERM
            return _QUOTE_OPEN if is_stop or not is_last else 0.0
        is_likely = is_stop and self.document.is_replaced and not _QUESTION.search(line)
        return _QUOTE_LIKELY if is_likely else _QUOTE_CLOSED

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
        if tail[-2:] not in counts:
            return 0.0
        expected = (SEEN_THREE * counts.get(tail[-3:], 0) / (counts.get(tail[-3:-1], 0) + 1)) + (
            SEEN_TWO * counts.get(tail[-2:], 0) / (counts.get(tail[-2:-1], 0) + 1)
        )
        return min(max(math.log(expected) - gain, 0.0), MOST_SEEN) if expected else 0.0


@lru_cache(1 << 16)
def _expected(after: str) -> float:
    """Score of what a move brings, its context apart."""
    model = language_model()
    return model.together(after[0], after[1]) if len(after) == 2 else sum(map(model.alone, after))


def _best(paths: Iterable[Path]) -> list[Path]:
    """The best paths, best first."""
    ranked = sorted(paths, key=lambda p: -p.score)[:BEAM]
    return [p for p in ranked if p.score > ranked[0].score - HOPE]


def _keep(paths: dict[State, Path], path: Path) -> None:
    """Keep the better of two paths that nothing ahead can tell apart, and by how much it was better."""
    key = (path.pending, path.reading.tail, path.recent[-2:])
    other = paths.get(key)
    if other is None:
        paths[key] = path
    else:
        better, worse = (path, other) if path.score > other.score else (other, path)
        paths[key] = better._replace(margin=min(better.margin, better.score - worse.score))
