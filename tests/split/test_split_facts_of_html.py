"""What the head of a web page says reaches the page's row, named as evidence."""

from __future__ import annotations

import datetime

import pytest

from schemas.document import DecodedPage, Segment
from tasks.clean import clean
from tasks.read.html import reduce_html
from tasks.split import split

BODY = "<h1>清河镇石桥通车</h1><p>清河镇石桥昨日通车，两岸往来方便，老人不再绕行。</p><p>镇长说，石桥修了三年。</p>"
DAY = datetime.date(2031, 6, 3)


def page_of(head: str):
    source = f"<html><head>{head}</head><body>{BODY}</body></html>"
    reduction = reduce_html(source)
    page = DecodedPage(
        "0-0", "0", 0, "text/html", source, (Segment(0, 0, len(source), "utf-8"),), reduction.edits, html_facts=reduction.facts
    )  # fmt: skip
    return split(clean(page))


@pytest.mark.parametrize(
    ("head", "facts"),
    [
        ("<title>东河日报数字报-2031年6月3日 第02版：要闻</title>", ("东河日报", DAY, 2)),
        ("<title>东河晚报 2031年06月03日 星期二</title>", ("东河晚报", DAY, None)),
        ('<title>石桥通车_东河日报</title><meta name="pubdate" content="2031-06-03 08:00">', ("东河日报", DAY, None)),
    ],
    ids=["issue and page", "issue", "meta element"],
)
def test_the_head_tells_paper_day_and_page(head, facts):
    found = page_of(head)
    assert (found.page.newspaper, found.page.published_on, found.page.page_no) == facts
    assert found.page.date_evidence == "html"
    assert [article.headline for article in found.articles] == ["清河镇石桥通车"]


@pytest.mark.parametrize("title", ["2031年东河经济增长一成_东河日报", "第3版主编赴任_东河日报"])
def test_a_title_that_begins_with_a_number_is_one(title):
    assert reduce_html(f"<title>{title}</title><p>清河镇石桥昨日通车。</p>").facts.title == title.partition("_")[0]
