"""Kill an ingest with SIGKILL at random moments, run it again, and look whether anything is lost or doubled.

    python -m tests.faults.kill_ingest --kills 20 SOURCE…

While the ingest runs, a reader asks again and again whether what it sees is whole: every article's
page is there, every page's source is there, and no id twice. After each kill the same command is
run to its end and the tables must be those of an undisturbed run.
"""

from __future__ import annotations

import argparse
import os
import random
import shutil
import signal
import subprocess
import sys
import tempfile
import time
from pathlib import Path

import duckdb

from schemas import SOURCE_TABLES
from schemas.column import fields_of
from schemas.errors import StoreError
from warehouse.connect import connect

VOLATILE = ("uri", "run_id", "ingested_at")
"""Columns that differ from run to run."""

PAUSE_SECONDS = 0.05
"""Between two looks of the reader."""

BROKEN = """
    SELECT 'article without page' AS what, count(*) AS n FROM articles WHERE page_id NOT IN (SELECT page_id FROM pages)
    UNION ALL SELECT 'page without source', count(*) FROM pages
        WHERE source_id NOT IN (SELECT source_id FROM sources WHERE status = 'loaded')
    UNION ALL SELECT 'loaded source without page', count(*) FROM sources
        WHERE status = 'loaded' AND source_id NOT IN (SELECT source_id FROM pages)
    UNION ALL SELECT 'article without words', count(*) FROM articles
        WHERE char_count > 0 AND article_id NOT IN (SELECT article_id FROM words)
    UNION ALL SELECT 'doubled article', count(*) - count(DISTINCT article_id) FROM articles
    UNION ALL SELECT 'doubled source', count(*) - count(DISTINCT (uri, member)) FROM sources
"""


def command(sources: list[str], warehouse: Path) -> list[str]:
    return [sys.executable, "-m", "flows.cli", "ingest", *sources, "--warehouse", str(warehouse)]


def contents(warehouse: Path) -> dict[str, list[str]]:
    """Every table's rows as text, in order, without the columns that differ from run to run."""
    rows: dict[str, list[str]] = {}
    with connect(warehouse) as connection:
        for table in SOURCE_TABLES:
            exclude = [f.name for f in fields_of(table.row) if f.name in VOLATILE]
            columns = f"* EXCLUDE ({', '.join(exclude)})" if exclude else "*"
            found = connection.execute(f"SELECT {columns} FROM {table.name}").fetchall()
            rows[table.name] = sorted(map(repr, found))
    return rows


def broken(warehouse: Path) -> list[tuple[str, int]] | None:
    """What a reader sees that must never be seen; None while there is no warehouse yet."""
    try:
        with connect(warehouse) as connection:
            return [(what, n) for what, n in connection.execute(BROKEN).fetchall() if n]
    except (StoreError, duckdb.IOException) as error:
        if "no warehouse" in str(error):
            return None
        raise


def killed_run(sources: list[str], warehouse: Path, after: float) -> tuple[bool, int, list[tuple[str, int]]]:
    """Start an ingest, read alongside, kill it (and its workers) after some seconds.

    Returns:
        Whether the kill came before its end, how often was read, and what was seen broken.
    """
    process = subprocess.Popen(
        command(sources, warehouse), stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, start_new_session=True
    )
    deadline, reads, seen = time.monotonic() + after, 0, []
    while time.monotonic() < deadline and process.poll() is None:
        look = broken(warehouse)
        seen += look or []
        reads += look is not None
        time.sleep(PAUSE_SECONDS)
    killed = process.poll() is None
    if killed:
        os.killpg(process.pid, signal.SIGKILL)
    process.wait()
    return killed, reads, seen


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("sources", nargs="+")
    parser.add_argument("--kills", type=int, default=20)
    parser.add_argument("--seed", type=int, default=1)
    options = parser.parse_args()
    chance = random.Random(options.seed)
    folder = Path(tempfile.mkdtemp(prefix="jianbao-kill-"))
    started = time.monotonic()
    subprocess.run(command(options.sources, folder / "whole"), check=True, stdout=subprocess.DEVNULL)
    length = time.monotonic() - started
    expected = contents(folder / "whole")
    violations = reads = kills = 0
    while kills < options.kills:
        warehouse = folder / f"killed-{kills}"
        killed, read, seen = killed_run(options.sources, warehouse, chance.uniform(0.2, length))
        reads += read
        if killed:
            kills += 1
        subprocess.run(command(options.sources, warehouse), check=True, stdout=subprocess.DEVNULL)
        differing = [name for name, rows in contents(warehouse).items() if rows != expected[name]]
        violations += bool(seen or differing or broken(warehouse))
        print(f"kill {kills}: {read} reads, broken {seen}, differing tables {differing}", flush=True)
        shutil.rmtree(warehouse)
    shutil.rmtree(folder)
    print(f"{kills} kills over runs of {length:.1f} s, {reads} reads alongside, {violations} violations")
    return 1 if violations else 0


if __name__ == "__main__":
    sys.exit(main())
