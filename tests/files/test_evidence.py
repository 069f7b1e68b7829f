"""Dates, pages and newspapers in paths, and what must not be taken for them."""

from __future__ import annotations

import datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from schemas.errors import SettingsError
from schemas.source import Facts
from tasks.files.evidence import facts_of_path, facts_of_url, first_of, parse_date, parse_page
from tasks.files.paths import name_codec, readable, to_path, to_uri

DAY = datetime.date(2024, 4, 1)


@pytest.mark.parametrize(
    "path",
    [
        "/in/2024-04-01/page.txt",
        "/in/20240401.txt",
        "/in/2024/04/01/page.txt",
        "/in/2024/4/1.txt",
        "/in/2024年4月1日.txt",
        "/in/2024-04/01/content_1342057.htm",
        "/in/202404/01/page.txt",
        "/in/山泉日报20240401第3版.txt",
        "/in/sq_20240401_A03.txt",
        "/in/2024.04.01.txt",
        "/in/2019-12-31/20240401/a.txt",
        "/in/2024-04-01-03.txt",
        "/in/99999999/2024_04_01.txt",
    ],
)
def test_dates_in_paths(path):
    assert facts_of_path(path).published_on == DAY


@pytest.mark.parametrize(
    "path",
    [
        "/in/9f20240401c3.txt",
        "/in/content_120240401.htm",
        "/in/20241301.txt",
        "/in/18990101.txt",
        "/in/t20240401001.txt",
        "/in/2024-13-45/a.txt",
        "/in/v1.2024.0401/a.txt",
        "/in/0e20240401/a.txt",
        "/in/12345678/a.txt",
        "/in/2024/a.txt",
        "/in/13800240401.txt",
        "/2024-04-01/1/2/3/4/5/6/a.txt",
    ],
)
def test_what_is_no_date_in_a_path(path):
    assert facts_of_path(path).published_on is None


@pytest.mark.parametrize(
    ("path", "page"),
    [
        ("/in/A03.txt", (3, "A")),
        ("/in/第3版.txt", (3, None)),
        ("/in/03版要闻.txt", (3, None)),
        ("/in/p3.txt", (3, None)),
        ("/in/page-12.html", (12, None)),
        ("/in/山泉日报_20240401_B02.txt", (2, "B")),
        ("/in/A03版/content_77.htm", (3, "A")),
        ("/in/nbs.D110000spring_05.htm", (5, None)),
        ("/in/第A12版/a.txt", (12, "A")),
        ("/in/20240401-03版.txt", (3, None)),
    ],
)
def test_pages_in_paths(path, page):
    facts = facts_of_path(path)
    assert (facts.page_no, facts.page_section) == page


@pytest.mark.parametrize(
    "path",
    [
        "/in/node_2.htm",
        "/in/mp3.txt",
        "/in/3.txt",
        "/in/A4纸.txt",
        "/p3/x/y/a.txt",
        "/in/出版.txt",
        "/in/A000.txt",
        "/in/2版权.txt",
    ],
)
def test_what_is_no_page_in_a_path(path):
    assert facts_of_path(path).page_no is None


@pytest.mark.parametrize(
    ("path", "newspaper"),
    [
        ("/in/山泉日报/a.txt", "山泉日报"),
        ("/in/清溪晚报2024-04-01.txt", "清溪晚报"),
        ("/in/[晴川都市报] 第3版.txt", "晴川都市报"),
        ("/in/山泉日报/清溪晚报_1.txt", "清溪晚报"),
        ("/in/芦花法治报_转载/a.txt", "芦花法治报"),
        ("/in/清溪晚報/a.txt", "清溪晚報"),
        ("/in/信息日报/a.txt", "信息日报"),
    ],
)
def test_newspapers_in_paths(path, newspaper):
    assert facts_of_path(path).newspaper == newspaper


@pytest.mark.parametrize(
    "path",
    [
        "/in/日报/a.txt",
        "/in/年终汇报/a.txt",
        "/in/海报.txt",
        "/in/日报表/a.txt",
        "/in/工作周报/a.txt",
        "/in/山泉日报社通讯录.txt",
    ],
)
def test_what_is_no_newspaper_in_a_path(path):
    assert facts_of_path(path).newspaper is None


def test_the_users_patterns_come_before_the_built_in_ones():
    facts = facts_of_path(
        "/in/sq-20240401-07-x20230101.txt", (r"(?P<newspaper>sq)-\d+-(?P<page_no>\d+)-x(?P<date>\d{8})",)
    )
    assert facts == Facts("sq", datetime.date(2023, 1, 1), 7)


@pytest.mark.parametrize("pattern", ["(", r"\d+"], ids=["no expression", "no group"])
def test_a_useless_pattern_is_an_error_of_the_user(pattern):
    with pytest.raises(SettingsError, match="path_patterns"):
        facts_of_path("a", (pattern,))


def test_an_address_says_date_and_page_but_no_newspaper():
    facts = facts_of_url("http://e.example.cn/山泉日报/html/2024-04/01/nbs.D110000sq_03.htm")
    assert (facts.newspaper, facts.published_on, facts.page_no) == (None, DAY, 3)


@pytest.mark.parametrize(
    "url", ["", "javascript:void(0)", "http://", "/a/b.htm", "http://[", "ftp://e.example/20240401"]
)
def test_what_is_no_address(url):
    assert facts_of_url(url) == Facts()


@pytest.mark.parametrize(
    "text",
    [
        "2024-04-01",
        "2024/4/1",
        "2024.4.1",
        "20240401",
        "2024年4月1日",
        " 2024-04-01 08:30:00 ",
        "2024-04-01T00:00:00Z",
        "2024年04月01日 08:30",
    ],
)
def test_dates_as_people_write_them(text):
    assert parse_date(text) == DAY


@pytest.mark.parametrize(
    "text", ["", "4/1/2024", "2024-04", "2024-02-30", "1711929600", "昨天", "2024-04-01-02", "0000-00-00", "２０２４"]
)
def test_what_is_no_date(text):
    assert parse_date(text) is None


@pytest.mark.parametrize(
    ("text", "page"), [("0", None), ("", None), ("b2", (2, "B")), ("1234", None), ("第 A 1 版", (1, "A"))]
)
def test_pages_as_people_write_them(text, page):
    assert parse_page(text) == page


def test_section_follows_the_page_number():
    assert first_of(Facts(page_no=3), Facts(page_no=5, page_section="B")) == Facts(page_no=3)


@given(st.text(), st.text())
def test_any_text_gives_days_and_pages_that_can_be(text, other):
    by_path, by_url = facts_of_path(text + "/" + other), facts_of_url("http://" + text)
    days = [day for day in (by_path.published_on, by_url.published_on, parse_date(text)) if day is not None]
    pages = [no for no in (by_path.page_no, by_url.page_no, *(parse_page(text) or ())[:1]) if no is not None]
    assert all(1900 <= day.year <= 2100 for day in days)
    assert all(1 <= page <= 999 for page in pages)
    assert by_path.url is None
    assert by_url.url in (None, ("http://" + text).strip())


@given(st.binary(min_size=1).filter(lambda b: b"\0" not in b))
def test_any_path_becomes_text_and_back(raw):
    path = "/nowhere-at-all/" + raw.decode("utf-8", "surrogateescape")
    uri = to_uri(path)
    uri.encode()
    assert to_path(uri) == path or "\\x" in path
    readable(path)


def test_names_fit_every_encoding():
    assert name_codec([bytes(range(128, 256))]) == "cp437"
