"""People told by nothing but that they speak: names that stand where whoever speaks must stand."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from typing import NamedTuple

from tasks.enrich.text import ADDRESS, ORGANIZATION, TELLS, TITLE, FieldText, telling_verb
from tasks.lang.geography import CITIES, COUNTRIES, REGIONS
from tasks.lang.organizations import FUNCTION_CHARACTERS
from tasks.lang.people import NOT_PEOPLE, TRANSCRIBING, surname_of
from tasks.lang.places import register
from tasks.lang.vocabulary import characters, words
from tasks.lang.words import NAME_TAGS, UNKNOWN_TAG


class Candidate(NamedTuple):
    """A hypothesis: text[start:end] is a person's name, with its log odds."""

    start: int
    end: int
    odds: float


SAYING_BEFORE_MARK = frozenset(words("说 表示 指出 强调 认为 说道"))
"""Verbs before a comma, colon or quotation mark whose subject is a person more often than not."""

NOT_A_NAME = FUNCTION_CHARACTERS | frozenset(
    characters("他她它我你们这那各某该有还又也都说不没人者会们报社团部局委队方界区国老")
)
"""Characters of unknown words before such a verb that make them something else than a name."""

SPOKEN = 1.0
"""Log odds of an unknown word with which a clause begins that ends with such a verb."""

LONGEST_NAME = 6
"""Characters of the longest name that is told so."""


def unknown_speakers(field: FieldText, known: Sequence[Candidate]) -> Iterator[Candidate]:
    """Unknown words with which a clause begins, or that follow a title, before a verb of saying and a mark."""
    ends, starts = {person.end for person in known}, {person.start for person in known}
    for index in field.indexes(TELLS):
        end = field.starts[index + 1]
        if field.words[index] not in SAYING_BEFORE_MARK or field.text[end : end + 1] not in ("，", "：", ":"):
            continue
        last = index - 1
        while last > 0 and len(field.words[last]) <= 2 and (field.tags[last] == "d" or field.classes[last] & TELLS):
            last -= 1
        first = last
        while first > 0 and _may_be_unknown_name(field, first) and _may_be_unknown_name(field, first - 1):
            first -= 1
        start, end = field.starts[first], field.starts[last + 1]
        is_new = start not in starts if first < last else end not in ends
        if last >= 0 and is_new and end - start <= LONGEST_NAME and _is_whole(field, first):
            yield Candidate(start, end, SPOKEN)


def _may_be_unknown_name(field: FieldText, index: int) -> bool:
    """Whether a word may be a name that nothing else tells, or part of one: unknown, of two to five characters."""
    word, tag = field.words[index], field.tags[index]
    if tag not in NAME_TAGS | {UNKNOWN_TAG} or not 2 <= len(word) <= 5 or not NOT_A_NAME.isdisjoint(word):
        return False
    return "\u3400" <= word[0] <= "\u9fff" and not field.classes[index] & NO_NAME and word not in NOT_PEOPLE


def _is_whole(field: FieldText, index: int) -> bool:
    """Whether a word may be a name that begins there: behind a mark or a title."""
    if not _may_be_unknown_name(field, index):
        return False
    before = field.words[index - 1] if index else "。"
    return bool(index and field.classes[index - 1] & TITLE) or before[-1] in "。，！？；：”\n\u3000 "


def titled_speakers(field: FieldText, known: Sequence[Candidate]) -> Iterator[Candidate]:
    """What stands alone between a title and a verb of saying, a day or 在, if it may be a name: 主教练余有为认为.

    Who holds the title is named there, so that words which are no evidence of a name by themselves make one.
    Several known names side by side stay as they are.
    """
    by_start, ends = {person.start: person.end for person in known}, {person.end for person in known}
    for index in field.indexes(TITLE):
        start = end = field.starts[index + 1]
        first = field.text[start : start + 1]
        if not "\u3400" <= first <= "\u9fff" or first in NEVER_IN_NAMES:
            continue
        last = index + 1
        while last < len(field.words) and end - start <= LONGEST_NAME and not _follows_speaker(field, last):
            last += 1
            end = field.starts[last]
        if last == len(field.words) or last == index + 1:
            continue
        if field.classes[last] & TELLS:
            end = field.starts[last + 1] - len(telling_verb(field.words[last]))
        if _is_name_and_more(field, by_start.get(start, end), end, ends):
            continue
        if 2 <= end - start <= LONGEST_NAME and _may_be_titled(field, index + 1, last, field.text[start:end]):
            yield Candidate(start, end, TITLED)


def _is_name_and_more(field: FieldText, known: int, end: int, ends: Collection[int]) -> bool:
    """Whether what follows a known name up to an offset is another one, or begins with a word: 孟青禾/一行."""
    following = field.word_at(known)
    return known < end and (end in ends or (field.starts[following] == known and len(field.words[following]) > 1))


TITLED = 5.5
"""Log odds of what stands alone between a title and a verb of saying."""


def _follows_speaker(field: FieldText, index: int) -> bool:
    """Whether a word is one that stands behind the words for a speaker."""
    return bool(field.classes[index] & (TELLS | ADDRESS)) or field.tags[index] == "t" or field.words[index] == "在"


NEVER_IN_NAMES = frozenset(
    characters(
        """
    的了着过们是这那我你他她它都也还很不没等者地得与并及或所被把将对向从由以于每各某该又就已均则便却再仍曾多称
    今昨午晨晚时
    """
    )
)
"""Characters that make what stands between a title and a verb no name."""


def _may_be_titled(field: FieldText, first: int, last: int, name: str) -> bool:
    """Whether words may be a name that a title announces: unknown ones, or a family name with a given name."""
    words, tags = field.words[first:last], field.tags[first:last]
    if (
        name[-1] == "常"
        or not NEVER_IN_NAMES.isdisjoint(name)
        or not all("\u3400" <= char <= "\u9fff" for char in name)
    ):
        return False
    if name in NOT_PEOPLE or is_division(name) or any(field.classes[at] & NO_NAME for at in range(first, last)):
        return False
    if UNTOLD_TAGS.isdisjoint(tags):
        return (len(words) == 1 and tags[0] == "m" and bool(surname_of(name))) or _is_surname_and_given(words, name)
    if len(words) == 1 and len(words[0]) == len(name):
        return len(name) > 2
    is_chinese = tags[0] == UNKNOWN_TAG and len(name) <= len(surname_of(name)) + 2 and bool(surname_of(name))
    is_unknown = all(tag in NAME_TAGS or tag == UNKNOWN_TAG for tag in tags) and min(map(len, words)) > 1
    return is_chinese or is_unknown or _is_surname_and_given(words, name) or TRANSCRIBING.issuperset(name)


def _is_surname_and_given(words: Sequence[str], name: str) -> bool:
    """Whether the first word is a family name, and the rest has the length of a given name."""
    return surname_of(name) == words[0] and len(name) - len(words[0]) <= 2


UNTOLD_TAGS = NAME_TAGS | {UNKNOWN_TAG, "ns"}
"""Parts of speech of which jieba's dictionary or nothing gives words that are pieces of names."""

NO_NAME = TITLE | ADDRESS | ORGANIZATION
"""Classes of words that are no part of a name."""


def is_division(name: str) -> bool:
    """Whether a text is a place that a register knows."""
    return (
        name in register().named or name in register().short or name in COUNTRIES or name in CITIES or name in REGIONS
    )
