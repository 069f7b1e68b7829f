"""What stands around a quantity: its modifier, what it counts, whether it is a target, and by when.

All of it is read from the sentence up to the number and a few characters after it.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass

from tasks.enrich import quantities_words as words
from tasks.enrich.dates import find_dates

LONGEST_SENTENCE = 160
"""How far back, in characters, a sentence is followed."""

LONGEST_SUBJECT = 16
"""Longest phrase, in characters, that is taken for a subject."""

PLAN_SHARE = 0.6
"""From this share of target words among those of target and result on, a text sets out work to be done."""

_SENTENCE_END = re.compile(r"[。！？\n]")
_CLAUSE_END = re.compile(r"[，；：。！？\n]")
_HAN = re.compile(r"[\u3400-\u9fffA-Za-z0-9·]")
_HORIZON_LEAD = re.compile(r"(?:力争|确保|争取)?(?:到|至|在|截至)\Z")


@dataclass(frozen=True, slots=True)
class Surroundings:
    """What a quantity's surroundings say of it."""

    modifier: str | None
    subject: str | None
    kind: str
    horizon: str | None


def _alternation(options: Iterable[str]) -> re.Pattern[str]:
    return re.compile("|".join(map(re.escape, sorted(options, key=len, reverse=True))))


_TARGET, _RESULT, _STRONG = map(_alternation, (words.TARGETS, words.RESULTS, words.STRONG_RESULTS))
_CHANGE_BEFORE = re.compile(
    rf"(?:{_alternation(words.CHANGES).pattern})(?:{_alternation(words.CHANGE_LINKS).pattern})?[ ]?\Z"
)
_PLAN_VERB = _alternation(words.PLAN_VERBS)
_CUT = _alternation(words.SUBJECT_CUTS)
_LINK_END = re.compile(rf"(?:{_alternation((*words.LINKS, *sum(words.MODIFIERS_BEFORE.values(), ()))).pattern})\Z")
_TAIL_END = re.compile(rf"(?:{_alternation(words.SUBJECT_TAILS).pattern})\Z")
_BEFORE = {word: name for name, options in words.MODIFIERS_BEFORE.items() for word in options}
_AFTER = {word: name for name, options in words.MODIFIERS_AFTER.items() for word in options}
_LONGEST_BEFORE, _LONGEST_AFTER = max(map(len, _BEFORE)), max(map(len, _AFTER))


def modifier_of(text: str, start: int, end: int) -> str | None:
    """about, at_least, over, nearly or at_most, from the words right before and after text[start:end].

    >>> modifier_of("产值突破300亿元", 4, 9), modifier_of("转化成果50项以上", 4, 7), modifier_of("签约5个", 2, 4)
    ('over', 'at_least', None)
    """
    for length in range(_LONGEST_BEFORE, 0, -1):
        word = text[max(start - length, 0) : start]
        if word in _BEFORE and text[start - length - 1 : start - length] not in tuple(words.NO_MODIFIER.get(word, "")):
            return _BEFORE[word]
    for length in range(_LONGEST_AFTER, 0, -1):
        if text[end : end + length] in _AFTER:
            return _AFTER[text[end : end + length]]
    return None


def _start_of(pattern: re.Pattern[str], text: str, at: int) -> int:
    """Where the sentence or clause that holds `at` begins."""
    floor = max(at - LONGEST_SENTENCE, 0)
    ends = [match.end() for match in pattern.finditer(text, floor, at)]
    return ends[-1] if ends else floor


def _last(pattern: re.Pattern[str], text: str) -> int:
    """Where the last match starts; -1 if there is none."""
    return max((match.start() for match in pattern.finditer(text)), default=-1)


def sets_out_work(text: str) -> bool:
    """Whether a whole text tells what is to be done: words of target outnumber those of result."""
    targets, results = len(_TARGET.findall(text)), len(_STRONG.findall(text))
    return targets > 1 and targets >= PLAN_SHARE * (targets + results)


def kind_of(text: str, start: int, end: int, is_plan: bool) -> str:
    """target, change, result or other.

    1. target: a word of target stands before the number in its sentence, and none of reaching after that word.
    2. change: a word of change stands right before the number.
    3. target: the text sets out work to be done, and the clause has a bare verb of it.
    4. result: a word of result stands before the number in its clause, or 了 in it.

    >>> kind_of("力争明年达到70户", 6, 9, False), kind_of("产值增长5%", 4, 6, False), kind_of("累计注册70户", 4, 7, False)
    ('target', 'change', 'result')
    """
    sentence = text[_start_of(_SENTENCE_END, text, start) : start]
    clause = text[_start_of(_CLAUSE_END, text, start) : start]
    target = _last(_TARGET, sentence)
    if target >= 0 and target >= _last(_STRONG, sentence):
        return "target"
    if _CHANGE_BEFORE.search(clause):
        return "change"
    if is_plan and not _STRONG.search(sentence) and "了" not in clause and _PLAN_VERB.search(sentence):
        return "target"
    return "result" if _STRONG.search(sentence) or _RESULT.search(clause) or "了" in clause else "other"


def horizon_of(text: str, start: int) -> str | None:
    """By when a target is to be reached, as printed: the last date before it in its sentence, with 到 before it.

    >>> horizon_of("力争到2025年产值突破300亿元", 11)
    '到2025年'
    """
    floor = _start_of(_SENTENCE_END, text, start)
    dates = [d for d in find_dates(text[floor:start], None) if d.duration is None or d.is_relative]
    if not dates:
        return None
    last = dates[-1]
    lead = _HORIZON_LEAD.search(text, floor, floor + last.char_start)
    first = floor + last.char_start - (1 if lead and lead[0][-1] in "到至" else 0)
    return text[first : floor + last.char_end]


def _after(text: str, end: int) -> str:
    """The noun phrase right after a count: 28户 leads to 装备企业."""
    stop = end
    while stop < len(text) and stop - end < LONGEST_SUBJECT and text[stop] not in words.SUBJECT_STOPS:
        stop += 1
    phrase = text[end:stop]
    cut = _CUT.search(phrase)
    return phrase[: cut.start()] if cut else phrase


def _before(text: str, start: int) -> str:
    """The noun phrase before a number and its verb: 高标准农田总量达到 is 高标准农田."""
    stop = start
    while stop > 0 and (found := _LINK_END.search(text, max(stop - 8, 0), stop)):
        stop = found.start()
    first = stop
    while first > 0 and stop - first < LONGEST_SUBJECT and text[first - 1] not in words.SUBJECT_STOPS:
        first -= 1
    phrase = text[first:stop]
    cuts = [match.end() for match in _CUT.finditer(phrase) if match.end() < len(phrase)]
    phrase = phrase[cuts[-1] :] if cuts else phrase
    tail = _TAIL_END.search(phrase)
    return phrase[: tail.start()] if tail and tail.start() > 1 else phrase


def subject_of(text: str, start: int, end: int, dimension: str | None) -> str | None:
    """What is counted, as printed: after a count the noun that follows, otherwise the phrase before the number.

    >>> subject_of("引导28户装备企业更新", 2, 5, "count"), subject_of("高标准农田总量达到761万亩", 9, 14, "area")
    ('装备企业', '高标准农田')
    """
    counted = dimension in ("count", "people", None)
    phrase = _after(text, end) if counted else ""
    if len(phrase) < 2:
        phrase = _before(text, start)
    return phrase if len(phrase) > 1 and _HAN.match(phrase) and not phrase.isascii() else None


def context_of(text: str, start: int, end: int, dimension: str | None, is_plan: bool) -> Surroundings:
    """Read what stands around text[start:end]; `is_plan` says whether the whole text sets out work to be done."""
    kind = kind_of(text, start, end, is_plan)
    return Surroundings(
        modifier_of(text, start, end),
        subject_of(text, start, end, dimension),
        kind,
        horizon_of(text, start) if kind == "target" else None,
    )
