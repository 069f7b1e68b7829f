"""What a source's rows depend on besides its bytes: code, settings, dictionaries, and what was said of it.

A fingerprint has a part for each of these, so that it tells from which stage on a source has to be
done again: after a change in how names are found its text need not be cleaned and split anew.
"""

from __future__ import annotations

import hashlib
import platform
from functools import cache
from importlib.metadata import version
from pathlib import Path

from schemas.settings import Settings
from schemas.source import SourceFile
from tasks.imports import PACKAGES, hash_of_imports

PART_DIGITS = 8
"""Hex digits of a part."""

PARTS = ("said", "read", "clean", "split", "enrich")
"""The parts of a fingerprint in order: what manifest and path say, then the stages."""

STAGE_CODE = {
    "read": ("tasks.read",),
    "clean": ("tasks.clean", "tasks.load"),
    "split": ("tasks.split",),
    "enrich": ("tasks.enrich",),
}
"""The packages whose code decides what a stage yields. How rows are written counts towards the first stage that is
done again from the warehouse."""


@cache
def pipeline_version() -> str:
    """The version of jianbao that is installed."""
    return version("jianbao")


def versions() -> str:
    """The versions that shape rows, as `runs` keeps them."""
    packages = ", ".join(f"{name} {version(name)}" for name in PACKAGES.values())
    return f"jianbao {pipeline_version()}, Python {platform.python_version()}, {packages}"


FRAME = Path(__file__).with_name("batch.py")
"""What runs the stages and writes the rows of `sources`; it counts, unlike what it imports, towards cleaning."""


@cache
def _code(stage: str) -> str:
    frame = FRAME.read_text(encoding="utf-8") if stage == "clean" else ""
    return hash_of_imports(*STAGE_CODE[stage]) + frame


@cache
def corpus_fingerprint() -> str:
    """Hash of all code that shapes derived rows."""
    return hash_of_imports("tasks.corpus", "tasks.load")


def _part(*contents: str) -> str:
    return hashlib.sha256("\0".join(contents).encode()).hexdigest()[:PART_DIGITS]


def stage_parts(settings: Settings) -> tuple[str, ...]:
    """The parts for read, clean, split and enrich, as code and settings are now."""
    of_settings = {"read": settings.read.model_dump_json(), "enrich": settings.enrich.model_dump_json()}
    return tuple(_part(_code(stage), of_settings.get(stage, "")) for stage in PARTS[1:])


def fingerprint(source: SourceFile, settings: Settings) -> str:
    """Hash of everything but the bytes that a source's rows depend on: PARTS, joined by hyphens."""
    said = _part(repr((source.media_type, source.stated, source.from_path)))
    return "-".join((said, *stage_parts(settings)))


def first_stale(held: str, settings: Settings) -> str | None:
    """The first stage whose part of a held fingerprint is not as it would be now; None if all are.

    What was said of a source is not looked at: it is kept with its pages.
    """
    parts = held.split("-")
    if len(parts) != len(PARTS):
        return PARTS[1]
    current = zip(PARTS[1:], parts[1:], stage_parts(settings), strict=True)
    return next((stage for stage, before, now in current if before != now), None)


def redone(held: str, settings: Settings) -> str:
    """A held fingerprint after all stages behind reading were done again."""
    return "-".join((*held.split("-")[:2], *stage_parts(settings)[1:]))
