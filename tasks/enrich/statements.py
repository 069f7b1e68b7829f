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

from tasks.enrich.statements_layout import SHORTEST_SPEECH
from tasks.enrich.statements_reading import LINE_FIELDS, Reading, Subject
from tasks.enrich.statements_subjects import antecedent, subject_before
from tasks.enrich.statements_words import (
    ASKING,
    BIDDING,
    COURTESY,
    FEELING,
    FOLLOWED_BY_NOUN,
    MAYBE_SAID,
    NARRATIVE,
    NEEDS_MARK,
    NEEDS_OBJECT,
    NOT_SAID,
    PRONOUNS,
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


class Attribution(NamedTuple):
    """A verb of saying with those who say it.

    Attributes:
        start: where the words about the speaker begin, the verb's clause if the speaker stands before it.
        verb_start, verb_end, verb: the verb.
        subject: who says it, in its words.
        people: who that is, by name; () for others.
    """

    start: int
    verb_start: int
    verb_end: int
    verb: str
    subject: Subject
    people: tuple[NameFound, ...]


class Content(NamedTuple):
    """What was said: pieces of the text, and whether it was quoted."""

    pieces: tuple[tuple[int, int], ...]
    is_direct: bool


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
        content = _content(reading, attribution, limit, found[-1].end if found else 0)
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


AFTER_NAME = ("指出", "强调", "表示", "说", "要求", "认为")
"""Verbs that are looked for behind a name inside a word, longest sense first."""


def _attributions(reading: Reading, hits: Sequence[tuple[int, int]]) -> Iterator[Attribution]:
    """The verbs that report, with their subjects; what stands in the content of one in the same sentence is none."""
    previous: Attribution | None = None
    for start, end in hits:
        if not _may_report(reading, start, end):
            continue
        subject = subject_before(reading, start, is_bare=False)
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
    content = _content(reading, previous, start, 0)
    is_next = content is not None and content.pieces[-1][1] >= start - MARKS_BETWEEN
    return previous.people if is_next else ()


MARKS_BETWEEN = 2
"""Marks between the end of a content and the sentence behind it: a quotation mark and a line break."""


def _may_report(reading: Reading, start: int, end: int) -> bool:
    """Whether what surrounds a verb lets it report something."""
    text, verb = reading.layout.text, reading.layout.text[start:end]
    if reading.layout.masked[start] != text[start] or text[start - 1 : start] in (
        "的",
        "所",
        "被",
        "不",
        "没",
        "未",
        "来",
    ):
        return False
    if any(text.startswith(phrase, max(0, start - phrase.index("说"))) for phrase in NOT_SAID if "说" in verb):
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
        return quotes or _counted(text, end) is not None
    if verb.startswith("告诉"):
        return _told_to(text, end) is not None
    if verb in ASKING and _asked_whom(text, end) is not None:
        return True
    if is_marked:
        return verb not in NEEDS_OBJECT or quotes or is_line_end
    if after in ("。", "", "\n"):
        return _quote_before(reading, start) is not None
    if _counted(text, end) is not None:
        return True
    if verb in NEEDS_MARK or after in FOLLOWED_BY_NOUN:
        return False
    return not _is_courtesy(reading, end)


_SAID_THING = re.compile(r"[这那此](?:一?[番些段句席种样么])?话|[一几两]?[句声]|什么|实话")
"""What stands behind 说 where the words themselves are not told: 说这番话的."""

_COUNTED = re.compile(r"了?[一二两三四五六七八九十几\d]{1,3}(?:点|条|项|个方面|个)(?:[^，。：；\n]{0,8})[，：:]")


def _counted(text: str, end: int) -> int | None:
    """Where the mark stands behind a counted announcement of what is said: 提出三点要求，; None if there is none."""
    match = _COUNTED.match(text, end)
    return match.end() - 1 if match else None


def _told_to(text: str, end: int) -> int | None:
    """Where the mark stands behind 告诉 and the one who is told; None if none does."""
    for at in range(end, min(len(text), end + MOST_TOLD)):
        if text[at] in "，：,:":
            return at
        if text[at] in "。；！？\n":
            return None
    return None


def _asked_whom(text: str, end: int) -> int | None:
    """Where the colon stands behind the one who is asked, if a quotation follows it; None if none does."""
    at = _told_to(text, end)
    return at if at is not None and text[at : at + 2] in ("：“", "：「", ":“") else None


MOST_TOLD = 14
"""Characters of the words for the one who is told something."""


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


def _quote_before(reading: Reading, start: int) -> tuple[int, int] | None:
    """The quotation that is closed just before the sentence or the clause of a verb, if it is more than a term.

    One that a colon introduces is somebody else's: 甲问：“…？”乙说：“…”.
    """
    layout = reading.layout
    for at in (layout.clause_start(start), layout.starts[layout.sentence(start)]):
        quote = layout.quote_before(at)
        if quote is not None and layout.text[quote.start - 2 : quote.start - 1] in ("：", ":"):
            return None
        if quote is not None and (
            quote.end - quote.start >= SHORTEST_SPEECH or layout.text[quote.end - 1] in "。！？，,!?"
        ):
            return quote.start, quote.end
    return None


def _content(reading: Reading, attribution: Attribution, limit: int, done: int) -> Content | None:
    """What an attribution reports: before it, behind it, or both; None if nothing.

    Args:
        limit: where the next attribution begins.
        done: where the content before ends.
    """
    text = reading.layout.text
    before = _quote_before(reading, attribution.verb_start)
    before = before if before is not None and before[0] >= done else None
    at = attribution.verb_end
    if attribution.verb.startswith("告诉"):
        at = _told_to(text, at) or at
    elif attribution.verb in ASKING:
        at = _asked_whom(text, at) or at
    at = _counted(text, at) or at
    is_marked = text[at : at + 1] in ("，", "：", ",", ":", " ", "\u3000") and bool(text[at : at + 1])
    at += is_marked
    quoted = _quoted(reading, at)
    if quoted:
        return Content((*((before,) if before else ()), *quoted), is_direct=True)
    if text[at : at + 1] in ("。", "", "\n", "！", "；"):
        return Content((before,), is_direct=True) if before else None
    end = _reported_end(reading, attribution, at, limit, goes_on=is_marked and attribution.verb not in ONE_SENTENCE)
    start, end = _trimmed(text, at, end)
    if end - start < SHORTEST_CONTENT:
        return Content((before,), is_direct=True) if before else None
    return Content((*((before,) if before else ()), (start, end)), is_direct=before is not None)


ONE_SENTENCE = frozenset(("宣布", "声称", "否认", "承认", "预测", "诘问", "质问", "反问", "问"))
"""Verbs whose content does not go on in the next sentence."""

SHORTEST_CONTENT = 4
"""Characters of the shortest content."""


def _quoted(reading: Reading, at: int) -> tuple[tuple[int, int], ...]:
    """The quotations that begin at an offset and follow one another, also into the next paragraphs."""
    layout = reading.layout
    pieces: list[tuple[int, int]] = []
    quote = layout.quote_at(at)
    while quote is not None:
        pieces.append((quote.start, quote.end))
        at = quote.after
        if layout.text[at : at + 1] in ("，", "、", "\n") and (layout.text[at] != "\n" or quote.after == quote.end):
            at += 1
        quote = layout.quote_at(at)
    if not pieces:
        return ()
    first = layout.text[pieces[0][0] : pieces[0][1]]
    behind = layout.text[pieces[-1][1] + 1 : pieces[-1][1] + 2]
    if first[-1:] in tuple("。！？!?…") or (
        len(first) >= SHORTEST_DIRECT and behind in ("", "，", "。", "；", "\n", "（")
    ):
        return tuple(pieces)
    return ()


SHORTEST_DIRECT = 6
"""Characters from which a quotation before a mark is taken as speech."""


def _reported_end(reading: Reading, attribution: Attribution, at: int, limit: int, *, goes_on: bool) -> int:
    """Where reported content ends that begins at an offset."""
    layout = reading.layout
    paragraph = layout.paragraph_end(at)
    if reading.field.field in LINE_FIELDS:
        return min(limit, len(layout.text)) if limit > at else paragraph
    sentence = layout.sentence(at)
    end = layout.starts[sentence + 1]
    if at < limit < end:
        return limit
    while goes_on and end < min(paragraph, limit):
        sentence += 1
        following = layout.starts[sentence + 1]
        if _tells_on(reading, end, min(following, paragraph)):
            break
        end = following
    return min(end, paragraph)


def _tells_on(reading: Reading, start: int, end: int) -> bool:
    """Whether a sentence goes on with the story rather than with what somebody said."""
    text = reading.layout.text
    if text.startswith(NARRATIVE, start):
        return True
    people = reading.people_in(start, min(end, start + NEAR))
    pronoun = text[start : start + 1] in PRONOUNS
    if not people and not pronoun:
        return False
    at = start if pronoun else people[0].start
    if reading.layout.clause_start(at) > reading.layout.clause_end(start) + 1:
        return False
    subject = subject_before(reading, min(end - 1, reading.layout.clause_end(at)), is_bare=False)
    if subject is None:
        return False
    if subject.is_pronoun:
        return any(word in text[start:end] for word in FEELING)
    return bool(subject.people)


NEAR = 30
"""Characters from its start within which a sentence names its subject."""


def _trimmed(text: str, start: int, end: int) -> tuple[int, int]:
    """A span without white space, opening commas, and a closing credit in brackets."""
    while start < end and text[start] in " \u3000\n，：":
        start += 1
    while end > start and text[end - 1] in " \u3000\n，":
        end -= 1
    opening = max(text.rfind("（", start, end), text.rfind("(", start, end))
    if end > start and text[end - 1] in "）)" and opening > start and text[opening - 1] in "。！？” \u3000":
        return _trimmed(text, start, opening)
    return start, end


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
