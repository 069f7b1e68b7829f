"""What stands in an article's text fields, as published rows."""

from __future__ import annotations

import datetime
from collections import defaultdict
from collections.abc import Iterable, Iterator

from schemas.article import Article
from schemas.enrichment import DateMention, Mention, NamePart, Quantity
from tasks.enrich.dates import find_dates
from tasks.enrich.quantities import find_quantities
from tasks.enrich.text import FieldText, NameFound

NAMED_FIELDS = ("body", "headline", "kicker", "deck", "dateline", "byline")
"""The text fields whose names have rows; the body stands first."""

MEASURED_FIELDS = ("body", "headline", "kicker", "deck", "dateline")
"""The text fields whose dates and quantities have rows."""


def texts_of(article: Article, fields: tuple[str, ...]) -> Iterator[tuple[str, str]]:
    """The named fields of an article that have text."""
    for field in fields:
        text = getattr(article, field)
        if text is not None:
            yield field, text


def mention_row(article: Article, field: str, name: NameFound) -> Mention:
    """A name as a published row."""
    kind, start, end, text, canonical, entity_id, code, title, inside = name
    parts = tuple(NamePart(p.kind, p.text, p.code, p.start, p.end) for p in inside) if inside else ()
    ids = article.article_id, article.source_id
    return Mention(*ids, field, kind, text, canonical, entity_id, code, title, start, end, parts)


LONGEST_UNDER_WAY = datetime.timedelta(days=7)
"""How long before the issue a story may have been written: an older date before it is no dateline's, or a misread one."""


def _written_on(article: Article) -> datetime.date | None:
    """The day from which a story counts 今天 and 昨天: its dateline's where that is shortly before the issue's."""
    issue, dateline = article.published_on, article.dateline_date
    is_near = issue is not None and dateline is not None and issue - LONGEST_UNDER_WAY <= dateline <= issue
    return dateline if is_near else issue


def dates_and_quantities(
    article: Article, mentions: Iterable[Mention], fields: Iterable[FieldText] = ()
) -> tuple[tuple[DateMention, ...], tuple[Quantity, ...]]:
    """The dates and quantities of an article; what a date or one of its names takes is no quantity.

    Args:
        article: the article.
        mentions: its names.
        fields: its texts cut into words, as far as they have been.
    """
    cut = {field.field: field for field in fields}
    named: defaultdict[str, list[tuple[int, int]]] = defaultdict(list)
    for mention in mentions:
        named[mention.field].append((mention.char_start, mention.char_end))
    dates: list[DateMention] = []
    quantities: list[Quantity] = []
    for field, text in texts_of(article, MEASURED_FIELDS):
        found = find_dates(text, _written_on(article) if field == "body" else article.published_on)
        dates += (DateMention(article.article_id, article.source_id, field, *date) for date in found)
        taken = sorted([*named[field], *((date.char_start, date.char_end) for date in found)])
        quantities += (
            Quantity(article.article_id, article.source_id, field, *quantity)
            for quantity in find_quantities(text, taken, found, cut.get(field))
        )
    return tuple(dates), tuple(quantities)
