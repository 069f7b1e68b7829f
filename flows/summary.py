"""What a run did, for the terminal, the table `runs`, and the Prefect UI."""

from __future__ import annotations

import datetime
from collections import Counter
from dataclasses import dataclass, field
from pathlib import Path

from prefect.artifacts import create_markdown_artifact, create_table_artifact

from flows.output import printable
from schemas.audit import Count, Run
from tasks.batch import BatchResult
from tasks.derive import Derived
from tasks.fingerprint import versions

MAX_ARTIFACT_ROWS = 1000
"""Quarantined sources listed in the artifact; the table `sources` has all of them."""


@dataclass(frozen=True, slots=True)
class Problem:
    """A source that was quarantined."""

    name: str
    error_code: str
    error: str


@dataclass(slots=True)
class Summary:
    """A run as it goes on.

    Attributes:
        statuses: sources by status: loaded, duplicate, quarantined, empty.
        rows: rows written by table.
        cpu_seconds: processor time by stage.
        derived: rows of each derived table; None where nothing that it rests on had changed.
        upkeep: what was done to the warehouse itself, by what `runs` calls it: files merged, removed, found damaged.
        status: running, completed or failed.
    """

    run_id: str
    started_at: datetime.datetime
    flow: str
    ended_at: datetime.datetime | None = None
    status: str = "running"
    unchanged: int = 0
    batches: int = 0
    source_bytes: int = 0
    statuses: Counter[str] = field(default_factory=Counter)
    rows: Counter[str] = field(default_factory=Counter)
    cpu_seconds: Counter[str] = field(default_factory=Counter)
    derived: dict[str, int | None] = field(default_factory=dict)
    upkeep: Counter[str] = field(default_factory=Counter)
    problems: list[Problem] = field(default_factory=list)

    def add(self, result: BatchResult) -> None:
        """Take note of a committed batch."""
        self.batches += 1
        self.rows.update(result.rows)
        self.cpu_seconds.update(result.cpu_seconds)
        for source in result.sources:
            self.statuses[source.status] += 1
            self.source_bytes += (source.size_bytes or 0) if source.status == "loaded" else 0
            if source.status == "quarantined" and len(self.problems) < MAX_ARTIFACT_ROWS:
                self.problems.append(Problem(source.name, source.error_code or "", source.error or ""))

    def add_derived(self, derived: Derived) -> None:
        """Take note of a derived table."""
        self.derived[derived.table] = derived.rows

    def counts(self) -> tuple[Count, ...]:
        """The numbers that `runs` keeps."""
        if self.upkeep:
            return tuple(Count(name, number) for name, number in self.upkeep.items())
        numbers = {f"sources_{status}": n for status, n in sorted(self.statuses.items())}
        numbers |= {"sources_unchanged": self.unchanged, "bytes_loaded": self.source_bytes, "batches": self.batches}
        numbers |= {f"rows_{table}": n for table, n in sorted(self.rows.items())}
        numbers |= {f"rows_{table}": n for table, n in sorted(self.derived.items()) if n is not None}
        return tuple(Count(name, number) for name, number in numbers.items())

    def lines(self) -> list[tuple[str, int]]:
        """What a person wants to know first, in order."""
        told = [(status, self.statuses[status]) for status in ("loaded", "duplicate", "empty", "quarantined")]
        return [("unchanged", self.unchanged), *told, ("articles", self.rows["articles"])]


def run_row(summary: Summary) -> Run:
    """The run as `runs` keeps it."""
    return Run(
        run_id=summary.run_id,
        flow=summary.flow,
        started_at=summary.started_at,
        ended_at=summary.ended_at,
        status=summary.status,
        counts=summary.counts(),
        versions=versions(),
    )


def to_markdown(summary: Summary, warehouse: Path) -> str:
    """The run's summary as it stands in the Prefect UI."""
    lines = ["| what | how many |", "|---|---:|", *(f"| {name} | {number:,} |" for name, number in summary.lines())]
    codes = Counter(problem.error_code for problem in summary.problems)
    if codes:
        lines += ["", "**Quarantined by reason**", "", "| code | sources |", "|---|---:|"]
        lines += [f"| `{code}` | {number:,} |" for code, number in codes.most_common()]
    seconds = ", ".join(f"{stage} {spent:.1f} s" for stage, spent in summary.cpu_seconds.items())
    lines += ["", f"{summary.source_bytes / 1e6:.1f} MB loaded; processor time: {seconds or 'none'}.", ""]
    lines += [f"Run `{summary.run_id}`, warehouse `{printable(str(warehouse))}`."]
    return "\n".join(lines)


def publish_artifacts(summary: Summary, warehouse: Path) -> None:
    """Put the summary, and the table of what was quarantined, where the Prefect UI shows them."""
    create_markdown_artifact(
        to_markdown(summary, warehouse), key="ingest-summary", description="What the last ingest did"
    )
    table = [
        {"code": problem.error_code, "source": printable(problem.name), "why": printable(problem.error)}
        for problem in summary.problems
    ]
    create_table_artifact(
        table or [{"code": "", "source": "", "why": "nothing was quarantined"}],
        key="ingest-quarantine",
        description="What the last ingest could not load, and why",
    )
