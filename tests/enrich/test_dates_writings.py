"""Dates: whichever way a day or a period is printed, its days come back."""

from __future__ import annotations

import calendar
import datetime

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tasks.enrich.dates import find_dates
from tasks.lang.calendar import lunar_date_of

DAYS = st.dates(datetime.date(1980, 1, 1), datetime.date(2049, 12, 31))
DIGITS = "〇一二三四五六七八九"


def chinese(number):
    """1 to 99 in Chinese numerals."""
    tens, ones = divmod(number, 10)
    return (DIGITS[tens] if tens > 1 else "") + ("十" if tens else "") + (DIGITS[ones] if ones else "")


def year(number):
    return "".join(DIGITS[int(digit)] for digit in str(number))


def last_of(year, month):
    return datetime.date(year, month, calendar.monthrange(year, month)[1])


def only(text, issue=None):
    (found,) = find_dates(text, issue)
    return found


def days(text, issue=None):
    found = only(text, issue)
    return found.start_on, found.end_on


DAY_WRITINGS = {
    "Chinese": lambda d: f"{year(d.year)}年{chinese(d.month)}月{chinese(d.day)}日",
    "slashes": lambda d: f"{d.year}/{d.month}/{d.day}",
    "padded": lambda d: f"{d.year}年{d.month:02}月{d.day:02}日",
    "with the era": lambda d: f"公元{d.year}年{d.month}月{d.day}日",
}


@pytest.mark.parametrize("write", DAY_WRITINGS.values(), ids=DAY_WRITINGS.keys())
@given(date=DAYS)
@settings(max_examples=25, deadline=None)
def test_every_writing_of_a_day_is_that_day(write, date):
    assert days(f"工程于{write(date)}，竣工。") == (date, date)


@given(date=st.dates(datetime.date(1912, 1, 1), datetime.date(1949, 9, 30)))
@settings(max_examples=25, deadline=None)
def test_years_of_the_republic_count_from_1912(date):
    count = date.year - 1911
    printed = "元" if count == 1 else chinese(count)
    assert days(f"民国{printed}年{chinese(date.month)}月{chinese(date.day)}日，开馆。") == (date, date)


@given(date=DAYS)
@settings(max_examples=30, deadline=None)
def test_a_lunar_day_is_the_day_on_which_it_falls(date):
    month_and_day = lunar_date_of(date).partition("年")[2]
    found = only(f"农历{month_and_day}，开渔。", date)
    assert (found.start_on, found.calendar) == (date, "lunar")


QUARTERS = {
    "第N季度": lambda n: f"第{DIGITS[n]}季度",
    "N季度": lambda n: f"{DIGITS[n]}季度",
    "arabic": lambda n: f"{n}季度",
    "months": lambda n: f"{3 * n - 2}月至{3 * n}月",
    "months with a dash": lambda n: f"{3 * n - 2}—{3 * n}月份",
}


@pytest.mark.parametrize("write", QUARTERS.values(), ids=QUARTERS.keys())
@given(number=st.integers(1, 4), of=st.integers(1980, 2049))
@settings(max_examples=20, deadline=None)
def test_a_quarter_runs_from_its_first_to_its_last_day(write, number, of):
    assert days(f"{of}年{write(number)}，产量上升。") == (
        datetime.date(of, 3 * number - 2, 1),
        last_of(of, 3 * number),
    )


@given(of=st.integers(1980, 2049), half=st.integers(0, 1))
@settings(max_examples=20, deadline=None)
def test_a_half_year_has_six_months(of, half):
    assert days(f"{of}年{'上下'[half]}半年，产量上升。") == (
        datetime.date(of, 6 * half + 1, 1),
        last_of(of, 6 * half + 6),
    )


@given(of=st.integers(1980, 2049), month=st.integers(1, 12), third=st.integers(0, 2))
@settings(max_examples=30, deadline=None)
def test_a_third_of_a_month_has_its_ten_days_or_the_rest(of, month, third):
    end = last_of(of, month) if third == 2 else datetime.date(of, month, 10 * third + 10)
    assert days(f"{of}年{month}月{'上中下'[third]}旬，开犁。") == (datetime.date(of, month, 10 * third + 1), end)


@given(of=st.integers(1980, 2049), month=st.integers(1, 12))
@settings(max_examples=30, deadline=None)
@pytest.mark.parametrize("write", ["{}年{}月", "{}年{}月份"])
def test_a_month_runs_to_its_last_day(write, of, month):
    assert days(f"{write.format(of, month)}，产量上升。") == (datetime.date(of, month, 1), last_of(of, month))


RANGES = {
    "both in full": lambda a, b: f"{a.year}年{a.month}月{a.day}日至{b.month}月{b.day}日",
    "one month": lambda a, b: f"{a.year}年{a.month}月{a.day}日至{b.day}日",
    "one day mark": lambda a, b: f"{a.year}年{a.month}月{a.day}至{b.day}日",
    "a dash": lambda a, b: f"{a.year}年{a.month}月{a.day}日—{b.day}日",
    "Chinese": lambda a, b: f"{year(a.year)}年{chinese(a.month)}月{chinese(a.day)}日到{chinese(b.day)}日",
}


@pytest.mark.parametrize("write", RANGES.values(), ids=RANGES.keys())
@given(of=st.integers(1980, 2049), month=st.integers(1, 12), first=st.integers(1, 27), length=st.integers(1, 27))
@settings(max_examples=25, deadline=None)
def test_a_range_within_a_month_has_both_its_days(write, of, month, first, length):
    start, end = datetime.date(of, month, first), datetime.date(of, month, min(first + length, 28))
    assert days(f"展览于{write(start, end)}举行。") == (start, end)


@given(issue=DAYS, back=st.integers(0, 1))
@settings(max_examples=25, deadline=None)
@pytest.mark.parametrize(("words", "shift"), [(("去年", "今年"), -1), (("今年", "明年"), 0)], ids=["back", "ahead"])
def test_years_are_counted_from_the_issues(words, shift, issue, back):
    of = issue.year + shift + back
    assert days(f"{words[back]}，产量上升。", issue) == (datetime.date(of, 1, 1), datetime.date(of, 12, 31))


@given(issue=DAYS, count=st.integers(2, 20))
@settings(max_examples=25, deadline=None)
def test_years_ahead_run_from_the_issue(issue, count):
    found = only(f"未来{chinese(count)}年，再建泵站。", issue)
    assert (found.start_on, found.duration) == (issue, f"P{count}Y")


@given(number=st.integers(10, 15))
@settings(max_examples=6, deadline=None)
def test_a_five_year_plan_has_its_five_years(number):
    last = 2025 - 5 * (14 - number)
    assert days(f"“{chinese(number)}五”时期，新建泵站。") == (
        datetime.date(last - 4, 1, 1),
        datetime.date(last, 12, 31),
    )
