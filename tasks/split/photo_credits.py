"""Captions and the credits of photos."""

from __future__ import annotations

import re

from tasks.split.credit_lines import TAIL_WINDOW
from tasks.split.roles import AGENCIES
from tasks.split.units import SENTENCE_END

CAPTION_HEAD = 300
"""Characters of a paragraph in which words of captions are looked for."""
_CAPTION_OPEN = re.compile(
    r"(?:图[为①-⑩一二三四1-9（(：:]|[上下左右大小主题]图[为：:]?|这是|△|▲|▼|↑|↓|←|→|▶|◀|\?|［?图|照片)"
)
_NUMBERED_PICTURE = re.compile(r"图(?:[①-⑩一二三四五\d]{1,2}[:：]|为)")
_CAPTION_INSIDE = re.compile(
    r"图为|图[一二三四五]?[：:]|(?<=[（(])[上下左右][）)]|这是(?:\d|[^，。]{2,12}(?:拍摄|照片))|[（(](?:前排|后排|中排)?[左右中前后]起?[一二三四五六]?[）)]|无人机照片|资料图|资料照片"
)
_CAPTION_FIRST = frozenset("图上下左右大小主题这↑↓←→▶◀［照")
_POINTERS = frozenset("■▲△▼◆●◎")
"""Marks that point from a caption to its photo; items of a digest begin with them too, without a photo's credit."""
LONGEST_POINTED = 100
"""Longest caption behind such a mark, in characters."""
_CAPTION_HINT = re.compile(r"图|左|右|照片|这是|（[前后中]|\([前后中]")
_PHOTO_CREDIT = re.compile(
    rf"""
    (?:^|(?<=[。！？）)”\s]))
    [（(]?
    (?:
        (?:{"|".join(AGENCIES)})(?:记者[^。，（）()]{{1,24}}摄|发|稿|照片|传真照片)(?:[（(][^（）()]{{2,40}}[）)])?
      | [^。，！？；]{{0,20}}(?:记者|通讯员|特约|实习生)[^。，！？；]{{1,30}}(?:(?<!拍)摄|摄影|摄影报道|供图|文/图|图/文)
      | [\u3400-\u9fff·]{{2,4}}(?:[ 、]{{1,3}}[\u3400-\u9fff·]{{1,4}}){{0,3}}[ ]{{0,20}}(?<!拍)(?:摄|摄影|供图|绘|速写|漫画|插图|篆刻|剪纸)(?:[（(][^（）()]{{2,20}}[）)])?
      | (?:摄影|图片|图/文|文/图|图|供图|摄)[ ]?[:：/][^。，！？；]{{2,30}}
      | 资料(?:图片|照片|图)|[^。，！？；\s]{{2,14}}提供
    )
    [）)]?$
    """,
    re.VERBOSE,
)
_PHOTO_HINT = re.compile(r"摄|供图|提供|资料|绘|新华社|中新社|图[/：:]|摄影|速写|漫画|插图|篆刻|剪纸")
_WRITTEN = re.compile(r"摄影报道$|文[/／]?图$|图[/／]?文$|文[/／]摄$|文[/／].{2,12}图[/／]")
NOTE = re.compile(r"[（(][^（）()]{1,24}[）)]")
"""A note in brackets inside a caption: （无人机照片）, （左）."""


def is_photo_credit(text: str) -> bool:
    """Whether a line as a whole credits a photo.

    >>> is_photo_credit("新华社记者 徐甲摄"), is_photo_credit("市民在雪中拍摄")
    (True, False)
    """
    if not _PHOTO_HINT.search(text):
        return False
    match = _PHOTO_CREDIT.match(text)
    return match is not None


def credits_text(text: str) -> bool:
    """Whether a photo's credit says that its holder wrote, too.

    >>> credits_text("通讯员 徐甲 摄影报道"), credits_text("徐甲 摄")
    (True, False)
    """
    return _WRITTEN.search(text) is not None


def find_photo_credit(text: str) -> tuple[int, int] | None:
    """The photo credit at a text's end."""
    if text[-1:] in SENTENCE_END or not text:
        return None
    base = max(0, len(text) - TAIL_WINDOW)
    tail = text[base:]
    if not _PHOTO_HINT.search(tail):
        return None
    match = _PHOTO_CREDIT.search(tail)
    if match is None or (match.start() == 0 and base):
        return None
    return base + match.start(), len(text)


def caption_odds(text: str) -> float:
    """How much the signs of a caption that a paragraph shows say, as log-odds; 0 where it shows none."""
    odds = 0.0
    if text[0] in _CAPTION_FIRST and _CAPTION_OPEN.match(text):
        odds += 6.0 if _NUMBERED_PICTURE.match(text) else 4.0
    head = text[:CAPTION_HEAD]
    if _CAPTION_HINT.search(head) and _CAPTION_INSIDE.search(head):
        odds += 3.0
    if find_photo_credit(text):
        odds += 9.0 if text[0] in _POINTERS and len(text) <= LONGEST_POINTED else 6.0
    return odds
