"""Where a text looks as if bytes of GBK were lost: signs, readings out of place, and neighbours that are rare together."""

from __future__ import annotations

import math
import re
from collections.abc import Iterator
from functools import cache, lru_cache
from itertools import accumulate
from typing import NamedTuple

from tasks.clean.frame_shift_bytes import FIRST_LEAD, bytes_of, character
from tasks.clean.frame_shift_paths import LOST_SIGNS, MARKS, is_lone_letter
from tasks.lang.language_model import START, UNKNOWN_HAN, character_scores, language_model
from tasks.lang.repertoire import common_characters, plane

NEEDED_GAIN = 8.0
"""By how much (natural logarithm) a restored place must be likelier than the text as shown, costs of its moves included."""

NEEDED_WHERE_MARKED = 2.5
"""The same where a sign for a lost byte, or a reading out of place, shows that something was lost."""

AHEAD = 12
"""Characters behind a suspicious place that are asked whether they read better one byte on."""

REACH = 24
"""Characters before the first odd one in which a shift may have begun: half of a shift's characters look common."""

SPREAD = 10.0
"""By how much less a later or an earlier begin of a shift may gain and still be tried."""

ODD = -9.0
"""Score for each character below which two of them read badly; in real text one pair in 15 does."""

LOST_CHARACTER = 10.0
"""Score of a character whose byte is gone, by and large."""

HALF_CHARACTER = 3.0
"""The same where a sign says that a byte is gone: only the character that the shift cuts at its end is missing."""

UNDEFINED = "\ue000"
"""Stands for two bytes that are no character."""

NUMERALS = "壹贰貳叁參肆伍陆陸柒捌玖拾佰仟萬億圆圓"
"""Formal numerals: rare, but next to each other."""

_PRINTED = (
    "ⅠⅡⅢⅣⅤⅥⅦⅧⅨⅩⅪⅫ①②③④⑤⑥⑦⑧⑨⑩┃│─━〈〉『』「」【】〖〗〔〕々〇ˉˇ¨〃‖±÷∶∧∨∑∏∪∩∈∷√⊥∥∠⌒⊙∫∮≡≌≈∽∝≠≮≯≤≥∞∵∴♂♀′″＄¤￠￡‰§№◎◇"
)
"""Signs that text may well have between two Han."""

_BEHIND_SIGN = re.compile(f"[{LOST_SIGNS}].{{0,20}}")
"""What a shift may have reached: the characters shown there say nothing about the script."""

SCRIPT_SAMPLE = 20_000
"""Characters that decide the document's script."""

_TONED = "āáǎàēéěèīíǐìōóǒòūúǔùǖǘǚǜńňǹḿ"
_LETTERS = f"a-zü{_TONED}"
_LETTER_SET = frozenset("abcdefghijklmnopqrstuvwxyzü" + _TONED)

READING = re.compile(rf"\([{_LETTERS}]{{1,6}}\)")
"""A reading in half-width brackets."""


class Place(NamedTuple):
    """A place that looks damaged.

    Attributes:
        start, end: text[start:end] is what looks so.
        is_marked: whether a sign for a lost byte or a reading out of place says so.
        begins: where a shift may have begun without a sign.
    """

    start: int
    end: int
    is_marked: bool
    begins: range = range(0)

    @property
    def needed(self) -> float:
        """By how much what is restored must be likelier than the text as shown."""
        return NEEDED_WHERE_MARKED if self.is_marked or self.end == self.start + 1 else NEEDED_GAIN


_SIGNS = re.compile(
    rf"""
    [{LOST_SIGNS}] (?:
        [{re.escape(MARKS)}]+ (?: [@-~]?[^\x00-\x7f] | $ | (?<=\?)(?=[A-Za-z]) )  # lost lead and a mark
      | [{_LETTERS}]{{1,6}}\)                                         # lost lead and a reading
      | (?<=[^\x00-\x7f].) (?: [^\x00-\x7f] | [@-~] )                # lost lead in the text
      | (?<![^\n].) [^\x00-\x7f]                                     # and at its begin
      | (?<=[^\x00-\x7f]\ufffd)                                       # lost trail
    )""",
    re.VERBOSE | re.MULTILINE,
)
_PRIVATE = re.compile("[\ue000-\uf8ff](?:(?<=[^\x00-\x7f].)|(?=[^\x00-\x7f]))")
_READING_END = re.compile(f"(?P<toned>[{_TONED}][{_LETTERS}]{{0,4}}\\))|(?P<bracket>\\([{_LETTERS}]{{1,6}}\\))")


def _marked_places(text: str) -> Iterator[Place]:
    """Where a sign for a lost byte, a character without a meaning, or a reading out of place stands."""
    for pattern in (_SIGNS, _PRIVATE):
        yield from (Place(*match.span(), True) for match in pattern.finditer(text))
    for match in _READING_END.finditer(text) if ")" in text else ():
        start = match.start()
        if match["bracket"] and start and "@" <= text[start - 1] <= "~":
            yield Place(start - 1, match.end(), True)
        elif match["toned"]:
            while start and text[start - 1] in _LETTER_SET:
                start -= 1
            if start and text[start - 1] > "\x7f":
                yield Place(start, match.end(), True)


@cache
def _unlikely() -> tuple[re.Pattern[str], ...]:
    """Neighbours that are rare together: the cheap test on all text. Clean pages match about once in 3,000 characters."""
    han = plane("gbk", range(0x81, 0xFF), (*range(0x40, 0x7F), *range(0x80, 0xFF))).values()
    scored = [
        (character_scores().get(c, UNKNOWN_HAN), c) for c in han if "\u4e00" <= c <= "\u9fff" and c not in NUMERALS
    ]
    rare, uncommon, rather = (
        "".join(sorted(c for score, c in scored if score < most)) for most in (-13.5, -12.0, -11.2)
    )
    other = plane("gb18030", range(0xA1, 0xAA), range(0xA1, 0xFF)).values()
    odd = "".join(sorted(c for c in set(other) - common_characters() - set(_PRINTED) if c < "\ue000"))
    patterns = (
        f"[{rare}].{{0,2}}[{rare}]",
        f"[{rather}]{{3}}",
        f"[{re.escape(odd)}](?<=[\u4e00-\u9fff].)(?=[\u4e00-\u9fff])",
        rf"[{uncommon}].?[@A-Z\[-~]",
        f"[{rather}].?[?]$",
        "[@-~](?<=[\u4e00-\u9fff].)(?=[^\x00-\x7f])",
    )
    return tuple(re.compile(pattern, re.MULTILINE) for pattern in patterns)


@lru_cache(maxsize=1)
def suspects(text: str) -> tuple[Place, ...]:
    """The places that are worth searching; the last answer is kept, for a text without repairs is asked about twice."""
    unlikely = (Place(*match.span(), False) for pattern in _unlikely() for match in pattern.finditer(text))
    weighed = (_weighed(text, place) for place in sorted([*_marked_places(text), *unlikely]))
    return tuple(place for place in weighed if place is not None)


def _weighed(text: str, place: Place) -> Place | None:
    """The place with where its shift may begin unseen; None if it isn't worth a search."""
    gains = _gains(text, place)
    most = max(gains.values(), default=-math.inf)
    if most > (HALF_CHARACTER if place.is_marked and is_traditional(text) else LOST_CHARACTER):
        near = [at for at, gain in gains.items() if gain > most - SPREAD]
        return place._replace(begins=range(near[0], near[-1] + 1))
    if place.is_marked:
        return place if _is_worth_searching(text, place) else None
    if place.end == place.start + 1 and is_lone_letter(text, place.start, is_traditional(text)):
        return place._replace(begins=range(place.start, place.end))
    return None


def _is_worth_searching(text: str, place: Place) -> bool:
    """Whether a sign for a lost byte may begin a shift; one before a reading always may."""
    last = place.end - 1
    if text[last] <= "\x7f":
        is_letter = text[place.start] in LOST_SIGNS and place.end == place.start + 2 and text[last] >= "@"
        return not is_letter or is_traditional(text) is True
    behind = text[last : place.end + 1]
    if all("\u4e00" <= c <= "\u9fff" for c in behind) and language_model().score(behind) < ODD * len(behind):
        return True
    return max(_gains_of_run(text, last, last, place.end + AHEAD).values(), default=0.0) > HALF_CHARACTER


def _gains(text: str, place: Place) -> dict[int, float]:
    """By how much the text from each place on reads better one byte on, up to the suspicious one and a little more.

    Whole lines of mirror sites read one byte off, and half of what is read so looks common.
    """
    low = place.start
    while low > max(0, place.start - REACH) and _waits(text[low - 1]):
        low -= 1
    return _gains_of_run(text, low, place.start, place.end + AHEAD)


def _waits(char: str) -> bool:
    """Whether a shift can go on behind this character: its second byte can be the first of another."""
    pair = bytes_of(char)
    return pair is not None and pair[1] >= FIRST_LEAD


def _gains_of_run(text: str, low: int, last: int, high: int) -> dict[int, float]:
    """For each place from `low` to `last`, how much likelier text[place:high] is one byte on than as shown."""
    ends = [end for end in (text.find("\n", last), len(text)) if end >= 0]
    high = min(high, *ends)
    low -= low > 0 and text[low - 1] in MARKS
    shifted, stop = _one_byte_on(text, low, high)
    shown, moved = _running_scores(text[low:high]), _running_scores(shifted)
    places = range(low, min(last + 1, stop))
    return {at: shown[at - low] - shown[-1] + moved[-1] - moved[min(at - low, len(moved) - 1)] for at in places}


def _running_scores(text: str) -> list[float]:
    """Score of the text up to each of its places, from none to all of it."""
    model = language_model()
    return [reading.scores[0] for reading in accumulate(text, model.read, initial=START)]


def _one_byte_on(text: str, start: int, end: int) -> tuple[str, int]:
    """text[start:end] from its second byte in GBK on, as long as a shift can go on, and where it ends.

    There an ASCII character is taken for a second byte if it can be one; what follows is as it is. A mark
    at `start` counts as the second byte of a full-width mark.
    """
    at, out = start, []
    waiting = 0x80 + ord(text[at]) if text[at : at + 1] in tuple(MARKS) else 0
    at += waiting > 0
    while at < end:
        pair = bytes_of(text[at]) or (ord(text[at]), 0)
        if pair[0] < 0x40 or pair[0] > 0xFF:
            break
        at += 1
        if waiting:
            out.append(character(waiting, pair[0]) or UNDEFINED)
        waiting = pair[1]
        if waiting < FIRST_LEAD:
            out += chr(waiting) if waiting >= 0x40 else ""
            break
    return "".join(out) + text[at:end], at


@lru_cache(maxsize=1)
def is_traditional(text: str) -> bool | None:
    """Whether the text is traditional; None where the characters that tell are too few or too mixed."""
    model = language_model()
    sample = _BEHIND_SIGN.sub("", text[:SCRIPT_SAMPLE])
    traditional = sum(c in model.simplified for c in sample)
    simplified = sum(c in model.only_simplified for c in sample)
    decided = 2 * max(traditional, simplified) > 3 * min(traditional, simplified) + 2
    return traditional > simplified if decided else None
