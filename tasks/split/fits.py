"""How well each label fits a paragraph, by its cues and its neighbours'; log-odds."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from tasks.split.columns import is_column_name
from tasks.split.cues import LOWER, NO_CAPTION, TOP, Cues
from tasks.split.evidence import Evidence
from tasks.split.labels import Label
from tasks.split.photo_credits import find_photo_credit
from tasks.split.stack import is_couplet, is_deck_wording

_BRACKETED = re.compile(r"[（(][\u3400-\u9fff /／、·]{1,24}[）)]")
_PEN_NAME = re.compile(r"[\u3400-\u9fff]{2,4}")
_LEADING = re.compile(
    r"强调$|指出$|要求$|一线观察$|之[一二三四五六七八九十]$|省：|市：|县：|区：|镇：|乡：|村：|州：|旗：|召开.{2,14}会议?$|举行.{2,14}会议?$|？.{4,}"
)
_NOTICE = re.compile(r"关于.{2,40}的?(?:公告|通告|通知|公示|启事|声明|布告|决定|公报)")
_SOURCE_OF_PHOTO = re.compile(r"[（(]?(?:图|图片|照片|图片来源)[ ]?[:：/／]")
"""What sites print below a photo without a caption, in the middle of a text: （图：县政府提供）."""
NOTICE_WORDING = 3.0
"""The same of a notice's title."""
CREDIT_ABOVE, SIGNATURE_ABOVE, TABLE_ABOVE, OPEN_ABOVE = 2.5, 4.0, 5.0, -1.0
"""Log-odds of a start behind an author's credit, a notice's signature, a table's last row, an unfinished sentence."""
CONTINUED = -8.0
"""Log-odds of a text behind a mark that says where its story comes from, as a further paragraph of the story above."""
JUMP_ABOVE = 4.0
"""Log-odds of a start behind a mark that says where the story above goes on; only its captions may still follow."""
NEVER = -50.0
USUAL_STACK = 3
"""Lines that a headline stack has as a rule, its credit included."""
LONGEST_NOTE = 20
"""Longest note or date that stands alone behind a body, in characters."""
LONGEST_NOTED_CAPTION = 140
"""Longest caption behind a note （附图片）, in characters."""
HEADING_IN_STACK = 1.5
"""Log-odds of a heading of the page's first rank as a headline, and against it as a subhead."""
HEADLINE_WORDING, LEADING_WORDING = 1.2, 1.5
"""Log-odds of a couplet (two clauses set apart by a space), and of a kicker's wording, as a headline's against a subhead's."""
LOWER_HEADING = 1.0
"""Log-odds of a lower heading as a subhead."""
LONGEST_STACK = 6
"""Most lines that a headline stack has; longer runs of short lines are verse, lists and tables."""

S, Y, U, O, B, H, E, C, P = map(int, Label)  # noqa: E741


def closing_evidence(cues: Sequence[Cues]) -> list[Evidence]:
    """How much the paragraph before each one closes its story: an author's name behind the text, a table that ends."""
    silent = [cue.unit.is_closed and cue.onward is None and cue.tail is None and not cue.is_row for cue in cues]
    return [item for index in range(1, len(cues)) if not silent[index - 1] for item in _closing(cues, index)]


def _closing(cues: Sequence[Cues], index: int) -> Iterator[Evidence]:
    last = cues[index - 1]
    if last.onward is not None:
        yield Evidence(index, "the story above goes on on another page", JUMP_ABOVE)
        return
    if last.tail is not None and last.tail[0] > 0 and not _credits_photo(last):
        yield Evidence(index, "the paragraph above ends with a credit", CREDIT_ABOVE)
    if last.is_day and index >= 2 and _is_signature(cues, index - 2):
        yield Evidence(index, "a signature with its day above", SIGNATURE_ABOVE)
    if last.is_row and not any(cue.is_row for cue in cues[index : index + 3]):
        yield Evidence(index, "a table ends above", TABLE_ABOVE)
    if not last.is_line and not last.unit.is_closed and last.tail is None:
        yield Evidence(index, "the paragraph above doesn't end a sentence", OPEN_ABOVE)


def _credits_photo(cue: Cues) -> bool:
    """Whether the credit at a paragraph's end is a photo's: the paragraph is a caption, or such a credit alone."""
    return cue.is_photo_credit or find_photo_credit(cue.unit.text) is not None


def text_fits(cues: Sequence[Cues], index: int) -> list[float] | None:
    """How well OPENING and BODY fit a paragraph that nothing else fits; None if something else may."""
    cue = cues[index]
    if not cue.is_plain or (index + 1 < len(cues) and _follows_photo(cues[index + 1])):
        return None
    last = cues[index - 1] if index else None
    if last is not None and last.is_picture_note:
        return None
    return [*_text_fits(cue, last)]


def fits_of(cues: Sequence[Cues], index: int) -> list[float]:
    """How well each label fits a paragraph that may be more than text."""
    cue = cues[index]
    last = cues[index - 1] if index else None
    following = cues[index + 1] if index + 1 < len(cues) else None
    run, place = _run(cues, index) if not _heads_credit(cue, following) else (0, 0)
    fit = [NEVER] * len(Label)
    fit[S] = _stack_fit(cue, last, following) - (3.0 if place >= LONGEST_STACK else 0.0)
    if (
        not cue.is_row
        and (last is None or not last.is_line)
        and any(near.is_row for near in cues[index + 1 : index + 4])
    ):
        fit[S] += 2.5
    fit[Y] = _top_credit_fit(cue, last)
    fit[O], fit[B] = _text_fits(cue, last)
    fit[H] = _subhead_fit(cue, last)
    if run > LONGEST_STACK:
        fit[H] += 1.5 if place >= USUAL_STACK else 0.5 if place else -0.5
        fit[S] += 0.0 if place or cue.is_enumerated else 1.0
    if cue.is_line and not cue.is_enumerated:
        worded = (
            NOTICE_WORDING
            if _NOTICE.fullmatch(cue.unit.text)
            else HEADLINE_WORDING
            if is_couplet(cue.unit.text)
            else LEADING_WORDING
            if _leads_on(cue.unit.text)
            else 0.0
        )
        fit[S], fit[H] = fit[S] + worded, fit[H] - worded
    if cue.heading == TOP:
        fit[S], fit[H] = fit[S] + HEADING_IN_STACK, fit[H] - HEADING_IN_STACK
    elif cue.heading == LOWER:
        fit[H] += LOWER_HEADING
    fit[E] = _end_credit_fit(cue)
    if _is_signature(cues, index):
        fit[S] -= 8.0
        fit[H] += 1.5
    if index and _is_signature(cues, index - 1):
        fit[E], fit[H] = NEVER, fit[H] + 1.5
    goes_on = _goes_on_behind_caption(cues, index + 1)
    caption = 3.0 if cue.is_photo_credit else cue.caption + _caption_context(cue, last, following, goes_on)
    fit[C] = fit[U] = fit[P] = caption if caption > NO_CAPTION else NEVER
    if cue.is_photo_credit:
        fit[P] = 2.0
        fit[C] -= 1.5 if last is not None and len(last.unit.text) > LONGEST_NOTED_CAPTION else 0.0
        fit[E] = min(fit[E], 0.0)
    if last is not None and last.is_picture_note:
        fit[P] -= 3.0
    if cue.is_artwork:
        fit[P], fit[C], fit[U], fit[S] = 3.0, 0.0, 0.0, fit[S] - 2.0
    return fit


def _leads_on(text: str) -> bool:
    """Whether a line is worded as a kicker that names who spoke where, or as a place's headline with a colon."""
    return _LEADING.search(text) is not None


def _follows_photo(following: Cues) -> bool:
    """Whether the next paragraph makes this one a caption."""
    return following.is_photo_credit or following.unit.text.startswith("图为")


def _run(cues: Sequence[Cues], index: int) -> tuple[int, int]:
    """How many lines follow one another around a line, and how many of them stand before it; (0, 0) for a text."""
    if not cues[index].is_line:
        return 0, 0
    first = last = index
    while first > 0 and index - first < 2 * LONGEST_STACK and _runs_on(cues[first - 1]):
        first -= 1
    while last + 1 < len(cues) and last - index < 2 * LONGEST_STACK and cues[last + 1].is_line and _runs_on(cues[last]):
        last += 1
    return last - first + 1, index - first


def _is_signature(cues: Sequence[Cues], index: int) -> bool:
    """Whether a line signs a notice or a letter: it stands behind a text, and a day and no table below it."""
    if not 0 < index < len(cues) - 1 or cues[index - 1].is_line:
        return False
    below = cues[index + 2] if index + 2 < len(cues) else None
    return cues[index].is_line and cues[index + 1].is_day and not (below is not None and below.is_row)


def _heads_credit(cue: Cues, following: Cues | None) -> bool:
    """Whether a line stands above an author's line: a title above its author, even behind verse or a table."""
    if following is None or not cue.is_line or cue.credit is not None:
        return False
    return following.is_line and following.credit is not None and not following.is_photo_credit


def _runs_on(cue: Cues) -> bool:
    """Whether a line is followed by its like: not closed by a mark."""
    return cue.is_line and not cue.unit.is_closed


def _goes_on_behind_caption(cues: Sequence[Cues], index: int) -> bool:
    """Whether a text follows a caption (图为…) and its credit: the caption stands in the middle of a story."""
    behind = index + 1
    while behind < len(cues) and cues[behind].is_photo_credit:
        behind += 1
    return behind < len(cues) and cues[behind].is_plain and cues[behind].dateline is None


def _caption_context(cue: Cues, last: Cues | None, following: Cues | None, goes_on: bool) -> float:
    """What the neighbours say: a photo's credit follows its caption, a note （附图片） stands before it.

    A paragraph between a headline and 图为 tells of the photo, unless a text goes on behind the caption
    (`goes_on`); behind a text it goes on with the text: the caption is the story's.
    """
    odds = 0.0
    if last is not None and last.is_picture_note and len(cue.unit.text) <= LONGEST_NOTED_CAPTION:
        odds += 4.0
    if following is not None and following.is_photo_credit and not following.is_artwork:
        is_long = len(cue.unit.text) > LONGEST_NOTED_CAPTION or _SOURCE_OF_PHOTO.match(following.unit.text)
        odds += 1.0 if is_long else 6.0
    elif following is not None and following.unit.text.startswith("图为") and not goes_on:
        odds += 5.0 if last is None or (last.is_line and not last.is_photo_credit) else 0.0
    return odds


def _is_dash_line(cue: Cues) -> bool:
    return cue.is_line and cue.unit.text.startswith(("—", "─"))


def _is_of_table(cue: Cues, last: Cues | None, following: Cues | None) -> bool:
    """Whether a day stands between a table's title and its rows."""
    return last is not None and last.is_line and not last.is_row and following is not None and following.is_row


def _stack_fit(cue: Cues, last: Cues | None, following: Cues | None) -> float:
    if not cue.is_line or cue.is_jump_only:
        return -9.0
    text = cue.unit.text
    fit = 0.0
    if len(text) > 40:
        fit -= 1.5
    if len(text) < 4:
        fit -= 1.0
    if text[-1] in "，、；,":
        fit -= 2.5
    if text[-1] in "：:" and not (following is not None and following.is_line):
        fit -= 1.0
    if text.count("，") > 1:
        fit -= 1.0
    if _is_dash_line(cue):
        fit += 1.0 if last is not None and last.is_line and not last.is_enumerated else -1.0
    elif cue.is_bullet:
        fit -= 1.0
    elif cue.is_enumerated or (cue.is_day and not _is_of_table(cue, last, following)):
        fit -= 3.0
    if text[-1] in "！!" and "，" in text:
        fit -= 1.0
    if cue.credit is not None:
        fit -= 4.0 if cue.has_role else 1.5
    if cue.is_photo_credit:
        fit -= 4.0
    if cue.is_row:
        fit -= 3.0
    if text[0] in "（(" and text[-1] in "）)":
        fit -= 3.0
    if is_column_name(text):
        fit += 2.5
    if following is not None and not cue.is_enumerated and _is_dash_line(following):
        fit += 2.5
    if _heads_credit(cue, following):
        fit += 2.5
    return fit


def _top_credit_fit(cue: Cues, last: Cues | None) -> float:
    if cue.credit is not None and not cue.is_photo_credit:
        return 2.0 if cue.has_role else 1.5
    has_title = last is not None and not is_column_name(last.unit.text)
    is_pen_name = has_title and cue.is_line and _PEN_NAME.fullmatch(cue.unit.text) is not None
    if is_pen_name and not cue.is_enumerated and not is_deck_wording(cue.unit.text):
        return 0.5
    return -8.0


def _end_credit_fit(cue: Cues) -> float:
    if cue.is_jump_only:
        return 5.0
    if cue.tail is not None and cue.tail[0] == 0:
        return 4.0
    if cue.credit is not None:
        return 2.0 if cue.has_role else -0.5
    text = cue.unit.text
    if (cue.is_picture_note or cue.is_day) and len(text) <= LONGEST_NOTE:
        return 1.0
    if _BRACKETED.fullmatch(text):
        return 1.5
    if cue.is_note:
        return 2.5
    return -9.0


def _text_fits(cue: Cues, last: Cues | None) -> tuple[float, float]:
    """How well a paragraph fits as its body's first one, and as a further one."""
    if cue.is_jump_only:
        return -9.0, -9.0
    if cue.back is not None:
        return 4.0, CONTINUED
    if cue.dateline is not None:
        return 4.0, -1.0
    is_bullet = cue.is_bullet
    heads_list = is_bullet and last is not None and last.is_line and last.tail is None
    if cue.is_photo_credit or (cue.credit is not None and cue.has_role):
        body = -2.0
    elif is_bullet:
        body = 0.0 if heads_list else 1.5
    else:
        body = -4.0 if cue.is_line else 0.0
    return (-3.0 if cue.is_line else _opening_of_text(cue, is_bullet and not heads_list)), body


def _opening_of_text(cue: Cues, is_item: bool) -> float:
    """How well a text opens a body; `is_item`: it is an item further down a list."""
    fit = -3.0 if is_item else 0.0
    if cue.is_continuation:
        fit -= 1.0
    if len(cue.unit.text) < 20:
        fit -= 1.0
    return fit


def _subhead_fit(cue: Cues, last: Cues | None) -> float:
    if not cue.is_line or cue.is_jump_only:
        return -9.0
    fit = 0.0 if cue.is_bullet else 1.5 if cue.is_enumerated or cue.is_row else -1.0
    if last is not None and last.is_row and not cue.is_row:
        fit -= 1.0
    if _is_dash_line(cue) and last is not None and last.is_line and not last.is_enumerated:
        fit -= 2.0
    if cue.unit.text[-1] in "，、；,":
        fit += 1.0
    if cue.credit is not None:
        fit -= 3.0 if cue.has_role else 0.5
    if cue.is_photo_credit:
        fit -= 3.0
    return fit
