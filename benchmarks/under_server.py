"""What Prefect costs: one ingest under a server against the same work without Prefect.

    python -m benchmarks.under_server FOLDER --workers 2 --batch-sources 1000

Starts a server of its own with the settings of `jianbao up`, runs the flow `ingest` on FOLDER, counts
the task runs that the flow has finished and those that the server has recorded, asks the server
meanwhile how fast it answers, and does the same work in threads over the same worker processes with
no Prefect in it. Processor time, never wall time, of each with all its processes; the server apart.
"""

from __future__ import annotations

import argparse
import datetime
import json
import logging
import os
import statistics
import sys
import tempfile
import threading
import time
import urllib.request
from collections.abc import Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from benchmarks.processes import cost_of
from flows import service
from flows.config import load_settings
from schemas.settings import Settings
from tasks.batch import Batch, BatchResult, commit_of, process_batch
from tasks.derive import DERIVATIONS, derive
from tasks.discover import discover
from tasks.fingerprint import fingerprint
from tasks.plan import batches_of, make_plan
from tasks.pool import WorkerPool
from warehouse.connect import publish
from warehouse.store import Store
from warehouse.verify import checks, run_checks

RECORDED_SECONDS = 600.0
"""How long the server may take to write down what it was told, on a busy machine."""

ASKED_SECONDS = 2.0
"""Between two questions to the server while the flow runs."""

FINISHED = "Finished in state"
"""What Prefect logs once for each task run and each flow run that has ended."""


def run_bare(folder: Path, warehouse: Path, workers: int) -> None:
    """Do what the flow `ingest` does, in threads over worker processes, without Prefect."""
    settings, store = load_settings(warehouse, workers), Store(warehouse)
    plan = make_plan(list(discover([folder], settings.read)), {}, lambda source: fingerprint(source, settings))
    cut = batches_of(plan.items, settings.run.batch_bytes, settings.run.batch_sources)
    at = datetime.datetime(2031, 1, 1)
    batches = [Batch(f"bare-{number:05}", "bare", store.root, at, items) for number, items in enumerate(cut, 1)]
    with store.writing("bare"):
        for result in _results(batches, settings, workers):
            store.commit(commit_of(result, "bare"))
        for derivation in DERIVATIONS:
            derive(store, derivation, "bare")
        publish(store)
    list(run_checks(store, checks(), "bare"))


def _results(batches: Sequence[Batch], settings: Settings, workers: int) -> Iterator[BatchResult]:
    with WorkerPool(workers, settings.run.worker_memory_bytes) as pool, ThreadPoolExecutor(workers) as threads:

        def work(batch: Batch) -> BatchResult:
            result: BatchResult = pool.call(
                process_batch, batch, settings, item_timeout=settings.run.page_timeout_seconds
            )
            return result

        yield from threads.map(work, batches)


def run_flow(folder: Path, warehouse: Path, workers: int) -> None:
    """Run the flow `ingest` in this process and print the number of task runs that have ended."""
    from flows.ingest import ingest

    ended: list[str] = []

    class Count(logging.Handler):
        def emit(self, record: logging.LogRecord) -> None:
            if record.getMessage().startswith(FINISHED):
                ended.append(record.getMessage())

    logging.getLogger("prefect.task_runs").addHandler(Count())
    ingest(paths=[folder], warehouse=warehouse, workers=workers)
    (warehouse / "ended.json").write_text(json.dumps(len(ended)))


def ask(port: int, what: str, body: dict[str, Any] | None = None) -> Any:
    """What the server answers to a POST."""
    request = urllib.request.Request(
        f"{service.api_url(port)}/{what}", json.dumps(body or {}).encode(), {"Content-Type": "application/json"}
    )
    with urllib.request.urlopen(request, timeout=60) as reply:
        return json.load(reply)


@contextmanager
def timed_answers(port: int) -> Iterator[list[float]]:
    """Ask for the newest task runs again and again; the seconds that each answer took, wall time."""
    seconds: list[float] = []
    over = threading.Event()

    def watch() -> None:
        while not over.wait(ASKED_SECONDS):
            begun = time.monotonic()
            ask(port, "task_runs/filter", {"limit": 50})
            seconds.append(time.monotonic() - begun)

    thread = threading.Thread(target=watch)
    thread.start()
    try:
        yield seconds
    finally:
        over.set()
        thread.join()


def recorded(port: int, wanted: int) -> int:
    """Task runs that the server has recorded as ended, once it has those that are wanted or time is over."""
    ended = {"task_runs": {"state": {"type": {"any_": ["COMPLETED", "FAILED"]}}}}
    until = time.monotonic() + RECORDED_SECONDS
    while (count := int(ask(port, "task_runs/count", ended))) < wanted and time.monotonic() < until:
        time.sleep(1)
    return count


@dataclass(frozen=True, slots=True)
class Usage:
    """A running process: processor seconds so far, resident bytes at the peak."""

    cpu_seconds: float
    peak_bytes: int


def usage(pid: int) -> Usage:
    """What a process of ours has used (Linux)."""
    fields = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()
    peak = next(line for line in Path(f"/proc/{pid}/status").read_text().splitlines() if line.startswith("VmHWM"))
    ticks = sum(map(int, fields[11:15]))
    return Usage(ticks / os.sysconf("SC_CLK_TCK"), int(peak.split()[1]) * 1024)


def measure(folder: Path, port: int, workers: int, sources: int) -> None:
    """Run both and print what they cost."""
    home = Path(tempfile.mkdtemp(prefix="jianbao-server-"))
    os.environ |= {"PREFECT_HOME": str(home), "JIANBAO_RUN__BATCH_SOURCES": str(sources)}
    os.environ["PREFECT_LOGGING_HANDLERS_CONSOLE_LEVEL"] = "CRITICAL"
    words = [sys.executable, "-m", "benchmarks.under_server", str(folder), "--workers", str(workers)]
    server = service.start_server(port, home / "server.log")
    try:
        service.wait_until(lambda: service.is_answering(port), server)
        before = usage(server.process.pid)
        api = {"PREFECT_API_URL": service.api_url(port)}
        with timed_answers(port) as answers:
            flow = cost_of([*words, "--part", "flow", "--warehouse", str(home / "flow")], api)
        made = json.loads((home / "flow" / "ended.json").read_text())
        counted = recorded(port, made)
        after = usage(server.process.pid)
    finally:
        service.stop([server])
    bare = cost_of([*words, "--part", "bare", "--warehouse", str(home / "bare")], {})
    print(f"task runs ended in the flow {made}, recorded by the server {counted}")
    print(f"flow {flow.cpu_seconds:.1f} s, largest process {flow.peak_bytes / 1e6:.0f} MB")
    print(f"bare {bare.cpu_seconds:.1f} s, largest process {bare.peak_bytes / 1e6:.0f} MB")
    print(f"flow over bare {flow.cpu_seconds / bare.cpu_seconds - 1:.1%}")
    print(f"server {after.cpu_seconds - before.cpu_seconds:.1f} s, {after.peak_bytes / 1e6:.0f} MB")
    answers = answers or [0.0]
    print(
        f"{len(answers)} answers: median {statistics.median(answers):.2f} s, slowest {max(answers):.2f} s of wall time"
    )
    print(f"warehouses and logs are in {home}; load {os.getloadavg()[0]:.1f}")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("folder", type=Path)
    parser.add_argument("--workers", type=int, default=2)
    parser.add_argument("--batch-sources", type=int, default=1000, help="files in a batch, run.batch_sources")
    parser.add_argument("--port", type=int, default=4277)
    parser.add_argument("--part", choices=("bare", "flow"), help=argparse.SUPPRESS)
    parser.add_argument("--warehouse", type=Path, help=argparse.SUPPRESS)
    given = parser.parse_args()
    if given.part:
        {"bare": run_bare, "flow": run_flow}[given.part](given.folder, given.warehouse, given.workers)
    else:
        measure(given.folder, given.port, given.workers, given.batch_sources)


if __name__ == "__main__":
    main()
