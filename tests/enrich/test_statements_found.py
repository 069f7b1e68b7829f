"""Statements: who said what, and where it ends."""

from __future__ import annotations

import time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tasks.enrich.names import find_names
from tasks.enrich.statements import StatementFound, find_statements
from tasks.enrich.statements_reading import read_names
from tasks.enrich.text import read_field


def statements(text: str, field: str = "body") -> list[StatementFound]:
    """The statements in a text."""
    words = read_field(0, field, text, "auto")
    return find_statements(read_names(words, find_names([words])[0]))


def told(text: str, field: str = "body") -> list[tuple[str, str, str]]:
    """Speaker as printed, verb, content."""
    return [(s.speaker_text, s.verb, s.content) for s in statements(text, field)]


FOUND = {
    "to_the_end_of_the_paragraph": (
        "市长孟青禾强调，湿地是全市的财富。一要退耕，二要补水。要压实责任。\n会议由邵岚主持。",
        [("孟青禾", "强调", "湿地是全市的财富。一要退耕，二要补水。要压实责任。")],
    ),
    "until_the_story_goes_on": (
        "市长孟青禾指出，湿地要保护。副市长邵岚参加活动。",
        [("孟青禾", "指出", "湿地要保护。")],
    ),
    "until_another_speaks": (
        "市长孟青禾说，湿地要保护。副市长邵岚表示，年底前退耕三百亩。",
        [("孟青禾", "说", "湿地要保护。"), ("邵岚", "表示", "年底前退耕三百亩。")],
    ),
    "until_another_speaks_in_the_sentence": (
        "市长孟青禾说，湿地要保护；副市长邵岚说，年底前退耕三百亩。",
        [("孟青禾", "说", "湿地要保护；"), ("邵岚", "说", "年底前退耕三百亩。")],
    ),
    "each_of_two_who_ask": (
        "孟青禾、邵岚来到青山村育秧大棚，要求农技人员及时指导农户。",
        [("孟青禾", "要求", "农技人员及时指导农户。"), ("邵岚", "要求", "农技人员及时指导农户。")],
    ),
    "subject_two_clauses_before": (
        "市长孟青禾来到禾沐乳业公司，走进车间，详细了解生产情况，希望企业加快新厂建设。",
        [("孟青禾", "希望", "企业加快新厂建设。")],
    ),
    "quotation_after": ("局长周牧说：“今年的水够用了。”随后他离开。", [("周牧", "说", "今年的水够用了。")]),
    "quotation_before": ("“今年的水够用了。”水利局局长周牧说。", [("周牧", "说", "今年的水够用了。")]),
    "attribution_cut_out": (
        "“今年的水够用了，”局长周牧说，“明年还不知道。”",
        [("周牧", "说", "今年的水够用了，明年还不知道。")],
    ),
    "turns_of_a_conversation": (
        "局长周牧问：“水够用吗？”“够用。”周牧叮嘱农技员：“要省着用。”",
        [("周牧", "问", "水够用吗？"), ("周牧", "叮嘱", "要省着用。")],
    ),
    "what_the_speaker_does_first": (
        "孟青禾走出农家，一会儿和老乡握手，并高声说：“乡亲们好！”",
        [("孟青禾", "说", "乡亲们好！")],
    ),
    "behind_a_phrase_of_place": (
        "在青禾国际邀请赛上孟青禾对记者说：“我们才练了一年。”",
        [("孟青禾", "说", "我们才练了一年。")],
    ),
    "who_stood_up_to_say_it": (
        "青禾足协主席邵岚女士激动地站起来说：“我深深感谢。”",
        [("邵岚", "说", "我深深感谢。")],
    ),
    "a_name_told_by_two_verbs": ("潘禾否认说：“我不急。”", [("潘禾", "说", "我不急。")]),
    "attribution_between_quote_and_report": (
        "“今年的水够用了。”局长周牧说，明年要修两座水库。",
        [("周牧", "说", "今年的水够用了。明年要修两座水库。")],
    ),
    "quotation_over_paragraphs": (
        "局长周牧说：“今年的水够用了。\n“明年要修两座水库。”\n会后他离开。",
        [("周牧", "说", "今年的水够用了。\n明年要修两座水库。")],
    ),
    "quotation_never_closed": ("局长周牧说：“今年的水够用了。\n水位已升三米。", [("周牧", "说", "今年的水够用了。")]),
    "a_quoted_term_is_no_quotation": (
        "局长周牧说，“三水共治”要见成效。",
        [("周牧", "说", "“三水共治”要见成效。")],
    ),
    "a_meeting": ("会议强调，要抓好春耕。要备足种子。", [("会议", "强调", "要抓好春耕。要备足种子。")]),
    "a_body": ("市教育局要求，各校错峰放学。", [("市教育局", "要求", "各校错峰放学。")]),
    "a_paper": ("报告指出，去年水稻增产一成。", [("报告", "指出", "去年水稻增产一成。")]),
    "without_a_name": ("一位不愿具名的官员说，水库还没有完工。", [("一位不愿具名的官员", "说", "水库还没有完工。")]),
    "points_counted": (
        "市长孟青禾提出三点要求：一是及早育秧，二是备足肥料。",
        [("孟青禾", "提出", "一是及早育秧，二是备足肥料。")],
    ),
    "told_to_a_reporter": ("村支书周牧告诉记者，今年种了六百亩水稻。", [("周牧", "告诉", "今年种了六百亩水稻。")]),
    "who_is_asked_before_the_colon": (
        "市长孟青禾问局长周牧：“今年种了多少亩？”局长周牧说：“六百亩。”",
        [("孟青禾", "问", "今年种了多少亩？"), ("周牧", "说", "六百亩。")],
    ),
    "who_answers": ("来人问收成，市长孟青禾答：“今年多收三成。”", [("孟青禾", "答", "今年多收三成。")]),
    "a_quotation_behind_a_colon_is_not_the_next_one's": (
        "客人一进门就打招呼：“走了一天的路！”主人们回答：“先喝碗热茶。”",
        [("主人们", "回答", "先喝碗热茶。")],
    ),
    "a_paper_told_by_who_passed_it": (
        "会议今天通过的《湿地宣言》说，湿地应当得到保护。",
        [("会议今天通过的《湿地宣言》", "说", "湿地应当得到保护。")],
    ),
    "not_to_whom_it_is_said": (
        "客人接过钱包，连声向青山村村民说：“谢谢你们！”",
        [("客人", "说", "谢谢你们！")],
    ),
    "two_bodies": (
        "青河市委、市政府提出：水稻要增产。",
        [("青河市委", "提出", "水稻要增产。"), ("市政府", "提出", "水稻要增产。")],
    ),
}


@pytest.mark.parametrize(("text", "expected"), FOUND.values(), ids=FOUND.keys())
def test_content_ends_where_it_ends(text: str, expected: list[tuple[str, str, str]]) -> None:
    assert told(text) == expected


NONE = {
    "a_noun": "市长孟青禾按照省委要求，到青山村调研。",
    "a_thing": "市长孟青禾介绍了全市水利情况。",
    "courtesy": "市长孟青禾对客人来访表示热烈欢迎。",
    "hearsay": "据说，水库已经完工。",
    "the_newspaper_itself": "记者认为，水库早该完工。",
    "in_a_quotation": "横幅上写着“专家说水库要完工”几个字。",
    "a_manner_of_speaking": "可以肯定地说，水库已经完工。",
    "words_that_are_not_told": "这是市长孟青禾会见客人时说这番话的。",
    "a_teaching": "马克思主义认为，人是生产力。",
    "nobody": "要求各校错峰放学。",
}


@pytest.mark.parametrize("text", NONE.values(), ids=NONE.keys())
def test_nobody_says_anything(text: str) -> None:
    assert told(text) == []


def test_a_headline_says_what_stands_behind_the_space() -> None:
    assert told("孟青禾在青山村调研时强调 把水稻种好 让农民增收", "headline") == [
        ("孟青禾", "强调", "把水稻种好 让农民增收")
    ]


def names(text: str) -> list[str | None]:
    """The names to which the statements of a text are given."""
    return [s.speaker and s.speaker.text for s in statements(text)]


PRONOUNS = {
    "the_speaker_before": ("市长孟青禾说，水够用了。他说，明年要修水库。", ["孟青禾", "孟青禾"]),
    "the_only_one_named": ("市长孟青禾出席会议。他强调，要抓好春耕。", ["孟青禾"]),
    "in_the_next_paragraph": ("市长孟青禾说，水够用了。\n他说，明年要修水库。", ["孟青禾", "孟青禾"]),
    "two_named": ("市长孟青禾会见局长周牧。她说，水够用了。", [None]),
    "several": ("市长孟青禾说，水够用了。他们说，明年要修水库。", ["孟青禾", None]),
    "an_office": ("市长孟青禾会见周牧。该书记说，水够用了。", [None]),
}


@pytest.mark.parametrize(("text", "expected"), PRONOUNS.values(), ids=PRONOUNS.keys())
def test_a_pronoun_is_somebody_or_nobody_but_never_another(text: str, expected: list[str | None]) -> None:
    assert names(text) == expected


def test_direct_is_what_stands_in_quotation_marks() -> None:
    found = statements("局长周牧说：“今年的水够用了。”\n市长孟青禾说，明年要修水库。")
    assert [s.is_direct for s in found] == [True, False]


PIECES = st.one_of(
    st.text(st.characters(exclude_categories=["Cs"]), max_size=4),
    st.sampled_from(["市长", "孟青禾", "、邵岚", "说", "强调，", "“", "”", "。", "，", "：", "\n", "他", "的", "要求", "会议", "时", "出席", "　", "（", "）", "地说", "告诉"]),
)  # fmt: skip


@settings(max_examples=200, deadline=None)
@given(st.lists(PIECES, max_size=24).map("".join), st.sampled_from(["body", "headline"]))
def test_content_is_made_of_its_span(text: str, field: str) -> None:
    for s in statements(text, field):
        assert 0 <= s.start < s.end <= len(text)
        rest = iter(text[s.start : s.end])
        assert all(char in rest for char in s.content)


@pytest.mark.parametrize("piece", ["说", "市长孟青禾说", "孟青禾、", "“他说，", "要求他希望", "官员的", "他说：“水。”"])
def test_a_hostile_text_takes_linear_time(piece: str) -> None:
    def seconds(times: int) -> float:
        words = read_field(0, "body", piece * times, "auto")
        found = find_names([words])[0]
        started = time.process_time()
        find_statements(read_names(words, found))
        return time.process_time() - started

    seconds(100)
    short, long = (min(seconds(times) for _ in range(3)) for times in (500, 4_000))
    assert long < 24 * max(short, 0.01)
