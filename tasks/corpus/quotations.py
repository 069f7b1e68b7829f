"""Which quotations are slogans (提法): their form, and what stands before and behind them, in log-odds.

The weights are estimates, checked on the dumps of ../shared by tests/eval/slogans_scores.py. A quotation is not
judged alone: what speaks for a phrase is the mean over all its quotations in the corpus.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import lru_cache
from typing import NamedTuple

from tasks.corpus.slogans_words import (
    FIGURE_CUES,
    HEADS,
    NAME_CUES,
    NUMERALS,
    PERSONAL,
    POLICY_VERBS,
    SPEECH_VERBS,
    TITLE_CUES_AFTER,
    TITLE_CUES_BEFORE,
)
from tasks.lang.words import dictionary

MOST = 26
"""Characters of the longest slogan."""

QUOTED = re.compile(rf"[“‘「『]([^“”‘’「」『』\n]{{1,{MOST + 14}}})[”’」』]")
"""A quotation without another inside."""

JOINED = re.compile(r"[、和与及以及，]{0,2}")
"""What stands between quotations of one list."""

HEAD_NEXT = 2.0
"""Log-odds of a noun right behind of which slogans are the name."""

CLAUSE = 16
"""Characters before and behind a quotation that are read as its context, up to a mark."""

BREAKS = "，。；：！？\n“”‘’「」『』（）()、,;:!?—…"
"""Marks at which a context ends."""


def _any(words: Sequence[str]) -> str:
    """An alternative of words, the longest first.

    Raises:
        ValueError: there are none.
    """
    if not words:
        raise ValueError("an empty vocabulary matches everywhere")
    return "|".join(sorted(map(re.escape, words), key=lambda word: (-len(word), word)))


HEAD_NEAR = re.compile(rf".{{0,4}}?(?:{_any(HEADS)})")
HEAD_FAR = re.compile(rf".{{5,9}}?(?:{_any(HEADS)})")
VERB_NEAR = re.compile(rf"(?:{_any(POLICY_VERBS)}).{{0,9}}$")
FIGURE_BEFORE = re.compile(rf"(?<![一二三四五六七八九十])(?:{_any(FIGURE_CUES)}).{{0,14}}$")
NAME_BEFORE = re.compile(rf"(?:{_any(NAME_CUES)})[了着过作做为]?$")
TITLE_BEFORE = re.compile(rf"(?:{_any(TITLE_CUES_BEFORE)})[了着过的是]?$")
TITLE_BEHIND = re.compile(rf"(?:{_any(TITLE_CUES_AFTER)})")
SPEECH_BEFORE = re.compile(rf"(?:{_any(SPEECH_VERBS)})[：:，,]?$")
SENTENCE = re.compile(r"[。！？!?；;…]|[，,、：:]$|^[，,、：:]")
TWO_COUNTS = re.compile(rf"^[{NUMERALS}\d][^{NUMERALS}\d、，]{{0,4}}[{NUMERALS}\d]")
ONE_COUNT = re.compile(rf"^(?:[{NUMERALS.replace('一', '').replace('万', '')}]|[2-9]|\d{{2,4}}$)")
QUANTITY = re.compile(rf"[{NUMERALS}\d.]+[个亩号年米岁天日月人元吨家条项次种期届名位里斤度点]$")
SUM = re.compile(r"^\d{1,4}(?:\+[\d\w])|\w\+$|\w\+\w")
PARTS = re.compile(r"[、，·,\s]")

NUMBERED = re.compile(rf"[{NUMERALS}\d](?:[\u4e00-\u9fff]|\+\d)")
"""How a numbered formula begins."""


class Quotation(NamedTuple):
    """A quotation with its context, which for one of a list is the list's.

    Attributes:
        start, end: the text inside the marks, in the field.
        before, behind: up to CLAUSE characters on both sides, none of them a mark.
        prefix: the character just before the opening mark, or "".
    """

    text: str
    start: int
    end: int
    before: str
    behind: str
    prefix: str


def find_quotations(text: str) -> Iterator[Quotation]:
    """The quotations of a text that hold no other.

    >>> [q.text for q in find_quotations("实施“三清两改”行动，他说：“好。”")]
    ['三清两改', '好。']
    """
    group: list[re.Match[str]] = []
    for match in QUOTED.finditer(text):
        if group and not JOINED.fullmatch(text[group[-1].end() : match.start()]):
            yield from _with_context(text, group)
            group = []
        group.append(match)
    yield from _with_context(text, group)


def _with_context(text: str, group: Sequence[re.Match[str]]) -> Iterator[Quotation]:
    for match in group:
        start, end = group[0].start(), group[-1].end()
        yield Quotation(
            match[1], match.start(1), match.end(1), _before(text, start), _behind(text, end), text[start - 1 : start]
        )


def _before(text: str, at: int) -> str:
    context = text[max(0, at - CLAUSE) : at]
    cut = max(map(context.rfind, BREAKS))
    return context[cut + 1 :]


def _behind(text: str, at: int) -> str:
    context = text[at : at + CLAUSE]
    cut = min((p for p in map(context.find, BREAKS) if p >= 0), default=len(context))
    return context[:cut]


@lru_cache(100_000)
def form_odds(text: str) -> float | None:
    """What a quotation's form says, in log-odds; None if it is no slogan by its form.

    Numbered formulas, sums and parallel parts speak for it; a word of jieba's dictionary, one or two
    characters, great length and words of speech against it.

    >>> form_odds("三清两改") > 1 > 0 > form_odds("压路机")
    True
    >>> form_odds("你来吧。") is None
    True
    """
    if len(text) < 2 or len(text) > MOST or SENTENCE.search(text) or any(word in text for word in PERSONAL):
        return None
    if (
        not any("\u4e00" <= char <= "\u9fff" or char.isdigit() for char in text)
        or "—" in text
        or "《" in text
        or text.endswith("的")
    ):
        return None
    numbered = is_numbered(text)
    parallel = is_parallel(text)
    odds = 3.0 if numbered and (TWO_COUNTS.match(text) or "+" in text) else 2.0 if numbered else 0.0
    odds += 0.0 if not parallel else 2.0 if "、" in text or "·" in text or len(text) <= 8 else 1.0
    odds += _length_odds(len(text)) if not parallel and not numbered else 0.0
    odds -= 1.2 if text in dictionary().tags and not numbered else 0.0
    return odds


def _length_odds(length: int) -> float:
    if length == 2:
        return -2.0
    if length == 3:
        return -0.5
    return 0.3 if length <= 8 else -0.3 if length <= 14 else -1.5


def is_numbered(text: str) -> bool:
    """Whether a text is a numbered formula by its form; a common word that begins with a numeral is none.

    >>> is_numbered("三清两改"), is_numbered("5+2"), is_numbered("一路向北"), is_numbered("百姓")
    (True, True, False, False)
    """
    if QUANTITY.match(text) or (text in dictionary().tags and dictionary().tags[text] != "j"):
        return False
    return bool(TWO_COUNTS.match(text) or ONE_COUNT.match(text) or SUM.search(text)) and len(text) <= 14


def is_parallel(text: str) -> bool:
    """Whether a text is made of parts of the same length.

    >>> is_parallel("察民情、解民忧"), is_parallel("昨天，他走了")
    (True, False)
    """
    parts = [part for part in PARTS.split(text) if part]
    return len(parts) > 1 and len({len(part) for part in parts}) == 1 and (len(parts[0]) > 1 or len(parts) > 2)


def context_odds(quotation: Quotation) -> float:
    """What stands around a quotation, in log-odds.

    >>> context_odds(Quotation("三清两改", 0, 0, "大力实施", "行动", "施")) > 2
    True
    >>> context_odds(Quotation("压路机", 0, 0, "他是村里的", "", "的")) < -1
    True
    """
    before, behind = quotation.before, quotation.behind
    odds = 0.0
    if TITLE_BEHIND.match(behind):
        odds -= 3.0
    elif HEAD_NEAR.match(behind):
        odds += HEAD_NEXT
    elif HEAD_FAR.match(behind):
        odds += 0.8
    if NAME_BEFORE.search(before) or TITLE_BEFORE.search(before):
        odds -= 3.0
    elif SPEECH_BEFORE.search(before) or quotation.prefix in ("：", ":") or FIGURE_BEFORE.search(before):
        odds -= 2.0
    elif VERB_NEAR.search(before):
        odds += 1.5
    return odds - (1.0 if quotation.prefix == "的" and odds < 2 else 0.0)
