"""Lines of display that unwrapping joined with the paragraph below are told by the widths of printed lines."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from schemas.document import PrintedLine
from tasks.split.display_lines import headline_breaks


def printed(texts: list[str]) -> list[PrintedLine]:
    """Printed lines of these texts; blanks before a text are its indent, and every character is two columns wide."""
    out, at = [], 0
    for text in texts:
        bare = text.lstrip("　")
        indent = 2 * (len(text) - len(bare))
        out.append(PrintedLine(at, at + len(bare), at, at + len(bare), 2 * len(bare), indent, 0))
        at += len(bare)
    return out


def breaks(texts: list[str], column: int = 0, below_display: bool = False) -> set[int]:
    """Where lines of display are told from the paragraph below."""
    return headline_breaks(printed(texts), [text.strip("　") for text in texts], column, below_display)


BODY = [
    "昨天上午河边的新桥通车",
    "住在两岸的人不用再等渡船了",
    "货车也不用再绕行二十公里路",
    "桥头还修了小公园供人们歇脚",
    "老渡口的船工转到公园工作。",
]
"""A paragraph in a column of thirteen characters, its indent of two dropped."""


@pytest.mark.parametrize(
    ("texts", "expected"),
    [
        pytest.param(["两岸居民告别轮渡进城方便", *BODY], {0, 1}, id="headline-as-wide-as-the-column"),
        pytest.param(["货车少绕二十公里，居民过河只要三分钟", *BODY], {0, 1}, id="deck-wider-than-the-column"),
        pytest.param(
            ["两岸居民告别轮渡进城方便", "昨天上午河边新桥通车了，", *BODY[1:]],
            {0, 1},
            id="first-line-with-a-hung-mark",
        ),
        pytest.param(
            ["两岸居民告别轮渡进城方便", "“昨天上午新桥通车", "了。”住在两岸的人都这样说", *BODY[2:]],
            {0, 1},
            id="first-line-that-lost-a-character",
        ),
        pytest.param(BODY, set(), id="nothing-above-the-first-line"),
        pytest.param(["　　两岸居民告别轮渡进城", *BODY[1:]], set(), id="first-line-with-its-indent"),
        pytest.param(
            ["新桥值不值得修？住在两", "岸的人都说不用再等渡船了", "。”货车不用绕行二十公里路", *BODY[3:]],
            set(),
            id="second-line-that-lost-a-character",
        ),
        pytest.param([*BODY[1:4], "老渡口的船工转岗了"], set(), id="last-line-as-short-as-an-indent"),
    ],
)
def test_display_lines_are_told_by_width(texts: list[str], expected: set[int]) -> None:
    assert breaks(texts) == expected


def test_a_deck_with_a_comma_needs_a_headline_above_where_it_is_as_wide_as_the_column() -> None:
    texts = ["过河只三分钟，少绕二十公里", *BODY]
    assert (breaks(texts, below_display=True), breaks(texts)) == ({0, 1}, set())


def test_a_short_paragraph_is_measured_by_the_pages_column() -> None:
    texts = ["两岸居民告别轮渡", "昨天上午河边的新桥通车", "船工转岗。"]
    assert (breaks(texts, column=26), breaks(texts)) == ({0, 1}, set())


@given(st.lists(st.text("桥通车，。？”（2 ", max_size=20), min_size=1, max_size=8), st.integers(0, 40), st.booleans())
def test_breaks_lie_inside_the_paragraph(texts: list[str], column: int, below_display: bool) -> None:
    assert breaks(texts, column, below_display) <= set(range(len(texts)))
