"""`jianbao backup`, `restore` and `rebuild`: copies of a warehouse, and a commit log made anew."""

from __future__ import annotations

import datetime
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

from rich.console import Console

from flows.config import load_settings
from flows.output import printable
from warehouse.backup import Copied, back_up, restore
from warehouse.rebuild import rebuild
from warehouse.store import Store


def back_up_warehouse(target: Path, warehouse: Path | None) -> None:
    """Copy the last commit to a folder and say what was done."""
    store = Store.existing(load_settings(warehouse).warehouse)
    with _counting("backing up") as on_file:
        copied = back_up(store, target.expanduser(), on_file)
    _tell(copied, target)


def restore_warehouse(source: Path, target: Path) -> None:
    """Make a warehouse of a backup and say what was done."""
    with _counting("restoring") as on_file:
        copied = restore(source.expanduser(), target.expanduser(), on_file)
    _tell(copied, target)


def rebuild_log(warehouse: Path | None) -> int:
    """Make a lost commit log anew and say from what; returns 1 if files are damaged, 0 otherwise."""
    root = load_settings(warehouse).warehouse
    with Console(stderr=True).status("reading every file"):
        done = rebuild(root, f"rebuild-{datetime.datetime.now(datetime.UTC):%Y%m%dT%H%M%S}")
    origin = f"its copy {done.copy.name}" if done.copy else "nothing, since there is no copy of it"
    _say(f"{root}: the log was rebuilt from {origin} and {done.batches:,} batches of data files.")
    _say(f"It holds {done.sources:,} sources. Next: `jianbao ingest` on all dumps, `jianbao verify`.")
    for name in done.damaged:
        _say(f"damaged and left out: {name}")
    return int(bool(done.damaged))


def _tell(copied: Copied, target: Path) -> None:
    shown = f"commit {copied.entry.commit_id}" if copied.entry else "no commit yet"
    _say(
        f"{target}: {shown}, {copied.files:,} files, {copied.size_bytes / 1e6:,.1f} MB, all as they were written; "
        f"{copied.copied:,} copied now, {copied.removed:,} no longer needed removed."
    )


@contextmanager
def _counting(what: str) -> Iterator[Callable[[int, int], None]]:
    """A line that says how many files are done."""
    with Console(stderr=True).status(what) as status:
        yield lambda done, total: status.update(f"{what}: {done:,} of {total:,} files")


def _say(text: str) -> None:
    Console().print(printable(text), markup=False, highlight=False, soft_wrap=True)
