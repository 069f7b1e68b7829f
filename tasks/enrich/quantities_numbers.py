"""Numbers in running text: where one ends, its bounds, and what makes it vague."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import NamedTuple

from tasks.lang.numerals import parse_number, parse_vague
from tasks.lang.units import MEASURE_WORDS, UNITS

_DIGIT = r"[0-9０-９]"
_WRITTEN_DIGIT = r"[〇○零一二三四五六七八九壹贰叁肆伍陆柒捌玖]"
_CHINESE = r"[〇○零一二三四五六七八九十百千万亿两俩廿卅壹贰叁肆伍陆柒捌玖拾佰仟萬億兆几数半]"
_SCALE = (
    r"(?:个?[十百千佰仟]?[万萬亿億]{1,2}|[百佰](?!分)|[千仟](?![瓦克米卡赫帕伏安焦兆字比升])|兆(?![瓦赫帕焦字比欧])"
    r"|[kKwW](?![A-Za-z0-9]))"
)
# A full-width comma parts thousands only where nothing else can be meant: between full-width digits, before decimals.
_GROUPED = (
    rf"(?:{_DIGIT}{{1,3}}(?:,{_DIGIT}{{3}}(?!{_DIGIT})){{1,6}}|[０-９]{{1,3}}(?:，[０-９]{{3}}(?!{_DIGIT})){{1,6}}"
    rf"|{_DIGIT}{{1,3}}(?:[,，]{_DIGIT}{{3}}(?!{_DIGIT})){{1,6}}(?=[.．]{_DIGIT}))"
)
_ARABIC = rf"(?:{_GROUPED}|{_DIGIT}{{1,18}}(?!{_DIGIT}))(?:[.．]{_DIGIT}{{1,10}})?"
_LATER = rf"零?(?:{_DIGIT}{{1,4}}(?![0-9０-９.．])|[一二三四五六七八九])(?:[ ]?{_SCALE})?"
_MIXED = rf"{_ARABIC}(?:[ ]?{_SCALE}(?:{_LATER}){{0,4}})?"
_WRITTEN = rf"{_CHINESE}{{1,24}}(?:个(?=[万亿][^\s]))?(?:点{_WRITTEN_DIGIT}{{1,8}}|点(?=[0-9]))?[万亿]{{0,2}}"
NUMERAL = re.compile(
    rf"(?P<sign>[-－−负]|零下)?(?P<low>{_MIXED}|{_WRITTEN})"
    r"(?P<more>[ ]?[多余]|[ ]?来(?=[个名位万亿人户家亩斤吨米]))?(?P<scale>[ ]?[万亿]{1,2})?"
)
PRODUCT = re.compile(rf"(?P<factor>{_DIGIT}{{1,4}})[×✕xX*](?P<rest>{_MIXED})")
FRACTION = re.compile(rf"负?(?P<below>{_DIGIT}{{1,6}}|{_CHINESE}{{1,8}})分之(?P<above>{_MIXED}|{_WRITTEN})")
JOIN = re.compile(r"[ ]?(?:\([^()]{1,3}\)|（[^（）]{1,3}）)?(?:—{1,2}|-{1,2}|[－–─~～]|至|到)[ ]?")
_UNIT_STARTS = re.escape("".join(sorted({name[0] for name in UNITS})))
# 一个, 一次, 一项 count nothing: no quantity starts there.
_ONLY_COUNTED = re.escape(
    "".join(
        {word[0] for word in MEASURE_WORDS}
        - {name[0] for name, unit in UNITS.items() if unit.dimension != "count"}
        - set("点分成折")
    )
)
_FOLLOWED = (
    rf"(?=[\u0020\u3000]?(?:[{_UNIT_STARTS}分成折多余来.．,，点万萬亿億兆百佰千仟级×✕xX*(（至到—－–─~～-]|[kKwW]))"
)
_WRITTEN_START = "一二三四五六七八九十百千万两俩廿卅壹贰叁肆伍陆柒捌玖拾佰仟几数半"
_WHOLE_DIGITS = rf"(?<!{_DIGIT}){_DIGIT}++"
START = re.compile(
    rf"""
    (?= [0-9０-９{_WRITTEN_START}负零－−-] )
    (?: {_WHOLE_DIGITS} {_FOLLOWED}
      # a currency's sign or name leads the number
      | (?<=[$￥¥€£币元]) {_WHOLE_DIGITS}
      | [-－−] (?={_DIGIT}) | 负 (?=[0-9０-９一二三四五六七八九十百]) | 零 (?=[下点])
      # 一 of 统一, 唯一 and 一个, 一次 counts nothing, nor does 数 of 多数, 少数
      | (?! 一[{_ONLY_COUNTED}] | (?<=[统唯专同逐惟划])一 | (?<=[多少])数 ) [{_WRITTEN_START}] {_CHINESE}{{0,23}} {_FOLLOWED} )
    """,
    re.VERBOSE,
)
"""Where a quantity may start: a number that something of a unit follows, or that a currency's sign leads."""

LONGEST_DENOMINATOR = 12
"""How many characters a fraction may take up to the end of 分之: 负, a numeral of 8 and the word."""

LONGEST_DIGITS = 18
"""A longer run of digits is a code."""

NUMERALS_KEPT = 4096
"""Numerals whose values a process keeps: most that a newspaper prints are among the last few thousand."""

MOST_TRIMMED = 4
"""How many last characters a run of numerals may lend to what follows it: 七十百分位 is 七十 and 百分位."""

_LARGE, _SMALL = re.compile(r"[万亿萬億]+\Z"), re.compile(r"[百千佰仟]\Z")
_ARABIC_DIGITS = frozenset("0123456789０１２３４５６７８９")
_PREFIXABLE = frozenset("瓦克米卡赫帕伏安焦兆字比升")


class Number(NamedTuple):
    """A number in a text.

    Attributes:
        low, high: its value, or its bounds if it is vague or a range.
        end: where it ends in the text.
        is_over: 多 or 余 follows it (4000多).
        is_vague: 几十, 五六百.
        is_written: it begins with a Chinese numeral.
        has_scale: 万 or 亿 belongs to it.
    """

    low: float
    high: float | None
    end: int
    is_over: bool = False
    is_vague: bool = False
    is_written: bool = False
    has_scale: bool = False


class _Numeral(NamedTuple):
    """The value of a numeral, or its bounds; how many of its characters it takes; whether 万 or 亿 is among them."""

    low: float
    high: float | None
    length: int
    has_scale: bool


def _numeral(text: str) -> _Numeral | None:
    vague = parse_vague(text.replace("个", ""))
    value = parse_number(text.replace("个", "")) if vague is None else vague.low
    if value is None:
        return None
    return _Numeral(value, None if vague is None else vague.high, len(text), any(unit in text for unit in "万亿萬億"))


@lru_cache(maxsize=NUMERALS_KEPT)
def _readable(low: str, may_lend: bool) -> _Numeral | None:
    """The longest readable beginning of a run of numerals; a last 两 or 千 may belong to the unit (三十两, 三百千瓦)."""
    first = 0
    if len(low) > 1 and (low[-1] == "两" or (low[-1] in "千兆" and may_lend)):
        first = 1 if low[-2] in "十百万亿" or low[-1] == "两" else 0
    read = (_numeral(low[: len(low) - cut]) for cut in range(first, min(MOST_TRIMMED, len(low))))
    return next(filter(None, read), None)


def number_at(text: str, at: int) -> Number | None:
    """The number that starts at `at`, with 多 and 万 after it; None if none does.

    >>> number_at("20多万人", 0)
    Number(low=200000, high=None, end=4, is_over=True, is_vague=False, is_written=False, has_scale=True)
    """
    match = NUMERAL.match(text, at)
    if match is None:
        return None
    sign, low, more, scale = match.groups()
    end, read = match.end(), None
    if scale:
        read = _readable(low + scale.strip(), text[end : end + 1] in _PREFIXABLE)
    if read is None:
        first, last = match.span("low")
        read = _readable(low, text[last : last + 1] in _PREFIXABLE)
        if read is None:
            return None
        more = more if read.length == len(low) else None
        end = match.end("more") if more else first + read.length
    value, high, _, has_scale = read
    if sign:
        value, high = -value, None if high is None else -high
    return Number(value, high, end, bool(more), high is not None, low[0] not in _ARABIC_DIGITS, has_scale)


def numeral_end(text: str, at: int) -> int:
    """Where the run of numerals at `at` ends, readable or not."""
    match = NUMERAL.match(text, at)
    return match.end("low") if match else at


def fraction_at(text: str, at: int) -> tuple[Number, float] | None:
    """The numerator and the denominator of a written fraction: 三分之一, 百分之五, 百分之二三十."""
    match = FRACTION.match(text, at) if text.find("分之", at, at + LONGEST_DENOMINATOR) >= 0 else None
    below = parse_number(match["below"]) or parse_number("1" + match["below"]) if match else None
    above = number_at(text, match.start("above")) if match and below else None
    return (above, below) if above and below else None


def scaled_low(low_text: str, low: float, high_text: str, high: float) -> float:
    """The lower bound with the upper one's 万 or 亿 where only that has it: 两到三万 is 20000 to 30000.

    >>> scaled_low("两", 2, "三万", 30000), scaled_low("8500", 8500, "3万", 30000)
    (20000, 8500)
    """
    if _LARGE.search(low_text):
        return low
    scale = _LARGE.search(high_text.strip()) or (None if _SMALL.search(low_text) else _SMALL.search(high_text.strip()))
    size = parse_number("1" + scale[0]) if scale else None
    return low * size if size and low < high / size else low
