"""Digests of briefs (简讯, 新闻集锦): one column name, several items, each a story of its own."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Sequence

from tasks.split.columns import is_column_name, is_digest_name
from tasks.split.cues import STACK_LENGTH, Cues
from tasks.split.drafts import Draft, Range
from tasks.split.units import SENTENCE_END, Unit

BRIEF_LENGTH = 260
"""Longest body, in characters, of an item that belongs to the digest above it."""
SHORTEST_BRIEF = 20
"""Shortest text of an item, in characters, that a further paragraph may follow."""
ITEM = 12.0
"""Log-odds of a start at an item of a digest."""
BEHIND = 4.0
"""Log-odds of a start behind a digest's last item."""

_BULLET = re.compile(r"[●○■□▲△▼▽★☆◆◇※✦•·][ ]?")


def digest_items(cues: Sequence[Cues]) -> tuple[frozenset[int], frozenset[int]]:
    """Where items of digests begin, and what follows the last item of each.

    The first paragraph below the column's name shows how the digest is set: every item begins with a
    bullet, every item has a headline of one line, or every item ends with a signature.

    Returns:
        the places of the items, of each digest's first one the place of the column's name; and the
        places of the paragraphs behind the digests.
    """
    items: set[int] = set()
    behind: set[int] = set()
    for index, cue in enumerate(cues):
        if index in items or not (cue.is_line and is_digest_name(cue.unit.text)) or index + 1 == len(cues):
            continue
        starts, end = _read_digest(cues, index + 1)
        if len(starts) > 1:
            items |= {index, *starts[1:]}
            behind |= {end} if end < len(cues) else set()
    return frozenset(items), frozenset(behind)


def _read_digest(cues: Sequence[Cues], first: int) -> tuple[list[int], int]:
    """The items from a place on and the place behind the last one; fewer than two are none."""
    if cues[first].is_bullet:
        return _bulleted(cues, first)
    if cues[first].is_line:
        return _headed(cues, first)
    return _signed(cues, first)


def _bulleted(cues: Sequence[Cues], at: int) -> tuple[list[int], int]:
    """Items that begin with one and the same bullet, on their text or on a headline."""
    mark, starts = cues[at].unit.text[0], [at]
    at += 1
    while at < len(cues):
        if cues[at].unit.text[0] == mark:
            starts.append(at)
        elif not _goes_on(cues[at - 1], cues[at]):
            break
        at += 1
    return starts, at


def _goes_on(last: Cues, cue: Cues) -> bool:
    """Whether a paragraph without a bullet goes on with the item before it."""
    if not _is_brief_text(cue) or last.tail is not None:
        return False
    return last.is_line or (len(last.unit.text) > SHORTEST_BRIEF and cue.dateline is None)


def _headed(cues: Sequence[Cues], at: int) -> tuple[list[int], int]:
    """Items of a line and one or two short texts each."""
    starts: list[int] = []
    while at + 1 < len(cues) and _is_item_head(cues[at]) and _is_brief_text(cues[at + 1]):
        starts.append(at)
        at += 2
        while at < len(cues) and _is_brief_text(cues[at]) and cues[at - 1].tail is None and at - starts[-1] < 3:
            at += 1
    return starts, at


def _signed(cues: Sequence[Cues], at: int) -> tuple[list[int], int]:
    """Items of one text each that end with a signature, in its line or in the next."""
    starts: list[int] = []
    while at < len(cues) and _is_brief_text(cues[at]):
        length = 1 if cues[at].tail is not None else 2
        if length == 2 and not (at + 1 < len(cues) and _is_signature(cues[at + 1])):
            break
        starts.append(at)
        at += length
    return starts, at


def _is_signature(cue: Cues) -> bool:
    """Whether a line is nothing but names in brackets."""
    return cue.is_line and cue.unit.text[0] in "（(" and (cue.credit is not None or cue.tail is not None)


def _is_brief_text(cue: Cues) -> bool:
    return not cue.is_line and len(cue.unit.text) <= BRIEF_LENGTH and cue.credit is None and not cue.is_photo_credit


def _is_item_head(cue: Cues) -> bool:
    return cue.is_line and cue.credit is None and not cue.is_enumerated and not is_column_name(cue.unit.text)


def spread_digests(text: str, drafts: Sequence[Draft], items: frozenset[int]) -> list[Draft]:
    """Cut digests into their items, and let items that were told apart already share the column's name.

    Args:
        items: where `digest_items` found items, as places of first paragraphs.
    """
    out: list[Draft] = []
    for draft in drafts:
        if out and not draft.columns and _heads_digest(out[-1]) and _is_of_digest(draft, items):
            draft.columns = out[-1].columns
        parts = _items(text, draft) if _heads_digest(draft) else [draft]
        out.extend(_without_bullet(text, part) if _heads_digest(part) else part for part in parts)
    return out


def _heads_digest(draft: Draft) -> bool:
    return any(is_digest_name(unit.text) for unit in draft.columns)


def _is_of_digest(draft: Draft, items: frozenset[int]) -> bool:
    """Whether a story behind a digest's item is its next one: found as such, or, where none were found, brief."""
    if items:
        return draft.first in items
    return bool(draft.body) and draft.body[-1][1] - draft.body[0][0] <= BRIEF_LENGTH and not draft.top_credits


def _items(text: str, draft: Draft) -> list[Draft]:
    """The items of a digest whose paragraphs begin with bullets; the digest itself if fewer than two do."""
    marks = [at for at, (start, _) in enumerate(draft.body) if _BULLET.match(text, start)]
    if len(marks) < 2 or marks[0] != 0:
        return [draft]
    items = [
        _item(text, draft, draft.body[first:behind])
        for first, behind in zip(marks, [*marks[1:], len(draft.body)], strict=True)
    ]
    _deal_credits(draft, items)
    items[0].stack = [*draft.stack, *items[0].stack]
    items[0].captions, items[0].cuts = draft.captions, [*draft.cuts, *items[0].cuts]
    items[-1].jump_to_page = draft.jump_to_page
    return items


def _without_bullet(text: str, item: Draft) -> Draft:
    """An item without the bullet before its headline or its text."""
    if item.stack and (mark := _BULLET.match(item.stack[0].text)) is not None:
        unit = item.stack[0]
        item.stack[0] = unit._replace(start=unit.start + mark.end(), text=unit.text[mark.end() :])
        item.cuts.append(((unit.start, unit.start + mark.end()), "bullet"))
    elif item.body and not item.stack and (mark := _BULLET.match(text, item.body[0][0])) is not None:
        start, end = item.body[0]
        item.body[0] = (mark.end(), end)
        item.cuts.append(((start, mark.end()), "bullet"))
    return item


def _item(text: str, digest: Draft, body: Sequence[Range]) -> Draft:
    """One item: its first line, if it is one, is its headline; the bullet is cut off."""
    item = Draft(first=digest.first, last=digest.last, columns=digest.columns)
    start, end = body[0]
    mark = _BULLET.match(text, start)
    assert mark is not None
    item.cuts.append(((start, mark.end()), "bullet"))
    first = (mark.end(), end)
    piece = text[slice(*first)]
    if len(body) > 1 and len(piece) <= STACK_LENGTH and piece[-1:] not in SENTENCE_END:
        item.stack.append(Unit(0, *first, piece))
        item.body = list(body[1:])
    else:
        item.body = [first, *body[1:]]
    return item


def _deal_credits(digest: Draft, items: Sequence[Draft]) -> None:
    """Each credit behind an item's text is that item's."""
    begins = [item.body[0][0] for item in items]
    for credit in digest.end_credits:
        items[max(0, bisect_right(begins, credit[0]) - 1)].end_credits.append(credit)
    items[0].top_credits = digest.top_credits
    items[0].dateline, items[0].dateline_credit = digest.dateline, digest.dateline_credit
    items[0].dateline_place, items[0].dateline_date, items[0].agency = (
        digest.dateline_place,
        digest.dateline_date,
        digest.agency,
    )
