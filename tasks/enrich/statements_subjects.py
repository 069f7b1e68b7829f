"""Who acts or speaks in a clause: people by name, bodies, those without a name, pronouns."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Sequence
from itertools import pairwise
from typing import NamedTuple

from tasks.enrich.statements_layout import Layout, lay_out
from tasks.enrich.statements_words import (
    BEFORE_SPEAKER,
    BEFORE_TELLING,
    DISTRUSTED_SUBJECTS,
    PREPOSITIONS,
    PRONOUNS,
    SINGULAR,
    SPEAKER_ENDS,
    SPEAKERS,
)
from tasks.enrich.text import TITLE, FieldText, NameFound
from tasks.lang.geography import COUNTRIES
from tasks.lang.people import surname_of
from tasks.lang.titles import FORMS_OF_ADDRESS
from tasks.lang.words import UNKNOWN_TAG

LINE_FIELDS = frozenset(("headline", "kicker", "deck"))
"""Fields of lines, in which a space parts sentences and the subject may stand in the line before."""

MOST_CLAUSES = 12
"""Clauses of a sentence that are looked through for its subject."""

LIST_WORDS = frozenset(("、", "和", "与", "及", "以及", "，", " ", "\u3000", "等", "（", "）", "兼", "一行", "偕"))
"""What stands between the members of a list of people, besides titles."""


SURE_SPEAKERS = (*SPEAKERS, "》")
"""Ends of words for people whom a clause before may name as the subject of those behind it."""


class Subject(NamedTuple):
    """Who acts or speaks.

    Attributes:
        start, end: where the words for them stand.
        people: those named; () for others.
        text: the words for one without a personal name, else "".
        name: the body or place that these words name, if they do.
        is_pronoun: whether it is somebody named before.
    """

    start: int
    end: int
    people: tuple[NameFound, ...]
    text: str = ""
    name: NameFound | None = None
    is_pronoun: bool = False


class Reading(NamedTuple):
    """A field with all that is known of it.

    Attributes:
        field: its words.
        layout: its sentences and quotations.
        names: the names found in it, in order, those inside quotations left out.
        starts: where they start.
        people: those of them that are people.
        people_starts: where they start.
    """

    field: FieldText
    layout: Layout
    names: Sequence[NameFound]
    starts: Sequence[int]
    people: Sequence[NameFound]
    people_starts: Sequence[int]

    def names_in(self, start: int, end: int) -> Sequence[NameFound]:
        """The names that begin in a stretch of text."""
        return self.names[bisect_left(self.starts, start) : bisect_left(self.starts, end)]

    def people_in(self, start: int, end: int) -> Sequence[NameFound]:
        """The people named in a stretch of text."""
        return self.people[bisect_left(self.people_starts, start) : bisect_left(self.people_starts, end)]


def read_names(field: FieldText, names: Sequence[NameFound]) -> Reading:
    """A field laid out in sentences, with its names; those inside quotations are left out."""
    layout = lay_out(field.text, field.field in LINE_FIELDS)
    masked = layout.masked
    free = [name for name in names if masked[name.start] == layout.text[name.start]]
    people = [name for name in free if name.kind == "person"]
    return Reading(field, layout, free, [n.start for n in free], people, [n.start for n in people])


def subject_before(reading: Reading, offset: int, *, is_bare: bool) -> Subject | None:
    """The subject of the verb that begins at an offset.

    1. That of its own clause.
    2. If its clause says nothing before the verb (or nothing but adverbs, or `is_bare`), that of the clauses
       before it in the same sentence, the nearest first.
    """
    layout = reading.layout
    start = layout.clause_start(offset)
    own = subject_of_clause(reading, start, offset)
    if own is not None or not (is_bare or _says_nothing(reading, start, offset)):
        return own
    limit = layout.starts[layout.sentence(offset)] if reading.field.field not in LINE_FIELDS else 0
    for _ in range(MOST_CLAUSES):
        if start <= limit:
            return None
        end = start - 1
        start = layout.clause_start(end)
        found = subject_of_clause(reading, start, end)
        if found is not None and (
            found.people or found.is_pronoun or found.name or found.text.rstrip("们").endswith(SURE_SPEAKERS)
        ):
            return found
    return None


def subject_of_clause(reading: Reading, start: int, end: int) -> Subject | None:
    """The subject of the clause that stands between two offsets; None if it has none of its own."""
    begin = _after_leading(reading.field, start, end)
    if begin >= end:
        return None
    pronoun = _pronoun(reading.field, begin, end)
    if pronoun is not None:
        return pronoun
    for person in reading.people_in(begin, end):
        if reading.layout.masked[person.end : person.end + 1] == "的":
            continue
        if not _heads_clause(reading, person.start, begin):
            break
        return _with_list(reading, person, begin, end)
    return _unnamed(reading, begin, end)


def _after_leading(field: FieldText, start: int, end: int) -> int:
    """Where the subject may begin: behind 据, 会上, 近日 and their like."""
    index = field.word_at(start)
    if field.starts[index] < start:
        index += 1
    while index < len(field.words) and field.starts[index] < end:
        if not _leads(field, index):
            break
        index += 1
    return field.starts[index]


def _leads(field: FieldText, index: int) -> bool:
    """Whether a word stands before the subject: 据, 近日, white space; but not the 有 of 有的."""
    word = field.words[index]
    if field.text.startswith("的", field.starts[index + 1]):
        return False
    return word in BEFORE_SPEAKER or field.tags[index] in ("t", "c") or word.isspace() or _is_date(field, index)


def _is_date(field: FieldText, index: int) -> bool:
    """Whether a word is part of a day: 3 月 28 日."""
    word = field.words[index]
    following = field.words[index + 1] if index + 1 < len(field.words) else ""
    return (word.isdigit() and following[:1] in "月日年") or word in ("月", "日", "年")


def _pronoun(field: FieldText, begin: int, end: int) -> Subject | None:
    """A pronoun with which a clause begins."""
    index = field.word_at(begin)
    for length in (3, 2, 1):
        stop = begin + length
        text = field.text[begin:stop]
        if text in PRONOUNS and stop <= end and _ends_word(field, stop):
            if field.text[stop : stop + 1] == "的" or field.starts[index] != begin:
                return None
            return Subject(begin, stop, (), text, is_pronoun=True)
    return None


def _ends_word(field: FieldText, offset: int) -> bool:
    """Whether a word ends at an offset, or is only glued to an adverb there: 他常."""
    at = field.starts[field.word_at(offset)]
    return at == offset or field.text[offset] in GLUED_ADVERBS


GLUED_ADVERBS = frozenset("常还也又都曾总则便却就均仍再先")
"""Adverbs that jieba glues to the pronoun before them."""


def _heads_clause(reading: Reading, offset: int, begin: int) -> bool:
    """Whether a name with the titles before it is the subject: behind no verb and no preposition, 向赵青禾, 学习赵青禾."""
    field = reading.field
    ends = {name.end: name.start for name in reading.names_in(begin, offset)}
    index = field.word_at(offset)
    while index > 0 and field.starts[index] > begin:
        before = ends.get(field.starts[index])
        if before is not None:
            index = field.word_at(before)
        elif _is_nominal(field, index - 1) or field.words[index - 1] in LIST_WORDS:
            index -= 1
        else:
            break
    if field.starts[index] <= begin:
        return True
    word, tag = field.words[index - 1], field.tags[index - 1]
    if word == "的":
        return field.words[field.word_at(begin)] not in TURNED_TO
    return word not in PREPOSITIONS and tag[:1] not in ("v", "p")


TURNED_TO = frozenset(("对", "向", "同", "与", "和", "给", "把", "将", "为", "以", "在", "按照", "根据"))
"""Prepositions with which a clause begins whose names are not its subject."""


def _with_list(reading: Reading, first: NameFound, begin: int, end: int) -> Subject:
    """A person as the subject, with those who are listed beside, also in clauses that hold nothing but them."""
    members = [first]
    for person in reading.people_in(first.end, end):
        if not _lists(reading, members[-1].end, person.start):
            break
        members.append(person)
    earlier: list[NameFound] = []
    layout = reading.layout
    while layout.masked[begin - 1 : begin] in ("，", ",") and begin and len(earlier) < MOST_LISTED:
        stop = begin - 1
        start = _after_leading(reading.field, layout.clause_start(stop), stop)
        people = reading.people_in(start, stop)
        if not people or people[-1].end != stop or not _heads_clause(reading, people[0].start, start):
            break
        if not all(_lists(reading, a.end, b.start) for a, b in pairwise(people)) or not _is_titled(
            reading, start, people[0]
        ):
            break
        earlier[:0] = people
        begin = start
    return Subject(begin, members[-1].end, (*earlier, *members))


MOST_LISTED = 60
"""People of a list that goes on over clauses."""


def _is_titled(reading: Reading, start: int, person: NameFound) -> bool:
    """Whether nothing but titles stands between the start of a clause and a person."""
    field = reading.field
    index = field.word_at(person.start)
    return start == person.start or bool(field.classes[index - 1] & TITLE) or field.words[index - 1] in LIST_WORDS


def _lists(reading: Reading, start: int, end: int) -> bool:
    """Whether two names stand in one list: between them a separator, and titles of the second behind it."""
    field, text = reading.field, reading.field.text[start:end]
    if not text:
        return True
    index, last = field.word_at(start), field.word_at(end)
    while index < last and (
        field.words[index] in FORMS_OF_ADDRESS or field.classes[index] & TITLE or field.words[index] == "等"
    ):
        index += 1
    if len(text) > LONGEST_TITLE or field.words[index] not in SEPARATORS:
        return False
    if index + 1 >= last:
        return True
    between = range(index + 1, last)
    if not (
        field.classes[last - 1] & TITLE or field.words[last - 1] in LIST_WORDS or reading.field.text[end - 1] in "、）"
    ):
        return False
    return not any(
        field.words[at] in PREPOSITIONS or field.words[at] in ("了", "着", "过", "，", "。") for at in between
    )


SEPARATORS = frozenset(("、", "和", "与", "及", "以及", " ", "\u3000", "暨", "偕", "，"))
"""What parts the members of a list."""

LONGEST_TITLE = 40
"""Characters of the longest title between two names of a list."""

NOMINAL_TAGS = frozenset(
    ("n", "ns", "nt", "nz", "nr", "nrt", "nrfg", "j", "b", "vn", "f", "ng", "an", "a", "m", "q", "s", "l", UNKNOWN_TAG)
)
"""Parts of speech that may stand in a noun phrase."""


def _is_nominal(field: FieldText, index: int) -> bool:
    """Whether a word may stand in a title."""
    word = field.words[index]
    if word in PREPOSITIONS:
        return False
    return (
        bool(field.classes[index] & TITLE)
        or field.tags[index] in NOMINAL_TAGS
        or word in FORMS_OF_ADDRESS
        or word in ("副", "原", "该")
    )


def _unnamed(reading: Reading, begin: int, end: int) -> Subject | None:
    """A body, or people without a name, with whom a clause begins.

    The first word for such behind which the phrase ends, or the next one if only words that qualify stand between:
    甲国一位不愿透露姓名的官员.
    """
    field = reading.field
    index = field.word_at(begin)
    if field.starts[index] != begin or (field.words[index] in DISTRUSTED_SUBJECTS and field.words[index + 1] != "们"):
        return None
    bodies = _bodies_by_end(reading, begin, end)
    end = _without_manner(field, begin, end)
    first, broken = index, False
    found: int | None = None
    while index < len(field.words) and field.starts[index + 1] <= end and index - first < LONGEST_PHRASE:
        is_attribute = index == first and field.tags[index] == "v" and _speaks(field, index + 1)
        broken = (broken or (_breaks(field, index) and not is_attribute)) and field.words[index] != "的"
        if (
            not (found is None and broken)
            and (field.starts[index + 1] in bodies or _speaks(field, index))
            and _ends_phrase(field, index + 1, end)
        ):
            if found is not None and not _qualifies(field, found + 1, index):
                break
            found = index
        index += 1
    if found is None:
        return _by_characters(field.text, begin, end)
    stop = field.starts[found + 1]
    if stop - begin > LONGEST_SPEAKER:
        begin = max(begin, field.text.rfind("的", begin, stop - 1) + 1)
    whole = _bodies(reading, begin, stop)
    if field.text[begin] == "的":
        return None
    if len(whole) > 1:
        return Subject(begin, stop, whole)
    return Subject(begin, stop, (), field.text[begin:stop], whole[0] if whole else None)


def _bodies(reading: Reading, begin: int, end: int) -> tuple[NameFound, ...]:
    """The bodies of which a phrase is a list and nothing else: 甲市委、市政府."""
    names = [n for n in reading.names_in(begin, end) if n.end <= end and n.kind != "person"]
    at = begin
    for name in names:
        if name.start != at and reading.field.text[at : name.start] not in SEPARATORS:
            return ()
        at = name.end
    return tuple(names) if names and at == end and names[0].start == begin else ()


LONGEST_SPEAKER = 20
"""Characters of a phrase for a speaker, beyond which what stands before its last 的 is left out."""


def _by_characters(text: str, begin: int, end: int) -> Subject | None:
    """People without a name where jieba cuts across the words: 两/国外/长."""
    words = text[begin:end].rstrip(BEFORE_VERB)
    if (
        not 3 <= len(words) <= LONGEST_CUT_ACROSS
        or words[0] in "对向同在从由把将被为以按据"
        or not words.endswith(SPEAKERS)
    ):
        return None
    return Subject(begin, begin + len(words), (), words) if _HAN_LIST.fullmatch(words) else None


BEFORE_VERB = "也还均都又则曾一致首先分别"
"""Characters of adverbs that may stand between such words and their verb."""

LONGEST_CUT_ACROSS = 10
"""Characters of the longest such phrase."""

_HAN_LIST = re.compile(r"[\u4e00-\u9fff、]+")


def _bodies_by_end(reading: Reading, begin: int, end: int) -> frozenset[int]:
    """Where bodies and countries end that are named in a stretch of text."""
    names = (n for n in reading.names_in(begin, end) if n.end <= end)
    return frozenset(n.end for n in names if n.kind == "organization" or n.text in COUNTRIES)


def _without_manner(field: FieldText, begin: int, end: int) -> int:
    """The end of a clause without the word that says how, 风趣地, or a verb that goes with the one behind: 评论."""
    index = field.word_at(end - 1)
    if field.words[index] in BEFORE_TELLING and field.starts[index] > begin and field.words[index - 1] != "的":
        return field.starts[index]
    if field.text[end - 1] != "地":
        return end
    index = field.word_at(end - 1)
    at = field.starts[index] if field.starts[index] < end - 1 else field.starts[index - 1]
    return max(begin, at)


LONGEST_PHRASE = 24
"""Words of the longest phrase for somebody without a name."""


def _breaks(field: FieldText, index: int) -> bool:
    """Whether a word ends a phrase, unless a 的 behind it makes it part of what qualifies the next noun."""
    word, tag = field.words[index], field.tags[index]
    return word in PREPOSITIONS or word in ("了", "着", "过") or (tag == "v" and not word.endswith(SPEAKERS))


def _qualifies(field: FieldText, index: int, last: int) -> bool:
    """Whether the words up to the last one qualify it: nouns and 相关, or a clause that begins with 一位 and ends with 的."""
    between = field.words[index:last]
    if not between:
        return True
    if field.tags[index] in ("m", "q") or between[0] in ("不", "该", "某"):
        return "的" in between or len(between) == 1
    return all(word in GOES_ON or field.tags[index + n] in QUALIFYING_TAGS for n, word in enumerate(between))


QUALIFYING_TAGS = frozenset(("n", "nt", "ns", "nz", "ng", "k", "j", "vn", "b", "nr", "nrt", "s", "f", "a", UNKNOWN_TAG))
"""Parts of speech that may stand between two nouns of one phrase."""


PHRASE_TAGS = frozenset(("n", "nt", "ns", "nz", "ng", "k", "j", "vn", "b"))
"""Parts of speech with which a noun phrase goes on."""


def _speaks(field: FieldText, index: int) -> bool:
    """Whether a word is one for people, a body or a paper that may speak."""
    if index >= len(field.words):
        return False
    word = field.words[index]
    if len(word) == 2 and word[0] in "老小" and surname_of(word[1]):
        return True
    if word.startswith("发表"):
        return False
    if word.endswith(SPEAKERS):
        return True
    return word[-1] in SPEAKER_ENDS and field.tags[index] in ("n", "nt", "nz", "ns", "k", "ng", UNKNOWN_TAG)


GOES_ON = frozenset(
    (
        "的",
        "、",
        "和",
        "与",
        "及",
        "或",
        "之",
        "是",
        "》",
        "们",
        "相关",
        "有关",
        "主要",
        "方面",
        "内部",
        "驻",
        "（",
        "）",
    )
)
"""Words behind a noun with which its phrase goes on."""


def _ends_phrase(field: FieldText, index: int, end: int) -> bool:
    """Whether a noun phrase ends before a word."""
    if index >= len(field.words) or field.starts[index] >= end:
        return True
    word = field.words[index]
    if word.startswith("发表"):
        return True
    return word not in GOES_ON and field.tags[index] not in PHRASE_TAGS and word != "《"


def _says_nothing(reading: Reading, start: int, end: int) -> bool:
    """Whether a clause has nothing but adverbs and phrases of place and time before its verb."""
    field = reading.field
    if field.text[end - 1 : end] == "地" and end > start:
        return True
    index = field.word_at(start)
    in_phrase = False
    while index < len(field.words) and field.starts[index] < end:
        word, tag = field.words[index], field.tags[index]
        if word in ("在", "于", "向", "对"):
            in_phrase = True
        elif in_phrase:
            in_phrase = word not in ("中", "时", "上", "后", "里", "间")
        elif tag not in ("d", "c", "t", "ad", "u", "ud", "uv", "p", "zg", "a") and word not in BEFORE_SPEAKER:
            return False
        index += 1
    return True


def _only_subject(reading: Reading, start: int, offset: int) -> NameFound | None:
    """The person who is the subject of the sentence before, if nobody else is named in it."""
    layout = reading.layout
    sentence = layout.sentence(offset)
    if not sentence or layout.starts[sentence - 1] < start:
        return None
    begin, end = layout.starts[sentence - 1], layout.starts[sentence]
    people = reading.people_in(begin, end)
    if len({person.text for person in people}) != 1:
        return None
    return people[0] if _heads_clause(reading, people[0].start, layout.clause_start(people[0].start)) else None


NEAR = 600
"""Characters before a pronoun in which all who are named are looked at."""


def antecedent(reading: Reading, pronoun: Subject, previous: Subject | None) -> tuple[NameFound, ...]:
    """Whom 他 or 她 names: the last subject, or the only person of its paragraph so far; () in doubt.

    Args:
        previous: the subject of the statement or action before; one of an earlier paragraph than the last does not count.
    """
    if pronoun.text not in SINGULAR:
        return ()
    start = reading.layout.text.rfind("\n", 0, pronoun.start) + 1
    named = reading.people_in(max(start, pronoun.start - NEAR), pronoun.start)
    if len({name.canonical or name.text for name in named}) == 1:
        return (named[-1],)
    before = _only_subject(reading, start, pronoun.start)
    if before is not None:
        return (before,)
    if (
        previous is None
        or len(previous.people) != 1
        or previous.start < reading.layout.text.rfind("\n", 0, max(0, start - 1))
    ):
        return ()
    since = reading.people_in(previous.end, pronoun.start)
    return previous.people if not since else ()
