"""Enrichment: words, names, dates, quantities and keywords of each article of a page."""

from __future__ import annotations

from collections.abc import Iterator

from schemas.article import Article, SplitPage
from schemas.enrichment import EnrichedArticle, Keyword, Mention, Words
from schemas.settings import EnrichSettings
from tasks.enrich.keywords import find_keywords
from tasks.enrich.names import find_names
from tasks.enrich.text import FieldText, NameFound, read_field

FIELDS = ("body", "headline", "kicker", "deck", "dateline", "byline")
"""The text fields whose names have rows; the body stands first."""


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
        for name, text in _texts(article)
    ]
    names = find_names(fields)
    return tuple(
        _enriched(article, [(f, n) for f, n in zip(fields, names, strict=True) if f.article == number], settings)
        for number, article in enumerate(page.articles)
    )


def _texts(article: Article) -> Iterator[tuple[str, str]]:
    """The fields of an article that have text."""
    for name in FIELDS:
        text = getattr(article, name)
        if text is not None:
            yield name, text


def _enriched(
    article: Article, found: list[tuple[FieldText, list[NameFound]]], settings: EnrichSettings
) -> EnrichedArticle:
    """Put an article's rows together."""
    body = found[0][0]
    return EnrichedArticle(
        article=article,
        words=Words(article.article_id, article.source_id, tuple(body.words), tuple(body.tags)),
        mentions=tuple(_mention(article, field.field, name) for field, names in found for name in names),
        dates=(),
        quantities=(),
        keywords=tuple(
            Keyword(article.article_id, article.source_id, rank, term.term, term.weight)
            for rank, term in enumerate(find_keywords(body.words, body.tags, settings.keywords), start=1)
        ),
    )


def _mention(article: Article, field: str, name: NameFound) -> Mention:
    """A name as a published row."""
    return Mention(
        article_id=article.article_id,
        source_id=article.source_id,
        field=field,
        kind=name.kind,
        text=name.text,
        canonical=name.canonical,
        entity_id=name.entity_id,
        code=name.code,
        title=name.title,
        char_start=name.start,
        char_end=name.end,
    )
