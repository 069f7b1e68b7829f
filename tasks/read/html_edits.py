"""The edits that make plain text of the blocks of an HTML page."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from schemas.document import Edit
from tasks.read.blocks import Block, Node, Run
from tasks.read.boilerplate import is_particulars, is_sentence
from tasks.read.html_facts import HEAD_LENGTH, plain_title
from tasks.read.markup import ENTITY, START, TEXT, tokens, unescaped

BLANK_LINE = "\n\n"
WIDE_SPACE = "\N{IDEOGRAPHIC SPACE}"

CELLS = ("td", "th")
CELL_LENGTH = 30
"""Visible characters up to which the cells of a row are put on one line; longer ones hold a layout's columns."""

SPACES = re.compile(r"[ \t\r\n\f]+")
"""White space that HTML shows as one space at most; U+00A0 and U+3000 are no such space."""

ONE_AFTER_THE_OTHER = re.compile(r"</[^<>]*+>\s*+<[A-Za-z]")
"""Where one inline element ends and another starts: in a line of particulars style sheets put a gap there."""

CHANGING = re.compile(rf"{SPACES.pattern}|{ENTITY.pattern}")

WIDE = re.compile(
    r"[\u1100-\u115f\u2014\u2018-\u201d\u2026\u2e80-\ua4cf\uac00-\ud7a3\uf900-\ufaff\ufe30-\ufe4f\uff00-\uff60\U00020000-\U0003ffff]"
)
"""Characters between which a line break in the source stands for nothing, because Chinese has no spaces."""


def reduction_edits(source: str, blocks: Sequence[Block]) -> Iterator[Edit]:
    """Edits after which `source` is the text of `blocks`, which are in order, parted by blank lines."""
    done = 0
    above: Block | None = None
    for block in blocks:
        before = _separator(above, block)
        is_listing = is_particulars(block.text) and not is_sentence(block.text)
        for run in block.runs:
            is_next = run is not block.runs[0] and is_listing and ONE_AFTER_THE_OTHER.search(source, done, run.start)
            yield from _delete(done, run.start, " " if is_next else before)
            yield from _plain(source, run.start, run.end, block.node.tag == "pre")
            done, before = run.end, ""
        above = block
    yield from _delete(done, len(source), "")


def _separator(above: Block | None, block: Block) -> str:
    """What parts a block from the kept one above: nothing, its line breaks, a space in a table's row, a blank line."""
    if above is None:
        return ""
    if block.breaks:
        return "\n" * min(block.breaks, len(BLANK_LINE))
    one, other = above.node, block.node
    is_row = one.tag in CELLS and other.tag in CELLS and one is not other and one.parent is other.parent
    is_short = max(above.visible, block.visible) <= CELL_LENGTH
    return WIDE_SPACE if is_row and is_short else BLANK_LINE


def title_block(source: str) -> Block | None:
    """The page's <title> as a block, without the names of channel and site behind it."""
    is_title = False
    for token in tokens(source[:HEAD_LENGTH]):
        if is_title and token.kind == TEXT:
            text = source[token.start : token.end]
            wanted = plain_title(text)
            start = text.find(wanted) if wanted else -1
            if wanted is None or start < 0:
                return None
            return Block(Node.root(), (Run(token.start + start, token.start + start + len(wanted)),), wanted)
        is_title = token.kind == START and token.name == "title"
    return None


def _delete(start: int, end: int, after: str) -> Iterator[Edit]:
    if start < end or after:
        yield Edit(start, end, after)


def _plain(source: str, start: int, end: int, is_preformatted: bool) -> Iterator[Edit]:
    """Edits within one run of text: entities become characters, white space what HTML shows of it."""
    for match in CHANGING.finditer(source, start, end):
        after = unescaped(match[0]) if match[0][0] == "&" else _space(source, match, is_preformatted)
        if after != match[0]:
            yield Edit(match.start(), match.end(), after)


def _space(source: str, match: re.Match[str], is_preformatted: bool) -> str:
    if is_preformatted:
        return match[0]
    before, after = source[match.start() - 1 : match.start()], source[match.end() : match.end() + 1]
    has_break = "\n" in match[0] or "\r" in match[0]
    if has_break and (before in ("", ">") or after in ("", "<") or (WIDE.match(before) and WIDE.match(after))):
        return ""
    return " "
