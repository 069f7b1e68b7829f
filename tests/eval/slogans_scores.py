"""How well slogans and keywords agree with an analyst's terms on the five dumps of ../shared.

slogans_reference.json was annotated by hand before the first rule was written: 197 terms in ten articles (151
different ones), and 119 that an analyst may track or not, which are neither required nor wrong. A term counts as
found if it is the same but for marks, or one of the two holds the other and is at most 5/3 as long.
"""

from __future__ import annotations

import json
import sys
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from typing import Any, NamedTuple

from tasks.corpus.keywords import Counts, Described, rank_keywords
from tasks.corpus.lexicon import Text, build_lexicon
from tasks.corpus.slogans import Entry, Found, Matcher, find_slogans
from tasks.enrich.names import find_names
from tasks.enrich.text import read_field

HERE = Path(__file__).parent
GOLD = HERE.parents[2] / "shared" / "corpus" / "gold" / "contract_articles.jsonl"
FIELDS = ("kicker", "headline", "deck", "body")

NEAR = 0.6
"""Share of the longer term's characters from which on one that holds the other is the same."""

LEAST = 5
"""Terms of an article from which on its R-precision is counted."""


def letters(term: str) -> str:
    """A term without marks."""
    return "".join(c for c in term if c.isalnum() or c == "+")


def is_same(one: str, other: str) -> bool:
    """Whether two terms are the same for an analyst."""
    shorter, longer = sorted((letters(one), letters(other)), key=len)
    return shorter in longer and len(shorter) >= NEAR * len(longer)


def read_reference(articles: Sequence[dict[str, Any]], name: str) -> dict[int, set[str]]:
    """The terms of each article."""
    terms: dict[int, set[str]] = defaultdict(set)
    for number, field, start, end in json.loads((HERE / "slogans_reference.json").read_text())[name]:
        terms[number].add(articles[number][field][start:end])
    return terms


class Judged(NamedTuple):
    """An article with an analyst's terms.

    Attributes:
        required: terms that are to be found.
        optional: terms that are neither required nor wrong.
    """

    text: Text
    required: set[str]
    optional: set[str]


def judged_text(
    number: int, fields: Mapping[str, str], authors: Sequence[str], required: set[str], optional: set[str]
) -> Judged:
    """An article as the lexicon reads it, with its terms."""
    body = read_field(0, "body", fields["body"], "auto")
    names = {name.text for of_field in find_names([body], None) for name in of_field if name.kind != "place"}
    text = Text(f"{number:02}", fields, body.words, body.tags, frozenset((*names, *authors)))
    return Judged(text, required, optional)


def count(found: Iterable[str], required: set[str], optional: set[str]) -> tuple[int, int, int]:
    """Terms found that are right, those that are wrong, and required ones that were found."""
    terms = set(found)
    right = {term for term in terms if any(is_same(term, other) for other in required)}
    neutral = {term for term in terms - right if any(is_same(term, other) for other in optional)}
    return len(right), len(terms - right - neutral), sum(any(is_same(t, o) for t in terms) for o in required)


def scores(show: bool = False) -> dict[str, float]:
    """The gate's figures; none where ../shared is absent."""
    if not GOLD.exists():
        return {}
    articles = [json.loads(line) for line in GOLD.read_text(encoding="utf-8").splitlines()]
    required, optional = (read_reference(articles, name) for name in ("required", "optional"))
    return figures_of(
        [
            judged_text(
                number,
                {name: article[name] for name in FIELDS if article[name]},
                article["authors"],
                required[number],
                optional[number],
            )
            for number, article in enumerate(articles)
        ],
        show,
    )


def figures_of(articles: Sequence[Judged], show: bool) -> dict[str, float]:
    """The figures of some articles, taken as a corpus of their own."""
    lexicon = build_lexicon(judged.text for judged in articles)
    matcher = Matcher({t.term: Entry(t.canonical, t.pattern, t.is_matched) for t in lexicon})
    right = wrong = recalled = 0
    shares = []
    for text, required, optional in articles:
        found = find_slogans(text.fields, matcher, text.names)
        ranked = [k.term for k in rank_keywords(described(text, found), Counts({}, {}, 0))]
        counts = count((f.canonical for f in found), required, optional)
        right, wrong, recalled = right + counts[0], wrong + counts[1], recalled + counts[2]
        if len(required) >= LEAST:
            shares.append(precisions(ranked, required, optional))
        if show:
            report(text.article_id, {f.canonical for f in found}, required, optional)
            print("  KEY   ", *ranked[: len(required)])
    return {
        "terms_recall": recalled / sum(len(judged.required) for judged in articles),
        "terms_precision": right / max(1, right + wrong),
        "keywords_r_precision": sum(share for share, _ in shares) / len(shares),
        "keywords_r_precision_strict": sum(share for _, share in shares) / len(shares),
    }


def described(text: Text, found: Sequence[Found]) -> Described:
    """An article as its keywords are chosen."""
    title = " ".join(part for name, part in text.fields.items() if name != "body")
    return Described(title, text.words, text.tags, found, (), text.names)


def precisions(ranked: Sequence[str], required: set[str], optional: set[str]) -> tuple[float, float]:
    """R-precision of an article's keywords with the optional ones taken out, and with them left in as wrong."""
    total = len(required)
    kept = [term for term in ranked if not any(is_same(term, other) for other in optional - required)]
    return count(kept[:total], required, set())[2] / total, count(ranked[:total], required, set())[2] / total


def report(number: str, found: set[str], required: set[str], optional: set[str]) -> None:
    """What was missed in an article, and what is wrong."""
    print(number, "MISSED", *sorted(t for t in required if not any(is_same(t, f) for f in found)))
    print("  WRONG ", *sorted(f for f in found if not any(is_same(f, t) for t in required | optional)))


if __name__ == "__main__":
    for figure in scores("--errors" in sys.argv).items():
        print("{:28} {:.4f}".format(*figure))
