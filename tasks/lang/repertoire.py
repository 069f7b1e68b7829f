"""Which characters print uses often: the first levels of the two national character sets.

Bytes read with the wrong encoding, or one byte off, give characters from all over the table; real text
keeps to its first levels. The sets are read from Python's codecs at run time.
"""

from __future__ import annotations

from collections.abc import Iterable
from functools import cache

SIGNS = "·—‘’“”…×°℃㎡●■◆○□△▲★☆※→"
"""Signs outside the CJK blocks that Chinese print uses."""


def plane(codec: str, leads: Iterable[int], trails: Iterable[int]) -> dict[bytes, str]:
    """The two-byte characters of the given leads and trails, where the codec has one.

    >>> plane("gb2312", [0xB0], [0xA1, 0xA2])
    {b'\\xb0\\xa1': '啊', b'\\xb0\\xa2': '阿'}
    """
    trailing = tuple(trails)
    pairs = (bytes((lead, trail)) for lead in leads for trail in trailing)
    shown = ((pair, pair.decode(codec, "ignore")) for pair in pairs)
    return {pair: char for pair, char in shown if len(char) == 1 and char > "\x7f"}


@cache
def common_han() -> frozenset[str]:
    """The level-1 characters of GB 2312 (3,755, simplified) and of Big5 (5,401, traditional)."""
    simplified = plane("gb2312", range(0xB0, 0xD8), range(0xA1, 0xFF))
    traditional = plane("big5", range(0xA4, 0xC7), (*range(0x40, 0x7F), *range(0xA1, 0xFF)))
    return frozenset(simplified.values()) | frozenset(traditional.values())


@cache
def common_characters() -> frozenset[str]:
    """Common Han, CJK, small and full-width punctuation, and the signs of print."""
    cjk = [chr(c) for c in (*range(0x3000, 0x3018), *range(0xFE30, 0xFE6C), *range(0xFF01, 0xFF5F))]
    return common_han().union(cjk, SIGNS)


def common_share(text: str) -> float:
    """Share of the characters beyond ASCII that are common; 1.0 where there are none.

    >>> common_share("长江 OK"), common_share("鏄粈")
    (1.0, 0.0)
    """
    beyond = [c for c in text if c > "\x7f"]
    common = common_characters()
    return sum(c in common for c in beyond) / len(beyond) if beyond else 1.0
