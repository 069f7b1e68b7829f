"""What a single paragraph gives away about its place in a story."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from typing import NamedTuple

from tasks.split.bylines import AGENCIES, COLLECTIVE_BYLINES, Byline, names_role, read_byline
from tasks.split.columns import COLUMN_NAMES
from tasks.split.datelines import Dateline, read_dateline
from tasks.split.jumps import Jump, find_back, find_onward
from tasks.split.persons import begins_like_name, find_names, is_name
from tasks.split.units import BOLD, SENTENCE_END, Unit

STACK_LENGTH = 72
"""Longest line that may belong to a headline stack, in characters; longest seen 61."""
LONGEST_WITH_COMMA = 40
"""Longest line of display that holds a comma, in characters; a longer one is a sentence that lost its end."""
LONGEST_WITH_MARK = 30
"""Longest line of display that ends with ！ or ？, in characters."""
LONGEST_JOINED = 6
"""Longest run of names without a separator in a line of names alone, in characters: two names."""
CREDIT_LENGTH = 90
"""Longest line that may be a credit, in characters."""
NO_CAPTION = -4.0
"""Log-odds of a paragraph without a sign of a caption."""
CAPTION_HEAD = 300
"""Characters of a paragraph in which words of captions are looked for."""
TAIL_WINDOW = 60
"""Characters at a paragraph's end in which a credit may stand."""

_ROLE_WORD = re.compile(
    r"记者|通讯员|实习生|评论员|作者|编辑|责编|摄影|摄|供图|供稿|校对|审[核校]?|初审|复审|终审|[一二三][审校]|统筹|策划|文/|图/|/文|/图|文图|图文|撰文|采写|整理|美编|责校|版式|报道组|编译|翻译|制图|绘"
)
CREDIT_OPEN = re.compile(r"^[■●◎□◆▲△▼※★☆\s（(【\[]*")
_SENTENCE_MARKS = re.compile(r"[。！？；“”，]")
_ENUMERATOR = re.compile(
    r"(?:[（(]?[一二三四五六七八九十\d]{1,3}[）)、.．]|[一二三四五六七八九十]{1,2}(?:$|[ ])|第[一二三四五六七八九十]{1,2}[章节条部讲]|[①-⑳]|\d{1,2}$|[——─]{1,2}|其[一二三四五])"
)
_CAPTION_OPEN = re.compile(
    r"(?:图[为①-⑩一二三四1-9（(：:]|[上下左右大小主题]图[为：:]?|这是|△|▲|▼|↑|↓|←|→|▶|◀|\?|［?图|照片)"
)
_NUMBERED_PICTURE = re.compile(r"图(?:[①-⑩一二三四五\d]{1,2}[:：]|为)")
_CAPTION_INSIDE = re.compile(
    r"图为|图[一二三四五]?[：:]|(?<=[（(])[上下左右][）)]|这是(?:\d|[^，。]{2,12}(?:拍摄|照片))|[（(](?:前排|后排|中排)?[左右中前后]起?[一二三四五六]?[）)]|无人机照片|资料图|资料照片"
)
_CAPTION_FIRST = frozenset("图上下左右大小主题这↑↓←→▶◀［照")
_CAPTION_HINT = re.compile(r"[图左右]|照片|这是|[（(][前后中]")
_PHOTO_CREDIT = re.compile(
    rf"""
    (?:^|(?<=[。！？）)”\s]))
    [（(]?
    (?:
        (?:{"|".join(AGENCIES)})(?:记者[^。，（）()]{{1,24}}摄|发|稿|照片|传真照片)(?:[（(][^（）()]{{2,40}}[）)])?
      | [^。，！？；]{{0,20}}(?:记者|通讯员|特约|实习生)[^。，！？；]{{1,30}}(?:(?<!拍)摄|摄影|摄影报道|供图|文/图|图/文)
      | [\u3400-\u9fff·]{{2,4}}(?:[ 、]{{1,3}}[\u3400-\u9fff·]{{1,4}}){{0,3}}[ ]{{0,20}}(?<!拍)(?:摄|摄影|供图|绘|速写|漫画|插图|篆刻|剪纸)(?:[（(][^（）()]{{2,20}}[）)])?
      | (?:摄影|图片|图/文|文/图|图|供图|摄)[ ]?[:：/][^。，！？；]{{2,30}}
      | 资料(?:图片|照片|图)|[^。，！？；\s]{{2,14}}提供
    )
    [）)]?$
    """,
    re.VERBOSE,
)
_PHOTO_HINT = re.compile(r"摄|供图|提供|资料|绘|新华社|中新社|图[/：:]|摄影|速写|漫画|插图|篆刻|剪纸")
_TAIL_CREDIT = re.compile(
    r"[（(](?P<inside>[^（）()。！？]{2,48})[）)]\s*$|(?<=[。！？”…）)])\s*(?P<bare>(?:[^。！？，；\s]{0,16}(?:记者|通讯员)[^。！？，；]{2,30}|[\u3400-\u9fff]{2,3}))\s*$"
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
NOTE = re.compile(r"[（(][^（）()]{1,24}[）)]")
"""A note in brackets inside a caption: （无人机照片）, （左）."""
_SOURCE_NOTE = re.compile(r"[（(](?:摘自|原载|据|作者|转自|摘编自|本文)[^（）()]{2,24}[）)]$")
_DAY = re.compile(
    r"[（(]?(?:[〇○零一二三四五六七八九\d]{4}年)?[一二三四五六七八九十\d]{1,3}月(?:[一二三四五六七八九十\d]{1,3}日)?[）)]?"
)
_BULLET = re.compile(r"[●○■□▲△▼▽★☆◆◇※✦•]")
_ROW = re.compile(r"(?:\s\d+(?:[.:∶]\d+)?){2}|^(?:\S{1,10}\s){2,}\S{1,12}$")
_ARTWORK = re.compile(
    r"[［\[（(](?:油画|国画|中国画|版画|木刻|水彩画?|水粉画?|素描|速写|漫画|摄影|剪纸|书法|篆刻|雕塑|年画|插图)[］\]）)]|\s[\u3400-\u9fff]{2,4}\s?(?:作|绘|画|书|刻|速写|漫画|插图)$"
)
_NOTE = re.compile(r"[（(](?:作者|摘自|原载|据|图片?|本版|本报|此文|本文)[^（）()。]{1,40}[）)]")
_CONTINUATION = re.compile(
    r"(?:他|她|会议|同时|此外|另外|与此同时|据介绍|据悉|其中|因此|所以|但|但是|而|不过|为此|对此|当然|然而|接着|随后|之后|最后|记者|[^，。：]{2,6}(?:说|指出|强调|表示|要求|认为|介绍|告诉记者)[，：:])"
)


NO_RANK, UNMARKED, LOWER, TOP = range(4)
FEWEST_HEADINGS = 2
"""Marked lines from which on a page's marks tell headlines from other lines."""


class Cues(NamedTuple):
    """A paragraph and what it gives away.

    Attributes:
        unit: the paragraph.
        is_line: short and without a sentence's end: a headline, a subhead, a verse, a name.
        dateline: the lead-in it begins with.
        back, onward: jump marks at its beginning and end.
        credit: what it says if it is a credit as a whole; `has_role` whether a role is named in it.
        tail: (start, end) of a credit at its end, in the unit's text.
        is_photo_credit, caption: a photo's credit as a whole; how much it looks like a caption, in log-odds.
        is_enumerated: whether it begins with a number, a dash or a bullet.
        is_row: whether it is a row of a table of figures.
        heading: TOP for a line marked as a heading of the page's highest rank, LOWER for one of a lower rank,
            UNMARKED for a line without a mark among marked ones, NO_RANK where marks tell nothing.
    """

    unit: Unit
    is_line: bool
    dateline: Dateline | None
    back: Jump | None
    onward: Jump | None
    credit: Byline | None
    has_role: bool
    tail: tuple[int, int] | None
    is_photo_credit: bool
    caption: float
    is_enumerated: bool
    is_row: bool
    heading: int = 0

    @property
    def is_plain(self) -> bool:
        """Whether it is text without a sign of anything else: body, or a body's beginning."""
        return (
            not self.is_line
            and self.credit is None
            and self.caption <= NO_CAPTION
            and not self.is_photo_credit
            and not self.is_jump_only
        )

    @property
    def is_continuation(self) -> bool:
        """Whether it begins as paragraphs do that go on with a story."""
        return _CONTINUATION.match(self.unit.text) is not None

    @property
    def is_day(self) -> bool:
        """Whether it is nothing but a day or a month: a signature's, or a table's."""
        return self.is_line and "月" in self.unit.text[:9] and _DAY.fullmatch(self.unit.text) is not None

    @property
    def is_artwork(self) -> bool:
        """Whether it is the title of a drawing or a print with its artist."""
        return self.is_line and len(self.unit.text) <= 30 and _ARTWORK.search(self.unit.text) is not None

    @property
    def is_note(self) -> bool:
        """Whether it is a note on author or source in brackets."""
        return self.unit.text[0] in "（(" and _NOTE.fullmatch(self.unit.text) is not None

    @property
    def is_bullet(self) -> bool:
        """Whether it begins with a bullet."""
        return _BULLET.match(self.unit.text) is not None

    @property
    def is_picture_note(self) -> bool:
        """Whether it ends with a note that a picture goes with it."""
        return find_picture_note(self.unit.text) is not None

    @property
    def is_jump_only(self) -> bool:
        """Whether it is nothing but a jump mark."""
        jump = self.onward or self.back
        return jump is not None and jump.end - jump.start >= len(self.unit.text)


def look(units: Sequence[Unit]) -> list[Cues]:
    """Look at a page's paragraphs; a row of a table has another row beside it."""
    cues = [cues_of(unit) for unit in units]
    alone = [
        index
        for index, cue in enumerate(cues)
        if cue.is_row
        and not any(near.is_row for near in (*cues[max(0, index - 1) : index], *cues[index + 1 : index + 2]))
    ]
    for index in alone:
        cues[index] = cues[index]._replace(is_row=False)
    return _ranked(cues)


def _ranked(cues: list[Cues]) -> list[Cues]:
    """The cues with the rank of marked lines, on a page that marks several.

    The highest level in use is that of headlines; where it is used once (for the page's first story),
    so is the next one.
    """
    levels = Counter(cue.unit.level for cue in cues if cue.unit.level)
    if levels.total() < FEWEST_HEADINGS:
        return cues
    used = sorted(levels)
    top = used[1] if levels[used[0]] == 1 and len(used) > 1 and used[1] < BOLD else used[0]
    return [
        cue._replace(heading=(TOP if cue.unit.level <= top else LOWER) if cue.unit.level else UNMARKED)
        if cue.is_line
        else cue
        for cue in cues
    ]


def cues_of(unit: Unit) -> Cues:
    """Look at one paragraph."""
    text = unit.text
    if len(text) > CREDIT_LENGTH and text[-1] in SENTENCE_END:
        return _cues_of_text(unit)
    short = len(text) <= CREDIT_LENGTH
    credit, has_role = read_credit_line(text) if short else (None, False)
    back = find_back(text)
    tail = find_tail_credit(text)
    onward = find_onward(text)
    goes_on = onward is not None and onward.start > 0
    return Cues(
        unit=unit,
        is_line=not goes_on and _is_line(unit, tail),
        dateline=_dateline_of(text, back),
        back=back,
        onward=onward,
        credit=credit,
        has_role=has_role,
        tail=tail,
        is_photo_credit=short and is_photo_credit(text),
        caption=_caption_odds(text),
        is_enumerated=bool(_ENUMERATOR.match(text)),
        is_row=len(text) <= STACK_LENGTH and credit is None and " " in text and bool(_ROW.search(text)),
    )


def _cues_of_text(unit: Unit) -> Cues:
    """Look at a long paragraph that a sentence closes: only its beginning can tell something."""
    text = unit.text
    back = find_back(text)
    return Cues(
        unit=unit,
        is_line=False,
        dateline=_dateline_of(text, back),
        back=back,
        onward=None,
        credit=None,
        has_role=False,
        tail=None,
        is_photo_credit=False,
        caption=_caption_odds(text),
        is_enumerated=False,
        is_row=False,
    )


def _dateline_of(text: str, back: Jump | None) -> Dateline | None:
    """The lead-in of a text behind its jump mark; a credit in brackets that nothing follows is none."""
    rest = text[back.end :] if back else text
    dateline = read_dateline(rest)
    return dateline if dateline is not None and dateline.end < len(rest) else None


def _is_line(unit: Unit, tail: tuple[int, int] | None) -> bool:
    """Whether a paragraph is a line of display: short, and not closed as a sentence is."""
    text = unit.text
    if len(text) > STACK_LENGTH or _closes_before(text, tail):
        return False
    if len(text) > LONGEST_WITH_COMMA and "，" in text:
        return False
    return not unit.is_closed or _is_headline_with_mark(text)


def _closes_before(text: str, tail: tuple[int, int] | None) -> bool:
    """Whether a sentence ends right before the credit at a paragraph's end."""
    return tail is not None and tail[0] > 0 and text[: tail[0]].rstrip()[-1:] in SENTENCE_END


def _is_headline_with_mark(text: str) -> bool:
    """A short line that ends with a mark headlines use too: ！？”…"""
    if len(text) > LONGEST_WITH_MARK or text[-1] not in "！？”…!?" or "。" in text:
        return False
    return "，" not in text or len(text) <= 8


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
    if _BARE_ROLE.fullmatch(text) or _OFFICES.fullmatch(text):
        return Byline((), ()), True
    inner = CREDIT_OPEN.sub("", _SOURCE_NOTE.sub("", text)).strip("）)】] 。")
    if not inner or _SENTENCE_MARKS.search(inner.replace("，", "、")) or inner[-1] in "：:":
        return None, False
    has_role = _ROLE_WORD.search(inner) is not None and names_role(inner)
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


def _is_plausible(text: str, byline: Byline) -> bool:
    """Whether the names are names: 记者 and 统筹 also stand in headlines, where what follows is none.

    Behind a colon anything is a name; behind a space what an author's role is printed with.
    """
    if ":" in text or "：" in text:
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


def is_photo_credit(text: str) -> bool:
    """Whether a line as a whole credits a photo.

    >>> is_photo_credit("新华社记者 徐甲摄"), is_photo_credit("市民在雪中拍摄")
    (True, False)
    """
    if not _PHOTO_HINT.search(text):
        return False
    match = _PHOTO_CREDIT.match(text)
    return match is not None


def find_photo_credit(text: str) -> tuple[int, int] | None:
    """The photo credit at a text's end."""
    if text[-1:] in SENTENCE_END or not text:
        return None
    base = max(0, len(text) - TAIL_WINDOW)
    tail = text[base:]
    if not _PHOTO_HINT.search(tail):
        return None
    match = _PHOTO_CREDIT.search(tail)
    if match is None or (match.start() == 0 and base):
        return None
    return base + match.start(), len(text)


def _caption_odds(text: str) -> float:
    """How much a paragraph looks like a caption, as log-odds against body text."""
    odds = NO_CAPTION
    if text[0] in _CAPTION_FIRST and _CAPTION_OPEN.match(text):
        odds += 6.0 if _NUMBERED_PICTURE.match(text) else 4.0
    head = text[:CAPTION_HEAD]
    if _CAPTION_HINT.search(head) and _CAPTION_INSIDE.search(head):
        odds += 3.0
    if find_photo_credit(text):
        odds += 6.0
    return odds


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
        return bool(read_byline(text).authors)
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
