"""Copies of a warehouse in an object store, through pyarrow's file systems.

The copy has the files of a backup in a folder (`warehouse.backup`) under the same names, so that either
can be copied into the other by other means. The log goes last and in one piece: until then the copy
shows the earlier state. A store has no lock, so one warehouse is copied to a place by one command at a time.
"""

from __future__ import annotations

import hashlib
import shutil
import tempfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from pyarrow import fs

from schemas.errors import PipelineError, StoreError
from warehouse import files
from warehouse.backup import MARK_NAME, Copied, copy_log, require_empty, require_whole
from warehouse.log import Log
from warehouse.records import WrittenFile
from warehouse.store import LOG_NAME, Store

Told = Callable[[int, int], None]
"""Is told how many files are done, of how many."""


def copy_out(store: Store, there: fs.FileSystem, on_file: Told = lambda done, total: None) -> Copied:
    """Copy the last commit; a place that has an earlier copy is brought up to date.

    A file that is copied is read back and held against its checksum. One that was copied earlier is known
    by its name, which is never given twice, and its size; `copy_in` holds all of them against their checksums.

    Args:
        there: where the copy is, or shall be, at its root.

    Raises:
        StoreError: the place is something else, or the copy of another warehouse; a file is damaged, here or
            after it was copied; or the place can't be read or written.
    """
    with _told(), tempfile.TemporaryDirectory() as folder:
        held = _sizes(there)
        _check_place(store.root, there, held)
        log = Path(folder) / LOG_NAME
        entry, live = copy_log(store, log)
        _put(there, MARK_NAME, f"{store.root}\n".encode())
        missing = [file for file in live if held.get(file.path) != file.size_bytes]
        for done, file in enumerate(missing):
            on_file(done, len(missing))
            _send(store.root, there, file)
        _put(there, LOG_NAME, log.read_bytes())
        surplus = held.keys() - {file.path for file in live} - {MARK_NAME, LOG_NAME}
        for path in surplus:
            there.delete_file(path)
    return Copied(entry, len(live), len(missing), len(surplus), sum(file.size_bytes for file in live))


def copy_in(there: fs.FileSystem, target: Path, on_file: Told = lambda done, total: None) -> Copied:
    """Make a warehouse from a copy; every file is held against its checksum.

    Args:
        target: a folder that is missing or empty.

    Raises:
        StoreError: there is no copy, a file of it is damaged, the folder is not empty, or the place can't be read.
        WriteError: the system refuses.
    """
    require_empty(target)
    with _told(), tempfile.TemporaryDirectory() as folder:
        if LOG_NAME not in _sizes(there):
            raise StoreError("There is no backup; check the address.")
        log_file = Path(folder) / LOG_NAME
        log_file.write_bytes(_get(there, LOG_NAME))
        with Log(log_file).reading() as log:
            entry, live = log.last_commit(), log.live_files()
        for done, file in enumerate(live):
            on_file(done, len(live))
            files.receive_file(target, file, _get(there, file.path))
        files.make_folder(target / files.DATA)
        with files.replacing(target / LOG_NAME) as temporary:
            shutil.copyfile(log_file, temporary)
    return Copied(entry, len(live), len(live), 0, sum(file.size_bytes for file in live))


def _check_place(root: Path, there: fs.FileSystem, held: dict[str, int]) -> None:
    """Refuse a place in which a copy would do harm."""
    if not held:
        return
    if MARK_NAME not in held:
        raise StoreError("The place is not empty and no backup; name an empty prefix.")
    other = _get(there, MARK_NAME).decode().strip()
    if other != str(root):
        raise StoreError(f"The place has the backup of {other}; name another prefix.")


def _sizes(there: fs.FileSystem) -> dict[str, int]:
    """What files a place has, with their bytes."""
    found: list[Any] = there.get_file_info(fs.FileSelector("", recursive=True, allow_not_found=True))
    return {info.path: info.size for info in found if info.type == fs.FileType.File}


def _send(root: Path, there: fs.FileSystem, file: WrittenFile) -> None:
    require_whole(root, file)
    _put(there, file.path, (root / file.path).read_bytes())
    if hashlib.sha256(_get(there, file.path)).hexdigest() != file.checksum:
        raise StoreError(f"The copy of {file.path} has other bytes than were written; run this again.")


def _put(there: fs.FileSystem, path: str, content: bytes) -> None:
    with there.open_output_stream(path) as stream:
        stream.write(content)


def _get(there: fs.FileSystem, path: str) -> bytes:
    with there.open_input_stream(path) as stream:
        content: bytes = stream.read()
    return content


@contextmanager
def _told() -> Iterator[None]:
    """Turn what pyarrow raises into a sentence."""
    try:
        yield
    except PipelineError:
        raise
    except OSError as error:
        raise StoreError(
            f"The backup can't be reached or written ({' '.join(str(error).split())[:300]}); "
            "check address, endpoint and rights, and run this again."
        ) from error
