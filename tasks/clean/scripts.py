"""The script of the page."""

from __future__ import annotations

from collections.abc import Iterator

from schemas.document import Edit
from tasks.lang.script import conversion_edits, is_in_gb2312, script_of


def convert_script(text: str) -> Iterator[Edit]:
    """Write traditional characters as simplified ones, as opencc-python-reimplemented's t2s does.

    A traditional or mixed page is converted whole. On a simplified page only characters outside
    GB 2312 are, a masthead in calligraphy's 報 or a shop's 麵: the others that t2s knows (乾 of 乾坤,
    於 of the surname, 瞭 of 瞭望) are right there as they stand.

    >>> [edit.after for edit in convert_script("新聞報導")]
    ['闻报导']
    >>> list(convert_script("於是写下乾字，报道全文"))
    []
    """
    edits = list(conversion_edits(text))
    if edits and script_of(text) != "simplified":
        yield from edits
        return
    for edit in edits:
        for at, after in zip(range(edit.start, edit.end), edit.after, strict=False):
            if not is_in_gb2312(text[at]):
                yield Edit(at, at + 1, after)
