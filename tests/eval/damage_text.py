"""Sentences to perform damage on: fictional ones of the samples, and of ../shared where it is present."""

from __future__ import annotations

import json
import random
import re
from collections.abc import Iterator
from functools import cache
from pathlib import Path

from opencc import OpenCC

ROOT = Path(__file__).resolve().parents[2]
SHARED = ROOT.parent / "shared"
SEED = 20261122

_SENTENCE = re.compile(r"[^\n。！？]{10,60}[。！？]")


@cache
def fictional_sentences() -> tuple[str, ...]:
    """The sentences of the samples' reference bodies, simplified, as printed."""
    rows = [json.loads(line) for line in (ROOT / "samples/reference.jsonl").read_text("utf-8").splitlines()]
    bodies = (article["body"] for row in rows for article in row.get("articles", ()) if article.get("body"))
    found = dict.fromkeys(s.strip() for body in bodies for s in _SENTENCE.findall(body))
    simplify = OpenCC("t2s").convert
    return tuple(dict.fromkeys(map(simplify, found)))


@cache
def page_sentences() -> tuple[str, ...]:
    """Sentences of ../shared/data/pages, shuffled by a fixed seed."""
    texts = (path.read_text(encoding="utf-8") for path in sorted((SHARED / "data/pages").glob("*.txt")))
    found = [s.strip() for text in texts for s in _SENTENCE.findall(text)]
    random.Random(SEED).shuffle(found)
    return tuple(found)


_IN_BIG5 = str.maketrans("爲衆産説羣裏衞牀竈", "為眾產說群裡衛床灶")


def traditional(sentences: tuple[str, ...]) -> tuple[str, ...]:
    """The sentences in traditional characters, in the forms that Big5 has."""
    convert = OpenCC("s2t").convert
    return tuple(convert(s).translate(_IN_BIG5) for s in sentences)


def half_width(text: str) -> str:
    """The text with ASCII marks, as the web writes it: questions then end like bytes that were lost."""
    return text.translate(str.maketrans("，。：；？！（）", ",.:;?!()"))


def clean_texts() -> Iterator[str]:
    """Undamaged text: the fictional sentences in both scripts, and where present pages (with ASCII marks too), dumps and test data."""
    yield from fictional_sentences()
    yield from traditional(fictional_sentences())
    for path in (*sorted((SHARED / "data/pages").glob("*.txt")), *sorted((SHARED / "corpus/seeds").glob("00[0124]*"))):
        yield from path.read_text(encoding="utf-8").splitlines()
    for page in sorted((SHARED / "data/pages").glob("*.txt")):
        yield half_width(page.read_text(encoding="utf-8"))
    for path in (
        *(SHARED / "data/ner").glob("cluener_dev.jsonl"),
        *sorted((SHARED / "data/peer_cases").glob("*.jsonl")),
    ):
        yield from (s for line in path.open(encoding="utf-8") for s in _strings(json.loads(line)))
    for path in sorted((SHARED / "data/recognizers_text_specs").rglob("*.json")):
        yield from _strings(json.loads(path.read_text(encoding="utf-8-sig")))
    yield from (row["clean"] for row in damaged_pairs())


def damaged_pairs() -> list[dict[str, str]]:
    """The clean and damaged pairs of ../shared/data/damage; none where it is absent."""
    path = SHARED / "data/damage/derived.jsonl"
    return [json.loads(line) for line in path.read_text("utf-8").splitlines()] if path.is_file() else []


def _strings(value: object) -> Iterator[str]:
    if isinstance(value, str):
        yield value
    elif isinstance(value, dict):
        for inner in value.values():
            yield from _strings(inner)
    elif isinstance(value, list):
        for inner in value:
            yield from _strings(inner)
