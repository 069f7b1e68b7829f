"""Conversion to simplified Chinese, against the package whose dictionaries it uses."""

from __future__ import annotations

import random
from functools import cache
from importlib.resources import files

import opencc
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tasks.lang.script import conversion_edits, script_of, to_simplified
from tasks.rule import apply_edits


@cache
def package() -> opencc.OpenCC:
    return opencc.OpenCC("t2s")


@cache
def entries(name: str) -> tuple[str, ...]:
    text = (files("opencc") / "dictionary" / name).read_text(encoding="utf-8")
    return tuple(line.split("\t")[0] for line in text.splitlines())


def mixture(seed: int) -> str:
    """Phrases, beginnings and ends of phrases, single characters and separators, so that phrases overlap."""
    rng = random.Random(seed)
    phrases, characters = entries("TSPhrases.txt"), entries("TSCharacters.txt")
    parts = []
    for _ in range(400):
        phrase = rng.choice(phrases)
        cut = rng.randrange(len(phrase))
        parts.append(
            rng.choice((phrase, phrase[:cut], phrase[cut:], rng.choice(characters), "的", "，", " ", "\n", "a"))
        )
    return "".join(parts)


@pytest.mark.parametrize("name", ["TSPhrases.txt", "TSCharacters.txt", "STPhrases.txt"])
def test_every_dictionary_entry_is_converted_as_the_package_does(name):
    text = "\n".join(entries(name)[:5000])
    assert to_simplified(text) == package().convert(text)


@pytest.mark.parametrize("seed", range(12))
def test_mixtures_are_converted_as_the_package_does(seed):
    text = mixture(seed)
    assert to_simplified(text) == package().convert(text)


@pytest.mark.parametrize("seed", range(12))
def test_edits_make_the_converted_text(seed):
    text = mixture(seed)
    assert apply_edits(text, conversion_edits(text)) == to_simplified(text)


@settings(max_examples=200, deadline=None)
@given(st.lists(st.sampled_from(sorted(set("".join(entries("TSPhrases.txt"))))), max_size=12).map("".join))
def test_any_overlap_of_phrases_is_settled_as_the_package_does(text):
    assert to_simplified(text) == package().convert(text)


@pytest.mark.parametrize("text", ["反覆", "彷徨", "藉口", "乾坤", "瞭望", "么麽"])
def test_phrases_without_a_traditional_character_are_not_skipped(text):
    assert to_simplified(f"一{text}二") == package().convert(f"一{text}二")


def test_edits_cover_changed_characters_only():
    text = "在乾隆年間的報紙上"
    assert [(text[e.start : e.end], e.after) for e in conversion_edits(text)] == [("間", "间"), ("報紙", "报纸")]


@pytest.mark.parametrize(
    ("text", "script"),
    [
        ("清河大桥昨天合龙，两岸居民盼了十年", "simplified"),
        ("清河大橋昨天合龍，兩岸居民盼了十年", "traditional"),
        ("清河大桥昨天合龙。清河大橋昨天合龍。", "mixed"),
        ("清河日報\n" + "两岸居民盼了十年的通道终于贯通" * 5, "simplified"),
        ("為什么說這個鎮上的人們愛讀報紙，還辦起了書場", "traditional"),
        ("", "simplified"),
        ("2024 CN00-0000", "simplified"),
    ],
    ids=["simplified", "traditional", "both", "traditional masthead", "one stray simplified", "empty", "no Chinese"],
)
def test_script_is_told_by_the_characters_that_only_one_has(text, script):
    assert script_of(text) == script
