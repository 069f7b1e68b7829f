"""Rows of `sources` that change without their source being read again."""

from __future__ import annotations

import datetime
from pathlib import Path
from typing import Any

import pyarrow as pa

from schemas import SOURCES
from schemas.column import schema_of
from schemas.errors import StoreError
from warehouse import files
from warehouse.change import Change, Restatement, key_in, label_of
from warehouse.log import Transaction
from warehouse.records import Commit, Holding, WrittenFile

READING_COLUMNS = ("encoding", "encoding_confidence", "error_code", "error")
"""What a row says about reading; a duplicate was not read, and what takes its place has the same bytes."""


def restated_file(root: Path, log: Transaction, commit: Commit, change: Change) -> WrittenFile:
    """Write the new rows of the restated sources, as if each had been ingested in its new role.

    Raises:
        StoreError: a row that the log promises is not there.
    """
    rows = [_new_row(root, log, each, commit.run_id) for each in change.restated]
    rows.sort(key=lambda row: (row["uri"], row["member"] or ""))
    return files.write_table(root, label_of(commit), SOURCES.name, pa.Table.from_pylist(rows, schema_of(SOURCES)))


def _new_row(root: Path, log: Transaction, each: Restatement, run_id: str) -> dict[str, Any]:
    row = _row_of(root, log, each.before)
    reading = _row_of(root, log, each.read_as) if each.read_as else {}
    row.update((column, reading.get(column)) for column in READING_COLUMNS)
    now = datetime.datetime.now(datetime.UTC).replace(tzinfo=None)
    return row | {
        "status": each.after.status,
        "fingerprint": each.after.fingerprint,
        "run_id": run_id,
        "ingested_at": now,
    }


def _row_of(root: Path, log: Transaction, holding: Holding) -> dict[str, Any]:
    """A source's row of `sources`, by column; a column that its file does not have is None."""
    wanted = key_in({holding.key})
    for file in log.live_files_of(holding.batch):
        if file.table == SOURCES.name:
            found = files.select(root, file, ("uri", "member"), wanted).to_pylist()
            if found:
                return {name: found[0].get(name) for name in schema_of(SOURCES).names}
    raise StoreError(f"The row of {holding.uri} is missing in the warehouse; run `jianbao verify`.")
