"""Which formulas are told without quotation marks, by their form and the verbs that they are the object of."""

from __future__ import annotations

import time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tasks.corpus.formulas import find_formulas, policy_odds
from tasks.corpus.lexicon import Text, build_lexicon
from tasks.lang.tagging import tagged

POLICY = "全县推进项目建设，落实责任制度，实施重点工程，健全保障机制，深化改革，完善服务体系。" * 3
STORY = "傍晚老人坐在河边看船，孩子们追着萤火虫跑，风里有稻花的香味，谁也不急着回家。" * 3


def formulas(text: str, names: frozenset[str] = frozenset()) -> dict[str, float]:
    return {formula.text: formula.odds for formula in find_formulas(text, *tagged(text), names)}


def terms(*bodies: str) -> set[str]:
    texts = [Text(f"a{n}", {"body": body}, *tagged(body), frozenset()) for n, body in enumerate(bodies)]
    return {row.term for row in build_lexicon(texts)}


@pytest.mark.parametrize(
    ("text", "formula"),
    [
        ("全力打造公园水乡。", "公园水乡"),
        ("扎实推进借船出海，", "借船出海"),
        ("弘扬开荒护渔精神。", "开荒护渔精神"),
        ("推进清洁取暖、秸秆还田，", "清洁取暖"),
        ("打造氢基竹能2个基地", "氢基竹能"),
        ("深入推进一湖两岸布局", "一湖两岸"),
        ("让船等人少、人等船短、货等车快。", "船等人少、人等船短、货等车快"),
        ("落实三清五改制度", "三清五改"),
        ("我们，两副担子一起挑，谁也不落下。", "两副担子一起挑"),
        ("各镇做到五个坚持，", "五个坚持"),
        ("实行巡渠责任制，", "巡渠责任制"),
        ("持续打好绿野、清水、蓝天保卫战，", "绿野、清水、蓝天保卫战"),
        ("三件小事一起办，三本旧账一起清，三座新桥一起修。", "三件小事一起办，三本旧账一起清，三座新桥一起修"),
    ],
    ids=[
        "object",
        "unheard-words",
        "headed",
        "of-a-list",
        "before-a-count",
        "counted",
        "parallel",
        "counted-before-a-noun",
        "at-once",
        "what-is-done",
        "system",
        "one-head",
        "clauses",
    ],
)
def test_a_formula_is_told_by_its_form(text, formula):
    assert formula in formulas(text)


@pytest.mark.parametrize(
    "text",
    [
        "他走进院子，看见两人三马。",
        "每年两次三天。",
        "一九八八年建成，十二万人看过，三百多户搬来。",
        "他一步一步走，大家一起一块干。",
        "来了五个孩子，买了三个本子。",
        "推进了很多事情的时候。",
        "贯彻全会精神，",
        "建设云岭省。",
        "新能源、新材料、新医药、新服务。",
        "生产基地、物流基地、销售基地。",
    ],
    ids=[
        "no-object",
        "quantity",
        "year-in-words",
        "idioms",
        "things-counted",
        "no-end",
        "occasion",
        "region",
        "same-beginning",
        "same-end",
    ],
)
def test_what_is_no_formula(text):
    assert not [term for term, odds in formulas(text).items() if odds > 0]


def test_what_holds_a_name_is_no_formula():
    assert "公园水乡" in formulas("打造公园水乡。")
    assert formulas("打造公园水乡。", frozenset({"公园水乡公司"})) == {}


def test_common_words_alone_are_worse_than_words_of_their_own():
    assert formulas("推进汽车技术。")["汽车技术"] < formulas("推进清洁取暖。")["清洁取暖"]


def test_a_formula_that_stands_once_is_a_term_in_an_article_of_policy_only():
    sentence = "要弘扬摆渡护桥精神。"
    assert "摆渡护桥精神" in terms(POLICY + sentence)
    assert "摆渡护桥精神" not in terms(STORY + sentence)


def test_a_plain_object_that_stands_once_is_no_term():
    assert "公园水乡" not in terms(POLICY + "要打造公园水乡。")


def test_a_plain_quotation_is_a_term_in_an_article_of_policy_only():
    sentence = "那里的人常提起“芦荡牧云”。"
    assert "芦荡牧云" in terms(POLICY + sentence)
    assert "芦荡牧云" not in terms(STORY + sentence)


def test_words_of_policy_weigh_as_their_share():
    assert policy_odds(tagged(POLICY)[0]) == 1.0
    assert policy_odds([]) == 0.0
    assert -1.0 <= policy_odds(tagged(STORY)[0]) < 0.0


@settings(max_examples=100, deadline=None)
@given(st.text(alphabet="推进打造坚持秸秆还田一三清改、，。和的2精神化工程公园水乡保卫战", max_size=60))
def test_a_formula_stands_in_its_text(text):
    assert all(formula in text for formula in formulas(text))


UNITS = {
    "list": (["打造", "秸秆", "、"], ["v", "n", "x"]),
    "clauses": (["甲乙", "丙丁", "，"], ["n", "n", "x"]),
    "numerals": (["一清", "三改"], ["m", "m"]),
    "verbs": (["推进"], ["v"]),
    "nouns": (["推进", "秸秆", "秸秆"], ["v", "n", "n"]),
}


@pytest.mark.parametrize(("words", "tags"), UNITS.values(), ids=UNITS)
def test_lines_without_end_take_linear_time(words, tags):
    def cost(times: int) -> float:
        before = time.process_time()
        list(find_formulas("".join(words) * times, words * times, tags * times, frozenset()))
        return time.process_time() - before

    assert min(cost(16_000) for _ in range(3)) < 24 * max(0.005, min(cost(2_000) for _ in range(3)))
