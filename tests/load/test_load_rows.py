"""Rows reach Parquet as they are, in a fixed order, or not at all."""

from __future__ import annotations

import dataclasses
import json
import random
import typing
from pathlib import Path

import fabricate
import pyarrow.parquet as pq
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from schemas import PAGES, SOURCE_TABLES, WORDS
from schemas.article import SplitPage
from schemas.column import is_record
from schemas.document import CleanPage, DecodedPage
from schemas.enrichment import EnrichedArticle
from schemas.errors import SchemaError
from tasks.load import FinishedPage, rows_of, write_batch
from tasks.load.arrow import from_arrow, to_arrow
from warehouse import files

TEXT = st.text(st.characters(exclude_categories=["Cs"]), max_size=6)


def as_plain(row) -> dict:
    """A row as pyarrow gives it back: tuples are lists."""
    return json.loads(json.dumps(_as_dict(row), default=str))


def _as_dict(value):
    """A record as a dict, the records in its columns too."""
    if is_record(type(value)):
        return {name: _as_dict(getattr(value, name)) for name in typing.get_type_hints(type(value))}
    return [_as_dict(item) for item in value] if isinstance(value, tuple) else value


def read_plain(path: Path) -> list[dict]:
    return json.loads(json.dumps(pq.read_table(path).to_pylist(), default=str))


@pytest.mark.parametrize("table", SOURCE_TABLES, ids=[table.name for table in SOURCE_TABLES])
def test_every_table_comes_back_from_its_file(table, tmp_path):
    row = fabricate.row(table)
    (file,) = write_batch(tmp_path, "b", {table.name: [row]})
    assert read_plain(tmp_path / file.path) == [as_plain(row)]


@settings(max_examples=50, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.lists(st.lists(TEXT, max_size=4), min_size=1, max_size=5))
def test_any_text_comes_back(tmp_path, lists):
    rows = [fabricate.row("words", words=tuple(words), tags=tuple(words)) for words in lists]
    (file,) = write_batch(tmp_path, "b", {"words": rows})
    assert [row["words"] for row in read_plain(tmp_path / file.path)] == lists


@pytest.mark.parametrize(
    ("column", "value"),
    [("article_id", None), ("words", None), ("words", ("好", None)), ("words", (3,)), ("tags", 5), ("article_id", 5)],
    ids=["null", "null-list", "null-in-list", "wrong-item", "no-list", "wrong-type"],
)
def test_a_value_that_does_not_fit_raises_with_its_column(column, value):
    row = fabricate.changed(fabricate.row("words"), **{column: value})
    with pytest.raises(SchemaError, match=f"words.{column}"):
        to_arrow(WORDS, [row])


def test_a_null_inside_a_struct_raises_with_its_place():
    credit = fabricate.changed(fabricate.row("pages").editors[0], name=None)
    with pytest.raises(SchemaError, match=r"pages.editors\[\].name"):
        to_arrow(PAGES, [fabricate.row("pages", editors=(credit,))])


def test_a_table_without_rows_gets_no_file(tmp_path):
    written = write_batch(tmp_path, "b", {"words": [fabricate.row("words")], "dates": []})
    assert [file.table for file in written] == ["words"]


def test_a_table_that_is_not_fed_by_sources_raises(tmp_path):
    with pytest.raises(ValueError, match="runs"):
        write_batch(tmp_path, "b", {"runs": [fabricate.row("runs")]})


def test_a_batch_written_again_leaves_the_first_files_alone(tmp_path):
    first = write_batch(tmp_path, "b", {"words": [fabricate.row("words", source_id="old")]})
    write_batch(tmp_path, "b", {"words": [fabricate.row("words", source_id="new")]})
    assert files.checksum(tmp_path / first[0].path) == first[0].checksum


def test_files_say_what_they_hold_to_readers_without_arrow(tmp_path):
    (file,) = write_batch(tmp_path, "b", {"words": [fabricate.row("words")]})
    metadata = pq.read_metadata(tmp_path / file.path).metadata
    assert metadata[b"grain"].decode() == WORDS.grain
    assert "jieba" in json.loads(metadata[b"columns"])["words"]
    assert metadata[b"jianbao_version"]


def test_row_groups_are_bounded(tmp_path, monkeypatch):
    monkeypatch.setattr(files, "ROW_GROUP_ROWS", 3)
    (file,) = write_batch(tmp_path, "b", {"words": [fabricate.row("words")] * 8})
    metadata = pq.read_metadata(tmp_path / file.path)
    assert [metadata.row_group(i).num_rows for i in range(metadata.num_row_groups)] == [3, 3, 2]


def test_a_few_big_rows_make_small_row_groups(tmp_path, monkeypatch):
    monkeypatch.setattr(files, "ROW_GROUP_BYTES", 100_000)
    rows = [fabricate.row("pages", raw_text="长" * 20_000) for _ in range(4)]
    (file,) = write_batch(tmp_path, "b", {"pages": rows})
    assert pq.read_metadata(tmp_path / file.path).num_row_groups == 4


def finished(source_id: str, newspaper: str | None, ordinal: int = 0) -> FinishedPage:
    """A page of which every stage has set something aside."""
    page_id = f"{source_id}-{ordinal}"
    page = fabricate.row("pages", page_id=page_id, source_id=source_id, newspaper=newspaper, ordinal=ordinal)
    rejected = {stage: (fabricate.row("rejections", reason=stage),) for stage in ("read", "clean", "split")}
    decoded = DecodedPage(page_id, source_id, ordinal, "text/plain", "文", (), rejections=rejected["read"])
    clean = CleanPage(decoded, "文", (), (), "simplified", (), rejected["clean"])
    return FinishedPage(clean, SplitPage(page, (), (), rejected["split"]), ())


def test_rows_do_not_depend_on_the_order_of_sources():
    names = ["江川晨报", None, "云岭日报", "江川晨报"]
    sources = [fabricate.source(f"/{n}", f"{n:02}") for n in range(len(names))]
    pages = [finished(f"{n:02}", name) for n, name in enumerate(names)]
    shuffle = random.Random(4).sample
    assert rows_of(shuffle(sources, 4), shuffle(pages, 4), ()) == rows_of(sources, pages, ())


def test_pages_stand_by_newspaper_and_unknown_ones_last():
    rows = rows_of((), [finished("1", None), finished("2", "江川晨报"), finished("3", "云岭日报")], ())
    assert [page.newspaper for page in rows["pages"]] == ["云岭日报", "江川晨报", None]


def test_terms_stand_together_over_all_articles():
    articles = [fabricate.row("articles", article_id=i, kicker=None, headline=None, deck=None) for i in ("b", "a")]
    words = [fabricate.row("words", article_id=i, words=("水库", "泵站"), tags=("n", "n")) for i in ("b", "a")]
    found = [EnrichedArticle(*pair, (), (), (), (), ()) for pair in zip(articles, words, strict=True)]
    rows = rows_of((), [dataclasses.replace(finished("1", None), articles=tuple(found))], ())
    assert [(row.term, row.article_id) for row in rows["terms"]] == [
        ("水库", "a"), ("水库", "b"), ("泵站", "a"), ("泵站", "b")
    ]  # fmt: skip


def test_rejections_of_every_stage_are_kept():
    rows = rows_of((), [finished("1", None)], [fabricate.row("rejections", reason="source")])
    assert [rejection.reason for rejection in rows["rejections"]] == ["source", "read", "clean", "split"]


@pytest.mark.parametrize("table", SOURCE_TABLES, ids=[table.name for table in SOURCE_TABLES])
def test_records_come_back_from_their_file(table, tmp_path):
    written = [fabricate.row(table)]
    (file,) = write_batch(tmp_path, "b", {table.name: written})
    assert from_arrow(table, pq.read_table(tmp_path / file.path)) == written


@given(st.lists(st.lists(TEXT, max_size=4), max_size=5))
def test_records_with_any_text_come_back(lists):
    written = [fabricate.row("words", words=tuple(words), tags=tuple(words)) for words in lists]
    assert from_arrow(WORDS, to_arrow(WORDS, written)) == written
