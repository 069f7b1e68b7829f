"""The benchmark's corpus: reproducible, of the size asked for, and as varied as its figures claim."""

from __future__ import annotations

from itertools import islice
from pathlib import Path

import jieba
import pytest

from benchmarks.corpus import generate, write_corpus, write_json_lines


def _texts(seed: int, count: int) -> list[str]:
    return [page.text for page in islice(generate(seed), count)]


def test_the_same_seed_gives_the_same_pages() -> None:
    assert _texts(7, 5) == _texts(7, 5)


def test_another_seed_gives_other_pages() -> None:
    assert set(_texts(7, 5)).isdisjoint(_texts(8, 5))


def test_vocabulary_keeps_growing() -> None:
    texts = _texts(3, 60)
    first, both = (set(jieba.cut("".join(part))) for part in (texts[:30], texts))
    assert len(both) > 1.35 * len(first)


@pytest.mark.parametrize("megabytes", [0.05, 0.2])
def test_corpus_has_the_size_asked_for(tmp_path: Path, megabytes: float) -> None:
    size = write_corpus(tmp_path, 1, megabytes=megabytes)
    assert megabytes * 1e6 <= size.size_bytes < megabytes * 1e6 + 60_000
    assert sum(path.stat().st_size for path in tmp_path.rglob("*.txt")) == size.size_bytes


def test_corpus_has_as_many_files_as_asked_for(tmp_path: Path) -> None:
    assert write_corpus(tmp_path, 1, files=12, page_bytes=500).files == 12
    assert len(list(tmp_path.rglob("*.txt"))) == 12


def test_json_lines_hold_a_page_a_line(tmp_path: Path) -> None:
    size = write_json_lines(tmp_path / "pages.jsonl", 1, megabytes=0.05)
    assert len((tmp_path / "pages.jsonl").read_bytes().splitlines()) == size.files
