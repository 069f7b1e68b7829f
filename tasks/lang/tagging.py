"""Words and parts of speech exactly as `jieba.posseg.lcut` gives them, several times faster.

jieba.posseg cuts a text by the dictionary and reads what is left as single characters with a hidden Markov
model of its own; so its words may differ from those of `jieba.lcut` in runs that no dictionary holds. Here
rjieba cuts by the dictionary, and jieba.posseg itself reads each such run, once for each process; stretches
with letters and marks are left to it altogether. That both agree is empirical: tests/lang/test_tagging.py.
"""

from __future__ import annotations

import re
import warnings
from collections.abc import Iterator
from functools import cache, lru_cache
from typing import Any

from tasks.lang.words import UNKNOWN_TAG, Engine, dictionary, fast_engine, tokenizer

Tagged = tuple[tuple[str, str], ...]
"""Words, each with its part of speech."""

RUN = re.compile(r"[\u4e00-\u9fd5a-zA-Z0-9+#&._]+")
"""A run that jieba.posseg cuts as a whole (its ``re_han_internal``); nothing before or after it matters."""

PLAIN = re.compile(r"[\u4e00-\u9fd50-9]+")
"""A run of which rjieba's cut without its HMM is jieba's, once digits stand alone."""

RUNS_KEPT = 200_000
"""Runs whose tags a process keeps: bounds its memory on endless new text."""


@cache
def _posseg() -> Any:
    """jieba.posseg's tokenizer over jieba's own."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        from jieba.posseg import POSTokenizer
    return POSTokenizer(tokenizer())


@lru_cache(maxsize=RUNS_KEPT)
def _read(text: str) -> Tagged:
    """What jieba.posseg makes of a stretch of text."""
    return tuple((pair.word, pair.flag) for pair in _posseg().lcut(text))


def tagged(text: str, engine: Engine = "auto") -> tuple[list[str], list[str]]:
    """The words of a text and their parts of speech, exactly those of ``jieba.posseg.lcut(text)``.

    Args:
        text: any string.
        engine: "auto" for the fast engine where it is installed, "jieba" for jieba.posseg alone.

    >>> tagged("青禾县在长江边")
    (['青禾县', '在', '长江', '边'], ['nr', 'p', 'ns', 'd'])
    """
    rust = fast_engine() if engine == "auto" else None
    pairs = list(_read.__wrapped__(text) if rust is None else _pairs(text, rust))
    return [word for word, _ in pairs], [tag for _, tag in pairs]


def _pairs(text: str, rust: Any) -> Iterator[tuple[str, str]]:
    """Words with tags, run by run."""
    done = 0
    for match in RUN.finditer(text):
        if match.start() > done:
            yield from _read(text[done : match.start()])
        done = match.end()
        if PLAIN.fullmatch(match.group()):
            yield from _by_dictionary(match.group(), rust)
        else:
            yield from _read(match.group())
    if done < len(text):
        yield from _read(text[done:])


def _by_dictionary(run: str, rust: Any) -> Iterator[tuple[str, str]]:
    """A run of Chinese characters and digits, cut by the dictionary; single characters in a row are read together."""
    tags = dictionary().tags
    single = ""
    for word in rust.cut(run, False):
        if len(word) == 1 or word.isdigit():
            single += word
            continue
        if single:
            yield from _singles(single)
            single = ""
        yield word, tags.get(word, UNKNOWN_TAG)
    if single:
        yield from _singles(single)


@lru_cache(maxsize=RUNS_KEPT)
def _singles(run: str) -> Tagged:
    """Single characters in a row: one by one if they are a word of the dictionary, else as jieba.posseg's model reads them."""
    tags = dictionary().tags
    if len(run) == 1 or tokenizer().FREQ.get(run):
        return tuple((char, tags.get(char, UNKNOWN_TAG)) for char in run)
    return tuple((pair.word, pair.flag) for pair in _posseg()._POSTokenizer__cut_detail(run))
