"""Two writers, a maintainer and five readers at once, for so many reads.

    python tests/faults/crowd.py 5000

Writers take turns through the lock; each publishes after its commit, as a flow does. Readers open the
published file and must see one state in every table; one of them keeps each snapshot for a while and reads
it again, while files are merged and removed beside it, and must see the same.
"""

from __future__ import annotations

import multiprocessing
import random
import sys
import tempfile
import time
from dataclasses import dataclass
from multiprocessing.synchronize import Event
from pathlib import Path
from typing import Any

sys.path[:0] = [str(Path(__file__).parents[2]), str(Path(__file__).parents[1]), str(Path(__file__).parent)]

import work  # noqa: E402

from warehouse.connect import connect, publish, run_select  # noqa: E402
from warehouse.store import Store  # noqa: E402

READERS = 5

KEPT_SECONDS = 2.0
"""How long the slow reader keeps a snapshot; shorter than work.GRACE."""

PAUSE_SECONDS = 0.2
"""Between two turns of a writer."""


def write(root: Path, name: str, stop: Event, report: Any) -> None:
    """Commit, forget, go back; publish."""
    store, rng, turns = Store(root), random.Random(name), 0
    past: dict[int, work.State] = {}
    while not stop.is_set():
        with store.writing(name):
            choices = work.operations(store, work.state_of(store), past, f"{name}-{turns}", rng)
            wish = rng.choice(["commit", "commit", "derive", "forget", "rollback"])
            operation = choices[wish if wish in choices else "commit"]()
            operation.run(store)
            last = store.last_commit()
            past[last.commit_id if last else 0] = operation.after
            publish(store)
        turns += 1
        time.sleep(PAUSE_SECONDS)
    report.put(("turns", turns, []))


def maintain(root: Path, stop: Event, report: Any) -> None:
    """What the flow `maintain` does, again and again."""
    store, turns = Store(root), 0
    while not stop.is_set():
        with store.writing("maintain"):
            state = work.state_of(store)
            for operation in (work.merge(state, f"m{turns}"), work.clear(state), work.copy_log(state)):
                operation.run(store)
            publish(store)
        turns += 1
        time.sleep(2 * PAUSE_SECONDS)
    report.put(("maintained", turns, []))


def read(root: Path, reads: int, is_slow: bool, report: Any) -> None:
    """Look so many times."""
    wrong: list[str] = []
    for _ in range(reads):
        wrong += read_twice(root) if is_slow else work.seen(root)[1]
    report.put(("reads", reads, wrong))


def read_twice(root: Path) -> list[str]:
    """Read a snapshot, keep it, read it again."""
    with connect(root) as connection:
        first = run_select(connection, work.SEEN)
        time.sleep(KEPT_SECONDS)
        second = run_select(connection, work.SEEN)
    same = sorted(map(str, first.to_pylist())) == sorted(map(str, second.to_pylist()))
    return [] if same else ["a snapshot changed under its reader"]


@dataclass
class Tally:
    """How it went."""

    reads: int = 0
    turns: int = 0
    maintained: int = 0
    wrong: tuple[str, ...] = ()


def run(reads: int, root: Path) -> Tally:
    """Let the crowd work until `reads` reads are done, about one in thirty of them by the slow reader."""
    context = multiprocessing.get_context("forkserver")
    context.set_forkserver_preload(["work"])
    work.new_warehouse(root)
    report, stop = context.Queue(), context.Event()
    slow = max(1, reads // (30 * READERS))
    shares = [slow] + [-(-(reads - slow) // (READERS - 1))] * (READERS - 1)
    workers = [context.Process(target=write, args=(root, name, stop, report)) for name in ("a", "b")]
    workers.append(context.Process(target=maintain, args=(root, stop, report)))
    readers = [context.Process(target=read, args=(root, n, not i, report)) for i, n in enumerate(shares)]
    for process in (*workers, *readers):
        process.start()
    for process in readers:
        process.join()
    stop.set()
    for process in workers:
        process.join()
    tally = Tally()
    died = tuple(f"{p.name} ended with {p.exitcode}" for p in (*workers, *readers) if p.exitcode)
    for kind, number, wrong in [report.get() for _ in range(len(workers) + len(readers) - len(died))]:
        setattr(tally, kind, getattr(tally, kind) + number)
        tally.wrong += tuple(wrong)
    tally.wrong += died + tuple(work.stored(Store(root))[1])
    return tally


if __name__ == "__main__":
    with tempfile.TemporaryDirectory() as folder:
        tally = run(int(sys.argv[1]), Path(folder).resolve())
    print(tally)
    sys.exit(bool(tally.wrong))
