"""What leaves the warehouse: files of rows, and citations."""

from __future__ import annotations

import csv
import json

import fabricate
import pyarrow.parquet as pq
import pytest
from typer.testing import CliRunner

from flows.cli import app
from flows.commands.cite import as_bibtex, as_text
from flows.output import inert, to_csv
from schemas import STORED_TABLES
from schemas.errors import PipelineError
from tasks.load import write_batch
from warehouse.connect import connect, run_select
from warehouse.records import Commit, WrittenBatch
from warehouse.store import Store

FORMULA = '=HYPERLINK("http://evil.example/","云")'
ARTICLE = {
    "article_id": "0a-0-5", "authors": ["林远"], "headline": "100%的泵站_通水", "newspaper": "云岭日报",
    "published_on": "2031-05-06", "page_no": 3, "page_section": "A", "page_name": None, "sha256": "0abc",
}  # fmt: skip


@pytest.fixture(scope="module")
def warehouse(tmp_path_factory):
    store = Store(tmp_path_factory.mktemp("export"))
    papers = {"a1": "云岭日报", "a2": "江川晨报"}
    rows = {
        "pages": [fabricate.row("pages", page_id=f"p-{i}", source_id=f"s-{i}") for i in papers],
        "articles": [
            fabricate.row(
                "articles", article_id=i, page_id=f"p-{i}", source_id=f"s-{i}", newspaper=paper, headline=FORMULA
            )
            for i, paper in papers.items()
        ],
        "dates": [fabricate.row("dates", article_id=i, source_id=f"s-{i}") for i in ("a1", "a1", "a2")],
    }
    sources = tuple(fabricate.source(f"/{i}", f"s-{i}") for i in papers)
    with store.writing("made"):
        files = write_batch(store.root, "made", rows | {"sources": list(sources)})
        store.commit(Commit("made", "", (WrittenBatch("made", files, sources),)))
    return store.root


def run(warehouse, *words: str) -> str:
    done = CliRunner().invoke(app, [*words, "-w", str(warehouse)], catch_exceptions=False)
    assert done.exit_code == 0
    return done.output


@pytest.mark.parametrize("format", ["parquet", "csv", "jsonl"])
def test_rows_follow_the_articles_that_are_chosen(warehouse, tmp_path, format):
    words = (
        "--tables",
        "articles,pages,sources,dates",
        "--where",
        "newspaper = '云岭日报' -- those",
        "--format",
        format,
    )
    run(warehouse, "export", str(tmp_path), *words)
    manifest = json.loads((tmp_path / "export.json").read_text(encoding="utf-8"))
    rows = {table["name"]: table["rows"] for table in manifest["tables"]}
    assert rows == {"articles": 1, "pages": 1, "sources": 1, "dates": 2}
    assert manifest["where"] == "newspaper = '云岭日报' -- those"


def test_parquet_holds_the_rows_themselves(warehouse, tmp_path):
    run(warehouse, "export", str(tmp_path), "--tables", "articles")
    with connect(warehouse) as connection:
        assert (
            pq.read_table(tmp_path / "articles.parquet").to_pylist()
            == run_select(connection, "FROM articles").to_pylist()
        )


def test_all_tables_are_written_unless_some_are_named(warehouse, tmp_path):
    run(warehouse, "export", str(tmp_path), "--format", "jsonl")
    assert {path.stem for path in tmp_path.glob("*.jsonl")} == {table.name for table in STORED_TABLES}


def test_csv_runs_no_formula(warehouse, tmp_path):
    run(warehouse, "export", str(tmp_path), "--tables", "articles", "--format", "csv")
    run(warehouse, "sql", "SELECT headline FROM articles", "-o", str(tmp_path / "query.csv"))
    for file in ("articles.csv", "query.csv"):
        rows = list(csv.DictReader((tmp_path / file).open(encoding="utf-8")))
        assert {row["headline"] for row in rows} == {f"'{FORMULA}"}


@pytest.mark.parametrize("text", ["=1", "+1", "-1", "@x", "\t=1", "\r=1", "＝1"])
def test_what_begins_like_a_formula_is_marked(text):
    assert inert(text) == f"'{text}"


def test_negative_numbers_stay_numbers(warehouse):
    with connect(warehouse) as connection:
        assert to_csv(run_select(connection, "SELECT -5 AS change")) == "change\n-5\n"


@pytest.mark.parametrize(
    ("words", "told"),
    [
        (("--tables", "artikles"), "no table or view 'artikles'"),
        (("--format", "xlsx"), "--format takes parquet, csv, jsonl"),
        (("--tables", "lexicon", "--where", "true"), "lexicon belong to no article"),
        (("--tables", "articles", "--where", "true)); DROP TABLE x; --"), "DuckDB refuses|statements"),
    ],
    ids=["table", "format", "no link", "injection"],
)
def test_a_mistake_is_told_and_leaves_no_file(warehouse, tmp_path, words, told):
    with pytest.raises(PipelineError, match=told):
        run(warehouse, "export", str(tmp_path / "out"), *words)
    assert list(tmp_path.rglob("*.*")) == []


def test_nothing_is_written_over(warehouse, tmp_path):
    (tmp_path / "articles.parquet").write_text("mine")
    with pytest.raises(PipelineError, match="is there already"):
        run(warehouse, "export", str(tmp_path), "--tables", "articles")
    assert (tmp_path / "articles.parquet").read_text() == "mine"


def test_a_citation_names_place_and_hash(warehouse):
    shown = run(warehouse, "cite", "a1")
    assert "云岭日报, 2031-05-06(云岭7). jianbao:a1, sha256:s-a1" in shown
    assert "@article{jianbao-a1,\n" in shown


def test_a_citation_in_one_form(warehouse):
    assert "@article" not in run(warehouse, "cite", "a1", "--format", "text")


def test_what_is_unknown_is_left_out():
    unknown = ARTICLE | {"authors": [], "headline": None, "newspaper": None, "published_on": None, "page_no": None}
    assert as_text(unknown) == "[no headline][N]. [newspaper unknown], [date unknown]. jianbao:0a-0-5, sha256:0abc."
    assert "journal" not in as_bibtex(unknown)


def test_bibtex_prints_every_character():
    assert as_bibtex(ARTICLE).splitlines()[1:6] == [
        "  author = {{林远}},",
        r"  title = {{100\%的泵站\_通水}},",
        "  journal = {云岭日报},",
        "  date = {2031-05-06},",
        "  year = {2031},",
    ]


def test_an_article_that_is_not_there_is_told(warehouse):
    with pytest.raises(PipelineError, match="no article 'nowhere'"):
        run(warehouse, "cite", "nowhere")
