"""What a run leaves in the Prefect UI besides its log: progress, a summary, what was quarantined, checks, a calendar."""

from __future__ import annotations

import calendar
import datetime
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from itertools import groupby
from pathlib import Path
from typing import Any
from uuid import UUID

import httpx
from prefect.artifacts import (
    create_markdown_artifact,
    create_progress_artifact,
    create_table_artifact,
    update_progress_artifact,
)
from prefect.exceptions import PrefectException
from prefect.logging import get_run_logger

from flows.output import printable
from flows.progress import Progress, watching
from flows.signals import signal_run
from flows.summary import Summary
from warehouse.verify import Check, Hits
from warehouse.watched import watched

STEPS = 20
"""How often a run's progress is updated."""

MAX_DAYS = 200
"""Issues listed in a summary."""

DAY_MARKS = {"loaded": "■", "missing": "□", "unknown": "?", "no issue": "·"}
"""A day of the calendar, by status in the view `issues`."""

OUTSIDE = "░"
"""A day before the first or after the last loaded one, of which nothing is known."""


@contextmanager
def progress_shown() -> Iterator[None]:
    """Show how far the loading is as a progress artifact, updated STEPS times."""
    artifact: UUID | None = None
    shown = 0
    is_refused = False

    def show(told: Progress) -> None:
        nonlocal artifact, shown, is_refused
        step = told.done * STEPS // told.total if told.total else 0
        if is_refused or not told.total:
            return
        try:
            if artifact is None:
                artifact = _artifact_id(create_progress_artifact(0.0, key="progress", description=told.phase))
            if step > shown:
                shown = step
                update_progress_artifact(artifact, 100.0 * told.done / told.total, description=_told(told))
        except (PrefectException, httpx.HTTPError) as error:
            is_refused = True
            get_run_logger().warning("progress is no longer shown: %s", error)

    with watching(show):
        yield
        show(Progress("done", 1, 1))


def _artifact_id(created: Any) -> UUID:
    """Prefect types its functions for callers with and without an event loop; here there is none."""
    return UUID(str(created))


def _told(told: Progress) -> str:
    return f"{told.phase}: {told.done:,} of {told.total:,}"


def publish_artifacts(summary: Summary, warehouse: Path, checked: Sequence[tuple[Check, list[Hits]]]) -> None:
    """Leave what an ingest has done, and send the events that automations wait for.

    Args:
        checked: checks on the rows that it has written, with what they have found.
    """
    loaded = watched(warehouse, "loaded", summary.run_id) if summary.statuses["loaded"] else []
    _markdown("ingest-summary", "What the last ingest did", to_markdown(summary, warehouse, loaded, checked))
    quarantined = [
        {"code": problem.error_code, "source": printable(problem.name), "why": printable(problem.error)}
        for problem in summary.problems
    ]
    _table("ingest-quarantine", "What the last ingest could not load, and why", quarantined)
    _table("checks", "What the checks on rows have found", list(_check_rows(checked)))
    _markdown("coverage", "Which issues are there, which are missing", to_calendar(watched(warehouse, "calendar")))
    signal_run(summary, warehouse)


def _markdown(key: str, description: str, text: str) -> None:
    create_markdown_artifact(text, key=key, description=description)


def _table(key: str, description: str, rows: list[dict[str, str]]) -> None:
    create_table_artifact(rows or [{"": "nothing"}], key=key, description=description)


def to_markdown(
    summary: Summary,
    warehouse: Path,
    loaded: Sequence[tuple[Any, ...]],
    checked: Sequence[tuple[Check, list[Hits]]],
) -> str:
    """An ingest's summary.

    Args:
        loaded: newspaper, day, pages, articles of each issue that was loaded.
        checked: as in `publish_artifacts`.
    """
    lines = ["| what | how many |", "|---|---:|", *(f"| {name} | {number:,} |" for name, number in summary.lines())]
    codes = Counter(problem.error_code for problem in summary.problems)
    if codes:
        lines += ["", "**Quarantined by reason**", "", "| code | sources |", "|---|---:|"]
        lines += [f"| `{code}` | {number:,} |" for code, number in codes.most_common()]
    if loaded:
        lines += ["", "**Loaded by issue**", "", "| newspaper | day | pages | articles |", "|---|---|---:|---:|"]
        lines += [_issue_line(*row) for row in loaded[:MAX_DAYS]]
    if len(loaded) > MAX_DAYS:
        lines += ["", f"… and {len(loaded) - MAX_DAYS:,} more issues; the view `covered_days` has all of them."]
    return "\n".join([*lines, "", _speed(summary), "", _checks_line(checked), "", _whence(summary, warehouse)])


def _issue_line(newspaper: str | None, day: datetime.date | None, pages: int, articles: int) -> str:
    return f"| {_escaped(newspaper or 'unknown')} | {day or 'unknown'} | {pages:,} | {articles:,} |"


def _escaped(text: str) -> str:
    """Text that Markdown shows and does not obey.

    >>> _escaped("a|b<c>`d`")
    'a&#124;b&#60;c&#62;&#96;d&#96;'
    """
    return "".join(f"&#{ord(c)};" if c in "|<>&`*_[]()#!\\" else c for c in printable(text))


def _speed(summary: Summary) -> str:
    seconds = ", ".join(f"{stage} {spent:.1f} s" for stage, spent in summary.cpu_seconds.items())
    return f"{summary.source_bytes / 1e6:.1f} MB loaded; processor time: {seconds or 'none'}."


def _checks_line(checked: Sequence[tuple[Check, list[Hits]]]) -> str:
    failed = [check.question for check, hits in checked if hits and check.level == "fail"]
    if not checked:
        return "Nothing was loaded, so nothing was checked."
    if failed:
        return (
            f"**{len(failed)} of {len(checked)} checks failed**; see the artifact `checks`, then run `jianbao verify`."
        )
    return f"All {len(checked)} checks on the rows that were loaded passed."


def _whence(summary: Summary, warehouse: Path) -> str:
    return f"Run `{summary.run_id}`, warehouse {_escaped(str(warehouse))}."


def _check_rows(checked: Iterable[tuple[Check, list[Hits]]]) -> Iterator[dict[str, str]]:
    for check, found in checked:
        for hits in found:
            yield {
                "level": check.level,
                "check": check.question,
                "table": hits.table or "",
                "rows": f"{hits.count:,}",
                "what it means": check.meaning,
                "for example": printable(str(hits.examples[0])) if hits.examples else "",
            }


def to_calendar(days: Iterable[tuple[str, datetime.date, str, int]]) -> str:
    """A calendar of issues, a line a newspaper and month, a mark a day.

    Args:
        days: newspaper, day, status as in the view `issues`, pages; sorted by newspaper and day.
    """
    lines = ["| newspaper | month | days | loaded | missing |", "|---|---|---|---:|---:|"]
    for (newspaper, year, month), of_month in groupby(days, key=lambda day: (day[0], day[1].year, day[1].month)):
        statuses = {day.day: status for _, day, status, _ in of_month}
        count = Counter(statuses.values())
        marks = "".join(
            DAY_MARKS.get(statuses.get(day, ""), OUTSIDE) for day in range(1, calendar.monthrange(year, month)[1] + 1)
        )
        lines.append(
            f"| {_escaped(newspaper)} | {year}-{month:02} | `{marks}` | {count['loaded']} | {count['missing']} |"
        )
    if len(lines) == 2:
        return "No page with newspaper and date is loaded yet."
    return "\n".join(
        [
            *lines,
            "",
            "■ loaded, □ an issue is missing, · no issue, ? unknown, ░ before the first or after the last loaded day",
        ]
    )
