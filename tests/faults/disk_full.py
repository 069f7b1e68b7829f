"""A disk that runs full at one point after the other of everything that is written.

    sudo python tests/faults/disk_full.py 200

Each operation (tests/faults/work.py) is tried on a small file system in memory with room for one page, two
pages, … of what it needs. It must fail with a sentence that says that the disk is full, or be done; the
warehouse must be in the state before or after; and with room it must finish.
"""

from __future__ import annotations

import contextlib
import os
import random
import shutil
import subprocess
import sys
import tempfile
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path

sys.path[:0] = [str(Path(__file__).parents[2]), str(Path(__file__).parents[1]), str(Path(__file__).parent)]

import work  # noqa: E402

from schemas.errors import StoreError  # noqa: E402
from warehouse.connect import publish  # noqa: E402
from warehouse.store import Store  # noqa: E402
from warehouse.verify import damaged_files  # noqa: E402

ROOM = 64 * 2**20
"""Bytes of the file system when it has room."""

PAGE = 4096


@dataclass
class Tally:
    """How it went.

    Attributes:
        points: tries by operation; failed: those that met the full disk.
    """

    points: Counter[str] = field(default_factory=Counter)
    failed: Counter[str] = field(default_factory=Counter)
    wrong: tuple[str, ...] = ()


@contextmanager
def small_disk() -> Iterator[Path]:
    """A file system in memory, whose size can be changed; needs root."""
    folder = Path(tempfile.mkdtemp(prefix="jianbao-disk-"))
    subprocess.run(["mount", "-t", "tmpfs", "-o", f"size={ROOM}", "tmpfs", str(folder)], check=True)
    try:
        yield folder
    finally:
        subprocess.run(["umount", "--lazy", str(folder)], check=True)
        folder.rmdir()


def resize(disk: Path, size: int) -> None:
    subprocess.run(["mount", "-o", f"remount,size={size}", str(disk)], check=True)


def used(disk: Path) -> int:
    """Bytes in use."""
    found = os.statvfs(disk)
    return (found.f_blocks - found.f_bfree) * found.f_frsize


def lean(store: Store) -> None:
    """Nothing more than what the warehouse needs anyway: what a first try leaves differs from try to try."""
    with store.writing("lean"):
        store.sweep(work.GRACE * 0)


def makers(disk: Path) -> dict[str, Callable[[Store, str], work.Operation]]:
    """The operations that write, by name."""
    return {
        "commit": lambda s, name: work.replace(work.state_of(s), name, random.Random(3)),
        "compact": lambda s, name: work.merge(work.state_of(s), name),
        "publish": lambda s, name: work.show(work.state_of(s)),
        "derive": lambda s, name: work.derive(work.state_of(s), name),
        "forget": lambda s, name: work.drop(work.state_of(s), random.Random(3), name),
        "rollback": lambda s, name: work.go_back(work.FIRST, 2, name),
        "remove": lambda s, name: work.clear(work.state_of(s)),
        "copy log": lambda s, name: work.copy_log(work.state_of(s)),
        "backup": lambda s, name: work.copy_all(work.state_of(s), disk / "copy"),
    }


def try_at(disk: Path, base: Path, make: Callable[[Store, str], work.Operation], room: int, tally: Tally) -> None:
    """Do an operation with so many bytes of room, look, and do it again with enough."""
    resize(disk, ROOM)
    for old in disk.iterdir():
        shutil.rmtree(old)
    store = Store(shutil.copytree(base, disk / "warehouse"))
    before = work.state_of(store)
    operation = make(store, "tried")
    resize(disk, used(disk) + room)
    told = attempt(store, operation)
    resize(disk, ROOM)
    tally.points[operation.name] += 1
    tally.failed[operation.name] += told is not None
    where = f"{operation.name} with {room} bytes of room"
    if told is not None and "the disk is full" not in told:
        tally.wrong += (f"{where}: {told}",)
    state, wrong = work.stored(Store(store.root))
    allowed = [operation.after] if told is None else [before, operation.after]
    tally.wrong += tuple(f"{where}: {w}" for w in wrong)
    if state not in allowed:
        tally.wrong += (f"{where}: {state} is neither before nor after",)
    again = make(store, "again")
    if (told := attempt(store, again)) is not None:
        tally.wrong += (f"{where}: with room, {told}",)
    if work.stored(store) != (again.after, []) or list(damaged_files(store)):
        tally.wrong += (f"{where}: not whole when done again",)


def attempt(store: Store, operation: work.Operation) -> str | None:
    """Do an operation; what the user is told if it fails."""
    try:
        with store.writing(operation.name):
            operation.run(store)
    except StoreError as error:
        return str(error)
    except Exception as error:
        return f"{type(error).__name__}: {error}"
    return None


def need(disk: Path, base: Path, make: Callable[[Store, str], work.Operation]) -> int:
    """Bytes that an operation needs at its most, found by halving."""
    low, high = 0, 16 * 2**20
    while high - low > PAGE:
        middle = (low + high) // 2
        tally = Tally()
        with contextlib.suppress(StoreError):
            try_at(disk, base, make, middle, tally)
        low, high = (middle, high) if tally.failed.total() else (low, middle)
    return high


def run(points: int, folder: Path) -> Tally:
    """Try all operations, at `points` points together."""
    store = work.new_warehouse(folder / "base")
    publish(store)
    lean(store)
    tally = Tally()
    with small_disk() as disk:
        makes = makers(disk)
        for make in makes.values():
            most = need(disk, store.root, make)
            share = -(-points // len(makes))
            for number in range(share):
                try_at(disk, store.root, make, most * number // share // PAGE * PAGE, tally)
    return tally


if __name__ == "__main__":
    with tempfile.TemporaryDirectory() as folder:
        tally = run(int(sys.argv[1]), Path(folder).resolve())
    print(f"{tally.points.total()} points, {tally.failed.total()} met a full disk: {dict(tally.failed)}")
    print("\n".join(tally.wrong))
    sys.exit(bool(tally.wrong))
