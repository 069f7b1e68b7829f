"""What the search index holds of an article."""

from __future__ import annotations

import fabricate
import pytest

from tasks.lang.words import cut
from tasks.load.terms import terms_of


def terms(body: str, **titles: str) -> dict[str, int]:
    plain = {"kicker": None, "headline": None, "deck": None}
    article = fabricate.row("articles", body=body, **plain | titles)
    return {row.term: row.tf for row in terms_of(article, cut(body))}


@pytest.mark.parametrize("field", ["kicker", "headline", "deck"])
def test_titles_count_like_the_body(field):
    assert terms("粮食丰收。粮食多。", **{field: "粮食"})["粮食"] == 3


def test_a_word_within_a_longer_one_can_be_found():
    assert terms("国民经济平稳。") == {"国民经济": 1, "国民": 1, "经济": 1, "平稳": 1}


def test_latin_letters_are_folded():
    assert terms("GDP和gdp")["gdp"] == 2


def test_marks_and_single_characters_are_left_out():
    assert terms("……的，水。——") == {}
