"""Who acts or speaks in a clause: people by name, bodies, those without a name, pronouns."""

from __future__ import annotations

from itertools import pairwise

from tasks.enrich.statements_reading import LINE_FIELDS, SEPARATORS, Reading, Subject
from tasks.enrich.statements_unnamed import unnamed
from tasks.enrich.statements_words import (
    BEFORE_SPEAKER,
    PREPOSITIONS,
    PRONOUNS,
    SINGULAR,
    SPEAKERS,
)
from tasks.enrich.text import TITLE, FieldText, NameFound
from tasks.lang.titles import FORMS_OF_ADDRESS
from tasks.lang.words import UNKNOWN_TAG

MOST_CLAUSES = 12
"""Clauses of a sentence that are looked through for its subject."""

LIST_WORDS = frozenset(("、", "和", "与", "及", "以及", "，", " ", "\u3000", "等", "（", "）", "兼", "一行", "偕"))
"""What stands between the members of a list of people, besides titles."""


SURE_SPEAKERS = (*SPEAKERS, "》")
"""Ends of words for people whom a clause before may name as the subject of those behind it."""


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


def quotes_behind_act(reading: Reading, start: int, end: int) -> bool:
    """Whether a colon and a quotation follow a verb whose clause begins with what its subject does first: 并高声说：“…”."""
    field = reading.field
    if field.text[end : end + 2] not in ("：“", "：「", ":“"):
        return False
    index = field.word_at(reading.layout.clause_start(start))
    while index < len(field.words) - 1 and field.tags[index] == "c":
        index += 1
    return field.tags[index][:1] in ("v", "d", "p") or field.words[index] in MANNERS


MANNERS = frozenset(("高声", "大声", "低声", "齐声", "深情", "动情", "热情", "激动", "高兴"))
"""Words for how one speaks that jieba's dictionary calls nouns and adjectives."""


def subject_of_clause(reading: Reading, start: int, end: int) -> Subject | None:
    """The subject of the clause that stands between two offsets; None if it has none of its own."""
    begin = _after_leading(reading.field, start, end)
    if begin >= end:
        return None
    pronoun = _pronoun(reading.field, begin, end)
    if pronoun is not None:
        return pronoun
    for person in reading.people_in(begin, end):
        if reading.layout.masked.startswith(("的", *TEACHINGS), person.end):
            continue
        if not _heads_clause(reading, person.start, begin):
            break
        return _with_list(reading, person, begin, end)
    return unnamed(reading, begin, end)


TEACHINGS = ("主义", "思想", "学说", "理论")
"""Words behind a name that make it a teaching's."""


def _after_leading(field: FieldText, start: int, end: int) -> int:
    """Where the subject may begin: behind 据, 会上, 近日 and their like, and behind a phrase of place: 在邀请赛上."""
    index = field.word_at(start)
    if field.starts[index] < start:
        index += 1
    while index < len(field.words) and field.starts[index] < end:
        behind = index + 1 if _leads(field, index) else _behind_phrase(field, index, end)
        if behind == index:
            break
        index = behind
    return field.starts[index]


PHRASE_STARTS = frozenset(("在", "当"))
"""Words with which a phrase of place or time begins."""

PHRASE_ENDS = frozenset(("上", "中", "里", "时", "后", "前", "期间", "之后", "之前", "以后", "之际", "会上", "途中"))
"""Words with which such a phrase ends."""

LONGEST_PHRASE = 12
"""Words of the longest such phrase."""


def _behind_phrase(field: FieldText, index: int, end: int) -> int:
    """The index of the word behind the phrase of place or time that begins with a word; the word's own if none does."""
    if field.words[index] not in PHRASE_STARTS:
        return index
    for at in range(index + 2, min(index + LONGEST_PHRASE, len(field.words) - 1)):
        if field.starts[at + 1] >= end:
            return index
        if field.words[at] in PHRASE_ENDS and field.words[at + 1] not in ("的", "，", "、"):
            return at + 1
    return index


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
