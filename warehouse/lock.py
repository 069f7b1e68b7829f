"""One writer at a time: a file lock that says who holds it, and dies with its holder."""

from __future__ import annotations

import datetime
import fcntl
import json
import os
import socket
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from warehouse.failure import told_plainly


@contextmanager
def exclusive(path: Path, what: str, on_wait: Callable[[str], None] | None = None) -> Iterator[None]:
    """Hold the lock at `path`; whoever comes second waits.

    The kernel keeps the lock and frees it when its holder ends, however it ends; what the file says
    is for people only, so that a file left behind means nothing.

    Args:
        what: what the lock is held for.
        on_wait: told once, in a sentence, who is waited for.

    Raises:
        WriteError: the system refuses to make the file.
    """
    with told_plainly(str(path)):
        descriptor = os.open(path, os.O_RDWR | os.O_CREAT, 0o666)
    try:
        try:
            fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            if on_wait is not None:
                on_wait(f"Waiting for {path.parent}: {_describe(path)}.")
            fcntl.flock(descriptor, fcntl.LOCK_EX)
        with suppress(OSError):
            _sign(descriptor, what)
        yield
        os.truncate(descriptor, 0)
    finally:
        os.close(descriptor)


def _sign(descriptor: int, what: str) -> None:
    since = datetime.datetime.now(datetime.UTC).isoformat(timespec="seconds")
    text = json.dumps({"pid": os.getpid(), "host": socket.gethostname(), "since": since, "what": what})
    os.truncate(descriptor, 0)
    os.pwrite(descriptor, text.encode(), 0)


def _describe(path: Path) -> str:
    """Who holds a lock, as its file says."""
    try:
        holder = json.loads(path.read_text(encoding="utf-8"))
        return (
            f"process {holder['pid']} on {holder['host']} has been writing since {holder['since']} ({holder['what']})"
        )
    except (OSError, ValueError, KeyError, TypeError):
        return "another process is writing"
