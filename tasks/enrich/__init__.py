"""Enrichment: words, names, dates, quantities, statements and activities of each article of a page."""

from __future__ import annotations

import gc
from collections import defaultdict
from collections.abc import Iterator, Sequence
from contextlib import contextmanager

from schemas.article import Article, SplitPage
from schemas.enrichment import EnrichedArticle, Mention, Words
from schemas.settings import EnrichSettings
from tasks.enrich.fields import NAMED_FIELDS, dates_and_quantities, mention_row, texts_of
from tasks.enrich.names import find_names
from tasks.enrich.said_and_done import NamedField, said_and_done
from tasks.enrich.text import FieldText, read_field
from tasks.lang.tagging import tagged


def enrich(page: SplitPage, settings: EnrichSettings) -> tuple[EnrichedArticle, ...]:
    """Everything that is found in the articles of a page.

    Names are read over the page as a whole: one that is printed with its title in one article is
    known in the others.

    Args:
        page: the page after splitting.
        settings: the engine of the words.

    Returns:
        One record an article, in their order.
    """
    with _uncollected():
        return _read(page, settings)


@contextmanager
def _uncollected() -> Iterator[None]:
    """No passes of the garbage collector over a page's many small tuples, which hold no cycles: they cost a tenth."""
    was_on = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_on:
            gc.enable()


def _read(page: SplitPage, settings: EnrichSettings) -> tuple[EnrichedArticle, ...]:
    """The articles of a page with what is found in them."""
    fields = [
        read_field(number, name, text, settings.word_engine)
        for number, article in enumerate(page.articles)
        for name, text in texts_of(article, NAMED_FIELDS)
    ]
    mentions: defaultdict[int, list[Mention]] = defaultdict(list)
    read: defaultdict[int, list[NamedField]] = defaultdict(list)
    for field, names in zip(fields, find_names(fields, page.page.newspaper), strict=True):
        article = page.articles[field.article]
        read[field.article].append(NamedField(field, names))
        mentions[field.article] += (mention_row(article, field.field, name) for name in names)
    return tuple(
        _enriched(article, read[number], tuple(mentions[number]), settings)
        for number, article in enumerate(page.articles)
    )


def _enriched(
    article: Article, fields: Sequence[NamedField], mentions: tuple[Mention, ...], settings: EnrichSettings
) -> EnrichedArticle:
    """Put an article's rows together."""
    body = fields[0].field
    dates, quantities = dates_and_quantities(article, mentions, [each.field for each in fields])
    statements, activities = said_and_done(article, fields, dates)
    return EnrichedArticle(
        article=article,
        words=_words(article, body, settings),
        mentions=mentions,
        dates=dates,
        quantities=quantities,
        statements=statements,
        activities=activities,
    )


def _words(article: Article, body: FieldText, settings: EnrichSettings) -> Words:
    """The body's words and tags: as everything else here has them, or exactly jieba.posseg's if asked for."""
    words, tags = tagged(body.text, settings.word_engine) if settings.exact_tags else (body.words, body.tags)
    return Words(article.article_id, article.source_id, tuple(words), tuple(tags))
