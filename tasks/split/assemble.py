"""From a draft to an article: its fields with their spans, its kind, its confidence."""

from __future__ import annotations

import datetime
import math
import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from schemas.article import Article, Caption, Span
from schemas.document import Page
from tasks.lang.calendar import make_date, parse_chinese_date
from tasks.lang.numerals import parse_number
from tasks.split.columns import is_comment_name, is_digest_name
from tasks.split.drafts import CaptionDraft, Draft, Range, agency_of, byline_of
from tasks.split.reading import Reading
from tasks.split.roles import COLLECTIVE_BYLINES
from tasks.split.stack import Stack, read_stack

_COLUMN_BEHIND = re.compile(r"[（(]([^（）()]{2,10})[）)]$")
"""A column's name behind a headline, as web copies print it: 春天来了（河畔时评）."""
MOSTLY_LINES = 0.6
"""Share of a body's paragraphs that are short lines from which it is verse, a list or a table: kind other."""

_NOTICE = re.compile(
    r"(?:公告|通告|通知|启事|声明|讣告|公示|招标书|招聘启事|更正|通知书|征集令|招租|公报)(?:[（(].{0,12}[）)])?$|^(?:遗失|招聘|拍卖|招标|更正|注销|减资)"
)
_AUTHOR_LABEL = re.compile(r"作者[ ]?[:：][ ]?(?=\S)")
_COMMENT = re.compile(r"评论员|社论|短评|时评|编后|编者按|快评|锐评")
_TITLE_SITE = re.compile(r"\s*[-_|—]{1,2}\s*[^-_|—]{0,20}(?:网|报|客户端|新闻|门户)$")


@dataclass(frozen=True, slots=True)
class Printed:
    """A text field: its text, and the spans of which it is made; None if it is empty."""

    text: str | None
    spans: tuple[Span, ...]


NOT_PRINTED = Printed(None, ())


def printed(text: str, field: str, ranges: Sequence[Range], joiner: str) -> Printed:
    """A field made of pieces of clean_text.

    >>> printed("ab cd", "headline", [(0, 2), (3, 5)], " ").text
    'ab cd'
    """
    if not ranges:
        return NOT_PRINTED
    pieces, spans, at = [], [], 0
    for start, end in ranges:
        spans.append(Span(field, at, start, end))
        pieces.append(text[start:end])
        at += end - start + len(joiner)
    return Printed(joiner.join(pieces) or None, tuple(spans))


@dataclass(frozen=True, slots=True)
class Frame:
    """What all articles of a page share.

    Attributes:
        page: its row.
        raw_at: the offset in raw_text of a place in clean_text.
        reading: the labels, for confidence.
        title: what the source says the headline is; None if nothing.
    """

    page: Page
    raw_at: Callable[[int], int]
    reading: Reading
    title: str | None = None


def article_of(frame: Frame, draft: Draft, seq: int) -> Article:
    """The article that a draft with a body describes."""
    text = frame.page.clean_text
    stack, title = with_title(read_stack(draft.stack), frame.title)
    body = printed(text, "body", _body_ranges(draft), "\n")
    fields = [body, *_stack_fields(text, stack), *_credit_fields(text, draft)]
    kicker, headline, deck, dateline, byline = fields[1:]
    column = printed(text, "column_name", [(unit.start, unit.end) for unit in draft.columns[:1]], " ")
    highlights = printed(text, "highlights", draft.highlights, "\n")
    who = byline_of(text, _all_credits(draft))
    return Article(
        article_id=f"{frame.page.page_id}-{frame.raw_at(body.spans[0].clean_start)}",
        page_id=frame.page.page_id,
        source_id=frame.page.source_id,
        newspaper=frame.page.newspaper,
        published_on=frame.page.published_on,
        page_no=frame.page.page_no,
        seq=seq,
        kind=_kind(text, draft),
        kicker=kicker.text,
        headline=title or headline.text,
        deck=deck.text,
        column_name=column.text,
        highlights=tuple(text[start:end] for start, end in draft.highlights),
        dateline=dateline.text,
        dateline_place=draft.dateline_place,
        dateline_date=resolve_day(draft.dateline_date, frame.page.published_on),
        byline=byline.text,
        authors=who.authors,
        credits=who.credits,
        agency=agency_of(text, draft),
        body=body.text or "",
        char_count=sum(map(len, (body.text or "").split())),
        jump_to_page=draft.jump_to_page,
        jump_from_page=draft.jump_from_page,
        spans=tuple(span for field in (column, *fields[1:3], *fields[3:], highlights, body) for span in field.spans),
        confidence=_confidence(frame.reading, draft),
    )


def captions_of(frame: Frame, draft: Draft, article_id: str | None) -> list[Caption]:
    """The rows of a draft's captions."""
    text = frame.page.clean_text
    return [
        Caption(
            frame.page.page_id,
            frame.page.source_id,
            None if caption.is_loose else article_id,
            text[slice(*caption.text)],
            text[slice(*caption.credit)] if caption.credit else None,
            *caption.text,
        )
        for caption in draft.captions
    ]


def is_article(draft: Draft) -> bool:
    """Whether a draft has what an article needs: a body, or captions that are one."""
    return bool(draft.body or draft.captions)


def is_photo_story(draft: Draft) -> bool:
    """Whether its captions are its body."""
    return not draft.body and bool(draft.captions)


def _body_ranges(draft: Draft) -> Sequence[Range]:
    return [caption.text for caption in draft.captions] if is_photo_story(draft) else draft.body


def _stack_fields(text: str, stack: Stack) -> list[Printed]:
    parts = (("kicker", stack.kicker), ("headline", stack.headline), ("deck", stack.deck))
    return [printed(text, name, [(unit.start, unit.end) for unit in lines], " ") for name, lines in parts]


def _photo_credits(captions: Sequence[CaptionDraft]) -> list[Range]:
    return [caption.credit for caption in captions if caption.credit]


def _credit_fields(text: str, draft: Draft) -> list[Printed]:
    dateline = printed(text, "dateline", [draft.dateline] if draft.dateline else [], " ")
    return [dateline, printed(text, "byline", _byline_ranges(text, draft), " ")]


def _byline_ranges(text: str, draft: Draft) -> list[Range]:
    """The author's credit: above the body, else in the dateline, else the credits with an author at the end."""
    written = [at for at in draft.top_credits if _is_byline(text, at)]
    if written:
        return [_without_label(text, at) for at in written]
    if draft.dateline_credit:
        return [draft.dateline_credit]
    if is_photo_story(draft):
        return _photo_credits(draft.captions)[:1]
    return [
        _without_label(text, at)
        for at in draft.end_credits
        if byline_of(text, [at]).authors or _is_collective(text[slice(*at)])
    ]


def _is_byline(text: str, at: Range) -> bool:
    """Whether a credit says who wrote; editors and reviewers don't."""
    byline = byline_of(text, [at])
    return bool(byline.authors) or not byline.credits


def _without_label(text: str, at: Range) -> Range:
    """A credit without the label 作者： that web pages print before it."""
    label = _AUTHOR_LABEL.match(text, *at)
    return (label.end(), at[1]) if label else at


def left_over(text: str, draft: Draft) -> list[tuple[Range, str]]:
    """Lines of an article's that no text field holds: credits beside the byline, further column names."""
    byline = {end for _, end in _byline_ranges(text, draft)}
    credits = [at for at in _all_credits(draft) if at[1] not in byline and at != draft.dateline_credit]
    columns = [(unit.start, unit.end) for unit in draft.columns[1:]]
    labels = [(start, _without_label(text, (start, end))[0]) for start, end in _all_credits(draft) if end in byline]
    pieces = ((credits, "credit_line"), (columns, "column_name"), (labels, "credit_label"))
    return [(at, reason) for ranges, reason in pieces for at in ranges if at[0] < at[1]]


def _is_collective(credit: str) -> bool:
    return credit.strip("（）()【】■●·— ") in COLLECTIVE_BYLINES


def _all_credits(draft: Draft) -> list[Range]:
    ranges = [*draft.top_credits, *draft.end_credits]
    if draft.dateline_credit:
        ranges.append(draft.dateline_credit)
    if is_photo_story(draft):
        ranges.extend(_photo_credits(draft.captions))
    return sorted(ranges)


def with_title(stack: Stack, title: str | None) -> tuple[Stack, str | None]:
    """The stack read by the title that the source states, and that title if the page doesn't print it.

    Where lines of the stack print the title, they are the headline; otherwise the stack's headline
    becomes a deck under the source's title.
    """
    name = _TITLE_SITE.sub("", title or "").strip()
    if not name:
        return stack, None
    lines = stack.lines
    for first in range(len(lines)):
        for behind in range(first + 1, len(lines) + 1):
            if _folded("".join(line.text for line in lines[first:behind])) in (_folded(name), _folded(title or "")):
                return Stack(lines[:first], lines[first:behind], lines[behind:]), None
    return Stack(stack.kicker, (), (*stack.headline, *stack.deck)), name


def _folded(text: str) -> str:
    return re.sub(r"\W", "", text)


def _kind(text: str, draft: Draft) -> str:
    if is_photo_story(draft):
        return "photo"
    lines = [unit.text for unit in draft.stack]
    columns = [unit.text for unit in draft.columns] + [
        found[1] for line in lines if (found := _COLUMN_BEHIND.search(line))
    ]
    credits = [text[slice(*at)] for at in (*draft.top_credits, *draft.end_credits)]
    if any(is_comment_name(name) for name in columns) or any(_COMMENT.search(credit) for credit in credits):
        return "comment"
    if any(is_digest_name(name) for name in columns):
        return "brief"
    if any(_NOTICE.search(line) for line in (*columns, *lines)):
        return "notice"
    if any(_COMMENT.search(line) for line in lines[:1] if len(line) <= 12):
        return "comment"
    return "other" if draft.line_count > MOSTLY_LINES * len(draft.body) and not draft.dateline else "news"


def _confidence(reading: Reading, draft: Draft) -> float:
    """How sure its two ends are, and that no other story starts inside: the weakest of the three."""
    margins = reading.margins
    inner = [-margins[at] for at in range(draft.first + 1, draft.last + 1)]
    ends = [abs(margins[at]) for at in (draft.first, draft.last + 1) if 0 < at < len(margins)]
    weakest = min((*inner, *ends), default=math.inf)
    return round(1 / (1 + math.exp(-max(-30.0, min(30.0, weakest)))), 3)


def resolve_day(printed_day: str | None, issue: datetime.date | None) -> datetime.date | None:
    """The day of a dateline: of the issue's year, or of the year before where it would lie ahead; None without a year.

    >>> resolve_day("12月30日", datetime.date(2024, 1, 2))
    datetime.date(2023, 12, 30)
    """
    if printed_day is None:
        return None
    if (whole := parse_chinese_date(printed_day)) is not None:
        return whole
    if issue is None:
        return None
    month_text, _, day_text = printed_day.rstrip("日").rpartition("月")
    day = parse_number(day_text)
    month = parse_number(month_text) if month_text else issue.month
    if not isinstance(day, int) or not isinstance(month, int):
        return None
    found = make_date(issue.year, month, day)
    if found is not None and found > issue + datetime.timedelta(days=7):
        found = make_date(issue.year - 1, month, day)
    return found
