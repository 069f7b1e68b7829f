"""What a source's rows depend on besides its bytes: code, settings, dictionaries, and what was said of it."""

from __future__ import annotations

import hashlib
import platform
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

NOT_ROW_SHAPING = frozenset({"plan.py", "pool.py", "worker.py", "stages.py", "fingerprint.py", "docs.py", "sql.py"})
"""Modules that decide when work is done or how it is described, never what a row says."""


def pipeline_version() -> str:
    """The version of jianbao that is installed."""
    return version("jianbao")


def versions() -> str:
    """The versions that shape rows, as `runs` keeps them."""
    packages = ", ".join(f"{name} {version(name)}" for name in ROW_SHAPING_PACKAGES)
    return f"jianbao {pipeline_version()}, Python {platform.python_version()}, {packages}"


@cache
def code_fingerprint() -> str:
    """Hash of the row-shaping code and data files, and of the versions of the packages named above."""
    digest = hashlib.sha256()
    for package in (schemas, tasks):
        root = Path(package.__file__ or "").parent
        for path in sorted(p for p in root.rglob("*") if p.is_file() and "__pycache__" not in p.parts):
            if path.name not in NOT_ROW_SHAPING:
                digest.update(f"{path.relative_to(root)}\0".encode())
                digest.update(path.read_bytes())
    for name in ROW_SHAPING_PACKAGES:
        digest.update(f"{name}=={version(name)}\0".encode())
    return digest.hexdigest()


def fingerprint(source: SourceFile, settings: Settings) -> str:
    """Hash of everything but the bytes that a source's rows depend on, 16 hex digits."""
    parts = (
        code_fingerprint(),
        settings.read.model_dump_json(),
        settings.enrich.model_dump_json(),
        repr((source.media_type, source.stated, source.from_path)),
    )
    return hashlib.sha256("\0".join(parts).encode()).hexdigest()[:16]
