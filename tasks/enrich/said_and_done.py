"""The statements and activities of an article as published rows."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import NamedTuple

from schemas.article import Article
from schemas.enrichment import Activity, DateMention, Statement
from tasks.enrich.activities import ActivityFound, find_activities
from tasks.enrich.statements import StatementFound, find_statements, introducing, said_in_next
from tasks.enrich.statements_reading import Reading, read_names
from tasks.enrich.text import ACTS, TELLS, FieldText, NameFound

TELLING_FIELDS = ("body", "headline", "kicker", "deck")
"""The fields whose statements and activities have rows."""


class NamedField(NamedTuple):
    """A field with the names found in it."""

    field: FieldText
    names: Sequence[NameFound]


def said_and_done(
    article: Article, fields: Sequence[NamedField], dates: Sequence[DateMention]
) -> tuple[tuple[Statement, ...], tuple[Activity, ...]]:
    """The statements and activities of an article.

    Args:
        article: the article.
        fields: its fields that have text.
        dates: its dates, of all fields.
    """
    statements: list[Statement] = []
    activities: list[Activity] = []
    for field, names in fields:
        if field.field not in TELLING_FIELDS or not field.indexes(TELLS | ACTS if _names_person(names) else TELLS):
            continue
        reading = read_names(field, names)
        said = find_statements(reading)
        own = [date for date in dates if date.field == field.field]
        statements += (_statement(article, field.field, found) for found in said)
        activities += (_activity(article, field.field, found) for found in find_activities(reading, said, own))
        if field.field == "kicker" and article.headline is not None:
            statements += (_statement(article, "headline", found) for found in _behind(reading, article.headline))
    return tuple(statements), tuple(activities)


def _names_person(names: Iterable[NameFound]) -> bool:
    return any(name.kind == "person" for name in names)


def _behind(kicker: Reading, headline: str) -> Iterable[StatementFound]:
    """The headline as what the kicker says that somebody said: 孟青禾在湿地调研时强调."""
    attribution = introducing(kicker)
    return said_in_next(attribution, headline) if attribution is not None else ()


def _statement(article: Article, field: str, found: StatementFound) -> Statement:
    speaker = found.speaker
    return Statement(
        article_id=article.article_id,
        source_id=article.source_id,
        field=field,
        speaker=speaker and speaker.canonical,
        speaker_text=found.speaker_text,
        speaker_title=speaker and speaker.title,
        entity_id=speaker and speaker.entity_id,
        verb=found.verb,
        content=found.content,
        is_direct=found.is_direct,
        char_start=found.start,
        char_end=found.end,
    )


def _activity(article: Article, field: str, found: ActivityFound) -> Activity:
    return Activity(
        article_id=article.article_id,
        source_id=article.source_id,
        field=field,
        person=found.person.canonical or found.person.text,
        entity_id=found.person.entity_id,
        title=found.person.title,
        action=found.action,
        object=found.object,
        place=found.place and found.place.text,
        place_code=found.place and found.place.code,
        start_on=found.start_on,
        end_on=found.end_on,
        char_start=found.start,
        char_end=found.end,
    )
