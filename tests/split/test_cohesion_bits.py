"""Sets of pairs as bits: they say what sets of words say, whatever the texts are."""

from __future__ import annotations

from hypothesis import given, settings
from hypothesis import strategies as st

from tasks.split.cohesion import pairs_of, share, similarity, telling
from tasks.split.cohesion_bits import likeness, page_bits, part_in

LETTERS = st.sampled_from("大雪停在鹭洲的工作，。a1\n㐀\U00020000\ud800")
TEXTS = st.lists(st.text(LETTERS, max_size=12) | st.text(max_size=6), min_size=2, max_size=5)


@settings(deadline=None)  # the first one loads the dictionary
@given(TEXTS)
def test_stretches_have_in_common_what_their_pairs_have(texts: list[str]) -> None:
    page = page_bits(texts)
    one, other = page.union([0]), page.union([1])
    assert likeness(one, other) == similarity(pairs_of(texts[0]), pairs_of(texts[1]))
    assert part_in(one, other) == share(pairs_of(texts[0]), pairs_of(texts[1]))


@settings(deadline=None)  # the first one loads the dictionary
@given(TEXTS)
def test_telling_pairs_are_the_same(texts: list[str]) -> None:
    page = page_bits(texts)
    assert [(page.union([at]) & page.telling).bit_count() for at in range(len(texts))] == [
        len(telling(pairs_of(text))) for text in texts
    ]


@settings(deadline=None)  # the first one loads the dictionary
@given(TEXTS)
def test_a_union_holds_the_pairs_of_all_and_none_across(texts: list[str]) -> None:
    page = page_bits(texts)
    assert page.union(range(len(texts))).bit_count() == len(frozenset().union(*map(pairs_of, texts)))


def test_only_the_beginning_of_a_text_is_compared() -> None:
    page = page_bits(["大雪停了", "大雪没停"], sample=2)
    assert likeness(page.union([0]), page.union([1])) == 1.0
