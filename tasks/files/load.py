"""The bytes of a source, fetched again from its file or archive."""

from __future__ import annotations

import atexit
import io
import os
import threading
from collections import OrderedDict
from collections.abc import Iterator
from pathlib import PurePosixPath
from typing import BinaryIO

from schemas.errors import SourceError
from schemas.settings import ReadSettings
from tasks.files.containers import Container, Entry, open_container
from tasks.files.opening import open_file
from tasks.files.paths import to_path
from tasks.files.problems import from_os_error, problem
from tasks.files.remote import address_of, is_remote, stat_of
from tasks.files.sniff import HEAD_BYTES, sniff
from tasks.files.streams import Meter, spooled
from tasks.files.walk import SEPARATOR, opened

OPEN_ARCHIVES = 4
"""Archives kept open: members come in order, and a nested archive needs those around it."""

Key = tuple[str, int, int, int, str]
"""Path, inode (0 for an object), size and time of change of the file, and the member that the archive is."""


def load_bytes(uri: str, member: str | None, settings: ReadSettings) -> bytes:
    """All bytes of a source.

    Archives stay open between calls, so that reading all members of one costs one pass through it.

    Raises:
        SourceError: whatever is wrong with the file or the archive; vanished if the member is not there
            any more; too_large.
        UnreachableError: the object store does not answer.
    """
    path = uri if is_remote(uri) else to_path(uri)
    if member is None:
        with open_file(path) as file:
            return _all_of(file, settings, path)
    with _LOCK:
        return _member_bytes(path, member, settings)


def _all_of(stream: BinaryIO, settings: ReadSettings, path: str) -> bytes:
    try:
        data = stream.read(settings.max_bytes + 1)
    except OSError as error:
        raise from_os_error(error, path) from error
    if len(data) > settings.max_bytes:
        raise problem("too_large", limit=settings.max_bytes)
    return data


def _member_bytes(path: str, member: str, settings: ReadSettings) -> bytes:
    meter = Meter(_size_of(path), settings)
    container, prefix, rest = _archive_on_disk(path, meter, settings), "", member
    while True:
        name, entry = _first_entry(container, rest)
        if entry.error is not None:
            raise entry.error
        with opened(entry, meter, settings) as stream:
            if name == rest:
                return _all_of(stream, settings, path)
            prefix, rest = prefix + name + SEPARATOR, rest[len(name) + len(SEPARATOR) :]
            container = _nested(path, prefix, PurePosixPath(name).name, stream, meter, settings)


def _first_entry(container: Container, member: str) -> tuple[str, Entry]:
    """The entry that `member` starts with; a name may hold the separator itself."""
    for name in _prefixes(member):
        entry = container.find(name)
        if entry is not None:
            return name, entry
    raise problem("vanished")


def _prefixes(member: str) -> Iterator[str]:
    parts = member.split(SEPARATOR)
    for count in range(len(parts), 0, -1):
        yield SEPARATOR.join(parts[:count])


def _archive_on_disk(path: str, meter: Meter, settings: ReadSettings) -> Container:
    key = _key(path, "")
    container = _kept(key)
    return container or _keep(key, open_file(path), os.path.basename(path), meter, settings)


def _nested(path: str, prefix: str, name: str, stream: BinaryIO, meter: Meter, settings: ReadSettings) -> Container:
    key = _key(path, prefix)
    container = _kept(key)
    return container or _keep(key, spooled(stream), name, meter, settings)


def _key(path: str, prefix: str) -> Key:
    if is_remote(path):
        stat = stat_of(address_of(path))
        if stat is None:
            raise problem("vanished")
        return path, 0, stat.size_bytes, stat.changed_ns, prefix
    try:
        info = os.stat(path)
    except OSError as error:
        raise from_os_error(error, path) from error
    return path, info.st_ino, info.st_size, info.st_mtime_ns, prefix


def _size_of(path: str) -> int:
    return _key(path, "")[2]


_LOCK = threading.Lock()
_OPEN: OrderedDict[Key, Container] = OrderedDict()


def _kept(key: Key) -> Container | None:
    container = _OPEN.get(key)
    if container is not None:
        _OPEN.move_to_end(key)
    return container


def _keep(key: Key, file: BinaryIO, name: str, meter: Meter, settings: ReadSettings) -> Container:
    try:
        packed = file.seek(0, io.SEEK_END)
        file.seek(0)
        kind = sniff(file.read(HEAD_BYTES)).container
        file.seek(0)
        if kind is None:
            raise problem("vanished")
        container = open_container(file, kind, name, packed, meter, settings)
    except SourceError:
        file.close()
        raise
    _OPEN[key] = container
    while len(_OPEN) > OPEN_ARCHIVES:
        _OPEN.popitem(last=False)[1].close()
    return container


def close_archives() -> None:
    """Close the archives that are still open."""
    with _LOCK:
        while _OPEN:
            _OPEN.popitem()[1].close()


atexit.register(close_archives)
