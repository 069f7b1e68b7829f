"""What a warehouse of many commits and many files costs, without the text: `python -m benchmarks.scale FOLDER`.

The log is filled with commits whose files do not exist; the files of the second part are hard links to one real file of
`mentions`, which cost a reader what as many different ones would. Processor seconds, user and system.
"""

from __future__ import annotations

import argparse
import datetime
import os
import resource
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from schemas import SOURCE_TABLES
from schemas.column import fields_of
from tasks.load.arrow import to_arrow
from warehouse.connect import connect, publish
from warehouse.files import write_table
from warehouse.records import Content, Holding, WrittenFile
from warehouse.store import LOG_NAME, Store

SOURCES_A_COMMIT = 100
ROWS_A_FILE = 2_000
EDGE = 100
"""Commits at the beginning and at the end that are timed."""

NOON = datetime.datetime(2031, 5, 6, 12)
QUERIES = {
    "count": "SELECT count(*) FROM mentions",
    "group": "SELECT text, count(*) FROM mentions GROUP BY 1 ORDER BY 2 DESC LIMIT 5",
    "one article": "SELECT * FROM mentions WHERE article_id = 'ffff'",
}


@dataclass(slots=True)
class Taken:
    """Processor seconds."""

    seconds: float = 0.0


@contextmanager
def timed() -> Iterator[Taken]:
    """Measure a block."""
    taken, before = Taken(), time.process_time()
    yield taken
    taken.seconds = time.process_time() - before


def commit(store: Store, number: int) -> None:
    """A commit of new sources as the store writes it into the log, with a file in every table."""
    batch = f"run-{number:07}"
    keys = [f"{number * SOURCES_A_COMMIT + index:016x}" for index in range(SOURCES_A_COMMIT)]
    files = [
        WrittenFile(f"data/{table.name}/{batch}.parquet", table.name, batch, 1000, 10**6, "0" * 64, ("article_id",))
        for table in SOURCE_TABLES
    ]
    with store.log.writing() as log:
        commit_id = log.add_commit(NOON, "run", f"batch {batch}")
        log.add_files(commit_id, files)
        log.put_holdings(
            commit_id,
            [
                Holding(f"/dumps/晨光日报/{key}.txt", None, key, key * 4, 3000, "f" * 44, "loaded", None, batch)
                for key in keys
            ],
        )
        log.put_contents(commit_id, (), [Content(key, batch) for key in keys])


def resident_bytes() -> int:
    """Memory that this process has now (Linux)."""
    pages = int(Path("/proc/self/statm").read_text().split()[1])
    return pages * resource.getpagesize()


def measure_log(folder: Path, commits: int) -> None:
    """Fill a log and print what commits, planning and reading of it cost."""
    store = Store(folder)
    for number in range(commits):
        if number == 0 or number == commits - EDGE:
            before = time.process_time()
        commit(store, number)
        if number == EDGE - 1 or number == commits - 1:
            taken = (time.process_time() - before) * 1000 / EDGE
            print(f"commit {number + 1}: {taken:.1f} ms of processor time for the log", flush=True)
    size = (folder / LOG_NAME).stat().st_size
    sources = commits * SOURCES_A_COMMIT
    print(f"log of {commits} commits, {sources} sources: {size / 1e6:.0f} MB, {size / sources:.0f} bytes a source")
    memory = resident_bytes()
    with timed() as taken:
        held = store.holdings()
    grown = resident_bytes() - memory
    print(f"all {len(held)} holdings: {taken.seconds:.1f} s, {grown / len(held):.0f} bytes of memory each", flush=True)


def mentions(row_class: type) -> list[Any]:
    """Rows of one file."""
    same: dict[str, Any] = dict.fromkeys(field.name for field in fields_of(row_class))
    same |= {"source_id": "0", "field": "body", "kind": "person", "char_start": 0, "char_end": 2, "parts": ()}
    return [row_class(**same | {"article_id": f"{row:08x}-0-0", "text": f"人{row % 97}"}) for row in range(ROWS_A_FILE)]


def measure_files(folder: Path, counts: list[int]) -> None:
    """Publish and ask warehouses of many files of one table."""
    table = next(table for table in SOURCE_TABLES if table.name == "mentions")
    for count in counts:
        store = Store(folder / str(count))
        first = write_table(store.root, "run-0", table.name, to_arrow(table, mentions(table.row)))
        files = [first, *(linked(store.root, first, number) for number in range(1, count))]
        with store.log.writing() as log:
            log.add_files(log.add_commit(NOON, "run", "files"), files)
        with timed() as taken:
            publish(store)
        print(f"{count} files of {ROWS_A_FILE} rows: publishing {taken.seconds:.1f} s", end="")
        with timed() as taken:
            connection = connect(store.root)
        print(f", opening {taken.seconds:.2f} s", end="")
        for name, query in QUERIES.items():
            with timed() as taken:
                connection.execute(query).fetchall()
            print(f", {name} {taken.seconds:.2f} s", end="")
        connection.close()
        print(flush=True)


def linked(root: Path, file: WrittenFile, number: int) -> WrittenFile:
    """The same file under another name."""
    path = f"{file.path.removesuffix('.parquet')}-{number}.parquet"
    os.link(root / file.path, root / path)
    return replace(file, path=path, batch=f"run-{number}")


def main() -> None:
    """Measure what the arguments say."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else None)
    parser.add_argument("folder", type=Path, help="a folder that is not there yet")
    parser.add_argument("--commits", type=int, default=10_000)
    parser.add_argument("--files", type=int, nargs="+", default=[200, 2_000, 20_000])
    options = parser.parse_args()
    measure_log(options.folder / "log", options.commits)
    measure_files(options.folder / "files", options.files)


if __name__ == "__main__":
    main()
