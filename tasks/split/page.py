"""The stage: one clean page in, its facts, stories, captions and rejections out."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from operator import attrgetter

from schemas.article import Article, Caption, SplitPage
from schemas.audit import Rejection
from schemas.document import CleanPage, Page
from tasks.rule import from_rows
from tasks.split.assemble import Frame, article_of, captions_of, is_article, is_photo_story, left_over
from tasks.split.attach import attach
from tasks.split.cues import Cues, look
from tasks.split.digests import BEHIND, ITEM, digest_items, spread_digests
from tasks.split.drafts import Draft, Mark, Range, draft_stories, give_marks, take_marks
from tasks.split.evidence import Evidence, total
from tasks.split.facts import page_of
from tasks.split.fits import closing_evidence
from tasks.split.furniture import FURNITURE_LENGTH, RELATED, Metadata, is_furniture, is_pointer, read_metadata
from tasks.split.gaps import gap_evidence
from tasks.split.imprint_facts import read_facts
from tasks.split.masthead import find_masthead
from tasks.split.printed import units_of
from tasks.split.reading import Reading, read_page
from tasks.split.roles import AGENCIES
from tasks.split.units import Unit

HIGHLIGHT_MARKS = "◆◇"
SINGLE_MEDIA = frozenset(("application/jsonl", "application/json", "text/csv", "text/html"))
"""Sources of which one document is one story unless it has a masthead."""

MARK = 8.0
"""Log-odds of a start behind a mark that says where the story comes from."""

_HIGHLIGHT = re.compile(rf"[{HIGHLIGHT_MARKS}][ ]?")


@dataclass(frozen=True, slots=True)
class Sorted:
    """A page's paragraphs by what happens to them."""

    stories: tuple[Unit, ...]
    aside: tuple[tuple[Range, str], ...]
    metadata: tuple[Metadata, ...]


@dataclass(frozen=True, slots=True)
class ReadLines:
    """A page's paragraphs as they were read.

    Attributes:
        row: the page's facts.
        cues: the paragraphs that belong to stories; `evidence` and `reading` count places among them.
        masthead, highlights: units that were taken out before; `aside`: furniture and metadata with its reason.
        marks: lines that only say where a story comes from.
        items: where items of digests begin.
        single: whether the page is known to hold one story.
    """

    row: Page
    cues: Sequence[Cues]
    evidence: tuple[Evidence, ...]
    reading: Reading
    masthead: tuple[Unit, ...]
    aside: tuple[tuple[Range, str], ...]
    highlights: tuple[Unit, ...]
    marks: tuple[Mark, ...]
    items: frozenset[int]
    single: bool


def split(page: CleanPage) -> SplitPage:
    """Split a clean page.

    Never raises on any text. Nothing is lost: every visible character of clean_text lies in a span of
    an article, in a caption, in the imprint, or in a rejection.
    """
    read = read_lines(page)
    reading, cues = read.reading, read.cues
    drafts = draft_stories(cues, reading)
    give_marks(drafts, read.marks)
    drafts = spread_digests(page.text, attach(page.text, drafts, read.single), read.items)
    _add_highlights(drafts, cues, read.highlights)
    frame = Frame(read.row, _raw_offsets(page), reading, page.page.stated.title or page.page.from_path.title)
    articles, captions, left = _publish(frame, drafts)
    return SplitPage(read.row, articles, captions, tuple(_rejections(page, (*read.aside, *left))))


def read_lines(page: CleanPage) -> ReadLines:
    """Read a page's paragraphs: masthead and furniture taken out, the rest labelled by all evidence."""
    units = units_of(page)
    masthead = find_masthead(units)
    in_masthead = {line.unit.order for line in masthead}
    single = _is_single(page, bool(masthead))
    rest = _sort([unit for unit in units if unit.order not in in_masthead], single)
    row = page_of(page, read_facts(masthead), rest.metadata)
    highlights = _highlights(rest.stories)
    cues = look([unit for unit in rest.stories if unit.order not in highlights])
    cues, marks = take_marks(cues, row.page_no)
    items, behind = digest_items(cues)
    evidence = (
        *gap_evidence(cues),
        *closing_evidence(cues),
        *(Evidence(at, "an item of a digest", ITEM) for at in items),
        *(Evidence(at, "a digest ends above", BEHIND) for at in behind),
        *_evidence_of_marks(cues, marks),
    )
    return ReadLines(
        row=row,
        cues=cues,
        evidence=evidence,
        reading=read_page(cues, total(len(cues), evidence), single),
        masthead=tuple(line.unit for line in masthead),
        aside=rest.aside,
        highlights=tuple(unit for unit in rest.stories if unit.order in highlights),
        marks=tuple(marks),
        items=items,
        single=single,
    )


def _evidence_of_marks(cues: Sequence[Cues], marks: Sequence[Mark]) -> Iterator[Evidence]:
    """Behind a mark （上接第一版） a story starts; its headline may stand before it."""
    for mark in marks:
        if not mark.at or not cues[mark.at - 1].is_line:
            yield Evidence(mark.at, "a mark above says where the story comes from", MARK)


def _is_single(page: CleanPage, has_masthead: bool) -> bool:
    decoded = page.page
    from_json = any(segment.encoding.startswith("json") for segment in decoded.segments)
    return not has_masthead and (from_json or decoded.media_type in SINGLE_MEDIA or decoded.stated.title is not None)


def _sort(units: Sequence[Unit], single: bool) -> Sorted:
    """Take site furniture and metadata lines out; behind a list's heading, on a page of one story, the list too."""
    stories: list[Unit] = []
    aside: list[tuple[Range, str]] = []
    metadata: list[Metadata] = []
    in_list = False
    for unit in units:
        if len(unit.text) > FURNITURE_LENGTH:
            stories.append(unit)
            continue
        found = Metadata(unit.text, None) if unit.order == 0 and unit.text in AGENCIES else read_metadata(unit.text)
        in_list = single and (in_list or bool(RELATED.match(unit.text) and len(unit.text) <= 10))
        if found is not None:
            metadata.append(found)
            aside.append(((unit.start, unit.end), "source_line"))
        elif is_pointer(unit.text):
            aside.append(((unit.start, unit.end), "pointer"))
        elif is_furniture(unit.text) or (in_list and len(unit.text) <= 60 and not unit.is_closed):
            aside.append(((unit.start, unit.end), "furniture"))
        else:
            stories.append(unit)
    return Sorted(tuple(stories), tuple(aside), tuple(metadata))


def _highlights(units: Sequence[Unit]) -> frozenset[int]:
    """Bullet summaries: a run of ◆ lines between a headline's or credit's line and a text."""
    out: set[int] = set()
    for index, unit in enumerate(units):
        if _HIGHLIGHT.match(unit.text) and index and (units[index - 1].order in out or _is_short(units[index - 1])):
            out.add(unit.order)
    return frozenset(out)


def _is_short(unit: Unit) -> bool:
    return len(unit.text) <= 72 and not unit.text.endswith("。") and not _HIGHLIGHT.match(unit.text)


def _add_highlights(drafts: Sequence[Draft], cues: Sequence[Cues], units: Iterable[Unit]) -> None:
    """Give each bullet to the story whose paragraphs it stands among."""
    for unit in units:
        before = [at for at, cue in enumerate(cues) if cue.unit.order < unit.order]
        at = before[-1] if before else 0
        owner = next((draft for draft in drafts if draft.first <= at <= draft.last and is_article(draft)), None)
        mark = _HIGHLIGHT.match(unit.text)
        shift = mark.end() if mark else 0
        if owner is not None:
            owner.highlights.append((unit.start + shift, unit.end))
        elif drafts:
            drafts[0].cuts.append(((unit.start, unit.end), "highlight_without_story"))


_clean_start = attrgetter("clean_start")


def _raw_offsets(page: CleanPage) -> Callable[[int], int]:
    rows = page.offset_map

    def raw_at(at: int) -> int:
        """The place of one character's first raw character."""
        row = rows[bisect_right(rows, at, key=_clean_start) - 1]
        exact = row.clean_end - row.clean_start == row.raw_end - row.raw_start
        return row.raw_start + at - row.clean_start if exact else row.raw_start

    return raw_at


def _publish(
    frame: Frame, drafts: Sequence[Draft]
) -> tuple[tuple[Article, ...], tuple[Caption, ...], list[tuple[Range, str]]]:
    """Articles in page order, their captions, and what is left of the drafts."""
    articles: list[Article] = []
    captions: list[Caption] = []
    left: list[tuple[Range, str]] = []
    for draft in drafts:
        left.extend(draft.cuts)
        if not is_article(draft):
            left.extend(_pieces(draft))
            continue
        left.extend(left_over(frame.page.clean_text, draft))
        article = article_of(frame, draft, len(articles) + 1)
        articles.append(article)
        if not is_photo_story(draft):
            captions.extend(captions_of(frame, draft, article.article_id))
    return tuple(articles), tuple(captions), left


def _pieces(draft: Draft) -> list[tuple[Range, str]]:
    """All pieces of a draft that makes no article."""
    lines = [((unit.start, unit.end), "headline_without_body") for unit in (*draft.columns, *draft.stack)]
    credits = [(at, "credit_without_story") for at in (*draft.top_credits, *draft.end_credits)]
    return [*lines, *credits]


def _rejections(page: CleanPage, pieces: Iterable[tuple[Range, str]]) -> Iterable[Rejection]:
    ordered = sorted(pieces)
    offset_map = from_rows(page.offset_map if ordered else ())
    for (start, end), reason in ordered:
        raw_start, raw_end = offset_map.to_old(start, end)
        yield Rejection(
            page.page.source_id, page.page.page_id, "split", reason, page.text[start:end], raw_start, raw_end
        )
