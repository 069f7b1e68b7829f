"""Inputs of derived tables that are made up: queries answered from memory, and a memory that can be looked into."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

import pyarrow as pa
import pyarrow.compute as pc


class MadeInputs:
    """Answers queries from tables; of one with an article_id only the wanted rows, if articles are asked for.

    Attributes:
        read: article_ids that were asked for, by query.
    """

    def __init__(self, tables: Mapping[str, pa.Table], batch_rows: int = 1000) -> None:
        self.tables = dict(tables)
        self.read: dict[str, list[str]] = {}
        self._kept: dict[str, pa.Table] = {}
        self._batch_rows = batch_rows

    def rows(self, query: str, wanted: Iterable[str] | None = None) -> Iterable[pa.RecordBatch]:
        """The rows of a query, the wanted ones of them."""
        table = self.tables[query]
        if wanted is not None:
            self.read.setdefault(query, []).extend(ids := list(wanted))
            table = table.filter(pc.is_in(table["article_id"], value_set=pa.array(ids, pa.string())))
        return list(table.to_batches(max_chunksize=self._batch_rows))

    def recall(self, name: str, columns: Sequence[str] | None = None) -> pa.Table | None:
        """What was kept."""
        kept = self._kept.get(name)
        return kept if kept is None or columns is None else kept.select(list(columns))

    def keep(self, name: str, rows: pa.Table) -> None:
        """Keep rows."""
        self._kept[name] = rows

    def forget(self, name: str) -> None:
        """Keep nothing."""
        self._kept.pop(name, None)
