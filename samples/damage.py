"""Performs on purpose what careless mirror sites did: byte-level replacements over GBK that ignore character borders.

The two replacements are described in docs/damage.md. They are really performed on bytes here, so
the damage in the samples is what such a site would have produced, with nothing put in by hand.
"""

from __future__ import annotations

PUNCTUATION = {"，": ",", "：": ":", "；": ";", "！": "!", "？": "?", "（": "(", "）": ")"}
"""Full-width marks that the site made half-width."""

READINGS = {
    "會": "huì", "實": "shí", "時": "shí", "機": "jī", "書": "shū", "記": "jì", "來": "lái", "說": "shuō",
    "發": "fā", "過": "guò", "動": "dòng", "進": "jìn", "長": "zhǎng", "報": "bào", "業": "yè", "開": "kāi",
    "還": "huán", "復": "fù", "養": "yǎng", "漁": "yú", "優": "yōu", "護": "hù", "隊": "duì", "質": "zhì",
    "產": "chǎn", "儲": "chǔ", "總": "zǒng", "數": "shù", "離": "lí", "聯": "lián", "驗": "yàn", "資": "zī",
}  # fmt: skip
"""Traditional characters that the site annotated with a reading (facts of pronunciation)."""

LEAD = range(0x81, 0xFF)
TRAIL = frozenset((*range(0x40, 0x7F), *range(0x80, 0xFF)))


def annotate_readings(data: bytes) -> bytes:
    """GBK bytes with a reading after each listed character, wherever its two bytes stand, aligned or not."""
    for character, reading in READINGS.items():
        code = character.encode("gbk")
        data = data.replace(code, code + f"({reading})".encode("gbk"))
    return data


def halve_punctuation(data: bytes) -> bytes:
    """GBK bytes with the listed full-width marks replaced by ASCII, wherever their two bytes stand, aligned or not."""
    for mark, ascii_mark in PUNCTUATION.items():
        data = data.replace(mark.encode("gbk"), ascii_mark.encode("ascii"))
    return data


def show(data: bytes) -> str:
    """What a lenient GBK reader shows: '?' for a lead byte without its trail, nothing for a pair without a character.

    A bracket that stands where the trail byte should is swallowed, any other mark stays: so the
    mirrors' pages have it.

    >>> show("春水".encode("gbk"))
    '春水'
    >>> show(b"\\xb4\\xba\\xa1!\\xcb\\xae")
    '春?!水'
    """
    out: list[str] = []
    at = 0
    while at < len(data):
        pair = data[at : at + 2]
        if pair[0] not in LEAD:
            out.append(chr(pair[0]))
            at += 1
        elif len(pair) == 2 and pair[1] in TRAIL:
            out.append(pair.decode("gbk", errors="ignore"))
            at += 2
        else:
            out.append("?")
            at += len(pair) if pair[1:] == b"(" else 1
    return "".join(out)


def damage(text: str) -> str:
    """`text` (traditional, encodable in GBK) as the mirror site shows it after both replacements.

    >>> damage("春，水。")
    '春,水。'
    >>> damage("“好。”臨水人家")
    '“好?!迸R水人家'
    """
    return show(halve_punctuation(annotate_readings(text.encode("gbk"))))
