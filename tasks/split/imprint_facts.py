"""What a masthead's lines say together: the issue's date, its numbers, who publishes it, and which paper it is."""

from __future__ import annotations

import datetime
import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache

from schemas.document import Credit, IssueCandidate
from tasks.lang.calendar import (
    lunar_agrees,
    make_date,
    parse_chinese_date,
    parse_lunar,
    parse_weekday,
    parse_year,
    weekday_of,
)
from tasks.lang.newspapers import register
from tasks.lang.numerals import parse_number
from tasks.split.imprint import PAGE_NAMES, Field
from tasks.split.masthead import ImprintLine, is_paper_name, squeezed
from tasks.split.persons import find_names

PRINTED_NAME, PUBLISHER_NAME, CODE_NAME, LATIN_NAME, SPONSOR_NAME, ADDRESS_NAME = 3.0, 3.0, 2.5, 2.0, 1.0, 1.0
"""Votes for a newspaper's name: printed alone, in 某某报社出版, by CN number, by Latin title, in 某某报社主办, by web address."""

_PUBLISHER_ENDS = re.compile(r"(?:编辑委员会|编辑部|报社|杂志社|社|编委会)$")
_PAGE_NAME = re.compile(r"[\u3400-\u9fff]{2,4}")


@dataclass(frozen=True, slots=True)
class MastheadFacts:
    """What a masthead states; None where it doesn't.

    Attributes:
        newspaper: the name that the printed evidence and the register agree on best.
        date: the issue's day.
        conflicts: what disagrees within the masthead, in words.
        is_full: whether it is a front page's masthead and not the folio line of an inner page.
    """

    newspaper: str | None = None
    date: datetime.date | None = None
    weekday: str | None = None
    lunar_date: str | None = None
    conflicts: tuple[str, ...] = ()
    issue_candidates: tuple[IssueCandidate, ...] = ()
    cn_code: str | None = None
    postal_code: str | None = None
    page_no: int | None = None
    page_section: str | None = None
    page_name: str | None = None
    pages_in_issue: int | None = None
    sponsor: str | None = None
    publisher: str | None = None
    editors: tuple[Credit, ...] = ()
    imprint: str | None = None
    is_full: bool = False


def read_facts(lines: Sequence[ImprintLine]) -> MastheadFacts:
    """Read a masthead's lines together."""
    if not lines:
        return MastheadFacts()
    date, conflicts = read_date(lines)
    section, page_no = _folio(lines)
    page_no = page_no or _bare_folio(lines)
    offices = [_office(field) for field in _fields(lines, "office", "office_before")]
    return MastheadFacts(
        newspaper=_newspaper(lines, offices),
        date=date,
        weekday=next((field.value for field in _fields(lines, "weekday")), None),
        lunar_date=_lunar(lines),
        conflicts=conflicts,
        issue_candidates=tuple(_issues(lines)),
        cn_code=next((_code(field.value, "CN") for field in _fields(lines, "cn")), None),
        postal_code=next((_code(field.value, "") for field in _fields(lines, "postal")), None),
        page_no=page_no,
        page_section=section,
        page_name=_page_name(lines),
        pages_in_issue=_pages_in_issue(lines),
        sponsor=next((name for name, verb in offices if "主" in verb), None),
        publisher=next((name for name, verb in offices if "出版" in verb), None),
        editors=tuple(credit for field in _fields(lines, "role") for credit in _editors(field)),
        imprint="\n".join(line.unit.text for line in lines),
        is_full=_is_full(lines),
    )


def _fields(lines: Iterable[ImprintLine], *kinds: str) -> Iterator[Field]:
    return (field for line in lines for field in line.fields if field.kind in kinds)


def _is_full(lines: Sequence[ImprintLine]) -> bool:
    """A front page's masthead: a date piece together with a serial number or a publisher."""
    kinds = {field.kind for line in lines for field in line.fields}
    return bool(kinds & {"date", "year_month", "lunar", "weekday"}) and bool(
        kinds & {"cn", "postal", "office", "office_before", "issue"}
    )


def _code(text: str, prefix: str) -> str:
    """A code without its label, its dash a hyphen: CN 22—0017 becomes CN22-0017."""
    digits = re.findall(r"\d+", text)
    return f"{prefix}{digits[0]}-{digits[1]}"


def _number(text: str | None) -> int | None:
    value = parse_number(text) if text else None
    return value if isinstance(value, int) else None


def _issues(lines: Sequence[ImprintLine]) -> Iterator[IssueCandidate]:
    """Every running number, once: of 今年第3期（总第1204期） the latter."""
    seen: set[int] = set()
    for field in _fields(lines, "issue"):
        number = _number(field.match["total"] or field.match["issue_number"] or field.match["bare_issue"])
        if number is not None and number not in seen:
            seen.add(number)
            yield IssueCandidate(number, field.value)


def _folio(lines: Sequence[ImprintLine]) -> tuple[str | None, int | None]:
    for field in _fields(lines, "folio"):
        section = field.match["folio_section"] or field.match["code_section"]
        number = _number(
            field.match["folio_number"]
            or field.match["code_number"]
            or field.match["padded"]
            or field.match["named_number"]
            or field.match["number_named"]
        )
        if number:
            return section, number
    return None, None


def _bare_folio(lines: Sequence[ImprintLine]) -> int | None:
    """The number that stands alone in an inner page's head: 02 城事 东河晚报 2024年3月8日."""
    if _is_full(lines):
        return None
    for line in lines:
        numbers = [int(word) for word in line.rest if re.fullmatch(r"\d{1,2}", word)]
        if line.has("date") and len(numbers) == 1 and numbers[0]:
            return numbers[0]
    return None


def _page_name(lines: Sequence[ImprintLine]) -> str | None:
    """A page name printed in the masthead, next to the folio or alone."""
    words = [word for line in lines for word in (*line.rest, *line.unit.text.split())]
    known = next((word for word in words if word in PAGE_NAMES), None)
    if known or _is_full(lines):
        return known
    beside = [word for line in lines if line.has("date", "folio") for word in line.rest]
    return next((word for word in beside if _PAGE_NAME.fullmatch(word) and not is_paper_name(word)), None)


def _pages_in_issue(lines: Sequence[ImprintLine]) -> int | None:
    numbers = (_number(field.match["page_count"] or field.match["page_total"]) for field in _fields(lines, "pages"))
    return next((number for number in numbers if number), None)


def _editors(field: Field) -> Iterator[Credit]:
    role = re.split(r"[:：/／ ]", field.value, maxsplit=1)[0]
    role = role.removesuffix(squeezed(field.match["holder"])).strip()
    for name in find_names(field.match["holder"]):
        yield Credit(role, name.text)


def _office(field: Field) -> tuple[str, str]:
    """An office and what it does for the paper."""
    if field.kind == "office":
        return field.match["office_name"], field.match["verb"]
    return field.match["office_named"], field.match["verb_before"]


def _lunar(lines: Sequence[ImprintLine]) -> str | None:
    """The lunar date: one with its year before one without, one without a solar term before one with."""
    found = [(field.match["lunar_text"].strip(), bool(field.match["term"])) for field in _fields(lines, "lunar")]
    found.sort(key=lambda item: ("年" not in item[0], item[1]))
    return re.sub(r"^(?:农历|夏历|阴历|旧历|岁次)[ ]?", "", found[0][0]) if found else None


def _newspaper(lines: Sequence[ImprintLine], offices: Sequence[tuple[str, str]]) -> str | None:
    votes: Counter[str] = Counter()
    for name, weight in _name_votes(lines, offices):
        votes[name] += weight  # type: ignore[assignment]
    return max(votes, key=votes.__getitem__) if votes else None


def _name_votes(lines: Sequence[ImprintLine], offices: Sequence[tuple[str, str]]) -> Iterator[tuple[str, float]]:
    known = register()
    for line in lines:
        for word in dict.fromkeys(
            (squeezed(line.unit.text), squeezed(" ".join(w for w in line.rest if not w.isascii())), *line.rest)
        ):
            if is_paper_name(word):
                yield word, PRINTED_NAME
        latin = known.of_romanised(" ".join(line.rest)) if line.rest and line.rest[0].isascii() else None
        if latin:
            yield latin.name, LATIN_NAME
    for name, verb in offices:
        stem = _PUBLISHER_ENDS.sub("", name)
        for candidate in dict.fromkeys((name, stem, stem + "报" if name.endswith("报社") else stem)):
            if is_paper_name(candidate):
                yield candidate, PUBLISHER_NAME if "出版" in verb else SPONSOR_NAME
    for field in _fields(lines, "cn"):
        if (paper := known.by_cn_code.get(_code(field.value, "CN"))) is not None:
            yield paper.name, CODE_NAME
    for field in _fields(lines, "url", "mail"):
        if (paper := known.of_address(field.value.strip("<>"))) is not None:
            yield paper.name, ADDRESS_NAME


def read_date(lines: Sequence[ImprintLine]) -> tuple[datetime.date | None, tuple[str, ...]]:
    """The issue's day, joined from its pieces if need be, and what disagrees with it.

    Of several readings the one wins with which weekday and lunar date agree best; pieces are joined
    where no day that is written out agrees with either.
    """
    weekdays = [field.value for field in _fields(lines, "weekday")]
    lunar = _lunar(lines)
    found = list(dict.fromkeys(_whole_dates(lines)))
    if not any(_agreement(day, weekdays, lunar) for day in found):
        found += [day for day in dict.fromkeys(_joined_dates(lines, lunar)) if day not in found]
    if not found:
        return None, ()
    best = max(found, key=lambda day: _agreement(day, weekdays, lunar))
    conflicts = [f"the masthead also says {day.isoformat()}" for day in found if day != best and len(found) <= 3]
    conflicts += [
        f"{text} is printed, {best.isoformat()} is a {weekday_of(best)}"
        for text in weekdays
        if parse_weekday(text) not in (None, best.weekday())
    ]
    if lunar and _lunar_agrees(best, lunar) is False:
        conflicts.append(f"{lunar} is printed, which isn't {best.isoformat()}")
    return best, tuple(dict.fromkeys(conflicts))


@lru_cache(maxsize=4096)
def _lunar_agrees(day: datetime.date, printed: str) -> bool | None:
    """lunar_agrees, remembered: the pages of one issue ask the same, and the calendar takes milliseconds."""
    return lunar_agrees(day, printed)


def _agreement(day: datetime.date, weekdays: Sequence[str], lunar: str | None) -> int:
    return sum(parse_weekday(text) == day.weekday() for text in weekdays) + (
        2 if lunar and _lunar_agrees(day, lunar) else 0
    )


def _whole_dates(lines: Sequence[ImprintLine]) -> Iterator[datetime.date]:
    for field in _fields(lines, "date"):
        day = parse_chinese_date(field.value.replace(" ", ""))
        if day is not None:
            yield day


def _joined_dates(lines: Sequence[ImprintLine], lunar: str | None) -> Iterator[datetime.date]:
    """Days made of a year, a month and a day that stand apart; without a printed day, the lunar date's."""
    for year in _years(lines):
        for month in _months(lines):
            days = [make_date(year, month, day) for day in _days(lines)]
            yield from (day for day in days if day is not None)
            start = make_date(year, month, 15)
            by_lunar = parse_lunar(lunar, start) if lunar and start and not days else None
            if by_lunar and (by_lunar.year, by_lunar.month) == (year, month):
                yield by_lunar


def _years(lines: Sequence[ImprintLine]) -> list[int]:
    texts = [re.split("年", field.value)[0].strip() for field in _fields(lines, "year_month", "year")]
    return [year for text in texts if (year := parse_year(text)) is not None]


def _months(lines: Sequence[ImprintLine]) -> list[int]:
    texts = [
        re.split("年", field.value)[-1].split("月")[0].strip()
        for field in _fields(lines, "year_month", "month_day", "month")
    ]
    return [month for text in texts if (month := _number(text)) is not None and 1 <= month <= 12]


def _days(lines: Sequence[ImprintLine]) -> list[int]:
    """Days of the month: of a month and day, or numbers that stand alone."""
    texts = [field.value.split("月")[1].rstrip("日 ").strip() for field in _fields(lines, "month_day")]
    texts += [word.rstrip("日号") for line in lines for word in line.rest if len(word.rstrip("日号")) <= 3]
    return [day for text in texts if (day := _number(text)) is not None and 1 <= day <= 31]
