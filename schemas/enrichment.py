"""What enrichment finds in an article."""

from __future__ import annotations

import datetime
from dataclasses import dataclass
from typing import Annotated, NamedTuple

from schemas.article import Article


@dataclass(frozen=True, slots=True)
class Words:
    """A row of `words`: the body cut into words."""

    article_id: Annotated[str, "the article"]
    source_id: Annotated[str, "its source"]
    words: Annotated[
        tuple[str, ...], "exactly jieba's words, or jieba.posseg's under enrich.exact_tags; joined they are the body"
    ]
    tags: Annotated[
        tuple[str, ...],
        "part of speech of each word: jieba's dictionary's, x if it has none; or exactly jieba.posseg's",
    ]


class Term(NamedTuple):
    """A row of `terms`: how often a word stands in an article. The search index, clustered by term."""

    term: Annotated[str, "a word in lower case, of two or more characters, or a word of jieba's dictionary within one"]
    article_id: Annotated[str, "the article"]
    tf: Annotated[int, "times that it stands in kicker, headline, deck and body"]
    source_id: Annotated[str, "its source"]


@dataclass(frozen=True, slots=True)
class NamePart:
    """A name that stands inside the name of an organisation."""

    kind: Annotated[str, "organization, place or person"]
    text: Annotated[str, "as it stands there"]
    code: Annotated[str | None, "GB/T 2260 code of a place"]
    char_start: Annotated[int, "start in the field"]
    char_end: Annotated[int, "end in the field, half-open"]


class Mention(NamedTuple):
    """A row of `mentions`: a name in an article."""

    article_id: Annotated[str, "the article"]
    source_id: Annotated[str, "its source"]
    field: Annotated[str, "body, kicker, headline, deck, dateline or byline"]
    kind: Annotated[str, "person, organization or place"]
    text: Annotated[str, "as it stands in the field"]
    canonical: Annotated[str | None, "the full name; null if unresolved"]
    entity_id: Annotated[str | None, "tells homonyms apart; null if unresolved"]
    code: Annotated[str | None, "GB/T 2260 code of a place"]
    title: Annotated[str | None, "a person's title in force at this mention, nearest printed form"]
    char_start: Annotated[int, "start in the field, code points, 0-based"]
    char_end: Annotated[int, "end in the field, half-open"]
    parts: Annotated[
        tuple[NamePart, ...], "names inside an organisation's: its place, the body to which it belongs; [] for others"
    ]


@dataclass(frozen=True, slots=True)
class Statement:
    """A row of `statements`: what somebody said, one row a speaker."""

    article_id: Annotated[str, "the article"]
    source_id: Annotated[str, "its source"]
    field: Annotated[str, "the field in which the content stands"]
    speaker: Annotated[
        str | None, "full name of the person or body; null for 专家, 会议, and for 他 or 该书记 in doubt"
    ]
    speaker_text: Annotated[str, "the speaker as printed, without title"]
    speaker_title: Annotated[str | None, "the person's title in force there, as in mentions"]
    entity_id: Annotated[str | None, "as in mentions; null if unresolved"]
    verb: Annotated[str, "强调, 指出, 要求, 表示, 说 …, as printed"]
    content: Annotated[str, "what was said; an attribution inside it is cut out, quotation marks around it dropped"]
    is_direct: Annotated[bool, "the content stands in quotation marks, or begins so"]
    char_start: Annotated[int, "start of the content in the field"]
    char_end: Annotated[int, "its end, half-open; the attribution inside is counted"]


@dataclass(frozen=True, slots=True)
class Activity:
    """A row of `activities`: what an official did in public, one row for each who took part."""

    article_id: Annotated[str, "the article"]
    source_id: Annotated[str, "its source"]
    field: Annotated[str, "the field it stands in"]
    person: Annotated[str, "full name of the person"]
    entity_id: Annotated[str | None, "as in mentions"]
    title: Annotated[str | None, "the person's title in force there, as in mentions"]
    action: Annotated[str, "调研, 出席, 主持, 会见, 讲话 …, as printed"]
    object: Annotated[str | None, "whom, what, or which occasion, as printed; null if none is told"]
    place: Annotated[str | None, "where, as printed; null if the sentence doesn't say"]
    place_code: Annotated[str | None, "GB/T 2260 code of the place"]
    start_on: Annotated[datetime.date | None, "first day; null if the text doesn't say, or not the year"]
    end_on: Annotated[datetime.date | None, "last day, inclusive"]
    char_start: Annotated[int, "start of the action in the field"]
    char_end: Annotated[int, "end of the action, or of the object behind it, half-open"]


class DateMention(NamedTuple):
    """A row of `dates`: a date, period or duration in an article."""

    article_id: Annotated[str, "the article"]
    source_id: Annotated[str, "its source"]
    field: Annotated[str, "the field it stands in"]
    text: Annotated[str, "as it stands in the field"]
    start_on: Annotated[
        datetime.date | None, "first day; null if the year is unknown or it is a duration without an anchor"
    ]
    end_on: Annotated[datetime.date | None, "last day, inclusive"]
    duration: Annotated[str | None, "ISO 8601: P3Y"]
    granularity: Annotated[str, "day, week, month, quarter, half, year, period, time or duration"]
    is_relative: Annotated[bool, "needs the day of writing to be resolved: the issue's, or the dateline's"]
    calendar: Annotated[str, "gregorian, lunar or minguo"]
    char_start: Annotated[int, "start in the field"]
    char_end: Annotated[int, "end in the field, half-open"]


class Quantity(NamedTuple):
    """A row of `quantities`: a number with its unit."""

    article_id: Annotated[str, "the article"]
    source_id: Annotated[str, "its source"]
    field: Annotated[str, "the field it stands in"]
    text: Annotated[str, "as it stands in the field"]
    value: Annotated[float | None, "the number, 万 and 亿 folded in"]
    value_high: Annotated[float | None, "upper end of a range; null for a single value"]
    unit: Annotated[str | None, "as printed, without 万 and 亿"]
    base_value: Annotated[float | None, "value in base_unit; null if the unit has no dimension here"]
    base_unit: Annotated[str | None, "base unit of the dimension: m2, kg, W, J, 元, m, 人 …"]
    dimension: Annotated[str | None, "area, mass, power, energy, money, length, people, count, share, growth, time …"]
    subject: Annotated[str | None, "what is counted, as printed: 高标准农田"]
    modifier: Annotated[str | None, "about, at_least, over, nearly or at_most"]
    kind: Annotated[str, "target, result, change or other"]
    is_change: Annotated[bool, "whether it says by how much, not how much: 增长5%, 新增学位5000个; also of targets"]
    horizon: Annotated[str | None, "by when, as printed: 明年, 到2025年"]
    char_start: Annotated[int, "start in the field"]
    char_end: Annotated[int, "end in the field, half-open"]


@dataclass(frozen=True, slots=True)
class EnrichedArticle:
    """An article with everything that enrichment found in it."""

    article: Article
    words: Words
    mentions: tuple[Mention, ...]
    dates: tuple[DateMention, ...]
    quantities: tuple[Quantity, ...]
    statements: tuple[Statement, ...]
    activities: tuple[Activity, ...]
