"""Dates: what newspapers print about time comes out as days, durations, or nothing."""

from __future__ import annotations

import datetime
import json
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tasks.enrich.dates import find_dates

CASES = json.loads((Path(__file__).parents[1] / "cases" / "dates" / "cases.json").read_text(encoding="utf-8"))
ISSUE = datetime.date(2024, 4, 1)
DAYS = st.dates(datetime.date(1912, 1, 1), datetime.date(2049, 12, 31))
ISSUES = st.dates(datetime.date(1950, 1, 1), datetime.date(2049, 12, 31))
WEEKDAYS = "一二三四五六日"


def day(text):
    return datetime.date.fromisoformat(text) if text else None


def rows(text, reference):
    return [(d.text, d.start_on, d.end_on, d.duration, d.granularity, d.calendar) for d in find_dates(text, reference)]


@pytest.mark.parametrize("case", [c for group in CASES.values() for c in group], ids=lambda case: case["text"])
def test_a_sentence_gives_its_dates_and_no_more(case):
    expected = [(r[0], day(r[1]), day(r[2]), *r[3:]) for r in case["rows"]]
    assert rows(case["text"], day(case["reference"])) == expected


WRITINGS = {
    "in full": lambda d: f"{d.year}年{d.month}月{d.day}日",
    "号": lambda d: f"{d.year}年{d.month}月{d.day}号",
    "full width": lambda d: "".join(
        chr(ord(c) + 0xFEE0) if c.isdigit() else c for c in f"{d.year}年{d.month}月{d.day}日"
    ),
    "Chinese year": lambda d: "".join("〇一二三四五六七八九"[int(c)] for c in str(d.year)) + f"年{d.month}月{d.day}日",
    "hyphens": lambda d: d.isoformat(),
    "dots": lambda d: f"{d.year}.{d.month}.{d.day}",
    "blanks": lambda d: f"{d.year} 年 {d.month} 月 {d.day} 日",
}


@pytest.mark.parametrize("write", WRITINGS.values(), ids=WRITINGS.keys())
@given(date=DAYS)
@settings(max_examples=25, deadline=None)
def test_every_writing_of_a_day_is_found(write, date):
    found = find_dates(f"工程于{write(date)}，竣工。", None)
    assert [(d.start_on, d.end_on, d.granularity) for d in found] == [(date, date, "day")]


@given(date=DAYS, length=st.integers(1, 27))
@settings(max_examples=40, deadline=None)
def test_a_range_of_days_ends_on_its_second_day(date, length):
    end = date + datetime.timedelta(days=length)
    found = find_dates(f"展览从{date.year}年{date.month}月{date.day}日至{end.year}年{end.month}月{end.day}日。", None)
    assert [(d.start_on, d.end_on) for d in found] == [(date, end)]


@given(issue=ISSUES, shift=st.integers(-60, 28))
@settings(max_examples=60, deadline=None)
def test_a_day_without_its_year_lies_near_the_issue(issue, shift):
    date = issue + datetime.timedelta(days=shift)
    found = find_dates(f"{date.month}月{date.day}日，开工。", issue)
    assert [d.start_on for d in found] == [date]


@given(issue=ISSUES, shift=st.integers(-1, 1), weekday=st.integers(0, 6))
@settings(max_examples=40, deadline=None)
def test_weekdays_are_counted_from_the_issues_week(issue, shift, weekday):
    monday = issue - datetime.timedelta(days=issue.weekday()) + datetime.timedelta(weeks=shift)
    word = {-1: "上周", 0: "本周", 1: "下周"}[shift] + WEEKDAYS[weekday]
    assert [d.start_on for d in find_dates(word + "发布", issue)] == [monday + datetime.timedelta(days=weekday)]


@given(count=st.integers(1, 99), unit=st.sampled_from(["年", "个月", "天", "小时", "分钟", "秒"]))
@settings(max_examples=40, deadline=None)
def test_a_duration_is_written_in_iso_8601(count, unit):
    letters = {"年": "P{}Y", "个月": "P{}M", "天": "P{}D", "小时": "PT{}H", "分钟": "PT{}M", "秒": "PT{}S"}
    assert [d.duration for d in find_dates(f"共用时{count}{unit}。", ISSUE)] == [letters[unit].format(count)]


@given(
    text=st.text(max_size=120)
    | st.text(alphabet="0129一三十年月日号前后内上下半周个至—“”第每近明去今农历闰正廿初：:点时分 \n\x00", max_size=120)
)
@settings(max_examples=250, deadline=None)
def test_rows_lie_in_the_text_in_order_whatever_it_is(text):
    end = 0
    for found in find_dates(text, ISSUE):
        assert end <= found.char_start < found.char_end <= len(text)
        assert text[found.char_start : found.char_end] == found.text
        assert found.start_on is None or found.end_on is None or found.start_on <= found.end_on
        end = found.char_end


def test_a_day_that_leans_on_the_last_named_one():
    found = find_dates("2023年7月14日，暴雨。次日，水退；16日复工。", ISSUE)
    assert [str(d.start_on) for d in found] == ["2023-07-14", "2023-07-15", "2023-07-16"]


def test_what_needs_the_issue_says_so():
    found = find_dates("2023年7月14日签约，昨日开工。", ISSUE)
    assert [d.is_relative for d in found] == [False, True]
