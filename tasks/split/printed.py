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
from tasks.split.display_lines import (
    DROPPED_INDENT,
    HEAD_LINES,
    LONGEST_DISPLAY_LINE,
    SENTENCE_MARK,
    headline_breaks,
    width_of_column,
)
from tasks.split.imprint import coverage, read_fields
from tasks.split.units import BOLD, SENTENCE_END, Unit, trimmed

_CREDIT_IN_BRACKETS = re.compile(r"[（(][\u3400-\u9fff ·、]{2,24}[）)]")
_INNER_MARK = re.compile(r"[，；]|[。](?!$)")
_CLOSING = "）)】〕"
"""Brackets that close a jump mark."""
MARKDOWN_SIGNS = ("#", "**", "---", "***", "___")
LONGEST_CUT_MARK = 28
"""Longest piece of a jump mark that was cut in two, in characters."""
LONGEST_MARK = 12
"""Characters before a line's text in which its marks are looked for."""
_HEADING = re.compile(r"[ ]{0,3}(?P<hashes>\#{1,6})[ \t]+")
_BOLD = re.compile(r"[ ]{0,3}(?:\*\*|__)[^*_\n]+(?:\*\*|__)\s*$")
_RULE = re.compile(r"(?m:^)[ ]{0,3}(?:-{3,}|\*{3,}|_{3,})[ \t]*(?m:$)")
MOST_DISPLAY_LINES = 5
"""Most lines of a headline stack that unwrapping is taken to have joined."""
FOLIO_SHARE = 0.7
"""Share of a folio line that imprint fields cover at least; the rest is the paper's name or the page's."""


def units_of(page: CleanPage) -> tuple[Unit, ...]:
    """The page's paragraphs in order; one without a visible character is left out."""
    out: list[Unit] = []
    column = width_of_column([line.width for paragraph in page.paragraphs for line in paragraph.lines[1:-1]])
    for paragraph in page.paragraphs:
        count = len(paragraph.lines)
        whole = ((0, count),)
        for first, last in (
            whole if count < 2 else _stretches(page.text, paragraph.lines, column, _is_display(out[-1:]))
        ):
            begin = paragraph.clean_start if first == 0 else paragraph.lines[first].clean_start
            stop = paragraph.clean_end if last == len(paragraph.lines) else paragraph.lines[last].clean_start
            start, end = trimmed(page.text, begin, stop)
            text = page.text[start:end]
            if not text:
                continue
            if text[-1] in _CLOSING and out and _is_cut_mark(out[-1].text, text):
                out[-1] = _joined(out[-1], page.text, end, paragraph.lines[first:last])
            else:
                out.append(Unit(len(out), start, end, text, paragraph.lines[first:last]))
    return tuple(_with_marks(page.page.raw_text, out))


def _is_cut_mark(text: str, rest: str) -> bool:
    """Whether a jump mark in brackets is cut between two paragraphs: （下转第 and 二版）; `rest` ends with a bracket."""
    if len(rest) > LONGEST_CUT_MARK:
        return False
    tail = text[-LONGEST_CUT_MARK:]
    at = max(map(tail.rfind, "（(【〔"))
    if at < max(map(tail.rfind, _CLOSING)) or at < 0:
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


def _is_display(last: list[Unit]) -> bool:
    """Whether the last unit is one line that no sentence's end closes, as a headline's is."""
    return bool(last) and len(last[0].lines) == 1 and not last[0].is_closed and len(last[0].text) <= STACK_LENGTH


def _stretches(
    text: str, lines: tuple[PrintedLine, ...], column: int, below_display: bool
) -> Iterator[tuple[int, int]]:
    """Runs of printed lines that are one unit each.

    Args:
        column: the page's usual width of lines.
        below_display: whether a line of display stands above.
    """
    printed = [text[line.clean_start : line.clean_end] for line in lines]
    breaks = _breaks(printed, [line.width for line in lines])
    first = 0
    for at in sorted(breaks | headline_breaks(lines, printed, column, below_display)):
        if first < at < len(lines) and not _is_in_brackets(printed, at):
            yield first, at
            first = at
    yield first, len(lines)


def _is_in_brackets(printed: list[str], at: int) -> bool:
    """Whether a line closes a bracket that the line above opened: a credit cut in two."""
    above, line = printed[at - 1], printed[at]
    if max(map(above.rfind, "（(")) <= max(map(above.rfind, "）)")):
        return False
    closes = [place for place in map(line.find, "）)") if place >= 0]
    opens = [place for place in map(line.find, "（(") if place >= 0]
    return bool(closes) and min(closes) < min(opens, default=len(line))


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
    marks = SENTENCE_MARK if widths[-1] - widths[0] > DROPPED_INDENT[1] else _INNER_MARK
    return all(0 < len(line) <= LONGEST_DISPLAY_LINE and not marks.search(line) for line in printed)
