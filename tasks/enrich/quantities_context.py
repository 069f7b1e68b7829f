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

LONGEST_SUBJECT = 22
"""Longest phrase, in characters, that is taken for a subject."""

SHORTEST_HEAD = 2
"""A word of amount is cut off a subject only behind more characters than these: 开发规模 stays."""

PLAN_SHARE = 0.6
"""From this share of target words among those of target and result on, a text sets out work to be done."""

_SENTENCE_END = re.compile(r"[。！？\n]")
_CLAUSE_END = re.compile(r"[，；：、。！？\n]")
_WHOLE_CLAUSE_END = re.compile(r"[，；：。！？\n]")
_AND = re.compile(r"[和与及、]")
_HAN = re.compile(r"[\u3400-\u9fffA-Za-z·]")
_LEADING_DATE = re.compile(
    r"\A(?:[0-9〇零一二三四五六七八九十]{1,4}[年月日]|今年|明年|去年|年底|上半年|下半年|[一二三四]季度|底|前)+"
)
_NO_SUBJECT = re.compile(
    r"[0-9０-９A-Za-z.]*|.{1,3}[年月日天秒时](?:内|来|间|可.*)?|目前|其中|以上|以下|左右|平均|最高|最低|一般|分别"
)
_FORMER_END = re.compile(r"(?:从|由)[0-9０-９.]{1,9}[万亿]{0,2}[\u4e00-\u9fff%％]{1,3}?\Z")
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


_TARGET = re.compile("|".join(words.TARGETS))
_TARGET_TAIL = re.compile(words.TARGET_TAILS)
_RESULT = _alternation(words.RESULTS)
_STRONG = re.compile(rf"{_alternation(words.STRONG_RESULTS).pattern}|(?<![为除])了(?!解)")
_CHANGE_BEFORE = re.compile(
    rf"(?:{_alternation(words.CHANGES).pattern})(?:{_alternation(words.CHANGE_LINKS).pattern})?[ ]?\Z"
)
_PLAN_VERB = re.compile(
    rf"(?:^|[，；、：])(?:要|加快|大力|积极|稳步|持续|全力)?(?:{_alternation(words.PLAN_VERBS).pattern})"
)
_CUT = re.compile(rf"(?:{_alternation(words.SUBJECT_CUTS).pattern})(?!{'|'.join(words.SUBJECT_KEEPS)})")
_VERB_START = _alternation((*words.CHANGES, "到", "至", "达", "以上", "以下", "以内", "左右", "组成", "构成"))
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

    1. target: a word of target stands before the number in its sentence, and no strong word of result after that
       word; or the number is called a target right behind.
    2. change: a word of change stands right before the number.
    3. target: the text sets out work to be done, and the sentence has a clause that begins with a bare verb of it.
    4. result: a strong word of result stands before the number in its sentence, or any in its clause.

    >>> kind_of("力争明年达到70户", 6, 9, False), kind_of("产值增长5%", 4, 6, False), kind_of("累计注册70户", 4, 7, False)
    ('target', 'change', 'result')
    """
    sentence = text[_start_of(_SENTENCE_END, text, start) : start]
    clause = text[_start_of(_CLAUSE_END, text, start) : start]
    target = _last(_TARGET, sentence)
    if (target >= 0 and target >= _last(_STRONG, sentence)) or _TARGET_TAIL.match(text, end):
        return "target"
    if _CHANGE_BEFORE.search(clause):
        return "change"
    if is_plan and not _STRONG.search(sentence) and _PLAN_VERB.search(sentence):
        return "target"
    return "result" if _STRONG.search(sentence) or _RESULT.search(clause) else "other"


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
    """The noun phrase right after a count: 28户 leads to 装备企业, 7个 over 现有 to 公园."""
    stop = end
    while stop < len(text) and stop - end < LONGEST_SUBJECT and text[stop] not in words.SUBJECT_STOPS:
        stop += 1
    phrase = text[end:stop].removeprefix("级").removeprefix("现有")
    cut = _CUT.search(phrase)
    phrase = phrase[: cut.start()] if cut else phrase
    return "" if _VERB_START.match(phrase) else phrase


def _without_links(text: str, stop: int) -> int:
    """Where the phrase before a number ends: verbs of reaching and a former value (从8人减到) are passed over."""
    while stop > 0:
        found = _LINK_END.search(text, max(stop - 8, 0), stop) or _FORMER_END.search(text, max(stop - 16, 0), stop)
        if found is None:
            break
        stop = found.start()
    return stop


def _before(text: str, start: int) -> str:
    """The noun phrase before a number and its verb: 高标准农田总量达到 is 高标准农田, A占B的 is A."""
    stop = _without_links(text, start - 1 if text[start - 1 : start] == "的" else start)
    first = stop
    while first > 0 and stop - first < LONGEST_SUBJECT and text[first - 1] not in words.SUBJECT_STOPS:
        first -= 1
    phrase = text[first:stop]
    whole = phrase.partition("占")[0] if "占" in phrase else phrase
    cuts = [match.end() for match in _CUT.finditer(whole) if match.end() < len(whole)]
    whole = _LEADING_DATE.sub("", whole[cuts[-1] :] if cuts else whole)
    tail = _TAIL_END.search(whole)
    return whole[: tail.start()] if tail and tail.start() > SHORTEST_HEAD else whole


def _respectively(text: str, start: int) -> str:
    """The subject that belongs to a number behind 分别: of A和B分别达到70户、25户 the number's own."""
    clause = text[_start_of(_WHOLE_CLAUSE_END, text, start) : start]
    named, found, listed = clause.rpartition("分别")
    if not found:
        return ""
    subjects = [_before(part, len(part)) for part in _AND.split(_LINK_END.sub("", named)) if part]
    place = len(_AND.findall(listed))
    return subjects[place] if place < len(subjects) and len(subjects) > 1 else ""


def subject_of(text: str, start: int, end: int, dimension: str | None) -> str | None:
    """What is counted, as printed: after a count the noun that follows, otherwise the phrase before the number.

    >>> subject_of("引导28户装备企业更新", 2, 5, "count"), subject_of("高标准农田总量达到761万亩", 9, 14, "area")
    ('装备企业', '高标准农田')
    """
    followed = _after(text, end)
    counted = followed if dimension in ("count", "people", None) else ""
    for phrase in (counted, _respectively(text, start), _before(text, start), followed):
        if len(phrase) > 1 and _HAN.match(phrase) and not _NO_SUBJECT.fullmatch(phrase):
            if dimension == "money" or not _CUT.fullmatch(phrase):
                return phrase
    return None


def context_of(text: str, start: int, end: int, dimension: str | None, is_plan: bool) -> Surroundings:
    """Read what stands around text[start:end]; `is_plan` says whether the whole text sets out work to be done."""
    kind = kind_of(text, start, end, is_plan)
    return Surroundings(
        modifier_of(text, start, end),
        subject_of(text, start, end, dimension),
        kind,
        horizon_of(text, start) if kind == "target" else None,
    )
