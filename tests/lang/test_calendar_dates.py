"""Calendars: what a newspaper prints on its masthead comes back as a day."""

from __future__ import annotations

import datetime

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tasks.lang.calendar import (
    lunar_agrees,
    lunar_date_of,
    parse_chinese_date,
    parse_lunar,
    parse_weekday,
    weekday_of,
)

DAYS = st.dates(datetime.date(1900, 3, 1), datetime.date(2099, 12, 31))
CHINESE = "〇一二三四五六七八九"


def small(number: int) -> str:
    """1 to 99 in Chinese."""
    tens, ones = divmod(number, 10)
    return ("" if tens < 2 else CHINESE[tens]) + ("十" if tens else "") + (CHINESE[ones] if ones else "")


WRITINGS = {
    "arabic": lambda d: f"{d.year}年{d.month}月{d.day}日",
    "padded": lambda d: f"{d.year}年{d.month:02}月{d.day:02}日",
    "spaced": lambda d: f"{d.year} 年 {d.month} 月 {d.day} 日",
    "full width": lambda d: "".join(
        chr(ord(c) + 0xFEE0) if c.isdigit() else c for c in f"{d.year}年{d.month}月{d.day}日"
    ),
    "chinese": lambda d: "".join(CHINESE[int(c)] for c in str(d.year)) + f"年{small(d.month)}月{small(d.day)}日",
    "traditional zero": lambda d: (
        "".join("零一二三四五六七八九"[int(c)] for c in str(d.year)) + f"年{small(d.month)}月{small(d.day)}號"
    ),
    "hyphens": lambda d: d.isoformat(),
    "slashes": lambda d: f"{d.year}/{d.month}/{d.day}",
    "dots": lambda d: f"{d.year}.{d.month}.{d.day}",
}


@pytest.mark.parametrize("write", WRITINGS.values(), ids=WRITINGS.keys())
@given(day=DAYS)
@settings(max_examples=30, deadline=None)
def test_every_writing_of_a_day_is_that_day(write, day):
    assert parse_chinese_date(write(day)) == day


@given(day=st.dates(datetime.date(1912, 1, 1), datetime.date(2020, 12, 31)))
@settings(max_examples=30, deadline=None)
def test_republican_years_count_from_1912(day):
    assert (
        parse_chinese_date(
            f"中华民国{small(day.year - 1911) if day.year < 2011 else day.year - 1911}年{day.month}月{day.day}日"
        )
        == day
    )


@given(day=DAYS)
@settings(max_examples=60, deadline=None)
def test_a_lunar_date_leads_back_to_its_day(day):
    assert parse_lunar(lunar_date_of(day), near=day) == day


@given(day=DAYS)
@settings(max_examples=30, deadline=None)
def test_a_printed_weekday_is_read_back(day):
    assert parse_weekday(weekday_of(day)) == day.weekday()


@pytest.mark.parametrize(
    "text", ["2024年2月30日", "4月1日", "二〇二四年", "", "2024年4月1日讯", "星期一", "99999年1月1日"]
)
def test_what_is_no_full_day_is_none(text):
    assert parse_chinese_date(text) is None


@pytest.mark.parametrize(
    ("printed", "near", "day"),
    [
        ("农历正月初一", datetime.date(2024, 2, 3), datetime.date(2024, 2, 10)),
        ("腊月三十", datetime.date(2024, 2, 3), datetime.date(2024, 2, 9)),
        ("冬月廿三", datetime.date(2023, 12, 30), datetime.date(2024, 1, 4)),
        ("闰二月初一", datetime.date(2023, 3, 25), datetime.date(2023, 3, 22)),
        ("二〇二三年八月廿八", None, datetime.date(2023, 10, 12)),
        ("甲辰龙年二月廿三", datetime.date(2024, 3, 30), datetime.date(2024, 4, 1)),
        ("癸卯年八月廿八", datetime.date(1965, 1, 1), datetime.date(1963, 10, 15)),
    ],
    ids=lambda value: str(value),
)
def test_lunar_dates_as_printed(printed, near, day):
    assert parse_lunar(printed, near) == day


@pytest.mark.parametrize("printed", ["闰三月初一", "二月三十一", "乙子年正月初一", "八月", ""])
def test_a_lunar_day_that_never_was_is_none(printed):
    assert parse_lunar(printed, near=datetime.date(2024, 4, 1)) is None


@pytest.mark.parametrize(
    ("printed", "agrees"),
    [
        ("甲辰年二月廿三", True),
        ("二月二十三", True),
        ("癸卯年二月廿三", False),
        ("二月廿四", False),
        ("第8986期", None),
    ],
)
def test_a_masthead_checks_its_lunar_date(printed, agrees):
    assert lunar_agrees(datetime.date(2024, 4, 1), printed) is agrees
