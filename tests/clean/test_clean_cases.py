"""Cleaning, case by case: files of printed lines and the paragraphs that they should become."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from schemas.document import DecodedPage, Segment
from tasks.clean import clean
from tasks.rule import replay

CASES = Path(__file__).parents[1] / "cases" / "clean"


def load(*names: str) -> list:
    """The cases of some files as parameters; a case without `clean` must stay as it is."""
    rows = [row for name in names for row in json.loads((CASES / f"{name}.json").read_text(encoding="utf-8"))]
    return [pytest.param("\n".join(row["raw"]), "\n".join(row.get("clean", row["raw"])), id=row["id"]) for row in rows]


def cleaned(raw: str):
    return clean(DecodedPage("page", "source", 0, "text/plain", raw, (Segment(0, 0, len(raw), "utf-8"),)))


@pytest.mark.parametrize(("raw", "expected"), load("synthetic_unwrap", "synthetic_characters"))
def test_damage_is_restored(raw, expected):
    assert cleaned(raw).text == expected


@pytest.mark.parametrize(("raw", "expected"), load("negative_unwrap", "negative_characters"))
def test_sound_text_stays(raw, expected):
    assert cleaned(raw).text == expected


@pytest.mark.parametrize(("raw", "expected"), load("known_failures"))
@pytest.mark.xfail(strict=True)
def test_known_failure(raw, expected):
    assert cleaned(raw).text == expected


@pytest.mark.parametrize(("raw", "expected"), load("synthetic_unwrap", "negative_unwrap", "synthetic_characters"))
def test_clean_text_passes_unchanged(raw, expected):
    assert cleaned(expected).text == expected


@pytest.mark.parametrize(("raw", "expected"), load("synthetic_unwrap", "negative_unwrap", "synthetic_characters"))
def test_replaying_the_repairs_gives_the_clean_text(raw, expected):
    page = cleaned(raw)
    assert replay(raw, page.repairs) == page.text
