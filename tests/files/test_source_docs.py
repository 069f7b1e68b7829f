"""docs/sources.md is current: error codes with their sentences, limits with their defaults."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from schemas.settings import ReadSettings
from tasks.files.problems import PROBLEMS, problem

DOCS = (Path(__file__).parents[2] / "docs" / "sources.md").read_text(encoding="utf-8")
DETAILS = dict.fromkeys(("advice", "depth", "detail", "keys", "kind", "limit", "lines", "unpacked"), "…")


@pytest.mark.parametrize("code", PROBLEMS)
def test_docs_give_each_code_with_its_sentence(code):
    assert f"| `{code}` | {problem(code, **DETAILS)} |" in DOCS


def test_docs_name_no_code_that_does_not_exist():
    table = DOCS[DOCS.index("## Error codes") :]
    assert set(re.findall(r"^\| `(\w+)`", table, re.MULTILINE)) == set(PROBLEMS)


@pytest.mark.parametrize("code", PROBLEMS)
def test_each_sentence_says_what_to_do(code):
    sentence = str(problem(code, **DETAILS))
    assert ";" in sentence
    assert sentence.endswith(".")


def test_docs_name_each_limit():
    limits = [name for name in ReadSettings.model_fields if name.startswith("max_")]
    assert [name for name in limits if f"`read.{name}`" not in DOCS] == []
