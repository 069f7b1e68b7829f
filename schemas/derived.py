"""Derived rows: a pure function of all live source rows, computed anew when those have changed."""

from __future__ import annotations

import datetime
from dataclasses import dataclass
from typing import Annotated


@dataclass(frozen=True, slots=True)
class Jump:
    """A row of `jumps`: an article's part that goes on in another part, on another page of the issue (转版)."""

    from_article_id: Annotated[str, "the part that ends with the jump"]
    to_article_id: Annotated[str, "the part in which it goes on"]
    newspaper: Annotated[str | None, "as in articles, of whichever part says it"]
    published_on: Annotated[datetime.date | None, "as in articles, of whichever part says it"]
    from_page_no: Annotated[int | None, "page of the first of the two"]
    to_page_no: Annotated[int | None, "page of the second"]
    evidence: Annotated[
        tuple[str, ...],
        "what the link rests on: onward (下转), back (上接), start, authors, headline, sentence (cut by the jump), words",
    ]
    confidence: Annotated[float, "0 to 1: how sure it is that the two belong together"]
