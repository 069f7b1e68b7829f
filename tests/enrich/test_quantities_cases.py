"""Quantities: value, unit and what stands around them."""

from __future__ import annotations

import json
import time
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tasks.enrich.dates import find_dates
from tasks.enrich.quantities import find_quantities
from tasks.lang.units import MEASURE_WORDS, UNITS, unit_at

FOLDER = Path(__file__).parents[1] / "cases" / "quantities"
CASES = json.loads((FOLDER / "cases.json").read_text(encoding="utf-8"))
KINDS = json.loads((FOLDER / "kinds.json").read_text(encoding="utf-8"))


def found_in(text):
    return find_quantities(text, [(d.char_start, d.char_end) for d in find_dates(text, None)])


@pytest.mark.parametrize("case", [c for group in CASES.values() for c in group], ids=lambda case: case["text"])
def test_a_sentence_gives_its_quantities_and_no_more(case):
    rows = [
        [q.text, q.value, q.value_high, q.unit, q.base_unit, q.dimension, q.modifier] for q in found_in(case["text"])
    ]
    assert rows == [[r[0], pytest.approx(r[1]), *r[2:]] for r in case["rows"]]


@pytest.mark.parametrize("case", KINDS, ids=lambda case: case["text"])
def test_kind_subject_and_horizon(case):
    rows = [[q.text, q.kind, q.subject, q.horizon] for q in found_in(case["text"])]
    assert rows == case["rows"]


WRITINGS = {
    "plain": str,
    "grouped": lambda n: f"{n:,}",
    "full width": lambda n: "".join(chr(ord(c) + 0xFEE0) for c in str(n)),
    "with a blank": lambda n: f"{n} ",
    "in 万": lambda n: f"{n / 10000:.4f}万".replace(".0000", ""),
}


@pytest.mark.parametrize("name", WRITINGS)
@given(number=st.integers(2, 10**9), unit=st.sampled_from(["元", "亩", "吨", "公里", "千瓦", "户", "人"]))
@settings(max_examples=30, deadline=None)
def test_every_writing_of_a_number_has_its_value(name, number, unit):
    rows = find_quantities(f"合计{WRITINGS[name](number)}{unit}。")
    assert [(q.value, q.unit) for q in rows] == [(pytest.approx(number), unit)]


@given(
    number=st.integers(2, 9999),
    unit=st.sampled_from(sorted(name for name, u in UNITS.items() if u.dimension in ("area", "mass", "length"))),
)
@settings(max_examples=60, deadline=None)
def test_the_base_value_is_the_value_in_base_units(number, unit):
    rows = find_quantities(f"共{number}{unit}")
    assert [(q.base_value, q.base_unit) for q in rows] == [
        (pytest.approx(number * UNITS[unit].factor), UNITS[unit].base_unit)
    ]


@given(
    text=st.text(max_size=120)
    | st.text(alphabet="0159一三十百千万亿点分之几多余成折%元角人个亩至—×、，“”增长力争达到 \n\x00", max_size=120)
)
@settings(max_examples=250, deadline=None)
def test_rows_lie_in_the_text_in_order_whatever_it_is(text):
    end = 0
    for found in find_quantities(text):
        assert end <= found.char_start < found.char_end <= len(text)
        assert text[found.char_start : found.char_end] == found.text
        end = found.char_end


def test_nothing_is_found_in_what_is_taken():
    text = "九台区有5个站，历时5小时"
    assert [q.text for q in find_quantities(text, [(0, 3), (8, 13)])] == ["5个"]


def test_the_longest_unit_wins():
    assert unit_at("平方公里", 0).name == "平方公里"


@pytest.mark.parametrize("word", MEASURE_WORDS)
def test_every_measure_word_is_its_own_base_unit(word):
    assert UNITS[word].base_unit == word or UNITS[word].dimension != "count"


@pytest.mark.parametrize("piece", ["1", "1,", "百", "一、", "5元", "将增长5%", "3月至", "“一", "2×2", "分别5个、"])
def test_time_grows_with_the_text_and_no_faster(piece):
    def cost(length):
        text = (piece * length)[:length]
        start = time.process_time()
        find_quantities(text, [(d.char_start, d.char_end) for d in find_dates(text, None)])
        return time.process_time() - start

    cost(16_000)  # loads what only odd text needs
    assert cost(16_000) < 64 * cost(1_000) + 1.0, "16 times the text: linear is 16 times the cost, quadratic 256 times"


@pytest.mark.parametrize(
    ("text", "is_change"),
    [
        ("力争进出口总额增长5%以上。", True),
        ("将新增学位5000个。", True),
        ("新增岗位已登记，在校学生有5000人。", False),
        ("森林覆盖率提高到45%。", False),
        ("去年产量减少了3万吨。", True),
    ],
    ids=["a target of change", "new ones", "new ones in another clause", "a level reached", "a loss"],
)
def test_by_how_much_is_told_from_how_much(text, is_change):
    assert [q.is_change for q in find_quantities(text)] == [is_change]
