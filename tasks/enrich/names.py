"""People, organisations and places in the texts of one page."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from tasks.lang.words import Engine, cut, offsets, tags_of


@dataclass(frozen=True, slots=True)
class FieldText:
    """A text field of an article, cut into words.

    Attributes:
        article: position of the article on the page.
        field: the field's name.
        text: its text.
        words, tags: its words with their parts of speech.
        starts: where each word starts in `text`, and the end of the last.
    """

    article: int
    field: str
    text: str
    words: list[str]
    tags: list[str]
    starts: list[int]


@dataclass(frozen=True, slots=True)
class NameFound:
    """A name in a field: text is field.text[start:end]."""

    kind: str
    start: int
    end: int
    text: str
    canonical: str | None = None
    entity_id: str | None = None
    code: str | None = None
    title: str | None = None


def read_field(article: int, field: str, text: str, engine: Engine) -> FieldText:
    """Cut a field's text into words, once for all who need them."""
    words = cut(text, engine)
    return FieldText(article, field, text, words, tags_of(words), offsets(words))


KIND_OF_TAG = {"nr": "person", "nt": "organization", "ns": "place"}


def find_names(fields: Sequence[FieldText]) -> list[list[NameFound]]:
    """The names in each field of a page, in order of their place."""
    return [_plain_names(field) for field in fields]


def _plain_names(field: FieldText) -> list[NameFound]:
    """Names by the dictionary's tags alone."""
    return [
        NameFound(kind, start, start + len(word), word, word)
        for word, tag, start in zip(field.words, field.tags, field.starts, strict=False)
        if len(word) > 1 and (kind := KIND_OF_TAG.get(tag)) is not None
    ]
