"""Expressions of time that are no calendar point with a year before it: weeks, plans, decades, durations."""

from __future__ import annotations

import datetime

from tasks.enrich import dates_period as periods
from tasks.enrich import dates_words as words
from tasks.enrich.dates_grammar import DURATION_UNITS, UP_TO_99, compiled
from tasks.enrich.dates_period import Period
from tasks.enrich.dates_points import Context, Groups, integer
from tasks.lang.calendar import WEEKDAYS, make_date
from tasks.lang.numerals import parse_number, parse_vague

LONGEST_MONTH = 31

_REST = compiled(rf"(?P<count>{UP_TO_99})(?P<unit>个月|天|小时|分钟?|秒钟?)")
_COUNTED = {"俩": 2.0, "仨": 3.0}


def numeric(groups: Groups, context: Context) -> Period | None:
    """2024-04-01, 2024.04, 20240401."""
    year = integer(groups["ny"]) or 0
    month = integer(groups["nm"] or groups["nm2"] or groups["nm3"]) or 0
    day = groups["nd"] or groups["nd3"]
    if day is None:
        return periods.months(year, month, month)
    date = make_date(year, month, integer(day) or 0)
    return periods.day(date) if date else None


def years(groups: Groups, context: Context) -> Period | None:
    """2020—2025年."""
    first, last = integer(groups["y1"]) or 0, integer(groups["y2"]) or 0
    return periods.years(first, last) if first <= last else None


def plan(groups: Groups, context: Context) -> Period:
    """“十四五”时期 is 2021 to 2025; its 末 is the last year, its 初 the first."""
    written = (groups["plan"] or groups["bareplan"] or "")[:-1]
    whole = periods.five_year_plan(integer(written) or 1)
    edge = groups["planedge"] or groups["bareplanedge"]
    if not edge or whole.start is None or whole.end is None:
        return whole
    year = whole.end.year if edge == "末" else whole.start.year
    return periods.years(year, year)


def century(groups: Groups, context: Context) -> Period | None:
    """20世纪80年代, 上世纪90年代, 九十年代; 初 and 前期 the first third, 末 and 后期 the last."""
    decade = integer(groups["decade"] or groups["baredecade"])
    first = _first_of_century(groups, context)
    if first is None:
        return Period(None, None, "period", is_relative=True)
    start = first + (decade or 0)
    length = 100 if decade is None else 10
    low, high = {"初": (0, 2), "前": (0, 3), "中": (3, 7), "末": (7, 10), "后": (6, 10)}.get(
        (groups["edge"] or "整")[0], (0, 10)
    )
    found = periods.years(start + length * low // 10, start + length * high // 10 - 1, "period")
    return found._replace(is_relative=groups["century"] is None)


def _first_of_century(groups: Groups, context: Context) -> int | None:
    if groups["century"]:
        return ((integer(groups["century"]) or 1) - 1) * 100
    if context.reference is None:
        return None
    this = context.reference.year // 100 * 100
    if groups["baredecade"]:
        return this - 100 if (integer(groups["baredecade"]) or 0) > context.reference.year % 100 else this
    return this - 100 if (groups["relcentury"] or "").startswith("上") else this


def week(groups: Groups, context: Context) -> Period:
    """上周, 本周五, 下周末, 星期三: weeks begin on Monday."""
    weekday = groups["weekday"] or groups["weekday2"] or groups["weekday3"]
    if context.reference is None:
        return Period(None, None, "day" if weekday else "week", is_relative=True)
    whole = periods.week(context.reference, words.RELATIVE_WEEKS.get(groups["relweek"] or "本", 0))
    if weekday is None or whole.start is None or whole.end is None:
        return whole
    if weekday == "末":
        return whole._replace(start=periods.add_days(whole.end, -1), granularity="period")
    return periods.day(periods.add_days(whole.start, WEEKDAYS.index(weekday.replace("天", "日"))), is_relative=True)


def two_years(groups: Groups, context: Context) -> Period:
    """今明两年, 今冬明春, 去冬."""
    if context.reference is None:
        return Period(None, None, "period", is_relative=True)
    now = context.reference.year
    if groups["oneseason"]:
        first, last = words.SEASONS[groups["oneseason"]]
        shift = {"去": -1, "今": 0, "明": 1}[groups["seasonyear"] or "今"]
        return periods.months(now + shift, first, last, "period", is_relative=True)
    if groups["twoyears"] == "今冬明春":
        return periods.months(now, 12, 5, "period", is_relative=True)
    first, last = {"今明两年": (0, 1), "去今两年": (-1, 0)}.get(groups["twoyears"] or "", (0, 2))
    return periods.years(now + first, now + last, "period", is_relative=True)


def near_day(groups: Groups, context: Context) -> Period | None:
    """昨日, 明晚; 当日 and 次日 lean on the day last named; 昨（13）日 is the 13th that is nearest to the issue."""
    if groups["numberedday"]:
        day = integer(groups["numberedday"]) or 0
        found = periods.near_day(context.reference, day) if context.reference and 1 <= day <= 31 else None
        return periods.day(found, is_relative=True) if 1 <= day <= 31 else None
    name = groups["relday"] or ""
    backward = name in words.BACKWARD_DAYS
    anchor = (context.previous or context.reference) if backward else context.reference
    shift = words.BACKWARD_DAYS[name] if backward else words.RELATIVE_DAYS[name]
    return periods.day(periods.add_days(anchor, shift) if anchor else None, is_relative=True)


def day_alone(groups: Groups, context: Context) -> Period | None:
    """A mere 29日: of the month last named, else the nearest to the issue."""
    if groups["listedday"] and context.previous is None:
        return None
    first = integer(groups["day"] or groups["d1"] or groups["writtenday"] or groups["listedday"]) or 0
    last = integer(groups["d2"]) if groups["d2"] else first
    if not 1 <= first <= 31 or not last or not first <= last <= 31:
        return None
    start = _day_of_month(first, context)
    end = make_date(start.year, start.month, last) if start else None
    return Period(start if end else None, end, "day", is_relative=True)


def _day_of_month(day: int, context: Context) -> datetime.date | None:
    if context.year and context.month:
        return make_date(context.year, context.month, day)
    anchor = context.previous or context.reference
    return periods.near_day(anchor, day) if anchor else None


def clock(groups: Groups, context: Context) -> Period:
    """A time of day without its day: that of the day last named."""
    return periods.day(context.previous, is_relative=True)._replace(granularity="time")


def recurrence(groups: Groups, context: Context) -> Period | None:
    """每年 recurs after P1Y, 每两周 after P2W."""
    if groups["weekday"]:
        return Period(None, None, "duration", duration="P1W")
    count = _count(groups["count"]) if groups["count"] else 1.0
    unit = (groups["unit"] or "").removesuffix("度") if groups["unit"] != "季度" else "季度"
    iso = None if count is None else iso_duration(count, unit.removesuffix("钟") if unit.startswith("秒") else unit)
    return Period(None, None, "duration", duration=iso) if iso else None


def _count(text: str | None) -> float | None:
    """A count's value; the lower bound of a vague one."""
    if not text:
        return None
    if text in _COUNTED:
        return _COUNTED[text]
    value = parse_number(text)
    if value is None:
        vague = parse_vague(text)
        return vague.low if vague else None
    return value


def _plain(number: float) -> str:
    return f"{number:.6f}".rstrip("0").rstrip(".")


def iso_duration(count: float, unit: str) -> str:
    """ISO 8601 for a number of one unit: 3 年 is P3Y, 0.5 小时 is PT0.5H, 2 季度 is P6M.

    >>> iso_duration(2, "季度"), iso_duration(0.5, "小时")
    ('P6M', 'PT0.5H')
    """
    letter, size = DURATION_UNITS[unit]
    written = _plain(count * size)
    return f"PT{written}{letter[1]}" if letter.startswith("T") else f"P{written}{letter}"


def _unit(text: str | None) -> str:
    name = (text or "").removeprefix("个")
    return name if name in DURATION_UNITS else name.removesuffix("钟")


def _with_rest(iso: str, rest: str | None) -> str:
    """P1Y and 6个月 are P1Y6M."""
    for part in _REST.finditer(rest or ""):
        one = iso_duration(_count(part["count"]) or 0, _unit(part["unit"]))
        timed = one.startswith("PT")
        iso += one[2:] if timed and "T" in iso else one[1:]
    return iso


def duration(groups: Groups, context: Context) -> Period | None:
    """三年, 四十多年, 两年半, 36天5小时; 三年内, 近五年, 两年后 lie about the issue's date."""
    count, unit = _count(groups["count"]), _unit(groups["unit"])
    if count is None or count > 10**9 or _is_day_of_month(groups["count"], count, unit, groups["after"]):
        return None
    if groups["andhalf"] or groups["halftail"]:
        count += 0.5
    iso = _with_rest(iso_duration(count, unit), groups["rest"])
    found = Period(None, None, "duration", duration=iso)
    return _placed(found, count, unit, groups["before"], groups["after"], context.reference)


def duration_range(groups: Groups, context: Context) -> Period | None:
    """3~6个月: a duration of at least the lower count."""
    low, high, unit = _count(groups["low"]), _count(groups["high"]), _unit(groups["unit"])
    if low is None or high is None or low > high or high > 10**9:
        return None
    if _is_day_of_month(groups["high"], high, unit, groups["after"]):
        return None
    return Period(None, None, "duration", duration=iso_duration(low, unit))


def _is_day_of_month(written: str | None, count: float, unit: str, after: str | None) -> bool:
    """Whether 日 names a day: 15日 does; 15日内, 两日 and 90日 count days."""
    return unit == "日" and count <= LONGEST_MONTH and written not in ("两", "半") and after not in _WITHIN


def _step(reference: datetime.date, count: float, unit: str, sign: int) -> datetime.date:
    """`count` units before or after a day."""
    letter, size = DURATION_UNITS[unit]
    amount = min(count * size, 10**5)
    if letter == "Y":
        return periods.add_months(reference, sign * round(amount * 12))
    if letter == "M":
        moved = periods.add_months(reference, sign * int(amount))
        return periods.add_days(moved, sign * round((amount - int(amount)) * 30))
    days = {"W": 7.0, "D": 1.0, "TH": 1 / 24}.get(letter, 0.0)
    return periods.add_days(reference, sign * round(amount * days))


_FORWARD_BEFORE, _BACKWARD_BEFORE = ("未来", "今后", "接下来"), ("近", "最近", "过去")
_WITHIN, _SINCE = ("内", "以内", "之内"), ("以来",)


def _placed(
    found: Period, count: float, unit: str, before: str | None, after: str | None, reference: datetime.date | None
) -> Period:
    """Place a duration about the issue's date where the words around it say so."""
    words_around = (before in (*_FORWARD_BEFORE, *_BACKWARD_BEFORE), after)
    if words_around == (False, None) and before != "再过":
        return found
    if reference is None:
        return found._replace(is_relative=True)
    relative = found._replace(is_relative=True)
    if before in _BACKWARD_BEFORE or after in _SINCE:
        return relative._replace(start=_step(reference, count, unit, -1), end=reference)
    if before in _FORWARD_BEFORE or after in _WITHIN:
        return relative._replace(start=reference, end=_step(reference, count, unit, 1))
    sign = -1 if after in ("前", "以前", "之前") else 1
    return _at_distance(relative, _step(reference, count, unit, sign), count, unit, after)


def _at_distance(found: Period, then: datetime.date, count: float, unit: str, after: str | None) -> Period:
    """两年前 is the year, 20天后 the day; 以前 and 以后 are open on one side."""
    around = _around(then, count, unit)
    if after in ("以前", "之前"):
        return found._replace(end=around.end)
    if after in ("以后", "之后"):
        return found._replace(start=around.start)
    return found._replace(start=around.start, end=around.end)


def _around(then: datetime.date, count: float, unit: str) -> Period:
    """The calendar unit about a day that fits the unit counted: a year for years, a month for 半年."""
    letter, size = DURATION_UNITS[unit]
    if letter == "Y" and float(count * size).is_integer():
        return periods.years(then.year, then.year)
    if letter in "YM" and (float(count * size).is_integer() or letter == "Y"):
        return periods.months(then.year, then.month, then.month)
    return periods.week(then, 0) if letter == "W" else periods.day(then)
