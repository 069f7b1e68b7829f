"""Which phrases of a corpus are slogans and new words, and where they stand."""

from __future__ import annotations

import itertools
import random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tasks.corpus.keywords import Counts, Described, rank_keywords
from tasks.corpus.lexicon import Text, build_lexicon, evidence_of
from tasks.corpus.new_words import phrases
from tasks.corpus.quotations import find_quotations, form_odds
from tasks.corpus.slogans import Entry, Found, Matcher, find_slogans
from tasks.lang.tagging import tagged

NOBODY: frozenset[str] = frozenset()
CANALS = "全县实施“三清两改”行动，疏通河渠。"


def text(article_id: str, body: str, names: tuple[str, ...] = (), headline: str | None = None) -> Text:
    words, tags = tagged(body)
    fields = {"headline": headline, "body": body}
    return Text(article_id, {name: each for name, each in fields.items() if each}, words, tags, frozenset(names))


def matcher(*bodies: str, names: tuple[str, ...] = ()) -> Matcher:
    rows = build_lexicon([text(f"a{number}", body, names) for number, body in enumerate(bodies)])
    return Matcher({row.term: Entry(row.canonical, row.pattern, row.is_matched) for row in rows})


def slogans(body: str, *corpus: str) -> list[tuple[str, str, str]]:
    return [(f.text, f.canonical, f.pattern) for f in find_slogans({"body": body}, matcher(body, *corpus), NOBODY)]


@pytest.mark.parametrize(
    ("body", "slogan"),
    [
        (CANALS, "三清两改"),
        ("推广“5+2”服务机制。", "5+2"),
        ("干部开展“访渔家、听民声、解难题”活动。", "访渔家、听民声、解难题"),
        ("深入实施“河灯兴镇”战略。", "河灯兴镇"),
        ("他说，要实施‘三清两改’行动。", "三清两改"),
        ("落实「三清兩改」方案。", "三清兩改"),
        ("推进“沙洲护渔”“芦荡护鸟”行动。", "沙洲护渔"),
    ],
    ids=["numbered", "sum", "parallel-parts", "before-a-noun", "single-marks", "corner-marks", "of-a-list"],
)
def test_a_quoted_formula_is_a_slogan(body, slogan):
    assert slogan in {canonical for _, canonical, _ in slogans(body)}


@pytest.mark.parametrize(
    "body",
    [
        "老人唱起歌曲“河灯照我家”。",
        "他演唱的“月照河渠”一曲动听。",
        "邻居都叫他“铁脚板”。",
        "渔业是全镇经济的“压舱石”。",
        "他说：“今年河水好。”",
        "她对记者说“我不后悔”。",
        "厂里打造“青禾”牌毛巾。",
        "门上写着“出入平安喜乐”。",
        "合同写明“28亩”。",
        "他“嗯”了一声。",
        "两地航线“云渡—青浦—沙洲”开通。",
    ],
    ids=[
        "song",
        "sung",
        "nickname",
        "figure",
        "speech",
        "speech-without-stop",
        "brand",
        "inscription",
        "quantity",
        "one-character",
        "route",
    ],
)
def test_a_quotation_that_is_no_slogan(body):
    assert slogans(body) == []


def test_a_name_in_quotation_marks_is_no_slogan():
    body = "县里推进“云岭竹业”项目。"
    assert not matcher(body, names=("云岭竹业",)).entries
    assert "云岭竹业" in matcher(body).entries


def test_a_slogan_is_found_without_its_marks_and_in_headlines():
    found = find_slogans({"headline": "三清两改见成效", "body": "今年继续三清两改。"}, matcher(CANALS), NOBODY)
    assert [(f.field, f.text, f.pattern, f.start, f.end) for f in found] == [
        ("headline", "三清两改", "numbered", 0, 4),
        ("body", "三清两改", "numbered", 4, 8),
    ]


@pytest.mark.parametrize("body", ["第三清两改", "十三清两改"], ids=["ordinal", "part-of-a-number"])
def test_a_formula_behind_another_numeral_is_none(body):
    assert find_slogans({"body": body}, matcher(CANALS), NOBODY) == []


def test_short_formulas_are_found_in_quotation_marks_only():
    known = matcher("要坚持“四化”举措。")
    found = find_slogans({"body": "“四化”举措，农田简四化整。"}, known, NOBODY)
    assert [(f.text, f.start) for f in found] == [("四化", 1)]


def test_writings_that_differ_in_marks_count_as_one():
    bodies = ["开展“访渔家、听民声”活动。", "开展“访渔家 听民声”活动。", "开展“访渔家、听民声”活动，再来。"]
    known = matcher(*bodies)
    assert {entry.canonical for entry in known.entries.values()} == {"访渔家、听民声"}
    assert len(known.entries) == 2


def test_a_longer_form_counts_as_the_formula_that_it_holds_and_is_found_once():
    found = slogans("实施“三清两改专项行动”机制。", CANALS)
    assert found == [("三清两改专项行动", "三清两改", "quoted")]


def test_a_later_days_slogan_adds_rows_to_older_articles():
    older = "河长们去年已在三清两改中走遍全县。"
    assert slogans(older) == []
    assert slogans(older, CANALS) == [("三清两改", "三清两改", "numbered")]


def discovered(cut: list[tuple[list[str], list[str]]], names: frozenset[str] = frozenset()) -> set[str]:
    texts = [Text(f"a{number}", {}, words, tags, names) for number, (words, tags) in enumerate(cut)]
    return {row.term for row in build_lexicon(texts) if row.pattern == "discovered"}


def test_a_phrase_in_many_contexts_is_a_new_word():
    bodies = ["发展低空经济，", "布局低空经济的企业", "把低空经济做大", "让低空经济起飞"]
    assert discovered([tagged(body) for body in bodies]) == {"低空经济"}


def test_a_phrase_that_always_has_the_same_neighbour_is_none():
    endings = ("很好", "不差", "再来", "一样")
    assert discovered([(["低空", "经济", "圈", ending], ["n", "n", "v", "d"]) for ending in endings]) == set()


def test_a_persons_or_bodys_name_is_no_new_word():
    bodies = ("去云岭竹业公司，", "看云岭竹业公司的", "把云岭竹业公司做大")
    assert discovered([tagged(body) for body in bodies], frozenset({"云岭竹业公司"})) == set()


def test_a_phrase_that_stands_twice_only_is_no_new_word():
    bodies = ["发展低空经济，", "布局低空经济的企业", "低空的路，经济的事"]
    assert discovered([tagged(body) for body in bodies]) == set()


def test_a_quotation_that_the_article_repeats_is_likelier_a_slogan():
    quoted = "“还船借渡”不是新鲜事。"
    again, other = ("在渔村又办了起来。".join((quoted + term, "")) for term in ("还船借渡", "修桥铺路"))
    assert lexicon_score("还船借渡", again) > lexicon_score("还船借渡", other)


def lexicon_score(term: str, body: str) -> float:
    evidence = evidence_of(text("a", body))
    return next(tenths / 10 for form, kind, tenths, *_ in evidence if (form, kind) == (term, "quoted"))


def test_phrases_neither_cross_marks_nor_function_words():
    words, tags = ["低空", "，", "经济", "的", "海洋", "产业"], ["n", "x", "n", "uj", "n", "n"]
    assert {gram.text for gram in phrases(words, tags)} == {"海洋产业"}


CORPUS = [
    CANALS,
    "各镇推进“三清两改”，发展低空经济。",
    "布局低空经济的企业开展“访渔家、听民声”活动。",
    "把低空经济做大，坚持“访渔家 听民声”。",
    "弘扬开荒护渔精神。",
]


def test_the_lexicon_is_the_same_in_any_order():
    texts = [text(f"a{at}", body) for at, body in enumerate(CORPUS * 2)]
    assert build_lexicon(random.Random(3).sample(texts, len(texts))) == build_lexicon(texts)
    assert {"三清两改", "低空经济"} <= {row.term for row in build_lexicon(texts)}


ANY = st.text(alphabet="三清两改四化“”‘’「」、，。+5一实施行动低空经济\n", max_size=60)


@settings(max_examples=150, deadline=None)
@given(ANY, ANY)
def test_slogans_are_quoted_exactly_and_apart(body, other):
    found = find_slogans({"body": body}, matcher(body, other, CANALS), NOBODY)
    assert all(body[f.start : f.end] == f.text for f in found)
    assert all(one.end <= following.start for one, following in itertools.pairwise(found))


def test_a_line_of_opening_marks_takes_linear_time():
    assert list(find_quotations("“" * 200_000)) == []
    assert form_odds("，" * 20) is None


def described(body: str, *found: Found, title: str = "", dates: tuple[tuple[int, int], ...] = (), names: tuple[str, ...] = ()) -> Described:  # fmt: skip
    words, tags = tagged(body)
    return Described(title, words, tags, found, dates, frozenset(names))


def terms(article: Described, held_by: dict[str, int] | None = None, articles: int = 10) -> list[str]:
    return [keyword.term for keyword in rank_keywords(article, Counts(held_by or {}, {}, articles))]


def test_a_slogan_comes_before_words_and_keeps_its_own_out():
    body = "水稻水稻，三清两改"
    found = Found("body", "三清两改", "三清两改", "numbered", 5, 9)
    assert terms(described(body, found)) == ["三清两改", "水稻"]


def test_what_everybody_prints_is_a_lesser_keyword():
    body = "水稻和渡船"
    assert terms(described(body), {"水稻": 1000, "渡船": 2}, 1000) == ["渡船", "水稻"]
    assert terms(described(body), {"水稻": 2, "渡船": 1000}, 1000) == ["水稻", "渡船"]


def test_a_word_in_the_headline_counts_more():
    assert terms(described("水稻和渡船", title="渡船"))[0] == "渡船"


def test_dates_and_writers_are_no_keywords_by_their_type():
    body = "农历渡船开航，孟青禾摄"
    assert {"农历", "渡船"} <= set(terms(described(body)))
    assert set(terms(described(body, dates=((0, 2),), names=("孟青禾",)))) == {"渡船"}
