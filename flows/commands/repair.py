"""`jianbao verify --repair`: load the sources of damaged files again."""

from __future__ import annotations

from pathlib import Path

from flows.commands.corpus import run_corpus
from flows.commands.ingest import run_ingest
from flows.config import load_settings
from schemas.errors import StoreError
from tasks.files.remote import is_remote
from warehouse.store import Store
from warehouse.verify import damaged_files

SHOWN_GONE = 5
"""Sources gone from disk that an error names."""


def repair_damaged(warehouse: Path | None) -> None:
    """Load again what damaged files hold, as if its sources were new; damaged derived tables are computed anew.

    Raises:
        StoreError: a source of a damaged file is gone from disk.
    """
    damages = list(damaged_files(Store.existing(load_settings(warehouse).warehouse)))
    uris = sorted({uri for damage in damages for uri in damage.uris})
    if gone := [uri for uri in uris if not (is_remote(uri) or Path(uri).exists())]:
        more = f" and {len(gone) - SHOWN_GONE} more" if len(gone) > SHOWN_GONE else ""
        raise StoreError(
            f"Not repaired, since {', '.join(gone[:SHOWN_GONE])}{more} of the damaged files' sources can't be found; "
            "put them back, or restore the files named by `jianbao verify` from a backup."
        )
    if uris:
        run_ingest(uris, warehouse, None, {"retry": uris}, strict=False, verbose=False)
    elif damages:
        run_corpus(warehouse, verbose=False)
