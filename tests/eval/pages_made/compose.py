"""Whole issues: pages with their stories and jumps, each in a style, one page a source or several in one."""

from __future__ import annotations

import datetime
import random
from collections.abc import Iterator

from tests.eval.pages_made.jumps import jumping
from tests.eval.pages_made.mastheads import folio, front, paper_name
from tests.eval.pages_made.stories import Issue, any_story, comment, headline, news, page_title
from tests.eval.pages_made.styles import Columns, Vision, mirrored, web_html, web_text
from tests.eval.pages_made.truth import Head, Made, Sheet, Story

STYLES = ("columns", "vision", "web", "html", "mirror")
STYLE_SHARES = (0.4, 0.3, 0.1, 0.1, 0.1)


def make(seed: int) -> tuple[Made, ...]:
    """The sources of one issue; the same seed gives the same sources."""
    rng = random.Random(f"jianbao {seed}")
    day = datetime.date(1990, 1, 1) + datetime.timedelta(days=rng.randrange(17000))
    issue = Issue(rng, paper_name(rng), day.year, day.month, day.day)
    style = rng.choices(STYLES, STYLE_SHARES)[0]
    if style in ("columns", "vision"):
        return tuple(_printed(issue, day, style))
    return tuple(_single(issue, day, style))


def _printed(issue: Issue, day: datetime.date, style: str) -> Iterator[Made]:
    rng = issue.rng
    sheets = _sheets(issue, day, rng.randint(1, 4))
    joined = rng.random() if len(sheets) > 1 else 1.0
    on_top = 0.25 <= joined < 0.55
    renderer = Columns(rng, on_top) if style == "columns" else Vision(rng, on_top)
    texts = [renderer.sheet(sheet) for sheet in sheets]
    if joined < 0.25:
        yield Made("source_a.txt", style, "\f".join(texts), tuple(sheets))
    elif on_top:
        yield Made("source_a.txt", style, "\n".join(texts), tuple(sheets))
    else:
        for letter, text, sheet in zip("abcd", texts, sheets, strict=False):
            yield Made(f"source_{letter}.txt", style, text, (sheet,))


def _sheets(issue: Issue, day: datetime.date, pages: int) -> list[Sheet]:
    rng = issue.rng
    stories: list[list[Story]] = [_page_stories(issue, number == 1) for number in range(1, pages + 1)]
    if pages > 1:
        for _ in range(rng.randint(0, 2)):
            here = rng.randint(1, pages - 1)
            there = rng.randint(here + 1, pages)
            first, second = jumping(issue, here, there)
            stories[here - 1].insert(rng.choice((0, len(stories[here - 1]))), first)
            stories[there - 1].insert(rng.choice((0, len(stories[there - 1]))), second)
    heads = [front(rng, issue.paper, day, pages)]
    heads += [folio(rng, issue.paper, day, number, page_title(rng)) for number in range(2, pages + 1)]
    if pages == 1 and rng.random() < 0.2:
        heads = [Head()]
    return [Sheet(head, of_page) for head, of_page in zip(heads, stories, strict=True)]


def _page_stories(issue: Issue, is_front: bool) -> list[Story]:
    rng = issue.rng
    out = [news(issue, rng.randint(4, 9))] if is_front else []
    for _ in range(rng.randint(1, 5)):
        out += any_story(issue, rng.random() < 0.3)
    return out


def _single(issue: Issue, day: datetime.date, style: str) -> Iterator[Made]:
    """Documents of one story each."""
    rng = issue.rng
    for letter in "ab"[: rng.randint(1, 2)]:
        story = comment(issue) if rng.random() < 0.15 else news(issue, rng.randint(3, 9))
        related = [headline(issue.teller()) for _ in range(rng.randint(2, 4))]
        stamp = day.isoformat()
        sheet = Sheet(Head(issue.paper, day) if style == "web" else Head(), [story])
        if style == "html":
            yield Made(f"source_{letter}.html", style, web_html(rng, story, issue.paper, stamp, related), (sheet,))
        elif style == "web":
            yield Made(f"source_{letter}.txt", style, web_text(rng, story, issue.paper, stamp, related), (sheet,))
        else:
            text = "\n".join(text for _, text in story.pieces) + "\n"
            yield Made(f"source_{letter}.txt", style, mirrored(rng, text), (sheet,))
