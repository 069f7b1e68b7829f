"""Which blocks trafilatura takes for the article, found again in the source."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator, Sequence
from itertools import accumulate

import trafilatura
from lxml import etree, html
from trafilatura.settings import Document

from tasks.read.blocks import Block

LARGEST_PAGE = 4 * 2**20
"""Characters beyond which the extractor is not asked: its time and memory grow faster than the page."""

NEAR = 400
"""Visible characters ahead within which a short piece is looked for; it may occur anywhere."""

SHORT = 8
"""Visible characters below which a piece may occur anywhere, so that it is looked for only nearby."""

MOST_MISSES = 200
"""Pieces not found in order that are searched from the start again: each such search goes through the whole page."""

READINGS = ("rt", "rp", "rtc")
NOT_IN_XML = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]")
PIECES = ("p", "head", "item", "cell", "quote", "code", "fw", "div")


def chosen_blocks(source: str, blocks: Sequence[Block]) -> set[int]:
    """Indexes of the blocks that trafilatura takes for the page's main text; empty if it finds none.

    The encoding is decided already: what the page says about it is not heard. The extractor gives
    text without places, so each of its pieces is searched in the blocks' visible characters, in order.
    """
    if len(source) > LARGEST_PAGE or not blocks:
        return set()
    visible = ["".join(block.text.split()) for block in blocks]
    starts = [0, *accumulate(len(text) for text in visible)]
    found = _Finder("".join(visible)).find_all(_pieces(source))
    covered = [0] * len(blocks)
    for start, end in found:
        index = bisect_right(starts, start) - 1
        while index < len(blocks) and starts[index] < end:
            covered[index] += min(end, starts[index + 1]) - max(start, starts[index])
            index += 1
    return {i for i, count in enumerate(covered) if count * 2 > len(visible[i])}


class _Finder:
    """Finds pieces of a text one after the other, each behind the last where it can."""

    def __init__(self, text: str) -> None:
        self._text = text
        self._at = self._misses = 0

    def find_all(self, pieces: Iterator[str]) -> Iterator[tuple[int, int]]:
        """Start and end of each piece that is found."""
        for piece in pieces:
            start = self._find(piece)
            if start >= 0:
                self._at = start + len(piece)
                yield start, self._at

    def _find(self, piece: str) -> int:
        if len(piece) < SHORT:
            return self._text.find(piece, self._at, self._at + NEAR)
        if self._misses > MOST_MISSES:
            return self._text.find(piece, self._at, self._at + NEAR + len(piece))
        start = self._text.find(piece, self._at)
        self._misses += start < 0
        return start if start >= 0 else self._text.find(piece)


def _pieces(source: str) -> Iterator[str]:
    """What the extractor chose, in pieces without white space."""
    body = _extracted(source)
    if body is None:
        return
    for element in body.iter(*PIECES):
        if element.getparent() is not None and element.getparent().tag in PIECES:
            continue
        for text in element.itertext():
            piece = "".join(text.split())
            if piece:
                yield piece
    for tail in (element.tail for element in body.iter() if element.tail):
        piece = "".join(tail.split())
        if piece:
            yield piece


def _extracted(source: str) -> etree._Element | None:
    """trafilatura's answer, or None: on markup beyond repair it or lxml may raise nearly anything,
    and the caller's own choice of blocks is the answer then.
    """
    try:
        parser = html.HTMLParser(encoding="utf-8", remove_comments=True)
        tree = html.document_fromstring(NOT_IN_XML.sub(" ", source).encode("utf-8", "replace"), parser=parser)
        etree.strip_elements(tree, *READINGS, with_tail=False)
        document = trafilatura.bare_extraction(tree, include_comments=False, include_tables=True, favor_recall=True)
    except Exception:
        return None
    return document.body if isinstance(document, Document) else None
