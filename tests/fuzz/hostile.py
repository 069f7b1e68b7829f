"""Inputs made to break something: by chance, from pieces that each broke some program once."""

from __future__ import annotations

import json
import random
from collections.abc import Callable
from functools import cache

from tests.eval.pages_made import make

LONGEST_CHARS = 1200
"""Characters of an input, about."""

WORDS = (
    *"清河日报，。、；：！？“”（）《》—…·　的了在和年月日时电讯记者图",
    *"\n\n\n \t\r\v\f\x00\x1b\x7f\x85\xa0\xad\u200b\u200e\u202e\u2066\u2069\u2028\ufeff\ufffd\ufffe\ue5e5\U0010ffff",
    *",:;?!()[]{}<>\"'`.#*|&-_\\/$%^~+=abZ019eé\u0301\u3099👍🏽\U00020087⽩⻓\uf9e9國乾１Ａ％",
    "本报讯（记者 林远）",
    "新华社清河3月1日电",
    "（上接第一版）",
    "（下转第",
    "2031年4月2日 星期三",
    "癸卯年八月廿八",
    "国内统一刊号：CN98-0007",
    "总第10432期 今日8版",
    "百分之三点五至十二亿万千瓦时",
    "3.6亿元",
    "去年同期以来的前三季度",
    "市委书记、市长孟青禾",
    "他强调，要",
    "表示：“",
    "字(zì)",
    "?shù)",
    "?!",
    "锟斤拷",
    "烫烫烫",
    "ï»¿",
    "Ã¤Â¸Â",
    "&nbsp;",
    "&#x202e;",
    "&#99999999999;",
    " and ",
    "**",
    "......",
    "————————",
    "http://a.example/?q=",
    "'; DROP TABLE articles; --",
    "\"; COPY x TO '/tmp/y",
    "<script>alert(1)</script>",
    "<img src=x onerror=alert(1)>",
    "]]>",
    "<!--",
    "\x1b[2J\x1b]0;title\x07",
    "../../../etc/passwd",
    "%s%n{0}{{}}$(rm)",
)

TAGS = ("div", "p", "span", "table", "tr", "td", "a", "br", "script", "style", "title", "meta", "li", "svg", "h1", "b")

CODECS = ("utf-8", "utf-8", "gb18030", "big5", "utf-16-le", "utf-16", "utf-8-sig", "latin-1")


def soup(chance: random.Random) -> str:
    """Pieces in any order."""
    return "".join(chance.choices(WORDS, k=chance.randint(1, 120)))


def refrain(chance: random.Random) -> str:
    """A few pieces again and again: what makes a pattern backtrack."""
    pieces = "".join(chance.choices(WORDS, k=chance.randint(1, 4)))
    start, end = (chance.choice(WORDS) for _ in range(2))
    return start + pieces * chance.randint(2, max(2, LONGEST_CHARS // len(pieces))) + end


def ascending(chance: random.Random) -> str:
    """The same line, longer and longer, or nested."""
    open_, close = chance.choice([("（", "）"), ("“", "”"), ("《", "》"), ("[", "]"), ("<b>", "</b>"), ("", "\n")])
    depth = chance.randint(1, 300)
    return open_ * depth + chance.choice(WORDS) + close * chance.randint(0, depth)


@cache
def _page(seed: int) -> str:
    return make(seed)[0].text


def damaged_page(chance: random.Random) -> str:
    """A made page from which pieces are taken, doubled, moved, or to which others are added."""
    text = _page(chance.randrange(300))[:LONGEST_CHARS]
    for _ in range(chance.randint(1, 12)):
        at, to = sorted(chance.randrange(len(text) + 1) for _ in range(2))
        to = min(to, at + 200)
        piece = chance.choice(
            ["", text[at:to] * 2, text[at:to][::-1], chance.choice(WORDS), text[at:to].replace("\n", "")]
        )
        text = text[:at] + piece + text[to:]
    return text


def markup(chance: random.Random) -> str:
    """Tags that open and close as they like."""
    parts = ["<html>" if chance.random() < 0.7 else ""]
    for _ in range(chance.randint(1, 60)):
        tag = chance.choice(TAGS)
        parts.append(
            chance.choice(
                [
                    f"<{tag}>",
                    f"</{tag}>",
                    f"<{tag} class='{chance.choice(WORDS)}'>",
                    f"<{tag} {chance.choice(WORDS)}",
                    chance.choice(WORDS),
                ]
            )
        )
    return "".join(parts)


def json_lines(chance: random.Random) -> str:
    """Lines of JSON, some of them cut off, nested, or of other types."""
    lines = []
    for _ in range(chance.randint(1, 6)):
        value = chance.choice([soup(chance), chance.randint(-(10**30), 10**30), None, [soup(chance)], {"a": {}}])
        line = json.dumps(
            {chance.choice(["text", "title", "date", "x"]): value, "text": soup(chance)},
            ensure_ascii=chance.random() < 0.5,
        )
        lines.append(line[: chance.randint(1, len(line))] if chance.random() < 0.3 else line)
    return "\n".join(lines)


TEXTS: tuple[Callable[[random.Random], str], ...] = (soup, refrain, ascending, damaged_page, damaged_page)
FILES: tuple[Callable[[random.Random], str], ...] = (*TEXTS, markup, json_lines)


def hostile_text(chance: random.Random) -> str:
    """A text."""
    return chance.choice(TEXTS)(chance)


def hostile_bytes(chance: random.Random) -> bytes:
    """A file: a text in some encoding, some bytes of it changed, cut out or doubled."""
    text = chance.choice(FILES)(chance)
    data = bytearray(text.encode(chance.choice(CODECS), "ignore"))
    for _ in range(chance.choice([0, 0, 1, 3, 30])):
        if data:
            at = chance.randrange(len(data))
            data[at : at + chance.choice([0, 1, 1, 2])] = bytes(
                chance.randrange(256) for _ in range(chance.choice([0, 1, 2]))
            )
    return bytes(data)
