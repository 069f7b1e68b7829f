"""What language models, markdown and web pages leave in a text."""

from __future__ import annotations

import html
import re
from collections.abc import Iterator
from itertools import islice, pairwise
from operator import eq
from typing import Final

from schemas.document import Edit
from tasks.lang.characters import CJK_PUNCTUATION, CLOSING_PUNCTUATION, HAN, OPENING_PUNCTUATION

_ENTITY = re.compile(r"&(?:[A-Za-z]{2,8}[1-4]?|#[0-9]{2,7}|#[xX][0-9A-Fa-f]{2,6});")


def decode_entities(text: str) -> Iterator[Edit]:
    """Write HTML's character references as their characters.

    Scrapers that take text out of a page by patterns leave ``&nbsp;`` and ``&ldquo;`` behind. What
    is no reference, such as the ampersand of a company's name, stays.

    >>> list(decode_entities("“一带&middot;一路”"))
    [Edit(start=3, end=11, after='·', confidence=1.0)]
    >>> list(decode_entities("AT&T;B&B;中"))
    []
    """
    if "&" not in text or ";" not in text:
        return
    for match in _ENTITY.finditer(text):
        char = html.unescape(match.group())
        if char != match.group() and ";" not in char and char.isprintable() | char.isspace():
            yield Edit(match.start(), match.end(), char.replace("\r", "\n"))


_CONJUNCTION = re.compile(
    rf"""
    (?<=[{HAN}{CLOSING_PUNCTUATION}])       # a character or a closing mark
    [ \t\u00a0\u3000]?and[ \t\u00a0\u3000]?
    (?=[{HAN}{OPENING_PUNCTUATION}])
    """,
    re.VERBOSE,
)


def restore_conjunctions(text: str) -> Iterator[Edit]:
    """Write a stray `` and `` between Chinese characters as 和.

    Vision models slip into English for a word and back; 和 is what stood on the page. English names
    keep their word, since a Latin letter stands next to it.

    >>> list(restore_conjunctions("制高点 and 突破口"))
    [Edit(start=3, end=8, after='和', confidence=1.0)]
    >>> list(restore_conjunctions("Rock and Roll乐队"))
    []
    """
    if "and" not in text:
        return
    for match in _CONJUNCTION.finditer(text):
        yield Edit(match.start(), match.end(), "和")


_LINE_START = r"(?m:^)"
_MARKUP = re.compile(
    rf"""
      (?P<rule>{_LINE_START}[ ]{{0,3}}(?:-{{3,}}|\*{{3,}}|_{{3,}}|={{3,}}|```[A-Za-z]{{0,16}})[ \t]*(?m:$))
    | (?P<mark>{_LINE_START}[ ]{{0,3}}(?:\#{{1,6}}[ \t]+(?=\S)|>(?:[ ]?>){{0,8}}(?:[ \t]+(?=\S)|[ \t]*(?m:$))))  # heading, quotation
    | <(?P<link>(?:https?://|ftp://|mailto:)[^\s<>]{{1,2000}}|[\w.+-]{{1,64}}@[\w.-]{{1,255}})>  # autolink
    | !?\[(?P<label>[^][\n]{{0,200}})\]\((?:https?://|/|\#|data:)[^\s()]{{0,2000}}(?:[ ]"[^"\n]{{0,200}}")?\)
    | (?<![A-Za-z0-9_])(?P<strong>\*\*|__)(?=\S)(?P<stressed>[^*_\n]{{1,300}})(?<=\S)(?P=strong)
    | (?<![\w*\\])\*(?=\S)(?P<emphasis>[^*\n]{{1,200}})(?<=\S)\*(?![\w*])
    | \\(?P<escaped>[*_\#~`\[\]])
    """,
    re.VERBOSE,
)
_CHINESE = re.compile(f"[{HAN}{CJK_PUNCTUATION}]")
_MARKUP_SIGNS: Final = ("#", ">", "](", "**", "__", "*", "\\", "---", "===", "```")


def drop_markdown(text: str) -> Iterator[Edit]:
    """Remove markdown's marks and keep what they mark.

    Vision models and page converters write headings with ``#``, bold words with ``**``, addresses as
    ``<http://…>`` and links as ``[text](address)``. A topic between number signs, a product of
    numbers and an arrow carry no markup and stay; so do list items' dashes, which are printed.

    >>> [(e.start, e.end, e.after) for e in drop_markdown("## 要闻\\n见<http://news.example/>")]
    [(0, 3, ''), (7, 29, 'http://news.example/')]
    >>> list(drop_markdown("#话题# 2*3*4 → 24"))
    []
    """
    if not any(sign in text for sign in _MARKUP_SIGNS):
        return
    for match in _MARKUP.finditer(text):
        if match["emphasis"] is None or _CHINESE.search(match["emphasis"]):
            yield Edit(match.start(), match.end(), _kept(match))


def _kept(match: re.Match[str]) -> str:
    """What a piece of markup leaves behind."""
    for group in ("link", "label", "stressed", "emphasis", "escaped"):
        if match[group] is not None:
            return match[group].removeprefix("mailto:")
    return ""


_LOOP_MIN_CHARS: Final = 10
"""Shortest sentence whose repetition is a fault: 加油！加油！加油！ is speech."""

_LOOP_MIN_TIMES: Final = 3
"""Repetitions that prove a loop; a sentence printed twice may be a refrain."""

_SENTENCE_ENDS: Final = "。！？!?\n"
_SENTENCE = re.compile(rf"\s*[^{_SENTENCE_ENDS}]*(?:[。！？!?][”’」』]?|(?=\n)|\Z)")


def collapse_loops(text: str) -> Iterator[Edit]:
    """Keep one of the same long sentence said three times or more in a row.

    A model that reads a page may fall into a loop and write one sentence until its budget is spent.
    Doubled words, short cries and refrains that come back after other lines stay.

    >>> [(e.start, e.end) for e in collapse_loops("全市上下要抓好各项工作。" * 3)]
    [(12, 36)]
    >>> list(collapse_loops("加油！加油！加油！"))
    []
    """
    if not any(_has_neighbours_alike(text.split(end)) for end in _SENTENCE_ENDS):
        return
    start = end = times = 0
    sentence = ""
    for match in _SENTENCE.finditer(text):
        found = match.group().strip()
        if found == sentence and len(sentence) >= _LOOP_MIN_CHARS:
            end, times = match.end(), times + 1
            continue
        if times >= _LOOP_MIN_TIMES:
            yield Edit(start, end, "")
        sentence, start, end, times = found, match.end(), match.end(), 1
    if times >= _LOOP_MIN_TIMES:
        yield Edit(start, end, "")


def _has_neighbours_alike(parts: list[str]) -> bool:
    """Whether two long parts in a row are equal."""
    if not any(map(eq, parts, islice(parts, 1, None))):
        return False
    return any(left == right and len(left) >= _LOOP_MIN_CHARS - 1 for left, right in pairwise(parts))
