"""Readings printed after characters: pinyin and zhuyin that a site or a textbook inserts."""

from __future__ import annotations

import re
from collections.abc import Sequence

from schemas.document import Edit
from tasks.clean.frame_shift_bytes import bytes_of, character
from tasks.lang.pinyin import TONE_MARKS, readings_of, spell, spell_zhuyin

_LETTER = "A-Za-zāáǎàăēéěèêếềīíǐìōóǒòūúǔùüǖǘǚǜńňǹḿɡɑ" + TONE_MARKS + "\u0308"
_ZHUYIN = "ㄅ-ㄩˉˊˇˋ˙"

# A syllable has at most six letters and a mark (two code points more where marks combine).
# Four characters are the longest word that print annotates at once.
_READING = re.compile(
    rf"""
    [(（\[〔] [ ]? (?:
        (?P<pinyin>[{_LETTER}]{{1,24}}[1-5]?(?:[ '’·-][{_LETTER}]{{1,9}}[1-5]?){{0,3}})
      | (?P<zhuyin>[{_ZHUYIN}]{{1,6}}(?:[ ][{_ZHUYIN}]{{1,6}}){{0,3}})
    ) [ ]? [)）\]〕]
  | (?P<inline>[{_ZHUYIN}]{{1,6}})
    """,
    re.VERBOSE,
)
_BEGIN = re.compile(rf"[(（\[〔{_ZHUYIN}](?:(?<=[{_ZHUYIN}])|[ ]?[{_LETTER}{_ZHUYIN}])")
"""What every reading begins with; a text without it is looked through in a quarter of the time."""

_HAN_BEFORE = re.compile("[\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\U00020000-\U0003ffff〇々]{1,4}$")
_SYLLABLE = re.compile(rf"[{_LETTER}]+[1-5]?")
_TONED = re.compile(r"[āáǎàăēéěèếềīíǐìōóǒòūúǔùǖǘǚǜńňǹḿ" + TONE_MARKS + "]")

CERTAIN = 1.0
"""Confidence where the reading is one of the character's."""

UNLISTED = 0.7
"""Confidence where it is not, but the text around is annotated throughout."""

MAX_SYLLABLE = 7
"""Letters of the longest syllable, zhuang or chuang, with a combining tone mark."""

ANNOTATED_TEXT = 10
"""Readings that agree with their characters from which on a text counts as annotated throughout."""


def remove_readings(text: str) -> list[Edit]:
    """Remove pinyin or zhuyin that stands after the character whose reading it is.

    Web mirrors print the reading after each character of a list, school papers after rare ones, and
    HTML ruby becomes such brackets as plain text. A reading is removed if the character before it can be
    read so; in a text that is annotated throughout also one with a tone mark that no dictionary lists.
    Brackets that merely hold Latin letters stay, and so does a reading that the text talks about.

    >>> from tasks.rule import apply_edits
    >>> apply_edits("市府會(huì)議（GDP）", remove_readings("市府會(huì)議（GDP）"))
    '市府會議（GDP）'
    >>> remove_readings("这个字的读音（shì）")
    []
    """
    agreeing: list[Edit] = []
    others: list[Edit] = []
    for match in _READING.finditer(text) if _BEGIN.search(text) else ():
        start = match.start() - (text[match.start() - 1 : match.start()] == " ")
        before = _HAN_BEFORE.search(text[max(0, start - 4) : start])
        if before is None:
            agreeing += [Edit(start, match.end(), "")] if _is_astride(text[max(0, start - 2) : start], match) else []
            continue
        if _agrees(before[0], match):
            agreeing.append(Edit(start, match.end(), ""))
        elif match["pinyin"] and _is_one_toned_syllable(match["pinyin"]):
            others.append(Edit(start, match.end(), "", UNLISTED))
    return agreeing if len(agreeing) < ANNOTATED_TEXT else sorted(agreeing + others)


def _is_astride(shown: str, match: re.Match[str]) -> bool:
    """Whether the reading is of what the last byte of a character and the letter behind it form in GBK: 令I(lǐng)CU.

    `I` is 49, the last byte of 令 is EE, and 領 is EE 49: a site that looks for bytes finds it there.
    """
    pinyin, pair = match["pinyin"], bytes_of(shown[:1]) if len(shown) == 2 and "@" <= shown[1] <= "~" else None
    if not pinyin or pair is None or not _is_one_toned_syllable(pinyin):
        return False
    char = character(pair[1], ord(shown[1]))
    return char is not None and spell(pinyin) in readings_of(char)


def _agrees(chars: str, match: re.Match[str]) -> bool:
    """Whether the last of `chars`, or the word that they end in, can be read as the bracket says."""
    if not match["pinyin"]:
        return _agree_one_by_one(chars, [spell_zhuyin(s) for s in (match["zhuyin"] or match["inline"]).split()])
    syllables = _SYLLABLE.findall(match["pinyin"])
    if _agree_one_by_one(chars, [spell(s) for s in syllables]):
        return True
    toned = _TONED.search(match["pinyin"]) is not None
    return toned and any(_spells(chars[-n:], _letters("".join(syllables))) for n in range(2, len(chars) + 1))


def _agree_one_by_one(chars: str, spelled: Sequence[str | None]) -> bool:
    tail = chars[-len(spelled) :]
    return len(tail) == len(spelled) and all(s in readings_of(c) for c, s in zip(tail, spelled, strict=True))


def _letters(pinyin: str) -> str:
    """The letters of one or more toned syllables written together.

    >>> _letters("tāotiè")
    'taotie'
    """
    return spell(pinyin)[:-1]


def _spells(chars: str, letters: str) -> bool:
    """Whether `letters` spell `chars`, each by one of its readings, tones apart."""
    if not chars:
        return not letters
    return any(letters.startswith(r[:-1]) and _spells(chars[1:], letters[len(r) - 1 :]) for r in readings_of(chars[0]))


def _is_one_toned_syllable(pinyin: str) -> bool:
    return len(pinyin) <= MAX_SYLLABLE and _SYLLABLE.fullmatch(pinyin) is not None and _TONED.search(pinyin) is not None
