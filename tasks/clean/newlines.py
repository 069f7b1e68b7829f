"""Line ends."""

from __future__ import annotations

import re
from collections.abc import Iterator

from schemas.document import Edit

_LINE_ENDS = ("\r", "\v", "\f", "\N{NEXT LINE}", "\N{LINE SEPARATOR}", "\N{PARAGRAPH SEPARATOR}")
_LINE_END = re.compile("\r\n|[" + "".join(_LINE_ENDS) + "]")


def normalize_newlines(text: str) -> Iterator[Edit]:
    r"""Write every line end as one line feed.

    Windows ends lines with CR LF, old Macs with CR, PDF tools with U+2028 or a form feed, mainframe
    exports with U+0085. A line feed stays as it is, and so does the two-character escape ``\n``.

    >>> list(normalize_newlines("一\r\n二"))
    [Edit(start=1, end=3, after='\n', confidence=1.0)]
    >>> list(normalize_newlines("一\n二"))
    []
    """
    if not any(end in text for end in _LINE_ENDS):
        return
    for match in _LINE_END.finditer(text):
        yield Edit(match.start(), match.end(), "\n")
