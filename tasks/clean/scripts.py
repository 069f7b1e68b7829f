"""The script of the page."""

from __future__ import annotations

from collections.abc import Iterator

from schemas.document import Edit
from tasks.lang.script import conversion_edits, is_in_gb2312, may_change, next_old_character, script_of


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
    if not may_change(text):
        return
    yield from _in_old_script(text) if script_of(text) == "simplified" else conversion_edits(text)


def _in_old_script(text: str) -> Iterator[Edit]:
    """The edits of those paragraphs in which one changes a character that simplified text has not."""
    at = next_old_character(text)
    while at is not None:
        end = text.find("\n", at)
        end = len(text) if end < 0 else end
        edits = list(conversion_edits(text, text.rfind("\n", 0, at) + 1, end))
        if any(not is_in_gb2312(char) for edit in edits for char in text[edit.start : edit.end]):
            yield from edits
        at = next_old_character(text, end)
