"""Formulas that stand in a text without quotation marks, be it once: told by their form and by what they are the object of.

1. What a verb of policy has for its object, up to a mark: 打造公园水乡。 A list goes on with the next object.
2. Two numerals, each with its noun: 一湖两岸.
3. Parts of one length that repeat a character in its place: 船等人少、人等船短、货等车快.

Each has log-odds; those of an article full of the words of policy are better than those of a story about a match.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence, Set
from typing import NamedTuple

from tasks.corpus.new_words import is_common
from tasks.corpus.quotations import BREAKS, MOST, is_numbered
from tasks.corpus.slogans_words import (
    FIRM_HEADS,
    FORMULA_HEADS,
    HEADS,
    MEASURES,
    NO_TERM_WORDS,
    NUMERALS,
    OCCASIONS,
    POLICY_VERBS,
    STRONG_VERBS,
    WEAK_VERBS,
)
from tasks.lang.geography import REGIONS
from tasks.lang.words import NAME_TAGS, dictionary, idf

WORDS_OF_POLICY = frozenset((*POLICY_VERBS, *HEADS))

USUAL_SHARE, SHARE_STEP = 0.08, 0.06
"""Share of an article's words that are words of policy: as usual; and how much more is worth 1 of log-odds, the most."""

WORDS_PRIOR = 50
"""Words for which the usual share counts: a few words say little of an article."""

LENGTHS = range(4, 15)
"""Characters of an object."""

SHORT = range(4, 9)
"""Characters of what is easily repeated."""

STOPS = frozenset("ucpryxwfedk")
"""First letters of the parts of speech that no object has: function words, adverbs, marks."""

PLACE_TAGS = frozenset("fd")
"""Those of them that jieba gives to longer words too that are none: 沿江."""

SET_PHRASE_TAGS = ("l", "nz")
"""Parts of speech of set phrases."""

REGION_ENDS = ("省", "市", "县", "区", "州", "旗", "镇", "乡", "村")
"""Last characters of places that only locate what comes; jieba takes many a new word for a place."""

LIST_MARKS = frozenset("、和与及")
"""What stands between objects of a list."""

ENDS = frozenset((*BREAKS, "等", *LIST_MARKS))
"""What an object ends before."""

COUNTED = r"(?![的地得上下来去着了过年月日至到多余几零〇半第" + NUMERALS + r"])[\u4e00-\u9fff]"
"""What a numeral counts in a formula: no numeral again, as in 一九八八, and no function word."""

COUNT = rf"(?!一[起致齐样直般切些定])([{NUMERALS}])({COUNTED})"
"""A numeral with what it counts; 一起 and the like are other words."""

TWO_COUNTED = re.compile(rf"(?<![第{NUMERALS}\d〇零]){COUNT}{COUNT}(?![{NUMERALS}\d])")

ENDS_TERM = re.compile(rf"[{BREAKS}、\s]|$|[的和与等]|(?:{'|'.join(HEADS)})")
"""What stands behind a term that ends here."""

TOGETHER = re.compile(
    r"(?<![第\u4e00-\u9fff])[两三四五][\u4e00-\u9fff]{1,4}(?:一起|一齐)[\u4e00-\u9fff](?![\u4e00-\u9fff])"
)
"""A few things that are done at once: 两手一起抓."""

CALLED = re.compile(
    r"(?<![第\d.一二两三四五六七八九十百千万])[二两三四五六七八九十]个(?P<what>[\u4e00-\u9fff]{2})(?![\u4e00-\u9fff])"
)
"""A number of things that a word of what is done stands for: 五个坚持."""

PART = r"[^\W\d_]{3,8}"

PART_MOST = 7
"""Characters of such a part; longer ones are clauses that an orator makes parallel."""

LISTED = re.compile(rf"[^\W\d_]{{3,14}}、(?:{PART}、)+[^\W\d_]{{3,14}}")
"""Three parts or more of a list."""

UNDER_ONE_HEAD = re.compile(
    rf"(?:{'|'.join(POLICY_VERBS)})([\u4e00-\u9fff]{{2}}(?:、[\u4e00-\u9fff]{{2}}){{1,4}}(?:{'|'.join(FORMULA_HEADS)}))"
)
"""Short parts that share their head: 护好清水、青山、绿野保卫战."""

IN_A_ROW = re.compile(rf"(?<![^。：；，、\s]){PART}(?:，{PART}){{2,3}}(?=[。；，、\s]|$)")
"""Three clauses or more that are short."""


class Formula(NamedTuple):
    """A formula with its log-odds."""

    text: str
    odds: float


class Token(NamedTuple):
    """A word with its part of speech."""

    word: str
    tag: str


def policy_odds(words: Sequence[str]) -> float:
    """What an article's words say of its formulas and quotations, in log-odds from -1 to 1; 0 for an article as usual.

    >>> policy_odds(["推进", "工程", "建设"] * 40), policy_odds(["足球", "比赛"] * 60) < -0.5
    (1.0, True)
    """
    long = [word for word in words if len(word) > 1]
    share = (sum(word in WORDS_OF_POLICY for word in long) + USUAL_SHARE * WORDS_PRIOR) / (len(long) + WORDS_PRIOR)
    return max(-1.0, min(1.0, (share - USUAL_SHARE) / SHARE_STEP))


def find_formulas(text: str, words: Sequence[str], tags: Sequence[str], names: Set[str]) -> Iterator[Formula]:
    """The formulas of a text, which is cut into these words; one that holds a name or is part of one is none.

    >>> from tasks.lang.tagging import tagged
    >>> [f.text for f in find_formulas("打造数字水乡。", *tagged("打造数字水乡。"), set())]
    ['数字水乡']
    >>> list(find_formulas("他走进院子。", *tagged("他走进院子。"), set()))
    []
    """
    tokens = [Token(*pair) for pair in zip(words, tags, strict=True)]
    for formula in (*_objects(tokens), *_counted(text), *_parallels(text)):
        if not any(name in formula.text or formula.text in name for name in names):
            yield formula


def _objects(tokens: Sequence[Token]) -> Iterator[Formula]:
    """Objects of verbs of policy, and what goes on a list of them."""
    at = 0
    while at < len(tokens):
        verb = tokens[at].word
        at += 1
        if verb not in POLICY_VERBS:
            continue
        while at < len(tokens) and (tokens[at].word in POLICY_VERBS or tokens[at].tag in ("d", "ad")):
            verb, at = tokens[at].word if tokens[at].word in POLICY_VERBS else verb, at + 1
        while (end := _end_of_object(tokens, at)) > at:
            yield from _object(tokens[at:end], verb)
            if end >= len(tokens) or tokens[end].word not in LIST_MARKS:
                at = end
                break
            at = end + 1


def _end_of_object(tokens: Sequence[Token], at: int) -> int:
    """The position behind an object that starts here; the same if there is none, or it doesn't end where one may."""
    end = at
    while end < len(tokens) and not _is_stop(tokens[end]):
        end += 1
    ends_well = end == len(tokens) or tokens[end].word in ENDS or _is_count(tokens[end])
    return end if ends_well or (end == at + 1 and _is_set_phrase(tokens[at])) else at


def _is_set_phrase(token: Token) -> bool:
    """Whether a dictionary has a phrase of four characters or more as one word: 共同富裕; idioms are another matter."""
    return len(token.word) >= LENGTHS.start and token.tag in SET_PHRASE_TAGS


def _is_stop(token: Token) -> bool:
    is_function = token.tag[0] in STOPS and (len(token.word) == 1 or token.tag[0] not in PLACE_TAGS)
    return is_function or token.word in ENDS or _is_count(token)


def _is_count(token: Token) -> bool:
    """Whether a word counts what comes: 2 of 2个, 三大."""
    return token.word[0].isdigit() or (token.word[-1] == "大" and token.word[0] in NUMERALS)


def _object(tokens: Sequence[Token], verb: str) -> Iterator[Formula]:
    text = "".join(token.word for token in tokens)
    if len(text) in LENGTHS and _is_han(text) and _may_be_term(tokens):
        yield Formula(text, round(_object_odds(text, tokens, verb), 1))


def _is_han(text: str) -> bool:
    return all("\u4e00" <= char <= "\u9fff" for char in text)


def _may_be_term(tokens: Sequence[Token]) -> bool:
    """Whether words may be a term: no name or number to begin with, nor what a term neither begins nor ends with."""
    first, last = tokens[0], tokens[-1]
    return (
        first.tag[0] not in "mqt"
        and first.tag not in NAME_TAGS
        and not (first.tag.startswith("ns") and first.word.endswith(REGION_ENDS))
        and first.word not in REGIONS
        and first.word not in NO_TERM_WORDS
        and (last.word not in NO_TERM_WORDS or last.word.endswith(FIRM_HEADS))
        and not (last.word.endswith("精神") and "".join(token.word for token in tokens).endswith(OCCASIONS))
    )


def _object_odds(text: str, tokens: Sequence[Token], verb: str) -> float:
    """What form and verb say of an object."""
    odds = 0.5 if verb in STRONG_VERBS else -0.5 if verb in WEAK_VERBS else 0.0
    odds += 0.8 if text.endswith(FORMULA_HEADS) else 0.3 if text.endswith(FIRM_HEADS) else 0.0
    odds += 0.5 if len(text) in SHORT else -0.3
    odds += 0.5 if len(text) == 4 and any(_is_unheard(token.word) for token in tokens) else 0.0
    odds += 0.5 if len(tokens) == 1 and _is_set_phrase(tokens[0]) else 0.0
    odds -= 1.0 if tokens[0].tag == "i" else 0.0
    return odds - (1.5 if is_common([token.word for token in tokens]) else 0.0)


def _is_unheard(word: str) -> bool:
    """Whether no dictionary has a word, as those of which new formulas are made: 兴边, 禁采."""
    return len(word) > 1 and word not in idf().of_word


def _counted(text: str) -> Iterator[Formula]:
    """Two numerals, each with its noun, no idiom, and no quantity; and a few things that are done, or done at once.

    >>> [f.text for f in _counted("要三清五改，一步一步来，一九八八年做到五个坚持，两手一起抓。")]
    ['三清五改', '两手一起抓', '五个坚持']
    """
    for match in TWO_COUNTED.finditer(text):
        formula = match.group()
        is_pair = match[1] == match[3] == "一"
        if not is_pair and match[2] not in MEASURES and match[4] not in MEASURES and is_numbered(formula):
            yield Formula(formula, 1.8 if ENDS_TERM.match(text, match.end()) else 1.5)
    for match in TOGETHER.finditer(text):
        yield Formula(match.group(), 2.0)
    for match in CALLED.finditer(text):
        if dictionary().tags.get(match["what"], "n")[0] in "vd":
            yield Formula(match.group(), 1.8)


def _parallels(text: str) -> Iterator[Formula]:
    """Parts of one length that repeat a character inside; the first may have words before it, the last behind."""
    for match in LISTED.finditer(text):
        parts = match.group().split("、")
        length = len(parts[1])
        cut = [parts[0][-length:], *parts[1:-1], parts[-1][:length]]
        if _repeat_inside(cut) and not all(part.startswith(POLICY_VERBS) for part in cut):
            yield Formula("、".join(cut), 1.5)
    for match in UNDER_ONE_HEAD.finditer(text):
        yield Formula(match[1], 1.8)
    for match in IN_A_ROW.finditer(text):
        if _repeat_inside(match.group().split("，")):
            yield Formula(match.group(), 1.5)


def _repeat_inside(parts: Sequence[str]) -> bool:
    """Whether parts are short, of one length, and repeat characters, but not what they all begin or end with alone."""
    length = len(parts[0])
    if any(len(part) != length for part in parts) or length > PART_MOST or len("，".join(parts)) > MOST:
        return False
    same = "".join("=" if len(set(chars)) == 1 else "." for chars in zip(*parts, strict=True))
    return "=" in same.strip("=") and same.count("=") < length - 1
