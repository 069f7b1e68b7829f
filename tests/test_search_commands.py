"""`jianbao search` and `jianbao kwic` as a person at a terminal meets them."""

from __future__ import annotations

import csv

import fabricate
import pytest
from rich.cells import cell_len
from typer.testing import CliRunner

from flows.cli import app
from schemas.errors import PipelineError
from tasks.load import write_batch
from warehouse.records import Commit, WrittenBatch
from warehouse.store import Store

ARTICLES = (
    ("a1", "云岭日报", "泵站通水", "县里的泵站今天通水。\n泵站GDP\x1b[31m"),
    ("a2", "江川晨报", None, "AB泵站很多。"),
    ("a3", "江川晨报", "农业", "我县农业用水。"),
)
TERMS = (("泵站", "a1", 3), ("泵站", "a2", 1), ("农业", "a3", 2))


@pytest.fixture(scope="module")
def warehouse(tmp_path_factory):
    store = Store(tmp_path_factory.mktemp("search"))
    articles = [
        fabricate.row("articles", article_id=i, newspaper=paper, headline=head, body=body, kicker=None, deck=None)
        for i, paper, head, body in ARTICLES
    ]
    terms = [fabricate.row("terms", term=term, article_id=i, tf=tf) for term, i, tf in TERMS]
    with store.writing("made"):
        files = write_batch(store.root, "made", {"articles": articles, "terms": terms})
        store.commit(Commit("made", "", (WrittenBatch("made", files, (fabricate.source("/made", "s"),)),)))
    return store.root


def run(warehouse, *words: str, columns: int = 100) -> str:
    done = CliRunner().invoke(
        app, [*words, "-w", str(warehouse)], env={"COLUMNS": str(columns)}, catch_exceptions=False
    )
    assert done.exit_code == 0
    return done.output


def test_search_shows_where_a_result_stands_and_what_it_says(warehouse):
    shown = run(warehouse, "search", "泵站 通水")
    assert "泵站通水\n  云岭日报 2031-05-06 p.7  a1\n  县里的泵站今天通水。⏎泵站GDP" in shown
    assert "a2" not in shown


@pytest.mark.parametrize("words", ["農業", "农业"], ids=["traditional", "simplified"])
def test_either_script_finds_the_article(warehouse, words):
    assert "a3" in run(warehouse, "search", words)


def test_search_is_limited_to_a_newspaper(warehouse):
    assert "a1" not in run(warehouse, "search", "泵站", "--newspaper", "江川晨报")


def test_search_without_a_result_says_so(warehouse):
    assert "No article has 水库; look for fewer words" in run(warehouse, "search", "水库")


def test_search_writes_a_file(warehouse, tmp_path):
    run(warehouse, "search", "泵站", "-o", str(tmp_path / "found.csv"))
    rows = list(csv.DictReader((tmp_path / "found.csv").open(encoding="utf-8")))
    assert [row["article_id"] for row in rows] == ["a1", "a2"]
    assert set(rows[0]) == {"score", "newspaper", "published_on", "page_no", "headline", "article_id"}


def test_kwic_puts_the_phrase_in_one_column(warehouse):
    lines = [line for line in run(warehouse, "kwic", "泵站").splitlines() if " 泵站 " in line]
    assert len(lines) == 4
    assert len({cell_len(line[: line.index(" 泵站 ")]) for line in lines}) == 1


def test_kwic_sorts_by_what_stands_next(warehouse):
    shown = run(warehouse, "kwic", "泵站", "--sort", "right", "--width", "2")
    rights = [line.split(" 泵站 ")[1] for line in shown.splitlines() if " 泵站 " in line]
    assert rights == ["GD", "今天", "很多", "通水"]


def test_kwic_counts_what_it_does_not_show(warehouse):
    assert "4 uses, 2 articles, 2 newspapers, the first 1 shown" in run(warehouse, "kwic", "泵站", "-n", "1")


def test_no_text_commands_the_terminal(warehouse):
    assert "\x1b[31m" not in run(warehouse, "kwic", "GDP") + run(warehouse, "search", "泵站")


@pytest.mark.parametrize("width", [30, 60, 200])
def test_a_line_fits_the_screen(warehouse, width):
    lines = [line for line in run(warehouse, "kwic", "泵站", columns=width).splitlines() if " 泵站 " in line]
    assert all(cell_len(line) <= max(width, 60) for line in lines)


@pytest.mark.parametrize(
    ("words", "told"),
    [
        (("search", " "), "Give something"),
        (("search", "泵站", "--since", "May"), "--since must be a day"),
        (("kwic", "泵站", "--sort", "up"), "--sort takes date, left, right"),
    ],
    ids=["nothing", "no day", "no order"],
)
def test_a_mistake_is_told(warehouse, words, told):
    with pytest.raises(PipelineError, match=told):
        run(warehouse, *words)
