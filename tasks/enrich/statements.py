"""Statements: who said what, and how far it goes.

1. Each verb of saying outside quotations, with the subject of its clause, is an attribution.
2. Content before it: a quotation that is closed just before the attribution.
3. Content behind it: a quotation, on to the end of the last one that follows directly; else the rest of the
   sentence and the sentences after it in the paragraph, until another attribution or until the text tells on.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from tasks.enrich.statements_content import (
    Attribution,
    Content,
    asked_whom,
    content_of,
    counted,
    quote_before,
    told_to,
)
from tasks.enrich.statements_reading import LINE_FIELDS, Reading, Subject
from tasks.enrich.statements_subjects import antecedent, quotes_behind_act, subject_before
from tasks.enrich.statements_words import (
    ASKING,
    BIDDING,
    COURTESY,
    FOLLOWED_BY_NOUN,
    MAYBE_SAID,
    NEEDS_MARK,
    NEEDS_OBJECT,
    NOT_SAID,
    REFERRING,
    SINGULAR,
    TOO_WEAK,
)
from tasks.enrich.text import TELLS, FieldText, NameFound, telling_verb


class StatementFound(NamedTuple):
    """What one speaker said: the content is in text[start:end]."""

    speaker: NameFound | None
    speaker_text: str
    verb: str
    content: str
    is_direct: bool
    start: int
    end: int


def find_statements(reading: Reading) -> list[StatementFound]:
    """The statements in a field, in order, one for each speaker.

    Args:
        reading: the field with its names.

    >>> from tasks.enrich.names import find_names
    >>> from tasks.enrich.statements_reading import read_names
    >>> from tasks.enrich.text import read_field
    >>> def told(text):
    ...     field = read_field(0, "body", text, "auto")
    ...     return [(s.speaker_text, s.content) for s in find_statements(read_names(field, find_names([field])[0]))]
    >>> told("市长孟青禾强调，要保护湿地。一要退耕，二要补水。会后，她回到市里。")
    [('孟青禾', '要保护湿地。一要退耕，二要补水。')]
    >>> told("市长孟青禾按照省委要求，到湿地调研。")
    []
    """
    field, hits = reading.field, list(_verbs(reading))
    attributions = list(_attributions(reading, hits))
    starts = [reading.layout.starts[reading.layout.sentence(a.verb_start)] for a in attributions]
    found: list[StatementFound] = []
    for number, attribution in enumerate(attributions):
        limit = starts[number + 1] if number + 1 < len(starts) else len(field.text)
        if number + 1 < len(starts) and starts[number] == limit:
            limit = attributions[number + 1].start
        content = content_of(reading, attribution, limit, found[-1].end if found else 0)
        if content is not None:
            found += _rows(field.text, attribution, content)
    return found


def introducing(reading: Reading) -> Attribution | None:
    """The attribution with which a line ends, so that the next line is what was said; None if it ends with none."""
    hits = [hit for hit in _verbs(reading) if not reading.field.text[hit[1] :].strip("：: ")]
    return next(_attributions(reading, hits), None)


def said_in_next(attribution: Attribution, line: str) -> list[StatementFound]:
    """The statements that are a whole line which an attribution introduces."""
    content = Content(((0, len(line)),), is_direct=False)
    return _rows(line, attribution, content)


def _verbs(reading: Reading) -> Iterator[tuple[int, int]]:
    """Where verbs of saying stand: words, and what jieba left glued behind a name; of verbs in a row one."""
    field = reading.field
    found = {field.starts[i] + len(word) - len(telling_verb(word)): field.starts[i + 1] for i, word in _telling(field)}
    for person in reading.people:
        end = person.end
        if end not in found and field.text.startswith(AFTER_NAME, end) and field.starts[field.word_at(end)] != end:
            found[end] = end + len(next(verb for verb in AFTER_NAME if field.text.startswith(verb, end)))
    last = (0, 0)
    for span in sorted(found.items()):
        if last[1] > span[0] or (last[1] == span[0] and field.text[slice(*span)] in BIDDING):
            continue
        if last[1] > last[0] and last[1] != span[0]:
            yield last
        last = span
    if last[1] > last[0]:
        yield last


def _telling(field: FieldText) -> Iterator[tuple[int, str]]:
    return ((index, field.words[index]) for index in field.indexes(TELLS))


AFTER_NAME = ("指出", "强调", "表示", "说", "要求", "认为", "问", "答")
"""Verbs that are looked for behind a name inside a word, longest sense first."""


def _attributions(reading: Reading, hits: Sequence[tuple[int, int]]) -> Iterator[Attribution]:
    """The verbs that report, with their subjects; what stands in the content of one in the same sentence is none."""
    previous: Attribution | None = None
    for start, end in hits:
        if not _may_report(reading, start, end):
            continue
        subject = subject_before(reading, start, is_bare=quotes_behind_act(reading, start, end))
        if subject is None or _is_noun(reading, start, end):
            continue
        own = reading.layout.clause_start(start)
        begin = subject.start if subject.start >= own else own
        if previous is not None and _is_inside(reading, previous, (start, end), subject):
            continue
        people = subject.people
        if subject.is_pronoun:
            people = _goes_on_speaking(reading, subject, previous) or antecedent(
                reading, subject, previous.subject if previous else None
            )
        told = subject._replace(people=people)
        previous = Attribution(begin, start, end, reading.field.text[start:end], told, people)
        yield previous


def _goes_on_speaking(reading: Reading, pronoun: Subject, previous: Attribution | None) -> tuple[NameFound, ...]:
    """Whom 他 or 她 names right behind what one person said: that one, whoever is named in it; () otherwise."""
    if previous is None or len(previous.people) != 1 or pronoun.text not in SINGULAR:
        return ()
    start = reading.layout.starts[reading.layout.sentence(pronoun.start)]
    content = content_of(reading, previous, start, 0)
    is_next = content is not None and content.pieces[-1][1] >= start - MARKS_BETWEEN
    return previous.people if is_next else ()


MARKS_BETWEEN = 2
"""Marks between the end of a content and the sentence behind it: a quotation mark and a line break."""


def _may_report(reading: Reading, start: int, end: int) -> bool:
    """Whether what surrounds a verb lets it report something."""
    text, verb = reading.layout.text, reading.layout.text[start:end]
    if reading.layout.masked[start] != text[start] or text[start - 1 : start] in NO_REPORT_BEHIND:
        return False
    if "说" in verb and any(text.startswith(phrase, max(0, start - phrase.index("说"))) for phrase in NOT_SAID):
        return False
    if text[start - 1 : start] == "来" and text[start - 2 : start] not in CAME:
        return False
    clause = text[reading.layout.clause_start(start) : start]
    if clause.startswith(MAYBE_SAID):
        return False
    if verb.endswith("说") and _SAID_THING.match(text, end):
        return False
    after = text[end : end + 1]
    is_line_end = reading.field.field in LINE_FIELDS and after in ("", " ", "\u3000")
    is_marked = after in ("，", "：", ",", ":", "“", "「") or is_line_end
    quotes = after in ("“", "「", "：", ":") or text[end + 1 : end + 2] in ("“", "「")
    if verb in TOO_WEAK:
        return quotes or counted(text, end) is not None
    if verb.startswith("告诉"):
        return told_to(text, end) is not None
    if verb in ASKING and asked_whom(text, end) is not None:
        return True
    if is_marked:
        return verb not in NEEDS_OBJECT or quotes or is_line_end
    if after in ("。", "", "\n"):
        return quote_before(reading, start) is not None
    if counted(text, end) is not None:
        return True
    if verb in NEEDS_MARK or after in FOLLOWED_BY_NOUN:
        return False
    return not _is_courtesy(reading, end)


NO_REPORT_BEHIND = ("的", "所", "被", "不", "没", "未")
"""Characters behind which a verb reports nothing."""

CAME = ("起来", "过来", "出来", "上来", "下来", "回来", "进来", "走来", "跑来", "赶来")
"""Words behind which 说 is said by who came or stood up; behind any other 来 it says how something is meant: 对我来说."""

_SAID_THING = re.compile(r"[这那此](?:一?[番些段句席种样么])?话|[一几两]?[句声]|什么|实话")
"""What stands behind 说 where the words themselves are not told: 说这番话的."""


def _is_courtesy(reading: Reading, end: int) -> bool:
    """Whether what follows a verb is a wish or thanks: 表示热烈欢迎."""
    clause = reading.layout.text[end : reading.layout.clause_end(end)]
    return len(clause) <= LONGEST_COURTESY and clause.endswith(COURTESY)


LONGEST_COURTESY = 14
"""Characters of the longest courtesy; beyond that somebody says something."""


def _is_noun(reading: Reading, start: int, end: int) -> bool:
    """Whether a verb like 要求 is a noun there, behind a word that refers to it: 按照省委要求."""
    field = reading.field
    if field.text[start:end] not in BIDDING:
        return False
    clause = reading.layout.clause_start(start)
    return not REFERRING.isdisjoint(field.words[field.word_at(clause) : field.word_at(start)])


def _is_inside(reading: Reading, previous: Attribution, verb: tuple[int, int], subject: Subject) -> bool:
    """Whether a verb belongs to what the attribution before it reports."""
    layout = reading.layout
    same = layout.sentence(previous.verb_start) == layout.sentence(verb[0])
    own = subject.start >= layout.clause_start(verb[0])
    if same:
        if previous.verb in BIDDING and not own:
            return subject.start != previous.subject.start and subject.start > previous.verb_end
        if own and "；" in layout.masked[previous.verb_end : verb[0]] and (subject.people or subject.is_pronoun):
            return False
        quotes = layout.text[verb[1] + 1 : verb[1] + 2] in ("“", "「")
        return not (own and quotes and (subject.people or subject.is_pronoun))
    is_open = layout.paragraph_end(previous.verb_end) >= verb[0] and previous.verb not in BIDDING
    breaks_in = bool(subject.people) or subject.is_pronoun or _may_break_in(subject)
    return is_open and not (breaks_in and (own or reading.field.field not in LINE_FIELDS))


def _may_break_in(subject: Subject) -> bool:
    """Whether a sentence with this subject ends what another said before it."""
    return subject.name is None or subject.name.kind != "place"


def _rows(text: str, attribution: Attribution, content: Content) -> list[StatementFound]:
    """A statement for each who made it."""
    told = "".join(
        ("\n" if number and "\n" in text[content.pieces[number - 1][1] : a] else "") + text[a:b]
        for number, (a, b) in enumerate(content.pieces)
    )
    span = content.pieces[0][0], content.pieces[-1][1]
    subject = attribution.subject
    if subject.is_pronoun or not subject.people:
        named = attribution.people[0] if attribution.people else subject.name
        speakers = [(named, subject.text)]
    else:
        speakers = [(person, person.text) for person in subject.people]
    return [StatementFound(who, words, attribution.verb, told, content.is_direct, *span) for who, words in speakers]
