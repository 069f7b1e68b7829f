"""A page: decoded, cleaned, and as a published row."""

from __future__ import annotations

import datetime
from dataclasses import dataclass
from typing import Annotated, NamedTuple

from schemas.audit import Rejection, Repair
from schemas.source import Facts


class Edit(NamedTuple):
    """One replacement in a text: ``text[start:end]`` becomes `after`.

    A rule yields edits sorted by start that don't overlap; an empty range inserts.
    """

    start: int
    end: int
    after: str
    confidence: float = 1.0


@dataclass(frozen=True, slots=True)
class Segment:
    """A run of raw_text that was decoded from one run of bytes with one encoding.

    The segments of a page are sorted and cover raw_text: one ends where the next starts.
    """

    raw_start: Annotated[int, "offset in raw_text where the segment starts"]
    byte_start: Annotated[int, "first byte, in the source's bytes (decompressed)"]
    byte_end: Annotated[int, "one past the last byte"]
    encoding: Annotated[
        str,
        "how to decode them: a Python codec; 'replaced' for undecodable bytes shown as U+FFFD; "
        "'json' for a JSON string literal in UTF-8, 'json:gb18030' and the like for one in another encoding",
    ]


class MapBlock(NamedTuple):
    """A block of an offset map; of equal lengths it maps character by character, otherwise as a whole."""

    clean_start: Annotated[int, "start in clean_text"]
    clean_end: Annotated[int, "end in clean_text"]
    raw_start: Annotated[int, "start in raw_text"]
    raw_end: Annotated[int, "end in raw_text"]


@dataclass(frozen=True, slots=True)
class IssueCandidate:
    """An issue number as one imprint line states it."""

    issue_number: Annotated[int, "the number"]
    text: Annotated[str, "as printed"]


@dataclass(frozen=True, slots=True)
class Credit:
    """A person or office and what they did."""

    role: Annotated[str, "as printed: 记者, 通讯员, 摄影, 编辑, 初审 …"]
    name: Annotated[str, "the name"]


@dataclass(frozen=True, slots=True)
class OutsideFacts:
    """What one place outside a page's text says about the page."""

    origin: Annotated[str, "stated (manifest, flags, a record's keys), path, or html (title, meta elements)"]
    newspaper: Annotated[str | None, "the newspaper's name"]
    published_on: Annotated[datetime.date | None, "the issue's date"]
    page_no: Annotated[int | None, "page number"]
    url: Annotated[str | None, "address"]
    title: Annotated[str | None, "title of the document"]
    page_section: Annotated[str | None, "section letter"]


@dataclass(frozen=True, slots=True)
class DecodedPage:
    """A page after reading.

    Attributes:
        page_id: source_id-ordinal.
        raw_text: the exact decode of its part of the source; no newline translation, BOM dropped.
        extraction: edits on raw_text that reduce markup to text (HTML); () for plain text.
        stated, from_path: as in SourceFile; a record's own keys are in `stated`.
        rejections: boilerplate that the extractor set aside.
        html_facts: what an HTML page's title, meta elements and canonical address say; "other evidence".
    """

    page_id: str
    source_id: str
    ordinal: int
    media_type: str
    raw_text: str
    segments: tuple[Segment, ...]
    extraction: tuple[Edit, ...] = ()
    stated: Facts = Facts()
    from_path: Facts = Facts()
    rejections: tuple[Rejection, ...] = ()
    html_facts: Facts = Facts()


class PrintedLine(NamedTuple):
    """A printed line as it stood before unwrapping.

    Attributes:
        clean_start, clean_end: where its characters stand in clean_text (trimmed).
        raw_start, raw_end: where they stand in raw_text.
        width: display columns; a full-width character counts 2.
        indent: display columns of white space before it.
        blank_before: blank lines between it and the line before.
    """

    clean_start: int
    clean_end: int
    raw_start: int
    raw_end: int
    width: int
    indent: int
    blank_before: int


class Paragraph(NamedTuple):
    """A paragraph of clean_text (paragraphs are joined by one newline) with its printed lines."""

    clean_start: int
    clean_end: int
    lines: tuple[PrintedLine, ...]


@dataclass(frozen=True, slots=True)
class CleanPage:
    """A page after cleaning.

    Attributes:
        text: clean_text: repaired, unwrapped, simplified; paragraphs joined by one newline.
        offset_map: total and monotone over `text`.
        script: simplified, traditional or mixed, as printed.
        repairs: replayed in order on page.raw_text they give `text`.
        rejections: places that look damaged and were left alone (stage "clean").
    """

    page: DecodedPage
    text: str
    offset_map: tuple[MapBlock, ...]
    paragraphs: tuple[Paragraph, ...]
    script: str
    repairs: tuple[Repair, ...]
    rejections: tuple[Rejection, ...] = ()


@dataclass(frozen=True, slots=True)
class Page:
    """A row of `pages`."""

    page_id: Annotated[str, "source_id-ordinal"]
    source_id: Annotated[str, "the source it stands in"]
    ordinal: Annotated[int, "position in the source, from 0"]
    newspaper: Annotated[
        str | None, "the newspaper's name: masthead, then manifest or flags, then path and URL, then other evidence"
    ]
    published_on: Annotated[datetime.date | None, "the issue's date; null without a year"]
    date_evidence: Annotated[
        str | None, "what published_on rests on: masthead, stated, path, source_line, html (the head of a web page)"
    ]
    weekday: Annotated[str | None, "as printed"]
    lunar_date: Annotated[str | None, "as printed: 癸卯年八月廿八"]
    date_conflict: Annotated[
        str | None, "evidence that disagrees with published_on or with itself, in words; null if none"
    ]
    issue_number: Annotated[int | None, "running issue number (总第…期); null if imprint lines disagree"]
    issue_number_candidates: Annotated[tuple[IssueCandidate, ...], "every issue number printed"]
    cn_code: Annotated[str | None, "国内统一连续出版物号: CN22-0017"]
    postal_distribution_code: Annotated[str | None, "邮发代号: 11-23"]
    page_no: Annotated[int | None, "page number in the issue; 1 for a page with a full masthead"]
    page_section: Annotated[str | None, "section letter: A of A03"]
    page_name: Annotated[str | None, "版名: 要闻"]
    is_front: Annotated[bool, "page 1 of the issue"]
    pages_in_issue: Annotated[int | None, "今日8版 → 8"]
    sponsor: Annotated[str | None, "主管主办"]
    publisher: Annotated[str | None, "出版"]
    editors: Annotated[tuple[Credit, ...], "the page's editors by role"]
    imprint: Annotated[str | None, "masthead and imprint as they stand on the page, pieces joined by newline"]
    script: Annotated[str, "as printed: simplified, traditional or mixed"]
    outside_facts: Annotated[tuple[OutsideFacts, ...], "what is said of the page elsewhere than in its text, by origin"]
    raw_text: Annotated[str, "exact decode of the source"]
    clean_text: Annotated[str, "the whole page repaired, unwrapped and in simplified Chinese"]
    offset_map: Annotated[tuple[MapBlock, ...], "from clean_text to raw_text; total, monotone"]
    segments: Annotated[tuple[Segment, ...], "from raw_text to bytes"]
