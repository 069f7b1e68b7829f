"""Titles: the office, rank or profession next to a name, and whose it is."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from tasks.enrich.text import TITLE, FieldText, read_field
from tasks.lang.organizations import FREE_TAGS, GENERIC, OWN_LEVEL
from tasks.lang.titles import JOINERS, MODIFIERS, NOT_OFFICES, title_head

LONGEST_TITLE = 40
"""Characters of the longest title with its organisation; beyond it the walk has lost its way."""

SPACES = frozenset(" \u3000")

Spans = Mapping[int, int]
"""Names already found in a field: where each ends, and where it starts."""


def title_before(field: FieldText, word: int, organizations: Spans) -> int | None:
    """Where the title starts that ends just before a word; None if none does.

    It takes in the organisation and, joined by 、 or 兼, further offices: 省委副书记、省长.

    Args:
        field: the text.
        word: index of the word before which it ends.
        organizations: organisations and places by their end.

    Returns:
        An offset in the field's text.
    """
    head = word - 1
    if head < 0 or not field.classes[head] & TITLE or field.words[head] in NOT_OFFICES:
        return None
    at = _one_title(field, head, organizations)
    limit = field.starts[word] - LONGEST_TITLE
    while at >= 2 and field.words[at - 1] in JOINERS and field.classes[at - 2] & TITLE:
        further = _one_title(field, at - 2, organizations)
        if field.starts[further] < limit:
            break
        at = further
    return field.starts[at]


def _one_title(field: FieldText, head: int, organizations: Spans) -> int:
    """The index of the word with which the title begins whose last word is `head`."""
    at = head
    limit = field.starts[head] - LONGEST_TITLE
    while at > 0 and field.starts[at] > limit:
        start = organizations.get(field.starts[at])
        if start is not None:
            at = field.word_at(start)
            continue
        if not _may_stand_in_title(field.words[at - 1], field.tags[at - 1]):
            break
        at -= 1
    return at


def _may_stand_in_title(word: str, tag: str) -> bool:
    """Whether a word may stand inside a title to the left of its head."""
    if word in GENERIC:
        return False
    return word in MODIFIERS or word in OWN_LEVEL or (tag in TITLE_TAGS and "\u3400" <= word[0] <= "\u9fff")


TITLE_TAGS = FREE_TAGS - {"nr", "nrt", "nrfg", "a", "i", "l", "g", "z", "s"} | {"x"}
"""Parts of speech that may stand inside a title."""


def find_titles(text: str) -> list[tuple[int, int]]:
    """Where titles stand in a text, with what qualifies the office but without the organisation.

    >>> text = "本市副市长赵青禾会见客座教授周牧"
    >>> [text[a:b] for a, b in find_titles(text)]
    ['副市长', '客座教授']
    """
    field = read_field(0, "body", text, "auto")
    return [title_core(field, index) for index in range(len(field.words)) if _is_whole_title(field, index)]


def _is_whole_title(field: FieldText, index: int) -> bool:
    word = field.words[index]
    if not field.classes[index] & TITLE or word in NOT_OFFICES:
        return False
    following = field.words[index + 1 : index + 2]
    return not (following and title_head(following[0]))


def title_core(field: FieldText, head: int) -> tuple[int, int]:
    """The span of a title's head with the modifiers before it."""
    at = head
    while (at > 0 and field.words[at - 1] in MODIFIERS) or (at > 0 and _is_qualifier(field, at - 1)):
        at -= 1
    return field.starts[at], field.starts[head + 1]


def _is_qualifier(field: FieldText, index: int) -> bool:
    """Whether a word is itself an office that qualifies the next: 总裁助理."""
    return bool(field.classes[index] & TITLE) and field.words[index] not in NOT_OFFICES


def shared_title(titles: Sequence[str | None]) -> str | None:
    """The title that a list of names shares: the first one's."""
    return titles[0] if titles else None
