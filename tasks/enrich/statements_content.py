"""Statements: what an attribution reports, and how far it goes."""

from __future__ import annotations

import re
from typing import NamedTuple

from tasks.enrich.statements_layout import SHORTEST_SPEECH
from tasks.enrich.statements_reading import LINE_FIELDS, Reading, Subject
from tasks.enrich.statements_subjects import subject_before
from tasks.enrich.statements_words import ASKING, FEELING, NARRATIVE, PRONOUNS
from tasks.enrich.text import NameFound


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


_COUNTED = re.compile(r"了?[一二两三四五六七八九十几\d]{1,3}(?:点|条|项|个方面|个)(?:[^，。：；\n]{0,8})[，：:]")


def counted(text: str, end: int) -> int | None:
    """Where the mark stands behind a counted announcement of what is said: 提出三点要求，; None if there is none."""
    match = _COUNTED.match(text, end)
    return match.end() - 1 if match else None


def told_to(text: str, end: int) -> int | None:
    """Where the mark stands behind 告诉 and the one who is told; None if none does."""
    for at in range(end, min(len(text), end + MOST_TOLD)):
        if text[at] in "，：,:":
            return at
        if text[at] in "。；！？\n":
            return None
    return None


def asked_whom(text: str, end: int) -> int | None:
    """Where the colon stands behind the one who is asked, if a quotation follows it; None if none does."""
    at = told_to(text, end)
    return at if at is not None and text[at : at + 2] in ("：“", "：「", ":“") else None


MOST_TOLD = 14
"""Characters of the words for the one who is told something."""


def quote_before(reading: Reading, start: int) -> tuple[int, int] | None:
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


def content_of(reading: Reading, attribution: Attribution, limit: int, done: int) -> Content | None:
    """What an attribution reports: before it, behind it, or both; None if nothing.

    Args:
        limit: where the next attribution begins.
        done: where the content before ends.
    """
    text = reading.layout.text
    before = quote_before(reading, attribution.verb_start)
    before = before if before is not None and before[0] >= done else None
    at = attribution.verb_end
    if attribution.verb.startswith("告诉"):
        at = told_to(text, at) or at
    elif attribution.verb in ASKING:
        at = asked_whom(text, at) or at
    at = counted(text, at) or at
    is_marked = text[at : at + 1] in ("，", "：", ",", ":", " ", "\u3000") and bool(text[at : at + 1])
    at += is_marked
    quoted = _quoted(reading, at)
    if quoted:
        before = None if before and _ends_turn(text, before[1]) and text[at - 1] in ("：", ":") else before
        return Content((*((before,) if before else ()), *quoted), is_direct=True)
    if text[at : at + 1] in ("。", "", "\n", "！", "；"):
        return Content((before,), is_direct=True) if before else None
    end = _reported_end(reading, attribution, at, limit, goes_on=is_marked and attribution.verb not in ONE_SENTENCE)
    start, end = _trimmed(text, at, end)
    if end - start < SHORTEST_CONTENT:
        return Content((before,), is_direct=True) if before else None
    return Content((*((before,) if before else ()), (start, end)), is_direct=before is not None)


def _ends_turn(text: str, end: int) -> bool:
    """Whether a quotation ends as a turn of a conversation does, so that who speaks behind a colon is another."""
    return text[end - 1 : end] in ("。", "！", "？", "!", "?")


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
        if layout.text[quote.end - 1] in ("？", "?") and layout.text[at : at + 1] in ("“", "「"):
            break
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
