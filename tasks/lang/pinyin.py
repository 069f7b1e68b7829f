"""How characters are read: pypinyin's table of readings, and the spellings in which print gives them."""

from __future__ import annotations

import json
import re
import unicodedata
from functools import cache
from importlib import resources

TONE_MARKS = "\u0304\u0301\u030c\u0300"
"""Combining macron, acute, caron, grave: tones 1 to 4."""

_VARIANT_LETTERS = str.maketrans({"ɡ": "g", "ɑ": "a", "v": "ü", "\N{LATIN SMALL LETTER A WITH BREVE}": "ǎ"})
"""Letters that typesetters use for others: script g, Latin alpha, v for ü, breve for caron."""

_INITIALS = "ㄅb ㄆp ㄇm ㄈf ㄉd ㄊt ㄋn ㄌl ㄍg ㄎk ㄏh ㄐj ㄑq ㄒx ㄓzh ㄔch ㄕsh ㄖr ㄗz ㄘc ㄙs"
_FINALS = """
    ㄚa ㄛo ㄜe ㄝê ㄞai ㄟei ㄠao ㄡou ㄢan ㄣen ㄤang ㄥeng ㄦer
    ㄧi ㄧㄚia ㄧㄛio ㄧㄝie ㄧㄞiai ㄧㄠiao ㄧㄡiu ㄧㄢian ㄧㄣin ㄧㄤiang ㄧㄥing
    ㄨu ㄨㄚua ㄨㄛuo ㄨㄞuai ㄨㄟui ㄨㄢuan ㄨㄣun ㄨㄤuang ㄨㄥong
    ㄩü ㄩㄝüe ㄩㄢüan ㄩㄣün ㄩㄥiong
"""
_PAIR = re.compile(r"([ㄅ-ㄩ]+)([a-zêü]+)")
ZHUYIN_INITIALS = dict(_PAIR.findall(_INITIALS))
ZHUYIN_FINALS = dict(_PAIR.findall(_FINALS))
_ALONE = {"i": "yi", "in": "yin", "ing": "ying", "iu": "you", "u": "wu", "ui": "wei", "un": "wen", "ong": "weng"}
_ZHUYIN_TONES = {"": 1, "ˉ": 1, "ˊ": 2, "ˇ": 3, "ˋ": 4, "˙": 0}
_ZHUYIN = re.compile(r"(˙?)([ㄅ-ㄙ]?)([ㄚ-ㄩ]{0,2})([ˉˊˇˋ˙]?)")


@cache
def _table() -> dict[str, str]:
    """Code point in decimal -> readings joined by commas, from the pypinyin that is installed."""
    text = resources.files("pypinyin").joinpath("pinyin_dict.json").read_text(encoding="utf-8")
    table: dict[str, str] = json.loads(text)
    return table


@cache
def readings_of(char: str) -> frozenset[str]:
    """The readings of one character as (toneless letters + tone digit), 0 for the neutral tone.

    >>> sorted(readings_of("會"))
    ['hui4', 'kuai4', 'kuo4']
    """
    listed = _table().get(str(ord(char)), "")
    return frozenset(spell(reading) for reading in listed.split(",") if reading)


def spell(reading: str) -> str:
    """A pinyin syllable with a tone mark or digit as letters + digit; 0 where it has neither.

    >>> spell("lǜ"), spell("Zì"), spell("zi4"), spell("men")
    ('lü4', 'zi4', 'zi4', 'men0')
    """
    if reading[-1:].isdigit():
        return reading[:-1].lower().translate(_VARIANT_LETTERS) + reading[-1].replace("5", "0")
    plain = unicodedata.normalize("NFD", reading.lower().translate(_VARIANT_LETTERS))
    tone = next((TONE_MARKS.index(c) + 1 for c in plain if c in TONE_MARKS), 0)
    letters = unicodedata.normalize("NFC", "".join(c for c in plain if c not in TONE_MARKS))
    return f"{letters}{tone}"


def spell_zhuyin(syllable: str) -> str | None:
    """A zhuyin syllable in the same spelling; None if it is none.

    >>> spell_zhuyin("ㄗˋ"), spell_zhuyin("ㄒㄩㄝˊ"), spell_zhuyin("ㄧㄥ"), spell_zhuyin("ˋ")
    ('zi4', 'xue2', 'ying1', None)
    """
    match = _ZHUYIN.fullmatch(syllable)
    if match is None or not (match[2] or match[3]) or (match[3] and match[3] not in ZHUYIN_FINALS):
        return None
    initial, final = ZHUYIN_INITIALS.get(match[2], ""), ZHUYIN_FINALS.get(match[3], "i")
    tone = 0 if match[1] else _ZHUYIN_TONES[match[4]]
    return f"{_join(initial, final)}{tone}"


def _join(initial: str, final: str) -> str:
    """Initial and final by the rules of pinyin spelling."""
    if initial in ("j", "q", "x"):
        return initial + final.replace("ü", "u")
    if initial:
        return initial + final
    if final in _ALONE:
        return _ALONE[final]
    return {"i": "y", "u": "w", "ü": "yu"}.get(final[0], final[0]) + final[1:]
