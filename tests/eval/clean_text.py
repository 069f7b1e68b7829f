"""Character accuracy of clean text against the reference answers of ../shared/corpus/gold."""

from __future__ import annotations

import json
from functools import cache
from pathlib import Path

from schemas.document import CleanPage, DecodedPage, Segment
from tasks.clean import clean
from tasks.rule import from_rows

CORPUS = Path(__file__).resolve().parents[3] / "shared" / "corpus"
SEEDS = ("000", "001", "002", "003", "004")


def is_available() -> bool:
    """Whether the reference answers are there; a fresh clone has none."""
    return (CORPUS / "gold").is_dir()


def edit_distance(left: str, right: str) -> int:
    """Levenshtein distance by Myers' bit vectors (as corrected by Hyyrö, 2003), a column at a time.

    >>> edit_distance("清河日报", "清和曰报")
    2
    >>> edit_distance("", "清河")
    2
    """
    if not left:
        return len(right)
    rows: dict[str, int] = {}
    for at, char in enumerate(left):
        rows[char] = rows.get(char, 0) | 1 << at
    mask, last, distance = (1 << len(left)) - 1, 1 << len(left) - 1, len(left)
    plus, minus = mask, 0
    for char in right:
        equal = rows.get(char, 0)
        vertical = equal | minus
        horizontal = (((equal & plus) + plus) ^ plus) | equal
        up, down = minus | ~(horizontal | plus) & mask, plus & horizontal
        distance += bool(up & last) - bool(down & last)
        up, down = (up << 1 | 1) & mask, down << 1 & mask
        plus, minus = down | ~(vertical | up) & mask, up & vertical
    return distance


def differing(left: str, right: str) -> tuple[str, str]:
    """The texts without their common beginning and end."""
    start = next((i for i, (x, y) in enumerate(zip(left, right, strict=False)) if x != y), min(len(left), len(right)))
    left, right = left[start:], right[start:]
    end = next(
        (i for i, (x, y) in enumerate(zip(left[::-1], right[::-1], strict=False)) if x != y), min(len(left), len(right))
    )
    return left[: len(left) - end], right[: len(right) - end]


def without_space(text: str) -> str:
    """The text without white space."""
    return "".join(text.split())


@cache
def seed_page(seed: str) -> CleanPage:
    """One dump, decoded as UTF-8 and cleaned."""
    path = next((CORPUS / "seeds").glob(f"{seed}_*"))
    raw = path.read_bytes().decode("utf-8-sig")
    segments = (Segment(0, 0, len(raw.encode()), "utf-8"),)
    return clean(DecodedPage(f"{seed}-0", seed, 0, "text/plain", raw, segments))


@cache
def reference(seed: str) -> list[dict[str, object]]:
    """The expected paragraphs of one dump."""
    return list(json.loads((CORPUS / "gold" / f"clean_{seed}.json").read_text(encoding="utf-8"))["paragraphs"])


def score(seed: str) -> float:
    """Character accuracy of one dump: 1 - distance / length of the reference, white space apart."""
    expected = without_space("".join(str(p.get("simplified", p["clean"])) for p in reference(seed)))
    found = without_space(seed_page(seed).text)
    return 1 - edit_distance(*differing(found, expected)) / len(expected)


def scores() -> dict[str, float]:
    """Character accuracy of every dump, by seed; empty where the reference is absent."""
    return {seed: score(seed) for seed in SEEDS} if is_available() else {}


def paragraph_score(seed: str) -> float:
    """F1 of the paragraph breaks of one dump, by their place among the characters that are no white space."""
    expected = _breaks(str(p.get("simplified", p["clean"])) for p in reference(seed))
    found = _breaks(seed_page(seed).text.split("\n"))
    return 2 * len(expected & found) / (len(expected) + len(found))


def _breaks(paragraphs: object) -> set[int]:
    ends: set[int] = set()
    at = 0
    for paragraph in paragraphs:  # type: ignore[attr-defined]
        at += len(without_space(paragraph))
        ends.add(at)
    return ends


def offset_errors(seed: str) -> int:
    """Characters of the reference whose raw offset our map does not cover."""
    page = seed_page(seed)
    offsets = from_rows(page.offset_map)
    wrong = at = 0
    for paragraph in reference(seed):
        clean_text, raw = str(paragraph.get("simplified", paragraph["clean"])), paragraph["map"]
        start = page.text.find(clean_text, at)
        if start < 0:
            continue
        at = start + len(clean_text)
        for i, expected in enumerate(raw):  # type: ignore[arg-type]
            low, high = offsets.to_old(start + i, start + i + 1)
            wrong += not low <= expected < max(high, low + 1)
    return wrong


if __name__ == "__main__":
    for name in SEEDS if is_available() else ():
        print(name, f"{score(name):.5f} paragraphs {paragraph_score(name):.4f} offset errors {offset_errors(name)}")
