"""A source: one discovered file or archive member, on its way in and as a published row."""

from __future__ import annotations

import datetime
from dataclasses import dataclass
from typing import Annotated


@dataclass(frozen=True, slots=True)
class Facts:
    """What somebody other than the page's own text says about a page; None where nobody does."""

    newspaper: str | None = None
    published_on: datetime.date | None = None
    page_no: int | None = None
    url: str | None = None
    title: str | None = None
    page_section: str | None = None


def source_name(uri: str, member: str | None) -> str:
    """What a person calls a source: the path, and the member behind "!/".

    >>> source_name("/dumps/a.zip", "p1.txt")
    '/dumps/a.zip!/p1.txt'
    """
    return uri if member is None else f"{uri}!/{member}"


@dataclass(frozen=True, slots=True)
class SourceFile:
    """A source as discovery found it; the record that travels to a worker.

    Attributes:
        uri: absolute real path of the file.
        member: path inside the archive or compressed file, parts of nested archives joined by "!/"; None for a plain file.
        sha256: hex digest of the bytes; None if they could not be read.
        size_bytes: length of those bytes.
        media_type: decided from the content: text/plain, text/html, text/markdown, application/jsonl, application/json, text/csv.
        stated: what the manifest or the flags say; comes before path evidence.
        from_path: what the path and the URL say.
        error_code, error: why it can't be loaded, if discovery already knows.
    """

    uri: str
    member: str | None
    sha256: str | None
    size_bytes: int | None
    media_type: str | None
    stated: Facts = Facts()
    from_path: Facts = Facts()
    error_code: str | None = None
    error: str | None = None

    @property
    def source_id(self) -> str | None:
        """First 16 hex digits of the SHA-256 of the bytes."""
        return self.sha256[:16] if self.sha256 else None

    @property
    def name(self) -> str:
        """What a person calls it: the path, and the member behind "!/"."""
        return source_name(self.uri, self.member)


@dataclass(frozen=True, slots=True)
class Source:
    """A row of `sources`."""

    uri: Annotated[str, "absolute real path of the file or archive"]
    member: Annotated[str | None, "path inside the archive; null for a plain file"]
    source_id: Annotated[str | None, "first 16 hex digits of the SHA-256 of the bytes; null if they could not be read"]
    sha256: Annotated[str | None, "SHA-256 of the bytes, hex"]
    size_bytes: Annotated[int | None, "length of the bytes (of the member, after decompression)"]
    media_type: Annotated[
        str | None,
        "decided from the content: text/plain, text/markdown, text/html, application/jsonl, application/json, text/csv, or what it is instead",
    ]
    encoding: Annotated[str | None, "encoding of most of the bytes, as Python names it; per segment in pages.segments"]
    encoding_confidence: Annotated[float | None, "0 to 1; 1 where a BOM or strict UTF-8 decides"]
    status: Annotated[str, "loaded, duplicate (same bytes as a loaded source), quarantined, or empty"]
    error_code: Annotated[str | None, "stable code of why it was quarantined"]
    error: Annotated[str | None, "one sentence on what is wrong and what to do next"]
    fingerprint: Annotated[
        str, "hash of code, settings, dictionaries and what manifest and path say; a change means the source is redone"
    ]
    ingested_at: Annotated[datetime.datetime, "UTC time of the run that wrote this row"]
    run_id: Annotated[str, "the run that wrote this row"]
    pipeline_version: Annotated[str, "version of jianbao that wrote this row"]

    @property
    def name(self) -> str:
        """What a person calls it: the path, and the member behind "!/"."""
        return source_name(self.uri, self.member)
