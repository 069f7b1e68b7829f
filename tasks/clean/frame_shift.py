"""Mirror sites' damage to GBK text: lost bytes, after which the text is shown one byte off."""

from __future__ import annotations

import math
import re
from collections import Counter
from collections.abc import Iterator

from schemas.document import Edit
from tasks.clean.frame_shift_moves import Moves
from tasks.clean.frame_shift_paths import Document, Path, pieces
from tasks.clean.frame_shift_places import READING, is_traditional, suspects
from tasks.clean.frame_shift_search import Search
from tasks.clean.readings import remove_readings
from tasks.lang.language_model import language_model

CONTEXT = 12
"""Characters before a suspicious place with which the search begins."""

TEMPERATURE = 2.2
"""Divides differences of scores before they become confidence; the dictionary's words are not independent."""

TRIES = 2
"""Searches without result that a place has been read by, after which it is not searched itself.

In one damaged stretch every few characters look odd, and each would be searched to the stretch's end. Of 1,335
places of made damage that were restored, 7 had been read in vain before, one of them twice.
"""

VAIN_AT_FIRST, VAIN_A_CHARACTER, MOST_VAIN = 60_000, 50, 600_000
"""Steps of searches that may be made without result: so many, and so many a character of the document, to the last.

Then the rest of a document is left: it is damaged in another way, or not at all. A million steps take 10 seconds.
"""

PAID_A_CHARACTER = 1_000
"""Steps for each character of a place that was restored that are not counted as vain; half of them are enough."""

DOCUMENT_SAMPLE = 200_000
"""Characters of the document that are counted as evidence."""

_ASCII_COMMA = re.compile("[\u4e00-\u9fff],[\u4e00-\u9fff]")


def restore_shifted_bytes(text: str) -> list[Edit]:
    """Restore text that is shown one byte off because bytes of GBK were lost.

    Sites replace bytes without regard for characters: full-width marks by ASCII ones, and a traditional
    character by itself and its reading. A hit across two characters takes a byte from each, and all that
    follows is read one byte off until an ASCII character. What was lost is put back where the mechanism
    tells it, and otherwise looked for by what reads best. Question marks and rare words stay.

    >>> from tasks.rule import apply_edits
    >>> damaged = "他说：“水位已经退了。”村里人清楚。".encode("gbk").replace("！".encode("gbk"), b"!").decode("gbk", "replace")
    >>> damaged
    '他说：“水位已经退了�!贝謇锶饲宄�。'
    >>> apply_edits(damaged, restore_shifted_bytes(damaged))
    '他说：“水位已经退了。”村里人清楚。'
    >>> restore_shifted_bytes("是吗?我用iPhone拍过佼佼者和饕餮。")
    []
    """
    document: Document | None = None
    edits: list[Edit] = []
    done = 0
    vain_ends = [0] * TRIES
    left = min(VAIN_AT_FIRST + VAIN_A_CHARACTER * len(text), MOST_VAIN)
    for place in suspects(text):
        if place.start < max(done, min(vain_ends)) or left <= 0:
            continue
        document = document or _document(text)
        begins = range(max(done, place.begins.start), place.begins.stop)
        first = min(place.start, begins.start) if begins else place.start
        moves = Moves(text, document, begins, max(place.end, begins.stop) - 1)
        search = Search(text, language_model(), document, moves)
        start = max(done, first - CONTEXT)
        found, end, steps = _restored(search, start, place.needed)
        edits += found
        left -= steps
        if found:
            done, left = end, left + PAID_A_CHARACTER * (end - start)
        else:
            vain_ends = sorted([*vain_ends, end])[1:]
    return edits


def shifted_places(text: str) -> Iterator[tuple[int, int]]:
    """Stretches (start, end) that read better one byte on, that is, seem to be shown one byte off."""
    return ((place.start, place.end) for place in suspects(text))


def _restored(search: Search, start: int, needed: float) -> tuple[list[Edit], int, int]:
    """The edits of the best path from `start`, none if it is not good enough, where it ends, and the steps it took."""
    paths, end, steps = search.run(start)
    if not paths or paths[0].score - search.untouched(start, end).score < needed:
        return [], end, steps
    best = paths[0]
    confidence = _confidence(best, paths[1:])
    return list(_edits(search.text, best, confidence)), end, steps


def _confidence(best: Path, others: list[Path]) -> float:
    """How likely the best path is among those that were left, 0 to 1."""
    doubt = math.exp(-best.margin / TEMPERATURE)
    doubt += sum(math.exp((p.score - best.score) / TEMPERATURE) for p in others)
    return round(1 / (1 + doubt), 4)


def _edits(text: str, path: Path, confidence: float) -> Iterator[Edit]:
    """The stretches that a path changes."""
    start = end = -1
    after = ""
    for link in pieces(path.link):
        if link.after == text[link.start : link.end] and link.end > link.start:
            if start >= 0:
                yield Edit(start, end, after, confidence)
            start, after = -1, ""
            continue
        start = link.start if start < 0 else start
        end, after = link.end, after + link.after
    if start >= 0:
        yield Edit(start, end, after, confidence)


def _document(text: str) -> Document:
    """What the whole text says about its script and its words."""
    model = language_model()
    sample = text[:DOCUMENT_SAMPLE]
    plain = "".join(model.simplified.get(c, c) for c in READING.sub("", sample))
    counts = Counter(plain[i : i + n] for n in (1, 2, 3) for i in range(len(plain) - n + 1))
    keeps_undefined = re.search("[\ue000-\uf8ff]", sample) is not None
    is_replaced = bool(remove_readings(sample)) or len(_ASCII_COMMA.findall(sample)) > sample.count("，")
    return Document(counts, is_traditional(text), is_replaced, keeps_undefined)
