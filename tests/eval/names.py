"""How well names, titles and places are found, on references outside the repository.

`scores()` gives the figures; run as a script it prints them, and with ``--errors NAME`` what is
missed and what is wrong in one set.
"""

from __future__ import annotations

import json
import sys
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from tasks.enrich.names import find_names
from tasks.enrich.text import NameFound, read_field
from tasks.enrich.titles import find_titles
from tasks.lang.places import parse_place

SHARED = Path(__file__).resolve().parents[3] / "shared"
GOLD = SHARED / "corpus" / "gold"
DUMPS = ("000", "001", "002", "003", "004")
KIND_OF_LABEL = {"PER": "person", "ORG": "organization", "LOC": "place"}
FIELDS = ("kicker", "headline", "deck", "dateline", "byline", "body")

Span = tuple[str, str, int, int, str]
"""Where (document, kind, start, end, text) a name stands."""


@dataclass(frozen=True, slots=True)
class Count:
    """Right, predicted and expected."""

    right: int
    predicted: int
    expected: int

    @property
    def precision(self) -> float:
        return self.right / self.predicted if self.predicted else 0.0

    @property
    def recall(self) -> float:
        return self.right / self.expected if self.expected else 0.0

    @property
    def f1(self) -> float:
        return 2 * self.right / (self.predicted + self.expected) if self.predicted + self.expected else 0.0


def names_of(articles: Iterable[dict[str, str | None]]) -> list[dict[str, list[NameFound]]]:
    """The names in the fields of each article of a page, by field."""
    rows = list(articles)
    fields = [
        read_field(number, name, text, "auto")
        for number, row in enumerate(rows)
        for name in FIELDS
        if (text := row.get(name)) is not None
    ]
    out: list[dict[str, list[NameFound]]] = [{} for _ in rows]
    for field, names in zip(fields, find_names(fields), strict=True):
        out[field.article][field.field] = names
    return out


def read_jsonl(path: Path) -> list[dict[str, Any]]:
    """The records of a JSONL file."""
    return [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines() if line.strip()]


def compare(expected: set[Span], free: set[Span], predicted: set[Span]) -> tuple[set[Span], set[Span], set[Span]]:
    """Right, missed and wrong; a prediction that overlaps a free span and no expected one exactly is dropped."""
    right = expected & predicted
    wrong = {p for p in predicted - expected if not any(f[0] == p[0] and f[2] < p[3] and p[2] < f[3] for f in free)}
    return right, expected - right, wrong


def dump_texts(dump: str) -> list[str]:
    """The clean paragraphs of a dump."""
    path = GOLD / f"clean_{dump}.txt"
    if dump == "003":
        rows = json.loads(path.with_suffix(".json").read_text(encoding="utf-8"))["paragraphs"]
        return [row["simplified"] for row in rows]
    return path.read_text(encoding="utf-8").split("\n")


def dump_spans(dump: str) -> tuple[set[Span], set[Span], set[Span], set[tuple[str, str, str]]]:
    """Expected, free and predicted spans of a dump within the fields that have rows, and predicted (dump, person, title)."""
    clean = "\n".join(dump_texts(dump))
    starts = [0]
    for paragraph in dump_texts(dump):
        starts.append(starts[-1] + len(paragraph) + 1)
    rows = [r for r in read_jsonl(GOLD / "contract_articles.jsonl") if r["seed"] == dump]
    fields: list[dict[str, str | None]] = [{name: row[name] for name in FIELDS} for row in rows]
    expected: set[Span] = set()
    free: set[Span] = set()
    predicted: set[Span] = set()
    pairs: set[tuple[str, str, str]] = set()
    covered: list[tuple[int, int]] = []
    used: dict[str, int] = {}
    for row, names in zip(fields, names_of(fields), strict=True):
        for name, found in names.items():
            for start, end, at in pieces(row[name], clean, used):
                covered.append((at, at + end - start))
                inside = (n for n in found if start <= n.start and n.end <= end)
                predicted |= {(dump, n.kind, at + n.start - start, at + n.end - start, n.text) for n in inside}
            pairs |= {(dump, n.canonical or n.text, n.title) for n in found if n.kind == "person" and n.title}
    for gold in read_jsonl(GOLD / f"ner_{dump}.jsonl"):
        start = starts[gold["para"]] + gold["start"]
        end = start + len(gold["text"])
        if not any(a <= start and end <= b for a, b in covered):
            continue
        span = (dump, KIND_OF_LABEL.get(gold["type"], ""), start, end, gold["text"])
        (expected if span[1] else free).add(span)
    return expected, free, predicted, pairs


def pieces(text: str | None, clean: str, used: dict[str, int]) -> Iterator[tuple[int, int, int]]:
    """Where each line of a field stands: (start, end) in the field, and its offset in the clean text."""
    at = 0
    for line in (text or "").split("\n"):
        for part in [line] if line in clean else line.split(" "):
            found = clean.find(part, used.get(part, 0))
            start = (text or "").find(part, at)
            if part and found >= 0:
                used[part] = found + len(part)
                yield start, start + len(part), found
                at = start + len(part)


def people_daily() -> Iterator[tuple[str, list[tuple[str, int, int]]]]:
    """The sentences of the PeopleDaily dev set with their names."""
    for block in (SHARED / "data/ner/peopledaily_dev.bio").read_text(encoding="utf-8").split("\n\n"):
        rows = [(line[0], line[2:]) for line in block.split("\n") if line]
        if not rows:
            continue
        names: list[tuple[str, int, int]] = []
        for at, (_, tag) in enumerate(rows):
            if tag.startswith("B-"):
                names.append((KIND_OF_LABEL[tag[2:]], at, at + 1))
            elif tag.startswith("I-") and names:
                names[-1] = (names[-1][0], names[-1][1], at + 1)
        yield "".join(char for char, _ in rows), names


def sentence_spans(part: int | None = None) -> tuple[set[Span], set[Span], set[Span]]:
    """Expected, free (none) and predicted spans of PeopleDaily; part 0 or 1 takes every other sentence."""
    expected, predicted = set(), set()
    for number, (text, names) in enumerate(people_daily()):
        if part is not None and number % 2 != part:
            continue
        expected |= {(str(number), kind, a, b, text[a:b]) for kind, a, b in names}
        found = names_of([{"body": text}])[0]["body"]
        predicted |= {(str(number), n.kind, n.start, n.end, n.text) for n in found}
    return expected, set(), predicted


def position_spans() -> tuple[set[Span], set[Span], set[Span]]:
    """Titles of CLUENER: expected positions, and those that enrichment gives to people or finds by themselves."""
    expected, predicted = set(), set()
    for number, row in enumerate(read_jsonl(SHARED / "data/ner/cluener_dev.jsonl")):
        text = row["text"]
        labels: dict[str, dict[str, list[list[int]]]] = row["label"]
        for surface, places in labels.get("position", {}).items():
            expected |= {(str(number), "title", a, b + 1, surface) for a, b in places}
        predicted |= {(str(number), "title", a, b, text[a:b]) for a, b in find_titles(text)}
    return expected, set(), predicted


def location_score() -> tuple[Count, list[tuple[str, object, object]]]:
    """JioNLP's cases of addresses: province, city and county all as they say; and those that differ."""
    cases = read_jsonl(SHARED / "data/peer_cases/jionlp_location_parser.jsonl")
    wrong: list[tuple[str, object, object]] = []
    for case in cases:
        text, _, _, answer = case["case"]
        expected = (answer["province"], answer["city"], answer["county"])
        found = parse_place(str(text))
        got = (found.province, found.city, found.county) if found else (None, None, None)
        if got != expected:
            wrong.append((str(text), expected, got))
    return Count(len(cases) - len(wrong), len(cases), len(cases)), wrong


def pair_score() -> tuple[Count, set[object], set[object]]:
    """Person and title in the five dumps, for people who are named in the texts that have rows."""
    right: set[object] = set()
    missed: set[object] = set()
    wrong: set[object] = set()
    total = 0
    for dump in DUMPS:
        expected, _, _, predicted = dump_spans(dump)
        named = {span[4] for span in expected if span[1] == "person"}
        roles = json.loads((GOLD / f"roles_{dump}.json").read_text(encoding="utf-8"))
        wanted = [(dump, r["person"], {r["role"], r.get("full", r["role"])}) for r in roles if r["person"] in named]
        for person in wanted:
            hit = {p for p in predicted if p[1] == person[1] and p[2] in person[2]}
            (right if hit else missed).add((dump, person[1], min(person[2])))
        total += len(wanted)
        known = {(w[1], title) for w in wanted for title in w[2]}
        wrong |= {p for p in predicted if (p[1], p[2]) not in known}
    return Count(len(right), len(right) + len(wrong), total), missed, wrong


def by_kind(expected: set[Span], free: set[Span], predicted: set[Span]) -> dict[str, Count]:
    """The counts of each kind and of all."""
    right, missed, wrong = compare(expected, free, predicted)
    counts = {}
    for kind in ("person", "organization", "place", "title", "all"):
        of = [sum(1 for s in group if kind in (s[1], "all")) for group in (right, wrong, missed)]
        counts[kind] = Count(of[0], of[0] + of[1], of[0] + of[2])
    return {kind: count for kind, count in counts.items() if count.expected or count.predicted}


def dumps() -> tuple[set[Span], set[Span], set[Span]]:
    """Expected, free and predicted spans of all five dumps."""
    parts = [dump_spans(dump)[:3] for dump in DUMPS]
    return tuple(set().union(*(p[i] for p in parts)) for i in range(3))  # type: ignore[return-value]


SETS = {"dumps": dumps, "peopledaily": sentence_spans, "positions": position_spans}


def scores() -> dict[str, float]:
    """Every figure by name; {} where the references are absent."""
    if not SHARED.is_dir():
        return {}
    out = {}
    for name, spans in SETS.items():
        for kind, count in by_kind(*spans()).items():
            out[f"{name}.{kind}.f1"] = round(count.f1, 4)
            if kind == "title":
                out[f"{name}.precision"] = round(count.precision, 4)
                out[f"{name}.recall"] = round(count.recall, 4)
    out["dumps.pairs.f1"] = round(pair_score()[0].f1, 4)
    out["jionlp.locations"] = round(location_score()[0].recall, 4)
    return out


def show_errors(name: str) -> None:
    """Print what is missed and wrong in a set."""
    if name == "pairs":
        print(*pair_score(), sep="\n")
        return
    if name == "locations":
        print(*location_score()[1], sep="\n")
        return
    _, missed, wrong = compare(*(sentence_spans(0) if name == "peopledaily" else SETS[name]()))
    for label, group in (("missed", missed), ("wrong", wrong)):
        for span in sorted(group, key=lambda s: (s[0], s[2])):
            print(label, *span)


if __name__ == "__main__":
    if sys.argv[1:2] == ["--errors"]:
        show_errors(sys.argv[2])
    else:
        for key, value in scores().items():
            print(f"{key:40} {value:.4f}")
