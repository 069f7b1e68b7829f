"""Places: divisions of the register, countries and regions, cities of the world, and what is named like a place."""

from __future__ import annotations

from collections.abc import Iterable
from functools import cache, lru_cache
from typing import NamedTuple

from tasks.enrich.text import ABBREVIATED, FEATURE, LONE_START, PLACE, FieldText, abbreviated
from tasks.lang.gazetteer import PROPER_TAGS, gazetteer
from tasks.lang.geography import (
    ABBREVIATIONS,
    BEFORE_ABBREVIATION,
    COUNTRIES,
    FEATURES,
    FREE_FEATURES,
    LONE_ABBREVIATIONS,
    NOT_FEATURED,
    NOT_PLACES,
    PLACE_SUFFIXES,
    REGIONS,
    TIED_FEATURES,
)
from tasks.lang.organizations import FUNCTION_CHARACTERS, TRADES
from tasks.lang.people import TRANSCRIBING, surname_of
from tasks.lang.places import register
from tasks.lang.words import NAME_TAGS, UNKNOWN_TAG, dictionary, is_glued

KNOWN_FEATURE = 60
"""Occurrences above which jieba's dictionary vouches for a two-character river or mountain."""


class PlaceSpan(NamedTuple):
    """Where a place stands.

    Attributes:
        start, end: its span in the field.
        is_sure: whether it stands on its own evidence; if not, it needs a neighbour of its province on the page.
        is_known: whether the gazetteer or the dictionary has it.
        may_be_person: whether it is only unlike a person's name if nobody finds one there: 龙首山.
    """

    start: int
    end: int
    is_sure: bool = True
    is_known: bool = True
    may_be_person: bool = False


AREA = "地区"
"""What follows a region's name and is no part of it."""

LANDMARKS = frozenset("河湖江山岛泉")
"""Last characters of names that jieba's dictionary may tag as persons' and that are not."""

WATERS = frozenset("河湖")
"""Last characters of names that jieba may tag as persons' and that are none."""

FEATURE_WORDS = 3
"""Words that may stand before a feature's last word: 亿洋城 二期 小区."""


def find_places(field: FieldText) -> list[PlaceSpan]:
    """Where places stand in a field, in order, none overlapping another."""
    found: list[PlaceSpan] = []
    text, starts, classes, heads = field.text, field.starts, field.classes, gazetteer().heads
    for index in [
        index
        for index in field.indexes(STARTS_PLACE | FEATURE | ABBREVIATED)
        if classes[index] != LONE_START or text[starts[index] : starts[index] + 2] in heads
    ]:
        if found and found[-1].end > starts[index]:
            continue
        for span in _at(field, index, classes[index], found):
            while found and found[-1].end > span.start:
                found.pop()
            found.append(span)
    return found


STARTS_PLACE = PLACE | LONE_START
"""Classes of words with which a place may begin."""


def _at(field: FieldText, index: int, classes: int, found: list[PlaceSpan]) -> Iterable[PlaceSpan]:
    """The places that a word begins, is, holds, or ends."""
    start, end = field.starts[index], field.starts[index + 1]
    word, tag = field.words[index], field.tags[index]
    if classes & ABBREVIATED and len(word) > 1:
        return [PlaceSpan(start + at, start + at + 1) for at in abbreviated(word, tag)]
    if classes & STARTS_PLACE:
        if word in TIED_FEATURES and found and found[-1].end == start and found[-1].is_known:
            return [PlaceSpan(found[-1].start, end, is_known=False)]
        known = _known_at(field, index)
        if known is not None:
            return [_with_direction(field, index, known)]
        if _is_known(word, tag):
            return [PlaceSpan(start, end, may_be_person=TRANSCRIBING.issuperset(word))]
        if word.endswith(AREA) and word.removesuffix(AREA) in gazetteer().names:
            return [PlaceSpan(start, end - len(AREA))]
    if classes & ABBREVIATED and _is_abbreviation(field, index):
        return [PlaceSpan(start, end)]
    featured = _featured(field, index, found) if classes & FEATURE else None
    return [] if featured is None else [featured]


def _known_at(field: FieldText, index: int) -> PlaceSpan | None:
    """The longest name of the gazetteer that begins with a word and ends with one."""
    names, unsure, beginnings, _, longest = gazetteer()
    start, text = field.starts[index], field.text
    best: tuple[int, bool] | None = None
    for end in field.starts[index + 1 : index + 1 + longest]:
        name = text[start:end]
        if name not in beginnings:
            break
        if name in names:
            best = end, True
        elif name in unsure:
            best = end, False
    return None if best is None else PlaceSpan(start, *best)


DIRECTIONS = frozenset("东西南北")
"""What may stand before a river's or mountain's name as part of it: 东/辽河."""


def _with_direction(field: FieldText, index: int, place: PlaceSpan) -> PlaceSpan:
    """A river or mountain with the direction before it, where that is a word of its own."""
    if index and field.words[index - 1] in DIRECTIONS and field.text[place.end - 1] in WATERS:
        return place._replace(start=field.starts[index - 1])
    return place


def _is_abbreviation(field: FieldText, index: int) -> bool:
    """Whether a single character abbreviates a place: beside another such one, 中美; never alone."""
    words = field.words
    before = words[index - 1] if index else ""
    after = words[index + 1] if index + 1 < len(words) else ""
    two_before = words[index - 2] if index > 1 else ""
    two_after = words[index + 2] if index + 2 < len(words) else ""
    if before in BEFORE_ABBREVIATION and field.words[index] in LONE_ABBREVIATIONS:
        return True
    if before in ABBREVIATIONS or after in ABBREVIATIONS:
        return True
    if (before == "、" and two_before in ABBREVIATIONS) or (after == "、" and two_after in ABBREVIATIONS):
        return True
    return after in ("两国", "双方", "三国", "两军", "双边")


@cache
def _is_known(word: str, tag: str) -> bool:
    """Whether a word as a whole is a place to jieba's dictionary, and to us."""
    if tag != "ns" or len(word) < 2 or word in NOT_PLACES:
        return False
    if len(word) == 2:
        frequent = dictionary().frequency[word] >= KNOWN_FEATURE
        return frequent and (TRANSCRIBING.issuperset(word) or word[-1] in PLACE_SUFFIXES)
    return TRANSCRIBING.issuperset(word) or word[-1] in PLACE_SUFFIXES or word.endswith(FEATURES)


def _featured(field: FieldText, index: int, found: list[PlaceSpan]) -> PlaceSpan | None:
    """The place whose last word says what it is: 鹤鸣湖, 渤海湖公园.

    1. Right after a place it belongs to it: 嫩江湾.
    2. A word that nobody knows and that ends so is one, unless it is likelier a person.
    3. Otherwise a name must stand before it, with at most FEATURE_WORDS words in all.
    """
    word, tag, end = field.words[index], field.tags[index], field.starts[index + 1]
    start = field.starts[index]
    if found and found[-1].end == start and _may_belong(word, field.text[found[-1].start : start]):
        return PlaceSpan(found[-1].start, end, is_known=False)
    if word in NOT_FEATURED:
        return None
    if word[0] in POINTING:
        return None
    if is_glued(word, tag):
        return PlaceSpan(start + 1, end, is_known=False) if len(word) > 3 else None
    if len(word) > 2 and (tag == UNKNOWN_TAG or (tag in NAME_TAGS and word[-1] in LANDMARKS)):
        return PlaceSpan(start, end, is_known=word[-1] in WATERS, may_be_person=_may_be_person(word))
    if len(word) > 1 and word not in FREE_FEATURES and word not in TIED_FEATURES:
        return None
    anchor = _anchor_of_feature(field, index, found, FEATURE_WORDS if len(word) > 1 else 1)
    is_tied = len(word) > 1 and word in TIED_FEATURES
    if anchor is None or (is_tied and not (found and found[-1].start == anchor)):
        return None
    return PlaceSpan(anchor, end, is_known=False)


def _may_belong(word: str, place: str) -> bool:
    """Whether a word right after a place is part of its name: 湾 after 嫩江, but not 海 after 中国."""
    if place in COUNTRIES or len(place) < 2:
        return False
    if len(word) == 1:
        return word in PLACE_SUFFIXES and place not in REGIONS
    return word in FREE_FEATURES or word in TIED_FEATURES


def _anchor_of_feature(field: FieldText, index: int, found: list[PlaceSpan], most: int) -> int | None:
    """Where the name of at most so many words starts that stands before a feature's last word; None if none does."""
    at = index
    anchored: int | None = None
    while at > 0 and index - at < most:
        before = field.starts[at]
        if found and found[-1].end == before:
            return found[-1].start
        previous, tag = field.words[at - 1], field.tags[at - 1]
        if not _may_qualify(previous, tag):
            break
        at -= 1
        if _makes_name(previous, tag, field.words[index], is_next=at == index - 1):
            anchored = field.starts[at]
    return anchored


NAME_LIKE = frozenset("海山江泉源峰川岭洲园城港湾坡原沟溪")
"""Last characters of places that also end given names."""


def _may_be_person(word: str) -> bool:
    """Whether an unknown word that ends like a place is likelier a person: 赵青山."""
    return word[-1] in NAME_LIKE and len(word) - len(surname_of(word)) <= 2 and bool(surname_of(word))


RARE = 60
"""Occurrences in jieba's dictionary below which a noun before 镇 or 村 is rather its name: 甘棠/镇."""


def _makes_name(word: str, tag: str, suffix: str, is_next: bool) -> bool:
    """Whether a word makes a name of the last word of a feature: a name or unknown word.

    Before the suffix of a settlement it has two characters or transcribes, and may be a rare noun.
    """
    if len(word) < 2:
        return False
    if suffix not in SETTLEMENTS:
        return tag in PROPER_TAGS
    if len(word) > 2:
        return tag in PROPER_TAGS and TRANSCRIBING.issuperset(word)
    return tag in PROPER_TAGS or (is_next and dictionary().frequency.get(word, 0) < RARE)


SETTLEMENTS = frozenset("镇乡村州郡县省市")


def _may_qualify(word: str, tag: str) -> bool:
    """Whether a word may stand before the last word of a featured place."""
    if not "\u3400" <= word[0] <= "\u9fff" or word in NOT_FEATURED or word[0] in POINTING:
        return False
    if tag == UNKNOWN_TAG:
        return FUNCTION_CHARACTERS.isdisjoint(word)
    return tag in PROPER_TAGS or tag in ("n", "b", "m", "vn", "ng") or word in TRADES


POINTING = frozenset("这那每各某该本全哪")
"""First characters of words that point at a place instead of naming it: 这座/岛, 各幢/大厦."""


PROVINCES_KEPT = 20_000
"""Places whose provinces a process keeps."""


@lru_cache(maxsize=PROVINCES_KEPT)
def provinces_of(name: str) -> frozenset[str]:
    """The provinces in which a name is one of a division."""
    return frozenset(division.province for division in register().meanings(name))
