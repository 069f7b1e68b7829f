"""An HTML page as blocks of visible text, each with its place in the source and in the tree of elements."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import NamedTuple

from tasks.read.markup import (
    BLOCK_ELEMENTS,
    COMMENT,
    END,
    ENTITY,
    RAW_ELEMENTS,
    START,
    TEXT,
    VOID_ELEMENTS,
    Token,
    attributes,
    tokens,
    unescaped,
)

INVISIBLE = frozenset(
    ("script", "style", "template", "svg", "math", "iframe", "xmp", "noembed", "datalist", "rt", "rp", "rtc")
)
"""Elements whose text is none of the page's: code, pictures, readings."""

AUXILIARY_ELEMENTS = frozenset(
    (
        "nav",
        "footer",
        "aside",
        "select",
        "option",
        "button",
        "noscript",
        "textarea",
        "menu",
        "dialog",
        "search",
        "label",
    )
)

CLOSED_BY_START = {
    "p": BLOCK_ELEMENTS,
    "li": frozenset(("li",)),
    "dt": frozenset(("dt", "dd")),
    "dd": frozenset(("dt", "dd")),
    "td": frozenset(("td", "th", "tr", "tbody")),
    "th": frozenset(("td", "th", "tr", "tbody")),
    "tr": frozenset(("tr", "tbody")),
    "option": frozenset(("option",)),
    "head": frozenset(("body",)),
    "rt": frozenset(("rt", "rp", "rb")),
    "rp": frozenset(("rt", "rp", "rb")),
    **dict.fromkeys(RAW_ELEMENTS, BLOCK_ELEMENTS),
}
"""An open element that the start of one of these closes, though its own end tag is missing."""

AUXILIARY_NAMES = frozenset(
    (
        "nav", "navi", "navbar", "navigation", "menu", "submenu", "topmenu", "breadcrumb", "breadcrumbs", "crumb", "crumbs",
        "footer", "foot", "bottom", "copyright", "copy", "sidebar", "side", "aside", "share", "sharebox", "bdshare", "jiathis",
        "social", "related", "relate", "relevant", "recommend", "recommended", "xgxw", "xgyd", "hot", "hotnews", "rank", "ranking",
        "paihang", "comment", "comments", "pinglun", "ad", "ads", "advert", "adv", "banner", "gg", "guanggao", "login", "search",
        "searchbox", "toolbar", "tools", "pager", "pagination", "pages", "qrcode", "ewm", "erweima", "subscribe", "friendlink",
        "friendlinks", "links", "sitemap", "popup", "modal", "cookie", "topbar", "toplink", "logo",
    )
)  # fmt: skip
"""Words of class and id that mark what surrounds an article, as page authors in China use them."""

HIDDEN_STYLE = re.compile(r"(?i)display\s*:\s*none|visibility\s*:\s*hidden")
NAME_PARTS = re.compile(r"[A-Za-z]+")
WORD_PARTS = re.compile(r"[A-Z]?[a-z]+|[A-Z]+")
VISIBLE = re.compile(r"[^\s\u00a0\u200b\ufeff]")


@dataclass(eq=False, slots=True)
class Node:
    """An element that is a block or a link; `is_auxiliary` counts for all that is in it."""

    tag: str
    parent: Node | None
    depth: int
    is_auxiliary: bool = False


class Run(NamedTuple):
    """A piece of the source that is a block's text, entities still in it; an empty one is a line break."""

    start: int
    end: int
    is_linked: bool = False


@dataclass(slots=True)
class Block:
    """A run of visible text between two boundaries of blocks.

    Attributes:
        node: the innermost block element around it.
        runs: its pieces in order; the first and the last are not empty.
        text: what it shows, without white space at its ends; lines are joined by a newline.
        linked: how many of its visible characters stand in links.
        is_marked: it stands between a publishing system's own marks of an article's text.
    """

    node: Node
    runs: list[Run] = field(default_factory=list)
    text: str = ""
    linked: int = 0
    is_marked: bool = False

    @property
    def start(self) -> int:
        """Where it starts in the source."""
        return self.runs[0].start

    @property
    def end(self) -> int:
        """Where it ends in the source."""
        return self.runs[-1].end

    @property
    def visible(self) -> int:
        """Visible characters."""
        return len("".join(self.text.split()))

    @property
    def link_share(self) -> float:
        """Share of its visible characters that stand in links."""
        return self.linked / (self.visible or 1)


CONTENT_MARKS = (
    ("<!--enpcontent-->", "<!--/enpcontent-->"),
    ("<!--repaste.body.begin-->", "<!--repaste.body.end-->"),
)
"""Comments between which widespread publishing systems of Chinese newspapers put an article's text."""


def blocks_of(source: str) -> list[Block]:
    """The page's blocks that show something, in order."""
    builder = _Builder(source)
    for token in tokens(source):
        builder.add(token)
    builder.break_block()
    return builder.blocks


class _Builder:
    """Goes through the tokens with a stack of open elements, cutting text into blocks."""

    def __init__(self, source: str) -> None:
        self._source = source
        self._stack = [Node("", None, 0)]
        self._open: Counter[str] = Counter()
        self._current: list[Run] = []
        self._linked = 0
        self._is_marked = False
        self.blocks: list[Block] = []

    def add(self, token: Token) -> None:
        if token.kind == TEXT:
            self._add_text(token)
        elif token.kind == START:
            self._open_element(token)
        elif token.kind == END:
            self._close_element(token.name)
        elif token.kind == COMMENT:
            self._see_comment(token)

    def _add_text(self, token: Token) -> None:
        if any(self._open[name] for name in INVISIBLE if self._open[name]) or self._open["title"]:
            return
        self._current.append(Run(token.start, token.end, bool(self._open["a"])))
        if self._open["a"]:
            self._linked += _visible_count(shown(self._source[token.start : token.end]))

    def _see_comment(self, token: Token) -> None:
        comment = self._source[token.start : min(token.end, token.start + 64)].lower()
        for start, end in CONTENT_MARKS:
            if comment in (start, end):
                self.break_block()
                self._is_marked = comment == start

    def _open_element(self, token: Token) -> None:
        name = token.name
        if name == "br":
            self._current.append(Run(token.end, token.end))
            return
        if name in VOID_ELEMENTS:
            if name == "hr":
                self.break_block()
            return
        if self._source[token.end - 2 : token.end] == "/>" and name not in BLOCK_ELEMENTS:
            return
        while len(self._stack) > 1 and name in CLOSED_BY_START.get(self._stack[-1].tag, ()):
            self._pop()
        if name in BLOCK_ELEMENTS:
            self.break_block()
        top = self._stack[-1]
        is_auxiliary = top.is_auxiliary or name in AUXILIARY_ELEMENTS or self._is_auxiliary(token)
        self._stack.append(Node(name, top, top.depth + 1, is_auxiliary))
        self._open[name] += 1

    def _is_auxiliary(self, token: Token) -> bool:
        if (
            token.name not in BLOCK_ELEMENTS
            or token.end - token.start == len(token.name) + 2
            or token.name in ("body", "html")
        ):
            return False
        got = attributes(self._source, token)
        if "hidden" in got or HIDDEN_STYLE.search(got.get("style", "")):
            return True
        return any(word in AUXILIARY_NAMES for word in _words(got.get("class", "") + " " + got.get("id", "")))

    def _close_element(self, name: str) -> None:
        if name in BLOCK_ELEMENTS:
            self.break_block()
        if not self._open[name] or (name in ("b", "i", "span", "font", "a") and self._blocks_above(name)):
            return
        while self._stack[-1].tag != name:
            self._pop()
        self._pop()

    def _blocks_above(self, name: str) -> bool:
        """Whether an inline element's end tag would close a block: then it is a stray one."""
        for node in reversed(self._stack):
            if node.tag == name:
                return False
            if node.tag in BLOCK_ELEMENTS:
                return True
        return False

    def _pop(self) -> None:
        self._open[self._stack.pop().tag] -= 1

    def break_block(self) -> None:
        """End the block at hand."""
        runs, self._current = self._current, []
        linked, self._linked = self._linked, 0
        text = "".join("\n" if start == end else shown(self._source[start:end]) for start, end, _ in runs)
        if not VISIBLE.search(text):
            return
        node = next(n for n in reversed(self._stack) if n.tag in BLOCK_ELEMENTS or n.parent is None)
        while runs[0].start == runs[0].end:
            runs.pop(0)
        while runs[-1].start == runs[-1].end:
            runs.pop()
        self.blocks.append(Block(node, runs, text.strip(), linked, self._is_marked))


def shown(piece: str) -> str:
    """What a piece of source text shows: entities replaced, white space still as in the source.

    >>> shown("A&amp;B&nbsp;C")
    'A&B\\xa0C'
    """
    return ENTITY.sub(lambda m: unescaped(m[0]), piece) if "&" in piece else piece


def _visible_count(text: str) -> int:
    return len("".join(text.split()))


def _words(names: str) -> Iterator[str]:
    """The words of class and id names, whole and by their parts.

    >>> sorted(set(_words("leftNav share_box")))
    ['box', 'left', 'leftnav', 'nav', 'share']
    """
    for part in NAME_PARTS.findall(names):
        yield part.lower()
        for word in WORD_PARTS.findall(part):
            yield word.lower()
