"""Quantities: whichever way an amount is printed, its value comes back."""

from __future__ import annotations

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from tasks.enrich.quantities import find_quantities

DIGITS = "零一二三四五六七八九"
UNITS = ["元", "亩", "吨", "公里", "户", "人"]


def chinese(number):
    """0 to 9999 in Chinese numerals."""
    out, gap = "", False
    for size, unit in ((1000, "千"), (100, "百"), (10, "十"), (1, "")):
        digit = number // size % 10
        if digit:
            out += ("零" if gap and out else "") + DIGITS[digit] + unit
        gap = not digit
    return out.removeprefix("一") if 10 <= number < 20 else out


def only(text):
    (found,) = find_quantities(text)
    return found


AMOUNTS = {
    "arabic": lambda n: (str(n), n),
    "Chinese": lambda n: ("两" if n == 2 else chinese(n), n),
    "in 万": lambda n: (f"{n}万", n * 10**4),
    "Chinese in 万": lambda n: (f"{chinese(n)}万", n * 10**4),
    "in 亿": lambda n: (f"{n}亿", n * 10**8),
    "亿 and 万": lambda n: (f"{n}亿{n}万", n * (10**8 + 10**4)),
    "with decimals": lambda n: (f"{n}.25万", n * 10**4 + 2500),
    "Chinese decimals": lambda n: (f"{chinese(n)}点二五亿", n * 10**8 + 25 * 10**6),
    "more than": lambda n: (f"{n * 10}多", n * 10),
}


@pytest.mark.parametrize("write", AMOUNTS.values(), ids=AMOUNTS.keys())
@given(number=st.integers(2, 9999), unit=st.sampled_from(UNITS))
@example(number=10, unit="户")
@settings(max_examples=30, deadline=None)
def test_an_amount_has_its_value(write, number, unit):
    printed, value = write(number)
    found = only(f"合计{printed}{unit}。")
    assert (found.value, found.unit) == (pytest.approx(value), unit)


SHARES = {
    "sign": lambda n: f"{n}%",
    "full-width sign": lambda n: f"{n}％",
    "百分之": lambda n: f"百分之{chinese(n)}",
    "百分之, arabic": lambda n: f"百分之{n}",
    "千分之": lambda n: f"千分之{n * 10}",
}


@pytest.mark.parametrize("write", SHARES.values(), ids=SHARES.keys())
@given(share=st.integers(1, 99))
@settings(max_examples=40, deadline=None)
def test_a_share_is_its_percentage(write, share):
    found = only(f"占比为{write(share)}。")
    assert (found.base_value, found.base_unit) == (pytest.approx(share), "%")


@given(tenths=st.integers(1, 9), more=st.integers(1, 9))
@settings(max_examples=30, deadline=None)
@pytest.mark.parametrize("word", ["成", "折"])
def test_tenths_and_discounts_are_shares(word, tenths, more):
    printed = {"成": f"{DIGITS[tenths]}成{DIGITS[more]}", "折": f"{DIGITS[tenths]}点{DIGITS[more]}折"}[word]
    assert only(f"价格为{printed}。").base_value == pytest.approx(tenths * 10 + more)
    assert only(f"价格为{DIGITS[tenths]}{word}。").base_value == tenths * 10


@given(below=st.integers(2, 99), above=st.integers(1, 99))
@settings(max_examples=40, deadline=None)
def test_a_written_fraction_is_its_share(below, above):
    found = only(f"约占{chinese(below)}分之{chinese(above)}。")
    assert found.base_value == pytest.approx(100 * above / below)


JOINS = ["—", "-", "~", "至", "到", "——"]


@pytest.mark.parametrize("join", JOINS)
@given(low=st.integers(1, 4999), more=st.integers(1, 4999), unit=st.sampled_from(["元", "吨", "公里", "%"]))
@settings(max_examples=25, deadline=None)
def test_a_range_has_both_its_bounds(join, low, more, unit):
    for printed in (f"{low}{join}{low + more}{unit}", f"{low}{unit}{join}{low + more}{unit}"):
        found = only(f"每处需{printed}。")
        assert (found.value, found.value_high, found.unit) == (low, low + more, unit)


@given(low=st.integers(2, 40), more=st.integers(1, 40))
@settings(max_examples=30, deadline=None)
def test_a_range_shares_the_scale_of_its_upper_bound(low, more):
    found = only(f"年产{low}至{low + more}万吨。")
    assert (found.value, found.value_high) == (low * 10**4, (low + more) * 10**4)


@given(digit=st.integers(1, 8), scale=st.sampled_from([("十", 10), ("百", 100), ("千", 1000), ("万", 10**4)]))
@settings(max_examples=30, deadline=None)
def test_neighbouring_digits_bound_a_vague_number(digit, scale):
    found = only(f"来了{DIGITS[digit]}{DIGITS[digit + 1]}{scale[0]}人。")
    assert (found.value, found.value_high) == (digit * scale[1], (digit + 1) * scale[1])


@given(factor=st.integers(2, 9), power=st.integers(10, 999), sign=st.sampled_from("×xX*✕"))
@settings(max_examples=30, deadline=None)
def test_a_product_is_multiplied_out(factor, power, sign):
    assert only(f"建设{factor}{sign}{power}万千瓦机组。").base_value == factor * power * 10**7


@given(yuan=st.integers(1, 9999), jiao=st.integers(1, 9), fen=st.integers(1, 9))
@settings(max_examples=30, deadline=None)
def test_small_change_belongs_to_its_money(yuan, jiao, fen):
    assert only(f"售价{yuan}元{jiao}角{fen}分。").value == pytest.approx(yuan + jiao / 10 + fen / 100)


@given(times=st.integers(11, 99))
@settings(max_examples=20, deadline=None)
def test_multiples_keep_their_factor(times):
    found = only(f"产量是上年的{times / 10}倍。")
    assert (found.value, found.dimension) == (times / 10, "growth")
