"""What a source's rows depend on besides its bytes: code, settings, dictionaries, and what was said of it."""

from __future__ import annotations

import hashlib
import platform
from collections.abc import Iterable
from functools import cache
from importlib.metadata import version
from pathlib import Path

import schemas
import tasks
from schemas.settings import Settings
from schemas.source import SourceFile

ROW_SHAPING_PACKAGES = (
    "jieba",
    "rjieba",
    "opencc-python-reimplemented",
    "charset-normalizer",
    "trafilatura",
    "lunar_python",
    "pypinyin",
)
"""Packages whose data or behaviour shows in rows; a new version of one means that everything is redone."""

NOT_ROW_SHAPING = frozenset(
    {"plan.py", "pool.py", "worker.py", "stages.py", "derive.py", "fingerprint.py", "docs.py", "sql.py"}
)
"""Modules that decide when work is done or how it is described, never what a row says."""

CORPUS = "corpus"
"""The folder of tasks/ whose code shapes derived rows and no others."""


def pipeline_version() -> str:
    """The version of jianbao that is installed."""
    return version("jianbao")


def versions() -> str:
    """The versions that shape rows, as `runs` keeps them."""
    packages = ", ".join(f"{name} {version(name)}" for name in ROW_SHAPING_PACKAGES)
    return f"jianbao {pipeline_version()}, Python {platform.python_version()}, {packages}"


@cache
def code_fingerprint() -> str:
    """Hash of the code and data files that shape source rows, and of the versions of the packages named above."""
    digest = hashlib.sha256()
    for package in (schemas, tasks):
        root = Path(package.__file__ or "").parent
        digest.update(_hash_of_files(root, (p for p in root.rglob("*") if CORPUS not in p.relative_to(root).parts)))
    for name in ROW_SHAPING_PACKAGES:
        digest.update(f"{name}=={version(name)}\0".encode())
    return digest.hexdigest()


@cache
def corpus_fingerprint() -> str:
    """Hash of all code that shapes derived rows: that of source rows, and tasks/corpus."""
    root = Path(tasks.__file__ or "").parent / CORPUS
    return hashlib.sha256(code_fingerprint().encode() + _hash_of_files(root, root.rglob("*"))).hexdigest()


def _hash_of_files(root: Path, paths: Iterable[Path]) -> bytes:
    """SHA-256 of the names and contents of the row-shaping files among `paths`."""
    digest = hashlib.sha256()
    for path in sorted(p for p in paths if p.is_file() and "__pycache__" not in p.parts):
        if path.name not in NOT_ROW_SHAPING:
            digest.update(f"{path.relative_to(root)}\0".encode())
            digest.update(path.read_bytes())
    return digest.digest()


def fingerprint(source: SourceFile, settings: Settings) -> str:
    """Hash of everything but the bytes that a source's rows depend on, 16 hex digits."""
    parts = (
        code_fingerprint(),
        settings.read.model_dump_json(),
        settings.enrich.model_dump_json(),
        repr((source.media_type, source.stated, source.from_path)),
    )
    return hashlib.sha256("\0".join(parts).encode()).hexdigest()[:16]
