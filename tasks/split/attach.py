"""Putting displaced pieces where their words belong: headline stacks printed away from their body, captions.

A stack that stands in front of one body but shares its words with the one before it, which has no
stack, was displaced (PDF text layers give columns in any order). A caption belongs to its story if
they share words; otherwise it is a photo's own item.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from itertools import pairwise

from tasks.split.cohesion import Pairs, pairs_of, share, telling
from tasks.split.drafts import CaptionDraft, Draft
from tasks.split.photo_credits import NOTE, is_photo_credit
from tasks.split.units import Unit

DISPLACED_SHARE = 0.3
"""Share of a stack's pairs that the body must hold to which a displaced stack is moved."""
DISPLACED_LEAD = 0.15
"""By how much that share must exceed the share in the body next to which it stands."""
LEAST_SHARE = 0.1
"""The same where one story of the page alone has lost its stack."""
CUT_LEAD = 0.4
"""By how much the lines on both sides of a cut between two stacks fit their own bodies better, shares added."""
CAPTION_SHARE = 0.15
"""Share of the telling words of a caption between headline and body that the story must hold for it to belong there."""
LOOSE_SHARE = 0.12
"""The same for a caption behind the body, whose place speaks for the story."""
PHOTO_SHARE = 0.2
"""Share of the telling words of a photo's caption that the story beside it must hold to own it."""
LONGEST_OF_STORY = 60
"""Longest caption, in characters, that is given to the story beside it; longer ones tell a story of their own."""
OWN_PHOTO_LENGTH = 26
"""Shortest caption, in characters, that can be a photo's own item."""
LONGEST_PHOTO = 140
"""Longest paragraph, in characters, that is a photo's caption by the credit below it."""
BODY_SAMPLE = 3000
"""Characters of a body in which words of stacks and captions are looked for."""


def attach(text: str, drafts: Sequence[Draft], single: bool = False) -> list[Draft]:
    """Move displaced stacks to their bodies and captions to theirs; drafts keep their order.

    On a page of one story (`single`) everything is that story's.
    """
    moved = _move_stacks(text, list(drafts))
    if single:
        return moved
    for draft in moved:
        _read_as_photo(text, draft)
    told = [out for draft in moved for out in _with_own_photos(text, draft)]
    return [draft for at, draft in enumerate(told) if not _returns(text, draft, told[max(0, at - 1) : at + 2])]


def _read_as_photo(text: str, draft: Draft) -> None:
    """Make a photo's caption of one short paragraph with nothing but a photo's credit below it."""
    if len(draft.body) != 1 or len(draft.captions) != 1 or draft.dateline or draft.top_credits or draft.end_credits:
        return
    (start, end), (credit,) = draft.body[0], draft.captions
    is_whole = credit.credit is None and is_photo_credit(text[slice(*credit.text)])
    if is_whole and end - start <= LONGEST_PHOTO and credit.text[0] >= end and not draft.jump_to_page:
        draft.captions, draft.body, draft.is_photo = [CaptionDraft((start, end), credit.text)], [], True


def _returns(text: str, photo: Draft, near: Sequence[Draft]) -> bool:
    """Give a photo without a headline to the story beside it that holds most of its words; whether one does."""
    if not photo.is_photo or photo.stack or photo.body or len(photo.captions) != 1:
        return False
    start, end = photo.captions[0].text
    words = _caption_words(text[start:end])
    stories = [draft for draft in near if draft.body and not draft.is_photo]
    shares = [share(words, _body_pairs(text, draft) | _line_pairs(draft.stack)) for draft in stories]
    if not shares or max(shares) < PHOTO_SHARE or end - start > LONGEST_OF_STORY:
        return False
    owner = stories[shares.index(max(shares))]
    owner.captions.append(photo.captions[0])
    owner.cuts.extend(photo.cuts)
    return True


def _move_stacks(text: str, drafts: list[Draft]) -> list[Draft]:
    for before, after in pairwise(drafts):
        if before.body and not before.stack and after.stack and not before.is_photo and not _is_display(after):
            _move_back(
                before, after, _body_pairs(text, before), _body_pairs(text, after) or _caption_pairs(text, after)
            )
    for draft in drafts:
        if draft.stack and not draft.captions and (not draft.body or _is_display(draft)):
            _give_away(text, draft, drafts)
    return drafts


def _is_display(draft: Draft) -> bool:
    """Whether a draft has one line of display for its body: the last line of a stack that stands apart from its text."""
    credited = draft.dateline or draft.top_credits or draft.end_credits or draft.jump_to_page or draft.jump_from_page
    return len(draft.body) == draft.line_count == 1 and not credited


def _move_back(before: Draft, after: Draft, one: Pairs, other: Pairs) -> None:
    """Give a stack, or its upper lines, to the story before it."""
    lines = after.stack
    cut = _cut_between(lines, one, other)
    above, below = _lead(lines[:cut], one, other), _lead(lines[cut:], other, one)
    if cut and below > 0 and above + below >= CUT_LEAD and share(_line_pairs(lines[:cut]), one) >= DISPLACED_LEAD:
        before.stack, after.stack = lines[:cut], lines[cut:]
    elif not other or _fits_better(lines, one, other):
        before.stack, after.stack = lines, []
        before.columns, after.columns = [*before.columns, *after.columns], []


def _cut_between(lines: Sequence[Unit], one: Pairs, other: Pairs) -> int:
    """Where lines that stand between two bodies are parted best: those above it share most with one, those below with the other."""
    leads = [len(pairs & one) - len(pairs & other) for pairs in (pairs_of(line.text) for line in lines)]
    return max(
        range(1, len(lines)), key=lambda cut: (sum(leads[:cut]) - sum(leads[cut:]), lines[cut].blank_before), default=0
    )


def _lead(lines: Sequence[Unit], one: Pairs, other: Pairs) -> float:
    """By how much the share of some lines' pairs in one body exceeds that in another."""
    pairs = _line_pairs(lines)
    return share(pairs, one) - share(pairs, other)


def _fits_better(lines: Sequence[Unit], one: Pairs, other: Pairs) -> bool:
    pairs = _line_pairs(lines)
    here = share(pairs, one)
    return here >= DISPLACED_SHARE and here >= share(pairs, other) + DISPLACED_LEAD


def _give_away(text: str, draft: Draft, drafts: Sequence[Draft]) -> None:
    """A stack without a body goes to the story without a stack that shares most of its words.

    The only such story of the page, begun by a dateline, needs to share few.
    """
    lines = [*draft.stack, *(Unit(draft.stack[-1].order, *at, text[slice(*at)]) for at in draft.body)]
    pairs = _line_pairs(lines)
    homeless = [other for other in drafts if other.body and not other.stack and not other.is_photo]
    shares = [share(pairs, _body_pairs(text, other)) for other in homeless]
    alone = len(homeless) == 1 and homeless[0].dateline is not None and not homeless[0].jump_from_page
    if shares and max(shares) >= (LEAST_SHARE if alone else DISPLACED_SHARE):
        best = homeless[shares.index(max(shares))]
        best.stack, draft.stack, draft.body = lines, [], []
        best.columns, draft.columns = [*best.columns, *draft.columns], []


def _line_pairs(lines: Sequence[Unit]) -> Pairs:
    return frozenset().union(*(pairs_of(line.text) for line in lines))


def _body_pairs(text: str, draft: Draft) -> Pairs:
    if not draft.body:
        return frozenset()
    start = draft.body[0][0]
    return pairs_of(text[start : min(draft.body[-1][1], start + BODY_SAMPLE)], BODY_SAMPLE)


def _caption_pairs(text: str, draft: Draft) -> Pairs:
    return frozenset().union(*(pairs_of(text[slice(*caption.text)]) for caption in draft.captions))


def _with_own_photos(text: str, draft: Draft) -> list[Draft]:
    """The draft, and captions between its headline and body that share no words with it as items of their own.

    A caption behind the body that shares none belongs to no story.
    """
    if draft.is_photo or not draft.body or not draft.captions:
        return [draft]
    story = pairs_of(text[draft.body[0][0] : draft.body[-1][1]], BODY_SAMPLE) | _line_pairs(draft.stack)
    shares = [share(_caption_words(text[slice(*caption.text)]), story) for caption in draft.captions]
    early = zip(draft.captions[: draft.early_captions], shares, strict=False)
    own = [caption for caption, part in early if part < CAPTION_SHARE and _is_item(caption)]
    draft.captions = [
        replace(caption, is_loose=part < LOOSE_SHARE)
        for caption, part in zip(draft.captions, shares, strict=True)
        if caption not in own
    ]
    photos = [Draft(first=draft.first, last=draft.first, captions=[caption], is_photo=True) for caption in own]
    return [draft, *photos] if draft.stack else [*photos, draft]


def _caption_words(caption: str) -> Pairs:
    """What a caption is about, notes in brackets (（左）, （无人机照片）) left out."""
    return telling(pairs_of(NOTE.sub("", caption)))


def _is_item(caption: CaptionDraft) -> bool:
    return caption.text[1] - caption.text[0] >= OWN_PHOTO_LENGTH
