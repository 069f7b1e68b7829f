"""Everything that stands in one file on disk: the file itself, or its archive's members, at any depth."""

from __future__ import annotations

import hashlib
import io
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import PurePosixPath
from typing import BinaryIO

from schemas.errors import SourceError
from schemas.settings import ReadSettings
from tasks.files.containers import Container, Entry, open_container
from tasks.files.problems import problem
from tasks.files.sniff import HEAD_BYTES, Sniffed, sniff
from tasks.files.streams import CHUNK_BYTES, ArchiveLimitError, Meter, Metered, archive_errors, spooled

SEPARATOR = "!/"
"""Stands between an archive and its member in a name."""

IGNORED_NAMES = frozenset(("__MACOSX", "Thumbs.db", "desktop.ini", "$RECYCLE.BIN", "System Volume Information"))


@dataclass(frozen=True, slots=True)
class Found:
    """A file or archive member, read once from end to end.

    Attributes:
        member: None for the file on disk itself.
        error: why it cannot be loaded; sha256 is None if it was not read to its end.
    """

    member: str | None
    sha256: str | None
    size_bytes: int | None
    media_type: str | None
    error: SourceError | None = None


def is_ignored(name: str) -> bool:
    """Whether a file or folder of that name is none of the user's texts: hidden, a backup, the system's own.

    >>> [is_ignored(n) for n in (".git", "page.txt~", "#page.txt#", "~$page.doc", "__MACOSX", "page~1.txt")]
    [True, True, True, True, True, False]
    """
    is_backup = name.endswith("~") or name.startswith("~$") or (name.startswith("#") and name.endswith("#"))
    return is_backup or name.startswith(".") or name in IGNORED_NAMES


def find_in(file: BinaryIO, name: str, settings: ReadSettings) -> Iterator[Found]:
    """What stands in an open regular file called `name`.

    A file that is no archive gives one Found. An archive gives its members in stored order, and one
    Found for itself only if it is damaged, holds nothing, or reached a limit.
    """
    size = file.seek(0, io.SEEK_END)
    file.seek(0)
    head = file.read(HEAD_BYTES)
    file.seek(0)
    sniffed = sniff(head, name)
    if sniffed.container is None:
        yield _examined(None, file, sniffed, settings, size)
        return
    meter = Meter(size, settings)
    try:
        yield from _members(file, sniffed, name, "", 1, size, meter, settings)
    except SourceError as error:
        yield Found(None, None, size, sniffed.media_type, error)


def _members(
    file: BinaryIO, kind: Sniffed, name: str, prefix: str, depth: int, packed: int, meter: Meter, settings: ReadSettings
) -> Iterator[Found]:
    container = open_container(file, kind.container or "", name, packed, meter, settings)
    try:
        is_empty = True
        for entry in _listed(container):
            is_empty = False
            meter.add_member()
            yield from _entry(entry, prefix, depth, meter, settings)
        if container.damage is not None:
            raise container.damage
        if is_empty:
            yield Found(prefix.removesuffix(SEPARATOR) or None, None, packed, kind.media_type, problem("empty"))
    finally:
        container.close()


def _listed(container: Container) -> Iterator[Entry]:
    return (e for e in container.entries if not any(is_ignored(part) for part in e.name.split("/") if part != ".."))


def _entry(entry: Entry, prefix: str, depth: int, meter: Meter, settings: ReadSettings) -> Iterator[Found]:
    """One member; whatever is wrong with it is its own affair, except a limit of the whole archive."""
    member = prefix + entry.name
    if entry.error is not None:
        yield Found(member, None, None, None, entry.error)
        return
    try:
        with opened(entry, meter, settings) as stream:
            sniffed = sniff(stream.peek(HEAD_BYTES)[:HEAD_BYTES], entry.name)
            if sniffed.container is None:
                yield _examined(member, stream, sniffed, settings)
                return
            if depth >= settings.max_archive_depth:
                raise problem("archive_too_deep", depth=settings.max_archive_depth)
            spool = spooled(stream)
        packed = spool.seek(0, io.SEEK_END)
        spool.seek(0)
        yield from _members(
            spool, sniffed, PurePosixPath(entry.name).name, member + SEPARATOR, depth + 1, packed, meter, settings
        )
    except ArchiveLimitError:
        raise
    except SourceError as error:
        yield Found(member, None, None, None, error)


def opened(entry: Entry, meter: Meter, settings: ReadSettings) -> io.BufferedReader:
    """An entry's bytes, counted. Raises SourceError: corrupt_archive."""
    with archive_errors():
        return io.BufferedReader(Metered(entry.open(), entry.packed, meter, settings), HEAD_BYTES)


def _examined(
    member: str | None, stream: BinaryIO, sniffed: Sniffed, settings: ReadSettings, size: int | None = None
) -> Found:
    """Hash a stream to its end."""
    if sniffed.advice is not None:
        error = problem("unsupported_format", kind=sniffed.label, advice=sniffed.advice)
        return Found(member, None, size, sniffed.media_type, error)
    digest, count = hashlib.sha256(), 0
    if size is not None and size > settings.max_bytes:
        return Found(member, None, size, sniffed.media_type, problem("too_large", limit=settings.max_bytes))
    while chunk := stream.read(CHUNK_BYTES):
        digest.update(chunk)
        count += len(chunk)
        if count > settings.max_bytes:
            return Found(member, None, size, sniffed.media_type, problem("too_large", limit=settings.max_bytes))
    return Found(member, digest.hexdigest(), count, sniffed.media_type, None if count else problem("empty"))
