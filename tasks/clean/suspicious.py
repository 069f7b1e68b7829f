"""Places that look damaged and were left as they are: what is lost cannot be guessed."""

from __future__ import annotations

import re
from typing import NamedTuple

from tasks.clean.frame_shift import shifted_places

# U+FFFD in UTF-8, doubled and read as GBK; its three characters may be cut at either end.
_LOST = re.compile(
    r"""
      (?P<replaced>\ufffd+)                      # a program marked bytes that it could not decode
    | (?P<kunjinkao>斤?拷?(?:锟斤拷)+锟?斤?)      # the same mark, saved as UTF-8 and read as GBK
    | (?P<filled>烫{3,}|屯{3,})                  # memory that was never written, read as GBK
    """,
    re.VERBOSE,
)
_LOST_SIGNS = ("\ufffd", "锟斤拷", "烫烫烫", "屯屯屯")
"""What any match of _LOST has one of."""

_REASONS = {"replaced": "lost_bytes", "kunjinkao": "lost_bytes", "filled": "unwritten_memory"}

SHIFTED = "shifted_bytes"
"""The reason of text that seems one byte off but could not be restored."""


class Suspicion(NamedTuple):
    """text[start:end] looks damaged for a reason with a stable code."""

    start: int
    end: int
    reason: str


def find_suspicious(text: str) -> list[Suspicion]:
    """Where a text that went through the repairs still looks damaged, sorted, not overlapping.

    >>> find_suspicious("粮食锟斤拷锟斤拷，产量\ufffd万吨")
    [Suspicion(start=2, end=8, reason='lost_bytes'), Suspicion(start=11, end=12, reason='lost_bytes')]
    >>> find_suspicious("粮食产量三万吨，是吗?")
    []
    """
    found = _LOST.finditer(text) if any(sign in text for sign in _LOST_SIGNS) else ()
    lost = [Suspicion(match.start(), match.end(), _REASONS[str(match.lastgroup)]) for match in found]
    shifted = [Suspicion(start, end, SHIFTED) for start, end in shifted_places(text)]
    out: list[Suspicion] = []
    for place in sorted(lost + shifted):
        if not out or place.start >= out[-1].end:
            out.append(place)
    return out
