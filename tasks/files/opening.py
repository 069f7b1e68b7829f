"""Opening files without being hung or fooled by what is not a file."""

from __future__ import annotations

import os
import stat
from typing import BinaryIO

from tasks.files.problems import from_os_error, problem
from tasks.files.remote import is_remote, open_object

KINDS = (
    (stat.S_ISDIR, "a folder"),
    (stat.S_ISFIFO, "a named pipe"),
    (stat.S_ISSOCK, "a socket"),
    (stat.S_ISCHR, "a device"),
    (stat.S_ISBLK, "a device"),
)


def open_file(path: str) -> BinaryIO:
    """Open a regular file, or an object at an address, for reading bytes.

    Never waits: a pipe is recognised by its mode before it is opened, and once more after, in case it
    was put there in between. Raises SourceError: not_a_file, permission_denied, vanished,
    broken_link, link_loop, unreadable; and UnreachableError.
    """
    if is_remote(path):
        return open_object(path)
    try:
        _require_file(os.stat(path).st_mode)
        descriptor = os.open(path, os.O_RDONLY | os.O_NONBLOCK | os.O_CLOEXEC | os.O_NOCTTY)
    except OSError as error:
        raise from_os_error(error, path) from error
    file = os.fdopen(descriptor, "rb")
    try:
        _require_file(os.fstat(descriptor).st_mode)
    except BaseException:
        file.close()
        raise
    return file


def _require_file(mode: int) -> None:
    if not stat.S_ISREG(mode):
        kind = next((name for is_kind, name in KINDS if is_kind(mode)), "a special file")
        raise problem("not_a_file", kind=kind)
