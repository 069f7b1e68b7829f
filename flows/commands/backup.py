"""`jianbao backup`, `restore` and `rebuild`: copies of a warehouse, and a commit log made anew."""

from __future__ import annotations

import datetime
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

from rich.console import Console

from flows.config import load_settings
from flows.output import printable
from tasks.files.remote import Address, place_of, tree_at
from warehouse.backup import Copied, back_up, restore
from warehouse.backup_remote import copy_in, copy_out
from warehouse.rebuild import rebuild
from warehouse.store import Store


def back_up_warehouse(target: str, warehouse: Path | None) -> None:
    """Copy the last commit to a folder or an object store and say what was done."""
    store = Store.existing(load_settings(warehouse).warehouse)
    place = place_of(target)
    with _counting("backing up") as on_file:
        if isinstance(place, Address):
            copied = copy_out(store, tree_at(place), on_file)
        else:
            copied = back_up(store, place.expanduser(), on_file)
    _tell(copied, target)


def restore_warehouse(source: str, target: Path) -> None:
    """Make a warehouse of a backup and say what was done."""
    place = place_of(source)
    with _counting("restoring") as on_file:
        if isinstance(place, Address):
            copied = copy_in(tree_at(place), target.expanduser().absolute(), on_file)
        else:
            copied = restore(place.expanduser(), target.expanduser(), on_file)
    _tell(copied, str(target))


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


def _tell(copied: Copied, target: str) -> None:
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
