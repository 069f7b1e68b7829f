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


@dataclass(frozen=True, slots=True)
class Reprint:
    """A row of `reprints`: a story that has copies, in whichever newspaper and on whichever day."""

    cluster_id: Annotated[str, "article_id of the earliest copy; the same for all copies of a text"]
    article_id: Annotated[str, "the story, as in stories; of one that jumps, its first part"]
    similarity: Annotated[
        float, "0 to 1: letters that it shares with the earliest copy, as a share of both texts' letters"
    ]
    coverage: Annotated[float, "0 to 1: share of its own letters that stand in the earliest copy"]
    kept: Annotated[float, "0 to 1: share of the earliest copy's letters that it has"]
    is_earliest: Annotated[
        bool, "the earliest by date, of several the first by article_id; one without date comes last"
    ]


@dataclass(frozen=True, slots=True)
class ReprintPassage:
    """A row of `reprint_passages`: a passage that a copy lacks, or has of its own, held against the earliest copy."""

    cluster_id: Annotated[str, "as in reprints"]
    copy_id: Annotated[str, "article_id in reprints of the copy that cut or added it"]
    kind: Annotated[str, "cut: the earliest copy has it and this copy does not; added: the reverse"]
    article_id: Annotated[
        str, "where it stands: for cut the earliest copy, for added the copy; of one that jumps, the part"
    ]
    field: Annotated[str, "always body"]
    text: Annotated[str, "the passage, of 8 letters or more"]
    char_start: Annotated[int, "start in the field"]
    char_end: Annotated[int, "end in the field, half-open"]
