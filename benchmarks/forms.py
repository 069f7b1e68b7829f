"""What each form of page costs in each stage: ``python -m benchmarks.forms``."""

from __future__ import annotations

import argparse
import logging
import tempfile
from pathlib import Path

import jieba
from rich.console import Console
from rich.table import Table

from benchmarks.corpus import write_corpus
from benchmarks.stages import JIEBA, STAGES, StageCosts, measure, warm_up

FORMS = ("columns", "indented", "web", "traditional", "damaged")


def costs_by_form(megabytes: float, seed: int, folder: Path) -> dict[str, StageCosts]:
    """The stages' costs on a corpus of each form alone."""
    warm_up(folder / "warm")
    costs = {}
    for form in FORMS:
        write_corpus(folder / form, seed, megabytes=megabytes, forms=(form,))
        costs[form] = measure(folder / form, folder / f"out-{form}")
    return costs


def table_of(costs: dict[str, StageCosts]) -> Table:
    """Processor seconds per MB, a column a form."""
    table = Table("CPU s per MB of input", *costs)
    for stage in (*STAGES, JIEBA):
        table.add_row(stage, *(f"{c.cpu_seconds.get(stage, 0.0) / c.size_bytes * 1e6:.3f}" for c in costs.values()))
    return table


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.forms", description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--megabytes", type=float, default=0.2, help="of each form (%(default)s)")
    parser.add_argument("--seed", type=int, default=1, help="which corpora (%(default)s)")
    options = parser.parse_args()
    jieba.setLogLevel(logging.ERROR)
    with tempfile.TemporaryDirectory(prefix="jianbao-bench-") as folder:
        Console().print(table_of(costs_by_form(options.megabytes, options.seed, Path(folder))))


if __name__ == "__main__":
    main()
