"""Calendars: Chinese dates, weekdays, lunar dates and Republican years.

Lunar conversion is lunar_python's; everything here is a pure function of its arguments.
"""

from __future__ import annotations

import datetime
import re
from functools import lru_cache
from typing import NamedTuple

from lunar_python import Lunar, LunarYear, Solar

from tasks.lang.numerals import parse_number

WEEKDAYS = "一二三四五六日"
"""The weekdays as printed after 星期 or 周, Monday first."""

MINGUO_OFFSET = 1911
"""民国元年 is 1912."""

LUNAR_YEARS = range(1600, 2201)
"""Gregorian years for which lunar dates are computed; a newspaper's date lies well within."""

STEMS, BRANCHES, ANIMALS = "甲乙丙丁戊己庚辛壬癸", "子丑寅卯辰巳午未申酉戌亥", "鼠牛虎兔龙蛇马羊猴鸡狗猪"

_CYCLE = 60
_YEAR_OF_JIAZI = 1984

_NUMERAL = r"[0-9０-９〇○零一二三四五六七八九十廿卅元正]"
_DATE = re.compile(
    rf"""
    \s* (?: 公元 | 西元 | (?P<era> 民国 | 民國 | 中华民国 | 中華民國 ) )? \s*
    (?P<year> {_NUMERAL}{{1,6}} ) \s* 年 \s*
    (?P<month> {_NUMERAL}{{1,3}} ) \s* 月 \s*
    (?P<day> {_NUMERAL}{{1,3}} ) \s* [日号號]? \s*
    """,
    re.VERBOSE,
)
_NUMERIC_DATE = re.compile(
    r"\s*(?P<year>\d{4})\s*(?P<sep>[-/.．－—·])\s*(?P<month>\d{1,2})\s*(?P=sep)\s*(?P<day>\d{1,2})\s*"
)
_WEEKDAY = re.compile(r"\s*(?:星期|周|週|礼拜|禮拜)\s*([一二三四五六日天末])\s*")

_LUNAR_MONTHS = {"正": 1, "元": 1, "冬": 11, "腊": 12, "臘": 12}
_LUNAR = re.compile(
    rf"""
    \s* (?: 农历 | 農曆 | 阴历 | 陰曆 | 夏历 | 旧历 | 舊曆 )? \s*
    (?: (?: (?P<cycle> [{STEMS}][{BRANCHES}] ) [{ANIMALS}]? | (?P<year> {_NUMERAL}{{4}} ) | [{ANIMALS}] ) \s* 年 \s* )?
    (?: 农历 | 農曆 | 阴历 | 陰曆 )? \s*
    (?P<leap> 闰 | 閏 )? \s*
    (?P<month> 十[一二]? | [一二三四五六七八九正元冬腊臘] | 1[0-2] | [1-9] ) \s* 月 (?: [大小] )? \s*
    (?P<day> 初[一二三四五六七八九十] | 十[一二三四五六七八九]? | [二三]十[一二三四五六七八九]? | [廿卅][一二三四五六七八九]?
           | [一二三四五六七八九] | [12]\d | 30 | [1-9] ) \s* [日号]? \s*
    """,
    re.VERBOSE,
)


class LunarDate(NamedTuple):
    """What a printed lunar date states; `cycle` is 0 (甲子) to 59 (癸亥), None where no such year is printed."""

    cycle: int | None
    year: int | None
    month: int
    day: int
    is_leap: bool


def parse_year(text: str, era: str | None = None) -> int | None:
    """A year's number: 2024, 二〇二四, 一九九○, with era 民国 also 三十八 and 元. None if it is none.

    >>> parse_year("二〇二四"), parse_year("三十八", era="民国"), parse_year("二十")
    (2024, 1949, None)
    """
    if era:
        number = 1 if text == "元" else parse_number(text)
        return number + MINGUO_OFFSET if isinstance(number, int) and 0 < number < 200 else None
    number = parse_number(text) if len(text) == 4 else None
    return number if isinstance(number, int) and 1000 <= number < 3000 else None


def make_date(year: int, month: int, day: int) -> datetime.date | None:
    """The date, or None where there is no such day (2月30日)."""
    try:
        return datetime.date(year, month, day)
    except ValueError:
        return None


def parse_chinese_date(text: str) -> datetime.date | None:
    """The day that `text` writes out in full; None if it is no full date, or a day that never was.

    Reads 2024年4月1日, 二〇二四年四月一日, full-width digits, 民国三十八年十月一日, 2024-04-01, 2024/4/1 and 2024.4.1,
    with blanks between the parts.

    >>> parse_chinese_date("二〇二四年四月一日"), parse_chinese_date("4月1日")
    (datetime.date(2024, 4, 1), None)
    """
    found = _DATE.fullmatch(text) or _NUMERIC_DATE.fullmatch(text)
    if not found:
        return None
    year = parse_year(found["year"], found.groupdict().get("era"))
    month, day = parse_number(found["month"]), parse_number(found["day"])
    if year is None or not isinstance(month, int) or not isinstance(day, int):
        return None
    return make_date(year, month, day)


def weekday_of(date: datetime.date) -> str:
    """The weekday as newspapers print it.

    >>> weekday_of(datetime.date(2024, 4, 1))
    '星期一'
    """
    return "星期" + WEEKDAYS[date.weekday()]


def parse_weekday(text: str) -> int | None:
    """0 (Monday) to 6 for 星期四, 周四, 礼拜天; None if `text` is no weekday.

    >>> parse_weekday("星期日"), parse_weekday("周末")
    (6, None)
    """
    found = _WEEKDAY.fullmatch(text)
    if not found or found[1] == "末":
        return None
    return WEEKDAYS.index(found[1].replace("天", "日"))


def cycle_of(year: int) -> int:
    """The place of a lunar year in the cycle of sixty, 0 for 甲子.

    >>> cycle_of(2024)
    40
    """
    return (year - _YEAR_OF_JIAZI) % _CYCLE


def cycle_name(cycle: int) -> str:
    """The two characters of a year of the cycle: 40 is 甲辰.

    >>> cycle_name(40)
    '甲辰'
    """
    return STEMS[cycle % 10] + BRANCHES[cycle % 12]


def _cycle_from(name: str) -> int | None:
    return next((cycle for cycle in range(_CYCLE) if cycle_name(cycle) == name), None)


def lunar_date_of(date: datetime.date) -> str:
    """The lunar date as newspapers print it.

    >>> lunar_date_of(datetime.date(2023, 10, 12)), lunar_date_of(datetime.date(2023, 4, 1))
    ('癸卯年八月廿八', '癸卯年闰二月十一')
    """
    lunar = Solar.fromYmd(date.year, date.month, date.day).getLunar()
    return f"{lunar.getYearInGanZhi()}年{lunar.getMonthInChinese()}月{lunar.getDayInChinese()}"


def read_lunar(text: str) -> LunarDate | None:
    """What a printed lunar date says; None if the whole text is none.

    >>> read_lunar("癸卯年八月廿八")
    LunarDate(cycle=39, year=None, month=8, day=28, is_leap=False)
    >>> read_lunar("八月")
    """
    found = _LUNAR.fullmatch(text)
    if not found:
        return None
    cycle = _cycle_from(found["cycle"]) if found["cycle"] else None
    if found["cycle"] and cycle is None:
        return None
    year = parse_year(found["year"]) if found["year"] else None
    month = _LUNAR_MONTHS.get(found["month"]) or parse_number(found["month"])
    day = parse_number(found["day"].lstrip("初"))
    if not isinstance(month, int) or not isinstance(day, int) or day > 30:
        return None
    return LunarDate(cycle, year, month, day, bool(found["leap"]))


@lru_cache(maxsize=64)
def _months_of(year: int) -> dict[int, int]:
    """The months of a lunar year and their lengths in days; a leap month is negative."""
    return {m.getMonth(): m.getDayCount() for m in LunarYear.fromYear(year).getMonthsInYear()}


@lru_cache(maxsize=1024)
def solar_of(year: int, month: int, day: int, is_leap: bool = False) -> datetime.date | None:
    """The day of a lunar date, its year counted as the Gregorian year in which it starts; None if there is none.

    >>> solar_of(2023, 2, 11, is_leap=True), solar_of(2024, 2, 1, is_leap=True)
    (datetime.date(2023, 4, 1), None)
    """
    signed = -month if is_leap else month
    if year not in LUNAR_YEARS or not 1 <= day <= _months_of(year).get(signed, 0):
        return None
    solar = Lunar.fromYmd(year, signed, day).getSolar()
    return datetime.date(solar.getYear(), solar.getMonth(), solar.getDay())


def _candidate_years(stated: LunarDate, near: datetime.date | None) -> list[int]:
    if stated.year is not None:
        return [stated.year]
    if near is None:
        return []
    if stated.cycle is None:
        return [near.year - 1, near.year, near.year + 1]
    return [year for year in range(near.year - _CYCLE, near.year + _CYCLE) if cycle_of(year) == stated.cycle]


def parse_lunar(text: str, near: datetime.date | None) -> datetime.date | None:
    """The day of a printed lunar date, leap months included; of several readings the one nearest to `near`.

    Needs `near` unless a year is written in numbers, for the years of the cycle come back every sixty years.

    >>> parse_lunar("癸卯年八月廿八", datetime.date(2023, 10, 1)), parse_lunar("癸卯年八月廿八", None)
    (datetime.date(2023, 10, 12), None)
    """
    stated = read_lunar(text)
    if stated is None:
        return None
    days = (solar_of(y, stated.month, stated.day, stated.is_leap) for y in _candidate_years(stated, near))
    found = [day for day in days if day is not None]
    return min(found, key=lambda day: abs((day - near).days) if near else 0, default=None)


def lunar_agrees(date: datetime.date, printed: str) -> bool | None:
    """Whether a printed lunar date falls on `date`; None if `printed` is no lunar date.

    >>> lunar_agrees(datetime.date(2023, 10, 12), "癸卯年八月廿八"), lunar_agrees(datetime.date(2023, 10, 12), "八月廿七")
    (True, False)
    """
    stated = read_lunar(printed)
    if stated is None:
        return None
    lunar = Solar.fromYmd(date.year, date.month, date.day).getLunar()
    month = -stated.month if stated.is_leap else stated.month
    year_agrees = stated.cycle in (None, cycle_of(lunar.getYear())) and stated.year in (None, lunar.getYear())
    return year_agrees and (lunar.getMonth(), lunar.getDay()) == (month, stated.day)
