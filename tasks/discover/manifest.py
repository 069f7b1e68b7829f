"""The manifest: a CSV file in which a user says what a dump does not say about itself."""

from __future__ import annotations

import csv
import fnmatch
import io
import os
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

from schemas.errors import SettingsError
from schemas.source import Facts, SourceFile
from tasks.files.evidence import first_of, parse_date, parse_page
from tasks.files.paths import to_uri
from tasks.files.remote import address_of, is_remote, without_options
from tasks.files.walk import SEPARATOR

COLUMNS = ("path", "newspaper", "date", "page_no", "url", "title")
DELIMITERS = (",", "\t", ";", "，")
ENCODINGS = ("utf-8-sig", "gb18030")
"""Tried in order; a spreadsheet in China saves CSV as GBK. UTF-16 is known by its BOM."""


@dataclass(frozen=True, slots=True)
class ManifestRow:
    """A row: `number` is its line in the file, `name` its path made absolute, `path` as written."""

    number: int
    path: str
    name: str
    facts: Facts

    @property
    def is_glob(self) -> bool:
        """Whether the path is a pattern; a file that is really called so is none."""
        file, _, member = self.name.partition(SEPARATOR)
        return _has_wildcard(member) or (_has_wildcard(self.path) and not os.path.lexists(file))


def _has_wildcard(path: str) -> bool:
    return any(sign in path for sign in "*?[")


@dataclass(frozen=True)
class Manifest:
    """What a user says about sources.

    A row speaks about the source of that path, the members of that archive, or everything below that
    folder, or about every source that its pattern matches (* ? [ ], * also crosses folders). Where
    several speak, the nearest counts, field by field: source, archive, folders from the inside out,
    patterns in the order of the file.
    """

    path: str
    rows: tuple[ManifestRow, ...]

    @cached_property
    def _exact(self) -> dict[str, ManifestRow]:
        return {row.name: row for row in reversed(self.rows) if not row.is_glob}

    @cached_property
    def _globs(self) -> tuple[tuple[re.Pattern[str], ManifestRow], ...]:
        return tuple((re.compile(fnmatch.translate(row.name)), row) for row in self.rows if row.is_glob)

    def rows_for(self, uri: str, member: str | None) -> tuple[ManifestRow, ...]:
        """The rows that speak about a source, nearest first."""
        uri = without_options(uri)
        name = uri if member is None else f"{uri}{SEPARATOR}{member}"
        exact = [self._exact[n] for n in _nearest_first(uri, member) if n in self._exact]
        return (*exact, *(row for pattern, row in self._globs if pattern.match(name)))

    def facts_for(self, uri: str, member: str | None) -> Facts:
        """What the manifest says about a source."""
        return first_of(Facts(), *(row.facts for row in self.rows_for(uri, member)))

    def unmatched(self, found: Iterable[SourceFile]) -> tuple[str, ...]:
        """A sentence for each row that speaks about none of the sources, for the run's summary."""
        used = {row.number for source in found for row in self.rows_for(source.uri, source.member)}
        return tuple(
            f"Row {row.number} of the manifest ({row.path}) matches no source; correct its path or ingest that file too."
            for row in self.rows
            if row.number not in used
        )


def load_manifest(path: Path) -> Manifest:
    """Read a manifest.

    Its first line names the columns: path, and any of newspaper, date, page_no, url, title. Paths are
    relative to its folder or absolute; a member of an archive stands behind "!/".

    Raises:
        SettingsError: it cannot be read, or a column or cell is wrong; the message names row and column.
    """
    try:
        text = _decoded(path.read_bytes())
    except OSError as error:
        raise SettingsError(f"The manifest {path} cannot be read ({error.strerror}); check --manifest.") from error
    try:
        rows = tuple(_rows(text, Path(os.path.abspath(path)).parent))
    except csv.Error as error:
        raise SettingsError(f"The manifest {path} is no CSV file ({error}); save it as CSV in UTF-8.") from error
    if not rows:
        raise SettingsError(f"The manifest {path} has no rows; add some or leave --manifest out.")
    return Manifest(os.path.realpath(path), rows)


def _decoded(data: bytes) -> str:
    if data.startswith((b"\xff\xfe", b"\xfe\xff")):
        return data.decode("utf-16", "replace")
    for encoding in ENCODINGS:
        try:
            return data.decode(encoding)
        except UnicodeDecodeError:
            continue
    raise SettingsError("The manifest is neither UTF-8 nor GB18030; save it as CSV in UTF-8.")


def _rows(text: str, folder: Path) -> Iterator[ManifestRow]:
    header, _, _ = text.partition("\n")
    delimiter = max(DELIMITERS, key=header.count)
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter)
    columns = [name.strip().lower() for name in next(reader, [])]
    _check_columns(columns)
    for cells in reader:
        if not any(cell.strip() for cell in cells):
            continue
        if len(cells) > len(columns) and any(cell.strip() for cell in cells[len(columns) :]):
            raise SettingsError(
                f"Row {reader.line_num} of the manifest has more cells than columns; quote the one that holds {delimiter!r}."
            )
        yield _row(reader.line_num, dict(zip(columns, (c.strip() for c in cells), strict=False)), folder)


def _check_columns(columns: list[str]) -> None:
    if "path" not in columns:
        raise SettingsError("Row 1 of the manifest names no column path; name the columns: " + ", ".join(COLUMNS) + ".")
    for name in columns:
        if name not in COLUMNS:
            raise SettingsError(
                f"Row 1 of the manifest names an unknown column {name!r}; remove it or use one of "
                + ", ".join(COLUMNS)
                + "."
            )


def _row(number: int, cells: dict[str, str], folder: Path) -> ManifestRow:
    path = cells["path"]
    if not path:
        raise SettingsError(f"Row {number} of the manifest, column path, is empty; say which source the row is about.")
    date, page = cells.get("date", ""), cells.get("page_no", "")
    published_on, page_no = parse_date(date), parse_page(page)
    if date and published_on is None:
        raise SettingsError(f"Row {number} of the manifest, column date: {date!r} is no date; write it as 2024-04-01.")
    if page and page_no is None:
        raise SettingsError(
            f"Row {number} of the manifest, column page_no: {page!r} is no page number; write 3 or A03."
        )
    facts = Facts(
        cells.get("newspaper") or None,
        published_on,
        page_no[0] if page_no else None,
        cells.get("url") or None,
        cells.get("title") or None,
        page_no[1] if page_no else None,
    )
    return ManifestRow(number, path, _absolute(path, folder), facts)


def _absolute(path: str, folder: Path) -> str:
    """The path as `SourceFile.name` writes it: links resolved, member behind "!/"."""
    file, separator, member = path.partition(SEPARATOR)
    if is_remote(file):
        return without_options(address_of(file).uri) + separator + member
    return to_uri(os.path.realpath(folder / file)) + separator + member


def _nearest_first(uri: str, member: str | None) -> Iterator[str]:
    if member is not None:
        parts = member.split(SEPARATOR)
        for count in range(len(parts), 0, -1):
            yield SEPARATOR.join([uri, *parts[:count]])
    yield uri
    while (parent := os.path.dirname(uri)) != uri:
        yield parent
        uri = parent
