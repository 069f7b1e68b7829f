"""Which code and data a stage rests on: everything that its modules import, followed to the end."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterable, Iterator
from functools import cache
from importlib.metadata import version
from pathlib import Path

ROOT = Path(__file__).parents[1]

OURS = ("schemas", "tasks")
"""Top-level packages that are followed."""

PACKAGES = {
    "jieba": "jieba",
    "rjieba": "rjieba",
    "opencc": "opencc-python-reimplemented",
    "charset_normalizer": "charset-normalizer",
    "trafilatura": "trafilatura",
    "lunar_python": "lunar_python",
    "pypinyin": "pypinyin",
}
"""Packages whose data or behaviour shows in rows, by what is imported of them: a new version counts as new code."""

_IMPORT = re.compile(
    r"""^[ ]* (?:
        from [ ] (?P<module>[\w.]+) [ ] import [ ] (?P<names>[^(\n]+ | \( [^)]* )
        | import [ ] (?P<modules>.+)
    )""",
    re.VERBOSE | re.MULTILINE,
)

Module = tuple[str, ...]
"""A dotted name in parts."""


def hash_of_imports(*packages: str) -> str:
    """SHA-256, hex, of all code, data files and package versions on which these packages of ours rest.

    Args:
        packages: dotted names, `tasks.split`; all modules in them count.
    """
    digest = hashlib.sha256()
    files, outside = _closure(packages)
    for path in sorted(files):
        digest.update(f"{path.relative_to(ROOT).as_posix()}\0".encode())
        digest.update(path.read_bytes())
    for name in sorted(outside):
        digest.update(f"{PACKAGES[name]}=={version(PACKAGES[name])}\0".encode())
    return digest.hexdigest()


def _closure(packages: Iterable[str]) -> tuple[set[Path], set[str]]:
    """The files of ours, and the names in PACKAGES, that are reached from all modules of some packages."""
    pending = [path for package in packages for path in ROOT.joinpath(*package.split(".")).rglob("*.py")]
    files: set[Path] = set()
    outside: set[str] = set()
    while pending:
        path = pending.pop()
        if path in files:
            continue
        files.add(path)
        files.update(_data_of(path))
        for module in _imports(path):
            if module[0] in OURS:
                pending.extend(_files_of(module))
            elif module[0] in PACKAGES:
                outside.add(module[0])
    return files, outside


@cache
def _imports(path: Path) -> frozenset[Module]:
    """What a module imports or reads packaged data of, as dotted names; `from a import b` counts as a.b."""
    return frozenset(_named(path.read_text(encoding="utf-8")))


def _named(code: str) -> Iterator[Module]:
    """The names that code imports.

    >>> sorted(_named("from tasks.lang import (\\n    words,\\n    places as p,\\n)\\nimport jieba.posseg\\nx = files('os')"))
    [('jieba', 'posseg'), ('tasks', 'lang', 'places'), ('tasks', 'lang', 'words')]
    """
    for match in _IMPORT.finditer(code):
        if match["module"] is None:
            yield tuple(match["modules"].split()[0].split("."))
            continue
        for name in match["names"].lstrip("(").split(","):
            if name.strip():
                yield (*match["module"].split("."), name.split()[0])
    yield from ((name,) for name in PACKAGES if f'"{name}"' in code)


def _files_of(module: Module) -> Iterator[Path]:
    """The files that are run when a module of ours is imported; the last part may be a name in a module."""
    for length in range(1, len(module) + 1):
        place = ROOT.joinpath(*module[:length])
        for path in (place / "__init__.py", place.with_suffix(".py")):
            if path.is_file():
                yield path


def _data_of(path: Path) -> Iterator[Path]:
    """The data files beside a module that it names."""
    text = path.read_text(encoding="utf-8")
    for beside in path.parent.iterdir():
        if beside.suffix in (".csv", ".txt", ".toml") and beside.name in text:
            yield beside
