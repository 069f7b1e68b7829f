"""The sample pages are what their script makes, and their reference answers agree with them."""

from __future__ import annotations

import json
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent
PAGES = ROOT / "samples" / "pages"
REFERENCE = [json.loads(line) for line in (ROOT / "samples" / "reference.jsonl").read_text("utf-8").splitlines()]
ARTICLES = [article for page in REFERENCE for article in page.get("articles", ())]


def test_the_script_reproduces_the_committed_files() -> None:
    command = [sys.executable, "-m", "samples.make_samples", "--check"]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout + done.stderr


@pytest.mark.parametrize("article", ARTICLES, ids=lambda article: article["body"][:12])
def test_every_reference_fact_stands_in_its_body(article: dict[str, list[dict[str, str]]]) -> None:
    body = str(article["body"])
    facts = [fact["text"] for kind in ("people", "dates", "quantities") for fact in article[kind]]
    missing = [text for text in (*facts, *article["places"], *article["organizations"]) if text not in body]
    assert missing == []


def test_reference_names_every_sample_file() -> None:
    on_disk = {str(path.relative_to(PAGES)) for path in PAGES.rglob("*") if path.is_file()}
    assert {page["file"] for page in REFERENCE} == on_disk


def test_archive_members_are_those_of_the_reference() -> None:
    with zipfile.ZipFile(PAGES / "linxi-2024-03-08.zip") as archive:
        names = archive.namelist()
    assert names == [page["member"] for page in REFERENCE if page.get("member")]


def test_mirror_copy_is_really_damaged() -> None:
    text = (PAGES / "mirror-80213.txt").read_text("utf-8")
    assert "(huì)" not in text  # no reading without its character on the page
    assert "?!迸R" in text  # a lost byte shifted what follows
    assert "當?shù)" in text  # a reading that straddled two characters
