"""Enrichment: words, names, dates, quantities and keywords of each article of a page."""

from __future__ import annotations

from collections import defaultdict

from schemas.article import Article, SplitPage
from schemas.enrichment import EnrichedArticle, Keyword, Mention, Words
from schemas.settings import EnrichSettings
from tasks.enrich.fields import NAMED_FIELDS, dates_and_quantities, mention_row, texts_of
from tasks.enrich.keywords import find_keywords
from tasks.enrich.names import find_names
from tasks.enrich.text import FieldText, read_field


def enrich(page: SplitPage, settings: EnrichSettings) -> tuple[EnrichedArticle, ...]:
    """Everything that is found in the articles of a page.

    Names are read over the page as a whole: one that is printed with its title in one article is
    known in the others.

    Args:
        page: the page after splitting.
        settings: the engine of the words, how many keywords.

    Returns:
        One record an article, in their order.
    """
    fields = [
        read_field(number, name, text, settings.word_engine)
        for number, article in enumerate(page.articles)
        for name, text in texts_of(article, NAMED_FIELDS)
    ]
    mentions: defaultdict[int, list[Mention]] = defaultdict(list)
    bodies: dict[int, FieldText] = {}
    for field, names in zip(fields, find_names(fields, page.page.newspaper), strict=True):
        article = page.articles[field.article]
        bodies.setdefault(field.article, field)
        mentions[field.article] += (mention_row(article, field.field, name) for name in names)
    return tuple(
        _enriched(article, bodies[number], tuple(mentions[number]), settings)
        for number, article in enumerate(page.articles)
    )


def _enriched(
    article: Article, body: FieldText, mentions: tuple[Mention, ...], settings: EnrichSettings
) -> EnrichedArticle:
    """Put an article's rows together."""
    dates, quantities = dates_and_quantities(article, mentions)
    return EnrichedArticle(
        article=article,
        words=Words(article.article_id, article.source_id, tuple(body.words), tuple(body.tags)),
        mentions=mentions,
        dates=dates,
        quantities=quantities,
        keywords=tuple(
            Keyword(article.article_id, article.source_id, rank, term.term, term.weight)
            for rank, term in enumerate(find_keywords(body.words, settings.keywords), start=1)
        ),
    )
