"""What a made page holds, as the scorer compares it."""

from __future__ import annotations

import datetime
from dataclasses import dataclass, field


@dataclass(slots=True)
class Story:
    """One story's part on one page, as it should be read.

    Attributes:
        pieces: what is printed, in order: (role, text); see layout.py for the roles.
        body: paragraphs without dateline, credits and jump marks.
        captions: (text, credit); the credit is None where none is printed.
    """

    kind: str
    pieces: list[tuple[str, str]] = field(default_factory=list)
    kicker: str | None = None
    headline: str | None = None
    deck: str | None = None
    column: str | None = None
    authors: tuple[str, ...] = ()
    body: list[str] = field(default_factory=list)
    captions: list[tuple[str, str | None]] = field(default_factory=list)
    highlights: tuple[str, ...] = ()
    jump_to: int | None = None
    jump_from: int | None = None


@dataclass(slots=True)
class Head:
    """A page's masthead or folio line: what it states, and its printed pieces.

    Attributes:
        date: None where nothing is printed from which the day could be read.
    """

    newspaper: str | None = None
    date: datetime.date | None = None
    page_no: int | None = None
    pieces: list[str] = field(default_factory=list)


@dataclass(slots=True)
class Sheet:
    """A page: its head and its stories in printed order."""

    head: Head
    stories: list[Story]


@dataclass(frozen=True, slots=True)
class Made:
    """A source as it would lie on disk, with the truth about it.

    Attributes:
        name: a file name that gives nothing away.
        style: columns, vision, web, html or mirror.
        sheets: its pages.
    """

    name: str
    style: str
    text: str
    sheets: tuple[Sheet, ...]
