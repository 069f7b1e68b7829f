"""What an HTML page says about itself outside of its text: title, meta elements, canonical address."""

from __future__ import annotations

import datetime
import re
from collections.abc import Iterable, Mapping
from dataclasses import replace

from schemas.source import Facts
from tasks.files.evidence import NEWSPAPER, facts_of_path, facts_of_url, parse_date
from tasks.read.blocks import shown
from tasks.read.markup import START, TEXT, attributes, tokens

TITLE_KEYS = ("articletitle", "title", "og:title", "twitter:title", "dc.title")
DATE_KEYS = (
    "article:published_time", "og:published_time", "og:release_date", "pubdate", "publishdate", "publish_date", "pub_date",
    "dc.date.issued", "dc.date", "datepublished", "article:create_at", "apub:time", "date",
)  # fmt: skip
SOURCE_KEYS = ("contentsource", "source", "article:author", "mediaid", "og:article:author", "og:site_name")
"""Names of meta elements, the more telling first: Open Graph, Dublin Core, China's standard for government sites."""

SITE_SEPARATOR = re.compile(r"\s*[_|｜—–]+\s*|\s+-+\s+|--+|(?<=[^\W\d])-(?=[^\W\d])")
"""What stands between a title and the names of channel and site."""

SITE_NAME = re.compile(
    rf"(?P<newspaper>{NEWSPAPER})(?:数字报刊?|数字版|电子报刊?|电子版|多媒体报?|网络版|新闻网|在线|官网|网站?|客户端)?"
)
"""A newspaper's name as that of its site."""

ISSUE = re.compile(rf"{SITE_NAME.pattern}[\W_]{{0,3}}(?P<rest>(?:\d{{4}}).*)", re.DOTALL)
"""A title that names an issue, and perhaps its page: 山泉日报数字报-2024年4月1日 第02版：要闻."""
ISSUE_PART = re.compile(
    rf"""
    (?:(?:{SITE_NAME.pattern.replace("?P<newspaper>", "?:")})[ \W_]{{0,3}})?
    (?=\d|第) (?:\d{{4}}[-年/.]\d{{1,2}}[-月/.]\d{{1,2}}日?)? \W*(?:星期.)?\W* (?:第?[ ]?[A-Z]?\d{{1,3}}[ ]?版(?:[：:\s].{{0,16}})?)?
    """,
    re.VERBOSE,
)
"""A title's part that is a day or a page and no title."""

TITLE_LENGTH = 300
HEAD_LENGTH = 256 * 1024
"""Characters of the source that are searched: the head of a page, however long its scripts."""

PROPERTY_COMMENT = re.compile(r"<!--enpproperty(?P<fields>.{0,4000}?)/?enpproperty-->", re.DOTALL)
PROPERTY = re.compile(r"<(date|title|url)>([^<]*)</\1>")
"""The comment in which a widespread publishing system of newspapers states an article's particulars."""


def facts_of_html(source: str) -> Facts:
    """Title, date, newspaper and canonical address as the page's head states them.

    A site's name is taken for the newspaper only if it is one by its form.

    >>> facts_of_html('<title>环湖公路通车_山泉日报</title><meta name="PubDate" content="2024-04-01 08:00">').published_on
    datetime.date(2024, 4, 1)
    """
    stated, title = _head(source[:HEAD_LENGTH])
    comment = PROPERTY_COMMENT.search(source)
    stated |= dict(PROPERTY.findall(comment["fields"])) if comment else {}
    issue = _issue(title)
    return Facts(
        newspaper=_newspaper([*(stated.get(key, "") for key in SOURCE_KEYS), *_parts(title)]) or issue.newspaper,
        published_on=_date([stated.get("date", ""), *(stated.get(key, "") for key in DATE_KEYS)]) or issue.published_on,
        page_no=issue.page_no,
        page_section=issue.page_section,
        url=facts_of_url(stated.get("canonical") or stated.get("og:url") or stated.get("url") or "").url,
        title=_title(stated) or plain_title(title),
    )


def plain_title(title: str) -> str | None:
    """A title without the names of channel and site; None if nothing else is left.

    >>> plain_title("环湖公路通车_要闻_山泉日报"), plain_title("山泉日报 - 环湖公路今日正式通车"), plain_title("山泉日报")
    ('环湖公路通车', '环湖公路今日正式通车', None)
    """
    parts = (part for part in _parts(title) if not SITE_NAME.fullmatch(part) and not ISSUE_PART.fullmatch(part))
    return next(parts, None)


def _issue(title: str) -> Facts:
    """Newspaper, date and page of a title that names an issue; nothing of any other."""
    match = ISSUE.match(" ".join(title.split())[:TITLE_LENGTH])
    said = facts_of_path(match["rest"].replace("/", "-")) if match else Facts()
    return replace(said, newspaper=match["newspaper"]) if match and said.published_on else Facts()


def _parts(title: str) -> list[str]:
    return [part for part in SITE_SEPARATOR.split(" ".join(title.split())[:TITLE_LENGTH]) if part]


def _head(source: str) -> tuple[dict[str, str], str]:
    """The meta elements by lower-cased name, the canonical link, and the title as it stands."""
    stated: dict[str, str] = {}
    title, in_title = "", False
    for token in tokens(source):
        in_title = in_title and token.kind == TEXT
        if in_title and not title:
            title = shown(source[token.start : token.end])
        if token.kind != START:
            continue
        in_title = token.name == "title"
        if token.name in ("meta", "link"):
            key, value = _statement(attributes(source, token))
            if key and value.strip():
                stated.setdefault(key, value.strip())
    return stated, title


def _statement(got: Mapping[str, str]) -> tuple[str, str]:
    if got.get("rel", "").lower() == "canonical":
        return "canonical", got.get("href", "")
    return (got.get("name") or got.get("property") or got.get("itemprop") or "").lower(), got.get("content", "")


def _title(stated: Mapping[str, str]) -> str | None:
    return next((title for key in TITLE_KEYS if (title := plain_title(stated.get(key, "")))), None)


def _date(values: Iterable[str]) -> datetime.date | None:
    return next((date for value in values if (date := parse_date(value))), None)


def _newspaper(values: Iterable[str]) -> str | None:
    return next((match["newspaper"] for value in values if (match := SITE_NAME.fullmatch(value))), None)
