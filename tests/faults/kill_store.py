"""Kill a writer of the store with SIGKILL at random moments, with a reader alongside.

    python tests/faults/kill_store.py 200

The writer replaces the bytes of some sources in every commit and publishes. A reader must see, at
any moment, exactly one set of rows: the same in every table, each source once. What the writer
reported as committed must be there after its death, and the next writer must be able to go on.
"""

from __future__ import annotations

import contextlib
import multiprocessing
import random
import sys
import tempfile
import time
from dataclasses import dataclass
from multiprocessing.connection import Connection
from pathlib import Path
from typing import Any

sys.path[:0] = [str(Path(__file__).parents[2]), str(Path(__file__).parents[1])]

import fabricate  # noqa: E402

from schemas import SOURCE_TABLES  # noqa: E402
from warehouse import files  # noqa: E402
from warehouse.connect import connect, publish, run_select  # noqa: E402
from warehouse.store import Store  # noqa: E402

SOURCES = 6
"""Sources in the warehouse; each commit replaces about half of them."""

LONGEST_SECONDS = 0.5
"""Latest moment of a kill, counted from one of the writer's reports; a round takes 0.1 s of processor time."""

SEEN = " UNION ALL ".join(
    f"SELECT '{t.name}' AS name, source_id FROM {t.name} WHERE source_id IS NOT NULL" for t in SOURCE_TABLES
)


def one_round(store: Store, name: str, rng: random.Random) -> int:
    """Give some sources new bytes, commit and publish; the number of the commit."""
    chosen = [n for n in range(SOURCES) if rng.random() < 0.5] or [0]
    fabricate.commit(store, name, *(fabricate.source(f"/{n}", f"{n}:{name}") for n in chosen))
    entry = store.last_commit()
    assert entry is not None
    return entry.commit_id


def write_forever(root: Path, seed: int, report: Connection) -> None:
    """What the writer does until it is killed."""
    files.ROW_GROUP_ROWS = 2
    store, rng = Store(root), random.Random(seed)
    report.send(0)
    for number in range(sys.maxsize):
        report.send(one_round(store, f"w{seed}-{number}", rng))
        publish(store)


def what_is_wrong(root: Path) -> list[str]:
    """What a reader sees that it must not see."""
    with connect(root) as connection:
        rows = run_select(connection, SEEN).to_pylist()
    seen: dict[str, list[str]] = {table.name: [] for table in SOURCE_TABLES}
    for row in rows:
        seen[row["name"]].append(row["source_id"])
    wrong = [f"{name} differs from sources" for name in seen if sorted(seen[name]) != sorted(seen["sources"])]
    numbers = [source_id.partition(":")[0] for source_id in seen["sources"]]
    return wrong + [f"source {n} twice" for n in set(numbers) if numbers.count(n) > 1]


@dataclass
class Tally:
    """How a series of kills went."""

    kills: int = 0
    commits: int = 0
    looks: int = 0
    left_behind: int = 0
    wrong: tuple[str, ...] = ()


def kill_once(context: Any, root: Path, seed: int, tally: Tally) -> None:
    """Let a writer work for a random time, reading meanwhile; kill it; look; and write once more."""
    rng = random.Random(seed)
    receiver, sender = context.Pipe(duplex=False)
    writer = context.Process(target=write_forever, args=(root, seed, sender), daemon=True)
    writer.start()
    sender.close()
    promised = [receiver.recv() for _ in range(rng.randint(1, 2))]
    deadline = time.monotonic() + rng.random() * LONGEST_SECONDS
    while time.monotonic() < deadline:
        tally.wrong += tuple(what_is_wrong(root))
        tally.looks += 1
    writer.kill()
    writer.join()
    with contextlib.suppress(EOFError):
        while True:
            promised.append(receiver.recv())
    store = Store(root)
    last = store.last_commit()
    if promised[-1] > (last.commit_id if last else 0):
        tally.wrong += (f"commit {promised[-1]} was lost",)
    tally.wrong += tuple(what_is_wrong(root))
    tally.commits = one_round(store, f"after-{seed}", rng)
    tally.wrong += tuple(what_is_wrong(root))
    tally.kills += 1


def run(kills: int, root: Path, seed: int = 0) -> Tally:
    """Kill `kills` writers of the warehouse at `root`, one after the other."""
    context = multiprocessing.get_context("forkserver")
    context.set_forkserver_preload(["fabricate", "warehouse.connect"])
    tally, store = Tally(), Store(root)
    fabricate.commit(store, "first", *(fabricate.source(f"/{n}", f"{n}:first") for n in range(SOURCES)))
    for number in range(kills):
        kill_once(context, root, seed + number, tally)
    with store.log.reading() as log:
        known = log.known_paths()
    tally.left_behind = sum(path.relative_to(root).as_posix() not in known for path in files.on_disk(root))
    return tally


if __name__ == "__main__":
    with tempfile.TemporaryDirectory() as folder:
        print(run(int(sys.argv[1]), Path(folder).resolve()))
