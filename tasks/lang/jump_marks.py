"""Jump marks (转版): where a story goes on, or comes from, on another page."""

from __future__ import annotations

import re
from dataclasses import dataclass

from tasks.lang.numerals import parse_number

JUMP_WINDOW = 40
"""Characters at either end of a paragraph in which a jump mark may stand."""

_FOLDED = str.maketrans("轉續頁疊", "转续页叠")
"""Traditional characters of marks: printed lines are read before they are converted."""

ONWARD_VERBS = (
    "下转",
    "转",
    "转至",
    "转载",
    "转载至",
    "下接",
    "紧接",
    "续见",
    "续转",
    "转接",
    "接转",
    "待续",
    "未完待续",
)
"""How marks at the end say that the story goes on; 紧接 is said at both ends, and its place decides."""
BACK_VERBS = ("上接", "紧接", "接", "接上", "续接", "续", "承接")
"""How marks at the beginning say that a story is gone on with."""
BARE_BACK_VERBS = ("上接", "紧接", "接", "续接", "承接")
"""Those that say it without brackets: 续 begins too many lines."""

_ARROWS = r"[ \u3000▶▷►→⇒>》»☞◀◁◄←⇐<《«↓↑]*"
_OPEN, _CLOSE = r"[（(【\[〔［]", r"[）)】\]〕］]"
_PAGE = (
    r"(?:第|至|到)?[ ]?(?P<section{n}>[A-Z])?[ ]?(?P<page{n}>\d{{1,3}}|[〇零一二三四五六七八九十]{{1,3}})"
    r"(?:[、，,-](?:\d{{1,3}}|[一二三四五六七八九十]{{1,3}}))?[ ]?[版页面叠]"
)
_INSIDE = r"[^（）()【】〔〕\[\]。\n]{0,24}"
"""What may stand between the page and the closing bracket: the page's name, the headline, a number."""
_BARE_TAIL = r"(?:[“\"《·][^（）()。\n]{0,24}|[\u3400-\u9fff]{0,4}|[①-⑳])"


def _verbs(verbs: tuple[str, ...]) -> str:
    return "|".join(sorted(verbs, key=len, reverse=True))


_ONWARD = re.compile(
    rf"""
    {_ARROWS}
    (?:
        {_OPEN}{_ARROWS}(?:下?文|全文|正?文|紧|未完)?[，,]?(?:未完待续[，,])?(?:{_verbs(ONWARD_VERBS)})[ ]?{_PAGE.format(n="")}{_INSIDE}{_CLOSE}
      | (?:下文|全文|未完|未完待续|待续)?[，,]?(?:{_verbs(ONWARD_VERBS)})[ ]?{_PAGE.format(n="_bare")}{_BARE_TAIL}
    )
    {_ARROWS}$
    """,
    re.VERBOSE,
)
_BACK = re.compile(
    rf"""
    {_ARROWS}
    (?:
        {_OPEN}{_ARROWS}[文上]?(?:{_verbs(BACK_VERBS)})[ ]?{_PAGE.format(n="")}{_INSIDE}{_CLOSE}{_ARROWS}
      | (?:{_verbs(BARE_BACK_VERBS)})[ ]?{_PAGE.format(n="_bare")}{_BARE_TAIL}{_ARROWS}$
      # the mark runs into the text, set off by an arrow
      | (?<=[◀◁◄←⇐▶▷►→])(?:{_verbs(BACK_VERBS)})[ ]?{_PAGE.format(n="_arrow")}{_ARROWS}
    )
    """,
    re.VERBOSE,
)
_BACK_FIRST = frozenset("（(【[〔［上紧接续續承▶▷►→⇒>》»☞◀◁◄←⇐<《« \u3000")
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
    tail = text[tail_at:].translate(_FOLDED)
    if not _HINT.search(tail):
        return None
    for at in _starts(tail):
        if (match := _ONWARD.match(tail, at)) is not None:
            return _jump(match, tail_at)
    at = max(map(tail.rfind, "（(【〔"))
    if at >= 0 and " " in tail[at:] and (match := _ONWARD.match(tail[at:].replace(" ", ""))) is not None:
        jump = _jump(match, 0)
        return Jump(tail_at + at, len(text), jump.page) if jump else None
    return None


def _starts(tail: str) -> list[int]:
    """Where a mark at the end may begin: at the text's begin, behind a sentence end, at a bracket or an arrow."""
    return [
        at for at in range(len(tail)) if at == 0 or tail[at] in "（(【[〔［▶▷►→☞ \u3000" or tail[at - 1] in "。！？”…，"
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
    match = _BACK.match(text[:JUMP_WINDOW].translate(_FOLDED))
    if match is None or (match["page_bare"] and match.end() < len(text)):
        return None
    return _jump(match, 0)


def _jump(match: re.Match[str], shift: int) -> Jump | None:
    found = match.groupdict()
    number = parse_number(found["page"] or found["page_bare"] or found.get("page_arrow") or "")
    if not isinstance(number, int) or number < 1:
        return None
    return Jump(shift + match.start(), shift + match.end(), number)
