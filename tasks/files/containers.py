"""Zip and tar archives, gzip and zstd files: what is in them, each member under a safe and unique name."""

from __future__ import annotations

import io
import struct
import tarfile
import zipfile
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import PurePosixPath
from typing import BinaryIO

from schemas.errors import SourceError
from schemas.settings import ReadSettings
from tasks.files.paths import name_codec
from tasks.files.problems import problem
from tasks.files.sniff import HEAD_BYTES, OFFICE_ADVICE, PDF_ADVICE, sniff
from tasks.files.streams import Meter, Metered, archive_errors, spooled, unpacked

UTF8_NAME_FLAG = 0x800
ENCRYPTED_FLAG = 0x1
UNICODE_PATH_FIELD = 0x7075
"""Info-ZIP's extra field that holds a member's name in UTF-8."""

DOCUMENTS_IN_ZIP = (
    ("[Content_Types].xml", "an Office document (DOCX, XLSX, PPTX)", OFFICE_ADVICE),
    ("OFD.xml", "an OFD document", PDF_ADVICE),
    ("META-INF/container.xml", "an EPUB book", OFFICE_ADVICE),
    ("META-INF/manifest.xml", "an OpenDocument file", OFFICE_ADVICE),
    ("META-INF/MANIFEST.MF", "a Java archive", "leave it out"),
    ("AndroidManifest.xml", "an Android program", "leave it out"),
)
"""Formats that are zip archives themselves, known by a member that their standards require."""

SINGLE_FILE_SUFFIXES = frozenset((".gz", ".gzip", ".zst", ".zstd"))


@dataclass(frozen=True, slots=True)
class Entry:
    """A file in an archive.

    Attributes:
        name: its name, unique in its archive.
        packed: compressed size in bytes; None if it is not compressed on its own.
        open: gives its bytes; they are neither counted nor limited yet.
        error: why it cannot be read.
    """

    name: str
    packed: int | None
    open: Callable[[], BinaryIO]
    error: SourceError | None = None


class Container:
    """An open archive: its entries in the order in which they are stored; `damage` is what cut them short."""

    def __init__(self, entries: Sequence[Entry], file: BinaryIO, damage: SourceError | None = None) -> None:
        self.entries = tuple(_unique(entries))
        self.damage = damage
        self._by_name = {entry.name: entry for entry in self.entries}
        self._file = file

    def find(self, name: str) -> Entry | None:
        """The entry of that name."""
        return self._by_name.get(name)

    def close(self) -> None:
        """Close the archive's file."""
        self._file.close()


def open_container(
    file: BinaryIO, kind: str, name: str, packed: int, meter: Meter, settings: ReadSettings
) -> Container:
    """Open an archive that stands in a file that can be searched; the container closes the file.

    A compressed tar is one archive, not an archive in a file: its members are the tar's.

    Args:
        kind: zip, tar, gzip or zstd.
        name: the file's own name; that of a compressed file's only member is derived from it.
        packed: size of the file in bytes.

    Raises:
        SourceError: corrupt_archive, unsupported_format, archive_bomb.
    """
    with archive_errors():
        if kind == "zip":
            return Container(_zip_entries(file), file)
        if kind == "tar":
            return _open_tar(file)
        return _open_compressed(file, kind, name, packed, meter, settings)


def _open_compressed(
    file: BinaryIO, kind: str, name: str, packed: int, meter: Meter, settings: ReadSettings
) -> Container:
    def reopened() -> BinaryIO:
        file.seek(0)
        return unpacked(file, kind)

    with unpacked(file, kind) as stream:
        head = stream.read(HEAD_BYTES)
    if sniff(head).container != "tar":
        return Container([Entry(_inner_name(name), packed, reopened)], file)
    with io.BufferedReader(Metered(reopened(), packed, meter, settings)) as counted:
        spool = spooled(counted)
    file.close()
    return _open_tar(spool)


def _inner_name(name: str) -> str:
    """The name of a compressed file's content.

    >>> _inner_name("a/03版.txt.gz"), _inner_name("dump")
    ('03版.txt', 'dump.unpacked')
    """
    path = PurePosixPath(name)
    return path.stem if path.suffix.lower() in SINGLE_FILE_SUFFIXES and path.stem else f"{path.name}.unpacked"


def _zip_entries(file: BinaryIO) -> list[Entry]:
    archive = zipfile.ZipFile(file)
    infos = archive.infolist()
    names = _zip_names(infos)
    for required, label, advice in DOCUMENTS_IN_ZIP:
        if required in names:
            raise problem("unsupported_format", kind=label, advice=advice)
    return [_zip_entry(archive, info, name) for info, name in zip(infos, names, strict=True) if not name.endswith("/")]


def _zip_entry(archive: zipfile.ZipFile, info: zipfile.ZipInfo, name: str) -> Entry:
    error = _name_error(name)
    if error is None and info.flag_bits & ENCRYPTED_FLAG:
        error = problem("encrypted_archive")
    return Entry(_normal(name), info.compress_size, lambda: archive.open(info), error)  # type: ignore[arg-type,return-value]


def _zip_names(infos: Sequence[zipfile.ZipInfo]) -> list[str]:
    """The members' names; where no flag says UTF-8, their bytes decide, all together."""
    raw = [None if info.flag_bits & UTF8_NAME_FLAG else _cp437(info.orig_filename) for info in infos]
    codec = name_codec([r for r in raw if r is not None] or [b""])
    return [_zip_name(info, r, codec) for info, r in zip(infos, raw, strict=True)]


def _zip_name(info: zipfile.ZipInfo, raw: bytes | None, codec: str) -> str:
    stated = _unicode_path(info.extra)
    name = stated or (info.filename if raw is None else raw.decode(codec, "replace"))
    return name.partition("\x00")[0].replace("\\", "/")


def _cp437(name: str) -> bytes | None:
    try:
        return name.encode("cp437")
    except UnicodeEncodeError:
        return None


def _unicode_path(extra: bytes) -> str | None:
    """The name in Info-ZIP's Unicode path field, if there is one.

    >>> _unicode_path(b"up" + (5 + 3).to_bytes(2, "little") + b"\\x01crc4" + "报".encode())
    '报'
    """
    at = 0
    while at + 4 <= len(extra):
        field, size = struct.unpack_from("<HH", extra, at)
        if field == UNICODE_PATH_FIELD and size > 5:
            return extra[at + 9 : at + 4 + size].decode("utf-8", "replace")
        at += 4 + size
    return None


def _open_tar(file: BinaryIO) -> Container:
    """The files of a tar; links are left out: what they point to in the archive stands there itself."""
    archive = tarfile.open(fileobj=file, mode="r:", encoding="utf-8", errors="surrogateescape")  # noqa: SIM115
    infos, damage = _tar_infos(archive, file)
    raw = [info.name.encode("utf-8", "surrogateescape") for info in infos]
    codec = name_codec(raw or [b""])
    entries = [_tar_entry(archive, info, r.decode(codec, "replace")) for info, r in zip(infos, raw, strict=True)]
    return Container(entries, file, damage)


def _tar_infos(archive: tarfile.TarFile, file: BinaryIO) -> tuple[list[tarfile.TarInfo], SourceError | None]:
    """The members up to the first place that is damaged, and the damage."""
    infos: list[tarfile.TarInfo] = []
    try:
        with archive_errors():
            for info in archive:
                if not (info.isdir() or info.issym() or info.islnk()):
                    infos.append(info)
            _require_end(archive, file)
    except SourceError as error:
        return infos, error
    return infos, None


def _require_end(archive: tarfile.TarFile, file: BinaryIO) -> None:
    """tarfile takes a broken header for the end; the true end is zeros or nothing."""
    file.seek(archive.offset)
    if file.read(tarfile.BLOCKSIZE).strip(b"\0"):
        raise problem("corrupt_archive", detail=f"no member's header at byte {archive.offset}")


def _tar_entry(archive: tarfile.TarFile, info: tarfile.TarInfo, name: str) -> Entry:
    error = _name_error(name)
    if error is None and not info.isreg():
        error = problem("not_a_file", kind="a device or pipe")
    return Entry(_normal(name), None, lambda: archive.extractfile(info), error)  # type: ignore[arg-type,return-value]


def _name_error(name: str) -> SourceError | None:
    parts = name.split("/")
    is_unsafe = name.startswith("/") or ".." in parts or (len(parts[0]) == 2 and parts[0][1] == ":")
    return problem("unsafe_member_name") if is_unsafe else None


def _normal(name: str) -> str:
    """The name without needless parts.

    >>> _normal("./a//b.txt"), _normal("../b.txt"), _normal("")
    ('a/b.txt', '../b.txt', '(no name)')
    """
    lead = "/" if name.startswith("/") else ""
    return lead + "/".join(p for p in name.split("/") if p not in ("", ".")) or "(no name)"


def _unique(entries: Sequence[Entry]) -> Iterator[Entry]:
    """Entries of the same name told apart: the second is called name#2."""
    seen: Counter[str] = Counter()
    for entry in entries:
        seen[entry.name] += 1
        count = seen[entry.name]
        yield entry if count == 1 else replace(entry, name=f"{entry.name}#{count}")
