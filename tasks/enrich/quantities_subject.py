"""What a quantity counts: the noun phrase behind a count, otherwise the one before the number.

Phrases are read word by word with the parts of speech of jieba's dictionary. A verb ends a phrase, except where it
makes one noun with its neighbours: 在建项目, 开发规模, 退化林修复.
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from functools import lru_cache
from typing import NamedTuple

from tasks.enrich import quantities_words as words
from tasks.enrich.text import FieldText, read_field
from tasks.lang.words import cut, tags_of

WINDOW = 24
"""How far, in characters, a phrase is followed to either side of a number."""

LONGEST_SUBJECT = 22
"""Longest phrase, in characters, that is taken for a subject."""

LONGEST_SENTENCE = 160
"""How far back, in characters, a sentence is followed."""

LONGEST_FORMER = 16
"""How far back, in characters, a former value is looked for: 从原来的8人减到."""

SHORTEST_HEAD = 2
"""A word of amount is cut off a subject only behind more characters than these; a shorter phrase names nothing."""

_AFTER_FIRST = ("count", "people", None)
"""Dimensions whose subject stands behind the number: 28户装备企业."""

_BEFORE_FIRST = ("money", "share", "growth", "rate")
"""Dimensions whose subject stands before the number, whatever is behind: 产值3亿元."""

_HARD_STOP = re.compile(r"[^\u3400-\u9fffA-Za-z0-9·“‘”’+-]")
_UP_TO_HARD_STOP = re.compile(r".*[^\u3400-\u9fffA-Za-z0-9·+-]", re.DOTALL)
_OPENING = ("“", "‘")
_UPWARD = "以上的"
_QUOTE = re.compile("[“‘”’]")
_NO_SUBJECT = re.compile(r"[0-9A-Za-z.·+-]*")
_FORMER_END = re.compile(r"[从由](?:原来的)?[0-9０-９.．]{1,9}[万亿]{0,2}[\u4e00-\u9fff%％]{1,3}?\Z")
_GLUE = frozenset("共同与和从由向对因把被为让给在及往自已将就也都上下时得所")
"""Function words that jieba's new words begin or end with: 上同, 村自."""

_LOOSE = frozenset((*"dpucrafytmq", "stop"))
"""Parts of speech that may stand between a noun phrase and its number."""

_PLACES = frozenset("处内外里中时")
"""What ends a phrase that tells where or when, and names nothing: 离县城60公里处."""

_FIXED = re.compile(f"({'|'.join(words.FIXED_TERMS)})")
_LINKS = frozenset((*words.LINKS, *sum(words.MODIFIERS_BEFORE.values(), ())))
_LINK_ENDS = frozenset(link[-1] for link in _LINKS)
_LONGEST_LINK = max(map(len, _LINKS))
_UP_TO_NUMBER = re.compile("[^0-9０-９]{0,20}")
_AND = re.compile(r"[和与及、]")
_CLAUSE_END = "，；：。！？\n"


class Word(NamedTuple):
    """A word with the first letter of its part of speech, or two where the second tells (vn, nr)."""

    text: str
    tag: str


class Phrases:
    """A text from which phrases are read, by the words into which its field was cut."""

    def __init__(self, text: str, field: FieldText | None = None) -> None:
        self.text = text
        self._field = field

    def words(self, start: int, end: int) -> Sequence[Word]:
        """The words of text[start:end]; fixed terms are one noun each, a word that only begins or ends there is cut anew."""
        if _FIXED.search(self.text, start, end):
            return _recut(self.text[start:end])
        field = self._field = self._field or read_field(0, "body", self.text, "auto")
        first, last = bisect_left(field.starts, start), bisect_right(field.starts, end) - 1
        if first > last:
            return _recut(self.text[start:end])
        found = [word for at in range(first, last) for word in _unglued(field.words[at], field.tags[at])]
        if field.starts[first] != start:
            found[:0] = _recut(self.text[start : field.starts[first]])
        return [*found, *_recut(self.text[field.starts[last] : end])] if field.starts[last] != end else found


@lru_cache(maxsize=2048)
def _recut(text: str) -> tuple[Word, ...]:
    """The words of a phrase that is no row of its field's words; fixed terms are one noun each."""
    found: list[Word] = []
    for piece in _FIXED.split(text):
        if piece in words.FIXED_TERMS:
            found.append(Word(piece, "n"))
        elif piece:
            parts = cut(piece)
            for part, tag in zip(parts, tags_of(parts), strict=True):
                found += _unglued(part, tag)
    return tuple(found)


@lru_cache(maxsize=8192)
def _unglued(text: str, tag: str) -> tuple[Word, ...]:
    """A word; one that jieba makes of a function word and the next is two (共出动: 共 and 出动)."""
    if tag not in ("x", "l") or len(text) < 2 or text[0] not in _GLUE:
        return (_word(text, tag),)
    return Word(text[0], "stop"), _word(text[1:], tags_of([text[1:]])[0])


def _word(text: str, tag: str) -> Word:
    """A word with the part of speech that it has beside a number; an unknown one of 2 or more characters is a noun."""
    if text in words.SUBJECT_STOPPERS or (tag == "x" and text[-1] in _GLUE):
        return Word(text, "stop")
    if text in _PLACES:
        return Word(text, "f")
    if text in words.SUBJECT_VERBS or text in words.CHANGES:
        return Word(text, "verb")
    if text in words.SUBJECT_NOUNS or (tag == "x" and len(text) > 1 and text[0] >= "\u3400"):
        return Word(text, "n")
    if tag in ("vn", "an", "l", "j", "i", "eng") or tag[0] == "n":
        return Word(text, "n")
    return Word(text, {"ad": "d", "vd": "d", "s": "f"}.get(tag, tag[0]))


def _is_head(word: Word) -> bool:
    """Whether a noun makes one word with a verb before it: 扩建项目, 开发规模, 覆盖率."""
    return word.text in words.VERB_HEADS or word.text[-1] in words.VERB_HEAD_ENDS


def _compound_at(found: Sequence[Word], at: int) -> bool:
    """Whether the verb at `at` is part of a noun: before a head noun (扩建项目), or a last one of 1 character (退化林修复)."""
    following = found[at + 1] if at + 1 < len(found) else None
    if following is None or following.tag != "n":
        return following is not None and following.tag == "v" and at + 2 < len(found) and _compound_at(found, at + 1)
    is_last = at + 2 >= len(found) or found[at + 2].tag != "n"
    return _is_head(following) or (len(following.text) == 1 and is_last)


def _behind(found: Sequence[Word]) -> str:
    """The noun phrase that begins a list of words; '' if none does.

    A relative clause is passed over (在华工作的外国专家: 外国专家), the possessor of a noun is taken (成员的旗帜: 成员).
    """
    first, has_noun, is_clause = 0, False, False
    for at, word in enumerate(found):
        if word.tag == "n":
            has_noun = True
        elif word.text == "的":
            if has_noun and not is_clause:
                return "".join(w.text for w in found[first:at])
            first, has_noun, is_clause = at + 1, False, False
        elif (word.tag in "abzf" and not has_noun) or (word.tag == "v" and _compound_at(found, at)):
            continue
        elif word.tag in ("v", "verb", "p") and not has_noun and at == first:
            is_clause = True
        elif not is_clause or word.tag == "stop":
            return "" if is_clause or not has_noun else "".join(w.text for w in found[first:at])
    return "" if is_clause or not has_noun else "".join(w.text for w in found[first:])


def _in_front(found: Sequence[Word]) -> tuple[str, str]:
    """The noun phrase that ends a list of words, and the mere verb that ends it otherwise (投入1.4亿元)."""
    end = len(found)
    while end > 0 and found[end - 1].tag in _LOOSE and found[end - 1].text not in _PLACES:
        end -= 1
    last = found[end - 1] if end else None
    if last is None or last.tag not in ("n", "v", "verb") or last.text in _PLACES:
        return "", ""
    if last.tag == "n":
        return _ending(found, end), ""
    follows_noun = end > 1 and found[end - 2].tag == "n"
    if follows_noun:
        return _ending(found, end if last.text in words.ACTIVITIES else end - 1), ""
    return "", "" if last.text in words.NO_ACTION else last.text


def _ending(found: Sequence[Word], end: int) -> str:
    """The noun phrase that ends with found[end - 1]."""
    first = end - 1
    while first > 0 and (found[first - 1].tag in "nbaz" or _joins(found, first - 1, end)):
        first -= 1
    return "".join(word.text for word in found[first:end])


def _joins(found: Sequence[Word], at: int, end: int) -> bool:
    return found[at].tag == "v" and at + 1 < end and _compound_at(found[:end], at)


def _trimmed(phrase: str) -> str:
    """Without scope and words of amount: 高标准农田总量 is 高标准农田."""
    while phrase.startswith(words.SUBJECT_SCOPES):
        phrase = phrase.removeprefix(next(scope for scope in words.SUBJECT_SCOPES if phrase.startswith(scope)))
    if phrase.endswith(words.SUBJECT_TAILS):
        tail = max((tail for tail in words.SUBJECT_TAILS if phrase.endswith(tail)), key=len)
        return phrase[: -len(tail)] if len(phrase) - len(tail) > SHORTEST_HEAD else phrase
    return phrase


def _named(phrase: str, shortest: int = SHORTEST_HEAD) -> str:
    """A phrase that can name what is counted, trimmed; '' otherwise."""
    phrase = _trimmed(phrase)
    is_name = shortest <= len(phrase) <= LONGEST_SUBJECT and not _NO_SUBJECT.fullmatch(phrase)
    return phrase if is_name and phrase not in words.NO_SUBJECTS else ""


def after(phrases: Phrases, end: int) -> str:
    """The noun phrase right behind text[:end]: 28户 leads to 装备企业, 15个 to 国家.

    >>> after(Phrases("引导28户装备企业升级"), 5), after(Phrases("有40位在此工作的外国专家"), 4), after(Phrases("共有3次，"), 4)
    ('装备企业', '外国专家', '')
    """
    text = phrases.text
    stop = _HARD_STOP.search(text, end, end + WINDOW)
    last = stop.start() if stop else min(end + WINDOW, len(text))
    first = end + text.startswith(_OPENING, end)
    if quote := _QUOTE.search(text, first, last):
        last = quote.start()
    first += text.startswith("级", first)
    first += len(_UPWARD) if text.startswith(_UPWARD, first) else 0
    return _named(_behind(phrases.words(first, last)), shortest=1) if first < last else ""


def _link_start(text: str, stop: int, floor: int = 0) -> int:
    """Where the longest verb of reaching that ends at `stop` begins; `stop` if none does."""
    for length in range(min(_LONGEST_LINK, stop - floor) if text[stop - 1 : stop] in _LINK_ENDS else 0, 0, -1):
        if text[stop - length : stop] in _LINKS:
            return stop - length
    return stop


def _without_links(text: str, stop: int, floor: int = 0) -> int:
    """Where the phrase before a number ends: verbs of reaching and a former value (从8人减到) are passed over."""
    while stop > floor:
        start = _link_start(text, stop, floor)
        if start == stop:
            found = _FORMER_END.search(text, max(stop - LONGEST_FORMER, floor), stop)
            if found is None:
                break
            start = found.start()
        stop = start
    return stop


def before(phrases: Phrases, start: int, floor: int = 0) -> tuple[str, str]:
    """The noun phrase before a number and its verb, and the mere verb that stands there otherwise; of A占B的 it is A.

    Args:
        phrases: the text.
        start: where the number starts.
        floor: before which nothing is read.

    >>> before(Phrases("全年高标准农田总量达到"), 11), before(Phrases("投入"), 2)
    (('高标准农田', ''), ('', '投入'))
    """
    text = phrases.text
    last = _without_links(text, start - 1 if text[start - 1 : start] == "的" else start, floor)
    first = max(last - WINDOW, floor)
    stopped = _UP_TO_HARD_STOP.match(text, first, last)
    first = stopped.end() if stopped else first
    share = text.find("占", first, last)
    last = share if share >= 0 else last
    noun, verb = _in_front(phrases.words(first, last)) if first < last else ("", "")
    return _named(noun), _named(verb)


def _respectively(phrases: Phrases, start: int) -> str:
    """The subject that belongs to a number behind 分别: of A和B分别达到70户、25户 the number's own."""
    text, floor = phrases.text, max(start - LONGEST_SENTENCE, 0)
    if text.rfind("分别", floor, start) < 0:
        return ""
    begin = max([floor, *[text.rfind(end, floor, start) + 1 for end in _CLAUSE_END]])
    named = text.rfind("分别", begin, start)
    if named < 0:
        return ""
    listed = named + len("分别")
    verb = _UP_TO_NUMBER.match(text, listed, start)
    shared = before(phrases, verb.end(), listed)[0] if verb else ""
    if shared:
        return shared
    ends = [*(match.start() for match in _AND.finditer(text, begin, named)), _link_start(text, named, begin)]
    starts = [begin, *(end + 1 for end in ends[:-1])]
    subjects = [before(phrases, b, a)[0] for a, b in zip(starts, ends, strict=True) if a < b]
    place = len(_AND.findall(text, listed, start))
    return subjects[place] if place < len(subjects) and len(subjects) > 1 else ""


def subject_of(phrases: Phrases, start: int, end: int, dimension: str | None) -> str | None:
    """What is counted, as printed.

    1. After a count or people: the noun behind it.
    2. Behind 分别: the number's own in the list before.
    3. After a measure without a verb of reaching before it: the noun behind it (3万亩小麦).
    4. The noun phrase before the number and its verb of reaching.
    5. The noun behind any other number; then a mere verb before it (投入1.4亿元).

    >>> subject_of(Phrases("引导28户装备企业升级"), 2, 5, "count")
    '装备企业'
    >>> subject_of(Phrases("高标准农田总量达到761万亩"), 9, 14, "area")
    '高标准农田'
    """
    is_count = dimension in _AFTER_FIRST
    if is_count and (followed := after(phrases, end)):
        return followed
    if own := _respectively(phrases, start):
        return own
    is_measure = not is_count and dimension not in _BEFORE_FIRST
    if is_measure and _without_links(phrases.text, start) == start and (followed := after(phrases, end)):
        return followed
    noun, verb = before(phrases, start)
    return noun or ("" if is_count else after(phrases, end)) or verb or None
