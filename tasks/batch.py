"""The stages over one batch of sources, without Prefect: what a worker process executes.

Whatever goes wrong with one source or one page ends as a row with a code and a sentence; the rest
of the batch goes on.
"""

from __future__ import annotations

import datetime
import time
import traceback
from collections import Counter, defaultdict
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from functools import partial
from pathlib import Path

from schemas.audit import Rejection
from schemas.document import DecodedPage
from schemas.errors import SchemaError, SourceError, StoreError
from schemas.settings import Settings
from schemas.source import Source, SourceFile
from tasks.clean import clean
from tasks.enrich import enrich
from tasks.fingerprint import pipeline_version
from tasks.load import FinishedPage, Rows, check_rows, rows_of, write_batch
from tasks.plan import Item
from tasks.read import read
from tasks.split import split
from warehouse.records import Commit, Restated, WrittenBatch, WrittenFile

WORKER_LOSSES = {
    "timeout": "One page of it took longer than run.page_timeout_seconds; "
    "raise the setting and run `jianbao quarantine retry`, or split the file.",
    "worker_died": "The process that worked on it died, most likely for want of memory; "
    "raise run.worker_memory_bytes and run `jianbao quarantine retry`, or split the file.",
    "out_of_memory": "It needs more memory than run.worker_memory_bytes allows; "
    "raise the setting and run `jianbao quarantine retry`, or split the file.",
}
"""What a user reads of a source that cost a worker its life, by code."""

INTERNAL_ERROR = "internal_error"
"""Code of what jianbao itself gets wrong."""

PART_CHARS = 3_000_000
"""Characters of finished pages that are held before they are written: about 500 MB of rows."""


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
    """Processor time by stage, and the stage that was entered last."""

    seconds: defaultdict[str, float] = field(default_factory=lambda: defaultdict(float))
    latest: str = ""

    @contextmanager
    def stage(self, name: str) -> Iterator[None]:
        """Count what happens inside towards a stage."""
        self.latest = name
        started = time.process_time()
        try:
            yield
        finally:
            self.seconds[name] += time.process_time() - started


class Output:
    """What a batch writes: pages in parts of bounded size as they are finished, the rest at the end."""

    def __init__(self, batch: Batch, watch: Stopwatch) -> None:
        self.files: list[WrittenFile] = []
        self.rows: Counter[str] = Counter()
        self.pages_of: Counter[str] = Counter()
        self.rejections: list[Rejection] = []
        self.failures: dict[str, list[str]] = defaultdict(list)
        self._batch, self._watch = batch, watch
        self._pages: list[FinishedPage] = []
        self._chars = 0

    def add(self, page: FinishedPage) -> None:
        """Take a page; from time to time write those taken so far."""
        self._pages.append(page)
        self._chars += len(page.clean.text)
        if self._chars > PART_CHARS:
            self.write_pages()

    def write_pages(self) -> None:
        """Write the pages taken so far; one with a row that fits no table is set aside as an internal error."""
        rows = rows_of((), self._pages, ())
        try:
            self._write(rows)
        except SchemaError:
            self._pages = [page for page in self._pages if self._fits(page)]
            self._write(rows_of((), self._pages, ()))
        self.pages_of.update(page.split.page.source_id for page in self._pages)
        self._pages, self._chars = [], 0

    def close(self, sources: Sequence[Source]) -> None:
        """Write the rows that are not about pages."""
        self._write(rows_of(sources, (), self.rejections))

    def _write(self, rows: Rows) -> None:
        with self._watch.stage("load"):
            self.files.extend(write_batch(self._batch.root, self._batch.batch_id, rows))
        self.rows.update({table: len(of_table) for table, of_table in rows.items()})

    def _fits(self, page: FinishedPage) -> bool:
        try:
            check_rows(rows_of((), (page,), ()))
        except SchemaError as error:
            self.set_aside(page.clean.page, error)
            return False
        return True

    def set_aside(self, page: DecodedPage, error: Exception) -> None:
        """Keep a page on which a stage failed as a rejection, whole."""
        whole = (page.raw_text, 0, len(page.raw_text))
        self.rejections.append(Rejection(page.source_id, page.page_id, self._watch.latest, INTERNAL_ERROR, *whole))
        self.failures[page.source_id].append(_describe(error))


@dataclass(frozen=True, slots=True)
class Work:
    """What working on one item needs.

    Attributes:
        beat: tells the parent that the worker is alive and still at this item.
    """

    settings: Settings
    output: Output
    watch: Stopwatch
    beat: Callable[[], None]


def process_batch(batch: Batch, settings: Settings, report: Callable[[int], None]) -> BatchResult:
    """Run the stages over a batch and write its files; nothing is visible before they are committed.

    Args:
        report: told the position of the item that is worked on, at its start and before each of its pages.

    Raises:
        StoreError: the files can't be written; that is no fault of a source.
    """
    watch = Stopwatch()
    output = Output(batch, watch)
    lost = dict(batch.lost)
    sources: list[Source] = []
    for position, item in enumerate(batch.items):
        report(position)
        work = Work(settings, output, watch, partial(report, position))
        sources.append(_process_item(item, lost.get(position), batch, work))
    report(len(batch.items))
    output.write_pages()
    sources = [judged(source, output) for source in sources]
    output.close(sources)
    files, rows = tuple(output.files), dict(output.rows)
    return BatchResult(batch.batch_id, files, tuple(sources), _restated(batch, sources), rows, dict(watch.seconds))


def commit_of(result: BatchResult, run_id: str) -> Commit:
    """The commit that makes a batch visible."""
    written = WrittenBatch(result.batch_id, result.files, result.sources)
    return Commit(run_id, f"batch {result.batch_id}", (written,), result.restated)


def _restated(batch: Batch, sources: Sequence[Source]) -> tuple[Restated, ...]:
    """What changes for copies, where the source that is the cause has really been loaded."""
    loaded = (item for item, row in zip(batch.items, sources, strict=True) if row.status in ("loaded", "empty"))
    return tuple(
        Restated(*change.key, change.status, change.fingerprint) for item in loaded for change in item.status_changes
    )


def _process_item(item: Item, lost_code: str | None, batch: Batch, work: Work) -> Source:
    row = _source_row(item, batch)
    if lost_code is not None:
        return _quarantined(row, lost_code, WORKER_LOSSES[lost_code])
    if item.action != "load":
        return row
    try:
        return process_source(item.source, row, work)
    except SourceError as error:
        status = "empty" if error.code == "empty" else "quarantined"
        return replace(row, status=status, error_code=error.code, error=str(error))
    except (MemoryError, StoreError):
        raise
    except Exception as error:
        return _quarantined(row, INTERNAL_ERROR, _describe(error))


def process_source(source: SourceFile, row: Source, work: Work) -> Source:
    """Read one source and take each of its pages through clean, split and enrich.

    A page on which a stage fails is set aside whole; the others go on.

    Raises:
        SourceError: the source cannot be loaded.
    """
    with work.watch.stage("read"):
        result = read(source, work.settings.read)
    work.output.rejections.extend(result.rejections)
    for page in result.pages:
        work.beat()
        try:
            work.output.add(process_page(page, work.settings, work.watch))
        except (MemoryError, StoreError):
            raise
        except Exception as error:
            work.output.set_aside(page, error)
    return replace(row, encoding=result.encoding, encoding_confidence=result.encoding_confidence)


def process_page(page: DecodedPage, settings: Settings, watch: Stopwatch) -> FinishedPage:
    """Take one page through clean, split and enrich."""
    with watch.stage("clean"):
        cleaned = clean(page)
    with watch.stage("split"):
        parts = split(cleaned)
    with watch.stage("enrich"):
        articles = enrich(parts, settings.enrich)
    return FinishedPage(cleaned, parts, articles)


def judged(row: Source, output: Output) -> Source:
    """A loaded source with what became of its pages: those set aside are told, and without any other it is quarantined."""
    failures = output.failures.get(row.source_id or "")
    if row.status != "loaded" or not failures:
        return row
    status = "loaded" if output.pages_of[row.source_id or ""] else "quarantined"
    told = f"{len(failures)} of its pages could not be loaded and stand in rejections; the first: {failures[0]}"
    return replace(row, status=status, error_code=INTERNAL_ERROR, error=told)


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


def _describe(error: Exception) -> str:
    """A bug in jianbao as one sentence: what, where, and what to do."""
    frame = traceback.extract_tb(error.__traceback__)[-1]
    where = f"{Path(frame.filename).name}:{frame.lineno}"
    return f"{type(error).__name__} in {where} ({error}); it is a bug of jianbao, please report it with this file."
