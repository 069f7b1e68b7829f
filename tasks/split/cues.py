"""What a single paragraph gives away about its place in a story."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from typing import NamedTuple

from tasks.lang.jump_marks import Jump, find_back, find_onward
from tasks.split.bylines import Byline
from tasks.split.credit_lines import find_picture_note, find_tail_credit, read_credit_line
from tasks.split.datelines import Dateline, read_dateline
from tasks.split.photo_credits import caption_odds, credits_text, is_photo_credit
from tasks.split.units import BOLD, SENTENCE_END, Unit

STACK_LENGTH = 72
"""Longest line that may belong to a headline stack, in characters; longest seen 61."""
LONGEST_WITH_COMMA = 40
"""Longest line of display that holds a comma, in characters; a longer one is a sentence that lost its end."""
_UNPUNCTUATED = re.compile(r"[\u3400-\u9fff\d]{40}")
"""A text without marks, as papers printed it until about 1940: no headline has so many characters without a space."""
LONGEST_WITH_MARK = 30
"""Longest line of display that ends with ！ or ？, in characters."""
CREDIT_LENGTH = 90
"""Longest line that may be a credit, in characters."""
NO_CAPTION = -4.0
"""Log-odds of a paragraph without a sign of a caption."""
_ENUMERATOR = re.compile(
    r"(?:[（(]?[一二三四五六七八九十\d]{1,3}[）)、.．]|[一二三四五六七八九十]{1,2}(?:$|[ ])|第[一二三四五六七八九十]{1,2}[章节条部讲]|[①-⑳]|\d{1,2}$|[——─]{1,2}|其[一二三四五])"
)
_DAY = re.compile(
    r"[（(]?(?:[〇○零一二三四五六七八九\d]{4}年)?[一二三四五六七八九十\d]{1,3}月(?:[一二三四五六七八九十\d]{1,3}日)?[）)]?"
)
_BULLETS = frozenset("●○■□▲△▼▽★☆◆◇※✦•")
_ROW = re.compile(r"(?:\s\d+(?:[.:∶]\d+)?){2}|^(?:\S{1,10}\s){2,}\S{1,12}$")
_ARTWORK = re.compile(
    r"[［\[（(](?:油画|国画|中国画|版画|木刻|水彩画?|水粉画?|素描|速写|漫画|摄影|剪纸|书法|篆刻|雕塑|年画|插图)[］\]）)]|\s[\u3400-\u9fff]{2,4}\s?(?:作|绘|画|书|刻|速写|漫画|插图)$"
)
_NOTE = re.compile(r"[（(](?:作者|摘自|原载|据|图片?|本版|本报|此文|本文)[^（）()。]{1,40}[）)]")
_NOTED = re.compile(r"[。！？][”’]?[（(][^（）()]{1,24}[）)]$")
"""A sentence with a note in brackets behind it."""
_CONTINUATION = re.compile(
    r"(?:他|她|会议|同时|此外|另外|与此同时|据介绍|据悉|其中|因此|所以|但|但是|而|不过|为此|对此|当然|然而|接着|随后|之后|最后|记者(?!从|昨|今|近日|日前|获悉)|[^，。：]{2,6}(?:说|指出|强调|表示|要求|认为|介绍|告诉记者)[，：:])"
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
        return self.unit.text[0] in _BULLETS

    @property
    def is_picture_note(self) -> bool:
        """Whether it ends with a note that a picture goes with it."""
        return self.unit.text[-1] in "）)" and find_picture_note(self.unit.text) is not None

    @property
    def is_jump_only(self) -> bool:
        """Whether it is nothing but a jump mark."""
        jump = self.onward or self.back
        return jump is not None and jump.end - jump.start >= len(self.unit.text)


def look(units: Sequence[Unit]) -> list[Cues]:
    """Look at a page's paragraphs; a row of a table has another row beside it.

    Who wrote and photographed has the byline below a headline, and the photo's credit below a caption.
    """
    cues = [cues_of(unit) for unit in units]
    alone = [
        index
        for index, cue in enumerate(cues)
        if cue.is_row
        and not any(near.is_row for near in (*cues[max(0, index - 1) : index], *cues[index + 1 : index + 2]))
    ]
    for index in alone:
        cues[index] = cues[index]._replace(is_row=False)
    for index, cue in enumerate(cues[1:], start=1):
        if cue.is_photo_credit and cue.credit is not None and credits_text(cue.unit.text) and _is_bare(cues[index - 1]):
            cues[index] = cue._replace(is_photo_credit=False, caption=NO_CAPTION)
    return _ranked(cues)


def _is_bare(cue: Cues) -> bool:
    """Whether a line may be a headline's last: no credit and no caption."""
    return cue.is_line and cue.credit is None and cue.caption <= NO_CAPTION and not cue.is_jump_only


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
    dateline = _dateline_of(text, back)
    goes_on = (onward is not None and onward.start > 0) or (dateline is not None and dateline.end == len(text))
    return Cues(
        unit=unit,
        is_line=not goes_on and _is_line(unit, tail),
        dateline=dateline,
        back=back,
        onward=onward,
        credit=credit,
        has_role=has_role,
        tail=tail,
        is_photo_credit=short and is_photo_credit(text),
        caption=NO_CAPTION + caption_odds(text),
        is_enumerated=bool(_ENUMERATOR.match(text)),
        is_row=len(text) <= STACK_LENGTH and credit is None and " " in text and bool(_ROW.search(text)),
    )


def _cues_of_text(unit: Unit) -> Cues:
    """Look at a long paragraph that a sentence closes: only its beginning can tell something."""
    text = unit.text
    back = find_back(text)
    caption = NO_CAPTION + caption_odds(text)
    return Cues(unit, False, _dateline_of(text, back), back, None, None, False, None, False, caption, False, False)


def _dateline_of(text: str, back: Jump | None) -> Dateline | None:
    """The lead-in of a text behind its jump mark; one that nothing follows names reporter and organisation (本报讯 记者徐甲报道：)."""
    rest = text[back.end :] if back else text
    dateline = read_dateline(rest)
    if dateline is None or (dateline.end == len(rest) and not (dateline.has_lead and rest[-1] in "：:")):
        return None
    return dateline


def _is_line(unit: Unit, tail: tuple[int, int] | None) -> bool:
    """Whether a paragraph is a line of display: short, and not closed as a sentence is."""
    text = unit.text
    if len(text) > STACK_LENGTH or _closes_before(text, tail) or _NOTED.search(text) or _UNPUNCTUATED.match(text):
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
