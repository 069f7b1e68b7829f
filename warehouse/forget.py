"""Sources that the warehouse shall no longer hold."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

from schemas.errors import StoreError
from schemas.source import source_name
from warehouse.change import SERVING
from warehouse.log import Transaction
from warehouse.records import Commit, CommitEntry, Holding, Restated
from warehouse.store import Store


def held_under(store: Store, name: str) -> list[Holding]:
    """The sources that a name means: a file, an archive with its members, one member (PATH!/MEMBER), or all in a folder.

    Raises:
        StoreError: there are none.
    """
    names = {name, str(Path(name).resolve())}
    folders = tuple(f"{each.rstrip('/')}/" for each in names)
    found = [
        held
        for held in store.holdings().values()
        if held.uri in names or held.uri.startswith(folders) or source_name(held.uri, held.member) in names
    ]
    if not found:
        raise StoreError(f'{name} is not held; `jianbao sql "SELECT uri, member FROM sources"` lists what is.')
    return sorted(found, key=lambda held: (held.uri, held.member or ""))


def forget(store: Store, sources: Iterable[Holding], run_id: str) -> CommitEntry | None:
    """Take all rows of these sources out of every table fed by sources, in one commit.

    Rows of bytes that another source has as well stay, and that source takes the place of the
    forgotten one.

    Raises:
        StoreError: without the writer's lock, or a file that has to be written anew is damaged.
        WriteError: the system refuses.
    """
    gone = {held.key: held for held in sources}
    with store.log.reading() as log:
        heirs = [heir for held in gone.values() if (heir := _heir(log, held, gone)) is not None]
    note = f"forget {len(gone)} sources"
    return store.commit(Commit(run_id, note, restated=tuple(heirs), forgotten=tuple(sorted(gone, key=str))))


def _heir(log: Transaction, held: Holding, gone: dict[tuple[str, str | None], Holding]) -> Restated | None:
    """The copy that takes the place of a loaded source: the one with the smallest uri; None if there is none."""
    if held.status not in SERVING or held.source_id is None:
        return None
    copies = [h for h in log.holdings_of(held.source_id) if h.key not in gone and h.status == "duplicate"]
    if not copies:
        return None
    heir = min(copies, key=lambda h: (h.uri, h.member or ""))
    return Restated(heir.uri, heir.member, held.status, held.fingerprint)
