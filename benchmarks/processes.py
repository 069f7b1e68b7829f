"""Run a command and say what it and everything that it started cost: ``python -m benchmarks.processes OUT COMMAND…``."""

from __future__ import annotations

import ctypes
import json
import os
import resource
import subprocess
import sys
import tempfile
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

PR_SET_CHILD_SUBREAPER = 36
MAXRSS_UNIT = 1 if sys.platform == "darwin" else 1024
"""Bytes in a unit of ru_maxrss."""


class CommandFailed(Exception):
    """The measured command failed; the message is the end of its output."""


@dataclass(frozen=True, slots=True)
class Cost:
    """What a command cost.

    Attributes:
        cpu_seconds: user and system time of all its processes.
        peak_bytes: resident memory of the largest of them at its peak.
    """

    cpu_seconds: float
    peak_bytes: int


def cost_of(command: Sequence[str], environment: dict[str, str]) -> Cost:
    """Run `command` with `environment` added to ours and measure it, its children included.

    Raises:
        CommandFailed: it does not exit with 0.
    """
    with tempfile.TemporaryDirectory() as folder:
        out = Path(folder) / "cost.json"
        helper = [sys.executable, "-m", "benchmarks.processes", str(out), *command]
        done = subprocess.run(helper, env=os.environ | environment, capture_output=True, text=True, check=False)
        if done.returncode:
            raise CommandFailed((done.stdout + done.stderr)[-2000:])
        return Cost(**json.loads(out.read_text()))


def _adopt_orphans() -> None:
    """Make grandchildren whose parent ends first ours, so that their time is counted too (Linux)."""
    if sys.platform == "linux":
        ctypes.CDLL(None).prctl(PR_SET_CHILD_SUBREAPER, 1, 0, 0, 0)


def _wait_for_all() -> None:
    try:
        while True:
            os.wait()
    except ChildProcessError:
        return


def main(out: str, *command: str) -> int:
    """Run `command`, write its cost to `out` as JSON, and exit as it did."""
    _adopt_orphans()
    code = subprocess.run(command, check=False).returncode
    _wait_for_all()
    usage = resource.getrusage(resource.RUSAGE_CHILDREN)
    cost = {"cpu_seconds": usage.ru_utime + usage.ru_stime, "peak_bytes": usage.ru_maxrss * MAXRSS_UNIT}
    Path(out).write_text(json.dumps(cost))
    return code


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:]))
