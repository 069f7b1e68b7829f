"""The generator of fictional pages: independent of the code it measures, deterministic, true to its own text."""

from __future__ import annotations

import ast
import re
from collections import Counter
from pathlib import Path

import pytest

from tests.eval.pages_made import make

PACKAGE = Path(__file__).parents[1] / "eval" / "pages_made"
ALLOWED = ("tests.eval.pages_made", "lunar_python", "opencc")
SEEDS = range(5000, 5060)


def imported(file: Path) -> set[str]:
    """The modules that a file imports."""
    names: set[str] = set()
    for node in ast.walk(ast.parse(file.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            names.update(alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            names.add(node.module or "")
    return names


@pytest.mark.parametrize("file", sorted(PACKAGE.glob("*.py")), ids=lambda file: file.name)
def test_generator_shares_nothing_with_what_it_measures(file):
    ours = {name for name in imported(file) if name.split(".")[0] in ("tasks", "schemas", "samples", "benchmarks")}
    assert not ours
    outside = {name for name in imported(file) if name.startswith("tests.") and not name.startswith(ALLOWED)}
    assert not outside


def test_same_seed_gives_the_same_sources():
    assert [make(seed) for seed in range(5)] == [make(seed) for seed in range(5)]


def test_bodies_do_not_repeat():
    bodies = Counter(
        "".join(story.body) for seed in SEEDS for made in make(seed) for sheet in made.sheets for story in sheet.stories
    )
    assert len(bodies) > 200
    assert max(bodies.values()) == 1


def test_every_headline_and_sentence_of_the_truth_is_printed():
    for seed in SEEDS:
        for made in make(seed):
            if made.style in ("mirror", "html"):
                continue
            printed = re.sub(r"[\s#>*]", "", made.text)
            for sheet in made.sheets:
                for story in sheet.stories:
                    for line in (story.headline, story.kicker, story.deck, *story.body):
                        for sentence in (line or "").split("。"):
                            assert re.sub(r"\s", "", sentence) in printed
