"""Reading what somebody else packed: every byte is counted as it comes, because declared sizes may lie."""

from __future__ import annotations

import gzip
import io
import lzma
import tarfile
import tempfile
import zipfile
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from typing import BinaryIO

import zstandard

from schemas.errors import SourceError
from schemas.settings import ReadSettings
from tasks.files.problems import problem

CHUNK_BYTES = 256 * 1024

ZSTD_INPUT_BYTES = 1024
"""Packed bytes handed to zstd at once: they unpack to some 32 MiB at worst."""

ZSTD_WINDOW_BYTES = 128 * 2**20
"""Largest zstd window that is accepted; what `zstd --long=27` writes."""

SPOOL_BYTES = 16 * 2**20
"""Bytes of a nested archive kept in memory; a larger one goes to an unnamed temporary file."""

BOMB_FLOOR_BYTES = 2**20
"""Below this size nothing is taken for a bomb: a short repetitive text packs very well."""

DAMAGE = (
    zipfile.BadZipFile,
    tarfile.TarError,
    gzip.BadGzipFile,
    zlib.error,
    lzma.LZMAError,
    zstandard.ZstdError,
    EOFError,
    NotImplementedError,
    RuntimeError,
    ValueError,
    IndexError,
    OSError,
)
"""What the libraries raise on an archive that is damaged or not as they know it."""


class ArchiveLimitError(SourceError):
    """A limit of the whole archive on disk is reached: reading it stops, what was read before stays."""


@contextmanager
def archive_errors() -> Iterator[None]:
    """Turn what the archive libraries raise into a SourceError."""
    try:
        yield
    except SourceError:
        raise
    except DAMAGE as error:
        detail = " ".join(str(error).split())[:200] or type(error).__name__
        raise problem("corrupt_archive", detail=detail) from error


class Meter:
    """Counts what is unpacked from one archive on disk, over all its levels.

    Attributes:
        packed: bytes of the archive on disk.
    """

    def __init__(self, packed: int, settings: ReadSettings) -> None:
        self.packed = packed
        self._settings = settings
        self._unpacked = self._members = 0

    def add_member(self) -> None:
        """Count a member. Raises ArchiveLimitError (too_many_members)."""
        self._members += 1
        limit = self._settings.max_archive_members
        if self._members > limit:
            error = problem("too_many_members", limit=limit)
            raise ArchiveLimitError(str(error), code=error.code)

    def add_bytes(self, count: int) -> None:
        """Count unpacked bytes. Raises ArchiveLimitError (archive_bomb)."""
        self._unpacked += count
        if self._unpacked > self._settings.max_archive_bytes:
            error = problem(
                "archive_bomb", unpacked=f"more than {self._settings.max_archive_bytes}", limit="read.max_archive_bytes"
            )
            raise ArchiveLimitError(str(error), code=error.code)


class Metered(io.RawIOBase):
    """A stream out of an archive that raises as soon as it gives more than it may.

    Its library's errors come out as SourceError. `packed` is the size that it takes in the archive,
    or None if it is not compressed on its own.
    """

    def __init__(self, stream: BinaryIO, packed: int | None, meter: Meter, settings: ReadSettings) -> None:
        super().__init__()
        self._stream, self._packed, self._meter, self._settings = stream, packed, meter, settings
        self._given = 0

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: memoryview) -> int:  # type: ignore[override]
        """Fill `buffer`. Raises SourceError: corrupt_archive, archive_bomb."""
        with archive_errors():
            chunk = self._stream.read(min(len(buffer), CHUNK_BYTES))
        buffer[: len(chunk)] = chunk
        self._given += len(chunk)
        self._meter.add_bytes(len(chunk))
        ratio = self._settings.max_compression_ratio
        if self._packed is not None and self._given > max(BOMB_FLOOR_BYTES, ratio * self._packed):
            raise problem("archive_bomb", unpacked=f"more than {ratio} times its", limit="read.max_compression_ratio")
        return len(chunk)

    def close(self) -> None:
        self._stream.close()
        super().close()


class ZstdStream(io.RawIOBase):
    """A zstd file unpacked, all its frames; a frame that is cut off raises EOFError, as gzip does."""

    def __init__(self, packed: BinaryIO) -> None:
        super().__init__()
        self._packed = packed
        self._unpacker = zstandard.ZstdDecompressor(max_window_size=ZSTD_WINDOW_BYTES)
        self._frame: zstandard.ZstdDecompressionObj | None = None
        self._ready = b""

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: memoryview) -> int:  # type: ignore[override]
        """Fill `buffer`. Raises zstandard.ZstdError, EOFError."""
        while not self._ready:
            rest = self._frame.unused_data if self._frame is not None and self._frame.eof else b""
            packed = rest or self._packed.read(ZSTD_INPUT_BYTES)
            if not packed:
                if self._frame is not None and not self._frame.eof:
                    raise EOFError("the last zstd frame is cut off")
                return 0
            if self._frame is None or self._frame.eof:
                self._frame = self._unpacker.decompressobj()
            self._ready = self._frame.decompress(packed)
        count = min(len(buffer), len(self._ready))
        buffer[:count], self._ready = self._ready[:count], self._ready[count:]
        return count


def unpacked(file: BinaryIO, container: str) -> BinaryIO:
    """The stream inside a gzip or zstd file."""
    if container == "gzip":
        return gzip.GzipFile(fileobj=file, mode="rb")  # type: ignore[return-value]
    return io.BufferedReader(ZstdStream(file), CHUNK_BYTES)


def spooled(stream: BinaryIO) -> BinaryIO:
    """The whole stream in a file that can be searched; closing it deletes it."""
    file = tempfile.SpooledTemporaryFile(SPOOL_BYTES)  # noqa: SIM115 - the caller closes it
    try:
        while chunk := stream.read(CHUNK_BYTES):
            file.write(chunk)
    except BaseException:
        file.close()
        raise
    file.seek(0)
    return file  # type: ignore[return-value]
