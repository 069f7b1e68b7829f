"""The texts of the five dumps, as the reference of facts counts in them."""

from __future__ import annotations

import datetime
from collections.abc import Iterator

from tests.eval.facts_peers import SHARED, lines

GOLD = SHARED / "corpus" / "gold"
FIELDS = ("kicker", "headline", "deck", "dateline", "byline", "body")


def gold_texts() -> Iterator[tuple[str, str, str, datetime.date]]:
    """Article (000-1), field, text and the issue's date as a user knows it."""
    references = {fact["seed"]: datetime.date.fromisoformat(fact["ref"]) for fact in lines(GOLD / "facts.jsonl")}
    counts: dict[str, int] = {}
    for article in lines(GOLD / "contract_articles.jsonl"):
        seed = article["seed"]
        counts[seed] = counts.get(seed, 0) + 1
        for field in FIELDS:
            if article[field]:
                yield f"{seed}-{counts[seed]}", field, article[field], references[seed]
