"""What was worked out on the way to a derived table, kept in the folder `memory` of the warehouse.

No commit knows these files. Each holds the fingerprint of the code that made it, and one that is missing, damaged or
made by other code is as good as none: deleting the folder costs the time to work everything out anew, and nothing else.
"""

from __future__ import annotations

import shutil
from collections.abc import Sequence
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq

from warehouse import files

FOLDER = "memory"
"""Folder of these files within the warehouse, one sub-folder a derived table."""

CODE = b"made_by"
"""Key in a file's metadata of the code's fingerprint."""


class Memory:
    """What is kept for one derived table.

    Args:
        root: the warehouse's folder.
        code: fingerprint of the code that works it out.
    """

    def __init__(self, root: Path, table: str, code: str) -> None:
        self._folder = root / FOLDER / table
        self._code = code.encode()

    def recall(self, name: str, columns: Sequence[str] | None = None) -> pa.Table | None:
        """What was kept under a name; None if there is nothing that this code has made and that is whole."""
        try:
            with pq.ParquetFile(self._path(name), page_checksum_verification=True) as file:
                if (file.schema_arrow.metadata or {}).get(CODE) != self._code:
                    return None
                return file.read(None if columns is None else list(columns)).replace_schema_metadata()
        except (OSError, pa.ArrowException):
            return None

    def keep(self, name: str, rows: pa.Table) -> None:
        """Keep rows under a name, whole or not at all."""
        files.make_folder(self._folder)
        with files.replacing(self._path(name)) as temporary:
            made_by = rows.replace_schema_metadata({CODE: self._code})
            pq.write_table(made_by, temporary, compression="zstd", write_page_checksum=True)

    def forget(self, name: str) -> None:
        """Keep nothing under a name."""
        self._path(name).unlink(missing_ok=True)

    def _path(self, name: str) -> Path:
        return self._folder / f"{name}.parquet"


def forget_all(root: Path) -> None:
    """Keep nothing of what was worked out; `root` is the warehouse's folder."""
    shutil.rmtree(root / FOLDER, ignore_errors=True)
