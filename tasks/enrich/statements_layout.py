"""How a field is laid out for reading who says what: quotations, sentences, clauses."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterator
from typing import NamedTuple

MASK = "\N{REPLACEMENT CHARACTER}"
"""What a quoted character is replaced by, so that nothing is read there."""

OPENING, CLOSING = "“「『", "”」』"

_MARKS = re.compile(r"[“”「」『』\n]")
STOPS = frozenset("。！？!?…\n")
"""Marks that end a sentence."""

AFTER_STOP = ("）", ")")
"""What may stand behind such a mark as part of its sentence."""

_CLAUSE_MARK = re.compile("[，,；;：:。！？!?…\n—" + OPENING + CLOSING + "]")

_DATELINE = re.compile(
    r"""
    (?:[据　\ ]{0,2}(?:新华社|中新社|本报|本刊)[^。，：！？\n“”]{0,24}?(?:日[电讯]|[电讯](?=[\ 　（(]))|本报讯)   # 新华社某地三月一日电
    [\ 　]{0,4}(?:[（(][^）)\n]{0,40}[）)])?                                # （记者某某）
    [\ 　]{0,4}(?:(?:本报|新华社|见习|特约)?(?:记者|通讯员)[^。：，\n“”]{0,30}(?:报道)[：，])?   # 记者某某报道：
    """,
    re.VERBOSE,
)
"""A lead-in that stands at the start of a paragraph, where it is none of the story's words."""

INTRODUCE = "：:，,。\n道说”"
"""What stands before a quotation that runs on to the end of its paragraph: somebody spoke, it is no term."""


LONGEST_CLAUSE = 160
"""Characters after which a clause is no longer looked through."""


class Quote(NamedTuple):
    """A quotation: text[start:end] is what stands between its marks; `after` is behind the closing one."""

    start: int
    end: int
    after: int


class Layout(NamedTuple):
    """A field's text with its quotations masked, and where its sentences start.

    Attributes:
        text: the text.
        masked: the same length; MASK for what is quoted, the marks of quoted terms included.
        quotes: the outermost quotations, in order.
        starts: where each sentence starts; the last entry is the end of the text.
        marks: where the marks stand that part clauses.
    """

    text: str
    masked: str
    quotes: tuple[Quote, ...]
    starts: tuple[int, ...]
    marks: list[int]

    def sentence(self, offset: int) -> int:
        """The index of the sentence in which a character stands; of the last one behind the end of the text."""
        return max(0, bisect_right(self.starts, offset, 0, len(self.starts) - 1) - 1)

    def paragraph_end(self, offset: int) -> int:
        """Where the paragraph of a character ends."""
        end = self.text.find("\n", offset)
        return len(self.text) if end < 0 else end

    def clause_start(self, offset: int) -> int:
        """Where the clause starts in which a character stands, in its sentence; marks inside quotations do not count."""
        if not offset:
            return 0
        index = bisect_left(self.marks, offset) - 1
        limit = max(self.starts[self.sentence(offset - 1)], offset - LONGEST_CLAUSE)
        return max(limit, self.marks[index] + 1) if index >= 0 else limit

    def clause_end(self, offset: int) -> int:
        """Where the clause ends in which a character stands."""
        index = bisect_left(self.marks, offset)
        limit = min(self.starts[self.sentence(offset) + 1], offset + LONGEST_CLAUSE)
        return max(offset, min(limit, self.marks[index])) if index < len(self.marks) else max(offset, limit)

    def phrase_end(self, offset: int) -> int:
        """Where the clause ends in which a character stands, quotations passed over."""
        at = self.clause_end(offset)
        while (
            at < self.starts[self.sentence(offset) + 1]
            and self.masked[at] in OPENING + CLOSING
            and at < offset + LONGEST_CLAUSE
        ):
            at = self.clause_end(at + 1)
        return at

    def quote_at(self, offset: int) -> Quote | None:
        """The quotation whose opening mark stands at an offset."""
        index = bisect_right(self.quotes, (offset + 1, -1, -1))
        found = self.quotes[index] if index < len(self.quotes) else None
        return found if found is not None and found.start == offset + 1 else None

    def quote_before(self, offset: int) -> Quote | None:
        """The quotation that is closed just before an offset."""
        index = bisect_right(self.quotes, (offset, -1, -1)) - 1
        found = self.quotes[index] if index >= 0 else None
        return found if found is not None and found.after == offset else None


def lay_out(text: str, is_line: bool) -> Layout:
    """Read a text's quotations and sentences.

    Args:
        text: the field.
        is_line: whether it is a headline, in which a space parts sentences.

    >>> layout = lay_out("甲说：“好。”乙说，行。", False)
    >>> [layout.text[a:b] for a, b in zip(layout.starts, layout.starts[1:])]
    ['甲说：“好。”', '乙说，行。']
    """
    quotes = tuple(_quotes(text))
    pieces: list[str] = []
    done = 0
    for quote in quotes:
        start, end = (quote.start, quote.end) if _is_speech(text, quote) else (quote.start - 1, quote.after)
        pieces += (text[done:start], _hidden(text[start:end]))
        done = end
    masked = "".join((*pieces, text[done:]))
    marks = [match.start() for match in _CLAUSE_MARK.finditer(masked)]
    ends = {at + 1 + masked.startswith(AFTER_STOP, at + 1) for at in marks if masked[at] in STOPS}
    ends |= {quote.after for quote in quotes if quote.end > quote.start and text[quote.end - 1] in "。！？!?…"}
    ends |= set(_lead_ins(masked))
    if is_line:
        ends |= {at + 1 for at, char in enumerate(masked) if char in " \u3000"}
    return Layout(text, masked, quotes, (*sorted({0, *ends} - {len(text)}), len(text)), marks)


def _hidden(text: str) -> str:
    """As many masks as characters; line breaks stay."""
    return "\n".join(MASK * len(line) for line in text.split("\n"))


def _lead_ins(text: str) -> Iterator[int]:
    """Where the lead-ins of paragraphs end: 本报青河3月1日电."""
    start = 0
    while start >= 0:
        match = _DATELINE.match(text, start)
        if match:
            yield match.end()
        start = text.find("\n", start) + 1 or -1


def _quotes(text: str) -> list[Quote]:
    """The outermost quotations; one that nothing closes in its paragraph ends there, if somebody's words open it."""
    found: list[Quote] = []
    opened: list[int] = []
    for match in _MARKS.finditer(text):
        at, mark = match.start(), match.group()
        if mark == "\n":
            if opened and _speaks(text, opened[0]):
                found.append(Quote(opened[0] + 1, at, at))
            opened = []
        elif mark in OPENING:
            opened.append(at)
        elif opened:
            first = opened[0]
            opened.pop()
            if not opened:
                found.append(Quote(first + 1, at, at + 1))
    if opened and _speaks(text, opened[0]):
        found.append(Quote(opened[0] + 1, len(text), len(text)))
    return found


SHORTEST_SPEECH = 8
"""Characters from which a quotation without a final stop is what somebody said rather than a term."""


def _is_speech(text: str, quote: Quote) -> bool:
    """Whether a quotation may be what somebody said rather than a term of the sentence around it."""
    return quote.end - quote.start >= SHORTEST_SPEECH or text[quote.end - 1] in "。！？!?…，,"


def _speaks(text: str, opening: int) -> bool:
    """Whether a quotation that nothing closes is somebody's words rather than a term with a lost mark."""
    return opening == 0 or text[opening - 1] in INTRODUCE
