"""What every flow that writes does around its work: be the one writer, leave a row in `runs`, publish."""

from __future__ import annotations

import datetime
import secrets
from collections.abc import Iterator
from contextlib import contextmanager

from prefect.logging import get_run_logger

from flows.assets import last_shown, show_tables
from flows.interrupted import take_over
from flows.progress import tell
from flows.summary import Summary, run_row
from tasks.stages import as_is, publish_snapshot
from warehouse.store import Store


@contextmanager
def recorded_run(store: Store, flow: str) -> Iterator[Summary]:
    """Be the warehouse's writer for the length of a run, which leaves a row in `runs`; publish at the end.

    Whoever has the lock knows that a run still marked as running was cut off.

    A run that fails publishes nothing; what it has committed is published by the next command that
    opens the warehouse.

    Args:
        flow: the flow's name.
    """
    started_at = _utc_now()
    summary = Summary(f"{started_at:%Y%m%dT%H%M%S}-{secrets.token_hex(3)}", started_at, flow)
    with store.writing(summary.run_id, on_wait=_on_wait):
        take_over(store, summary.run_id)
        before = last_shown(store)
        store.record_run(run_row(summary))
        summary.status = "failed"
        try:
            yield summary
            summary.status = "completed"
        finally:
            summary.ended_at = _utc_now()
            store.record_run(run_row(summary))
        tell("publishing")
        publish_snapshot(as_is(store))
        show_tables(store, before, summary.run_id)
        get_run_logger().info("%s: %s", flow, summary.sentence())


def _utc_now() -> datetime.datetime:
    return datetime.datetime.now(datetime.UTC).replace(tzinfo=None)


def _on_wait(sentence: str) -> None:
    get_run_logger().warning(sentence)
    tell(sentence)
