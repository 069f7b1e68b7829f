"""Words exactly as `jieba.lcut` gives them, an order of magnitude faster, and what its dictionaries say of them.

The fast engine is rjieba, jieba's algorithm in Rust, loaded with jieba's own frequencies. With new
words found by the HMM the two agree except in runs that hold some ASCII marks; those runs are cut
by jieba itself. That they agree is empirical: tests/lang/test_words_engines.py runs both, and
the setting ``enrich.word_engine = "jieba"`` does without rjieba.

Nothing is loaded before the first use. jieba's cache file in the shared temporary folder is never
read or written: another program may have left a different dictionary there.
"""

from __future__ import annotations

import logging
import re
import warnings
from collections.abc import Iterable, Sequence
from functools import cache
from itertools import accumulate
from typing import Any, Literal, NamedTuple

Engine = Literal["auto", "jieba"]

UNKNOWN_TAG = "x"
"""The tag of a word that is not in the dictionary, as in jieba."""

NAME_TAGS = frozenset({"nr", "nrt", "nrfg"})
"""Parts of speech of personal names in jieba's dictionary."""

RUN_MARKS = r"\-+\#&._%"
"""ASCII marks that jieba keeps inside a run of Chinese characters, letters and digits."""

ODD = re.compile(
    r"""
    [^\u4e00-\u9fd5A-Za-z0-9\n\x20\u3000-\u301f\u2013-\u2027\uff01-\uff0c\uff0f-\uff5e,:;!?()'"/《》%]
    (?!(?<=\.)[0-9]+(?![0-9A-Za-z.]))    # 3.6 is one word to both; 3.6.1 and v2.b are not
    (?:(?<=\r)\n)?                       # a line end of two characters stays whole
    """,
    re.VERBOSE,
)
"""Characters at which the engines may differ; everything else is covered by the differential test."""

RUN = re.compile(rf"[\u4e00-\u9fd5A-Za-z0-9{RUN_MARKS}]+")
"""A run that jieba cuts as a whole (its ``re_han_default``); nothing before or after it matters."""

GAP_WORD = "\U000ffffe\U000fffff"
"""A word of private-use characters that carries the frequency by which jieba counts its repeated entries."""


class Dictionary(NamedTuple):
    """jieba's dictionary: frequency and part of speech of each word, and the total that it divides by."""

    frequency: dict[str, int]
    tags: dict[str, str]
    total: int


def _jieba() -> Any:
    """The jieba module, without its warnings and its log."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        import jieba
    jieba.setLogLevel(logging.ERROR)
    return jieba


@cache
def dictionary() -> Dictionary:
    """jieba's default dictionary, read once a process.

    >>> dictionary().tags["长江"]
    'ns'
    """
    frequency: dict[str, int] = {}
    tags: dict[str, str] = {}
    known: dict[str, str] = {}
    total = 0
    with _jieba().Tokenizer().get_dict_file() as file:
        for line in file.read().decode().splitlines():
            word, count, tag = line.split(" ")
            frequency[word] = int(count)
            tags[word] = known.setdefault(tag, tag)
            total += int(count)
    return Dictionary(frequency, tags, total)


@cache
def tokenizer() -> Any:
    """jieba's own tokenizer, filled as `Tokenizer.initialize` fills it."""
    words = dictionary()
    prefixes = dict.fromkeys((word[:end] for word in words.frequency for end in range(1, len(word))), 0)
    tokenizer = _jieba().Tokenizer()
    tokenizer.FREQ = {**prefixes, **words.frequency}
    tokenizer.total = words.total
    tokenizer.initialized = True
    return tokenizer


@cache
def fast_engine() -> Any | None:
    """rjieba over jieba's frequencies: `cut(text, hmm)`; None where rjieba is not installed."""
    try:
        import rjieba
    except ImportError:
        return None
    words = dictionary()
    make: Any = rjieba.Jieba
    engine = make.empty()
    for word, count in words.frequency.items():
        engine.add_word(word, count, None)
    gap = words.total - sum(words.frequency.values())
    if gap:
        engine.add_word(GAP_WORD, gap, None)
    return engine


def cut(text: str, engine: Engine = "auto") -> list[str]:
    """The words of a text, exactly those of ``jieba.lcut(text)``; joined they are the text.

    Args:
        text: any string.
        engine: "auto" for the fast engine where it is installed, "jieba" for jieba's own.

    >>> cut("杭州西湖风景很好")
    ['杭州', '西湖', '风景', '很', '好']
    """
    rust = fast_engine() if engine == "auto" else None
    if rust is None:
        return list(tokenizer().lcut(text))
    words: list[str] = []
    done = 0
    for start, end in _odd_runs(text):
        words += rust.cut(text[done:start], True)
        words += tokenizer().lcut(text[start:end])
        done = end
    words += rust.cut(text[done:], True) if done < len(text) else []
    return words


def _odd_runs(text: str) -> Iterable[tuple[int, int]]:
    """The stretches that are left to jieba: each odd character with the run that it stands in."""
    done = 0
    for match in ODD.finditer(text):
        if match.start() < done:
            continue
        run = RUN.match(text, match.start())
        if run is None:
            done = match.end()
            yield match.start(), done
            continue
        start = match.start()
        while start > done and RUN.match(text, start - 1, start):
            start -= 1
        done = run.end()
        yield start, done


def tags_of(words: Iterable[str]) -> list[str]:
    """The part of speech of each word in jieba's dictionary; "x" for a word that is not in it.

    >>> tags_of(["长江", "齉齉"])
    ['ns', 'x']
    """
    return list(map(_TAGS.__getitem__, words))


TAGS_KEPT = 500_000
"""Words whose tags a process keeps: a small table of the words in use is faster than the whole dictionary."""


class _Tags(dict[str, str]):
    """The tag of each word, looked up at its first use."""

    def __missing__(self, word: str) -> str:
        tag = dictionary().tags.get(word, UNKNOWN_TAG)
        if len(self) < TAGS_KEPT:
            self[word] = tag
        return tag


_TAGS = _Tags()


GLUED = frozenset("同与和从由向对因经据沿将把为被让给至到在及往每该本全各这那进")
"""Function words of one character that jieba's HMM glues to the unknown word behind them: 同青禾."""


def is_glued(word: str, tag: str) -> bool:
    """Whether the first character of an unknown word is likelier a function word before it.

    >>> is_glued("同青禾", "x"), is_glued("青禾", "x")
    (True, False)
    """
    return tag == UNKNOWN_TAG and len(word) > 2 and word[0] in GLUED


class Idf(NamedTuple):
    """jieba's inverse document frequencies, and the median, which stands for an unknown word's."""

    of_word: dict[str, float]
    median: float


@cache
def idf() -> Idf:
    """The table that jieba's keyword extraction uses, read once a process."""
    from importlib.resources import files

    text = files("jieba").joinpath("analyse/idf.txt").read_text(encoding="utf-8")
    pairs = (line.split(" ") for line in text.splitlines())
    of_word = {word: float(value) for word, value in pairs}
    return Idf(of_word, sorted(of_word.values())[len(of_word) // 2])


def offsets(words: Sequence[str]) -> list[int]:
    """Where each word starts, and where the last one ends.

    >>> offsets(["甲乙", "丙"])
    [0, 2, 3]
    """
    return list(accumulate(map(len, words), initial=0))
