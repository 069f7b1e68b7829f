"""Files that hold many documents: arrays of JSON and tables."""

from __future__ import annotations

import csv
import datetime
import io
import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from schemas.errors import SourceError
from schemas.settings import ReadSettings
from tasks.discover import discover
from tasks.read import read
from tasks.read.jsonl import documents_in_array
from tasks.read.records import BadRecord, Document
from tasks.read.tables import documents_in_table
from tasks.read.trace import byte_range, bytes_of

SETTINGS = ReadSettings()
BODY = '清河镇石桥昨日通车。\n镇长说：“修了三年，"值得"。”'


def read_file(tmp_path, name, data):
    (tmp_path / name).write_bytes(data)
    (source,) = discover([tmp_path / name], SETTINGS)
    return source, read(source, SETTINGS)


def table(*rows, delimiter=","):
    out = io.StringIO()
    csv.writer(out, delimiter=delimiter).writerows(rows)
    return out.getvalue()


@pytest.mark.parametrize(
    "document",
    [
        [{"text": "甲", "title": "通车"}, {"text": "乙"}],
        {"total": 2, "data": [{"content": "甲", "标题": "通车"}, {"正文": "乙"}]},
    ],
    ids=["array", "answer of a web interface"],
)
@pytest.mark.parametrize("indent", [None, 2])
def test_each_element_of_an_array_is_a_page(tmp_path, document, indent):
    data = json.dumps(document, ensure_ascii=False, indent=indent).encode()
    _, result = read_file(tmp_path, "a.json", data)
    assert [(page.ordinal, page.raw_text) for page in result.pages] == [(0, "甲"), (1, "乙")]
    assert [page.stated.title for page in result.pages] == ["通车", None]


def test_one_object_over_several_lines_is_one_page(tmp_path):
    _, result = read_file(tmp_path, "a.json", json.dumps({"text": BODY}, indent=2).encode())
    assert [page.raw_text for page in result.pages] == [BODY]


def test_an_array_that_is_cut_off_keeps_what_stands_before(tmp_path):
    data = '[{"text": "甲"}, {"title": "无"}, {"text": "乙'.encode()
    _, result = read_file(tmp_path, "a.json", data)
    assert [page.raw_text for page in result.pages] == ["甲"]
    assert [(each.reason, each.text) for each in result.rejections] == [
        ("bad_json_line", '{"title": "无"}'),
        ("bad_json_line", '{"text": "乙'),
    ]


@pytest.mark.parametrize("delimiter", [",", "\t", ";"])
@pytest.mark.parametrize("codec", ["utf-8", "utf-8-sig", "gb18030"])
def test_each_row_of_a_table_is_a_page(tmp_path, delimiter, codec):
    text = table(("Title", "date", "正文"), ("通车", "2031-03-04", BODY), ("", "", "乙"), delimiter=delimiter)
    source, result = read_file(tmp_path, "a.csv", text.encode(codec))
    first, second = result.pages
    assert (first.ordinal, first.raw_text) == (0, BODY)
    assert (first.stated.title, first.stated.published_on) == ("通车", datetime.date(2031, 3, 4))
    assert (second.ordinal, second.raw_text, second.stated.title) == (1, "乙", None)
    data = bytes_of(source.uri, source.member, SETTINGS)
    for start in range(len(BODY)):
        parts = byte_range(first.segments, first.raw_text, start, start + 2, data)
        traced = "".join(data[part.byte_start : part.byte_end].decode(part.encoding) for part in parts)
        assert traced.replace('""', '"') == BODY[start : start + 2]


def test_rows_without_a_text_or_with_too_many_cells_are_recorded(tmp_path):
    _, result = read_file(tmp_path, "a.csv", "title,text\n通车,甲\n无,\n\n多,乙,丙\n".encode())
    assert [page.raw_text for page in result.pages] == ["甲"]
    assert [(each.reason, each.text) for each in result.rejections] == [
        ("bad_table_row", "无,"),
        ("bad_table_row", "多,乙,丙"),
    ]


def test_a_table_without_a_column_of_text_says_which_it_looks_for(tmp_path):
    with pytest.raises(SourceError, match="names none of the columns text, content, body"):
        read_file(tmp_path, "a.csv", "年份,产量\n2031,7\n".encode())


CELLS = st.text(st.characters(exclude_categories=("Cs",), exclude_characters="\x00"), max_size=20)


@given(st.lists(st.tuples(CELLS, CELLS), min_size=1, max_size=5))
def test_tables_are_read_as_they_were_written(rows):
    out = io.StringIO()
    csv.writer(out, quoting=csv.QUOTE_ALL).writerows([("title", "text"), *rows])
    found = [each for each in documents_in_table(out.getvalue(), SETTINGS) if isinstance(each, Document)]
    assert [each.text for each in found] == [body for _, body in rows if body.strip("\ufeff \t\r\n\f\v\u3000\x00")]


@given(st.text())
def test_any_text_is_an_array_of_records(text):
    assert all(isinstance(each, Document | BadRecord) for each in documents_in_array(text, SETTINGS))


@given(st.text())
def test_any_text_may_stand_below_a_table_s_names(text):
    rows = list(documents_in_table("title,text\n" + text, SETTINGS))
    assert [each.number for each in rows] == list(range(len(rows)))
