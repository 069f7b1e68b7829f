"""Credits as lines of their own and at a paragraph's end."""

from __future__ import annotations

import re

from tasks.split.bylines import Byline, names_role, read_byline
from tasks.split.columns import COLUMN_NAMES
from tasks.split.persons import begins_like_name, find_names, is_name
from tasks.split.roles import AGENCIES, COLLECTIVE_BYLINES
from tasks.split.units import SENTENCE_END

LONGEST_JOINED = 6
"""Longest run of names without a separator in a line of names alone, in characters: two names."""
TAIL_WINDOW = 60
"""Characters at a paragraph's end in which a credit may stand."""
_ROLE_WORD = re.compile(
    r"记者|通讯员|实习生|评论员|作者|编辑|责编|摄影|摄|供图|供稿|校对|审[核校]?|初审|复审|终审|一[审校]|二[审校]|三[审校]|统筹|策划|[文图][ \u3000]?[/／丨｜|]|[/／][文图]|文图|图文|撰文|采写|撰稿|口述|整理|美编|责校|版式|报道组|编译|翻译|制图|绘"
)
_COLONS = frozenset(":：丨｜|")
"""What stands between a role and those who hold it."""
CREDIT_OPEN = re.compile(r"^[■●◎□◆▲△▼※★☆\s（(【〔\[]*")
_ADDRESS = re.compile(r"[\w.-]+@[\w.-]+")
_SENTENCE_MARKS = re.compile(r"[。！？；“”，]")
_CREDIT_MARK = re.compile(r"[。！？”…）)]")
"""What closes a credit in brackets, or the sentence before one without."""
_TAIL_CREDIT = re.compile(
    r"[（(](?P<inside>[^（）()。！？]{2,48})[）)](?:1\d{6})?\s*$|(?<=[。！？”…）)])\s*(?P<bare>(?:[^。！？，；\s]{0,16}(?:记者|通讯员)[^。！？，；]{2,30}|[\u3400-\u9fff]{2,3}))\s*$"
)
_TAKEN_FROM = re.compile(
    r"[（(](?:摘自|原载|据|选自|转自|载于?|刊于?)?[^（）()《》。]{0,12}《[^（）()《》]{2,20}》[^（）()]{0,24}[）)]\s*$"
)
_PICTURE_NOTE = re.compile(r"[（(]\s*(?:附|见)?(?:图片?|照片|表格?|题图)(?:[^（）()]{0,12})[）)]\s*$")
_NOT_AUTHOR_NOTE = re.compile(
    r"[\d：:]|附|图|表|略|完|待续|上|下|见|编者|笑|掌声|年|月|元|原载|标题|摘自|据|选自|讯|电|等|以下|简称|注"
)
_SEPARATED = re.compile(r"[\s、，,;；/·•（）()]+")
_OFFICE = r"[\u3400-\u9fff]{3,24}(?:组|所|局|部|委|院|室|社|大学|学院|中心|公司|厂|处|科|站|队|馆|会)"
_OFFICES = re.compile(rf"{_OFFICE}(?:[ ]{{1,4}}{_OFFICE}){{1,4}}")
_BARE_ROLE = re.compile(
    r"(?:本报|本刊|本台|新华社|中新社|[\u3400-\u9fff]{2,6}(?:日报|晚报|时报))(?:特约|特派)?(?:全媒体)?(?:记者|通讯员|评论员)(?:组|集体|联合报道)?"
)
_PRESENCE = re.compile(r"(?:参加|出席|主持|陪同|陪同调研|致辞|讲话|列席|见证|揭牌|到会)$")
"""How decks end that say who was there."""
_SOURCE_NOTE = re.compile(r"[（(](?:摘自|原载|据|作者|转自|摘编自|本文)[^（）()]{2,24}[）)]$")


def read_credit_line(text: str) -> tuple[Byline | None, bool]:
    """The credit that a line states as a whole, and whether it names a role; (None, False) if it is none.

    >>> read_credit_line("本报记者 徐甲 王乙丙")[0].authors
    ('徐甲', '王乙丙')
    >>> read_credit_line("记者走进车间看生产")[0] is None
    True
    >>> read_credit_line("蓝图已经绘成，关门谢客。")[0] is None
    True
    """
    if text.strip("（）()【】■●·— ") in COLLECTIVE_BYLINES:
        return Byline((), ()), True
    if text in COLUMN_NAMES:
        return None, False
    is_worded = _ROLE_WORD.search(text) is not None
    if not is_worded and (text[-1:] == "。" or _opens_like_no_name(text)):
        return None, False
    if (is_worded and _BARE_ROLE.fullmatch(text)) or (" " in text and _OFFICES.fullmatch(text)):
        return Byline((), ()), True
    inner = CREDIT_OPEN.sub("", _SOURCE_NOTE.sub("", _ADDRESS.sub("", text))).strip("）)】]〕 。")
    if not is_worded and not begins_like_name(inner):
        return None, False
    if not inner or _SENTENCE_MARKS.search(inner.replace("，", "、")) or inner[-1] in "：:":
        return None, False
    has_role = is_worded and _ROLE_WORD.search(inner) is not None and names_role(inner)
    if not has_role and not begins_like_name(inner):
        return None, False
    if has_role:
        byline = read_byline(inner)
        return (
            (byline, True)
            if byline.credits and _is_covered(inner, byline) and _is_plausible(inner, byline)
            else (None, False)
        )
    if "，" in inner or text[-1] == "。" or _PRESENCE.search(inner):
        return None, False
    if max(map(len, _SEPARATED.split(inner))) > LONGEST_JOINED:
        return None, False
    names = find_names(inner)
    if (
        names
        and len(names) <= 8
        and all(is_name(name.text) for name in names)
        and _names_fill(inner, [n.text for n in names])
    ):
        return read_byline(inner), False
    return None, False


def _opens_like_no_name(text: str) -> bool:
    """Whether a line's first word is no name: a line with an address, a note in brackets or a space may still be a credit."""
    if "@" in text or " " in text or text[-1:] in "）)":
        return False
    return not begins_like_name(CREDIT_OPEN.sub("", text))


def _is_plausible(text: str, byline: Byline) -> bool:
    """Whether the names are names: 记者 and 统筹 also stand in headlines, where what follows is none.

    Behind a colon anything is a name; behind a space what an author's role is printed with.
    """
    if not _COLONS.isdisjoint(text):
        return True
    if all(is_name(credit.name) for credit in byline.credits):
        return bool(byline.authors) or _is_covered(text, byline, slack=0)
    return any(is_name(name) for name in byline.authors) or (bool(byline.authors) and " " in text)


def _names_fill(text: str, names: list[str]) -> bool:
    return len(re.sub(r"[\s、，,;；/·•（）()]", "", text)) == sum(len(re.sub("[·•]", "", name)) for name in names)


def _is_covered(text: str, byline: Byline, slack: int = 4) -> bool:
    """Whether names, roles and organisations make up the line: it reads as a credit to the end."""
    rest = re.sub(r"\s+", "", text)
    for credit in byline.credits:
        rest = rest.replace(credit.role, "", 1).replace(credit.name, "", 1)
    rest = re.sub(
        r"[^，。、\s]{0,12}?(?:报|社|网|台|刊|周刊|客户端|中心|公司|集团|大学|局|委|院)(?:融媒体|全媒体)?", "", rest
    )
    rest = re.sub(r"记者|通讯员|报道|特约|实习生|本版|摄影|驻|综合|文|图|摄|[、，,/：:;；|｜·（）()]", "", rest)
    return len(rest) <= slack


def find_tail_credit(text: str) -> tuple[int, int] | None:
    """The place of an author's credit at a paragraph's end: （徐甲 王乙）, or a reporter behind the last sentence.

    >>> text = "大雪没有停。（徐甲 王小乙）"
    >>> text[slice(*find_tail_credit(text))]
    '（徐甲 王小乙）'
    >>> find_tail_credit("他们来自河边的小村（已更名）") is None
    True
    """
    if text[-1:] in SENTENCE_END or not text:
        return None
    base = max(0, len(text) - TAIL_WINDOW)
    if not _CREDIT_MARK.search(text, base):
        return None
    if (source := _TAKEN_FROM.search(text[base:])) is not None:
        return base + source.start(), base + len(source.group().rstrip()) + source.start()
    match = _TAIL_CREDIT.search(text[base:])
    if match is None:
        return None
    inside = match["inside"] or match["bare"]
    if not _is_credit_note(inside):
        return None
    if match["bare"] and len(text) <= len(inside) + 1:
        return None
    return base + match.start(), base + len(match.group().rstrip()) + match.start()


def _is_credit_note(inside: str) -> bool:
    text = inside.strip()
    if text in AGENCIES or text.removeprefix("据") in AGENCIES:
        return True
    if _ROLE_WORD.search(text):
        return bool(read_byline(text).credits)
    if _NOT_AUTHOR_NOTE.search(text):
        return False
    names = find_names(text)
    return bool(names) and all(is_name(name.text) for name in names) and _names_fill(text, [n.text for n in names])


def find_picture_note(text: str) -> tuple[int, int] | None:
    """A note at a paragraph's end that only says that a picture goes with it: （附图片）."""
    if text[-1:] not in "）)":
        return None
    base = max(0, len(text) - TAIL_WINDOW)
    match = _PICTURE_NOTE.search(text[base:])
    return (base + match.start(), base + match.end()) if match else None
