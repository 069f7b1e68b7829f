"""Companies without a legal form: well-known ones, and those that a list says are companies."""

from __future__ import annotations

from collections.abc import Collection, Iterator

from tasks.enrich.text import FIRM, SUMS_UP, FieldText
from tasks.lang.firms import FIRMS
from tasks.lang.organizations import (
    ANCHOR_TAGS,
    FREE_TAGS,
    GENERIC,
    SELF_SUFFICIENT,
    SUMMING_UP,
    organization_suffix,
)
from tasks.lang.words import UNKNOWN_TAG

FirmSpan = tuple[int, int]

SHORTEST_UNBOUND = 3
"""Characters from which a well-known name need not end with a word: jieba may have cut its end off."""


KNOWN_NAMES = FIRMS | SELF_SUFFICIENT
"""Names that need no other word."""

_HEADS = frozenset(name[:2] for name in KNOWN_NAMES)
_LONGEST = max(map(len, KNOWN_NAMES))


def find_firms(field: FieldText) -> list[FirmSpan]:
    """Where companies stand that no legal form shows, in order, none overlapping another."""
    found = [*_well_known(field), *_listed(field)]
    kept: list[FirmSpan] = []
    for span in sorted(found, key=lambda s: (s[0], -s[1])):
        if not kept or kept[-1][1] <= span[0]:
            kept.append(span)
    return kept


def _well_known(field: FieldText) -> Iterator[FirmSpan]:
    """Well-known names, the longest that begins with a word."""
    text, starts = field.text, field.starts
    done = 0
    for start in [at for index in field.indexes(FIRM) if text[(at := starts[index]) : at + 2] in _HEADS]:
        if start < done:
            continue
        for end in range(min(len(text), start + _LONGEST), start + 1, -1):
            if text[start:end] in KNOWN_NAMES and (end - start >= SHORTEST_UNBOUND or _ends_word(field, end)):
                yield start, end
                done = end
                break


def _ends_word(field: FieldText, offset: int) -> bool:
    return field.starts[field.word_at(offset)] == offset


BEFORE_SUM = 6
"""Words between 等 and what sums a list up: 等 肉牛 屠宰 企业."""

NAMING_TAGS = ANCHOR_TAGS | {"nr", "m", UNKNOWN_TAG}
"""Parts of speech with which the name of a listed company may begin."""

LONGEST_ITEM = 3
"""Words of an item of such a list."""

MOST_ITEMS = 12
"""Items of a list that are looked at."""


def _listed(field: FieldText) -> Iterator[FirmSpan]:
    """The items of a list that is summed up as companies: 甲、乙等重点企业; 甲和乙2户企业.

    The whole list counts if one of its items is a name or an unknown word; an item that is a plain
    noun of a trade (农业、制造业等企业) takes the list out.
    """
    for index in field.indexes(SUMS_UP):
        end = _end_of_list(field, index)
        if end is None:
            continue
        items = list(_items(field, end))
        named = [item for item in items if _is_named(field, *item)]
        if named and not any(field.words[last - 1].endswith(("业", "等")) for _, last in items):
            for first, last in items:
                if not organization_suffix(field.words[last - 1]):
                    yield field.starts[first], field.starts[last]


def _end_of_list(field: FieldText, index: int) -> int | None:
    """The index of the word after a list's last item, whose sum is the word at `index`; None if there is no list."""
    for at in range(index - 1, max(0, index - BEFORE_SUM - 1), -1):
        word, tag = field.words[at], field.tags[at]
        if word == "等":
            return at
        if tag == "m" or word.isdigit():
            return at if _is_two(field, at) else None
        if word not in SUMMING_UP and tag not in FREE_TAGS:
            return None
    return None


def _is_two(field: FieldText, at: int) -> bool:
    """Whether two items joined by 和 stand before a number."""
    return any(word in ("和", "与", "、") for word in field.words[max(0, at - LONGEST_ITEM) : at])


def _items(field: FieldText, end: int) -> Iterator[tuple[int, int]]:
    """The items of a list before a word, last one first, as ranges of words."""
    last = end
    for _ in range(MOST_ITEMS):
        first = last
        while first > 0 and last - first < LONGEST_ITEM and _may_be_item(field, first - 1):
            first -= 1
        if first == last:
            return
        is_joined = first > 0 and field.words[first - 1] in ("、", "和", "与")
        yield (first, last) if is_joined else (_named_start(field, first, last), last)
        if not is_joined:
            return
        last = first - 1


def _named_start(field: FieldText, first: int, last: int) -> int:
    """Where the first item of a list starts: behind plain words, which are a verb's or its object's."""
    at = first
    while at < last - 1 and field.tags[at] in PLAIN_TAGS and len(field.words[at]) > 1:
        at += 1
    return at


PLAIN_TAGS = frozenset({"n", "vn", "b", "a", "an"})
"""Parts of speech of plain words."""


def _may_be_item(field: FieldText, index: int) -> bool:
    word, tag = field.words[index], field.tags[index]
    return "\u3400" <= word[0] <= "\u9fff" and word not in GENERIC and (tag in FREE_TAGS or tag in NAMING_TAGS)


def _is_named(field: FieldText, first: int, last: int) -> bool:
    """Whether an item holds a name or an unknown word."""
    return any(field.tags[at] in NAMING_TAGS and len(field.words[at]) > 1 for at in range(first, last))


def between_organizations(field: FieldText, organizations: Collection[FirmSpan]) -> Iterator[FirmSpan]:
    """Items of a list with an organisation on either side: 甲集团、乙、丙公司."""
    starts = {a for a, _ in organizations}
    for _, end in organizations:
        index = field.word_at(end)
        if index + 2 >= len(field.words) or field.words[index] != "、":
            continue
        for last in range(index + 2, min(index + 2 + LONGEST_ITEM, len(field.words) - 1)):
            if not _may_be_item(field, last - 1):
                break
            if field.words[last] == "、" and field.starts[last + 1] in starts and _is_named(field, index + 1, last):
                yield field.starts[index + 1], field.starts[last]
