"""Time the canned questions, search and KWIC on a warehouse: ``python -m benchmarks.questions DEST``.

Each query opens the published file anew, as a command does; the operating system may hold the files in memory. Wall time is
what a user waits on an idle machine, processor time what can be compared on a busy one.
"""

from __future__ import annotations

import argparse
import time
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from rich.console import Console

from flows.output import print_table
from warehouse.connect import connect
from warehouse.reports import names, read_report

SEARCHES = ("白城", "经济 发展", "新质生产力 白城", "新质生产力", "高质量发展")
PHRASES = ("新质生产力", "高质量发展", "发展")


@dataclass(frozen=True, slots=True)
class Timing:
    """One query, the best of several.

    Attributes:
        wall, cpu: seconds, opening included.
    """

    name: str
    rows: int
    wall: float
    cpu: float


def queries() -> Iterator[tuple[str, str]]:
    """Names and SQL of what is timed."""
    yield "open", "SELECT count(*) FROM mentions"
    yield from ((f"search {words}", f"FROM search('{words}', most := 20)") for words in SEARCHES)
    yield from ((f"search {words}, all", f"FROM search('{words}')") for words in SEARCHES)
    yield from ((f"kwic {phrase}", f"FROM kwic('{phrase}', 20)") for phrase in PHRASES)
    yield from ((name, read_report(name).sql) for name in names())


def timed(root: Path, name: str, sql: str, rounds: int) -> Timing:
    """A query, opened cold so many times."""
    found = []
    for _ in range(rounds):
        wall, cpu = time.perf_counter(), time.process_time()
        with connect(root) as connection:
            rows = connection.sql(sql).to_arrow_table().num_rows
        found.append((time.perf_counter() - wall, time.process_time() - cpu))
    return Timing(name, rows, min(wall for wall, _ in found), min(cpu for _, cpu in found))


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else None)
    parser.add_argument("dest", type=Path)
    parser.add_argument("--rounds", type=int, default=2)
    asked = parser.parse_args()
    timings = [timed(asked.dest, name, sql, asked.rounds) for name, sql in queries()]
    rows = [(t.name, t.rows, round(t.wall, 2), round(t.cpu, 2)) for t in timings]
    print_table(Console(highlight=False), ("query", "rows", "wall, s", "processor, s"), rows)
