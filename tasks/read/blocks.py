"""An HTML page as blocks of visible text, each with its place in the source and in the tree of elements."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from enum import IntEnum
from typing import NamedTuple

from tasks.read.markup import (
    BLOCK_ELEMENTS,
    COMMENT,
    END,
    ENTITY,
    INLINE_ELEMENTS,
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
    ("title", "script", "style", "template", "svg", "math", "iframe", "xmp", "noembed", "datalist", "rt", "rp", "rtc")
)
"""Elements whose text is not shown in the page: its title, code, pictures, readings."""

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

HIDDEN_STYLE = re.compile(r"(?i)display\s*:\s*none")
NAME_PARTS = re.compile(r"[A-Za-z]+")
WORD_PARTS = re.compile(r"[A-Z]?[a-z]+|[A-Z]+")
VISIBLE = re.compile(r"[^\s\u00a0\u200b\ufeff]")


class Role(IntEnum):
    """What an element's tag and names say about all that is in it; a tag weighs more than a name."""

    PLAIN = 0
    AUXILIARY_BY_NAME = 1
    AUXILIARY_BY_TAG = 2


@dataclass(eq=False, slots=True)
class Node:
    """An open element; `block` is the innermost block element that it is or stands in."""

    tag: str
    parent: Node | None
    block: Node
    role: Role = Role.PLAIN

    @staticmethod
    def root() -> Node:
        """The node above all elements."""
        node = Node.__new__(Node)
        node.tag, node.parent, node.block, node.role = "", None, node, Role.PLAIN
        return node


class Run(NamedTuple):
    """A piece of the source that is text, entities still in it."""

    start: int
    end: int
    is_linked: bool = False


@dataclass(frozen=True, slots=True)
class Block:
    """A line of visible text: what stands between two boundaries of blocks or line breaks.

    Attributes:
        node: the innermost block element around it.
        runs: its pieces, in order.
        text: what it shows, without white space at its ends.
        breaks: line breaks (<br>) between it and the line before it in the same run of text; 0 for the first line.
        linked: how many of its visible characters stand in links.
        is_marked: it stands between a publishing system's own marks of an article's text.
    """

    node: Node
    runs: tuple[Run, ...]
    text: str
    breaks: int = 0
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
        self._stack = [Node.root()]
        self._places: defaultdict[str, list[int]] = defaultdict(list)
        self._block_places = [0]
        self._invisible = self._breaks = self._linked = 0
        self._is_marked = self._is_continued = False
        self._current: list[Run] = []
        self.blocks: list[Block] = []

    def add(self, token: Token) -> None:
        """Take the next token."""
        if token.kind == TEXT:
            self._add_text(token)
        elif token.kind == START:
            self._open_element(token)
        elif token.kind == END:
            self._close_element(token.name)
        elif token.kind == COMMENT:
            self._see_comment(token)

    def _add_text(self, token: Token) -> None:
        if self._invisible:
            return
        is_linked = bool(self._places["a"])
        self._current.append(Run(token.start, token.end, is_linked))
        if is_linked:
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
            self._break_line()
        elif name == "hr":
            self.break_block()
        if name in VOID_ELEMENTS or (name not in BLOCK_ELEMENTS and self._source[token.end - 2 : token.end] == "/>"):
            return
        if name in BLOCK_ELEMENTS:
            self.break_block()
        while name in CLOSED_BY_START.get(self._stack[-1].tag, ()):
            self._pop()
        self._push(token)

    def _push(self, token: Token) -> None:
        above, name = self._stack[-1], token.name
        node = Node(name, above, above.block, max(above.role, self._role(token)))
        if name in BLOCK_ELEMENTS:
            node.block = node
            self._block_places.append(len(self._stack))
        self._places[name].append(len(self._stack))
        self._invisible += name in INVISIBLE
        self._stack.append(node)

    def _role(self, token: Token) -> Role:
        if token.name in AUXILIARY_ELEMENTS:
            return Role.AUXILIARY_BY_TAG
        is_bare = token.end - token.start == len(token.name) + 2
        if is_bare or token.name not in BLOCK_ELEMENTS or token.name in ("body", "html"):
            return Role.PLAIN
        got = attributes(self._source, token)
        if "hidden" in got or HIDDEN_STYLE.search(got.get("style", "")):
            return Role.AUXILIARY_BY_NAME
        names = got.get("class", "") + " " + got.get("id", "")
        return Role.AUXILIARY_BY_NAME if any(word in AUXILIARY_NAMES for word in _words(names)) else Role.PLAIN

    def _close_element(self, name: str) -> None:
        """Close the innermost element of that name and all in it; a stray end tag closes nothing, but parts blocks."""
        if name in BLOCK_ELEMENTS:
            self.break_block()
        elif name == "br":
            self._break_line()
        places = self._places[name]
        if not places or (name in INLINE_ELEMENTS and places[-1] < self._block_places[-1]):
            return
        place = places[-1]
        while len(self._stack) > place:
            self._pop()

    def _pop(self) -> None:
        node = self._stack.pop()
        self._places[node.tag].pop()
        self._invisible -= node.tag in INVISIBLE
        if node.block is node:
            self._block_places.pop()

    def break_block(self) -> None:
        """End the block at hand."""
        self._end_line()
        self._is_continued, self._breaks = False, 0

    def _break_line(self) -> None:
        self._end_line()
        self._breaks += 1

    def _end_line(self) -> None:
        runs, self._current = tuple(self._current), []
        linked, self._linked = self._linked, 0
        text = "".join(shown(self._source[run.start : run.end]) for run in runs)
        if not VISIBLE.search(text):
            return
        breaks = self._breaks if self._is_continued else 0
        self._is_continued, self._breaks = True, 0
        self.blocks.append(Block(self._stack[-1].block, runs, text.strip(), breaks, linked, self._is_marked))


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
