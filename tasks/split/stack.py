"""The headline stack (标题组): which of its lines are kicker 引题, headline 主题, deck 副题.

1. A dash at the beginning, or a wording that only decks have, makes a line a deck; a wording that
   leads on to what follows (…强调, …时, …一线观察) makes it a kicker.
2. Blank lines between printed lines group them: lines of one group were set in one size.
3. Of what is left the headline is, in this order: a group between two others; the first line; with
   lines of equal length, or a couplet, taken together.
A stack may consist of kicker and deck alone.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from tasks.split.units import Unit

KICKER_ENDS = (
    "强调", "指出", "要求", "表示", "提出", "说", "讲话", "观察", "巡礼", "答记者问", "一席谈", "启示录", "蹲点记", "调研行", "进行时",
    "之一", "之二", "之三", "之四", "之五", "之六", "之七", "之八", "之九", "之十",
)  # fmt: skip
"""How lines end that lead on to the headline."""

_WHEN = "(?<![小及准按同平临])时"
"""A clause that says when (在东河调研时), and no word that ends so (三小时, 及时)."""
_KICKER = re.compile(
    rf"(?:{_WHEN}|{'|'.join(KICKER_ENDS)}|系列[\u3400-\u9fff]{{2,4}})[：:]?$|[：:]$|[①-⑳]$|[（(][一二三四五六七八九十\d]{{1,3}}[）)]$"
)
_DECK = re.compile(
    r"^[—─-]{1,3}|^(?:途中|并|其间|期间|同时|同日)|(?:主持|出席|参加|陪同|致辞|致贺|作批示|讲话)$|(?:出席|主持|陪同|参加).{0,12}$"
)
_DASHES = ("—", "─", "–")
SHORTEST_CLAUSE = 4
"""Characters that a half of a couplet has at least."""


@dataclass(frozen=True, slots=True)
class Stack:
    """The lines of a stack by their part in it."""

    kicker: tuple[Unit, ...] = ()
    headline: tuple[Unit, ...] = ()
    deck: tuple[Unit, ...] = ()

    @property
    def lines(self) -> tuple[Unit, ...]:
        """All lines, top to bottom."""
        return (*self.kicker, *self.headline, *self.deck)


def read_stack(lines: Sequence[Unit]) -> Stack:
    """Tell the parts of a stack apart; no lines give an empty stack."""
    groups = _groups(lines)
    if len(groups) == len(lines):
        return _of_lines(tuple(lines))
    if len(groups) >= 3:
        return _of_groups(groups)
    if len(groups) == 2 and len(lines) > 2:
        return _of_two_groups(groups)
    return _of_lines(tuple(lines))


def is_deck_wording(text: str) -> bool:
    """Whether a line is worded as a deck.

    >>> is_deck_wording("——记东河县退伍老兵"), is_deck_wording("东河县粮食又丰收")
    (True, False)
    """
    return bool(_DECK.search(text))


def is_kicker_wording(text: str) -> bool:
    """Whether a line leads on to a headline.

    >>> is_kicker_wording("赵青禾在东河县调研时"), is_kicker_wording("新桥少绕三小时")
    (True, False)
    """
    return bool(_KICKER.search(text))


def _groups(lines: Sequence[Unit]) -> list[tuple[Unit, ...]]:
    """Lines between which no blank line was printed; one group if blank lines part all of them alike."""
    if len(lines) > 1 and all(line.blank_before for line in lines[1:]):
        return [tuple(lines)]
    out: list[list[Unit]] = []
    for index, line in enumerate(lines):
        if index == 0 or line.blank_before:
            out.append([])
        out[-1].append(line)
    return [tuple(group) for group in out]


def _of_groups(groups: Sequence[tuple[Unit, ...]]) -> Stack:
    """Three groups or more: the tallest in the middle is the headline."""
    middle = range(1, len(groups) - 1)
    main = max(middle, key=lambda at: len(groups[at]))
    if is_deck_wording(groups[1][0].text) and len(groups[1]) == 1:
        main = 0
    kicker = tuple(line for group in groups[:main] for line in group)
    deck = tuple(line for group in groups[main + 1 :] for line in group)
    return Stack(kicker, groups[main], deck)


def _of_two_groups(groups: Sequence[tuple[Unit, ...]]) -> Stack:
    first, second = groups
    if is_kicker_wording(first[-1].text):
        return Stack(first, *_headline_and_deck(second))
    if is_deck_wording(second[0].text) or len(first) > len(second):
        kicker, headline = _kicker_and_headline(first)
        return Stack(kicker, headline, second)
    return Stack(first, *_headline_and_deck(second)) if len(second) > len(first) else _of_lines((*first, *second))


def _of_lines(lines: tuple[Unit, ...]) -> Stack:
    """By wording and length alone; a line behind a dash is a deck wherever it stands."""
    dashed = tuple(line for line in lines if line.text.startswith(_DASHES))
    if dashed and len(dashed) < len(lines):
        above = _of_lines(tuple(line for line in lines if line not in dashed))
        return Stack(above.kicker, above.headline, (*above.deck, *dashed))
    deck_at = next((at for at in range(1, len(lines)) if _opens_deck(lines, at)), len(lines))
    upper, deck = lines[:deck_at], lines[deck_at:]
    if deck and len(upper) == 1 and is_kicker_wording(upper[0].text):
        return Stack(upper, (), deck)
    kicker, rest = _kicker_and_headline(upper)
    if not rest:
        return Stack(kicker, (), deck)
    if not kicker and len(rest) >= 3:
        kicker, rest = rest[:1], rest[1:]
    if not kicker and len(rest) == 2 and is_couplet(rest[1].text) and not is_couplet(rest[0].text):
        return Stack(rest[:1], rest[1:], deck)
    headline, lower = _headline_and_deck(rest, 1 if kicker or deck else 0)
    return Stack(kicker, headline, (*lower, *deck))


def _opens_deck(lines: tuple[Unit, ...], at: int) -> bool:
    """Whether a line is the deck's first: by its wording, or because it is a sentence and those above are none."""
    if is_kicker_wording(lines[at].text):
        return False
    if is_deck_wording(lines[at].text):
        return True
    return "，" in lines[at].text[:-1] and not any("，" in line.text or line.text[-1] in "、；" for line in lines[:at])


def _kicker_and_headline(lines: tuple[Unit, ...]) -> tuple[tuple[Unit, ...], tuple[Unit, ...]]:
    """Split behind the last line that leads on; a stack may end with such a line."""
    if len(lines) == 1:
        return ((), lines) if not re.search(r"(?:强调|指出|要求)$", lines[0].text) else (lines, ())
    for at in range(min(len(lines), 3), 0, -1):
        if is_kicker_wording(lines[at - 1].text) and (at < len(lines) or _leads_nowhere(lines)):
            return lines[:at], lines[at:]
    return (), lines


def _leads_nowhere(lines: tuple[Unit, ...]) -> bool:
    """Whether even the last line leads on: the headline itself is missing."""
    return bool(re.search(r"(?:强调|指出|要求)$", lines[-1].text))


def is_couplet(text: str) -> bool:
    """Whether a line consists of two clauses set apart by a space, as main headlines do.

    >>> is_couplet("抓好春耕备耕 守住粮食底线"), is_couplet("本报 记者")
    (True, False)
    """
    halves = text.split()
    return len(halves) == 2 and min(map(len, halves)) >= SHORTEST_CLAUSE


def _headline_and_deck(lines: tuple[Unit, ...], slack: int = 0) -> tuple[tuple[Unit, ...], tuple[Unit, ...]]:
    """The first line, and the second with it if both are halves of one headline: of a length, give or take `slack`."""
    if len(lines) < 2 or is_deck_wording(lines[1].text):
        return lines[:1], lines[1:]
    if abs(len(lines[0].text) - len(lines[1].text)) <= slack:
        return lines[:2], lines[2:]
    return lines[:1], lines[1:]
