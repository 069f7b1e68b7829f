"""docs/cleaning.md is what the rules say of themselves."""

from __future__ import annotations

from pathlib import Path

import pytest

from tasks.clean import RULES
from tasks.clean.docs import render

PAGE = Path(__file__).parents[2] / "docs" / "cleaning.md"


def test_the_page_is_current():
    assert PAGE.read_text(encoding="utf-8") == render(), "run: python -m tasks.clean.docs > docs/cleaning.md"


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.__name__)
def test_every_rule_shows_an_example_and_a_counter_example(rule):
    assert (rule.__doc__ or "").count(">>> ") >= 2
