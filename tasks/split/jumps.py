"""Jump marks (转版): where a story goes on, or comes from, on another page."""

from __future__ import annotations

import re
from dataclasses import dataclass

from tasks.lang.numerals import parse_number

JUMP_WINDOW = 40
"""Characters at either end of a paragraph in which a jump mark may stand."""

_PAGE = (
    r"(?:第|至|到)?[ ]?(?P<section{n}>[A-Z])?[ ]?(?P<page{n}>\d{{1,3}}|[〇零一二三四五六七八九十]{{1,3}})[ ]?[版页面叠]"
)
_MARK = r"[ \u3000▶▷►→⇒>》]*"
_ONWARD = re.compile(
    rf"""
    {_MARK}[（(【\[〔]?{_MARK}
    (?:下文|全文|紧接|未完)?[，,]?
    (?:下转|转载?至?|续见|未完待续)[ ]?
    {_PAGE.format(n="")}
    (?:[“"《]?[^（）()。]{{0,12}})?
    [）)】\]〕]?{_MARK}$
    """,
    re.VERBOSE,
)
_BACK = re.compile(
    rf"""
    ^{_MARK}[（(【\[〔]?{_MARK}
    (?:上接|紧接|接|续接)[ ]?
    {_PAGE.format(n="")}
    [^（）()。，,\n]{{0,12}}
    [）)】\]〕]?{_MARK}
    """,
    re.VERBOSE,
)
_BACK_FIRST = frozenset("（(【[〔上紧接续▶▷►→⇒>》 \u3000")
_HINT = re.compile(r"[转接见续]")


@dataclass(frozen=True, slots=True)
class Jump:
    """A jump mark.

    Attributes:
        start, end: its place in the text that was searched.
        page: the page's number.
    """

    start: int
    end: int
    page: int


def find_onward(text: str) -> Jump | None:
    """The mark at a text's end that says where the story goes on.

    >>> find_onward("大雪仍在下。（下转第二版）").page
    2
    >>> find_onward("公司第三版方案转第二组。") is None
    True
    """
    if text[-1:] in "。！？；”":
        return None
    tail_at = max(0, len(text) - JUMP_WINDOW)
    tail = text[tail_at:]
    if not _HINT.search(tail):
        return None
    best = None
    for at in _starts(tail):
        match = _ONWARD.match(tail, at)
        if match:
            best = match
            break
    return _jump(best, tail_at) if best else None


def _starts(tail: str) -> list[int]:
    """Where a mark at the end may begin: at the text's begin, behind a sentence end, at a bracket or an arrow."""
    return [
        at for at in range(len(tail)) if at == 0 or tail[at] in "（(【[〔▶▷►→ \u3000" or tail[at - 1] in "。！？”…，"
    ]


def find_back(text: str) -> Jump | None:
    """The mark at a text's beginning that says where the story comes from.

    >>> find_back("（上接第一版）会议要求").page
    1
    >>> find_back("接到第一版方案后") is None
    True
    """
    if text[:1] not in _BACK_FIRST:
        return None
    head = text[:JUMP_WINDOW]
    match = _BACK.match(head)
    if match is None or not _HINT.search(match.group()):
        return None
    if match.group().lstrip(" \u3000")[:1] not in "（(【[〔▶▷►→" and match.end() < len(head):
        return None
    return _jump(match, 0)


def _jump(match: re.Match[str], shift: int) -> Jump | None:
    number = parse_number(match["page"])
    if not isinstance(number, int) or number < 1:
        return None
    return Jump(shift + match.start(), shift + match.end(), number)
