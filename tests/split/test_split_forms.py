"""Fictional pages in the forms that newspapers and dumps take; the cases stand in tests/cases/split/forms.json."""

from __future__ import annotations

import datetime
import json
from pathlib import Path
from typing import Any

import pytest
from split_pages import accounted, clean_page

from schemas.article import SplitPage
from schemas.source import Facts
from tasks.split import split

CASES = json.loads((Path(__file__).parents[1] / "cases" / "split" / "forms.json").read_text(encoding="utf-8"))


def facts_of(stated: dict[str, Any]) -> Facts:
    """What a case says that the manifest says."""
    day = stated.get("published_on")
    return Facts(**{**stated, "published_on": datetime.date.fromisoformat(day) if day else None})


def split_case(case: dict[str, Any]) -> SplitPage:
    """The case's page, split."""
    return split(clean_page(case["text"], case.get("media_type", "text/plain"), facts_of(case.get("stated", {}))))


def plain(value: Any) -> Any:
    """A value as JSON writes it."""
    if isinstance(value, datetime.date):
        return value.isoformat()
    return list(value) if isinstance(value, tuple) else value


@pytest.mark.parametrize("case", CASES, ids=[case["id"] for case in CASES])
def test_page_facts(case):
    page = split_case(case).page
    expected = case.get("page", {})
    assert {name: plain(getattr(page, name)) for name in expected} == expected


@pytest.mark.parametrize("case", CASES, ids=[case["id"] for case in CASES])
def test_stories(case):
    found = split_case(case).articles
    expected = case["articles"]
    got = [{name: plain(getattr(a, name)) for name in e} for a, e in zip(found, expected, strict=False)]
    assert got == expected
    assert len(found) == len(expected)


@pytest.mark.parametrize("case", CASES, ids=[case["id"] for case in CASES])
def test_all_text_is_accounted_for(case):
    page = split_case(case)
    seen = accounted(page)
    text = page.page.clean_text
    lost = {char for at, char in enumerate(text) if at not in seen and not char.isspace()}
    assert lost <= set("（）()■")
