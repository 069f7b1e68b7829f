"""Each check of `jianbao verify` finds what it is for, and nothing in a warehouse that is whole."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import fabricate
import pytest
from typer.testing import CliRunner

from flows.cli import app
from schemas.article import Span
from schemas.document import MapBlock, Segment
from tasks.load import write_batch
from tasks.load.arrow import to_arrow
from warehouse.catalog import FOLDER
from warehouse.derived import write_derived
from warehouse.records import Commit, WrittenBatch
from warehouse.store import Store
from warehouse.verify import CHECKS, checks, damaged_files, run_checks

TEXT = "末班渡船\n旧渡船昨天停了。\n老闵上岸。"
BODY = TEXT[5:]
SPANS = (Span("headline", 0, 0, 4), Span("body", 0, 5, 13), Span("body", 9, 14, 19))
Rows = dict[str, list[Any]]


def whole() -> Rows:
    """A page with one article of two paragraphs, and what was found in it."""
    ids = {"source_id": "s", "page_id": "s-0", "article_id": "s-0-5"}
    article = dict.fromkeys(("kicker", "deck", "column_name", "dateline", "byline"))
    at = {"article_id": "s-0-5", "source_id": "s", "field": "body"}
    return {
        "sources": [fabricate.source("/a", "s", size_bytes=len(TEXT.encode()))],
        "pages": [
            fabricate.row(
                "pages", page_id="s-0", source_id="s", raw_text=TEXT, clean_text=TEXT,
                offset_map=(MapBlock(0, 5, 0, 5), MapBlock(5, len(TEXT), 5, len(TEXT))),
                segments=(Segment(0, 0, 13, "utf-8"), Segment(5, 13, len(TEXT.encode()), "utf-8")),
            )
        ],
        "articles": [
            fabricate.row(
                "articles", **ids, **article, headline=TEXT[:4], body=BODY, highlights=(), spans=SPANS
            )
        ],
        "captions": [fabricate.row("captions", **ids | {"article_id": None})],
        "words": [fabricate.row("words", article_id="s-0-5", source_id="s", words=(BODY[:3], BODY[3:]), tags=("n", "x"))],
        "mentions": [fabricate.row("mentions", **at, text="渡船", char_start=1, char_end=3)],
        "dates": [fabricate.row("dates", **at, text="昨天", char_start=3, char_end=5)],
        "jumps": [],
    }  # fmt: skip


def load(root: Path, rows: Rows) -> Store:
    store = Store(root)
    jumps = rows.pop("jumps")
    with store.writing("case"):
        written = write_batch(root, "case", rows)
        store.commit(Commit("case", "", (WrittenBatch("case", written, tuple(rows["sources"])),)))
        store.replace_derived(write_derived(store, fabricate.BY_NAME["jumps"], [to_arrow_jumps(jumps)], ""), "case")
    return store


def to_arrow_jumps(rows: list[Any]) -> Any:
    return to_arrow(fabricate.BY_NAME["jumps"], rows)


def found(store: Store) -> dict[str, dict[str | None, int]]:
    """Hits by check and table."""
    return {check.name: {h.table: h.count for h in hits} for check, hits in run_checks(store, checks()) if hits}


def changed(table: str, **values: Any) -> Callable[[Rows], None]:
    """Give the table's first row other values."""

    def change(rows: Rows) -> None:
        rows[table][0] = fabricate.changed(rows[table][0], **values)

    return change


def added(table: str, **values: Any) -> Callable[[Rows], None]:
    """Add a row like the table's first with other values."""

    def change(rows: Rows) -> None:
        first = rows[table][0] if rows[table] else fabricate.row(table)
        rows[table].append(fabricate.changed(first, **values))

    return change


JUMP = {"from_article_id": "s-0-5", "to_article_id": "gone"}
CASES: dict[str, tuple[str, Callable[[Rows], None], dict[str | None, int]]] = {
    "a-source-nobody-has": ("source_is_missing", changed("dates", source_id="gone"), {"dates": 1}),
    "a-page-nobody-has": ("page_is_missing", changed("captions", page_id="gone"), {"captions": 1}),
    "an-article-nobody-has": ("article_is_missing", added("mentions", article_id="gone"), {"mentions": 1}),
    "a-captions-article-nobody-has": ("article_is_missing", changed("captions", article_id="gone"), {"captions": 1}),
    "a-jump-to-nowhere": ("jump_leads_nowhere", added("jumps", **JUMP), {None: 1}),
    "a-row-twice": ("key_is_not_unique", added("dates"), {"dates": 1}),
    "bytes-beyond-the-source": (
        "segments_outside_their_source",
        changed("pages", segments=(Segment(0, 0, 900, "utf-8"),)),
        {None: 1},
    ),
    "text-before-the-first-segment": (
        "segments_outside_their_source",
        changed("pages", segments=(Segment(2, 0, 9, "utf-8"),)),
        {None: 1},
    ),
    "a-hole-in-the-map": (
        "offset_map_has_holes",
        changed("pages", offset_map=(MapBlock(0, 5, 0, 5), MapBlock(6, 19, 6, 19))),
        {None: 1},
    ),
    "a-map-that-ends-early": ("offset_map_has_holes", changed("pages", offset_map=(MapBlock(0, 5, 0, 5),)), {None: 1}),
    "a-map-that-goes-backwards": (
        "offset_map_has_holes",
        changed("pages", offset_map=(MapBlock(0, 5, 3, 5), MapBlock(5, 19, 0, 19))),
        {None: 1},
    ),
    "no-map": ("offset_map_has_holes", changed("pages", offset_map=()), {None: 1}),
    "a-span-of-another-text": (
        "spans_do_not_make_their_field",
        changed("articles", spans=(*SPANS[:2], Span("body", 9, 13, 18))),
        {None: 1},
    ),
    "a-body-that-goes-on-behind-its-spans": (
        "spans_do_not_make_their_field",
        changed("articles", spans=SPANS[:2]),
        {None: 1},
    ),
    "a-gap-with-text": ("spans_do_not_make_their_field", changed("articles", spans=(SPANS[0], SPANS[2])), {None: 1}),
    "a-body-without-spans": ("spans_do_not_make_their_field", changed("articles", spans=SPANS[:1]), {None: 1}),
    "words-of-another-body": ("words_do_not_make_their_body", changed("words", words=("旧渡", "船")), {None: 1}),
    "a-word-without-tag": ("words_do_not_make_their_body", changed("words", tags=("n",)), {None: 1}),
    "an-offset-behind-the-end": (
        "offsets_outside_their_field",
        changed("mentions", char_start=12, char_end=99),
        {"mentions": 1},
    ),
    "an-empty-range": ("offsets_outside_their_field", changed("dates", char_end=3), {"dates": 1}),
    "a-field-without-text": ("offsets_outside_their_field", changed("dates", field="deck"), {"dates": 1}),
    "a-text-that-stands-elsewhere": (
        "text_is_elsewhere",
        changed("mentions", char_start=2, char_end=4),
        {"mentions": 1},
    ),
    "a-source-without-pages": (
        "source_without_pages",
        lambda rows: rows["sources"].append(fabricate.source("/b", "t")),
        {None: 1},
    ),
}


def test_a_whole_warehouse_passes(tmp_path):
    assert found(load(tmp_path, whole())) == {}


def test_a_whole_warehouse_ends_in_success(tmp_path):
    load(tmp_path, whole())
    result = CliRunner().invoke(app, ["verify", "--warehouse", str(tmp_path)], catch_exceptions=False)
    assert result.exit_code == 0
    assert result.output.count("✓") == 2 + len(CHECKS)


@pytest.mark.parametrize("level", ["fail", "warn"])
def test_hits_are_shown_with_their_meaning_and_only_failures_end_in_one(level, tmp_path):
    name, change = {"fail": ("a-row-twice", "✗"), "warn": ("a-source-without-pages", "!")}[level]
    rows = whole()
    CASES[name][1](rows)
    load(tmp_path, rows)
    result = CliRunner().invoke(app, ["verify", "--warehouse", str(tmp_path)], catch_exceptions=False)
    assert result.exit_code == int(level == "fail")
    assert f"│ {change} │" in result.output
    assert "A hit is " in result.output


@pytest.mark.parametrize(("check", "change", "expected"), CASES.values(), ids=CASES)
def test_a_check_finds_its_violation(check, change, expected, tmp_path):
    rows = whole()
    change(rows)
    assert found(load(tmp_path, rows))[check] == expected


def test_every_check_has_a_case_and_is_listed():
    assert {check for check, _, _ in CASES.values()} == set(CHECKS)
    assert sorted(path.stem for path in (FOLDER / "checks").glob("*.sql")) == sorted(CHECKS)


@pytest.mark.parametrize("check", checks(), ids=lambda check: check.name)
def test_a_check_says_what_it_asks_and_what_to_do(check):
    assert check.level in ("fail", "warn")
    assert check.question.endswith("?")
    assert check.meaning.startswith("A hit is ")
    assert len(check.meaning.split(". ")) > 1
    assert "Tables:" not in check.meaning


def test_checks_cover_every_table_with_a_text_and_its_place():
    by_name = {check.name: {table for table, _ in check.queries} for check in checks()}
    assert {"mentions", "dates", "quantities"} <= by_name["text_is_elsewhere"]
    assert {"jumps", "sources", "words"} <= by_name["key_is_not_unique"]


def bytes_of(path: Path) -> bytes:
    return path.read_bytes()


DAMAGES: dict[str, tuple[Callable[[Path], None], str]] = {
    "missing": (Path.unlink, "is missing"),
    "truncated": (lambda path: path.write_bytes(bytes_of(path)[:-9]), "bytes, not"),
    "one-bit": (
        lambda path: path.write_bytes(bytes([*bytes_of(path)[:50], bytes_of(path)[50] ^ 4]) + bytes_of(path)[51:]),
        "has other bytes than were written",
    ),
}


@pytest.mark.parametrize(("damage", "problem"), DAMAGES.values(), ids=DAMAGES)
def test_a_damaged_file_is_named_with_the_sources_to_load_again(damage, problem, tmp_path):
    store = Store(tmp_path)
    fabricate.commit(store, "r1", fabricate.source("/b", "s1"), fabricate.source("/a.zip", "s2", member="x.txt"))
    fabricate.commit(store, "r2", fabricate.source("/c", "s3"))
    (file,) = [file for file in store.live_files() if (file.table, file.batch) == ("words", "r1")]
    damage(store.root / file.path)
    (found,) = damaged_files(store)
    assert (found.file, found.sources) == (file, ("/a.zip!/x.txt", "/b"))
    assert problem in found.problem


def test_whole_files_are_not_named(tmp_path):
    store = Store(tmp_path)
    fabricate.commit(store, "r1", fabricate.source("/a", "s1"))
    fabricate.commit(store, "r2", fabricate.source("/a", "s2"))
    assert list(damaged_files(store)) == []
