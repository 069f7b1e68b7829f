"""Settings as a command or a flow sees them."""

from __future__ import annotations

import os
from pathlib import Path
from typing import Any

from pydantic import ValidationError

from schemas.errors import SettingsError
from schemas.settings import Settings


def load_settings(warehouse: Path | None = None, workers: int | None = None) -> Settings:
    """Defaults, then jianbao.toml in the current folder, then the environment, then the arguments given.

    Raises:
        SettingsError: a value does not fit; the sentence names the setting.
    """
    given: dict[str, Any] = {}
    if warehouse is not None:
        given["warehouse"] = warehouse
    try:
        settings = Settings(**given)
    except (ValidationError, ValueError) as error:
        raise SettingsError(_sentence(error)) from error
    if workers is not None:
        settings = settings.model_copy(update={"run": settings.run.model_copy(update={"workers": workers})})
    return settings.model_copy(update={"warehouse": settings.warehouse.expanduser().absolute()})


def worker_count(settings: Settings) -> int:
    """How many worker processes a run uses."""
    if settings.run.workers:
        return settings.run.workers
    if hasattr(os, "sched_getaffinity"):
        return len(os.sched_getaffinity(0))
    return os.cpu_count() or 1


def _sentence(error: Exception) -> str:
    if isinstance(error, ValidationError):
        problems = [f"{'.'.join(map(str, e['loc']))}: {e['msg']}" for e in error.errors()]
        return f"A setting does not fit ({'; '.join(problems)}); look into jianbao.toml and the JIANBAO_… variables."
    return f"jianbao.toml cannot be read ({error}); mend it or move it away."
