"""Measure wrong decodings and damaged bytes: ``python -m tests.eval.damage_bytes [sentences]`` for the large run.

Double decoding: shares of texts, whole and as a passage of another line, that come back exactly. Damaged
bytes: shares of files in which one byte was lost, replaced, inserted, or the rest cut off, and no more than
the character that was hit is lost from the decoded text.
"""

from __future__ import annotations

import random
import re
import sys
from collections.abc import Callable, Iterable, Iterator
from itertools import takewhile

from schemas.errors import SourceError
from tasks.read.decode import decode
from tests.eval.damage import repaired
from tests.eval.damage_text import SEED, fictional_sentences, page_sentences, traditional

HOST = "昨天下午，会议在这里开幕。"
PASSAGE_HAN = 20
"""Han characters from which a passage must be found within other text."""

FILE_SENTENCES, HIT_SENTENCE = 5, 2
"""Sentences of a file, one a line, and which of them is hit."""

GATE_SENTENCES = 50
MOST_EXTRA = 3
"""Characters that may stand for the one that was hit: what is left of three bytes, each by itself."""


def sloppy(data: bytes) -> str:
    """Bytes as a browser shows Windows-1252."""
    return "".join(bytes([b]).decode("cp1252", "ignore") or chr(b) for b in data)


WRONG_DECODINGS: dict[str, Callable[[str], str]] = {
    "utf8_as_gbk": lambda s: s.encode().decode("gb18030"),
    "utf8_as_latin1": lambda s: s.encode().decode("latin-1"),
    "utf8_as_cp1252": lambda s: sloppy(s.encode()),
    "gbk_as_latin1": lambda s: s.encode("gbk").decode("latin-1"),
    "gbk_as_cp1252": lambda s: sloppy(s.encode("gbk")),
    "big5_as_gbk": lambda s: s.encode("big5hkscs").decode("gb18030"),
    "big5_as_gbk_as_latin1": lambda s: s.encode("big5hkscs").decode("gb18030").encode().decode("latin-1"),
}
"""A wrong decoding that loses no byte; raises UnicodeError where it would."""

ENCODINGS = {
    "gb18030": ("gb18030", False),
    "gb18030_traditional": ("gb18030", True),
    "big5": ("big5", True),
    "big5hkscs": ("big5hkscs", True),
    "utf8": ("utf-8", False),
    "utf16le": ("utf-16-le", False),
    "utf16be": ("utf-16-be", True),
}
"""Name of a figure -> codec, and whether the text is traditional."""

Harm = Callable[[bytes, int, random.Random], bytes]
HARMS: dict[str, Harm] = {
    "lost": lambda data, at, _: data[:at] + data[at + 1 :],
    "question": lambda data, at, _: data[:at] + b"?" + data[at + 1 :],
    "cut": lambda data, at, _: data[:at],
    "stray": lambda data, at, rng: data[:at] + bytes([rng.randrange(0x80, 0xFF)]) + data[at:],
}
"""What happens to the byte at a place."""


def wrongly_decoded(clean: Iterable[str], wrong: Callable[[str], str], times: int) -> Iterator[tuple[str, str]]:
    """(clean, shown) for the texts that the wrong decoding leaves all bytes of."""
    for text in clean:
        shown = text
        try:
            for _ in range(times):
                shown = wrong(shown)
        except UnicodeError:
            continue
        yield text, shown


def double_decoding(clean: Iterable[str]) -> Iterator[tuple[str, float, int]]:
    """For each wrong decoding, once and twice, whole and as a passage: (name, share that comes back exactly, how many)."""
    texts = [text for sentence in clean for text in (sentence, *_even_clauses(sentence))]
    for name, wrong in WRONG_DECODINGS.items():
        for times in (1, 2):
            tried = list(wrongly_decoded(texts, wrong, times))
            passages = [(c, s) for c, s in tried if sum("\u4e00" <= x <= "\u9fff" for x in c) >= PASSAGE_HAN]
            if tried:
                yield f"{name}.{times}x", sum(repaired(s) == c for c, s in tried) / len(tried), len(tried)
            if passages:
                inside = sum(repaired(HOST + s + HOST) == HOST + c + HOST for c, s in passages)
                yield f"{name}.{times}x.passage", inside / len(passages), len(passages)


def _even_clauses(sentence: str) -> list[str]:
    """Clauses of an even number of Han, whose bytes in UTF-8 all show in GBK."""
    return [c if len(c) % 2 == 0 else c[:-1] for c in re.findall("[\u4e00-\u9fff]{8,}", sentence)]


def cost(clean: str, shown: str) -> tuple[int, int]:
    """(characters of the clean text, characters in their place) between what both begin and end with."""
    before = _shared(clean, shown)
    after = min(_shared(clean[::-1], shown[::-1]), len(clean) - before, len(shown) - before)
    return len(clean) - before - after, len(shown) - before - after


def _shared(one: str, other: str) -> int:
    return sum(1 for _ in takewhile(lambda pair: pair[0] == pair[1], zip(one, other, strict=False)))


def damaged_files(sentences: tuple[str, ...], codec: str, harm: Harm) -> Iterator[bool]:
    """For each file of a few lines, one of them hit: whether no more than one character is lost."""
    rng = random.Random(SEED)
    for start in range(len(sentences) - FILE_SENTENCES + 1):
        lines = sentences[start : start + FILE_SENTENCES]
        before, text = "\n".join((*lines[:HIT_SENTENCE], "")), "\n".join(lines)
        try:
            data, low = text.encode(codec), len(before.encode(codec))
            at = rng.randrange(low, low + len(lines[HIT_SENTENCE].encode(codec)))
        except UnicodeEncodeError:
            continue
        hurt = harm(data, at, rng)
        yield is_cheap(_expected(text, data, hurt, codec), hurt)


def _expected(text: str, data: bytes, hurt: bytes, codec: str) -> str:
    """The clean text as far as the damaged file goes, the character that it cuts included."""
    if not data.startswith(hurt):
        return text
    whole = hurt.decode(codec, "ignore")
    return text[: len(whole) + (len(whole.encode(codec)) < len(hurt))]


def is_cheap(clean: str, hurt: bytes) -> bool:
    """Whether decoding loses at most one character."""
    try:
        lost, extra = cost(clean, decode(hurt).text)
    except SourceError:
        return False
    return lost <= 1 and extra <= MOST_EXTRA


def damaged_bytes(sentences: tuple[str, ...]) -> Iterator[tuple[str, float, int]]:
    """For each encoding and kind of damage: (name, share of files that lose at most one character, how many).

    GB 18030 with a question mark in a byte's place is left to cleaning and measured in `damage`.
    """
    other = traditional(sentences)
    for name, (codec, is_traditional) in ENCODINGS.items():
        for kind, harm in HARMS.items():
            if codec == "gb18030" and kind == "question":
                continue
            cheap = list(damaged_files(other if is_traditional else sentences, codec, harm))
            yield f"bytes.{name}.{kind}", sum(cheap) / len(cheap), len(cheap)


def _figures(sentences: tuple[str, ...]) -> Iterator[tuple[str, float, int]]:
    yield from double_decoding((*sentences, *traditional(sentences)))
    yield from damaged_bytes(sentences)


def scores() -> dict[str, float]:
    """The figures for the gate, on fictional text alone."""
    return {name: share for name, share, _ in _figures(fictional_sentences()[:GATE_SENTENCES])}


def main(count: int) -> None:
    """Print every figure, on `count` sentences of ../shared where it is present."""
    for name, share, size in _figures((page_sentences() or fictional_sentences())[:count]):
        print(f"{name}: {share:.4f} of {size}")


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else 300)
