"""The stages as Prefect tasks: names, retries, nothing else. The only file of tasks/ that imports prefect.

Retries stand where another try can help: where the file system or the database of the commit log
is for the moment not to be had. A source that can't be read is an answer, not a failure.
"""

from __future__ import annotations

import datetime
import sqlite3
from collections import Counter, defaultdict
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any, TypeVar, cast

from prefect import task
from prefect.cache_policies import NO_CACHE
from prefect.client.schemas.objects import State, TaskRun
from prefect.logging import get_run_logger
from prefect.tasks import Task
from prefect.utilities.annotations import quote

from schemas.audit import Run
from schemas.settings import Settings
from schemas.source import Facts
from tasks.again import Again, AgainPlan, Held, plan_again, process_again
from tasks.batch import Batch, BatchResult, commit_of, process_batch
from tasks.derive import DERIVATIONS, Derivation, Derived, derive
from tasks.discover import discover, load_manifest
from tasks.fingerprint import corpus_fingerprint, fingerprint
from tasks.plan import Plan, make_plan
from tasks.pool import Pool, WorkerLost
from warehouse.backup import back_up_log
from warehouse.compact import compact
from warehouse.connect import publish
from warehouse.derived import stale_inputs
from warehouse.derived_memory import forget_all
from warehouse.history import remove_superseded
from warehouse.records import WrittenFile
from warehouse.store import Store
from warehouse.verify import Check, Hits, checks, damaged_files, log_problems, run_checks

T = TypeVar("T")


def as_is(value: T) -> T:
    """Hand a value to a task without Prefect looking for futures inside it, which takes long in a large one."""
    return cast("T", quote(value))


def _is_passing(task: Task[Any, Any], run: TaskRun, state: State[Any]) -> bool:
    """Whether a task failed for a reason that may pass: the file system or a lock."""
    try:
        state.result()
    except (OSError, sqlite3.OperationalError):
        return True
    except BaseException:
        return False
    return False


RETRIED: Any = {"retries": 2, "retry_delay_seconds": 2, "retry_condition_fn": _is_passing}
"""What is loaded is recorded in the warehouse, so no task caches; what may pass is tried again."""


@task(name="discover", task_run_name="discover", cache_policy=NO_CACHE, **RETRIED)
def discover_sources(
    paths: Sequence[str | Path],
    settings: Settings,
    store: Store,
    manifest: Path | None,
    stated: Facts,
    retry: frozenset[str],
) -> Plan:
    """Find the sources and decide what has to be done about each.

    Args:
        manifest: a CSV file that says what dumps do not.
        stated: what the flags say of every source.
        retry: names of sources that are to be loaded again whatever the warehouse holds of them.
    """
    listed = load_manifest(manifest) if manifest else None
    found = list(discover(paths, settings.read, listed, stated))
    for row in listed.unmatched(found) if listed else ():
        get_run_logger().warning("manifest row without a source: %s", row)
    held = {key: holding for key, holding in store.holdings().items() if key[0] not in retry}
    return make_plan(found, held, lambda source: fingerprint(source, settings))


DEATHS = 2
"""Deaths of a worker at the same source that are its fault: one may be anybody's, such as the system's for want of memory."""


def _is_tried_again(loss: WorkerLost, deaths: Counter[int]) -> bool:
    """Count a loss by where it was; whether the same is tried once more."""
    deaths[loss.item] += 1
    is_again = loss.code == "worker_died" and deaths[loss.item] < DEATHS
    if is_again:
        get_run_logger().warning("a worker died; its batch is tried again")
    return is_again


@task(name="batch", cache_policy=NO_CACHE, **RETRIED)
def load_batch(batch: Batch, settings: Settings, pool: Pool) -> BatchResult:
    """Read, clean, split, enrich and write one batch in a worker process.

    A source that hangs, or at which a worker dies twice, is quarantined and the batch done again without it.
    """
    deaths: Counter[int] = Counter()
    while True:
        try:
            result: BatchResult = pool.call(
                process_batch, batch, settings, item_timeout=settings.run.page_timeout_seconds
            )
            return result
        except WorkerLost as loss:
            if _is_tried_again(loss, deaths):
                continue
            if not 0 <= loss.item < len(batch.items):
                raise
            get_run_logger().warning("%s: %s", batch.items[loss.item].source.name, loss.code)
            batch = replace(batch, lost=(*batch.lost, (loss.item, loss.code)))


@task(name="plan", task_run_name="plan", cache_policy=NO_CACHE, **RETRIED)
def plan_stages_again(store: Store, run: Run, settings: Settings, stage: str | None) -> AgainPlan:
    """Decide what is done again, and from which stage on."""
    with store.log.reading() as log:
        batch_of = {content.source_id: content.batch for content in log.contents()}
        holdings = tuple(log.holdings())
    files_of: defaultdict[str, list[WrittenFile]] = defaultdict(list)
    for file in store.live_files():
        files_of[file.batch].append(file)
    return plan_again(Held(holdings, batch_of, files_of), run, store.root, settings, stage)


@task(name="again", cache_policy=NO_CACHE, **RETRIED)
def redo_batch(batch: Again, settings: Settings, pool: Pool) -> BatchResult:
    """Do stages again on one batch in a worker process.

    A source that hangs, or at which a worker dies twice, is left out, so that its rows stay as they are.
    """
    deaths: Counter[int] = Counter()
    while True:
        try:
            result: BatchResult = pool.call(
                process_again, batch, settings, item_timeout=settings.run.page_timeout_seconds
            )
            break
        except WorkerLost as loss:
            if _is_tried_again(loss, deaths):
                continue
            if not 0 <= loss.item < len(batch.source_ids):
                raise
            get_run_logger().warning("source %s: %s; left as it was", batch.source_ids[loss.item], loss.code)
            batch = batch.without(loss.item)
    for source_id in sorted({*batch.source_ids} - {source.source_id for source in result.sources}):
        get_run_logger().warning("source %s: enrichment fails; left as it was, please report it", source_id)
    return result


@task(name="commit", task_run_name="commit", cache_policy=NO_CACHE, **RETRIED)
def commit_batch(store: Store, result: BatchResult, run_id: str) -> None:
    """Make a batch's rows visible in all tables at once."""
    store.commit(commit_of(result, run_id))


@task(name="derive", cache_policy=NO_CACHE, **RETRIED)
def derive_table(store: Store, derivation: Derivation, run_id: str) -> Derived:
    """Bring one derived table up to date with all live rows, in a commit of its own."""
    return derive(store, derivation, run_id)


@task(name="compact", task_run_name="compact", cache_policy=NO_CACHE, **RETRIED)
def compact_batches(store: Store, run_id: str, target_bytes: int) -> Counter[str]:
    """Merge small batches, in parts that are a commit each; derived tables that were up to date still are."""
    current = [each for each in DERIVATIONS if _inputs(store, each) is None]
    done: Counter[str] = Counter()
    for part in compact(store, run_id, target_bytes):
        done.update(batches_merged=part.batches, files_merged=part.before, files_made=part.after)
        done.update(bytes_made=part.size_bytes)
    for derivation in current if done else ():
        _keep_up_to_date(store, derivation)
    return done


def _inputs(store: Store, derivation: Derivation) -> str | None:
    """As from `stale_inputs`."""
    return stale_inputs(store, derivation.table, derivation.reads, corpus_fingerprint())


def _keep_up_to_date(store: Store, derivation: Derivation) -> None:
    """Say that a derived table rests on the files that there are now, which have the same rows as before."""
    inputs = _inputs(store, derivation)
    if inputs is not None:
        with store.log.writing() as log:
            files = log.live_files_in(derivation.table.name)
            log.put_derived(derivation.table.name, inputs, (file.batch for file in files))


@task(name="clear", task_run_name="clear", cache_policy=NO_CACHE, **RETRIED)
def clear_files(store: Store, grace: datetime.timedelta) -> Counter[str]:
    """Remove what was superseded longer ago than the grace, and what killed writers have left."""
    gone = remove_superseded(store, grace)
    return Counter(
        files_removed=len(gone), bytes_removed=sum(f.size_bytes for f in gone), files_swept=len(store.sweep())
    )


@task(name="remove at once", task_run_name="remove at once", cache_policy=NO_CACHE, **RETRIED)
def remove_at_once(store: Store) -> Counter[str]:
    """Remove everything that the last commit does not show, however young, and what derived tables were worked out with."""
    gone = remove_superseded(store, datetime.timedelta(0))
    forget_all(store.root)
    return Counter(files_removed=len(gone), files_swept=len(store.sweep(datetime.timedelta(0))))


@task(name="back up log", task_run_name="back up log", cache_policy=NO_CACHE, **RETRIED)
def copy_log(store: Store, keep: int) -> Path:
    """Copy the commit log into the warehouse's folder `backup`."""
    return back_up_log(store, keep)


@task(name="verify", task_run_name="verify", cache_policy=NO_CACHE, **RETRIED)
def verify_store(store: Store) -> Counter[str]:
    """Hold every live file against the log and, if all are whole, rows against each other; what was found wrong."""
    found = Counter(log_problems=len(log_problems(store)), files_damaged=sum(1 for _ in damaged_files(store)))
    if not found.total():
        failing = [check for check in checks() if check.level == "fail"]
        found["checks_failed"] = sum(bool(hits) for _, hits in run_checks(store, failing))
    return found


@task(name="check", task_run_name="check", cache_policy=NO_CACHE, **RETRIED)
def check_loaded(store: Store, run_id: str) -> list[tuple[Check, list[Hits]]]:
    """Hold the rows that a run has loaded against each other; every check with what it has found."""
    return list(run_checks(store, checks(), run_id))


@task(name="publish", task_run_name="publish", cache_policy=NO_CACHE, **RETRIED)
def publish_snapshot(store: Store) -> None:
    """Build jianbao.duckdb over the last commit and swap it in."""
    publish(store)
