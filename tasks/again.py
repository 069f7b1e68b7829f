"""Stages done again on what the warehouse holds, without Prefect and without the old files.

From "clean" on, a page's raw text and what was said of it are taken from the warehouse; at "enrich"
its articles are, and everything before them is copied as it is.
"""

from __future__ import annotations

import datetime
from collections import defaultdict
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.compute as pc

from schemas import ARTICLES, CAPTIONS, PAGES, REJECTIONS, REPAIRS, SOURCE_TABLES, SOURCES
from schemas.article import Article, SplitPage
from schemas.audit import Rejection, Repair, Run
from schemas.column import Table, schema_of
from schemas.document import DecodedPage, Edit, Page
from schemas.enrichment import EnrichedArticle
from schemas.settings import Settings
from schemas.source import Facts, Source
from tasks.batch import Batch, BatchResult, Output, Stopwatch, judged, process_page
from tasks.enrich import enrich
from tasks.fingerprint import PARTS, first_stale, pipeline_version, redone
from tasks.load import enriched_rows, write_batch
from tasks.load.arrow import from_arrow
from tasks.plan import lots
from warehouse.files import select, write_table
from warehouse.records import Holding, WrittenFile

EXTRACTION = "extract_markup"
"""The rule under which cleaning records the reader's reduction of markup to text."""

REDONE = ("clean", "enrich")
"""Stages from which on the warehouse has what is needed."""

COPIED = (PAGES, ARTICLES, CAPTIONS, REPAIRS, REJECTIONS)
"""Tables that enrichment leaves as they are."""


@dataclass(frozen=True, slots=True)
class Again:
    """Sources of one batch on which stages are done again; they become a batch of their own.

    Attributes:
        stage: the first stage, clean or enrich.
        files: files that hold the sources' rows; they stay on disk when others of their rows are superseded.
        source_ids: the sources.
    """

    batch_id: str
    run_id: str
    root: Path
    written_at: datetime.datetime
    stage: str
    files: tuple[WrittenFile, ...]
    source_ids: tuple[str, ...]
    size_bytes: int

    @property
    def title(self) -> str:
        """What a person calls it."""
        number = int(self.batch_id.rpartition("-")[2])
        return f"batch {number}: {self.stage} {len(self.source_ids)} sources, {self.size_bytes / 1e6:.1f} MB"

    def without(self, position: int) -> Again:
        """The work without one source, whose rows stay as they are."""
        return replace(self, source_ids=self.source_ids[:position] + self.source_ids[position + 1 :])


@dataclass(frozen=True, slots=True)
class AgainPlan:
    """What is to be done again.

    Attributes:
        batches: the work.
        unread: sources that have to be read again, which takes their files.
        current: sources of which nothing is stale.
    """

    batches: tuple[Again, ...]
    unread: int
    current: int


@dataclass(frozen=True, slots=True)
class Held:
    """The warehouse's log, as far as planning looks at it.

    Attributes:
        holdings: every source.
        batch_of: the batch that holds a source's rows, by source_id.
        files_of: live files by batch.
    """

    holdings: tuple[Holding, ...]
    batch_of: Mapping[str, str]
    files_of: Mapping[str, Sequence[WrittenFile]]


def plan_again(held: Held, run: Run, root: Path, settings: Settings, stage: str | None) -> AgainPlan:
    """Decide from which stage on each loaded source has to be done again.

    Args:
        run: the run that does it.
        stage: do this stage and those after it on every source, whether stale or not; None: where stale.
    """
    work: defaultdict[str, list[Holding]] = defaultdict(list)
    loaded = [one for one in held.holdings if one.status == "loaded" and one.source_id in held.batch_of]
    for one in sorted(loaded, key=lambda one: (held.batch_of[one.source_id or ""], one.source_id)):
        work[_first_stage(one, settings, stage)].append(one)
    cut = [
        (first, lot)
        for first in REDONE
        for lot in lots(work[first], _size, settings.run.batch_bytes, settings.run.batch_sources)
    ]
    batches = [
        Again(
            f"{run.run_id}-{number:05}",
            run.run_id,
            root,
            run.started_at,
            first,
            tuple(_files_of(lot, held)),
            tuple(one.source_id for one in lot if one.source_id),
            sum(map(_size, lot)),
        )
        for number, (first, lot) in enumerate(cut, 1)
    ]
    return AgainPlan(tuple(batches), len(work["read"]), len(work["none"]))


def _size(held: Holding) -> int:
    return held.size_bytes or 0


def _first_stage(held: Holding, settings: Settings, asked: str | None) -> str:
    """The stage from which a source is done again; "none" if it isn't.

    A split needs the printed lines, so a cleaning. Of a source with an error some pages were set aside
    and stand in rejections alone, so it has to be read.
    """
    if held.error_code is not None:
        return "read"
    stages = [stage for stage in (first_stale(held.fingerprint, settings), asked) if stage is not None]
    first = min(stages, key=PARTS.index, default="none")
    return "clean" if first == "split" else first


def _files_of(lot: Sequence[Holding], held: Held) -> Iterator[WrittenFile]:
    """The live files that hold the sources' rows, those with their rows of `sources` included."""
    batches = {held.batch_of[one.source_id or ""] for one in lot} | {one.batch for one in lot}
    for batch in sorted(batches):
        yield from held.files_of.get(batch, ())


def process_again(batch: Again, settings: Settings, report: Callable[[int], None]) -> BatchResult:
    """Do the stages again and write the sources' new files; nothing is visible before they are committed.

    A source on which enrichment fails is left out, so that its rows stay as they are.

    Args:
        report: told the position of the source that is worked on, before each of its pages.
    """
    sources = [
        replace(
            source,
            fingerprint=redone(source.fingerprint, settings),
            ingested_at=batch.written_at,
            run_id=batch.run_id,
            pipeline_version=pipeline_version(),
        )
        for source in from_arrow(SOURCES, _rows(batch, SOURCES))
        if source.status == "loaded"
    ]
    positions = {source_id: position for position, source_id in enumerate(batch.source_ids)}
    redo = _cleaned_again if batch.stage == "clean" else _enriched_again
    return redo(batch, sources, settings, lambda source_id: report(positions[source_id]))


def _rows(batch: Again, table: Table) -> pa.Table:
    """The rows that the batch's sources have in a table; columns that a file is too old for are null."""
    wanted = pa.array(batch.source_ids, pa.string())
    schema = schema_of(table)
    found = [
        select(batch.root, file, ("source_id",), lambda rows: pc.is_in(rows["source_id"], wanted))
        for file in batch.files
        if file.table == table.name
    ]
    merged = pa.concat_tables([schema.empty_table(), *found], promote_options="default")
    return merged.select(schema.names).cast(schema)


def _cleaned_again(
    batch: Again, sources: Sequence[Source], settings: Settings, report: Callable[[str], None]
) -> BatchResult:
    """Everything from the raw text on."""
    watch = Stopwatch()
    output = Output(Batch(batch.batch_id, batch.run_id, batch.root, batch.written_at, ()), watch)
    media = {source.source_id: source.media_type or "" for source in sources}
    with watch.stage("load"):
        pages, unpaged = _decoded_pages(batch, media)
    for page in pages:
        report(page.source_id)
        try:
            output.add(process_page(page, settings, watch))
        except MemoryError:
            raise
        except Exception as error:
            output.set_aside(page, error)
    output.rejections.extend(unpaged)
    output.write_pages()
    sources = [judged(source, output) for source in sources]
    output.close(sources)
    return _result(batch, output.files, sources, dict(output.rows), watch)


def _decoded_pages(batch: Again, media: dict[str | None, str]) -> tuple[list[DecodedPage], list[Rejection]]:
    """The pages as reading left them, and what it set aside before there were pages."""
    extraction: defaultdict[str, list[Edit]] = defaultdict(list)
    repairs: list[Repair] = from_arrow(REPAIRS, _rows(batch, REPAIRS))
    for repair in repairs:
        if repair.rule == EXTRACTION:
            extraction[repair.page_id].append(
                Edit(repair.at, repair.at + len(repair.before), repair.after, repair.confidence)
            )
    set_aside: defaultdict[str | None, list[Rejection]] = defaultdict(list)
    for rejection in from_arrow(REJECTIONS, _rows(batch, REJECTIONS)):
        if rejection.stage == "read":
            set_aside[rejection.page_id].append(rejection)
    pages: list[Page] = from_arrow(PAGES, _rows(batch, PAGES))
    decoded = [
        DecodedPage(
            page_id=page.page_id,
            source_id=page.source_id,
            ordinal=page.ordinal,
            media_type=media[page.source_id],
            raw_text=page.raw_text,
            segments=page.segments,
            extraction=tuple(extraction[page.page_id]),
            stated=_facts(page, "stated"),
            from_path=_facts(page, "path"),
            html_facts=_facts(page, "html"),
            rejections=tuple(set_aside[page.page_id]),
        )
        for page in pages
    ]
    known = {page.page_id for page in pages}
    return decoded, [each for page_id, found in set_aside.items() if page_id not in known for each in found]


def _facts(page: Page, origin: str) -> Facts:
    """What one place outside the page's text said about it."""
    for said in page.outside_facts:
        if said.origin == origin:
            return Facts(said.newspaper, said.published_on, said.page_no, said.url, said.title, said.page_section)
    return Facts()


def _enriched_again(
    batch: Again, sources: Sequence[Source], settings: Settings, report: Callable[[str], None]
) -> BatchResult:
    """Enrichment alone; pages, articles and what was cut stay as they are."""
    watch = Stopwatch()
    copied = {table.name: _rows(batch, table) for table in COPIED}
    enriched: list[tuple[str, tuple[EnrichedArticle, ...]]] = []
    failed: set[str] = set()
    for page in _split_pages(copied):
        source_id = page.page.source_id
        report(source_id)
        try:
            with watch.stage("enrich"):
                enriched.append((source_id, enrich(page, settings.enrich)))
        except MemoryError:
            raise
        except Exception:
            failed.add(source_id)
    done = [source for source in sources if source.source_id not in failed]
    rows: dict[str, list[Any]] = {table.name: [] for table in SOURCE_TABLES} | {"sources": list(done)}
    for source_id, articles in enriched:
        if source_id not in failed:
            enriched_rows(rows, articles)
    del rows["articles"]
    rows["terms"].sort()
    kept = {name: _without(of_table, failed) for name, of_table in copied.items()}
    with watch.stage("load"):
        files = [write_table(batch.root, batch.batch_id, name, of) for name, of in kept.items() if of.num_rows]
        files += write_batch(batch.root, batch.batch_id, rows)
    counts = {name: len(of_table) for name, of_table in rows.items()}
    counts |= {name: of_table.num_rows for name, of_table in kept.items()}
    return _result(batch, files, done, counts, watch)


def _without(rows: pa.Table, source_ids: set[str]) -> pa.Table:
    """Rows of other sources than these."""
    return rows.filter(pc.invert(pc.is_in(rows["source_id"], pa.array(sorted(source_ids), pa.string()))))


def _split_pages(copied: dict[str, pa.Table]) -> Iterator[SplitPage]:
    """The pages as splitting left them, as far as enrichment looks at them."""
    articles: defaultdict[str, list[Article]] = defaultdict(list)
    for article in from_arrow(ARTICLES, copied["articles"]):
        articles[article.page_id].append(article)
    for page in from_arrow(PAGES, copied["pages"]):
        in_order = sorted(articles[page.page_id], key=lambda article: article.seq)
        yield SplitPage(page, tuple(in_order), (), ())


def _result(
    batch: Again, files: Sequence[WrittenFile], sources: Sequence[Source], rows: dict[str, int], watch: Stopwatch
) -> BatchResult:
    return BatchResult(batch.batch_id, tuple(files), tuple(sources), (), rows, dict(watch.seconds))
