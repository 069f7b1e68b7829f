"""Dates, periods and durations in a text, resolved against the issue's date.

`find_dates` goes through the places where an expression of time may start and tries the kinds of expression in the
order of `KINDS`; the first that reads is taken. A point may be followed by a time of day, by the second half of a
range, and by what opens it (以来, 前, 起).
"""

from __future__ import annotations

import datetime
import re
from collections.abc import Callable
from dataclasses import dataclass
from typing import NamedTuple

from tasks.enrich import dates_grammar as grammar
from tasks.enrich import dates_spans as spans
from tasks.enrich import dates_words as words
from tasks.enrich.dates_grammar import compiled, either
from tasks.enrich.dates_period import Period, opened
from tasks.enrich.dates_points import Context, Groups, point

CONTEXT_CHARACTERS = 600
"""How far back, in characters, a day may lie that 当日 or a mere 29日 leans on."""


class DateFound(NamedTuple):
    """A date, period or duration as it stands in a text; the columns of `DateMention` without ids and field."""

    text: str
    start_on: datetime.date | None
    end_on: datetime.date | None
    duration: str | None
    granularity: str
    is_relative: bool
    calendar: str
    char_start: int
    char_end: int


Reader = Callable[[Groups, Context], Period | None]


@dataclass(frozen=True, slots=True, eq=False)
class Kind:
    """A kind of expression: its pattern, its reading, and whether it may be half of a range."""

    name: str
    pattern: re.Pattern[str]
    read: Reader
    is_point: bool


KINDS = tuple(
    Kind(name, compiled(source), read, is_point)
    for name, source, read, is_point in (
        ("numeric", grammar.NUMERIC, spans.numeric, True),
        ("years", grammar.YEARS, spans.years, False),
        ("plan", grammar.PLAN, spans.plan, False),
        ("century", grammar.CENTURY, spans.century, True),
        ("two years", grammar.TWO_YEARS, spans.two_years, False),
        ("point", grammar.POINT, point, True),
        ("week", grammar.WEEK, spans.week, True),
        ("near day", grammar.NEAR_DAY, spans.near_day, True),
        ("recurrence", grammar.RECURRENCE, spans.recurrence, False),
        ("duration range", grammar.DURATION_RANGE, spans.duration_range, False),
        ("duration", grammar.DURATION, spans.duration, False),
        ("day alone", grammar.DAY_ALONE, spans.day_alone, True),
        ("clock", grammar.CLOCK_ALONE, spans.clock, False),
    )
)
"""Every kind of expression, in the order in which they are tried at a place."""

_BY_NUMERAL = ("numeric", "years", "plan", "century", "point", "duration range", "duration", "day alone", "clock")
_BY_WORD = {
    "去今明": ("two years", "point", "near day", "duration"),
    "昨前后大翌当同次": ("point", "near day", "clock"),
    "上下本这": ("century", "point", "week", "near day", "clock"),
    "星礼周": ("week",),
    "每": ("recurrence",),
    "“\"‘'": ("plan", "point"),
    "未最近过再接": ("duration",),
    "凌清早晨中午傍晚夜深": ("point", "clock"),
}
_OTHERWISE = ("point",)


def _named(names: tuple[str, ...]) -> tuple[Kind, ...]:
    return tuple(kind for kind in KINDS if kind.name in names)


_NUMERAL_START = frozenset("0123456789０１２３４５６７８９" + grammar.NUMERALS)
_KINDS_AT = {char: _named(names) for chars, names in _BY_WORD.items() for char in chars} | {
    char: _named(_BY_NUMERAL) for char in _NUMERAL_START
}
"""The kinds of expression that may begin with a character; all others begin points only."""

_POINTS_ONLY = _named(_OTHERWISE)
_INNER = tuple(kind for kind in KINDS if kind.name == "point")
_POINTS = tuple(kind for kind in KINDS if kind.is_point)
_CLOCK = compiled(grammar.CLOCK)
_SUFFIX = compiled(grammar.SUFFIX)
_JOIN = compiled(rf"{grammar.GAP}(?:{either(words.PARTS_OF_DAY)})?{grammar.GAP}起?{grammar.JOIN}{grammar.GAP}")
_DIGITS = compiled(grammar.DIGIT)
_NOW = compiled(r"现在|目前|如今|当前")
_WEEKDAY = compiled(r"[ \u3000]?[（(，,]?(?:星期|周|礼拜)[一二三四五六日天][)）]?")
_NAME_TAIL = compiled(rf"[\u4e00-\u9fff]{{0,2}}?{either(words.NAME_TAILS)}")
_NAMELIKE = compiled(
    r"[一二三四五六七八九十]{1,2}月(?:[一二三四五六七八九十]{1,2})?|[一二三四五六七八九十]{1,3}[年日天]|(?:今|明|昨|每)[日天]"
)
_NUMBER_BEFORE = compiled(r"[0-9０-９A-Za-z.．/第][ ]?\Z|[一二三四五六七八九十百千万亿两零〇第分点]\Z|[数几这那每复]\Z")
_ONE_BEFORE = "新的这那又同某每头整一逐第有任哪前后上下"


class _Hit(NamedTuple):
    kind: Kind
    start: int
    end: int
    period: Period


def _cut_wrongly(text: str, hit: _Hit) -> bool:
    """Whether the characters before or after make other words of the match (目前年产, 五一路, 第三天)."""
    start, first = hit.start, text[hit.start]
    if start:
        before = text[start - 1]
        if before in words.NOT_BEFORE.get(text[start : start + 2], "") or (first == "一" and before in _ONE_BEFORE):
            return True
        if (
            first in _NUMERAL_START
            and hit.kind.name != "clock"
            and _NUMBER_BEFORE.search(text, max(start - 2, 0), start)
        ):
            return True
    return bool(_NAMELIKE.fullmatch(text, start, hit.end) and _NAME_TAIL.match(text, hit.end))


_BARE_LARGE = compiled(r"[百千万](?:年|天|日|载|周年)")


def _hit(text: str, at: int, kinds: tuple[Kind, ...], context: Context) -> _Hit | None:
    """The first of `kinds` that reads at `at`."""
    possible = _KINDS_AT.get(text[at], _POINTS_ONLY) if at < len(text) else ()
    for kind in possible:
        if kinds is not KINDS and kind not in kinds:
            continue
        match = kind.pattern.match(text, at)
        if match is None or match.end() == at:
            continue
        period = kind.read(match, context)
        if period is None:
            continue
        end = at + len(match[0].rstrip(" \u3000"))
        hit = _Hit(kind, at, end, period)
        if not _cut_wrongly(text, hit) and not _BARE_LARGE.fullmatch(text, at, end):
            return hit
    return None


def _with_clock(text: str, hit: _Hit) -> _Hit:
    """A day with its time of day: 10月10日上午9时30分."""
    match = _CLOCK.match(text, hit.end)
    if match is None or hit.period.granularity != "day":
        return hit
    return hit._replace(end=match.end(), period=hit.period._replace(granularity="time"))


def _second_half(text: str, first: _Hit, context: Context) -> _Hit:
    """A range: the first point joined to a second one that leans on it for year and month."""
    join = _JOIN.match(text, first.end)
    if join is None:
        return first
    if now := _NOW.match(text, join.end()):
        ends = first.period._replace(end=context.reference, granularity="period", is_relative=True)
        return first._replace(end=now.end(), period=ends)
    known = first.period.start
    leaning = context._replace(year=known.year if known else None, month=known.month if known else None)
    second = _hit(text, join.end(), _POINTS, leaning)
    if second is None or second.period.duration:
        return first
    second = _with_clock(text, second)
    return first._replace(end=second.end, period=_joined(first.period, second.period))


def _joined(first: Period, second: Period) -> Period:
    start, end = first.start, second.end
    if start and end and end < start and second.start:
        later = end.year + 1
        end = end.replace(year=later, day=min(end.day, 28) if end.month == 2 else end.day)
    known = bool(start and end and start <= end)
    return second._replace(
        start=start if known else None,
        end=end if known else None,
        is_relative=first.is_relative or second.is_relative,
    )


def _recurring(text: str, hit: _Hit, context: Context) -> _Hit:
    """A recurrence with when in its turn it falls: 每年9月到11月, 每周一下午三点."""
    inner = _hit(text, hit.end, _INNER, context)
    end = _second_half(text, inner, context).end if inner else hit.end
    clock = _CLOCK.match(text, end)
    return hit._replace(end=clock.end() if clock else end)


def _expression(text: str, at: int, context: Context) -> _Hit | None:
    hit = _hit(text, at, KINDS, context)
    if hit is not None and hit.kind.name == "recurrence":
        return _recurring(text, hit, context)
    if hit is None or not hit.kind.is_point:
        return hit
    hit = _second_half(text, _with_clock(text, hit), context)
    suffix = _SUFFIX.match(text, hit.end)
    if suffix is None:
        return hit
    return hit._replace(end=suffix.end(), period=opened(hit.period, suffix["after"], context.reference))


def find_dates(text: str, reference: datetime.date | None) -> list[DateFound]:
    """Every date, period and duration in `text`, in order, not overlapping.

    Args:
        text: a field of an article.
        reference: the issue's date. Without it, what leans on it (昨日, 3月21日) keeps its row with null days.

    Returns:
        The mentions; days are inclusive, offsets count code points of `text`.

    >>> [(d.text, str(d.end_on)) for d in find_dates("明年底前建成", datetime.date(2024, 10, 31))]
    [('明年底前', '2025-12-31')]
    >>> find_dates("五一路上的三月三公司", datetime.date(2024, 10, 31))
    []
    """
    found: list[DateFound] = []
    last_day: tuple[int, datetime.date] | None = None
    last_year: tuple[int, int] | None = None
    place = grammar.START.search(text)
    while place is not None:
        at = place.start()
        recent = last_day[1] if last_day and at - last_day[0] <= CONTEXT_CHARACTERS else None
        year = last_year[1] if last_year and at - last_year[0] <= CONTEXT_CHARACTERS else None
        hit = _expression(text, at, Context(reference, recent, last_year=year))
        if hit is None:
            place = grammar.START.search(text, place.end() if _DIGITS.match(place[0]) else at + 1)
            continue
        weekday = _WEEKDAY.match(text, hit.end) if hit.period.granularity == "day" else None
        end = weekday.end() if weekday else hit.end
        found.append(_as_row(text, hit))
        if hit.period.granularity in ("day", "time") and hit.period.end:
            last_day = (hit.end, hit.period.end)
        if hit.period.start:
            last_year = (hit.end, hit.period.start.year)
        place = grammar.START.search(text, end)
    return found


def _as_row(text: str, hit: _Hit) -> DateFound:
    p = hit.period
    return DateFound(
        text[hit.start : hit.end],
        p.start,
        p.end,
        p.duration,
        p.granularity,
        p.is_relative,
        p.calendar,
        hit.start,
        hit.end,
    )
