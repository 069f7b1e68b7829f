"""Points and periods of the calendar: what a matched expression stands for."""

from __future__ import annotations

import datetime
import re
from collections.abc import Callable
from typing import NamedTuple

from tasks.enrich import dates_period as periods
from tasks.enrich import dates_words as words
from tasks.enrich.dates_period import Period
from tasks.lang.calendar import MINGUO_OFFSET, WEEKDAYS, cycle_name, cycle_of, make_date, solar_of
from tasks.lang.numerals import parse_number

Groups = re.Match[str]
"""A matched expression, read by the names of its groups."""


class Context(NamedTuple):
    """What an expression may lean on.

    Attributes:
        reference: the issue's date.
        previous: the last day that the text named.
        last_year: the year of what the text last named.
        year, month: those of the first half of a range, for a second half that leaves them out.
    """

    reference: datetime.date | None
    previous: datetime.date | None = None
    year: int | None = None
    month: int | None = None
    last_year: int | None = None


class Year(NamedTuple):
    """The year of an expression; `stated` is False where none is printed."""

    value: int | None
    stated: bool
    is_relative: bool


_PIVOT_YEARS_AHEAD = 10


def integer(text: str | None) -> int | None:
    """The whole number that `text` writes."""
    value = parse_number(text) if text else None
    return value if isinstance(value, int) else None


def _full_year(short: int, reference: datetime.date | None) -> int:
    """The year of a two-digit one: at most ten years ahead of the issue."""
    now = reference.year if reference else 2000 + 99 - _PIVOT_YEARS_AHEAD
    century = now - now % 100 + short
    return century - 100 if century > now + _PIVOT_YEARS_AHEAD else century


def year_of(groups: Groups, context: Context) -> Year:
    """The year that the expression prints, or that it leans on."""
    if text := groups["year"]:
        return Year(integer(text), True, False)
    if text := groups["minguo"]:
        number = 1 if text == "元" else integer(text)
        return Year(None if number is None else number + MINGUO_OFFSET, True, False)
    if text := groups["shortyear"] or groups["bareyear"]:
        number = integer(text)
        return Year(None if number is None else _full_year(number, context.reference), True, False)
    if text := groups["relyear"]:
        return _relative_year(text, context)
    return Year(context.year, context.year is not None, False)


def _relative_year(text: str, context: Context) -> Year:
    now = context.reference.year if context.reference else None
    anchor = context.last_year if text in words.BACKWARD_YEARS else now
    shift = words.BACKWARD_YEARS.get(text, words.RELATIVE_YEARS.get(text, 0))
    return Year(anchor + shift if anchor else None, True, True)


def _in_year(year: Year, context: Context, month: int, day: int = 15) -> int | None:
    """The printed year, else the one that the issue's date suggests."""
    if year.stated:
        return year.value
    return periods.near_year(context.reference, month, day) if context.reference else None


def _relative(year: Year) -> bool:
    return year.is_relative or not year.stated


def half(groups: Groups, year: Year, context: Context) -> Period:
    """上半年, 下半年."""
    first, last = (1, 6) if groups["half"] == "上" else (7, 12)
    return periods.months(_in_year(year, context, first), first, last, "half", _relative(year))


def quarter(groups: Groups, year: Year, context: Context) -> Period:
    """一季度, 前三季度, 本季度, 四季度末."""
    if text := groups["quarters"]:
        last = 3 * (integer(text) or 0)
        value = year.value
        if not year.stated and context.reference:
            value = periods.sum_year(context.reference, last)
        return periods.months(value, 1, last, "quarter", _relative(year))
    if text := groups["relquarter"]:
        return _quarter_from_now(words.RELATIVE_QUARTERS[text], groups["quarteredge"], context)
    text = groups["quarter"] or groups["nthquarter"] or groups["qquarter"]
    number = 1 if text == "首" else integer(text) or 0
    value = _in_year(year, context, 3 * number - 2)
    return _quarter(value, number, groups["quarteredge"], _relative(year))


def _quarter(year: int | None, number: int, edge: str | None, is_relative: bool) -> Period:
    first, last = 3 * number - 2, 3 * number
    if edge:
        first = last = last if edge == "末" else first
    return periods.months(year, first, last, "month" if edge else "quarter", is_relative)


def _quarter_from_now(shift: int, edge: str | None, context: Context) -> Period:
    if context.reference is None:
        return Period(None, None, "quarter", is_relative=True)
    then = periods.add_months(context.reference, 3 * shift)
    return _quarter(then.year, (then.month + 2) // 3, edge, is_relative=True)


def month_span(groups: Groups, year: Year, context: Context) -> Period:
    """1—9月, 前11个月, 首月, 第三个月."""
    first, last = _months_of(groups)
    value = year.value
    if not year.stated and context.reference:
        value = (
            periods.sum_year(context.reference, last)
            if first == 1
            else periods.near_year(context.reference, last) - (last < first)
        )
    return periods.months(value, first, last, "month", _relative(year))


def _months_of(groups: Groups) -> tuple[int, int]:
    if groups["m1"]:
        return integer(groups["m1"]) or 0, integer(groups["m2"]) or 0
    if groups["firstmonths"]:
        return 1, integer(groups["firstmonths"]) or 0
    if groups["lastmonths"]:
        return 13 - (integer(groups["lastmonths"]) or 0), 12
    number = 1 if groups["firstmonth"] else integer(groups["nthmonth"]) or 0
    return number, number


def month_point(groups: Groups, year: Year, context: Context) -> Period:
    """A month, and what of it: a day, days, ten days, its edge, its n-th week."""
    value, month, is_relative = _month_of(groups, year, context)
    if groups["d1"]:
        return _day_range(value, month, groups, is_relative)
    if groups["day"]:
        number = integer(groups["day"]) or 0
        return periods.day(_day(value, month, number, year.stated), is_relative)
    if groups["tenday"]:
        return _part_of_month(value, month, groups["tenday"], is_relative)
    if groups["nthweek"]:
        return _week_of_month(value, month, groups)
    return periods.months(value, month, month, "month", is_relative)


def _month_of(groups: Groups, year: Year, context: Context) -> tuple[int | None, int, bool]:
    if name := groups["relmonth"] or (None if groups["month"] else "本月"):
        anchor = context.previous or context.reference if name in ("当月", "同月", "次月") else context.reference
        if anchor is None:
            return None, 1, True
        then = periods.add_months(anchor.replace(day=1), words.RELATIVE_MONTHS[name])
        return (year.value if groups["relyear"] else then.year), then.month, True
    month = integer(groups["month"]) or 0
    day = integer(groups["day"] or groups["d2"]) or 15
    if groups["wired"] is not None and not year.stated and context.reference:
        return periods.past_year(context.reference, month, day), month, True
    return _in_year(year, context, month, day) if 1 <= month <= 12 else None, month, _relative(year)


def _day(year: int | None, month: int, day: int, stated: bool) -> datetime.date | None:
    if year is None:
        return None
    return make_date(year, month, day) if stated else periods.leap_safe(year, month, day)


def _day_range(year: int | None, month: int, groups: Groups, is_relative: bool) -> Period:
    first, last = integer(groups["d1"]) or 0, integer(groups["d2"]) or 0
    start = None if year is None else make_date(year, month, first)
    end = None if year is None else make_date(year, month, last)
    if not start or not end or end < start:
        return Period(None, None, "day", is_relative)
    return Period(start, end, "day", is_relative)


PARTS_OF_MONTH = {"上旬": (1, 10), "中旬": (11, 20), "下旬": (21, 31), "初": (1, 5), "底": (25, 31), "末": (25, 31)}
"""First and last day of each part of a month; a month's start and end are its first five and last days from the 25th."""


def _part_of_month(year: int | None, month: int, part: str | None, is_relative: bool) -> Period:
    first, last = PARTS_OF_MONTH[part or "上旬"]
    if year is None or not 1 <= month <= 12:
        return Period(None, None, "period", is_relative)
    end = min(periods.last_day(year, month), periods.add_days(datetime.date(year, month, 1), last - 1))
    return Period(datetime.date(year, month, first), end, "period", is_relative)


def _week_of_month(year: int | None, month: int, groups: Groups) -> Period:
    start = None if year is None else make_date(year, month, 1)
    number = integer(groups["nthweek"]) or 1
    if start is None:
        return Period(None, None, "week", is_relative=True)
    if weekday := groups["nthweekday"]:
        return periods.day(periods.nth_weekday(start.year, month, _weekday(weekday), number))
    return periods.nth_week(start, number)


def _weekday(text: str) -> int:
    return WEEKDAYS.index(text.replace("天", "日"))


def lunar(groups: Groups, year: Year, context: Context) -> Period:
    """农历八月廿八, 闰四月, 正月十五, 癸卯年八月廿八."""
    which = next(i for i in "1234" if groups[f"lmonth{i}"])
    month = {"正": 1, "冬": 11, "腊": 12}.get(groups[f"lmonth{which}"] or "") or integer(groups[f"lmonth{which}"]) or 0
    is_leap = bool(groups["leap1"] or groups["leap2"])
    day_text = (groups[f"lday{which}"] or "").lstrip("初")
    value = integer(groups["lyear"]) if groups["lyear"] else year.value
    found = [
        _lunar_period(y, month, integer(day_text), is_leap) for y in _lunar_years(groups["cycle"], value, year, context)
    ]
    known = [p for p in found if p.start]
    near = context.reference or datetime.date(1, 1, 1)
    is_relative = not (groups["lyear"] or (year.stated and not year.is_relative))
    best = min(known, key=lambda p: abs(((p.start or near) - near).days), default=found[0] if found else None)
    unknown = Period(None, None, "day" if day_text else "month", calendar="lunar")
    return (best or unknown)._replace(is_relative=is_relative)


def _lunar_years(cycle: str | None, value: int | None, year: Year, context: Context) -> list[int]:
    if value is not None:
        return [value]
    if context.reference is None or year.stated:
        return []
    near = context.reference.year
    if cycle is None:
        return [near, near - 1, near + 1]
    return [y for y in range(near - 60, near + 60) if cycle_name(cycle_of(y)) == cycle]


def _lunar_period(year: int, month: int, day: int | None, is_leap: bool) -> Period:
    if day is not None:
        return periods.day(solar_of(year, month, day, is_leap), calendar="lunar")
    start = solar_of(year, month, 1, is_leap)
    end = solar_of(year, month, 30, is_leap) or solar_of(year, month, 29, is_leap)
    return Period(start, end, "month", calendar="lunar")


def festival(groups: Groups, year: Year, context: Context) -> Period:
    """春节, 国庆节, 去年中秋节; “五一” beside 假期."""
    bare = groups["quotedfestival"] or groups["barefestival"]
    if bare:
        month, day = words.QUOTED_FESTIVALS[bare]
        return periods.day(_day(_in_year(year, context, month, day), month, day, True), _relative(year))
    name = groups["festival"] or ""
    if year.stated and year.value is not None:
        date, calendar = periods.festival_day(name, year.value)
    elif context.reference and not year.stated:
        date, calendar = periods.nearest_festival(name, context.reference)
    else:
        date, calendar = None, "lunar" if name in words.LUNAR_FESTIVALS else "gregorian"
    return periods.day(date, _relative(year), calendar)


def year_edge(groups: Groups, year: Year, context: Context) -> Period | None:
    """年底 is December, 年初 January, 年中 June; 年内 the year itself."""
    value = year.value if year.stated or context.reference is None else context.reference.year
    if groups["newyear"]:
        return periods.months(value, 1, 1, "period", year.is_relative) if year.stated else None
    if groups["within"]:
        return periods.months(value, 1, 12, "period", _relative(year))
    month = 6 if groups["midyear"] else 1 if groups["yearedge"] == "初" else 12
    return periods.months(value, month, month, "month", _relative(year))


def term(groups: Groups, year: Year, context: Context) -> Period | None:
    """A solar term beside a year; cold ones in January are counted to the year whose winter they end."""
    if not year.stated or year.value is None:
        return None
    name = groups["term"] or ""
    winter = name in ("小寒", "大寒")
    return periods.day(periods.solar_term(year.value + winter, name), year.is_relative)


def season(groups: Groups, year: Year, context: Context) -> Period | None:
    """A season beside a year."""
    if not year.stated:
        return None
    first, last = words.SEASONS[groups["season"] or "春"]
    return periods.months(year.value, first, last, "period", year.is_relative)


def year_week(groups: Groups, year: Year, context: Context) -> Period | None:
    """The n-th week of a year."""
    start = make_date(year.value, 1, 1) if year.stated and year.value else None
    return periods.nth_week(start, integer(groups["yearweek"]) or 1) if start else None


Part = Callable[[Groups, Year, Context], Period | None]

PARTS: tuple[tuple[tuple[str, ...], Part], ...] = (
    (("half",), half),
    (("quarter", "nthquarter", "qquarter", "quarters", "relquarter"), quarter),
    (("m1", "firstmonths", "lastmonths", "firstmonth", "nthmonth"), month_span),
    (("lmonth1", "lmonth2", "lmonth3", "lmonth4"), lunar),
    (("month", "relmonth", "tenday"), month_point),
    (("festival", "quotedfestival", "barefestival"), festival),
    (("yearedge", "midyear", "newyear", "within"), year_edge),
    (("term",), term),
    (("season",), season),
    (("yearweek",), year_week),
)
"""The groups that tell what follows a year, each with its reading."""

_NAMES = tuple(name for names, _ in PARTS for name in names)
_READERS = tuple(read for names, read in PARTS for _ in names)


def point(groups: Groups, context: Context) -> Period | None:
    """A year, a part of one, or a part without its year; None if the match is nothing of the kind."""
    year = year_of(groups, context)
    for value, read in zip(groups.group(*_NAMES), _READERS, strict=True):
        if value:
            return read(groups, year, context)
    if year.value is None:
        return Period(None, None, "year", year.is_relative) if year.stated else None
    return periods.years(year.value, year.value, is_relative=year.is_relative)
