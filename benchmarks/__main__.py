"""Measure the pipeline on generated corpora: ``python -m benchmarks --largest 64``.

Prints, from one run in which sizes take turns: processor seconds per MB (10^6 bytes of input) of
the whole ingest, Prefect included and start-up apart, of each stage, and of `jieba.lcut` alone over
the same clean text, with their ratio; peak memory; the Parquet bytes of each table as a share of the
input; and how all of it grows. Processor time, never wall time: other work on the machine hardly
shows in it. docs/benchmarks.md says how to read the tables.
"""

from __future__ import annotations

import argparse
import json
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from rich.console import Console
from rich.table import Table

from benchmarks.corpus import CorpusSize, write_corpus
from benchmarks.processes import Cost, cost_of
from benchmarks.stages import JIEBA, SAMPLES, STAGES, StageCosts

SIZES = (1, 4, 16, 64)
"""Megabytes of the corpora."""


@dataclass(frozen=True, slots=True)
class Measurement:
    """One corpus, measured once.

    Attributes:
        ingest: the whole command, start-up included.
        startup_seconds: what the command costs on the samples.
        parquet: bytes by table.
    """

    megabytes: int
    size: CorpusSize
    ingest: Cost
    startup_seconds: float
    stages: StageCosts
    parquet: dict[str, int]

    @property
    def per_megabyte(self) -> float:
        """Processor seconds per MB of the whole ingest, start-up apart."""
        return (self.ingest.cpu_seconds - self.startup_seconds) / self.size.size_bytes * 1e6

    def stage_per_megabyte(self, stage: str) -> float:
        """Processor seconds per MB of a stage, or of jieba.lcut."""
        return self.stages.cpu_seconds.get(stage, 0.0) / self.size.size_bytes * 1e6


def ingest(corpus: Path, warehouse: Path, home: Path) -> Cost:
    """Run `jianbao ingest` with one worker, its Prefect database in `home`."""
    command = [
        sys.executable,
        "-m",
        "flows.cli",
        "ingest",
        str(corpus),
        "--warehouse",
        str(warehouse),
        "--workers",
        "1",
    ]
    return cost_of(
        command, {"PREFECT_HOME": str(home), "PREFECT_SERVER_ANALYTICS_ENABLED": "false", "DO_NOT_TRACK": "1"}
    )


def stage_costs(corpus: Path) -> StageCosts:
    """Run benchmarks.stages in a process of its own."""
    command = [sys.executable, "-m", "benchmarks.stages", str(corpus)]
    done = subprocess.run(command, capture_output=True, text=True, check=True)
    return StageCosts(**json.loads(done.stdout.splitlines()[-1]))


def parquet_bytes(warehouse: Path) -> dict[str, int]:
    """Bytes of Parquet by table."""
    tables = sorted(path for path in (warehouse / "data").iterdir() if path.is_dir())
    return {table.name: sum(file.stat().st_size for file in table.rglob("*.parquet")) for table in tables}


def measure(sizes: Sequence[int], rounds: int, seed: int, folder: Path, console: Console) -> list[list[Measurement]]:
    """Measure each size `rounds` times, the sizes taking turns; a list by size."""
    written = {size: write_corpus(folder / f"corpus-{size}", seed, megabytes=size) for size in sizes}
    home = folder / "prefect"
    home.mkdir()
    ingest(SAMPLES, folder / "first", home)  # Prefect lays out its database once, in no measurement
    found: dict[int, list[Measurement]] = {size: [] for size in sizes}
    for number in range(rounds):
        startup = ingest(SAMPLES, folder / f"startup-{number}", home).cpu_seconds
        for size in sizes:
            console.print(f"round {number + 1}: {size} MB, {written[size].files} pages", style="dim")
            warehouse = folder / f"warehouse-{number}-{size}"
            whole = ingest(folder / f"corpus-{size}", warehouse, home)
            stages = stage_costs(folder / f"corpus-{size}")
            found[size].append(Measurement(size, written[size], whole, startup, stages, parquet_bytes(warehouse)))
            shutil.rmtree(warehouse)
    return list(found.values())


def best_of(rounds: Sequence[Measurement]) -> Measurement:
    """The round in which the whole ingest cost least."""
    return min(rounds, key=lambda measurement: measurement.ingest.cpu_seconds)


def table_of_costs(results: Sequence[Measurement]) -> Table:
    """Processor seconds per MB, a column a size."""
    table = Table("CPU s per MB of input", *(f"{result.megabytes} MB" for result in results), title="Processor time")
    rows = [("whole ingest, start-up apart", [r.per_megabyte for r in results])]
    rows += [(f"  {stage}", [r.stage_per_megabyte(stage) for r in results]) for stage in STAGES]
    rows += [("jieba.lcut alone, same text", [r.stage_per_megabyte(JIEBA) for r in results])]
    rows += [("whole ingest / jieba.lcut", [r.per_megabyte / r.stage_per_megabyte(JIEBA) for r in results])]
    rows += [("whole ingest / its smallest size", [r.per_megabyte / results[0].per_megabyte for r in results])]
    for name, numbers in rows:
        table.add_row(name, *(f"{number:.3f}" for number in numbers))
    table.add_row("start-up, s", *(f"{result.startup_seconds:.1f}" for result in results))
    return table


def table_of_sizes(results: Sequence[Measurement]) -> Table:
    """Memory and Parquet bytes, a column a size."""
    table = Table("", *(f"{result.megabytes} MB" for result in results), title="Memory and disk")
    table.add_row("peak of the largest process, MB", *(f"{result.ingest.peak_bytes / 1e6:.0f}" for result in results))
    table.add_row("Parquet, share of input", *(_share(sum(r.parquet.values()), r) for r in results))
    for name in sorted({name for result in results for name in result.parquet}):
        table.add_row(f"  {name}", *(_share(result.parquet.get(name, 0), result) for result in results))
    return table


def _share(size_bytes: int, result: Measurement) -> str:
    return f"{size_bytes / result.size.size_bytes:.3f}"


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks", description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--largest", type=int, choices=SIZES, default=16, help="largest corpus in MB (%(default)s)")
    parser.add_argument("--sizes", type=int, nargs="+", help="sizes in MB instead of 1, 4, 16, 64 up to the largest")
    parser.add_argument("--rounds", type=int, default=1, help="how often; the best of each size is shown (%(default)s)")
    parser.add_argument("--seed", type=int, default=1, help="which corpora (%(default)s)")
    options = parser.parse_args()
    console = Console()
    sizes = options.sizes or [size for size in SIZES if size <= options.largest]
    with tempfile.TemporaryDirectory(prefix="jianbao-bench-") as folder:
        results = [best_of(r) for r in measure(sizes, options.rounds, options.seed, Path(folder), console)]
    console.print(table_of_costs(results))
    console.print(table_of_sizes(results))


if __name__ == "__main__":
    main()
