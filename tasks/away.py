"""Batches worked on by other machines, which may or may not see the folder of the warehouse.

A machine that sees it writes its Parquet files there, as a process of this one would. Any other
writes them to a folder of its own and sends them back with its answer; they are written here and
held against their checksums. Which of the two it is, a mark in the warehouse's folder decides anew
for every batch, so a mistaken mount or a stale cache costs the sending and nothing else.
"""

from __future__ import annotations

import platform
import secrets
import tempfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from schemas.errors import SettingsError
from schemas.settings import Settings
from tasks.batch import Batch, BatchResult, process_batch
from tasks.dask_pool import DaskPool
from tasks.fingerprint import stage_parts
from tasks.pool import WorkerLost
from warehouse.files import receive_file

MARK = ".seen-by-workers-"
"""Begins the name of the file by which a worker knows the warehouse's folder."""

Likeness = tuple[str, ...]
"""What two machines must have in common to make the same rows."""


@dataclass(frozen=True, slots=True)
class Sent:
    """A batch's manifest, with the bytes of its files, by path, where they had to be sent."""

    result: BatchResult
    contents: dict[str, bytes]


def likeness(settings: Settings) -> Likeness:
    """Code, data and packages of every stage, settings, and the version of Python."""
    return (*stage_parts(settings), ".".join(platform.python_version_tuple()[:2]))


def unlike(settings: Settings, ours: Likeness) -> bool:
    """Whether this machine would make other rows than the one that asks."""
    return likeness(settings) != ours


def process_away(batch: Batch, settings: Settings, mark: str, ours: Likeness, report: Callable[[int], None]) -> Sent:
    """Work on a batch on some machine.

    Args:
        mark: name of the file by which the warehouse's folder is known.
        ours: the likeness of the machine that commits.

    Raises:
        SettingsError: this machine has other code; a mixture of both would be no state of any version.
    """
    if unlike(settings, ours):
        raise SettingsError(_unlike_sentence(platform.node()))
    if (batch.root / mark).exists():
        return Sent(process_batch(batch, settings, report), {})
    with tempfile.TemporaryDirectory(prefix="jianbao-") as folder:
        result = process_batch(replace(batch, root=Path(folder)), settings, report)
        return Sent(result, {file.path: (Path(folder) / file.path).read_bytes() for file in result.files})


def try_away(batch: Batch, settings: Settings, ours: Likeness, report: Callable[[int], None]) -> None:
    """Work on a batch and keep nothing, to see whether it can be survived."""
    with tempfile.TemporaryDirectory(prefix="jianbao-") as folder:
        process_away(replace(batch, root=Path(folder)), settings, "", ours, report)


class AwayPool:
    """Batches on a Dask cluster; takes the place of a `WorkerPool` for `process_batch`."""

    def __init__(self, pool: DaskPool, root: Path, mark: str, ours: Likeness) -> None:
        self._pool, self._root, self._mark, self._ours = pool, root, mark, ours

    @property
    def width(self) -> int:
        """As `DaskPool.width`."""
        return self._pool.width

    def call(self, function: Callable[..., Any], *arguments: Any, item_timeout: float) -> BatchResult:
        """Work on a batch somewhere; its files are in the warehouse's folder afterwards.

        Args:
            function: `process_batch`.
            arguments: the batch and the settings.

        Raises:
            WorkerFailed, WorkerLost, ServiceError: as from `DaskPool.call`; a source that kills Dask workers
                is told with its item.
            StoreError: a file was damaged on its way.
        """
        if function is not process_batch:
            raise TypeError(f"{function.__name__} needs the warehouse at hand; only process_batch goes away.")
        batch, settings = arguments
        try:
            sent: Sent = self._pool.call(
                process_away, batch, settings, self._mark, self._ours, item_timeout=item_timeout
            )
        except WorkerLost as loss:
            if loss.item >= 0:
                raise
            raise self._culprit(batch, settings, item_timeout) from loss
        for file in sent.result.files:
            if file.path in sent.contents:
                receive_file(self._root, file, sent.contents[file.path])
        return sent.result

    def _culprit(self, batch: Batch, settings: Settings, item_timeout: float) -> WorkerLost:
        """Which source of a batch kills Dask workers themselves, found by trying each alone; item -1 if none does."""
        lost = {position for position, _ in batch.lost}
        for position, item in enumerate(batch.items):
            if item.action != "load" or position in lost:
                continue
            try:
                alone = replace(batch, items=(item,), lost=())
                self._pool.call(try_away, alone, settings, self._ours, item_timeout=item_timeout)
            except WorkerLost as loss:
                return WorkerLost(position, loss.code)
        return WorkerLost(-1, "worker_died")


@contextmanager
def away_pool(pool: DaskPool, settings: Settings) -> Iterator[AwayPool]:
    """The pool for the batches of one run into `settings.warehouse`.

    Raises:
        SettingsError: a worker has other code than this machine.
    """
    ours = likeness(settings)
    different = sorted(address for address, is_unlike in pool.ask_all(unlike, settings, ours).items() if is_unlike)
    if different:
        raise SettingsError(_unlike_sentence(", ".join(different)))
    root = settings.warehouse.resolve()
    mark = root / f"{MARK}{secrets.token_hex(8)}"
    mark.touch()
    try:
        yield AwayPool(pool, root, mark.name, ours)
    finally:
        mark.unlink(missing_ok=True)


def _unlike_sentence(where: str) -> str:
    return (
        f"At {where} is another version of jianbao, of its packages or of Python than here; install the same "
        "everywhere, so that all machines make the same rows."
    )
