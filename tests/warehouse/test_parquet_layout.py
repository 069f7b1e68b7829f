"""Files take little room, and every reader can read them."""

from __future__ import annotations

import json

import fabricate
import pyarrow.compute as pc
import pyarrow.parquet as pq
import pytest

from schemas import ARTICLES, REPAIRS, STORED_TABLES, TERMS
from schemas.column import description_of
from tasks.load.arrow import to_arrow
from warehouse.encoding import write_options
from warehouse.files import rewrite, write_table


def layout(root, table, rows):
    """By column: its encodings, and whether the least and greatest value stand in the footer."""
    file = write_table(root, "b", table.name, to_arrow(table, rows))
    group = pq.read_metadata(root / file.path).row_group(0)
    columns = [group.column(i) for i in range(group.num_columns)]
    return {column.path_in_schema: (set(column.encodings), column.is_stats_set) for column in columns}


def test_offsets_are_written_as_differences(tmp_path):
    columns = layout(tmp_path, ARTICLES, [fabricate.row("articles")])
    assert "DELTA_BINARY_PACKED" in columns["spans.list.element.clean_start"][0]
    assert "DELTA_BINARY_PACKED" in columns["published_on"][0]


def test_whole_texts_stand_once_and_not_in_the_footer_too(tmp_path):
    columns = layout(tmp_path, ARTICLES, [fabricate.row("articles")])
    assert columns["body"] == ({"PLAIN", "RLE"}, False)
    assert columns["newspaper"][1]


def test_few_texts_are_read_without_all_others(tmp_path):
    articles = [fabricate.row("articles", article_id=f"a{n}", body="水" * 7000) for n in range(400)]
    file = write_table(tmp_path, "b", "articles", to_arrow(ARTICLES, articles))
    assert 2 < pq.read_metadata(tmp_path / file.path).num_row_groups < 10


def test_a_word_is_found_without_reading_the_whole_index(tmp_path):
    terms = [fabricate.row("terms", term=f"词{n:06}") for n in range(70_000)]
    file = write_table(tmp_path, "b", "terms", to_arrow(TERMS, terms))
    assert [pq.read_metadata(tmp_path / file.path).row_group(i).num_rows for i in (0, 1)] == [65_536, 4_464]


def test_descriptions_stand_once_and_outlive_a_rewriting(tmp_path):
    file = write_table(
        tmp_path, "b", "articles", to_arrow(ARTICLES, [fabricate.row("articles", seq=n) for n in (1, 2)])
    )
    shorter = rewrite(tmp_path, file, ("seq",), lambda rows: pc.equal(rows["seq"], 2))
    old, new = (pq.read_metadata(tmp_path / each.path).metadata for each in (file, shorter))
    assert b"ARROW:schema" not in old
    assert json.loads(old[b"columns"])["body"] == description_of(to_arrow(ARTICLES, []).schema.field("body"))
    assert new[b"columns"] == old[b"columns"]


def test_rising_offsets_take_a_byte_or_two(tmp_path):
    first = fabricate.row("repairs")
    rows = [fabricate.changed(first, at=7 * n, raw_start=9 * n, raw_end=9 * n + 2) for n in range(10_000)]
    file = write_table(tmp_path, "b", "repairs", to_arrow(REPAIRS, rows))
    assert file.size_bytes < 20_000


@pytest.mark.parametrize("table", STORED_TABLES, ids=[table.name for table in STORED_TABLES])
def test_every_column_has_one_layout(table):
    schema = to_arrow(table, []).schema
    options = write_options(schema, 9)
    laid_out = [*options["use_dictionary"], *(options["column_encoding"] or ())]
    assert len(laid_out) == len(set(laid_out))
    assert {path.split(".")[0] for path in laid_out} == set(schema.names)
