"""Runs that were cut off: what says so, in the warehouse and in Prefect, and what the next run makes of it.

A run that is killed can't say so itself. Whoever holds the warehouse's lock after it knows: nobody
else can be writing, so a run that is still marked as running is not. Prefect's own run is found by
a tag with the run's id.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from pathlib import Path
from typing import Any
from uuid import UUID

import httpx
from prefect import Flow
from prefect.client.orchestration import SyncPrefectClient, get_client
from prefect.client.schemas.filters import (
    FlowRunFilter,
    FlowRunFilterDeploymentId,
    FlowRunFilterId,
    FlowRunFilterState,
    FlowRunFilterStateType,
    FlowRunFilterTags,
    TaskRunFilter,
    TaskRunFilterState,
    TaskRunFilterStateType,
)
from prefect.client.schemas.objects import FlowRun, State, StateType
from prefect.exceptions import PrefectException
from prefect.logging import get_run_logger
from prefect.logging.loggers import flow_run_logger
from prefect.runtime import deployment, flow_run
from prefect.states import Crashed

from flows.config import load_settings
from schemas.errors import PipelineError
from warehouse.store import Store

UNFINISHED = [StateType.RUNNING, StateType.PENDING, StateType.SCHEDULED, StateType.CANCELLING, StateType.PAUSED]
"""States of a run that says that it will go on."""

STARTED = [StateType.RUNNING, StateType.PENDING, StateType.CANCELLING]
"""States of a run that has its deployment's slot."""

ADVICE = "What was committed stays, what was in flight is redone: run the same again to go on."


def tag_of(run_id: str) -> str:
    """The tag by which Prefect's run of ours is found, and ours from Prefect's."""
    return f"run:{run_id}"


def take_over(store: Store, run_id: str) -> None:
    """Tag this run, and close those that were cut off; the warehouse's lock is ours.

    What Prefect's server refuses does not stop the run.
    """
    cut_off = [run for run in store.runs() if run.status == "running"]
    for run in cut_off:
        store.record_run(replace(run, status="interrupted"))
        get_run_logger().warning("run %s of %s was cut off; what it had not committed is redone", run.run_id, run.flow)
    try:
        with get_client(sync_client=True) as client:
            client.update_flow_run(flow_run.id, tags={*flow_run.tags, tag_of(run_id)})
            close_runs(client, [run.run_id for run in cut_off])
            close_predecessors(client)
    except (PrefectException, httpx.HTTPError) as error:
        get_run_logger().warning("Prefect's server did not take note of what was cut off: %s", error)


def close_runs(client: SyncPrefectClient, run_ids: Iterable[str]) -> None:
    """Set Prefect's runs of these runs to Crashed, with the task runs that still seem to run."""
    for run_id in run_ids:
        tagged = FlowRunFilter(tags=FlowRunFilterTags(all_=[tag_of(run_id)]))
        for found in client.read_flow_runs(flow_run_filter=tagged):
            _close_run(client, found)


def close_predecessors(client: SyncPrefectClient) -> None:
    """Set other runs of this run's deployment that seem to go on to Crashed.

    A deployment with a limit of one run has just this one, so others were killed before they could say whose they are.
    """
    if deployment.id is None:
        return
    ours = UUID(deployment.id)
    limit = client.read_deployment(ours).global_concurrency_limit
    if limit is None or limit.limit != 1:
        return
    going_on = FlowRunFilterState(type=FlowRunFilterStateType(any_=STARTED))
    of_ours = FlowRunFilter(deployment_id=FlowRunFilterDeploymentId(any_=[ours]), state=going_on)
    for found in client.read_flow_runs(flow_run_filter=of_ours):
        if str(found.id) != str(flow_run.id):
            _close_run(client, found)


def _close_run(client: SyncPrefectClient, found: FlowRun) -> None:
    _close_tasks(client, found)
    if found.state is None or not found.state.is_final():
        client.set_flow_run_state(found.id, Crashed(message=f"It was cut off. {ADVICE}"), force=True)


def _close_tasks(client: SyncPrefectClient, found: FlowRun) -> None:
    unfinished = TaskRunFilter(state=TaskRunFilterState(type=TaskRunFilterStateType(any_=UNFINISHED)))
    of_run = FlowRunFilter(id=FlowRunFilterId(any_=[found.id]))
    for task_run in client.read_task_runs(flow_run_filter=of_run, task_run_filter=unfinished):
        client.set_task_run_state(task_run.id, Crashed(message="Its run was cut off."), force=True)


def on_stop(flow: Flow[..., Any], flow_run: FlowRun, state: State[Any]) -> None:
    """Say in the log of a run that failed, crashed or was cancelled how to go on; mark ours as cut off."""
    logger = flow_run_logger(flow_run, flow)
    logger.error("%s: %s", state.name, ADVICE)
    run_ids = [tag.removeprefix("run:") for tag in flow_run.tags if tag.startswith("run:")]
    try:
        store = Store.existing(load_settings(_warehouse(flow_run)).warehouse)
        for run in store.runs():
            if run.run_id in run_ids and run.status == "running":
                store.record_run(replace(run, status="interrupted"))
        with get_client(sync_client=True) as client:
            _close_tasks(client, flow_run)
    except (PipelineError, PrefectException, httpx.HTTPError) as error:
        logger.warning("it is not marked as cut off everywhere; the next run does that: %s", error)


def _warehouse(flow_run: FlowRun) -> Path | None:
    given = flow_run.parameters.get("warehouse")
    return Path(given) if given else None


HOOKS: Any = {"on_failure": [on_stop], "on_crashed": [on_stop], "on_cancellation": [on_stop]}
"""What every flow that writes is decorated with."""
