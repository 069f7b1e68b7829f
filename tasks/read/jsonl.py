"""JSON: one document a line, or an array of documents, each with the place of its text's literal."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping

from schemas.settings import ReadSettings
from tasks.read.records import BadRecord, Document, Value, document_of

NEWLINE = re.compile(r"\r\n?|\n")
BLANKS = re.compile(r"[ \t\n\r\ufeff]*+")
LIST_KEYS = ("data", "articles", "items", "results", "rows", "list")
"""Keys under which an object that is no document itself holds a list of documents, as web interfaces answer."""

_DECODER = json.JSONDecoder(strict=False)


def documents_in_lines(text: str, settings: ReadSettings) -> Iterator[Document | BadRecord]:
    """Every line of a decoded JSONL file that is not blank."""
    for number, start, end in _lines(text):
        values = parse_object(text, start, end)
        document = document_of(number, values, settings) if values is not None else None
        if document is not None:
            yield document
        elif text[start:end].strip("\ufeff \t"):
            yield BadRecord(number, start, end)


def documents_in_array(text: str, settings: ReadSettings) -> Iterator[Document | BadRecord]:
    """The documents of a decoded JSON file: an array's elements, or the one object that it is or that holds them.

    What cannot be parsed is a bad record up to the end of the file: behind it nothing is known.
    """
    at = _skip(text, 0)
    if text[at : at + 1] == "{":
        yield from _of_object(text, at, settings)
        return
    yield from _elements(text, at, settings)


def _of_object(text: str, at: int, settings: ReadSettings) -> Iterator[Document | BadRecord]:
    end = len(text.rstrip())
    values = parse_object(text, at, end)
    document = document_of(0, values, settings) if values is not None else None
    lists = (
        (values[key] for key in LIST_KEYS if key in values and isinstance(values[key].value, list)) if values else ()
    )
    if document is not None:
        yield document
    elif (found := next(iter(lists), None)) is not None:
        yield from _elements(text[: found.ranges[0][1]], found.ranges[0][0], settings)
    else:
        yield BadRecord(0, at, end)


def _elements(text: str, at: int, settings: ReadSettings) -> Iterator[Document | BadRecord]:
    number = 0
    at = _skip(text, at + 1)
    while at < len(text) and text[at] != "]":
        try:
            _, end = _DECODER.raw_decode(text, at)
        except (ValueError, RecursionError):
            yield BadRecord(number, at, len(text))
            return
        values = parse_object(text, at, end)
        document = document_of(number, values, settings) if values is not None else None
        yield document or BadRecord(number, at, end)
        number, at = number + 1, _skip(text, end)
        if text[at : at + 1] == ",":
            at = _skip(text, at + 1)


def parse_object(text: str, start: int, end: int) -> Mapping[str, Value] | None:
    """The JSON object that text[start:end] is, with the place of each value; None if it is no object.

    >>> parse_object('{"a": "x", "b": 1}', 0, 18)["a"]
    Value(value='x', ranges=((6, 9),))
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
            values[key] = Value(value, ((start + at, start + stop),))
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
