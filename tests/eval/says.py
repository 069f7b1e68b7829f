"""How well statements and activities are found, on a reference annotated by hand before the rules were written.

``scores()`` gives the figures; run as a script it prints them, and with ``--errors SET`` what is missed
and what is wrong in a set: dumps (the five, looked at), dev (pages of odd days, looked at). The pages of
even days (held) are for scoring alone.

The reference holds offsets and values; the texts are rebuilt from ``../shared``. A page's article is its
lines without indents, digits and letters half-width; the leading lines that repeat its title are the headline.

A statement is right when its speaker is (the name; for those without a name, the words for them up to
modifiers before them) and its content overlaps the reference's by OVERLAP of their union. An activity is
right when person and action are, and it stands in the same place. Rows marked optional count neither way.
"""

from __future__ import annotations

import datetime
import json
import re
import sys
from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, fields
from functools import cache
from pathlib import Path
from typing import Any

from schemas.article import Article, SplitPage
from schemas.document import Page
from schemas.enrichment import Activity, EnrichedArticle, Statement
from schemas.settings import EnrichSettings
from tasks.enrich import enrich
from tasks.enrich.dates import find_dates
from tests.eval.names import Count, read_jsonl

SHARED = Path(__file__).resolve().parents[3] / "shared"
REFERENCE = Path(__file__).with_name("says_reference.json")
TEXTS = ("kicker", "headline", "deck", "dateline", "byline", "body")
SETS = ("dumps", "dev", "held")

OVERLAP = 0.9
"""Share of the union of two contents that must be common to both."""

HALF_WIDTH = str.maketrans({code: code - 0xFEE0 for code in range(0xFF05, 0xFF5B) if chr(code - 0xFEE0).isalnum()})
HALF_WIDTH |= {0xFF05: ord("%"), 0xFF0E: ord(".")}
"""Digits, letters, per cent and point as the cleaning stage writes them."""


@dataclass(frozen=True, slots=True)
class Source:
    """The texts of a document: an article's fields, and its page's date.

    Attributes:
        page: documents of the same page are enriched together.
        part: dumps, dev or held.
    """

    document: str
    page: str
    part: str
    texts: dict[str, str | None]
    published_on: datetime.date | None


@dataclass(frozen=True, slots=True)
class Expected:
    """A row of the reference, with the texts that its offsets stand for."""

    document: str
    field: str
    start: int
    end: int
    values: dict[str, Any]
    is_optional: bool


def squeezed(text: str) -> str:
    """Letters and digits alone."""
    return re.sub(r"\W", "", text)


def rebuilt(text: str, title: str) -> dict[str, str | None]:
    """Headline and body of a page's article."""
    lines = [line for line in map(str.strip, text.translate(HALF_WIDTH).split("\n")) if line]
    wanted, head = squeezed(title.translate(HALF_WIDTH)), 0
    while head < len(lines) and wanted and squeezed(lines[head]) and squeezed(lines[head]) in wanted:
        wanted = wanted.replace(squeezed(lines[head]), "", 1)
        head += 1
    return {"headline": " ".join(lines[:head]), "body": "\n".join(lines[head:])}


def dump_sources() -> Iterable[Source]:
    """The articles of the five dumps."""
    seen: Counter[str] = Counter()
    for row in read_jsonl(SHARED / "corpus/gold/contract_articles.jsonl"):
        seed = row["seed"]
        date = datetime.date.fromisoformat(row["published_on"]) if row["published_on"] else None
        yield Source(f"{seed}#{seen[seed]}", seed, "dumps", {name: row[name] for name in TEXTS}, date)
        seen[seed] += 1


def page_sources(documents: frozenset[str]) -> Iterable[Source]:
    """The articles of the pages that the reference is about."""
    for row in read_jsonl(SHARED / "data/pages/gold.jsonl"):
        text = (SHARED / "data/pages" / f"{row['page_id']}.txt").read_text(encoding="utf-8")
        date = datetime.date.fromisoformat(row["date"])
        for number, article in enumerate(row["articles"]):
            document = f"{row['page_id']}#{number}"
            if document in documents:
                texts = rebuilt(text[article["start"] : article["end"]], article["title"])
                yield Source(document, document, "dev" if date.day % 2 else "held", texts, date)


def written_on(source: Source) -> datetime.date | None:
    """The day of the dateline with which a page's body begins, which the splitting stage would have taken off."""
    lead = re.match(r".{0,30}?日[电讯]", source.texts["body"] or "")
    dates = find_dates(lead.group(), source.published_on) if lead and source.part != "dumps" else []
    return dates[0].start_on if dates else None


def article_of(source: Source, number: int) -> Article:
    """A document as an article of its page."""
    facts: dict[str, Any] = {f.name: None for f in fields(Article)}
    facts |= {"article_id": source.document, "page_id": source.page, "source_id": source.page, "seq": number}
    facts["dateline_date"] = written_on(source)
    facts |= {"authors": (), "credits": (), "highlights": (), "spans": (), "kind": "news", "confidence": 1.0}
    return Article(**{**facts, **source.texts, "published_on": source.published_on, "char_count": 0})


@cache
def documents() -> tuple[tuple[Source, EnrichedArticle], ...]:
    """Every document with what enrichment finds in it."""
    wanted = frozenset(json.loads(REFERENCE.read_text(encoding="utf-8"))["documents"])
    pages: defaultdict[str, list[Source]] = defaultdict(list)
    for source in (*dump_sources(), *page_sources(wanted)):
        pages[source.page].append(source)
    out: list[tuple[Source, EnrichedArticle]] = []
    for page_id, sources in pages.items():
        facts = {f.name: None for f in fields(Page)} | {"page_id": page_id, "source_id": page_id}
        articles = tuple(article_of(source, number) for number, source in enumerate(sources))
        page = SplitPage(Page(**facts), articles, (), ())  # type: ignore[arg-type]
        out += zip(sources, enrich(page, EnrichSettings()), strict=True)
    return tuple(out)


def expected_rows(table: str) -> list[Expected]:
    """The rows of the reference."""
    rows = json.loads(REFERENCE.read_text(encoding="utf-8"))[table]
    return [_expected(row, {s.document: s.texts for s, _ in documents()}) for row in rows]


def _expected(row: dict[str, Any], texts: dict[str, dict[str, str | None]]) -> Expected:
    text = texts[row["document"]][row["field"]] or ""
    values = {k: text[v[0] : v[1]] if isinstance(v, list) else v for k, v in row.items()}
    start: int = row["start"] if "start" in row else row["at"]
    end: int = row["end"] if "end" in row else start + len(row["action"])
    return Expected(row["document"], row["field"], start, end, values, bool(row.get("optional")))


def overlap(one: tuple[int, int], other: tuple[int, int]) -> float:
    """The common part of two spans as a share of their union."""
    common = min(one[1], other[1]) - max(one[0], other[0])
    return max(0, common) / (max(one[1], other[1]) - min(one[0], other[0]) or 1)


def same_speaker(row: Statement, wanted: dict[str, Any]) -> bool:
    """Whether a statement is given to whom it belongs; a pronoun may be left to nobody, never given to another."""
    name: str | None = wanted["speaker"]
    one, other = row.speaker_text, str(wanted["said_by"])
    if name is not None:
        if row.speaker is None:
            return one == other != name
        return name in (row.speaker, one) or row.speaker.endswith(f"·{name}")
    return row.speaker in (None, one) and (one.endswith(other) or other.endswith(one))


def right_statement(row: Statement, wanted: Expected) -> bool:
    """Whether a row is the statement of the reference."""
    place = (row.article_id, row.field) == (wanted.document, wanted.field)
    spans = (row.char_start, row.char_end), (wanted.start, wanted.end)
    return place and overlap(*spans) >= OVERLAP and same_speaker(row, wanted.values)


def right_activity(row: Activity, wanted: Expected) -> bool:
    """Whether a row is the activity of the reference."""
    if (row.article_id, row.field) != (wanted.document, wanted.field):
        return False
    stands = row.char_start <= wanted.start < row.char_end
    person, action = wanted.values["person"], wanted.values["action"]
    same = row.action in action or action in row.action
    return stands and same and (row.person == person or row.person.endswith(f"·{person}"))


def judged(table: str, part: str) -> tuple[Count, list[Expected], list[Any], list[tuple[Any, Expected]]]:
    """The count of a set, what is missed, what is wrong, and the pairs that are right."""
    of_part = {s.document for s, _ in documents() if s.part == part}
    wanted = [row for row in expected_rows(table) if row.document in of_part]
    found = [row for s, e in documents() if s.part == part for row in getattr(e, table)]
    match = right_statement if table == "statements" else right_activity
    open_rows = [w for w in wanted if not w.is_optional]
    pairs: list[tuple[Any, Expected]] = []
    wrong: list[Any] = []
    for row in found:
        hit = next((w for w in open_rows if match(row, w)), None)
        if hit is not None:
            open_rows.remove(hit)
            pairs.append((row, hit))
        elif not _is_free(row, [w for w in wanted if w.is_optional]):
            wrong.append(row)
    return Count(len(pairs), len(pairs) + len(wrong), len(pairs) + len(open_rows)), open_rows, wrong, pairs


def _is_free(row: Any, optional: Sequence[Expected]) -> bool:
    return any(
        (w.document, w.field) == (row.article_id, row.field) and w.start < row.char_end and row.char_start < w.end
        for w in optional
    )


def shares(table: str, part: str) -> dict[str, float]:
    """Of the right rows, the share whose further values are right too."""
    pairs = judged(table, part)[3]
    if table == "statements":
        pronouns = [(r, w) for r, w in pairs if w.values["speaker"] not in (None, w.values["said_by"])]
        told = sum(1 for r, _ in pronouns if r.speaker) / (len(pronouns) or 1)
        direct = sum(1 for r, w in pairs if r.is_direct == w.values["is_direct"])
        return {"direct": direct / (len(pairs) or 1), "pronouns_told": told}
    dated = [(r, w) for r, w in pairs if w.values["start_on"]]
    right = sum(1 for r, w in dated if str(r.start_on) == w.values["start_on"] and str(r.end_on) == w.values["end_on"])
    objects = [(r, w) for r, w in pairs if w.values["object"]]
    same = sum(1 for r, w in objects if r.object and overlap_of_texts(r.object, w.values["object"]) >= OVERLAP)
    placed = [(r, w) for r, w in pairs if w.values["place"]]
    there = sum(1 for r, w in placed if r.place and (r.place in w.values["place"] or w.values["place"] in r.place))
    return {
        "dates": right / (len(dated) or 1),
        "objects": same / (len(objects) or 1),
        "places": there / (len(placed) or 1),
    }


def overlap_of_texts(one: str, other: str) -> float:
    """The shorter text's share of the longer one, if it is part of it; else 0."""
    short, long = sorted((one, other), key=len)
    return len(short) / len(long) if short in long else 0.0


def scores() -> dict[str, float]:
    """Every figure by name; {} where the texts are absent."""
    if not SHARED.is_dir():
        return {}
    out: dict[str, float] = {}
    for table in ("statements", "activities"):
        counts = [judged(table, part)[0] for part in SETS]
        for part, count in zip(SETS, counts, strict=True):
            out[f"{table}.{part}.f1"] = round(count.f1, 4)
        total = Count(*(sum(getattr(c, k) for c in counts) for k in ("right", "predicted", "expected")))
        out[f"{table}.all.f1"] = round(total.f1, 4)
        for name, share in shares(table, "held").items():
            out[f"{table}.held.{name}"] = round(share, 4)
    return out


def show_errors(part: str) -> None:
    """Print what is missed and wrong in a set."""
    texts = {s.document: s.texts for s, _ in documents()}
    for table in ("statements", "activities"):
        count, missed, wrong, _ = judged(table, part)
        print(table, count, round(count.precision, 3), round(count.recall, 3), round(count.f1, 3))
        for w in missed:
            text = (texts[w.document][w.field] or "")[w.start : w.end]
            who = [w.values.get(k) for k in ("said_by", "speaker", "verb", "person", "action")]
            print("  missed", w.document, w.field, w.start, [x for x in who if x], text[:20], "…", text[-15:])
        for row in wrong:
            text = (texts[row.article_id][row.field] or "")[row.char_start : row.char_end]
            keys = ("speaker_text", "speaker", "verb", "person", "action")
            who = [getattr(row, k) for k in keys if getattr(row, k, None)]
            print("  wrong ", row.article_id, row.field, row.char_start, who, text[:20], "…", text[-15:])


if __name__ == "__main__":
    if sys.argv[1:2] == ["--errors"]:
        show_errors(sys.argv[2])
    else:
        for key, value in scores().items():
            print(f"{key:40} {value:.4f}")
