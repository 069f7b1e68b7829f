"""Where a second page begins in a text: at its head, if that states another page or another day."""

from __future__ import annotations

import pytest

from schemas.settings import ReadSettings
from tasks.discover import discover
from tasks.lang.page_heads import next_pages
from tasks.read import read

STORY = "渡口恢复通航\n\n昨天上午，青溪渡口恢复通航，第一班船坐满了人，船工们忙着系缆、搬货、修补跳板。\n" * 3
FRONT = "青溪日报\n2031年5月6日 星期二\n总第812期 今日4版\n青溪日报社出版\n\n"
SCATTERED = "2031年5月\nQING XI RI BAO\n6\n星期二\n国内统一刊号：CN98-0042\n青溪日报社出版\n\n"


@pytest.mark.parametrize(
    ("text", "heads"),
    [
        (f"{FRONT}{STORY}第2版 民生 2031年5月6日 星期二\n{STORY}", ["第2版 民生"]),
        (f"{SCATTERED}{STORY}02 民生\n2031年5月6日 星期二\n责任编辑：林禾\n{STORY}", ["02 民生"]),
        (f"{FRONT}{STORY}青溪日报\n二〇三一年五月六日 星期二\n第2版\n\n{STORY}A03 县区\n2031年5月6日 星期二\n{STORY}", ["青溪日报", "A03 县区"]),
        (f"{FRONT}{STORY}{FRONT.replace('5月6日', '5月7日')}{STORY}", ["青溪日报"]),
        (f"{FRONT}{STORY}## 青溪日报 2031年5月6日 星期二 第3版\r\n{STORY}", ["## 青溪日报"]),
    ],
    ids=["folio", "masthead-in-pieces", "three-pages", "another-day", "markdown"],
)  # fmt: skip
def test_next_page_begins_at_its_head(text, heads):
    assert [text[at:].startswith(head) for at, head in zip(next_pages(text), heads, strict=True)] == [True] * len(heads)


@pytest.mark.parametrize(
    "text",
    [
        f"{FRONT}{STORY}",
        f"{STORY}青溪日报 2031年5月6日 星期二 第2版\n",
        f"{FRONT}{STORY}青溪市水务局\n2031年5月5日\n\n{STORY}",
        f"{FRONT}{STORY}2031年5月6日 星期二 第1版\n{STORY}",
        f"{FRONT}{STORY}2031年5月6日，第2版刊出的消息有误，特此更正。\n{STORY}",
    ],
    ids=["one-head", "foot-alone", "signed-notice", "same-page-again", "sentence"],
)
def test_text_with_one_page_is_not_cut(text):
    assert next_pages(text) == []


def test_pages_of_one_source_are_read_apart(tmp_path):
    text = f"{FRONT}{STORY}第2版 民生 2031年5月6日 星期二\n{STORY}\f第3版 县区 2031年5月6日 星期二\n{STORY}"
    (tmp_path / "a.txt").write_text(text, encoding="utf-8")
    (source,) = discover([tmp_path / "a.txt"], ReadSettings())
    pages = read(source, ReadSettings()).pages
    assert [page.ordinal for page in pages] == [0, 1, 2]
    assert "".join(page.raw_text for page in pages) == text.replace("\f", "")
    bytes_of_pages = [text.encode()[page.segments[0].byte_start : page.segments[-1].byte_end] for page in pages]
    assert [data.decode() for data in bytes_of_pages] == [page.raw_text for page in pages]
