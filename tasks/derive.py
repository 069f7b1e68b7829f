"""Derived tables, without Prefect: what each rests on, and how it is brought up to date.

A new one takes: its record in schemas/derived.py, the table in schemas.DERIVED_TABLES, a query in
warehouse/inputs/<table>.sql, a pure function in tasks/corpus/, and a line in DERIVATIONS: `whole` for one that
computes everything anew each time, or a function of `Inputs` that carries over what hasn't changed.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from typing import Any

import pyarrow as pa

from schemas import (
    ARTICLES,
    DATES,
    JUMPS,
    KEYWORDS,
    LEXICON,
    MENTIONS,
    REPRINT_PASSAGES,
    REPRINTS,
    SLOGANS,
    SOURCES,
    WORDS,
)
from schemas.column import Table
from tasks.corpus.inputs import Inputs, whole
from tasks.corpus.jumps import jump_rows
from tasks.corpus.keywords import keyword_rows
from tasks.corpus.lexicon import lexicon_rows
from tasks.corpus.reprints import reprint_rows
from tasks.corpus.reprints_passages import passage_rows
from tasks.corpus.slogans import slogan_rows
from tasks.fingerprint import corpus_fingerprint
from tasks.load.arrow import to_arrow
from warehouse.derived import reading_inputs, stale_inputs, write_derived
from warehouse.store import Store


@dataclass(frozen=True, slots=True)
class Derivation:
    """How a derived table comes about.

    Attributes:
        reads: the tables that warehouse/inputs/<table>.sql queries; source tables, or derived ones made before.
        compute: from the live rows to rows of the table, in parts. A part is a file: one that comes out the same
            stays untouched, so cut parts by something that lasts (a month, a year). Rows within a part and
            parts stand in an order that the order of loading does not show in.
    """

    table: Table
    reads: tuple[Table, ...]
    compute: Callable[[Inputs], Iterable[Sequence[Any] | pa.Table]]


DERIVATIONS = (
    Derivation(JUMPS, (ARTICLES, SOURCES), whole(jump_rows, "jumps")),
    Derivation(REPRINTS, (ARTICLES, SOURCES, JUMPS), reprint_rows),
    Derivation(REPRINT_PASSAGES, (ARTICLES, SOURCES, JUMPS, REPRINTS), passage_rows),
    Derivation(LEXICON, (ARTICLES, SOURCES, WORDS, MENTIONS), lexicon_rows),
    Derivation(SLOGANS, (ARTICLES, SOURCES, MENTIONS, LEXICON), slogan_rows),
    Derivation(KEYWORDS, (ARTICLES, SOURCES, WORDS, DATES, SLOGANS), keyword_rows),
)
"""Every derived table, after those that it reads."""


@dataclass(frozen=True, slots=True)
class Derived:
    """What became of a derived table.

    Attributes:
        rows: rows that it has now; None if nothing that it rests on had changed.
        is_changed: whether there was a commit.
    """

    table: str
    rows: int | None
    is_changed: bool


def derive(store: Store, derivation: Derivation, run_id: str) -> Derived:
    """Compute a derived table from all live rows, if they have changed, and commit what is new of it.

    Raises:
        StoreError: without the writer's lock.
        SchemaError: a row that does not fit the table.
    """
    table = derivation.table
    fingerprint = stale_inputs(store, table, derivation.reads, corpus_fingerprint())
    if fingerprint is None:
        return Derived(table.name, None, False)
    with reading_inputs(store, table, derivation.reads, corpus_fingerprint()) as inputs:
        parts = (_as_arrow(table, rows) for rows in derivation.compute(inputs))
        derived = write_derived(store, table, parts, fingerprint)
    entry = store.replace_derived(derived, run_id)
    return Derived(table.name, sum(file.rows for file in derived.files), entry is not None)


def _as_arrow(table: Table, rows: Sequence[Any] | pa.Table) -> pa.Table:
    return rows if isinstance(rows, pa.Table) else to_arrow(table, rows)
