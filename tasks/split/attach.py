"""Putting displaced pieces where their words belong: headline stacks printed away from their body, captions.

A stack that stands in front of one body but shares its words with the one before it, which has no
stack, was displaced (PDF text layers give columns in any order). A caption belongs to its story if
they share words; otherwise it is a photo's own item.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from itertools import pairwise

from tasks.split.cohesion import Pairs, pairs_of, share
from tasks.split.drafts import CaptionDraft, Draft
from tasks.split.units import Unit

DISPLACED_SHARE = 0.3
"""Share of a stack's pairs that the body must hold to which a displaced stack is moved."""
DISPLACED_LEAD = 0.15
"""By how much that share must exceed the share in the body next to which it stands."""
CAPTION_SHARE = 0.22
"""Share of a caption's pairs in a story from which it belongs to the story."""
OWN_PHOTO_LENGTH = 20
"""Shortest caption, in characters, that can be a photo's own item."""
BODY_SAMPLE = 3000
"""Characters of a body in which words of stacks and captions are looked for."""


def attach(text: str, drafts: Sequence[Draft]) -> list[Draft]:
    """Move displaced stacks to their bodies and captions to theirs; drafts keep their order."""
    moved = _move_stacks(text, list(drafts))
    return [out for draft in moved for out in _with_own_photos(text, draft)]


def _move_stacks(text: str, drafts: list[Draft]) -> list[Draft]:
    for before, after in pairwise(drafts):
        if before.body and not before.stack and after.stack and not before.is_photo:
            _move_back(before, after, _body_pairs(text, before), _body_pairs(text, after))
    for draft in drafts:
        if draft.stack and not draft.body and not draft.captions:
            _give_away(text, draft, drafts)
    return drafts


def _move_back(before: Draft, after: Draft, one: Pairs, other: Pairs) -> None:
    """Give a stack, or its upper lines, to the story before it."""
    lines = after.stack
    if not after.body or _fits_better(lines, one, other):
        before.stack, after.stack = lines, []
        before.columns, after.columns = after.columns, []
        return
    for cut in range(len(lines) - 1, 0, -1):
        if lines[cut].blank_before and _fits_better(lines[:cut], one, other):
            before.stack, after.stack = lines[:cut], lines[cut:]
            return


def _fits_better(lines: Sequence[Unit], one: Pairs, other: Pairs) -> bool:
    pairs = _line_pairs(lines)
    here = share(pairs, one)
    return here >= DISPLACED_SHARE and here >= share(pairs, other) + DISPLACED_LEAD


def _give_away(text: str, draft: Draft, drafts: Sequence[Draft]) -> None:
    """A stack without a body goes to the story without a stack that shares most of its words."""
    pairs = _line_pairs(draft.stack)
    homeless = [other for other in drafts if other.body and not other.stack and not other.is_photo]
    shares = [share(pairs, _body_pairs(text, other)) for other in homeless]
    if shares and max(shares) >= DISPLACED_SHARE:
        best = homeless[shares.index(max(shares))]
        best.stack, draft.stack = draft.stack, []
        best.columns, draft.columns = best.columns or draft.columns, []


def _line_pairs(lines: Sequence[Unit]) -> Pairs:
    return frozenset().union(*(pairs_of(line.text) for line in lines))


def _body_pairs(text: str, draft: Draft) -> Pairs:
    if not draft.body:
        return frozenset()
    start = draft.body[0][0]
    return pairs_of(text[start : min(draft.body[-1][1], start + BODY_SAMPLE)], BODY_SAMPLE)


def _with_own_photos(text: str, draft: Draft) -> list[Draft]:
    """The draft, and its captions that share no words with it as items of their own."""
    if draft.is_photo or not draft.body:
        return [draft]
    if not draft.early_captions:
        return [draft]
    story = _body_pairs(text, draft) | _line_pairs(draft.stack)
    own = [caption for caption in draft.captions[: draft.early_captions] if _stands_alone(text, caption, story)]
    draft.captions = [caption for caption in draft.captions if caption not in own]
    photos = [replace(Draft(first=draft.first, last=draft.first), captions=[caption], is_photo=True) for caption in own]
    return [*photos, draft] if not draft.stack else [draft, *photos]


def _stands_alone(text: str, caption: CaptionDraft, story: Pairs) -> bool:
    words = text[slice(*caption.text)]
    return len(words) >= OWN_PHOTO_LENGTH and share(pairs_of(words), story) < CAPTION_SHARE
