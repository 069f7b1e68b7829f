"""What a sample story is: the text as its author wrote it and the facts that a reader finds in it."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Story:
    """One article's part on one page, with its reference answers.

    Attributes:
        body: its paragraphs, without dateline, byline, jump mark.
        highlights: bullet summaries without their mark.
        names: (person, title in force), everybody named in the body; None for no title.
        places, organizations: as they stand in the body.
        dates: (text, first day, last day) in the body, ISO; a few, not all.
        quantities: (text, value, unit) in the body; a few, not all.
    """

    headline: tuple[str, ...]
    body: tuple[str, ...]
    kicker: str | None = None
    deck: str | None = None
    column_name: str | None = None
    highlights: tuple[str, ...] = ()
    dateline: str | None = None
    byline: str | None = None
    authors: tuple[str, ...] = ()
    agency: str | None = None
    kind: str = "news"
    jump_to_page: int | None = None
    jump_from_page: int | None = None
    names: tuple[tuple[str, str | None], ...] = ()
    places: tuple[str, ...] = ()
    organizations: tuple[str, ...] = ()
    dates: tuple[tuple[str, str, str], ...] = ()
    quantities: tuple[tuple[str, float, str | None], ...] = ()

    @property
    def lead(self) -> str:
        """The first paragraph as printed: dateline and text in one."""
        return (self.dateline or "") + self.body[0]

    @property
    def paragraphs(self) -> tuple[str, ...]:
        """The paragraphs as printed."""
        return (self.lead, *self.body[1:])


@dataclass(frozen=True, slots=True)
class Photo:
    """A photo's caption and its credit, as printed; `of` is the headline of the story it belongs to."""

    text: str
    credit: str
    of: str | None = None


@dataclass(frozen=True, slots=True)
class Paper:
    """A fictional newspaper."""

    name: str
    romanized: str
    cn_code: str
    sponsor: str


@dataclass(frozen=True, slots=True)
class Issue:
    """One day's issue of a paper; `lunar` as a masthead prints it."""

    paper: Paper
    published_on: str
    weekday: str
    lunar: str
    number: int
    pages: int

    @property
    def printed_date(self) -> str:
        """The date as a masthead prints it.

        >>> Issue(Paper("甲报", "JIA", "CN97-0000", "乙"), "2024-03-04", "星期一", "", 1, 4).printed_date
        '2024年3月4日'
        """
        year, month, day = (int(part) for part in self.published_on.split("-"))
        return f"{year}年{month}月{day}日"


CANGLAN = Paper("沧澜日报", "CANGLAN RIBAO", "CN97-0001", "中共沧澜省委主管主办")
LINXI = Paper("临汐晚报", "LINXI WANBAO", "CN97-0033", "临汐日报报业集团主管主办")
YANDU = Paper("雁渡日报", "YAN DU RI BAO", "CN97-0016", "中共雁渡市委主管主办")
