"""Load: finished pages become rows, rows become Parquet files; committing them is the store's work."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from schemas import SOURCE_TABLES, SOURCES
from schemas.article import SplitPage
from schemas.audit import Rejection
from schemas.document import CleanPage
from schemas.enrichment import EnrichedArticle
from schemas.source import Source
from tasks.load.arrow import to_arrow
from tasks.load.terms import terms_of
from warehouse.files import write_table
from warehouse.records import WrittenFile

__all__ = ["FinishedPage", "Rows", "WrittenFile", "check_rows", "enriched_rows", "rows_of", "write_batch"]

Rows = dict[str, list[Any]]
"""Rows by table: objects of the table's record class."""


@dataclass(frozen=True, slots=True)
class FinishedPage:
    """A page after all stages."""

    clean: CleanPage
    split: SplitPage
    articles: tuple[EnrichedArticle, ...]


def rows_of(sources: Iterable[Source], pages: Iterable[FinishedPage], rejections: Iterable[Rejection]) -> Rows:
    """The rows for every table fed by sources.

    Pages stand in the order of newspaper and date (unknown ones last), then source and ordinal;
    what hangs on them follows in the same order; `sources` is in the order of uri and member, `terms`
    in that of the terms. So the files of the same sources are the same, whatever their order here.

    Args:
        rejections: what was set aside before there were pages.
    """
    rows: Rows = {table.name: [] for table in SOURCE_TABLES}
    rows["sources"].extend(sorted(sources, key=lambda source: (source.uri, source.member or "")))
    rows["rejections"].extend(rejections)
    for page in sorted(pages, key=_reading_order):
        _add_page(rows, page)
    rows["terms"].sort()
    return rows


def _reading_order(finished: FinishedPage) -> tuple[Any, ...]:
    page = finished.split.page
    day = page.published_on.toordinal() if page.published_on else None
    return page.newspaper is None, page.newspaper or "", day is None, day or 0, page.source_id, page.ordinal


def _add_page(rows: Rows, page: FinishedPage) -> None:
    rows["pages"].append(page.split.page)
    rows["captions"].extend(page.split.captions)
    rows["repairs"].extend(page.clean.repairs)
    for rejections in (page.clean.page.rejections, page.clean.rejections, page.split.rejections):
        rows["rejections"].extend(rejections)
    enriched_rows(rows, page.articles)


def enriched_rows(rows: Rows, articles: Iterable[EnrichedArticle]) -> None:
    """Add a page's articles and what was found in them to the rows."""
    for article in articles:
        rows["articles"].append(article.article)
        rows["words"].append(article.words)
        rows["terms"].extend(terms_of(article.article, article.words.words))
        rows["mentions"].extend(article.mentions)
        rows["dates"].extend(article.dates)
        rows["quantities"].extend(article.quantities)
        rows["statements"].extend(article.statements)
        rows["activities"].extend(article.activities)


def check_rows(rows: Mapping[str, Sequence[Any]]) -> None:
    """See whether rows fit their tables, writing nothing.

    Raises:
        SchemaError: a row that does not.
    """
    for table in SOURCE_TABLES:
        to_arrow(table, rows.get(table.name, ()))


def write_batch(root: Path, batch_id: str, rows: Mapping[str, Sequence[Any]]) -> tuple[WrittenFile, ...]:
    """Write a batch's rows, one Parquet file a table; a table without rows gets none.

    The rows of `sources` come last: a batch that has them is complete (warehouse.rebuild goes by that).
    Nobody sees the files before they are committed (warehouse.store). Every file carries its
    table's grain, its columns' descriptions and the version of jianbao.

    Args:
        root: the warehouse's folder.
        batch_id: begins the files' names.
        rows: by table, as from `rows_of`.

    Raises:
        SchemaError: a row that does not fit its table.
    """
    unknown = set(rows) - {table.name for table in SOURCE_TABLES}
    if unknown:
        raise ValueError(f"{sorted(unknown)}: no tables fed by sources; see schemas.SOURCE_TABLES.")
    return tuple(
        write_table(root, batch_id, table.name, to_arrow(table, rows[table.name]))
        for table in (*SOURCE_TABLES[1:], SOURCES)
        if rows.get(table.name)
    )
