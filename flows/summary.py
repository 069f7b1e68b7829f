"""What a run did, for the terminal, the table `runs`, and the artifacts in the Prefect UI."""

from __future__ import annotations

import datetime
from collections import Counter
from dataclasses import dataclass, field

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
        unread: sources that have to be read again from their files, which this run does not do.
        left: sources on which a stage failed again, whose rows stay as they were; the log names them.
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
    unread: int = 0
    left: int = 0
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
        unread = [("to be read again: run ingest", self.unread)] if self.unread else []
        left = [("left as they were, see the run's log", self.left)] if self.left else []
        return [("unchanged", self.unchanged), *unread, *left, *told, ("articles", self.rows["articles"])]

    def sentence(self) -> str:
        """The run in one line of its log."""
        told = list(self.upkeep.items()) or self.lines()
        return ", ".join(f"{name.replace('_', ' ')} {number:,}" for name, number in told)


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
