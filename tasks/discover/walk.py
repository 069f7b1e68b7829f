"""Finding files: folders in sorted order, each real file once, links followed, loops never entered."""

from __future__ import annotations

import os
import stat
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

from schemas.errors import SettingsError, SourceError
from tasks.files.problems import from_os_error
from tasks.files.walk import is_ignored

WAREHOUSE_MARK = "commits.sqlite"
"""A folder that holds this file is a warehouse of jianbao: its files are output, no sources."""


@dataclass(frozen=True, slots=True)
class OnDisk:
    """A path that discovery came upon: a real path, or with `error` the path that leads nowhere."""

    path: str
    error: SourceError | None = None


def check_paths(paths: Iterable[Path]) -> None:
    """Raise SettingsError if one of the paths that the user named does not exist at all."""
    for path in paths:
        if not os.path.lexists(path):
            raise SettingsError(f"There is no file or folder {path}; check the path.")


def files_below(paths: Iterable[Path], left_out: frozenset[str] = frozenset()) -> Iterator[OnDisk]:
    """Every file that the paths lead to, once, in the order of the sorted paths and names.

    What `is_ignored` names and warehouses of jianbao are passed over, unless the user named them.
    `left_out` holds real paths that are no sources.
    """
    seen: set[str] = set(left_out)
    pending = sorted({os.path.abspath(path) for path in paths}, reverse=True)
    while pending:
        path = pending.pop()
        real = os.path.realpath(path)
        try:
            mode = os.stat(path).st_mode
        except OSError as error:
            yield from _once(OnDisk(_link_itself(path), from_os_error(error, path)), seen)
            continue
        if not stat.S_ISDIR(mode):
            yield from _once(OnDisk(real), seen)
        elif real not in seen:
            seen.add(real)
            try:
                pending.extend(os.path.join(real, name) for name in reversed(_names_in(real)))
            except OSError as error:
                yield OnDisk(real, from_os_error(error, real))


def _names_in(folder: str) -> list[str]:
    names = sorted(os.listdir(folder))
    return [] if WAREHOUSE_MARK in names else [name for name in names if not is_ignored(name)]


def _once(found: OnDisk, seen: set[str]) -> Iterator[OnDisk]:
    if found.path not in seen:
        seen.add(found.path)
        yield found


def _link_itself(path: str) -> str:
    """The absolute path of a link that leads nowhere: its folder's real path and its own name."""
    return os.path.join(os.path.realpath(os.path.dirname(path)), os.path.basename(path))
