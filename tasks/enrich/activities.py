"""Activities: which official did what in public, with whom, where and when.

1. Each act outside quotations and outside what somebody says, with the people who are the subject of its clause,
   or of one before it in the sentence; what is wished, planned or left undone is none.
2. Its object stands behind it up to the end of the clause, or before it behind 同 or 对.
3. Its place is that which a preposition introduces in its sentence before it, or the object itself.
4. Its date is the last one before it in the paragraph.
"""

from __future__ import annotations

import datetime
import re
from bisect import bisect_left
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from schemas.enrichment import DateMention
from tasks.enrich.activities_words import (
    ACTIONS,
    HELD,
    JOINS_ACTS,
    JOURNEYS,
    MAKES_NOUN,
    MEETINGS,
    NEEDS_THING,
    NOT_DONE,
    OCCASIONS,
    PLACED,
    VISITS,
)
from tasks.enrich.statements import StatementFound
from tasks.enrich.statements_layout import MASK
from tasks.enrich.statements_reading import Reading, Subject
from tasks.enrich.statements_subjects import antecedent, subject_before
from tasks.enrich.text import ACTS, FieldText, NameFound, act_in


class ActivityFound(NamedTuple):
    """What somebody did: text[start:end] is the act with the object behind it."""

    person: NameFound
    action: str
    object: str | None
    place: NameFound | None
    start_on: datetime.date | None
    end_on: datetime.date | None
    start: int
    end: int


class _Act(NamedTuple):
    """An act in the text, with who does it."""

    start: int
    end: int
    action: str
    people: tuple[NameFound, ...]
    object: tuple[int, int] | None


def find_activities(
    reading: Reading, statements: Sequence[StatementFound], dates: Sequence[DateMention]
) -> list[ActivityFound]:
    """The activities in a field, in order, one for each person.

    Args:
        reading: the field with its names.
        statements: what is said in it, in which acts are not told but talked of.
        dates: the dates in it.

    >>> from tasks.enrich.names import find_names
    >>> from tasks.enrich.statements_reading import read_names
    >>> from tasks.enrich.text import read_field
    >>> def done(text):
    ...     field = read_field(0, "body", text, "auto")
    ...     found = find_activities(read_names(field, find_names([field])[0]), (), ())
    ...     return [(a.person.text, a.action, a.object) for a in found]
    >>> done("市长孟青禾、副市长邵岚出席会议并讲话。")
    [('孟青禾', '出席', '会议'), ('邵岚', '出席', '会议'), ('孟青禾', '讲话', None), ('邵岚', '讲话', None)]
    >>> done("市长孟青禾未能出席会议。")
    []
    >>> done("座谈会由市长孟青禾同志主持。")
    [('孟青禾', '主持', '座谈会')]
    """
    field = reading.field
    indexes = field.indexes(ACTS) if reading.people else []
    said = [(statement.start, statement.end) for statement in statements]
    return [
        ActivityFound(
            person, act.action, _text(field, act.object), _place(reading, act), *_days(field, act, dates), *span
        )
        for act in _acts(reading, indexes, said)
        for span in [(act.start, max(act.end, act.object[1] if act.object else 0))]
        for person in act.people
    ]


def _text(field: FieldText, span: tuple[int, int] | None) -> str | None:
    return field.text[slice(*span)] if span is not None else None


def _acts(reading: Reading, indexes: Sequence[int], said: Sequence[tuple[int, int]]) -> Iterator[_Act]:
    """The acts that were done by people with names."""
    field, done, at_said = reading.field, 0, 0
    previous: Subject | None = None
    for index in indexes:
        start, _ = _span(field, index)
        while at_said < len(said) and said[at_said][1] <= start:
            at_said += 1
        if start < done or (at_said < len(said) and said[at_said][0] <= start):
            continue
        act = _act(reading, index, previous)
        if act is None:
            continue
        found, previous = act
        is_next = found.object is not None and found.end <= found.object[0] <= found.end + 1
        done = found.object[1] if is_next and found.object else found.end
        if _tells_company(reading, index):
            done = reading.layout.clause_end(done)
        yield found


def _span(field: FieldText, index: int) -> tuple[int, int]:
    """Where the act stands that a word names or holds."""
    inside = act_in(field.words[index]) or (0, len(field.words[index]))
    start, end = field.starts[index] + inside[0], field.starts[index] + inside[1]
    longer = min(end + 2, len(field.text))
    if field.text[start:longer] in ACTIONS and end == field.starts[index + 1]:
        end = longer
    return start, end


def _act(reading: Reading, index: int, previous: Subject | None) -> tuple[_Act, Subject] | None:
    """The act that a word names, with its subject; None if it names none that was done."""
    field, layout = reading.field, reading.layout
    start, end = _span(field, index)
    action = field.text[start:end]
    if layout.masked[start] != field.text[start] or _is_part(reading, index):
        return None
    subject = _companions(reading, index) or subject_before(reading, start, is_bare=True)
    if subject is None or _is_undone(reading, subject, index):
        return None
    people = antecedent(reading, subject, previous) if subject.is_pronoun else subject.people
    people = tuple(person for person in people if person.kind == "person")
    thing = _object(reading, index, subject) or _headed(reading, start, subject)
    if not people or (thing is None and action in NEEDS_THING) or _only_leads(reading, index, thing):
        return None
    return _Act(start, end, action, people, thing), subject._replace(people=people)


def _only_leads(reading: Reading, index: int, thing: tuple[int, int] | None) -> bool:
    """Whether going somewhere is only the way to another act of the clause: 深入湿地调研."""
    field = reading.field
    if field.words[index] not in ("深入", "走进") or thing is None:
        return False
    following = field.word_at(thing[1])
    return following < len(field.words) and field.starts[following] == thing[1] and field.words[following] in ACTIONS


def _is_part(reading: Reading, index: int) -> bool:
    """Whether a word for an act is a noun there, or part of another word's phrase: 检查组, 的重要讲话, 会见时在座."""
    field, layout = reading.field, reading.layout
    start, end = _span(field, index)
    following = field.words[index + 1] if index + 1 < len(field.words) else ""
    action = field.text[start:end]
    if action == "了解" and following[:1] == "到":
        return True
    if following in MAKES_NOUN and action not in JOURNEYS and not _tells_company(reading, index):
        return True
    if action != PRESENT and PRESENT in field.text[end : end + 2 * len(PRESENT)]:
        return True
    if index and field.words[index - 1] in GOVERNING:
        return True
    if index and field.words[index - 1] == "在" and following[:1] in tuple("中时上后期前"):
        return True
    at = index
    while at > 0 and field.words[at - 1] in HELD:
        at -= 1
    before = field.words[at - 1] if at else ""
    if before in ("“", "《", "、") and not (before == "、" and field.words[at - 2] in ACTIONS):
        return True
    if before != "的":
        return False
    clause = field.text[layout.clause_start(start) : field.starts[at]]
    return not any(word in clause for word in ("进行", "举行", "发表", "作"))


PRESENT = "在座"
"""The act of those who were there when another acted: 会见时在座."""


def _tells_company(reading: Reading, index: int) -> bool:
    """Whether an act is told of those who are named behind it: 陪同考察的还有…."""
    end = _span(reading.field, index)[1]
    clause = reading.layout.masked[end : reading.layout.clause_end(end)]
    return any(phrase in clause for phrase in COMPANY)


COMPANY = ("的还有", "的有", "的领导有", "的领导还有")
"""What stands between an act and those who shared in it."""


def _companions(reading: Reading, index: int) -> Subject | None:
    """The people of an act that are not its clause's subject: …的还有甲、乙; 受到甲亲切会见; 在甲陪同下; 会议由甲主持."""
    field, layout = reading.field, reading.layout
    start, end = _span(field, index)
    if _tells_company(reading, index):
        behind = field.text.find("有", end, layout.clause_end(end))
        people = reading.people_in(behind, layout.starts[layout.sentence(start) + 1])
        return Subject(behind, people[-1].end, tuple(people)) if people else None
    clause = layout.clause_start(start)
    passive = max(field.text.rfind(word, clause, start) for word in ("受到", "在", BY))
    is_passive = passive >= 0 and (field.text.startswith(("受到", BY), passive) or field.text.startswith("下", end))
    people = reading.people_in(passive, start) if is_passive else ()
    if not people or (
        field.text.startswith(BY, passive) and not _ADDRESSED.fullmatch(field.text, people[-1].end, start)
    ):
        return None
    return Subject(passive, people[-1].end, tuple(people))


BY = "由"
"""What stands before those who did what a clause tells of its occasion: 会议由甲主持."""
_ADDRESSED = re.compile(r"(?:同志|先生|女士)?(?:共同|分别|亲自)?")


def _headed(reading: Reading, act: int, subject: Subject) -> tuple[int, int] | None:
    """The occasion before 由: 会议由甲主持."""
    begin = reading.layout.clause_start(act)
    is_headed = begin < subject.start < act and reading.field.text.startswith(BY, subject.start)
    return (begin, subject.start) if is_headed else None


def _is_undone(reading: Reading, subject: Subject, index: int) -> bool:
    """Whether the words before an act say that it was only wished, planned, or left undone."""
    field = reading.field
    start = field.starts[index]
    begin = max(reading.layout.clause_start(start), subject.end if subject.end <= start else 0)
    indexes = range(field.word_at(begin), index)
    before = [field.words[at] for at in indexes if reading.layout.masked[field.starts[at]] != MASK]
    if before and before[0] in CAUSES and subject.end <= begin:
        return True
    if "应" in before and "邀请" in before:
        return False
    return not NOT_DONE.isdisjoint(before)


CAUSES = frozenset(("对", "由于", "因", "因为", "为了", "当", "如", "使", "凡", "只要"))
"""Words with which a clause begins that tells of something else than what its sentence's subject did."""


def _object(reading: Reading, index: int, subject: Subject) -> tuple[int, int] | None:
    """Where the object of an act stands: behind it, or before it behind 同 or 对; None if it has none."""
    field, layout = reading.field, reading.layout
    start, end = _span(field, index)
    word = field.text[start:end]
    if word == PRESENT:
        return _met(reading, start)
    if word in WITHOUT_OBJECT:
        return _governed(reading, start, subject)
    is_whole = end == field.starts[index + 1]
    joined = "".join(field.words[index + 1 : index + 2]) in JOINS_ACTS
    other = "".join(field.words[index + 1 + joined : index + 2 + joined]) if is_whole else ""
    if other in ACTIONS:
        shares = any(word in group and other in group for group in (VISITS, MEETINGS, OCCASIONS))
        if shares and other not in WITHOUT_OBJECT:
            return _object(reading, index + 1 + joined, subject)
        if joined:
            return None
    stop = min(layout.phrase_end(end), end + LONGEST_OBJECT)
    while field.text[end : end + 1] in ("了", "过") and end < stop:
        end += 1
    stop = _object_end(field, field.word_at(end), stop, word)
    while stop > end and field.text[stop - 1] in "的 \u3000":
        stop -= 1
    return (end, stop) if stop > end else _governed(reading, start, subject)


WITHOUT_OBJECT = frozenset(
    (
        "讲话",
        "致辞",
        "致词",
        "发言",
        "抵京",
        "离京",
        "回国",
        "签字",
        "会谈",
        "座谈",
        "会晤",
        "剪彩",
        "陪同",
        "祝酒",
        "交谈",
    )
)
"""Acts behind which no object stands."""

LONGEST_OBJECT = 80
"""Characters of the longest object."""


def _object_end(field: FieldText, index: int, stop: int, act: str) -> int:
    """Where an object ends in its clause: before 并, before 时 that goes with what is said, before another act of it."""
    first = field.starts[index]
    said = _WHEN.search(field.text, first, stop + 4)
    stop = min(stop, said.start()) if said else stop
    while index < len(field.words) and field.starts[index] < stop:
        at, word = field.starts[index], field.words[index]
        if word == "并" or (at > first and act in PLACED and word in LED_TO):
            return at
        if at > first and word in ACTIONS and field.words[index - 1] == "、":
            return at - 1
        index += 1
    return stop


_WHEN = re.compile(r"时(?=[，说]|强调|指出|表示|要求|希望|谈|告诉|\s|$)|期间(?=[，\s]|$)|的(?:领导)?(?:还|也)?有")
"""What ends an object: that it tells when something else happened, or goes on to others who took part."""

LED_TO = frozenset((*VISITS, *MEETINGS, *OCCASIONS)) - PLACED
"""Acts to which going somewhere is only the way."""

GOVERNING = frozenset(("同", "与", "跟", "对", "为"))
"""Words before the object of an act that follows it."""


def _governed(reading: Reading, start: int, subject: Subject) -> tuple[int, int] | None:
    """An object between the subject and the act: 同甲举行会谈."""
    field = reading.field
    begin = max(reading.layout.clause_start(start), subject.end if subject.end <= start else 0)
    first, last = field.word_at(begin), field.word_at(start)
    opening = next((i + 1 for i in range(first, last) if field.words[i] in GOVERNING), None)
    if opening is None:
        return None
    while last > opening and (field.words[last - 1] in HELD | {"了", "的", "在"} or field.tags[last - 1] in ("m", "q")):
        last -= 1
    about = next((i for i in range(opening, last) if field.words[i] == "就"), last)
    span = field.starts[opening], min(field.starts[about], start)
    return span if span[0] < span[1] else None


def _met(reading: Reading, start: int) -> tuple[int, int] | None:
    """The act at which somebody was present."""
    field = reading.field
    for index in range(max(0, field.word_at(start) - 3), field.word_at(start)):
        if field.words[index] in ACTIONS:
            return field.starts[index], field.starts[index + 1]
    return None


def _place(reading: Reading, act: _Act) -> NameFound | None:
    """Where an act happened, if its sentence says so; an occasion, if one before it in the paragraph does."""
    layout, text = reading.layout, reading.field.text
    begin = layout.starts[layout.sentence(act.start)]
    found = _introduced(reading, begin, act)
    if found is None and act.action in OCCASIONS:
        paragraph = text.rfind("\n", 0, act.start) + 1
        found = _introduced(reading, max(paragraph, begin - NEAR_OCCASION), act)
    return found


NEAR_OCCASION = 200
"""Characters before a sentence in which the place of its occasion is looked for."""


def _introduced(reading: Reading, begin: int, act: _Act) -> NameFound | None:
    """The last place before an act that a preposition introduces, or that is where somebody went."""
    text = reading.field.text
    stop = act.object[1] if act.object and act.action in PLACED and act.object[0] >= act.start else act.end
    found: NameFound | None = None
    for name in reading.names_in(begin, stop):
        if name.kind != "place":
            continue
        before = text[max(0, name.start - 3) : name.start]
        is_introduced = not BEFORE_PLACE.isdisjoint(before) or before.endswith("深入")
        follows = found is not None and name.start - found.end <= 1
        is_object = act.action in PLACED and act.object is not None and act.object[0] <= name.start < act.object[1]
        if is_introduced or follows or is_object or name.start >= act.start:
            found = name
    return found


BEFORE_PLACE = frozenset("在到赴抵往")
"""Characters before the place of an act."""


def _days(
    field: FieldText, act: _Act, dates: Sequence[DateMention]
) -> tuple[datetime.date | None, datetime.date | None]:
    """The days of an act: those of the last date before it in its paragraph."""
    paragraph = field.text.rfind("\n", 0, act.start) + 1
    at = bisect_left(dates, act.start, key=lambda date: date.char_start)
    while at > 0 and dates[at - 1].char_start >= paragraph:
        at -= 1
        if dates[at].granularity != "duration":
            return dates[at].start_on, dates[at].end_on
    return None, None
