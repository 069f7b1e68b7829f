"""An article and its captions."""

from __future__ import annotations

import datetime
from dataclasses import dataclass
from typing import Annotated

from schemas.audit import Rejection
from schemas.document import Credit, Page


@dataclass(frozen=True, slots=True)
class Span:
    """Where a piece of a text field stands in clean_text."""

    field: Annotated[str, "the field: body, kicker, headline, deck, dateline, byline, column_name, highlights"]
    field_start: Annotated[int, "offset in the field where the piece starts"]
    clean_start: Annotated[int, "start in clean_text"]
    clean_end: Annotated[int, "end in clean_text"]


@dataclass(frozen=True, slots=True)
class Article:
    """A row of `articles`: an article's part on one page."""

    article_id: Annotated[str, "page_id-R, R the offset in raw_text of the body's first character"]
    page_id: Annotated[str, "the page it stands on"]
    source_id: Annotated[str, "the page's source"]
    newspaper: Annotated[str | None, "as in pages"]
    published_on: Annotated[datetime.date | None, "as in pages"]
    page_no: Annotated[int | None, "as in pages"]
    seq: Annotated[int, "position on the page, from 1"]
    kind: Annotated[str, "news, comment, brief, notice, photo or other"]
    kicker: Annotated[str | None, "引题: the line above the headline"]
    headline: Annotated[str | None, "主题; its lines joined by one space"]
    deck: Annotated[str | None, "副题: the line below the headline"]
    column_name: Annotated[str | None, "standing column: 简讯, 新闻集锦"]
    highlights: Annotated[tuple[str, ...], "bullet summaries (◆) without their mark"]
    dateline: Annotated[str | None, "电头: the printed lead-in whole, 本报讯（记者…）; 新华社北京3月1日电"]
    dateline_place: Annotated[str | None, "place in the dateline"]
    dateline_date: Annotated[datetime.date | None, "date in the dateline; null without a year"]
    byline: Annotated[str | None, "署名: the credit as printed, also when it stands inside the dateline"]
    authors: Annotated[
        tuple[str, ...], "reporters, correspondents, interns, photographers in printed order, names alone"
    ]
    credits: Annotated[tuple[Credit, ...], "everybody credited, with their role"]
    agency: Annotated[str | None, "news agency: 新华社"]
    body: Annotated[str, "paragraphs joined by newline, subheads included"]
    char_count: Annotated[int, "characters of the body, white space not counted"]
    jump_to_page: Annotated[int | None, "转版: the page on which it goes on"]
    jump_from_page: Annotated[int | None, "接版: the page from which it comes"]
    spans: Annotated[
        tuple[Span, ...],
        "each text field is the concatenation of its spans, newline between paragraphs, one space between headline lines",
    ]
    confidence: Annotated[float, "0 to 1: how sure the boundaries are"]


@dataclass(frozen=True, slots=True)
class Caption:
    """A row of `captions`."""

    page_id: Annotated[str, "the page"]
    source_id: Annotated[str, "the page's source"]
    article_id: Annotated[str | None, "the article whose photo it is; null if it belongs to none"]
    text: Annotated[str, "the caption"]
    credit: Annotated[str | None, "the photographer's or agency's credit as printed"]
    clean_start: Annotated[int, "start in clean_text"]
    clean_end: Annotated[int, "end in clean_text"]


@dataclass(frozen=True, slots=True)
class SplitPage:
    """A page after splitting: its facts, its articles and captions, and what belongs to none of them."""

    page: Page
    articles: tuple[Article, ...]
    captions: tuple[Caption, ...]
    rejections: tuple[Rejection, ...]
