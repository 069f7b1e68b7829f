"""Credits: who wrote, photographed, edited or reviewed, as a line of its own, in a dateline, or at a paragraph's end.

A credit is read role by role: ``新华社记者徐甲、本报记者李乙报道`` is two times the role 记者 with the
names behind it; ``张丙摄`` is a role behind its names. The vocabulary stands in the tuples below,
the longest wording first wherever one begins another.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache

from schemas.document import Credit
from tasks.split.persons import Name, find_names, is_name

AUTHOR_ROLES = (
    "特约评论员",
    "全媒体记者",
    "融媒体记者",
    "融媒记者",
    "首席记者",
    "特派记者",
    "特约记者",
    "实习记者",
    "见习记者",
    "摄影记者",
    "特约通讯员",
    "通讯员",
    "驻站记者",
    "本刊记者",
    "实习生",
    "特约撰稿人",
    "特约撰稿",
    "撰稿人",
    "撰稿",
    "撰文",
    "采写",
    "采访",
    "作者",
    "记者",
    "摄影报道",
    "摄影",
    "供图",
    "供稿",
    "文/图",
    "图/文",
    "文/摄",
    "文图",
    "图文",
    "文",
    "图",
    "摄",
    "绘",
    "评论员",
    "报道组",
)
"""Roles whose holders are authors: who wrote or photographed."""

OTHER_ROLES = (
    "责任编辑",
    "执行主编",
    "版面编辑",
    "本版编辑",
    "本版责编",
    "值班编委",
    "值班主任",
    "值班总编",
    "值班编辑",
    "图片编辑",
    "视觉编辑",
    "实习编辑",
    "见习编辑",
    "视觉总监",
    "视觉设计",
    "版式设计",
    "美术编辑",
    "新媒体编辑",
    "稿件统筹",
    "网络编辑",
    "总编辑",
    "副总编",
    "值班",
    "统筹",
    "策划",
    "监制",
    "总监制",
    "出品人",
    "主编",
    "编审",
    "编辑",
    "责编",
    "美编",
    "编校",
    "责校",
    "校对",
    "校审",
    "校检",
    "制图",
    "制表",
    "版式",
    "组版",
    "排版",
    "设计",
    "审核",
    "审校",
    "审签",
    "签发",
    "初审",
    "复审",
    "终审",
    "一审",
    "二审",
    "三审",
    "一校",
    "二校",
    "三校",
    "整理",
    "翻译",
    "编译",
    "视频",
    "剪辑",
    "海报",
    "检校",
    "社长",
    "总编",
    "总监",
)
"""Roles whose holders are credited and are not authors."""

COLLECTIVE_BYLINES = (
    "本报特约评论员",
    "本报评论员",
    "本刊评论员",
    "本社评论员",
    "新华社评论员",
    "人民日报评论员",
    "本报编辑部",
    "本报评论部",
)
"""Credits that name an office instead of a person; 社论 is a column's name."""

AGENCIES = (
    "新华社",
    "新华网",
    "中新社",
    "中新网",
    "中国新闻社",
    "中央社",
    "法新社",
    "路透社",
    "美联社",
    "合众国际社",
    "塔斯社",
    "国际文传电讯社",
    "共同社",
    "时事社",
    "韩联社",
    "朝中社",
    "埃菲社",
    "安莎社",
    "德新社",
    "俄通社",
    "塔通社",
    "今日俄罗斯",
    "中央通讯社",
    "中社",
)
"""News agencies."""

_ROLE_ALTERNATIVES = "|".join(sorted((*AUTHOR_ROLES, *OTHER_ROLES), key=len, reverse=True))
_ROLE = re.compile(
    rf"""
    (?P<role>{_ROLE_ALTERNATIVES})
    (?P<after>报道|综合报道|整理)?
    [:：]?
    """,
    re.VERBOSE,
)
_SHORT_ROLES = frozenset(("文", "图", "摄", "绘", "值班", "设计", "视频", "采访", "策划", "整理"))
"""Roles that are words of their own: they count only beside a space, a colon, a slash or the credit's edge."""

_SUFFIX_ROLES = frozenset(
    (
        "摄",
        "摄影",
        "摄影报道",
        "文/图",
        "图/文",
        "文/摄",
        "文图",
        "图文",
        "文",
        "图",
        "绘",
        "供图",
        "供稿",
        "整理",
        "制图",
        "编译",
        "撰文",
    )
)
"""Roles that may follow their names."""

_ORGANIZATION_END = re.compile(
    r"(?:报|社|台|网|刊|部|站|中心|集团|大学|学院|局|委|办|周刊|客户端|法院|公安|分社|公司|研究所|研究院|协会|学会|总队|支队|政府|党校|医院)$"
)
_NOT_NAMES = frozenset(
    (
        "本报",
        "本台",
        "本刊",
        "本网",
        "本社",
        "报道",
        "综合",
        "摄影",
        "综合报道",
        "资料图片",
        "资料",
        "图片",
        "供图",
        "提供",
        "特约",
        "驻",
        "及",
        "和",
        "与",
        "或",
        "据",
        "文",
        "图",
        "讯",
        "电",
        "社论",
        "短评",
        "时评",
    )
)
LONGEST_SPACED = 3
"""Longest name, in characters, that is told by the spaces around it."""
_REPORTED = re.compile(r"(?:综合报道|摄影报道|报道|报导|综合|整理)[:：]?$")


@dataclass(frozen=True, slots=True)
class Byline:
    """A credit that was read.

    Attributes:
        authors: names of those who wrote or photographed, in printed order.
        credits: every role with its name, in printed order.
    """

    authors: tuple[str, ...]
    credits: tuple[Credit, ...]


@dataclass(frozen=True, slots=True)
class _Role:
    text: str
    start: int
    end: int


@lru_cache(maxsize=4096)
def read_byline(text: str) -> Byline:
    """Read a credit of any of the known forms; nothing recognised gives an empty one.

    Remembered: a credit is read where it is recognised and again where it becomes a field.

    >>> read_byline("《晨光》周刊记者 翟一 孟小二").authors
    ('翟一', '孟小二')
    >>> read_byline("本报记者徐甲、新华社记者李乙报道").credits[1]
    Credit(role='记者', name='李乙')
    >>> read_byline("终审：张宇").authors
    ()
    """
    roles = _roles(text)
    if not roles:
        names = [name.text for name in find_names(_REPORTED.sub("", text)) if _may_be_name(name)]
        return Byline(tuple(names), tuple(Credit("作者", name) for name in names))
    pairs = [pair for index in range(len(roles)) for pair in _holders(text, roles, index)]
    names = [name for role, name in pairs if role in AUTHOR_ROLES]
    return Byline(tuple(dict.fromkeys(names)), tuple(Credit(role, name) for role, name in pairs))


def names_role(text: str) -> bool:
    """Whether a text names a role that stands as one: 绘 and 图 are also parts of other words."""
    return bool(_roles(text))


def _roles(text: str) -> list[_Role]:
    out = []
    for match in _ROLE.finditer(text):
        role = match["role"]
        if role in _SHORT_ROLES and not _stands_apart(text, match.start(), match.end()):
            continue
        out.append(_Role(role, match.start(), match.end()))
    return out


def _stands_apart(text: str, start: int, end: int) -> bool:
    """Whether a short role is delimited on one side and not part of a longer word on the other."""
    after = text[end : end + 1]
    return text[end - 1] in "：:" or not after or after in " \u3000/、，,)）|｜:："


def _holders(text: str, roles: list[_Role], index: int) -> list[tuple[str, str]]:
    """The names that hold a role: behind it, or before it where nothing follows."""
    role = roles[index]
    stop = roles[index + 1].start if index + 1 < len(roles) else len(text)
    names = _names_in(text[role.end : stop], index + 1 < len(roles))
    if not names and role.text in _SUFFIX_ROLES:
        begin = roles[index - 1].end if index else 0
        if index and _names_in(text[begin : role.start], False):
            return []
        names = _names_in(text[begin : role.start], False)
    return [(role.text, name) for name in names]


def _names_in(piece: str, before_role: bool) -> list[str]:
    """Names in a piece of a credit; before another role the last word may be its organisation.

    A word of a name's length that stands alone between two roles is a name, whatever it begins with.
    """
    spaced = piece[-1:] in " \u3000"
    piece = _REPORTED.sub("", piece.rstrip(" \u3000)）]】。"))
    names = [name for name in find_names(piece) if _may_be_name(name)]
    if before_role and names and names[-1].end == len(piece) and not is_name(names[-1].text):
        last = names.pop()
        names += [last] if spaced and not names and len(last.text) <= LONGEST_SPACED else []
    return [name.text for name in names]


def _may_be_name(name: Name) -> bool:
    text = name.text
    if text in _NOT_NAMES or text in AGENCIES or text in COLLECTIVE_BYLINES:
        return False
    if "·" in text or text.isascii():
        return True
    if len(text) > 3 and not is_name(text):
        return False
    return len(text) >= 2 and not (_ORGANIZATION_END.search(text) and not is_name(text))


def agency_in(text: str) -> str | None:
    """The news agency that a dateline or credit names.

    >>> agency_in("新华社北京3月1日电"), agency_in("本报讯")
    ('新华社', None)
    """
    found = [(text.find(agency), agency) for agency in AGENCIES if agency in text]
    return min(found)[1] if found else None
