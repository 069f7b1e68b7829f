"""Tables: a first line that names columns, then a document a row (RFC 4180; commas, tabs or semicolons)."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache

from schemas.settings import ReadSettings
from tasks.files.problems import problem
from tasks.read.records import BadRecord, Document, Range, Value, document_of

DELIMITERS = ",\t;"
BLANKS = "\ufeff \t\r\n"


def documents_in_table(text: str, settings: ReadSettings) -> Iterator[Document | BadRecord]:
    """Every row of a decoded table that is not blank.

    Raises:
        SourceError: no column holds a text (bad_table).
    """
    delimiter = _delimiter(text.lstrip(BLANKS).partition("\n")[0])
    rows = _rows(text, delimiter)
    names = [_name(text, cell) for cell in next(rows, [])]
    if not any(key in names for key in settings.text_keys):
        raise problem("bad_table", keys=", ".join(settings.text_keys))
    number = 0
    for cells in rows:
        start, end = cells[0][0][0], cells[-1][-1][1]
        if not text[start:end].strip(BLANKS + delimiter):
            continue
        values = {name: _value(text, cell) for name, cell in zip(names, cells, strict=False)}
        fits = not any(text[low:high].strip() for cell in cells[len(names) :] for low, high in cell)
        document = document_of(number, values, settings) if fits else None
        yield document or BadRecord(number, start, end)
        number += 1


def _delimiter(head: str) -> str:
    """What parts the columns' names.

    >>> _delimiter("title;date;text"), _delimiter("text")
    (';', ',')
    """
    return max(DELIMITERS, key=head.count)


def _name(text: str, cell: tuple[Range, ...]) -> str:
    return str(_value(text, cell).value).strip(BLANKS).lower()


def _value(text: str, cell: tuple[Range, ...]) -> Value:
    return Value("".join(text[start:end] for start, end in cell), cell)


@cache
def _cell(delimiter: str) -> re.Pattern[str]:
    """A cell and what ends it; a quotation mark that does not span a whole cell is a character like others."""
    delimiter = re.escape(delimiter)
    return re.compile(
        rf"""
        (?: [\ ]*+" (?P<quoted> (?: [^"]++ | "" )*+ ) "[\ ]*+ (?= {delimiter} | [\r\n] | \Z )
          | (?P<plain> [^{delimiter}\r\n]*+ ) )
        (?P<end> {delimiter} | \r\n? | \n | \Z )
        """,
        re.VERBOSE,
    )


def _rows(text: str, delimiter: str) -> Iterator[list[tuple[Range, ...]]]:
    """The cells of each row, each as the pieces of its text: of two quotation marks in a row one counts."""
    pattern, at = _cell(delimiter), 0
    row: list[tuple[Range, ...]] = []
    while match := pattern.match(text, at):
        group = "quoted" if match["quoted"] is not None else "plain"
        row.append(tuple(_pieces(text, *match.span(group))) if group == "quoted" else (match.span(group),))
        at = match.end()
        if match["end"] != delimiter:
            yield row
            row = []
        if at == len(text) and match["end"] != delimiter:
            return


def _pieces(text: str, start: int, end: int) -> Iterator[Range]:
    """The stretches of a quoted cell between whose ends one quotation mark of two is left out.

    >>> text = 'a""b'
    >>> [text[low:high] for low, high in _pieces(text, 0, 4)]
    ['a"', 'b']
    """
    at = start
    while (mark := text.find('""', at, end)) >= 0:
        yield at, mark + 1
        at = mark + 2
    yield at, end
