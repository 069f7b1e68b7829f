"""Which pages count as one issue where newspaper or date is not printed: by the query that a run uses."""

from __future__ import annotations

import datetime
from typing import Any

import fabricate
import pytest

from tasks.derive import DERIVATIONS, derive
from tasks.load import write_batch
from warehouse.connect import connect, run_select
from warehouse.records import Commit, WrittenBatch
from warehouse.store import Store

DAY, NEXT = datetime.date(2031, 5, 6), datetime.date(2031, 5, 7)
PAPER, OTHER = "云岭日报", "江川晨报"
FRONT = "云渡口的旧渡船昨天开完最后一班，船工老闵把两只木箱的船票交给陈列馆，"
REST = "陈列馆把木箱摆在门口。老闵说，旧渡船停了，船票还在，云渡口的故事就还在。"

Place = tuple[str, str | None, datetime.date | None]
"""Path, newspaper, date."""

CASES: dict[str, tuple[Place, Place, list[Place], bool]] = {
    "both-known": (("/d/1", PAPER, DAY), ("/e/2", PAPER, DAY), [], True),
    "another-day": (("/d/1", PAPER, DAY), ("/d/2", PAPER, NEXT), [], False),
    "the-folders-only-issue-of-the-day": (("/d/1", PAPER, DAY), ("/d/2", None, DAY), [], True),
    "the-folders-only-issue": (("/d/1", PAPER, DAY), ("/d/2", None, None), [], True),
    "the-papers-only-day-in-the-folder": (("/d/1", PAPER, None), ("/d/2", PAPER, DAY), [], True),
    "another-folder": (("/d/1", PAPER, DAY), ("/e/2", None, DAY), [], False),
    "two-papers-of-the-day-in-the-folder": (
        ("/d/1", PAPER, DAY),
        ("/d/2", None, DAY),
        [("/d/3", OTHER, DAY)],
        False,
    ),
    "two-issues-in-the-folder": (("/d/1", PAPER, DAY), ("/d/2", None, None), [("/d/3", PAPER, NEXT)], False),
    "nobody-says-whose-but-all-say-when": (("/d/1", None, DAY), ("/d/2", None, DAY), [], True),
    "nobody-says-anything": (("/d/1", None, None), ("/d/2", None, None), [], False),
}


def article(source_id: str, ordinal: int, place: Place, **given: Any) -> Any:
    plain = dict.fromkeys(("kicker", "headline", "deck", "dateline", "column_name", "jump_to_page", "jump_from_page"))
    ids = {"source_id": source_id, "page_id": f"{source_id}-{ordinal}", "article_id": f"{source_id}-{ordinal}-9"}
    said = {"newspaper": place[1], "published_on": place[2], "authors": (), "kind": "news"}
    return fabricate.row("articles", **plain | ids | said | given)


def linked(store: Store, sources: list[Any], articles: list[Any]) -> list[tuple[str, str]]:
    """Load, derive, and say what was linked."""
    with store.writing("r"):
        written = write_batch(store.root, "r-1", {"sources": sources, "articles": articles})
        store.commit(Commit("r", "", (WrittenBatch("r-1", written, tuple(sources)),)))
        for derivation in DERIVATIONS:
            derive(store, derivation, "r")
    with connect(store.root) as connection:
        rows = run_select(connection, "SELECT from_article_id, to_article_id FROM jumps").to_pylist()
    return [tuple(row.values()) for row in rows]


@pytest.mark.parametrize(("first", "second", "others", "expected"), CASES.values(), ids=CASES)
def test_pages_of_one_issue_are_found(first, second, others, expected, tmp_path):
    articles = [
        article("s1", 0, first, page_no=1, jump_to_page=2, body=FRONT),
        article("s2", 0, second, page_no=2, jump_from_page=1, body=REST),
    ]
    articles += [article(f"t{n}", 0, place, page_no=7, body="别的事。") for n, place in enumerate(others)]
    paths = [first[0], second[0], *(place[0] for place in others)]
    sources = [fabricate.source(path, a.source_id) for path, a in zip(paths, articles, strict=True)]
    assert linked(Store(tmp_path), sources, articles) == ([("s1-0-9", "s2-0-9")] if expected else [])


def test_pages_of_one_source_that_say_nothing_stay_together(tmp_path):
    place = ("/d/1", None, None)
    articles = [
        article("s1", 0, place, page_no=1, jump_to_page=2, body=FRONT),
        article("s1", 1, place, page_no=2, jump_from_page=1, body=REST),
    ]
    assert linked(Store(tmp_path), [fabricate.source("/d/1", "s1")], articles) == [("s1-0-9", "s1-1-9")]


def test_members_of_one_archive_are_in_one_folder(tmp_path):
    articles = [
        article("s1", 0, ("", PAPER, DAY), page_no=1, jump_to_page=2, body=FRONT),
        article("s2", 0, ("", None, DAY), page_no=2, jump_from_page=1, body=REST),
    ]
    sources = [fabricate.source("/d.zip", name, member=f"pages/{name}.txt") for name in ("s1", "s2")]
    assert linked(Store(tmp_path), sources, articles) == [("s1-0-9", "s2-0-9")]
