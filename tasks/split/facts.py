"""The facts of a page: what its masthead, the source's description, its path and its lines say, in that order."""

from __future__ import annotations

import datetime
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import asdict, dataclass

from schemas.document import CleanPage, DecodedPage, OutsideFacts, Page
from schemas.source import Facts
from tasks.lang.calendar import parse_chinese_date
from tasks.lang.newspapers import register
from tasks.split.furniture import Metadata
from tasks.split.imprint_facts import MastheadFacts
from tasks.split.masthead import is_paper_name


@dataclass(frozen=True, slots=True)
class Evidence:
    """One statement on the issue's date, and where it stands."""

    date: datetime.date
    source: str


def page_of(page: CleanPage, masthead: MastheadFacts, metadata: Sequence[Metadata]) -> Page:
    """The page's row."""
    decoded = page.page
    other = _from_metadata(metadata)
    dates = _dates(masthead, decoded, other)
    places = (masthead, decoded.stated, decoded.from_path, other, decoded.html_facts)
    page_no, section = next(
        ((facts.page_no, facts.page_section) for facts in places if facts.page_no),
        (1 if masthead.is_full else None, masthead.page_section),
    )
    candidates = masthead.issue_candidates
    return Page(
        page_id=decoded.page_id,
        source_id=decoded.source_id,
        ordinal=decoded.ordinal,
        newspaper=_newspaper(masthead, decoded, other),
        published_on=dates[0].date if dates else None,
        date_evidence=dates[0].source if dates else None,
        weekday=masthead.weekday,
        lunar_date=masthead.lunar_date,
        date_conflict=_conflict(dates, masthead.conflicts),
        issue_number=candidates[0].issue_number if len(candidates) == 1 else None,
        issue_number_candidates=candidates,
        cn_code=masthead.cn_code,
        postal_distribution_code=masthead.postal_code,
        page_no=page_no,
        page_section=section,
        page_name=masthead.page_name,
        is_front=page_no == 1,
        pages_in_issue=masthead.pages_in_issue,
        sponsor=masthead.sponsor,
        publisher=masthead.publisher,
        editors=masthead.editors,
        imprint=masthead.imprint,
        script=page.script,
        outside_facts=tuple(_outside(decoded)),
        raw_text=decoded.raw_text,
        clean_text=page.text,
        offset_map=page.offset_map,
        segments=decoded.segments,
    )


def _outside(decoded: DecodedPage) -> Iterator[OutsideFacts]:
    """What is said of the page elsewhere, for each place that says something."""
    for origin, facts in (("stated", decoded.stated), ("path", decoded.from_path), ("html", decoded.html_facts)):
        if facts != Facts():
            yield OutsideFacts(origin, **asdict(facts))


def _newspaper(masthead: MastheadFacts, decoded: DecodedPage, other: Facts) -> str | None:
    outside = (decoded.stated, decoded.from_path)
    said = (masthead.newspaper, *(facts.newspaper for facts in outside), _by_url((*outside, decoded.html_facts)))
    names = (*said, other.newspaper, decoded.html_facts.newspaper)
    return next((name for name in names if name), None)


def _by_url(outside: Iterable[Facts]) -> str | None:
    """The paper whose web address the page comes from."""
    for url in (facts.url for facts in outside):
        paper = register().of_address(url) if url else None
        if paper is not None:
            return paper.name
    return None


LATER = frozenset(("source_line", "html"))
"""Evidence whose day may follow the issue's: when a site put the story up."""


def _dates(masthead: MastheadFacts, decoded: DecodedPage, other: Facts) -> list[Evidence]:
    found = (
        (masthead.date, "masthead"),
        (decoded.stated.published_on, "stated"),
        (decoded.from_path.published_on, "path"),
        (other.published_on, "source_line"),
        (decoded.html_facts.published_on, "html"),
    )
    return [Evidence(date, source) for date, source in found if date is not None]


def _conflict(dates: Sequence[Evidence], within: Sequence[str]) -> str | None:
    """What disagrees with the first date, in words.

    The day of a web page's time line may follow the issue's day; that is no conflict.
    """
    others = [
        f"{item.source} says {item.date.isoformat()}, {dates[0].source} {dates[0].date.isoformat()}"
        for item in dates[1:]
        if item.date != dates[0].date and item.source not in LATER
    ]
    return "; ".join((*within, *others)) or None


def _from_metadata(metadata: Sequence[Metadata]) -> Facts:
    """What source lines say: the first named paper, the first day."""
    names = (paper_in(item.source) for item in metadata if item.source)
    days = (parse_chinese_date(item.day) for item in metadata if item.day)
    return Facts(
        newspaper=next((name for name in names if name), None),
        published_on=next((day for day in days if day), None),
        page_no=next((int(item.page.lstrip("ABCDEFGHIJKLMNOPQRSTUVWXYZ")) for item in metadata if item.page), None),
    )


def paper_in(source: str) -> str | None:
    """The newspaper that a source line names; None for agencies and sites.

    >>> paper_in("东河日报·东河融媒"), paper_in("新华社")
    ('东河日报', None)
    """
    for part in source.replace("•", "·").replace("/", "·").replace("《", "").replace("》", "").split("·"):
        name = part.strip()
        if name in register().by_name:
            return register().by_name[name].name if name == register().by_name[name].name else name
        if is_paper_name(name):
            return name
    return None
