"""Organisations: names that end as such names end, extended to the left as far as the name goes."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import cache
from typing import NamedTuple

from tasks.enrich.text import ORGANIZATION, FieldText, body_in_title
from tasks.lang.geography import COUNTRIES, NOT_PLACES
from tasks.lang.organizations import (
    ALONE_ENOUGH,
    ANCHOR_TAGS,
    BARE_SUFFIXES,
    BODIES,
    FREE_TAGS,
    FUNCTION_CHARACTERS,
    GENERIC,
    INDUSTRY_ENDINGS,
    JOINING_AUTHORITIES,
    LEVELS,
    NOT_ORGANIZATIONS,
    OWN_LEVEL,
    PLACE_INITIALS,
    PREFIXES,
    SELF_SUFFICIENT,
    STOPS,
    TRADES,
    WITH_BENEFACTOR,
    organization_suffix,
)
from tasks.lang.words import UNKNOWN_TAG, is_glued

LONGEST = 40
"""Characters of the longest name of an organisation."""

GAP = 4
"""Plain words that may stand between the body's last word and what makes the phrase a name, or between two such."""

OrganizationSpan = tuple[int, int]
Spans = Mapping[int, int]
"""Names already found: where each ends, and where it starts."""


def find_organizations(
    field: FieldText, places: Spans, people: Spans, firms: Spans
) -> tuple[list[OrganizationSpan], list[OrganizationSpan]]:
    """Where organisations stand in a field, in order, of nested ones the longest; and those that stand inside these.

    Args:
        field: the text.
        places, people, firms: what was found already, start by end.
    """
    found: list[OrganizationSpan] = []
    inner: list[OrganizationSpan] = []
    context = _Context(places, people, firms, frozenset(places.values()), found)
    for index in field.indexes(ORGANIZATION):
        start = _start(field, index, context)
        if start is None:
            continue
        word = field.words[index]
        end = field.starts[index] + (body_in_title(word) or len(word))
        while found and found[-1][1] > start:
            inner.append(found.pop())
            start = min(start, inner[-1][0])
        found.append((start, end))
    return found, inner


class _Context(NamedTuple):
    """What is known of a field: names by their end, where places start, and the organisations so far."""

    places: Spans
    people: Spans
    firms: Spans
    place_starts: frozenset[int]
    found: Sequence[OrganizationSpan]


def _start(field: FieldText, index: int, context: _Context) -> int | None:
    """Where the organisation starts that ends with a word; None if the word ends none.

    The walk to the left goes on over words that may stand inside such a name. The start is the
    leftmost word that makes it one: a place, a name, an unknown word, 省 or 市 for one's own.
    """
    word = field.words[index]
    word = word[: body_in_title(word)] or word
    glued = field.starts[index] + 1 if is_glued(word, field.tags[index]) else None
    if glued is not None and _names_itself(word[1:], UNKNOWN_TAG):
        return glued
    best = index if _names_itself(word, field.tags[index]) else None
    at, gap, bracketed = index, 0, False
    limit = field.starts[index] - LONGEST
    while at > 0 and field.starts[at] > limit:
        before = field.starts[at]
        place = context.places.get(before)
        inner = context.firms.get(before)
        if context.found and context.found[-1][1] == before:
            inner = context.found[-1][0]
        if place is not None or inner is not None:
            start = min(x for x in (place, inner) if x is not None)
            if _is_no_name(field.text[start:before], word):
                break
            at = best = field.word_at(start)
            gap = 0
            continue
        bracketed = bracketed or field.words[at - 1] == "）"
        at, step = _step(field, at, word, before in context.people)
        if step == GLUED_ANCHOR:
            return field.starts[at] + 1
        if not step or (best is not None and _is_settled(field, best, context) and field.words[at] not in PREFIXES):
            break
        gap = 0 if step == ANCHORED else gap + 1
        if gap > GAP:
            break
        if step == ANCHORED:
            best = at
    best = at if best is None and bracketed and at < index else best
    if best is None or (word in BARE_SUFFIXES and not _carries_bare(field, best, index, context)):
        return None
    return field.starts[best]


def _carries_bare(field: FieldText, best: int, index: int, context: _Context) -> bool:
    """Whether a name may end with a single character: it starts with a place or level and says more, or ends in 州委."""
    if not _is_settled(field, best, context):
        return False
    return field.words[index] == "委" or field.starts[index] not in context.places


BARRED, PLAIN, ANCHORED, GLUED_ANCHOR = 0, 1, 2, 3
"""What a word does to the walk: ends it, goes on, makes the phrase a name, or makes it one that starts inside the word."""


def _step(field: FieldText, at: int, suffix: str, is_person: bool) -> tuple[int, int]:
    """One word to the left: its index, and whether it bars the way, is plain, or makes the phrase a name."""
    word, tag = field.words[at - 1], field.tags[at - 1]
    if is_person and suffix not in WITH_BENEFACTOR:
        return at, BARRED
    if word in ("）", ")"):
        return _over_brackets(field, at)
    if (
        word == "和"
        and suffix[-1] in JOINING_AUTHORITIES
        and at > 1
        and _is_plain(field.words[at - 2], field.tags[at - 2])
    ):
        return at - 1, PLAIN
    if is_glued(word, tag):
        return at - 1, GLUED_ANCHOR
    if not _may_stand_inside(word, tag):
        return at, BARRED
    return at - 1, ANCHORED if _is_anchor(word, tag) else PLAIN


BRACKETED = 4
"""Words between brackets inside a name: （集团）, （白城）."""


def _over_brackets(field: FieldText, at: int) -> tuple[int, int]:
    """Step over a bracket that closes just before a word, if it opens close by after a word of a name."""
    for opening in range(at - 2, max(0, at - BRACKETED - 2), -1):
        if field.words[opening] in ("（", "("):
            return opening, PLAIN
    return at, BARRED


def _is_settled(field: FieldText, best: int, context: _Context) -> bool:
    """Whether a name has reached the place or level that it belongs to, beyond which only places go on."""
    word = field.words[best]
    return word in OWN_LEVEL or word.startswith("中国") or field.starts[best] in context.place_starts


def _is_plain(word: str, tag: str) -> bool:
    """Whether a word is a common noun or names a trade."""
    return (tag in ("n", "vn", "b", "nt") or word in TRADES) and not organization_suffix(word)


@cache
def _may_stand_inside(word: str, tag: str) -> bool:
    """Whether a word may stand inside the name of an organisation."""
    if word in GENERIC or word in STOPS or not "\u3400" <= word[0] <= "\u9fff":
        return False
    if tag == UNKNOWN_TAG:
        return FUNCTION_CHARACTERS.isdisjoint(word)
    return tag in FREE_TAGS or word in TRADES or word in OWN_LEVEL


@cache
def _is_anchor(word: str, tag: str) -> bool:
    """Whether a word makes the phrase a name."""
    if word in OWN_LEVEL or word in PREFIXES:
        return True
    if len(word) < 2 or word in NOT_ORGANIZATIONS or word in NOT_PLACES:
        return False
    return tag in ANCHOR_TAGS or (tag == UNKNOWN_TAG and FUNCTION_CHARACTERS.isdisjoint(word))


@cache
def _names_itself(word: str, tag: str) -> bool:
    """Whether a word alone is the name of an organisation.

    One that is known so; 市委 and its like; one of jieba's that says more than its kind; an
    unknown one that ends like one; the short name of works: 鞍钢.
    """
    if word in SELF_SUFFICIENT or word in ALONE_ENOUGH:
        return True
    if word in NOT_ORGANIZATIONS:
        return False
    if any(word.startswith(level) and word[len(level) :] in BODIES for level in LEVELS):
        return True
    suffix = organization_suffix(word)
    if _is_no_name(word.removesuffix(suffix), suffix):
        return False
    if tag == UNKNOWN_TAG and not FUNCTION_CHARACTERS.isdisjoint(word):
        return False
    if tag == UNKNOWN_TAG and len(word) == 2:
        return word[1] in INDUSTRY_ENDINGS and word[0] in PLACE_INITIALS
    return bool(suffix) and len(word) > len(suffix) + 1 and tag in ("nt", UNKNOWN_TAG, "nz", "j")


def _is_no_name(place: str, word: str) -> bool:
    """Whether a phrase is a place and a word for a kind of body, which name no body together: 美国政府."""
    return (
        word in ("政府", "军队", "部队", "机关", "公司", "企业", "组织", "警方", "海军", "组织") and place in COUNTRIES
    )
