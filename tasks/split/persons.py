"""Personal names as credits print them: padded, joined without a separator, or separated."""

from __future__ import annotations

import re
from dataclasses import dataclass

from tasks.lang.people import COMPOUND_SURNAMES, CREDITED_SURNAMES
from tasks.split.cohesion import common_words

_SEPARATORS = "、，,；;/｜|丨"
_TOKEN = re.compile(r"[\u3400-\u9fff\U00020000-\U0003ffff·•]+|[A-Za-z][A-Za-z.'’ -]*[A-Za-z.]")
_BREAK = re.compile(f"[{_SEPARATORS}]")
MAX_NAME = 4
"""Longest name without a middle dot, in characters."""
MAX_DOTTED_NAME = 16
"""Longest transcribed name with middle dots, in characters."""


@dataclass(frozen=True, slots=True)
class Name:
    """A name found in a piece of text.

    Attributes:
        text: the name without padding.
        start, end: where it stands in the text that was searched.
    """

    text: str
    start: int
    end: int


def begins_like_name(text: str) -> bool:
    """Whether a text begins with a family name.

    >>> begins_like_name("欧阳明远"), begins_like_name("在会上")
    (True, False)
    """
    return text[:2] in COMPOUND_SURNAMES or text[:1] in CREDITED_SURNAMES


def is_name(text: str) -> bool:
    """Whether the text as a whole has the shape of a Chinese or transcribed name that begins with a family name.

    A common word is no name, though some are called so.

    >>> is_name("赵青禾"), is_name("阿里木·艾山"), is_name("环境保护"), is_name("劳动")
    (True, True, False, False)
    """
    if "·" in text or "•" in text:
        return 3 <= len(text) <= MAX_DOTTED_NAME and not text.startswith(("·", "•")) and not text.endswith(("·", "•"))
    if text[:2] in COMPOUND_SURNAMES:
        return 3 <= len(text) <= MAX_NAME
    return 2 <= len(text) <= 3 and text[:1] in CREDITED_SURNAMES and text not in common_words()


def cut_joined(text: str) -> tuple[str, ...]:
    """Cut names that were printed without a separator; a text that can't be cut comes back whole.

    Between two names stands no common word.

    >>> cut_joined("杨大川柴小雨"), cut_joined("司马青云"), cut_joined("李明王芳"), cut_joined("朱副主席剪彩")
    (('杨大川', '柴小雨'), ('司马青云',), ('李明', '王芳'), ('朱副主席剪彩',))
    """
    if len(text) <= 3 or "·" in text or "•" in text or (len(text) == 4 and text[:2] in COMPOUND_SURNAMES):
        return (text,)
    for size in (3, 2, 4):
        head, tail = text[:size], text[size:]
        if len(tail) >= 2 and is_name(head) and text[size - 1 : size + 1] not in common_words():
            rest = cut_joined(tail)
            if all(is_name(name) for name in rest):
                return (head, *rest)
    return (text,)


def find_names(text: str, start: int = 0) -> list[Name]:
    """The names in a list of names, whatever separates or pads them.

    Single characters next to each other are one padded name. Nothing is checked against a list of
    family names, except where names were printed without a separator.

    Args:
        text: the list, without roles.
        start: added to every offset.

    >>> [n.text for n in find_names("李  四 张三丰、王  五")]
    ['李四', '张三丰', '王五']
    """
    out: list[Name] = []
    at = 0
    for match in (*_BREAK.finditer(text), None):
        stop = match.start() if match else len(text)
        out.extend(_names_between_breaks(text, at, stop, start))
        at = match.end() if match else stop
    return out


def _names_between_breaks(text: str, begin: int, stop: int, shift: int) -> list[Name]:
    out: list[Name] = []
    padded = False
    for match in _TOKEN.finditer(text, begin, stop):
        token, left = match.group(), match.start()
        if padded and len(token) <= 2:
            first = out.pop()
            out.append(Name(first.text + token, first.start, shift + match.end()))
            padded = False
            continue
        for name in cut_joined(token):
            out.append(Name(name, shift + left, shift + left + len(name)))
            left += len(name)
        padded = len(token) == 1
    return out
