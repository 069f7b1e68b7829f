"""Discovery: from paths to sources, each with its hash, its media type and what is wrong with it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from pathlib import Path

from schemas.errors import SourceError
from schemas.settings import ReadSettings
from schemas.source import Facts, SourceFile
from tasks.discover.manifest import Manifest, load_manifest
from tasks.discover.objects import ahead, check_addresses, objects_at
from tasks.discover.walk import OnDisk, check_paths, files_below
from tasks.files.evidence import PATH_PARTS, facts_of_path, facts_of_url, first_of
from tasks.files.opening import open_file
from tasks.files.paths import readable, to_uri
from tasks.files.problems import from_os_error
from tasks.files.remote import Address, address_of, is_remote, place_of
from tasks.files.walk import Found, find_in
from tasks.lang.newspapers import register

__all__ = ["Manifest", "check_places", "discover", "load_manifest"]

NOTHING_STATED = Facts()


def check_places(paths: Sequence[str | Path]) -> None:
    """See whether all paths and addresses lead somewhere.

    Raises:
        SettingsError: one that does not, or is no address that can be read.
        UnreachableError: an object store does not answer.
    """
    on_disk, in_stores = _apart(paths)
    check_paths(on_disk)
    check_addresses(in_stores)


def discover(
    paths: Sequence[str | Path],
    settings: ReadSettings,
    manifest: Manifest | None = None,
    defaults: Facts = NOTHING_STATED,
) -> Iterator[SourceFile]:
    """Every source that paths and addresses (file:///path, s3://bucket/prefix) lead to, those that cannot be loaded included.

    Files come in sorted order, an archive's members in stored order, objects after files. Each is read
    once from end to end, in bounded memory, for its hash. `defaults` are what flags say of every source; the
    manifest's rows come before them.

    Raises:
        SettingsError: a path that does not exist, a path pattern that is no regular expression.
        UnreachableError: an object store does not answer; nothing is said of its objects then.
    """
    check_places(paths)
    facts_of_path("", settings.path_patterns)
    return _sources(paths, settings, manifest, defaults)


def _apart(paths: Sequence[str | Path]) -> tuple[list[Path], list[Address]]:
    places = [place_of(path) for path in paths]
    in_stores = [place for place in places if isinstance(place, Address)]
    return [place for place in places if isinstance(place, Path)], in_stores


def _sources(
    paths: Sequence[str | Path], settings: ReadSettings, manifest: Manifest | None, defaults: Facts
) -> Iterator[SourceFile]:
    left_out = frozenset([manifest.path] if manifest else [])
    for path, source in _found(paths, left_out, settings):
        row = manifest.facts_for(source.uri, source.member) if manifest else Facts()
        stated = first_of(row, defaults)
        yield replace(source, stated=stated, from_path=_from_path(source, path, stated.url, settings))


def _found(
    paths: Sequence[str | Path], left_out: frozenset[str], settings: ReadSettings
) -> Iterator[tuple[str, SourceFile]]:
    """Each source with the path or address of its file."""
    on_disk, in_stores = _apart(paths)
    for found in files_below(on_disk, left_out):
        yield from ((found.path, source) for source in _of_file(found, settings))
    objects = (OnDisk(address.uri) for address in objects_at(in_stores))
    for path, sources in ahead(objects, lambda found: (found.path, list(_of_file(found, settings)))):
        yield from ((path, source) for source in sources)


def _shown(path: str) -> str:
    """The path, or bucket and key, for reading evidence from it."""
    return address_of(path).path if is_remote(path) else readable(path)


def _from_path(source: SourceFile, path: str, url: str | None, settings: ReadSettings) -> Facts:
    name = _shown(path) if source.member is None else f"{_shown(path)}/{source.member}"
    by_url = facts_of_url(url) if url else Facts()
    registered = Facts(_registered_newspaper(name))
    return first_of(facts_of_path(name, settings.path_patterns), registered, replace(by_url, url=None))


def _registered_newspaper(path: str) -> str | None:
    """A folder or file that is called as the register knows a newspaper, for names that have no newspaper's form."""
    for part in reversed(path.split("/")[-PATH_PARTS:]):
        stem = part.partition(".")[0]
        if stem in register().by_name:
            return stem
        if stem.isascii() and (paper := register().of_romanised(stem)):
            return paper.name
    return None


def _of_file(found: OnDisk, settings: ReadSettings) -> Iterator[SourceFile]:
    uri = found.path if is_remote(found.path) else to_uri(found.path)
    if found.error is not None:
        yield _source(uri, Found(None, None, None, None, found.error))
        return
    try:
        with open_file(found.path) as file:
            for inside in find_in(file, _shown(found.path).rpartition("/")[2], settings):
                yield _source(uri, inside)
    except SourceError as error:
        yield _source(uri, Found(None, None, None, None, error))
    except OSError as error:
        yield _source(uri, Found(None, None, None, None, from_os_error(error, found.path)))


def _source(uri: str, found: Found) -> SourceFile:
    code, sentence = (found.error.code, str(found.error)) if found.error else (None, None)
    return SourceFile(
        uri, found.member, found.sha256, found.size_bytes, found.media_type, error_code=code, error=sentence
    )
