"""Derived tables through a real warehouse: the same whatever was loaded when, and whatever was kept of before."""

from __future__ import annotations

import datetime
import random
import shutil
from pathlib import Path
from typing import Any, NamedTuple

import fabricate
import pyarrow.parquet as pq
import pytest

from schemas import KEYWORDS
from tasks.derive import DERIVATIONS, derive
from tasks.lang.tagging import tagged
from tasks.load import write_batch
from tasks.load.arrow import to_arrow
from warehouse import files
from warehouse.connect import connect, run_select
from warehouse.derived_memory import FOLDER
from warehouse.records import Commit, WrittenBatch
from warehouse.store import Store

DAY = datetime.date(2031, 5, 20)
NONE = dict.fromkeys(("kicker", "deck", "dateline", "column_name", "jump_to_page", "jump_from_page"))
SENTENCES = (
    "全县推进“三清两改”行动，河渠清了，村道宽了。",
    "各镇布局低空经济，把低空经济做大。",
    "三清两改让水稻多收了两成，渡船也能开进小河。",
    "要弘扬摆渡护桥精神，落实包河责任，健全巡护机制。",
    "农技员在田里教大家看苗情，水稻和莲藕轮着种。",
    "“访渔家、听民声”活动走进柳塘，渔家的码头修好了。",
    "老船工把船票交给陈列馆，陈列馆把旧木箱摆在门口。",
    "晚会上孩子们唱起渔歌，江边的灯一直亮到半夜。",
)


class Loaded(NamedTuple):
    """An article's rows."""

    source: Any
    article: Any
    words: Any


FRONT = "云渡口的旧渡船昨天开完最后一班，船工老闵把两只木箱的船票交给陈列馆，"
REST = "陈列馆把木箱摆在门口。老闵说，旧渡船停了，船票还在，云渡口的故事就还在，县里的公交明天就开到渡口。"


def made(number: int, rng: random.Random) -> Loaded:
    """An article of one of four days in two months, of a few sentences."""
    return loaded(number, "".join(rng.sample(SENTENCES, rng.randint(2, 5))), rng.choice(("云岭日报", "江川晨报")))


def loaded(number: int, body: str, newspaper: str, **given: Any) -> Loaded:
    """An article's rows; its number says the day."""
    source_id = f"s{number:03}"
    ids = {"source_id": source_id, "article_id": f"{source_id}-0-9"}
    said = {
        "page_id": f"{source_id}-0",
        "newspaper": newspaper,
        "published_on": DAY + datetime.timedelta(5 * (number % 4)),
        "headline": body[:8],
        "body": body,
        "authors": (),
    }
    words, tags = tagged(body)
    return Loaded(
        fabricate.source(f"/d/{source_id}", source_id, fingerprint="f"),
        fabricate.row("articles", **NONE | ids | said | given),
        fabricate.row("words", **ids | {"words": tuple(words), "tags": tuple(tags)}),
    )


STORY = (
    loaded(48, FRONT, "云岭日报", page_no=1, jump_to_page=2, headline=None),
    loaded(52, REST, "云岭日报", page_no=2, jump_from_page=1, headline=None),
    loaded(49, FRONT + REST + SENTENCES[5] + SENTENCES[7], "江川晨报", page_no=1),
    loaded(51, FRONT + REST[:32], "青浦日报", page_no=3),
)
"""A story over two pages, a copy of the next day with more, and a later one with less."""

MADE = [*(made(number, random.Random(number)) for number in range(48)), *STORY]
DAYS = [[each for each in MADE if int(each.article.source_id[1:]) % 4 == day] for day in range(4)]


def load(store: Store, run: str, lot: list[Loaded]) -> None:
    sources = tuple(each.source for each in lot)
    rows = {"sources": sources, "articles": [each.article for each in lot], "words": [each.words for each in lot]}
    with store.writing(run):
        store.commit(Commit(run, "", (WrittenBatch(run, write_batch(store.root, run, rows), sources),)))


def derive_all(store: Store, run: str) -> None:
    with store.writing(run):
        for derivation in DERIVATIONS:
            derive(store, derivation, run)


def state(root: Path) -> dict[str, list[dict[str, Any]]]:
    """The rows of all derived tables."""
    names = [derivation.table.name for derivation in DERIVATIONS]
    with connect(root) as connection:
        return {name: run_select(connection, f"FROM {name} ORDER BY ALL").to_pylist() for name in names}


def derived_from(root: Path, lots: list[list[Loaded]]) -> dict[str, list[dict[str, Any]]]:
    """The state after loading lots one by one, deriving after each."""
    store = Store(root)
    for number, lot in enumerate(lots):
        load(store, f"r{number}", lot)
        derive_all(store, f"r{number}")
    return state(root)


@pytest.fixture(scope="module")
def at_once(tmp_path_factory) -> tuple[Path, dict[str, list[dict[str, Any]]]]:
    root = tmp_path_factory.mktemp("derived") / "at_once"
    return root, derived_from(root, [MADE])


def test_the_made_articles_give_rows_of_every_kind(at_once):
    _, rows = at_once
    assert {"quoted", "numbered", "discovered"} <= {row["pattern"] for row in rows["slogans"]}
    assert {"三清两改", "低空经济"} <= {row["term"] for row in rows["lexicon"]}
    assert len(rows["keywords"]) > 200
    assert [(row["from_article_id"], row["to_article_id"]) for row in rows["jumps"]] == [("s048-0-9", "s052-0-9")]
    assert {"s048-0-9", "s049-0-9", "s051-0-9"} <= {row["article_id"] for row in rows["reprints"]}
    assert {row["kind"] for row in rows["reprint_passages"]} == {"added", "cut"}


def test_day_by_day_is_the_same_as_at_once(at_once, tmp_path):
    assert derived_from(tmp_path / "daily", DAYS) == at_once[1]


def test_in_any_order_is_the_same_as_at_once(at_once, tmp_path):
    shuffled = random.Random(8).sample(MADE, len(MADE))
    assert derived_from(tmp_path / "shuffled", [shuffled[n::3] for n in range(3)]) == at_once[1]


def test_an_article_read_anew_leaves_nothing_of_before(at_once, tmp_path):
    store = Store(tmp_path / "anew")
    first = MADE[0]
    other = first.article.body + "另外，又推进“五桥六渡”行动。"
    words, tags = tagged(other)
    early = Loaded(
        fabricate.changed(first.source, fingerprint="e"),
        fabricate.changed(first.article, body=other),
        fabricate.changed(first.words, words=tuple(words), tags=tuple(tags)),
    )
    load(store, "r1", [early, *MADE[1:]])
    derive_all(store, "r1")
    assert "五桥六渡" in {row["term"] for row in state(store.root)["lexicon"]}
    load(store, "r2", [first])
    derive_all(store, "r2")
    assert state(store.root) == at_once[1]


def test_what_is_kept_may_be_lost_or_damaged(at_once, tmp_path):
    root = tmp_path / "lost"
    store = Store(root)
    load(store, "r1", MADE[:40])
    derive_all(store, "r1")
    kept = sorted((root / FOLDER).rglob("*.parquet"))
    for number, path in enumerate(kept):
        damaged = path.read_bytes()
        path.unlink() if number % 2 else path.write_bytes(damaged[: len(damaged) // 2])
    load(store, "r2", MADE[40:])
    derive_all(store, "r2")
    assert len(kept) > 5
    assert state(root) == at_once[1]


def test_what_other_code_kept_is_left_alone(at_once, tmp_path):
    root = tmp_path / "copied"
    shutil.copytree(at_once[0], root)
    for path in (root / FOLDER).rglob("*.parquet"):
        table = pq.read_table(path)
        pq.write_table(table.slice(0, 0).replace_schema_metadata({"made_by": "other code"}), path)
    store = Store(root)
    load(store, "again", [MADE[0]])
    derive_all(store, "again")
    assert state(root) == at_once[1]


def test_keywords_that_an_older_version_kept_as_source_rows_go(at_once, tmp_path):
    store = Store(tmp_path / "old")
    sources = tuple(each.source for each in MADE)
    old = fabricate.row("keywords", source_id="s000", article_id="s000-0-9", term="旧词")
    rows = {"sources": sources, "articles": [each.article for each in MADE], "words": [each.words for each in MADE]}
    with store.writing("r"):
        of_old = files.write_table(store.root, "r", "keywords", to_arrow(KEYWORDS, [old]))
        written = (*write_batch(store.root, "r", rows), of_old)
        store.commit(Commit("r", "", (WrittenBatch("r", written, sources),)))
    assert "旧词" in {row["term"] for row in state(store.root)["keywords"]}
    derive_all(store, "r")
    assert state(store.root) == at_once[1]
