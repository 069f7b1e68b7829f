"""What a file is, by its content before its name."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tasks.files.sniff import looks_like_html, sniff

PAGE = "<html><head><title>通车</title></head><body><p>环湖公路通车</p></body></html>"
LINES = "环湖公路昨日通车\n全长十二公里\n市民称便\n本报记者 柳云舟\n"


@pytest.mark.parametrize(
    ("text", "name", "media_type"),
    [
        (LINES, "a.txt", "text/plain"),
        (LINES, "a", "text/plain"),
        (LINES, "a.html", "text/plain"),
        (LINES, "a.md", "text/markdown"),
        (PAGE, "a.txt", "text/html"),
        (PAGE, "a.md", "text/html"),
        (PAGE, "a", "text/html"),
        ("\n<!-- 存档 -->\n<!DOCTYPE HTML>\n" + PAGE, "a.txt", "text/html"),
        ('<?xml version="1.0" encoding="gbk"?>\n' + PAGE, "a.xml", "text/html"),
        ("<p>环湖公路</p>\n<p>通车</p>", "a.txt", "text/html"),
        ("<div align=center>\n\n# 通车\n\n" + LINES, "a.md", "text/markdown"),
        ("<center>通车</center>\n" + LINES, "a.txt", "text/plain"),
        ("<p>通车" + LINES, "a.htm", "text/html"),
        ('{"text": "通车"}\n{"text": "二"}', "a.txt", "application/jsonl"),
        ('{"text": "通车"}\n{"text": "二"}', "a.json", "application/jsonl"),
        ('{"data": [{"text": "通车"}]}', "a.json", "application/json"),
        ('{"text": "' + "长" * 70_000, "a.txt", "application/jsonl"),
        ("{不是}\n" + LINES, "a.txt", "text/plain"),
        ("{不是}\n", "a.jsonl", "application/jsonl"),
        ('[\n  {"text": "通车"}\n]', "a.txt", "application/json"),
        ('{\n  "text": "通车"\n}', "a.json", "application/json"),
        ("标题,正文\n通车,昨日", "a.csv", "text/csv"),
        ("[要闻] 通车", "a.txt", "text/plain"),
        ("BM 公司昨日", "a.txt", "text/plain"),
        ("MZ世代的消费", "a.txt", "text/plain"),
        ("%PDF-1.4", "a.txt", "application/pdf"),
        ("<?xml version='1.0'?><rss/>", "a.txt", "application/xml"),
    ],
)
def test_text_is_known_by_its_content(text, name, media_type):
    assert sniff(text.encode()[: 64 * 1024], name).media_type == media_type


@pytest.mark.parametrize("codec", ["gb18030", "big5", "utf-16", "utf-16-le", "utf-16-be", "utf-32"])
def test_html_is_known_in_every_encoding(codec):
    text = PAGE.replace("环湖公路通车", "山泉").replace("通车", "山泉")
    assert sniff(text.encode(codec), "a.txt").media_type == "text/html"


def test_newlines_part_a_text_that_holds_a_stray_tag():
    assert not looks_like_html(LINES + "<br>")
    assert looks_like_html(LINES.replace("\n", "<br>\n"))


@given(st.binary(max_size=300), st.sampled_from(["a.txt", "a.jsonl", "a.html", "a.zip", ""]))
def test_any_bytes_are_something(data, name):
    assert sniff(data, name).media_type
