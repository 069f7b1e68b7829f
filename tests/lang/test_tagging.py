"""Exact tags: the fast engine gives jieba.posseg's words and tags on whatever text."""

from __future__ import annotations

import jieba
import jieba.posseg
import pytest
from hypothesis import given, settings

from tasks.lang.tagging import tagged
from tasks.lang.words import cut, tags_of
from tests.lang.varied_texts import MIXED

VARIED = {
    "plain": "青禾县今年新修水渠四十公里，受益农户三千多户。",
    "names": "市长孟青禾、副市长邵岚到禾沐乳业公司调研。",
    "numbers": "2031年3月28日，新增3.6亿元，2×66万千瓦，占98.5%",
    "letters": "C++程序员用v2.3.1测试A股和4S店",
    "line ends": "甲\r\n乙\r丙\n丁",
    "old scripts": "㐀㐁龦龧𠀀𠀁々〇",
    "spaces": "甲 \u3000乙\u00a0丙\x00己",
}


@pytest.fixture(scope="module")
def original() -> jieba.posseg.POSTokenizer:
    """jieba.posseg over a tokenizer filled by jieba itself, without its cache file."""
    tokenizer = jieba.Tokenizer()
    tokenizer.FREQ, tokenizer.total = tokenizer.gen_pfdict(tokenizer.get_dict_file())
    tokenizer.initialized = True
    return jieba.posseg.POSTokenizer(tokenizer)


@pytest.mark.parametrize("text", VARIED.values(), ids=VARIED)
@pytest.mark.parametrize("engine", ["auto", "jieba"])
def test_words_and_tags_are_those_of_posseg(text: str, engine: str, original: jieba.posseg.POSTokenizer) -> None:
    words, tags = tagged(text, engine)
    assert list(zip(words, tags, strict=True)) == [(pair.word, pair.flag) for pair in original.lcut(text)]


@settings(max_examples=150, deadline=None)
@given(MIXED)
def test_the_engines_agree_on_any_text(text: str) -> None:
    assert tagged(text, "auto") == tagged(text, "jieba")


def test_exact_tags_are_not_the_dictionarys() -> None:
    text = VARIED["names"]
    assert tagged(text)[1] != tags_of(cut(text))
