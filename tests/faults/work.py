"""What the fault tests let a warehouse go through: operations whose outcome is known beforehand.

A state says which bytes each source has. Every operation is told the state that it shall lead to; what a
reader finds afterwards must be the state before or the state after, in every table, and nothing else.
"""

from __future__ import annotations

import datetime
import random
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import fabricate
import pyarrow.parquet as pq

from schemas import KEYWORDS, SOURCE_TABLES
from tasks.load.arrow import to_arrow
from warehouse import files
from warehouse.backup import back_up, back_up_log
from warehouse.compact import compact
from warehouse.connect import connect, publish, run_select
from warehouse.derived import content_hash
from warehouse.forget import forget, held_under
from warehouse.history import remove_superseded, rollback
from warehouse.records import DerivedTable
from warehouse.store import Store

SOURCES = 6
"""Sources that there may be; each commit gives about half of them new bytes."""

TARGET = 400_000
"""Bytes of a group: four of these tests' batches."""

GRACE = datetime.timedelta(seconds=20)
"""Longer than any reader of these tests keeps a snapshot."""

State = dict[int, str]
"""By number of a source, its source_id."""

FIRST: State = {n: f"{n}:first" for n in range(SOURCES)}
"""The state of `new_warehouse` after its second commit."""

SEEN = " UNION ALL ".join(
    f"SELECT '{t.name}' AS name, source_id FROM {t.name} WHERE source_id IS NOT NULL" for t in SOURCE_TABLES
)


@dataclass(frozen=True)
class Operation:
    """One operation on a warehouse.

    Attributes:
        after: the state that it leads to.
        run: does it; the writer's lock is held.
    """

    name: str
    after: State
    run: Callable[[Store], Any]


def state_of(store: Store) -> State:
    """The state that the log promises."""
    return {int(uri[1:]): held.source_id or "" for (uri, _), held in store.holdings().items()}


def replace(state: State, name: str, rng: random.Random) -> Operation:
    """New bytes for some sources."""
    chosen = [n for n in range(SOURCES) if rng.random() < 0.5] or [0]
    sources = [fabricate.source(f"/{n}", f"{n}:{name}") for n in chosen]

    def run(store: Store) -> None:
        written = fabricate.batch(store.root, name, *sources)
        store.commit(fabricate.Commit(name, f"commit {name}", (written,)))

    return Operation("commit", state | {n: f"{n}:{name}" for n in chosen}, run)


def merge(state: State, name: str) -> Operation:
    """Compaction into several groups."""
    return Operation("compact", state, lambda store: list(compact(store, name, TARGET)))


def clear(state: State) -> Operation:
    """Removal of old files."""

    def run(store: Store) -> None:
        remove_superseded(store, GRACE)
        store.sweep(GRACE)

    return Operation("remove", state, run)


def copy_log(state: State) -> Operation:
    """A copy of the log."""
    return Operation("copy log", state, lambda store: back_up_log(store, 2))


def copy_all(state: State, target: Path) -> Operation:
    """A backup."""
    return Operation("backup", state, lambda store: back_up(store, target))


def derive(state: State, name: str) -> Operation:
    """A new derived table, whose rows all name the state that they were computed from."""

    def run(store: Store) -> None:
        rows = to_arrow(KEYWORDS, [fabricate.row("keywords", article_id=f"{n}-0-5", term=name) for n in sorted(state)])
        file = files.write_table(store.root, f"keywords-{content_hash(rows)[:16]}", "keywords", rows)
        store.replace_derived(DerivedTable("keywords", (file,), name), name)

    return Operation("derive", state, run)


def drop(state: State, rng: random.Random, name: str) -> Operation:
    """A source is forgotten."""
    number = rng.choice(sorted(state))
    after = {n: source_id for n, source_id in state.items() if n != number}
    return Operation("forget", after, lambda store: forget(store, held_under(store, f"/{number}"), name))


def go_back(state: State, commit_id: int, name: str) -> Operation:
    """Back to an earlier commit, which had this state."""
    return Operation("rollback", state, lambda store: rollback(store, commit_id, name))


def show(state: State) -> Operation:
    """A new published file."""
    return Operation("publish", state, publish)


def operations(
    store: Store, state: State, past: dict[int, State], name: str, rng: random.Random
) -> dict[str, Callable[[], Operation]]:
    """Everything that can be done to a warehouse in this state, by name.

    Args:
        past: states by commit, of which one may be gone back to.
    """
    choices: dict[str, Callable[[], Operation]] = {
        "commit": lambda: replace(state, name, rng),
        "compact": lambda: merge(state, name),
        "remove": lambda: clear(state),
        "copy log": lambda: copy_log(state),
        "derive": lambda: derive(state, name),
        "publish": lambda: show(state),
    }
    if len(state) > 2:
        choices["forget"] = lambda: drop(state, rng, name)
    with store.log.reading() as log:
        kept = [c for c in past if c >= log.oldest_commit()]
    if kept:
        commit_id = rng.choice(kept)
        choices["rollback"] = lambda: go_back(past[commit_id], commit_id, name)
    return choices


PHASES = ("commit", "compact", "rollback", "publish", "derive", "forget", "remove", "copy log")
"""Names of the operations."""


def seen(root: Path) -> tuple[State, list[str]]:
    """What a reader of the published file finds: the state by `sources`, and what must never be seen."""
    with connect(root) as connection:
        rows = run_select(connection, SEEN).to_pylist()
        terms = run_select(connection, "SELECT DISTINCT term FROM keywords")["term"].to_pylist()
    found: dict[str, list[str]] = {table.name: [] for table in SOURCE_TABLES}
    for row in rows:
        found[row["name"]].append(row["source_id"])
    return judged(found, terms)


def stored(store: Store) -> tuple[State, list[str]]:
    """The same, from the live files of the last commit."""
    found: dict[str, list[str]] = {table.name: [] for table in SOURCE_TABLES}
    terms: set[str] = set()
    for file in store.live_files():
        column = "source_id" if file.table in found else "term"
        values = pq.read_table(store.root / file.path, columns=[column])[column].to_pylist()
        if file.table in found:
            found[file.table] += values
        else:
            terms.update(values)
    return judged(found, sorted(terms))


def judged(found: dict[str, list[str]], terms: list[str]) -> tuple[State, list[str]]:
    """The state by `sources`, and what must never be: tables that differ, a source twice, two states at once."""
    wrong = [f"{name} differs from sources" for name in found if sorted(found[name]) != sorted(found["sources"])]
    numbers = [int(source_id.partition(":")[0]) for source_id in found["sources"]]
    wrong += [f"source {n} twice" for n in set(numbers) if numbers.count(n) > 1]
    wrong += ["two states of a derived table"] if len(terms) > 1 else []
    return dict(zip(numbers, found["sources"], strict=True)), wrong


def new_warehouse(root: Path) -> Store:
    """A warehouse that holds every source, in two batches, with a derived table and something superseded."""
    store, rng = Store(root), random.Random(0)
    for n, half in enumerate((range(SOURCES // 2), range(SOURCES // 2, SOURCES))):
        fabricate.commit(store, f"first{n}", *(fabricate.source(f"/{n}", f"{n}:first") for n in half))
    with store.writing("first"):
        replace(state_of(store), "second", rng).run(store)
        derive(state_of(store), "second").run(store)
    return store
