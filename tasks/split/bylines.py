"""Credits: who wrote, photographed, edited or reviewed, as a line of its own, in a dateline, or at a paragraph's end.

A credit is read role by role: ``新华社记者徐甲、本报记者李乙报道`` is two times the role 记者 with the
names behind it; ``张丙摄`` is a role behind its names. The vocabulary stands in roles.py.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache

from schemas.document import Credit
from tasks.lang.words import dictionary
from tasks.split.persons import Name, cut_joined, find_names, is_name
from tasks.split.roles import (
    AGENCIES,
    AUTHOR_ROLES,
    COLLECTIVE_BYLINES,
    NOT_NAMES,
    OTHER_ROLES,
    SHORT_ROLES,
    SUFFIX_ROLES,
)

_ROLE_ALTERNATIVES = "|".join(sorted((*AUTHOR_ROLES, *OTHER_ROLES), key=len, reverse=True))
_ROLE = re.compile(
    rf"""
    (?P<role>{_ROLE_ALTERNATIVES})
    (?P<after>报道|综合报道|整理)?
    [:：]?
    """,
    re.VERBOSE,
)
_ORGANIZATION_END = re.compile(
    r"(?:报|社|台|网|刊|部|站|中心|集团|大学|学院|局|委|办|周刊|客户端|法院|公安|分社|公司|研究所|研究院|协会|学会|总队|支队|政府|党校|医院)$"
)
SHORTEST_PLACE = 2
"""Shortest name of a place behind a name, in characters."""
LONGEST_SPACED = 3
"""Longest name, in characters, that is told by the spaces around it."""
_REPORTED = re.compile(
    r"""
    (?:[ \u3000]*发自[\u3400-\u9fff]{2,8}|(?:即时|现场|连线|专题|综合|摄影)*(?P<report>报[道导])|综合|整理)[:：]?$
    """,
    re.VERBOSE,
)
_PLACE = re.compile(r"(?P<apart>[／/ \u3000]*)(?P<word>[\u3400-\u9fff]{2,8})$")
_BESIDE = re.compile(r"[\w.-]+@[\w.-]+|来源[:：].*$")
"""What stands beside names and is none: an address, where it was taken from."""


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
    >>> read_byline("记者徐小甲／清河报导").authors, read_byline("徐甲/文 李乙/图").authors
    (('徐小甲',), ('徐甲', '李乙'))
    """
    text = _BESIDE.sub("", text)
    roles = _roles(text)
    if not roles:
        names = [name.text for name in find_names(_without_report(text)[0]) if _may_be_name(name)]
        return Byline(tuple(names), tuple(Credit("作者", name) for name in names))
    pairs = [pair for index in range(len(roles)) for pair in _holders(text, roles, index)]
    names = [name for role, name in pairs if role in AUTHOR_ROLES]
    return Byline(tuple(dict.fromkeys(names)), tuple(Credit(role, name) for role, name in pairs))


def place_of_report(text: str) -> str | None:
    """The place from which a credit says that it was reported.

    >>> place_of_report("记者徐小甲 北京报道"), place_of_report("记者徐小甲清河报导"), place_of_report("记者徐小甲报道")
    ('北京', '清河', None)
    """
    roles = _roles(text)
    return _without_report(text[roles[-1].end :])[1] if roles else None


def cut_place(text: str) -> tuple[str, str]:
    """Cut a name and the place that stands behind it without a separator; the place is empty if there is none.

    Names have three characters unless what then follows is no word and another cut gives one.

    >>> cut_place("徐小甲清河"), cut_place("徐甲北京"), cut_place("徐小甲")
    (('徐小甲', '清河'), ('徐甲', '北京'), ('徐小甲', ''))
    """
    known = dictionary().frequency
    cuts = [(text[:n], text[n:]) for n in (3, 2, 4) if len(text) - n >= SHORTEST_PLACE and is_name(text[:n])]
    return min(cuts, key=lambda cut: cut[1] not in known, default=(text, ""))


def _without_report(piece: str) -> tuple[str, str | None]:
    """A piece of a credit without 报道 and the place before it, and the place."""
    piece = piece.rstrip(" \u3000)）]】〕。")
    report = _REPORTED.search(piece)
    names = piece[: report.start()] if report else piece
    place = _PLACE.search(names) if report and report["report"] else None
    if place is None:
        return names, None
    if place["apart"].strip() or (place["apart"] and place.start() and not is_name(place["word"])):
        return names[: place.start()], place["word"]
    if all(is_name(name) for name in cut_joined(place["word"])):
        return names, None
    name, behind = cut_place(place["word"])
    return names[: place.start("word")] + name, behind or None


def names_role(text: str) -> bool:
    """Whether a text names a role that stands as one: 绘 and 图 are also parts of other words."""
    return bool(_roles(text))


def _roles(text: str) -> list[_Role]:
    out = []
    for match in _ROLE.finditer(text):
        role = match["role"]
        if role in SHORT_ROLES and not _stands_apart(text, match.start(), match.end()):
            continue
        out.append(_Role(role, match.start(), match.end()))
    return out


def _stands_apart(text: str, start: int, end: int) -> bool:
    """Whether a short role is delimited on one side and not part of a longer word on the other."""
    after = text[end : end + 1]
    return text[end - 1] in "：:" or not after or after in " \u3000/／、，,)）|｜丨:："


def _holders(text: str, roles: list[_Role], index: int) -> list[tuple[str, str]]:
    """The names that hold a role: behind it, or before it where nothing follows."""
    role = roles[index]
    before = text[roles[index - 1].end if index else 0 : role.start]
    if before[-1:] in ("/", "／") and role.text in SUFFIX_ROLES and (names := _names_in(before, False)):
        return [(role.text, name) for name in names]
    stop = roles[index + 1].start if index + 1 < len(roles) else len(text)
    names = _names_in(text[role.end : stop], index + 1 < len(roles))
    if not names and role.text in SUFFIX_ROLES:
        names = _names_in(before, False)
        if index and names:
            return []
    return [(role.text, name) for name in names]


def _names_in(piece: str, before_role: bool) -> list[str]:
    """Names in a piece of a credit; before another role the last word may be its organisation.

    A word of a name's length that stands alone between two roles is a name, whatever it begins with.
    """
    spaced = piece[-1:] in " \u3000"
    piece = _without_report(piece)[0]
    names = [name for name in find_names(piece) if _may_be_name(name)]
    if before_role and names and names[-1].end == len(piece) and not is_name(names[-1].text):
        last = names.pop()
        names += [last] if spaced and not names and len(last.text) <= LONGEST_SPACED else []
    return [name.text for name in names]


def _may_be_name(name: Name) -> bool:
    text = name.text
    if text in NOT_NAMES or text in AGENCIES or text in COLLECTIVE_BYLINES:
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
