"""Objects of a store that speaks S3, under addresses such as s3://bucket/newspapers/2024.

An address may end in options, as pyarrow writes them: `?endpoint_override=127.0.0.1:9000&scheme=http`.
They stand in `sources.uri`, so that an object can be read again; keys and passwords may not, they
come from where all AWS programs have them from (AWS_ACCESS_KEY_ID, AWS_PROFILE, …).

An object that is missing or forbidden is that object's affair, as a file's would be. A store that
does not answer ends the run: nothing is known of any object then, and what was loaded must stay.
"""

from __future__ import annotations

import io
import os
import re
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any, BinaryIO, NamedTuple
from urllib.parse import parse_qsl, unquote, urlencode

from schemas.errors import SettingsError, UnreachableError
from tasks.files.problems import problem

PREFIX = "s3://"

OPTIONS = ("anonymous", "endpoint_override", "region", "scheme")
"""Options that an address may have."""

ENDPOINT_VARIABLES = ("AWS_ENDPOINT_URL_S3", "AWS_ENDPOINT_URL")
"""Where the endpoint is looked for if the address does not say it, the first that is set."""

REGION_VARIABLES = ("AWS_REGION", "AWS_DEFAULT_REGION")

BUFFER_BYTES = 4 * 2**20
"""Bytes asked for at a time: one request for nearly every page, few for an archive's members."""

CONNECT_SECONDS, REQUEST_SECONDS, ATTEMPTS = 10, 60, 5
"""How long and how often a store is asked before it counts as unreachable."""

_NOT_IN_URI = re.compile(r"[%?#\x00-\x1f\x7f]")
_SCHEME = re.compile(r"(?P<scheme>[A-Za-z][A-Za-z0-9+.-]+)://")
_AWS_CODE = re.compile(r"AWS Error (?P<code>[A-Z_]+)")


@dataclass(frozen=True, slots=True)
class Address:
    """A bucket, a prefix in it, or an object.

    Attributes:
        key: without slashes around it; "" is the bucket.
        options: as they stand behind the question mark, in order.
    """

    bucket: str
    key: str
    options: str = ""

    @property
    def path(self) -> str:
        """Bucket and key, as pyarrow takes them and a person reads them."""
        return f"{self.bucket}/{self.key}" if self.key else self.bucket

    @property
    def uri(self) -> str:
        """The address as `sources.uri` has it; characters that would end the key are written %XX.

        >>> Address("pages", "晨光日报/第1版?.txt", "region=eu-west-1").uri
        's3://pages/晨光日报/第1版%3F.txt?region=eu-west-1'
        """
        path = _NOT_IN_URI.sub(lambda found: f"%{ord(found[0]):02X}", self.path)
        return f"{PREFIX}{path}?{self.options}" if self.options else f"{PREFIX}{path}"

    def of_path(self, path: str) -> Address:
        """The address of another path in the same store."""
        bucket, _, key = path.partition("/")
        return Address(bucket, key, self.options)


class Stat(NamedTuple):
    """What a store says of an object: bytes, and the time of its last change in ns."""

    size_bytes: int
    changed_ns: int


def is_remote(name: str) -> bool:
    """Whether a name is the address of an object store.

    >>> is_remote("s3://pages/2024"), is_remote("/data/s3/pages")
    (True, False)
    """
    return name.startswith(PREFIX)


def without_options(uri: str) -> str:
    """The uri as manifests name it; a path on disk is left alone.

    >>> without_options("s3://pages/a.txt?region=eu-west-1"), without_options("/a/what?.txt")
    ('s3://pages/a.txt', '/a/what?.txt')
    """
    return uri.partition("?")[0] if is_remote(uri) else uri


def place_of(name: str | Path) -> Path | Address:
    """Where a path or address that a user names leads.

    >>> place_of("file:///a/%E6%8A%A5.txt"), place_of("a.txt")
    (PosixPath('/a/报.txt'), PosixPath('a.txt'))

    Raises:
        SettingsError: an address of another kind, without bucket, with credentials or unknown options.
    """
    if isinstance(name, Path):
        return name
    if is_remote(name):
        return address_of(name)
    found = _SCHEME.match(name)
    if found is None:
        return Path(name)
    if found["scheme"].lower() == "file" and name[found.end() :].startswith("/"):
        return Path(unquote(name[found.end() :]))
    raise SettingsError(f"{name} can't be read; name a path, file:///path, or s3://bucket/prefix.")


def address_of(uri: str) -> Address:
    """The address that a uri is.

    >>> address_of("s3://pages/2024/?scheme=http&endpoint_override=127.0.0.1:9000")
    Address(bucket='pages', key='2024', options='endpoint_override=127.0.0.1:9000&scheme=http')

    Raises:
        SettingsError: as from `place_of`.
    """
    path, _, query = uri.removeprefix(PREFIX).partition("?")
    bucket, _, key = unquote(path).partition("/")
    if "@" in bucket or ":" in bucket:
        raise SettingsError(
            "An address with keys in it would be written into logs and tables; "
            "set AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY instead."
        )
    if not bucket:
        raise SettingsError(f"{uri} names no bucket; write s3://bucket/prefix.")
    return Address(bucket, key.strip("/"), _options(query))


def _options(query: str) -> str:
    given = dict(parse_qsl(query, keep_blank_values=True))
    if unknown := sorted(set(given) - set(OPTIONS)):
        raise SettingsError(f"{unknown[0]!r} is no option of an address; take some of {', '.join(OPTIONS)}.")
    scheme, separator, host = given.get("endpoint_override", "").partition("://")
    if separator:
        given |= {"endpoint_override": host, "scheme": scheme}
    return urlencode(sorted(given.items()), safe=":/")


def stat_of(address: Address) -> Stat | None:
    """What the store says of an object; None if it is a prefix or a bucket.

    Raises:
        SourceError: vanished, permission_denied.
        UnreachableError: the store does not answer.
    """
    from pyarrow import fs

    with _told(address):
        info = _filesystem(address.bucket, address.options).get_file_info(address.path)
    if info.type == fs.FileType.NotFound:
        raise problem("vanished")
    return Stat(info.size, info.mtime_ns or 0) if info.type == fs.FileType.File else None


def objects_below(address: Address) -> list[Address]:
    """All objects under a prefix, in the order in which folders would be walked.

    Raises:
        SourceError: vanished (also for a bucket that is not there), permission_denied.
        UnreachableError: the store does not answer.
    """
    from pyarrow import fs

    with _told(address):
        selector = fs.FileSelector(address.path, recursive=True)
        found = _filesystem(address.bucket, address.options).get_file_info(selector)
    paths = sorted((info.path for info in found if info.type == fs.FileType.File), key=lambda path: path.split("/"))
    return [address.of_path(path) for path in paths]


def tree_at(address: Address) -> Any:
    """All that is below an address as a file system of its own (`pyarrow.fs.SubTreeFileSystem`).

    Raises:
        UnreachableError: where the bucket is can't be found out.
    """
    from pyarrow import fs

    with _told(address):
        return fs.SubTreeFileSystem(address.path, _filesystem(address.bucket, address.options))


def open_object(uri: str) -> BinaryIO:
    """Open an object; bytes are asked for as they are needed.

    Raises:
        SourceError, UnreachableError: as from `stat_of`, also while reading.
    """
    address = address_of(uri)
    with _told(address):
        file = _filesystem(address.bucket, address.options).open_input_file(address.path)
    return io.BufferedReader(_Object(file, address), max(1, min(BUFFER_BYTES, file.size())))


class _Object(io.RawIOBase):
    """An object as a file of Python's."""

    def __init__(self, file: Any, address: Address) -> None:
        super().__init__()
        self._file, self._address = file, address

    def readable(self) -> bool:
        return True

    def seekable(self) -> bool:
        return True

    def readinto(self, buffer: memoryview) -> int:  # type: ignore[override]
        """Fill `buffer`. Raises SourceError, UnreachableError."""
        with _told(self._address):
            count: int = self._file.readinto(buffer)
        return count

    def seek(self, offset: int, whence: int = io.SEEK_SET) -> int:
        """Go to a byte."""
        position: int = self._file.seek(offset, whence)
        return position

    def tell(self) -> int:
        position: int = self._file.tell()
        return position

    def close(self) -> None:
        self._file.close()
        super().close()


@contextmanager
def _told(address: Address) -> Iterator[None]:
    """Turn pyarrow's errors, which have no numbers, into ours."""
    try:
        yield
    except FileNotFoundError as error:
        raise problem("vanished") from error
    except OSError as error:
        found = _AWS_CODE.search(str(error))
        code = found["code"] if found else ""
        if code in ("NO_SUCH_BUCKET", "NO_SUCH_KEY"):
            raise problem("vanished") from error
        if code == "ACCESS_DENIED":
            raise problem("permission_denied") from error
        raise UnreachableError(
            f"{without_options(address.uri)} can't be reached ({' '.join(str(error).split())[:300]}); check the endpoint "
            "and the AWS variables, then run the same again: what was committed stays."
        ) from error


def _filesystem(bucket: str, options: str) -> Any:
    """The store in which a bucket is (`pyarrow.fs.S3FileSystem`). Raises OSError."""
    given = dict(parse_qsl(options))
    endpoint = given.get("endpoint_override") or _first_set(ENDPOINT_VARIABLES) or ""
    scheme, _, host = endpoint.rpartition("://")
    region = given.get("region") or _first_set(REGION_VARIABLES) or ("us-east-1" if endpoint else "")
    is_anonymous = given.get("anonymous") == "true"
    return _connected(bucket, host, given.get("scheme") or scheme or "https", region, is_anonymous)


@cache
def _connected(bucket: str, host: str, scheme: str, region: str, is_anonymous: bool) -> Any:
    """As `_filesystem`; without a region the store is asked for it."""
    from pyarrow import fs

    return fs.S3FileSystem(
        endpoint_override=host or None,
        scheme=scheme,
        region=region or fs.resolve_s3_region(bucket),
        anonymous=is_anonymous,
        connect_timeout=CONNECT_SECONDS,
        request_timeout=REQUEST_SECONDS,
        retry_strategy=fs.AwsStandardS3RetryStrategy(max_attempts=ATTEMPTS),
    )


def _first_set(names: tuple[str, ...]) -> str | None:
    return next((os.environ[name] for name in names if os.environ.get(name)), None)
