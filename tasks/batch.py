"""The stages over one batch of sources, without Prefect: what a worker process executes.

Whatever goes wrong with one source or one page ends as a row with a code and a sentence; the rest
of the batch goes on.
"""

from __future__ import annotations

import datetime
import time
import traceback
from collections import defaultdict
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from pathlib import Path

from schemas.audit import Rejection
from schemas.document import DecodedPage
from schemas.errors import SourceError
from schemas.settings import Settings
from schemas.source import Source, SourceFile
from tasks.clean import clean
from tasks.enrich import enrich
from tasks.fingerprint import pipeline_version
from tasks.load import FinishedPage, rows_of, write_batch
from tasks.plan import Item
from tasks.read import ReadResult, read
from tasks.split import split
from warehouse.records import Commit, Restated, WrittenBatch, WrittenFile

WORKER_LOSSES = {
    "timeout": "Reading and understanding it took longer than run.source_timeout_seconds; "
    "raise the setting and run `jianbao quarantine retry`, or split the file.",
    "worker_died": "The process that worked on it died, most likely for want of memory; "
    "raise run.worker_memory_bytes and run `jianbao quarantine retry`, or split the file.",
    "out_of_memory": "It needs more memory than run.worker_memory_bytes allows; "
    "raise the setting and run `jianbao quarantine retry`, or split the file.",
}
"""What a user reads of a source that cost a worker its life, by code."""


@dataclass(frozen=True, slots=True)
class Batch:
    """Sources that are worked on together and committed at once.

    Attributes:
        batch_id: names the batch's files.
        root: the warehouse's folder.
        written_at: UTC time that stands in the rows.
        lost: by position in `items`, the code under which an item is quarantined unread, because an
            earlier try at this batch lost its worker there.
    """

    batch_id: str
    run_id: str
    root: Path
    written_at: datetime.datetime
    items: tuple[Item, ...]
    lost: tuple[tuple[int, str], ...] = ()

    @property
    def title(self) -> str:
        """What a person calls it: its number, and how much is to be loaded."""
        loads = [item.source.size_bytes or 0 for item in self.items if item.action == "load"]
        number = int(self.batch_id.rpartition("-")[2])
        return f"batch {number}: {len(loads)} sources, {sum(loads) / 1e6:.1f} MB"


@dataclass(frozen=True, slots=True)
class BatchResult:
    """A batch's manifest: what was written, what became of each source, and what it cost.

    Attributes:
        sources: the batch's rows of `sources`.
        restated: rows of `sources` of other sources that change with it.
        rows: rows written, by table.
        cpu_seconds: processor time by stage: read, clean, split, enrich, load.
    """

    batch_id: str
    files: tuple[WrittenFile, ...]
    sources: tuple[Source, ...]
    restated: tuple[Restated, ...]
    rows: dict[str, int]
    cpu_seconds: dict[str, float]


@dataclass(slots=True)
class Stopwatch:
    """Processor time by stage."""

    seconds: defaultdict[str, float] = field(default_factory=lambda: defaultdict(float))

    @contextmanager
    def stage(self, name: str) -> Iterator[None]:
        """Count what happens inside towards a stage."""
        started = time.process_time()
        try:
            yield
        finally:
            self.seconds[name] += time.process_time() - started


@dataclass(frozen=True, slots=True)
class FinishedSource:
    """A source after all stages."""

    row: Source
    pages: tuple[FinishedPage, ...] = ()
    rejections: tuple[Rejection, ...] = ()


def process_batch(batch: Batch, settings: Settings, report: Callable[[int], None]) -> BatchResult:
    """Run the stages over a batch and write its files; nothing is visible before they are committed.

    Args:
        report: told the position of each item before it is worked on.
    """
    watch = Stopwatch()
    lost = dict(batch.lost)
    finished: list[FinishedSource] = []
    for position, item in enumerate(batch.items):
        report(position)
        finished.append(_process_item(item, lost.get(position), batch, settings, watch))
    report(len(batch.items))
    with watch.stage("load"):
        rows = rows_of(finished)
        files = write_batch(batch.root, batch.batch_id, rows)
    counts = {table: len(of_table) for table, of_table in rows.items()}
    sources = tuple(source.row for source in finished)
    return BatchResult(batch.batch_id, files, sources, _restated(batch), counts, dict(watch.seconds))


def commit_of(result: BatchResult, run_id: str) -> Commit:
    """The commit that makes a batch visible."""
    written = WrittenBatch(result.batch_id, result.files, result.sources)
    return Commit(run_id, f"batch {result.batch_id}", (written,), result.restated)


def _restated(batch: Batch) -> tuple[Restated, ...]:
    changes = (change for item in batch.items for change in item.status_changes)
    return tuple(Restated(*change.key, change.status, change.fingerprint) for change in changes)


def _process_item(
    item: Item, lost_code: str | None, batch: Batch, settings: Settings, watch: Stopwatch
) -> FinishedSource:
    row = _source_row(item, batch)
    if lost_code is not None:
        return FinishedSource(_quarantined(row, lost_code, WORKER_LOSSES[lost_code]))
    if item.action != "load":
        return FinishedSource(row)
    try:
        return process_source(item.source, row, settings, watch)
    except SourceError as error:
        status = "empty" if error.code == "empty" else "quarantined"
        return FinishedSource(replace(row, status=status, error_code=error.code, error=str(error)))
    except MemoryError:
        return FinishedSource(_quarantined(row, "out_of_memory", WORKER_LOSSES["out_of_memory"]))
    except Exception as error:
        return FinishedSource(_quarantined(row, "internal_error", _describe(error)))


def process_source(source: SourceFile, row: Source, settings: Settings, watch: Stopwatch) -> FinishedSource:
    """Read one source and take each of its pages through clean, split and enrich.

    Raises:
        SourceError: the source cannot be loaded.
    """
    with watch.stage("read"):
        result = read(source, settings.read)
    pages: list[FinishedPage] = []
    rejections = list(result.rejections)
    for page in result.pages:
        try:
            pages.append(process_page(page, settings, watch))
        except MemoryError:
            raise
        except Exception as error:
            rejections.append(_rejected_page(page, error))
    return FinishedSource(_loaded(row, result, pages, rejections), tuple(pages), tuple(rejections))


def process_page(page: DecodedPage, settings: Settings, watch: Stopwatch) -> FinishedPage:
    """Take one page through clean, split and enrich."""
    with watch.stage("clean"):
        cleaned = clean(page)
    with watch.stage("split"):
        parts = split(cleaned)
    with watch.stage("enrich"):
        articles = enrich(parts, settings.enrich)
    return FinishedPage(cleaned, parts, articles)


def _loaded(row: Source, result: ReadResult, pages: list[FinishedPage], rejections: list[Rejection]) -> Source:
    row = replace(row, encoding=result.encoding, encoding_confidence=result.encoding_confidence)
    if pages:
        return replace(row, status="loaded")
    if result.pages:
        return _quarantined(row, "internal_error", rejections[-1].reason)
    return replace(row, status="empty", error_code="empty", error="It was read, but there is no text in it.")


def _source_row(item: Item, batch: Batch) -> Source:
    source = item.source
    return Source(
        uri=source.uri,
        member=source.member,
        source_id=source.source_id,
        sha256=source.sha256,
        size_bytes=source.size_bytes,
        media_type=source.media_type,
        encoding=None,
        encoding_confidence=None,
        status=_status(item),
        error_code=source.error_code,
        error=source.error,
        fingerprint=item.fingerprint,
        ingested_at=batch.written_at,
        run_id=batch.run_id,
        pipeline_version=pipeline_version(),
    )


def _status(item: Item) -> str:
    if item.source.error_code == "empty":
        return "empty"
    return "loaded" if item.action == "load" else item.action


def _quarantined(row: Source, code: str, error: str) -> Source:
    return replace(row, status="quarantined", error_code=code, error=error)


def _rejected_page(page: DecodedPage, error: Exception) -> Rejection:
    return Rejection(page.source_id, page.page_id, "clean", _describe(error), page.raw_text, 0, len(page.raw_text))


def _describe(error: Exception) -> str:
    """A bug in jianbao as one sentence: what, where, and what to do."""
    frame = traceback.extract_tb(error.__traceback__)[-1]
    where = f"{Path(frame.filename).name}:{frame.lineno}"
    return f"internal_error: {type(error).__name__} in {where} ({error}); please report it with this file."
