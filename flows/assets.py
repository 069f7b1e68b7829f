"""The tables as Prefect's assets: which of them a run has changed, by how much, and what they rest on.

A table is materialised when a snapshot is published that shows it otherwise than the last completed
run did, so that what a run that was cut off had committed is told by the next. Prefect's own pages
have none for assets: their events stand on the page Events, the numbers also in the artifact `tables`.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

from prefect.artifacts import create_table_artifact
from prefect.assets import Asset, AssetProperties, add_asset_metadata, materialize
from prefect.cache_policies import NO_CACHE
from prefect.types.names import MAX_ASSET_KEY_LENGTH, RESTRICTED_ASSET_CHARACTERS

from schemas import STORED_TABLES
from tasks.derive import DERIVATIONS
from warehouse.records import WrittenFile
from warehouse.store import Store

KEEPING_ROWS = "maintain"
"""The flow whose commits change files and no row."""

SCHEME = "file://"

REPLACED = str.maketrans(dict.fromkeys(RESTRICTED_ASSET_CHARACTERS, "_"))
"""What an asset's key may not hold."""

READS = {each.table.name: tuple(table.name for table in each.reads) for each in DERIVATIONS}
"""For each derived table, the tables that it is computed from."""


@dataclass(frozen=True, slots=True)
class Live:
    """The files and rows of each table after a commit.

    Attributes:
        commit_id: 0 before the first.
    """

    commit_id: int
    paths: dict[str, frozenset[str]]
    rows: Counter[str]


@dataclass(frozen=True, slots=True)
class TableChange:
    """What has become of a table.

    Attributes:
        rows_added: net, so fewer than none if rows went.
        rows_now: after the commit.
        commit: number of the last commit.
    """

    table: str
    rows_added: int
    rows_now: int
    commit: int
    run_id: str


def live(commit_id: int, files: Iterable[WrittenFile]) -> Live:
    """A commit's live files by table."""
    paths: defaultdict[str, set[str]] = defaultdict(set)
    rows: Counter[str] = Counter()
    for file in files:
        paths[file.table].add(file.path)
        rows[file.table] += file.rows
    return Live(commit_id, {table: frozenset(of_table) for table, of_table in paths.items()}, rows)


def last_shown(store: Store) -> Live:
    """The tables as the last completed run left them; to be asked before a run begins."""
    completed = {run.run_id for run in store.runs() if run.status == "completed"}
    with store.log.reading() as log:
        shown = [entry.commit_id for entry in log.commits() if entry.run_id in completed]
        commit_id = max([log.oldest_commit(), *shown])
        return live(commit_id, log.files_at(commit_id))


def changes(store: Store, before: Live, run_id: str) -> list[TableChange]:
    """What has changed since `before`, in the order of the tables; nothing if files were only merged."""
    keeping = {run.run_id for run in store.runs() if run.flow == KEEPING_ROWS}
    with store.log.reading() as log:
        later = [entry for entry in log.commits() if entry.commit_id > before.commit_id]
        if all(entry.run_id in keeping for entry in later):
            return []
        now = live(later[-1].commit_id, log.live_files())
    return [
        TableChange(name, now.rows[name] - before.rows[name], now.rows[name], now.commit_id, run_id)
        for name in (table.name for table in STORED_TABLES)
        if now.paths.get(name) != before.paths.get(name)
    ]


def asset_of(root: Path, table: str) -> Asset:
    """A table as an asset; its key is the folder that its files are in, less characters that no key may hold.

    >>> asset_of(Path("/data/my papers"), "articles").key
    'file:///data/my_papers/data/articles'
    """
    folder = f"{root.as_posix()}/data/{table}".translate(REPLACED)
    grain = next(each.grain for each in STORED_TABLES if each.name == table)
    properties = AssetProperties(name=table, description=f"One row: {grain}.")
    return Asset(key=f"{SCHEME}{folder[len(SCHEME) - MAX_ASSET_KEY_LENGTH :]}", properties=properties)


def show_tables(store: Store, before: Live, run_id: str) -> None:
    """Materialise the tables that have changed since `before`, those that are fed by sources in one task."""
    changed = changes(store, before, run_id)
    by_inputs: defaultdict[tuple[str, ...], list[TableChange]] = defaultdict(list)
    for change in changed:
        by_inputs[READS.get(change.table, ())].append(change)
    for reads, together in by_inputs.items():
        _materialise(store.root, reads, together)
    if changed:
        rows = [{name: value for name, value in asdict(change).items() if name != "run_id"} for change in changed]
        create_table_artifact(rows, key="tables", description="What the last run has changed of each table")


def _materialise(root: Path, reads: Sequence[str], together: Sequence[TableChange]) -> None:
    """One task run that materialises tables with the same inputs."""
    assets = {change.table: asset_of(root, change.table) for change in together}
    options: dict[str, Any] = {
        "name": "materialise",
        "task_run_name": f"materialise {together[0].table}" if reads else f"materialise {len(assets)} tables",
        "asset_deps": [asset_of(root, table) for table in reads],
        "cache_policy": NO_CACHE,
    }

    def tell_metadata() -> None:
        for change in together:
            add_asset_metadata(assets[change.table], asdict(change))

    materialize(*assets.values(), **options)(tell_metadata)()
