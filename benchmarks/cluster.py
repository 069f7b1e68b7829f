"""A Dask cluster against one process: `sudo python -m benchmarks.cluster FOLDER --files 1500`.

The machines are network namespaces of this one (Linux, root), each with an address of its own; two runs hide the
warehouse's folder from the workers, one reads its files from an S3 server, in one a machine loses its power. Every run
must leave the same rows. Needs the development packages.
"""

from __future__ import annotations

import argparse
import datetime
import os
import shutil
import signal
import sqlite3
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import Any

import psutil
from distributed import Client
from pyarrow import fs

from benchmarks.corpus import write_corpus
from benchmarks.processes import cost_of
from schemas import STORED_TABLES
from schemas.column import fields_of
from tasks.dask_pool import DaskPool
from warehouse.connect import connect
from warehouse.store import LOG_NAME, Store

BRIDGE, NETWORK, PORT = "jbbench", "10.77.0.", 8786
KILL_AFTER = 5
"""Commits after which a machine loses its power."""

DIFFERENT_BY_NATURE = ("uri", "run_id", "ingested_at")
"""Columns that differ between two runs of the same version."""

AWS = {"AWS_ACCESS_KEY_ID": "key", "AWS_SECRET_ACCESS_KEY": "secret", "AWS_EC2_METADATA_DISABLED": "true"}


@dataclass(frozen=True, slots=True)
class Cost:
    """A run: seconds by the clock between its start and end in `runs`, processor seconds here and on the cluster."""

    seconds: float
    here: float
    cluster: float


def ip(*words: str) -> None:
    """Call iproute2."""
    subprocess.run(["ip", *words], check=True, capture_output=True)


@contextmanager
def network(machines: int) -> Iterator[list[str]]:
    """Namespaces on one bridge; ours is .1, theirs are .2 and so on. Yields their names."""
    names = [f"{BRIDGE}{number}" for number in range(machines)]
    with ExitStack() as undo:
        ip("link", "add", BRIDGE, "type", "bridge")
        undo.callback(ip, "link", "del", BRIDGE)
        ip("addr", "add", f"{NETWORK}1/24", "dev", BRIDGE)
        ip("link", "set", BRIDGE, "up")
        for number, name in enumerate(names, 2):
            ip("netns", "add", name)
            undo.callback(ip, "netns", "del", name)
            ip("link", "add", f"{name}v", "type", "veth", "peer", "name", "eth0", "netns", name)
            ip("link", "set", f"{name}v", "master", BRIDGE, "up")
            ip("-n", name, "addr", "add", f"{NETWORK}{number}/24", "dev", "eth0")
            ip("-n", name, "link", "set", "eth0", "up")
            ip("-n", name, "link", "set", "lo", "up")
        yield names


def processes_in(name: str) -> list[psutil.Process]:
    """All processes of a machine."""
    pids = subprocess.run(["ip", "netns", "pids", name], check=True, capture_output=True, text=True).stdout.split()
    return [psutil.Process(int(pid)) for pid in pids if psutil.pid_exists(int(pid))]


def cut_power(name: str) -> None:
    """Kill every process of a machine at once."""
    for process in processes_in(name):
        process.send_signal(signal.SIGKILL)


def cpu_seconds(names: list[str]) -> float:
    """Processor time of all processes that machines have now, and of those that these have waited for."""
    return sum(sum(process.cpu_times()[:4]) for name in names for process in processes_in(name))


@contextmanager
def cluster(names: list[str], hidden: Path | None) -> Iterator[str]:
    """A scheduler on the first machine, a worker on each other; yields the scheduler's address.

    Args:
        hidden: a folder that workers do not see.
    """
    address = f"tcp://{NETWORK}2:{PORT}"
    ip("netns", "exec", names[0], "true")
    cover = f"mount -t tmpfs none {hidden} && " if hidden else ""
    programs = [f"{sys.executable} -m distributed.cli.dask_scheduler --port {PORT} --no-dashboard"]
    programs += [
        f"{cover}exec {sys.executable} -m distributed.cli.dask_worker {address} --nthreads 1 --no-dashboard"
    ] * (len(names) - 1)
    quiet: dict[str, Any] = {"stdout": subprocess.DEVNULL, "stderr": subprocess.DEVNULL, "env": os.environ | AWS}
    started = [
        subprocess.Popen(["ip", "netns", "exec", name, "sh", "-c", program], **quiet)
        for name, program in zip(names, programs, strict=True)
    ]
    try:
        with Client(address, timeout=120, set_as_default=False) as client:
            client.wait_for_workers(len(names) - 1, timeout=120)
        yield address
    finally:
        for name in names:
            cut_power(name)
        for process in started:
            process.wait()


def ingest(inbox: str, warehouse: Path, batch: int, *words: str, names: list[str] | None = None) -> Cost:
    """Run `jianbao ingest` as a user would, in batches of so many sources."""
    with tempfile.TemporaryDirectory() as home:
        settings = {"PREFECT_HOME": home, "JIANBAO_RUN__BATCH_SOURCES": str(batch), **AWS}
        before = cpu_seconds(names or [])
        command = [sys.executable, "-m", "flows.cli", "ingest", inbox, "--warehouse", str(warehouse), *words]
        here = cost_of(command, settings).cpu_seconds
        there = cpu_seconds(names or []) - before
    (run,) = Store(warehouse).runs()
    return Cost(((run.ended_at or run.started_at) - run.started_at) / datetime.timedelta(seconds=1), here, there)


def rows(warehouse: Path) -> dict[str, list[str]]:
    """Every table's rows, sorted, without what differs by nature."""
    found = {}
    with connect(warehouse) as connection:
        for table in STORED_TABLES:
            volatile = [field.name for field in fields_of(table.row) if field.name in DIFFERENT_BY_NATURE]
            columns = f"* EXCLUDE ({', '.join(volatile)})" if volatile else "*"
            found[table.name] = sorted(map(repr, connection.execute(f"SELECT {columns} FROM {table.name}").fetchall()))
    return found


def cut_power_after_commits(warehouse: Path, name: str) -> None:
    """Wait for some commits, then cut a machine's power."""
    while True:
        time.sleep(0.05)
        try:
            with sqlite3.connect(warehouse / LOG_NAME) as log:
                (commits,) = log.execute("SELECT count(*) FROM commits").fetchone()
        except sqlite3.Error:
            continue
        if commits >= KILL_AFTER:
            return cut_power(name)


@contextmanager
def object_store(inbox: Path) -> Iterator[str]:
    """An S3 server that has the files of a folder; yields their address."""
    from moto.server import ThreadedMotoServer

    server = ThreadedMotoServer(f"{NETWORK}1", port=5000, verbose=False)
    server.start()
    os.environ |= AWS
    bucket = fs.S3FileSystem(
        endpoint_override=f"{NETWORK}1:5000", scheme="http", region="us-east-1", allow_bucket_creation=True
    )
    bucket.create_dir("inbox")
    fs.copy_files(str(inbox), "inbox", source_filesystem=fs.LocalFileSystem(), destination_filesystem=bucket)
    try:
        yield f"s3://inbox?endpoint_override={NETWORK}1:5000&scheme=http"
    finally:
        server.stop()


def overhead(address: str, calls: int = 500) -> tuple[float, float]:
    """Milliseconds of processor time here, and of the clock, that a call of a builtin costs."""
    with DaskPool(address, 0) as pool:
        pool.call(callable, item_timeout=60)
        wall, cpu = time.monotonic(), time.process_time()
        for _ in range(calls):
            pool.call(callable, item_timeout=60)
        return (time.process_time() - cpu) * 1000 / calls, (time.monotonic() - wall) * 1000 / calls


def show(what: str, cost: Cost, *more: str) -> None:
    """Print a line of the result."""
    line = f"{what}: {cost.seconds:.1f} s, processor {cost.here:.1f} s here, {cost.cluster:.1f} s on the cluster"
    print(", ".join((line, *more)), flush=True)


def measure(folder: Path, files: int, workers: int, batch: int) -> None:
    """Run everything and print it."""
    inbox = folder / "inbox"
    print(f"{write_corpus(inbox, 1, files=files, page_bytes=3000)}, batches of {batch}")
    show("one process", ingest(str(inbox), folder / "local", batch, "--workers", "1"))
    expected = rows(folder / "local")
    print({name: len(found) for name, found in expected.items()})
    away = folder / "away"
    away.mkdir()
    with network(workers + 1) as names:
        runs: list[tuple[str, Path | None, bool]] = [("shared folder", None, False), ("no shared folder", away, False)]
        runs += [("no shared folder, a machine lost", away, True), ("S3, no shared folder", away, False)]
        for number, (what, hidden, is_cut) in enumerate(runs):
            warehouse = (hidden or folder) / f"dask{number}"
            with ExitStack() as stack:
                address = stack.enter_context(cluster(names, hidden))
                place = stack.enter_context(object_store(inbox)) if what.startswith("S3") else str(inbox)
                if is_cut:
                    threading.Thread(target=cut_power_after_commits, args=(warehouse, names[-1]), daemon=True).start()
                run = partial(ingest, place, names=names[:-1] if is_cut else names)
                cost = run(warehouse, batch, "--runner", "dask", "--dask-address", address)
                same = "rows identical" if rows(warehouse) == expected else "ROWS DIFFER"
                show(f"{workers} workers, {what}", cost, same)
                if number == 0:
                    show(
                        "the same, dictionaries loaded",
                        run(folder / "again", batch, "--runner", "dask", "--dask-address", address),
                    )
                    cpu, wall = overhead(address)
                    print(f"a call that does nothing: processor here {cpu:.1f} ms, clock {wall:.1f} ms")


def main() -> None:
    """Measure what the arguments say."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else None)
    parser.add_argument("folder", type=Path, help="an empty folder, or one that is not there")
    parser.add_argument("--files", type=int, default=1500)
    parser.add_argument("--workers", type=int, default=3)
    parser.add_argument("--batch", type=int, default=50, help="sources in a batch (%(default)s)")
    options = parser.parse_args()
    options.folder.mkdir(parents=True, exist_ok=True)
    if shutil.which("ip") is None or os.geteuid() != 0:
        sys.exit("Network namespaces need Linux, iproute2 and root.")
    measure(options.folder.resolve(), options.files, options.workers, options.batch)


if __name__ == "__main__":
    main()
