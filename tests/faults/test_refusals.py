"""A system that refuses (no space, an error of the disk, no right) at one call after the other.

Whatever the warehouse is at, it fails with a sentence, is in the state before or after, and finishes when it is
done again. A disk that is really full is tried by disk_full.py.
"""

from __future__ import annotations

import errno
import os
import shutil
from pathlib import Path
from typing import Any

import disk_full
import pytest
import work

from schemas.errors import StoreError
from schemas.settings import Settings
from tasks import batch as batches
from tasks.batch import Batch, process_batch
from tasks.discover import discover
from tasks.plan import make_plan
from warehouse import files
from warehouse.store import Store
from warehouse.verify import damaged_files

NUMBERS = {
    errno.ENOSPC: "the disk is full",
    errno.EIO: "look at the disk",
    errno.EACCES: "Give yourself the right",
}
POINTS = 3
"""Calls of each operation that are refused, spread over all that it makes."""


class Refuser:
    """Lets so many calls of the system pass and refuses the next."""

    def __init__(self, monkeypatch: pytest.MonkeyPatch, number: int, passing: float = float("inf")) -> None:
        self.calls, self.number, self.passing = 0, number, passing
        for place, name in (
            (os, "fsync"),
            (os, "replace"),
            (os, "mkdir"),
            (shutil, "copyfile"),
            (files.pq, "ParquetWriter"),
        ):
            monkeypatch.setattr(place, name, self.wrapped(getattr(place, name)))

    def wrapped(self, function: Any) -> Any:
        def call(*args: Any, **kwargs: Any) -> Any:
            self.calls += 1
            if self.calls > self.passing:
                self.passing = float("inf")
                raise OSError(self.number, os.strerror(self.number), "somewhere")
            return function(*args, **kwargs)

        return call


@pytest.fixture(scope="module")
def base(tmp_path_factory) -> Path:
    store = work.new_warehouse(tmp_path_factory.mktemp("base") / "warehouse")
    work.show({}).run(store)
    return store.root


@pytest.mark.parametrize("name", disk_full.makers(Path()))
def test_a_refused_call_leaves_the_state_before_or_after(name, base, tmp_path, monkeypatch):
    calls = try_with(name, base, tmp_path / "all", monkeypatch, errno.EIO, None)
    assert calls > 0 or name == "remove"
    for point, (number, told) in zip(range(POINTS), NUMBERS.items(), strict=True):
        if calls:
            try_with(name, base, tmp_path / str(point), monkeypatch, number, told, calls * point // POINTS)


def try_with(
    name: str, base: Path, folder: Path, monkeypatch: Any, number: int, told: str | None, passing: float = float("inf")
) -> int:
    """Do an operation on a copy, with a refusal if `told` is given; how many calls it made."""
    store = Store(shutil.copytree(base, folder / "warehouse"))
    make = disk_full.makers(folder)[name]
    before, operation = work.state_of(store), make(store, "tried")
    with monkeypatch.context() as patched, store.writing("tried"):
        refuser = Refuser(patched, number, passing)
        if told is None:
            operation.run(store)
        else:
            with pytest.raises(StoreError, match=told):
                operation.run(store)
    state, wrong = work.stored(Store(store.root))
    assert wrong == []
    assert state in (before, operation.after)
    again = make(store, "again")
    with store.writing("again"):
        again.run(store)
    assert work.stored(store) == (again.after, [])
    assert list(damaged_files(store)) == []
    return refuser.calls


def test_a_full_disk_is_no_fault_of_the_page_that_was_being_written(tmp_path, monkeypatch):
    (tmp_path / "page.txt").write_text("山口镇建成新桥\n\n本报讯（记者 林远）山口镇石桥建成通车。\n", encoding="utf-8")
    plan = make_plan(list(discover([tmp_path / "page.txt"], Settings().read)), {}, lambda source: "f")
    batch = Batch("run-00001", "run", tmp_path / "warehouse", work.fabricate.NOON, plan.items)
    monkeypatch.setattr(batches, "PART_CHARS", 0)
    Refuser(monkeypatch, errno.ENOSPC, passing=3)
    with pytest.raises(StoreError, match="the disk is full"):
        process_batch(batch, Settings(), lambda _: None)


def test_a_folder_that_may_not_be_written_is_named(base, tmp_path, monkeypatch):
    store = Store(shutil.copytree(base, tmp_path / "warehouse"))

    def refuse(*_: Any, **__: Any) -> int:
        raise PermissionError(errno.EACCES, "Permission denied", str(store.root))

    monkeypatch.setattr(os, "open", refuse)
    with pytest.raises(StoreError, match="Give yourself the right"), store.writing("r"):
        pass
