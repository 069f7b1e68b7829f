"""Hostile inputs in small number, and those that once broke something; `make fuzz` tries many more."""

from __future__ import annotations

import random
from itertools import pairwise
from pathlib import Path

import pytest

from tasks.read.html import reduce_html
from tasks.rule import apply_edits
from tests.fuzz.__main__ import run
from tests.fuzz.hostile import hostile_bytes, hostile_text
from tests.fuzz.stages import Spent, fuzz_text

MOST_SECONDS_PER_KB = 8.0
"""A stage that needs more processor time for a KB grows faster than its input; measured is a tenth of it at most."""


@pytest.fixture(scope="module")
def spent(tmp_path_factory) -> Spent:
    spent = Spent()
    fuzz_text("山口镇建成新桥\n\n本报讯（记者 林远）山口镇石桥建成通车。\n", spent)
    spent.worst.clear()
    assert run(120, 7, tmp_path_factory.mktemp("inputs"), spent) == 0
    assert run(120, 8, tmp_path_factory.mktemp("lines"), spent, as_lines=True) == 0
    return spent


def test_every_stage_met_hostile_inputs(spent):
    assert min(spent.inputs[stage] for stage in ("read", "clean", "split", "enrich", "rows")) > 50


@pytest.mark.parametrize("stage", ["read", "clean", "split", "enrich"])
def test_no_input_makes_a_search_grow(spent, stage):
    assert spent.worst[stage][0] < MOST_SECONDS_PER_KB


def test_inputs_are_the_same_for_the_same_seed():
    assert hostile_text(random.Random("1-2")) == hostile_text(random.Random("1-2"))
    assert hostile_bytes(random.Random("1-3")) == hostile_bytes(random.Random("1-3"))


def test_an_input_that_raises_is_kept(tmp_path, monkeypatch):
    def broken(*_: object) -> None:
        raise ValueError("broken")

    monkeypatch.setattr("tests.fuzz.__main__.fuzz_text", broken)
    assert run(1, 3, tmp_path, Spent()) == 1
    assert [path.name for path in Path(tmp_path).iterdir()] == ["failed-3-0"]


def test_a_title_behind_the_text_leaves_the_edits_in_order():
    source = "<p>清河镇的石桥昨日建成通车，两岸居民往来方便。</p><title>清河镇新桥通车</title><p>市民纷纷前往。</p>"
    edits = reduce_html(source).edits
    assert all(one.end <= other.start for one, other in pairwise(edits))
    assert apply_edits(source, edits).startswith("清河镇的石桥")
