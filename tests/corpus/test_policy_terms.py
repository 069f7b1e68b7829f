"""The register of policy formulas: what it knows, where it counts, and what it leaves alone."""

from __future__ import annotations

from collections import Counter
from pathlib import Path

import pytest

from schemas.derived import LexiconTerm
from tasks.corpus.lexicon import Text, build_lexicon
from tasks.corpus.slogans import Entry, Found, Matcher, find_slogans
from tasks.lang.policy_terms import REGISTER_FILE, policy_terms, read_policy_terms
from tasks.lang.tagging import tagged


def lexicon(*bodies: str, names: frozenset[str] = frozenset()) -> dict[str, LexiconTerm]:
    texts = [Text(f"a{n}", {"body": body}, *tagged(body), names) for n, body in enumerate(bodies)]
    return {row.term: row for row in build_lexicon(texts)}


def found(body: str, names: frozenset[str] = frozenset()) -> list[Found]:
    entries = {row.term: Entry(row.canonical, row.pattern, row.is_matched) for row in lexicon(body).values()}
    return find_slogans({"body": body}, Matcher(entries), names)


def own_register(folder: Path, *rows: str) -> Path:
    path = folder / "own.csv"
    path.write_text("\n".join(("# made up", "subject,forms,from_year", *rows)), encoding="utf-8")
    return path


@pytest.mark.parametrize(
    ("body", "text", "canonical"),
    [
        ("老渔民说，渔村也讲科教兴农。", "科教兴农", "科教兴农"),
        ("干部驻村，不忘初心牢记使命。", "不忘初心牢记使命", "不忘初心、牢记使命"),
        ("第一个五年计划时修了渠。", "第一个五年计划", "一五计划"),
    ],
    ids=["once-without-marks", "without-its-comma", "another-form"],
)
def test_what_is_known_is_a_slogan_where_it_stands_once(body, text, canonical):
    assert (text, canonical) in {(each.text, each.canonical) for each in found(body)}


@pytest.mark.parametrize(
    "body",
    ["他是第四个代表家乡出战的人。", "两队的三个代表团到了。", "比分一边倒，观众早早离场。"],
    ids=["ordinal", "common-words", "figure-of-speech"],
)
def test_common_words_are_no_formulas(body):
    assert found(body) == []


def test_a_form_in_quotation_marks_counts_only_in_them():
    assert [each.text for each in found("学习“三个代表”，三个代表团都来了。")] == ["三个代表"]


def test_a_formula_in_the_name_of_a_body_is_none():
    body, office = "乡村振兴研究院谈乡村振兴。", frozenset({"乡村振兴研究院"})
    assert [(each.start, each.end) for each in found(body, office)] == [(8, 12)]
    assert lexicon("乡村振兴研究院来了。", names=office) == {}
    assert "乡村振兴" in lexicon("乡村振兴研究院来了。")


def test_the_longest_formula_that_stands_somewhere_is_found_alone():
    assert [each.text for each in found("打好污染防治攻坚战和蓝天保卫战。")] == ["污染防治攻坚战", "蓝天保卫战"]


def test_its_row_says_that_the_register_alone_knows_it_and_since_when():
    row = lexicon("渔村也学雷锋。", "学雷锋的人多了。")["学雷锋"]
    assert (row.pattern, row.canonical, row.is_matched) == ("register", "学习雷锋", True)
    assert (row.occurrences, row.articles, row.from_year) == (2, 2, 1963)


def test_what_the_corpus_quotes_counts_as_quoted_under_the_registers_form():
    row = lexicon("大力实施“乡村振兴”战略。")["乡村振兴"]
    assert (row.pattern, row.canonical, row.from_year) == ("quoted", "乡村振兴", 2017)


def test_verbs_before_a_known_formula_do_not_make_another():
    canonical = {term: row.canonical for term, row in lexicon("深化“推进学雷锋”活动。", "学雷锋。").items()}
    assert set(canonical.values()) == {"学习雷锋"}


def test_a_users_file_is_read_over_the_register(tmp_path):
    own = own_register(tmp_path, "水利,清渠兴镇|“清渠”,2031", "文化,学习雷锋|学雷锋,")
    known = read_policy_terms(REGISTER_FILE, own)
    assert known.of_form["清渠"].canonical == "清渠兴镇"
    assert "清渠兴镇" in known.plain
    assert "清渠" not in known.plain
    assert known.of_form["学雷锋"].subject == "文化"


def test_a_year_that_is_no_number_is_refused(tmp_path):
    with pytest.raises(ValueError, match="八"):
        read_policy_terms(own_register(tmp_path, "水利,清渠兴镇,八"))


def test_each_form_stands_once_and_is_no_single_character():
    rows = REGISTER_FILE.read_text(encoding="utf-8").splitlines()[3:]
    forms = Counter(form.strip("“”") for row in rows for form in row.split(",")[1].split("|"))
    assert [form for form, count in forms.items() if count > 1 or len(form) < 2] == []
    assert len(rows) > 1500


def test_years_are_those_of_the_papers():
    years = {term.from_year for term in policy_terms().of_form.values() if term.from_year}
    assert min(years) >= 1940
    assert max(years) <= 2025
