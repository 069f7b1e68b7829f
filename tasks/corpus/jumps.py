"""Which parts of an issue's pages are one story: jump marks held against everything else that is known.

All pairs that the marks allow are weighed (jump_evidence); the surest becomes a link, its two ends
leave the contest, and what is left is weighed anew: a story that has found its continuation no
longer competes for another's. A part goes on in at most one part and comes from at most one.
"""

from __future__ import annotations

import math
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Sequence
from functools import cache
from itertools import chain, groupby, product
from operator import attrgetter
from typing import NamedTuple

import pyarrow as pa

from schemas.derived import Jump
from tasks.corpus.jump_evidence import HOPELESS, Evidence, Part, of_form, of_marks, of_words, pairs_of, title_of

MIN_CONFIDENCE = 0.8
"""Below it there is no link: a wrong one makes two stories unreadable, a missing one leaves both readable."""

MIN_ODDS = 0.05
"""Odds up to which a pair is left out: it could not become a link, nor cost another one its place."""

MAX_ASSIGNMENTS = 8000
"""Assignments of one contest that are counted out: five stories that jump between the same two pages."""

MAX_MARKED = 300
"""Marked parts of an issue beyond which it is none, but documents without date and newspaper in one source."""

SHOWN = 0.5
"""Log-odds from which on a kind of evidence is named in the row."""


class Pair(NamedTuple):
    """Two parts that may belong together.

    Attributes:
        first, second: their places among the issue's parts.
        evidence: what speaks for it and against it, in log-odds by kind.
        odds: how much likelier one story is than two.
    """

    first: int
    second: int
    evidence: Evidence
    odds: float


def jump_rows(batches: Iterable[pa.RecordBatch]) -> Iterator[list[Jump]]:
    """The rows of `jumps`, in one part.

    Args:
        batches: rows of warehouse/inputs/jumps.sql, issue after issue.
    """
    parts = (Part(*row) for batch in batches for row in zip(*(c.to_pylist() for c in batch.columns), strict=True))
    rows = [row for _, issue in groupby(parts, attrgetter("issue")) for row in link_jumps(list(issue))]
    yield sorted(rows, key=attrgetter("from_article_id"))


def link_jumps(parts: Sequence[Part]) -> list[Jump]:
    """The links between parts of one issue, the same in any order of the parts.

    Args:
        parts: at least those that have a mark, and those on pages that a mark names.
    """
    if sum(part.jump_to_page is not None or part.jump_from_page is not None for part in parts) > MAX_MARKED:
        return []
    parts = sorted(parts, key=attrgetter("article_id"))
    pairs = weigh(parts)
    rows = []
    while pairs:
        best, confidence = surest(pairs, parts)
        if confidence < MIN_CONFIDENCE:
            break
        rows.append(_row(parts[best.first], parts[best.second], best, confidence))
        pairs = [pair for pair in pairs if pair.first != best.first and pair.second != best.second]
        pairs = without_circles(pairs, rows, parts)
    return rows


def weigh(parts: Sequence[Part]) -> list[Pair]:
    """All pairs that are not hopeless; bodies are compared only for those."""
    title = cache(lambda at: title_of(parts[at]))
    weighed: list[tuple[int, int, Evidence]] = []
    for i, j in candidates(parts):
        marks = of_marks(parts[i], parts[j])
        if marks is not None:
            evidence = of_form(marks, parts[i], parts[j], title(i), title(j))
            if sum(evidence.values()) > HOPELESS:
                weighed.append((i, j, evidence))
    compare_words(weighed, parts)
    pairs = (Pair(i, j, evidence, math.exp(sum(evidence.values()))) for i, j, evidence in weighed)
    return [pair for pair in pairs if pair.odds > MIN_ODDS]


def candidates(parts: Sequence[Part]) -> Iterator[tuple[int, int]]:
    """Pairs of which at least one mark may speak: the marked ends with each other, and with whom they name."""
    on_page, back_to = defaultdict(set), defaultdict(set)
    for at, part in enumerate(parts):
        on_page[part.page_no].add(at)
        if part.jump_from_page is not None:
            back_to[part.jump_from_page].add(at)
    marked_back = set().union(*back_to.values())
    for at, part in enumerate(parts):
        if part.jump_to_page is not None:
            others = marked_back | on_page[part.jump_to_page]
        else:
            others = back_to[part.page_no] if part.page_no is not None else set()
        yield from ((at, other) for other in sorted(others))


def compare_words(weighed: Sequence[tuple[int, int, Evidence]], parts: Sequence[Part]) -> None:
    """Add what the bodies' words say; an article in two dumps counts once among those that hold a word."""
    endings = {i: pairs_of(parts[i].ending) for i, _, _ in weighed}
    openings = {j: pairs_of(parts[j].opening) for _, j, _ in weighed}
    shared = frozenset(chain.from_iterable(endings[i] & openings[j] for i, j, _ in weighed))
    held_by: Counter[str] = Counter()
    for bodies in (endings, openings):
        held_by.update(
            chain.from_iterable(
                shared & body for body in {parts[at].copy_key: body for at, body in bodies.items()}.values()
            )
        )
    for i, j, evidence in weighed:
        evidence["words"] = of_words(endings[i], openings[j], held_by)


def surest(pairs: Sequence[Pair], parts: Sequence[Part]) -> tuple[Pair, float]:
    """The pair with the highest confidence.

    That is its share in all one-to-one assignments, each weighed with the product of its odds, the
    empty one with 1. Copies of an article from two dumps don't compete: what is asked is whether
    the first goes on in any copy of the second, or the second comes from any copy of the first.
    Of equal pairs the first by article_id is taken.
    """
    shares = [share for group in contests(pairs) for share in zip(group, shares_of(group), strict=True)]
    onward: defaultdict[tuple[object, ...], float] = defaultdict(float)
    back: defaultdict[tuple[object, ...], float] = defaultdict(float)
    for pair, share in shares:
        onward[pair.first, parts[pair.second].copy_key] += share
        back[parts[pair.first].copy_key, pair.second] += share
    rated = [
        (max(onward[pair.first, parts[pair.second].copy_key], back[parts[pair.first].copy_key, pair.second]), pair)
        for pair, _ in shares
    ]
    confidence, best = max(rated, key=lambda entry: (entry[0], entry[1].odds, -entry[1].first, -entry[1].second))
    return best, confidence


def contests(pairs: Iterable[Pair]) -> list[list[Pair]]:
    """The pairs in groups that share no part."""
    groups: list[list[Pair]] = []
    for pair in pairs:
        near = [g for g in groups if any(pair.first == other.first or pair.second == other.second for other in g)]
        groups = [g for g in groups if g not in near] + [[*chain.from_iterable(near), pair]]
    return groups


def shares_of(group: Sequence[Pair]) -> list[float]:
    """Each pair's share in all assignments of a contest; in one too large to count, its odds among its rivals'."""
    rows: dict[int, list[int]] = defaultdict(list)
    for at, pair in enumerate(group):
        rows[pair.first].append(at)
    if math.prod(len(row) + 1 for row in rows.values()) > MAX_ASSIGNMENTS:
        return [pair.odds / (1 + sum(r.odds for r in group if _touch(pair, r))) for pair in group]
    weights = [0.0] * len(group)
    total = 0.0
    for chosen in product(*([None, *row] for row in rows.values())):
        taken = [at for at in chosen if at is not None]
        if len({group[at].second for at in taken}) == len(taken):
            weight = math.prod(group[at].odds for at in taken)
            total += weight
            for at in taken:
                weights[at] += weight
    return [weight / total for weight in weights]


def _touch(one: Pair, other: Pair) -> bool:
    return one.first == other.first or one.second == other.second


def without_circles(pairs: Sequence[Pair], rows: Iterable[Jump], parts: Sequence[Part]) -> list[Pair]:
    """Pairs that would not lead a chain of links back to its beginning."""
    onward = {row.from_article_id: row.to_article_id for row in rows}

    def end_of(article_id: str) -> str:
        while article_id in onward:
            article_id = onward[article_id]
        return article_id

    return [pair for pair in pairs if end_of(parts[pair.second].article_id) != parts[pair.first].article_id]


def _row(first: Part, second: Part, pair: Pair, confidence: float) -> Jump:
    named = [name for name, log_odds in pair.evidence.items() if name != "marks" and log_odds >= SHOWN]
    marks = [("onward", first.jump_to_page), ("back", second.jump_from_page)]
    return Jump(
        from_article_id=first.article_id,
        to_article_id=second.article_id,
        newspaper=first.newspaper or second.newspaper,
        published_on=first.published_on or second.published_on,
        from_page_no=first.page_no,
        to_page_no=second.page_no,
        evidence=(*(name for name, page in marks if page is not None), *named),
        confidence=round(confidence, 4),
    )
