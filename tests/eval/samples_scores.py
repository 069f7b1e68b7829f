"""How well the whole pipeline reads the sample pages, against samples/reference.jsonl."""

from __future__ import annotations

import json
import unicodedata
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

from schemas.article import Caption
from schemas.document import Page
from schemas.enrichment import EnrichedArticle
from schemas.settings import EnrichSettings, ReadSettings
from schemas.source import SourceFile
from tasks.clean import clean
from tasks.discover import discover, load_manifest
from tasks.enrich import enrich
from tasks.read import read
from tasks.split import split

SAMPLES = Path(__file__).resolve().parents[2] / "samples"
PAGES = SAMPLES / "pages"

SAME_ARTICLE = 0.9
"""Trigram F1 of two bodies from which on they are the same article."""

PAGE_FIELDS = ("newspaper", "published_on", "page_no", "script")
ARTICLE_FIELDS = (
    "kicker", "headline", "deck", "column_name", "highlights", "dateline", "byline", "authors", "agency", "kind",
    "jump_to_page", "jump_from_page", "body",
)  # fmt: skip

Answer = dict[str, Any]
"""A row of samples/reference.jsonl, or an article in it."""


@dataclass(frozen=True, slots=True)
class ReadPage:
    """A sample page after all stages."""

    page: Page
    captions: tuple[Caption, ...]
    articles: tuple[EnrichedArticle, ...]


@dataclass(frozen=True, slots=True)
class Matched:
    """An expected article and the one that was found in its place, if any."""

    expected: Answer
    found: EnrichedArticle | None


@cache
def sample_sources() -> tuple[SourceFile, ...]:
    """The sample files as discovery finds them."""
    return tuple(discover([PAGES], ReadSettings(), load_manifest(SAMPLES / "manifest.csv")))


@cache
def reference() -> tuple[Answer, ...]:
    """The reference answers, a page each."""
    return tuple(json.loads(line) for line in (SAMPLES / "reference.jsonl").read_text("utf-8").splitlines())


def page_key(file: str, member: str | None, ordinal: int) -> tuple[str, str | None, int]:
    """What tells the pages of the samples apart."""
    return file, member, ordinal


@cache
def sample_pages() -> Mapping[tuple[str, str | None, int], ReadPage]:
    """Every sample page after all stages."""
    out = {}
    for source in sample_sources():
        if source.error_code:
            continue
        file = str(Path(source.uri).relative_to(PAGES))
        for page in read(source, ReadSettings()).pages:
            parts = split(clean(page))
            articles = enrich(parts, EnrichSettings())
            out[page_key(file, source.member, page.ordinal)] = ReadPage(parts.page, parts.captions, articles)
    return out


def trigrams(text: str) -> Counter[str]:
    """Character trigrams of `text`, white space and width apart."""
    folded = "".join(unicodedata.normalize("NFKC", text).split())
    return Counter(folded[at : at + 3] for at in range(max(1, len(folded) - 2)))


def likeness(one: str, other: str) -> float:
    """Trigram F1 of two texts, 0 to 1.

    >>> likeness("春水东流", "春水 东流")
    1.0
    """
    left, right = trigrams(one), trigrams(other)
    return 2 * sum((left & right).values()) / (left.total() + right.total())


def match(expected: Iterable[Answer], found: Iterable[EnrichedArticle]) -> Iterator[Matched]:
    """Pair expected articles one to one with the found ones that are most like them."""
    left = list(found)
    for answer in expected:
        best = max(left, key=lambda article: likeness(answer["body"], article.article.body), default=None)
        if best is None or likeness(answer["body"], best.article.body) < SAME_ARTICLE:
            yield Matched(answer, None)
            continue
        left.remove(best)
        yield Matched(answer, best)


@cache
def matches() -> tuple[Matched, ...]:
    """All expected articles of the samples with what was found."""
    answers = (page for page in reference() if "articles" in page)
    found = sample_pages()
    return tuple(
        matched
        for page in answers
        for matched in match(
            page["articles"], _articles(found.get(page_key(page["file"], page["member"], page["ordinal"])))
        )
    )


def _articles(page: ReadPage | None) -> tuple[EnrichedArticle, ...]:
    return page.articles if page else ()


def plain(value: object) -> object:
    """A field's value as JSON has it."""
    if isinstance(value, tuple):
        return list(value)
    return value.isoformat() if hasattr(value, "isoformat") else value


def share(hits: Iterable[bool]) -> float:
    """The share of hits; 1.0 of none."""
    answers = list(hits)
    return sum(answers) / len(answers) if answers else 1.0


def page_scores() -> dict[str, float]:
    """Share of pages with each fact right, and of unreadable files with the right code."""
    found = sample_pages()
    answers = [page for page in reference() if "articles" in page]
    pairs = [(page, found.get(page_key(page["file"], page["member"], page["ordinal"]))) for page in answers]
    scores = {
        f"page.{field}": share(
            got is not None and plain(getattr(got.page, field)) == want[field] for want, got in pairs
        )
        for field in PAGE_FIELDS
    }
    codes = {str(Path(source.uri).relative_to(PAGES)): source.error_code for source in sample_sources()}
    bad = [page for page in reference() if "error_code" in page]
    return scores | {"quarantine": share(codes.get(page["file"]) == page["error_code"] for page in bad)}


def article_scores() -> dict[str, float]:
    """Boundary F1, and the share of expected articles with each field right."""
    pairs = matches()
    found = sum(len(page.articles) for page in sample_pages().values())
    hits = sum(pair.found is not None for pair in pairs)
    return {"article.boundary_f1": 2 * hits / (len(pairs) + found)} | {
        f"article.{field}": share(_is_right(pair, field) for pair in pairs) for field in ARTICLE_FIELDS
    }


def _is_right(pair: Matched, field: str) -> bool:
    return pair.found is not None and value_of(pair.found, field) == pair.expected[field]


def value_of(found: EnrichedArticle, field: str) -> object:
    """A field of a found article as JSON has it; a byline without the label 作者："""
    value = plain(getattr(found.article, field))
    return value.removeprefix("作者：") if field == "byline" and isinstance(value, str) else value


def caption_scores() -> dict[str, float]:
    """Share of captions found with their credit and their article."""
    return {
        "caption": share(has_caption(page, caption) for page in reference() for caption in page.get("captions", ()))
    }


def has_caption(answer: Answer, caption: Answer) -> bool:
    """Whether a page has a caption with its text, its credit and its article."""
    page = sample_pages().get(page_key(answer["file"], answer["member"], answer["ordinal"]))
    if page is None:
        return False
    headlines = {article.article.article_id: article.article.headline for article in page.articles}
    return any(
        (found.text, found.credit, headlines.get(found.article_id or ""))
        == (caption["text"], caption["credit"], caption["headline"])
        for found in page.captions
    )


def fact_scores() -> dict[str, float]:
    """People (F1, titles), and the share of listed places, organisations, dates and quantities in bodies found."""
    pairs = [pair for pair in matches() if pair.found is not None]
    hits: defaultdict[str, list[bool]] = defaultdict(list)
    right = expected = predicted = 0
    for pair in pairs:
        facts = facts_of(pair.found)
        wanted = {person["text"] for person in pair.expected["people"]}
        people = {name for name, _ in facts["people"]}
        right, expected, predicted = right + len(wanted & people), expected + len(wanted), predicted + len(people)
        for kind, items in wanted_facts(pair.expected).items():
            hits[kind] += [item in facts[kind] for item in items]
    return {"people.f1": 2 * right / max(1, expected + predicted)} | {
        f"{kind}.recall": share(answers) for kind, answers in sorted(hits.items())
    }


def wanted_facts(answer: Answer) -> dict[str, list[tuple[object, ...]]]:
    """The listed facts of an expected article, by kind, in the shape of `facts_of`."""
    return {
        "titles": [(person["text"], person["title"]) for person in answer["people"] if person["title"]],
        "places": [("place", text) for text in answer["places"]],
        "organizations": [("organization", text) for text in answer["organizations"]],
        "dates": [(date["text"], date["start_on"], date["end_on"]) for date in answer["dates"]],
        "quantities": [(number["text"], number["value"], number["unit"]) for number in answer["quantities"]],
    }


def facts_of(article: EnrichedArticle | None) -> dict[str, set[tuple[object, ...]]]:
    """What enrichment found in an article's body, by kind."""
    if article is None:
        return defaultdict(set)
    mentions = [mention for mention in article.mentions if mention.field == "body"]
    people: set[tuple[object, ...]] = {
        (mention.text, mention.title) for mention in mentions if mention.kind == "person"
    }
    return {
        "people": people,
        "titles": people,
        "places": {("place", mention.text) for mention in mentions if mention.kind == "place"},
        "organizations": {("organization", mention.text) for mention in mentions if mention.kind == "organization"},
        "dates": {(d.text, plain(d.start_on), plain(d.end_on)) for d in article.dates if d.field == "body"},
        "quantities": {(q.text, q.value, q.unit) for q in article.quantities if q.field == "body"},
    }


def scores() -> dict[str, float]:
    """Every figure by name."""
    return page_scores() | article_scores() | caption_scores() | fact_scores()
