"""From paragraphs to units: printed lines that unwrapping joined and that are something by themselves are told apart.

Unwrapping joins lines that end without a mark and are as wide as a column. Four kinds of such lines
are units by themselves: a credit in brackets, （徐甲 王乙）; the lines of a headline stack; a byline and
the headline above it; a folio line and what stands below it.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from schemas.document import CleanPage, PrintedLine
from tasks.split.cues import read_credit_line
from tasks.split.imprint import coverage, read_fields
from tasks.split.units import SENTENCE_END, Unit, trimmed

_CREDIT_IN_BRACKETS = re.compile(r"[（(][\u3400-\u9fff ·、]{2,24}[）)]")
_INNER_MARK = re.compile(r"[，；]|[。](?!$)")
MOST_DISPLAY_LINES = 5
"""Most lines of a headline stack that unwrapping is taken to have joined."""
LONGEST_DISPLAY_LINE = 36
"""Longest of them, in characters."""
HEAD_LINES = 4
"""Printed lines of a paragraph among which a byline or a folio line is looked for."""
FOLIO_SHARE = 0.7
"""Share of a folio line that imprint fields cover at least; the rest is the paper's name or the page's."""


def units_of(page: CleanPage) -> tuple[Unit, ...]:
    """The page's paragraphs in order; one without a visible character is left out."""
    out: list[Unit] = []
    for paragraph in page.paragraphs:
        for first, last in _stretches(page.text, paragraph.lines):
            begin = paragraph.clean_start if first == 0 else paragraph.lines[first].clean_start
            stop = paragraph.clean_end if last == len(paragraph.lines) else paragraph.lines[last].clean_start
            start, end = trimmed(page.text, begin, stop)
            if start < end:
                out.append(Unit(len(out), start, end, page.text[start:end], paragraph.lines[first:last]))
    return tuple(out)


def _stretches(text: str, lines: tuple[PrintedLine, ...]) -> Iterator[tuple[int, int]]:
    """Runs of printed lines that are one unit each."""
    if len(lines) < 2:
        yield 0, len(lines)
        return
    printed = [text[line.clean_start : line.clean_end] for line in lines]
    first = 0
    for at in sorted(_breaks(printed)):
        if first < at < len(lines):
            yield first, at
            first = at
    yield first, len(lines)


def _breaks(printed: list[str]) -> set[int]:
    """The lines of a paragraph that begin a unit of their own."""
    if _are_display(printed):
        return set(range(len(printed)))
    out = {at + 1 for at, line in enumerate(printed) if line[:1] in "（(" and _CREDIT_IN_BRACKETS.fullmatch(line)}
    for at, line in enumerate(printed[:HEAD_LINES]):
        if _INNER_MARK.search(line) or line[-1:] in SENTENCE_END:
            break
        if _is_folio(line) or (at > 0 and _is_byline(line)):
            out |= {at, at + 1}
    if printed[-2][-1:] in SENTENCE_END and _is_byline(printed[-1]):
        out.add(len(printed) - 1)
    return out


def _is_byline(line: str) -> bool:
    """Whether a printed line as a whole is a credit that names its role."""
    return read_credit_line(line)[1] if 3 <= len(line) <= LONGEST_DISPLAY_LINE else False


def _is_folio(line: str) -> bool:
    """Whether a printed line is a folio line: the issue's day with its weekday or with an editor."""
    fields = read_fields(line)
    kinds = {field.kind for field in fields}
    return "date" in kinds and bool(kinds & {"weekday", "role"}) and coverage(line, fields) >= FOLIO_SHARE


def _are_display(printed: list[str]) -> bool:
    """Whether the lines of a paragraph are lines of display: short, without a comma, the last one not closed."""
    if not 2 <= len(printed) <= MOST_DISPLAY_LINES or printed[-1][-1:] in SENTENCE_END:
        return False
    return all(0 < len(line) <= LONGEST_DISPLAY_LINE and not _INNER_MARK.search(line) for line in printed)
