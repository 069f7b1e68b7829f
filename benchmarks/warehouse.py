"""Write a large made-up warehouse without running the pipeline: ``python -m benchmarks.warehouse DEST``.

For measuring queries, not loading: 8 newspapers, 4 pages a day, 5 articles a page, rows in every table that a canned
question reads. Bodies are paragraphs of the benchmark's grammar put together anew, so that words, names and phrases are as
many and as uneven as there; offsets of names and figures are drawn and lead nowhere.
"""

from __future__ import annotations

import argparse
import datetime
import hashlib
import random
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pyarrow as pa

from benchmarks.corpus import PAPERS
from benchmarks.grammar import Author
from benchmarks.vocabulary import load_vocabulary
from schemas import STORED_TABLES
from schemas.article import Article
from schemas.column import schema_of
from schemas.source import Source
from tasks.lang.words import cut, tags_of
from tasks.load.terms import terms_of
from warehouse.connect import publish
from warehouse.derived import write_derived
from warehouse.files import write_table
from warehouse.records import Commit, WrittenBatch
from warehouse.store import Store

FIRST_DAY = datetime.date(2021, 1, 1)
PAGES_A_DAY, ARTICLES_A_PAGE = 4, 5
BATCH_DAYS = 25
MISSING_SHARE = 0.03
"""Share of pages that were never dumped."""

PHRASES = ("新质生产力", "高质量发展", "乡村振兴", "低空经济", "营商环境", "共同富裕")
"""Slogans that are worked into paragraphs, the second one most."""

PLACES = (("白城市", "220800"), ("辽源市", "220400"), ("吉林市", "220200"), ("四平市", "220300"), ("长春市", "220100"))
NOON = datetime.datetime(2031, 5, 6, 12)
TABLES = {table.name: table for table in STORED_TABLES}

Rows = dict[str, list[dict[str, Any]]]


@dataclass(frozen=True, slots=True)
class Paragraph:
    """A paragraph with its words."""

    text: str
    words: tuple[str, ...]
    tags: tuple[str, ...]


class Maker:
    """Draws everything from one seed."""

    def __init__(self, seed: int, mentions: int) -> None:
        self._rng = rng = random.Random(seed)
        author = Author(rng, vocabulary := load_vocabulary(rng))
        drafts = [author.article() for _ in range(4000)]
        self._headlines = [draft.headline for draft in drafts]
        self._paragraphs = [self._paragraph(text) for draft in drafts for text in draft.paragraphs]
        self._people = [vocabulary["person"]() for _ in range(400)]
        self._subjects = [vocabulary["n"]() + vocabulary["vn"]() for _ in range(300)]
        self._mentions = mentions

    def _paragraph(self, text: str) -> Paragraph:
        if self._rng.random() < 0.3:
            text += f"要坚持{self._rng.choice((*PHRASES, PHRASES[1], PHRASES[1]))}。"
        words = cut(text)
        return Paragraph(text, tuple(words), tuple(tags_of(words)))

    def day(self, day: datetime.date) -> Iterator[tuple[str, Rows]]:
        """The pages of a day that were dumped: text and rows of each."""
        shared = [self._rng.choices(self._paragraphs, k=5) for _ in range(3)]
        for paper in PAPERS:
            for page_no in range(1, PAGES_A_DAY + 1):
                if self._rng.random() > MISSING_SHARE:
                    yield self._page(paper, day, page_no, shared)

    def _page(self, paper: str, day: datetime.date, page_no: int, shared: list[list[Paragraph]]) -> tuple[str, Rows]:
        rows: Rows = {name: [] for name in TABLES}
        source_id = hashlib.sha256(f"{paper}{day}{page_no}".encode()).hexdigest()[:16]
        key = {"source_id": source_id}
        here = {"newspaper": paper, "published_on": day, "page_no": page_no}
        texts = [self._article(rows, key, here, seq, shared) for seq in range(1, ARTICLES_A_PAGE + 1)]
        text = "\n".join(texts)
        page_id, number = f"{source_id}-0", (day - FIRST_DAY).days + 5000
        rows["pages"].append(
            {"page_id": page_id, "source_id": source_id, "ordinal": 0, **here}
            | {"is_front": page_no == 1, "pages_in_issue": PAGES_A_DAY if page_no == 1 else None}
            | {"issue_number": number, "script": "simplified", "raw_text": text, "clean_text": text}
            | {name: [] for name in ("issue_number_candidates", "editors", "offset_map", "segments")}
        )
        return text, rows

    def _article(
        self, rows: Rows, key: dict[str, str], here: dict[str, Any], seq: int, shared: list[list[Paragraph]]
    ) -> str:
        """Add an article's rows, the first of a page often a copy that several papers have; its text."""
        rng = self._rng
        copied = rng.randrange(len(shared)) if seq == 1 and rng.random() < 0.5 else None
        paragraphs = rng.choices(self._paragraphs, k=rng.randint(2, 9)) if copied is None else shared[copied]
        source_id, day = key["source_id"], here["published_on"]
        body = "\n".join(paragraph.text for paragraph in paragraphs)
        article_id, headline = f"{source_id}-0-{seq * 700}", rng.choice(self._headlines)
        key = {"article_id": article_id, **key}
        rows["articles"].append(
            key
            | here
            | {"page_id": f"{source_id}-0", "seq": seq, "kind": "news", "headline": headline, "body": body}
            | {"char_count": len(body), "confidence": 0.9, "agency": "新华社" if copied == 0 else None}
            | {name: [] for name in ("highlights", "authors", "credits", "spans")}
        )
        words = [word for p in paragraphs for word in ("\n", *p.words)][1:]
        rows["words"].append(key | {"words": words, "tags": [tag for p in paragraphs for tag in ("x", *p.tags)][1:]})
        if copied is not None:
            cluster = f"{day}-{copied}"
            rows["reprints"].append(
                {"cluster_id": cluster, "article_id": article_id, "similarity": 1.0, "coverage": 1.0, "kept": 1.0}
                | {"is_earliest": False}
            )
        self._facts(rows, key, day, len(body), paragraphs)
        return f"{headline}\n{body}"

    def _facts(
        self, rows: Rows, key: dict[str, str], day: datetime.date, length: int, paragraphs: Sequence[Paragraph]
    ) -> None:
        rng = self._rng
        for _ in range(self._mentions):
            start = rng.randrange(max(1, length - 8))
            kind = rng.choice(("person", "place", "organization"))
            name, code = rng.choice(PLACES) if kind == "place" else (rng.choice(self._people), None)
            rows["mentions"].append(
                key
                | {"field": "body", "kind": kind, "text": name, "canonical": name, "entity_id": name, "code": code}
                | {
                    "title": "市长" if kind == "person" else None,
                    "char_start": start,
                    "char_end": start + 3,
                    "parts": [],
                }
            )
        for kind in ("target", "result", "other", "result"):
            start = rng.randrange(max(1, length - 8))
            value = rng.random() * 1e6
            rows["quantities"].append(
                key
                | {"field": "body", "text": f"{value:.0f}亩", "value": value, "unit": "亩", "base_value": value * 667}
                | {"base_unit": "m2", "dimension": "area", "subject": rng.choice(self._subjects), "kind": kind}
                | {"is_change": False, "char_start": start, "char_end": start + 6}
            )
        person, (place, code) = rng.choice(self._people), rng.choice(PLACES)
        at = {"char_start": 3, "char_end": 40}
        rows["statements"].append(
            key
            | {"field": "body", "speaker": person, "speaker_text": person, "entity_id": person, "verb": "强调"}
            | {"speaker_title": "市长", "content": paragraphs[0].text[:60], "is_direct": False}
            | at
        )
        rows["activities"].append(
            key
            | {"field": "body", "person": person, "entity_id": person, "title": "市长", "action": "调研"}
            | {"place": place, "place_code": code, "start_on": day, "end_on": day}
            | at
        )
        slogans = {phrase for p in paragraphs for phrase in PHRASES if phrase in p.text}
        slogans |= {"提法" + str(rng.randrange(4000)) for _ in range(2)}
        for phrase in sorted(slogans):
            rows["slogans"].append(
                key | {"field": "body", "text": phrase, "canonical": phrase, "pattern": "lexicon"} | at
            )
        for rank in range(1, 11):
            rows["keywords"].append(key | {"rank": rank, "term": rng.choice(self._subjects), "weight": 1.0 / rank})


def write_warehouse(root: Path, articles: int, mentions: int, seed: int = 1) -> None:
    """A published warehouse of about so many articles.

    Args:
        mentions: names an article.
    """
    store, maker = Store(root), Maker(seed, mentions)
    days = max(1, round(articles / len(PAPERS) / PAGES_A_DAY / ARTICLES_A_PAGE))
    parts: dict[str, list[pa.Table]] = {"reprints": [], "slogans": [], "keywords": []}
    with store.writing("made"):
        for first in range(0, days, BATCH_DAYS):
            written = list(range(first, min(days, first + BATCH_DAYS)))
            pages = [page for day in written for page in maker.day(FIRST_DAY + datetime.timedelta(day))]
            _commit(store, f"made-{first:05}", pages, parts)
        for name, tables in parts.items():
            store.replace_derived(write_derived(store, TABLES[name], tables, "made up"), "made")
    publish(store)


def _commit(store: Store, batch: str, pages: list[tuple[str, Rows]], parts: dict[str, list[pa.Table]]) -> None:
    """One batch: source tables committed, parts of derived tables kept for the end."""
    rows: Rows = {name: [row for _, of_page in pages for row in of_page[name]] for name in TABLES}
    sources = [_source(text, of_page["pages"][0]["source_id"]) for text, of_page in pages]
    tables = {name: _table(name, of_table) for name, of_table in rows.items() if of_table}
    tables["terms"] = _terms(rows)
    for name in parts:
        parts[name].append(tables.pop(name))
    files = tuple(write_table(store.root, batch, name, table) for name, table in tables.items())
    store.commit(Commit("made", batch, (WrittenBatch(batch, files, tuple(sources)),)))


def _table(name: str, rows: list[dict[str, Any]]) -> pa.Table:
    return pa.Table.from_pylist(rows, schema_of(TABLES[name]))


def _terms(rows: Rows) -> pa.Table:
    names = dict.fromkeys(Article.__dataclass_fields__)
    found = sorted(
        term
        for article, words in zip(rows["articles"], rows["words"], strict=True)
        for term in terms_of(Article(**names | article), words["words"])
    )
    return pa.Table.from_arrays(
        [pa.array(column) for column in zip(*found, strict=True)], schema=schema_of(TABLES["terms"])
    )


def _source(text: str, source_id: str) -> Source:
    return Source(
        uri=f"/made/{source_id}.txt", member=None, source_id=source_id, sha256=source_id * 4, size_bytes=len(text.encode()),
        media_type="text/plain", encoding="utf_8", encoding_confidence=1.0, status="loaded", error_code=None, error=None,
        fingerprint="made", ingested_at=NOON, run_id="made", pipeline_version="0",
    )  # fmt: skip


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else None)
    parser.add_argument("dest", type=Path)
    parser.add_argument("--articles", type=int, default=100_000)
    parser.add_argument("--mentions", type=int, default=10, help="names an article")
    asked = parser.parse_args()
    write_warehouse(asked.dest, asked.articles, asked.mentions)
