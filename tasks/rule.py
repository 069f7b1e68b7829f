"""Rules, the edits that they yield, and the offset maps that edits compose into.

A rule is a function from a text to edits; its name is its id everywhere. A step applies one
rule's edits at once. The map of a text is a list of blocks ``(new_start, new_end, old_start,
old_end)``: they cover the new text without a gap, in order; a block whose two sides have the same
length maps character by character, any other maps as a whole; old text between two blocks was
deleted.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from operator import itemgetter
from typing import NamedTuple

from schemas.audit import Repair
from schemas.document import Edit, MapBlock

Rule = Callable[[str], Iterable[Edit]]


class Block(NamedTuple):
    """A block of an offset map, see the module's docstring."""

    new_start: int
    new_end: int
    old_start: int
    old_end: int

    @property
    def is_char_by_char(self) -> bool:
        """Whether character i of the new side is character i of the old side."""
        return self.new_end - self.new_start == self.old_end - self.old_start


@dataclass(frozen=True, slots=True)
class OffsetMap:
    """A total, monotone map from a text to the text that it was made from."""

    blocks: tuple[Block, ...]

    @staticmethod
    def identity(length: int) -> OffsetMap:
        """The map of an unchanged text of `length` characters."""
        return OffsetMap((Block(0, length, 0, length),) if length else ())

    def to_old(self, start: int, end: int) -> tuple[int, int]:
        """The smallest old range that holds everything that new[start:end] came from.

        An empty range gives an empty range at the same place.
        """
        return next(self.all_to_old(((start, end),), self._index(start)))

    def all_to_old(self, ranges: Iterable[tuple[int, int]], index: int = 0) -> Iterator[tuple[int, int]]:
        """`to_old` of many ranges, sorted and not overlapping, in one pass.

        Args:
            index: of a block at or before the first range.
        """
        blocks = self.blocks
        low = high = shift = 0
        for start, end in ranges:
            if low <= start < end <= high:
                yield start + shift, end + shift
                continue
            while index < len(blocks) and blocks[index].new_end <= start:
                index += 1
            if index == len(blocks):
                tail = blocks[-1].old_end if blocks else 0
                yield tail, tail
            elif start >= end:
                at = _cut(blocks[index], start)
                yield at, at
            else:
                first = blocks[index]
                if first.is_char_by_char:
                    low, high, shift = first.new_start, first.new_end, first.old_start - first.new_start
                while blocks[index].new_end < end:
                    index += 1
                yield _low(first, start), _high(blocks[index], end)

    def to_new(self, start: int, end: int) -> tuple[int, int]:
        """The smallest new range that holds everything made from old[start:end]; empty if all of it was deleted."""
        low = bisect_right(self.blocks, start, key=lambda b: b.old_end)
        new_start = new_end = self.blocks[low].new_start if low < len(self.blocks) else self._new_length()
        found = False
        for block in self.blocks[low:]:
            if block.old_start >= end:
                break
            if block.old_start == block.old_end:
                continue
            exact = block.is_char_by_char
            left = block.new_start + max(0, start - block.old_start) if exact else block.new_start
            right = block.new_end - max(0, block.old_end - end) if exact else block.new_end
            new_start = new_start if found else left
            new_end, found = right, True
        return (new_start, new_end) if found else (new_start, new_start)

    def then(self, edits: Iterable[Edit]) -> OffsetMap:
        """The map after a further step: `edits`, sorted, are on this map's new text.

        Edits that keep a text's length leave every character where it was, and so the map as it is.
        """
        moving = [edit for edit in edits if len(edit[2]) != edit[1] - edit[0]]
        if not moving:
            return self
        out: list[Block] = []
        index = done = shift = 0
        for start, end, after, _ in moving:
            index = self._copy(index, done, start, shift, out)
            old_start = _cut(self.blocks[index], start) if index < len(self.blocks) else self._old_at(start)
            while end > start and self.blocks[index].new_end < end:
                index += 1
            old_end = _cut(self.blocks[index], end) if end > start else old_start
            _push(out, start + shift, start + shift + len(after), old_start, old_end)
            shift += len(after) - (end - start)
            done = end
        self._copy(index, done, self._new_length(), shift, out)
        return OffsetMap(tuple(out))

    def _copy(self, index: int, start: int, end: int, shift: int, out: list[Block]) -> int:
        """Append the blocks of new[start:end], moved by `shift`.

        Args:
            index: of the block that holds `start`, or one before it.

        Returns:
            The index of the block that holds `end`; the number of blocks if none does.
        """
        blocks = self.blocks
        while index < len(blocks):
            block = blocks[index]
            new_start, new_end, old_start, old_end = block
            if new_start >= end:
                break
            if start <= new_start and new_end <= end:
                _push(out, new_start + shift, new_end + shift, old_start, old_end)
            elif start < new_end:
                left, right = max(start, new_start), min(end, new_end)
                _push(out, left + shift, right + shift, _cut(block, left), _cut(block, right))
            if new_end > end:
                break
            index += 1
        return index

    def _index(self, at: int) -> int:
        return max(0, bisect_right(self.blocks, at, key=itemgetter(0)) - 1)

    def _new_length(self) -> int:
        return self.blocks[-1].new_end if self.blocks else 0

    def _old_at(self, at: int) -> int:
        if at >= self._new_length():
            return self.blocks[-1].old_end if self.blocks else 0
        return _cut(self.blocks[self._index(at)], at)


def _low(block: Block, at: int) -> int:
    return block.old_start + at - block.new_start if block.is_char_by_char else block.old_start


def _high(block: Block, end: int) -> int:
    return block.old_end - (block.new_end - end) if block.is_char_by_char else block.old_end


def _cut(block: Block, at: int) -> int:
    """Where a cut through a block at `at` falls on its old side.

    A block that maps as a whole is cut so that its pieces stay apart and in order: character by
    character from the left, what is over on the longer side going to the last piece.
    """
    new_start, new_end, old_start, old_end = block
    return old_end if at == new_end else min(old_start + at - new_start, old_end)


def _push(out: list[Block], new_start: int, new_end: int, old_start: int, old_end: int) -> None:
    """Append a block, growing the last one where both run on character by character; an empty one is a deletion."""
    if new_start == new_end:
        return
    if out and new_end - new_start == old_end - old_start:
        last_start, last_end, last_old_start, last_old_end = out[-1]
        runs_on = last_end == new_start and last_old_end == old_start
        if runs_on and last_end - last_start == last_old_end - last_old_start:
            out[-1] = Block(last_start, new_end, last_old_start, old_end)
            return
    out.append(Block(new_start, new_end, old_start, old_end))


def apply_edits(text: str, edits: Iterable[Edit]) -> str:
    """The text with `edits` (sorted, not overlapping) applied at once.

    >>> apply_edits("abcd", [Edit(1, 2, "BB"), Edit(4, 4, "!")])
    'aBBcd!'
    """
    out: list[str] = []
    done = 0
    for start, end, after, _ in edits:
        out.append(text[done:start])
        out.append(after)
        done = end
    out.append(text[done:])
    return "".join(out)


def merge_adjacent(edits: Iterable[Edit]) -> list[Edit]:
    """Join edits that touch; the joint confidence is the lowest.

    >>> merge_adjacent([Edit(0, 1, "x"), Edit(1, 2, "y", 0.5), Edit(3, 4, "z")])
    [Edit(start=0, end=2, after='xy', confidence=0.5), Edit(start=3, end=4, after='z', confidence=1.0)]
    """
    out: list[Edit] = []
    done = -1
    for edit in edits:
        start, end, after, confidence = edit
        if start == done:
            last = out[-1]
            out[-1] = Edit(last.start, end, last.after + after, min(last.confidence, confidence))
        else:
            out.append(edit)
        done = end
    return out


class Rewriter:
    """Applies steps to one page's text, keeping the map and the audit rows.

    Steps are numbered as they are applied, also when they change nothing, so that a step's ordinal
    is its place in the order of rules.
    """

    def __init__(self, text: str, page_id: str, source_id: str) -> None:
        self.text = text
        self.offset_map = OffsetMap.identity(len(text))
        self.repairs: list[Repair] = []
        self._page_id, self._source_id = page_id, source_id
        self._step = 0

    def apply(self, rule: str, edits: Iterable[Edit]) -> None:
        """Apply one step: `edits` are on the present text, sorted, not overlapping."""
        text = self.text
        changing = [edit for edit in merge_adjacent(edits) if text[edit[0] : edit[1]] != edit[2]]
        places = self.offset_map.all_to_old([edit[:2] for edit in changing])
        self.repairs += [
            Repair(self._page_id, self._source_id, self._step, rule, start, text[start:end], after, *place, confidence)
            for (start, end, after, confidence), place in zip(changing, places, strict=True)
        ]
        if changing:
            self.offset_map = self.offset_map.then(changing)
            self.text = apply_edits(self.text, changing)
        self._step += 1

    def run(self, rules: Iterable[Rule]) -> None:
        """Apply each rule in turn, under its own name."""
        for rule in rules:
            self.apply(rule.__name__, rule(self.text))


def replay(raw_text: str, repairs: Iterable[Repair]) -> str:
    """The text that a page's repairs, in order of (step, at), make of raw_text."""
    text = raw_text
    pending: list[Edit] = []
    step = -1
    for repair in sorted(repairs, key=lambda r: (r.step, r.at)):
        if repair.step != step:
            text, pending, step = apply_edits(text, pending), [], repair.step
        pending.append(Edit(repair.at, repair.at + len(repair.before), repair.after))
    return apply_edits(text, pending)


def to_rows(offset_map: OffsetMap) -> tuple[MapBlock, ...]:
    """The map as published rows."""
    return tuple(MapBlock(*block) for block in offset_map.blocks)


def from_rows(rows: Iterable[MapBlock]) -> OffsetMap:
    """The map that published rows describe."""
    return OffsetMap(tuple(Block(r.clean_start, r.clean_end, r.raw_start, r.raw_end) for r in rows))
