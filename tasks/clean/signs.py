"""What lines begin and end with: the vocabulary by which unwrapping tells sentences, items and credits."""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import Final

from tasks.lang.characters import HAN


def one_of(words: Iterable[str]) -> str:
    """A pattern for any of some words, the longest first.

    Raises:
        ValueError: there are no words; the pattern would match everywhere.

    >>> one_of(["记者", "本报记者"])
    '(?:本报记者|记者)'
    """
    ordered = sorted(words, key=len, reverse=True)
    if not ordered:
        raise ValueError("a vocabulary without words matches everywhere; give it at least one")
    return f"(?:{'|'.join(map(re.escape, ordered))})"


AGENCIES: Final = ("新华社", "中新社", "中新网", "人民网", "央视")
OWN_REPORTS: Final = ("本报讯", "本报记者", "本报通讯员", "本报评论员", "本报综合")
JUMPS: Final = ("下转", "上接", "紧接", "转自", "接第")
ROLES: Final = (
    *("责任编辑", "责编", "编辑", "美编", "校对", "责校", "审核", "初审", "复审", "终审", "来源", "作者", "记者"),
    *("摄影", "撰文", "图片", "供图", "初審", "復審", "終審", "來源", "責任編輯", "編輯", "記者", "攝影"),
)
AUTHORS: Final = ("记者", "通讯员", "实习生", "评论员", "記者", "通訊員")
PAPERS: Final = ("本报", "日报", "晚报", "晨报", "商报", "时报", "都市报", "本報", "日報", "晚報")
BRACKETED_CREDITS: Final = ("记者", "通讯员", "本报", "文/", "图/", "作者")
PICTURES: Final = ("图为", "上图为", "下图为", "左图为", "右图为", "资料图")
PHOTO_CREDITS: Final = ("摄", "攝", "供图", "供稿", "社发")
SHORT_CREDITS: Final = ("图", "文", "绘", "发")
NOTE_CREDITS: Final = ("报道", "整理", "提供", "编辑", "編輯", "编写")
NOTE_OPENERS: Final = (
    *("（", "(", "本报", "新华社", "中新社", "据", "记者", "通讯员", "编辑", "责编", "责任编辑"),
    *("来源", "作者", "摄影", "图片", "图为", "文"),
)
PARAGRAPH_OPENERS: Final = (
    *("“", "近日", "日前", "据悉", "据了解", "今年", "去年", "目前", "当前", "同时", "此外", "随后", "当天"),
    *("会议", "活动现场", "记者"),
)
DATELINE_ENDS: Final = "电讯電訊"
"""What a dateline ends with before its bracket, which may stand on the next line."""

CLOSERS: Final = '”’」』）》】)]"'
_CLOSING = f"[{re.escape(CLOSERS)}]"

OPENING_BRACKET, CLOSING_BRACKET = re.compile("[（(]"), re.compile("[）)]")

COUPLET = re.compile(rf"[{HAN}0-9“”]{{4,14}}(?<![{DATELINE_ENDS}])[ \u3000]{{1,2}}[{HAN}0-9“”]{{4,14}}")
"""A headline of two clauses set apart by a space, and no mark; running text has no space."""

CREDIT_LINE = re.compile(
    rf"""
    [□■◎][ ]?[{HAN}]{{2,4}}
  | [□■◎]?[ ]?《?[{HAN}]{{0,12}}》?{one_of(AUTHORS)}[ \u3000](?:[{HAN}《》、/][ \u3000]{{0,2}}){{2,40}}(?<!记者)(?<!通讯员)
  | 文/[{HAN}]{{2,4}}[ \u3000]{{1,2}}图/[{HAN}]{{2,4}}
    """,
    re.VERBOSE,
)
"""A byline on a line of its own: a role set apart from its names by a space, and no mark of a sentence."""

HEADED = re.compile(rf"(?P<place>[{HAN}]{{2,6}})：[^，。；、：]+")
"""A headline that names a place in front of a colon; the story below names it again."""

ENDS: Final = frozenset("!?." + CLOSERS)
"""Marks beside 。！？… that the end of a sentence may have last."""

FINISHED = re.compile(rf"[。！？…!?.]{_CLOSING}*\Z|(?:\A|[。！？…”])[（(][^（()）]{{1,40}}[)）]\Z")
"""The end of a sentence, with a bracket behind it perhaps."""

SENTENCE_END = re.compile("[。！？!?]")
CLAUSES = re.compile("[，。、；：！？]|[,;:](?![0-9])")
"""Marks of running text; a colon before a digit may be a time."""

COMMAS: Final = "，、；,;"
OPEN_MARKS: Final = frozenset("，、,（“‘《「")
"""Marks that no sentence ends with."""

OPEN_ENDS: Final = OPEN_MARKS | frozenset("的和与及在把将为对是以从向由使而且但或让")
"""Words that need another one behind them, too; some of them end other words (存在, 火把)."""

ITEM = re.compile("[◆●■▲★☆○◎※◇□▼►▪•➢❖✓]|[-*+·][ ]")
"""Marks that always open an item of a list."""

_NUMERAL = "[〇一二三四五六七八九十百0-9]{1,4}"
NUMBER = re.compile(
    rf"""
      [0-9]{{1,3}}(?:[.．、)）](?![0-9])|\s)
    | [（(]{_NUMERAL}[)）]
    | [〇一二三四五六七八九十]{{1,3}}、
    | 第{_NUMERAL}[条章节]
    | [①-⑳⑴-⒇ⅰ-ⅻⅠ-Ⅻ]
    | ——
    """,
    re.VERBOSE,
)
"""Marks that open an item after a finished sentence or a colon, and may stand within a sentence."""

LABEL = re.compile(rf"[{HAN}A-Za-z0-9 　]{{1,12}}[：:]")
"""A label in front of its value; two such lines in a row are a form, a forecast, questions and answers."""

OPENER = re.compile(
    rf"""
      {ITEM.pattern}
    | {one_of(OWN_REPORTS)}
    | 【?[{HAN}]{{0,4}}{one_of(PAPERS)}[{HAN}]{{0,6}}(?:[0-9]{{1,2}}月)?(?:[0-9]{{1,2}}日)?[讯訊][】（( 　]
    | 据?{one_of(AGENCIES)}[^，。]{{0,24}}?(?:电|讯|报道)
    | [（(]?\s*{one_of(JUMPS)}
    | {one_of(PICTURES)}
    | [（(]{one_of(BRACKETED_CREDITS)}
    | {one_of(ROLES)}\s*[:：/]
    """,
    re.VERBOSE,
)
"""What a line opens with that continues no sentence: items, datelines, jump lines, captions, credits."""

PARAGRAPH_OPENER = re.compile(rf"{one_of(PARAGRAPH_OPENERS)}|[0-9]{{1,4}}年|[0-9]{{1,2}}月")
"""What opens a paragraph more often than it goes on within a sentence."""

CREDIT_END = re.compile(
    rf"(?:{one_of(PHOTO_CREDITS)}|[\s/]{one_of(SHORT_CREDITS)})[）)]?\Z|[^\s，。]\s[^\s，。]{{1,4}}\Z"
)
"""Credits that stand behind a sentence: the line is complete without a full stop."""

NOTE_END = re.compile(rf"\A[^，,、；：]*{one_of(NOTE_CREDITS)}\Z")
"""Credits, too, where no clause stands before them."""

NOTE_START = re.compile(rf"\s*(?:{one_of(NOTE_OPENERS)}|[一二三四五六七八九十]{{1,3}}、)")
"""What a credit or an item's heading behind a sentence opens with."""

NOTE = re.compile("（[^（）]{1,12}）")
"""A line that is one short bracket: a credit, a note on pictures."""

UNIT = re.compile(r"[0-9A-Za-z][0-9A-Za-z.%+/:@_-]{0,40}|[“‘（《「『]{0,8}.[，。、；：！？”’）》」』,.;:!?)]{0,8}")
"""What is not broken across lines: a Latin word or number, a character with the marks bound to it."""

NAIVE_STARTS: Final = frozenset("，。、；：！？）”》")
"""Marks that typesetting keeps from the start of a line; a program that counts characters does not."""

GAP = re.compile("[ \t\u3000]")
"""What every row of a table has between its cells."""

WIDE_GAP = re.compile(r"\t|(?<=\S)[ \u3000]{2,}(?=\S)")
"""What parts the cells of a table."""

FIGURE = re.compile("[-+]?[0-9][0-9.,:/%-]*")
"""A cell that holds a number."""
