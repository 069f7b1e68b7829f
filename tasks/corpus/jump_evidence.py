"""What speaks for and against two parts of one issue being one story, in log-odds.

The kinds of evidence are taken as independent and added. A weight is the natural logarithm of how
much more often the sign is seen on two parts of a story than on parts of two stories; those of
words and of the seam were measured on 304 articles of ../shared/data/pages cut in two at random
(tests/eval/jumps_scores.py measures the whole), the others are estimates on the safe side.
"""

from __future__ import annotations

import datetime
import math
from collections.abc import Mapping, Sequence, Set
from operator import add
from typing import NamedTuple

BOTH_MARKS = 3.5
"""下转 and 上接 name each other's page. Not more, as several stories may jump between the same two pages."""

ONE_MARK = -3.0
"""One of the two has lost its mark, or never had one: most articles on the other page are other stories."""

UNNUMBERED = -1.5
"""One of the pages has no number, so that a mark cannot be held against it."""

OTHER_PAGE = -4.0
"""A mark names another page: misread or misprinted, if it is the same story all the same."""

SAME_TITLE, CUT_TITLE, ECHOED_TITLE, OTHER_TITLE = 6.0, 4.0, 1.5, -2.0
"""The continuation's title repeats the first part's, shortens it, echoes it, or is made of other characters."""

NO_TITLE = 1.5
"""An article without a title, where it has no mark either: most that are no continuation have one."""

SAME_AUTHORS, OTHER_AUTHORS = 4.0, -1.5
"""Both parts name reporters: one of them stands in both, or none does."""

OWN_START = -5.0
"""The second part has a dateline, or stands in a column of its own, and no mark: it begins there."""

OWN_START_MARKED = -1.5
"""The same with a mark: the splitter may have given it another story's line."""

CUT_SENTENCE, WHOLE_SENTENCE = 3.0, -3.0
"""The second part begins with a mark that never begins a sentence, and the first ends in no stop, or in one."""

CUT_UNMARKED, WHOLE_UNMARKED = 1.5, -0.5
"""The first part has no mark, but ends in mid-sentence; or it has none and ends as articles end."""

SEAM, NO_SEAM = 2.7, -0.4
"""A sentence is cut: the characters on both sides of the cut stand side by side elsewhere in the two, or don't."""

OTHER_KIND = -3.0
"""The second part is a photo story, a notice or a brief."""

WORDS_EVEN, WORDS_SLOPE, WORDS_LEAST, WORDS_MOST = 0.05, 3.0, -3.0, 4.0
"""Similarity of bodies that speaks neither way; log-odds for each e-fold of it; bounds."""

WORDS_FULL = 80
"""Pairs of characters from which on a body's similarity counts in full."""

HOPELESS = -3.0
"""Log-odds without the bodies' words below which those could not make a link."""

STOPS = frozenset("。！？!?…")
"""Characters that end a sentence."""

SENTENCE_END = STOPS | frozenset("”’）)》；;：:")
"""Characters after which a part may end without a sentence being cut."""

NEVER_FIRST = frozenset("，、。；：？！）》”’,;:?!")
"""Marks that begin no sentence."""

STORIES = frozenset(("news", "comment", "other"))
"""Kinds of article that go on on another page."""

CUT_SHARE, ECHO_SHARE = 0.5, 0.6
"""Share of a title's pairs of characters that the other's title, or title and body, have."""

MIN_TITLE = 4
"""Letters of a title from which on the same characters mean the same title."""


COPY_CHARS = 24
"""Characters at a body's beginning by which two dumps of one page are known for the same article."""


class Part(NamedTuple):
    """An article as the linking of jumps sees it; the columns are those of warehouse/inputs/jumps.sql.

    Attributes:
        issue: what says which issue it belongs to, also where its newspaper or date is unknown.
        title: kicker, headline and deck; "" if there is none.
        has_own_start: it has a dateline or a column's name.
        opening, ending: the body's first and last characters, 400 at most.
    """

    issue: str
    article_id: str
    page_id: str
    newspaper: str | None
    published_on: datetime.date | None
    page_no: int | None
    jump_to_page: int | None
    jump_from_page: int | None
    kind: str
    title: str
    has_own_start: bool
    authors: Sequence[str]
    opening: str
    ending: str

    @property
    def copy_key(self) -> tuple[int | None, str]:
        """The same for the same article in two dumps of its page."""
        return self.page_no, self.opening[:COPY_CHARS]


class Title(NamedTuple):
    """A title's letters, and those that stand side by side."""

    letters: str
    pairs: frozenset[str]


Evidence = dict[str, float]
"""Log-odds by kind of evidence: marks, start, authors, headline, sentence, words."""


def title_of(part: Part) -> Title:
    """The title as it is held against others."""
    letters = "".join(filter(str.isalnum, part.title))
    return Title(letters, pairs_of(letters))


def pairs_of(text: str) -> frozenset[str]:
    """Every two characters that stand side by side.

    >>> sorted(pairs_of("新桥通车"))
    ['新桥', '桥通', '通车']
    """
    return frozenset(map(add, text, text[1:]))


def of_marks(first: Part, second: Part) -> float | None:
    """What the jump marks say; None if the two are no candidates.

    A mark that is there has to name the other's page, or that page's number be unknown. With both
    marks there, one may be misread.
    """
    onward, back = first.jump_to_page, second.jump_from_page
    if first.page_id == second.page_id or (onward is None and back is None):
        return None
    if first.page_no is not None and first.page_no == second.page_no:
        return None
    fits = [_fit(mark, page) for mark, page in ((onward, second.page_no), (back, first.page_no)) if mark is not None]
    if len(fits) == 1:
        return ONE_MARK if fits[0] == 0 else None
    return None if fits == [OTHER_PAGE, OTHER_PAGE] else BOTH_MARKS + sum(fits)


def _fit(mark: int, page_no: int | None) -> float:
    if page_no is None:
        return UNNUMBERED
    return 0.0 if mark == page_no else OTHER_PAGE


def of_form(marks: float, first: Part, second: Part, one: Title, other: Title) -> Evidence:
    """What authors, kind, beginning, titles and the cut say, beside the marks."""
    is_marked = second.jump_from_page is not None
    evidence = {
        "marks": marks,
        "start": _of_start(second, is_marked),
        "authors": _of_authors(first.authors, second.authors),
        "headline": _of_titles(one, other, is_marked),
        "sentence": _of_cut(first, second),
    }
    if evidence["headline"] == OTHER_TITLE and sum(evidence.values()) - OTHER_TITLE + ECHOED_TITLE > HOPELESS:
        evidence["headline"] = _of_echo(first, one, other)
    return evidence


def _of_start(second: Part, is_marked: bool) -> float:
    own = (OWN_START_MARKED if is_marked else OWN_START) if second.has_own_start else 0.0
    return own if second.kind in STORIES else own + OTHER_KIND


def _of_authors(one: Sequence[str], other: Sequence[str]) -> float:
    if not one or not other:
        return 0.0
    return OTHER_AUTHORS if set(one).isdisjoint(other) else SAME_AUTHORS


def _of_titles(one: Title, other: Title, is_marked: bool) -> float:
    if not other.letters:
        return 0.0 if is_marked else NO_TITLE
    shorter, longer = sorted((one.letters, other.letters), key=len)
    if one.letters == other.letters or (len(shorter) >= MIN_TITLE and shorter in longer):
        return SAME_TITLE
    if len(other.letters) < MIN_TITLE:
        return 0.0
    return CUT_TITLE if len(other.pairs & one.pairs) >= CUT_SHARE * len(other.pairs) else OTHER_TITLE


def _of_echo(first: Part, one: Title, other: Title) -> float:
    """Whether a title that is not the first's is made of words of the first's title and body."""
    strange = other.pairs - one.pairs
    unheard = sum(pair not in first.opening and pair not in first.ending for pair in strange)
    return ECHOED_TITLE if unheard <= (1 - ECHO_SHARE) * len(other.pairs) else OTHER_TITLE


def _of_cut(first: Part, second: Part) -> float:
    """Whether the first ends in mid-sentence, and whether the second goes on there."""
    is_cut = first.ending[-1:] not in SENTENCE_END
    unmarked = 0.0 if first.jump_to_page is not None else CUT_UNMARKED if is_cut else WHOLE_UNMARKED
    if second.opening[:1] in NEVER_FIRST:
        return unmarked + (WHOLE_SENTENCE if first.ending[-1:] in STOPS else CUT_SENTENCE)
    seam = first.ending[-1:] + second.opening[:1]
    if not is_cut or len(seam) < 2 or not seam.isalpha():
        return unmarked
    bodies = (first.ending, second.opening, first.opening, second.ending)
    return unmarked + (SEAM if any(seam in body for body in bodies) else NO_SEAM)


def of_words(here: Set[str], there: Set[str], held_by: Mapping[str, int]) -> float:
    """What the bodies' words say, by pairs of characters at the end of one and the beginning of the other.

    Args:
        held_by: for each pair that two bodies share, how many of the bodies compared have it; it
            counts the less the more do.
    """
    if not here or not there:
        return 0.0
    shared = sum(1 / max(1, held_by[pair] - 1) for pair in here & there)
    alike = shared / math.sqrt(len(here) * len(there))
    log_odds = WORDS_SLOPE * math.log(max(alike, 1e-6) / WORDS_EVEN)
    enough = min(1.0, min(len(here), len(there)) / WORDS_FULL)
    return enough * min(WORDS_MOST, max(WORDS_LEAST, log_odds))
