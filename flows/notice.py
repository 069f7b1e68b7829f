"""The flow `notice`: leaves a sentence where a person looks, the list of runs and the artifacts.

What the automations of `jianbao automations` do unless they are given somebody to tell.
"""

from __future__ import annotations

from prefect import flow
from prefect.artifacts import create_markdown_artifact
from prefect.logging import get_run_logger
from prefect.runtime import flow_run

from flows.output import printable


def _run_name() -> str:
    return printable(str(flow_run.parameters.get("subject", "notice")))


@flow(name="notice", flow_run_name=_run_name)
def notice(subject: str, text: str = "") -> None:
    """Say something in a run's name, its log and an artifact; nothing else is done.

    Args:
        subject: One line; it becomes the run's name.
        text: What there is to know, as Markdown.
    """
    get_run_logger().warning("%s: %s", subject, text)
    create_markdown_artifact(text or subject, key="notice", description=subject)
