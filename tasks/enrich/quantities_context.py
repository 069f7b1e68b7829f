"""What stands around a quantity: its modifier, what it counts, whether it is a target, and by when.

All of it is read from the sentence up to the number and a few characters after it.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from typing import NamedTuple

from tasks.enrich import quantities_words as words
from tasks.enrich.dates import DateFound, find_dates
from tasks.enrich.quantities_subject import LONGEST_SENTENCE, LONGEST_SUBJECT, Phrases, subject_of
from tasks.enrich.text import FieldText

LONGEST_CHANGE = 12
"""How far back, in characters, a word of change may stand."""

PLAN_SHARE = 0.6
"""From this share of target words among those of target and result on, a text sets out work to be done."""

_SENTENCE_END = "。！？\n"
_CLAUSE_END = "，；：、。！？\n"
_PAST = ("去年", "上年", "上月", "上周", "前年", "昨", "当日", "同")
"""How dates begin that are no horizon."""

_WHOLE_YEAR = "全年"
_ADDED = "新增"
_CLAUSE_STOP = re.compile(f"[{_CLAUSE_END}]")
_LIST_END = re.compile(r"[，；：。！？\n（(]|从|由|对|比")


class Surroundings(NamedTuple):
    """What a quantity's surroundings say of it."""

    modifier: str | None
    subject: str | None
    kind: str
    is_change: bool
    horizon: str | None


def _alternation(options: Iterable[str]) -> re.Pattern[str]:
    """Any of the words, longest first.

    Here and in the patterns below every alternative begins with a plain character: `re` then passes over all other
    characters at once, several times faster than where a look-around stands first.
    """
    return re.compile("|".join(map(re.escape, sorted(options, key=len, reverse=True))))


_TARGET = re.compile("|".join(words.TARGETS))
_TARGET_TAIL = re.compile(words.TARGET_TAILS)
_RESULT = _alternation(words.RESULTS)
_STRONG = re.compile(
    rf"{_alternation(words.STRONG_RESULTS).pattern}|去年(?<![比较为]去年)|上年(?<![比较为]上年)|了(?<![为除]了)(?!解)"
)
_CHANGE_BEFORE = re.compile(
    rf"(?:{_alternation(words.CHANGES).pattern})(?:{_alternation(words.CHANGE_LINKS).pattern})?[ ]?\Z"
)
_PLAN_VERB = re.compile(
    rf"(?:(?<![^。！？\n])|[，；、：])(?:要|加快|大力|积极|稳步|持续|全力)?(?:{_alternation(words.PLAN_VERBS).pattern})"
)
_BEFORE = {word: name for name, options in words.MODIFIERS_BEFORE.items() for word in options}
_AFTER = {word: name for name, options in words.MODIFIERS_AFTER.items() for word in options}
_LAST_BEFORE, _FIRST_AFTER = {word[-1] for word in _BEFORE}, {word[0] for word in _AFTER}
_LONGEST_BEFORE, _LONGEST_AFTER = max(map(len, _BEFORE)), max(map(len, _AFTER))


def modifier_of(text: str, start: int, end: int) -> str | None:
    """about, at_least, over, nearly or at_most, from the words right before and after text[start:end].

    >>> modifier_of("产值突破300亿元", 4, 9), modifier_of("转化成果50项以上", 4, 7), modifier_of("签约5个", 2, 4)
    ('over', 'at_least', None)
    """
    for length in range(_LONGEST_BEFORE if text[start - 1 : start] in _LAST_BEFORE else 0, 0, -1):
        word = text[max(start - length, 0) : start]
        if word in _BEFORE and text[start - length - 1 : start - length] not in tuple(words.NO_MODIFIER.get(word, "")):
            return _BEFORE[word]
    for length in range(_LONGEST_AFTER if text[end : end + 1] in _FIRST_AFTER else 0, 0, -1):
        if text[end : end + length] in _AFTER:
            return _AFTER[text[end : end + length]]
    return None


def _start_of(ends: str, text: str, at: int, floor: int) -> int:
    """Where the sentence or clause that holds `at` begins; `floor` at the least."""
    for end in ends:
        found = text.rfind(end, floor, at)
        if found >= 0:
            floor = found + 1
    return floor


def sets_out_work(text: str) -> bool:
    """Whether a whole text tells what is to be done: words of target outnumber those of result."""
    targets = len(_TARGET.findall(text))
    return targets > 1 and targets >= PLAN_SHARE * (targets + len(_STRONG.findall(text)))


class Reader:
    """Reads what stands around the quantities of one text; what it knows of a sentence is kept for the next one."""

    def __init__(self, text: str, dates: Sequence[DateFound] | None = None, field: FieldText | None = None) -> None:
        self._text = text
        self._phrases = Phrases(text, field)
        self._dates = dates
        self._sentence = (-1, -1)
        self._targets: list[int] = []
        self._strong: list[int] = []
        self._is_plan: bool | None = None
        self._change = (-1, False)
        self._last: tuple[int, str, str | None] | None = None
        self._listed = (-1, "other")

    def _enter_sentence(self, start: int) -> int:
        """Find the words of target and result in the sentence before `start`, where it is a new one."""
        begin, reached = self._sentence
        ended = _start_of(_SENTENCE_END, self._text, start, max(reached, start - LONGEST_SENTENCE))
        if begin < 0 or ended > reached or start - begin > 2 * LONGEST_SENTENCE:
            begin = reached = _start_of(_SENTENCE_END, self._text, start, max(start - LONGEST_SENTENCE, 0))
            self._targets, self._strong = [], []
        self._targets += [match.start() for match in _TARGET.finditer(self._text, reached, start)]
        self._strong += [match.start() for match in _STRONG.finditer(self._text, reached, start)]
        self._sentence = (begin, start)
        return begin

    def kind_of(self, start: int, end: int) -> str:
        """target, change, result or other.

        1. target: a word of target stands before the number in its sentence, and no strong word of result after that
           word; or the number is called a target right behind.
        2. change: a word of change stands right before the number.
        3. target: the text sets out work to be done, and the sentence has a clause that begins with a bare verb of it.
        4. result: a strong word of result stands before the number in its sentence, or any in its clause.

        >>> Reader("力争明年达到70户").kind_of(6, 9), Reader("产值增长5%").kind_of(4, 6), Reader("累计注册70户").kind_of(4, 7)
        ('target', 'change', 'result')
        """
        text, begin = self._text, self._enter_sentence(start)
        target, strong = (places[-1] if places else -1 for places in (self._targets, self._strong))
        if (target >= 0 and target >= strong) or _TARGET_TAIL.match(text, end):
            return "target"
        if self._follows_change(start):
            return "change"
        if strong < 0 and self._sets_out_work() and _PLAN_VERB.search(text, begin, start):
            return "target"
        if strong >= 0 or _RESULT.search(text, _start_of(_CLAUSE_END, text, start, begin), start):
            return "result"
        return "other"

    def _follows_change(self, start: int) -> bool:
        """Whether a word of change stands right before the number."""
        if self._change[0] != start:
            floor = max(start - LONGEST_CHANGE, self._sentence[0])
            self._change = (start, _CHANGE_BEFORE.search(self._text, floor, start) is not None)
        return self._change[1]

    def _tells_change(self, start: int) -> bool:
        """Whether the number says by how much: a word of change right before it, or 新增 in its clause."""
        text, begin = self._text, self._sentence[0]
        if self._follows_change(start):
            return True
        added = text.rfind(_ADDED, max(start - LONGEST_SUBJECT, begin), start)
        return added >= 0 and not _CLAUSE_STOP.search(text, added, start)

    def _sets_out_work(self) -> bool:
        if self._is_plan is None:
            self._is_plan = sets_out_work(self._text)
        return self._is_plan

    def _horizon(self, start: int) -> str | None:
        """By when a target is to be reached, as printed: the last date before it in its sentence, 到 before it kept.

        Dates of the past (去年同期) are none; 全年 is one.
        """
        begin = self._sentence[0]
        if self._dates is None:
            self._dates = find_dates(self._text, None)
        dates = (d for d in self._dates if begin <= d.char_start and d.char_end <= start)
        own = [d for d in dates if (d.duration is None or d.is_relative) and not d.text.startswith(_PAST)]
        last = own[-1] if own else None
        first, end = (last.char_start, last.char_end) if last else (begin, begin)
        whole_year = self._text.rfind(_WHOLE_YEAR, end, start)
        if whole_year >= 0:
            return _WHOLE_YEAR
        return self._text[first - (self._text[first - 1 : first] in ("到", "至")) : end] if last else None

    def read(self, start: int, end: int, dimension: str | None) -> Surroundings:
        """What stands around text[start:end]; the places must come in order."""
        kind = self._listed_kind(self.kind_of(start, end), start, end)
        return Surroundings(
            modifier_of(self._text, start, end),
            self._subject(start, end, dimension),
            kind,
            kind in ("target", "result", "change") and self._tells_change(start),
            self._horizon(start) if kind == "target" else None,
        )

    def _listed_kind(self, kind: str, start: int, end: int) -> str:
        """The kind, that of the quantity before where both stand in one list: 完成造林3万亩、5万亩."""
        last_end, last_kind = self._listed
        if kind == "other" and last_end >= 0 and not _LIST_END.search(self._text, last_end, start):
            kind = last_kind
        self._listed = (end, kind)
        return kind

    def _subject(self, start: int, end: int, dimension: str | None) -> str | None:
        """The quantity's own subject, else that of the one before in the sentence, if it measures the same or a change."""
        begin, own = self._sentence[0], subject_of(self._phrases, start, end, dimension)
        if own is None and self._last and self._last[0] == begin:
            same = dimension == self._last[2] or dimension in ("share", "growth")
            own = self._last[1] if same and dimension != "age" else None
        self._last = (begin, own, dimension) if own else self._last
        return own
