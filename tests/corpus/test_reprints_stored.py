"""Reprints through a real warehouse: jumps joined, papers compared, the same after thirty runs as after one."""

from __future__ import annotations

import datetime
from pathlib import Path
from typing import Any

import fabricate
import pytest

from tasks.derive import DERIVATIONS, derive
from tasks.load import write_batch
from tests.eval.reprints_made import made_corpus
from warehouse.connect import connect, run_select
from warehouse.records import Commit, WrittenBatch
from warehouse.store import Store

DAY = datetime.date(2031, 5, 6)
FRONT = "云渡口的旧渡船昨天开完最后一班，船工老闵把两只木箱的船票交给陈列馆，"
REST = "陈列馆把木箱摆在门口。老闵说，旧渡船停了，船票还在，云渡口的故事就还在，县里的公交明天就开到渡口。"
NONE = dict.fromkeys(("kicker", "headline", "deck", "dateline", "column_name", "jump_to_page", "jump_from_page"))


def article(source_id: str, **given: Any) -> Any:
    ids = {"source_id": source_id, "page_id": f"{source_id}-0", "article_id": f"{source_id}-0-9"}
    plain = {"newspaper": "云岭日报", "published_on": DAY, "page_no": 1, "authors": (), "kind": "news"}
    return fabricate.row("articles", **NONE | ids | plain | given)


def load(store: Store, run: str, articles: list[Any]) -> None:
    """Load articles, each from a source of its own, and derive."""
    sources = [fabricate.source(f"/d/{a.source_id}", a.source_id, fingerprint=run) for a in articles]
    with store.writing(run):
        written = write_batch(store.root, run, {"sources": sources, "articles": articles})
        store.commit(Commit(run, "", (WrittenBatch(run, written, tuple(sources)),)))
        for derivation in DERIVATIONS:
            derive(store, derivation, run)


def asked(root: Path, sql: str) -> list[dict[str, Any]]:
    with connect(root) as connection:
        return run_select(connection, sql).to_pylist()


@pytest.fixture(scope="module")
def jumping(tmp_path_factory) -> Path:
    """A story that jumps from page 1 to page 2, and a copy without its end in another paper the day after."""
    store = Store(tmp_path_factory.mktemp("jumping"))
    parts = [
        article("s1", body=FRONT, jump_to_page=2),
        article("s2", page_no=2, body=REST, jump_from_page=1),
        article("s3", newspaper="江川晨报", published_on=DAY + datetime.timedelta(1), body=FRONT + REST[:32]),
    ]
    load(store, "r", parts)
    return store.root


def test_a_story_that_jumps_is_held_against_its_copy_as_a_whole(jumping):
    rows = asked(jumping, "SELECT article_id, coverage, kept < 1 AS is_cut FROM reprints ORDER BY article_id")
    assert rows == [
        {"article_id": "s1-0-9", "coverage": 1.0, "is_cut": False},
        {"article_id": "s3-0-9", "coverage": 1.0, "is_cut": True},
    ]


def test_what_was_cut_stands_in_the_part_on_the_other_page(jumping):
    rows = asked(jumping, "SELECT kind, newspaper, article_id, text, char_start FROM adaptations")
    assert rows == [
        {"kind": "cut", "newspaper": "江川晨报", "article_id": "s2-0-9", "text": REST[32:], "char_start": 32}
    ]


def test_one_run_and_many_give_the_same_rows(tmp_path):
    made = made_corpus(seed=12, articles=60, copies=30).documents
    articles = [
        article(d.article_id[:16], newspaper=d.newspaper, published_on=d.published_on, body=d.body, page_no=3)
        for d in made
    ]
    once, often = Store(tmp_path / "once"), Store(tmp_path / "often")
    load(once, "r", articles)
    by_day = sorted(articles, key=lambda a: (a.published_on.day, a.article_id))
    for number in range(6):
        load(often, f"r{number}", by_day[number::6])
    for table in ("reprints", "reprint_passages"):
        rows = asked(once.root, f"FROM {table} ORDER BY ALL")
        assert rows == asked(often.root, f"FROM {table} ORDER BY ALL")
        assert len(rows) > 20


def test_a_copy_that_is_gone_leaves_no_cluster_behind(tmp_path):
    store = Store(tmp_path)
    body = FRONT + REST
    load(store, "r1", [article("s1", body=body), article("s2", newspaper="江川晨报", body=body)])
    assert len(asked(tmp_path, "FROM reprints")) == 2
    load(store, "r2", [article("s2", newspaper="江川晨报", body="渡口另有消息，本版明日续登。")])
    assert asked(tmp_path, "FROM reprints") == []
