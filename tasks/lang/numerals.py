"""Numbers in any writing: Arabic, full-width, Chinese (small, large, financial), and mixtures of them.

Everything is computed exactly (`fractions.Fraction`), so that 10.1万 is 101000 and not 100999.99…; the result is an
int where the number is whole and a float otherwise.
"""

from __future__ import annotations

import re
from fractions import Fraction
from functools import lru_cache
from typing import NamedTuple

MAX_NUMERAL_LENGTH = 64
"""Longest text, in characters, that is read as one number; longer runs of digits are codes, not numbers."""

_DIGITS = {
    "0": "零〇○０",
    "1": "一壹幺弌１",
    "2": "二贰貳弍两兩俩倆２",
    "3": "三叁參叄弎３",
    "4": "四肆４",
    "5": "五伍５",
    "6": "六陆陸６",
    "7": "七柒７",
    "8": "八捌８",
    "9": "九玖９",
}
_UNITS = {"十": "拾", "百": "佰", "千": "仟", "万": "萬", "亿": "億", "兆": ""}
_MARKS = {".": "点點．", "-": "负負－−", ",": "，", "/": "／⁄", "%": "％"}
_FOLD = str.maketrans(
    {variant: plain for table in (_DIGITS, _UNITS, _MARKS) for plain, variants in table.items() for variant in variants}
    | {"廿": "2十", "卅": "3十", "卌": "4十", "參": "3"}
)

SMALL_UNITS = {"十": 10, "百": 100, "千": 1_000}
LARGE_UNITS = {"万": 10**4, "亿": 10**8, "兆": 10**12}

_DECIMAL = re.compile(r"\d+(?:\.\d+)?|\.\d+", re.ASCII)
_GROUPED = re.compile(r"\d{1,3}(?:,\d{3})+(?!\d)", re.ASCII)
_LARGE_LETTERS = {"k": 10**3, "K": 10**3, "w": 10**4, "W": 10**4, "M": 10**6}
_SCIENTIFIC = re.compile(r"(\d+(?:\.\d+)?)[eE]([+-]?\d{1,2})", re.ASCII)


class NumberRange(NamedTuple):
    """A vague number's bounds: 五六百 is 500 to 600, 几十 is 10 to 100."""

    low: float
    high: float


def fold_numeral(text: str) -> str:
    """Write a numeral with ASCII digits and plain units: 贰佰零伍 -> 2百05, １２萬 -> 12万. Blanks are dropped.

    >>> fold_numeral("贰佰零伍"), fold_numeral("高标准")
    ('2百05', '高标准')
    """
    return "".join(text.split()).translate(_FOLD)


def _plain(text: str) -> Fraction | None:
    if not _DECIMAL.fullmatch(text):
        return None
    whole, _, decimals = text.partition(".")
    return Fraction(int(whole + decimals), 10 ** len(decimals))


def _small(text: str) -> Fraction | None:
    """Value of a numeral below 万: 3千05, 十2, 百, 35, 2.5千."""
    for unit, size in reversed(SMALL_UNITS.items()):
        head, found, tail = text.partition(unit)
        if found:
            return _join(_leading(head), size, tail)
    return _plain(text)


def _leading(head: str) -> Fraction | None:
    """The factor before a unit: one if nothing (or a mere 零) stands there."""
    return _plain(head.lstrip("0") or "1")


def _join(factor: Fraction | None, size: int, tail: str) -> Fraction | None:
    """factor × size + tail; a lone last digit counts the next lower unit: 一百二 is 120, 一百零二 is 102."""
    if factor is None or not tail:
        return factor and factor * size
    if len(tail) == 1 and tail.isdigit() and size > 10 and tail != "0":
        return factor * size + int(tail) * Fraction(size, 10)
    rest = None if tail[0] in LARGE_UNITS else _value(tail)
    return None if rest is None or rest >= size else factor * size + rest


def _value(text: str) -> Fraction | None:
    """Value of a folded, unsigned numeral without fraction: 1亿5千万, 十.5亿, 1百.123."""
    for unit, size in reversed(LARGE_UNITS.items()):
        head, found, tail = text.rpartition(unit)
        if found:
            return _join(_value(head) if head else Fraction(1), size, tail)
    whole, point, decimals = text.partition(".")
    if point and not whole.isdigit():
        base = _small(whole) if whole else Fraction(0)
        digits = _plain("0." + decimals)
        return None if base is None or digits is None else base + digits
    return _small(text)


def _decimal_after_unit(text: str) -> Fraction | None:
    """2千万.5544, where decimals follow a large unit: the point counts ones."""
    whole, point, decimals = text.rpartition(".")
    if not point or not decimals.isdigit() or whole[-1:] not in LARGE_UNITS:
        return None
    base = _value(whole)
    return None if base is None else base + Fraction("0." + decimals)


def _fraction(text: str) -> Fraction | None:
    """3分之1, 5又3分之1, 1/3."""
    whole, mixed, rest = text.rpartition("又")
    base = _value(whole) if mixed else Fraction(0)
    below, found, above = rest.partition("分之")
    if not found:
        above, found, below = rest.partition("/")
    top, bottom = _signed(above), _signed(below)
    if base is None or not found or top is None or not bottom:
        return None
    return base + top / bottom


def _unsigned(text: str) -> Fraction | None:
    if "分之" in text or "/" in text:
        return _fraction(text)
    if text[-1:] in _LARGE_LETTERS:
        factor = _plain(text[:-1])
        return factor and factor * _LARGE_LETTERS[text[-1]]
    if power := _SCIENTIFIC.fullmatch(text):
        return Fraction(power[1]) * Fraction(10) ** int(power[2])
    if text == "半":
        return Fraction(1, 2)
    if text in ("半百", "半千"):
        return Fraction(SMALL_UNITS[text[1]], 2)
    decimal = _decimal_after_unit(text)
    return _value(text) if decimal is None else decimal


def _signed(text: str) -> Fraction | None:
    sign = -1 if text[:1] == "-" else 1
    value = _unsigned(text[1:] if text[:1] in ("-", "+") else text)
    return value and sign * value


def as_number(value: Fraction) -> int | float:
    """An int if the value is whole, else the nearest float."""
    return value.numerator if value.denominator == 1 else float(value)


def parse_exact(text: str) -> Fraction | None:
    """The exact value of a numeral; None if `text` is none, or not one number (几十, 万, 亿万)."""
    if not 0 < len(text) <= MAX_NUMERAL_LENGTH:
        return None
    folded = fold_numeral(text)
    if "," in folded:
        folded = _GROUPED.sub(lambda m: m[0].replace(",", ""), folded)
    if folded.lstrip("+-") in ("万", "亿", "兆", "亿万", "万万", "") or _is_vague_pair(text, folded):
        return None
    return _signed(folded)


def parse_number(text: str) -> int | float | None:
    """The value of a numeral in any writing; None if the whole text is not one number.

    Reads Arabic and full-width digits, thousands separators, Chinese digits (〇零, 两, 幺), units 十百千万亿兆, financial
    capitals (壹贰叁…拾佰仟), 廿卅卌, mixtures (1亿5千万, 100万三千), decimals (三点五, 10.1万), fractions (三分之一, 1/3,
    五又三分之一), signs (负, -), the letters k, w, M after Arabic digits, and exponents (2e5). A trailing lone digit
    counts the next lower unit (一百二 is 120). Percentages and measure words are left to `tasks.lang.units`.

    >>> parse_number("三万五"), parse_number("二〇二四"), parse_number("１０.１萬"), parse_number("4千瓦")
    (35000, 2024, 101000, None)
    """
    return _parse_number(text) if 0 < len(text) <= MAX_NUMERAL_LENGTH else None


@lru_cache(maxsize=4096)
def _parse_number(text: str) -> int | float | None:
    if text.isascii() and text.isdigit():
        return int(text)
    value = parse_exact(text)
    return None if value is None else as_number(value)


_TAIL_UNITS = r"[十百千]?[万亿]{0,2}"
_VAGUE_HEAD = re.compile(rf"(?:几|幾|数|數|好几)([十百千]?)({_TAIL_UNITS})")
_VAGUE_TAIL = re.compile(r"(.*[十百千])0?(?:几|幾|来|來)([十百]?)([万亿]{0,2})", re.DOTALL)
_NEIGHBOURS = re.compile(rf"(.*[十百千]0?)?([1-9])([1-9])({_TAIL_UNITS})", re.DOTALL)
_WRITTEN_DIGITS = re.compile(r"[1-9１-９]")
_WRITTEN_PAIR = re.compile(r"[一二三四五六七八九][一二三四五六七八九]")
_ANY_UNIT = re.compile(r"[十百千万亿]")


def _is_vague_pair(text: str, folded: str) -> bool:
    """Whether two neighbouring digits stand among units: 五六百, but not 二三 alone, which may be 23."""
    return bool(_WRITTEN_PAIR.search(text) and _ANY_UNIT.search(folded) and _neighbours(folded))


def _scale(units: str) -> Fraction:
    return parse_exact("1" + units) or Fraction(1)


def _vague_head(folded: str) -> NumberRange | None:
    """几十 is 10 to 100, 数百万 is 1 to 10 million, 几 alone is 1 to 10."""
    found = _VAGUE_HEAD.fullmatch(folded)
    if not found:
        return None
    low = _scale(found[1] + found[2])
    return NumberRange(as_number(low), as_number(low * 10))


def _vague_tail(folded: str) -> NumberRange | None:
    """十几 is 10 to 20, 二十几万 is 200000 to 300000."""
    found = _VAGUE_TAIL.fullmatch(folded)
    base = parse_exact(found[1]) if found else None
    if not found or base is None:
        return None
    scale, step = _scale(found[3]), SMALL_UNITS[found[1][-1]]
    low = base + (SMALL_UNITS[found[2]] if found[2] else 0)
    return NumberRange(as_number(low * scale), as_number((base + step) * scale))


def _neighbours(folded: str) -> NumberRange | None:
    """五六百 is 500 to 600, 十五六 is 15 to 16, 一百五六 is 150 to 160; the second digit follows the first, or 三五."""
    found = _NEIGHBOURS.fullmatch(folded)
    if not found or not (found[2] < found[3] and (int(found[3]) - int(found[2]) == 1 or found[2] + found[3] == "35")):
        return None
    head, tail = found[1] or "", found[4]
    if head and tail[:1] in SMALL_UNITS and SMALL_UNITS[tail[0]] >= SMALL_UNITS.get(head.rstrip("0")[-1], 0):
        return None
    low, high = (parse_exact(head + digit + tail) for digit in (found[2], found[3]))
    return None if low is None or high is None else NumberRange(as_number(low), as_number(high))


def parse_vague(text: str) -> NumberRange | None:
    """The bounds of a vague number; None if `text` is none.

    几十, 数百万 (one to ten of the unit), 十几, 二十来 (up to the next), 五六百, 十五六, 三五 (two neighbouring Chinese digits).

    >>> parse_vague("五六百"), parse_vague("十几万"), parse_vague("二〇")
    (NumberRange(low=500, high=600), NumberRange(low=100000, high=200000), None)
    """
    return _parse_vague(text) if 0 < len(text) <= MAX_NUMERAL_LENGTH else None


@lru_cache(maxsize=4096)
def _parse_vague(text: str) -> NumberRange | None:
    folded = fold_numeral(text)
    if "几" in folded or "幾" in folded or folded[:1] in ("数", "數") or "来" in folded or "來" in folded:
        return _vague_head(folded) or _vague_tail(folded)
    return None if _WRITTEN_DIGITS.search(text) else _neighbours(folded)
