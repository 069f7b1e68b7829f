"""`jianbao automations`: make, list or remove the examples."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING

from rich.console import Console

from flows.output import print_table, printable

if TYPE_CHECKING:
    from prefect.client.orchestration import SyncPrefectClient


def make_automations(url: str, block: str | None, percent: int, days: int) -> None:
    """Make the three examples on the server at this address; those that are there are brought up to date."""
    os.environ.setdefault("PREFECT_SERVER_ANALYTICS_ENABLED", "false")
    from flows import automations, deployed

    with deployed.client_of(url) as client:
        for example in (
            automations.run_failed(),
            automations.much_quarantined(percent),
            automations.gone_silent(days),
        ):
            automations.put(client, example, block)
        _show(client)


def list_automations(url: str) -> None:
    """Print our automations, whether they are on, and what they do."""
    from flows import deployed

    with deployed.client_of(url) as client:
        _show(client)


def remove_automations(url: str) -> None:
    """Remove our automations; those of others stay."""
    from flows import automations, deployed

    with deployed.client_of(url) as client:
        removed = automations.remove(client)
    Console().print(f"{removed} automations removed", highlight=False)


def _show(client: SyncPrefectClient) -> None:
    from flows import automations

    rows = [
        (
            printable(each.name),
            "on" if each.enabled else "off",
            printable(each.description),
            printable(", ".join(action.describe_for_cli() for action in each.actions)),
        )
        for each in automations.ours(client)
    ]
    print_table(Console(), ("automation", "", "when", "does"), rows)
