"""Measure the repair of lost bytes in text: ``python -m tests.eval.damage [sentences]`` for the large run.

Damage is performed on text that nobody wrote for these rules and repaired; what comes out are shares of
whole pairs or sentences, of damaged characters, and of the edits asserted with high confidence.
"""

from __future__ import annotations

import difflib
import random
import sys
import unicodedata
from collections.abc import Iterable, Iterator
from itertools import islice
from typing import NamedTuple

from schemas.document import Edit
from tasks.clean.frame_shift import restore_shifted_bytes
from tasks.clean.mojibake import undo_double_decoding
from tasks.clean.readings import remove_readings
from tasks.rule import apply_edits
from tests.eval.damage_text import (
    SEED,
    clean_texts,
    damaged_pairs,
    fictional_sentences,
    page_sentences,
    traditional,
)

HIGH_CONFIDENCE = 0.9
RULES = (undo_double_decoding, restore_shifted_bytes, remove_readings)
"""The rules about bytes, in their order."""

SIGNS = {"question": b"?", "nothing": b""}
"""What stands where the lead byte was, by its name in the figures."""

GATE_SENTENCES, GATE_CLEAN = 16, 4000
"""How much of each is measured for the gate, so that it costs seconds."""

PAIR_FIELDS = {"ruby": ("shift_ruby",), "punct": ("shift_punct",), "both": ("shift_ruby", "shift_punct")}
"""The damage of a pair, and the flags that say that something was shifted by it."""


class Repair(NamedTuple):
    """What became of one damaged sentence: characters hit and right again, edits asserted and true."""

    is_whole: bool
    hit: int
    right: int
    asserted: int
    held: int


def repaired(text: str) -> str:
    """The text after the rules about bytes."""
    for rule in RULES:
        text = apply_edits(text, rule(text))
    return text


def lose_lead_byte(sentence: str, at: int, sign: bytes, codec: str = "gb18030") -> str:
    """The sentence as shown when the first byte of the character at `at` has become `sign`."""
    data = sentence[:at].encode("gbk") + sign + sentence[at:].encode("gbk")[1:]
    return data.decode(codec, "replace").replace("\ufffd", "?" if sign else "\ufffd")


def damaged_characters(clean: str, shown: str, restored: str) -> tuple[int, int]:
    """How many characters the damage hit, and how many of them are right again."""

    def kept(text: str) -> set[int]:
        blocks = difflib.SequenceMatcher(None, clean, text, autojunk=False).get_matching_blocks()
        return {i for block in blocks for i in range(block.a, block.a + block.size)}

    hit = set(range(len(clean))) - kept(shown)
    return len(hit), len(hit & kept(restored))


def lost_bytes(clean: Iterable[str], sign: bytes) -> Iterator[Repair]:
    """One lost lead byte in each sentence that has a place for it."""
    choose = random.Random(SEED)
    for sentence in clean:
        places = [i for i, c in enumerate(sentence) if "\u4e00" <= c <= "\u9fff"]
        if not places or "?" in sentence:
            continue
        try:
            shown = lose_lead_byte(sentence, choose.choice(places), sign)
        except UnicodeEncodeError:
            continue
        edits = restore_shifted_bytes(shown)
        restored = apply_edits(shown, edits)
        sure = [e for e in edits if e.confidence >= HIGH_CONFIDENCE]
        held = sum(edit_holds(shown, sentence, edit) for edit in sure)
        yield Repair(restored == sentence, *damaged_characters(sentence, shown, restored), len(sure), held)


def edit_holds(shown: str, clean: str, edit: Edit) -> bool:
    """Whether what an edit asserts stands in the clean sentence where it should."""
    before = shown[: edit.start]
    return clean.startswith(before) and clean[len(before) :].startswith(edit.after)


def lost_byte_figures(repairs: Iterable[Repair]) -> dict[str, float]:
    """Shares of whole sentences and of characters, and of asserted edits that hold (1.0 if none is asserted)."""
    done = list(repairs)
    hit, asserted = sum(r.hit for r in done), sum(r.asserted for r in done)
    return {
        "sentences": sum(r.is_whole for r in done) / len(done),
        "characters": sum(r.right for r in done) / hit if hit else 1.0,
        "asserted_right": sum(r.held for r in done) / asserted if asserted else 1.0,
    }


def folded(text: str) -> str:
    """The text in half width, and without white space at its ends."""
    return unicodedata.normalize("NFKC", text).strip()


def pair_figures(limit: int | None = None) -> Iterator[tuple[str, float, int]]:
    """For each kind of damage with and without shifts: (name, share of pairs restored as a whole, how many).

    Without a shift, the mechanism determines every site.
    """
    rows = damaged_pairs()
    for field, flags in PAIR_FIELDS.items():
        for name, is_shifted in (("pairs", True), ("sites", False)):
            chosen = [r for r in rows if any(r[f] for f in flags) is is_shifted][:limit]
            if chosen:
                right = sum(folded(repaired(r[field])) == folded(r["clean"]) for r in chosen)
                yield f"{name}_{field}", right / len(chosen), len(chosen)


def harmed(clean: Iterable[str]) -> tuple[int, int]:
    """(texts, texts with an edit) among undamaged ones."""
    edited = [any(list(rule(text)) for rule in RULES) for text in clean]
    return len(edited), sum(edited)


def scores() -> dict[str, float]:
    """The figures for the gate; what needs ../shared is in `damage_pairs`."""
    plain = fictional_sentences()[:GATE_SENTENCES]
    figures = {}
    for script, chosen in (("simplified", plain), ("traditional", traditional(plain))):
        for name, sign in SIGNS.items():
            found = lost_byte_figures(lost_bytes(chosen, sign))
            figures |= {f"lost.{name}.{script}.{key}": figure for key, figure in found.items()}
    texts, edited = harmed(islice(clean_texts(), GATE_CLEAN))
    return figures | {"harm": 1.0 - edited / texts}


def main(count: int) -> None:
    """Print every figure; `count` sentences of each script where damage is performed."""
    found = page_sentences() or fictional_sentences()
    simplified, other = found[:count], found[count : 2 * count] or found[:count]
    for script, chosen in (("simplified", simplified), ("traditional", traditional(other))):
        for name, sign in SIGNS.items():
            repairs = list(lost_bytes(chosen, sign))
            shares = ", ".join(f"{key} {figure:.4f}" for key, figure in lost_byte_figures(repairs).items())
            print(f"lost lead byte, {script}, shown as {name}, {len(repairs)}: {shares}")
    for name, share, size in pair_figures():
        print(f"{name}: {share:.4f} of {size}")
    texts, edited = harmed(clean_texts())
    print(f"harm: {edited} of {texts} clean texts edited")


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else 500)
