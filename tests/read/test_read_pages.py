"""Pages of each kind of source, and the bytes behind every character of them."""

from __future__ import annotations

import datetime
import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from schemas.document import Segment
from schemas.settings import ReadSettings
from schemas.source import Facts
from tasks.discover import discover
from tasks.read import read
from tasks.read.jsonl import documents_in_lines, parse_object
from tasks.read.records import BadRecord, Document
from tasks.read.segments import STEP_BYTES, ByteIndex
from tasks.read.trace import byte_range, bytes_of
from tasks.rule import apply_edits

SETTINGS = ReadSettings()
LONG = "山泉市“环湖公路”昨日通车，全长12.6公里，𠮷祥、臺灣、㐂。\n"


def read_bytes(tmp_path, data, name="a.txt", defaults=Facts()):  # noqa: B008 - frozen
    (tmp_path / name).write_bytes(data)
    (source,) = discover([tmp_path / name], SETTINGS, None, defaults)
    return source, read(source, SETTINGS)


def traced(source, page, start, end):
    """The text that the bytes behind a piece of a page decode to."""
    data = bytes_of(source.uri, source.member, SETTINGS)
    ranges = byte_range(page.segments, page.raw_text, start, end, data)
    pieces = []
    for part in ranges:
        piece = data[part.byte_start : part.byte_end]
        kind, _, codec = part.encoding.partition(":")
        if kind == "json":
            piece = piece.decode(codec or "utf-8")
            pieces.append(json.loads(f'"{piece}"', strict=False))
        else:
            pieces.append("\ufffd" if kind == "replaced" else piece.decode(part.encoding))
    return "".join(pieces)


@pytest.mark.parametrize("codec", ["utf-8", "utf-8-sig", "gb18030", "utf-16", "utf-16-le", "utf-16-be", "utf-32"])
@pytest.mark.parametrize("times", [3, 400], ids=["short", "long"])
def test_every_piece_of_text_is_traced_to_its_bytes(tmp_path, codec, times):
    text = LONG * times
    source, result = read_bytes(tmp_path, text.encode(codec))
    (page,) = result.pages
    assert page.raw_text == text
    for start in range(0, len(text), max(1, len(text) // 50)):
        assert traced(source, page, start, start + 7) == text[start : start + 7]


def test_big5_is_traced(tmp_path):
    text = "山泉日報記者柳雲舟報導：環湖公路昨日通車，全長十二公里，市民稱便。" * 200
    source, result = read_bytes(tmp_path, text.encode("big5"))
    assert result.encoding.startswith("big5")
    assert traced(source, result.pages[0], 5000, 5020) == text[5000:5020]


def test_undecodable_bytes_are_traced_as_a_whole(tmp_path):
    data = LONG.encode("gb18030") * 3
    data = data[:20] + b"\xff" + data[20:]
    source, result = read_bytes(tmp_path, data)
    text = result.pages[0].raw_text
    at = text.index("\ufffd")
    assert traced(source, result.pages[0], at - 2, at + 3) == text[at - 2 : at + 3]


@pytest.mark.parametrize("codec", ["utf-8", "gb18030", "utf-16"])
def test_form_feeds_part_pages_with_their_own_segments(tmp_path, codec):
    parts = [f"第{i}版\n{LONG}" for i in range(1, 4)]
    source, result = read_bytes(tmp_path, "\f".join([parts[0], " \r\n", *parts[1:], ""]).encode(codec))
    assert [(p.ordinal, p.page_id[-2:]) for p in result.pages] == [(0, "-0"), (2, "-2"), (3, "-3")]
    assert [p.raw_text for p in result.pages] == parts
    assert [traced(source, p, 0, len(p.raw_text)) for p in result.pages] == parts


def test_a_page_of_html_is_reduced_and_its_boilerplate_kept_aside(tmp_path):
    html = (
        "<html><head><meta charset=utf-8><link rel=canonical href='http://e.example.cn/html/2024-04/01/nbs.D1sq_03.htm'>"
        "<title>通车</title></head><body><div class=nav><a href=/>山泉网首页</a></div>"
        "<h1>通车</h1><p>本报讯 环湖公路昨日通车，全长十二公里，市民交口称赞。</p></body></html>"
    )
    _, result = read_bytes(tmp_path, html.encode("gb18030"), "a.html")
    (page,) = result.pages
    assert page.raw_text == html
    assert apply_edits(html, page.extraction) == "通车\n\n本报讯 环湖公路昨日通车，全长十二公里，市民交口称赞。"
    assert [(r.stage, r.reason, r.text) for r in page.rejections] == [("read", "html_boilerplate", "山泉网首页")]
    assert (page.from_path.published_on, page.from_path.page_no) == (datetime.date(2024, 4, 1), 3)
    assert page.html_facts.title == "通车"


def test_one_damaged_byte_and_a_false_charset_spoil_no_page(tmp_path):
    sentence = "本报讯 环湖公路昨日通车，全长十二公里，市民交口称赞。"
    html = f"<html><head><meta charset=big5></head><body><p>{sentence}</p><p>{sentence[::-1]}</p></body></html>"
    data = html.encode("gb18030").replace("。".encode("gb18030"), b"\xff", 1)
    _, result = read_bytes(tmp_path, data, "a.html")
    text = apply_edits(result.pages[0].raw_text, result.pages[0].extraction)
    assert sentence[:-2] in text
    assert sentence[::-1] in text


def jsonl(*documents, codec="utf-8", ascii_only=False):
    return "\n".join(d if isinstance(d, str) else json.dumps(d, ensure_ascii=ascii_only) for d in documents).encode(
        codec
    )


def test_each_line_of_jsonl_is_a_page_by_its_line_number(tmp_path):
    data = jsonl({"text": "甲"}, "", "{broken", {"content": "乙"}, {"body": "丙", "text": ""}, {"title": "无"})
    _, result = read_bytes(tmp_path, data, "a.jsonl")
    assert [(p.ordinal, p.raw_text) for p in result.pages] == [(0, "甲"), (3, "乙"), (4, "丙")]
    assert [(r.reason, r.text) for r in result.rejections] == [
        ("bad_json_line", "{broken"),
        ("bad_json_line", '{"title": "无"}'),
    ]
    text = data.decode()
    assert all(text[r.raw_start : r.raw_end] == r.text for r in result.rejections)


def test_jsonl_keys_are_stated_and_the_users_word_comes_before(tmp_path):
    document = {
        "text": "甲",
        "title": "通车",
        "date": "2024-04-01T08:00",
        "newspaper": "山泉日报",
        "url": "http://e.example/A05.htm",
    }
    _, result = read_bytes(tmp_path, jsonl(document, {"text": "乙", "date": 20240402}), "a.jsonl", Facts("清溪晚报"))
    first, second = result.pages
    assert first.stated == Facts("清溪晚报", datetime.date(2024, 4, 1), None, "http://e.example/A05.htm", "通车")
    assert first.from_path.page_no == 5
    assert second.stated.published_on == datetime.date(2024, 4, 2)


def test_jsonl_values_that_say_nothing_are_recorded(tmp_path):
    _, result = read_bytes(tmp_path, jsonl({"text": "甲", "date": "去年", "url": "x"}), "a.jsonl")
    assert [(r.reason, r.text, r.page_id) for r in result.rejections] == [
        ("unread_value", "去年", result.pages[0].page_id),
        ("unread_value", "x", result.pages[0].page_id),
    ]


@pytest.mark.parametrize("codec", ["utf-8", "utf-8-sig", "gb18030", "utf-16"])
@pytest.mark.parametrize("ascii_only", [False, True], ids=["characters", "escapes"])
def test_jsonl_text_is_traced_through_escapes(tmp_path, codec, ascii_only):
    text = LONG + '\t"引"\\/\u2028' + LONG
    source, result = read_bytes(
        tmp_path,
        jsonl({"a": [1, {"b": "}"}], "text": text}, {"text": text}, codec=codec, ascii_only=ascii_only),
        "a.jsonl",
    )
    for page in result.pages:
        assert page.raw_text == text
        for start in range(len(text)):
            assert traced(source, page, start, start + 2) == text[start : start + 2]


def test_half_a_character_in_jsonl_becomes_a_replacement(tmp_path):
    _, result = read_bytes(tmp_path, b'{"text": "\\ud83d\xe5\xb1\xb1"}', "a.jsonl")
    assert result.pages[0].raw_text == "\ufffd山"


def test_html_in_jsonl_is_reduced(tmp_path):
    _, result = read_bytes(tmp_path, jsonl({"content": "<p>甲报讯&nbsp;一</p><p>乙</p>"}), "a.jsonl")
    (page,) = result.pages
    assert (page.media_type, apply_edits(page.raw_text, page.extraction)) == ("text/html", "甲报讯\u00a0一\n\n乙")


@pytest.mark.parametrize("newline", ["\n", "\r\n", "\r"])
def test_jsonl_lines_end_in_any_newline(tmp_path, newline):
    _, result = read_bytes(tmp_path, newline.join(['{"text": "甲"}', '{"text": "乙"}', ""]).encode(), "a.jsonl")
    assert [(p.ordinal, p.raw_text) for p in result.pages] == [(0, "甲"), (1, "乙")]


@pytest.mark.parametrize(
    "line",
    [
        '{"text": "甲"} x',
        '{"text": "甲"',
        "{,}",
        "{1: 2}",
        '"甲"',
        "[" * 50_000,
        '{"text": ' + "[" * 50_000,
        '{"a": 1' + "0" * 5000 + "}",
    ],
    ids=lambda line: ascii(line[:20]),
)
def test_what_is_no_json_object(line):
    assert parse_object(line, 0, len(line)) is None


@given(
    st.dictionaries(st.text(), st.recursive(st.none() | st.integers() | st.text(), lambda v: st.lists(v), max_leaves=5))
)
def test_objects_are_parsed_as_the_standard_parser_does(document):
    line = json.dumps(document, ensure_ascii=False)
    parsed = parse_object(line, 0, len(line))
    assert {key: v.value for key, v in parsed.items()} == document
    assert all(json.loads(line[slice(*v.ranges[0])]) == v.value for v in parsed.values())


@given(st.text())
def test_jsonl_takes_any_text(text):
    found = list(documents_in_lines(text, SETTINGS))
    assert all(isinstance(each, (BadRecord, Document)) for each in found)


@given(
    st.text(alphabet=st.characters(codec="utf-8"), min_size=1, max_size=40),
    st.sampled_from(["utf-8", "gb18030", "utf-16-le"]),
    st.integers(1, 300),
    st.data(),
)
def test_byte_index_agrees_with_encoding(text, codec, times, data):
    text *= times
    raw = text.encode(codec)
    index = ByteIndex((Segment(0, 0, len(raw), codec),), len(text), raw)
    at = data.draw(st.integers(0, len(text)))
    assert index.byte_at(0, at) == len(text[:at].encode(codec))


def test_steps_are_crossed_exactly():
    text = "a" + "山" * (STEP_BYTES * 3)
    raw = text.encode()
    index = ByteIndex((Segment(0, 0, len(raw), "utf-8"),), len(text), raw)
    assert [index.byte_at(0, at) for at in range(0, len(text), 97)] == [
        at * 3 - 2 if at else 0 for at in range(0, len(text), 97)
    ]


def test_many_lines_cost_linear_time(tmp_path):
    data = ('{"text": "山泉日报"}\n' * 2_000).encode("gb18030")
    _, result = read_bytes(tmp_path, data, "a.jsonl")
    assert len(result.pages) == 2_000
