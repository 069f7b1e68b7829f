"""Three examples of automations: when a run fails, much is quarantined, or a newspaper has gone silent, somebody is told.

Each is an ordinary automation of Prefect, to be looked at, changed, switched off or copied on its page Automations.
"""

from __future__ import annotations

import datetime
from dataclasses import dataclass
from typing import Any

from prefect.client.orchestration import SyncPrefectClient
from prefect.events.actions import ActionTypes, RunDeployment, SendNotification
from prefect.events.schemas.automations import Automation, AutomationCore, EventTrigger, Posture
from prefect.exceptions import ObjectNotFound

from flows.signals import LOADED, QUARANTINED_PERCENT, SILENT, SILENT_DAYS
from schemas.errors import ServiceError

PREFIX = "jianbao: "
"""What the names of our automations begin with."""

NOTICE = "notice/notice"
"""The deployment of flows.notice in prefect.yaml."""

WATCHED_FLOWS = ["ingest", "corpus", "reprocess", "maintain", "forget", "rollback"]
"""Every flow that writes."""

MOST_SILENT_DAYS = 31
"""A newspaper that is silent for longer is an archive, and watched/silent.sql says no more of it."""

REMINDED_AFTER = datetime.timedelta(days=7)
"""A newspaper that stays silent is told again, but not every day."""


@dataclass(frozen=True, slots=True)
class Example:
    """What is watched, and what is said.

    Attributes:
        subject, text: templates in which Prefect fills in the event and its run; without filters, which it does
            not know in parameters.
    """

    name: str
    description: str
    trigger: EventTrigger
    subject: str
    text: str


def run_failed() -> Example:
    """A run failed or was cut off."""
    return Example(
        f"{PREFIX}run failed",
        "A run of jianbao failed, crashed or was cut off.",
        EventTrigger(
            expect={"prefect.flow-run.Failed", "prefect.flow-run.Crashed"},
            match={"prefect.resource.id": "prefect.flow-run.*"},
            match_related={"prefect.resource.role": "flow", "prefect.resource.name": WATCHED_FLOWS},
            for_each={"prefect.resource.id"},
            posture=Posture.Reactive,
        ),
        "{{ flow_run.name }}: {{ flow_run.state.name }}",
        "{{ flow_run.state.message }}\n\nWhat was committed stays; run the same again to go on. "
        "The run's page: [/runs/flow-run/{{ flow_run.id }}](/runs/flow-run/{{ flow_run.id }})",
    )


def much_quarantined(percent: int) -> Example:
    """At least so many percent of the sources of a run were quarantined.

    Args:
        percent: 1 to 100.
    """
    return Example(
        f"{PREFIX}much quarantined",
        f"At least {percent} % of the sources that a run dealt with could not be loaded.",
        EventTrigger(
            expect={LOADED},
            match={QUARANTINED_PERCENT: [str(share) for share in range(percent, 101)]},
            posture=Posture.Reactive,
        ),
        "{{ event.payload.quarantined }} of {{ event.payload.sources }} sources quarantined",
        "Run `{{ event.payload.run_id }}`, warehouse `{{ event.payload.warehouse }}`. "
        "Why stands in the artifact `ingest-quarantine` and in `jianbao quarantine list`.",
    )


def gone_silent(days: int) -> Example:
    """A newspaper has had no issue on so many days on which it comes out.

    Args:
        days: 1 to MOST_SILENT_DAYS.
    """
    return Example(
        f"{PREFIX}newspaper silent",
        f"No issue of a newspaper on {days} days on which it comes out; said again after {REMINDED_AFTER.days} days.",
        EventTrigger(
            expect={SILENT},
            match={SILENT_DAYS: [str(number) for number in range(days, MOST_SILENT_DAYS + 1)]},
            for_each={"prefect.resource.id"},
            posture=Posture.Reactive,
            within=REMINDED_AFTER,
        ),
        "{{ event.payload.newspaper }}: no issue since {{ event.payload.last_on }}",
        "{{ event.payload.days }} days without an issue; `jianbao report coverage` shows what is there.",
    )


def action(client: SyncPrefectClient, example: Example, block: str | None) -> ActionTypes:
    """What is done when an example fires: a notification through a block, or else a run of the flow `notice`.

    Args:
        block: type and name of a notification block, `slack-webhook/desk`.

    Raises:
        ServiceError: the block or the deployment is not there.
    """
    if block is not None:
        return SendNotification(block_document_id=_block_id(client, block), subject=example.subject, body=example.text)
    try:
        deployment = client.read_deployment_by_name(NOTICE)
    except ObjectNotFound as error:
        raise ServiceError(
            f"The deployment {NOTICE} is not there; `jianbao up` makes it, or name a --block to tell."
        ) from error
    return RunDeployment(
        source="selected",
        deployment_id=deployment.id,
        parameters={"subject": _template(example.subject), "text": _template(example.text)},
    )


def _template(text: str) -> dict[str, str]:
    """A parameter that Prefect fills in."""
    return {"__prefect_kind": "jinja", "template": text}


def _block_id(client: SyncPrefectClient, block: str) -> Any:
    kind, _, name = block.partition("/")
    try:
        return client.read_block_document_by_name(name, kind, include_secrets=False).id
    except ObjectNotFound as error:
        raise ServiceError(f"There is no block {block}; `prefect block ls` lists them as TYPE/NAME.") from error


def ours(client: SyncPrefectClient) -> list[Automation]:
    """Our automations, by name."""
    found = [each for each in client.read_automations() if each.name.startswith(PREFIX)]
    return sorted(found, key=lambda each: each.name)


def put(client: SyncPrefectClient, example: Example, block: str | None) -> None:
    """Make an example's automation, or make it again what the example says; whether it is switched on stays."""
    there = {each.name: each for each in ours(client)}.get(example.name)
    wanted = AutomationCore(
        name=example.name,
        description=example.description,
        enabled=there.enabled if there else True,
        trigger=example.trigger,
        actions=[action(client, example, block)],
    )
    if there:
        client.update_automation(there.id, wanted)
    else:
        client.create_automation(wanted)


def remove(client: SyncPrefectClient) -> int:
    """Remove our automations; returns how many there were."""
    found = ours(client)
    for each in found:
        client.delete_automation(each.id)
    return len(found)
