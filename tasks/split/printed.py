"""From paragraphs to units: printed lines that unwrapping joined and that are something by themselves are told apart.

Unwrapping joins lines that end without a mark and are as wide as a column. Four kinds of such lines
are units by themselves: a credit in brackets, （徐甲 王乙）; the lines of a headline stack; a byline and
the headline above it; a folio line and what stands below it.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from schemas.document import CleanPage, PrintedLine
from tasks.lang.jump_marks import find_onward
from tasks.split.credit_lines import read_credit_line
from tasks.split.cues import STACK_LENGTH
from tasks.split.imprint import coverage, read_fields
from tasks.split.units import BOLD, SENTENCE_END, Unit, trimmed

_CREDIT_IN_BRACKETS = re.compile(r"[（(][\u3400-\u9fff ·、]{2,24}[）)]")
_INNER_MARK = re.compile(r"[，；]|[。](?!$)")
_SENTENCE_MARK = re.compile(r"[；。]")
MARKDOWN_SIGNS = ("#", "**", "---", "***", "___")
LONGEST_CUT_MARK = 28
"""Longest piece of a jump mark that was cut in two, in characters."""
LONGEST_MARK = 12
"""Characters before a line's text in which its marks are looked for."""
_HEADING = re.compile(r"[ ]{0,3}(?P<hashes>\#{1,6})[ \t]+")
_BOLD = re.compile(r"[ ]{0,3}(?:\*\*|__)[^*_\n]+(?:\*\*|__)\s*$")
_RULE = re.compile(r"(?m:^)[ ]{0,3}(?:-{3,}|\*{3,}|_{3,})[ \t]*(?m:$)")
_RUNNING = re.compile(r"[，。；、！]|[！？；…]$")
DROPPED_INDENT = (3, 6)
"""Fewest and most columns by which a first line without its indent of two characters is shorter than others."""
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
            if start < end and out and _is_cut_mark(out[-1].text, page.text[start:end]):
                out[-1] = _joined(out[-1], page.text, end, paragraph.lines[first:last])
            elif start < end:
                out.append(Unit(len(out), start, end, page.text[start:end], paragraph.lines[first:last]))
    return tuple(_with_marks(page.page.raw_text, out))


def _is_cut_mark(text: str, rest: str) -> bool:
    """Whether a jump mark in brackets is cut between two paragraphs: （下转第 and 二版）."""
    if len(rest) > LONGEST_CUT_MARK or rest[-1] not in "）)】〕":
        return False
    tail = text[-LONGEST_CUT_MARK:]
    at = max(map(tail.rfind, "（(【〔"))
    if at < max(map(tail.rfind, "）)】〕")) or at < 0:
        return False
    mark = tail[at:] + rest
    return mark.count("版") == 1 and find_onward(mark.replace(" ", "")) is not None


def _joined(unit: Unit, text: str, end: int, lines: tuple[PrintedLine, ...]) -> Unit:
    """A unit with the paragraph behind it; a blank stands for the line feed between them."""
    whole = text[unit.start : end].replace("\n", " ")
    return unit._replace(end=end, text=whole, lines=(*unit.lines, *lines))


def _with_marks(raw: str, units: list[Unit]) -> list[Unit]:
    """The units with what markdown's marks in the raw text say of them: cleaning took the marks off."""
    if not any(sign in raw for sign in MARKDOWN_SIGNS):
        return units
    out, last = [], 0
    for unit in units:
        begin, end = (unit.lines[0].raw_start, unit.lines[-1].raw_end) if unit.lines else (last, last)
        line = raw.rfind("\n", max(0, begin - LONGEST_MARK), begin) + 1 or max(0, begin - LONGEST_MARK)
        level = _level_of(raw[line : end + 2]) if len(unit.lines) == 1 and len(unit.text) <= STACK_LENGTH else 0
        out.append(unit._replace(level=level, behind_rule=_RULE.search(raw, last, max(last, begin)) is not None))
        last = end
    return out


def _level_of(line: str) -> int:
    """The level of a raw line by its marks; 0 for none."""
    if (heading := _HEADING.match(line)) is not None:
        return len(heading["hashes"])
    return BOLD if _BOLD.match(line) else 0


def _stretches(text: str, lines: tuple[PrintedLine, ...]) -> Iterator[tuple[int, int]]:
    """Runs of printed lines that are one unit each."""
    if len(lines) < 2:
        yield 0, len(lines)
        return
    printed = [text[line.clean_start : line.clean_end] for line in lines]
    widths = [line.width for line in lines]
    first = 0
    for at in sorted(_breaks(printed, widths) | _headline_breaks(printed, widths)):
        if first < at < len(lines):
            yield first, at
            first = at
    yield first, len(lines)


def _headline_breaks(printed: list[str], widths: list[int]) -> set[int]:
    """Lines of display in front of a paragraph's first line, and that line, where unwrapping joined both.

    A first line whose indent was dropped is shorter than the lines below it by the indent. What stands
    above such a line, at a paragraph's beginning or behind a sentence, and has no mark of a sentence,
    is a headline as wide as the column.
    """
    out: set[int] = set()
    for at in range(1, len(printed) - 1):
        if not DROPPED_INDENT[0] <= max(widths[at + 1 : at + 3]) - widths[at] <= DROPPED_INDENT[1]:
            continue
        top = at
        while top > 0 and at - top < HEAD_LINES and _is_display_line(printed[top - 1]):
            top -= 1
        if top < at and (top == 0 or printed[top - 1][-1:] in SENTENCE_END):
            out |= set(range(top, at + 1))
    return out


def _is_display_line(line: str) -> bool:
    return len(line) <= LONGEST_DISPLAY_LINE and not _RUNNING.search(line)


def _breaks(printed: list[str], widths: list[int]) -> set[int]:
    """The lines of a paragraph that begin a unit of their own."""
    if _are_display(printed, widths):
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


def _are_display(printed: list[str], widths: list[int]) -> bool:
    """Whether the lines of a paragraph are lines of display: short, the last one not closed.

    They hold no comma, unless the last one is wider than the first: a paragraph's is not.
    """
    if not 2 <= len(printed) <= MOST_DISPLAY_LINES or printed[-1][-1:] in SENTENCE_END:
        return False
    marks = _SENTENCE_MARK if widths[-1] - widths[0] > DROPPED_INDENT[1] else _INNER_MARK
    return all(0 < len(line) <= LONGEST_DISPLAY_LINE and not marks.search(line) for line in printed)
