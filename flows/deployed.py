"""What a Prefect server has of ours: the work pool, its workers, the deployments and when they run next."""

from __future__ import annotations

import asyncio
import datetime
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any

import httpx
from prefect.client.orchestration import SyncPrefectClient, get_client
from prefect.client.schemas.actions import WorkPoolCreate
from prefect.client.schemas.filters import DeploymentFilter, DeploymentFilterTags
from prefect.client.schemas.responses import DeploymentResponse
from prefect.exceptions import ObjectAlreadyExists, PrefectException
from prefect.server.schemas.schedules import SCHEDULE_TYPES
from prefect.settings import PREFECT_API_URL, temporary_settings
from pydantic import BaseModel, TypeAdapter

from flows.service import POOL
from schemas.errors import ServiceError

TAG = "jianbao"
"""What every deployment of prefect.yaml is tagged with."""


@dataclass(frozen=True, slots=True)
class Deployed:
    """A deployment.

    Attributes:
        name: flow/deployment, as `prefect deployment run` takes it.
        next_at: when it runs next; None if it runs on request only.
        parameters: what it gives to the flow.
        folder: where its runs work.
    """

    name: str
    description: str
    next_at: datetime.datetime | None
    parameters: dict[str, Any]
    folder: str


@contextmanager
def client_of(url: str) -> Iterator[SyncPrefectClient]:
    """A client of the server at this address.

    Raises:
        ServiceError: from whatever the server refuses meanwhile.
    """
    try:
        with temporary_settings({PREFECT_API_URL: url}), get_client(sync_client=True) as client:
            yield client
    except (PrefectException, httpx.HTTPError) as error:
        raise ServiceError(
            f"The Prefect server at {url} can't be used ({error}); is it running, or is another program there?"
        ) from error


def make_pool(client: SyncPrefectClient) -> None:
    """Make the work pool if it is not there."""
    try:
        client.create_work_pool(WorkPoolCreate(name=POOL, type="process"))
    except ObjectAlreadyExists:
        return


def has_worker(client: SyncPrefectClient) -> bool:
    """Whether a worker of the pool has reported lately."""
    return any(worker.status == "ONLINE" for worker in client.read_workers_for_work_pool(POOL))


def deployments(client: SyncPrefectClient) -> list[Deployed]:
    """Our deployments, by name."""
    flows = {flow.id: flow.name for flow in client.read_flows()}
    found = client.read_deployments(deployment_filter=DeploymentFilter(tags=DeploymentFilterTags(all_=[TAG])))
    return sorted((_deployed(one, flows[one.flow_id]) for one in found), key=lambda one: one.name)


def _deployed(one: DeploymentResponse, flow: str) -> Deployed:
    steps = [step for pulled in one.pull_steps or [] for step in pulled.values()]
    folder = next((step["directory"] for step in steps if "directory" in step), "")
    upcoming = [_next_date(schedule.schedule) for schedule in one.schedules if schedule.active]
    next_at = min((date for date in upcoming if date is not None), default=None)
    return Deployed(f"{flow}/{one.name}", one.description or "", next_at, one.parameters, folder)


def _next_date(schedule: BaseModel) -> datetime.datetime | None:
    """When a schedule comes next; the server itself plans runs only once a minute."""
    planned = TypeAdapter[Any](SCHEDULE_TYPES).validate_python(schedule.model_dump())
    dates = asyncio.run(planned.get_dates(1))
    return dates[0] if dates else None
