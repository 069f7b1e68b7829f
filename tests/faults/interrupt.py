"""Interrupt runs under a Prefect server at random moments, run again, and look whether anything is lost, doubled or hangs.

    python -m tests.faults.interrupt --interruptions 100

In turn: SIGKILL of the flow's process, of one of its worker processes, of Prefect's worker, of the
server; a cancellation through the API; SIGTERM to the flow; SIGKILL of all of them at once. Each time the next run of the same
deployment takes up what was left and is interrupted itself, until the fourth: the run after that one
must complete, the tables must be those of an undisturbed run, and no run may be shown as running.
After each, what was committed must still be there and whole, and files that no commit knows may be
left of as many batches as are in flight at a time: one a worker process, and one being committed.
"""

from __future__ import annotations

import argparse
import os
import random
import re
import shutil
import signal
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Callable, Iterable
from contextlib import suppress
from dataclasses import dataclass, field
from itertools import count, cycle, islice
from pathlib import Path
from uuid import UUID

from prefect.client.orchestration import SyncPrefectClient
from prefect.client.schemas.filters import FlowRunFilter, FlowRunFilterId
from prefect.client.schemas.objects import FlowRun
from prefect.states import Cancelling

from benchmarks.corpus import write_corpus
from flows import deployed, service
from tests.faults.kill_ingest import broken, contents
from warehouse.files import on_disk
from warehouse.store import LOG_NAME, Store

DEPLOYMENT = "ingest/nightly"
SAMPLES = Path(__file__).parents[2] / "samples" / "pages"
PAGES = 30
"""Generated pages beside the samples."""

BATCH_SOURCES = 4

PATIENCE_SECONDS = 300.0
"""Longest time for anything to happen on a busy machine."""

POLL_SECONDS = 0.5

SETTINGS = {
    "JIANBAO_RUN__BATCH_SOURCES": str(BATCH_SOURCES),
    "PREFECT_WORKER_QUERY_SECONDS": "1",
    "PREFECT_SERVER_CONCURRENCY_INITIAL_DEPLOYMENT_LEASE_DURATION": "60",
    "PREFECT_SERVER_ANALYTICS_ENABLED": "false",
}


class Stuck(Exception):
    """Something did not happen in time."""


def wait_for(what: str, happened: Callable[[], bool]) -> None:
    """Poll until it has happened.

    Raises:
        Stuck: it has not, for PATIENCE_SECONDS.
    """
    until = time.monotonic() + PATIENCE_SECONDS
    while not happened():
        if time.monotonic() > until:
            raise Stuck(what)
        time.sleep(POLL_SECONDS)


@dataclass(slots=True)
class Place:
    """A server and a worker of our own, that can be lost and brought back.

    Attributes:
        workers: worker processes of a run.
    """

    folder: Path
    port: int
    workers: int
    children: dict[str, service.Child]

    def bring_back(self) -> None:
        """Start the server and the worker unless they run.

        Raises:
            Stuck: somebody else's server is at the port.
        """
        if not self.is_up("server"):
            if service.is_answering(self.port):
                raise Stuck(f"another server is at port {self.port}; give another --port")
            self.children["server"] = service.start_server(self.port, self.folder / "server.log")
            service.wait_until(lambda: service.is_answering(self.port), self.children["server"])
        with self.client() as client:
            deployed.make_pool(client)
        if not self.is_up("worker"):
            self.children["worker"] = service.start_worker(self.port, self.folder / "w", self.folder / "worker.log")

    def is_up(self, name: str) -> bool:
        return name in self.children and self.children[name].process.poll() is None

    def kill(self, name: str) -> None:
        """SIGKILL the server or the worker, not what it has started."""
        self.children[name].process.kill()
        self.children[name].process.wait()

    def client(self):
        return deployed.client_of(service.api_url(self.port))


def process_of(run_id: UUID, module: str) -> list[int]:
    """Processes of a flow run in whose command line a module stands: the flow itself, or its worker processes."""
    found = []
    for folder in Path("/proc").glob("[0-9]*"):
        try:
            if str(run_id).encode() not in (folder / "environ").read_bytes():
                continue
            words = (folder / "cmdline").read_bytes()
        except OSError:
            continue
        if module.encode() in words:
            found.append(int(folder.name))
    return found


BATCH_NAME = re.compile(r"\d{8}T\d{6}-")
"""How the files of a batch of sources are called, those of derived tables not."""

FLOW = "prefect.engine"
POOL_WORKER = "tasks.worker"


def start_run(place: Place, inbox: Path, warehouse: Path) -> UUID:
    """Ask for a run of the deployment."""
    parameters = {"paths": [str(inbox)], "warehouse": str(warehouse), "workers": place.workers}
    with place.client() as client:
        deployment = client.read_deployment_by_name(DEPLOYMENT)
        return client.create_flow_run_from_deployment(deployment.id, parameters=parameters).id


def is_final(client: SyncPrefectClient, run_id: UUID) -> bool:
    state = client.read_flow_run(run_id).state
    return state is not None and state.is_final()


def has_begun(place: Place, run_id: UUID) -> bool:
    """Whether the flow itself runs; interruptions before that find nothing to interrupt."""
    with place.client() as client:
        found = client.read_flow_run(run_id)
    return bool(process_of(run_id, FLOW)) and found.state_name == "Running"


def complete(place: Place, inbox: Path, warehouse: Path) -> tuple[FlowRun, float]:
    """Run to the end; the run, and the seconds from its beginning to its end."""
    run_id = start_run(place, inbox, warehouse)
    with place.client() as client:
        wait_for("the next run ends", lambda: is_final(client, run_id))
        run = client.read_flow_run(run_id)
    return run, run.total_run_time.total_seconds()


def send(pids: Iterable[int], number: signal.Signals) -> bool:
    """Send a signal; whether there was anybody to get it."""
    found = list(pids)
    for pid in found:
        with suppress(ProcessLookupError):
            os.kill(pid, number)
    return bool(found)


def cancel(place: Place, run_id: UUID) -> bool:
    """Cancel a run as the UI does; whether it was going on."""
    with place.client() as client:
        client.set_flow_run_state(run_id, Cancelling())
    return bool(process_of(run_id, FLOW))


def lose(place: Place, name: str, run_id: UUID) -> bool:
    """Kill the server or the worker; whether the run was going on."""
    is_running = bool(process_of(run_id, FLOW))
    place.kill(name)
    return is_running


def lose_everything(place: Place, run_id: UUID) -> bool:
    """Kill the flow, its processes, the worker and the server at once, as a machine does that loses its power."""
    place.kill("worker")
    is_running = send([*process_of(run_id, FLOW), *process_of(run_id, POOL_WORKER)], signal.SIGKILL)
    place.kill("server")
    return is_running


WAYS: dict[str, Callable[[Place, UUID], bool]] = {
    "SIGKILL flow": lambda _, run_id: send(process_of(run_id, FLOW), signal.SIGKILL),
    "SIGKILL pool process": lambda _, run_id: send(process_of(run_id, POOL_WORKER)[:1], signal.SIGKILL),
    "SIGKILL worker": lambda place, run_id: lose(place, "worker", run_id),
    "SIGKILL server": lambda place, run_id: lose(place, "server", run_id),
    "cancel": cancel,
    "SIGTERM flow": lambda _, run_id: send(process_of(run_id, FLOW), signal.SIGTERM),
    "SIGKILL all": lose_everything,
}
"""How a run is interrupted; each says whether there was something to interrupt."""

LATEST = {"SIGKILL pool process": 0.5}
"""The share of a run's time after which a way finds nothing: worker processes are gone when tables are derived."""


def left_over(warehouse: Path) -> tuple[int, int]:
    """Sources that are committed, and batches of which there are files that no commit knows."""
    if not (warehouse / LOG_NAME).is_file():
        return 0, 0
    store = Store(warehouse)
    with store.log.reading() as log:
        known = log.known_paths()
    strays = [path for path in on_disk(store.root) if path.relative_to(store.root).as_posix() not in known]
    batches = {path.name.lstrip(".").split(".")[0] for path in strays}
    return len(store.holdings()), len({name for name in batches if BATCH_NAME.match(name)})


def still_running(place: Place, run_ids: list[UUID]) -> list[str]:
    """Runs, and task runs of them, that the server still shows as going on."""
    of_runs = FlowRunFilter(id=FlowRunFilterId(any_=run_ids))
    with place.client() as client:
        flow_runs = client.read_flow_runs(flow_run_filter=of_runs)
        task_runs = client.read_task_runs(flow_run_filter=of_runs)
    return [
        f"{run.name} {run.state_name}" for run in (*flow_runs, *task_runs) if not (run.state and run.state.is_final())
    ]


def interrupted(place: Place, way: str, inbox: Path, warehouse: Path, after: float) -> tuple[UUID, bool]:
    """Start a run, interrupt it some seconds after its beginning, and wait until its process is gone.

    Returns:
        The run, and whether there was something to interrupt.
    """
    run_id = start_run(place, inbox, warehouse)
    wait_for("a run begins", lambda: has_begun(place, run_id))
    until = time.monotonic() + after
    while process_of(run_id, FLOW) and time.monotonic() < until:
        time.sleep(POLL_SECONDS)
    is_hit = WAYS[way](place, run_id)
    if not place.is_up("server"):
        place.bring_back()
    wait_for("the interrupted process is gone", lambda: not process_of(run_id, FLOW))
    place.bring_back()
    return run_id, is_hit


@dataclass(slots=True)
class Chain:
    """Runs on one warehouse, each interrupted, of which each takes up what the one before has left.

    Attributes:
        held: sources committed so far.
    """

    place: Place
    inbox: Path
    warehouse: Path
    run_ids: list[UUID] = field(default_factory=list)
    held: int = 0

    def interrupt(self, way: str, after: float) -> tuple[bool, list[str], str]:
        """One interruption: whether there was something to interrupt, what is wrong, what happened in a line."""
        run_id, is_hit = interrupted(self.place, way, self.inbox, self.warehouse, after)
        self.run_ids.append(run_id)
        held, in_flight = left_over(self.warehouse)
        wrong = [f"{in_flight} batches in flight"] if in_flight > self.most_in_flight() else []
        wrong += [f"{self.held - held} committed sources are gone"] if held < self.held else []
        wrong += [f"{what}: {number}" for what, number in broken(self.warehouse) or []]
        told = f"{held} sources committed, {held - self.held} by this run, files of {in_flight} batches left"
        self.held = held
        return is_hit, wrong, told

    def most_in_flight(self) -> int:
        """Batches of which files may be left: a worker's at each interruption, and one being committed."""
        return (self.place.workers + 1) * len(self.run_ids)

    def finish(self, expected: dict[str, list[str]]) -> tuple[list[str], str]:
        """The run after the last interruption, to its end."""
        run, _ = complete(self.place, self.inbox, self.warehouse)
        self.run_ids.append(run.id)
        wrong = [f"the last run is {run.state_name}"] if run.state_name != "Completed" else []
        wrong += [f"{table} differs" for table, rows in contents(self.warehouse).items() if rows != expected[table]]
        rows = Store(self.warehouse).runs()
        wrong += [f"row of runs {row.run_id} is running" for row in rows if row.status == "running"]
        counts = {count.name: count.value for count in rows[-1].counts}
        again = sum(n for name, n in counts.items() if name.startswith("sources_") and name != "sources_unchanged")
        missing = len(expected["sources"]) - self.held
        wrong += [f"{again} sources done again, {missing} were missing"] if again != missing else []
        with suppress(Stuck):
            wait_for("the server notes the end", lambda: not still_running(self.place, self.run_ids))
        wrong += still_running(self.place, self.run_ids)
        with self.place.client() as client:
            ends = [str(client.read_flow_run(each).state_name) for each in self.run_ids]
        return wrong, f"{run.state_name}, {again} sources done; the runs before it ended as {', '.join(ends[:-1])}"


def interrupt_chain(chain: Chain, ways: Iterable[tuple[str, float]], expected: dict[str, list[str]]) -> list[str]:
    """Interrupt runs of a chain one after the other, and let the last go on to its end.

    Returns:
        The ways by which a run was really interrupted, each with a mark if something was wrong afterwards.
    """
    met: list[str] = []
    try:
        for way, after in ways:
            if chain.held == len(expected["sources"]):
                break
            is_hit, wrong, told = chain.interrupt(way, after)
            met += [f"{way}{' WRONG' if wrong else ''}"] if is_hit else []
            print(
                f"{way} after {after:.1f} s{'' if is_hit else ' (found nothing)'}: {told}; wrong: {wrong}", flush=True
            )
        wrong, told = chain.finish(expected)
    except Stuck as error:
        wrong, told = [f"stuck: {error}"], ""
        chain.place.bring_back()
    print(f"  then {told}; wrong: {wrong}", flush=True)
    return [*met, *(["end of a chain WRONG"] if wrong else [])]


def set_up(folder: Path, given: argparse.Namespace) -> tuple[Place, Path]:
    """A place with a server, a worker and the deployments, and an inbox."""
    os.environ |= SETTINGS | {"PREFECT_HOME": str(folder / "home"), "PREFECT_API_URL": service.api_url(given.port)}
    inbox = folder / "inbox"
    shutil.copytree(SAMPLES, inbox / "samples")
    write_corpus(inbox / "made", 1, files=PAGES, page_bytes=2000)
    os.chdir(folder)
    place = Place(folder, given.port, given.workers, {})
    place.bring_back()
    service.deploy(given.port, service.PROJECT_FILE, folder / "deploy.log")
    return place, inbox


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--interruptions", type=int, default=100)
    parser.add_argument("--ways", nargs="+", choices=tuple(WAYS), default=list(WAYS))
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--workers", type=int, default=2, help="worker processes of a run")
    parser.add_argument("--chain", type=int, default=4, help="interruptions of a warehouse before a run may end")
    parser.add_argument("--port", type=int, default=4288)
    given = parser.parse_args()
    chance, folder = random.Random(given.seed), Path(tempfile.mkdtemp(prefix="jianbao-interrupt-"))
    place, inbox = set_up(folder, given)
    met: list[str] = []
    try:
        run, length = complete(place, inbox, folder / "whole")
        print(f"undisturbed: {run.state_name}, {length:.1f} s", flush=True)
        expected = contents(folder / "whole")
        ways = cycle(given.ways)
        for number in count():
            if len(met) >= given.interruptions:
                break
            chain = Chain(place, inbox, folder / f"w{number}")
            planned = [(way, chance.uniform(0, length * LATEST.get(way, 1.0))) for way in islice(ways, given.chain)]
            met += interrupt_chain(chain, planned, expected)
            shutil.rmtree(chain.warehouse, ignore_errors=True)
            print(f"{len(met)} so far: {dict(Counter(met))}", flush=True)
    finally:
        service.stop(list(place.children.values()))
    violations = sum(each.endswith("WRONG") for each in met)
    print(f"{dict(Counter(met))}: {violations} violations; logs in {folder}")
    return 1 if violations else 0


if __name__ == "__main__":
    sys.exit(main())
