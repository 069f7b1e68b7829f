"""Datelines (电头): the lead-in of a report, read at the beginning of its first paragraph.

Three parts, each optional if another is there: the organisation with place and date (新华社北京3月1日电;
本报讯), the reporters in brackets (（记者 徐甲）, 〔记者徐甲／清河报导〕), the reporters with 报道 and a colon
(记者徐甲报道：). Or all of it in brackets: （中央社记者徐小甲清河3日电）.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from tasks.split.bylines import agency_in, cut_place, place_of_report, read_byline
from tasks.split.persons import is_name
from tasks.split.roles import AGENCIES

DATELINE_WINDOW = 160
"""Characters at a paragraph's beginning in which a dateline must end."""

HINT_WINDOW = 48
"""Characters at a paragraph's beginning in which a dateline's first telling word must stand."""
_HINT = re.compile(r"本报|讯|电|记者|消息|通讯员|实习生|[（(【〔［]")

_HAN = r"\u3400-\u9fff"
_ORGANIZATION = rf"(?:本报|本台|本刊|本网|本社|{'|'.join(AGENCIES)}|[{_HAN}]{{1,8}}(?:报|社|网|台|客户端))"
_NUMBER = r"[\d〇零一二三四五六七八九十廿卅]"
_DATE = rf"(?:{_NUMBER}{{4}}年)?(?:{_NUMBER}{{1,3}}月)?{_NUMBER}{{1,3}}日"
_ENDS = r"(?:专电|电讯|[专特]?讯|消息|电(?![力网信视影话子站器气机源商能车]))"
_SPACE = r"[ \u3000]{0,4}"
_ROLE = r"(?:记者|通讯员|特约|实习生|评论员|编辑|报[道导])"
_OPEN, _CLOSE = r"[（(【〔［\[]", r"[）)】〕］\]]"
_INSIDE = r"[^（）()【】〔〕［］。]"
_REPORT = r"(?:摄影|综合)?报[道导]"

_WIRE = re.compile(
    rf"""
    {_OPEN}(?:{"|".join(AGENCIES)})(?:(?P<role>记者)(?P<filed>[{_HAN}·、]{{2,24}}?)|(?P<place>[{_HAN}·]{{0,14}}?))
    (?P<date>{_DATE})(?:综合|外电|专)*(?:电|讯|报[道导]){_CLOSE}
    """,
    re.VERBOSE,
)
"""A wire story's dateline in brackets."""

_DATELINE = re.compile(
    rf"""
    [■●▲◆]?{_SPACE}
    (?P<lead>
        {_OPEN}?(?:据|综合)?
        (?:
            # place and date: 新华社北京3月1日电
            {_ORGANIZATION}{_SPACE}(?P<place>[{_HAN}·“”]{{0,14}}?){_SPACE}(?P<date>{_DATE}){_SPACE}{_ENDS}
            # neither: 本报讯; 央视网消息
          | {_ORGANIZATION}{_SPACE}(?:[专特]?讯|消息|专电|电)(?=[】〕］\])） \u3000（(：:\d]|记者)
          | 本[报市][专特]?讯
            # place alone: 本报合肥讯
          | {_ORGANIZATION}(?P<bare>[{_HAN}]{{2,6}}?){_ENDS}(?=[】〕］\])） \u3000（(：:])
        )
        {_CLOSE}?
    )?
    {_SPACE}
    (?P<credit>
        # （记者 徐甲 通讯员 李乙）
        {_OPEN}(?P<inside>{_INSIDE}{{0,24}}{_ROLE}{_INSIDE}{{0,60}}){_CLOSE}(?:{_SPACE}报道)?
        # 新华社记者徐甲、本报记者李乙报道：
      | (?P<outside>[^，,。：:；;（）()“”]{{0,16}}记者[^，,。：:；;（）()“”]{{2,40}}?){_REPORT}(?=[：:，,\ ])
    )?
    [：:]?
    """,
    re.VERBOSE,
)
_APART = re.compile(rf"{_ROLE}[ \u3000:：/／丨｜|]|[ \u3000、]")
_NAMES = re.compile(rf"[（(](?P<inside>[{_HAN}·]{{2,4}}(?:[ 、][{_HAN}·]{{2,4}}){{0,3}})[）)]")
"""Names alone in brackets behind a lead: 中新网北京3月1日电（徐甲 李乙）."""


@dataclass(frozen=True, slots=True)
class Dateline:
    """A dateline at the beginning of a text.

    Attributes:
        end: one past its last character; `byline_start`, `byline_end`: the credit inside, equal if there is none.
        place, date_text: as printed; None if absent.
        agency: the agency that filed it; None for the paper's own.
        has_lead: whether it names an organisation (本报讯, 新华社北京3月1日电), not only reporters.
    """

    end: int
    byline_start: int
    byline_end: int
    place: str | None
    date_text: str | None
    agency: str | None
    has_lead: bool


def read_dateline(text: str) -> Dateline | None:
    """The dateline that a paragraph begins with; None if it begins otherwise.

    >>> found = read_dateline("本报讯（记者 徐甲 王乙）3月1日，大雪。")
    >>> "本报讯（记者 徐甲 王乙）3月1日"[found.byline_start : found.byline_end]
    '记者 徐甲 王乙'
    >>> read_dateline("新华社北京3月1日电 大雪。").place
    '北京'
    >>> found = read_dateline("（中央社记者徐小甲清河3日电）大雪。")
    >>> "（中央社记者徐小甲清河3日电）"[found.byline_start : found.byline_end], found.place
    ('记者徐小甲', '清河')
    >>> read_dateline("本报记者从电网公司获悉，昨日大雪。"), read_dateline("【记者手记】昨日大雪。")
    (None, None)
    """
    head = text[:DATELINE_WINDOW]
    if not _HINT.search(head, 0, HINT_WINDOW):
        return None
    if (wire := _WIRE.match(head)) is not None:
        return _wired(wire)
    match = _DATELINE.match(head)
    if match is None or not (match["lead"] or match["credit"]) or _is_label(match):
        return None
    end = len(match.group().rstrip())
    place = place_of_report(match["inside"] or match["credit"] or "")
    group = "inside" if match["inside"] else "credit" if place else "outside"
    credit = match.span(group) if match["credit"] else (end, end)
    if (
        not match["credit"]
        and (names := _NAMES.match(head, end))
        and all(map(is_name, re.split("[ 、]", names["inside"])))
    ):
        credit, end = names.span("inside"), names.end()
    return Dateline(
        end,
        _first_word(head, *credit),
        credit[1],
        match["place"] or match["bare"] or place,
        match["date"],
        agency_in(match["lead"] or "") or agency_in(match["credit"] or ""),
        bool(match["lead"]),
    )


def _is_label(match: re.Match[str]) -> bool:
    """Whether brackets that open a text hold a column's name and no reporter's: 【记者手记】, 【深度报道】."""
    inside = match["inside"]
    if match["lead"] or not inside or agency_in(inside) or _APART.search(inside):
        return False
    return not any(map(is_name, read_byline(inside).authors))


def _wired(match: re.Match[str]) -> Dateline:
    """What a wire story's dateline in brackets says: its last reporter's name runs on into the place."""
    start = end = match.end()
    place = match["place"]
    if match["role"]:
        others, comma, last = match["filed"].rpartition("、")
        name, place = cut_place(last)
        start, end = match.start("role"), match.start("filed") + len(others + comma + name)
    return Dateline(match.end(), start, end, place or None, match["date"], agency_in(match.group()), True)


def _first_word(text: str, start: int, end: int) -> int:
    while start < end and text[start] in " \u3000":
        start += 1
    return start
