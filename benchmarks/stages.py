"""What each stage costs beside `jieba.lcut` alone: ``python -m benchmarks.stages CORPUS`` prints JSON.

One process works through the corpus batch by batch, as a worker of the flow does; after each batch
`jieba.lcut` cuts the clean text of that same batch, so that both meet the same machine.
"""

from __future__ import annotations

import datetime
import json
import logging
import resource
import sys
import tempfile
import time
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import jieba
import pyarrow.parquet as pq

from benchmarks.processes import MAXRSS_UNIT
from schemas.settings import Settings
from tasks.batch import Batch, BatchResult, process_batch
from tasks.discover import discover
from tasks.plan import Item, batches_of

STAGES = ("discover", "read", "clean", "split", "enrich", "load")
JIEBA = "jieba.lcut"
SAMPLES = Path(__file__).resolve().parents[1] / "samples" / "pages"
"""Twenty kilobytes in all forms: what they cost is start-up."""


@dataclass(frozen=True, slots=True)
class StageCosts:
    """Processor seconds by stage, `jieba.lcut` among them; bytes read; the process's peak memory."""

    cpu_seconds: dict[str, float]
    size_bytes: int
    peak_bytes: int


def clean_texts(root: Path, result: BatchResult) -> Iterator[str]:
    """The clean text of every page that a batch wrote."""
    for file in result.files:
        if file.table == "pages":
            yield from pq.read_table(root / file.path, columns=["clean_text"])["clean_text"].to_pylist()


def measure(corpus: Path, root: Path) -> StageCosts:
    """Take `corpus` through the stages in this process, writing to `root`."""
    settings = Settings()
    seconds: defaultdict[str, float] = defaultdict(float)
    started = time.process_time()
    items = [Item(source, "load", "benchmark") for source in discover([corpus], settings.read)]
    seconds["discover"] = time.process_time() - started
    for number, batch in enumerate(batches_of(items, settings.run.batch_bytes, settings.run.batch_sources)):
        result = _run(batch, root, number, settings)
        for stage, spent in result.cpu_seconds.items():
            seconds[stage] += spent
        texts = list(clean_texts(root, result))
        started = time.process_time()
        for text in texts:
            jieba.lcut(text)
        seconds[JIEBA] += time.process_time() - started
    size = sum(item.source.size_bytes or 0 for item in items)
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * MAXRSS_UNIT
    return StageCosts(dict(seconds), size, peak)


def _run(items: tuple[Item, ...], root: Path, number: int, settings: Settings) -> BatchResult:
    now = datetime.datetime.now(datetime.UTC)
    return process_batch(Batch(f"bench-{number}", "bench", root, now, items), settings, lambda _: None)


def warm_up(folder: Path) -> None:
    """Load every dictionary and model once: the samples have all forms, damaged ones too."""
    settings = Settings()
    found = [Item(source, "load", "benchmark") for source in discover([SAMPLES], settings.read)]
    _run(tuple(item for item in found if not item.source.error_code), folder, 0, settings)
    jieba.lcut("雾港晚报")


def main(corpus: str) -> None:
    """Measure, with every dictionary loaded beforehand, and print."""
    jieba.setLogLevel(logging.ERROR)
    with tempfile.TemporaryDirectory() as folder:
        warm_up(Path(folder) / "warm")
        costs = measure(Path(corpus), Path(folder))
    print(
        json.dumps({"cpu_seconds": costs.cpu_seconds, "size_bytes": costs.size_bytes, "peak_bytes": costs.peak_bytes})
    )


if __name__ == "__main__":
    main(*sys.argv[1:])
