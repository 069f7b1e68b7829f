"""Arithmetic of periods: first and last days of months, weeks, festivals, five-year plans."""

from __future__ import annotations

import datetime
from functools import lru_cache
from typing import NamedTuple

from lunar_python import Lunar, Solar

from tasks.enrich import dates_words as words
from tasks.lang.calendar import make_date, solar_of

LATEST_AHEAD_DAYS = 243
"""A yearless day further ahead than eight months of the issue is last year's: newspapers of January name November."""

LATEST_BEHIND_DAYS = 335
"""A yearless day further back than eleven months of the issue is next year's: newspapers of December name New Year."""

LATEST_SUM_AHEAD_DAYS = 60
"""Sums since January (1—9月, 前三季度) are reported when they are over: an end further ahead is last year's."""

NEIGHBOUR_WEIGHTS = {-1: 1.5, 0: 1.0, 1: 2.5}
"""How much farther a day of last or next month counts than one of the issue's: news is past, and its month the issue's."""

FIRST_PLANNED_YEAR, PLAN_YEARS, FIRST_REGULAR_PLAN = 1966, 5, 3
"""The third five-year plan began in 1966; five years each since (the first two began in 1953 and 1958)."""


class Period(NamedTuple):
    """What an expression of time stands for; days are inclusive, None where unknown or open."""

    start: datetime.date | None
    end: datetime.date | None
    granularity: str
    is_relative: bool = False
    calendar: str = "gregorian"
    duration: str | None = None


def day(date: datetime.date | None, is_relative: bool = False, calendar: str = "gregorian") -> Period:
    """A single day."""
    return Period(date, date, "day", is_relative, calendar)


def last_day(year: int, month: int) -> datetime.date:
    """The last day of a month."""
    first_of_next = datetime.date(year + month // 12, month % 12 + 1, 1)
    return first_of_next - datetime.timedelta(days=1)


def months(year: int | None, first: int, last: int, granularity: str = "month", is_relative: bool = False) -> Period:
    """From the first day of one month to the last day of another; a smaller last month lies in the next year.

    >>> months(2024, 1, 3, "quarter").end
    datetime.date(2024, 3, 31)
    """
    if year is None or not (1 <= first <= 12 and 1 <= last <= 12) or not 1 <= year < 9000:
        return Period(None, None, granularity, is_relative)
    end_year = year + (last < first)
    return Period(datetime.date(year, first, 1), last_day(end_year, last), granularity, is_relative)


def add_months(date: datetime.date, count: int) -> datetime.date:
    """The same day of the month `count` months on, or the month's last day where it has no such day.

    >>> add_months(datetime.date(2024, 1, 31), 1)
    datetime.date(2024, 2, 29)
    """
    index = min(max(date.year * 12 + date.month - 1 + count, 12), 9000 * 12)
    year, month = index // 12, index % 12 + 1
    return datetime.date(year, month, min(date.day, last_day(year, month).day))


def add_days(date: datetime.date, count: int) -> datetime.date:
    """`count` days on, within the calendar's range."""
    ordinal = min(max(date.toordinal() + count, 1), datetime.date(9000, 1, 1).toordinal())
    return datetime.date.fromordinal(ordinal)


def near_year(reference: datetime.date, month: int, day_of_month: int = 15) -> int:
    """The year that a yearless day belongs to: the issue's own, except around the turn of the year.

    >>> near_year(datetime.date(2024, 1, 3), 12, 28), near_year(datetime.date(2024, 6, 14), 12, 1)
    (2023, 2024)
    """
    own = make_date(reference.year, month, min(day_of_month, 28)) or reference
    ahead = (own - reference).days
    if ahead > LATEST_AHEAD_DAYS:
        return reference.year - 1
    return reference.year + (-ahead > LATEST_BEHIND_DAYS)


def past_year(reference: datetime.date, month: int, day_of_month: int) -> int:
    """The year of a dispatch's day (…日电, …日讯), which is never after the issue."""
    own = make_date(reference.year, month, min(day_of_month, 28)) if 1 <= month <= 12 else None
    return reference.year - (own is not None and own > reference)


def sum_year(reference: datetime.date, last_month: int) -> int:
    """The year of a sum since January."""
    ahead = (last_day(reference.year, last_month) - reference).days
    return reference.year - (ahead > LATEST_SUM_AHEAD_DAYS)


def leap_safe(year: int, month: int, day_of_month: int) -> datetime.date | None:
    """The day in that year; of 29 February the nearest that there was."""
    years = (year, year - 1, year + 1, year - 2, year + 2) if (month, day_of_month) == (2, 29) else (year,)
    return next((found for y in years if (found := make_date(y, month, day_of_month))), None)


def near_day(reference: datetime.date, day_of_month: int) -> datetime.date | None:
    """The day that a mere 29日 is: in the issue's month, unless a neighbouring month's is clearly nearer."""
    candidates = []
    for shift, weight in NEIGHBOUR_WEIGHTS.items():
        first = add_months(reference.replace(day=1), shift)
        found = make_date(first.year, first.month, day_of_month)
        if found:
            candidates.append((abs((found - reference).days) * weight, found))
    return min(candidates)[1] if candidates else None


def week(reference: datetime.date, shift: int) -> Period:
    """The week (Monday to Sunday) `shift` weeks from that of `reference`."""
    monday = add_days(reference, 7 * shift - reference.weekday())
    return Period(monday, add_days(monday, 6), "week", is_relative=True)


def nth_week(start: datetime.date, number: int) -> Period:
    """The n-th week of a month or year: the first is the one with its first Monday."""
    monday = add_days(start, -start.weekday() % 7 + 7 * (number - 1))
    return Period(monday, add_days(monday, 6), "week")


def nth_weekday(year: int, month: int, weekday: int, number: int) -> datetime.date | None:
    """The n-th Sunday, Monday, … of a month; weekday 0 is Monday."""
    first = make_date(year, month, 1)
    return first and add_days(first, (weekday - first.weekday()) % 7 + 7 * (number - 1))


def new_years_eve(year: int) -> datetime.date | None:
    """The last day of the lunar year that begins in `year`."""
    spring = solar_of(year + 1, 1, 1)
    return spring and add_days(spring, -1)


_WINTER_KEYS = {
    "大雪": "DA_XUE",
    "冬至": "DONG_ZHI",
    "小寒": "XIAO_HAN",
    "大寒": "DA_HAN",
    "立春": "LI_CHUN",
    "雨水": "YU_SHUI",
    "惊蛰": "JING_ZHE",
}
"""lunar_python's keys for the terms that its table of a lunar year holds a second time."""


@lru_cache(maxsize=256)
def solar_term(year: int, name: str) -> datetime.date | None:
    """The day of a solar term in a Gregorian year, from lunar_python's astronomical table."""
    if not 1600 <= year <= 2200:
        return None
    for month, day_of_month in ((6, 15), (12, 31), (1, 1)):
        table = Lunar.fromSolar(Solar.fromYmd(year, month, day_of_month)).getJieQiTable()
        for key in (name, _WINTER_KEYS.get(name, name)):
            solar = table.get(key)
            if solar is not None and solar.getYear() == year:
                return datetime.date(year, solar.getMonth(), solar.getDay())
    return None


def festival_day(name: str, year: int) -> tuple[datetime.date | None, str]:
    """The day of a festival in a year (lunar festivals in the lunar year that begins in it), and its calendar."""
    if name in words.FIXED_FESTIVALS:
        return make_date(year, *words.FIXED_FESTIVALS[name]), "gregorian"
    if name in words.LUNAR_FESTIVALS:
        return solar_of(year, *words.LUNAR_FESTIVALS[name]), "lunar"
    if name in words.NEW_YEARS_EVES:
        return new_years_eve(year), "lunar"
    if name in words.WEEKDAY_FESTIVALS:
        return nth_weekday(year, *words.WEEKDAY_FESTIVALS[name]), "gregorian"
    return solar_term(year, words.SOLAR_TERM_FESTIVALS.get(name, name)), "gregorian"


def nearest_festival(name: str, reference: datetime.date) -> tuple[datetime.date | None, str]:
    """The festival nearest to the issue."""
    found = [festival_day(name, reference.year + shift) for shift in (-1, 0, 1)]
    known = [(abs((date - reference).days), date, calendar) for date, calendar in found if date]
    return min(known)[1:] if known else (None, "gregorian")


def five_year_plan(number: int) -> Period:
    """The years of the n-th five-year plan.

    >>> five_year_plan(14).start, five_year_plan(1).end
    (datetime.date(2021, 1, 1), datetime.date(1957, 12, 31))
    """
    first = FIRST_PLANNED_YEAR + PLAN_YEARS * (number - FIRST_REGULAR_PLAN) if number > 2 else (1953, 1958)[number - 1]
    return years(first, first + PLAN_YEARS - 1, "period")


def years(first: int, last: int, granularity: str = "year", is_relative: bool = False) -> Period:
    """Whole years, first to last."""
    if not 1 <= first <= last < 9000:
        return Period(None, None, granularity, is_relative)
    return Period(datetime.date(first, 1, 1), datetime.date(last, 12, 31), granularity, is_relative)


def opened(period: Period, after: str | None, reference: datetime.date | None) -> Period:
    """A period with what follows it: 前 leaves the start open, 以来 ends at the issue, 以后 leaves the end open.

    A deadline that is still to come (2025年底前) starts with the issue.
    """
    if after in (None, "前后"):
        return period
    relative = period._replace(is_relative=period.is_relative or reference is not None)
    if after in ("以来", "至今", "起至今"):
        ends = reference if reference and period.start and reference >= period.start else None
        return relative._replace(end=ends, granularity="period")
    if after == "起":
        return period._replace(end=None, granularity="period")
    if after in ("以后", "之后") and period.granularity == "time":
        return period._replace(end=None)
    if after in ("以后", "之后"):
        return period._replace(start=period.end and add_days(period.end, 1), end=None, granularity="period")
    return _until(period, reference)


def _until(period: Period, reference: datetime.date | None) -> Period:
    if reference and period.end and period.end >= reference:
        return period._replace(start=reference, granularity="period", is_relative=True)
    return period._replace(start=None, end=period.start and add_days(period.start, -1), granularity="period")
