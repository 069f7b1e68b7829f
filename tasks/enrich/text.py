"""A text field cut into words, and what class each word is of."""

from __future__ import annotations

from bisect import bisect_right
from collections import defaultdict
from functools import cache, reduce
from itertools import compress
from operator import itemgetter, or_
from typing import NamedTuple

from tasks.enrich.activities_words import ACTIONS, HELD, OCCASION_NOUNS
from tasks.enrich.statements_words import BEFORE_SAYING, TELLING
from tasks.lang.firms import FIRMS
from tasks.lang.gazetteer import gazetteer
from tasks.lang.geography import (
    ABBREVIATION_PHRASES,
    ABBREVIATIONS,
    AFTER_NATIONS,
    FREE_FEATURES,
    NATIONS,
    NOT_NATIONS,
    PLACE_SUFFIXES,
)
from tasks.lang.organizations import (
    BARE_SUFFIXES,
    BODIES,
    INDUSTRY_ENDINGS,
    LEVELS,
    LIST_OF_FIRMS,
    PLACE_INITIALS,
    SELF_SUFFICIENT,
    SUFFIX_ENDS,
    organization_suffix,
)
from tasks.lang.people import FAMOUS, JAPANESE_SURNAMES, STRONGLY_TRANSCRIBING, TRANSCRIBING, surname_weights
from tasks.lang.titles import FORMS_OF_ADDRESS, HEAD_ENDS, title_head
from tasks.lang.words import NAME_TAGS, UNKNOWN_TAG, Engine, cut, dictionary, offsets

SURNAME = 1
"""May begin a Chinese name."""
TITLE = 2
"""Ends with an office, rank or profession."""
PLACE = 4
"""May begin a division's name, or is a place in the dictionary."""
ORGANIZATION = 8
"""Ends as names of organisations end, or is one in the dictionary."""
FOREIGN = 16
"""May be part of a transcribed name."""
ADDRESS = 32
"""Addresses the person named before it."""
FEATURE = 64
"""Ends as names of places other than divisions end."""
HOLDS_NAME = 128
"""A word of the dictionary that begins with a person's full name."""

JAPANESE_NAME = 256
"""A Japanese family name."""

FIRM = 512
"""May begin the name of a well-known company."""

ABBREVIATED = 1024
"""Abbreviates a place or two, or may do so."""

LONE_START = 2048
"""A single character that is nothing but the start of some place's name."""

ACRONYM = 4096
"""An unknown word of the length of an acronym."""

TELLS = 8192
"""Reports what somebody said."""

ACTS = 16384
"""Names a public act of an official."""

SUMS_UP = 32768
"""Sums up a list of companies."""

COMMON_WORD = 500
"""Occurrences in jieba's dictionary from which a word is no name, whatever it begins with."""

WORDS_KEPT = 500_000
"""Words whose tags and classes a process keeps: bounds its memory on endless new words."""


class FieldText(NamedTuple):
    """A text field of an article, cut into words.

    Attributes:
        article: position of the article on the page.
        field: the field's name.
        text: its text.
        words, tags, classes: its words with their parts of speech and classes.
        starts: where each word starts in `text`, and the end of the last.
        marked: the indexes of the words that are of any class.
        present: the classes of all words together.
    """

    article: int
    field: str
    text: str
    words: list[str]
    tags: list[str]
    classes: list[int]
    starts: list[int]
    marked: list[int]
    present: int

    def indexes(self, classes: int) -> list[int]:
        """The indexes of the words that are of any of some classes."""
        if not self.present & classes:
            return []
        own = self.classes
        return [index for index in self.marked if own[index] & classes]

    def word_at(self, offset: int) -> int:
        """The index of the word that holds a character; the number of words at the end of the text."""
        return bisect_right(self.starts, offset) - 1


class NameFound(NamedTuple):
    """A name in a field: text is field.text[start:end]; an organisation's parts are the names inside its own."""

    kind: str
    start: int
    end: int
    text: str
    canonical: str | None = None
    entity_id: str | None = None
    code: str | None = None
    title: str | None = None
    parts: tuple[NameFound, ...] = ()


class _Entries(dict[str, tuple[str, int]]):
    """The tag and the classes of each word, worked out at its first use; a process keeps them."""

    def __missing__(self, word: str) -> tuple[str, int]:
        tag = dictionary().tags.get(word, UNKNOWN_TAG)
        entry = tag, _classes(word, tag)
        entry = _SHARED.setdefault(entry, entry)
        if len(self) < WORDS_KEPT:
            self[word] = entry
        return entry


_SHARED: dict[tuple[str, int], tuple[str, int]] = {}
"""The few hundred pairs of tag and classes that there are: shared, they stay in the processor's cache."""

_ENTRIES = _Entries()
_TAG, _CLASSES = itemgetter(0), itemgetter(1)


def read_field(article: int, field: str, text: str, engine: Engine) -> FieldText:
    """Cut a field's text into words, once for all who need them."""
    words = cut(text, engine)
    entries = list(map(_ENTRIES.__getitem__, words))
    classes = list(map(_CLASSES, entries))
    marked = list(compress(range(len(classes)), classes))
    present = reduce(or_, set(classes), 0)
    return FieldText(article, field, text, words, list(map(_TAG, entries)), classes, offsets(words), marked, present)


def _classes(word: str, tag: str) -> int:
    """The classes of a word with its tag in the dictionary."""
    first, last, length = word[0], word[-1], len(word)
    if not "\u3400" <= first <= "\u9fff":
        return 0
    classes = _listed().get(word, 0) | (PLACE if tag == "ns" else 0)
    is_free = tag == UNKNOWN_TAG or tag in NAME_TAGS
    if tag == UNKNOWN_TAG and 3 <= length <= 4:
        classes |= ACRONYM
    if is_free or tag == "ns" or length == 1 or first in _name_starts():
        classes |= _classes_of_names(word, tag, is_free)
    if last in HEAD_ENDS and title_head(word):
        classes |= TITLE
    if first in NATIONS and abbreviated(word, tag):
        classes |= ABBREVIATED
    if _may_end_organization(word, tag, last):
        classes |= ORGANIZATION
    if length > 3 and any(word[:n] in FIRMS for n in range(3, length)):
        classes |= FIRM
    if last in PLACE_SUFFIXES:
        classes |= FEATURE
    if last == "说" and telling_verb(word):
        classes |= TELLS
    if (length == 4 or word in ACTIONS) and act_in(word) is not None:
        classes |= ACTS
    return LONE_START if classes == PLACE and length == 1 else classes


@cache
def _listed() -> dict[str, int]:
    """The classes of the words that stand in lists: what begins places and companies, verbs of saying, forms of address."""
    listed: defaultdict[str, int] = defaultdict(int)
    for own, words in (
        (PLACE, gazetteer().starts),
        (FIRM, {name[:n] for name in (*FIRMS, *SELF_SUFFICIENT) for n in range(1, len(name) + 1)}),
        (ABBREVIATED, (*ABBREVIATIONS, *ABBREVIATION_PHRASES)),
        (SUMS_UP, LIST_OF_FIRMS),
        (ADDRESS, FORMS_OF_ADDRESS),
        (FEATURE, FREE_FEATURES),
        (TELLS, TELLING),
    ):
        for word in words:
            listed[word] |= own
    return dict(listed)


@cache
def _name_starts() -> frozenset[str]:
    """The characters with which family names and names of history begin."""
    return frozenset(name[0] for name in (*surname_weights(), *JAPANESE_SURNAMES, *FAMOUS))


def _classes_of_names(word: str, tag: str, is_free: bool) -> int:
    """The classes that have to do with personal names; `is_free` is whether the word may be one as a whole."""
    classes = 0
    if word[0] in surname_weights() or word[:2] in surname_weights():
        is_common = not is_free and dictionary().frequency[word] >= COMMON_WORD
        if (len(word) == 1 or not is_common) and (len(word) <= 3 or (is_free and len(word) == 4)):
            classes |= SURNAME
        if len(word) > 4 and dictionary().tags.get(word[:3]) == "nr":
            classes |= HOLDS_NAME
    if word in JAPANESE_SURNAMES:
        classes |= JAPANESE_NAME
    if word in FAMOUS:
        classes |= SURNAME | FOREIGN
    if (word in STRONGLY_TRANSCRIBING if len(word) == 1 else is_free) and TRANSCRIBING.issuperset(word):
        classes |= FOREIGN
    if len(word) in (3, 4) and (tag == "nrt" or (tag == "ns" and TRANSCRIBING.issuperset(word))):
        classes |= FOREIGN
    return classes


def _may_end_organization(word: str, tag: str, last: str) -> bool:
    """Whether an organisation's name may end with a word, or inside it."""
    if word in SELF_SUFFICIENT or word in BARE_SUFFIXES or (last in HEAD_ENDS and body_in_title(word)):
        return True
    if last in SUFFIX_ENDS and organization_suffix(word):
        return tag != "m"
    return tag == UNKNOWN_TAG and len(word) == 2 and last in INDUSTRY_ENDINGS and word[0] in PLACE_INITIALS


@cache
def body_in_title(word: str) -> int:
    """Characters of the body whose office a word names: 2 of 市委书记; 0 if it names none.

    >>> body_in_title("市委书记"), body_in_title("局局长"), body_in_title("书记")
    (2, 1, 0)
    """
    if not title_head(word):
        return 0
    if word[0] in BARE_SUFFIXES and title_head(word[1:]):
        return 1
    ends = (
        end for end in range(len(word) - 2, 1, -1) if any(word[:n] in LEVELS and word[n:end] in BODIES for n in (1, 2))
    )
    return next(ends, 0)


@cache
def telling_verb(word: str) -> str:
    """The verb of saying that a word is, or that jieba left glued behind 时, 中 or a piece of a name; "" if none.

    >>> telling_verb("强调"), telling_verb("时说"), telling_verb("小说")
    ('强调', '说', '')
    """
    if word in TELLING:
        return word
    glued = word.endswith("说") and len(word) == 2 and (word[0] in BEFORE_SAYING or word not in dictionary().tags)
    return "说" if glued else ""


@cache
def act_in(word: str) -> tuple[int, int] | None:
    """Which characters of a word name a public act: all of 会见, the last of 举行会谈, the first of 出席会议; None if none.

    >>> act_in("会见"), act_in("举行会谈"), act_in("出席会议"), act_in("会议")
    ((0, 2), (2, 4), (0, 2), None)
    """
    if word in ACTIONS:
        return 0, len(word)
    if len(word) == 4:
        if word[:2] in HELD and word[2:] in ACTIONS:
            return 2, 4
        if word[:2] in ACTIONS and word[2:] in OCCASION_NOUNS:
            return 0, 2
    return None


@cache
def abbreviated(word: str, tag: str) -> tuple[int, ...]:
    """Which characters of a word abbreviate places: both of 中美, the last of 访华, the first of 美方; () if none.

    >>> abbreviated("中美", "j"), abbreviated("访华", "v"), abbreviated("美方", "n"), abbreviated("非法", "n")
    ((0, 1), (1,), (0,), ())
    """
    if word in ABBREVIATION_PHRASES:
        return (1,)
    if len(word) == 2 and word[0] in NATIONS and word[1] in "方军":
        return (0,)
    pair = word[:2] if len(word) == 4 and word[2:] in AFTER_NATIONS else word
    if not 2 <= len(pair) <= 3 or not NATIONS.issuperset(pair) or pair in NOT_NATIONS:
        return ()
    return tuple(range(len(pair))) if tag in ("j", "ns", "nt", "nz", "nr", "n", UNKNOWN_TAG) else ()
