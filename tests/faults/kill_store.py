"""Kill a writer with SIGKILL at random moments of all that it does, with a reader alongside.

    python tests/faults/kill_store.py 500

The writer goes from state to state (tests/faults/work.py): commits, compactions, removals, derived tables,
rollbacks, forgotten sources, copies of the log, publishing. A reader must see, at any moment, one state in
every table. What the writer reported as done must be there after its death, what it was at is either done or
not, every file is whole, and the next writer must be able to go on.
"""

from __future__ import annotations

import contextlib
import multiprocessing
import random
import sys
import tempfile
import time
from collections import Counter
from dataclasses import dataclass, field
from multiprocessing.connection import Connection
from pathlib import Path
from typing import Any

sys.path[:0] = [str(Path(__file__).parents[2]), str(Path(__file__).parents[1]), str(Path(__file__).parent)]

import work  # noqa: E402

from warehouse import files  # noqa: E402
from warehouse.store import Store  # noqa: E402
from warehouse.verify import damaged_files, log_problems  # noqa: E402

LONGEST_SECONDS = {"commit": 0.3, "compact": 0.5, "publish": 0.5, "rollback": 0.15, "forget": 0.15}
"""Latest moment of a kill, counted from the beginning of the operation: about what it takes."""

SHORT_SECONDS = 0.03
"""The same for all others."""

LOOKS = 0.2
"""Share of the kills before which a reader opens the published file."""


def one_operation(
    store: Store, past: dict[int, work.State], name: str, wish: str | None, rng: random.Random, report: Any
) -> None:
    """Do something to the warehouse, saying before and after what it comes to."""
    with store.writing(name):
        state = work.state_of(store)
        choices = work.operations(store, state, past, name, rng)
        operation = choices[wish if wish in choices else rng.choice(sorted(choices))]()
        report(("at", operation.name, operation.after))
        operation.run(store)
        last = store.last_commit()
        assert last is not None
        past[last.commit_id] = operation.after
        report(("done", operation.name, operation.after))


def write_forever(root: Path, seed: int, wish: str, report: Connection) -> None:
    """What the writer does until it is killed: two commits, what it is asked for, and anything."""
    files.ROW_GROUP_ROWS = 2
    store, rng = Store(root), random.Random(seed)
    past: dict[int, work.State] = {}
    wishes = ["commit", "commit", wish]
    for number in range(sys.maxsize):
        one_operation(store, past, f"w{seed}-{number}", wishes.pop(0) if wishes else None, rng, report.send)


@dataclass
class Tally:
    """How a series of kills went."""

    kills: int = 0
    by_phase: Counter[str] = field(default_factory=Counter)
    commits: int = 0
    looks: int = 0
    swept: int = 0
    wrong: tuple[str, ...] = ()


def kill_once(context: Any, root: Path, seed: int, tally: Tally) -> None:
    """Let a writer work for a random time, reading meanwhile; kill it; look; and write once more."""
    rng = random.Random(seed)
    before, wish = work.state_of(Store(root)), work.PHASES[seed % len(work.PHASES)]
    receiver, sender = context.Pipe(duplex=False)
    writer = context.Process(target=write_forever, args=(root, seed, wish, sender), daemon=True)
    writer.start()
    sender.close()
    reports = [receiver.recv() for _ in range(5)]
    deadline = time.monotonic() + rng.random() * LONGEST_SECONDS.get(wish, SHORT_SECONDS)
    if rng.random() < LOOKS:
        tally.wrong += tuple(work.seen(root)[1])
        tally.looks += 1
    time.sleep(max(0.0, deadline - time.monotonic()))
    writer.kill()
    writer.join()
    with contextlib.suppress(EOFError):
        while True:
            reports.append(receiver.recv())
    tally.by_phase[reports[-1][1] if reports[-1][0] == "at" else "between"] += 1
    tally.wrong += tuple(f"kill {seed}: {wrong}" for wrong in wrong_after(root, before, reports))
    store = Store(root)
    with store.writing("next"):
        operation = work.replace(work.state_of(store), f"after-{seed}", rng)
        operation.run(store)
    if work.stored(store) != (operation.after, []):
        tally.wrong += (f"kill {seed}: the next writer does not get what it wrote",)
    tally.kills += 1


def wrong_after(root: Path, before: work.State, reports: list[tuple[str, str, work.State]]) -> list[str]:
    """What must not be after the writer's death."""
    done = [before, *(state for kind, _, state in reports if kind == "done")]
    allowed = [done[-1]] + ([reports[-1][2]] if reports[-1][0] == "at" else [])
    state, wrong = work.stored(Store(root))
    if reports[-1][1] == "publish" and work.seen(root) != (state, wrong):
        wrong.append("the published file shows something else than the log")
    if state not in allowed:
        wrong.append(f"{state} is neither the state before nor after {reports[-1][1]}")
    wrong += log_problems(Store(root))
    return wrong + [f"{damage.file.path} {damage.problem}" for damage in damaged_files(Store(root))]


def run(kills: int, root: Path, seed: int = 0) -> Tally:
    """Kill `kills` writers of the warehouse at `root`, one after the other."""
    context = multiprocessing.get_context("forkserver")
    context.set_forkserver_preload(["work"])
    tally, store = Tally(), work.new_warehouse(root)
    for number in range(kills):
        kill_once(context, root, seed + number, tally)
    tally.commits = len(store.commits())
    with store.writing("end"):
        tally.swept = len(store.sweep(work.GRACE * 0))
    return tally


if __name__ == "__main__":
    with tempfile.TemporaryDirectory() as folder:
        tally = run(int(sys.argv[1]), Path(folder).resolve())
    print(tally)
    sys.exit(bool(tally.wrong))
