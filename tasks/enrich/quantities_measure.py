"""Numbers with their units: percentages, fractions, money, rates, ranges, products, and counts."""

from __future__ import annotations

import re
import string
from typing import NamedTuple

from tasks.enrich import quantities_words as words
from tasks.enrich.quantities_numbers import JOIN, PRODUCT, Number, fraction_at, number_at, numeral_end, scaled_low
from tasks.lang.numerals import parse_number, parse_vague
from tasks.lang.units import CURRENCY_NAMES, UNITS, Unit, unit_at


class Measured(NamedTuple):
    """A number and its unit, before its surroundings are read.

    Attributes:
        low, high: the value in `unit`, or its bounds; 三成 is 30 in %.
        factor: what the value is multiplied with to give it in `base_unit`.
        modifier: what the number's own form says: over for 4000多, about for 几十.
    """

    start: int
    end: int
    low: float
    high: float | None
    unit: str | None
    dimension: str | None = None
    base_unit: str | None = None
    factor: float = 1.0
    modifier: str | None = None


_DISCOUNT = re.compile(
    r"(?P<number>[1-9２-９][0-9]?(?:[.．][0-9０-９])?|[一二三四五六七八九两半](?:点?[一二三四五六七八九])?)折"
)
_TENTHS = re.compile(r"[ ]?成(?P<half>半)?(?P<more>[一二三四五六七八九])?")
_BEFORE_TENTHS = ("成", " ")
_ONE_DIGIT = "[0-9一二三四五六七八九两壹贰叁肆伍陆柒捌玖]"
_SUBUNITS = re.compile(
    rf"零?(?P<tenths>{_ONE_DIGIT})[角毛](?:(?P<cents>{_ONE_DIGIT})分)?钱?|零?(?P<cents2>{_ONE_DIGIT})分钱?"
)
_MONEY_TAIL = re.compile(r"(?:整|正)(?![个体理在是])|(?:人民币)")
_MONEY_HEAD = re.compile(r"(?:人民币|港币|港元|新台币|台币|美元|欧元|日元|￥|¥|\$|US\$|HK\$|€|£)[ ]{0,2}\Z")
_HEAD_CURRENCIES = {"￥": "元", "¥": "元", "$": "美元", "US$": "美元", "HK$": "港元", "€": "欧元", "£": "英镑"}
_CODE_BEFORE = frozenset("第.．/_#＃№:-０１２３４５６７８９" + string.ascii_letters + string.digits)
"""A number right behind one of these is an ordinal or part of a code."""

LONGEST_DISCOUNT = 5
"""九点五折 has 4 characters."""

LEAST_VAGUE = 2
"""几次 and 数名, one to ten, count nothing that can be summed; 两三次 does."""

_BARE_UNITS = re.compile("[百千万]|[千万]万|千百|百千|万千|百十")
_SESSION = re.compile(r"全体|全会|会议|常委|党代|代表|中央|理事|大会|集体学习")

LEAST_GRADE = 10**8
"""From here on 级 names a size (百亿级产业), no grade (6—8级大风)."""

_LETTERS = frozenset(string.ascii_letters)
_JOIN_NEAR = re.compile(r"[^，。；、0-9\n]{0,7}?[—－–─~～至到-]")
_TIMES = tuple("×✕xX*")
_PER = ("/", "／")


def _unit(text: str, at: int) -> Unit | None:
    """The unit at `at`, unless what follows makes another word of it."""
    unit = UNITS["%"] if text[at : at + 1] == "％" else unit_at(text, at)
    while unit is not None:
        end = at + len(unit.name)
        following = text[end : end + 1]
        blocked = following != "" and following in words.NOT_AFTER.get(unit.name, "")
        if not blocked and not (unit.name[-1] in _LETTERS and following.isascii() and following.isalnum()):
            return unit
        unit = next((UNITS[n] for n in (unit.name[:k] for k in range(len(unit.name) - 1, 0, -1)) if n in UNITS), None)
    return None


def _is_set_phrase(text: str, at: int, number: Number) -> bool:
    """Whether a written number is part of a set phrase: 千家万户."""
    return number.is_written and _IDIOM.match(text, at) is not None


# 十点 and 一点 are none before a decimal: 十点二五亿元.
_IDIOM = re.compile(f"(?:{'|'.join(words.IDIOMS)})(?!(?<=点)[零一二三四五六七八九])")


def _percent(text: str, at: int) -> Measured | None:
    """百分之五, 千分之三, 三分之一."""
    found = fraction_at(text, at)
    if found is None:
        return None
    above, below = found
    unit, size = ("%", 100 / below) if below in (100, 1000, 10000) else (None, 1 / below)
    high = None if above.high is None else round(above.high * size, 10)
    own = "over" if above.is_over else "about" if above.is_vague else None
    factor = 1.0 if unit else 100.0
    low = round(above.low * size, 10) if unit else above.low / below
    return Measured(at, above.end, low, high, unit, "share", "%", factor, own)


def _discount(text: str, at: int) -> Measured | None:
    """八折, 七五折: share of the price."""
    match = _DISCOUNT.match(text, at) if text.find("折", at, at + LONGEST_DISCOUNT) >= 0 else None
    if match is None or text[match.end() : match.end() + 1] in (*words.NOT_AFTER["折"],):
        return None
    value = 5 if match["number"] == "半" else parse_number(match["number"]) or 0
    return Measured(at, match.end(), value * (10 if value < 10 else 1), None, "%", "share", "%")


def _tenths(text: str, at: int, number: Number) -> Measured | None:
    """三成, 七成六, 三成半, 七八成."""
    match = _TENTHS.match(text, number.end) if text[number.end : number.end + 1] in _BEFORE_TENTHS else None
    if match is None or number.has_scale or text[match.end() : match.end() + 1] in (*words.NOT_AFTER["成"],):
        return None
    extra = 5 if match["half"] else parse_number(match["more"] or "0") or 0
    vague = parse_vague(text[at : number.end])
    if vague:
        return Measured(at, match.end(), vague.low * 10, vague.high * 10, "%", "share", "%", modifier="about")
    return Measured(at, match.end(), number.low * 10 + extra, None, "%", "share", "%")


def _ranged(text: str, at: int, first: Number) -> tuple[Number, int | None]:
    """A number, joined with a second one behind 至 or a dash: 6—8, 3%至5%, 1万-5万."""
    end = first.end
    if not _JOIN_NEAR.match(text, end):
        return first, None
    unit = _unit(text, end)
    if unit is not None and JOIN.match(text, end + len(unit.name)):
        end += len(unit.name)
    join = JOIN.match(text, end)
    second = number_at(text, join.end()) if join else None
    if join is None or second is None or second.high is not None or first.high is not None or second.low < 0:
        return first, None
    low = scaled_low(text[at : first.end], first.low, text[join.end() : second.end], second.low)
    if low >= second.low:
        return first, None
    return Number(low, second.low, second.end, second.is_over, False, first.is_written, second.has_scale), second.end


def _with_half(text: str, end: int, low: float) -> tuple[float, int]:
    """一吨半 is 1.5 吨."""
    if text[end : end + 1] == "半" and text[end + 1 : end + 2] not in tuple("导径年月天个数以成决"):
        return low + 0.5, end + 1
    return low, end


def _money(text: str, measured: Measured) -> Measured:
    """Money with its small change and the currency around it: 123元1角1分, 人民币50元, 8亿元人民币."""
    low, end, unit, base = measured.low, measured.end, measured.unit, measured.base_unit
    change = _SUBUNITS.match(text, end) if measured.unit in ("元", "圆", "块", "块钱") else None
    if change:
        tenths, cents = (parse_number(change[g] or "0") or 0 for g in ("tenths", "cents"))
        low = round(low + tenths / 10 + (cents or parse_number(change["cents2"] or "0") or 0) / 100, 2)
        end = change.end()
    elif tail := _MONEY_TAIL.match(text, end):
        end = tail.end()
    unit = unit.removeprefix("元") or unit if unit else None
    head = _MONEY_HEAD.search(text, max(measured.start - 5, 0), measured.start)
    if head and unit in ("元", "圆", "块", "块钱", None):
        printed = head[0].strip()
        base = _HEAD_CURRENCIES.get(printed) or CURRENCY_NAMES.get(printed, printed)
        return Measured(head.start(), end, low, measured.high, base, "money", base, 1.0, measured.modifier)
    return Measured(measured.start, end, low, measured.high, unit, "money", base, measured.factor, measured.modifier)


def _counted(text: str, at: int, number: Number, end: int) -> Measured | None:
    """A number with the unit behind it."""
    if text[end : end + 1] == "级" and number.low >= LEAST_GRADE:
        return Measured(at, end, number.low, number.high, None)
    gap = 1 if text[end : end + 1] in (" ", "\u3000") else 0
    unit = _unit(text, end + gap)
    own = "over" if number.is_over else "about" if number.is_vague else None
    if unit is None:
        return _unitless(text, at, number, end, own)
    if unit.name == "块" and not _SUBUNITS.match(text, end + gap + 1):
        unit = Unit("块", "count", "块", 1)
    low, unit_end = _with_half(text, end + gap + len(unit.name), number.low)
    if number.is_written and _is_no_count(text, at, number, unit):
        return None
    if unit.dimension == "people" and text[at - 1 : at] == "前":
        return None
    measured = Measured(at, unit_end, low, number.high, unit.name, unit.dimension, unit.base_unit, unit.factor, own)
    if unit.dimension == "money":
        return _money(text, measured)
    return _per(text, measured)


def _is_no_count(text: str, at: int, number: Number, unit: Unit) -> bool:
    """Whether a written number with a measure word counts nothing: 一个, 几次, 一级, 二队, 五次全会, 一番话."""
    if unit.name == "番" and "翻" not in text[max(at - 3, 0) : at]:
        return True
    if unit.dimension == "grade":
        return not number.is_vague or number.low < LEAST_VAGUE
    if unit.name in ("度", "面") or text[at - 1 : at + 1] in ("上半", "下半", "前半", "后半", "大半", "小半"):
        return True
    if unit.dimension not in ("count", "people"):
        return False
    if _BARE_UNITS.fullmatch(text, at, number.end):
        return True
    after = at_end_of(text, number.end, unit)
    if unit.name == "次" and (_SESSION.match(text, after) or text[at - 1 : at] == "届"):
        return True
    is_ordinal = text.startswith("二", at) and number.end == at + 1
    return (number.low < LEAST_VAGUE or is_ordinal) and unit.name not in ("人", "口人")


def at_end_of(text: str, at: int, unit: Unit) -> int:
    """Where the unit after a number ends, a blank between them allowed."""
    return text.index(unit.name, at) + len(unit.name)


def _per(text: str, measured: Measured) -> Measured:
    """A rate: 元/吨 and 微克/立方米 have no base unit here."""
    below = unit_at(text, measured.end + 1) if text[measured.end : measured.end + 1] in _PER else None
    if below is None:
        return measured
    end = measured.end + 1 + len(below.name)
    name = f"{measured.unit}/{below.name}"
    return Measured(measured.start, end, measured.low, measured.high, name, "rate", None, 1.0, measured.modifier)


def _unitless(text: str, at: int, number: Number, end: int, own: str | None) -> Measured | None:
    """A number without a unit counts only with 万 or 亿, or money's sign before it: 百亿级, 超10万, $20."""
    bare = Measured(at, end, number.low, number.high, None, modifier=own)
    with_sign = _money(text, bare)
    if with_sign.unit is not None:
        return with_sign
    return bare if number.has_scale and not number.is_written else None


def measured_at(text: str, at: int) -> tuple[Measured | None, int]:
    """The quantity whose number starts at `at`, None if there is none, and where the search goes on."""
    if found := None if at and text[at - 1] in _CODE_BEFORE else _percent(text, at) or _discount(text, at):
        return found, found.end
    number = number_at(text, at)
    if number is None:
        return None, max(numeral_end(text, at), at + 1)
    is_other = (at and text[at - 1] in _CODE_BEFORE) or _is_set_phrase(text, at, number)
    found = None if is_other else _with_unit(text, at, number)
    return found, found.end if found else number.end


def _with_unit(text: str, at: int, number: Number) -> Measured | None:
    """A number as tenths, as a product, as a range or by itself, with its unit."""
    if found := _tenths(text, at, number):
        return found
    product = PRODUCT.match(text, at) if text[number.end : number.end + 1] in _TIMES else None
    if product:
        rest = number_at(text, product.start("rest"))
        return _times(text, at, int(parse_number(product["factor"]) or 1), rest) if rest else None
    ranged, end = _ranged(text, at, number)
    return _counted(text, at, ranged, end or number.end)


def _times(text: str, at: int, factor: int, rest: Number) -> Measured | None:
    """2×66万千瓦 is their product."""
    return _counted(text, at, Number(factor * rest.low, None, rest.end, has_scale=rest.has_scale), rest.end)
