"""Titles: the office, rank or profession next to a name, and whose it is."""

from __future__ import annotations

from collections.abc import Collection, Mapping

from tasks.enrich.text import TITLE, FieldText, body_in_title, read_field
from tasks.lang.organizations import FREE_TAGS, FUNCTION_CHARACTERS, GENERIC, OWN_LEVEL
from tasks.lang.titles import JOINERS, MODIFIERS, NOT_OFFICES, PROFESSIONS, title_head
from tasks.lang.words import UNKNOWN_TAG

LONGEST_TITLE = 40
"""Characters of the longest title with its organisation; beyond it the walk has lost its way."""

SPACES = frozenset(" \u3000")

Spans = Mapping[int, int]
"""Names already found in a field: where each ends, and where it starts."""


def title_before(field: FieldText, start: int, names: Spans) -> str | None:
    """The title that ends just before a name, perhaps with a space between; None if none does.

    It takes in the organisation and, joined by 、 or 兼, further offices: 省委副书记、省长.

    Args:
        field: the text.
        start: where the name starts.
        names: organisations and places by their end.
    """
    word = field.word_at(start)
    head = word - 1
    if head > 0 and field.words[head] in SPACES:
        head -= 1
    if head < 0 or field.starts[word] != start or not _is_office(field, head):
        return None
    at = _one_title(field, head, names)
    limit = start - LONGEST_TITLE
    while at >= 2 and field.words[at - 1] in JOINERS and _is_office(field, at - 2):
        if field.words[at - 1] == "、" and title_head(field.words[at - 2]) in PROFESSIONS:
            break
        further = _one_title(field, at - 2, names)
        if field.starts[further] < limit:
            break
        at = further
    return _plain(field.text[field.starts[at] : field.starts[head + 1]])


def _is_office(field: FieldText, index: int) -> bool:
    return bool(field.classes[index] & TITLE) and field.words[index] not in NOT_OFFICES


def _plain(title: str) -> str | None:
    """A title without the bare word for a body before it: 公司董事长 is 董事长."""
    for word in BARE_BODIES:
        if title.startswith(word) and title_head(title[len(word) :]):
            return title[len(word) :]
    return title


BARE_BODIES = ("公司", "企业", "单位", "学校", "医院", "村里", "该")
"""Words for the body that was named before, which say nothing in a title."""

LONGEST_APPOSITION = 14
"""Words of the longest title that follows a name after a comma or bracket."""


def title_after(field: FieldText, end: int, names: Spans, people: Collection[int]) -> str | None:
    """The title that follows a name directly (赵青禾院长), or as an apposition between marks; None if none does.

    Args:
        field: the text.
        end: where the name ends.
        names: organisations and places by their end.
        people: where people's names start; a title before one is that one's.
    """
    index = field.word_at(end)
    if index >= len(field.words) or field.starts[index] != end:
        return None
    if _is_office(field, index) and field.starts[index + 1] not in people:
        return field.words[index]
    if field.words[index] not in OPENING_MARKS:
        return None
    for at in range(index + 1, min(index + LONGEST_APPOSITION, len(field.words) - 1)):
        closes = field.words[at + 1] in CLOSING_MARKS
        if _is_office(field, at) and closes:
            return _plain(field.text[field.starts[index + 1] : field.starts[at + 1]])
        if closes or not _may_stand_in_title(field.words[at], field.tags[at]):
            return None
    return None


OPENING_MARKS = frozenset("，（(")
CLOSING_MARKS = frozenset("，。；）)、")
"""Marks around an apposition."""


def _one_title(field: FieldText, head: int, names: Spans) -> int:
    """The index of the word with which the title begins whose last word is `head`."""
    at = head
    inside = names.get(field.starts[head] + body_in_title(field.words[head]))
    if inside is not None and inside < field.starts[head]:
        at = field.word_at(inside)
    limit = field.starts[head] - LONGEST_TITLE
    while at > 0 and field.starts[at] > limit:
        start = names.get(field.starts[at])
        if start is not None:
            at = field.word_at(start)
            continue
        quoted = _over_quoted(field, at)
        if quoted == at and not _may_stand_in_title(field.words[at - 1], field.tags[at - 1]):
            break
        at = min(quoted, at - 1)
    return at


QUOTED = 6
"""Words in the quoted name of a paper: 《…》周刊记者."""


def _over_quoted(field: FieldText, at: int) -> int:
    """The index of the mark that opens a title in quotes which closes just before a word; the word's own if none does."""
    if field.words[at - 1] == "》":
        for opening in range(at - 2, max(-1, at - 2 - QUOTED), -1):
            if field.words[opening] == "《":
                return opening
    return at


def _may_stand_in_title(word: str, tag: str) -> bool:
    """Whether a word may stand inside a title to the left of its head."""
    if word in GENERIC or (tag == UNKNOWN_TAG and not FUNCTION_CHARACTERS.isdisjoint(word)):
        return False
    return word in MODIFIERS or word in OWN_LEVEL or (tag in TITLE_TAGS and "\u3400" <= word[0] <= "\u9fff")


TITLE_TAGS = FREE_TAGS - {"nr", "nrt", "nrfg", "a", "i", "l", "g", "z", "s"} | {UNKNOWN_TAG}
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
