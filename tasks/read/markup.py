"""HTML as tokens that know where they stand in the source; forgiving, and linear on any input.

Parsers in libraries give no offsets, or only lines. What stands here is the small part of the HTML
standard's tokenizer that decides what is text, with two departures for damaged pages: a quote that is
never closed does not swallow the text after its tag, and a tag without ">" ends at the next "<".
"""

from __future__ import annotations

import html
import re
from collections.abc import Iterator
from typing import NamedTuple

TEXT, START, END, COMMENT = "text", "start", "end", "comment"

MARKUP = re.compile(r"<(?:(?P<comment>!--)|[!?]|(?P<slash>/)?(?P<name>[A-Za-z][^\s/<>\x00]{0,63}+))")

QUOTED_CHARACTERS = 4096
"""Longest quoted attribute value that may hold ">"; a longer one, such as an image in a data URL, holds none."""

TAG_REST = re.compile(
    rf"""(?x) (?: [^<>"']++
               | "[^"]{{0,{QUOTED_CHARACTERS}}}+" (?= \s | /?> )
               | '[^']{{0,{QUOTED_CHARACTERS}}}+' (?= \s | /?> )
               | ["'] )*+ >?"""
)

ATTRIBUTE = re.compile(r"""([^\s=/"'<>]++)(?>\s*+=\s*+("[^"]*+"|'[^']*+'|[^\s"'<>]++)?)?""")

RAW_ELEMENTS = frozenset(
    ("script", "style", "iframe", "xmp", "noembed", "svg", "math", "template", "title", "textarea")
)
"""Elements whose content is no markup, or none that holds text of the page."""

ENTITY = re.compile(
    r"&(?:#[0-9]{1,8};?|#[xX][0-9a-fA-F]{1,6};?|[A-Za-z][A-Za-z0-9]{1,31};|(?:nbsp|lt|gt|amp|quot)(?![A-Za-z0-9]))"
)


class Token(NamedTuple):
    """A piece of the source: `start` to `end`, half-open; the tokens of a page cover it."""

    kind: str
    name: str
    start: int
    end: int


def tokens(source: str) -> Iterator[Token]:
    """The page's tokens; for a raw element its start tag, its content as text, its end tag.

    >>> [(t.kind, t.name, "<p>a<b"[t.start : t.end]) for t in tokens("<p>a<b")]
    [('start', 'p', '<p>'), ('text', '', 'a'), ('start', 'b', '<b')]
    >>> [t.kind for t in tokens("1 < 2")]
    ['text']
    """
    done = at = 0
    ends = _EndFinder(source)
    while match := MARKUP.search(source, at):
        token = _token(source, match, ends)
        if token.end <= match.start():
            at = match.end()
            continue
        if done < match.start():
            yield Token(TEXT, "", done, match.start())
        yield token
        done = at = token.end
        if token.kind == START and token.name in RAW_ELEMENTS and source[token.end - 2 : token.end] != "/>":
            stop = ends.end_of_element(token.name, token.end)
            if stop > done:
                yield Token(TEXT, "", done, stop)
            done = at = stop
    if done < len(source):
        yield Token(TEXT, "", done, len(source))


def attributes(source: str, token: Token) -> dict[str, str]:
    """The attributes of a start tag, names in lower case, entities replaced; the first of a name counts.

    >>> attributes('<a HREF="x?a=1&amp;b" hidden>', Token(START, "a", 0, 29))
    {'href': 'x?a=1&b', 'hidden': ''}
    """
    found: dict[str, str] = {}
    for match in ATTRIBUTE.finditer(source, token.start + 1 + len(token.name), token.end):
        value = match[2] or ""
        found.setdefault(match[1].lower(), html.unescape(value[1:-1] if value[:1] in ('"', "'") else value))
    return found


def unescaped(entity: str) -> str:
    """The character that an entity stands for; a line break becomes a space, as in any HTML text.

    >>> unescaped("&ldquo;"), unescaped("&#10;"), unescaped("&#xD800;"), unescaped("&nosuch;")
    ('“', ' ', '\ufffd', '&nosuch;')
    """
    text = html.unescape(entity if entity.endswith(";") else entity + ";")
    return " " if text in ("\n", "\r", "\t", "\f") else text


class _EndFinder:
    """Finds what closes something, remembering what does not occur any more, so that no search is done twice in vain."""

    def __init__(self, source: str) -> None:
        self._source = source
        self._absent: set[str] = set()

    def end_of_comment(self, start: int) -> int:
        """Behind "-->"; a comment that is never closed ends at the next ">", lest it swallow the page."""
        return self._after("-->", start) or self._after(">", start) or len(self._source)

    def end_of_element(self, name: str, start: int) -> int:
        """Where the end tag of a raw element starts; the end of the page without one, except for a title."""
        if name not in self._absent:
            match = re.compile(f"</{name}(?![A-Za-z0-9])", re.IGNORECASE).search(self._source, start)
            if match:
                return match.start()
            self._absent.add(name)
        return start if name in ("title", "textarea", "template", "svg", "math") else len(self._source)

    def after_tag(self, start: int) -> int:
        """Behind the ">" of a declaration, or the end of the page."""
        return self._after(">", start) or len(self._source)

    def _after(self, mark: str, start: int) -> int | None:
        if mark in self._absent:
            return None
        found = self._source.find(mark, start)
        if found < 0:
            self._absent.add(mark)
            return None
        return found + len(mark)


def _token(source: str, match: re.Match[str], ends: _EndFinder) -> Token:
    """The token that starts at `match`; an empty one if it is text after all."""
    start = match.start()
    if match["comment"]:
        return Token(COMMENT, "", start, ends.end_of_comment(match.end() - 2))
    if match["name"] is None:
        return Token(COMMENT, "", start, ends.after_tag(start))
    rest = TAG_REST.match(source, match.end())
    end = rest.end() if rest else match.end()
    name = match["name"].lower()
    if source[end - 1] != ">" and name not in KNOWN_ELEMENTS:
        return Token(TEXT, "", start, start)
    return Token(END if match["slash"] else START, name, start, end)


BLOCK_ELEMENTS = frozenset(
    (
        "address", "article", "aside", "blockquote", "body", "caption", "center", "dd", "details", "dialog", "dir",
        "div", "dl", "dt", "fieldset", "figcaption", "figure", "footer", "form", "frameset", "h1", "h2", "h3", "h4",
        "h5", "h6", "head", "header", "hr", "html", "legend", "li", "listing", "main", "menu", "nav", "noframes",
        "noscript", "ol", "optgroup", "option", "p", "plaintext", "pre", "search", "section", "select", "summary",
        "table", "tbody", "td", "tfoot", "th", "thead", "title", "tr", "ul",
    )
)  # fmt: skip
"""Elements that start and end a block of text, as browsers' default style sheets show them."""

VOID_ELEMENTS = frozenset(
    (
        "area",
        "base",
        "br",
        "col",
        "embed",
        "frame",
        "hr",
        "img",
        "input",
        "link",
        "meta",
        "param",
        "source",
        "track",
        "wbr",
    )
)

INLINE_ELEMENTS = frozenset(
    ("a", "abbr", "b", "big", "code", "del", "em", "font", "i", "ins", "mark", "rb", "rp", "rt", "rtc", "ruby", "s",
     "small", "span", "strike", "strong", "sub", "sup", "time", "tt", "u", "var")
)  # fmt: skip

KNOWN_ELEMENTS = BLOCK_ELEMENTS | VOID_ELEMENTS | INLINE_ELEMENTS | RAW_ELEMENTS
