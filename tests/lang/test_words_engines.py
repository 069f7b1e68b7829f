"""Words: the fast engine gives jieba's words on whatever text, and leaves nothing behind."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import jieba
import pytest
from hypothesis import given, settings

from tasks.lang.words import Dictionary, cut, dictionary, idf, offsets, tags_of
from tests.lang.varied_texts import MIXED

VARIED = {
    "plain": "青禾县今年新修水渠四十公里，受益农户三千多户。",
    "versions": "C++程序员用v2.3.1-beta测试A&B两套方案，得分98.5%。",
    "mail": "投稿信箱press_room@qinghe.example.com，电话0499-1234567。",
    "hashes": "#青禾新闻# 与 user.name+tag 无关；3.6亿元、2×66万千瓦",
    "points": "面积3.6亿元，占40.4%，版本3.6.1、2.b和5.7c，第1.节",
    "marks inside": "第5-7届（2019—2021年）_草案_50%以上",
    "line ends": "甲\r\n乙\r丙\n丁",
    "private use": "甲\ue000乙\U000f0000丙",
    "old scripts": "㐀㐁龦龧𠀀𠀁々〇",
    "full width": "ＡＢＣ１２３％．－＋",
    "spaces": "甲 \u3000乙\u00a0丙\u2003丁\x1c戊\x00己",
}


@pytest.fixture(scope="module")
def original() -> jieba.Tokenizer:
    """jieba's tokenizer filled by jieba itself, without its cache file."""
    tokenizer = jieba.Tokenizer()
    tokenizer.FREQ, tokenizer.total = tokenizer.gen_pfdict(tokenizer.get_dict_file())
    tokenizer.initialized = True
    return tokenizer


@pytest.mark.parametrize("text", VARIED.values(), ids=VARIED)
@pytest.mark.parametrize("engine", ["auto", "jieba"])
def test_words_are_those_of_jieba(text: str, engine: str, original: jieba.Tokenizer) -> None:
    assert cut(text, engine) == original.lcut(text)


@settings(max_examples=400, deadline=None)
@given(MIXED)
def test_the_engines_agree_on_any_text(text: str) -> None:
    assert cut(text, "auto") == cut(text, "jieba")


@settings(max_examples=100, deadline=None)
@given(MIXED)
def test_words_joined_are_the_text(text: str) -> None:
    words = cut(text)
    assert "".join(words) == text
    assert offsets(words)[-1] == len(text)


def test_the_total_counts_repeated_entries_as_jieba_does(original: jieba.Tokenizer) -> None:
    known: Dictionary = dictionary()
    assert known.total == original.total
    assert known.total != sum(known.frequency.values())


def test_a_word_out_of_the_dictionary_is_tagged_x() -> None:
    assert tags_of(["黄河", "青禾县"]) == ["ns", "x"]


def test_an_unknown_word_weighs_as_the_median() -> None:
    table = idf()
    assert min(table.of_word.values()) < table.median < max(table.of_word.values())


def test_a_long_line_of_one_run_takes_linear_time() -> None:
    assert "".join(cut("a-" * 20_000)) == "a-" * 20_000


def test_loading_writes_no_file(tmp_path: Path) -> None:
    code = "from tasks.lang.words import cut; cut('甲a-b乙'); cut('甲', 'jieba')"
    done = subprocess.run(
        [sys.executable, "-c", code], env={**os.environ, "TMPDIR": str(tmp_path)}, capture_output=True, text=True
    )
    assert (done.returncode, done.stdout, done.stderr) == (0, "", "")
    assert not list(tmp_path.iterdir())
