"""Quantities in a text: a number with its unit, what is counted, and whether it is a target or a result."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from tasks.enrich.dates import DateFound
from tasks.enrich.quantities_context import Reader
from tasks.enrich.quantities_measure import Measured, measured_at
from tasks.enrich.quantities_numbers import LONGEST_DIGITS, START
from tasks.enrich.text import FieldText

_URL = re.compile(r"(?:https?://|www\.)[0-9A-Za-z./?=&%_#:+~-]{1,2000}")
_QUOTED = re.compile(r"[“‘『「][^“”‘’『』「」，。；！？\n]{1,12}[”’』」]")


class QuantityFound(NamedTuple):
    """A quantity as it stands in a text; the columns of `Quantity` without ids and field."""

    text: str
    value: float | None
    value_high: float | None
    unit: str | None
    base_value: float | None
    base_unit: str | None
    dimension: str | None
    subject: str | None
    modifier: str | None
    kind: str
    is_change: bool
    horizon: str | None
    char_start: int
    char_end: int


def _short_quotes(text: str) -> list[tuple[int, int]]:
    """Short quoted phrases, in which written numerals make slogans: “最后一公里”."""
    return [match.span() for match in _QUOTED.finditer(text)] if "“" in text or "‘" in text or "「" in text else []


def _as_row(text: str, m: Measured, reader: Reader) -> QuantityFound:
    context = reader.read(m.start, m.end, m.dimension)
    base = None if m.base_unit is None else m.low * m.factor
    return QuantityFound(
        text[m.start : m.end],
        m.low,
        m.high,
        m.unit,
        base,
        m.base_unit,
        m.dimension,
        context.subject,
        m.modifier or context.modifier,
        context.kind,
        context.is_change,
        context.horizon,
        m.start,
        m.end,
    )


def find_quantities(
    text: str,
    taken: Sequence[tuple[int, int]] = (),
    dates: Sequence[DateFound] | None = None,
    field: FieldText | None = None,
) -> list[QuantityFound]:
    """Every quantity in `text`, in order, not overlapping.

    Args:
        text: a field of an article.
        taken: spans in which no quantity may lie: dates, names of people and places.
        dates: the dates in it, if they have been found already.
        field: its words, if it has been cut already.

    Returns:
        The quantities; offsets count code points of `text`.

    >>> [(q.text, q.value, q.unit) for q in find_quantities("高标准农田达到761万亩，占三成")]
    [('761万亩', 7610000, '亩'), ('三成', 30, '%')]
    >>> find_quantities("5A级景区的“一主六双”和T800")
    []
    """
    reader = Reader(text, dates, field)
    return [_as_row(text, measured, reader) for measured in _measures(text, taken)]


class _Spans:
    """Sorted spans, asked about places in ascending order."""

    def __init__(self, spans: Sequence[tuple[int, int]]) -> None:
        self._spans = sorted(spans)
        self._next = 0

    def hold(self, at: int) -> bool:
        """Whether a span begins at or before `at` and ends behind it."""
        while self._next < len(self._spans) and self._spans[self._next][1] <= at:
            self._next += 1
        return self._next < len(self._spans) and self._spans[self._next][0] <= at


def _measures(text: str, taken: Sequence[tuple[int, int]]) -> Iterator[Measured]:
    blocked = _Spans([*taken, *(url.span() for url in _URL.finditer(text))])
    quotes = _Spans(_short_quotes(text))
    end = 0
    for place in START.finditer(text):
        at = place.start()
        if at < end or place.end() - at > LONGEST_DIGITS or blocked.hold(at):
            continue
        if not place[0][0].isdigit() and quotes.hold(at):
            continue
        measured, end = measured_at(text, at)
        if measured:
            yield measured
