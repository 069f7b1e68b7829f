"""Digests of briefs (简讯, 新闻集锦): one column name, several items, each a story of its own."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Sequence

from tasks.split.columns import is_digest_name
from tasks.split.cues import STACK_LENGTH
from tasks.split.drafts import Draft, Range
from tasks.split.units import SENTENCE_END, Unit

BRIEF_LENGTH = 260
"""Longest body, in characters, of an item that belongs to the digest above it."""

_BULLET = re.compile(r"[●○■□▲△▼▽★☆◆◇※✦•·][ ]?")


def spread_digests(text: str, drafts: Sequence[Draft]) -> list[Draft]:
    """Cut digests into their items, and let items that were told apart already share the column's name."""
    out: list[Draft] = []
    for draft in drafts:
        if out and not draft.columns and _heads_digest(out[-1]) and _is_brief(draft):
            draft.columns = out[-1].columns
        out.extend(_items(text, draft) if _heads_digest(draft) else [draft])
    return out


def _heads_digest(draft: Draft) -> bool:
    return any(is_digest_name(unit.text) for unit in draft.columns)


def _is_brief(draft: Draft) -> bool:
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
