"""`jianbao up`: a Prefect server, the deployments and a worker, until Ctrl-C."""

from __future__ import annotations

import os
import signal
from collections.abc import Iterable
from pathlib import Path
from types import FrameType
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

from rich.console import Console
from rich.table import Table

from flows import service
from flows.config import load_settings
from flows.output import printable
from schemas.errors import ServiceError

if TYPE_CHECKING:
    from flows.deployed import Deployed

ZONE = ZoneInfo("Asia/Shanghai")
"""Where the papers are printed: times are told in it, as in prefect.yaml."""


def run_up(warehouse: Path | None, port: int, prefect_file: Path | None) -> int:
    """Start what is not running yet, say where it is, and stay until stopped; returns the exit code."""
    os.environ.setdefault("PREFECT_SERVER_ANALYTICS_ENABLED", "false")
    console = Console(highlight=False)
    settings = load_settings(warehouse)
    file = (prefect_file or service.PROJECT_FILE).absolute()
    if not file.is_file():
        raise ServiceError(f"{file} is not there; name a prefect.yaml with --deployments FILE.")
    children: list[service.Child] = []
    stopping = _stop_signals()
    try:
        started = _start(console, children, settings.warehouse, port, file)
        _tell(console, port, settings.warehouse)
        if not started:
            console.print("It was running before; nothing was started.")
            return 0
        console.print("Ctrl-C stops all of it.", style="dim")
        service.watch(children, lambda: bool(stopping))
    finally:
        with console.status("stopping"):
            service.stop(children)
    console.print("stopped; what was committed stays, and the next run goes on from there")
    return 0


def _start(console: Console, children: list[service.Child], warehouse: Path, port: int, file: Path) -> bool:
    """Start the server and the worker unless they are there; returns whether anything was started.

    A server that has just been started still takes a worker that was stopped with it for a while ago for one that is
    there, so that is not asked of it.
    """
    with console.status("starting Prefect"):
        from prefect.settings import PREFECT_HOME

        from flows import deployed

        logs = PREFECT_HOME.value() / "jianbao"
        if not service.is_answering(port):
            children.append(service.start_server(port, logs / "server.log"))
            service.wait_until(lambda: service.is_answering(port), children[-1])
        with deployed.client_of(service.api_url(port)) as client:
            deployed.make_pool(client)
            if not children and deployed.has_worker(client):
                return False
            service.deploy(port, file, logs / "deploy.log")
            _make_inboxes(deployed.deployments(client))
            children.append(service.start_worker(port, warehouse, logs / "worker.log"))
            service.wait_until(lambda: deployed.has_worker(client), children[-1])
    return True


def _make_inboxes(deployments: Iterable[Deployed]) -> None:
    """Make the folders that deployments look into, where they are given relative to the runs' folder.

    Raises:
        ServiceError: one can't be made.
    """
    for one in deployments:
        for inbox in (
            Path(one.folder) / path for path in one.parameters.get("paths", ()) if not Path(path).is_absolute()
        ):
            try:
                inbox.mkdir(parents=True, exist_ok=True)
            except OSError as error:
                raise ServiceError(
                    f"The inbox {inbox} can't be made ({error.strerror}); make it, and start again."
                ) from error


def _tell(console: Console, port: int, warehouse: Path) -> None:
    """Print the address, what is scheduled, and how to go on."""
    from flows import deployed

    with deployed.client_of(service.api_url(port)) as client:
        found = deployed.deployments(client)
    console.print(f"\nThe Prefect UI is at [bold]{service.ui_url(port)}[/]", soft_wrap=True)
    console.print(f"The warehouse is {printable(str(warehouse))}", markup=False, soft_wrap=True)
    table = Table("deployment", "next run, Beijing time", "what it does", header_style="bold")
    for one in found:
        next_at = f"{one.next_at.astimezone(ZONE):%a %Y-%m-%d %H:%M}" if one.next_at else "on request"
        table.add_row(one.name, next_at, printable(one.description))
    console.print(table)
    inboxes = sorted({str(Path(one.folder) / path) for one in found for path in one.parameters.get("paths", ())})
    for inbox in inboxes:
        console.print(f"Put dumps into {printable(inbox)}", markup=False, soft_wrap=True)
    console.print(f"\nFrom another terminal:\n  export PREFECT_API_URL={service.api_url(port)}", markup=False)
    console.print("  prefect deployment run ingest/nightly", markup=False)
    console.print("  jianbao ingest FOLDER    # is seen in the UI as well\n", markup=False)


def _stop_signals() -> list[int]:
    """A list that Ctrl-C and a polite kill put their signal into."""
    received: list[int] = []

    def note(number: int, frame: FrameType | None) -> None:
        if received:
            raise KeyboardInterrupt
        received.append(number)

    for one in (signal.SIGINT, signal.SIGTERM):
        signal.signal(one, note)
    return received
