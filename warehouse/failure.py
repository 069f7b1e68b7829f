"""What the system refuses while the warehouse is written, as a sentence."""

from __future__ import annotations

import errno
import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager

import duckdb

from schemas.errors import StoreError

_FULL = frozenset({errno.ENOSPC, errno.EDQUOT})
_FORBIDDEN = frozenset({errno.EACCES, errno.EPERM, errno.EROFS})

_SQLITE_NUMBERS = {
    sqlite3.SQLITE_FULL: errno.ENOSPC,
    sqlite3.SQLITE_READONLY: errno.EROFS,
    sqlite3.SQLITE_PERM: errno.EACCES,
    sqlite3.SQLITE_IOERR: errno.EIO,
}
"""SQLite's primary result codes, as the system's."""

_NO_ROOM_TO_SHARE = sqlite3.SQLITE_IOERR_SHMSIZE
"""What SQLite says, even to who only reads, when its -shm file can't grow."""

_SYSTEM = (duckdb.IOException, duckdb.OutOfMemoryException)
"""What DuckDB raises when the system refuses; a failed checkpoint or transaction says it in its sentence alone."""


class WriteError(StoreError, OSError):
    """The system refuses to write; nothing that was not committed before is visible."""


@contextmanager
def told_plainly(what: str) -> Iterator[None]:
    """Turn what the file system, SQLite and DuckDB raise when they can't write into a sentence.

    Args:
        what: what is being written, a phrase.

    Raises:
        WriteError: in place of those errors.
    """
    try:
        yield
    except WriteError:
        raise
    except (OSError, sqlite3.OperationalError, duckdb.Error) as error:
        if isinstance(error, duckdb.Error) and not isinstance(error, _SYSTEM) and _number(error) is None:
            raise
        raise WriteError(f"{what} can't be written: {_reason(error)}") from error


def _reason(error: Exception) -> str:
    number = _number(error)
    if number in _FULL:
        return "the disk is full. Make room and run the same command again; what was committed stays."
    if number in _FORBIDDEN:
        return (
            f"{error}. Give yourself the right to write there and run the same command again; what was committed stays."
        )
    return f"{error}. Run the same command again; if this comes back, look at the disk; what was committed stays."


def _number(error: Exception) -> int | None:
    """The system's number of an error; DuckDB gives a sentence alone."""
    if isinstance(error, OSError) and error.errno is not None:
        return error.errno
    if isinstance(error, sqlite3.Error):
        code = getattr(error, "sqlite_errorcode", 0)
        return errno.ENOSPC if code == _NO_ROOM_TO_SHARE else _SQLITE_NUMBERS.get(code & 0xFF)
    text = str(error)
    return errno.ENOSPC if "No space left" in text or "disk is full" in text else None
