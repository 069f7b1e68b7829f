"""Records: files that hold one document after the other, as JSON objects or as rows of a table."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from schemas.settings import ReadSettings
from schemas.source import Facts
from tasks.files.evidence import facts_of_url, parse_date

LONE_SURROGATE = re.compile("[\ud800-\udfff]")

Range = tuple[int, int]


@dataclass(frozen=True, slots=True)
class Value:
    """A value of a record.

    Attributes:
        value: what it is.
        ranges: where it stands in the decoded file; pieces that follow one another are the text of a cell,
            one piece is the literal of a JSON value, quotes included.
    """

    value: object
    ranges: tuple[Range, ...]


@dataclass(frozen=True, slots=True)
class Document:
    """A document among others in a file.

    Attributes:
        number: the record's number from 0, blank lines of JSON Lines counted.
        text: its text.
        ranges: where that stands, as in `Value`.
        stated: what its other keys say.
        unread: values of those keys that say nothing that could be understood.
    """

    number: int
    text: str
    ranges: tuple[Range, ...]
    stated: Facts
    unread: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class BadRecord:
    """A record that is no document: `start` and `end` are offsets in the decoded file."""

    number: int
    start: int
    end: int


def document_of(number: int, values: Mapping[str, Value], settings: ReadSettings) -> Document | None:
    """The document that a record is; None if it has no text."""
    found = next((v for key in settings.text_keys if (v := values.get(key)) and _has_text(v.value)), None)
    if found is None:
        return None
    date, title, newspaper, url = (
        _said(values, keys)
        for keys in (settings.date_keys, settings.title_keys, settings.newspaper_keys, settings.url_keys)
    )
    published_on = parse_date(date) if date else None
    stated = Facts(newspaper, published_on, title=title, url=facts_of_url(url).url if url else None)
    unread = [said for said, kept in ((date, published_on), (url, stated.url)) if said and kept is None]
    return Document(number, _whole(str(found.value)), found.ranges, stated, tuple(unread))


def _has_text(value: object) -> bool:
    return isinstance(value, str) and bool(value.strip("\ufeff \t\r\n\f\v\u3000\x00"))


def _said(values: Mapping[str, Value], keys: Iterable[str]) -> str | None:
    """The first key's value that says something, as one line of text; numbers are dates such as 20240401."""
    for key in keys:
        value = values[key].value if key in values else None
        if isinstance(value, bool) or not isinstance(value, str | int):
            continue
        try:
            said = " ".join(_whole(str(value)).split())
        except ValueError:
            continue
        if said:
            return said
    return None


def _whole(text: str) -> str:
    """The text without halves of characters: an escape such as \\ud83d alone stands for no character."""
    return LONE_SURROGATE.sub("\ufffd", text)
