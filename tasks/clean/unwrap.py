"""Printed lines joined to paragraphs, from evidence on the page."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Final

from schemas.document import Edit
from tasks.clean import signs
from tasks.clean.lines import (
    FIRST_LINE,
    MIN_COLUMN,
    OVERFLOW,
    Line,
    column_widths,
    drops_indents,
    measure_lines,
    usual_gap,
    usual_indent,
)
from tasks.lang.characters import HAN, SENTENCE_PUNCTUATION, columns
from tasks.lang.jump_marks import find_back, find_onward
from tasks.lang.page_heads import is_labelled

_INDENTED_SHARE: Final = 0.03
"""Share of indented lines from which a page is taken to keep its paragraphs' indents."""

_SLACK: Final = 3
"""Columns by which a full line may fall short: a mark bound to its neighbour moves one character."""

_LONGEST_UNIT: Final = 40
"""Columns of the longest Latin word or number that is taken to have moved to the next line whole."""

_LOOKBACK: Final = 400
"""Characters of a paragraph that are looked at, so that a long one costs no more than short ones."""


@dataclass(frozen=True, slots=True)
class _Page:
    """A page's lines with what is known about them."""

    text: str
    lines: Sequence[Line]
    gap: int
    margin: int
    widths: list[int | None]
    keeps_indents: bool
    has_no_indents: bool

    def row(self, at: int) -> str:
        """The characters of a line."""
        return self.text[self.lines[at].start : self.lines[at].end]

    def starts(self, pattern: re.Pattern[str], at: int) -> bool:
        """Whether a line begins with a pattern."""
        return pattern.match(self.text, self.lines[at].start, self.lines[at].end) is not None

    def is_finished(self, first: int, at: int) -> bool:
        """Whether a paragraph that began on line `first` has come to the end of a sentence with line `at`."""
        end = self.lines[at].end
        if self.text[end - 1] in SENTENCE_PUNCTUATION:
            return True
        if self.text[end - 1] not in signs.ENDS:
            return False
        return signs.FINISHED.search(self.text[max(self.lines[first].start, end - 48) : end]) is not None

    def is_indented(self, at: int) -> bool:
        """Whether a line begins by a character or more inside the margin."""
        return self.lines[at].indent >= self.margin + 2

    def is_tabular(self, at: int) -> bool:
        """Whether a line is a row of a table."""
        line = self.lines[at]
        return signs.GAP.search(self.text, line.start, line.end) is not None and _is_tabular(self.row(at))

    def is_parted(self, at: int) -> bool:
        """Whether nothing follows a line, or more than the usual gap does."""
        return at + 1 == len(self.lines) or self.lines[at + 1].blank_before > self.gap

    def so_far(self, first: int, at: int) -> str:
        """A paragraph from line `first` to line `at`, as far back as it is looked at."""
        end = self.lines[at].end
        return self.text[max(self.lines[first].start, end - _LOOKBACK) : end]

    def has_clauses(self, first: int, at: int) -> bool:
        """Whether a mark stands in a paragraph so far or in the next three lines without a gap."""
        end = self.lines[at].end
        start = max(self.lines[first].start, end - _LOOKBACK)
        if signs.CLAUSES.search(self.text, start, end):
            return True
        last = at
        while last < at + 3 and not self.is_parted(last):
            last += 1
        return signs.CLAUSES.search(self.text, end, self.lines[last].end) is not None


def unwrap(text: str) -> Iterator[Edit]:
    r"""Join printed lines to paragraphs and part paragraphs by one line feed.

    Columns, e-mail and terminals break text at a width; a blank line may stand in mid-sentence where
    a column ends, and a paragraph may end without one. A break is undone where the line fills its
    column (the width that most lines around it reach) and its sentence is not finished; a finished
    sentence at the full width goes on unless the next line is indented or shaped like a first line.
    Lists, verse, tables, signatures and headlines don't fill the column, or carry their own marks,
    and keep their lines; text with one paragraph a line stays as it is. White space around lines
    goes. Latin words parted by a break get a space, hyphenated ones are joined.

    >>> from tasks.rule import apply_edits
    >>> wrapped = "清河镇的老茶馆，开了三十年，\n如今由年轻一代接手，每天清早\n仍有老街坊来坐坐。\n\n清河报记者 李晓"
    >>> print(apply_edits(wrapped, unwrap(wrapped)))
    清河镇的老茶馆，开了三十年，如今由年轻一代接手，每天清早仍有老街坊来坐坐。
    清河报记者 李晓
    >>> list(unwrap("清河水缓缓流\n白云绕山头"))
    []
    """
    lines = measure_lines(text)
    if not lines:
        yield from [Edit(0, len(text), "")] if text else []
        return
    gap, margin = usual_gap(lines), usual_indent(lines)
    indented = sum(line.indent >= margin + 2 for line in lines)
    keeps = indented > _INDENTED_SHARE * len(lines)
    widths = column_widths(lines, gap)
    page = _Page(text, lines, gap, margin, widths, keeps, not keeps and not drops_indents(lines, widths, gap))
    if lines[0].start:
        yield Edit(0, lines[0].start, "")
    yield from _joints(page)
    if lines[-1].end < len(text):
        yield Edit(lines[-1].end, len(text), "")


def _joints(page: _Page) -> Iterator[Edit]:
    """The edits between neighbouring lines."""
    naive = len([line for line in page.lines if page.text[line.start] in signs.NAIVE_STARTS]) > 1
    first = 0
    for at in range(len(page.lines) - 1):
        start, end, glue = page.lines[at].end, page.lines[at + 1].start, "\n"
        if _goes_on(page, first, at):
            start, glue = _glue(page.text, start, end, naive)
        else:
            first = at + 1
        if end - start > 1 or glue != "\n":
            yield Edit(start, end, glue)


def _goes_on(page: _Page, first: int, at: int) -> bool:
    """Whether the paragraph that began on line `first` goes on after line `at`."""
    width, line, following = page.widths[at], page.lines[at], page.lines[at + 1]
    finished = page.is_finished(first, at)
    if width is None and finished:
        return False
    last = page.text[line.end - 1]
    if last in signs.DATELINE_ENDS and page.text[following.start] in "（(":
        return True
    if _is_bracket_open(page, first, at):
        return True
    if _is_display(page, first, at):
        return False
    if page.starts(signs.OPENER, at + 1) or ((finished or last in "：:；;") and page.starts(signs.NUMBER, at + 1)):
        return False
    if width is None or max(line.reach, following.reach) > width * OVERFLOW:
        return not finished and _is_cut_sentence(page, first, at)
    if page.is_tabular(at) or page.is_tabular(at + 1):
        return False
    if at == first and page.starts(signs.LABEL, at) and page.starts(signs.LABEL, at + 1):
        return False
    if finished:
        return (
            not page.is_parted(at)
            and _fills(page, first, at, width)
            and not _starts_paragraph(page, first, at + 1, width)
        )
    return _is_wrapped_sentence(page, first, at, width)


def _is_bracket_open(page: _Page, first: int, at: int) -> bool:
    """Whether a bracket stands open at the end of line `at` and closes on the next one, without a gap between."""
    so_far = page.so_far(first, at)[-_BRACKETED:]
    opened = max(so_far.rfind("（"), so_far.rfind("("))
    if opened < 0 or page.is_parted(at) or signs.CLOSING_BRACKET.search(so_far, opened):
        return False
    closing = signs.CLOSING_BRACKET.search(page.row(at + 1)[:_BRACKETED])
    return closing is not None and not signs.OPENING_BRACKET.search(page.row(at + 1)[: closing.start()])


_BRACKETED: Final = 24
"""Characters from a bracket to a line's end, and from the next line's start to its closing, at most."""


def _is_display(page: _Page, first: int, at: int) -> bool:
    """Whether line `at` or the next one is a line of display by its form: a couplet, a byline, a place's headline."""
    row, following = page.row(at), page.row(at + 1)
    if find_onward(row) or find_back(following) or _is_back_mark(row):
        return True
    if signs.COUPLET.fullmatch(following):
        return True
    if signs.CREDIT_LINE.fullmatch(following):
        return not _breaks_off(page, first, at)
    if at > first:
        return False
    if signs.COUPLET.fullmatch(row) or signs.CREDIT_LINE.fullmatch(row) or is_labelled(row):
        return True
    if (following.startswith("——") or row[-1] in "：:") and not _RUNNING.search(row[:-1] + following):
        return True
    headed = signs.HEADED.fullmatch(row)
    if headed is None:
        return False
    below = page.text[page.lines[at + 1].start : page.lines[min(at + _NAMED_AGAIN, len(page.lines) - 1)].end]
    return following.startswith("——") or headed["place"] in below


def _is_back_mark(row: str) -> bool:
    """Whether a line is nothing but a mark that says where a story comes from."""
    jump = find_back(row)
    return jump is not None and jump.end == len(row)


def _breaks_off(page: _Page, first: int, at: int) -> bool:
    """Whether a full line breaks off behind a sentence, so that the credit on the next one began on it: 新华 | 社记者."""
    width = page.widths[at]
    if width is None or page.is_finished(first, at) or not _fills(page, first, at, width):
        return False
    return "。" in page.row(at)


_RUNNING: Final = re.compile("[，。；！,;!]")
"""Marks that a kicker and the line below it, or a headline and the deck behind a dash, don't hold."""

_NAMED_AGAIN: Final = 3
"""Lines below a place's headline in which the place is named again."""


def _fills(page: _Page, first: int, at: int, width: int) -> bool:
    """Whether a line is full: it reaches the column's width, or the next unit would not have fitted."""
    short = width - page.lines[at].reach - (FIRST_LINE if at == first and not page.keeps_indents else 0)
    return short <= _SLACK or _is_too_long(page, at + 1, short)


def _is_too_long(page: _Page, at: int, room: int) -> bool:
    """Whether the first unit of a line, if there is such a line, is longer than some columns."""
    if at == len(page.lines) or room > _LONGEST_UNIT:
        return False
    unit = signs.UNIT.match(page.text, page.lines[at].start, page.lines[at].end)
    return unit is not None and columns(unit.group()) > room


def _starts_paragraph(page: _Page, first: int, at: int, width: int) -> bool:
    """Whether line `at` opens a paragraph, judged by its shape, when the line before ends a sentence.

    A line that goes on is full, or ends the paragraph with a sentence; a paragraph's first line whose
    indent was dropped is neither, and no more is a headline or a signature. Before a gap only a line
    that is full for certain goes on, in the next column. Where first lines are as
    long as any, a paragraph ended if there was room left on the line before.
    """
    if page.is_indented(at) or signs.NOTE.fullmatch(page.row(at)):
        return True
    room = width - page.lines[at - 1].reach
    if page.has_no_indents and not _is_too_long(page, at, room):
        return True
    if page.is_finished(at, at):
        return False
    if page.is_parted(at):
        return page.lines[at].reach < width - 1
    return not _fills(page, first, at, width)


def _is_wrapped_sentence(page: _Page, first: int, at: int, width: int) -> bool:
    """Whether the unfinished line `at`, within a column, goes on in the next one."""
    if page.is_indented(at + 1):
        return False
    full = _fills(page, first, at, width)
    if page.is_parted(at):
        return (full or at > first) and _is_begun(page, first, at) and _is_prose(page, at + 1, width)
    if at == first and (_is_headline(page, at, width) or _opens_below(page, at, width)):
        return False
    if full:
        return page.has_clauses(first, at)
    if at > first:
        return not signs.CREDIT_END.search(page.row(at)[-20:])
    return page.row(at)[-1] in signs.COMMAS and not _is_verse(page, at, width)


def _is_headline(page: _Page, at: int, width: int) -> bool:
    """Whether a line without any mark, that may open a paragraph, stands above one instead."""
    if signs.CLAUSES.search(page.row(at)):
        return False
    if page.keeps_indents and not page.is_indented(at) and not page.row(at).startswith(signs.PICTURES):
        return not _closes_below(page, at, width)
    if page.row(at + 1).startswith("——"):
        return True
    return not (page.is_parted(at + 1) or page.is_finished(at + 1, at + 1) or _fills(page, at, at + 1, width))


def _opens_below(page: _Page, at: int, width: int) -> bool:
    """Whether the line after one is a paragraph's first: short by its dropped indent, broken off, a full line below it."""
    below = at + 1
    if page.keeps_indents or page.has_no_indents or below + 1 == len(page.lines) or page.is_parted(below):
        return False
    short = width - page.lines[below].reach
    if not FIRST_LINE - 1 <= short <= FIRST_LINE + 1 or _is_too_long(page, below + 1, short):
        return False
    return not page.is_finished(below, below) and width - page.lines[below + 1].reach <= _SLACK


def _closes_below(page: _Page, at: int, width: int) -> bool:
    """Whether a full line without an indent, and full lines below it, come to a sentence's end: a caption's lines."""
    below = at
    while width - page.lines[below].reach <= _SLACK and not page.is_parted(below) and below - at < _CAPTION_LINES:
        below += 1
        if page.is_indented(below):
            return False
        if page.is_finished(below, below):
            return True
    return False


_CAPTION_LINES: Final = 4
"""Lines below a caption's first one among which its first sentence ends."""


def _is_begun(page: _Page, first: int, at: int) -> bool:
    """Whether the lines of a paragraph so far, before a blank line, are running text that goes on."""
    so_far = page.so_far(first, at)
    if signs.CREDIT_END.search(so_far[-20:]):
        return False
    indented = page.keeps_indents and page.is_indented(first)
    return indented or signs.CLAUSES.search(so_far) is not None or so_far[-1] in signs.OPEN_ENDS


def _is_prose(page: _Page, at: int, width: int) -> bool:
    """Whether a line can stand within a paragraph: it ends a sentence, or it is full."""
    return page.is_finished(at, at) or (at + 1 < len(page.lines) and _fills(page, at, at, width))


def _is_verse(page: _Page, at: int, width: int) -> bool:
    """Whether the line after a short one that ends with a comma is short and ends with a mark, too."""
    return page.lines[at + 1].is_marked and not _fills(page, at, at + 1, width)


def _is_cut_sentence(page: _Page, first: int, at: int) -> bool:
    """Whether an unfinished line, outside any column, breaks off within a sentence of running text.

    So do the columns that a vision model reads one by one. Without the evidence of a width the text
    itself must show it: sentences before the break, a clause begun, no credit, more text to follow.
    """
    so_far = page.so_far(first, at)
    if (
        len(so_far) < _MIN_PROSE
        or so_far[-1] in "：:）)"
        or not signs.CLAUSES.search(so_far)
        or signs.CREDIT_END.search(so_far[-20:])
    ):
        return False
    if page.starts(signs.ITEM, first) and not signs.SENTENCE_END.search(so_far):
        return False
    if not _goes_on_as_text(page, at):
        return False
    if so_far[-1] in signs.OPEN_MARKS:
        return at == 0 or not (page.lines[at].is_marked and page.lines[at - 1].is_marked)
    if page.starts(signs.PARAGRAPH_OPENER, at + 1):
        return False
    return so_far[-1] in signs.OPEN_ENDS or _is_clause_begun(page, so_far, at)


def _goes_on_as_text(page: _Page, at: int) -> bool:
    """Whether the line after one is running text: it ends a sentence within, or is as long and has clauses."""
    line, following = page.lines[at], page.lines[at + 1]
    if signs.SENTENCE_END.search(page.text, following.start, following.end):
        return True
    alike = abs(line.reach - following.reach) <= FIRST_LINE and line.reach >= 2 * MIN_COLUMN
    verse = line.is_marked and following.is_marked
    return alike and not verse and not page.is_parted(at) and signs.CLAUSES.search(page.row(at + 1)) is not None


def _is_clause_begun(page: _Page, so_far: str, at: int) -> bool:
    """Whether the last sentence of a text is begun and not ended, and is no credit and no headline."""
    tail = so_far[max((m.end() for m in signs.SENTENCE_END.finditer(so_far)), default=0) :]
    if len(tail) < len(so_far):
        return len(tail) >= _MIN_BEGUN and not signs.NOTE_END.search(tail) and not signs.NOTE_START.match(tail)
    if signs.CLAUSES.search(tail) is None or signs.NOTE_END.search(tail):
        return False
    if len(tail) >= 2 * _MIN_PROSE:
        return True
    ends_here = page.is_finished(at + 1, at + 1) and page.lines[at + 1].width <= page.lines[at].width
    return ends_here and not page.is_parted(at)


_MIN_BEGUN: Final = 6
"""Characters behind a sentence's end from which they begin another one and are no signature."""

_MIN_PROSE: Final = 20
"""Characters from which a line is no verse and no headline."""


def _is_tabular(row: str) -> bool:
    """Whether a line is a row of a table: cells set apart by tabs or wide gaps, or mostly numbers."""
    if len(signs.WIDE_GAP.findall(row)) > 1:
        return True
    cells = row.split()
    return len(cells) > 2 and 2 * sum(signs.FIGURE.fullmatch(cell) is not None for cell in cells) >= len(cells)


def _glue(text: str, end: int, start: int, naive: bool) -> tuple[int, str]:
    """Where the break between two joined lines begins, and what replaces it."""
    left, right = text[end - 1], text[start]
    if left == "-" and end > 1 and text[end - 2].isalpha() and text[end - 2].isascii() and right.islower():
        return end - 1, ""
    spaced = text[end : end + 1] in " \t" or text[start - 1] in " \t"
    if _is_word(left) and _is_word(right) and (spaced or not naive):
        word = text[max(0, end - 80) : end].split()[-1]
        numbers = left.isdigit() and right.isdigit() and _HAN.search(text, max(0, end - 40), start + 40)
        return end, "" if "://" in word or "@" in word or numbers else " "
    return end, ""


_HAN = re.compile(f"[{HAN}]")


def _is_word(char: str) -> bool:
    """Whether a character belongs to a script that puts spaces between words, or to its marks."""
    return (char.isalnum() and (char < "\u2e80" or "\uac00" <= char <= "\ud7a3")) or char in ",.;:!?%)("
