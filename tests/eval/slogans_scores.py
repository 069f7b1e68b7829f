"""How well slogans and keywords agree with an analyst's terms on the five dumps of ../shared.

slogans_reference.json was annotated by hand before the first rule was written: 197 terms in ten articles (151
different ones), and 119 that an analyst may track or not, which are neither required nor wrong. A term counts as
found if it is the same but for marks, or one of the two holds the other and is at most 5/3 as long.
"""

from __future__ import annotations

import json
import sys
from collections import defaultdict
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import Any

from tasks.corpus.keywords import Described, rank_keywords
from tasks.corpus.lexicon import Text, build_lexicon
from tasks.corpus.slogans import Entry, Matcher, find_slogans
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


def text_of(number: int, article: dict[str, Any]) -> Text:
    """An article as the lexicon reads it."""
    body = read_field(0, "body", article["body"], "auto")
    names = {name.text for of_field in find_names([body], None) for name in of_field if name.kind != "place"}
    fields = {name: article[name] for name in FIELDS if article[name]}
    return Text(f"{number:02}", fields, body.words, body.tags, frozenset((*names, *article["authors"])))


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
    texts = [text_of(number, article) for number, article in enumerate(articles)]
    matcher = Matcher({t.term: Entry(t.canonical, t.pattern, t.is_matched) for t in build_lexicon(texts)})
    rightness = wrongness = recalled = 0
    shares = []
    for number, text in enumerate(texts):
        found = find_slogans(text.fields, matcher)
        right, wrong, known = count((f.canonical for f in found), required[number], optional[number])
        rightness, wrongness, recalled = rightness + right, wrongness + wrong, recalled + known
        title = " ".join(part for name, part in text.fields.items() if name != "body")
        ranked = rank_keywords(Described(title, text.words, text.tags, found, (), text.names), {}, 0)
        if len(required[number]) >= LEAST:
            wanted = required[number]
            kept = [k.term for k in ranked if not any(is_same(k.term, o) for o in optional[number] - wanted)]
            strict = count([k.term for k in ranked][: len(wanted)], wanted, set())[2] / len(wanted)
            shares.append((count(kept[: len(wanted)], wanted, set())[2] / len(wanted), strict))
        if show:
            report(number, {f.canonical for f in found}, required[number], optional[number])
            print("  KEY   ", *(f"{k.term}" for k in ranked[: len(required[number])]))
    total = sum(map(len, required.values()))
    return {
        "terms_recall": recalled / total,
        "terms_precision": rightness / max(1, rightness + wrongness),
        "keywords_r_precision": sum(share for share, _ in shares) / len(shares),
        "keywords_r_precision_strict": sum(share for _, share in shares) / len(shares),
    }


def report(number: int, found: set[str], required: set[str], optional: set[str]) -> None:
    """What was missed in an article, and what is wrong."""
    print(number, "MISSED", *sorted(t for t in required if not any(is_same(t, f) for f in found)))
    print("  WRONG ", *sorted(f for f in found if not any(is_same(f, t) for t in required | optional)))


if __name__ == "__main__":
    for figure in scores("--errors" in sys.argv).items():
        print("{:28} {:.4f}".format(*figure))
