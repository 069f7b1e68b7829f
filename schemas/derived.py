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


@dataclass(frozen=True, slots=True)
class LexiconTerm:
    """A row of `lexicon`: a slogan (提法) or new word of the whole corpus, one row a way of writing it."""

    term: Annotated[str, "as printed, without quotation marks"]
    canonical: Annotated[
        str, "the form under which it counts: the register's, its commonest writing, or the formula that it holds"
    ]
    pattern: Annotated[
        str,
        "quoted, numbered (also in quotation marks), register (known to the register of policy formulas alone) or discovered (a new word)",
    ]
    is_matched: Annotated[bool, "whether it is looked for outside quotation marks too"]
    occurrences: Annotated[
        int, "quotations of it; of a term of the register alone, occurrences; of a new word, those in bodies"
    ]
    articles: Annotated[int, "articles with such an occurrence"]
    score: Annotated[
        float,
        "log-odds by form, context and articles; of a new word, association and entropy added up; 0 for register alone",
    ]
    from_year: Annotated[int | None, "year in which it became the national formula, if the register knows it"]


@dataclass(frozen=True, slots=True)
class Slogan:
    """A row of `slogans`: a slogan or new word in an article."""

    article_id: Annotated[str, "the article"]
    source_id: Annotated[str, "its source"]
    field: Annotated[str, "the field it stands in: kicker, headline, deck or body"]
    text: Annotated[str, "as it stands in the field, without quotation marks"]
    canonical: Annotated[str, "the form under which it counts, as in lexicon"]
    pattern: Annotated[
        str,
        "quoted (in quotation marks here), numbered, lexicon (in quotation marks elsewhere, or known) or discovered",
    ]
    char_start: Annotated[int, "start in the field"]
    char_end: Annotated[int, "end in the field, half-open"]


@dataclass(frozen=True, slots=True)
class Keyword:
    """A row of `keywords`."""

    article_id: Annotated[str, "the article"]
    source_id: Annotated[str, "its source"]
    rank: Annotated[int, "from 1"]
    term: Annotated[str, "a slogan or new word as in lexicon.canonical, or a word of the body"]
    weight: Annotated[float, "occurrences x inverse document frequency in the corpus x the term's kind"]
