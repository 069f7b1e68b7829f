"""A Prefect server and a worker as child processes: start, know that they are there, stop."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from schemas.errors import ServiceError

HOST = "127.0.0.1"

POOL = "jianbao"
"""The work pool of prefect.yaml."""

PROJECT_FILE = Path(__file__).parents[1] / "prefect.yaml"
"""The deployments that ship."""

SERVER_SETTINGS = {
    "PREFECT_SERVER_SERVICES_TASK_RUN_RECORDER_BATCH_SIZE": "200",
    "PREFECT_SERVER_SERVICES_TASK_RUN_RECORDER_READ_BATCH_SIZE": "200",
    "PREFECT_SERVER_SERVICES_TASK_RUN_RECORDER_FLUSH_INTERVAL": "1",
    "PREFECT_SERVER_SERVICES_EVENT_PERSISTER_BATCH_SIZE": "200",
    "PREFECT_SERVER_SERVICES_EVENT_PERSISTER_READ_BATCH_SIZE": "200",
    "PREFECT_SERVER_CONCURRENCY_LEASE_STORAGE": "prefect.server.concurrency.lease_storage.filesystem",
    "PREFECT_SERVER_ANALYTICS_ENABLED": "false",
}
"""With Prefect's defaults a server records about 11 task runs a second and drops events silently beyond 10,000; and one
that is killed while a run has its deployment's only slot forgets to take it back, so that no other ever begins."""

START_SECONDS = 120.0
"""Longest time that a process may take until it answers; a server's first start makes its database."""

STOP_SECONDS = 30.0
"""How long a process may take to stop before it is killed."""

LOG_LINES = 15
"""Last lines of a log shown when its process has failed."""


@dataclass(frozen=True, slots=True)
class Child:
    """A process of ours.

    Attributes:
        name: as a person calls it.
        log: where its output goes.
    """

    name: str
    process: subprocess.Popen[bytes]
    log: Path

    def tail(self) -> str:
        """The last lines that it has written."""
        lines = self.log.read_text(encoding="utf-8", errors="replace").splitlines()
        return "\n".join(lines[-LOG_LINES:])


def ui_url(port: int) -> str:
    """The address of the server's pages."""
    return f"http://{HOST}:{port}"


def api_url(port: int) -> str:
    """The address of the server's API."""
    return f"{ui_url(port)}/api"


def is_answering(port: int) -> bool:
    """Whether a Prefect server is there."""
    try:
        with urllib.request.urlopen(f"{api_url(port)}/health", timeout=5) as reply:
            return bool(reply.read().strip() == b"true")
    except (urllib.error.URLError, OSError, ValueError):
        return False


def start(name: str, words: Sequence[str], environment: Mapping[str, str], log: Path) -> Child:
    """Start `prefect WORDS` out of reach of the terminal's Ctrl-C, so that stopping has an order.

    Raises:
        ServiceError: the log can't be written.
    """
    try:
        log.parent.mkdir(parents=True, exist_ok=True)
        with log.open("wb") as stream:
            process = subprocess.Popen(
                [sys.executable, "-m", "prefect", *words],
                env={**os.environ, **environment},
                stdin=subprocess.DEVNULL,
                stdout=stream,
                stderr=subprocess.STDOUT,
                start_new_session=True,
            )
    except OSError as error:
        raise ServiceError(f"{name} can't be started ({error.strerror}: {error.filename}).") from error
    return Child(name, process, log)


def start_server(port: int, log: Path) -> Child:
    """Start a server; `is_answering` says when it is there."""
    environment = SERVER_SETTINGS | {"PREFECT_API_URL": api_url(port), "PREFECT_UI_API_URL": api_url(port)}
    given = {name: os.environ.get(name, value) for name, value in environment.items()}
    words = ("server", "start", "--host", HOST, "--port", str(port))
    return start("the Prefect server", words, given | {"PREFECT_API_URL": api_url(port)}, log)


def start_worker(port: int, warehouse: Path, log: Path) -> Child:
    """Start the worker that runs one flow at a time, since a warehouse has one writer at a time."""
    environment = {"PREFECT_API_URL": api_url(port), "JIANBAO_WAREHOUSE": str(warehouse)}
    words = ("worker", "start", "--pool", POOL, "--type", "process", "--limit", "1", "--install-policy", "never")
    return start("the worker", words, environment, log)


def deploy(port: int, prefect_file: Path, log: Path) -> None:
    """Deploy everything in a prefect.yaml, with the current folder as that of the runs.

    Raises:
        ServiceError: Prefect refuses it.
    """
    words = ("--no-prompt", "deploy", "--all", "--prefect-file", str(prefect_file))
    child = start("prefect deploy", words, {"PREFECT_API_URL": api_url(port)}, log)
    if child.process.wait() != 0:
        raise ServiceError(f"{prefect_file} can't be deployed; {log} ends with:\n{child.tail()}")


def wait_until(is_there: Callable[[], bool], child: Child) -> None:
    """Wait until a child that was just started does its work.

    Raises:
        ServiceError: it has ended, or takes longer than START_SECONDS.
    """
    deadline = time.monotonic() + START_SECONDS
    while not is_there():
        if child.process.poll() is not None:
            raise ServiceError(f"{child.name} has ended; {child.log} ends with:\n{child.tail()}")
        if time.monotonic() > deadline:
            raise ServiceError(f"{child.name} does not answer; see {child.log}.")
        time.sleep(0.3)


def watch(children: Sequence[Child], is_stopping: Callable[[], bool]) -> None:
    """Return when `is_stopping` says so.

    Raises:
        ServiceError: a child has ended by itself.
    """
    while not is_stopping():
        for child in children:
            if child.process.poll() is not None:
                raise ServiceError(f"{child.name} has ended; {child.log} ends with:\n{child.tail()}")
        time.sleep(0.5)


def stop(children: Sequence[Child]) -> None:
    """Ask the children to stop, the last started first, and kill who doesn't."""
    for child in reversed(children):
        if child.process.poll() is not None:
            continue
        child.process.send_signal(signal.SIGTERM)
        try:
            child.process.wait(STOP_SECONDS)
        except subprocess.TimeoutExpired:
            os.killpg(child.process.pid, signal.SIGKILL)
            child.process.wait()
