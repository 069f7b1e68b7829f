"""Measure the repair of damaged bytes: ``python tests/eval/damage.py [sentences]``.

Damage is performed on text that nobody wrote for these rules (``../shared``, where it is present) and
repaired; what is printed are shares of whole pairs or sentences, and of damaged characters.
"""

from __future__ import annotations

import difflib
import json
import random
import re
import sys
import unicodedata
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path

from opencc import OpenCC

from schemas.document import Edit
from tasks.clean.frame_shift import restore_shifted_bytes
from tasks.clean.mojibake import undo_double_decoding
from tasks.clean.readings import remove_readings
from tasks.rule import apply_edits

SHARED = Path(__file__).resolve().parents[3] / "shared"
HIGH_CONFIDENCE = 0.9
SEED = 20261122


def repaired(text: str) -> str:
    """The text after the rules about bytes, in their order."""
    for rule in (undo_double_decoding, restore_shifted_bytes, remove_readings):
        text = apply_edits(text, rule(text))
    return text


def sentences() -> list[str]:
    """Sentences of the pages, shuffled by a fixed seed."""
    texts = (path.read_text(encoding="utf-8") for path in sorted((SHARED / "data/pages").glob("*.txt")))
    found = [s.strip() for text in texts for s in re.findall(r"[^\n。！？]{10,60}[。！？]", text)]
    random.Random(SEED).shuffle(found)
    return found


def lose_lead_byte(sentence: str, at: int, sign: bytes, codec: str) -> str:
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


def measure_lost_bytes(name: str, clean: Iterable[str], sign: bytes, codec: str = "gb18030") -> None:
    """One lost lead byte in each sentence."""
    choose = random.Random(SEED)
    whole = count = hit = right = asserted = held = 0
    for sentence in clean:
        places = [i for i, c in enumerate(sentence) if "\u4e00" <= c <= "\u9fff"]
        if not places or "?" in sentence:
            continue
        try:
            shown = lose_lead_byte(sentence, choose.choice(places), sign, codec)
        except UnicodeEncodeError:
            continue
        edits = restore_shifted_bytes(shown)
        restored = apply_edits(shown, edits)
        count, whole = count + 1, whole + (restored == sentence)
        one_hit, one_right = damaged_characters(sentence, shown, restored)
        hit, right = hit + one_hit, right + one_right
        sure = [e for e in edits if e.confidence >= HIGH_CONFIDENCE]
        asserted += len(sure)
        held += sum(edit_holds(shown, sentence, edit) for edit in sure)
    shares = f"{whole / count:.3f} of {count} sentences, {right / hit:.3f} of {hit} characters"
    print(f"lost lead byte, {name}: {shares}; asserted {asserted}, right {held / max(1, asserted):.4f}")


def edit_holds(shown: str, clean: str, edit: Edit) -> bool:
    """Whether what an edit asserts stands in the clean sentence where it should."""
    before, after = shown[: edit.start], shown[edit.end :]
    return clean.startswith(before) and clean[len(before) :].startswith(edit.after) and len(after) >= 0


def measure_pairs() -> None:
    """The performed replacements of data/damage."""
    rows = [json.loads(line) for line in (SHARED / "data/damage/derived.jsonl").open(encoding="utf-8")]
    for field in ("ruby", "punct", "both"):
        flags = {"ruby": ("shift_ruby",), "punct": ("shift_punct",), "both": ("shift_ruby", "shift_punct")}[field]
        for shifted in (False, True):
            chosen = [r for r in rows if any(r[f] for f in flags) is shifted]
            right = sum(folded(repaired(r[field])) == folded(r["clean"]) for r in chosen)
            lone = sum(folded(repaired(r[field])).rstrip("。") == folded(r["clean"]).rstrip("。") for r in chosen)
            print(
                f"pairs, {field}, shifted {shifted}: {right / len(chosen):.3f} of {len(chosen)}, last stop apart {lone / len(chosen):.3f}"
            )


def folded(text: str) -> str:
    """The text in half width, and without white space at its ends."""
    return unicodedata.normalize("NFKC", text).strip()


def sloppy(data: bytes) -> str:
    """Bytes as a browser shows Windows-1252."""
    return "".join(bytes([b]).decode("cp1252", "ignore") or chr(b) for b in data)


WRONG_DECODINGS: dict[str, Callable[[str], str]] = {
    "utf-8 as gb18030": lambda s: s.encode().decode("gb18030"),
    "utf-8 as latin-1": lambda s: s.encode().decode("latin-1"),
    "utf-8 as cp1252": lambda s: sloppy(s.encode()),
    "gbk as latin-1": lambda s: s.encode("gbk").decode("latin-1"),
    "gbk as cp1252": lambda s: sloppy(s.encode("gbk")),
    "big5 as gbk": lambda s: s.encode("big5").decode("gb18030"),
}
"""A wrong decoding that loses no byte; raises UnicodeError where it would."""


def measure_double_decoding(simplified: list[str], traditional: list[str]) -> None:
    """Each wrong decoding once and twice, whole and as a passage."""
    for name, wrong in WRONG_DECODINGS.items():
        for times in (1, 2):
            tried = list(_wrongly_decoded(simplified + traditional, wrong, times))
            right = sum(repaired(shown) == clean for clean, shown in tried)
            host = "昨天下午，会议在这里开幕。"
            passages = [(c, s) for c, s in tried if sum("\u4e00" <= x <= "\u9fff" for x in c) >= 20]
            inside = sum(repaired(host + s + host) == host + c + host for c, s in passages)
            if tried:
                share = f"{right / len(tried):.3f} of {len(tried)}"
                print(f"{name}, {times}x: {share}; passages {inside / max(1, len(passages)):.3f} of {len(passages)}")


def _wrongly_decoded(clean: Iterable[str], wrong: Callable[[str], str], times: int) -> Iterator[tuple[str, str]]:
    for sentence in clean:
        shown = sentence
        try:
            for _ in range(times):
                shown = wrong(shown)
        except UnicodeError:
            continue
        yield sentence, shown


def measure_harm(clean: Iterable[str]) -> None:
    """Edits on clean sentences."""
    edits = count = 0
    for sentence in clean:
        count += 1
        edits += sum(len(rule(sentence)) for rule in (undo_double_decoding, restore_shifted_bytes, remove_readings))
    print(f"harm: {edits} edits on {count} clean texts")


def clean_texts() -> Iterator[str]:
    """Lines of the pages, of other people's test data, and of the undamaged samples."""
    for path in (*sorted((SHARED / "data/pages").glob("*.txt")), *sorted((SHARED / "corpus/seeds").glob("00[0124]*"))):
        yield from path.read_text(encoding="utf-8").splitlines()
    for path in (SHARED / "data/ner/cluener_dev.jsonl", *sorted((SHARED / "data/peer_cases").glob("*.jsonl"))):
        yield from (s for line in path.open(encoding="utf-8") for s in _strings(json.loads(line)))
    for path in sorted((SHARED / "data/recognizers_text_specs").rglob("*.json")):
        yield from _strings(json.loads(path.read_text(encoding="utf-8-sig")))
    for line in (SHARED / "data/damage/derived.jsonl").open(encoding="utf-8"):
        yield json.loads(line)["clean"]


def _strings(value: object) -> Iterator[str]:
    if isinstance(value, str):
        yield value
    elif isinstance(value, dict):
        for inner in value.values():
            yield from _strings(inner)
    elif isinstance(value, list):
        for inner in value:
            yield from _strings(inner)


def main(count: int) -> None:
    """Print every figure; `count` sentences of each script where damage is performed."""
    if not SHARED.is_dir():
        print(f"skipped: {SHARED} is not here")
        return
    found = sentences()
    simplified = found[:count]
    convert = OpenCC("s2t").convert
    traditional = [convert(s) for s in found[count : 2 * count]]
    for script, chosen in (("simplified", simplified), ("traditional", traditional)):
        measure_lost_bytes(f"{script}, shown as ?", chosen, b"?")
        measure_lost_bytes(f"{script}, nothing shown", chosen, b"")
    measure_pairs()
    measure_double_decoding(simplified[:300], traditional[:300])
    measure_harm(clean_texts())


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else 500)
