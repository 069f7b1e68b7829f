"""What holds for a cleaned page whatever its text: edits replay, maps are total, lines keep their places."""

from __future__ import annotations

import time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from schemas.document import DecodedPage, Edit, Segment
from tasks.clean import RULES, clean
from tasks.rule import from_rows, replay

PIECES = (
    *"清河日报，。、；：！？“”（）《》—…·　",
    *"\n\n\n\n \t\r\v\x00\x85\u2028\u200b\u00ad\u00a0\ufeff\ufffd\ue5e5⽩⻓\uf9e9國乾隆瞭覆１Ａ％．",
    *",:;?!()\"'.#*>[]<&-_\\$abZ019e\u0301👍\U00020087",
    " and ",
    "**",
    "......",
    "http://a.example/",
    "&nbsp;",
    "&#8220;",
    "清河两岸的人们种下一排小树，",
    "等待来年春天发芽。",
)
texts = st.lists(st.sampled_from(PIECES), max_size=60).map("".join) | st.text(max_size=40)


def page_of(raw: str, extraction: tuple[Edit, ...] = ()) -> DecodedPage:
    return DecodedPage("page", "source", 0, "text/plain", raw, (Segment(0, 0, len(raw), "utf-8"),), extraction)


@settings(max_examples=100, deadline=None)
@given(texts)
def test_replaying_the_repairs_gives_the_text(raw):
    page = clean(page_of(raw))
    assert replay(raw, page.repairs) == page.text


@settings(max_examples=100, deadline=None)
@given(texts)
def test_the_offset_map_is_total_and_monotone(raw):
    page = clean(page_of(raw))
    at = low = 0
    for block in page.offset_map:
        assert block.clean_start == at
        assert low <= block.raw_start <= block.raw_end <= len(raw)
        at, low = block.clean_end, block.raw_end
    assert at == len(page.text)


@settings(max_examples=100, deadline=None)
@given(texts)
def test_paragraphs_are_the_lines_of_the_text(raw):
    page = clean(page_of(raw))
    rows = page.text.split("\n") if page.text else []
    assert [page.text[p.clean_start : p.clean_end] for p in page.paragraphs] == rows
    assert all(row and row == row.strip() for row in rows)


@settings(max_examples=100, deadline=None)
@given(texts)
def test_printed_lines_stand_in_order_within_their_paragraph(raw):
    page = clean(page_of(raw))
    for paragraph in page.paragraphs:
        places = [place for line in paragraph.lines for place in (line.clean_start, line.clean_end)]
        assert places == sorted(places)
        assert not places or (paragraph.clean_start <= places[0] and places[-1] <= paragraph.clean_end)
        assert all(0 <= line.raw_start <= line.raw_end <= len(raw) for line in paragraph.lines)


@settings(max_examples=30, deadline=None)
@given(texts)
@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.__name__)
def test_edits_are_sorted_and_apart(rule, raw):
    done = 0
    for edit in rule(raw):
        assert done <= edit.start <= edit.end <= len(raw)
        done = edit.end


def test_lines_keep_their_evidence():
    raw = "  清河大桥合龙\n\n全长一千二百米的清河大桥昨天合龙，两岸居民\n盼了十年的通道终于贯通。"
    (headline,), (first, last) = (paragraph.lines for paragraph in clean(page_of(raw)).paragraphs)
    assert (headline.indent, headline.width, headline.blank_before) == (2, 12, 0)
    assert (first.blank_before, last.blank_before) == (1, 0)
    assert [raw[line.raw_start : line.raw_end] for line in (first, last)] == [
        "全长一千二百米的清河大桥昨天合龙，两岸居民",
        "盼了十年的通道终于贯通。",
    ]


def test_a_line_is_followed_through_every_later_rule():
    raw = "時間：上午九點,\n地點:清河縣(舊)圖書館。"
    page = clean(page_of(raw))
    lines = [line for paragraph in page.paragraphs for line in paragraph.lines]
    assert [page.text[line.clean_start : line.clean_end] for line in lines] == [
        "时间：上午九点，",
        "地点：清河县（旧）图书馆。",
    ]


def test_markup_is_reduced_as_step_zero():
    raw = "<p>清河要闻</p>"
    page = clean(page_of(raw, (Edit(0, 3, ""), Edit(7, 11, ""))))
    assert page.text == "清河要闻"
    assert {(repair.step, repair.rule) for repair in page.repairs} == {(0, "extract_markup")}


@pytest.mark.parametrize("raw", ["", " \n\t\u3000\n", "\x00\u200b"], ids=["empty", "white space", "invisible"])
def test_nothing_left_is_an_empty_text_without_paragraphs(raw):
    page = clean(page_of(raw))
    assert (page.text, page.paragraphs, page.script) == ("", (), "simplified")
    assert replay(raw, page.repairs) == ""


def test_a_repair_leads_back_to_the_raw_text():
    raw = "清河日報(創刊號)"
    page = clean(page_of(raw))
    bracket = next(repair for repair in page.repairs if repair.after == "（")
    assert raw[bracket.raw_start : bracket.raw_end] == "("
    start = page.text.index("创刊")
    low, high = from_rows(page.offset_map).to_old(start, start + 2)
    assert raw[low:high] == "創刊"


@pytest.mark.parametrize(
    "unit",
    [
        "(",
        "((汉",
        '"',
        "'汉",
        "*汉",
        "[汉](",
        "<http://",
        "&amp",
        "a\u0301\u0327",
        "。\n",
        " 汉",
        "——\n",
        "……",
        "，\n汉",
        "_",
        "\\",
    ],
    ids=repr,
)
def test_hostile_repetition_costs_linear_time(unit):
    def cost(times: int) -> float:
        start = time.process_time()
        clean(page_of(unit * times))
        return time.process_time() - start

    cost(16_000)  # loads what only odd text needs
    small, large = cost(1_000), cost(16_000)
    assert large < 64 * small + 1.0, "16 times the text: linear is 16 times the cost, quadratic 256 times"


def test_rules_are_named_once():
    names = [rule.__name__ for rule in RULES]
    assert len(set(names)) == len(names)


def test_a_page_without_a_common_indent_is_cleaned():
    rows = [" " * (3 * at) + f"第{at}级标题" for at in range(12)]
    assert clean(page_of("\n".join(rows))).text.split("\n") == [row.strip() for row in rows]
