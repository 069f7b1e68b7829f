"""Events that an ingest sends to Prefect, for automations to act on: how much was quarantined, who has gone silent.

Numbers stand in labels as well as in the payload, since a trigger can compare labels only.
"""

from __future__ import annotations

import datetime
from collections.abc import Iterable
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

from prefect.events import emit_event

from flows.summary import Summary
from warehouse.watched import watched

ZONE = ZoneInfo("Asia/Shanghai")
"""Where the papers are printed: a day is one of theirs."""

LOADED = "jianbao.ingest.loaded"
"""Sources were dealt with; the resource is the warehouse."""

QUARANTINED_PERCENT = "jianbao.quarantined-percent"
"""Label: the share of sources quarantined among those dealt with, rounded down to a whole number."""

SILENT = "jianbao.newspaper.silent"
"""A newspaper has had no issue on at least one full day on which it comes out; the resource is the newspaper."""

SILENT_DAYS = "jianbao.silent-days"
"""Label: on how many days."""


def signal_loaded(summary: Summary, warehouse: Path) -> None:
    """Send how much was quarantined, unless nothing was to be done."""
    sources, quarantined = summary.statuses.total(), summary.statuses["quarantined"]
    if not sources:
        return
    labels = {
        "prefect.resource.id": f"jianbao.warehouse.{warehouse}",
        "prefect.resource.name": warehouse.name,
        QUARANTINED_PERCENT: str(100 * quarantined // sources),
    }
    payload = {"run_id": summary.run_id, "sources": sources, "quarantined": quarantined, "warehouse": str(warehouse)}
    emit_event(LOADED, labels, payload=payload)


def signal_silent(silent: Iterable[tuple[Any, ...]]) -> None:
    """Send which newspapers have gone silent.

    Args:
        silent: newspaper, its last day, and days without an issue since, as from watched/silent.sql.
    """
    for newspaper, last_on, days in silent:
        labels = {
            "prefect.resource.id": f"jianbao.newspaper.{newspaper}",
            "prefect.resource.name": newspaper,
            SILENT_DAYS: str(days),
        }
        emit_event(SILENT, labels, payload={"newspaper": newspaper, "last_on": str(last_on), "days": days})


def signal_run(summary: Summary, warehouse: Path) -> None:
    """Send all that a finished ingest has to tell."""
    signal_loaded(summary, warehouse)
    signal_silent(watched(warehouse, "silent", datetime.datetime.now(ZONE).date()))
