"""Numerals: whichever way a number is printed, its value comes back."""

from __future__ import annotations

import math

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tasks.lang.numerals import parse_number, parse_vague

PLAIN = ("零一二三四五六七八九", "十百千")
FINANCIAL = ("零壹贰叁肆伍陆柒捌玖", "拾佰仟")
TRADITIONAL = ("零壹貳參肆伍陸柒捌玖", "拾佰仟")


def group(number: int, digits: str, units: str) -> str:
    """0 to 9999 in Chinese, with 零 for gaps."""
    out, gap = "", False
    for place in (3, 2, 1, 0):
        digit = number // 10**place % 10
        if digit:
            out += ("零" if gap and out else "") + digits[digit] + (units[place - 1] if place else "")
        gap = not digit
    return out


def chinese(number: int, digits: str, units: str, large: tuple[str, str] = ("万", "亿")) -> str:
    """The full writing of a number below 10**12."""
    parts, rest = "", number
    for size, unit in ((10**8, large[1]), (10**4, large[0]), (1, "")):
        head, rest = divmod(rest, size)
        needs_zero = parts and not parts.endswith("零") and head < 1000 and (head or rest)
        parts += ("零" if needs_zero else "") + (group(head, digits, units) + unit if head else "")
    return parts or digits[0]


WRITINGS = {
    "arabic": str,
    "grouped": lambda n: f"{n:,}",
    "full width": lambda n: "".join(chr(ord(c) + 0xFEE0) for c in str(n)),
    "chinese": lambda n: chinese(n, *PLAIN),
    "financial": lambda n: chinese(n, *FINANCIAL),
    "traditional": lambda n: chinese(n, *TRADITIONAL, large=("萬", "億")),
    "digit by digit": lambda n: "".join("〇一二三四五六七八九"[int(c)] for c in str(n)),
    "negative": lambda n: f"负{n}",
}


@pytest.mark.parametrize("name", WRITINGS)
@given(number=st.integers(0, 10**12 - 1) | st.integers(0, 12000))
@settings(max_examples=80, deadline=None)
def test_every_writing_gives_the_value_back(name, number):
    assert parse_number(WRITINGS[name](number)) == (-number if name == "negative" else number)


@given(hundredths=st.integers(1, 10**6), unit=st.sampled_from(["", "万", "亿", "万亿"]))
@settings(max_examples=80, deadline=None)
def test_decimals_before_a_large_unit_are_exact(hundredths, unit):
    size = {"": 1, "万": 10**4, "亿": 10**8, "万亿": 10**12}[unit]
    whole = hundredths * size
    expected = whole // 100 if whole % 100 == 0 else whole / 100
    assert parse_number(f"{hundredths // 100}.{hundredths % 100:02}{unit}") == expected


@given(text=st.text(max_size=80) | st.text(alphabet="0一十百千万亿兆.,，点半几数来分之又/负-廿 \x00", max_size=80))
@settings(max_examples=200, deadline=None)
def test_any_text_gives_a_finite_number_or_none(text):
    value, bounds = parse_number(text), parse_vague(text)
    assert value is None or math.isfinite(value)
    assert bounds is None or bounds.low <= bounds.high


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("三万五", 35000),
        ("一百二", 120),
        ("一百零二", 102),
        ("廿二", 22),
        ("卅", 30),
        ("1亿亿", 10**16),
        ("百亿", 10**10),
        ("万亿", 10**12),
        ("100万三千", 1_003_000),
        ("七点五", 7.5),
        ("三分之一", 1 / 3),
        ("五又二分之一", 5.5),
        ("3/4", 0.75),
        ("15k", 15000),
        ("２.５亿", 250_000_000),
        ("一百零十万", 1_100_000),
        ("半", 0.5),
    ],
    ids=lambda value: str(value),
)
def test_numerals_as_printed(text, value):
    assert parse_number(text) == pytest.approx(value)


@pytest.mark.parametrize("text", ["万", "亿万", "", "千瓦", "几十", "高", "12,34", "一亿万", "9" * 65, "3..5", "十百"])
def test_what_is_not_one_number_is_none(text):
    assert parse_number(text) is None


@pytest.mark.parametrize(
    ("text", "low", "high"),
    [
        ("五六百", 500, 600),
        ("十七八", 17, 18),
        ("三五", 3, 5),
        ("一百五六", 150, 160),
        ("二三十万", 200_000, 300_000),
        ("几十", 10, 100),
        ("数百万", 10**6, 10**7),
        ("十几", 10, 20),
        ("四十来", 40, 50),
        ("二十几亿", 2 * 10**9, 3 * 10**9),
    ],
)
def test_vague_numbers_have_bounds(text, low, high):
    assert parse_vague(text) == (low, high)


@pytest.mark.parametrize("text", ["一九", "五四", "56百", "二百五十", "一三"])
def test_digits_that_do_not_follow_each_other_are_not_vague(text):
    assert parse_vague(text) is None
