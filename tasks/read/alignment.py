"""Where characters begin in bytes of a legacy encoding that were damaged.

A lost or a stray byte of GB 18030 or Big5 shifts what follows: pairs of bytes straddle characters and still
decode, to rubbish, until a byte that is ASCII in either phase. What reads best tells where the byte was lost.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator
from functools import cache
from operator import itemgetter
from typing import NamedTuple

from tasks.lang.language_model import START, UNKNOWN_HAN, Reading, character_scores, language_model
from tasks.lang.repertoire import common_characters, plane

SKIPPED, SKIPPED_TWO = -5.0, -16.0
"""What a damaged character costs beside U+FFFD in its place, by the bytes that are left of it, in natural logarithms."""

FOUR_BYTES, UNASSIGNED = -10.0, -6.0
"""What rare characters of four bytes and pairs without a character cost beside their scores."""

LONE_LETTER, LONE_SIGN = -6.0, -12.0
"""What one of ASCII's letters or signs costs between two Han: the second byte of a character seldom stands alone."""

RARE = "\u3400"
"""Stands for any character of four bytes where characters are scored."""

CANDIDATES = 120
"""Characters that a byte is taken to be left of, the most frequent ones."""

NEVER = -99.0
"""Score of what is no word."""

MOST_SKIPS = 3
"""Skipped bytes in a stretch for each of which the lost character is looked for."""

PATHS = 4
"""Readings that are followed from each byte; those that are left at the end are weighed by what was lost."""

MARGIN = 34.0
"""By how much a reading may be worse than the best one nearby and is still followed: two damaged characters."""

CONTEXT = 16
"""Characters around a place that reads badly which are read anew with it; a shift often begins in common ones."""

EVIDENCE = 0.6
"""How much of a lost character's score counts: the best one of a hundred is likelier than the true one."""


NEEDED_GAIN = 3.0
"""By how much (natural logarithm) another division must read better than one in order that decodes."""


_ASCII_BYTES = frozenset(bytes((c,)) for c in range(0x80))


class Step(NamedTuple):
    """run[start:end] is one character, or what is left of one (is_skip)."""

    start: int
    end: int
    is_skip: bool


class _Path(NamedTuple):
    """A way of reading a run up to a byte."""

    score: float
    reading: Reading
    last: Step | None
    before: _Path | None


@cache
def bad_neighbours() -> re.Pattern[str]:
    """What rarely stands in sound text: two uncommon characters near each other, a lost one, a letter between Han."""
    odd = f"[^\x00-\x7f{re.escape(''.join(sorted(common_characters())))}]"
    return re.compile(f"{odd}.{{0,2}}{odd}|\ufffd|[^\x00-\x7f][@-~](?![ -~])")


def read_in_order(run: bytes, codec: str) -> list[Step]:
    """The division from left to right that skips only what cannot be decoded."""
    steps: list[Step] = []
    at = 0
    while at < len(run):
        length, char, _ = next(_options(run, at, codec))
        steps.append(Step(at, at + length, char == "\ufffd"))
        at += length
    return steps


def best_reading(run: bytes, codec: str, *, is_last: bool = False) -> list[Step]:
    """The division of a run into characters and skipped bytes that reads best; in order where that reads well.

    What decodes in order is left unless another division reads better by `NEEDED_GAIN`.

    Args:
        is_last: the data ends with the run, so that half a character there means a cut and no shift.
    """
    steps = read_in_order(run, codec)
    text = "".join(_char(run, step, codec) for step in steps)
    out: list[Step] = []
    done = 0
    for first, last in _around(text, len(text) - (is_last and text[-1] == "\ufffd")):
        out += steps[done:first]
        ordered = steps[first:last]
        found, score = _search(run, ordered[0].start, ordered[-1].end, codec)
        sound = not any(step.is_skip for step in ordered)
        out += ordered if sound and score < _score_of(run, ordered, codec) + NEEDED_GAIN else found
        done = last
    return out + steps[done:]


def _around(text: str, end_of_text: int) -> Iterator[tuple[int, int]]:
    """Stretches of characters to read anew: the places that read badly and what is around them, joined where they meet."""
    start = end = -1
    for match in bad_neighbours().finditer(text, 0, end_of_text):
        low, high = max(0, match.start() - CONTEXT), min(len(text), match.end() + CONTEXT)
        if start >= 0 and low > end:
            yield start, end
            start = low
        start, end = low if start < 0 else start, high
    if start >= 0:
        yield start, end


def _options(run: bytes, at: int, codec: str) -> Iterator[tuple[int, str, float]]:
    """The ways on from a place: (bytes taken, the character, what it costs beside the language model's score)."""
    if run[at] < 0x80:
        is_lone = at > 0 and run[at - 1] > 0x7F and run[at + 1 : at + 2] not in _ASCII_BYTES
        yield 1, chr(run[at]), (LONE_LETTER if chr(run[at]).isalnum() else LONE_SIGN) if is_lone else 0.0
        return
    char = _characters(codec).get(run[at : at + 2])
    if char is not None:
        yield 2, char, UNASSIGNED if "\ue000" <= char <= "\uf8ff" else 0.0
    if codec == "gb18030" and _is_four_bytes(run[at : at + 4]):
        yield 4, RARE, FOUR_BYTES
    yield 1, "\ufffd", SKIPPED
    if len(run) > at + 1:
        yield 2, "\ufffd", SKIPPED_TWO


def _is_four_bytes(unit: bytes) -> bool:
    """Whether four bytes of GB 18030 are one character."""
    if len(unit) < 4 or unit[1] not in b"0123456789":
        return False
    try:
        return len(unit.decode("gb18030")) == 1
    except UnicodeDecodeError:
        return False


@cache
def _characters(codec: str) -> dict[bytes, str]:
    return plane(codec, range(0x81, 0xFF), (*range(0x40, 0x7F), *range(0x80, 0xFF)))


def _search(run: bytes, start: int, end: int, codec: str) -> tuple[list[Step], float]:
    """The best division of run[start:end] and its score, by a beam search over bytes."""
    model = language_model()
    beams: list[list[_Path]] = [[] for _ in range(end - start + 1)]
    beams[0] = [_Path(0.0, START, None, None)]
    best = 0.0
    for at in range(start, end):
        paths = beams[at - start]
        beams[at - start] = []
        top = max((path.score for path in paths), default=-1e9)
        if top < best - MARGIN and any(beams[at - start + 1 : at - start + 3]):
            continue
        best = top
        for length, char, cost in _options(run, at, codec):
            if at + length > end:
                continue
            step = Step(at, at + length, char == "\ufffd")
            beam = beams[at - start + length]
            for path in paths:
                reading = model.read(path.reading, char)
                gained = reading.score - path.reading.score
                beam.append(_Path(path.score + gained + cost, reading, step, path))
            beam.sort(key=_score, reverse=True)
            del beam[PATHS:]
    score, steps = max((_weighed(run, _steps(path), codec, path.score), _steps(path)) for path in beams[-1])
    return steps, score


def _score_of(run: bytes, steps: list[Step], codec: str) -> float:
    """What the search would score a division without skips."""
    text = "".join(_char(run, step, codec) for step in steps)
    costs = (next(_options(run, step.start, codec))[2] for step in steps)
    return language_model().score(text) + sum(costs)


def _weighed(run: bytes, steps: list[Step], codec: str, score: float) -> float:
    """The score of a path with what was lost at its single skipped bytes taken into account, if these are few."""
    few = sum(step.is_skip for step in steps) <= MOST_SKIPS
    for index, step in enumerate(steps if few else ()):
        if step.is_skip and step.end - step.start == 1:
            before = _char(run, steps[index - 1], codec) if index else "\n"
            after = _char(run, steps[index + 1], codec) if index + 1 < len(steps) else "\n"
            score += EVIDENCE * _lost_score(before, run[step.start], after, codec)
    return score


def _char(run: bytes, step: Step, codec: str) -> str:
    return "\ufffd" if step.is_skip else run[step.start : step.end].decode(codec)[0]


def _score(path: _Path) -> float:
    return path.score


def _steps(path: _Path) -> list[Step]:
    """The steps of a path, first to last."""
    steps: list[Step] = []
    here: _Path | None = path
    while here is not None and here.last is not None:
        steps.append(here.last)
        here = here.before
    return steps[::-1]


@cache
def _candidates(codec: str) -> dict[int, tuple[tuple[str, float], ...]]:
    """The most frequent characters that a byte is one of the two of, simplified, with their scores."""
    model = language_model()
    found: defaultdict[int, set[tuple[str, float]]] = defaultdict(set)
    for pair, char in _characters(codec).items():
        if char in character_scores():
            for byte in pair:
                found[byte].add((model.simplified.get(char, char), model.alone(char)))
    return {byte: tuple(sorted(chars, key=itemgetter(1))[-CANDIDATES:]) for byte, chars in found.items()}


def _lost_score(before: str, byte: int, after: str, codec: str) -> float:
    """Score of the likeliest character between two others of which one byte is left, as part of a word or alone."""
    model = language_model()
    words = model.words
    before, after = model.simplified.get(before, before), model.simplified.get(after, after)
    left, right = model.alone(before), model.alone(after)
    best = UNKNOWN_HAN
    for char, alone in _candidates(codec).get(byte, ()):
        best = max(best, alone, words.get(before + char, NEVER) - left, words.get(char + after, NEVER) - right)
    return best


def skips(steps: Iterable[Step]) -> Iterator[tuple[int, int]]:
    """The stretches of bytes that are skipped, each what is left of one character."""
    return ((step.start, step.end) for step in steps if step.is_skip)
