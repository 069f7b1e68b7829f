"""JSON Lines: one document a line, each with the place of its text's literal."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from schemas.settings import ReadSettings
from schemas.source import Facts
from tasks.files.evidence import facts_of_url, parse_date

NEWLINE = re.compile(r"\r\n?|\n")
BLANKS = re.compile(r"[ \t\n\r\ufeff]*+")
LONE_SURROGATE = re.compile("[\ud800-\udfff]")

_DECODER = json.JSONDecoder(strict=False)


@dataclass(frozen=True, slots=True)
class Value:
    """A value of a JSON object and where its literal stands in the line's file."""

    value: object
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Document:
    """A document of a JSONL file.

    Attributes:
        line: line number from 0, blank lines counted.
        start, end: the string literal of its text, quotes included, as offsets in the decoded file.
        stated: what its other keys say.
        unread: values of those keys that say nothing that could be understood.
    """

    line: int
    text: str
    start: int
    end: int
    stated: Facts
    unread: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class BadLine:
    """A line that is no document: `start` and `end` are offsets in the decoded file."""

    line: int
    start: int
    end: int


def documents_in(text: str, settings: ReadSettings) -> Iterator[Document | BadLine]:
    """Every line of a decoded JSONL file that is not blank."""
    for number, start, end in _lines(text):
        values = parse_object(text, start, end)
        document = _document(number, values, settings) if values is not None else None
        if document is not None:
            yield document
        elif text[start:end].strip("\ufeff \t"):
            yield BadLine(number, start, end)


def parse_object(text: str, start: int, end: int) -> Mapping[str, Value] | None:
    """The JSON object that text[start:end] is, with the place of each value; None if it is no object.

    >>> parse_object('{"a": "x", "b": 1}', 0, 18)["a"]
    Value(value='x', start=6, end=9)
    >>> parse_object('["a"]', 0, 5) is None
    True
    """
    line = text[start:end]
    at = _skip(line, 0)
    if line[at : at + 1] != "{":
        return None
    values: dict[str, Value] = {}
    try:
        at = _skip(line, at + 1)
        while line[at] != "}":
            if line[at] != '"':
                return None
            key, at = _DECODER.raw_decode(line, at)
            at = _after(line, at, ":")
            value, stop = _DECODER.raw_decode(line, at)
            values[key] = Value(value, start + at, start + stop)
            at = _skip(line, stop)
            if line[at] != "}":
                at = _after(line, at, ",")
    except (ValueError, IndexError, RecursionError):
        return None
    return values if _skip(line, at + 1) == len(line) else None


def _lines(text: str) -> Iterator[tuple[int, int, int]]:
    start = number = 0
    for newline in NEWLINE.finditer(text):
        yield number, start, newline.start()
        start, number = newline.end(), number + 1
    yield number, start, len(text)


def _skip(line: str, at: int) -> int:
    match = BLANKS.match(line, at)
    return match.end() if match else at


def _after(line: str, at: int, sign: str) -> int:
    at = _skip(line, at)
    if line[at] != sign:
        raise ValueError(sign)
    return _skip(line, at + 1)


def _document(number: int, values: Mapping[str, Value], settings: ReadSettings) -> Document | None:
    found = next((v for key in settings.text_keys if (v := values.get(key)) and _has_text(v.value)), None)
    if found is None:
        return None
    date, title, newspaper, url = (
        _said(values, key) for key in (settings.date_key, settings.title_key, settings.newspaper_key, settings.url_key)
    )
    published_on = parse_date(date) if date else None
    stated = Facts(newspaper, published_on, title=title, url=facts_of_url(url).url if url else None)
    unread = [said for said, kept in ((date, published_on), (url, stated.url)) if said and kept is None]
    return Document(number, _whole(str(found.value)), found.start, found.end, stated, tuple(unread))


def _has_text(value: object) -> bool:
    return isinstance(value, str) and bool(value.strip("\ufeff \t\r\n\f\v\u3000\x00"))


def _said(values: Mapping[str, Value], key: str) -> str | None:
    """A key's value as one line of text; numbers are dates such as 20240401."""
    value = values[key].value if key in values else None
    if isinstance(value, bool) or not isinstance(value, str | int):
        return None
    try:
        return " ".join(_whole(str(value)).split()) or None
    except ValueError:
        return None


def _whole(text: str) -> str:
    """The text without halves of characters: an escape such as \\ud83d alone stands for no character."""
    return LONE_SURROGATE.sub("\ufffd", text)
