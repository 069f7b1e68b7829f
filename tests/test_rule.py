"""Edits replay, and offset maps stay total and monotone, for any sequence of steps."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from schemas.document import Edit
from tasks.rule import Rewriter, from_rows, replay, to_rows


@st.composite
def edits_on(draw, text: str) -> list[Edit]:
    """Sorted, non-overlapping edits on a text; their replacements share no character with the source texts."""
    cuts = sorted(draw(st.lists(st.integers(0, len(text)), max_size=8)))
    edits: list[Edit] = []
    for start, end in zip(cuts[::2], cuts[1::2], strict=False):
        if not edits or start > edits[-1].end:
            edits.append(Edit(start, end, draw(st.text(alphabet="xyz", max_size=3))))
    return edits


@st.composite
def rewritten(draw) -> tuple[str, Rewriter]:
    raw = draw(st.text(alphabet="abcdef", max_size=20))
    rewriter = Rewriter(raw, "page", "source")
    for step in range(3):
        rewriter.apply(f"rule_{step}", draw(edits_on(rewriter.text)))
    return raw, rewriter


@given(rewritten())
def test_replaying_the_repairs_gives_the_text(case):
    raw, rewriter = case
    assert replay(raw, rewriter.repairs) == rewriter.text


@given(rewritten())
def test_the_map_covers_the_text_in_order(case):
    raw, rewriter = case
    at = low = 0
    for block in rewriter.offset_map.blocks:
        assert block.new_start == at
        assert low <= block.old_start <= block.old_end <= len(raw)
        at, low = block.new_end, block.old_end
    assert at == len(rewriter.text)


@given(rewritten())
def test_a_character_that_no_rule_touched_maps_to_itself(case):
    raw, rewriter = case
    untouched = [at for at, char in enumerate(rewriter.text) if char in "abcdef"]
    for at in untouched:
        start, end = rewriter.offset_map.to_old(at, at + 1)
        assert rewriter.text[at] in raw[start:end]
        back_start, back_end = rewriter.offset_map.to_new(start, end)
        assert back_start <= at < back_end


@given(rewritten())
def test_a_map_survives_its_published_form(case):
    _, rewriter = case
    assert from_rows(to_rows(rewriter.offset_map)) == rewriter.offset_map


def test_deleted_text_has_an_empty_place_in_the_new_text():
    rewriter = Rewriter("abc", "page", "source")
    rewriter.apply("cut", [Edit(1, 2, "")])
    assert rewriter.offset_map.to_new(1, 2) == (1, 1)


def test_touching_edits_of_a_step_are_one_repair():
    rewriter = Rewriter("abc", "page", "source")
    rewriter.apply("change", [Edit(0, 1, "x"), Edit(1, 2, "y", 0.5)])
    assert [(r.before, r.after, r.confidence) for r in rewriter.repairs] == [("ab", "xy", 0.5)]
