"""Heads of pages in raw text: where a second page begins in a source that holds several, one behind the other.

A page's head is its masthead or its folio line: a few short lines close together that state the
issue's day and a page number, or the day and what only a masthead has. Whether a head opens a page of
its own is told by what it states beside the head before it: another page number, or another day.
"""

from __future__ import annotations

import datetime
import re
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import islice, takewhile
from typing import NamedTuple

from tasks.lang.calendar import parse_chinese_date
from tasks.lang.jump_marks import find_back, find_onward
from tasks.lang.numerals import parse_number

LONGEST_LINE = 80
"""Longest printed line of a head, in characters."""
REACH = 4
"""Lines above and below the one with the day in which a head's other lines are looked for; blank ones don't count."""
WINDOW = 400
"""Characters before and behind a day in which they are looked for."""
MOST_PIECES = 30
"""Lines at a text's beginning in which a masthead in pieces is looked for."""
SHORTEST_PAGE = 60
"""Visible characters that a page has at least between its head and the next."""
MOST_HEADS = 2000
"""Heads that are looked for in one text; no source holds as many pages."""

_DIGIT = r"[\d〇○零一二三四五六七八九]"
_N = r"[\d〇零一二三四五六七八九十廿]"
_DAY = re.compile(
    rf"{_DIGIT}{{4}}[ ]?年[ ]?{_N}{{1,3}}[ ]?月[ ]?{_N}{{1,3}}[ ]?日|(?<!\d)[12]\d{{3}}([-./])\d{{1,2}}\1\d{{1,2}}(?!\d)"
)
_SENTENCE = re.compile(r"[。！？；，“”]")
_LABELLED = re.compile(
    r"(?:编辑|編輯|责编|責編|版式|校对|校對|美编|美編|主编|主編|电话|電話|热线|熱線|代号|代號|[刊期]?[号號]|地址|社址|网址|網址|邮编|郵編|[邮郵信]箱)[ ]?[：:]"
)
_FOLIO = re.compile(
    rf"第[ ]?(?P<section>[A-Z]?)(?P<ordinal>{_N}{{1,3}})[ ]?版|(?<![A-Z\d])[A-H](?P<code>\d{{1,2}})(?![\d年月.-])"
    rf"|(?<![^\s|｜·])(?P<number>\d{{1,2}})[ ]?版(?![^\s|｜·])|^(?P<first>0?\d{{1,2}})[ |｜·\u3000]+[\u3400-\u9fff]{{2,4}}$|^[\u3400-\u9fff]{{2,4}}[ |｜·\u3000]+(?P<last>0\d|\d{{2}})$"
)
_MASTHEAD = re.compile(
    r"CN[ ]?\d{2}[ ]?[-—–－][ ]?\d{4}|总第?[ ]?\d+[ ]?[期号]|總第?[ ]?\d+[ ]?[期號]|社出版|主[管辦办]|邮发代号|郵發代號"
)
_NAME = re.compile(r"[\u3400-\u9fff](?:[ \u3000]?[\u3400-\u9fff]){1,8}[ \u3000]?[报報]")
_PRINTED = re.compile(r"[^\r\n]+")
_MARKUP = "#*>_ \t\u3000"


@dataclass(frozen=True, slots=True)
class PageHead:
    """A head found.

    Attributes:
        start: offset of its first line.
        end: offset behind its last line.
        day: the issue's day, None if it is no real one.
        page: the page's number with its section letter; "1" for a masthead that prints none.
    """

    start: int
    end: int
    day: datetime.date | None
    page: str | None


class _Line(NamedTuple):
    start: int
    end: int
    text: str


def next_pages(text: str) -> list[int]:
    """Offsets at which a second page, and further ones, begin.

    A page needs a head before it: text that has only one head, wherever it stands, is one page.

    >>> story = "昨天大雪，渡口停航一天，船工们在岸上修船补网，孩子们在堤上堆雪人。" * 3
    >>> text = f"东河日报 2031年5月6日 星期二 第1版\\n{story}\\n东河日报 2031年5月6日 星期二 第2版\\n{story}"
    >>> [text[at : at + 4] for at in next_pages(text)]
    ['东河日报']
    >>> next_pages(f"东河日报 2031年5月6日 星期二\\n{story}\\n本版2031年5月6日出版，第2版有更多消息。\\n{story}")
    []
    """
    out: list[int] = []
    last: PageHead | None = None
    for head in islice(_heads(text), MOST_HEADS):
        last = last or _masthead_in_pieces(text[: head.start])
        if last is None:
            if _visible(text, 0, head.start) >= SHORTEST_PAGE:
                return []
        elif _is_another(last, head) and _visible(text, last.end, head.start) >= SHORTEST_PAGE:
            out.append(head.start)
        else:
            continue
        last = head
    return out


def _masthead_in_pieces(text: str) -> PageHead | None:
    """The masthead that a text begins with, its day spread over several lines; None if it begins otherwise."""
    last = None
    for line in islice(_PRINTED.finditer(text, 0, 2 * WINDOW), MOST_PIECES):
        if line.end() - line.start() > LONGEST_LINE or _SENTENCE.search(line.group()):
            break
        last = line.end() if _MASTHEAD.search(line.group()) else last
    return PageHead(0, last, None, "1") if last else None


def _is_another(last: PageHead, head: PageHead) -> bool:
    """Whether two heads are of two pages."""
    if last.day and head.day and last.day != head.day:
        return head.page is not None
    return last.page is not None and head.page is not None and last.page != head.page


def _visible(text: str, start: int, end: int) -> int:
    """Visible characters of a piece, counted up to what a page needs."""
    return sum(map(len, text[start : min(end, start + 40 * SHORTEST_PAGE)].split()))


def _heads(text: str) -> Iterator[PageHead]:
    """The heads of a text, in order, not overlapping."""
    done = 0
    for match in _DAY.finditer(text):
        if match.start() < done:
            continue
        lines = _lines_around(text, max(done, match.start() - WINDOW), match.end() + WINDOW)
        at = next((at for at, line in enumerate(lines) if line.start <= match.start() < line.end), None)
        if at is None or not _is_head_line(lines[at].text):
            continue
        above = takewhile(_is_piece, reversed(lines[max(0, at - REACH) : at]))
        below = takewhile(_is_piece, lines[at + 1 : at + 1 + REACH])
        head = _head([*reversed(list(above)), lines[at], *below], parse_chinese_date(match.group().replace(" ", "")))
        if head is not None:
            yield head
            done = head.end


def _lines_around(text: str, start: int, end: int) -> list[_Line]:
    """The whole printed lines in a window, without blank ones and markdown's marks."""
    lines = [
        _Line(found.start(), found.end(), found.group().strip(_MARKUP)) for found in _PRINTED.finditer(text, start, end)
    ]
    if lines and lines[0].start > 0 and text[lines[0].start - 1] not in "\r\n":
        lines = lines[1:]
    if lines and lines[-1].end < len(text) and text[lines[-1].end] not in "\r\n":
        lines = lines[:-1]
    return [line for line in lines if line.text]


def is_labelled(line: str) -> bool:
    """Whether a line states what mastheads and folio lines label: an editor, a telephone number, a serial number.

    >>> is_labelled("责任编辑：张宇 版式：李四"), is_labelled("编辑走进车间，听工人说话。")
    (True, False)
    """
    if len(line) > LONGEST_LINE or _SENTENCE.search(line):
        return False
    return _LABELLED.search(line) is not None or _MASTHEAD.search(line) is not None


def _is_head_line(line: str) -> bool:
    """Whether a line with a day can be a head's: short, and no sentence."""
    return len(line) <= LONGEST_LINE and not _SENTENCE.search(line)


def _is_piece(line: _Line) -> bool:
    """Whether a line beside one with a day belongs to the head: a folio, a paper's name, or what is labelled.

    A jump mark names another page, not its own.
    """
    text = line.text
    if len(text) > LONGEST_LINE or _SENTENCE.search(text) or find_onward(text) or find_back(text):
        return False
    return any(pattern.search(text) for pattern in (_LABELLED, _MASTHEAD, _FOLIO)) or _NAME.fullmatch(text) is not None


def _head(lines: list[_Line], day: datetime.date | None) -> PageHead | None:
    """The head that lines around a day make up; None if they state neither a page nor what a masthead has."""
    pages = [page for line in lines if (page := _page_of(line.text))]
    is_masthead = any(_MASTHEAD.search(line.text) for line in lines)
    if not pages and not is_masthead:
        return None
    return PageHead(lines[0].start, lines[-1].end, day, pages[0] if pages else "1")


def _page_of(line: str) -> str | None:
    """The page that a line names as its own."""
    match = _FOLIO.search(line)
    if match is None:
        return None
    number = parse_number(match["ordinal"] or match["code"] or match["number"] or match["first"] or match["last"])
    return f"{match['section'] or ''}{number}" if isinstance(number, int) and number > 0 else None
