"""What the store is told and what it answers."""

from __future__ import annotations

import datetime
from dataclasses import dataclass

from schemas.source import Source

Key = tuple[str, str | None]
"""(uri, member): what `sources` is keyed by."""


@dataclass(frozen=True, slots=True)
class WrittenFile:
    """A Parquet file on disk; nobody sees it before it is committed.

    Attributes:
        path: relative to the warehouse, with forward slashes.
        table: the table whose rows it holds.
        batch: the batch that its rows were written in; kept when the file is rewritten without some of them.
            For a derived table its name and a hash of the rows.
        rows: number of rows.
        size_bytes: length of the file.
        checksum: SHA-256 of the file, hex.
        columns: names of its columns.
    """

    path: str
    table: str
    batch: str
    rows: int
    size_bytes: int
    checksum: str
    columns: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class WrittenBatch:
    """A batch's files, and what has become of each of its sources.

    Attributes:
        sources: the rows of `sources` that the files hold. A source that is loaded or empty replaces
            all rows of its source_id in every table; a duplicate replaces its row of `sources` alone.
    """

    batch_id: str
    files: tuple[WrittenFile, ...]
    sources: tuple[Source, ...]


@dataclass(frozen=True, slots=True)
class Restated:
    """A held source whose row of `sources` changes though nothing of it was read again.

    A copy takes over when the loaded file got other bytes, or steps back when a smaller uri appears.
    """

    uri: str
    member: str | None
    status: str
    fingerprint: str


@dataclass(frozen=True, slots=True)
class Commit:
    """Everything that becomes visible at once.

    Attributes:
        forgotten: held sources that are no longer held: their rows go, unless another source has the same bytes.
    """

    run_id: str
    note: str
    batches: tuple[WrittenBatch, ...] = ()
    restated: tuple[Restated, ...] = ()
    forgotten: tuple[Key, ...] = ()


@dataclass(frozen=True, slots=True)
class DerivedTable:
    """A derived table as it shall be.

    Attributes:
        table: its name.
        files: all of its files; those that are live already stay as they are.
        inputs: fingerprint of what it was computed from.
    """

    table: str
    files: tuple[WrittenFile, ...]
    inputs: str


@dataclass(frozen=True, slots=True)
class CommitEntry:
    """A commit as the log keeps it; number 0 is the warehouse before its first commit."""

    commit_id: int
    at: datetime.datetime
    run_id: str
    note: str


@dataclass(frozen=True, slots=True)
class Holding:
    """What the warehouse holds of one source: the columns of `sources` that decide whether it is done.

    Attributes:
        batch: the batch whose file of `sources` has its row.
    """

    uri: str
    member: str | None
    source_id: str | None
    sha256: str | None
    size_bytes: int | None
    fingerprint: str
    status: str
    error_code: str | None
    batch: str

    @property
    def key(self) -> Key:
        """What identifies it."""
        return self.uri, self.member


@dataclass(frozen=True, slots=True)
class Content:
    """The rows of one source_id, in every table but `sources`, are in the files of this batch."""

    source_id: str
    batch: str
