"""One writer at a time; the next one is told who it waits for, and death frees the lock."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
import threading
from pathlib import Path

import pytest

from warehouse.store import LOCK_NAME, Store

HOLDER = """
import sys
from pathlib import Path
from warehouse.store import Store
with Store(Path(sys.argv[1])).writing("r1"):
    print("held", flush=True)
    sys.stdin.read()
"""


@pytest.fixture
def holder(tmp_path: Path):
    """Another process that holds the lock until its input ends."""
    Store(tmp_path)
    command = [sys.executable, "-c", HOLDER, str(tmp_path)]
    with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE) as process:
        assert process.stdout is not None
        process.stdout.readline()
        yield process
        process.kill()


def test_the_lock_file_says_who_writes(holder, tmp_path):
    said = json.loads((tmp_path / LOCK_NAME).read_text())
    assert (said["pid"], said["what"]) == (holder.pid, "run r1")


@pytest.mark.parametrize("end", ["done", "killed"])
def test_the_second_writer_waits_for_the_first(holder, tmp_path, end):
    told: list[str] = []
    waiting, entered = threading.Event(), threading.Event()

    def second() -> None:
        with Store(tmp_path).writing("r2", on_wait=lambda sentence: (told.append(sentence), waiting.set())):
            entered.set()

    thread = threading.Thread(target=second, daemon=True)
    thread.start()
    assert waiting.wait(10)
    assert not entered.is_set()
    if end == "killed":
        os.kill(holder.pid, signal.SIGKILL)
    else:
        holder.stdin.close()
    assert entered.wait(10)
    thread.join(10)
    assert len(told) == 1
    assert f"process {holder.pid}" in told[0]
    assert "run r1" in told[0]


@pytest.mark.parametrize(
    "content", ["", "{", '{"pid": 1, "host": "x", "since": "y", "what": "z"}'], ids=["empty", "torn", "old"]
)
def test_a_lock_file_left_behind_means_nothing(tmp_path, content):
    store = Store(tmp_path)
    (tmp_path / LOCK_NAME).write_text(content)
    told: list[str] = []
    with store.writing("r1", on_wait=told.append):
        pass
    assert told == []


def test_an_error_frees_the_lock(tmp_path):
    store = Store(tmp_path)
    with pytest.raises(ZeroDivisionError), store.writing("r1"):
        raise ZeroDivisionError
    told: list[str] = []
    with store.writing("r2", on_wait=told.append):
        pass
    assert told == []
