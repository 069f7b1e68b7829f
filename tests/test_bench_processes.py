"""The benchmark counts what a command's children cost, and says why a command failed."""

from __future__ import annotations

import sys

import pytest

from benchmarks.processes import CommandFailed, cost_of

BUSY = "import time\nwhile time.process_time() < {seconds}: pass"
IN_A_CHILD = "import subprocess, sys; subprocess.run([sys.executable, '-c', {code!r}])"


@pytest.mark.parametrize("nested", [False, True], ids=["command itself", "child of the command"])
def test_cost_holds_the_time_that_was_spent(nested: bool) -> None:
    code = BUSY.format(seconds=0.4)
    cost = cost_of([sys.executable, "-c", IN_A_CHILD.format(code=code) if nested else code], {})
    assert 0.4 <= cost.cpu_seconds < 2


def test_cost_holds_the_peak_of_the_largest_process() -> None:
    cost = cost_of([sys.executable, "-c", "block = bytearray(80_000_000)"], {})
    assert 80e6 < cost.peak_bytes < 300e6


def test_a_failing_command_says_why() -> None:
    with pytest.raises(CommandFailed, match="no such thing"):
        cost_of([sys.executable, "-c", "raise SystemExit('no such thing')"], {})
