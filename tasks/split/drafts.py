"""From labels to drafts: which paragraphs, and which parts of them, make up each story."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from schemas.document import Credit
from tasks.split.bylines import Byline, agency_in, read_byline
from tasks.split.columns import is_column_name, is_comment_name
from tasks.split.credit_lines import CREDIT_OPEN, find_picture_note, find_tail_credit
from tasks.split.cues import NO_CAPTION, Cues
from tasks.split.labels import Label
from tasks.split.photo_credits import find_photo_credit
from tasks.split.reading import Reading
from tasks.split.units import Unit, trimmed

Range = tuple[int, int]


@dataclass(frozen=True, slots=True)
class CaptionDraft:
    """A caption and its credit, as ranges in clean_text; `credit` is None if none is printed.

    `is_loose` marks a caption that belongs to no story.
    """

    text: Range
    credit: Range | None
    is_loose: bool = False


@dataclass(slots=True)
class Draft:
    """A story in the making: ranges in clean_text.

    Attributes:
        stack: lines of the headline stack, top to bottom.
        columns: names of standing columns above it.
        highlights: bullet summaries, their marks left out.
        body: paragraphs of the body.
        openers: for each body paragraph, whether it is a line (subhead, verse, row).
        credits: credit lines and credits cut off the body: range, what they say, whether they stand above the body.
        cuts: what was cut off the body and is no field: range and reason.
        first, last: indexes of its first and last paragraph among those that were labelled.
    """

    first: int
    last: int = 0
    stack: list[Unit] = field(default_factory=list)
    columns: list[Unit] = field(default_factory=list)
    highlights: list[Range] = field(default_factory=list)
    dateline: Range | None = None
    dateline_credit: Range | None = None
    dateline_place: str | None = None
    dateline_date: str | None = None
    agency: str | None = None
    body: list[Range] = field(default_factory=list)
    line_count: int = 0
    top_credits: list[Range] = field(default_factory=list)
    end_credits: list[Range] = field(default_factory=list)
    captions: list[CaptionDraft] = field(default_factory=list)
    early_captions: int = 0
    cuts: list[tuple[Range, str]] = field(default_factory=list)
    jump_to_page: int | None = None
    jump_from_page: int | None = None
    is_photo: bool = False


def draft_stories(cues: Sequence[Cues], reading: Reading) -> list[Draft]:
    """Collect each story's paragraphs, in page order."""
    drafts: list[Draft] = []
    for index, (cue, label, starts) in enumerate(zip(cues, reading.labels, reading.starts, strict=True)):
        if starts or not drafts:
            drafts.append(Draft(first=index))
        draft = drafts[-1]
        draft.last = index
        _ADD[Label.STACK if _heads_photo(draft, cues, index, label) else label](draft, cue)
    return drafts


def _heads_photo(draft: Draft, cues: Sequence[Cues], index: int, label: Label) -> bool:
    """Whether what was read as a caption, for the 图为 below it, is a line of display: the photo's headline."""
    if label not in (Label.PHOTO, Label.STACK_CAPTION) or draft.body or draft.captions or index + 1 == len(cues):
        return False
    cue = cues[index]
    is_bare = cue.is_line and cue.caption <= NO_CAPTION and cue.credit is None and not cue.is_photo_credit
    return is_bare and not cue.unit.is_closed and cues[index + 1].unit.text.startswith("图为")


@dataclass(frozen=True, slots=True)
class Mark:
    """A line that is nothing but a mark （上接第一版）, and the place of the paragraph behind it among the cues."""

    unit: Unit
    page: int
    at: int


def take_marks(cues: Sequence[Cues], page_no: int | None = None) -> tuple[list[Cues], list[Mark]]:
    """Take out lines that only say where the story behind them comes from.

    紧接 is said at both ends: a mark that names a page behind this one (`page_no`) says where a story goes on.
    """
    kept: list[Cues] = []
    marks: list[Mark] = []
    for index, cue in enumerate(cues):
        goes_on = cue.onward is not None and page_no is not None and cue.onward.page > page_no
        if cue.back is not None and cue.is_jump_only and index + 1 < len(cues) and not goes_on:
            marks.append(Mark(cue.unit, cue.back.page, len(kept)))
        else:
            kept.append(cue)
    return kept, marks


def give_marks(drafts: Sequence[Draft], marks: Sequence[Mark]) -> None:
    """Note on each story the page that the mark in it names."""
    for mark in marks:
        for draft in drafts:
            if draft.first <= mark.at <= draft.last:
                draft.jump_from_page = mark.page
                draft.cuts.append(((mark.unit.start, mark.unit.end), "jump_mark"))


def _add_stack(draft: Draft, cue: Cues) -> None:
    if is_comment_name(cue.unit.text) or (is_column_name(cue.unit.text) and not draft.stack):
        draft.columns.append(cue.unit)
    else:
        draft.stack.append(cue.unit)


def _add_top_credit(draft: Draft, cue: Cues) -> None:
    mark = CREDIT_OPEN.match(cue.unit.text)
    shift = mark.end() if mark and cue.unit.text[mark.end() - 1 : mark.end()] not in "（([【" else 0
    draft.top_credits.append((cue.unit.start + shift, cue.unit.end))


def _add_end_credit(draft: Draft, cue: Cues) -> None:
    unit = cue.unit
    if cue.is_jump_only:
        _cut_jumps(draft, cue, unit.start, unit.end)
        return
    start, end = _without_brackets(unit.text, 0, len(unit.text))
    draft.end_credits.append((unit.start + start, unit.start + end))


def _add_body(draft: Draft, cue: Cues) -> None:
    """A paragraph of the body, without what is printed in it and belongs to other fields."""
    unit = cue.unit
    start, end = unit.start, unit.end
    if cue.back is not None and not draft.body:
        draft.jump_from_page = cue.back.page
        draft.cuts.append(((start, start + cue.back.end), "jump_mark"))
        start += cue.back.end
    if cue.dateline is not None and not draft.body:
        start = _take_dateline(draft, cue, start)
    if cue.onward is not None or cue.back is not None:
        start, end = _cut_jumps(draft, cue, start, end)
    if not unit.is_closed or end < unit.end:
        start, end = _cut_tail(draft, unit, start, end)
    if start < end:
        draft.body.append((start, end))
        draft.line_count += cue.is_line


def _take_dateline(draft: Draft, cue: Cues, start: int) -> int:
    dateline = cue.dateline
    assert dateline is not None
    begin, end = trimmed(cue.unit.text, start - cue.unit.start, start - cue.unit.start + dateline.end)
    shift = start
    draft.dateline = (cue.unit.start + begin, cue.unit.start + end)
    if dateline.byline_start < dateline.byline_end:
        draft.dateline_credit = (shift + dateline.byline_start, shift + dateline.byline_end)
    draft.dateline_place, draft.dateline_date, draft.agency = dateline.place, dateline.date_text, dateline.agency
    after = start - cue.unit.start + dateline.end
    return cue.unit.start + trimmed(cue.unit.text, after, len(cue.unit.text))[0]


def _cut_jumps(draft: Draft, cue: Cues, start: int, end: int) -> Range:
    """Take the mark at the end off; its page is the draft's."""
    if cue.onward is not None:
        draft.jump_to_page = cue.onward.page
        at = cue.unit.start + cue.onward.start
        draft.cuts.append(((at, cue.unit.start + cue.onward.end), "jump_mark"))
        end = at
    elif cue.back is not None and cue.is_jump_only:
        draft.jump_from_page = cue.back.page
        draft.cuts.append(((start, end), "jump_mark"))
        end = start
    return _trim(cue.unit, start, end)


def _cut_tail(draft: Draft, unit: Unit, start: int, end: int) -> Range:
    """Take notes and credits off the paragraph's end, however many there are."""
    for _ in range(3):
        text = unit.text[start - unit.start : end - unit.start]
        if (note := find_picture_note(text)) is not None:
            draft.cuts.append(((start + note[0], start + note[1]), "picture_note"))
            start, end = _trim(unit, start, start + note[0])
        elif (credit := find_tail_credit(text)) is not None and credit[0] > 0:
            begin, stop = _without_brackets(text, *credit)
            draft.end_credits.append((start + begin, start + stop))
            start, end = _trim(unit, start, start + credit[0])
        else:
            break
    return start, end


def _trim(unit: Unit, start: int, end: int) -> Range:
    begin, stop = trimmed(unit.text, start - unit.start, end - unit.start)
    return unit.start + begin, unit.start + stop


def _without_brackets(text: str, start: int, end: int) -> Range:
    if text[start] in "（(【[" and text[end - 1] in "）)】]":
        return trimmed(text, start + 1, end - 1)
    return start, end


def _add_caption(draft: Draft, cue: Cues) -> None:
    unit = cue.unit
    if cue.is_photo_credit and draft.captions and draft.captions[-1].credit is None:
        draft.captions[-1] = CaptionDraft(draft.captions[-1].text, (unit.start, unit.end))
        return
    credit = find_photo_credit(unit.text)
    if credit is None or credit[0] == 0:
        draft.captions.append(CaptionDraft((unit.start, unit.end), None))
        return
    start, end = _trim(unit, unit.start, unit.start + credit[0])
    draft.captions.append(CaptionDraft((start, end), _trim(unit, unit.start + credit[0], unit.start + credit[1])))


def _add_early_caption(draft: Draft, cue: Cues) -> None:
    _add_caption(draft, cue)
    draft.early_captions = len(draft.captions)


def _add_photo(draft: Draft, cue: Cues) -> None:
    draft.is_photo = True
    _add_caption(draft, cue)


_ADD = {
    Label.STACK: _add_stack,
    Label.TOP_CREDIT: _add_top_credit,
    Label.STACK_CAPTION: _add_early_caption,
    Label.OPENING: _add_body,
    Label.BODY: _add_body,
    Label.SUBHEAD: _add_body,
    Label.END_CREDIT: _add_end_credit,
    Label.CAPTION: _add_caption,
    Label.PHOTO: _add_photo,
}


def byline_of(text: str, ranges: Iterable[Range]) -> Byline:
    """All credits of some ranges read together."""
    authors: list[str] = []
    credits: list[Credit] = []
    for start, end in ranges:
        byline = read_byline(text[start:end])
        authors.extend(byline.authors)
        credits.extend(byline.credits)
    return Byline(tuple(dict.fromkeys(authors)), tuple(dict.fromkeys(credits)))


def agency_of(text: str, draft: Draft) -> str | None:
    """The agency of its dateline, or one that a credit names without naming a paper's own reporter."""
    if draft.agency:
        return draft.agency
    photos = [caption.credit for caption in draft.captions if caption.credit and not draft.body]
    for start, end in (*draft.top_credits, *draft.end_credits, *photos):
        if (agency := agency_in(text[start:end])) is not None:
            return agency
    return None
