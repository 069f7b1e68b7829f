"""The script of the page."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from schemas.document import Edit
from tasks.lang.script import conversion_edits, is_in_gb2312, script_of


def convert_script(text: str) -> Iterator[Edit]:
    """Write traditional characters as simplified ones, as opencc-python-reimplemented's t2s does.

    A traditional or mixed page is converted whole. On a simplified page only paragraphs with a
    character outside GB 2312 are, a masthead with 報 or a passage quoted in the old script: what t2s
    would change elsewhere (於 of the surname, 藉 of the river, 徵 of the scale) is right as it stands.

    >>> [edit.after for edit in convert_script("新聞報導")]
    ['闻报导']
    >>> list(convert_script("於是写下徵字，报道全文"))
    []
    """
    edits = list(conversion_edits(text))
    if edits and script_of(text) == "simplified":
        yield from _in_old_script(text, edits)
    else:
        yield from edits


def _in_old_script(text: str, edits: Iterable[Edit]) -> Iterator[Edit]:
    """The edits of those paragraphs in which one changes a character that simplified text has not."""
    for paragraph in _by_paragraph(text, edits):
        if any(not is_in_gb2312(char) for edit in paragraph for char in text[edit.start : edit.end]):
            yield from paragraph


def _by_paragraph(text: str, edits: Iterable[Edit]) -> Iterator[list[Edit]]:
    """Edits in order, those of one paragraph together."""
    paragraph: list[Edit] = []
    end = -1
    for edit in edits:
        if edit.start > end:
            if paragraph:
                yield paragraph
            paragraph, end = [], text.find("\n", edit.start)
            end = len(text) if end < 0 else end
        paragraph.append(edit)
    if paragraph:
        yield paragraph
